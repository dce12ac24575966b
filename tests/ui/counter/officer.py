"""An officer in front of a counter's screen, with a keyboard and a real office behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.office.boards import counter_board
from loket.office.pictures import CounterBoard
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from ui.counter.screen import CounterScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk


class Officer:
    """Officer P1 at counter 1, with a keyboard."""

    def __init__(self, qtbot: QtBot, desk: Desk, *waiting: str, pace: float = 500.0) -> None:
        self.qtbot, self.desk = qtbot, desk
        sign_in(desk.office, 1, "P1")
        for service in waiting:
            desk.clock.pass_(seconds=30)
            take_ticket(desk.office, service)
        self.screen = CounterScreen(desk.station(pace=pace), 1)
        qtbot.addWidget(self.screen)
        self._heard: list[str] = []
        self.screen.banners.changed.connect(self._hear)
        self.screen.resize(1366, 768)
        self.screen.show()
        qtbot.waitUntil(lambda: self.screen.board is not None)

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        dialog = self.screen.dialog()
        target: QWidget = self.screen
        if dialog is not None:
            target = dialog.focusWidget() if dialog.isAncestorOf(dialog.focusWidget()) else dialog
        QTest.keyClick(target, key, modifier)

    def until(self, state: str, number: str = "") -> None:
        """Wait for the picture, and until the buttons are free again."""

        def there() -> bool:
            board = self.screen.board
            now = board.current.number if board and board.current else ""
            free = not self.screen.acts.under_way and not self.screen.ready.primary.busy
            return board is not None and board.state == state and now == number and free and self._guard_is_over()

        self.qtbot.waitUntil(there)

    def does(self, key: Qt.Key, state: str, number: str = "") -> None:
        self.press(key)
        self.until(state, number)

    @property
    def seen(self) -> CounterBoard:
        """The picture on the screen."""
        assert self.screen.board is not None
        return self.screen.board

    def chosen(self) -> str:
        entry = self.screen.queue.list.entry()
        return entry.number if entry else ""

    def calls(self) -> int:
        return self.seen.current.calls if self.seen.current else 0

    def board(self) -> CounterBoard:
        return counter_board(self.desk.office, 1)

    def facts(self) -> list[str]:
        with self.desk.office.looking() as work:
            return [fact.kind for fact in work.book.facts(0) if fact.counter == 1 and fact.visit]

    def _hear(self) -> None:
        self._heard += [f"{each.title}. {each.text}" for each in self.screen.banners.notices().values()]

    def said(self) -> str:
        """All that was said so far: at this pace a banner is gone before a slow machine has looked."""
        return " | ".join(self._heard)

    def _guard_is_over(self) -> bool:
        guard = self.screen._guard
        return not guard.isValid() or guard.elapsed() >= self.screen.station.ms(1500)
