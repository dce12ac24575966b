"""A visitor who comes when there is no number any more, and the way from there to the free times."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from loket.model.appointment import SlotPlan
from loket.model.calendar import WeekHours
from loket.office.appointment_lists import appointments_of
from loket.office.calling import finish
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from tests.factories import a_service, serve
from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.notice import WayOut
from ui.kiosk.slots import SlotsPage

if TYPE_CHECKING:
    from loket.model.service import Service
    from tests.ui.conftest import Desk

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
WEEK = WeekHours.of_plain({day: ["07:30-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")})


def booking(minutes: int = 60, days_ahead: int = 30) -> Service:
    """A service with one number a day, which takes appointments, one an hour."""
    return a_service("A", hours=WEEK, quota=1, slots=SlotPlan(minutes, days_ahead=days_ahead))


def without_numbers(desk: Desk) -> Desk:
    """Somebody has taken the only number of A and was served: its slip waits for no printer any more."""
    take_ticket(desk.office, "A")
    sign_in(desk.office, 1, "P1")
    serve(desk.office, 1)
    finish(desk.office, 1)
    return desk


def is_turned_away(visitor: Visitor) -> WayOut:
    """Touch service A and read that there is no number."""
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.tiles[0].state in ("full", "late"))
    visitor.begins()
    visitor.touches("tile-A")
    return visitor.sees(WayOut)


def opens_the_times(visitor: Visitor) -> SlotsPage:
    """Go to the free times."""
    is_turned_away(visitor)
    visitor.touches("book")
    page = visitor.sees(SlotsPage)
    visitor.qtbot.waitUntil(lambda: page.offer is not None)
    return page


def times(page: SlotsPage) -> list[str]:
    return [key.words for key in page.grid.keys]


def booked(desk: Desk, day: date) -> list[tuple[str, str]]:
    """Times and languages of a day's appointments."""
    return [(f"{card.at:%H.%M}", card.appointment.language) for card in appointments_of(desk.office, day)]
