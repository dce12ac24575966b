"""A supervisor's trial: changes of the plan, all judged on the same played days, and sentences about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import time

from loket.errors import N_, Refused, Usage
from loket.model.queue import ORDINARY
from loket.model.simulation import CounterPlan, Visitor
from loket.model.staffing import Plan, Promise, Verdict, closed, judge, opened, planned
from loket.office.habits import Known
from loket.texts import Texts

SPARE_COUNTERS = 6
"""How many counters more than it has an office that is made up may open."""


@dataclass(frozen=True, slots=True)
class Change:
    """A counter is open, or closed, from one time of day to a later one."""

    counter: int
    first: time
    last: time
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class Percent:
    """A share (0-1) in a sentence."""

    share: float


@dataclass(frozen=True, slots=True)
class Hours:
    """Counter-hours in a sentence."""

    hours: float


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence for people: an Indonesian msgid with facts that are still values.

    `code` says of what sort it is: now, change, then, open, spare, total, short, break, uncovered, basis. `changes` is
    what a button beside it would try.
    """

    code: str
    sentence: str
    facts: Mapping[str, object] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()

    def words(self, t: Texts) -> str:
        """Say it in a language."""
        return t(self.sentence, **{name: _worded(value, t) for name, value in self.facts.items()})


@dataclass(slots=True)
class Trial:
    """Everything that is judged on the same days."""

    days: Sequence[Sequence[Visitor]]
    known: Known
    promise: Promise

    def judged(self, counters: Sequence[CounterPlan]) -> Verdict:
        """Judge counters as they are."""
        habits = self.known.habits
        return judge(self.days, counters, self.promise, habits.opens_s, habits.half_hours, self.known.between)

    def played(self, counters: Sequence[CounterPlan], days: int | None) -> list[Verdict]:
        """Judge counters on the first `days` or on all: by the first stop, and by every one where there are more."""
        habits, between = self.known.habits, self.known.between
        chained = any(service.onward for service in habits.services)
        return [
            judge(
                self.days[:days], counters, self.promise, habits.opens_s, habits.half_hours, between, every_stop=stops
            )
            for stops in ((False, True) if chained else (False,))
        ]

    def of_plan(self, plan: Plan) -> Verdict:
        """Judge the office's counters as they are open in a plan."""
        return self.judged(planned(self.known.counters, plan, self.known.habits.opens_s))


def changed(counters: Sequence[CounterPlan], changes: Sequence[Change]) -> list[CounterPlan]:
    """Give the counters after changes; raises Refused for an unknown counter and for hours that run backwards."""
    after = {counter.number: counter for counter in counters}
    for change in changes:
        if change.counter not in after:
            raise Refused(
                "counter_unknown",
                N_("Loket {counter} tidak ada. Loket yang ada: {known}."),
                counter=change.counter,
                known=", ".join(str(each) for each in after),
            )
        span = (_seconds(change.first), _seconds(change.last) or 86400.0)
        if span[0] >= span[1]:
            raise Usage(
                "what_if_hours",
                N_("Jam {first}–{last} berakhir sebelum mulai."),
                first=change.first,
                last=change.last,
            )
        after[change.counter] = (opened if change.is_open else closed)(after[change.counter], span)
    return list(after.values())


def idle_changes(counters: Sequence[CounterPlan], changes: Sequence[Change]) -> tuple[Change, ...]:
    """Give the changes that change nothing: what they ask for is so anyway."""
    idle, before = [], list(counters)
    for change in changes:
        after = changed(before, [change])
        if after == before:
            idle.append(change)
        before = after
    return tuple(idle)


def with_spare(known: Known) -> Known:
    """Give an office that is made up some more counters, which are closed; a real one has those that it has."""
    like = known.counters[0] if known.counters else CounterPlan(0, {"A": ORDINARY}, ())
    last = max((counter.number for counter in known.counters), default=0)
    more = (replace(like, number=last + each, open=(), pauses=()) for each in range(1, SPARE_COUNTERS + 1))
    return replace(known, counters=(*known.counters, *more))


def clock(seconds: float) -> time:
    """Give the time of day of so many seconds since midnight; the end of the day is 00.00."""
    minutes = round(seconds / 60) % 1440
    return time(minutes // 60, minutes % 60)


def _seconds(wall: time) -> float:
    return wall.hour * 3600.0 + wall.minute * 60.0


def _worded(value: object, t: Texts) -> object:
    if isinstance(value, Percent):
        return t.number(100 * value.share)
    if isinstance(value, Hours):
        return t.number(value.hours, 1)
    if isinstance(value, time):
        return t.time(value)
    return t.number(value) if isinstance(value, float) else value
