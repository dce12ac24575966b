"""The closing guard: nobody gets a number that cannot be served today, and nobody is refused who could be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

import pytest

from loket.model.calendar import WeekHours
from loket.model.service import WaitRange
from loket.office.boards import kiosk_board
from loket.office.calling import finish, start
from loket.office.context import Office
from loket.office.days import open_today
from loket.office.signin import sign_in
from loket.office.ticketing import cancel, take_ticket
from tests.factories import a_service, call, refused

UNTIL_FOUR = WeekHours(((((time(7, 30), time(16, 0))),),) * 5 + ((), ()))


@pytest.fixture
def until_four(make_office: Callable[..., Office]) -> Office:
    office = make_office(a_service("A", hours=UNTIL_FOUR))
    sign_in(office, 1, "P1")
    return office


def test_who_could_not_be_served_before_closing_gets_no_number_but_a_day(until_four, clock):
    clock.pass_(hours=5, minutes=45)  # 14.45: 75 minutes left, a quarter of an hour each
    taken = []
    for _ in range(3):
        taken.append(take_ticket(until_four, "A"))
    with refused(until_four, "closing_guard", says="24-11-2026 07.30"):
        for _ in range(6):
            take_ticket(until_four, "A")
    cancel(until_four, taken[0].visit)
    cancel(until_four, taken[1].visit)
    assert take_ticket(until_four, "A").number > "A003", "when others leave there is room again"


def test_steady_visitors_are_never_refused_at_midday(until_four, clock):
    clock.pass_(hours=-1, minutes=-30)
    for _ in range(30):  # one every quarter of an hour, served at once, from half past seven to three
        take_ticket(until_four, "A", told=WaitRange(0, 300, 0))
        call(until_four, 1)
        clock.pass_(minutes=1)
        start(until_four, 1)
        clock.pass_(minutes=13)
        finish(until_four, 1)
        clock.pass_(minutes=1)
    assert clock.time.hour == 6  # 15.00 in the office


def test_a_second_counter_makes_room(until_four, clock):
    clock.pass_(hours=5, minutes=45)
    for _ in range(3):
        take_ticket(until_four, "A")
    with refused(until_four, "closing_guard"):
        for _ in range(9):
            take_ticket(until_four, "A")
    sign_in(until_four, 2, "P2")
    take_ticket(until_four, "A")


def test_while_nobody_serves_nobody_is_refused(make_office, clock):
    office = make_office(a_service("A", hours=UNTIL_FOUR))
    clock.pass_(hours=6, minutes=50)
    for _ in range(20):
        take_ticket(office, "A")


def test_an_office_that_stays_open_or_does_not_want_the_guard_gives_numbers(until_four, make_office, clock):
    clock.pass_(hours=6, minutes=55)
    with refused(until_four, "closing_guard"):
        take_ticket(until_four, "A")
    open_today(until_four)
    assert take_ticket(until_four, "A").number == "A001"
    generous = make_office(a_service("A", hours=UNTIL_FOUR), closing_guard=False)
    sign_in(generous, 1, "P1")
    assert take_ticket(generous, "A").number == "A001"


def test_the_kiosk_says_before_the_press_that_a_newcomer_would_come_too_late_and_when_to_come_again(until_four, clock):
    def tile():
        return kiosk_board(until_four).tiles[0]

    clock.pass_(hours=5, minutes=45)
    taken = [take_ticket(until_four, "A")]
    assert tile().state == "open"
    while tile().state == "open" and len(taken) < 10:
        taken.append(take_ticket(until_four, "A"))
    assert tile().state == "late"
    with refused(until_four, "closing_guard"):
        take_ticket(until_four, "A")
    assert tile().opens_at == datetime(2026, 11, 24, 7, 30, tzinfo=until_four.rules.tz)
    for each in taken[:3]:
        cancel(until_four, each.visit)
    assert tile().state == "open"


def test_the_kiosk_offers_a_service_that_nobody_serves_and_one_whose_office_wants_no_guard(make_office, clock):
    clock.pass_(hours=6, minutes=55)
    assert kiosk_board(make_office(a_service("A", hours=UNTIL_FOUR))).tiles[0].state == "open"
    generous = make_office(a_service("A", hours=UNTIL_FOUR), closing_guard=False)
    sign_in(generous, 1, "P1")
    assert kiosk_board(generous).tiles[0].state == "open"


def test_a_used_up_quota_says_when_numbers_are_given_again(make_office, clock):
    office = make_office(a_service("A", hours=UNTIL_FOUR, quota=1))
    take_ticket(office, "A")
    (tile,) = kiosk_board(office).tiles
    assert (tile.state, tile.opens_at) == ("full", datetime(2026, 11, 24, 7, 30, tzinfo=office.rules.tz))
