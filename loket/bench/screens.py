"""Across processes, up to the glass: `feed` and `paint` of a call, `start` of the kiosk, `memory` of three screens."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Times
from loket.office.context import Office

FEED_MOST_MS, PAINT_MOST_MS, START_MOST, MEMORY_MOST_MB = 20.0, 60.0, 2.0, 150.0
CALLED, STARTS = 200, 7
PAUSE_S = 0.06
"""Between two calls, so that each finds the display at rest."""


def feed(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """A call in this process → `moved` in the GUI thread of another; from the press, so the commit is in it."""
    return _across("feed", "feed", "press → moved in another process", FEED_MOST_MS, folder, scale, tell)


def paint(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """A call in this process → its number painted by the hall display's process (1920×1080); from the press."""
    return _across("paint", "hall", "press → number painted in another process", PAINT_MOST_MS, folder, scale, tell)


def start(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Kiosk from nothing to its first paint and to its services, by turns with a window that has nothing in it."""
    path = folder / "start.db"
    scene.new_office(path).store.close()
    bare, first, services = Times("bare PySide6 window"), Times("kiosk, first paint"), Times("kiosk, its services")
    rounds = max(STARTS, round(STARTS * scale))
    for turn in range(rounds + 1):
        took, kiosk = _start_of("bare"), _start_of("kiosk", path)
        if turn:  # the first of each warms the disk's cache for both
            bare.seconds.append(took["first"])
            first.seconds.append(kiosk["first"])
            services.seconds.append(kiosk["services"])
        tell(f"start: {turn} of {rounds}")
    finding = Finding("start")
    for times in (bare, first, services):
        finding.note(times)
    finding.target("kiosk, first paint p50", first.p50 / bare.p50, START_MOST, "× a bare window")
    ready = services.p50 / bare.p50
    finding.lines.append(f"       its services stand there after {ready:.2f}× a bare window")
    finding.figures["services p50, × a bare window"] = round(ready, 2)
    return finding


def memory(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Kiosk, counter and hall in one process: proportional share of memory."""
    del scale, tell
    path = folder / "memory.db"
    office = scene.new_office(path)
    scene.Morning(office)
    office.store.close()
    process = window("three", path)
    line, _ = process.communicate(timeout=120)
    finding = Finding("memory")
    finding.target("kiosk + counter + hall, PSS", int(line.split()[1]) / 1024, MEMORY_MOST_MB, " MB")
    return finding


def window(word: str, *rest: Path) -> subprocess.Popen[bytes]:
    """Start a window of the bench, without a display where there is none."""
    surroundings = dict(os.environ)
    if not (surroundings.get("DISPLAY") or surroundings.get("WAYLAND_DISPLAY")):
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "loket.bench.windows", word, *map(str, rest)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings)  # noqa: S603 - our own interpreter


def _start_of(word: str, *path: Path) -> dict[str, float]:
    """Give the seconds until each thing was seen."""
    began = time.monotonic_ns()
    out, _ = window(word, *path).communicate(timeout=60)
    return {what: (int(at) - began) / 1e9 for at, what in (line.split() for line in out.decode("ascii").splitlines())}


def _across(
    name: str, word: str, what: str, most_ms: float, folder: Path, scale: float, tell: Callable[[str], None]
) -> Finding:  # fmt: skip
    path = folder / f"{name}.db"
    office = scene.new_office(path)
    morning, pressed = scene.Morning(office), dict[int, int]()
    watcher = window(word, path)
    try:
        _stamp_of(watcher)
        time.sleep(2.0)  # the window settles: fonts, first board, first paint
        for turn in range(max(50, round(CALLED * scale))):
            morning.take()
            counter = morning.free_counter()
            time.sleep(PAUSE_S)
            began = time.monotonic_ns()
            morning.call(counter)
            pressed[office_seq(office)] = began
            time.sleep(PAUSE_S)
            morning.serve(counter)
            if turn % 50 == 49:
                tell(f"{name}: {turn + 1} calls")
        time.sleep(0.5)
    finally:
        watcher.kill()
        out, _ = watcher.communicate()
    stamps = {int(seq): int(at) for at, seq in (line.split() for line in out.splitlines())}
    finding = Finding(name)
    times = Times(what, [(stamps[seq] - began) / 1e9 for seq, began in pressed.items() if seq in stamps])
    finding.note(times)
    finding.target(f"{what}, p99", 1000 * times.p99, most_ms, " ms")
    finding.check("every call arrived", [f"call {seq}" for seq in pressed if seq not in stamps])
    office.store.close()
    return finding


def office_seq(office: Office) -> int:
    """Give the journal's newest seq."""
    with office.store.reading() as book:
        return book.last_fact()[0]


def _stamp_of(process: subprocess.Popen[bytes]) -> bytes:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        raise RuntimeError(f"a window ended with {process.wait()}")
    return line
