"""The wait that people are told: the office's own rule rolled forward, and honest about what it does not know.

A range is told only for a service that an officer serves now. It is worked out when a picture is made, never inside an
act: the visitor is told what the kiosk showed, and that is what the ticket and the day report keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from weakref import WeakKeyDictionary

from loket.model.forecast import CounterState, Memory, mean_occupancy, roll_forward, told_range
from loket.model.service import WaitRange
from loket.model.visit import AT_COUNTER, Leg, State
from loket.office.context import Work
from loket.office.days import picture_day
from loket.store.contract import Store

FRESH = timedelta(seconds=60)
"""How long the day's mean service times are used before they are looked up again."""

_NEWCOMER = "~"  # sorts behind every identity: whoever asks now is the last of the line


@dataclass(slots=True)
class _Means:
    """The mean seconds each service has occupied a counter today, as of `at`."""

    day: date
    at: datetime
    seconds: dict[str, float] = field(default_factory=dict)


_known: WeakKeyDictionary[Store, _Means] = WeakKeyDictionary()


def told_waits(store: Store, work: Work, legs: Sequence[Leg]) -> dict[str, WaitRange]:
    """Give the range to tell a newcomer of each service; nothing for a service that nobody serves now."""
    means = _means(store, work)
    desks = _desks(work, legs)
    waiting = [leg for leg in legs if leg.state is State.WAITING]
    local = work.local
    told: dict[str, WaitRange] = {}
    for code, service in work.catalogue.services.items():
        mine = Leg(
            visit=_NEWCOMER, ordinal=1, number="", day=picture_day(work), service=code, state=State.WAITING,
            key_at=work.now, opened_at=work.now,
        )  # fmt: skip
        base_s = roll_forward(mine, waiting, desks, means, work.now)
        if base_s is not None:
            told[code] = told_range(base_s, Memory(service.face.service_minutes * 60), local)
    return told


def _desks(work: Work, legs: Sequence[Leg]) -> list[CounterState]:
    here = {leg.counter: leg for leg in legs if leg.state in AT_COUNTER}
    desks = []
    for duty in work.book.duties():
        face = work.catalogue.counters.get(duty.counter)
        if face is None:
            continue
        leg = here.get(duty.counter)
        desks.append(
            CounterState(
                duty.counter,
                frozenset(face.services),
                busy_with=leg.service if leg else None,
                since=leg.last_called_at if leg else None,
                on_break=duty.break_since is not None,
            )
        )
    return desks


def _means(store: Store, work: Work) -> dict[str, float]:
    day = picture_day(work)
    known = _known.get(store)
    fresh = known is not None and known.day == day and timedelta(0) <= work.now - known.at < FRESH
    if known is not None and fresh and known.seconds.keys() >= work.catalogue.services.keys():
        return known.seconds
    observed: dict[str, list[float]] = {}
    for service, called, ended in work.book.occupancies(day):
        observed.setdefault(service, []).append(max(0.0, (ended - called).total_seconds()))
    seconds = {
        code: mean_occupancy(service.face.service_minutes * 60, observed.get(code, ()))
        for code, service in work.catalogue.services.items()
    }
    _known[store] = _Means(day, work.now, seconds)
    return seconds
