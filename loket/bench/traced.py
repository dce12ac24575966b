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

SLOW_SYNC_MS = 3.5
"""What a sync takes on a consumer SSD (fsync on a Samsung 960 Pro, Percona 2018), added by the tracer."""

SLOW_ROUNDS = 200
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


def on_an_office_disk(word: str, path: Path, finding: Finding, p50_most: float, p99_most: float) -> None:
    """Measure the same with every sync `SLOW_SYNC_MS` slower: what the ratio is where a disk is a disk."""
    delay = f"inject=fdatasync:delay_exit={SLOW_SYNC_MS * 1000:.0f}"
    said = _traced(delay, path.with_suffix(".trace"), "beside", path, word, str(SLOW_ROUNDS))
    if said is None:
        return
    commit, press = (Times(name, took) for name, took in zip(("commit", word), json.loads(said), strict=True))
    commit.name, press.name = "commit, SSD of an office", f"{word}, SSD of an office"
    finding.note(commit)
    finding.note(press)
    finding.target(f"{word} p50, sync + {SLOW_SYNC_MS} ms", press.p50 / commit.p50, p50_most, "×")
    finding.target(f"{word} p99, sync + {SLOW_SYNC_MS} ms", press.p99 / commit.p99, p99_most, "×")


def _traced(what: str, log: Path, *words: str | Path) -> str | None:
    strace = shutil.which("strace")
    if strace is None:
        return None
    trace = [strace, "-f", "--seccomp-bpf", "-o", str(log), "-e", what]
    if what.startswith("inject"):
        trace += ["-e", "trace=fdatasync"]
    worker = [sys.executable, "-m", "loket.bench.worker", *map(str, words)]
    done = subprocess.run([*trace, *worker], check=True, capture_output=True, text=True)  # noqa: S603 - our interpreter
    return done.stdout
