"""The present line played many times: as sure as the dice say, the same for the same seed, fair between plans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from loket.model.hall_state import Coming, CounterState, Present
from loket.model.live import PLAYS, closed, newcomers, only_within, opened
from loket.model.rests import Rest
from loket.model.rolling import roll_all
from loket.model.visit import Leg, State

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
NORMS = {"A": 1200.0, "B": 1200.0}


def leg(place: int, service: str = "A") -> Leg:
    came = NOW - timedelta(minutes=100 - place)
    return Leg(f"{place:08d}", 1, f"{service}{place:03d}", date(2026, 11, 23), service, State.WAITING, came, came)


def counter(number: int = 1, services: str = "A", busy_for: float | None = None) -> CounterState:
    since = None if busy_for is None else NOW - timedelta(seconds=busy_for)
    return CounterState(number, frozenset(services), "A" if since else None, since)


def present(waiting: int = 5, *counters: CounterState) -> Present:
    people = [leg(place) for place in range(waiting)]
    return Present(people, counters or (counter(busy_for=60),), {"A": 600.0, "B": 300.0}, NOW, {}, {})


def dice(seed: int = 1) -> Callable[[str], Random]:
    return lambda name: Random(f"{seed} {name}")


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def test_the_plays_lie_around_the_roll_forward_and_say_how_sure_it_is() -> None:
    here = present(5)
    (found,) = newcomers(here, NORMS, dice(), plays=400).values()
    rolled = roll_all(here.waiting, here.counters, here.mean_s, NOW).newcomer["A"]
    assert found.low_s < found.mid_s < found.high_s
    assert found.mid_s == pytest.approx(rolled, rel=0.2)
    assert found.within < 0.1, "nearly an hour of work stands before"
    assert newcomers(present(1), NORMS, dice(), plays=400)["A"].within > 0.5


def test_a_seed_says_everything_and_services_without_spread_leave_nothing_to_chance() -> None:
    here = present(5, counter(busy_for=60), counter(2))
    assert newcomers(here, NORMS, dice(7)) == newcomers(here, NORMS, dice(7))
    assert newcomers(here, NORMS, dice(7)) != newcomers(here, NORMS, dice(8))
    sure = newcomers(present(3, counter()), NORMS, dice(), cv=0.0)["A"]
    assert (sure.low_s, sure.mid_s, sure.high_s, sure.within) == (1800, 1800, 1800, 0)
    assert PLAYS == 30


def test_a_service_under_way_lasts_at_least_as_long_as_it_has() -> None:
    (found,) = newcomers(present(0, counter(busy_for=5400)), NORMS, dice(), plays=100).values()
    assert 0 < found.low_s <= found.high_s, "twenty tries find no service of ninety minutes in most plays"
    fresh = newcomers(present(0, counter(busy_for=0)), NORMS, dice(), plays=200)["A"]
    assert 60 < fresh.low_s < fresh.mid_s < 600


def test_one_more_counter_never_makes_anybody_wait_longer_for_the_people_are_the_same() -> None:
    alone = present(8, counter())
    for seed in range(10):
        before = newcomers(alone, NORMS, dice(seed))["A"]
        helped = newcomers(replace(alone, counters=(counter(), counter(2))), NORMS, dice(seed))["A"]
        assert helped.low_s < before.low_s
        assert helped.high_s < before.high_s
        assert helped.within >= before.within


def test_a_counter_that_opens_for_an_hour_helps_in_that_hour_only() -> None:
    sure = {"A": 600.0}
    line = [leg(place) for place in range(12)]

    def told(desk: CounterState) -> float:
        return roll_all(line, [counter(), desk], sure, NOW).newcomer["A"] / 60

    assert told(only_within(counter(2), NOW, at(300), NOW)) == 60
    assert told(only_within(counter(2), NOW, at(30), NOW)) == 90, "three of the twelve are his"
    assert told(only_within(counter(2), at(30), at(60), NOW)) == 90
    assert told(only_within(counter(2), at(200), at(260), NOW)) == 120


def test_opening_a_counter_calls_its_officer_back_from_a_rest() -> None:
    resting = replace(counter(), rests=(Rest(at(-10), at(50)), Rest(at(200), at(230))), on_break=True, back_at=at(50))
    back = opened(resting, NOW, at(20), NOW)
    assert not back.on_break
    assert back.rests == (Rest(at(-10), at(0)), Rest(at(20), at(50)), Rest(at(200), at(230)))
    later = opened(resting, at(210), at(220), NOW)
    assert later.on_break
    assert later.rests == (Rest(at(-10), at(50)), Rest(at(200), at(210)), Rest(at(220), at(230)))


def test_closing_a_counter_is_one_more_rest() -> None:
    shut = closed(replace(counter(), rests=(Rest(at(50), at(80)),)), at(20), at(60))
    assert shut.rests == (Rest(at(20), at(60)), Rest(at(60), at(80)))
    paused = closed(replace(counter(), on_break=True, back_at=at(30)), NOW, at(60))
    assert paused.back_at == at(60)
    assert newcomers(present(0, closed(counter(), NOW, at(60))), NORMS, dice())["A"].low_s == 3600


def test_who_is_expected_is_played_as_well_and_a_service_that_nobody_serves_is_left_out() -> None:
    here = present(4, counter())
    more = replace(here, coming={"A": Coming(early=(0.0, 0.0, 0.0))})
    assert newcomers(more, NORMS, dice())["A"].mid_s > newcomers(here, NORMS, dice())["A"].mid_s
    assert newcomers(here, NORMS, dice()).keys() == {"A"}
