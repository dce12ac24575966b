"""What if counter 3 opened from nine to eleven, today and from now on? The present line, played with and without it.

The other half of `loket.office.what_if`, which plays whole days from the office's past. Nothing is changed by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from loket.errors import N_, Refused
from loket.model.calendar import END_OF_DAY, closing_on, instant
from loket.model.hall_state import CounterState
from loket.model.live import PLAYS, Newcomer, closed, newcomers, only_within, opened
from loket.model.service import ServiceFace
from loket.office.context import Office, Work
from loket.office.days import picture_day
from loket.office.trial import Change
from loket.office.waits import present_line


@dataclass(frozen=True, slots=True)
class LiveService:
    """One service: who comes now as the counters are, and as they would be; None where nobody serves it."""

    service: ServiceFace
    waiting: int
    now: Newcomer | None
    then: Newcomer | None


@dataclass(frozen=True, slots=True)
class LiveWhatIf:
    """The picture at a local moment. Without changes `then` is as `now`."""

    at: datetime
    services: tuple[LiveService, ...]
    changes: tuple[Change, ...]
    plays: int
    seed: int


def what_if_now(office: Office, changes: Sequence[Change] = (), *, seed: int = 1, plays: int = PLAYS) -> LiveWhatIf:
    """Play the present line `plays` times (at least one), as the counters are and after the changes.

    A counter that nobody serves is opened with ordinary skill for its services; a service lasts what the office has
    learned. Raises Refused for an unknown counter, and for hours that are over or end before they begin.
    """
    with office.looking() as work:
        legs = work.book.open_legs(picture_day(work))
        present = present_line(office.store, work, legs)
        after = replace(present, counters=_changed(work, present.counters, changes))
        norms_s = {code: service.face.wait_minutes * 60.0 for code, service in work.catalogue.services.items()}
        now = newcomers(present, norms_s, partial(_dice, seed), plays=plays)
        then = newcomers(after, norms_s, partial(_dice, seed), plays=plays) if changes else now
        return LiveWhatIf(
            work.local,
            tuple(
                LiveService(
                    service.face, sum(leg.service == code for leg in present.waiting), now.get(code), then.get(code)
                )
                for code, service in work.catalogue.services.items()
            ),
            tuple(changes), plays, seed,
        )  # fmt: skip


def until_closing(office: Office, counter: int, *, is_open: bool) -> Change:
    """Give the change of a counter from now until the last of its services closes, or until midnight."""
    with office.looking() as work:
        hours = (
            work.catalogue.hours(work.catalogue.services[code]) for code in work.catalogue.counter(counter).services
        )
        closings = [closing for each in hours if (closing := closing_on(each, work.local)) is not None]
        last = max(closings).time() if closings else END_OF_DAY
        return Change(counter, work.local.time().replace(microsecond=0), last, is_open)


def _dice(seed: int, name: str) -> Random:
    return Random(f"{seed} {name}")  # noqa: S311 - dice, no secrets


def _changed(work: Work, counters: Sequence[CounterState], changes: Sequence[Change]) -> list[CounterState]:
    after = {counter.number: counter for counter in counters}
    for change in changes:
        face = work.catalogue.counter(change.counter)
        first, last = _span(work, change)
        known = after.get(change.counter)
        if known is not None:
            after[change.counter] = (
                opened(known, first, last, work.now) if change.is_open else closed(known, first, last)
            )
        elif change.is_open:
            services = frozenset(code for code in face.services if code in work.catalogue.services)
            after[change.counter] = only_within(CounterState(change.counter, services), first, last, work.now)
    return list(after.values())


def _span(work: Work, change: Change) -> tuple[datetime, datetime]:
    today = work.local.date()
    first, last = _moment(work, today, change.first), _moment(work, today, change.last)
    if change.last == END_OF_DAY:
        last += timedelta(days=1)
    told = {"first": f"{change.first:%H.%M}", "last": f"{change.last:%H.%M}"}
    if last <= first:
        raise Refused("what_if_hours", N_("Jam {first}–{last} berakhir sebelum mulai."), **told)
    if last <= work.now:
        raise Refused("what_if_past", N_("Jam {first}–{last} sudah lewat hari ini."), **told)
    return first, last


def _moment(work: Work, day: date, wall: time) -> datetime:
    return instant(day, wall, work.catalogue.rules.tz)
