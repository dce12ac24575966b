"""A day that is played is a day that could have been, on the very rule of the queue."""

from __future__ import annotations

from itertools import pairwise
from math import factorial
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loket.model.queue import HELPS_OUT, LAST_RESORT, ORDINARY
from loket.model.simulation import ABSENT_S, CounterPlan, Stay, overtaken, play
from loket.model.typical_day import Habits, ServiceHabits, a_visitor, draw_day, draw_days, peaked

NINE, NOON, THREE = 9 * 3600.0, 12 * 3600.0, 15 * 3600.0
DAY = ((8 * 3600.0, THREE),)
BUSY = Habits(
    8 * 3600.0,
    (
        ServiceHabits("A", peaked(90), 540.0, priority=0.3, onward={"B": 0.1}),
        ServiceHabits("B", peaked(50), 720.0, priority=0.2),
        ServiceHabits("C", peaked(30), 900.0),
    ),
)
COUNTERS = (
    CounterPlan(1, {"A": ORDINARY, "B": HELPS_OUT}, DAY, pauses=((NOON, 3600.0),)),
    CounterPlan(2, {"A": ORDINARY, "C": LAST_RESORT}, DAY, pauses=((NOON + 3600.0, 3600.0),), pace=1.2),
    CounterPlan(3, {"B": ORDINARY, "C": ORDINARY}, DAY),
    CounterPlan(4, {"A": ORDINARY, "B": ORDINARY, "C": HELPS_OUT}, ((NINE, NOON),)),
)


def one_line(counters: int, **changes: object) -> list[CounterPlan]:
    """Equal counters for one service."""
    return [CounterPlan(number, {"A": ORDINARY}, DAY, **changes) for number in range(1, counters + 1)]  # type: ignore[arg-type]


def a_day(seed: int = 1) -> list[Stay]:
    return play(draw_day(BUSY, Random(seed)), COUNTERS)


def first_stops(stays: list[Stay]) -> list[Stay]:
    return [stay for stay in stays if stay.leg.ordinal == 1]


def called(stays: list[Stay]) -> list[Stay]:
    return sorted((stay for stay in stays if stay.called_s is not None), key=begun)


def begun(stay: Stay) -> float:
    assert stay.called_s is not None
    return stay.called_s


def over(stay: Stay) -> float:
    assert stay.ended_s is not None
    return stay.ended_s


# --- what must hold in any day ------------------------------------------------------------------------------------


@pytest.mark.parametrize("overtime", [True, False])
@pytest.mark.parametrize("seed", range(5))
def test_everybody_who_came_is_served_or_missed_or_left_at_closing(seed, overtime):
    visitors = draw_day(BUSY, Random(seed))
    stays = play(visitors, COUNTERS, overtime=overtime)
    assert [stay.leg.visit for stay in first_stops(stays)] == [f"{number:06d}" for number in range(len(visitors))]
    sent_on = {stay.leg.visit for stay in stays if stay.further and stay.called_s is not None and not stay.absent}
    assert {stay.leg.visit for stay in stays if stay.leg.ordinal == 2} == sent_on
    left = [stay for stay in stays if stay.called_s is None]
    assert not left if overtime else all((stay.called_s or 0) < THREE for stay in stays)
    assert all(stay.counter is None and stay.ended_s is None for stay in left)


def test_a_counter_has_one_visitor_at_a_time_and_nobody_during_its_pause():
    for seed in range(5):
        for counter in COUNTERS:
            mine = [stay for stay in called(a_day(seed)) if stay.counter == counter.number]
            assert mine
            for before, after in pairwise(mine):
                assert over(before) <= begun(after)
            for at, length in counter.pauses:
                last = max((over(stay) for stay in mine if begun(stay) < at), default=at)
                assert not [stay for stay in mine if at <= begun(stay) < max(at, last) + length - 1]


def test_a_counter_calls_only_while_it_is_open_and_only_what_it_serves():
    for stay in called(a_day()):
        counter = COUNTERS[(stay.counter or 0) - 1]
        assert stay.service in counter.skills
        first, last = counter.open[0]
        assert first <= begun(stay)
        assert begun(stay) < last or last == THREE, "who is open last goes on until nobody waits"


def test_nobody_waits_while_an_open_counter_that_could_serve_them_is_idle():
    counters = [CounterPlan(n, {"A": ORDINARY, "B": ORDINARY}, DAY) for n in (1, 2)]
    habits = Habits(8 * 3600.0, (ServiceHabits("A", (9, 9, 9), 300.0), ServiceHabits("B", (4, 4), 300.0)))
    visitors = draw_day(habits, Random(3))
    stays = called(play(visitors, counters))
    for stay in stays:
        if stay.wait_s:
            busy = {each.counter for each in stays if begun(each) < begun(stay) - 1e-6 <= over(each)}
            assert len(busy) == 2


def test_the_same_seed_is_the_same_day_and_another_seed_another():
    first, again, other = a_day(7), a_day(7), a_day(8)
    assert [(s.leg, s.called_s, s.counter) for s in first] == [(s.leg, s.called_s, s.counter) for s in again]
    assert [s.called_s for s in first] != [s.called_s for s in other]


def test_two_plans_meet_the_same_visitors():
    days = draw_days(BUSY, 3, Random(1))
    more = (*COUNTERS, CounterPlan(5, {"A": 2, "B": 2, "C": 2}, DAY))
    few, many = ([first_stops(play(day, plan)) for day in days] for plan in (COUNTERS, more))
    assert [[(stay.leg, stay.busy_s) for stay in day] for day in few] == [
        [(stay.leg, stay.busy_s) for stay in day] for day in many
    ]
    assert sum(stay.wait_s or 0 for day in many for stay in day) < sum(stay.wait_s or 0 for day in few for stay in day)


# --- the rule's own laws ------------------------------------------------------------------------------------------

arrivals = st.lists(st.tuples(st.integers(0, 4 * 3600), st.booleans(), st.integers(30, 1500)), min_size=1, max_size=60)


@settings(max_examples=60, deadline=None)
@given(arrivals, st.integers(1, 3), st.sampled_from([1, 2, 3]))
def test_an_ordinary_visitor_is_overtaken_at_most_so_often_whoever_comes(coming, counters, between):
    visitors = [
        a_visitor(number, 8 * 3600.0 + at, [("A", busy)], "LANSIA" if urgent else None)
        for number, (at, urgent, busy) in enumerate(sorted(coming))
    ]
    stays = play(visitors, one_line(counters), between={"A": between})
    for stay, count in zip(stays, overtaken(stays), strict=True):
        assert count <= (stay.ahead + 1) / between + 1


@settings(max_examples=60, deadline=None)
@given(arrivals, st.integers(1, 3))
def test_a_priority_visitor_is_never_passed_by_a_later_one(coming, counters):
    visitors = [
        a_visitor(number, 8 * 3600.0 + at, [("A", busy)], "LANSIA" if urgent else None)
        for number, (at, urgent, busy) in enumerate(sorted(coming))
    ]
    stays = play(visitors, one_line(counters))
    assert not any(count for stay, count in zip(stays, overtaken(stays), strict=True) if stay.urgent)


def test_in_a_line_of_two_thirds_priority_one_call_of_three_is_out_of_turn():
    visitors = [a_visitor(n, 8 * 3600.0 + n / 10, [("A", 60.0)], "LANSIA" if n % 3 else None) for n in range(90)]
    stays = play(visitors, one_line(1))
    order = [int(stay.leg.visit) for stay in called(stays)]
    early = [any(later < number for later in order[at + 1 :]) for at, number in enumerate(order)]
    assert all(sum(early[at : at + 3]) <= 1 for at in range(len(early) - 2))
    assert sum(early) > 10


def test_who_is_sent_on_keeps_the_place_and_goes_before_those_who_came_later():
    visitors = [
        a_visitor(0, NINE, [("A", 600.0), ("B", 60.0)]),
        a_visitor(1, NINE + 60, [("B", 900.0)]),
        a_visitor(2, NINE + 120, [("B", 60.0)]),
    ]
    counters = [CounterPlan(1, {"A": ORDINARY}, DAY), CounterPlan(2, {"B": ORDINARY}, DAY)]
    order = [(stay.leg.visit, stay.service) for stay in called(play(visitors, counters))]
    assert order == [("000000", "A"), ("000001", "B"), ("000000", "B"), ("000002", "B")]


def test_a_counter_that_helps_out_calls_the_other_line_only_when_its_own_is_empty():
    visitors = [a_visitor(n, NINE + n, [(code, 300.0)]) for n, code in enumerate("BABA")]
    order = [stay.service for stay in called(play(visitors, [CounterPlan(1, {"A": 2, "B": 1}, DAY)]))]
    assert order == ["B", "A", "A", "B"], "the first came to an idle counter"


def test_who_does_not_come_costs_a_look_around_and_goes_nowhere():
    visitors = [a_visitor(0, NINE, [("A", 600.0), ("B", 60.0)], absent=True), a_visitor(1, NINE, [("A", 60.0)])]
    stays = play(visitors, [CounterPlan(1, {"A": ORDINARY, "B": ORDINARY}, DAY)])
    assert [stay.called_s for stay in stays] == [NINE, NINE + ABSENT_S]


# --- against what is known ----------------------------------------------------------------------------------------


def erlang_c_wait(load: float, counters: int, mean_s: float) -> float:
    """The mean wait of a M/M/c queue."""
    top = load**counters / factorial(counters) * counters / (counters - load)
    waits = top / (sum(load**k / factorial(k) for k in range(counters)) + top)
    return waits * mean_s / (counters - load)


@pytest.mark.parametrize(("counters", "load"), [(1, 0.5), (3, 1.8), (5, 3.5)])
def test_a_steady_stream_waits_as_long_as_erlang_says(counters, load):
    chance, now_s, visitors = Random(counters), 0.0, []
    for number in range(30_000):
        now_s += chance.expovariate(load / 300)
        visitors.append(a_visitor(number, now_s, [("A", chance.expovariate(1 / 300))]))
    mean_s = sum(visitor.stops[0].busy_s for visitor in visitors) / len(visitors)
    load = mean_s * len(visitors) / now_s  # as the dice fell
    plan = [CounterPlan(n, {"A": ORDINARY}, ((0.0, now_s),)) for n in range(1, counters + 1)]
    waits = [begun(stay) - stay.arrived_s for stay in play(visitors, plan)]
    assert sum(waits) / len(waits) == pytest.approx(erlang_c_wait(load, counters, mean_s), rel=0.05)


def test_days_are_as_their_habits_say():
    days = draw_days(BUSY, 150, Random(4))
    everybody = [visitor for day in days for visitor in day]
    assert len(everybody) / len(days) == pytest.approx(BUSY.visitors, rel=0.04)
    mine = [visitor for visitor in everybody if visitor.stops[0].leg.service == "A"]
    busy = [visitor.stops[0].busy_s for visitor in mine]
    mean = sum(busy) / len(busy)
    assert mean == pytest.approx(540, rel=0.03)
    assert (sum((each - mean) ** 2 for each in busy) / len(busy)) ** 0.5 / mean == pytest.approx(0.8, rel=0.08)
    assert sum(visitor.absent for visitor in mine) / len(mine) == pytest.approx(0.06, abs=0.01)
    urgent = [visitor for visitor in mine if visitor.stops[0].leg.priority is not None]
    assert len(urgent) / len(mine) == pytest.approx(0.3, abs=0.02)
    assert sum(len(visitor.stops) > 1 for visitor in mine) / len(mine) == pytest.approx(0.1, abs=0.015)
    by_half_hour = [sum(int((v.arrives_s - BUSY.opens_s) // 1800) == at for v in mine) / len(days) for at in range(14)]
    assert by_half_hour == pytest.approx(list(peaked(90)), rel=0.15)
