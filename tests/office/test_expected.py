"""Told waits know of those who have no number yet: elders by habit, appointments of today, who is to come back."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from loket.model.appointment import SlotPlan
from loket.model.calendar import WeekHours
from loket.model.hall_state import Coming
from loket.model.service import WaitRange
from loket.office import appointments
from loket.office.administration import set_fairness
from loket.office.boards import kiosk_board
from loket.office.calling import call_next, finish, mark_absent, park, start
from loket.office.checking_in import check_in
from loket.office.context import Office
from loket.office.days import close_day, picture_day
from loket.office.expected import expected
from loket.office.lessons import lessons
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.waits import desks_now, newcomer_start
from tests.factories import a_service, call, serve

WEEK = WeekHours.of_plain({day: ["07.30-16.00"] for day in ("mon", "tue", "wed", "thu", "fri")})
TODAY = date(2026, 11, 23)
MINUTE = 60


@pytest.fixture
def office(make_office) -> Office:
    """Nine o'clock; one counter serves A, which takes appointments every half-hour."""
    made: Office = make_office(a_service("A", hours=WEEK, slots=SlotPlan(capacity=3)), counters=1)
    sign_in(made, 1, "P1")
    return made


def coming(office: Office) -> Coming:
    """Who is expected in the line of A."""
    with office.looking() as work:
        legs, known = work.book.open_legs(picture_day(work)), lessons(office.store, work)
        return expected(work, known, legs, desks_now(work, legs, {})).get("A", Coming())


def base_s(office: Office) -> float:
    """The roll-forward of a newcomer."""
    with office.looking() as work:
        found = newcomer_start(office.store, work, "A", work.book.open_legs(picture_day(work)))
    assert found is not None
    return found.base_s


def test_a_new_office_expects_a_few_elders_until_it_closes_and_none_when_it_calls_none_early(office, clock):
    few = coming(office).early
    assert 1 <= len(few) <= 5, "seven hours of a counter that is busy three quarters of the time, 15 % of 21 visitors"
    clock.pass_(hours=6, minutes=50)
    assert coming(office).early == ()
    clock.pass_(hours=-6, minutes=-50)
    for _ in range(9):
        take_ticket(office, "A")
    longer = base_s(office)
    set_fairness(office, "A", None, "Uji")
    assert base_s(office) < longer


def test_an_office_to_which_many_elders_come_tells_ordinary_visitors_so_and_elders_not(office, clock):
    def ranges() -> tuple[WaitRange, WaitRange]:
        (tile,) = kiosk_board(office).tiles
        assert tile.told is not None
        assert tile.told_urgent is not None
        return tile.told, tile.told_urgent

    clock.pass_(minutes=-60)
    for _ in range(4):
        for place in range(12):
            take_ticket(office, "A", told=WaitRange(0, 600, 600), priority="LANSIA" if place % 2 else None)
        for _ in range(12):
            serve(office, 1)
            clock.pass_(minutes=10)
            finish(office, 1)
        close_day(office)
        clock.pass_(hours=-2, days=1)
        sign_in(office, 1, "P1")
    assert 5 <= len(coming(office).early) <= 6, "six each morning; what was taken for granted weighs as much as a day"
    for _ in range(6):
        take_ticket(office, "A")
    ordinary, urgent = ranges()
    set_fairness(office, "A", None, "Uji")
    assert ordinary.base_s is not None
    assert urgent.base_s is not None
    assert ordinary.base_s > (ranges()[0].base_s or 0)
    assert urgent.base_s < ordinary.base_s


def test_what_is_expected_comes_nearer_from_picture_to_picture(office, clock):
    first = coming(office).early[0]
    clock.pass_(seconds=40)
    assert coming(office).early[0] == pytest.approx(first - 40)


def test_appointments_of_today_stand_before_walk_ins_until_they_are_checked_in_or_late(office, clock):
    codes = [appointments.book(office, "A", TODAY, at).appointment.code for at in (time(9, 30), time(9, 30), time(13))]
    appointments.book(office, "A", TODAY + timedelta(days=1), time(9, 30))
    assert [round(ready / MINUTE) for _, ready in coming(office).booked] == [25, 25, 235]
    for _ in range(3):
        take_ticket(office, "A")
    walk_in = base_s(office)
    check_in(office, codes[0])
    assert [round(ready / MINUTE) for _, ready in coming(office).booked] == [25, 235]
    assert base_s(office) == pytest.approx(walk_in, abs=1), "it makes no difference that he is here already"
    appointments.cancel_appointment(office, codes[1])
    assert base_s(office) < walk_in
    clock.pass_(minutes=30)
    appointments.book(office, "A", TODAY, time(10))
    assert [round(ready / MINUTE) for _, ready in coming(office).booked] == [25, 205]
    clock.pass_(minutes=41)
    assert [round(ready / MINUTE) for _, ready in coming(office).booked] == [164], (
        "more than ten minutes late: a walk-in"
    )


def test_a_parked_visitor_is_expected_back_and_every_second_one_who_was_absent(office, clock):
    for _ in range(6):
        take_ticket(office, "A")
    call(office, 1)
    mark_absent(office, 1)
    assert coming(office).booked == ()
    call(office, 1)
    mark_absent(office, 1)
    assert [ready for _, ready in coming(office).booked] == [pytest.approx(7.5 * MINUTE, abs=1)]
    serve(office, 1)
    park(office, 1)
    assert len(coming(office).booked) == 2
    clock.pass_(minutes=16)
    assert len(coming(office).booked) == 1, "who was absent had fifteen minutes"


def test_an_appointment_called_by_the_rule_costs_a_walk_in_what_was_told(office, clock):
    appointments.book(office, "A", TODAY, time(9, 30))
    take_ticket(office, "A")
    serve(office, 1)
    clock.pass_(minutes=5)
    mine = take_ticket(office, "A")
    told_s = base_s(office)
    assert told_s == pytest.approx(10 * MINUTE + 2 * 15 * MINUTE, abs=1)
    finish_at = clock.time + timedelta(minutes=10)
    clock.time = finish_at
    finish(office, 1)
    called = call_next(office, 1)
    assert called is not None
    assert called.number == mine.number, "nobody may call the appointment before 9.25"
    start(office, 1)
