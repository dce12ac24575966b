"""Stages measured: how long each leg of a day waited, walked and was served. Pure; definitions in `day_figures`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from loket.model.events import Fact, Kind
from loket.model.visit import Leg, State

LegKey = tuple[str, int]
"""Visit and ordinal."""

_ENDS = frozenset({Kind.VISIT_FINISHED, Kind.VISIT_PARKED, Kind.VISIT_TRANSFERRED})


@dataclass(frozen=True, slots=True)
class Stage:
    """A leg with its measured times in seconds; None where there is nothing to measure."""

    leg: Leg
    wait_s: float | None
    way_s: float | None
    serving_s: float | None
    closed_by_day: bool

    @property
    def served(self) -> bool:
        """Tell whether somebody was served here."""
        if self.leg.state is State.FINISHED:
            return True
        return self.leg.state is State.TRANSFERRED and self.leg.started_at is not None


@dataclass(slots=True)
class _Spells:
    """Serving times found in the journal."""

    seconds: dict[LegKey, float] = field(default_factory=dict)
    running: dict[LegKey, datetime] = field(default_factory=dict)
    closed: set[LegKey] = field(default_factory=set)

    def tell(self, fact: Fact) -> None:
        key = (str(fact.visit), int(fact.data.get("leg", 1)))
        if fact.kind == Kind.VISIT_STARTED:
            self.running[key] = instant(fact)
        elif fact.kind in _ENDS:
            began = self.running.pop(key, None)
            if began is not None:
                self.seconds[key] = self.seconds.get(key, 0.0) + between(began, instant(fact))
        elif fact.kind == Kind.VISIT_CLOSED and self.running.pop(key, None) is not None:
            self.closed.add(key)


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """Leave out what was taken back, and the taking back itself."""
    told = list(facts)
    undone = {fact.data["undoes"] for fact in told if fact.kind == Kind.ACT_UNDONE}
    return [fact for fact in told if fact.seq not in undone and fact.kind != Kind.ACT_UNDONE]


def measured(legs: Sequence[Leg], stood: Iterable[Fact]) -> list[Stage]:
    """Measure every leg by its own times and by the facts of the day that stand (`standing`)."""
    spells = _Spells()
    for fact in stood:
        if fact.visit is not None:
            spells.tell(fact)
    return [_stage(leg, spells) for leg in legs]


def instant(fact: Fact) -> datetime:
    """Give a fact's instant as an aware datetime."""
    return datetime.fromisoformat(fact.at)


def between(first: datetime, last: datetime) -> float:
    """Give the seconds from one instant to another, 0 when the clock was set back in between."""
    return max(0.0, (last - first).total_seconds())


def _stage(leg: Leg, spells: _Spells) -> Stage:
    key = (leg.visit, leg.ordinal)
    closed = key in spells.closed
    return Stage(
        leg=leg,
        wait_s=between(leg.opened_at, leg.called_at) if leg.called_at else None,
        way_s=between(leg.last_called_at, leg.started_at) if leg.last_called_at and leg.started_at else None,
        serving_s=None if closed else spells.seconds.get(key),
        closed_by_day=closed,
    )
