"""The state of the machine beside a measurement, and the gate that says whether it was calm enough to count."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
import time
from dataclasses import dataclass
from pathlib import Path

IDLE_LEAST_PCT, STEAL_MOST_PCT, UNEVEN_MOST, FREE_LEAST_GB = 60.0, 2.0, 3.0, 2.0
"""A run counts when the machine was idle enough before it, hardly robbed by its host, its disk even, and not full."""

_LOOK_S = 0.3


@dataclass(frozen=True, slots=True)
class Machine:
    """What was seen right before a measurement. Percentages are of all processors together."""

    cpus: int
    load: float
    idle_pct: float
    steal_pct: float
    free_gb: float

    def line(self) -> str:
        """Say it in one line."""
        return (
            f"{self.cpus} CPU, load {self.load:.2f}, idle {self.idle_pct:.0f} %, steal {self.steal_pct:.1f} %, "
            f"{self.free_gb:.0f} GB free"
        )

    def unrest(self) -> str:
        """Say why this machine is not calm enough to measure on; empty when it is."""
        if self.idle_pct < IDLE_LEAST_PCT:
            return f"idle {self.idle_pct:.0f} %, under {IDLE_LEAST_PCT:.0f} %"
        if self.steal_pct >= STEAL_MOST_PCT:
            return f"steal {self.steal_pct:.1f} %, {STEAL_MOST_PCT:.0f} % or more"
        if self.free_gb <= FREE_LEAST_GB:
            return f"{self.free_gb:.1f} GB free, {FREE_LEAST_GB:.0f} GB or less"
        return ""


def look(folder: Path) -> Machine:
    """Watch the machine for a moment; where the system does not tell (not Linux), it counts as idle."""
    before = _ticks()
    time.sleep(_LOOK_S)
    spent = [late - early for early, late in zip(before, _ticks(), strict=True)]
    total = sum(spent) or 1
    idle, steal = (spent[3] + spent[4], spent[7]) if len(spent) > 7 else (total, 0)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    free = shutil.disk_usage(folder).free / 1e9
    return Machine(os.cpu_count() or 1, load, 100 * idle / total, 100 * steal / total, free)


def versions() -> str:
    """Name what the figures were made with."""
    return f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, {platform.system()} {platform.release()}"


def _ticks() -> list[int]:
    try:
        first = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0]
    except OSError:
        return [0]
    return [int(each) for each in first.split()[1:]]
