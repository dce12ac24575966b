"""Breaks in what people are told: the Friday break, lunch in shifts, Ramadan, and officers who work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from loket.model.calendar import WeekHours
from loket.model.office_calendar import SpecialHours
from loket.model.service import WaitRange
from loket.office import calendars
from loket.office.boards import kiosk_board
from loket.office.calling import call_next, finish, start
from loket.office.context import Office
from loket.office.counter_board import counter_board
from loket.office.days import close_day, open_today
from loket.office.hall_board import hall_board
from loket.office.lessons import lessons
from loket.office.own_waits import own_waits
from loket.office.signin import resume, sign_in, take_break
from loket.office.ticketing import take_ticket
from loket.office.why import why
from tests.factories import FixedClock, a_service, call, refused, serve
from tests.office.days_at_work import NOON_S, Days

WEEK = WeekHours.of_plain({day: ["07.30-16.00"] for day in ("mon", "tue", "wed", "thu", "fri")})
BREAKS = WeekHours.of_plain(
    {**{day: ["12.00-13.00"] for day in ("mon", "tue", "wed", "thu")}, "fri": ["11.30-13.00"]}
)  # fmt: skip
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 23)
MINUTE = 60


@pytest.fixture
def resting(make_office: Callable[..., Office], clock: FixedClock) -> Office:
    """An office whose officers rest at noon; one counter, its officer has just come."""
    office = make_office(a_service("A", hours=WEEK), counters=2)
    calendars.set_breaks(office, BREAKS, "Perpres 21/2023")
    go_to(clock, "08.00")
    sign_in(office, 1, "P1")
    return office


def go_to(clock: FixedClock, wall: str, day: date = MONDAY) -> None:
    """Set the clock to a time of the office (UTC+9)."""
    hour, minute = wall.split(".")
    clock.time = datetime.combine(day, time(int(hour), int(minute)), UTC) - timedelta(hours=9)


def told(office: Office) -> WaitRange:
    """What the kiosk tells a newcomer."""
    (tile,) = kiosk_board(office).tiles
    assert tile.told is not None
    return tile.told


def lowest(wait: WaitRange | None) -> int:
    assert wait is not None
    return wait.low_s


def test_a_number_taken_on_friday_in_the_break_is_told_the_wait_until_after_it(resting, clock):
    close_day(resting)
    go_to(clock, "11.40", FRIDAY)
    sign_in(resting, 1, "P1")
    wait = told(resting)
    assert wait.low_s >= 80 * MINUTE, "the break lasts until 13.00"
    assert wait.high_s <= 100 * MINUTE
    assert wait.base_s == 0, "nobody stands before: the break is all of it"
    ticket = take_ticket(resting, "A", told=wait)
    assert lowest(hall_board(resting, "utama").services[0].told) >= 80 * MINUTE
    assert lowest(counter_board(resting, 1).queue[0].told) >= 70 * MINUTE, "a moment later: rounded down"
    assert lowest(why(resting, ticket.number).told) >= 70 * MINUTE
    go_to(clock, "13.00", FRIDAY)
    assert told(resting).high_s <= 40 * MINUTE


def test_before_the_break_only_those_are_told_of_it_who_will_not_be_called_before(resting, clock):
    go_to(clock, "11.40")
    assert told(resting).high_s < 20 * MINUTE
    for _ in range(3):
        take_ticket(resting, "A")
    assert told(resting).high_s >= 80 * MINUTE, "three of a quarter of an hour each, and then it is past noon"


def test_the_service_that_is_under_way_ends_before_the_break(resting, clock):
    take_ticket(resting, "A")
    go_to(clock, "11.55")
    serve(resting, 1)
    go_to(clock, "12.05")
    assert told(resting).low_s >= 50 * MINUTE
    finish(resting, 1)
    assert told(resting).low_s >= 50 * MINUTE


def test_lunch_in_shifts_leaves_somebody_who_serves(resting, clock):
    sign_in(resting, 2, "P2")
    calendars.set_counter_breaks(resting, 2, WeekHours.of_plain({"mon": ["13.00-14.00"]}), "Bergantian")
    go_to(clock, "12.05")
    assert told(resting).high_s < 20 * MINUTE, "counter 2 rests from one to two"
    go_to(clock, "13.05")
    assert told(resting).high_s < 20 * MINUTE, "counter 1 is back"
    calendars.set_counter_breaks(resting, 2, None, "Bersama lagi")
    go_to(clock, "12.05")
    assert told(resting).low_s >= 50 * MINUTE


def test_in_ramadan_the_seasons_breaks_count_at_every_counter(resting, clock):
    calendars.set_counter_breaks(resting, 1, WeekHours.of_plain({"mon": ["10.00-11.00"]}), "Piket")
    season = SpecialHours(MONDAY, FRIDAY, "Ramadan", WEEK, WeekHours.of_plain({"mon": ["12.00-12.30"]}))
    calendars.add_special(resting, season, "SE MenPANRB")
    go_to(clock, "12.10")
    assert 20 * MINUTE <= told(resting).low_s <= told(resting).high_s <= 40 * MINUTE
    go_to(clock, "10.10")
    assert told(resting).high_s < 20 * MINUTE


def test_an_hour_between_the_hours_of_a_service_is_waited_for_as_well(make_office, clock):
    halves = WeekHours.of_plain({"mon": ["07.30-12.00", "13.00-16.00"]})
    office = make_office(a_service("A", hours=halves))
    sign_in(office, 1, "P1")
    go_to(clock, "11.50")
    for _ in range(2):
        ticket = take_ticket(office, "A")
    go_to(clock, "12.10")
    assert lowest(why(office, ticket.number).told) >= 50 * MINUTE


def test_an_officer_who_works_on_through_the_break_is_believed(resting, clock):
    for _ in range(3):
        take_ticket(resting, "A")
    go_to(clock, "12.20")
    assert told(resting).low_s >= 40 * MINUTE
    serve(resting, 1)
    assert told(resting).low_s < 30 * MINUTE
    finish(resting, 1)
    assert told(resting).low_s < 30 * MINUTE, "also between two visitors"


def test_who_presses_for_a_break_a_little_early_comes_back_at_its_end_and_any_other_break_is_short(resting, clock):
    go_to(clock, "11.45")
    take_break(resting, 1)
    assert told(resting).low_s >= 70 * MINUTE
    resume(resting, 1)
    go_to(clock, "09.00")
    take_break(resting, 1)
    assert told(resting).high_s < 20 * MINUTE


def test_an_office_opened_whatever_its_hours_say_keeps_no_plan(resting, clock):
    open_today(resting)
    go_to(clock, "12.10")
    assert told(resting).high_s < 20 * MINUTE


def test_no_number_is_given_that_the_afternoon_break_leaves_no_time_for(make_office, clock):
    office = make_office(a_service("A", hours=WEEK), counters=1)
    calendars.set_breaks(office, WeekHours.of_plain({"mon": ["14.45-15.30"]}), "Salat Asar")
    sign_in(office, 1, "P1")
    go_to(clock, "14.40")
    take_ticket(office, "A")  # called now and served until 14.55; then a rest until 15.30, and 15 minutes before four
    clock.pass_(seconds=5)
    call(office, 1)
    start(office, 1)
    (tile,) = kiosk_board(office).tiles
    assert tile.state == "open"
    take_ticket(office, "A")
    (tile,) = kiosk_board(office).tiles
    assert tile.state == "late", "the kiosk says what the press would hear"
    with refused(office, "closing_guard"):
        take_ticket(office, "A")
    calendars.set_breaks(office, WeekHours.never(), "Tanpa jeda")
    assert kiosk_board(office).tiles[0].state == "open"
    take_ticket(office, "A")


def test_the_kiosks_tile_and_the_press_agree_on_the_last_number_at_every_minute(resting, clock):
    for minutes in range(0, 4 * 60, 7):
        go_to(clock, "11.58")
        clock.pass_(minutes=minutes)
        (tile,) = kiosk_board(resting).tiles
        if tile.state == "late":
            with refused(resting, "closing_guard"):
                take_ticket(resting, "A")
        else:
            take_ticket(resting, "A")


def test_a_steady_day_with_a_break_is_never_refused_at_midday(resting, clock):
    sign_in(resting, 2, "P2")
    go_to(clock, "07.30")
    while resting.local_now().time() < time(15, 30):
        (tile,) = kiosk_board(resting).tiles
        assert tile.state == "open", f"at {resting.local_now():%H.%M}"
        take_ticket(resting, "A", told=tile.told)
        at_rest = time(12) <= resting.local_now().time() < time(13)
        busy = [] if at_rest else [number for number in (1, 2) if call_next(resting, number) is not None]
        for number in busy:
            start(resting, number)
        clock.pass_(minutes=14)
        for number in busy:
            finish(resting, number)
        clock.pass_(minutes=1)


def test_waits_through_the_break_teach_the_minutes_in_which_the_line_moved(resting, clock):
    go_to(clock, "11.45")
    serve_one = take_ticket(resting, "A", told=told(resting))
    serve(resting, 1)
    go_to(clock, "11.50")
    wait = told(resting)
    take_ticket(resting, "A", told=wait)
    assert wait.base_s == 10 * MINUTE, "the first is served until noon; the break is not the line's fault"
    go_to(clock, "12.00")
    finish(resting, 1)
    go_to(clock, "13.05")
    serve(resting, 1)
    finish(resting, 1)
    clock.pass_(minutes=5)
    with resting.looking() as work:
        known = lessons(resting.store, work)
        assert known.learned("A") == 2
        assert known.quantile("A", 600, 0.9, work.local) < 40 * MINUTE
    asked = own_waits(resting, MONDAY, MONDAY).questions
    assert [question.rests for question in asked if question.wait_s > 60 * MINUTE] == [
        ((10 * MINUTE, 70 * MINUTE),),
    ]
    assert serve_one.number == "A001"


def test_days_with_a_break_at_noon_keep_their_word_to_those_who_come_before_it_and_in_it(tmp_path: Path):
    days = Days(tmp_path, visitors=60, noon=True)
    for _ in range(4):
        days.work()
    at_noon = [each for each in days.told if NOON_S - 3600 <= each.at_s < NOON_S + 3600]
    assert len(at_noon) > 50
    assert sum(each.kept for each in at_noon) >= 0.75 * len(at_noon)
    in_it = [each for each in at_noon if each.at_s >= NOON_S]
    assert all(each.range.high_s >= NOON_S + 3600 - each.at_s for each in in_it), "nobody is called before one"
    days.office.store.close()


def test_a_counter_that_is_unknown_has_no_breaks_and_special_ones_name_no_reason(resting):
    with refused(resting, "counter_unknown"):
        calendars.set_counter_breaks(resting, 9, BREAKS, "Uji")
    with refused(resting, "reason_missing"):
        calendars.set_counter_breaks(resting, 1, BREAKS, " ")
    calendars.set_counter_breaks(resting, 1, BREAKS, "Uji")
    assert calendars.calendar_picture(resting).counter_breaks == {1: BREAKS}
