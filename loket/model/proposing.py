"""The plan that keeps a promise with few counter-hours, found greedily by playing days; and who may pause when.

A counter is opened for one more half-hour where that brings the most visitors into the promise, until enough of them
are; then every half-hour that is not needed is given back. Steps are tried on some of the days and decided on all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loket.model.simulation import HALF_HOUR_S, CounterPlan, Visitor
from loket.model.staffing import Plan, Promise, Verdict, judge, planned
from loket.model.typical_day import Habits, ServiceHabits

MARGIN = 0.03
"""How much more than the promise a plan has to keep on the days it is made from, to keep it on other days."""

TRIED_DAYS = 50
"""Days on which a single step is tried."""

WORST = 0.10
"""How much less than the promise the worst half-hour may keep: nobody pays for the mean."""

_FEW = 0.25  # visitors in half an hour below whom no counter waits for a service
_RARE = 0.02  # a share of visitors whose way from stop to stop is not followed any more
_BEFORE = 2  # half-hours before the worst one in which a counter more may help it
_ROUGH = 0.03  # what a counter that is opened for one half-hour only has to bring more than another
_RETURNED = 5  # half-hours that are offered back at the end


@dataclass(frozen=True, slots=True)
class Proposal:
    """The plan and how it keeps the promise; `enough` is False when even all counters together do not."""

    plan: Plan
    verdict: Verdict
    enough: bool


@dataclass(slots=True)
class _Search:
    """What stays the same while plans are tried."""

    days: Sequence[Sequence[Visitor]]
    habits: Habits
    counters: Sequence[CounterPlan]
    promise: Promise
    between: Mapping[str, int | None]
    half_hours: int
    wanted: Sequence[frozenset[str]]
    """Services for which somebody comes or is sent on in each half-hour."""

    def judged(self, plan: Plan, days: int | None = None) -> Verdict:
        """Judge a plan on the first `days`, or on all."""
        return judge(
            self.days[:days], self.planned(plan), self.promise, self.habits.opens_s, self.half_hours, self.between
        )

    def planned(self, plan: Plan) -> list[CounterPlan]:
        """Give the counters as they are in a plan."""
        return planned(self.counters, plan, self.habits.opens_s)


def propose(
    days: Sequence[Sequence[Visitor]],
    habits: Habits,
    counters: Sequence[CounterPlan],
    promise: Promise,
    *,
    margin: float = MARGIN,
    between: Mapping[str, int | None] | None = None,
) -> Proposal:
    """Find a plan for some of the `counters` that keeps the promise on days like these.

    When they are opened is up to the plan; `open` and `pauses` of the counters given play no part. 200 days make the
    plan hold on others within two points; they take some seconds of CPU time, so ask in a worker.
    """
    search = _Search(days, habits, counters, promise, between or {}, habits.half_hours, _wanted(habits))
    goal = _Goal(min(1.0, promise.share + margin), max(0.0, promise.share - WORST))
    plan, some = _least(search), min(TRIED_DAYS, len(days))
    for part in sorted({some, len(days)}):
        while not goal.reached(verdict := search.judged(plan, part)):
            steps = _steps(search, plan, verdict)
            if not steps:
                return Proposal(plan, search.judged(plan), enough=False)
            plan = max(steps, key=lambda step: goal.nearness(search.judged(step, some)) - _ROUGH * _roughness(step))
    plan = _given_back(search, plan, goal, some)
    return Proposal(plan, search.judged(plan), enough=True)


@dataclass(frozen=True, slots=True)
class _Goal:
    """What a plan has to reach: a share of all visitors, and of those of its worst half-hour."""

    share: float
    worst: float

    def reached(self, verdict: Verdict) -> bool:
        return self.nearness(verdict) >= self.share + self.worst

    def nearness(self, verdict: Verdict) -> float:
        worst = 1.0 if verdict.worst_share is None else verdict.worst_share
        return min(verdict.share, self.share) + min(worst, self.worst)


def _least(search: _Search) -> Plan:
    """Begin with the counters whose hands are full all the time: one at least for every service that is wanted then.

    A half-hour in which nobody comes and nobody is on the way needs one counter: it is open.
    """
    plan: list[frozenset[int]] = []
    flows = _flows(search.habits)
    for at, wanted in enumerate(search.wanted):
        loads = {service.code: flows[service.code][at] * service.mean_s / HALF_HOUR_S
                 for service in search.habits.services}  # fmt: skip
        most, here = sum(loads.values()), frozenset[int]()
        while len(here) < len(search.counters):
            bare = {code: loads[code] for code in wanted if not _served(search, here, code)}
            if not bare and len(here) >= max(1, most):
                break
            best = _best_counter(search, here, bare or loads, plan[-1:])
            if best is None:
                break
            here |= {best}
        plan.append(here)
    return tuple(plan)


def _wanted(habits: Habits) -> list[frozenset[str]]:
    flows = _flows(habits)
    return [
        frozenset(code for code, flow in flows.items() if flow[at] >= _FEW)
        for at in range(habits.half_hours)
    ]  # fmt: skip


def _flows(habits: Habits) -> dict[str, list[float]]:
    """Give how many stand in the line of each service anew in each half-hour: who comes, and who is sent on.

    Who is sent on comes as much later as the stops before take. Ways that few take are not followed.
    """
    known = {service.code: service for service in habits.services}
    flows = {code: [0.0] * habits.half_hours for code in known}

    def pour(service: ServiceHabits, arrivals: Sequence[float], part: float, late: float, stops: int) -> None:
        for at, amount in enumerate(arrivals):
            slot, later = divmod(at + late, 1)
            for each, share in ((int(slot), 1 - later), (int(slot) + 1, later)):
                if each < habits.half_hours:
                    flows[service.code][each] += amount * part * share
        for code, share in service.onward.items():
            if stops and code in known and part * share >= _RARE:
                pour(known[code], arrivals, part * share, late + service.mean_s / HALF_HOUR_S, stops - 1)

    for service in habits.services:
        pour(service, service.arrivals, 1.0, 0.0, len(known) - 1)
    return flows


def _served(search: _Search, here: frozenset[int], code: str) -> bool:
    return any(code in search.counters[place].skills for place in here)


def _best_counter(
    search: _Search, here: frozenset[int], wanted: Mapping[str, float], beside: Sequence[frozenset[int]]
) -> int | None:
    """Give the closed counter that is best at what is wanted; of equal ones one that is open just before or after."""
    found = [
        (
            sum(weight * (1 + counter.skills[code]) for code, weight in wanted.items() if code in counter.skills),
            sum(place in there for there in beside),
            -place,
        )
        for place, counter in enumerate(search.counters)
        if place not in here and not counter.skills.keys().isdisjoint(wanted)
    ]
    return -max(found)[2] if found else None


def _steps(search: _Search, plan: Plan, verdict: Verdict) -> list[Plan]:
    """Give the plans with one more half-hour, in the worst one that can be helped or shortly before it."""
    known = [(share, at) for at, share in enumerate(verdict.half_hours) if share is not None and share < 1]
    for _, worst in sorted(known):
        steps: list[Plan] = []
        wanted = {code: float(count) for (at, code), count in verdict.late.items() if at == worst}
        for at in range(max(0, worst - _BEFORE), worst + 1):
            best = _best_counter(search, plan[at], wanted, plan[max(at - 1, 0) : at + 2])
            if best is not None:
                steps.append((*plan[:at], plan[at] | {best}, *plan[at + 1 :]))
        if steps:
            return steps
    return []


def _roughness(plan: Plan) -> int:
    """Count the counters that are opened for one half-hour only."""
    sizes = [0, *(len(here) for here in plan), 0]
    return sum(
        max(0, here - max(before, after)) for before, here, after in zip(sizes, sizes[1:], sizes[2:], strict=False)
    )


def _given_back(search: _Search, plan: Plan, goal: _Goal, some: int) -> Plan:
    """Close what is not needed to reach the goal, the least felt first."""
    costs = []
    for at, here in enumerate(plan):
        spared = [place for place in here if _is_spared(search, here, place, at)] if len(here) > 1 else []
        if spared:
            place = max(spared, key=lambda each: (_alone(plan, at, each), each))
            less = (*plan[:at], here - {place}, *plan[at + 1 :])
            costs.append((-goal.nearness(search.judged(less, some)), at, place))
    for _, at, place in sorted(costs)[:_RETURNED]:
        less = (*plan[:at], plan[at] - {place}, *plan[at + 1 :])
        if goal.reached(search.judged(less)):
            plan = less
    return plan


def _is_spared(search: _Search, here: frozenset[int], place: int, at: int) -> bool:
    """Tell whether nobody who is on the way then finds a service without a counter."""
    return all(
        _served(search, here - {place}, code) for code in search.wanted[at] & search.counters[place].skills.keys()
    )


def _alone(plan: Plan, at: int, place: int) -> int:
    """Count the half-hours beside this one in which a counter is closed."""
    return sum(place not in there for there in plan[max(at - 1, 0) : at + 2])
