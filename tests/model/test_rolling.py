"""The next calls played in advance follow the office's own rule to the letter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.forecast import Memory, told_range
from loket.model.hall_state import CounterState, LineState
from loket.model.next_calls import BREAK_S
from loket.model.queue import HELPS_OUT, LAST_RESORT, Choice, Line, choose, yields
from loket.model.rolling import as_called, roll_all, roll_calls, roll_forward
from loket.model.visit import Leg, State

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MEANS = {"A": 600.0, "B": 300.0, "C": 900.0}


def leg(place: int, service: str = "A", priority: str | None = None, state: State = State.WAITING) -> Leg:
    """Give the leg of the visitor who came as number `place`."""
    came = NOW - timedelta(minutes=100 - place)
    return Leg(
        visit=f"{place:08d}", ordinal=1, number=f"{service}{place:03d}", day=date(2026, 11, 23), service=service,
        state=state, key_at=came, opened_at=came, priority=priority,
    )  # fmt: skip


def counter(number: int, services: str = "A", busy_for: float | None = None, busy_with: str = "A") -> CounterState:
    """Give a counter, busy since `busy_for` seconds or free."""
    since = None if busy_for is None else NOW - timedelta(seconds=busy_for)
    return CounterState(number, frozenset(services), None if busy_for is None else busy_with, since)


def test_with_a_free_counter_and_nobody_ahead_the_turn_comes_at_once() -> None:
    assert roll_forward(leg(1), [], [counter(1)], MEANS, NOW) == 0


def test_a_busy_counter_frees_after_the_rest_of_its_mean_but_never_at_once() -> None:
    assert roll_forward(leg(1), [], [counter(1, busy_for=240)], MEANS, NOW) == 360
    assert roll_forward(leg(1), [], [counter(1, busy_for=3000)], MEANS, NOW) == pytest.approx(210)
    clock_back = counter(1, busy_for=-900)
    assert roll_forward(leg(1), [], [clock_back], MEANS, NOW) == 600


def test_those_ahead_take_their_mean_time_shared_among_the_counters() -> None:
    ahead = [leg(place) for place in range(4)]
    assert roll_forward(leg(9), ahead, [counter(1)], MEANS, NOW) == 4 * 600
    assert roll_forward(leg(9), ahead, [counter(1), counter(2)], MEANS, NOW) == 2 * 600


def test_visitors_of_services_that_my_counters_do_not_serve_cost_me_nothing() -> None:
    others = [leg(place, "C") for place in range(5)]
    assert roll_forward(leg(9), others, [counter(1, "A"), counter(2, "C")], MEANS, NOW) == 0
    assert roll_forward(leg(9), others, [counter(1, "AC")], MEANS, NOW) == 5 * 900


def test_a_counter_on_a_break_returns_when_planned_or_after_the_usual_break() -> None:
    unplanned = CounterState(1, frozenset("A"), on_break=True)
    planned = CounterState(1, frozenset("A"), on_break=True, back_at=NOW + timedelta(minutes=30))
    overdue = CounterState(1, frozenset("A"), on_break=True, back_at=NOW - timedelta(minutes=1))
    assert roll_forward(leg(1), [], [unplanned], MEANS, NOW) == BREAK_S
    assert roll_forward(leg(1), [], [planned], MEANS, NOW) == 1800
    assert roll_forward(leg(1), [], [overdue], MEANS, NOW) == 0


def test_without_a_counter_for_the_service_nothing_is_promised() -> None:
    assert roll_forward(leg(1), [leg(0)], [], MEANS, NOW) is None
    assert roll_forward(leg(1), [leg(0)], [counter(1, "B")], MEANS, NOW) is None


def test_my_own_leg_counts_once_and_those_who_no_longer_wait_do_not_count() -> None:
    mine = leg(5)
    gone = [leg(1, state=State.MISSED), leg(2, state=State.PARKED)]
    assert roll_forward(mine, [*gone, mine, leg(7)], [counter(1)], MEANS, NOW) == 0


def test_a_line_grows_longer_steadily_for_the_ones_who_come_later() -> None:
    line = [leg(place) for place in range(10)]
    waits = [roll_forward(mine, line, [counter(1), counter(2)], MEANS, NOW) for mine in line]
    assert all(later is not None and earlier is not None and later >= earlier for earlier, later in pairwise(waits))


def test_an_elder_is_told_the_shorter_wait_that_the_rule_will_give() -> None:
    ahead = [leg(place) for place in range(6)]
    mine = leg(9, priority="LANSIA")
    assert roll_forward(mine, ahead, [counter(1)], MEANS, NOW) == 0
    assert roll_forward(mine, ahead, [counter(1)], MEANS, NOW, lines={"A": LineState(0)}) == 2 * 600
    assert roll_forward(mine, ahead, [counter(1)], MEANS, NOW, lines={"A": LineState(0, None)}) == 6 * 600


def test_an_ordinary_visitor_is_told_of_those_who_will_be_called_early() -> None:
    ahead = [leg(place) for place in range(4)]
    elders = [leg(20 + place, priority="LANSIA") for place in range(9)]
    assert roll_forward(leg(9), [*ahead, *elders], [counter(1)], MEANS, NOW) == 7 * 600


def test_another_discipline_is_followed_to_the_letter() -> None:
    def last_come(lines: Iterable[Line], skills: Mapping[str, int], now: datetime) -> Choice | None:
        del skills, now
        return max((Choice(line.head, "") for line in lines), key=lambda each: each.leg.key_at, default=None)

    lines = [leg(1, "A"), leg(2, "B"), leg(3, "C")]
    assert roll_forward(lines[0], lines, [counter(1, "ABC")], MEANS, NOW, rule=last_come) == 300 + 900


def test_who_is_not_to_be_called_yet_is_called_when_the_time_has_come() -> None:
    soon = NOW + timedelta(minutes=20)
    booked = replace(leg(0), not_before=soon)
    assert roll_forward(booked, [leg(5)], [counter(1)], MEANS, NOW) == 1200
    assert roll_forward(leg(5), [booked], [counter(1)], MEANS, NOW) == 0


def test_who_is_meant_for_one_counter_is_called_there_while_it_is_manned() -> None:
    meant = replace(leg(0), to_counter=2)
    busy = counter(2, busy_for=0)
    assert roll_forward(meant, [], [counter(1), busy], MEANS, NOW) == 600
    assert roll_forward(meant, [], [counter(1)], MEANS, NOW) == 0
    told = replace(leg(0), to_officer="P2")
    assert roll_forward(told, [], [counter(1), replace(busy, officer="P2")], MEANS, NOW) == 600
    assert roll_forward(told, [], [counter(1)], MEANS, NOW) == 0


def test_an_officer_who_only_helps_out_is_counted_on_after_the_own_line() -> None:
    helper = CounterState(1, frozenset("AB"), skills={"B": HELPS_OUT})
    ahead = [leg(place) for place in (1, 2, 3)]
    assert roll_forward(leg(0, "B"), ahead, [helper], MEANS, NOW) == 3 * 600


SERVICES = st.sets(st.sampled_from("ABC"), min_size=1)
DESKS = st.lists(st.tuples(SERVICES, st.none() | st.floats(0, 2000), SERVICES), max_size=4)
LINE = st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), max_size=12)


def desks_of(drawn: list[tuple[set[str], float | None, set[str]]]) -> list[CounterState]:
    return [
        replace(counter(number, "".join(sorted(served)), busy), skills=dict.fromkeys(less, LAST_RESORT))
        for number, (served, busy, less) in enumerate(drawn)
    ]


@given(LINE, DESKS, st.lists(st.one_of(st.none(), st.integers(0, 12)), max_size=12))
def test_the_play_calls_exactly_as_the_rule_would_from_the_full_list(drawn, desks, stepped_back) -> None:
    waiting = [leg(place, service, "LANSIA" if urgent else None) for place, (service, urgent) in enumerate(drawn)]
    for place, (mine, last) in enumerate(zip(waiting, stepped_back, strict=False)):
        if last is not None:  # lets those go first who came before the place `last`
            waiting[place] = replace(mine, yields_to=leg(last).key_at)
    counters = {each.number: each for each in desks_of(desks)}
    since, left, calls = dict.fromkeys("ABC", 2), [*waiting], {}
    free = sorted(
        (roll_forward(leg(99, min(each.services)), [], [each], MEANS, NOW) or 0.0, each.number)
        for each in counters.values()
    )
    while free:
        after, number = free.pop(0)
        skills = {service: counters[number].skills.get(service, 2) for service in counters[number].services}
        lines = [
            Line(
                line[0], next((leg for leg in line if leg.priority and not yields(leg, line[0])), None), since[service]
            )
            for service in "ABC"
            if (line := [each for each in left if each.service == service])
        ]
        choice = choose(lines, skills, NOW)
        if choice is not None:
            left.remove(choice.leg)
            calls[choice.leg.visit] = after
            since[choice.leg.service] = 0 if choice.early else since[choice.leg.service] + 1
            free = sorted([*free, (after + MEANS[choice.leg.service], number)])
    assert roll_all(waiting, counters.values(), MEANS, NOW).calls == pytest.approx(calls)


@given(LINE, DESKS, st.sampled_from("ABC"))
def test_a_newcomer_is_told_what_taking_the_ticket_would_have_led_to(drawn, desks, service) -> None:
    waiting = [leg(place, code, "LANSIA" if urgent else None) for place, (code, urgent) in enumerate(drawn)]
    counters = desks_of(desks)
    told = roll_all(waiting, counters, MEANS, NOW).newcomer.get(service)
    assert told == pytest.approx(roll_forward(leg(90, service), waiting, counters, MEANS, NOW))


@given(LINE, DESKS, st.sampled_from("ABC"), st.integers(0, 3))
def test_a_priority_newcomer_is_told_of_the_early_call_that_is_free(drawn, desks, service, since) -> None:
    waiting = [leg(place, code, "LANSIA" if urgent else None) for place, (code, urgent) in enumerate(drawn)]
    counters = [replace(each, skills={}) for each in desks_of(desks)]
    lines = dict.fromkeys("ABC", LineState(since))
    mine = leg(90, service, "LANSIA")
    told = roll_all(waiting, counters, MEANS, NOW, lines=lines).urgent.get(service)
    assert told == pytest.approx(roll_forward(mine, waiting, counters, MEANS, NOW, lines=lines))


@given(st.integers(0, 60), st.lists(st.none() | st.floats(0, 5000), min_size=1, max_size=5))
def test_one_more_ahead_in_the_line_never_makes_the_told_wait_shorter(ahead: int, desks: list[float | None]) -> None:
    counters = [counter(number, "A", busy) for number, busy in enumerate(desks)]
    line = [leg(place) for place in range(ahead + 1)]
    shorter = roll_forward(leg(90), line[:-1], counters, MEANS, NOW)
    longer = roll_forward(leg(90), line, counters, MEANS, NOW)
    assert shorter is not None
    assert longer is not None
    assert longer >= shorter
    first, second = (Memory(600).forecast(base, NOW) for base in (shorter, longer))
    assert second.low_s >= first.low_s
    assert second.high_s >= first.high_s
    assert told_range(longer, Memory(600), NOW).high_s >= told_range(shorter, Memory(600), NOW).high_s


def test_a_play_asks_the_rule_once_for_each_call_and_shows_it_only_the_heads_of_the_lines() -> None:
    seen: list[int] = []

    def counted(lines: Iterable[Line], skills: Mapping[str, int], now: datetime) -> Choice | None:
        shown = list(lines)
        seen.append(len(shown))
        return choose(shown, skills, now)

    line = [leg(place, "ABC"[place % 3], "LANSIA" if place % 7 == 0 else None) for place in range(90)]
    assert roll_forward(leg(95), line, [counter(1, "ABC")], MEANS, NOW, rule=counted) is not None
    assert len(seen) == 91
    assert max(seen) <= 3, "the cost of a forecast must not grow with the square of the line"


@given(LINE, st.integers(0, 2))
def test_the_list_at_a_counter_is_in_the_order_of_its_calls(drawn, since) -> None:
    waiting = [leg(place, service, "LANSIA" if urgent else None) for place, (service, urgent) in enumerate(drawn)]
    desk = counter(1, "ABC")
    lines = dict.fromkeys("ABC", LineState(since))
    listed = [each.visit for each in as_called(waiting, desk, NOW, lines=lines)]
    assert listed == list(roll_all(waiting, [desk], MEANS, NOW, lines=lines).calls)
    few = [each.visit for each in as_called(waiting, desk, NOW, lines=lines, most=2)]
    assert few[:2] == listed[:2]
    assert sorted(few) == sorted(listed)


@given(st.lists(st.sampled_from("AB"), max_size=12), st.data())
def test_a_play_for_some_tells_them_the_same_as_the_play_for_all(services: list[str], data: st.DataObject) -> None:
    waiting = [leg(place, service) for place, service in enumerate(services)]
    counters = [counter(1, "A"), counter(2, "AB", busy_for=60)]
    everybody = roll_all(waiting, counters, MEANS, NOW).calls
    visits = sorted(everybody)
    some = data.draw(st.sets(st.sampled_from(visits)) if visits else st.just(set()))
    assert roll_calls(some, waiting, counters, MEANS, NOW) == {visit: everybody[visit] for visit in some}


def test_whom_no_counter_calls_is_left_out_of_a_play_for_some() -> None:
    waiting = [leg(1, "A"), leg(2, "C")]
    assert roll_calls(["00000001", "00000002"], waiting, [counter(1, "A")], MEANS, NOW) == {"00000001": 0}
