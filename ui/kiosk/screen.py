"""The kiosk: which page is shown, what a visitor has chosen, and when everything is forgotten again."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from loket.errors import LoketError, Refused
from loket.office.pictures import KioskBoard, KioskTile, TakenTicket
from loket.texts import Texts
from ui.kiosk.assist import AssistBar, IdleDialog
from ui.kiosk.choosing import AttractPage, HomePage, PriorityPage, ServicePage
from ui.kiosk.look import Look
from ui.kiosk.page import Page
from ui.kiosk.telling import NoticePage, TicketPage, closed_page, explaining_page, trouble_page
from ui.station import Station
from ui.theme import Theme

log = logging.getLogger(__name__)

TOUCH_GUARD_S = 0.4
"""A second touch within this time is ignored (seconds)."""

IDLE_WARN_MS, PAPER_PATIENCE_MS, RETRY_MS = 30_000, 6_000, 2_000
ON_PAPER, NO_PAPER = ("printed", "assumed", "sent"), ("failed", "expired")


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
        self._assist: AssistBar | None = None
        self._idle: IdleDialog | None = None
        self._asked = self._again = self._taking = False
        self._last_touch = 0.0
        self._ticket: TakenTicket | None = None
        self._idle_timer = self._timer(IDLE_WARN_MS, self._warn)
        self._paper_timer = self._timer(PAPER_PATIENCE_MS, self._give_up_paper)
        self._retry_timer = self._timer(RETRY_MS, self._ask)
        self._clock_timer = QTimer(self)
        self._clock_timer.timeout.connect(self._minute)
        self._clock_timer.start(1000)
        self._shown_minute = ""
        station.bridge.moved.connect(self._moved)
        self._ask()

    def _timer(self, milliseconds: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(self.station.ms(milliseconds))
        timer.timeout.connect(then)
        return timer

    # --- surroundings ------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Give the office's local time."""
        return self.station.clock()

    def look(self) -> Look:
        """Give how the kiosk looks for this visitor."""
        theme = Theme.of("contrast") if "contrast" in self.modes else self.station.theme
        return Look(
            theme, Texts.of(self._language), self.width(), self.height(), "large" in self.modes, "low" in self.modes
        )

    @property
    def board(self) -> KioskBoard:
        """The office's picture; there is one whenever a page is shown."""
        if self._board is None:
            raise RuntimeError("the kiosk has no board yet")
        return self._board

    @property
    def page(self) -> Page | None:
        """The page that is shown now."""
        return self._page

    # --- the office's picture ----------------------------------------------------------------------------------

    def _moved(self, _seq: int) -> None:
        self._ask()
        if self._ticket is not None and self._ticket.print_job is not None:
            from loket.office.printing import job_state

            self.station.bridge.run(partial(job_state, job_id=self._ticket.print_job), self._paper, self._ignore)

    def _ask(self) -> None:
        if self._asked:
            self._again = True
            return
        from loket.office.boards import kiosk_board

        self._asked, self._again = True, False
        self.station.bridge.run(kiosk_board, self._answered, self.show_trouble)

    def _answered(self, board: KioskBoard) -> None:
        self._asked = False
        self.show_board(board)
        if self._again:
            self._ask()

    def show_board(self, board: KioskBoard) -> None:
        """Draw the office as it is now. A visitor's page stays; a closed office closes the pages nobody is using."""
        first = self._board is None
        self._board = board
        if first or self._page is None or isinstance(self._page, AttractPage | NoticePage):
            if not (isinstance(self._page, NoticePage) and self._page.back is not None):
                self.reset()
                return
        self._page.refresh(board)

    def show_trouble(self, error: LoketError) -> None:
        """Say that the machine is being checked, and try again by itself."""
        log.warning("the kiosk cannot reach the office: %s", error)
        self._asked = False
        if self._board is not None and not isinstance(self._page, TicketPage):
            self._show(trouble_page(self, error))
        self._retry_timer.start()

    # --- pages -------------------------------------------------------------------------------------------------

    def reset(self) -> None:
        """Forget the visitor: language, modes, choices and ticket; back to the first page."""
        self.modes.clear()
        self._language = self.station.language
        self._ticket, self._taking = None, False
        self._paper_timer.stop()
        self._idle_timer.stop()
        self._drop_idle()
        if self._board is None:
            return
        self._show(AttractPage(self) if self.board.open else closed_page(self))

    def go_home(self) -> None:
        """Show the services."""
        if not self.board.open:
            self.reset()
            return
        self._show(HomePage(self))

    def choose(self, tile: KioskTile, missing: Sequence[str] = ()) -> None:
        """A service was touched: show it, or say why it gives no number."""
        if tile.state != "open":
            self._show(explaining_page(self, tile))
            return
        page = ServicePage(self, tile)
        for row in page.rows:
            row.setChecked(row.requirement.name.id not in missing)
        self._show(page)

    def ask_priority(self, tile: KioskTile, missing: Sequence[str]) -> None:
        """Ask who needs priority."""
        self._show(PriorityPage(self, tile, missing))

    def speak(self, language: str) -> None:
        """Change the language for this visitor."""
        self._language = language
        self._rebuild()

    def toggle(self, mode: str) -> None:
        """Switch *large*, *contrast* or *low* for this visitor."""
        self.modes ^= {mode}
        self._rebuild()

    def _rebuild(self) -> None:
        page = self._page
        if isinstance(page, ServicePage):
            self.choose(page.tile, page.missing())
        elif isinstance(page, PriorityPage):
            chosen = [card.isChecked() for card in page.cards]
            self.ask_priority(page.tile, page.missing)
            if isinstance(self._page, PriorityPage):
                for card, on in zip(self._page.cards, chosen, strict=True):
                    card.setChecked(on)
        elif isinstance(page, HomePage):
            self.go_home()
        elif self._board is not None:
            self._show(AttractPage(self) if self.board.open else closed_page(self))

    def _show(self, page: Page) -> None:
        old, self._page = self._page, page
        page.setGeometry(self.rect())
        page.show()
        if old is not None:
            old.hide()
            old.deleteLater()
        if self._assist is not None:
            self._assist.deleteLater()
            self._assist = None
        if page.has_assist:
            self._assist = AssistBar(self)
            self._place_assist()
            self._assist.show()
        if isinstance(page, AttractPage | TicketPage | NoticePage):
            self._idle_timer.stop()
        else:
            self._idle_timer.start()
        page.setFocus()

    def _place_assist(self) -> None:
        if self._assist is not None:
            height = round(self.look().assist_height)
            self._assist.setGeometry(0, self.height() - height, self.width(), height)
            self._assist.raise_()

    # --- the ticket --------------------------------------------------------------------------------------------

    def take(self, tile: KioskTile, missing: Sequence[str], priority: str | None) -> None:
        """Take one number. Whatever is pressed until the office has answered, it is one."""
        if self._taking:
            return
        self._taking = True
        self._idle_timer.stop()
        button = getattr(self._page, "take", None)
        if button is not None:
            button.busy_text = self.look().texts("Memproses")
            button.setEnabled(False)
        from loket.office.ticketing import take_ticket

        act = partial(
            take_ticket, service_code=tile.service.code, priority=priority, missing=tuple(missing), told=tile.told,
            language=self._language,
        )  # fmt: skip
        self.station.bridge.run(act, self._taken, self._not_taken)

    def _taken(self, ticket: TakenTicket) -> None:
        self._taking = False
        self._ticket = ticket
        self.took.emit(ticket)
        none = self.board.printer.state == "none" or ticket.print_job is None
        self._show(TicketPage(self, ticket, without_paper=none))
        if not none:
            self._paper_timer.start()

    def _not_taken(self, error: LoketError) -> None:
        self._taking = False
        if isinstance(error, Refused):
            texts = self.look().texts
            said = texts.say(error.sentence, **error.facts)
            self._show(NoticePage(self, "info", texts("Nomor belum dapat diambil"), (said,), back=True))
            return
        self.show_trouble(error)

    def _paper(self, state: str) -> None:
        if self._ticket is None:
            return
        if state in ON_PAPER:
            self._paper_timer.stop()
            if isinstance(self._page, TicketPage) and self._page.without_paper:
                self._show(TicketPage(self, self._ticket, without_paper=False))
        elif state in NO_PAPER:
            self._give_up_paper()

    def _give_up_paper(self) -> None:
        self._paper_timer.stop()
        if self._ticket is not None and isinstance(self._page, TicketPage) and not self._page.without_paper:
            self._show(TicketPage(self, self._ticket, without_paper=True))

    def reprint(self, ticket: TakenTicket) -> None:
        """Try the printer once more for this ticket."""
        from dataclasses import replace

        from loket.office.printing import reprint

        def again(job: int) -> None:
            if self._ticket is not None and self._ticket.visit == ticket.visit:
                self._ticket = replace(ticket, print_job=job)
                if isinstance(self._page, TicketPage):
                    self._page.ticket = self._ticket

        self.station.bridge.run(partial(reprint, visit=ticket.visit), again, self._ignore)

    def _ignore(self, error: LoketError) -> None:
        log.info("not answered: %s", error)

    # --- touches, keys, time -----------------------------------------------------------------------------------

    def stay(self) -> None:
        """The visitor is still there."""
        self._drop_idle()
        self._idle_timer.start()

    def _warn(self) -> None:
        self._drop_idle()
        self._idle = IdleDialog(self)
        self._idle.expired.connect(self.reset)
        self._idle.setGeometry(self.rect())
        self._idle.show()
        self._idle.raise_()

    def _drop_idle(self) -> None:
        if self._idle is not None:
            self._idle.hide()
            self._idle.deleteLater()
            self._idle = None

    def _minute(self) -> None:
        minute = self.now().strftime("%d %H:%M")
        if minute != self._shown_minute:
            self._shown_minute = minute
            self._ask()
            if self._page is not None:
                self._page.update()

    def showEvent(self, event: QEvent) -> None:
        """Watch every touch from the moment the window is there."""
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        super().showEvent(event)  # type: ignore[arg-type]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow a second touch that comes too soon; keep the idle clock wound."""
        if event.type() not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.KeyPress):
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self.window():
            return False
        if self._idle_timer.isActive():
            self._idle_timer.start()
        if event.type() == QEvent.Type.KeyPress:
            return False
        now = time.monotonic()
        too_soon = now - self._last_touch < TOUCH_GUARD_S / self.station.pace
        if not too_soon:
            self._last_touch = now
        return too_soon and event.type() == QEvent.Type.MouseButtonDblClick

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; Enter or Space on the first page begins."""
        if event.key() == Qt.Key.Key_Escape:
            page = self._page
            if isinstance(page, PriorityPage):
                self.choose(page.tile, page.missing)
            elif isinstance(page, ServicePage | NoticePage):
                self.go_home()
            elif isinstance(page, HomePage | TicketPage):
                self.reset()
            return
        if isinstance(self._page, AttractPage) and event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
            Qt.Key.Key_Space,
        ):
            self.go_home()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the window."""
        super().resizeEvent(event)
        if self._page is not None:
            upright = event.oldSize().height() > event.oldSize().width()
            if upright != (self.height() > self.width()) or event.oldSize().width() != self.width():
                if isinstance(self._page, TicketPage):
                    self._page.setGeometry(self.rect())
                else:
                    self._rebuild()
            self._page.setGeometry(self.rect())
            self._place_assist()
        if self._idle is not None:
            self._idle.setGeometry(self.rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground until the first picture is there."""
        del event
        QPainter(self).fillRect(self.rect(), self.station.theme.color("deep"))
