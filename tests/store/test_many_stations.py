"""Several processes on one file: no duplicate, no gap, nobody called twice."""

from __future__ import annotations

from collections import Counter

import pytest

from loket.errors import Trouble
from loket.model.visit import State
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.sqlite import SqliteStore
from tests.factories import journal
from tests.store.worker import begin


def test_four_kiosks_and_four_counters_at_once(office, database):
    kiosks = [begin("issue", database, 100) for _ in range(4)]
    counters = [begin("call", database, counter, stdin=-1) for counter in range(1, 5)]
    issued = [number for kiosk in kiosks for number in kiosk.communicate(timeout=60)[0].split()]
    called = [number for counter in counters for number in counter.communicate("enough\n", timeout=60)[0].split()]
    assert {process.returncode for process in (*kiosks, *counters)} == {0}
    assert len(issued) == 400
    wanted = Counter(f"{'ABC'[turn % 3]}" for turn in range(100))
    assert sorted(issued) == sorted(
        f"{letter}{number:03d}" for letter, count in wanted.items() for number in range(1, 4 * count + 1)
    )
    assert sorted(called) == sorted(issued), "everybody was called, nobody twice"
    missed = [fact for fact in journal(office) if fact.kind == "visit_absent"]
    assert len(missed) == 400
    assert {fact.data["to"] for fact in missed} == {State.MISSED}


def test_a_station_sees_at_once_what_another_has_done(office, database):
    other = SqliteStore(database)
    before = other.data_version()
    take_ticket(office, "A")
    assert other.data_version() != before
    with other.reading() as book:
        assert [fact.kind for fact in book.facts()][-1] == "ticket_taken"
    other.close()


def test_a_picture_is_of_one_moment_while_others_write(office, database):
    other = SqliteStore(database)
    with other.reading() as book:
        first = book.last_fact()
        take_ticket(office, "A")
        assert list(book.facts())[-1].seq == first[0]
    with other.reading() as book:
        assert book.last_fact() != first
    other.close()


def test_a_station_that_holds_on_too_long_is_waited_for_and_then_told(office, database, monkeypatch):
    monkeypatch.setattr("loket.store.sqlite.PATIENCE_S", 0.05)
    other = SqliteStore(database)
    with other.writing(), pytest.raises(Trouble) as trouble:
        take_ticket(office, "A")
    assert trouble.value.code == "database_busy"
    assert take_ticket(Office(other, SystemClock()), "A").number == "A001"
    other.close()
