"""What if? A day of an office played from its first ticket to the last call, on the very rule of the queue.

The engine only: who comes is drawn in `loket.model.typical_day`, other disciplines stand in `loket.model.disciplines`,
what a supervisor may ask of it in `loket.model.staffing`. Pure: chance has been thrown when a day is given, so a day
played twice is the same day, and two plans can be compared on the same visitors. Instants are seconds since local
midnight, spans seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from heapq import heapify, heappop, heappush

from loket.model.queue import Choice, Line, after_call, choose, fresh
from loket.model.service import BETWEEN
from loket.model.visit import Leg

MIDNIGHT = datetime(2001, 1, 1, tzinfo=UTC)
"""The midnight of every day that is played; a day has no date."""

ABSENT_S = 45.0
"""How long a counter is busy with a number whose visitor does not come: two calls and a look around."""

HALF_HOUR_S = 1800.0

Span = tuple[float, float]
"""From an instant to a later one."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a visitor: the leg as the rule sees it, and the seconds it takes at a counter of usual speed."""

    leg: Leg
    busy_s: float


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who comes at an instant, for one service or on to others; `absent` is who will not answer the call."""

    arrives_s: float
    stops: tuple[Stop, ...]
    absent: bool = False


@dataclass(frozen=True, slots=True)
class CounterPlan:
    """A counter through a day.

    `skills` gives its level for each service (`loket.model.queue`); a service takes `pace` times its usual time.
    `open` are the spans in which it calls, in order; `pauses` are (when, how long): an officer in the middle of a
    service leaves after it and stays away for the whole length.
    """

    number: int
    skills: Mapping[str, int]
    open: tuple[Span, ...]
    pauses: tuple[Span, ...] = ()
    pace: float = 1.0


@dataclass(slots=True)
class Stay:
    """What became of one stop: who waited from when, with how many ahead in the line, and when it was called and over.

    `called_s` is None for who was still waiting when the last counter closed.
    """

    leg: Leg
    service: str
    urgent: bool
    arrived_s: float
    ahead: int
    busy_s: float
    absent: bool
    further: tuple[Stop, ...]
    called_s: float | None = None
    ended_s: float | None = None
    counter: int | None = None

    @property
    def wait_s(self) -> float | None:
        """Give the wait for the call of this stop."""
        return None if self.called_s is None else self.called_s - self.arrived_s


Place = tuple[datetime, str, Stay]
"""A place in a line: effective arrival, visit, and whose it is."""


@dataclass(slots=True)
class Waiting:
    """One service's line: ordinary visitors and those of priority, each a heap of places; `since` as in the rule."""

    service: str
    between: int | None = BETWEEN
    since: int = field(init=False)
    ordinary: list[Place] = field(default_factory=list)
    urgent: list[Place] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nobody was called yet today."""
        self.since = fresh(self.between)

    def __len__(self) -> int:
        """Count who waits."""
        return len(self.ordinary) + len(self.urgent)


Discipline = Callable[[Sequence[Waiting], CounterPlan, float], Leg | None]
"""Who is called at a counter at an instant: the first of `ordinary` or of `urgent` of one of its lines, or nobody.

It is given the lines of the counter's services in which somebody waits, one at least.
"""


def by_the_rule(lines: Sequence[Waiting], counter: CounterPlan, now_s: float) -> Leg | None:
    """Call as the office does, with `loket.model.queue.choose`."""
    choice: Choice | None = choose([seen(line) for line in lines], counter.skills, MIDNIGHT + timedelta(seconds=now_s))
    if choice is None:
        return None
    for line in lines:
        if line.service == choice.leg.service:
            line.since = after_call(line.since, line.between, early=choice.early)
    return choice.leg


def seen(line: Waiting) -> Line:
    """Give a line, in which somebody waits, as the rule sees it."""
    ordinary, urgent = line.ordinary, line.urgent
    if not urgent:
        return Line(ordinary[0][2].leg, None, line.since, line.between)
    first = urgent[0]
    head = first if not ordinary or first < ordinary[0] else ordinary[0]
    return Line(head[2].leg, first[2].leg, line.since, line.between)


def play(
    visitors: Iterable[Visitor],
    counters: Sequence[CounterPlan],
    *,
    discipline: Discipline = by_the_rule,
    between: Mapping[str, int | None] | None = None,
    overtime: bool = True,
    absent_s: float = ABSENT_S,
    watch: Callable[[Play, Stay], None] | None = None,
) -> list[Stay]:
    """Play a day and give what became of every stop, in the order in which they were begun.

    `between` gives m of a service's line where it is not the usual one. With `overtime` the counters that are open last
    go on after closing until nobody waits, without it nobody is called any more. `watch` is told of everybody who has
    come, before anybody is called for it.
    """
    game = Play(visitors, counters, discipline, between or {}, overtime=overtime, absent_s=absent_s)
    game.watch = watch
    return game.run()


class Play:
    """The state of a day: who waits where, and what each counter is doing. For those who watch one be played."""

    def __init__(
        self, visitors: Iterable[Visitor], counters: Sequence[CounterPlan], discipline: Discipline,
        between: Mapping[str, int | None], *, overtime: bool, absent_s: float,
    ) -> None:  # fmt: skip
        self.counters = counters
        self.lines: dict[str, Waiting] = {}
        self.stays: list[Stay] = []
        self.busy: list[Stay | None] = [None] * len(counters)
        self.away: list[Span | None] = [None] * len(counters)
        """The pause a counter is in, as it stands in its plan, and"""
        self.back_s: list[float] = [0.0] * len(counters)
        """when that is over."""
        self.now_s = 0.0
        self.watch: Callable[[Play, Stay], None] | None = None
        self._coming = sorted(visitors, key=_arrival)
        self._discipline, self._between = discipline, between
        self._overtime, self._absent_s = overtime, absent_s
        self._closes_s = max((span[1] for counter in counters for span in counter.open), default=0.0)
        self._mine: list[list[Waiting]] = [[] for _ in counters]
        self._fits: dict[str, list[int]] = {}
        self._span = [0] * len(counters)
        self._pause = [0] * len(counters)
        self._idle: dict[int, None] = {}  # in the order in which they became idle
        self._turns = [0] * len(counters)
        self._next = [(counter.open[0][0], place, 0) for place, counter in enumerate(counters) if counter.open]
        heapify(self._next)

    def run(self) -> list[Stay]:
        """Play until nothing happens any more."""
        coming, following = self._coming, self._next
        at, last = 0, len(coming)
        while at < last or following:
            if at < last and (not following or coming[at].arrives_s <= following[0][0]):
                visitor = coming[at]
                at += 1
                self.now_s = visitor.arrives_s
                self._join(visitor.stops, absent=visitor.absent)
                continue
            now_s, place, turn = heappop(following)
            if turn != self._turns[place]:
                continue
            self.now_s = now_s
            self._idle.pop(place, None)
            self.away[place] = None
            stay, self.busy[place] = self.busy[place], None
            if stay is not None and stay.further and not stay.absent:
                self._join(stay.further)
            self._go_on(place)
        return self.stays

    def _join(self, stops: tuple[Stop, ...], *, absent: bool = False) -> None:
        """Stand in the line of the first of `stops`; whoever is idle calls."""
        stop = stops[0]
        leg = stop.leg
        line = self.lines.get(leg.service)
        if line is None:
            line = self._open_line(leg.service)
        urgent = leg.priority is not None
        place = (leg.key_at, leg.visit)
        ahead = len(line) if leg.ordinal == 1 else sum(each < place for each in (*line.ordinary, *line.urgent))
        stay = Stay(leg, leg.service, urgent, self.now_s, ahead, stop.busy_s, absent, stops[1:])
        self.stays.append(stay)
        heappush(line.urgent if urgent else line.ordinary, (*place, stay))
        if self.watch is not None:
            self.watch(self, stay)
        if self._idle:
            for each in sorted(self._idle, key=lambda each: -self.counters[each].skills.get(leg.service, -1)):
                if leg.service in self.counters[each].skills:
                    del self._idle[each]
                    self._go_on(each)
                    if stay.called_s is not None:
                        break

    def _open_line(self, service: str) -> Waiting:
        line = self.lines[service] = Waiting(service, self._between.get(service, BETWEEN))
        for mine, counter in zip(self._mine, self.counters, strict=True):
            if service in counter.skills:
                mine.append(line)
        return line

    def _go_on(self, place: int) -> None:
        """A counter is free: it pauses, closes, calls or waits."""
        now_s, counter = self.now_s, self.counters[place]
        self._turns[place] += 1
        spans, at = counter.open, self._span[place]
        while at < len(spans) and now_s >= spans[at][1]:
            at += 1
        self._span[place] = at
        late = at == len(spans)
        if late and not (self._overtime and spans[-1][1] == self._closes_s):
            return
        if not late and now_s < spans[at][0]:
            heappush(self._next, (spans[at][0], place, self._turns[place]))
            return
        if not late and self._leaves(place, spans[at][0]):
            return
        lines = [line for line in self._mine[place] if line.ordinary or line.urgent]
        leg = self._discipline(lines, counter, now_s) if lines else None
        if leg is None:
            self._idle[place] = None
            if not late:
                heappush(self._next, (self._until(place, spans[at][1]), place, self._turns[place]))
            return
        line = self.lines[leg.service]
        stay = heappop(line.ordinary if leg.priority is None else line.urgent)[2]
        stay.called_s, stay.counter = now_s, counter.number
        stay.ended_s = now_s + (self._absent_s if stay.absent else stay.busy_s * counter.pace)
        self.busy[place] = stay
        heappush(self._next, (stay.ended_s, place, self._turns[place]))

    def _leaves(self, place: int, since_s: float) -> bool:
        """Tell whether an officer goes away now; a pause before the counter had opened is not made up for."""
        pauses, at = self.counters[place].pauses, self._pause[place]
        while at < len(pauses) and pauses[at][0] < since_s:
            at += 1
        due = at < len(pauses) and pauses[at][0] <= self.now_s
        self._pause[place] = at + due
        if due:
            self.away[place] = pauses[at]
            self.back_s[place] = self.now_s + pauses[at][1]
            heappush(self._next, (self.back_s[place], place, self._turns[place]))
        return due

    def pauses_ahead(self, place: int) -> tuple[Span, ...]:
        """Give the pauses of a counter that have not begun."""
        return self.counters[place].pauses[self._pause[place] :]

    def _until(self, place: int, closes_s: float) -> float:
        """Give when an idle counter has to look up again though nobody came."""
        pauses, at = self.counters[place].pauses, self._pause[place]
        return min(closes_s, pauses[at][0]) if at < len(pauses) else closes_s


def _arrival(visitor: Visitor) -> float:
    return visitor.arrives_s


def overtaken(stays: Sequence[Stay]) -> list[int]:
    """Count for every stop how often somebody with a later place in the same line was called before it."""
    counts = [0] * len(stays)
    by_line: dict[str, list[int]] = {}
    for number, stay in enumerate(stays):
        by_line.setdefault(stay.service, []).append(number)
    for numbers in by_line.values():
        for number in numbers:
            stay = stays[number]
            until_s = float("inf") if stay.called_s is None else stay.called_s
            mine = (stay.leg.key_at, stay.leg.visit)
            counts[number] = sum(
                stay.arrived_s <= called_s < until_s and (other.leg.key_at, other.leg.visit) > mine
                for other in (stays[each] for each in numbers)
                if (called_s := other.called_s) is not None
            )
    return counts
