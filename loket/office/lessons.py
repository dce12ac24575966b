"""What the office has learned about its own waits: from the called visitors of the last weeks, service by service.

One value per store, in the memory of the station. It is read once, when the first picture of an office day is made,
and then once a minute, only what is new; never inside an act. What an officer can still take back teaches nothing yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from weakref import WeakKeyDictionary

from loket.model.expecting import PriorityArrivals
from loket.model.forecast import (
    CONFIGURED_COUNTS,
    MEMORY_MOST,
    USUAL_COUNTS,
    Forecast,
    Memory,
    Outlook,
    mean_occupancy,
    told_as,
)
from loket.model.lesson import Lesson, taught
from loket.model.rests import Span, on_clock, worked_s
from loket.model.service import WaitRange
from loket.office.context import Work
from loket.office.days import picture_day
from loket.office.rests import kept_rests
from loket.store.contract import Store

FRESH = timedelta(seconds=60)
"""How long what was learned is used before it is looked up again."""

DAYS = 42
"""How many days back visitors teach: six weeks, about thirty office days. Older ones would weigh a seventh."""

_STEP_S = 30
"""Bases are told in steps of this many seconds: nobody hears the difference, and most pictures need no new forecast."""

_BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Early:
    """When priority visitors are expected while some counters are manned, in seconds from a moment."""

    manned: frozenset[int]
    at: datetime
    times: Mapping[str, tuple[float, ...]]


@dataclass(slots=True)
class Lessons:
    """What is known on `day`. `means` gives the mean seconds each service occupies a counter today.

    `arrivals` tells when priority visitors came in the weeks before; `early` keeps what follows from it for some
    counters, until the next lessons (`loket.office.expected`).
    """

    day: date
    configured: Mapping[str, float]
    means: dict[str, float]
    at: datetime = _BEGINNING
    arrivals: dict[str, PriorityArrivals] = field(default_factory=dict)
    early: Early | None = None
    _until: datetime = _BEGINNING
    _memories: dict[str, Memory] = field(default_factory=dict)
    _usual: dict[str, tuple[float, int]] = field(default_factory=dict)
    _today: dict[str, list[float]] = field(default_factory=dict)
    _called: dict[str, list[Lesson]] = field(default_factory=dict)
    _outlooks: dict[tuple[str, bool, bool], Outlook] = field(default_factory=dict)
    _forecasts: dict[tuple[str, int, bool, bool], Forecast] = field(default_factory=dict)

    def tell(
        self, service: str, base_s: float, now: datetime, *, priority: bool = False, waiting: bool = False,
        rests: Sequence[Span] = (),
    ) -> WaitRange:  # fmt: skip
        """Give the range to tell at `now` (in the office's zone) to somebody whose roll-forward is `base_s`.

        `waiting` for somebody who already stands in line: the range from now on, `base_s` being the roll-forward from
        where the line has come to. In the `rests` nobody calls for the service.
        """
        base = _in_steps(worked_s(base_s, rests))
        key = (service, base, priority, waiting)
        forecast = self._forecasts.get(key)
        if forecast is None:
            outlook = self._outlook(service, now, priority=priority, waiting=waiting)
            forecast = self._forecasts[key] = outlook.forecast(base)
        return told_as(forecast, base, rests)

    def quantile(
        self, service: str, base_s: float, share: float, now: datetime, rests: Sequence[Span] = ()
    ) -> float:  # fmt: skip
        """Give the wait in seconds that a share of similar visitors did not exceed; arguments as for `tell`."""
        base = _in_steps(worked_s(base_s, rests))
        return on_clock(self._outlook(service, now).quantiles(base, (share,))[0], rests)

    def _outlook(self, service: str, now: datetime, *, priority: bool = False, waiting: bool = False) -> Outlook:
        outlook = self._outlooks.get((service, priority, waiting))
        if outlook is None:
            outlook = self._memories[service].outlook(now, priority=priority, waiting=waiting)
            self._outlooks[service, priority, waiting] = outlook
        return outlook

    def learned(self, service: str) -> int:
        """Count the visitors that have taught about a service; who waited long has taught twice and counts once."""
        return len(self._memories[service])

    def recall(self, store: Store, work: Work) -> None:
        """Read what the weeks before today teach."""
        read: dict[str, list[list[Lesson]]] = {}
        for code, configured_s in self.configured.items():
            days: list[list[Lesson]] = []
            left = MEMORY_MOST
            for ago in range(1, DAYS + 1):
                days.append(work.book.lessons(self.day - timedelta(days=ago), code, left))
                left -= len(days[-1])
                if left <= 0:
                    break
            read[code] = days if left > 0 else days[:-1]  # all of a day, or nothing
            self._memories[code] = Memory(configured_s, half_counts=0.0)
            for rows in reversed(days):
                self._learn(store, work, rows)
            busy = [row.busy_s for rows in days for row in rows if row.busy_s is not None]
            self._usual[code] = (mean_occupancy(configured_s, busy), min(USUAL_COUNTS, CONFIGURED_COUNTS + len(busy)))
        self._count_arrivals(read, work.catalogue.rules.tz)

    def _count_arrivals(self, read: Mapping[str, Sequence[Sequence[Lesson]]], zone: tzinfo) -> None:
        """Count when priority visitors came, day by day; a day on which nobody came for anything was none."""
        worked = {ago for days in read.values() for ago, rows in enumerate(days) if rows}
        for code, days in read.items():
            seen = self.arrivals[code] = PriorityArrivals()
            for ago, rows in enumerate(days):
                if ago in worked:
                    seen.learn(_of_day(row.opened_at.astimezone(zone)) for row in rows if row.priority)

    def catch_up(self, store: Store, work: Work) -> None:
        """Read what today has taught since the last time, except what can still be undone."""
        since, until = self._until, work.now - timedelta(seconds=work.catalogue.rules.undo_s)
        self.at, self.early = work.now, None
        if until <= since:
            return
        moved = work.book.lessons_since(self.day, since)
        fresh = [lesson for lesson in moved if since < lesson.called_at <= until]
        for lesson in fresh:
            self._called.setdefault(lesson.service, []).append(lesson)
        for code in {lesson.service for lesson in fresh}:
            # Who was called earlier today stood before some of these; they do not teach again.
            self._learn(store, work, self._called[code], since)
        for lesson in moved:
            if lesson.busy_s is not None and lesson.left_at is not None and since < lesson.left_at <= until:
                self._today.setdefault(lesson.service, []).append(lesson.busy_s)
        for code, (usual_s, counts) in self._usual.items():
            self.means[code] = mean_occupancy(usual_s, self._today.get(code, ()), counts)
        self._until = until
        self._outlooks.clear()
        self._forecasts.clear()

    def _learn(self, store: Store, work: Work, rows: Sequence[Lesson], since: datetime = _BEGINNING) -> None:
        """Learn from visitors of one day and service who were called after `since`."""
        zone = work.catalogue.rules.tz
        by_service: dict[str, list[Lesson]] = {}
        for row in rows:
            by_service.setdefault(row.service, []).append(row)
        for code, mine in by_service.items():
            memory = self._memories.get(code)
            if memory is None:
                continue
            day = work.catalogue.rules.day_of(mine[0].opened_at)
            rests = kept_rests(store, work, day, code, [row.called_at for row in mine])
            for sample in taught(mine, zone, rests):
                if sample.called_at > since:
                    memory.learn(sample)


def _of_day(local: datetime) -> float:
    return local.hour * 3600.0 + local.minute * 60.0 + local.second


def _in_steps(base_s: float) -> int:
    return round(base_s / _STEP_S) * _STEP_S


_known: WeakKeyDictionary[Store, Lessons] = WeakKeyDictionary()


def lessons(store: Store, work: Work) -> Lessons:
    """Give what the office has learned, a minute old at most."""
    day = picture_day(work)
    configured = {code: service.face.service_minutes * 60.0 for code, service in work.catalogue.services.items()}
    known = _known.get(store)
    if known is None or known.day != day or known.configured != configured:
        known = _known[store] = Lessons(day, configured, dict(configured))
        known.recall(store, work)
        known.catch_up(store, work)
    elif not timedelta(0) <= work.now - known.at < FRESH:
        known.catch_up(store, work)
    return known
