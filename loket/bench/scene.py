"""Offices to measure in: the starter dinsos, open, with its line of people; and years of history."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loket.model.catalogue import Catalogue
from loket.model.counter import CounterFace
from loket.model.events import Kind
from loket.model.moves import arrived, move
from loket.model.numbering import new_id, printed_number
from loket.model.visit import Act, Leg, Visit
from loket.model.wording import Wording
from loket.office import calling, days, ticketing
from loket.office.administration import create_office
from loket.office.context import Office, SystemClock
from loket.office.pictures import TakenTicket
from loket.office.starters import catalogue_of, load_starter
from loket.store.contract import Book
from loket.store.sqlite import SqliteStore

LINE = 24
"""People who wait while presses are measured: the line of a busy morning."""

_DAY_S = 8 * 3600


def new_office(path: Path, history: int = 0, tell: Callable[[str], None] = lambda _: None) -> Office:
    """Make an office at `path` with `history` tickets of earlier days, open now whatever its hours say."""
    store = SqliteStore(path, create=True)
    office = create_office(store, SystemClock(), catalogue_of(load_starter("dinsos")), training=False, starter="dinsos")
    if history:
        seed(office, history, tell)
    days.open_today(office)
    return office


def open_office(path: Path) -> Office:
    """Open an office that `new_office` has made."""
    return Office(SqliteStore(path), SystemClock())


def a_counter(number: int, services: tuple[str, ...]) -> CounterFace:
    """Give a counter for `services`."""
    return CounterFace(number, Wording(f"Loket {number}"), str(number), services, Wording(""))


class Morning:
    """The presses of a busy morning in an office: services and counters by turns, a line of `LINE` people."""

    def __init__(self, office: Office) -> None:
        """Let people wait, and bring the write-ahead log to its size and back to its beginning."""
        self._office = office
        self._codes, self._counters = tuple(office.catalogue.services), tuple(office.catalogue.counters)
        self._turn = 0
        for _ in range(LINE):
            self.take()
        office.store.tidy()

    def take(self) -> TakenTicket:
        """Take a ticket of the next service."""
        self._turn += 1
        return ticketing.take_ticket(self._office, self._codes[self._turn % len(self._codes)])

    def free_counter(self) -> int:
        """Give the next counter for one of whose services somebody waits."""
        with self._office.looking() as work:
            waiting = {leg.service for leg in work.book.open_legs(days.picture_day(work))}
            for _ in self._counters:
                self._turn += 1
                number = self._counters[self._turn % len(self._counters)]
                if waiting.intersection(work.catalogue.counter(number).services):
                    return number
        raise RuntimeError("nobody waits in the office that is measured")

    def call(self, counter: int) -> None:
        """Call the next visitor."""
        calling.call_next(self._office, counter)

    def serve(self, counter: int) -> None:
        """Serve the called visitor to the end."""
        calling.start(self._office, counter)
        calling.finish(self._office, counter)

    def call_and_serve(self) -> None:
        """Let one visitor of the line be served."""
        counter = self.free_counter()
        self.call(counter)
        self.serve(counter)


def seed(office: Office, tickets: int, tell: Callable[[str], None]) -> None:
    """Write `tickets` tickets of earlier days, 4,000 a day: the same facts and rows as acts write, a commit a day."""
    daily = 4000
    total_days = -(-tickets // daily)
    start = datetime.now(UTC).replace(hour=1, minute=0, second=0, microsecond=0) - timedelta(days=total_days + 1)
    began, catalogue = time.monotonic(), office.catalogue
    for number in range(total_days):
        many = min(daily, tickets - number * daily)
        with office.store.writing() as book:
            _seed_day(book, catalogue, start + timedelta(days=number), many)
        if number % 25 == 24:
            tell(f"history: {(number + 1) * daily:,} tickets after {time.monotonic() - began:.0f} s")
    office.store.tidy()


def _seed_day(book: Book, catalogue: Catalogue, morning: datetime, many: int) -> None:
    day = catalogue.rules.day_of(morning)
    seq = book.append(Kind.DAY_OPENED, morning, {"day": day.isoformat(), "always_open": False})
    book.add_day(day, morning, seq, always_open=False)
    codes, counters = tuple(catalogue.services), tuple(catalogue.counters)
    pause = timedelta(seconds=_DAY_S / (many + 1))
    for index in range(many):
        letter, now = codes[index % len(codes)], morning + pause * (index + 1)
        leg = _taken(book, Visit(
            id=new_id(day, letter, index // len(codes) + 1, os.urandom(10)), day=day, letter=letter,
            sequence=index // len(codes) + 1, number=printed_number(letter, index // len(codes) + 1), taken_at=now,
        ))  # fmt: skip
        counter = counters[index % len(counters)]
        for act, kind, data in _STORY:
            now += pause / 8
            moved = move(leg, act, now, counter=counter)
            told = {"leg": 1, "from": leg.state.value, "to": moved.state.value, **data}
            book.append(kind, now, told, visit=leg.visit, number=leg.number, counter=counter)
            leg = moved
        book.change_leg(leg)
    evening = morning + timedelta(seconds=_DAY_S + 600)
    book.append(Kind.DAY_CLOSED, evening, {"day": day.isoformat(), "by_itself": False, "closed_legs": {}})
    book.set_day(day, closed_at=evening, always_open=False)


_STORY: tuple[tuple[Act, Kind, dict[str, str]], ...] = (
    (Act.CALL, Kind.VISIT_CALLED, {"reason": "first_arrival", "service": ""}),
    (Act.START, Kind.VISIT_STARTED, {}),
    (Act.FINISH, Kind.VISIT_FINISHED, {}),
)


def _taken(book: Book, visit: Visit) -> Leg:
    data = {
        "leg": 1, "day": visit.day.isoformat(), "letter": visit.letter, "sequence": visit.sequence,
        "service": visit.letter, "priority": None, "language": "id", "told": None, "missing": [], "ahead": 0,
    }  # fmt: skip
    seq = book.append(Kind.TICKET_TAKEN, visit.taken_at, data, visit=visit.id, number=visit.number)
    leg = arrived(visit, visit.letter, visit.taken_at)
    book.add_ticket(visit, leg, (), seq)
    return leg


def wrong_numbers(office: Office) -> list[str]:
    """Find numbers given twice or left out, and visitors called to two counters, over all days."""
    found, seen, called = [], dict[tuple[str, str], int](), dict[str, int | None]()
    with office.store.reading() as book:
        for fact in book.facts():
            if fact.kind == Kind.TICKET_TAKEN:
                place = (fact.data["day"], fact.data["letter"])
                if fact.data["sequence"] != seen.get(place, 0) + 1:
                    found.append(f"{fact.number} follows {seen.get(place, 0)}")
                seen[place] = fact.data["sequence"]
            elif fact.kind == Kind.VISIT_CALLED:
                if str(fact.visit) in called:
                    found.append(f"{fact.number} was called to {called[str(fact.visit)]} and to {fact.counter}")
                called[str(fact.visit)] = fact.counter
    return found
