"""How long the GUI thread stands still while people press: beside a slow disk (B17), a printer that hangs (B18)."""

from __future__ import annotations

import json
import select
import shutil
import subprocess
import time

from loket.bench import scene
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.bench.screens import window
from loket.office.printer_setup import add_printer
from printers.faults import WELL, Fault

STALL_MOST_MS, SHARE = 16.7, 0.999
SLOWER_MS, SECONDS = 12.0, 40.0
SCREENS = ("kiosk", "counter", "hall")
HANGS_AFTER_BYTES = 5000
READING_MS = 2000
"""Between two touches of a visitor who reads the page."""
OTHERS_PACE_S = 0.2
"""Between two visitors whom this process serves meanwhile, so that the screens have something to follow."""


def stalls(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Each screen in a process of its own, pressed as people press it, beside a second station that works too."""
    finding = Finding("stalls")
    if shutil.which("strace") is None:
        finding.lines.append("       the disk is as it is: strace is not installed")
    for which in SCREENS:
        gaps, presses = _watch(room, which, "file:///dev/null", _seconds(scale), SLOWER_MS, tell)
        _judge(finding, gaps, presses)
    return finding


def hang(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Kiosk and counter while the office's printer takes some bytes of each slip and then reads no more.

    They are pressed as people press them, who read before they touch. Beside it, without a target: a visitor in a
    hurry, with this printer and with one that is well. What is longer then is the painting of a page.
    """
    finding, seconds = Finding("hang"), _seconds(scale)
    hanging = Fault("stall", HANGS_AFTER_BYTES)
    for which, pace_ms in (("kiosk", READING_MS), ("counter", 0)):
        _judge(finding, *_beside(room, which, hanging, seconds, pace_ms, tell))
    for words, fault in (("that hangs", hanging), ("that is well", WELL)):
        gaps, presses = _beside(room, "kiosk", fault, seconds, 0, tell)
        finding.lines.append(
            f"       in a hurry, beside a printer {words}: {presses} presses, p99.9 {1000 * gaps.at(SHARE):.1f} ms"
        )
    return finding


def _beside(
    room: scene.Room, which: str, fault: Fault, seconds: float, pace_ms: int, tell: scene.Tell
) -> tuple[Times, int]:
    """Let a screen be pressed beside a network printer with a fault."""
    from printers.engine import Engine
    from printers.simulator import Simulator

    with Simulator(Engine()) as printer:
        printer.play(fault)
        url = f"tcp://127.0.0.1:{printer.port}"
        return _watch(room, f"{which}-{fault.kind}-{pace_ms}", url, seconds, 0.0, tell, pace_ms)


def _seconds(scale: float) -> float:
    return max(5.0, SECONDS * min(scale, 5.0))


def _watch(
    room: scene.Room, name: str, printer: str, seconds: float, slower_ms: float, tell: scene.Tell, pace_ms: int = 0
) -> tuple[Times, int]:
    """Let a screen be pressed beside a printer; gives its gaps and the number of presses."""
    which = name.partition("-")[0]
    tell(f"stalls: {name}, {seconds:.0f} s")
    place = room.place(f"stalls-{name}")
    office = scene.new_office(place)
    add_printer(office, "kios", printer)
    scene.sign_in_everybody(office)
    morning = scene.Morning(office)
    process = window("pressed", place, which, seconds, pace_ms, slower_ms=slower_ms)
    _work_until_it_ends(process, morning)
    out, _ = process.communicate(timeout=60)
    office.store.close()
    told = json.loads(out)
    return Times(f"GUI thread of the {which} stands still", told["gaps"]), told["presses"]


def _work_until_it_ends(process: subprocess.Popen[bytes], morning: scene.Morning) -> None:
    """Serve visitors until the other process says what it saw; it waits for somebody to read that."""
    while process.stdout is not None and not select.select([process.stdout], [], [], 0)[0]:
        morning.take()
        counter = morning.free_counter()
        # The officer of the counter's screen sits at counter 1.
        if counter != 1 and morning.call(counter):
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
