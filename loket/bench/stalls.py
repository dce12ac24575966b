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

STALL_MOST_MS, SHARE = 16.7, 0.999
SLOWER_MS, SECONDS = 12.0, 40.0
SCREENS = ("kiosk", "counter", "hall")
HANGS_AFTER_BYTES = 5000
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

    Beside it the same with a printer that is well: what the screens' own painting takes.
    """
    from printers.engine import Engine
    from printers.faults import WELL, Fault
    from printers.simulator import Simulator

    finding = Finding("hang")
    for which in SCREENS[:2]:
        beside: Times | None = None
        for fault in (WELL, Fault("stall", HANGS_AFTER_BYTES)):
            with Simulator(Engine()) as printer:
                printer.play(fault)
                url = f"tcp://127.0.0.1:{printer.port}"
                gaps, presses = _watch(room, f"{which}-{fault.kind}", url, _seconds(scale), 0.0, tell)
            if fault is WELL:
                beside = gaps
                finding.note(gaps)
        _judge(finding, gaps, presses, beside)
    return finding


def _seconds(scale: float) -> float:
    return max(5.0, SECONDS * min(scale, 5.0))


def _watch(
    room: scene.Room, name: str, printer: str, seconds: float, slower_ms: float, tell: scene.Tell
) -> tuple[Times, int]:
    """Let a screen be pressed beside a printer; gives its gaps and the number of presses."""
    which, _, fault = name.partition("-")
    words = f"GUI thread of the {which}" + (" beside a printer that is well" if name.endswith("-") else "")
    tell(f"stalls: {which} {fault}, {seconds:.0f} s")
    place = room.place(f"stalls-{name}")
    office = scene.new_office(place)
    add_printer(office, "kios", printer)
    scene.sign_in_everybody(office)
    morning = scene.Morning(office)
    process = window("pressed", place, which, seconds, slower_ms=slower_ms)
    _work_until_it_ends(process, morning)
    out, _ = process.communicate(timeout=60)
    office.store.close()
    told = json.loads(out)
    return Times(f"{words} stands still", told["gaps"]), told["presses"]


def _work_until_it_ends(process: subprocess.Popen[bytes], morning: scene.Morning) -> None:
    """Serve visitors until the other process says what it saw; it waits for somebody to read that."""
    while process.stdout is not None and not select.select([process.stdout], [], [], 0)[0]:
        morning.take()
        counter = morning.free_counter()
        if counter != 1:  # the officer of the counter's screen sits there
            morning.call(counter)
            morning.serve(counter)
        time.sleep(OTHERS_PACE_S)


def _judge(finding: Finding, gaps: Times, presses: int, beside: Times | None = None) -> None:
    finding.note(gaps)
    worst = 1000 * gaps.at(SHARE)
    long = sum(gap > STALL_MOST_MS / 1000 for gap in gaps.seconds)
    finding.lines.append(
        f"       {presses} presses; {long} gaps longer than {STALL_MOST_MS} ms, of {len(gaps.seconds)}"
    )
    kept = finding.target(f"{gaps.name}, p99.9", worst, STALL_MOST_MS, " ms")
    target = f"p99.9 ≤ {STALL_MOST_MS:g} ms"
    floor = f"{1000 * beside.at(SHARE):.1f} (p99.9)" if beside else ""
    finding.rows.append(Row(gaps.name, gaps.short(), floor, f"{worst:.1f} ms (p99.9)", target, verdict_of((kept,))))
