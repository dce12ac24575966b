"""A log of waits, ready to be replayed: who waited how long in which line, and what was asked when.

Every question carries what a hall could have known at that minute, and its answer beside it. Pure; seconds and aware
instants. Lines are named as the log names them; each office day of a line stands for itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from loket.model.forecast import HALF_WAIT_FROM_S, Sample
from loket.model.lesson import half_way, stood_before
from loket.model.rests import Span, later_by, worked_s
from loket.model.service import WaitRange

SERVICE_S = 600.0
"""What a service is taken to last where the log does not say: as wrong as a typed-in time usually is."""

_COUNTERS_POWER = 0.25
"""How much open counters shorten a wait: less than they should, for one that is logged in does not always call."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One visitor of a line who was called. `ahead` is None when it has to be counted; `base_s` when none was told.

    Who does not `teach` only stands in the line. In the `rests`, in seconds from the arrival, nobody was called as was
    planned; a base is in worked seconds (`loket.model.rests`).
    """

    arrived_at: datetime
    called_at: datetime
    ahead: float | None = None
    counters: float | None = None
    base_s: float | None = None
    priority: bool = False
    teaches: bool = True
    rests: tuple[Span, ...] = ()

    @property
    def wait_s(self) -> float:
        """The wait until the call; a clock set back makes none below 0."""
        return _span(self.arrived_at, self.called_at)


@dataclass(frozen=True, slots=True)
class Question:
    """“How long will I wait?”, asked at `asked_at` with `ahead` people before; the answer was `wait_s`.

    `counters` is None when nobody knows how many were open. `service_s` is the time of one service by the system's own
    word, `last_called_s` the wait of who was called last (LES), `head_s` how long the head of the line has waited
    (HOL); None where it is not known. `told` is what a visitor was told, `waiting` that it is asked in mid-wait.
    `rests` are as in `Stay`, from the moment of asking.
    """

    line: str
    asked_at: datetime
    wait_s: float
    base_s: float
    ahead: float
    counters: float | None = None
    service_s: float | None = None
    last_called_s: float | None = None
    head_s: float | None = None
    priority: bool = False
    waiting: bool = False
    told: WaitRange | None = None
    rests: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitLog:
    """What a log teaches, line by line in the order of calls, and what it asks.

    `service_s` is a line's set-up time. `left` counts rows of visitors who were never called: they teach nothing.
    `half_counts` is as in `Memory`.
    """

    samples: Mapping[str, Sequence[Sample]]
    questions: Sequence[Question]
    service_s: Mapping[str, float] = field(default_factory=dict)
    left: int = 0
    half_counts: float = 1.0


def line_base(ahead: float, counters: float | None) -> float:
    """Give the base of a line of which only its length and its open counters are known."""
    shared: float = max(1.0, counters or 1.0) ** _COUNTERS_POWER
    return (ahead + 1) * SERVICE_S / shared


def lessons_of(stays: Sequence[Stay]) -> list[Sample]:
    """Give what the visitors of one line and day teach, in the order of their calls."""
    rows = sorted(stays, key=lambda stay: stay.called_at)
    taught: list[Sample] = []
    for row, (first, later) in zip(rows, stood_before([(row.arrived_at, row.called_at) for row in rows]), strict=True):
        if not row.teaches:
            continue
        ahead = first if row.ahead is None else row.ahead
        base = line_base(ahead, row.counters) if row.base_s is None else row.base_s
        taught.append(Sample(base, worked_s(row.wait_s, row.rests), row.arrived_at, row.called_at, row.priority))
        half = half_way(taught[-1], _later_base(row, first, later))
        if half is not None:
            taught.append(half)
    return taught


def half_way_questions(line: str, stays: Sequence[Stay]) -> list[Question]:
    """Ask every visitor of a line and day who waited long enough once more at half of the wait."""
    before = stood_before([(row.arrived_at, row.called_at) for row in stays])
    return [
        Question(
            line=line, asked_at=row.arrived_at + (row.called_at - row.arrived_at) / 2, wait_s=row.wait_s / 2,
            base_s=_later_base(row, first, later), ahead=later, counters=row.counters, priority=row.priority,
            waiting=True, rests=later_by(row.rests, row.wait_s / 2),
        )
        for row, (first, later) in zip(stays, before, strict=True)
        if row.teaches and row.wait_s > HALF_WAIT_FROM_S
    ]  # fmt: skip


def _later_base(row: Stay, first: int, later: int) -> float:
    """Give the base in mid-wait: of the line as it stands then, or the told one made smaller as the line has become."""
    return line_base(later, row.counters) if row.base_s is None else row.base_s * (later + 1) / (first + 1)


class Delays:
    """What a hall sees of the waits of one line and day: the last one called, the head of the line."""

    def __init__(self, stays: Sequence[Stay]) -> None:
        """Take the line's called visitors, in any order."""
        self._by_call = sorted(stays, key=lambda stay: stay.called_at)
        self._by_arrival = sorted(stays, key=lambda stay: stay.arrived_at)
        self._calls = [stay.called_at for stay in self._by_call]

    def last_called_s(self, now: datetime) -> float | None:
        """Give the wait of who was called last (LES), None before the first call."""
        called = bisect_right(self._calls, now)
        return self._by_call[called - 1].wait_s if called else None

    def head_s(self, now: datetime) -> float:
        """Give how long the head of the line has waited (HOL), 0 when nobody stands before who comes now."""
        for stay in self._by_arrival:
            if stay.arrived_at >= now:
                break
            if stay.called_at > now:
                return _span(stay.arrived_at, now)
        return 0.0


def _span(first: datetime, last: datetime) -> float:
    return max(0.0, (last - first).total_seconds())
