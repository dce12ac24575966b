"""Planned rests: a wait goes around them, and they teach nobody anything."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.forecast import Memory, told_as
from loket.model.hall_state import CounterState
from loket.model.lesson import Lesson, taught
from loket.model.rests import NOT_KEPT_AFTER, Rest, from_now, kept, later_by, on_clock, rests_on, shared, worked_s
from loket.model.rolling import roll_all, roll_forward
from loket.model.visit import Leg, State

NOW = datetime(2026, 11, 27, 11, 40, tzinfo=UTC)
MEANS = {"A": 600.0}
MINUTE = 60.0


def at(clock: str) -> datetime:
    """The moment of the test's Friday at which the clock shows this."""
    hour, minute = clock.split(".")
    return NOW.replace(hour=int(hour), minute=int(minute))


def rest(begins: str, ends: str) -> Rest:
    return Rest(at(begins), at(ends))


def leg(number: int) -> Leg:
    came = NOW - timedelta(minutes=30 - number)
    return Leg(f"{number:03d}", 1, f"A{number:03d}", date(2026, 11, 27), "A", State.WAITING, came, came)


def counter(number: int = 1, *rests: Rest, called: str = "") -> CounterState:
    since = at(called) if called else None
    return CounterState(number, frozenset("A"), busy_with="A" if called else None, since=since, rests=rests)


def test_who_comes_in_the_friday_break_is_called_when_it_is_over() -> None:
    resting = counter(1, rest("11.30", "13.00"))
    assert roll_forward(leg(1), [], [resting], MEANS, NOW) == 80 * MINUTE
    assert roll_forward(leg(3), [leg(1), leg(2)], [resting], MEANS, NOW) == 100 * MINUTE


def test_a_service_that_is_under_way_ends_before_the_counter_rests() -> None:
    busy = counter(1, rest("11.45", "13.00"), called="11.38")
    assert roll_forward(leg(1), [], [busy], MEANS, NOW) == 80 * MINUTE, "free at 11.48, when the rest has begun"
    long = counter(1, rest("11.30", "11.45"), called="11.38")
    assert roll_forward(leg(1), [], [long], MEANS, NOW) == 8 * MINUTE, "the rest is over when the service is"


def test_a_counter_that_rests_from_twelve_to_one_is_missed_only_around_it() -> None:
    waiting = [leg(number) for number in range(8)]
    alone = roll_all(waiting, [counter(1, rest("12.00", "13.00"))], MEANS, NOW)
    assert [after / MINUTE for after in alone.calls.values()] == [0, 10, 80, 90, 100, 110, 120, 130]
    shifts = roll_all(waiting, [counter(1, rest("12.00", "12.30")), counter(2, rest("12.30", "13.00"))], MEANS, NOW)
    assert [after / MINUTE for after in shifts.calls.values()] == [0, 0, 10, 10, 20, 30, 40, 50]
    assert shifts.newcomer["A"] == 60 * MINUTE, "the second has gone at 12.30, when the first was back"


def test_a_newcomer_who_finds_a_free_counter_shortly_before_its_rest_is_called_at_once() -> None:
    assert roll_all([], [counter(1, rest("11.41", "13.00"))], MEANS, NOW).newcomer == {"A": 0}


def test_what_lies_between_the_hours_of_a_day_is_a_rest_and_what_lies_around_them_is_none() -> None:
    zone = ZoneInfo("Asia/Jayapura")
    (noon,) = rests_on(date(2026, 11, 27), zone, [(time(13), time(16)), (time(7, 30), time(11, 30))])
    assert noon.begins == datetime(2026, 11, 27, 2, 30, tzinfo=UTC)
    assert noon.ends == datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
    assert rests_on(date(2026, 11, 27), zone, [(time(7, 30), time(11, 30))]) == ()


def test_a_rest_in_which_somebody_was_called_was_not_kept_but_the_last_one_before_it_may_be_late() -> None:
    noon, tea = rest("12.00", "13.00"), rest("15.00", "15.15")
    assert kept((noon, tea), [at("11.59"), noon.begins + NOT_KEPT_AFTER - timedelta(seconds=1)]) == (noon, tea)
    assert kept((noon, tea), [noon.begins + NOT_KEPT_AFTER]) == (tea,)
    assert kept((noon, tea), [at("13.00")]) == (noon, tea)


def test_a_line_rests_only_while_all_of_its_counters_do() -> None:
    first, second = from_now([rest("12.00", "13.00")], NOW), from_now([rest("12.30", "13.30")], NOW)
    assert shared([first, second]) == ((50 * MINUTE, 80 * MINUTE),)
    assert shared([first, ()]) == ()
    assert shared([]) == ()
    assert from_now([rest("11.00", "11.30"), rest("11.30", "12.00")], NOW) == ((0, 20 * MINUTE),)
    assert later_by(first, 30 * MINUTE) == ((0, 50 * MINUTE),)


RESTS = st.lists(st.tuples(st.floats(0, 5000), st.floats(1, 4000)), max_size=3).map(
    lambda drawn: tuple(
        (begins + 10_000 * place, begins + 10_000 * place + length)
        for place, (begins, length) in enumerate(drawn)
    )
)  # fmt: skip


@given(RESTS, st.floats(0, 40_000))
def test_worked_seconds_laid_on_the_clock_are_found_again(rests, worked) -> None:
    clock_s = on_clock(worked, rests)
    assert worked_s(clock_s, rests) == pytest.approx(worked, abs=1e-6)
    assert not any(begins <= clock_s < ends for begins, ends in rests), "nobody is called in a rest"


@given(RESTS, st.floats(0, 20_000), st.floats(0, 20_000))
def test_who_waits_longer_in_worked_seconds_waits_longer_by_the_clock(rests, one, other) -> None:
    shorter, longer = sorted((one, other))
    assert on_clock(shorter, rests) <= on_clock(longer, rests)
    assert on_clock(shorter, rests) >= shorter


def test_what_is_told_in_a_break_promises_nobody_a_call_before_its_end() -> None:
    told = told_as(Memory(600).forecast(600.0, NOW), 600.0, ((0.0, 80 * MINUTE),))
    assert told.low_s >= 80 * MINUTE
    assert told.high_s <= 110 * MINUTE, "the break itself is certain, only the rest is not"
    assert told.base_s == 600, "kept is what the line has to work off"


def test_a_visitor_who_waited_through_a_break_teaches_only_the_minutes_in_which_the_line_moved() -> None:
    came, called = at("11.20"), at("13.20")
    (whole, half) = taught([Lesson("A", came, called, 1500)], ZoneInfo("UTC"), (rest("11.30", "13.00"),))
    assert whole.wait_s == 30 * MINUTE
    assert half.wait_s == 15 * MINUTE
    (unrested, _) = taught([Lesson("A", came, called, 1500)], ZoneInfo("UTC"))
    assert unrested.wait_s == 120 * MINUTE
