"""Presses in a traced process: its syncs counted, or every sync made as slow as that of an office's disk."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from loket.bench.figures import Finding, Times

COUNTED = 50
"""Presses whose syncs are counted."""

SLOW_ROUNDS = 300
"""Presses measured on a slow disk at scale 1."""

_SYNC = re.compile(r"\b(?:fsync|fdatasync|sync_file_range|msync|sync)\(")


def count_syncs(word: str, path: Path, finding: Finding) -> None:
    """Count the system's sync calls of `COUNTED` presses in a process of their own; each press stands between marks."""
    log = path.with_suffix(".trace")
    if _traced("trace=fsync,fdatasync,sync_file_range,msync,sync,getppid", log, "counted", path, word) is None:
        finding.lines.append("       syncs per press: not counted, strace is not installed")
        return
    presses = log.read_text(encoding="ascii").split("getppid(")[1::2]
    syncs = [len(_SYNC.findall(press)) for press in presses]
    finding.figures["syncs"] = {"presses": len(syncs), "syncs": sum(syncs)}
    wrong = [f"press {number}: {count}" for number, count in enumerate(syncs, start=1) if count != 1]
    if len(syncs) != COUNTED:
        wrong.append(f"{len(syncs)} presses were seen, not {COUNTED}")
    finding.check(f"exactly one sync per press, {COUNTED} presses counted by strace", wrong)


def on_a_slow_disk(word: str, path: Path, slower_ms: float, scale: float) -> tuple[Times, Times] | None:
    """Measure (commit, press) with every sync `slower_ms` slower; None without strace.

    3.5 ms is what a sync takes on a consumer SSD (fsync on a Samsung 960 Pro, Percona 2018), 12 ms a hard disk's.
    """
    rounds = str(max(20, round(SLOW_ROUNDS * min(scale, 4.0))))
    said = _traced(_delay(slower_ms), path.with_suffix(".trace"), "beside", path, word, rounds)
    if said is None:
        return None
    commit, press = json.loads(said)
    return Times(f"commit, sync + {slower_ms:g} ms", commit), Times(f"{word}, sync + {slower_ms:g} ms", press)


def slowed(command: list[str], slower_ms: float, log: Path) -> list[str] | None:
    """Give the command that runs `command` with every sync slower; None without strace."""
    strace = shutil.which("strace")
    return None if strace is None else [*_strace(strace, _delay(slower_ms), log), *command]


def _delay(slower_ms: float) -> str:
    return f"inject=fdatasync,fsync:delay_exit={slower_ms * 1000:.0f}"


def _strace(strace: str, what: str, log: Path) -> list[str]:
    trace = [strace, "-f", "--seccomp-bpf", "-o", str(log), "-e", what]
    return [*trace, "-e", "trace=fdatasync,fsync"] if what.startswith("inject") else trace


def _traced(what: str, log: Path, *words: str | Path) -> str | None:
    strace = shutil.which("strace")
    if strace is None:
        return None
    trace = _strace(strace, what, log)
    worker = [sys.executable, "-m", "loket.bench.worker", *map(str, words)]
    done = subprocess.run([*trace, *worker], check=True, capture_output=True, text=True)  # noqa: S603 - our interpreter
    return done.stdout
