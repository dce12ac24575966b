"""Did the office keep its word? Visitors who were told how long to wait, held beside when they were called.

One definition for the day report, the month and every screen. The wait is that of a visit's first stop, from the ticket
to the *first* call; a clock set back makes no wait below 0.

- **Kept**: called before the promised end. Who was called and did not come was called all the same.
- **Broken**: called after it; or not called when it passed, whether the visitor still waits, left or was carried over.
- **Within**: called inside the told range, not before its low end either.
- Who left, or was carried over, before the promised end is counted apart: nobody knows what would have been kept.
- Who let others go first gave the promise back by that, and is counted apart whenever the call came.
- Who was told nothing was promised nothing, and is only counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from loket.model.spread import Share
from loket.model.visit import Leg, Visit


@dataclass(frozen=True, slots=True)
class Promise:
    """The fourth promise in numbers of visitors: told = called + left + postponed + still waiting.

    None of the first three counts who postponed.
    """

    told: int
    called: int
    within: int
    by_upper: int
    """Called before the upper end of the range: the promise was kept."""
    left: int = 0
    """Who left or was carried over before any call."""
    left_late: int = 0
    """Those of them who had waited past the promised end by then."""
    overdue: int = 0
    """Who still waits though the promised end has passed."""
    postponed: int = 0
    untold: int = 0

    @property
    def waiting(self) -> int:
        """Who was told a wait and still expects the call."""
        return self.told - self.called - self.left - self.postponed

    @property
    def judged(self) -> int:
        """Those of whom it is known whether the promise was kept."""
        return self.called + self.left_late + self.overdue

    @property
    def kept(self) -> Share | None:
        """The share of the judged who were called before the promised end; None while nobody is."""
        return Share(self.by_upper, self.judged) if self.judged else None

    @property
    def inside(self) -> Share | None:
        """The share of the judged who were called inside the told range; None while nobody is."""
        return Share(self.within, self.judged) if self.judged else None

    def __add__(self, other: Promise) -> Promise:
        """Put the visitors of two days, or of two services, together."""
        return Promise(
            self.told + other.told,
            self.called + other.called,
            self.within + other.within,
            self.by_upper + other.by_upper,
            self.left + other.left,
            self.left_late + other.left_late,
            self.overdue + other.overdue,
            self.postponed + other.postponed,
            self.untold + other.untold,
        )


NOBODY = Promise(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class PromiseOf:
    """The promise of one service on one office day."""

    day: date
    service: str
    promise: Promise


def promise_of(visits: Iterable[Visit], legs: Iterable[Leg], now: datetime) -> Promise:
    """Give how the told waits of some visits were kept until `now`.

    `legs` are theirs, in any order; further ones do no harm.
    """
    return sum((each.promise for each in promises(visits, legs, now)), NOBODY)


def promises(visits: Iterable[Visit], legs: Iterable[Leg], now: datetime) -> list[PromiseOf]:
    """Give the promise by day and by the service that the visit was told about (its first stop), in that order."""
    first: Mapping[str, Leg] = {leg.visit: leg for leg in legs if leg.ordinal == 1}
    found: dict[tuple[date, str], Promise] = {}
    for visit in visits:
        if visit.id in first:
            leg = first[visit.id]
            place = (visit.day, leg.service)
            found[place] = found.get(place, NOBODY) + _one(visit, leg, now)
    return [PromiseOf(day, service, promise) for (day, service), promise in sorted(found.items())]


def _one(visit: Visit, leg: Leg, now: datetime) -> Promise:
    low, high = visit.told_low_s, visit.told_high_s
    if low is None or high is None:
        return Promise(0, 0, 0, 0, untold=1)
    if leg.postponed:
        return Promise(1, 0, 0, 0, postponed=1)
    if leg.called_at is not None:
        wait = _waited(visit, leg.called_at)
        return Promise(1, 1, within=int(low <= wait <= high), by_upper=int(wait <= high))
    if leg.ended_at is not None:
        return Promise(1, 0, 0, 0, left=1, left_late=int(_waited(visit, leg.ended_at) > high))
    return Promise(1, 0, 0, 0, overdue=int(_waited(visit, now) > high))


def _waited(visit: Visit, until: datetime) -> float:
    return max(0.0, (until - visit.taken_at).total_seconds())
