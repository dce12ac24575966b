"""Simulated days in a real office: people come, counters call, services take as long as they take. Fixed by a seed.

Three counters (1: A and B, 2: A, 3: B and C), arrivals with a peak in the morning, lognormal services that are not what
the set-up says, people who do not come, a break, officers who are not always quick to call.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta
from heapq import heappop, heappush
from itertools import count
from pathlib import Path
from random import Random

from loket.model.calendar import WeekHours
from loket.model.service import WaitRange
from loket.office.administration import create_office
from loket.office.boards import kiosk_board
from loket.office.calendars import set_breaks
from loket.office.calling import call_next, finish, mark_absent, start
from loket.office.context import Office
from loket.office.days import close_day
from loket.office.signin import resume, sign_in, take_break
from loket.office.ticketing import take_ticket
from tests.engines import new_store
from tests.factories import MONDAY_NINE, FixedClock, a_catalogue

MINUTE = 60.0
SERVICE_MINUTES = {"A": 5.0, "B": 9.0, "C": 14.0}
"""The true means. The set-up says 15 for each."""

COUNTERS = {1: ("A", "B"), 2: ("A",), 3: ("B", "C")}
HOURS = 6.0
NOON_S = 3 * 3600.0
"""Noon, since the morning at nine."""


@dataclass(frozen=True, slots=True)
class Told:
    """One visitor: what was told when the ticket was taken, and the seconds that really passed until the first call."""

    day: int
    service: str
    range: WaitRange
    wait_s: float
    at_s: float = 0.0
    """When the ticket was taken, in seconds since the morning."""

    @property
    def kept(self) -> bool:
        return self.range.low_s <= self.wait_s <= self.range.high_s


class Days:
    """An office that can be worked day after day."""

    def __init__(self, folder: Path, seed: int = 7, visitors: int = 80, *, noon: bool = False) -> None:
        """`noon`: all officers rest from twelve to one, as the calendar says."""
        self.chance = Random(seed)
        self.clock = FixedClock()
        self.visitors = visitors
        catalogue = a_catalogue(counters=3)
        faces = {n: replace(face, services=COUNTERS[n]) for n, face in catalogue.counters.items()}
        store = new_store(folder)
        self.office: Office = create_office(
            store, self.clock, replace(catalogue, counters=faces), training=False, starter="uji"
        )
        if noon:
            set_breaks(self.office, WeekHours((((time(12), time(13)),),) * 7), "Uji")
        self.noon = noon
        self.told: list[Told] = []
        self.untold = 0
        self.day = 0
        self._events: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._idle: set[int] = set()
        self._break_due: set[int] = set()
        self._asked: dict[str, tuple[str, WaitRange, float]] = {}
        self._now = 0.0

    def work(self) -> None:
        """Play one day, from the first sign-in to the closing."""
        morning = MONDAY_NINE + timedelta(days=self.day)
        self._idle, self._asked, self._break_due = set(), {}, set()
        for number in COUNTERS:
            self._at(self.chance.uniform(0, 5 * MINUTE), lambda number=number: self._open(number))  # type: ignore[misc]
            if self.noon:
                self._at(NOON_S, lambda number=number: self._rest(number))  # type: ignore[misc]
            else:
                self._at((2.5 + 0.4 * number) * 3600, lambda number=number: self._break_due.add(number))  # type: ignore[misc]
        load = self.chance.lognormvariate(0, 0.12)
        for _ in range(round(self.visitors * load)):
            # a peak in the first third of the day
            self._at(self.chance.triangular(0.05, HOURS, 1.2) * 3600, self._arrive)
        while self._events:
            self._now, _, event = heappop(self._events)
            self.clock.time = max(self.clock.time, morning + timedelta(seconds=self._now))
            event()
        self.clock.time = morning + timedelta(hours=12)
        close_day(self.office)
        self.day += 1

    def _at(self, when: float, event: Callable[[], None]) -> None:
        heappush(self._events, (when, next(self._order), event))

    def _in(self, seconds: float, event: Callable[[], None]) -> None:
        self._at(self._now + seconds, event)

    def _open(self, counter: int) -> None:
        sign_in(self.office, counter, f"P{counter}")
        self._call(counter)

    def _arrive(self) -> None:
        service = self.chance.choices("ABC", (5, 3, 1))[0]
        tile = next(tile for tile in kiosk_board(self.office).tiles if tile.service.code == service)
        priority = "LANSIA" if self.chance.random() < 0.1 else None
        ticket = take_ticket(self.office, service, told=tile.told, priority=priority)
        if tile.told is None:
            self.untold += 1
        else:
            self._asked[ticket.visit] = (service, tile.told, self._now)
        for number in sorted(self._idle):
            if service in COUNTERS[number]:
                self._idle.discard(number)
                self._in(self.chance.uniform(3, 40), lambda number=number: self._call(number))  # type: ignore[misc]
                break

    def _call(self, counter: int) -> None:
        if self.noon and NOON_S <= self._now < NOON_S + 3600:
            take_break(self.office, counter)
            self._at(NOON_S + 3600 + self.chance.uniform(0, 120), lambda: self._return(counter))
            return
        if counter in self._break_due:
            self._break_due.discard(counter)
            take_break(self.office, counter)
            self._in(self.chance.uniform(8, 20) * MINUTE, lambda: self._return(counter))
            return
        called = call_next(self.office, counter)
        if called is None:
            self._idle.add(counter)
            return
        asked = self._asked.pop(called.visit, None)
        if asked is not None:
            service, told, at = asked
            self.told.append(Told(self.day, service, told, self._now - at, at))
        if self.chance.random() < 0.06:
            self._in(90, lambda: self._absent(counter))
        else:
            self._in(self.chance.uniform(15, 50), lambda: self._serve(counter, called.service))

    def _rest(self, counter: int) -> None:
        """An officer who is idle at noon goes; one who serves goes when that is done."""
        if counter in self._idle:
            self._idle.discard(counter)
            self._call(counter)

    def _return(self, counter: int) -> None:
        resume(self.office, counter)
        self._call(counter)

    def _absent(self, counter: int) -> None:
        mark_absent(self.office, counter)
        self._call(counter)

    def _serve(self, counter: int, service: str) -> None:
        start(self.office, counter)
        minutes = SERVICE_MINUTES[service] * self.chance.lognormvariate(-0.24, 0.7)
        self._in(minutes * MINUTE, lambda: self._finish(counter))

    def _finish(self, counter: int) -> None:
        finish(self.office, counter)
        self._in(self.chance.uniform(2, 25), lambda: self._call(counter))
