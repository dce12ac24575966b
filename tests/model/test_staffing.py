"""A plan is judged by the promise, and the proposed one keeps it on days that it has never seen."""

from __future__ import annotations

from random import Random

import pytest

from loket.model.breaks import lunches
from loket.model.proposing import propose
from loket.model.simulation import CounterPlan, Visitor
from loket.model.staffing import Promise, Verdict, closed, hours, judge, opened, plan_of, planned
from loket.model.typical_day import Habits, ServiceHabits, draw_days, peaked

EIGHT, NINE, ELEVEN, NOON, THREE = 8 * 3600.0, 9 * 3600.0, 11 * 3600.0, 12 * 3600.0, 15 * 3600.0
HABITS = Habits(EIGHT, (ServiceHabits("A", peaked(150), 480.0),))
PROMISE = Promise(0.8, 900.0)


def flat(counters: int) -> list[CounterPlan]:
    return [CounterPlan(number, {"A": 2}, ((EIGHT, THREE),)) for number in range(1, counters + 1)]


def worst(verdict: Verdict) -> float:
    assert verdict.worst_share is not None
    return verdict.worst_share


@pytest.fixture(scope="module")
def days():
    return draw_days(HABITS, 80, Random(1))


@pytest.fixture(scope="module")
def proposal(days):
    return propose(days, HABITS, flat(8), PROMISE)


def test_a_proposed_plan_keeps_its_promise_on_fresh_days_with_fewer_hours_than_equal_staffing(proposal):
    fresh = draw_days(HABITS, 150, Random(99))
    plan = planned(flat(8), proposal.plan, EIGHT)
    kept, usual = judge(fresh, plan, PROMISE, EIGHT, 14), judge(fresh, flat(4), PROMISE, EIGHT, 14)
    assert kept.share > 0.77
    assert worst(kept) > 0.6
    assert kept.counter_hours < usual.counter_hours
    assert usual.share < 0.75, "what offices do fails at the peak"
    assert worst(usual) < 0.5


def test_a_proposal_reaches_its_goal_on_its_own_days_and_opens_most_at_the_peak(proposal):
    assert proposal.enough
    assert proposal.verdict.share >= 0.83
    sizes = [len(here) for here in proposal.plan]
    assert max(sizes) == max(sizes[2:6])
    assert sizes[0] < max(sizes)
    assert sizes[-1] < max(sizes)


def test_too_few_counters_are_told_and_not_hidden(days):
    proposal = propose(days[:20], HABITS, flat(2), PROMISE)
    assert not proposal.enough
    assert proposal.verdict.share < 0.8
    assert all(len(here) == 2 for here in proposal.plan)


def test_every_service_has_a_counter_in_every_half_hour():
    habits = Habits(EIGHT, (ServiceHabits("A", peaked(60), 480.0), ServiceHabits("B", peaked(8), 600.0)))
    counters = [CounterPlan(1, {"A": 2}, ()), CounterPlan(2, {"A": 2}, ()), CounterPlan(3, {"B": 2}, ())]
    proposal = propose(draw_days(habits, 20, Random(2)), habits, counters, PROMISE)
    assert all(2 in here and here & {0, 1} for here in proposal.plan)


def test_the_counter_is_opened_that_serves_those_who_wait():
    habits = Habits(EIGHT, (ServiceHabits("A", peaked(20), 300.0), ServiceHabits("B", peaked(90), 480.0)))
    counters = [CounterPlan(n, {code: 2}, ()) for n, code in enumerate("AABBBB", 1)]
    proposal = propose(draw_days(habits, 30, Random(2)), habits, counters, PROMISE)
    at_peak = [counters[place].number for place in proposal.plan[4]]
    assert sum(number > 2 for number in at_peak) >= 3
    assert sum(number <= 2 for number in at_peak) <= 2


def test_one_counter_more_at_the_peak_is_worth_more_than_its_hours(days):
    plan = flat(5)
    plan[4] = opened(closed(plan[4], (EIGHT, THREE)), (NINE, ELEVEN))
    more, usual = (judge(days, each, PROMISE, EIGHT, 14) for each in (plan, flat(4)))
    assert more.counter_hours == usual.counter_hours + 2
    assert more.share > usual.share + 0.12
    assert worst(more) > worst(usual) + 0.2
    assert (more.p95_s or 0) < (usual.p95_s or 0)


def test_a_counter_is_opened_and_closed_to_the_minute():
    counter = CounterPlan(1, {"A": 2}, ((EIGHT, THREE),), pauses=((NOON, 3600.0),))
    assert hours(counter) == 6
    late = closed(counter, (EIGHT, NINE + 600))
    assert late.open == ((NINE + 600, THREE),)
    assert late.pauses == counter.pauses
    split = closed(counter, (ELEVEN, NOON + 1800))
    assert split.open == ((EIGHT, ELEVEN), (NOON + 1800, THREE))
    assert split.pauses == ()
    assert opened(split, (ELEVEN, NOON + 1800)).open == ((EIGHT, THREE),)
    assert opened(closed(counter, (0.0, THREE)), (NINE, NOON)).open == ((NINE, NOON),)


def test_a_pause_is_no_open_half_hour():
    counter = CounterPlan(1, {"A": 2}, ((EIGHT, THREE),), pauses=((NOON, 3600.0),))
    plan = plan_of([counter], EIGHT, 14)
    assert [len(here) for here in plan] == [1] * 8 + [0, 0] + [1] * 4
    assert [counter.open for counter in planned([counter], plan, EIGHT)] == [((EIGHT, NOON), (NOON + 3600, THREE))]


def test_who_is_never_called_counts_as_too_late():
    days = draw_days(HABITS, 2, Random(1))
    counters = [CounterPlan(1, {"A": 2}, ((EIGHT, NINE),)), CounterPlan(2, {}, ((EIGHT, THREE),))]
    verdict = judge(days, counters, PROMISE, EIGHT, 14)
    assert verdict.share < 0.2
    assert verdict.p95_s == float("inf")
    assert verdict.half_hours[-1] == 0


def rested(counters: list[CounterPlan], days: list[tuple[Visitor, ...]], promise: Promise = PROMISE):
    def played(there, some):
        return [judge(days[:some], there, promise, EIGHT, 14)]

    return lunches(counters, plan_of(counters, EIGHT, 14), promise, EIGHT, played)


def test_lunch_is_eaten_in_turns_where_the_played_days_keep_the_promise(days):
    breaks, without = rested(flat(5), days)
    begins = [each.from_s for each in breaks]
    assert len(set(begins)) > 1, "not all at once"
    assert all(each.from_s >= ELEVEN and each.to_s == each.from_s + 3600 <= NOON + 7200 for each in breaks)
    assert without == ()


def test_a_break_that_breaks_the_promise_needs_a_replacement(days):
    breaks, without = rested(flat(4), days, Promise(0.69, 900.0))
    assert len(breaks) < 4
    assert without
    assert {each.counter for each in breaks} | set(without) == {1, 2, 3, 4}


def test_a_service_may_be_left_alone_for_lunch_when_nobody_comes_for_it_then(days):
    """Whether a counter is missed is played: the same counter alone, with visitors at lunch and without."""
    quiet = ServiceHabits("B", tuple(8.0 if at < 6 else 0.0 for at in range(14)), 120.0)
    steady = ServiceHabits("B", (8.0,) * 14, 120.0)
    counters = [CounterPlan(1, {"A": 2}, ((EIGHT, THREE),)), CounterPlan(3, {"B": 2}, ((EIGHT, THREE),))]
    for service, expected in ((quiet, ()), (steady, (3,))):
        habits = Habits(EIGHT, (ServiceHabits("A", (1.0,) * 14, 120.0), service))
        _, without = rested(counters, draw_days(habits, 20, Random(3)), Promise(0.93, 900.0))
        assert without == expected


def test_who_works_half_a_day_needs_no_lunch_from_us(days):
    counters = [CounterPlan(9, {"A": 2}, ((EIGHT, NOON),)), *flat(5)]
    breaks, without = rested(counters, days[:10])
    assert {each.counter for each in breaks} == {1, 2, 3, 4, 5}
    assert without == ()


def test_a_half_hour_in_which_nobody_comes_needs_one_counter_and_a_chain_is_never_cut():
    came = (4.0,) * 10 + (0.0,) * 4
    nobody = (0.0,) * 14
    habits = Habits(EIGHT, (
        ServiceHabits("S", came, 240.0, onward={"T": 1.0}), ServiceHabits("T", nobody, 240.0, onward={"R": 1.0}),
        ServiceHabits("R", nobody, 240.0),
    ))  # fmt: skip
    counters = [CounterPlan(number, {code: 2}, ()) for number, code in enumerate("STR", 1)]
    proposal = propose(draw_days(habits, 20, Random(4)), habits, counters, PROMISE)
    sizes = [len(here) for here in proposal.plan]
    assert sizes == [3] * 10 + [2, 1, 1, 1], "who came before one is still on the way at one"
