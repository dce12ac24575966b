"""From the press on "Ambil nomor" to paper: one number, whatever is pressed, and the truth about its ticket."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from loket.errors import LoketError, Refused
from loket.model.service import WaitRange
from loket.office.pictures import KioskTile, TakenTicket
from ui.kiosk.giving import Giving
from ui.kiosk.notice import refused_page
from ui.kiosk.requirements import RequirementsPrint
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from loket.office.context import Office
    from ui.kiosk.screen import KioskScreen

BUSY_MS = 300
"""An answer that takes longer is announced on the button; it usually takes a few milliseconds."""


class Taking(QObject):
    """Takes numbers for one kiosk, one at a time."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Take numbers for `kiosk`."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._under_way = False
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(kiosk.station.ms(BUSY_MS))
        self._busy.timeout.connect(self._say_busy)
        self.lists = RequirementsPrint(kiosk)
        """Lists of requirements that are printed without a number."""
        self.giving = Giving(kiosk)
        """What shows a slip that is saved, and follows its paper."""

    def forget(self) -> None:
        """Forget the visitor's ticket. A number that is being taken will still be shown."""
        self.giving.forget()
        self.lists.forget()

    def take(self, tile: KioskTile, missing: Sequence[str], priority: str | None, language: str) -> None:
        """Take one number; until the office has answered, further presses do nothing."""
        if self._under_way:
            return
        self._under_way = True
        self._busy.start()
        told = tile.told_urgent if priority else tile.told
        act = partial(
            _take, service_code=tile.service.code, priority=priority, missing=tuple(missing), told=told,
            language=language, printer=self._kiosk.station.printer or None,
        )  # fmt: skip
        self._kiosk.station.bridge.run(act, self.show_taken, partial(self._not_taken, tile))

    def _say_busy(self) -> None:
        if self._under_way and self._kiosk.page is not None:
            self._kiosk.page.say_busy()

    def show_taken(self, ticket: TakenTicket) -> None:
        """Show a ticket that was taken, and follow its paper."""
        self._under_way = False
        self.giving.give(partial(TicketPage, self._kiosk, ticket), ticket.print_job)
        self._kiosk.took.emit(ticket)

    def _not_taken(self, tile: KioskTile, error: LoketError) -> None:
        self._under_way = False
        if isinstance(error, Refused):
            self._kiosk.show_page(refused_page(self._kiosk, tile, error))
        else:
            self._kiosk.show_trouble(error)

    def reprint(self, ticket: TakenTicket) -> None:
        """Try the printer once more for this ticket."""
        self.giving.again(partial(_reprint, visit=ticket.visit))


# The office is imported in the office's thread, at the first use: the GUI thread never waits for it.


def _take(
    office: Office,
    service_code: str,
    priority: str | None,
    missing: tuple[str, ...],
    told: WaitRange | None,
    language: str,
    printer: str | None,
) -> TakenTicket:
    from loket.office.ticketing import take_ticket

    return take_ticket(
        office, service_code, priority=priority, missing=missing, told=told, language=language, printer=printer
    )


def _reprint(office: Office, visit: str) -> int:
    from loket.office.printing import reprint

    return reprint(office, visit)
