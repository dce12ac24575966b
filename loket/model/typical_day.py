"""Days as an office knows them: how many come in each half-hour and for what, how long it takes, who does not answer.

What an office is used to is a `Habits`; `draw_day` throws the dice for one day of it. Chance comes in as a
`random.Random`, so a seed says the whole day. Instants are seconds since local midnight, spans seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import exp, log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from loket.model.simulation import HALF_HOUR_S, MIDNIGHT, Stop, Visitor
from loket.model.visit import Leg, State

if TYPE_CHECKING:
    from random import Random

PEAKED = (0.55, 1.05, 1.55, 1.9, 1.85, 1.55, 1.2, 0.9, 0.7, 0.75, 0.75, 0.6, 0.4, 0.25)
"""How a day of seven hours fills, half-hour by half-hour: the middle of the morning brings twice the mean."""

SERVICE_CV, LOAD_CV = 0.8, 0.12
"""Usual standard deviation, as a share of the mean, of the time of a service and of the visitors of a day."""

ABSENT_SHARE, PRIORITY_SHARE = 0.06, 0.15

_GROUP = "LANSIA"  # any group of the law: the rule treats them alike


@dataclass(frozen=True, slots=True)
class ServiceHabits:
    """What one service is used to.

    `arrivals` gives the mean number of visitors of each half-hour from opening on; `mean_s` and `cv` how long a counter
    is busy with one who came. `onward` gives the share of visitors who are sent on to another service.
    """

    code: str
    arrivals: tuple[float, ...]
    mean_s: float
    cv: float = SERVICE_CV
    priority: float = PRIORITY_SHARE
    absent: float = ABSENT_SHARE
    onward: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Habits:
    """What an office is used to, from `opens_s` on; `load_cv` is how much one day differs from another."""

    opens_s: float
    services: tuple[ServiceHabits, ...]
    load_cv: float = LOAD_CV

    @property
    def half_hours(self) -> int:
        """Count the half-hours in which somebody comes."""
        return max(len(service.arrivals) for service in self.services)

    @property
    def visitors(self) -> float:
        """Give the mean number of visitors of a day."""
        return sum(sum(service.arrivals) for service in self.services)


def peaked(visitors: float, half_hours: int = len(PEAKED)) -> tuple[float, ...]:
    """Spread the visitors of a day over its half-hours as in most offices: a busy morning, a quiet afternoon."""
    shape = [_shape((number + 0.5) * len(PEAKED) / half_hours - 0.5) for number in range(half_hours)]
    return tuple(visitors * weight / sum(shape) for weight in shape)


def draw_day(habits: Habits, chance: Random, load: float | None = None) -> tuple[Visitor, ...]:
    """Throw the dice for one day: everybody who comes, in order of arrival.

    `load` is how many times the usual number of visitors are expected; it is drawn, too, when it is not given.
    """
    if load is None:
        load = drawn(1.0, habits.load_cv, chance)
    coming: list[tuple[float, ServiceHabits]] = []
    for service in habits.services:
        for half_hour, mean in enumerate(service.arrivals):
            begins_s = habits.opens_s + half_hour * HALF_HOUR_S
            coming += [
                (begins_s + HALF_HOUR_S * chance.random(), service) for _ in range(_poisson(load * mean, chance))
            ]
    coming.sort(key=lambda each: each[0])
    known = {service.code: service for service in habits.services}
    return tuple(_visitor(number, at_s, service, known, chance) for number, (at_s, service) in enumerate(coming))


def draw_days(habits: Habits, count: int, chance: Random) -> list[tuple[Visitor, ...]]:
    """Throw the dice for `count` days that are quiet and busy as often as they should be.

    Their loads are the quantiles of the load's distribution: few days are then as good as many whose loads are drawn.
    """
    spread = log(1 + habits.load_cv**2)
    normal = NormalDist()
    loads = [exp(sqrt(spread) * normal.inv_cdf((each + 0.5) / count) - spread / 2) for each in range(count)]
    chance.shuffle(loads)
    return [draw_day(habits, chance, load) for load in loads]


def a_visitor(
    number: int,
    at_s: float,
    services: Sequence[tuple[str, float]],
    priority: str | None = None,
    *,
    absent: bool = False,
) -> Visitor:
    """Make the visitor who takes the `number`-th ticket for services of given seconds; the key stays the arrival."""
    key_at = MIDNIGHT + timedelta(seconds=at_s)
    stops = tuple(
        Stop(
            Leg(f"{number:06d}", ordinal, f"{code}{number:03d}", MIDNIGHT.date(), code, State.WAITING, key_at, key_at,
                priority),
            busy_s,
        )
        for ordinal, (code, busy_s) in enumerate(services, 1)
    )  # fmt: skip
    return Visitor(at_s, stops, absent)


def _visitor(
    number: int, at_s: float, service: ServiceHabits, known: Mapping[str, ServiceHabits], chance: Random
) -> Visitor:
    group = _GROUP if chance.random() < service.priority else None
    absent = chance.random() < service.absent
    stops = [(service.code, drawn(service.mean_s, service.cv, chance))]
    dice = chance.random()
    for code, share in service.onward.items():
        if dice < share:
            stops.append((code, drawn(known[code].mean_s, known[code].cv, chance)))
            break
        dice -= share
    return a_visitor(number, at_s, stops, group, absent=absent)


def _shape(place: float) -> float:
    low = min(max(int(place), 0), len(PEAKED) - 1)
    high = min(low + 1, len(PEAKED) - 1)
    share = min(max(place - low, 0.0), 1.0)
    return PEAKED[low] * (1 - share) + PEAKED[high] * share


def drawn(mean: float, cv: float, chance: Random) -> float:
    """Throw the dice for a lognormal value of a mean and a standard deviation of `cv` times that; 0 is no dice."""
    if cv <= 0:
        return mean
    spread = log(1 + cv * cv)
    return mean * exp(sqrt(spread) * chance.gauss(0.0, 1.0) - spread / 2)


def _poisson(mean: float, chance: Random) -> int:
    """Count by Knuth's product of dice; means here are tens at most."""
    limit, product, count = exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
