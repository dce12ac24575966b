"""Who may go for lunch when: an hour each, where the promise does not need them. Pure; instants since midnight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.model.simulation import HALF_HOUR_S, CounterPlan
from loket.model.staffing import Plan

LUNCH_FROM_S, LUNCH_TO_S = 11 * 3600.0, 14 * 3600.0
"""Between when lunch is eaten."""

NOON_S = 12 * 3600.0

_LONG = 10  # half-hours of work from which on somebody needs a break
_LENGTH = 2  # half-hours


@dataclass(frozen=True, slots=True)
class Break:
    """An hour in which a counter rests."""

    counter: int
    from_s: float
    to_s: float


def lunches(
    counters: Sequence[CounterPlan], plan: Plan, needed: Sequence[int], opens_s: float
) -> tuple[tuple[Break, ...], tuple[int, ...]]:
    """Give the breaks of all who work through lunch, and the counters for which nobody can be spared.

    `plan` is who is there, `needed` how many the promise needs in each half-hour. Nobody leaves a service alone that
    somebody serves then.
    """
    there = [set(here) for here in plan]
    breaks: list[Break] = []
    left: list[int] = []
    slots = [
        at for at in range(len(plan) - _LENGTH + 1)
        if LUNCH_FROM_S <= opens_s + at * HALF_HOUR_S <= LUNCH_TO_S - _LENGTH * HALF_HOUR_S
    ]  # fmt: skip
    for place, counter in enumerate(counters):
        if not slots or not _works_through(plan, place, slots):
            continue
        free = []
        for at in slots:
            hour = range(at, at + _LENGTH)
            if all(_replaced(counters, there[each], place) for each in hour):
                spare = min(len(there[each]) - needed[each] for each in hour)
                free.append((spare, -abs(opens_s + at * HALF_HOUR_S - NOON_S), -at))
        spare, _, before = max(free, default=(0, 0.0, 0))
        if spare < 1:
            left.append(counter.number)
            continue
        for each in range(-before, -before + _LENGTH):
            there[each].discard(place)
        begins_s = opens_s - before * HALF_HOUR_S
        breaks.append(Break(counter.number, begins_s, begins_s + _LENGTH * HALF_HOUR_S))
    return tuple(breaks), tuple(left)


def _works_through(plan: Plan, place: int, slots: Sequence[int]) -> bool:
    long = sum(place in here for here in plan) >= _LONG
    return long and all(place in plan[at] for at in range(slots[0], slots[-1] + _LENGTH))


def _replaced(counters: Sequence[CounterPlan], there: set[int], place: int) -> bool:
    """Tell whether every service of a counter is served by another one that is there."""
    others = [counters[each].skills.keys() for each in there if each != place]
    return all(any(code in skills for skills in others) for code in counters[place].skills)
