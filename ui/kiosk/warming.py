"""What the first visitor would wait for is done before anybody comes: modules are imported, pages painted once.

To paint a page brings its icons, its letters and the measures of its words into memory; that is most of the time that
its first painting takes. It is done piece by piece and only while nobody is there: who comes waits for one at most.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from loket.office.pictures import KioskTile, TakenTicket

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen

BEGIN_MS, PIECE_MS = 700, 20
"""Time after the window is there, since its first picture of the office comes first; and between two pieces."""

LATER = (
    "segno", "ui.kiosk.assist", "ui.kiosk.home", "ui.kiosk.service", "ui.kiosk.priority", "ui.kiosk.notice",
    "ui.kiosk.resting", "ui.kiosk.ticket", "ui.kiosk.taking", "ui.kiosk.requirements",
    "ui.kiosk.check_in", "ui.kiosk.standing", "ui.kiosk.enquiring", "ui.kiosk.booking",
)  # fmt: skip
"""Modules that the first page does without: they are imported once it is painted, or when they are needed."""


class WarmUp(QObject):
    """Warms one kiosk up, once."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Nothing is done before `begin`."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self.is_over = False
        self._pieces = self._all()
        self._turn = QTimer(self, interval=PIECE_MS)
        self._turn.timeout.connect(self._next)

    def begin(self) -> None:
        """Begin when the window has stood a moment."""
        QTimer.singleShot(BEGIN_MS, self._turn, self._turn.start)

    def _next(self) -> None:
        page = self._kiosk.page
        if page is None or not page.for_nobody:
            return
        self.is_over = next(self._pieces, self) is self
        if self.is_over:
            self._turn.stop()

    def _all(self) -> Iterator[None]:
        for name in LATER:
            import_module(name)
            yield
        for make in _pages(self._kiosk):
            page = make()
            page.setGeometry(self._kiosk.rect())
            page.grab()
            page.deleteLater()
            yield
        # What is loaded stays: the collector need not look at it again, which would take 40 ms of somebody's press.
        gc.collect()
        gc.freeze()


def _pages(kiosk: KioskScreen) -> Iterator[Callable[[], QWidget]]:
    """Give what makes the pages on the way to a number; nothing while no service gives numbers."""
    from ui.kiosk.assist import AssistBar
    from ui.kiosk.check_in import CheckInPage
    from ui.kiosk.home import HomePage
    from ui.kiosk.priority import PriorityPage
    from ui.kiosk.service import ServicePage
    from ui.kiosk.ticket import TicketPage

    tile = next((each for each in kiosk.board.tiles if each.state == "open"), None)
    if tile is None:
        return
    ticket = _nobodys(kiosk, tile)
    yield partial(HomePage, kiosk)
    yield partial(AssistBar, kiosk)
    yield partial(ServicePage, kiosk, tile)
    yield partial(TicketPage, kiosk, ticket, without_paper=False)
    yield partial(TicketPage, kiosk, ticket, without_paper=True)
    yield partial(CheckInPage, kiosk)
    yield partial(PriorityPage, kiosk, tile, ())


def _nobodys(kiosk: KioskScreen, tile: KioskTile) -> TakenTicket:
    """Give a ticket that nobody has, as the next one would look."""
    return TakenTicket(
        visit="", number=f"{tile.service.code}000", service=tile.service, day=kiosk.board.day, taken_at=kiosk.now(),
        ahead=tile.waiting, told=tile.told, print_job=0, priority=None, code="",
    )  # fmt: skip
