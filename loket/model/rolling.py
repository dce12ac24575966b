"""The next calls played in advance: who is called when, if every service takes its mean and nobody new comes first.

It stands on the rule itself (`loket.model.queue.choose`), so whatever the rule does for priority, levels, appointments
or transfers, the told wait follows. Pure; all spans in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import islice

from loket.model.queue import ORDINARY, Choice, Line, after_call, choose, fresh, in_order, may_be_early
from loket.model.service import BETWEEN
from loket.model.visit import Leg

Rule = Callable[[Iterable[Line], Mapping[str, int], datetime], Choice | None]
"""Who is next at a counter: `queue.choose` or another discipline with the same signature."""

BREAK_S = 240.0
"""How long a break without planned return is taken to last."""

_LEAST_LEFT = 0.35  # of the mean: a service that already took longer than usual is still not over at once
_FOREVER = float("inf")


@dataclass(frozen=True, slots=True)
class CounterState:
    """A counter with an officer: what it serves; what it is busy with and since when; whether it pauses, until when.

    `skills` gives its level for services at which it is not the ordinary one (`loket.model.queue`).
    """

    number: int
    services: frozenset[str]
    busy_with: str | None = None
    since: datetime | None = None
    on_break: bool = False
    back_at: datetime | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    officer: str | None = None
    breaks: tuple[tuple[datetime, float], ...] = ()
    """Planned breaks still to come, in order: when, and for how many seconds."""


@dataclass(frozen=True, slots=True)
class LineState:
    """A service's line as the play begins: calls since its last early one, and m; see `loket.model.queue`."""

    since: int = BETWEEN
    between: int | None = BETWEEN


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a play came to, in seconds from now.

    `calls` says when each waiting visitor is called, `newcomer` when somebody who takes a ticket now would be, for each
    service, and `urgent` the same for a priority visitor; who is not named is called by no counter.
    """

    calls: Mapping[str, float]
    newcomer: Mapping[str, float]
    urgent: Mapping[str, float] = field(default_factory=dict)


def roll_all(
    waiting: Iterable[Leg],
    counters: Iterable[CounterState],
    mean_s: Mapping[str, float],
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
    rule: Rule = choose,
) -> Rolled:
    """Play until every counter is idle.

    `counters` are those with an officer, `mean_s` the mean occupancy per service. A newcomer is called by the first
    counter that would otherwise stand idle, or turn to a service for which its level is lower: later arrivals play no
    part, for under order of arrival they cannot come before.
    """
    play = _Play(in_order(waiting), list(counters), mean_s, now, lines or {}, rule)
    calls = {leg.visit: after_s for leg, after_s in play.calls()}
    return Rolled(calls, play.newcomer, {**play.newcomer, **play.urgent})


def roll_calls(
    wanted: Collection[str],
    waiting: Iterable[Leg],
    counters: Iterable[CounterState],
    mean_s: Mapping[str, float],
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
) -> dict[str, float]:
    """Give the seconds until each of the `wanted` visits is called; the play ends with the last of them.

    Whom no counter will call is left out; the rest is as for `roll_all`.
    """
    missing, calls = set(wanted), dict[str, float]()
    play = _Play(in_order(waiting), list(counters), mean_s, now, lines or {}, choose).calls()
    while missing and (called := next(play, None)) is not None:
        leg, after_s = called
        if leg.visit in missing:
            missing.discard(leg.visit)
            calls[leg.visit] = after_s
    return calls


def roll_forward(
    mine: Leg,
    waiting: Iterable[Leg],
    counters: Iterable[CounterState],
    mean_s: Mapping[str, float],
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
    rule: Rule = choose,
) -> float | None:
    """Give the seconds until `mine` is called when every service takes its mean; None when no counter will call it.

    `waiting` are the waiting legs with or without `mine`; the rest is as for `roll_all`.
    """
    legs = in_order([*(each for each in waiting if each.visit != mine.visit), mine])
    play = _Play(legs, list(counters), mean_s, now, lines or {}, rule)
    return next((after_s for leg, after_s in play.calls() if leg.visit == mine.visit), None)


def as_called(
    waiting: Iterable[Leg],
    counter: CounterState,
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
    most: int = 50,
) -> list[Leg]:
    """Give the legs that wait for a counter in the order in which it alone would call them.

    The first `most` are those of the rule; behind them, and with whom it may not call yet, the order is that of the
    keys. Who is meant for somebody else must be left out of `waiting`.
    """
    legs = [leg for leg in in_order(waiting) if leg.service in counter.services]
    free = replace(counter, busy_with=None, since=None, on_break=False)
    play = _Play(legs, [free], dict.fromkeys(counter.services, 0.0), now, lines or {}, choose)
    first = [leg for leg, after_s in islice(play.calls(), most) if after_s == 0]
    chosen = {leg.visit for leg in first}
    return [*first, *(leg for leg in legs if leg.visit not in chosen)]


class _Waiting:
    """One service's line in a play: its legs in order, those of priority visitors apart, and who is gone."""

    __slots__ = ("between", "first", "legs", "since", "urgent", "urgents")

    def __init__(self, state: LineState) -> None:
        self.since, self.between = state.since, state.between
        self.legs: list[Leg] = []
        self.urgents: list[Leg] = []
        self.first = self.urgent = 0

    def add(self, leg: Leg) -> None:
        self.legs.append(leg)
        if leg.priority is not None:
            self.urgents.append(leg)


class _Play:
    """The state of a play: who is gone, what time it is at each counter."""

    def __init__(
        self, legs: list[Leg], counters: list[CounterState], mean_s: Mapping[str, float], now: datetime,
        lines: Mapping[str, LineState], rule: Rule,
    ) -> None:  # fmt: skip
        self._mean_s, self._now, self._rule = mean_s, now, rule
        self._lines: dict[str, _Waiting] = {}
        for leg in legs:
            line = self._lines.get(leg.service)
            if line is None:
                line = self._lines[leg.service] = _Waiting(lines.get(leg.service, LineState(fresh(BETWEEN))))
            line.add(leg)
        self._gone: set[str] = set()
        self._counters = {counter.number: counter for counter in counters}
        self._officers = frozenset(counter.officer for counter in counters if counter.officer)
        self._free = [(_free_in(counter, mean_s, now), counter.number) for counter in counters]
        self._breaks = {
            counter.number: [((at - now).total_seconds(), length_s) for at, length_s in counter.breaks]
            for counter in counters
            if counter.breaks
        }
        self._plain = not any(leg.not_before or leg.to_counter or leg.to_officer for leg in legs)
        self.newcomer: dict[str, float] = {}
        self.urgent: dict[str, float] = {}
        heapify(self._free)

    def calls(self) -> Iterator[tuple[Leg, float]]:
        """Give who is called after how many seconds, in the order of the calls."""
        while self._free:
            after_s, number = heappop(self._free)
            breaks = self._breaks.get(number)
            if breaks and breaks[0][0] <= after_s:
                heappush(self._free, (after_s + breaks.pop(0)[1], number))
                continue
            counter = self._counters[number]
            skills = {service: counter.skills.get(service, ORDINARY) for service in counter.services}
            lines = [
                line for service in counter.services if (line := self._seen(service, counter, after_s)) is not None
            ]  # fmt: skip
            choice = self._rule(lines, skills, self._now)
            level = skills[choice.leg.service] if choice else -1
            for service, at in skills.items():
                if at > level:
                    self.newcomer[service] = min(after_s, self.newcomer.get(service, _FOREVER))
            if choice is None:
                later = self._next_instant(counter, after_s)
                if later is not None:
                    heappush(self._free, (later, number))
                continue
            self._note_room(choice, lines, after_s)
            self._take(choice)
            yield choice.leg, after_s
            heappush(self._free, (after_s + self._mean_s[choice.leg.service], number))

    def _note_room(self, choice: Choice, lines: Iterable[Line], after_s: float) -> None:
        """Note the first call of a line that a priority newcomer would have got instead."""
        service = choice.leg.service
        if service in self.urgent or choice.early:
            return
        line = next(line for line in lines if line.head.service == service)
        if line.urgent is None and may_be_early(line.since, line.between):
            self.urgent[service] = after_s

    def _seen(self, service: str, counter: CounterState, after_s: float) -> Line | None:
        line = self._lines.get(service)
        if line is None:
            return None
        line.first = self._skip(line.legs, line.first)
        head = self._first(line.legs, line.first, counter, after_s)
        if head is None:
            return None
        line.urgent = self._skip(line.urgents, line.urgent)
        urgent = self._first(line.urgents, line.urgent, counter, after_s)
        return Line(head, urgent, line.since, line.between)

    def _skip(self, legs: list[Leg], place: int) -> int:
        while place < len(legs) and legs[place].visit in self._gone:
            place += 1
        return place

    def _first(self, legs: list[Leg], place: int, counter: CounterState, after_s: float) -> Leg | None:
        if self._plain:
            return legs[place] if place < len(legs) else None
        at = self._now + timedelta(seconds=after_s)
        for leg in legs[place:]:
            ready = leg.not_before is None or leg.not_before <= at
            if ready and leg.visit not in self._gone and self._may(counter, leg):
                return leg
        return None

    def _may(self, counter: CounterState, leg: Leg) -> bool:
        """Tell whether a leg that is meant for somebody may be called at a counter."""
        if leg.to_counter is not None and leg.to_counter != counter.number and leg.to_counter in self._counters:
            return False
        return leg.to_officer is None or leg.to_officer == counter.officer or leg.to_officer not in self._officers

    def _next_instant(self, counter: CounterState, after_s: float) -> float | None:
        """Give when an idle counter has somebody to call whose time has not come yet."""
        if self._plain:
            return None
        instants = [
            (leg.not_before - self._now).total_seconds()
            for service in counter.services
            for leg in (self._lines[service].legs if service in self._lines else ())
            if leg.not_before is not None and leg.visit not in self._gone and self._may(counter, leg)
        ]
        return min((each for each in instants if each > after_s), default=None)

    def _take(self, choice: Choice) -> None:
        line = self._lines[choice.leg.service]
        self._gone.add(choice.leg.visit)
        line.since = after_call(line.since, line.between, early=choice.early)


def _free_in(counter: CounterState, mean_s: Mapping[str, float], now: datetime) -> float:
    if counter.on_break:
        return BREAK_S if counter.back_at is None else max(0.0, (counter.back_at - now).total_seconds())
    if counter.busy_with is None:
        return 0.0
    mean = mean_s[counter.busy_with]
    elapsed = max(0.0, (now - counter.since).total_seconds()) if counter.since else 0.0
    return max(mean - elapsed, _LEAST_LEFT * mean)
