"""The state of a roll-forward: who is gone, what time it is at each counter, who has come meanwhile.

For `loket.model.rolling`, which says what may be asked of it. Spans are seconds from the moment the play begins.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush

from loket.model.hall_state import Coming, CounterState, LineState
from loket.model.queue import ORDINARY, Choice, Line, after_call, fresh, may_be_early, yields
from loket.model.service import BETWEEN
from loket.model.visit import Leg, State

Rule = Callable[[Iterable[Line], Mapping[str, int], datetime], Choice | None]
"""Who is next at a counter: `queue.choose` or another discipline with the same signature."""

BREAK_S = 240.0
"""How long a break without planned return is taken to last."""

_LEAST_LEFT = 0.35  # of the mean: a service that already took longer than usual is still not over at once
_FOREVER, _STALE = float("inf"), -1.0
_STRANGER = "~"  # stands behind every visit that came at the same instant
_EXPECTED_GROUP = "LANSIA"  # any group of the law: the rule treats them alike


class _Waiting:
    """One service's line in a play: its legs in order, those of priority visitors apart, who is gone, who will come.

    `seen` is what the rule sees of it, good for as long as nobody is called from it and before `until`.
    """

    __slots__ = ("between", "booked", "came", "early", "entered", "first", "legs", "seen", "since", "stranger", "until",
                 "urgent", "urgents")  # fmt: skip

    def __init__(self, service: str, state: LineState, coming: Coming | None, now: datetime) -> None:
        self.since, self.between = state.since, state.between
        self.legs: list[Leg] = []
        self.urgents: list[Leg] = []
        self.first = self.urgent = self.came = self.entered = 0
        self.seen: Line | None = None
        self.until = _STALE
        self.early = coming.early if coming is not None and state.between is not None else ()
        self.stranger = _stranger(service, now, now, _EXPECTED_GROUP) if self.early else None
        booked = coming.booked if coming is not None else ()
        self.booked = [(_stranger(service, key_at, now, None), ready_s) for key_at, ready_s in booked]

    def add(self, leg: Leg) -> None:
        self.legs.append(leg)
        if leg.priority is not None:
            self.urgents.append(leg)

    def next_arrival(self, after_s: float) -> float:
        """Give when somebody comes who changes what the rule sees."""
        coming = [self.early[self.came]] if self.came < len(self.early) else []
        if self.entered < len(self.booked):
            coming.append(self.booked[self.entered][1])
        return min((at_s for at_s in coming if at_s > after_s), default=_FOREVER)

    def expected(self, after_s: float) -> Leg | None:
        """Give the priority visitor who has come by then and has not been called, if there is one."""
        came = self.came
        return self.stranger if came < len(self.early) and self.early[came] <= after_s else None


class NextCalls:
    """A play of the next calls. `newcomer` and `urgent` tell when somebody who came now would be called.

    `counter` is where the last call was made.
    """

    def __init__(
        self, legs: list[Leg], counters: list[CounterState], mean_s: Mapping[str, float], now: datetime,
        lines: Mapping[str, LineState], rule: Rule, coming: Mapping[str, Coming],
        lasts: Callable[[Leg], float] | None = None,
    ) -> None:  # fmt: skip
        self._mean_s, self._now, self._rule, self._lasts = mean_s, now, rule, lasts
        unknown = LineState(fresh(BETWEEN))
        self._lines = {
            service: _Waiting(service, lines.get(service, unknown), coming.get(service), now)
            for service in {leg.service for leg in legs} | coming.keys()
        }
        for leg in legs:
            self._lines[leg.service].add(leg)
        self._gone: set[str] = set()
        self._counters = {counter.number: counter for counter in counters}
        self._officers = frozenset(counter.officer for counter in counters if counter.officer)
        self._free = [(_free_in(counter, mean_s, now), counter.number) for counter in counters]
        self._rests = {counter.number: list(counter.rests) for counter in counters if counter.rests}
        self._plain = not any(leg.not_before or leg.to_counter or leg.to_officer or leg.yields_to for leg in legs)
        # What is still to be found out: who will be called when, and which services' newcomers. Then the play is over.
        self._asked = {service for counter in counters for service in counter.services}
        self._left = sum(leg.service in self._asked for leg in legs)
        self.newcomer: dict[str, float] = {}
        self.urgent: dict[str, float] = {}
        self.counter = 0
        heapify(self._free)

    def calls(self) -> Iterator[tuple[Leg, float]]:
        """Give who is called after how many seconds, in the order of the calls; who has no number yet is left out."""
        while self._free and (self._left or self._asked):
            after_s, number = heappop(self._free)
            if number in self._rests and (back_s := self._rested(number, after_s)) > after_s:
                heappush(self._free, (back_s, number))
                continue
            counter = self._counters[number]
            skills = {service: counter.skills.get(service, ORDINARY) for service in counter.services}
            lines = self._lines_at(counter, after_s)
            choice = self._rule(lines, skills, self._now)
            if self._asked:
                self._note_newcomer(choice, skills, after_s)
            if choice is None:
                later = self._next_instant(counter, after_s)
                if later is not None:
                    heappush(self._free, (later, number))
                continue
            self._note_room(choice, lines, after_s)
            lasts_s = self._mean_s[choice.leg.service] if self._lasts is None else self._lasts(choice.leg)
            heappush(self._free, (after_s + lasts_s, number))
            if self._take(choice):
                self.counter = number
                yield choice.leg, after_s

    def _rested(self, number: int, after_s: float) -> float:
        """Give when a counter that is free now goes on: now, or when the rest is over that has begun."""
        rests = self._rests[number]
        while rests and (begins_s := (rests[0].begins - self._now).total_seconds()) <= after_s:
            rest = rests.pop(0)
            ends_s = (rest.ends - self._now).total_seconds()
            after_s = after_s + ends_s - begins_s if rest.whole else max(after_s, ends_s)
        return after_s

    def _note_newcomer(self, choice: Choice | None, skills: Mapping[str, int], after_s: float) -> None:
        """Note whose newcomer would be called now: nobody, or somebody who comes later still, stands before."""
        level = skills[choice.leg.service] if choice else -1
        strangers = choice is not None and self._is_stranger(choice.leg)
        for service in self._asked.intersection(skills):
            at = skills[service]
            if at > level or (strangers and at == level and not self._waits_early(service, after_s)):
                self.newcomer[service] = after_s
                self._asked.discard(service)

    def _waits_early(self, service: str, after_s: float) -> bool:
        """Tell whether somebody who has come meanwhile would be called early, before a newcomer."""
        line = self._lines.get(service)
        return line is not None and line.expected(after_s) is not None and may_be_early(line.since, line.between)

    def _note_room(self, choice: Choice, lines: Iterable[Line], after_s: float) -> None:
        """Note the first call of a line that a priority newcomer would have got instead."""
        service = choice.leg.service
        if service in self.urgent or (choice.early and not self._is_stranger(choice.leg)):
            return
        line = next(line for line in lines if line.head.service == service)
        free = line.urgent is None or self._is_stranger(line.urgent)
        if free and may_be_early(line.since, line.between):
            self.urgent[service] = after_s

    def _is_stranger(self, leg: Leg) -> bool:
        """Tell whether somebody will come later than a newcomer; who has booked may have an earlier place."""
        return leg.visit == _STRANGER and leg.key_at >= self._now

    def _lines_at(self, counter: CounterState, after_s: float) -> list[Line]:
        """Give what the rule sees at a counter; most of it is as it was a call before."""
        found = []
        for service in counter.services:
            line = self._lines.get(service)
            if line is None:
                continue
            if line.until <= after_s:
                line.seen = self._seen(line, counter, after_s)
                line.until = line.next_arrival(after_s) if self._plain else _STALE
            if line.seen is not None:
                found.append(line.seen)
        return found

    def _seen(self, line: _Waiting, counter: CounterState, after_s: float) -> Line | None:
        line.first = self._skip(line.legs, line.first)
        head = self._first(line.legs, line.first, counter, after_s)
        if line.entered < len(line.booked):
            leg, ready_s = line.booked[line.entered]
            if ready_s <= after_s and (head is None or leg.key_at < head.key_at):
                head = leg
        expected = line.expected(after_s) if line.early else None
        if head is None:
            head = expected
            if head is None:
                return None
        line.urgent = self._skip(line.urgents, line.urgent)
        urgent = self._first(line.urgents, line.urgent, counter, after_s, head)
        return Line(head, expected if urgent is None else urgent, line.since, line.between)

    def _skip(self, legs: list[Leg], place: int) -> int:
        while place < len(legs) and legs[place].visit in self._gone:
            place += 1
        return place

    def _first(
        self, legs: list[Leg], place: int, counter: CounterState, after_s: float, head: Leg | None = None
    ) -> Leg | None:  # fmt: skip
        if self._plain:
            return legs[place] if place < len(legs) else None
        at = self._now + timedelta(seconds=after_s)
        for leg in legs[place:]:
            ready = leg.not_before is None or leg.not_before <= at
            passes = head is None or not yields(leg, head)
            if ready and passes and leg.visit not in self._gone and self._may(counter, leg):
                return leg
        return None

    def _may(self, counter: CounterState, leg: Leg) -> bool:
        return may_call(counter, leg, self._counters, self._officers)

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

    def _take(self, choice: Choice) -> bool:
        """Take who was called out of the line; tell whether it is somebody who has a number."""
        leg = choice.leg
        line = self._lines[leg.service]
        # With a newcomer before it, whoever is expected would have been called early as soon as that was possible.
        early = choice.early or (leg is line.stranger and may_be_early(line.since, line.between))
        line.since = after_call(line.since, line.between, early=early)
        line.until = _STALE
        if leg.visit != _STRANGER:
            self._gone.add(leg.visit)
            self._left -= 1
            return True
        if leg is line.stranger:
            line.came += 1
        else:
            line.entered += 1
        return False


def may_call(
    counter: CounterState, leg: Leg, manned: Collection[int], officers: Collection[str | None]
) -> bool:  # fmt: skip
    """Tell whether a leg that is meant for somebody may be called at a counter, while these are on duty."""
    if leg.to_counter is not None and leg.to_counter != counter.number and leg.to_counter in manned:
        return False
    return leg.to_officer is None or leg.to_officer == counter.officer or leg.to_officer not in officers


def _stranger(service: str, key_at: datetime, now: datetime, group: str | None) -> Leg:
    return Leg(_STRANGER, 1, "", now.date(), service, State.WAITING, key_at, now, group)


def _free_in(counter: CounterState, mean_s: Mapping[str, float], now: datetime) -> float:
    if counter.on_break:
        return BREAK_S if counter.back_at is None else max(0.0, (counter.back_at - now).total_seconds())
    if counter.busy_with is None:
        return 0.0
    mean = mean_s[counter.busy_with]
    elapsed = max(0.0, (now - counter.since).total_seconds()) if counter.since else 0.0
    return max(mean - elapsed, _LEAST_LEFT * mean)
