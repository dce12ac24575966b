"""From "another day" to a booked slot: asked and booked in the office's thread, one press at a time."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from loket.errors import LoketError, Refused
from loket.office.pictures import KioskTile
from ui.kiosk.booked import BookedPage
from ui.kiosk.slots import SlotsPage
from ui.kiosk.taking import BUSY_MS

if TYPE_CHECKING:
    from loket.office.appointment_paper import BookedOnPaper
    from loket.office.context import Office
    from loket.office.slots import FreeDays
    from ui.kiosk.screen import KioskScreen

TAKEN = frozenset({"slot_full", "day_full"})
"""Refusals that mean: somebody else was faster."""


class Booking(QObject):
    """Books for one kiosk. Nobody is asked for a name: the code on the slip is all that is needed."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Book for `kiosk`."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._under_way = False
        self._busy = QTimer(self, singleShot=True, interval=kiosk.station.ms(BUSY_MS))
        self._busy.timeout.connect(self._say_busy)

    def begin(self, tile: KioskTile) -> None:
        """Show the page of a service's free slots; they are asked for now, not with every picture of the kiosk."""
        self._kiosk.show_page(SlotsPage(self._kiosk, tile))
        self._ask(tile.service.code)

    def book(self, service: str, at: datetime, language: str) -> bool:
        """Book the slot that begins at a local time; until the office has answered, further presses do nothing.

        Gives whether this press books.
        """
        if self._under_way:
            return False
        self._under_way = True
        self._busy.start()
        act = partial(
            _book, service=service, day=at.date(), at=at.time(), language=language,
            printer=self._kiosk.station.printer or None,
        )  # fmt: skip
        self._kiosk.station.bridge.run(act, self._booked, partial(self._not_booked, service, at))
        return True

    def print_again(self, booked: BookedOnPaper) -> None:
        """Try the printer once more."""
        if booked.job is not None:
            self._kiosk.taking.giving.again(partial(_print_again, job=booked.job))

    def _ask(self, service: str, said: str = "") -> None:
        self._busy.start()
        done, failed = partial(self._offered, said), partial(self._not_offered, service)
        self._kiosk.station.bridge.run(partial(_free_days, service=service), done, failed)

    def _say_busy(self) -> None:
        page = self._kiosk.page
        if isinstance(page, SlotsPage):
            page.say_busy()

    def _ends(self) -> None:
        self._under_way = False
        self._busy.stop()

    def _page_of(self, service: str) -> SlotsPage | None:
        """Give the page of a service's slots, if it is still in front of the visitor."""
        page = self._kiosk.page
        return page if isinstance(page, SlotsPage) and page.tile.service.code == service else None

    def _offered(self, said: str, offer: FreeDays) -> None:
        page = self._page_of(offer.service.code)
        if page is not None and not self._under_way:
            self._busy.stop()
            page.show_offer(offer, page.day.day if page.day is not None else None, said)

    def _not_offered(self, service: str, error: LoketError) -> None:
        page = self._page_of(service)
        if page is None:
            return
        self._busy.stop()
        if isinstance(error, Refused):
            page.say(page.look.texts("Layanan ini tidak menerima janji temu lagi. Tanyakan petugas."))
        else:
            self._kiosk.show_trouble(error)

    def _booked(self, booked: BookedOnPaper) -> None:
        """Show what was booked, even if its visitor has walked away: the place is taken."""
        self._ends()
        self._kiosk.taking.giving.give(partial(BookedPage, self._kiosk, booked), booked.job)

    def _not_booked(self, service: str, at: datetime, error: LoketError) -> None:
        self._ends()
        if not isinstance(error, Refused):
            self._kiosk.show_trouble(error)
            return
        page = self._page_of(service)
        if page is None:
            return
        texts = page.look.texts
        said = texts.failure(error)
        if error.code in TAKEN:
            said = texts("Pukul {t} baru saja diambil orang lain. Pilih jam lain.", t=texts.time(at))
        page.say(said)
        self._ask(service, said)


# The office is imported in the office's thread, at the first use: the GUI thread never waits for it.


def _free_days(office: Office, service: str) -> FreeDays:
    from loket.office.slots import free_days

    return free_days(office, service)


def _book(office: Office, service: str, day: date, at: time, language: str, printer: str | None) -> BookedOnPaper:
    from loket.office.appointment_paper import book_at_kiosk

    return book_at_kiosk(office, service, day, at, language=language, printer=printer)


def _print_again(office: Office, job: int) -> int:
    from loket.office.printing import reprint_job

    return reprint_job(office, job)
