"""Run benches: behind the gate, again when the machine was not calm, and with its state beside the figures."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from loket.bench import crowds, kills, pairs, presses, screens
from loket.bench.figures import Finding
from loket.bench.machine import look
from loket.errors import N_, Refused

TRIES = 5

Bench = Callable[[Path, float, Callable[[str], None]], Finding]

BENCHES: dict[str, Bench] = {
    "issue": presses.issue,
    "call": presses.call,
    "history": presses.history,
    "day": presses.day,
    "crowd": crowds.crowd,
    "kill": kills.kill,
    "pairs": pairs.pairs,
    "feed": screens.feed,
    "paint": screens.paint,
    "start": screens.start,
    "memory": screens.memory,
}
"""Every bench by its name, in the order in which they are run."""

GATED = frozenset({"issue", "call", "feed", "paint", "start"})
"""Benches whose figures mean nothing on a busy machine.

The others are checks and counts, have targets of seconds, or (history) compare two offices press by press.
"""


def run(name: str, scale: float, tell: Callable[[str], None], folder: Path | None = None) -> Finding:
    """Run one bench in a new folder below `folder` and clean up; raises Refused for an unknown name.

    A bench that needs a calm machine is repeated up to `TRIES` times until it had one. When there was none, the last
    try is given with `restless` saying why it does not count.
    """
    bench = BENCHES.get(name)
    if bench is None:
        raise Refused(
            "bench_unknown", N_("Ukuran “{name}” tidak ada. Yang ada: {known}."), name=name, known=", ".join(BENCHES)
        )
    for number in range(1, TRIES + 1):
        room = Path(tempfile.mkdtemp(prefix="loket-bench-", dir=folder))
        try:
            machine = look(room)
            found = bench(room, scale, tell)
        finally:
            shutil.rmtree(room, ignore_errors=True)
        found.lines.insert(0, f"machine: {machine.line()}")
        found.figures["machine"] = machine.line()
        found.restless = machine.unrest() or found.restless
        if name not in GATED:
            found.restless = ""
        if not found.restless:
            break
        tell(f"{name}: try {number} of {TRIES} does not count: {found.restless}")
    return found
