"""The tenth year is as fast as the first: what a day asks goes through an index. And facts are final."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from functools import wraps
from pathlib import Path

import pytest

from loket.bench import years
from loket.office.context import Office
from loket.office.ticketing import take_ticket
from loket.store.contract import Book
from loket.store.contract_appointments import AppointmentBook
from loket.store.sqlite import SqliteStore
from tests.factories import MONDAY_NINE, FixedClock, a_service, an_office, assert_whole
from tests.store.plans import SqlitePlans, shape_of, shapes_of
from tests.store.whole_day import a_whole_day

GROWING = {"legs", "facts", "print_jobs", "print_attempts", "duties", "days", "appointments", "contacts"}
"""Tables that have more rows every day. The others are as large as the office's set-up."""

MAY_SCAN = {
    "facts": (
        # the newest fact: one step from the end
        "FROM facts ORDER BY seq DESC LIMIT ?",
    ),
    "duties": (
        # the day report: a row for every officer and shift, read once; 12,000 rows after eight years
        "FROM duties WHERE signed_in_at < ? AND (signed_out_at IS NULL OR signed_out_at >= ?)",
        # the sign-ins of now, by an index that holds nothing else
        "FROM duties WHERE signed_out_at IS NULL ORDER BY counter",
    ),
    "days": (
        # the day report, for the beginning of the next day: a row a day, 2,000 after eight years
        "SELECT min(first_seq) FROM days WHERE first_seq > ?",
        # the day that is running, by an index that holds nothing else
        "FROM days INDEXED BY days_unclosed WHERE closed_at IS NULL",
    ),
}
"""What is read from end to end all the same, by the end of its statement."""

NOT_OF_A_DAY = {
    "visit_counts": "loket verify counts every visit ever",
    "leg_count": "loket verify counts every leg ever",
    "appointment_count": "loket verify counts every appointment ever",
    "days": "loket verify compares every day",
    "save_catalogue": "a new office",
    "save_counter": "a new office",
    "save_officer": "a new office, and what a supervisor lets an officer do",
}
"""What a book can be asked and a day never asks, and who does."""


SERVICES = (a_service("A", quota=10_000), a_service("B", "Data DTSEN"), a_service("C", "Jaminan Kesehatan", quota=3))


def connection_of(office: Office) -> sqlite3.Connection:
    """The connection behind an office in a file."""
    assert isinstance(office.store, SqliteStore)
    return office.store.connection


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Make offices with many tickets behind them; days of 300, so that there are enough days."""
    monkeypatch.setattr(years, "DAILY", 300)
    made: list[Office] = []

    def office_of(tickets: int) -> tuple[Office, FixedClock]:
        folder = tmp_path / str(tickets)
        folder.mkdir()
        clock = FixedClock(MONDAY_NINE - timedelta(days=4000))
        made.append(an_office(folder, *SERVICES, clock=clock))
        years.pour_years(made[-1], tickets, print, MONDAY_NINE.date())
        connection_of(made[-1]).execute("PRAGMA synchronous = OFF")
        clock.time = MONDAY_NINE
        return made[-1], clock

    yield office_of
    for office in made:
        office.store.close()


def test_no_press_no_picture_no_slip_and_no_report_reads_a_growing_table(grown):
    office, clock = grown(600)
    plans = SqlitePlans(office.store.connection)
    with plans.listening():
        a_whole_day(office, clock)
    assert len(shapes_of(plans.statements)) > 60
    scans = [
        f"{line}: {statement}"
        for statement in plans.statements
        for table, line in plans.scanned(statement)
        if table in GROWING and not any(end in shape_of(statement) for end in MAY_SCAN.get(table, ()))
    ]
    assert not scans, "\n".join(scans)
    assert_whole(office)


def test_no_statement_of_a_day_takes_more_steps_with_more_days_behind_it(grown):
    took = {}
    for tickets in (3000, 12_000):
        office, clock = grown(tickets)
        plans = SqlitePlans(office.store.connection)
        with plans.listening():
            a_whole_day(office, clock)
        took[tickets] = plans.steps
    may = [end for ends in MAY_SCAN.values() for end in ends]
    more = {
        shape: (took[3000].get(shape, 0), steps)
        for shape, steps in took[12_000].items()
        if steps > took[3000].get(shape, 0) + 30 and not any(end in shape for end in may)
    }
    assert not more, more


def test_a_statement_without_an_index_and_a_range_that_grows_are_both_seen(grown):
    careless = "SELECT count(*) FROM facts f WHERE f.visit = 'x'"
    endless = "SELECT count(*) FROM facts WHERE seq > 0 AND kind = 'x'"
    took = []
    for tickets in (300, 900):
        office, _ = grown(tickets)
        plans = SqlitePlans(office.store.connection)
        with plans.listening():
            office.store.connection.execute(endless).fetchall()
        assert plans.scans(careless) == ["facts"]
        assert plans.scans(endless) == []
        took.append(plans.steps[shape_of(endless)])
    assert took[1] > 2 * took[0]


def test_what_analyze_would_learn_changes_no_plan(grown):
    office, clock = grown(3000)
    plans = SqlitePlans(office.store.connection)
    with plans.listening():
        a_whole_day(office, clock)
    before = {statement: plans.plan(statement) for statement in plans.statements}
    office.store.connection.execute("ANALYZE")
    office.store.connection.execute("ANALYZE sqlite_master")
    changed = [
        f"{statement}\n  {before[statement]}\n  {now}"
        for statement in before
        if (now := plans.plan(statement)) != before[statement]
    ]
    assert not changed, "\n".join(changed)


def test_the_scripted_day_asks_everything_that_a_day_can_ask(office_of_today, monkeypatch):
    office, clock = office_of_today
    with office.store.reading() as book:
        kind = type(book)
    asked: set[str] = set()

    def counting(name: str) -> None:
        plain = getattr(kind, name)

        @wraps(plain)
        def counted(*arguments: object, **named: object) -> object:
            asked.add(name)
            return plain(*arguments, **named)

        monkeypatch.setattr(kind, name, counted)

    everything = {name for part in (Book, AppointmentBook) for name in vars(part) if not name.startswith("_")}
    for name in everything:
        counting(name)
    a_whole_day(office, clock)
    assert everything - asked == set(NOT_OF_A_DAY)


@pytest.fixture
def office_of_today(tmp_path: Path) -> Iterator[tuple[Office, FixedClock]]:
    clock = FixedClock()
    office = an_office(tmp_path, *SERVICES, clock=clock)
    yield office, clock
    assert_whole(office)
    office.store.close()


def test_a_hundred_thousand_poured_facts_are_facts_like_any_other(grown):
    office, _ = grown(20_000)
    with office.store.reading() as book:
        assert book.last_fact()[0] > 100_000
    assert_whole(office)


def test_a_fact_can_neither_be_changed_nor_deleted(office):
    take_ticket(office, "A")
    for tampering in ("UPDATE facts SET kind = 'x' WHERE seq = 1", "DELETE FROM facts WHERE seq = 1"):
        with pytest.raises(sqlite3.IntegrityError, match="fact"):
            office.store.connection.execute(tampering)


def test_a_number_cannot_be_saved_twice(office):
    take_ticket(office, "A")
    ask = office.store.connection.execute
    columns = ", ".join(name for (_, name, *_) in ask("PRAGMA table_info(legs)") if name != "missing")
    with pytest.raises(sqlite3.IntegrityError):
        ask(f"INSERT INTO legs ({columns}) SELECT {columns} FROM legs")


def test_a_commit_is_durable_by_the_files_own_settings(office):
    ask = office.store.connection.execute
    assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ask("PRAGMA synchronous").fetchone() == (2,)
    assert ask("PRAGMA foreign_keys").fetchone() == (1,)
