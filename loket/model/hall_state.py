"""Where a roll-forward begins: what the counters are busy with, how far each line is, who is still expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from loket.model.rests import Rest
from loket.model.service import BETWEEN
from loket.model.visit import Leg


@dataclass(frozen=True, slots=True)
class CounterState:
    """A counter with an officer: what it serves; what it is busy with and since when; whether it pauses, until when.

    `skills` gives its level for services at which it is not the ordinary one (`loket.model.queue`). `rests` are its
    planned rests that are not over, in order.
    """

    number: int
    services: frozenset[str]
    busy_with: str | None = None
    since: datetime | None = None
    on_break: bool = False
    back_at: datetime | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    officer: str | None = None
    rests: tuple[Rest, ...] = ()


@dataclass(frozen=True, slots=True)
class LineState:
    """A service's line as the play begins: calls since its last early one, and m; see `loket.model.queue`."""

    since: int = BETWEEN
    between: int | None = BETWEEN


@dataclass(frozen=True, slots=True)
class Coming:
    """Who has no number yet and will be called before people who have one, in seconds from now, in order.

    `early` says when priority visitors are expected. `booked` are those whose place is known: its key, and from when
    on they may be called.
    """

    early: tuple[float, ...] = ()
    booked: tuple[tuple[datetime, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Present:
    """The present line: who waits, the counters, the mean occupancies, how far the lines are and who is expected."""

    waiting: Sequence[Leg]
    counters: Sequence[CounterState]
    mean_s: Mapping[str, float]
    now: datetime
    lines: Mapping[str, LineState]
    coming: Mapping[str, Coming]
