"""Stalls (B17): how long the GUI thread stands still while people press and the disk takes 12 ms for a sync."""

from __future__ import annotations

import json
import shutil
import subprocess
import time

from loket.bench import scene
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.bench.screens import window
from loket.office.printer_setup import add_printer

STALL_MOST_MS, SHARE = 16.7, 0.999
SLOWER_MS, SECONDS = 12.0, 40.0
SCREENS = ("kiosk", "counter", "hall")
OTHERS_PACE_S = 0.2
"""Between two visitors whom this process serves meanwhile, so that the screens have something to follow."""


def stalls(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Each screen in a process of its own, pressed as people press it, beside a second station that works too."""
    finding, seconds = Finding("stalls"), max(5.0, SECONDS * min(scale, 5.0))
    slow = shutil.which("strace") is not None
    if not slow:
        finding.lines.append("       the disk is as it is: strace is not installed")
    for which in SCREENS:
        tell(f"stalls: {which}, {seconds:.0f} s")
        place = room.place(which)
        office = scene.new_office(place)
        add_printer(office, "kios", "file:///dev/null")
        scene.sign_in_everybody(office)
        morning = scene.Morning(office)
        process = window("pressed", place, which, seconds, slower_ms=SLOWER_MS)
        _work_until_it_ends(process, morning)
        out, _ = process.communicate(timeout=60)
        office.store.close()
        told = json.loads(out)
        _judge(finding, Times(f"GUI thread of the {which} stands still", told["gaps"]), told["presses"])
    return finding


def _work_until_it_ends(process: subprocess.Popen[bytes], morning: scene.Morning) -> None:
    while process.poll() is None:
        morning.take()
        counter = morning.free_counter()
        if counter != 1:  # the officer of the counter's screen sits there
            morning.call(counter)
            morning.serve(counter)
        time.sleep(OTHERS_PACE_S)


def _judge(finding: Finding, gaps: Times, presses: int) -> None:
    finding.note(gaps)
    worst = 1000 * gaps.at(SHARE)
    long = sum(gap > STALL_MOST_MS / 1000 for gap in gaps.seconds)
    finding.lines.append(
        f"       {presses} presses; {long} gaps longer than {STALL_MOST_MS} ms, of {len(gaps.seconds)}"
    )
    kept = finding.target(f"{gaps.name}, p99.9", worst, STALL_MOST_MS, " ms")
    target = f"p99.9 ≤ {STALL_MOST_MS:g} ms"
    finding.rows.append(Row(gaps.name, gaps.short(), "", f"{worst:.1f} ms (p99.9)", target, verdict_of((kept,))))
