"""From a typed number or code to its answer: asked in the office's thread, one question at a time."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from loket.errors import LoketError, Refused
from loket.office.pictures import TakenTicket
from ui.kiosk.check_in import CheckInPage
from ui.kiosk.standing import StandingPage
from ui.kiosk.taking import BUSY_MS

if TYPE_CHECKING:
    from loket.office.context import Office
    from loket.office.recognising import Found, Standing
    from ui.kiosk.screen import KioskScreen

log = logging.getLogger(__name__)

PLACES = 3
"""How many numbers a visitor lets go first with one press."""


class Enquiring(QObject):
    """Asks for one kiosk."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Ask for `kiosk`."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._under_way = self._renewing = False
        self._busy = QTimer(self, singleShot=True, interval=kiosk.station.ms(BUSY_MS))
        self._busy.timeout.connect(self._say_busy)

    def ask(self, typed: str, language: str) -> None:
        """Ask what was typed; until the office has answered, further presses do nothing."""
        printer = self._kiosk.station.printer or None
        chosen = language != self._kiosk.station.language
        act = partial(_recognise, typed=typed, language=language, printer=printer, chosen=chosen)
        self._run(act, self._found)

    def step_back(self, standing: Standing, language: str) -> None:
        """Let the next numbers go first."""
        answer = standing.why
        act = partial(_step_back, visit=answer.visit, number=answer.number, places=PLACES, language=language)
        self._run(act, self._stepped)

    def step_forward(self, standing: Standing, language: str) -> None:
        """Take the last of these back."""
        act = partial(_step_forward, visit=standing.why.visit, number=standing.why.number, language=language)
        self._run(act, self._stepped_forward)

    def renew(self, number: str, language: str) -> None:
        """Ask quietly how a number stands now, after the queues have moved or in another language."""
        if not self._renewing:
            self._renewing = True
            act = partial(_standing_of, number=number, language=language)
            self._kiosk.station.bridge.run(act, self._renewed, self._not_renewed)

    def _run(self, act: partial[Found] | partial[Standing], done: object) -> None:
        if self._under_way:
            return
        self._under_way = True
        self._busy.start()
        self._kiosk.station.bridge.run(act, done, self._refused)  # type: ignore[arg-type]

    def _say_busy(self) -> None:
        if self._under_way and self._kiosk.page is not None:
            self._kiosk.page.say_busy()

    def _ends(self) -> None:
        self._under_way = False
        self._busy.stop()

    def _found(self, found: Found) -> None:
        self._ends()
        if isinstance(found, TakenTicket):  # a number that was given is shown even if its visitor has walked away
            self._kiosk.taking.show_taken(found)
        elif isinstance(self._kiosk.page, CheckInPage):
            self._kiosk.show_page(StandingPage(self._kiosk, found))

    def _stepped(self, standing: Standing) -> None:
        self._ends()
        if isinstance(self._kiosk.page, StandingPage):
            self._kiosk.show_page(StandingPage(self._kiosk, standing, stepped_back=True))

    def _stepped_forward(self, standing: Standing) -> None:
        self._ends()
        if isinstance(self._kiosk.page, StandingPage):
            self._kiosk.show_page(StandingPage(self._kiosk, standing))

    def _refused(self, error: LoketError) -> None:
        self._ends()
        page = self._kiosk.page
        if not isinstance(error, Refused):
            self._kiosk.show_trouble(error)
        elif isinstance(page, CheckInPage | StandingPage):
            page.say(error)

    def _renewed(self, standing: Standing) -> None:
        self._renewing = False
        page = self._kiosk.page
        if isinstance(page, StandingPage):
            page.show_standing(standing)

    def _not_renewed(self, error: LoketError) -> None:
        """What is shown is a little old; the next move of the queues asks again."""
        self._renewing = False
        log.warning("how the number stands is not known anew: %s", error)


# The office is imported in the office's thread, at the first use: the GUI thread never waits for it.


def _recognise(office: Office, typed: str, language: str, printer: str | None, *, chosen: bool) -> Found:
    from loket.office.recognising import recognise

    return recognise(office, typed, language=language, printer=printer, chosen=chosen)


def _step_back(office: Office, visit: str, number: str, places: int, language: str) -> Standing:
    from loket.office.recognising import step_back

    return step_back(office, visit, number, places, language)


def _step_forward(office: Office, visit: str, number: str, language: str) -> Standing:
    from loket.office.recognising import step_forward

    return step_forward(office, visit, number, language)


def _standing_of(office: Office, number: str, language: str) -> Standing:
    from loket.office.recognising import standing_of

    return standing_of(office, number, language)
