"""When the counters rest: the office's breaks, a counter's own, and what lies between the hours of its services.

One answer for what is told, for the closing guard and for what is learned. An office that was opened whatever its hours
say keeps no plan. A rest in which a counter calls is not kept, and counts no more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from weakref import WeakKeyDictionary

from loket.model.calendar import END_OF_DAY, Interval, without
from loket.model.catalogue import Catalogue
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.model.rests import GOES_EARLY, NOT_KEPT_AFTER, Rest, Span, from_now, kept, rests_on, shared
from loket.office.context import Work
from loket.store.contract import Store

Rests = Mapping[int, tuple[Rest, ...]]
"""Rests by counter, in order; a counter without any is left out."""

_CALLS_MOST = 100
"""Calls of a break that are looked at: a counter that works on is among those who called last."""


@dataclass(slots=True)
class _Plans:
    """What one version of the set-up plans, day by day, as far as it was asked for."""

    version: int
    days: dict[date, Rests] = field(default_factory=dict)
    longest: dict[date, timedelta] = field(default_factory=dict)


_known: WeakKeyDictionary[Store, _Plans] = WeakKeyDictionary()


def planned_rests(store: Store, work: Work, day: date) -> Rests:
    """Give the rests of a day as the set-up plans them."""
    plans = _plans(store, work)
    found = plans.days.get(day)
    if found is None:
        found = plans.days[day] = _planned(work.catalogue, day)
    return found


def longest_rest(store: Store, work: Work, day: date) -> timedelta:
    """Give how long a counter rests at most on a day, all its rests together; asked with every ticket."""
    plans = _plans(store, work)
    found = plans.longest.get(day)
    if found is None:
        planned = planned_rests(store, work, day).values()
        each = (sum((rest.ends - rest.begins for rest in rests), timedelta()) for rests in planned)
        found = plans.longest[day] = max(each, default=timedelta())
    return found


def rests_today(store: Store, work: Work, day: DayRow | None) -> Rests:
    """Give the rests of today that are not over and are kept."""
    if day is not None and day.always_open:
        return {}
    left = {
        number: coming
        for number, rests in planned_rests(store, work, work.local.date()).items()
        if (coming := tuple(rest for rest in rests if rest.ends > work.now))
    }
    begun = [number for number, rests in left.items() if rests[0].begins + NOT_KEPT_AFTER <= work.now]
    calls = _newest_calls(work, day) if begun and day is not None else {}
    for number in begun:
        rest = left[number][0]
        if not kept((rest,), calls.get(number, ())):
            left[number] = left[number][1:]
    return left


def since_now(rests: Rests, paused: Iterable[int], now: datetime) -> Rests:
    """Give the rests when counters pause now: who does so shortly before a planned rest stays away until its end."""
    made = dict(rests)
    for number in paused:
        mine = made.get(number, ())
        if mine and mine[0].begins <= now + GOES_EARLY:
            made[number] = (Rest(min(now, mine[0].begins), mine[0].ends), *mine[1:])
    return made


def rests_of_service(rests: Rests, counters: Collection[int], now: datetime) -> tuple[Span, ...]:
    """Give when none of the counters that serve a service works, in seconds from now."""
    return shared(from_now(rests.get(number, ()), now) for number in counters)


def kept_rests(
    store: Store, work: Work, day: date, service: str, calls: Collection[datetime]
) -> tuple[Rest, ...]:  # fmt: skip
    """Give the rests of an office day in which no counter of a service worked; `calls` are those of the service."""
    planned = planned_rests(store, work, day)
    if not planned:
        return ()
    serving = [number for number, face in work.catalogue.counters.items() if service in face.services]
    origin = datetime.combine(day - timedelta(days=1), END_OF_DAY, UTC)  # before any zone's midnight
    rests = tuple(
        Rest(origin + timedelta(seconds=begins_s), origin + timedelta(seconds=ends_s))
        for begins_s, ends_s in rests_of_service(planned, serving, origin)
    )
    found = kept(rests, calls)
    row = work.book.day(day) if found else None
    return () if row is not None and row.always_open else found


def _plans(store: Store, work: Work) -> _Plans:
    plans = _known.get(store)
    if plans is None or plans.version != work.catalogue.version:
        plans = _known[store] = _Plans(work.catalogue.version)
    return plans


def _newest_calls(work: Work, day: DayRow) -> dict[int, list[datetime]]:
    """Give the newest calls of a day by counter."""
    found: dict[int, list[datetime]] = {}
    for fact in work.book.newest_calls(day.first_seq, 1 << 62, _CALLS_MOST):
        if fact.kind == Kind.VISIT_CALLED and fact.counter is not None:
            found.setdefault(fact.counter, []).append(datetime.fromisoformat(fact.at))
    return found


def _planned(catalogue: Catalogue, day: date) -> Rests:
    calendar, zone = catalogue.calendar, catalogue.rules.tz
    found: dict[int, tuple[Rest, ...]] = {}
    alike: dict[tuple[str, ...], tuple[Rest, ...]] = {}
    for number, face in catalogue.counters.items():
        own = number in catalogue.counter_breaks
        rests = None if own else alike.get(face.services)
        if rests is None:
            working: list[Interval] = []
            for code in face.services:
                service = catalogue.services.get(code)
                if service is not None:
                    working += without(catalogue.hours(service).on(day), calendar.breaks_at(day, number, code))
            rests = rests_on(day, zone, working)
            if not own:
                alike[face.services] = rests
        if rests:
            found[number] = rests
    return found
