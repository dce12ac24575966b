"""The kiosk: which page is shown, what a visitor has chosen, and when everything is forgotten again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from loket.model.office import OfficeFace
from loket.model.wording import Wording
from loket.office.pictures import KioskBoard, KioskTile, PrinterFace
from loket.texts import Texts
from ui.kiosk.attract import AttractPage
from ui.kiosk.foot import Foot
from ui.kiosk.idle import IdleWatch
from ui.kiosk.look import Look
from ui.kiosk.outage import Outage
from ui.kiosk.touches import GUARD_MS, TouchGuard
from ui.kiosk.warming import WarmUp
from ui.parts.asking import Asking, kiosk_board_of
from ui.station import Station
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.kiosk.booking import Booking
    from ui.kiosk.enquiring import Enquiring
    from ui.kiosk.page import Page
    from ui.kiosk.taking import Taking

CLOCK_MS = 1_000

ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class KioskScreen(QWidget):
    """The kiosk's window."""

    took = Signal(object)
    """A ticket was taken (TakenTicket): for the demo, and for the tick the visitor hears."""

    def __init__(self, station: Station) -> None:
        """Open the kiosk and ask the office for its board."""
        super().__init__()
        self.station = station
        self.setWindowTitle("Loket – " + station.texts("Kios"))
        self.setMinimumSize(320, 480)
        self.modes: set[str] = set()
        self._language = station.language
        self._board: KioskBoard | None = None
        self._page: Page | None = None
        self._foot = Foot(self)
        self.outage = Outage(self)
        self._clock_timer = QTimer(self, interval=CLOCK_MS)  # the office's clock goes at no hurried pace
        self._clock_timer.timeout.connect(self._look_at_clock)
        self._shown_minute = ""
        self._taking: Taking | None = None
        self._idle = IdleWatch(self)
        self._warm_up = WarmUp(self)
        self._guard = TouchGuard(self, GUARD_MS / station.pace, AttractPage)
        self._guard.touched.connect(self._idle.somebody_is_there)
        self.asking = Asking(station, lambda: partial(kiosk_board_of, printer=station.printer or None), self)
        self.asking.came.connect(self.show_board)
        self.asking.failed.connect(self._no_board)
        self.asking.refresh()

    # --- surroundings ------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Give the office's local time."""
        return self.station.clock()

    def look(self) -> Look:
        """Give how the kiosk looks for this visitor."""
        modes, texts = self.modes, Texts.of(self._language)
        theme = Theme.of("contrast") if "contrast" in modes else self.station.theme
        return Look(theme, texts, self.width(), self.height(), "large" in modes, "low" in modes)

    @property
    def board(self) -> KioskBoard:
        """The office's picture; before the first one has come, that of an office without a name."""
        return self._board or _unknown_office(self.station)

    @property
    def page(self) -> Page | None:
        """The page that is shown now."""
        return self._page

    # --- the office's picture ----------------------------------------------------------------------------------

    def show_board(self, board: KioskBoard) -> None:
        """Draw the office as it is now. Pages in a visitor's hands stay; a closed office closes the others."""
        before, self._board = self._board, board
        page = self._page
        self.outage.end()
        if before is None or page is None:
            self.reset()
        elif self.outage.whole:
            if not self.outage.is_being_read:
                self.reset()
        elif page.for_nobody and _opening(board) != _opening(before):
            self.show_page(self._first_page())
        else:
            page.refresh(board)

    def _no_board(self, error: LoketError) -> None:
        """A picture that does not come takes no page out of a visitor's hands."""
        if self._page is None:
            self.show_trouble(error)
        else:
            self.outage.say(error)

    def show_trouble(self, error: LoketError) -> None:
        """A press was in vain: say so, and go on by itself."""
        self.outage.say_in_vain(error)

    # --- pages -------------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """Forget the visitor: language, modes, choices and ticket; back to the first page."""
        self.modes.clear()
        self._language = self.station.language
        self.outage.forget()
        if self._taking is not None:
            self._taking.forget()
        self.show_page(self._first_page())

    def calm(self) -> None:
        """Put language and look back on a page that is nobody's."""
        self.modes.clear()
        self._language = self.station.language
        self.rebuild()

    def _first_page(self) -> Page:
        if self.board.open:
            return AttractPage(self)
        from ui.kiosk.resting import closed_page

        return closed_page(self)

    def go_home(self) -> None:
        """Show the services."""
        if not self.board.open:
            self.reset()
            return
        from ui.kiosk.home import HomePage

        self.show_page(HomePage(self))

    def choose(self, tile: KioskTile, missing: Sequence[str] = ()) -> None:
        """A service was touched: show it, or say why it gives no number."""
        if tile.state == "open":
            from ui.kiosk.service import ServicePage

            page = ServicePage(self, tile)
            page.mark(missing)
            self.show_page(page)
        else:
            from ui.kiosk.notice import explaining_page

            self.show_page(explaining_page(self, tile))

    def ask_priority(self, tile: KioskTile, missing: Sequence[str]) -> None:
        """Ask who needs priority."""
        from ui.kiosk.priority import PriorityPage

        self.show_page(PriorityPage(self, tile, missing))

    def check_in(self, typed: str = "") -> None:
        """Ask for the number or code that somebody has already; `typed` is its beginning."""
        from ui.kiosk.check_in import CheckInPage

        self.show_page(CheckInPage(self, typed))

    def speak(self, language: str) -> None:
        """Change the language for this visitor."""
        self._language = language
        self.rebuild()

    def toggle(self, mode: str) -> None:
        """Switch *large*, *contrast* or *low* for this visitor."""
        self.modes ^= {mode}
        self.rebuild()

    def rebuild(self) -> None:
        """Show the same page in the present look, with what was chosen on it."""
        if self._page is not None and (page := self._page.anew()) is not None:
            self._foot.clear()
            self.show_page(page)

    def show_page(self, page: Page) -> None:
        """Show a page instead of the one before."""
        old, self._page = self._page, page
        if not page.accessibleName():
            page.setAccessibleName(page.title())
        self.outage.fit()
        page.show()
        if old is not None:
            old.hide()
            old.deleteLater()
        self._foot.show_for(page)
        self._idle.watch(page)
        page.setFocus()

    def is_changed(self) -> bool:
        """Tell whether a visitor has changed how the screen speaks or looks."""
        return bool(self.modes) or self._language != self.station.language

    def take(self, tile: KioskTile, missing: Sequence[str], priority: str | None) -> None:
        """Take one number. Whatever is pressed until the office has answered, it is one."""
        self.taking.take(tile, missing, priority, self._language)

    @property
    def taking(self) -> Taking:
        """What takes numbers, follows their paper and prints lists of requirements."""
        if self._taking is None:
            from ui.kiosk.taking import Taking

            self._taking = Taking(self)
        return self._taking

    @property
    def booking(self) -> Booking:
        """What books a slot of another day."""
        from ui.kiosk.booking import Booking

        return self.findChild(Booking) or Booking(self)

    @property
    def enquiring(self) -> Enquiring:
        """What asks the office about numbers and codes that were typed."""
        from ui.kiosk.enquiring import Enquiring

        return self.findChild(Enquiring) or Enquiring(self)

    # --- touches, keys, time -----------------------------------------------------------------------------------

    def _look_at_clock(self) -> None:
        before, self._shown_minute = self._shown_minute, self.now().strftime("%d %H:%M")
        if before != self._shown_minute:
            self.asking.refresh()
            if self._page is not None:
                self._page.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch touches and the clock while the window is there."""
        self._guard.begin()
        self._clock_timer.start()
        self._warm_up.begin()
        if self.outage.whole:
            self.asking.refresh()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Do nothing while the window is not there."""
        self._guard.end()
        self._clock_timer.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; Enter or Space on the first page begins, on the ticket ends; a scanner opens its page."""
        page = self._page
        if page is None:
            return
        if event.key() == Qt.Key.Key_Escape:
            page.back()
        elif page.for_nobody and self.board.open and not self.outage.whole and event.text().isalnum():
            self.check_in(event.text())
        elif event.key() not in ENTER or not page.enter():
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the window."""
        super().resizeEvent(event)
        if self._page is not None:
            self.rebuild()
            self.outage.fit()
            self._foot.fit()
        self._idle.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground until the first picture is there."""
        del event
        QPainter(self).fillRect(self.rect(), self.station.theme.color("deep"))


def _opening(board: KioskBoard) -> tuple[object, ...]:
    """Give what decides whether a page for nobody in particular has to change."""
    return board.open, board.opens_at if not board.open else None, board.holiday, board.ended


def _unknown_office(station: Station) -> KioskBoard:
    office = OfficeFace(name="Loket", place="", room=Wording(""), languages=(station.language,))
    day = station.clock().date()
    return KioskBoard(
        office=office, day=day, tiles=(), open=False, opens_at=None, closes_at=None, holiday="", calling=(),
        printer=PrinterFace("none"), seq=0,
    )  # fmt: skip
