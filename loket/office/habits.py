"""What the office is used to, read from its own past days: who comes when and for what, and who sits where.

A day counts when it is over and numbers were taken in it. With too little of that the set-up's own standards stand in,
and `Known.days` says so: whoever shows a figure says what it stands on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from math import fsum, sqrt
from statistics import mean, pvariance

from loket.model.calendar import END_OF_DAY, day_bounds
from loket.model.catalogue import Catalogue
from loket.model.counter import CounterFace
from loket.model.events import Kind
from loket.model.forecast import mean_occupancy
from loket.model.queue import ORDINARY
from loket.model.simulation import HALF_HOUR_S, CounterPlan, Span
from loket.model.staffing import hours, planned
from loket.model.typical_day import ABSENT_SHARE, LOAD_CV, PRIORITY_SHARE, SERVICE_CV, Habits, ServiceHabits, peaked
from loket.model.visit import Leg, State
from loket.office.context import Office, Work
from loket.office.stages import instant, standing

DAYS = 20
"""How many past days are looked at: four weeks of five."""

FEW_DAYS, FEW_VISITORS = 3, 100
"""Below this the days say too little, and the standards of the set-up stand in."""

_LOOK_AHEAD = 15  # days within which an office opens again
_BUSY = 0.75  # of the counters' time, when nobody knows how many come
_BUSY_MOST_S = 7200.0  # a counter that was busy for longer was forgotten
_ENOUGH = 30  # samples from which on a share or a spread is believed
_NINE_TO_THREE = (9 * 3600.0, 15 * 3600.0)


@dataclass(frozen=True, slots=True)
class Known:
    """What days are played from. `days` past days were used; 0 when the standards of the set-up stand in.

    `counters` are those of the office as they are usually open; `between` is m of each service's line.
    """

    habits: Habits
    counters: tuple[CounterPlan, ...]
    between: Mapping[str, int | None]
    days: int = 0
    made_up: bool = False


@dataclass(slots=True)
class _Past:
    """What was found in the past days."""

    half_hours: int
    days: int = 0
    arrivals: dict[str, list[int]] = field(default_factory=dict)
    visitors: list[int] = field(default_factory=list)
    busy: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    at_counter: dict[int, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    called: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    urgent: Counter[str] = field(default_factory=Counter)
    onward: Counter[tuple[str, str]] = field(default_factory=Counter)
    there: Counter[tuple[int, int]] = field(default_factory=Counter)
    officers: dict[int, str] = field(default_factory=dict)


def known_habits(office: Office, days: int = DAYS) -> Known:
    """Read what the office is used to from its last `days` days, at least one."""
    with office.looking() as work:
        catalogue, zone = work.catalogue, work.catalogue.rules.tz
        past_days = [row.day for row in work.book.days() if row.closed_at is not None][-days:]
        today = _usual_day(catalogue, work.local.date())
        opens_s, closes_s = _hours(catalogue, past_days or [today])
        past = _Past(round((closes_s - opens_s) / HALF_HOUR_S))
        for day in past_days:
            _read_day(past, work, day, opens_s, zone)
    if past.days < FEW_DAYS or sum(past.visitors) < FEW_VISITORS:
        return standard_habits(catalogue, opens_s, closes_s, today)
    services = tuple(_service(past, catalogue, code) for code in catalogue.services)
    return Known(
        Habits(opens_s, services, _load_cv(past.visitors)),
        tuple(_counters(past, catalogue, opens_s, {service.code: service.mean_s for service in services})),
        {code: service.between for code, service in catalogue.services.items()},
        past.days,
    )


def standard_habits(catalogue: Catalogue, opens_s: float, closes_s: float, day: date) -> Known:
    """Give what the set-up alone says: its service times, every counter open all `day` and busy three quarters of it.

    Officers rest when the calendar says. A counter's time is shared evenly by its services, so that no service has more
    visitors than its counters can serve.
    """
    half_hours = round((closes_s - opens_s) / HALF_HOUR_S)
    counters = tuple(
        CounterPlan(number, dict.fromkeys(counter.services, ORDINARY), ((opens_s, closes_s),),
                    _rests(catalogue, counter, day, (opens_s, closes_s)))
        for number, counter in catalogue.counters.items()
    )  # fmt: skip
    shared_s = dict.fromkeys((code for code, service in catalogue.services.items() if service.is_open), 0.0)
    for counter in counters:
        served = [code for code in counter.skills if code in shared_s]
        for code in served:
            shared_s[code] += _BUSY * 3600 * hours(counter) / len(served)
    lasts_s = {code: catalogue.services[code].face.service_minutes * 60.0 for code in shared_s}
    return Known(
        Habits(
            opens_s,
            tuple(
                ServiceHabits(code, peaked(busy_s / lasts_s[code], half_hours), lasts_s[code])
                for code, busy_s in shared_s.items()
                if busy_s
            ),
        ),
        counters,
        {code: service.between for code, service in catalogue.services.items()},
    )


def _usual_day(catalogue: Catalogue, today: date) -> date:
    """Give today, or the next day on which the office is open, as the day whose hours and breaks are the usual ones."""
    coming = (today + timedelta(days=ahead) for ahead in range(_LOOK_AHEAD))
    working = (day for day in coming if any(catalogue.hours(each).on(day) for each in catalogue.services.values()))
    return next(working, today)


def _rests(catalogue: Catalogue, counter: CounterFace, day: date, open_: Span) -> tuple[Span, ...]:
    """Give when a counter rests by the calendar: its breaks from all its services, as (when, how long)."""
    found = [set(catalogue.calendar.breaks_at(day, counter.number, code)) for code in counter.services]
    breaks = sorted(set.intersection(*found)) if found else []
    spans = [(_seconds(first), _seconds(last) or 86400.0) for first, last in breaks]
    return tuple((first, last - first) for first, last in spans if open_[0] <= first < last <= open_[1])


def made_up(visitors: float, service_minutes: float, counters: int, span: Span = (8 * 3600.0, 15 * 3600.0)) -> Known:
    """Give an office that does not exist: one service, equal counters that are open all day."""
    half_hours = round((span[1] - span[0]) / HALF_HOUR_S)
    service = ServiceHabits("A", peaked(visitors, half_hours), service_minutes * 60.0)
    return Known(
        Habits(span[0], (service,)),
        tuple(CounterPlan(number, {"A": ORDINARY}, (span,)) for number in range(1, counters + 1)),
        {},
        made_up=True,
    )


def _hours(catalogue: Catalogue, days: Sequence[date]) -> Span:
    """Give the half-hours between which numbers are given on these days."""
    spans = [
        (_seconds(opens), _seconds(closes) or 86400.0)
        for day in days
        for service in catalogue.services.values()
        for opens, closes in service.hours.on(day)
        if (opens, closes) != (END_OF_DAY, END_OF_DAY)
    ] or [_NINE_TO_THREE]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    return first // HALF_HOUR_S * HALF_HOUR_S, -(-last // HALF_HOUR_S) * HALF_HOUR_S


def _read_day(past: _Past, work: Work, day: date, opens_s: float, zone: tzinfo) -> None:
    legs = work.book.legs_of(day)
    if not legs:
        return
    past.days += 1
    past.visitors.append(len({leg.visit for leg in legs}))
    before: dict[tuple[str, int], str] = {(leg.visit, leg.ordinal): leg.service for leg in legs}
    for leg in legs:
        if leg.ordinal == 1:
            at = int((_of_day(leg.opened_at, zone) - opens_s) // HALF_HOUR_S)
            arrivals = past.arrivals.setdefault(leg.service, [0] * past.half_hours)
            arrivals[min(max(at, 0), past.half_hours - 1)] += 1
            past.first[leg.service] += 1
            past.urgent[leg.service] += leg.priority is not None
        else:
            past.onward[before.get((leg.visit, leg.ordinal - 1), leg.service), leg.service] += 1
        _read_leg(past, leg)
    bounds = day_bounds(day, zone, work.catalogue.rules.roll_over)
    duties = work.book.duties_of(*bounds)
    away = _pauses(work, day, bounds[1])
    for duty, _ in duties:
        past.officers[duty.counter] = duty.officer
    for counter in {duty.counter for duty, _ in duties}:
        spans = [(duty.since, end or bounds[1]) for duty, end in duties if duty.counter == counter]
        for at in range(past.half_hours):
            begins_s = opens_s + at * HALF_HOUR_S
            there = _overlap(spans, begins_s, zone) - _overlap(away.get(counter, ()), begins_s, zone)
            past.there[counter, at] += there >= HALF_HOUR_S / 2


def _read_leg(past: _Past, leg: Leg) -> None:
    if leg.called_at is None:
        return
    past.called[leg.service] += 1
    if leg.state is State.MISSED:
        past.missed[leg.service] += 1
    elif leg.state in (State.FINISHED, State.TRANSFERRED) and leg.moved_at and leg.last_called_at and leg.started_at:
        busy_s = (leg.moved_at - leg.last_called_at).total_seconds()
        if 0 < busy_s <= _BUSY_MOST_S:
            past.busy[leg.service].append(busy_s)
            if leg.counter is not None:
                past.at_counter[leg.counter].append((leg.service, busy_s))


def _pauses(work: Work, day: date, ends: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """Give the breaks of a day by counter."""
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    since: dict[int, datetime] = {}
    for fact in standing(work.book.facts_of_day(day)):
        if fact.counter is None:
            continue
        if fact.kind == Kind.BREAK_STARTED:
            since[fact.counter] = instant(fact)
        elif fact.kind in (Kind.BREAK_ENDED, Kind.SIGNED_OUT) and fact.counter in since:
            found[fact.counter].append((since.pop(fact.counter), instant(fact)))
    for counter, began in since.items():
        found[counter].append((began, ends))
    return found


def _overlap(spans: Iterable[tuple[datetime, datetime]], begins_s: float, zone: tzinfo) -> float:
    ends_s = begins_s + HALF_HOUR_S
    total = 0.0
    for first, last in spans:
        from_s = _of_day(first, zone)
        to_s = from_s + (last - first).total_seconds()
        total += max(0.0, min(to_s, ends_s) - max(from_s, begins_s))
    return total


def _service(past: _Past, catalogue: Catalogue, code: str) -> ServiceHabits:
    busy, called = past.busy[code], past.called[code]
    first = past.first[code]
    mean_s = mean_occupancy(catalogue.services[code].face.service_minutes * 60.0, busy)
    cv = sqrt(pvariance(busy)) / mean(busy) if len(busy) >= _ENOUGH else SERVICE_CV
    all_of_it = max(1, first + sum(count for (_, to), count in past.onward.items() if to == code))
    return ServiceHabits(
        code,
        tuple(count / past.days for count in past.arrivals.get(code, [0] * past.half_hours)),
        mean_s,
        min(max(cv, 0.2), 1.5),
        past.urgent[code] / first if first >= _ENOUGH else PRIORITY_SHARE,
        past.missed[code] / called if called >= _ENOUGH else ABSENT_SHARE,
        {
            to: count / all_of_it
            for (from_, to), count in past.onward.items()
            if from_ == code and to != code and to in catalogue.services
        },
    )


def _counters(past: _Past, catalogue: Catalogue, opens_s: float, means: Mapping[str, float]) -> Iterable[CounterPlan]:
    """Give the counters as they were open on most of the days."""
    plan = tuple(
        frozenset(
            place
            for place, number in enumerate(catalogue.counters)
            if past.there[number, at] * 2 >= past.days
        )
        for at in range(past.half_hours)
    )  # fmt: skip
    everyone = []
    for number, counter in catalogue.counters.items():
        own = catalogue.rules.skills.get(past.officers.get(number, ""), {})
        seen = [(code, busy_s) for code, busy_s in past.at_counter[number] if code in means]
        pace = fsum(busy_s for _, busy_s in seen) / fsum(means[code] for code, _ in seen) if seen else 1.0
        everyone.append(
            CounterPlan(
                number,
                {code: own.get(code, ORDINARY) for code in counter.services},
                (),
                pace=min(max(pace, 0.5), 2.0) if len(seen) >= _ENOUGH else 1.0,
            )
        )
    there = {counter.number: counter for counter in planned(everyone, plan, opens_s)}
    return [there.get(counter.number, counter) for counter in everyone]


def _load_cv(visitors: Sequence[int]) -> float:
    """Give how much days differ beyond what chance alone makes of a steady stream."""
    if len(visitors) < 5:
        return LOAD_CV
    usual = mean(visitors)
    return min(max(sqrt(max(0.0, pvariance(visitors) / usual**2 - 1 / usual)), 0.05), 0.5)


def _of_day(moment: datetime, zone: tzinfo) -> float:
    """Give the seconds of a moment since its local midnight."""
    return _seconds(moment.astimezone(zone).time())


def _seconds(wall: time) -> float:
    return wall.hour * 3600.0 + wall.minute * 60.0 + wall.second + wall.microsecond / 1e6
