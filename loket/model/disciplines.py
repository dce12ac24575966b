"""The office's rule beside other ways to choose who is next, played on the same days.

The others are here for the comparison only; what each does to people stands in docs/evidence/disciplines.md. Source of
the set: the reference on queue discipline, §5.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil, fsum
from typing import TYPE_CHECKING

from loket.errors import N_
from loket.model.queue import ORDINARY
from loket.model.simulation import MIDNIGHT, CounterPlan, Discipline, Place, Stay, Waiting, by_the_rule, play
from loket.model.typical_day import Habits, ServiceHabits, draw_day, peaked
from loket.model.visit import Leg

if TYPE_CHECKING:
    from random import Random

HEAD_START = timedelta(minutes=20)
"""How much earlier a priority visitor counts as come under a head start."""

APQ_FACTOR = 2.0
"""How much faster the claim of a priority visitor grows under accumulating priority."""

RIGID_ORDINARY = 2
"""Ordinary visitors for each priority visitor under a rigid ratio."""

RESERVED = 1
"""The counter that is for priority visitors where there is one."""

DAYS = 200
"""Days that the table is made of."""

OPENS_S, CLOSES_S = 8 * 3600.0, 15 * 3600.0
_COUNTERS, _SERVICE_S, _LOAD_CV = 5, 480.0, 0.25

Rank = Callable[[Place, bool, datetime], float]
"""The claim of a place in a line: whether it is a priority visitor's, and the time; the smallest is called."""


def _ranked(rank: Rank) -> Discipline:
    """Make the discipline that calls the smallest claim among the lines of the counter's highest level."""

    def call(lines: Sequence[Waiting], counter: CounterPlan, now_s: float) -> Leg:
        now = MIDNIGHT + timedelta(seconds=now_s)
        level = max(counter.skills[line.service] for line in lines)
        heads = [
            (rank(places[0], urgent, now), places[0][0], places[0][1], places[0][2].leg)
            for line in lines
            if counter.skills[line.service] == level
            for places, urgent in ((line.ordinary, False), (line.urgent, True))
            if places
        ]
        return min(heads, key=lambda head: head[:3])[3]

    return call


def _arrival(place: Place, _urgent: bool, _now: datetime) -> float:
    return (place[0] - MIDNIGHT).total_seconds()


def _urgent_first(_place: Place, urgent: bool, _now: datetime) -> float:
    return 0.0 if urgent else 1.0


def _head_start(place: Place, urgent: bool, _now: datetime) -> float:
    return (place[0] - MIDNIGHT - (HEAD_START if urgent else timedelta())).total_seconds()


def _accumulated(place: Place, urgent: bool, now: datetime) -> float:
    return -(now - place[0]).total_seconds() * (APQ_FACTOR if urgent else 1.0)


in_order_of_arrival = _ranked(_arrival)
strict_priority = _ranked(_urgent_first)
head_start = _ranked(_head_start)
accumulating_priority = _ranked(_accumulated)


def rigid_ratio(lines: Sequence[Waiting], counter: CounterPlan, _now_s: float) -> Leg:
    """Call one priority visitor and then two ordinary ones, as long as there are both; `Waiting.since` counts."""
    level = max(counter.skills[line.service] for line in lines)
    line = min((each for each in lines if counter.skills[each.service] == level), key=_head)
    urgent = bool(line.urgent) and (line.since >= RIGID_ORDINARY or not line.ordinary)
    line.since = 0 if urgent else line.since + 1
    return (line.urgent if urgent else line.ordinary)[0][2].leg


def one_counter_first(lines: Sequence[Waiting], counter: CounterPlan, now_s: float) -> Leg | None:
    """One counter calls priority visitors first, the others everybody in order of arrival."""
    return (strict_priority if counter.number == RESERVED else in_order_of_arrival)(lines, counter, now_s)


def one_counter_only(lines: Sequence[Waiting], counter: CounterPlan, _now_s: float) -> Leg | None:
    """One counter calls priority visitors and nobody else, the others only ordinary ones."""
    urgent = counter.number == RESERVED
    heads = [places[0] for line in lines if (places := line.urgent if urgent else line.ordinary)]
    return min(heads)[2].leg if heads else None


def _head(line: Waiting) -> Place:
    return min(places[0] for places in (line.ordinary, line.urgent) if places)


@dataclass(frozen=True, slots=True)
class Way:
    """A way to choose: its code, its name (a msgid), the discipline, and m where it is the office's rule."""

    code: str
    name: str
    discipline: Discipline
    between: int | None = None


WAYS = (
    Way("order_of_arrival", N_("urutan datang"), in_order_of_arrival),
    Way("strict", N_("prioritas selalu lebih dulu"), strict_priority),
    Way("head_start_20", N_("prioritas dihitung datang 20 menit lebih awal"), head_start),
    Way("apq_2", N_("masa tunggu prioritas dihitung dua kali"), accumulating_priority),
    Way("rigid_1_2", N_("kaku: 1 prioritas, 2 biasa"), rigid_ratio),
    Way("fair_1_in_3", N_("adil: paling banyak 1 dari 3 (aturan Loket)"), by_the_rule, 2),
    Way("fair_1_in_2", N_("adil: paling banyak 1 dari 2"), by_the_rule, 1),
    Way("one_of_5_first", N_("1 dari 5 loket mendahulukan prioritas"), one_counter_first),
    Way("one_of_5_only", N_("1 dari 5 loket hanya untuk prioritas"), one_counter_only),
)
"""The ways of the table, in its order."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How busy the compared days are: visitors in the mean, and the share of priority among them."""

    code: str
    name: str
    visitors: float
    priority: float

    @property
    def habits(self) -> Habits:
        """Give the days' habits: one service, everybody who has a number comes."""
        service = ServiceHabits("A", peaked(self.visitors), _SERVICE_S, priority=self.priority, absent=0.0)
        return Habits(OPENS_S, (service,), load_cv=_LOAD_CV)


CROWDS = (
    Crowd("moderate_15", N_("ramai sedang, 15% prioritas"), 185, 0.15),
    Crowd("busy_15", N_("sangat ramai, 15% prioritas"), 240, 0.15),
    Crowd("busy_40", N_("sangat ramai, 40% prioritas"), 240, 0.40),
)
"""The columns of the table. Five counters of eight minutes serve 262 visitors a day at most."""


@dataclass(frozen=True, slots=True)
class Felt:
    """What a class of visitors felt under a way: mean and 95th percentile of their waits in minutes."""

    mean_min: float
    p95_min: float


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: per crowd (by code) what priority and ordinary visitors felt, and everybody together."""

    way: Way
    urgent: Mapping[str, Felt] = field(default_factory=dict)
    ordinary: Mapping[str, Felt] = field(default_factory=dict)
    everybody: Mapping[str, Felt] = field(default_factory=dict)


def compare(days: int, chance: Random, ways: Sequence[Way] = WAYS, crowds: Sequence[Crowd] = CROWDS) -> list[Row]:
    """Play every way on the same `days` of every crowd; a minute of CPU time for 200 days."""
    counters = [CounterPlan(number, {"A": ORDINARY}, ((OPENS_S, CLOSES_S),)) for number in range(1, _COUNTERS + 1)]
    rows = [Row(way, {}, {}, {}) for way in ways]
    for crowd in crowds:
        drawn = [draw_day(crowd.habits, chance) for _ in range(days)]
        for row in rows:
            stays: list[Stay] = []
            for visitors in drawn:
                stays += play(visitors, counters, discipline=row.way.discipline, between={"A": row.way.between})
            for felt, mine in (
                (row.urgent, [stay for stay in stays if stay.urgent]),
                (row.ordinary, [stay for stay in stays if not stay.urgent]),
                (row.everybody, stays),
            ):
                felt[crowd.code] = _felt(mine)  # type: ignore[index]
    return rows


def _felt(stays: Sequence[Stay]) -> Felt:
    waits = sorted(wait for stay in stays if (wait := stay.wait_s) is not None)
    if not waits:
        return Felt(0.0, 0.0)
    return Felt(fsum(waits) / len(waits) / 60, waits[ceil(0.95 * len(waits)) - 1] / 60)
