"""Hands for the screens that are measured: they press what people press, at the pace of people in a hurry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.stopwatch import Watchdog, later

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen
    from ui.station import Station

TOUCH_MS, KEY_MS = 450, 1700
"""Between two touches of a visitor, and two presses of F2 by an officer (a faster second one is taken for the same)."""

SETTLE_MS = 3000
"""A screen opens, reads its fonts and paints first; that is measured elsewhere (B9)."""

SIZES = {"kiosk": (1080, 1920), "counter": (1366, 768), "hall": (1920, 1080)}


def watched(path: Path, which: str, seconds: float, pace_ms: int = 0) -> dict[str, object]:
    """Open a screen, press it for so long, and give the GUI thread's gaps and the number of presses.

    `pace_ms` between two presses; 0: people in a hurry.
    """
    from loket.cli.office_time import time_of
    from loket.cli.opening import opener
    from loket.cli.stations import surroundings
    from printers.spool import Spool

    app, station, bridge = surroundings(path, "bench", "dark" if which == "hall" else "light", "id", time_of(path))
    screen, press = _screen(station, which)
    screen.resize(*SIZES[which])
    screen.show()
    spool = Spool(opener(path)) if which == "kiosk" else None
    if spool is not None:
        bridge.moved.connect(lambda _seq: spool.wake())
    dogs: list[Watchdog] = []
    hands = _Hands(press, pace_ms or (TOUCH_MS if which == "kiosk" else KEY_MS))

    def begin() -> None:
        dogs.append(Watchdog(screen))
        hands.begin()
        later(round(1000 * seconds), app.quit)

    later(SETTLE_MS, begin)
    app.exec()
    if spool is not None:
        spool.stop()
    bridge.close()
    return {"gaps": dogs[0].gaps, "presses": hands.presses}


class _Hands(QObject):
    """Presses at a pace; counts the presses that met something to press."""

    def __init__(self, press: Callable[[], bool], pace_ms: int) -> None:
        super().__init__()
        self.presses = 0
        self._press = press
        self._timer = QTimer(self, interval=pace_ms)
        self._timer.timeout.connect(self._once)

    def begin(self) -> None:
        self._timer.start()

    def _once(self) -> None:
        self.presses += self._press()


def _screen(station: Station, which: str) -> tuple[QWidget, Callable[[], bool]]:
    """Give a screen and what presses it once."""
    if which == "kiosk":
        from ui.kiosk.screen import KioskScreen

        kiosk = KioskScreen(station)
        return kiosk, lambda: _touch(kiosk)
    if which == "counter":
        from ui.counter.screen import CounterScreen

        counter = CounterScreen(station, 1)

        def key() -> bool:
            QTest.keyClick(counter, Qt.Key.Key_F2)
            return True

        return counter, key
    from ui.display.screen import DisplayScreen
    from ui.voice import SilentVoice

    return DisplayScreen(station, SilentVoice()), lambda: False


def _touch(kiosk: KioskScreen) -> bool:
    """Do a visitor's next touch: begin, choose the first open service, take a number, be done."""
    from ui.kiosk.attract import AttractPage
    from ui.kiosk.home import HomePage
    from ui.kiosk.service import ServicePage

    page = kiosk.page
    wanted: QWidget | None = None
    if isinstance(page, AttractPage):
        wanted = page
    elif isinstance(page, HomePage):
        tiles = [tile.service.code for tile in kiosk.board.tiles if tile.state == "open"]
        wanted = kiosk.findChild(QWidget, f"tile-{tiles[0]}") if tiles else None
    elif isinstance(page, ServicePage):
        wanted = page.take
    elif page is not None:
        wanted = kiosk.findChild(QWidget, "done")
    if not isinstance(wanted, QWidget) or not wanted.isEnabled():
        return False
    QTest.mouseClick(wanted, Qt.MouseButton.LeftButton)
    return True
