"""The office day: opened by the first act, closed by the office or by the next day's first act."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time

import pytest

from loket.model.calendar import WeekHours
from loket.model.visit import State
from loket.office.boards import counter_board, kiosk_board
from loket.office.calling import call_visit, finish, mark_absent, park, start
from loket.office.days import close_day, open_today
from loket.office.signin import sign_in
from loket.office.status import office_status
from loket.office.ticketing import cancel, take_ticket
from tests.factories import a_service, call, journal, leg_of, refused, serve

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def set_to(clock, hour, minute, day=23):
    """Set the clock to an hour of the office's own (WIT, UTC+9)."""
    clock.time = datetime(2026, 11, day, hour, minute, tzinfo=UTC)
    clock.pass_(hours=-9)


@pytest.mark.parametrize(
    ("hour", "minute", "day", "office_day"),
    [(18, 0, 23, MONDAY), (23, 59, 23, MONDAY), (0, 1, 24, TUESDAY), (8, 59, 24, TUESDAY)],
)
def test_the_day_is_that_of_the_offices_own_zone(office, clock, hour, minute, day, office_day):
    set_to(clock, hour, minute, day)
    assert take_ticket(office, "A").day == office_day


@pytest.mark.parametrize(
    ("hour", "minute", "day", "office_day"),
    [(23, 59, 23, MONDAY), (0, 1, 24, MONDAY), (3, 59, 24, MONDAY), (4, 0, 24, TUESDAY)],
)
def test_an_office_may_begin_its_day_later_than_midnight(make_office, clock, hour, minute, day, office_day):
    office = make_office(roll_over=time(4, 0))
    set_to(clock, hour, minute, day)
    assert take_ticket(office, "A").day == office_day


def test_the_first_act_opens_the_day_once(office):
    for _ in range(3):
        take_ticket(office, "A")
    assert [fact.kind for fact in journal(office)].count("day_opened") == 1


def test_a_refused_first_act_opens_nothing(office):
    with refused(office, "service_unknown"):
        take_ticket(office, "X")
    assert [fact.kind for fact in journal(office)] == ["office_created"]


def test_on_the_second_day_numbers_begin_again_and_the_first_day_stays(office, clock):
    first = take_ticket(office, "A")
    set_to(clock, 9, 0, 24)
    second = take_ticket(office, "A")
    assert first.number == second.number == "A001"
    assert first.visit != second.visit
    with office.looking() as work:
        monday, tuesday = (work.book.visit_by_number(day, "A001") for day in (MONDAY, TUESDAY))
    assert monday is not None
    assert tuesday is not None
    assert (monday.id, tuesday.id) == (first.visit, second.visit)


def test_a_forgotten_day_is_closed_by_the_next_days_first_act(office, clock):
    sign_in(office, 1, "P1")
    waiting, served, missed = (take_ticket(office, "A") for _ in range(3))
    call_visit(office, 1, served.visit, "sakit")
    start(office, 1)
    call_visit(office, 2, missed.visit, "sakit")
    mark_absent(office, 2)
    set_to(clock, 8, 0, 24)
    assert kiosk_board(office).tiles[0].waiting == 0, "nobody of yesterday is shown today"
    take_ticket(office, "A")
    assert [leg_of(office, each.visit).state for each in (waiting, served, missed)] == [
        State.CARRIED_OVER,
        State.FINISHED,
        State.MISSED,
    ]
    closing = next(fact for fact in journal(office) if fact.kind == "day_closed")
    assert closing.data == {
        "day": "2026-11-23", "by_itself": True, "closed_legs": {"carried_over": 1, "finished": 1, "missed": 1},
    }  # fmt: skip
    marked = [fact.data["by_itself"] for fact in journal(office) if fact.kind == "visit_closed"]
    assert marked == [True, True, True]
    assert counter_board(office, 1).state == "signed_out", "who forgot to sign out is signed out"


def test_closing_the_day_accounts_for_everybody(office):
    tickets = [take_ticket(office, "A") for _ in range(7)]
    serve(office)
    finish(office, 1)
    call(office)
    mark_absent(office, 1)
    call(office)
    park(office, 1)
    cancel(office, tickets[3].visit)
    call(office, 2)
    assert close_day(office) == MONDAY
    ends = Counter(leg_of(office, each.visit).state for each in tickets)
    assert ends == {State.FINISHED: 1, State.MISSED: 1, State.CANCELLED: 1, State.CARRIED_OVER: 4}
    with refused(office, "day_closed_already"):
        close_day(office)


def test_the_day_is_not_closed_over_a_visitor_who_is_being_served(office):
    take_ticket(office, "A")
    serve(office)
    with refused(office, "still_serving", says="A001"):
        close_day(office)
    finish(office, 1)
    close_day(office)


def test_a_day_closed_too_early_is_opened_again_and_goes_on_counting(office):
    take_ticket(office, "A")
    close_day(office)
    assert kiosk_board(office).ended
    open_today(office)
    assert not kiosk_board(office).ended
    assert take_ticket(office, "A").number == "A002"
    assert call(office).number == "A002", "who was carried over stays carried over"


def test_opening_again_lasts_for_the_day_only(make_office, clock):
    office = make_office(a_service("A", hours=WeekHours.never()))
    open_today(office)
    assert take_ticket(office, "A").number == "A001"
    set_to(clock, 9, 0, 24)
    with refused(office, "service_without_hours"):
        take_ticket(office, "A")


# --- the clock ----------------------------------------------------------------------------------------------------


def test_a_clock_set_back_a_little_makes_time_stand_still(office, clock):
    first = take_ticket(office, "A")
    clock.pass_(minutes=-10)
    second = take_ticket(office, "A")
    assert second.number == "A002"
    assert second.taken_at > first.taken_at
    assert not [fact for fact in journal(office) if fact.kind == "clock_moved"]
    assert call(office).visit == first.visit
    assert counter_board(office, 1).queue[0].waited_s == 0


def test_a_clock_set_back_far_is_believed_and_told(office, clock):
    first = take_ticket(office, "A")
    clock.pass_(hours=-7)
    second = take_ticket(office, "A")
    assert second.number == "A002"
    assert f"{second.taken_at:%H.%M}" == "02.00"
    moved = [fact for fact in journal(office) if fact.kind == "clock_moved"]
    assert len(moved) == 1
    assert moved[0].at < moved[0].data["from"]
    assert [call(office, counter).visit for counter in (1, 2)] == [first.visit, second.visit]


def test_after_the_clock_was_set_back_who_came_first_still_goes_first(office, clock):
    tickets = []
    for hours in (0, -3, -30, 1, 40):
        clock.pass_(hours=hours)
        tickets += [take_ticket(office, service).visit for service in ("A", "B")]
        if hours == 1:
            break
    order = []
    for _ in tickets:
        order.append(serve(office).visit)
        finish(office, 1)
    assert order == tickets


def test_a_clock_set_back_by_days_repeats_no_number_and_splits_no_day(office, clock):
    assert take_ticket(office, "A").number == "A001"
    clock.pass_(days=-400)
    assert take_ticket(office, "A").number == "A002"
    clock.pass_(minutes=5)
    assert take_ticket(office, "A").number == "A003"
    assert len(office_status(office)["services"]) == 3
    with office.looking() as work:
        assert [day.day for day in work.book.days()] == [MONDAY]


def test_a_day_of_a_wrong_clock_ends_when_the_right_clocks_day_is_over(office, clock):
    clock.pass_(days=365)
    wrong = take_ticket(office, "A")
    clock.pass_(days=-365)
    assert take_ticket(office, "A").number == "A002"
    set_to(clock, 9, 0, 24)
    tuesday = take_ticket(office, "A")
    assert (tuesday.number, tuesday.day) == ("A001", TUESDAY)
    assert leg_of(office, wrong.visit).state is State.CARRIED_OVER
    set_to(clock, 9, 0, 25)
    assert take_ticket(office, "A").day == date(2026, 11, 25)
    with office.looking() as work:
        assert [row.closed_at is None for row in work.book.days()] == [False, True, False]


def test_the_board_keeps_the_day_in_sight_before_the_next_act(office, clock):
    take_ticket(office, "A")
    clock.pass_(days=-3)
    assert kiosk_board(office).tiles[0].waiting == 1
    assert counter_board(office, 1).queue[0].waited_s == 0


def test_each_act_has_an_instant_of_its_own_though_the_clock_stands(office):
    taken = [take_ticket(office, "A").taken_at for _ in range(5)]
    assert len(set(taken)) == 5
    assert taken == sorted(taken)
