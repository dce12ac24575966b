"""How many counters, when? Days are played with a plan, and the plan is judged by a promise.

The office promises that a share of its visitors is called within some minutes. A plan says in which half-hours which
counters are open; `judge` says how it keeps the promise, `loket.model.proposing` looks for one that does.

Why not by a formula: half-hour by half-hour Erlang-C overshoots small offices by 4-14 % of the counter-hours and misses
the half-hours after the peak (reference on staffing, §4).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from loket.model.simulation import HALF_HOUR_S, CounterPlan, Span, Visitor, play

Plan = tuple[frozenset[int], ...]
"""For each half-hour which counters are open, by their place among all."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A `share` (0-1) of the visitors is called within `within_s` seconds."""

    share: float = 0.8
    within_s: float = 900.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a plan keeps a promise, over all days together.

    `share` of the visitors called in time (0-1); `half_hours` the same by half-hour of arrival from opening on, None
    where nobody came; `p95_s` the wait within which 95 of 100 were called, None without visitors. Who was never called
    counts as too late.
    """

    share: float
    half_hours: tuple[float | None, ...]
    p95_s: float | None
    counter_hours: float
    late: Mapping[tuple[int, str], int]
    """Visitors who were not called in time, by half-hour of arrival and service."""

    @property
    def worst(self) -> int | None:
        """Give the half-hour that keeps the promise worst, None without visitors."""
        known = [(share, at) for at, share in enumerate(self.half_hours) if share is not None]
        return min(known)[1] if known else None

    @property
    def worst_share(self) -> float | None:
        """Give the share within the promise in the worst half-hour."""
        return None if self.worst is None else self.half_hours[self.worst]


def judge(
    days: Sequence[Sequence[Visitor]],
    counters: Sequence[CounterPlan],
    promise: Promise,
    opens_s: float,
    half_hours: int,
    between: Mapping[str, int | None] | None = None,
    *,
    every_stop: bool = False,
) -> Verdict:
    """Play the days with the counters and judge the waits for the first call, or with `every_stop` those for any."""
    came, kept = [0] * half_hours, [0] * half_hours
    late: dict[tuple[int, str], int] = {}
    waits: list[float] = []
    for visitors in days:
        for stay in play(visitors, counters, between=between):
            if stay.leg.ordinal > 1 and not every_stop:
                continue
            at = min(max(int((stay.arrived_s - opens_s) // HALF_HOUR_S), 0), half_hours - 1)
            came[at] += 1
            wait_s = stay.wait_s
            waits.append(float("inf") if wait_s is None else wait_s)
            if wait_s is not None and wait_s <= promise.within_s:
                kept[at] += 1
            else:
                late[at, stay.service] = late.get((at, stay.service), 0) + 1
    waits.sort()
    return Verdict(
        share=sum(kept) / len(waits) if waits else 1.0,
        half_hours=tuple(good / all_ if all_ else None for good, all_ in zip(kept, came, strict=True)),
        p95_s=waits[ceil(0.95 * len(waits)) - 1] if waits else None,
        counter_hours=sum(hours(counter) for counter in counters),
        late=late,
    )


def hours(counter: CounterPlan) -> float:
    """Give the hours in which a counter is planned to be open, without its pauses."""
    return (sum(last - first for first, last in counter.open) - sum(length for _, length in counter.pauses)) / 3600


def opened(counter: CounterPlan, span: Span) -> CounterPlan:
    """Give the counter as it is when it is also open in a span; pauses inside it fall away."""
    spans: list[Span] = []
    for first, last in sorted([*counter.open, span]):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        else:
            spans.append((first, last))
    return replace(
        counter, open=tuple(spans), pauses=tuple(each for each in counter.pauses if not span[0] <= each[0] < span[1])
    )


def closed(counter: CounterPlan, span: Span) -> CounterPlan:
    """Give the counter as it is when it is closed in a span."""
    spans = [
        part
        for first, last in counter.open
        for part in ((first, min(last, span[0])), (max(first, span[1]), last))
        if part[0] < part[1]
    ]
    pauses = tuple(each for each in counter.pauses if not span[0] <= each[0] < span[1])
    return replace(counter, open=tuple(spans), pauses=pauses)


def plan_of(counters: Sequence[CounterPlan], opens_s: float, half_hours: int) -> Plan:
    """Give in which half-hours counters are open: for half of it at least, pauses not counted as open."""
    return tuple(
        frozenset(
            place
            for place, counter in enumerate(counters)
            if _within(counter, opens_s + at * HALF_HOUR_S) >= HALF_HOUR_S / 2
        )
        for at in range(half_hours)
    )


def planned(counters: Sequence[CounterPlan], plan: Plan, opens_s: float) -> list[CounterPlan]:
    """Give the counters as they are open in a plan, without pauses; one that never is left out."""
    return [
        replace(counter, open=spans, pauses=())
        for place, counter in enumerate(counters)
        if (spans := _spans([place in here for here in plan], opens_s))
    ]


def _spans(cells: Sequence[bool], opens_s: float) -> tuple[Span, ...]:
    """Join half-hours that follow each other."""
    spans: list[Span] = []
    for at, is_open in enumerate(cells):
        begins_s = opens_s + at * HALF_HOUR_S
        if is_open and spans and spans[-1][1] == begins_s:
            spans[-1] = (spans[-1][0], begins_s + HALF_HOUR_S)
        elif is_open:
            spans.append((begins_s, begins_s + HALF_HOUR_S))
    return tuple(spans)


def _within(counter: CounterPlan, begins_s: float) -> float:
    ends_s = begins_s + HALF_HOUR_S
    there = sum(max(0.0, min(last, ends_s) - max(first, begins_s)) for first, last in counter.open)
    away = sum(max(0.0, min(at + length, ends_s) - max(at, begins_s)) for at, length in counter.pauses)
    return there - away
