"""Setting a printer up in one sheet over the page: find it, say what it is for, calibrate it in five steps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from loket.errors import LoketError
from loket.model.printer import PrinterRecord
from loket.office.print_log import PrinterCard
from loket.office.printer_setup import add_printer
from ui.parts.desk import whole
from ui.parts.dialog import Dialog
from ui.printers_page.facts_page import FactsPage
from ui.printers_page.find_page import FindPage
from ui.printers_page.steps_page import StepsPage

if TYPE_CHECKING:
    from ui.printers_page.screen import PrintersScreen
    from ui.printers_page.wizard_page import WizardPage

SIZE = (940, 596)


class Wizard(Dialog):
    """The sheet. What is known is saved at each step, so it can be left at any."""

    def __init__(self, screen: PrintersScreen, record: PrinterRecord | None, *, search: bool = False) -> None:
        """Set `record` up, or a new printer; `search` looks for one at once."""
        super().__init__(screen.station, "", SIZE, screen)
        self.owner, self.record, self._search = screen, record, search
        self.page: WizardPage | None = None
        self._after_save = ""
        self.closed.connect(self._leave)

    def begin(self) -> None:
        """Show the first page."""
        if self.record is None:
            self.show_page(FindPage(self, search=self._search))
        else:
            self.show_facts(self.record)

    def show_page(self, page: WizardPage) -> None:
        """Turn to a page."""
        before, self.page = self.page, page
        if before is not None:
            before.leave()
            before.hide()
            before.deleteLater()
        self.title = page.heading
        self.setAccessibleName(page.heading)
        page.setGeometry(self._place())
        page.show()
        self.cross.raise_()
        self.restop()
        self.update()
        page.enter()

    def restop(self) -> None:
        """Walk through the stops of the page; the keyboard goes to its first unless it is where it is wanted."""
        self.stops = self.page.stops() if self.page is not None else []
        if self.page is None or self.focusWidget() not in self.page.wanted_stops():
            ready = next((stop for stop in self.stops if stop.isVisible() and stop.isEnabled()), self)
            (self if self.page is not None and self.page.waits() else ready).setFocus(Qt.FocusReason.PopupFocusReason)

    def show_facts(self, record: PrinterRecord) -> None:
        """Ask what a printer is for."""
        known = any(card.record.name == record.name for card in self.cards())
        self.show_page(FactsPage(self, record, known=known))

    def save(self, record: PrinterRecord, then: str) -> None:
        """Save what is known of the printer; `then` is "calibrate", "close" or nothing."""
        self._after_save = then
        self.record = record
        act = partial(add_printer, name=record.name, url=record.url, width_dots=record.width_dots,
                      cutter=record.cutter, profile=record.profile)  # fmt: skip
        self.station.bridge.run(act, self._saved, self._not_saved)

    def _saved(self, record: PrinterRecord) -> None:
        then, self._after_save = self._after_save, ""
        self.owner.asking.refresh()
        if then == "calibrate":
            self.show_page(StepsPage(self, record))
        elif then == "close":
            self.close_dialog()

    def _not_saved(self, error: LoketError) -> None:
        if self.page is not None:
            self.page.not_saved(error)

    def remove(self) -> None:
        """Forget the printer, after a question."""
        record = self.record
        self.close_dialog()
        if record is not None:
            self.owner.acts.remove(record)

    def cards(self) -> tuple[PrinterCard, ...]:
        """Give the office's printers."""
        return self.owner.board.cards if self.owner.board else ()

    def _leave(self) -> None:
        if self.page is not None:
            self.page.leave()

    def accept(self) -> None:
        """Enter does what the page's first button does."""
        if self.page is not None:
            self.page.accept()

    def arrange(self) -> None:
        """Keep the page in its place, and the panel inside the window."""
        self.panel_size = (min(SIZE[0], self.width() - 32), min(SIZE[1], self.height() - 24))
        if self.page is not None:
            self.page.setGeometry(self._place())

    def _place(self) -> QRect:
        inside = self.inside()
        return whole(inside.left(), inside.top() + 40, inside.width(), inside.height() - 40)

    def draw(self, painter: QPainter) -> None:
        """The page paints itself."""
