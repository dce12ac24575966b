"""Across processes, up to the glass: `feed` (B5) and `paint` (B6) of a call, `start` (B9) of the kiosk."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.bench.traced import slowed
from loket.office.context import Office

FEED_MOST_MS, PAINT_MOST_MS, BUSY_MOST_MS, START_MOST = (2.0, 8.0), (12.0, 33.0), 50.0, 1.5
CALLED, STARTS = 300, 7
PAUSE_S = 0.06
"""Between two calls, so that each finds the display at rest."""


def feed(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """A call in this process → `moved` in the GUI thread of another; from the press, so the commit is in it."""
    finding = Finding("feed")
    press, times = _across("feed", "call → known in another process", room, scale, tell, finding)
    finding.within(times.name, times, *FEED_MOST_MS, floor=press)
    return finding


def paint(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """A call in this process → its number painted by the hall display's process (1920×1080); from the press."""
    finding = Finding("paint")
    press, times = _across("hall", "call → painted in another process", room, scale, tell, finding)
    finding.within(times.name, times, *PAINT_MOST_MS, floor=press)
    with _every_core_busy():
        press, times = _across("hall", "call → painted, every core busy", room, scale / 3, tell, finding, 4 * PAUSE_S)
    kept = finding.target(f"{times.name} p99", 1000 * times.p99, BUSY_MOST_MS, " ms")
    ratio, target = f"{times.p50 / press.p50:.2f} / {times.p99 / press.p99:.2f} ×", f"p99 ≤ {BUSY_MOST_MS:g} ms"
    finding.rows.append(Row(times.name, times.short(), press.short(), ratio, target, verdict_of((kept,))))
    return finding


def start(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Kiosk from nothing to its first paint and to its services, by turns with a window that has nothing in it."""
    path = room.place("start")
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
    kept = finding.target("kiosk, first paint p50", first.p50 / bare.p50, START_MOST, "× a bare window")
    ratio, target = f"{first.p50 / bare.p50:.2f} × (p50)", f"≤ {START_MOST:g} ×"
    finding.rows.append(Row("kiosk, first paint", first.short(), bare.short(), ratio, target, verdict_of((kept,))))
    ready = services.p50 / bare.p50
    finding.lines.append(f"       its services stand there after {ready:.2f}× a bare window")
    finding.figures["services p50, × a bare window"] = round(ready, 2)
    return finding


def window(word: str, *rest: object, slower_ms: float = 0.0) -> subprocess.Popen[bytes]:
    """Start a window of the bench, without a display where there is none.

    With `slower_ms` every sync of its process takes so much longer, where strace is installed.
    """
    surroundings = dict(os.environ)
    if not (surroundings.get("DISPLAY") or surroundings.get("WAYLAND_DISPLAY")):
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "loket.bench.windows", word, *map(str, rest)]
    if slower_ms:
        command = slowed(command, slower_ms, Path(os.devnull)) or command
    return subprocess.Popen(command, stdout=subprocess.PIPE, env=surroundings)  # noqa: S603 - our own interpreter


def _start_of(word: str, *path: object) -> dict[str, float]:
    """Give the seconds until each thing was seen."""
    began = time.monotonic_ns()
    out, _ = window(word, *path).communicate(timeout=60)
    return {what: (int(at) - began) / 1e9 for at, what in (line.split() for line in out.decode("ascii").splitlines())}


def _across(
    word: str, what: str, room: scene.Room, scale: float, tell: scene.Tell, finding: Finding, pause_s: float = PAUSE_S
) -> tuple[Times, Times]:
    """Call while another process watches; gives (the press alone, from the press to there)."""
    place = room.place(f"{word}-{len(finding.rows)}")
    office = scene.new_office(place)
    morning, pressed, press = scene.Morning(office), dict[int, int](), Times(f"the press of “{what}”")
    watcher = window(word, place)
    try:
        _stamp_of(watcher)
        time.sleep(2.0)  # the window settles: fonts, first board, first paint
        for turn in range(max(20, round(CALLED * scale))):
            morning.take()
            counter = morning.free_counter()
            time.sleep(pause_s)
            began = time.monotonic_ns()
            morning.call(counter)
            press.seconds.append((time.monotonic_ns() - began) / 1e9)
            pressed[office_seq(office)] = began
            time.sleep(pause_s)
            morning.serve(counter)
            if turn % 50 == 49:
                tell(f"{what}: {turn + 1} calls")
        time.sleep(0.5)
    finally:
        watcher.kill()
        out, _ = watcher.communicate()
    office.store.close()
    stamps = {int(seq): int(at) for at, seq in (line.split() for line in out.splitlines())}
    times = Times(what, [(stamps[seq] - began) / 1e9 for seq, began in pressed.items() if seq in stamps])
    finding.note(press)
    finding.note(times)
    finding.check(f"every call arrived: {what}", [f"call {seq}" for seq in pressed if seq not in stamps])
    return press, times


@contextmanager
def _every_core_busy() -> Iterator[None]:
    """Have a process on every core that does nothing but work."""
    command = [sys.executable, "-c", "while True: pass"]
    crew = [subprocess.Popen(command) for _ in range(os.cpu_count() or 1)]  # noqa: S603 - our own interpreter
    try:
        yield
    finally:
        for process in crew:
            process.kill()
            process.wait()


def office_seq(office: Office) -> int:
    """Give the journal's newest seq."""
    with office.store.reading() as book:
        return book.last_fact()[0]


def _stamp_of(process: subprocess.Popen[bytes]) -> bytes:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        raise RuntimeError(f"a window ended with {process.wait()}")
    return line
