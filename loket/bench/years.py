"""Years of an office, made in minutes: the rows and the chained facts that its acts would have written.

A day has `DAILY` tickets, spread evenly over all services and eight hours. Each ticket is told a range, printed, called
after `LINE` others, served and finished: five facts (ticket_taken, slip_printed, visit_called, visit_started,
visit_finished), its leg, its print job and the try that printed it. Every counter has its officer from morning to
evening. All days go by the same plan, so only what differs is put together anew: day, identities, seqs, hashes. The
JSON is written by hand as `loket.model.events.canonical` writes it; `loket verify` accepts it: a test holds that.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from loket.model.calendar import WeekHours
from loket.model.catalogue import Catalogue
from loket.model.events import Kind, canonical, hash_of_parts
from loket.model.numbering import new_id, printed_number
from loket.office.administration import create_office
from loket.office.context import Office, SystemClock
from loket.office.printer_setup import add_printer
from loket.office.starters import catalogue_of, load_starter
from loket.store.bulk import DayRows, carelessly, pour
from loket.store.rows import Row, ticket_key
from loket.store.sqlite import SqliteStore

DAILY, LINE = 5000, 24
PRINTER = "kios"

_MORNING_S, _OPEN_S = 3600, 8 * 3600
"""A day of history in seconds of the UTC day: it begins and ends within one day of the office's zone as well."""

_BASE_S = 600

Desk = tuple[int | None, str | None]
"""A counter and the code of its officer."""


@dataclass(frozen=True, slots=True)
class _Planned:
    """A fact of any day: `before` and `after` are its JSON around its data. `data` still wants a day or a job."""

    ticket: int
    clock: str
    kind: str
    number: str
    counter: int | None
    officer: str | None
    data: str
    before: str
    after: str


@dataclass(slots=True)
class _Times:
    """When things happen to a ticket, as the clock of any day."""

    taken: str = ""
    printed: str = ""
    called: str = ""
    started: str = ""
    finished: str = ""
    counter: int = 0
    officer: str = ""


class Plan:
    """What happens on a day of `tickets` tickets."""

    def __init__(self, catalogue: Catalogue, tickets: int) -> None:
        """Work the day out once."""
        self.codes, self.counters = tuple(catalogue.services), tuple(catalogue.counters)
        self.desks = tuple(zip(self.counters, catalogue.officers, strict=False))
        self.tickets = tickets
        self.times = [_Times() for _ in range(tickets)]
        self.facts: list[_Planned] = []
        self._pause_us = _OPEN_S * 1_000_000 // (tickets + LINE + len(self.desks) + 1)
        for step in range(tickets + LINE + len(self.desks)):
            self._step(step)

    def letter(self, ticket: int) -> str:
        """Give a ticket's letter."""
        return self.codes[ticket % len(self.codes)]

    def sequence(self, ticket: int) -> int:
        """Give a ticket's sequence."""
        return ticket // len(self.codes) + 1

    def number(self, ticket: int) -> str:
        """Give a ticket's printed number."""
        return printed_number(self.letter(ticket), self.sequence(ticket))

    def _step(self, step: int) -> None:
        """Let one ticket be taken and printed, and one counter finish its visitor and call the next."""
        if step < self.tickets:
            self._take(step)
        called = step - LINE
        counter, officer = self.desks[step % len(self.desks)]
        leaving = called - len(self.desks)
        if 0 <= leaving < self.tickets:
            data = canonical({"leg": 1, "from": "serving", "to": "finished"})
            self.times[leaving].finished = self._add(step, 2, leaving, Kind.VISIT_FINISHED, data)
        if 0 <= called < self.tickets:
            self.times[called].counter, self.times[called].officer = counter, officer
            told: dict[str, Any] = {"reason": "first_arrival", "service": self.letter(called)}
            data = canonical({"leg": 1, "from": "waiting", "to": "called", **told})
            self.times[called].called = self._add(step, 3, called, Kind.VISIT_CALLED, data)
            data = canonical({"leg": 1, "from": "called", "to": "serving"})
            self.times[called].started = self._add(step, 4, called, Kind.VISIT_STARTED, data)

    def _take(self, ticket: int) -> None:
        told = [_BASE_S // 2, _BASE_S * 2, _BASE_S]
        data = canonical({
            "leg": 1, "day": "%s", "letter": self.letter(ticket), "sequence": self.sequence(ticket),
            "service": self.letter(ticket), "priority": None, "language": "id", "told": told, "missing": [],
            "ahead": LINE // len(self.codes),
        })  # fmt: skip
        self.times[ticket].taken = self._add(ticket, 0, ticket, Kind.TICKET_TAKEN, data)
        data = canonical({"job": 0, "printer": PRINTER, "outcome": "PRINTED", "copy": 1})
        data = data.replace('"job":0', '"job":%s')
        self.times[ticket].printed = self._add(ticket, 1, ticket, Kind.SLIP_PRINTED, data)

    def _add(self, step: int, part: int, ticket: int, kind: Kind, data: str) -> str:
        microseconds = self._pause_us * (step + 1) + part * (self._pause_us // 8)
        seconds, rest = divmod(microseconds, 1_000_000)
        minutes, second = divmod(_MORNING_S + seconds, 60)
        clock = f"T{minutes // 60:02d}:{minutes % 60:02d}:{second:02d}.{rest:06d}Z"
        at_counter = kind in (Kind.VISIT_CALLED, Kind.VISIT_STARTED, Kind.VISIT_FINISHED)
        counter = self.times[ticket].counter if at_counter else None
        officer = self.times[ticket].officer if at_counter else None
        number = self.number(ticket)
        before = f'{clock}","counter":{"null" if counter is None else counter},"data":'
        said = "null" if officer is None else f'"{officer}"'
        after = f',"kind":"{kind.value}","number":"{number}","officer":{said},"prev":"'
        self.facts.append(_Planned(ticket, clock, kind.value, number, counter, officer, data, before, after))
        return clock


class Chain:
    """The end of the journal, to which further facts are chained."""

    def __init__(self, seq: int, prev: str) -> None:
        """Begin behind fact `seq` with the hash `prev`."""
        self.seq, self.prev = seq, prev

    def add(self, rows: list[Row], at: str, kind: Kind, data: dict[str, Any], desk: Desk = (None, None)) -> None:
        """Append a fact without a visit."""
        counter, officer = desk
        self.seq += 1
        told = canonical(data)
        digest = hash_of_parts(self.seq, at, kind, None, None, counter, officer, told, self.prev)
        rows.append((self.seq, at, kind.value, None, None, counter, officer, told, self.prev, digest))
        self.prev = digest


def day_rows(plan: Plan, day: date, chain: Chain) -> DayRows:
    """Give the rows of one day by its plan."""
    rows, text = DayRows(), day.isoformat()
    morning, evening = f"{text}T00:30:00.000000Z", f"{text}T09:30:00.000000Z"
    first = chain.seq + 1
    chain.add(rows.facts, morning, Kind.DAY_OPENED, {"day": text, "always_open": False})
    for counter, officer in plan.desks:
        chain.add(rows.facts, morning, Kind.SIGNED_IN, {}, (counter, officer))
        rows.duties.append((None, counter, officer, morning, None, evening))
    chance = os.urandom(10 * plan.tickets)
    visits = [
        new_id(day, plan.letter(ticket), plan.sequence(ticket), chance[10 * ticket : 10 * ticket + 10])
        for ticket in range(plan.tickets)
    ]
    jobs = _visit_facts(plan, text, chain, visits, rows.facts)
    _tables(plan, day, visits, jobs, rows)
    for counter, officer in plan.desks:
        chain.add(rows.facts, evening, Kind.SIGNED_OUT, {"by_itself": True}, (counter, officer))
    chain.add(rows.facts, evening, Kind.DAY_CLOSED, {"day": text, "by_itself": False, "closed_legs": {}})
    rows.days.append((text, morning, first, 0, evening, None, None))
    return rows


def _visit_facts(plan: Plan, day: str, chain: Chain, visits: list[str], facts: list[Row]) -> list[int]:
    """Append the facts of all tickets; gives the seqs of those that took them. Everything here runs 25,000 times."""
    seq, prev, jobs = chain.seq, chain.prev, [0] * plan.tickets
    for fact in plan.facts:
        seq += 1
        ticket, at, data = fact.ticket, day + fact.clock, fact.data
        if fact.kind == "ticket_taken":
            jobs[ticket] = seq
            data %= day
        elif fact.kind == "slip_printed":
            data %= jobs[ticket]
        body = f'{prev}{{"at":"{day}{fact.before}{data}{fact.after}{prev}","seq":{seq},"visit":"{visits[ticket]}"}}'
        digest = sha256(body.encode()).hexdigest()
        facts.append((
            seq, at, fact.kind, visits[ticket], fact.number, fact.counter, fact.officer, data, prev, digest,
        ))  # fmt: skip
        prev = digest
    chain.seq, chain.prev = seq, prev
    return jobs


def _tables(plan: Plan, day: date, visits: list[str], jobs: list[int], rows: DayRows) -> None:
    text = day.isoformat()
    for ticket, (visit, job, at) in enumerate(zip(visits, jobs, plan.times, strict=True)):
        letter, taken, called, finished = plan.letter(ticket), text + at.taken, text + at.called, text + at.finished
        rows.legs.append((
            ticket_key(day, letter, plan.sequence(ticket)), visit, plan.number(ticket), text, letter, "finished",
            taken, taken, None, at.counter, at.officer, called, called, 1, text + at.started, finished, "", finished,
            "id", _BASE_S // 2, _BASE_S * 2, _BASE_S, None, job, None, None, None, 0, "", None, None,
        ))  # fmt: skip
        rows.print_jobs.append((job, 1, "printed", PRINTER, 1, text + at.printed))
        rows.print_attempts.append((None, job, PRINTER, text + at.printed, "PRINTED", "", 400, 0))
    rows.legs.sort()


def days_before(today: date, many: int) -> list[date]:
    """Give `many` days before today, oldest first; two lie a week apart, as the day report looks a week back."""
    if many == 2:
        return [today - timedelta(days=8), today - timedelta(days=1)]
    return [today - timedelta(days=ago) for ago in range(many, 0, -1)]


def old_office(path: Path, tickets: int, tell: Callable[[str], None]) -> Office:
    """Make an office with `tickets` tickets behind it, open around the clock; its clock shows the next morning."""
    catalogue = catalogue_of(load_starter("dinsos"))
    services = {code: replace(service, hours=WeekHours.always()) for code, service in catalogue.services.items()}
    days = -(-tickets // DAILY)
    before = SystemClock(-86400.0 * (days + 10))
    store = SqliteStore(path, create=True)
    open_always = replace(catalogue, services=services, holidays=())
    office = create_office(store, before, open_always, training=False, starter="dinsos")
    rate = pour_years(office, tickets, tell, datetime.now(UTC).date())
    tell(f"history: {tickets:,} tickets, {rate:,.0f} tickets/s, {path.stat().st_size / 1e9:.2f} GB")
    next_morning(office)
    return office


def next_morning(office: Office) -> None:
    """Set the office's clock to the morning after the last day of its journal; from there it goes on."""
    with office.store.reading() as book:
        last = datetime.fromisoformat(book.last_fact()[1])
    morning = (last + timedelta(days=1)).replace(hour=_MORNING_S // 3600, minute=0, second=0, microsecond=0)
    office.clock = SystemClock((morning - datetime.now(UTC)).total_seconds())


def pour_years(office: Office, tickets: int, tell: Callable[[str], None], today: date) -> float:
    """Write `tickets` tickets of days before `today` into a new SQLite office; gives tickets per second.

    The last day takes what is left over, so every other has `DAILY` tickets.
    """
    store = office.store
    if not isinstance(store, SqliteStore):
        raise TypeError("years can be poured into an SQLite office only")
    add_printer(office, PRINTER, "virtual:")
    with store.reading() as book:
        seq, _, prev = book.last_fact()
    began = time.monotonic()
    with carelessly(store):
        for done, rows in _years(office.catalogue, tickets, Chain(seq, prev), today):
            pour(store, rows)
            if done % (50 * DAILY) == 0:
                tell(f"history: {done:,} tickets after {time.monotonic() - began:.0f} s")
    with store.writing() as book:
        book.set_mark("print_floor", str(book.last_fact()[0] + 1))
    store.tidy()
    return tickets / (time.monotonic() - began)


def _years(catalogue: Catalogue, tickets: int, chain: Chain, today: date) -> Iterator[tuple[int, DayRows]]:
    days = days_before(today, -(-tickets // DAILY))
    plan, done = Plan(catalogue, min(DAILY, tickets)), 0
    for day in days:
        if tickets - done < plan.tickets:
            plan = Plan(catalogue, tickets - done)
        done += plan.tickets
        yield done, day_rows(plan, day, chain)
