"""The one value handed to every act: the store, the clock and the office's set-up."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Protocol

from loket.model.catalogue import Catalogue
from loket.model.events import Kind
from loket.model.office import OfficeFace, OfficeRules
from loket.store.contract import Book, Store
from loket.store.contract import Ear as Ear  # noqa: PLC0414 - screens know the store through the office only

CLOCK_HOLD = timedelta(minutes=15)
"""A clock set back by no more than this does not take the journal back: time stands still until it has caught up.

A clock that was further ahead was simply wrong, and the office's hours follow the corrected one: that is believed."""

_TICK = timedelta(microseconds=1)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the present as an aware UTC instant."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The clock that the office's memory keeps, else the machine's; moved by `shift_s` seconds in training offices.

    PCs that work on one server may disagree about the time; the server's clock counts for all of them.
    """

    shift_s: float = 0.0
    store: Store | None = None

    def now(self) -> datetime:
        """Give the present as an aware UTC instant."""
        now = datetime.now(UTC)
        ahead = self.shift_s + (self.store.clock_ahead_s() if self.store is not None else 0.0)
        return now + timedelta(seconds=ahead) if ahead else now


@dataclass(slots=True)
class Work:
    """One act's surroundings: the open transaction, the set-up and the one instant that counts for all of it."""

    book: Book
    catalogue: Catalogue
    now: datetime
    clock_moved: bool = False
    """The clock was set back since the last act; only the next act will write that down."""
    _local: datetime | None = field(default=None, init=False, repr=False)

    @property
    def local(self) -> datetime:
        """The instant in the office's zone."""
        local = self._local
        if local is None:
            local = self._local = self.now.astimezone(self.catalogue.rules.tz)
        return local


class _Acting(AbstractContextManager[Work]):
    """One act. A class, because a generator takes twice the time to enter and leave."""

    __slots__ = ("_office", "_writing")

    def __init__(self, office: Office) -> None:
        self._office = office
        self._writing = office.store.writing()

    def __enter__(self) -> Work:
        book = self._writing.__enter__()
        try:
            catalogue = book.catalogue()
            return Work(book, catalogue, self._office.instant(book, catalogue.rules))
        except BaseException:
            self._writing.__exit__(*sys.exc_info())
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writing.__exit__(kind, error, trace)


@dataclass(slots=True)
class Office:
    """The office that a station works for. One value per thread, as its store is."""

    store: Store
    clock: Clock

    def acting(self) -> AbstractContextManager[Work]:
        """Open an act: everything written in it is one durable commit, or nothing."""
        return _Acting(self)

    @contextmanager
    def looking(self) -> Iterator[Work]:
        """Open one consistent picture for reading."""
        with self.store.reading() as book:
            catalogue, now = book.catalogue(), self._steady(book)
            last_at = book.last_fact()[1]
            moved = bool(last_at) and now < datetime.fromisoformat(last_at)
            yield Work(book, catalogue, now, clock_moved=moved)

    def now(self) -> datetime:
        """Give the present as the journal would date it: aware UTC."""
        with self.store.reading() as book:
            return self._steady(book)

    def local_now(self) -> datetime:
        """Give the present in the office's zone."""
        return self.now().astimezone(self.rules.tz)

    @property
    def catalogue(self) -> Catalogue:
        """The set-up as it is now."""
        with self.store.reading() as book:
            return book.catalogue()

    @property
    def face(self) -> OfficeFace:
        """How the office shows itself."""
        return self.catalogue.face

    @property
    def rules(self) -> OfficeRules:
        """The office's own rules."""
        return self.catalogue.rules

    def _steady(self, book: Book) -> datetime:
        now = self.clock.now()
        last_at = book.last_fact()[1]
        if last_at:
            last = datetime.fromisoformat(last_at)
            if now < last <= now + CLOCK_HOLD:
                return last
        return now

    def instant(self, book: Book, rules: OfficeRules) -> datetime:
        """Date an act: each has an instant of its own, so that who came first is always told.

        A clock set back a little stands still; one set back far is believed, and that is a fact.
        """
        now = self.clock.now()
        last_at = book.last_fact()[1]
        last = datetime.fromisoformat(last_at) if last_at else None
        if last is None or now > last:
            return now
        if last <= now + CLOCK_HOLD:
            return last + _TICK
        book.append(Kind.CLOCK_MOVED, now, {"from": last_at})
        running = book.unclosed_day()
        if running is not None:
            book.set_clock(running.day, was=last, clock_day=rules.day_of(now))
        return now
