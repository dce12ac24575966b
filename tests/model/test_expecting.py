"""Who is still to come: priority visitors by habit, appointments by their slots, and never more than the law allows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.expecting import PriorityArrivals, default_rate, shares_of
from loket.model.hall_state import Coming, CounterState, LineState
from loket.model.queue import HELPS_OUT
from loket.model.rolling import roll_all, roll_calls, roll_forward
from loket.model.visit import Leg, State

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MEANS = {"A": 600.0, "B": 300.0}
HOUR = 3600.0


def leg(place: int, service: str = "A", priority: str | None = None) -> Leg:
    came = NOW - timedelta(minutes=100 - place)
    return Leg(
        f"{place:08d}", 1, f"{service}{place:03d}", date(2026, 11, 23), service, State.WAITING, came, came, priority
    )


def counter(number: int = 1, services: str = "A", busy: bool = False) -> CounterState:
    return CounterState(number, frozenset(services), busy_with="A" if busy else None, since=NOW if busy else None)


def test_an_elder_who_is_expected_goes_before_an_ordinary_visitor_once_and_not_sooner_than_he_comes() -> None:
    waiting = [leg(1), leg(2), leg(3), leg(4)]
    coming = {"A": Coming(early=(900.0, 901.0))}
    calls = roll_all(waiting, [counter()], MEANS, NOW, coming=coming).calls
    assert list(calls.values()) == [0, 600, 1800, 2400], "comes at 15 minutes, called at 20; the next one waits for m"
    assert list(roll_all(waiting, [counter()], MEANS, NOW).calls.values()) == [0, 600, 1200, 1800]


def test_who_is_expected_is_no_visitor_of_whom_anything_is_told() -> None:
    rolled = roll_all([leg(1)], [counter()], MEANS, NOW, coming={"A": Coming(early=(0.0,), booked=((NOW, 0.0),))})
    assert rolled.calls.keys() == {"00000001"}


def test_a_line_without_early_calls_expects_nobody() -> None:
    lines = {"A": LineState(2, None)}
    rolled = roll_all([leg(1), leg(2)], [counter()], MEANS, NOW, lines=lines, coming={"A": Coming(early=(0.0, 1.0))})
    assert list(rolled.calls.values()) == [0, 600]
    assert rolled.newcomer == {"A": 1200}


def test_an_elder_who_waits_already_goes_before_one_who_is_expected() -> None:
    waiting = [leg(1), leg(2), leg(3, priority="LANSIA"), leg(4)]
    calls = roll_all(waiting, [counter()], MEANS, NOW, coming={"A": Coming(early=(0.0,))}).calls
    assert calls["00000003"] == 0
    assert [calls[f"{place:08d}"] for place in (1, 2, 4)] == [600, 1200, 2400]


def test_a_priority_newcomer_goes_before_those_who_come_after() -> None:
    waiting = [leg(1), leg(2)]
    rolled = roll_all(waiting, [counter()], MEANS, NOW, coming={"A": Coming(early=(0.0,))})
    assert rolled.urgent["A"] == 0
    assert rolled.newcomer["A"] == 1800


def test_an_appointment_of_today_goes_before_walk_ins_who_came_after_its_key_and_not_before_its_time() -> None:
    walk_ins = [leg(60), leg(80), leg(90)]
    key = NOW - timedelta(minutes=15)  # a slot at 10.15
    calls = roll_all(walk_ins, [counter()], MEANS, NOW, coming={"A": Coming(booked=((key, 600.0),))}).calls
    assert list(calls.values()) == [0, 600, 1800], "goes before who came at 9.50, after who came at 9.40"
    afternoon = {"A": Coming(booked=((NOW + timedelta(hours=3), 600.0),))}
    assert roll_all(walk_ins, [counter()], MEANS, NOW, coming=afternoon).newcomer["A"] == 1800


def test_officers_who_help_out_go_to_their_own_line_when_somebody_is_expected_there() -> None:
    helper = CounterState(1, frozenset("AB"), skills={"B": HELPS_OUT})
    waiting = [leg(1, "B"), leg(2, "B")]
    calls = roll_all(waiting, [helper], MEANS, NOW, coming={"A": Coming(early=(100.0,))}).calls
    assert list(calls.values()) == [0, 900]


LINE = st.lists(st.booleans(), max_size=14)
EXPECTED = st.lists(st.floats(0, 20_000), max_size=40).map(sorted)
M = st.integers(1, 4)


@given(LINE, EXPECTED, M, st.integers(0, 4), st.integers(1, 3))
def test_nobody_is_told_of_more_early_calls_than_the_law_allows(urgents, times, m, since, desks) -> None:
    waiting = [leg(place, priority="LANSIA" if urgent else None) for place, urgent in enumerate(urgents)]
    lines, counters = {"A": LineState(since, m)}, [counter(number) for number in range(desks)]
    mine = leg(95)
    plain = roll_forward(mine, waiting, counters, MEANS, NOW, lines=lines)
    told = roll_forward(mine, waiting, counters, MEANS, NOW, lines=lines, coming={"A": Coming(early=tuple(times))})
    alone = roll_forward(mine, waiting, counters, MEANS, NOW, lines={"A": LineState(since, None)})
    assert plain is not None
    assert told is not None
    assert alone is not None
    most = (len(waiting) + 1) // m + 1
    assert plain <= told <= plain + most * MEANS["A"]
    assert told <= alone + most * MEANS["A"]


@given(LINE, EXPECTED, M, st.integers(0, 4), st.integers(1, 3))
def test_a_newcomer_is_told_with_those_expected_what_taking_the_ticket_leads_to(
    urgents, times, m, since, desks
) -> None:
    waiting = [leg(place, priority="LANSIA" if urgent else None) for place, urgent in enumerate(urgents)]
    lines, counters = {"A": LineState(since, m)}, [counter(number, busy=True) for number in range(desks)]
    coming = {"A": Coming(early=tuple(times))}
    told = roll_all(waiting, counters, MEANS, NOW, lines=lines, coming=coming)
    for priority, found in ((None, told.newcomer), ("LANSIA", told.urgent)):
        mine = leg(99, priority=priority)
        assert found["A"] == pytest.approx(
            roll_forward(mine, waiting, counters, MEANS, NOW, lines=lines, coming=coming)
        )  # fmt: skip


@given(LINE, EXPECTED)
def test_those_expected_never_make_the_wait_of_a_priority_visitor_longer(urgents, times) -> None:
    waiting = [leg(place, priority="LANSIA" if urgent else None) for place, urgent in enumerate(urgents)]
    mine = leg(95, priority="LANSIA")
    plain = roll_forward(mine, waiting, [counter()], MEANS, NOW)
    told = roll_forward(mine, waiting, [counter()], MEANS, NOW, coming={"A": Coming(early=tuple(times))})
    assert told == plain


def test_a_play_for_some_knows_who_is_expected_as_well() -> None:
    waiting, coming = [leg(place) for place in range(9)], {"A": Coming(early=(700.0, 3000.0))}
    everybody = roll_all(waiting, [counter()], MEANS, NOW, coming=coming).calls
    assert roll_calls(["00000008"], waiting, [counter()], MEANS, NOW, coming=coming) == {
        "00000008": everybody["00000008"]
    }


def test_as_many_are_expected_as_came_in_that_half_hour_of_the_days_before() -> None:
    seen = PriorityArrivals()
    for _ in range(3):
        seen.learn([9.1 * HOUR, 9.2 * HOUR, 9.4 * HOUR, 10.1 * HOUR])
    assert seen.rate(18, default=0.0) == pytest.approx(9 / 4), "a day that nobody has seen counts too"
    assert seen.rate(25, default=1.0) == pytest.approx(1 / 4)
    times = seen.expected(9 * HOUR, 12 * HOUR, 0.0)
    assert len(times) == 3
    assert sum(after_s < 1800 for after_s in times) == 2
    assert all(earlier < later for earlier, later in pairwise(times))
    assert seen.expected(12 * HOUR, 16 * HOUR, 0.0) == ()
    assert seen.expected(9 * HOUR, 9 * HOUR, 5.0) == ()


@given(st.floats(0.1, 8), st.floats(7, 15), st.floats(0.1, 6))
def test_the_number_expected_is_the_mean_number_within_one(rate: float, hour: float, hours: float) -> None:
    times = PriorityArrivals().expected(hour * HOUR, (hour + hours) * HOUR, rate)
    assert len(times) == pytest.approx(rate * 2 * hours, abs=1)
    assert all(0 <= after_s <= hours * HOUR + 1e-6 for after_s in times)


def test_a_new_office_expects_no_more_than_its_counters_can_serve() -> None:
    serving = {1: frozenset("AB"), 2: frozenset("A"), 3: frozenset("B")}
    assert shares_of(serving, "A") == [0.5, 1.0]
    # One and a half counters, busy three quarters of the time, six minutes each, 15 % of them priority.
    assert default_rate(360.0, shares_of(serving, "A")) == pytest.approx(0.15 * 0.75 * 1.5 * 5)
    assert default_rate(360.0, []) == 0
