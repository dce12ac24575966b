"""The windows of a bench, each in a process of its own: `python -m loket.bench.windows WORD [DATABASE]`.

They say on standard output what was seen, and when, by the clock that all processes share.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PORTRAIT, DESK, LANDSCAPE = (1080, 1920), (1366, 768), (1920, 1080)


def seen(*what: object) -> None:
    """Say that something was seen now."""
    os.write(1, (" ".join(map(str, (time.monotonic_ns(), *what))) + "\n").encode())


def bare() -> None:
    """A window with nothing in it, until it is painted."""
    from ui.stopwatch import bare_window

    def painted() -> bool:
        seen("first")
        return True

    bare_window(painted, PORTRAIT)


def kiosk(path: str) -> None:
    """The kiosk, started as `loket kiosk` starts it: its first paint, and the one with its services."""
    import ui.app as application
    from loket.cli import main as front_door
    from ui.stopwatch import PaintWatch

    place, windows = application.place, list[object]()

    def placed(window: QWidget, name: str, **how: object) -> None:
        def painted() -> bool:
            if getattr(window, "page", None) is None:
                return False
            seen("services")
            window.close()
            return True

        def painted_first() -> bool:
            seen("first")
            return True

        if not windows:
            PaintWatch(window, painted_first)
        windows.append(window)
        PaintWatch(window, painted)
        place(window, name, **how)  # type: ignore[arg-type]

    application.place = placed
    front_door(["kiosk", "--window", "--database", path])


def feed(path: str) -> None:
    """A bridge and nothing else: says every `moved` as it arrives in the GUI thread."""
    from loket.cli.opening import opener
    from ui.bridge import OfficeBridge
    from ui.stopwatch import begin, listen

    begin()
    bridge = OfficeBridge(opener(Path(path)))
    bridge.moved.connect(seen)
    listen()


HALL_PACE = 100.0
"""A call's turn is over before the next call of the bench comes: what is measured is a hall at rest."""


def hall(path: str) -> None:
    """The hall display at its full size: says every call's number when it was painted."""
    from loket.cli.office_time import time_of
    from loket.cli.stations import surroundings
    from ui.display.screen import DisplayScreen
    from ui.voice import SilentVoice

    app, station, bridge = surroundings(Path(path), "bench", "dark", "id", time_of(Path(path)))
    station.pace = HALL_PACE
    screen = DisplayScreen(station, SilentVoice())
    screen.painted.connect(seen)
    screen.resize(*LANDSCAPE)
    screen.show()
    seen(0)
    app.exec()
    bridge.close()


def three(path: str, hall_pace: str) -> None:
    """Kiosk, counter and hall in one process, until it is ended. A hall in a hurry follows a day that takes minutes."""
    from loket.cli.office_time import time_of
    from loket.cli.stations import surroundings
    from ui.counter.screen import CounterScreen
    from ui.display.screen import DisplayScreen
    from ui.kiosk.screen import KioskScreen
    from ui.voice import SilentVoice

    app, station, bridge = surroundings(Path(path), "bench", "light", "id", time_of(Path(path)))
    hall_station = replace(station, pace=float(hall_pace))
    windows = (KioskScreen(station), CounterScreen(station, 1), DisplayScreen(hall_station, SilentVoice()))
    for window, size in zip(windows, (PORTRAIT, DESK, LANDSCAPE), strict=True):
        window.resize(*size)
        window.show()
    app.exec()
    bridge.close()


def paper(path: str, rounds: str, layout: str, url: str) -> None:
    """Take tickets and let the spool print them at a network printer (`loket.bench.paper`)."""
    from loket.bench.slips import print_slips
    from loket.model.printer import Layout

    os.write(1, json.dumps(print_slips(Path(path), int(rounds), Layout(layout), url)).encode())


def pressed(path: str, which: str, seconds: str, pace_ms: str = "0") -> None:
    """A screen in somebody's hands, and a watchdog in its thread (`loket.bench.stalls`): says every gap in seconds."""
    from loket.bench.hands import watched

    os.write(1, json.dumps(watched(Path(path), which, float(seconds), int(pace_ms))).encode())


WORDS: dict[str, Callable[..., None]] = {
    "bare": bare, "kiosk": kiosk, "feed": feed, "hall": hall, "three": three, "paper": paper, "pressed": pressed,
}  # fmt: skip

if __name__ == "__main__":
    WORDS[sys.argv[1]](*sys.argv[2:])
