"""Who may go for lunch when: an hour each, where days that are played keep the promise all the same. Pure.

A break is tried where it hurts least; it needs a replacement only when the played days break the promise without one.
Waits for every stop count beside those for the first call: the counter that hands papers over is missed too. Instants
are seconds since midnight.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from loket.model.simulation import HALF_HOUR_S, CounterPlan
from loket.model.staffing import Plan, Promise, Verdict

LUNCH_FROM_S, LUNCH_TO_S = 11 * 3600.0, 14 * 3600.0
"""Between when lunch is eaten."""

NOON_S = 12 * 3600.0

_LONG = 10  # half-hours of work from which on somebody needs a break
_LENGTH = 2  # half-hours
_TRIED = 20  # days on which it is found out when a break is felt least
_FELT = 0.01  # what a break may cost where the promise is not kept even without it

Played = Callable[[Sequence[CounterPlan], int | None], Sequence[Verdict]]
"""Judges counters on the first so many of the played days, or on all: by the waits for the first stop, then, where
visitors are sent on, by those for every stop."""


@dataclass(frozen=True, slots=True)
class Break:
    """An hour in which a counter rests."""

    counter: int
    from_s: float
    to_s: float


def lunches(
    counters: Sequence[CounterPlan], plan: Plan, promise: Promise, opens_s: float, played: Played
) -> tuple[tuple[Break, ...], tuple[int, ...]]:
    """Give the breaks of all who work through lunch, and the counters whose break needs a replacement.

    `plan` is who is there. Breaks are given one after the other, each beside those before.
    """
    there, breaks, left = list(counters), list[Break](), list[int]()
    hours = [
        opens_s + at * HALF_HOUR_S
        for at in range(len(plan) - _LENGTH + 1)
        if LUNCH_FROM_S <= opens_s + at * HALF_HOUR_S <= LUNCH_TO_S - _LENGTH * HALF_HOUR_S
    ]
    places = [place for place in range(len(counters)) if hours and _works_through(plan, place, hours, opens_s)]
    floors = [_floor(promise, verdict) for verdict in played(there, None)] if places else []
    for place in places:
        tried = [(_ease(played(_resting(there, place, at), _TRIED)[-1]), -abs(at - NOON_S), -at) for at in hours]
        at = -max(tried)[-1]
        resting = _resting(there, place, at)
        if any(verdict.share < floor for verdict, floor in zip(played(resting, None), floors, strict=True)):
            left.append(counters[place].number)
            continue
        there = resting
        breaks.append(Break(counters[place].number, at, at + _LENGTH * HALF_HOUR_S))
    return tuple(breaks), tuple(left)


def _floor(promise: Promise, now: Verdict) -> float:
    """Give the share that must be kept: the promise, or nearly what is kept now if that is less."""
    return min(promise.share, now.share - _FELT)


def _ease(verdict: Verdict) -> tuple[float, float]:
    """Tell how little a break is felt: by all, then in the worst half-hour; what nobody notices is equal."""
    return round(verdict.share, 3), round(1.0 if verdict.worst_share is None else verdict.worst_share, 2)


def _resting(counters: Sequence[CounterPlan], place: int, at_s: float) -> list[CounterPlan]:
    """Give the counters with one that rests for an hour from an instant on."""
    there = counters[place]
    pauses = tuple(sorted([*there.pauses, (at_s, _LENGTH * HALF_HOUR_S)]))
    return [*counters[:place], replace(there, pauses=pauses), *counters[place + 1 :]]


def _works_through(plan: Plan, place: int, hours: Sequence[float], opens_s: float) -> bool:
    first, last = (round((at - opens_s) / HALF_HOUR_S) for at in (hours[0], hours[-1]))
    long = sum(place in here for here in plan) >= _LONG
    return long and all(place in plan[at] for at in range(first, last + _LENGTH))
