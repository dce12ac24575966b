"""Who is still to come and will be called before people who wait already: priority visitors, as the office knows them.

The rule lets them go first, at most one of m + 1 calls, so a roll-forward over those who have a number promises
ordinary visitors too short a wait. Nobody knows when they will come; what is known is how many usually do. The k-th is
expected when it is as likely as not that k have come, and the rule itself decides what becomes of them: nobody is
told of more early calls than the law allows. Pure; instants are seconds since local midnight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import floor

from loket.model.typical_day import PRIORITY_SHARE

HALF_HOUR_S = 1800.0

USUALLY_BUSY = 0.75
"""How much of the counters' time is taken where nobody knows how many come."""

DEFAULT_COUNTS_DAYS = 1.0
"""What is taken for granted in a new office weighs as much as one day that was seen."""


_AS_LIKELY_AS_NOT = 2 / 3  # the median of the k-th arrival by chance comes when k - 1/3 have come in the mean


@dataclass(slots=True)
class PriorityArrivals:
    """How many priority visitors of one service came in each half-hour, over so many days."""

    days: int = 0
    counts: dict[int, int] = field(default_factory=dict)

    def learn(self, arrivals_s: Iterable[float]) -> None:
        """Learn one whole day: when its priority visitors came."""
        self.days += 1
        for at_s in arrivals_s:
            half_hour = floor(at_s / HALF_HOUR_S)
            self.counts[half_hour] = self.counts.get(half_hour, 0) + 1

    def rate(self, half_hour: int, default: float) -> float:
        """Give how many are expected in a half-hour of the day; `default` is what a new office takes for granted."""
        seen = self.counts.get(half_hour, 0)
        return (DEFAULT_COUNTS_DAYS * default + seen) / (DEFAULT_COUNTS_DAYS + self.days)

    def expected(self, now_s: float, until_s: float, default: float) -> tuple[float, ...]:
        """Give when they are expected from now until an instant, in seconds from now."""
        found: list[float] = []
        due, at_s = _AS_LIKELY_AS_NOT, now_s
        passed = 0.0
        while at_s < until_s:
            half_hour = floor(at_s / HALF_HOUR_S)
            end_s = min((half_hour + 1) * HALF_HOUR_S, until_s)
            per_s = self.rate(half_hour, default) / HALF_HOUR_S
            while per_s > 0 and passed + per_s * (end_s - at_s) >= due:
                found.append(at_s + (due - passed) / per_s - now_s)
                due += 1.0
            passed += per_s * (end_s - at_s)
            at_s = end_s
        return tuple(found)


def default_rate(mean_s: float, shares: Iterable[float]) -> float:
    """Give the priority visitors that a new office expects in a half-hour for a service of `mean_s`.

    `shares` gives the part of each of its counters that is the service's: a counter of three services gives a third.
    """
    return PRIORITY_SHARE * USUALLY_BUSY * sum(shares) * HALF_HOUR_S / mean_s


def shares_of(services_of: Mapping[int, Iterable[str]], service: str) -> list[float]:
    """Give the part of each counter that is a service's, when the counters share their time evenly."""
    return [1 / len(codes) for each in services_of.values() if service in (codes := list(each))]
