"""A slip is given to the visitor: shown at once, and then the truth about its paper."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from loket.errors import LoketError
from ui.kiosk.paper_watch import PaperWatch
from ui.kiosk.slip_page import SlipPage

if TYPE_CHECKING:
    from loket.office.context import Office
    from loket.office.printing import JobFate
    from ui.kiosk.screen import KioskScreen

log = logging.getLogger(__name__)

Making = Callable[..., SlipPage]
"""Makes the page of a slip; it is told `without_paper`, `printing` and `fate`."""


class Giving(QObject):
    """Gives one slip at a time."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Give slips at `kiosk`."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._make: Making | None = None
        self._paper = PaperWatch(kiosk.station, self)
        self._paper.came.connect(self._paper_came)
        self._paper.stays_away.connect(self._no_paper)
        self._paper.moved_on.connect(self._goes_elsewhere)

    def forget(self) -> None:
        """Forget the visitor's slip; it still comes out."""
        self._make = None
        self._paper.forget()

    def give(self, make: Making, job: int | None) -> None:
        """Show the page of a slip that is saved, and follow its print job; None: it is never printed."""
        self._make = make
        hopeless = job is None or not self._kiosk.board.printer.prints  # then nobody waits six seconds
        self._show(without_paper=hopeless, printing=not hopeless)
        if job is not None:
            self._paper.follow(job, patient=not hopeless)

    def again(self, order: Callable[[Office], int]) -> None:
        """Try the printer once more; `order` does it in the office's thread and gives the print job."""
        self._paper.forget()
        self._show(without_paper=False, printing=True)
        self._kiosk.station.bridge.run(order, partial(self._ordered, self._make), self._unprinted)

    def _ordered(self, make: Making | None, job: int) -> None:
        if self._make is not None and self._make is make:
            self._paper.follow(job, believing=False)

    def _unprinted(self, error: LoketError) -> None:
        log.warning("the slip cannot be printed again: %s", error)
        self._no_paper(None)

    def _paper_came(self, fate: JobFate) -> None:
        page = self._kiosk.page
        if isinstance(page, SlipPage) and page.without_paper:
            self._show(without_paper=False, printing=False, fate=fate)
        elif isinstance(page, SlipPage):
            page.printed(fate)

    def _goes_elsewhere(self, fate: JobFate) -> None:
        page = self._kiosk.page
        if isinstance(page, SlipPage):
            page.goes_to(fate)

    def _no_paper(self, fate: JobFate | None) -> None:
        page = self._kiosk.page
        if isinstance(page, SlipPage) and not page.without_paper:
            self._show(without_paper=True, printing=False, fate=fate)

    def _show(self, *, without_paper: bool, printing: bool, fate: JobFate | None = None) -> None:
        if self._make is not None:
            self._kiosk.show_page(self._make(without_paper=without_paper, printing=printing, fate=fate))
