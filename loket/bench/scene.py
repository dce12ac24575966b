"""Offices to measure in: the starter dinsos, open, with its line of people. Only here is said what engine keeps it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from loket.model.counter import CounterFace
from loket.model.events import Kind
from loket.model.wording import Wording
from loket.office import calling, days, signin, ticketing
from loket.office.administration import create_office
from loket.office.context import Office, SystemClock
from loket.office.pictures import TakenTicket
from loket.office.starters import catalogue_of, load_starter
from loket.store.contract import Store
from loket.store.opening import open_store
from loket.store.place import Place as StorePlace
from loket.store.place import place_of
from loket.store.sqlite import SqliteStore
from loket.store.yardstick import Yardstick

LINE = 24
"""People who wait while presses are measured: the line of a busy morning."""

Place = StorePlace | str
"""Where an office is kept: the path of a file, or the address of a server."""

Tell = Callable[[str], None]
"""Told how far a scenario has come."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where a scenario works: a folder that is emptied afterwards. `years` keeps long histories between runs."""

    folder: Path
    years: Path | None = None

    def place(self, name: str) -> Place:
        """Give a place where no office is yet."""
        return self.folder / f"{name}.db"


def new_store(place: Place) -> Store:
    """Make the memory of a new office at `place`."""
    return open_store(place_of(place), create=True)


def new_office(place: Place) -> Office:
    """Make an office at `place`, open now whatever its hours say."""
    store = new_store(place)
    clock = SystemClock(store=store)
    office = create_office(store, clock, catalogue_of(load_starter("dinsos")), training=False, starter="dinsos")
    days.open_today(office)
    return office


def open_office(place: Place) -> Office:
    """Open an office that `new_office` has made."""
    store = open_store(place_of(place))
    return Office(store, SystemClock(store=store))


def yardstick_of(office: Office) -> Yardstick:
    """Give the yardstick that commits through the office's own connection."""
    if not isinstance(office.store, SqliteStore):
        raise TypeError("only an SQLite office has a yardstick")
    return Yardstick(office.store)


def a_counter(number: int, services: tuple[str, ...]) -> CounterFace:
    """Give a counter for `services`."""
    return CounterFace(number, Wording(f"Loket {number}"), str(number), services, Wording(""))


def sign_in_everybody(office: Office) -> None:
    """Have an officer at every counter, as far as there are officers."""
    catalogue = office.catalogue
    for counter, officer in zip(catalogue.counters, catalogue.officers, strict=False):
        signin.sign_in(office, counter, officer)


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

    def call(self, counter: int) -> bool:
        """Call the next visitor; False when somebody else has taken the last one."""
        return calling.call_next(self._office, counter) is not None

    def start(self, counter: int) -> None:
        """Begin to serve the called visitor."""
        calling.start(self._office, counter)

    def finish(self, counter: int) -> None:
        """Finish the served visitor."""
        calling.finish(self._office, counter)

    def serve(self, counter: int) -> None:
        """Serve the called visitor to the end."""
        self.start(counter)
        self.finish(counter)

    def call_and_serve(self) -> None:
        """Let one visitor of the line be served."""
        counter = self.free_counter()
        self.call(counter)
        self.serve(counter)


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
