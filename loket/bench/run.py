"""Run a scenario behind the gate: again when the machine was not calm, and with its state beside the figures."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from loket.bench.figures import Finding, Times
from loket.bench.machine import UNEVEN_MOST, Machine, look
from loket.bench.scenarios import scenario
from loket.bench.scene import Room, Tell
from loket.bench.timing import timed
from loket.store.yardstick import GrowingLog

TRIES = 5
REST_S = 5.0
"""Seconds to wait for a calmer machine after a try that does not count."""

_COMMITS = 400


def run(name: str, scale: float, tell: Tell, folder: Path | None = None, years: Path | None = None) -> Finding:
    """Run one scenario in a new folder below `folder` and clean up; raises Refused for an unknown name.

    A scenario that needs a calm machine is put off up to `TRIES` times until it has one. When there was none, it is run
    all the same, and `restless` says why it does not count. `years` keeps long histories from one run to the next.
    """
    wanted, discarded = scenario(name), list[str]()
    while True:
        room = Path(tempfile.mkdtemp(prefix="loket-bench-", dir=folder))
        try:
            machine, yardstick = look(room), _yardstick(room)
            restless = _unrest(machine, yardstick) if wanted.is_gated else ""
            if restless and len(discarded) < TRIES - 1:
                discarded.append(restless)
                tell(f"{name}: try {len(discarded)} of {TRIES} does not count: {restless}")
                time.sleep(REST_S)
                continue
            found = wanted.bench(Room(room, years), scale, tell)
        finally:
            shutil.rmtree(room, ignore_errors=True)
        break
    found.restless, found.discarded = restless, discarded
    found.lines[:0] = [f"machine: {machine.line()}", yardstick.line()]
    found.figures["machine"], found.figures[yardstick.name] = machine.line(), yardstick.plain()
    found.sum_up(wanted.says)
    return found


def _yardstick(folder: Path) -> Times:
    """Measure what a commit takes at this moment, in a file of its own."""
    file, times = GrowingLog(folder / "yardstick.db"), Times("yardstick before the run")
    for _ in range(_COMMITS):
        timed(times, file.commit)
    file.close()
    return times


def _unrest(machine: Machine, yardstick: Times) -> str:
    """Say why a run would not count now; empty when it would."""
    uneven = yardstick.p99 / yardstick.p50
    if not machine.unrest() and uneven > UNEVEN_MOST:
        return f"the yardstick is uneven: p99 is {uneven:.1f} times p50"
    return machine.unrest()
