"""The simulated people of the demo: visitors at the kiosk, an officer at the counter. They press the same widgets."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.office.pictures import CounterBoard, KioskBoard

if TYPE_CHECKING:
    from ui.counter.screen import CounterScreen
    from ui.kiosk.screen import KioskScreen

STEP_MS = 900
"""Real milliseconds between two touches of a visitor: slow enough to follow with the eyes."""

MEAN_GAP_S, MEAN_SERVICE_S, COMING_S = 100.0, 210.0, 25.0
"""Demo seconds between visitors, at the counter, and from the call to the counter."""

ABSENT_SHARE, PRIORITY_SHARE = 0.08, 0.15


class Visitors(QObject):
    """People who come to the kiosk, one after the other, and take a number each."""

    def __init__(self, kiosk: KioskScreen, chance: random.Random) -> None:
        """Begin with a visitor soon."""
        super().__init__(kiosk)
        self._kiosk, self._chance = kiosk, chance
        self.active = True
        self._next: datetime | None = None
        self._board: KioskBoard | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)
        self._timer.start(STEP_MS)

    def _step(self) -> None:
        from ui.kiosk.attract import AttractPage
        from ui.kiosk.home import HomePage
        from ui.kiosk.priority import PriorityPage
        from ui.kiosk.service import ServicePage
        from ui.kiosk.ticket import TicketPage

        kiosk, page, now = self._kiosk, self._kiosk.page, self._kiosk.now()
        if not self.active or page is None:
            return
        if isinstance(page, AttractPage):
            if self._next is None or now >= self._next:
                self._next = now + timedelta(seconds=self._chance.expovariate(1 / MEAN_GAP_S))
                _press(page)
        elif isinstance(page, HomePage):
            open_tiles = [tile.service.code for tile in kiosk.board.tiles if tile.state == "open"]
            served = [code for code in open_tiles if code in "AB"] or open_tiles
            if served:
                _press(kiosk.findChild(QWidget, f"tile-{self._chance.choice(served)}"))
        elif isinstance(page, ServicePage) and self._chance.random() < PRIORITY_SHARE:
            _press(kiosk.findChild(QWidget, "ask-priority") or page.take)
        elif isinstance(page, PriorityPage) and page.chosen() is None:
            _press(self._chance.choice(page.cards))
        elif isinstance(page, ServicePage | PriorityPage):
            _press(page.take)
        elif isinstance(page, TicketPage) and self._chance.random() < 0.3:
            _press(kiosk.findChild(QWidget, "done"))


class Officer(QObject):
    """An officer who calls, serves and finishes with the keyboard."""

    def __init__(self, counter: CounterScreen, board: object, chance: random.Random) -> None:
        """`board` is a callable that asks for the counter's present picture and hands it on."""
        super().__init__(counter)
        self._counter, self._ask, self._chance = counter, board, chance
        self.active = True
        self._until: datetime | None = None
        self._state = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(400)

    def _look(self) -> None:
        if self.active:
            self._ask(self._act)  # type: ignore[operator]

    def _act(self, board: CounterBoard) -> None:
        if board.state != self._state:
            self._state = board.state
            mean = {"calling": COMING_S, "serving": MEAN_SERVICE_S}.get(board.state, 5.0)
            self._until = board.now + timedelta(seconds=mean * self._chance.uniform(0.5, 1.5))
        if not self.active or self._until is None or board.now < self._until:
            return
        if board.state == "ready" and board.queue:
            self._key(Qt.Key.Key_F2)
        elif board.state == "calling":
            calls = board.current.calls if board.current else 1
            if calls < board.call_limit and self._chance.random() < ABSENT_SHARE:
                self._key(Qt.Key.Key_F3)
                self._until = board.now + timedelta(seconds=COMING_S)
            else:
                self._key(Qt.Key.Key_F2)
        elif board.state == "serving":
            self._key(Qt.Key.Key_F2 if board.queue else Qt.Key.Key_F6)

    def _key(self, key: Qt.Key) -> None:
        self._until = None
        self._state = ""
        QTest.keyClick(self._counter, key)


def _press(widget: QWidget | None) -> None:
    if widget is not None and widget.isEnabled():
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
