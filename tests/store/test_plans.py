"""The tenth year is as fast as the first: what a press asks goes through an index. And facts are final."""

from __future__ import annotations

import sqlite3

import pytest

from loket.office.boards import counter_board, kiosk_board
from loket.office.calling import finish_and_call_next, mark_absent, recall, return_to_queue, start, transfer
from loket.office.hall import call_shown, call_spoken
from loket.office.hall_board import hall_board
from loket.office.printing import add_printer, claim_job, job_state, record_outcome
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.undo import undo
from tests.factories import call


def a_whole_round(office):
    """Every press and every picture of a day."""
    sign_in(office, 1, "P1")
    hall_board(office, "layar-1")
    for service in "AABBCC":
        take_ticket(office, service)
    add_printer(office, "kios", "virtual:")
    job = claim_job(office, "kios")
    assert job is not None
    record_outcome(office, job.id, "kios", "PRINTED")
    job_state(office, job.id)
    made = call(office)
    recall(office, 1)
    call_shown(office, "layar-1", made.seq)
    call_spoken(office, "layar-1", made.seq)
    start(office, 1)
    finish_and_call_next(office, 1)
    undo(office, 1)
    call(office)
    start(office, 1)
    transfer(office, 1, "C")
    missed = call(office, 2)
    mark_absent(office, 2)
    return_to_queue(office, missed.visit)
    kiosk_board(office)
    counter_board(office, 1)
    hall_board(office, "layar-1")


def test_no_press_and_no_picture_reads_a_whole_table(office):
    asked: list[str] = []
    office.store._db.set_trace_callback(asked.append)
    a_whole_round(office)
    office.store._db.set_trace_callback(None)
    statements = {text for text in asked if text.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE"))}
    assert len(statements) > 40
    scans = []
    for statement in statements:
        for row in office.store._db.execute("EXPLAIN QUERY PLAN " + statement):
            words = row[3].split()
            if words[:2] == ["SCAN", "facts"] and statement.endswith("ORDER BY seq DESC LIMIT 1"):
                continue  # the newest fact: one step from the end
            if words[0] == "SCAN" and words[1] in ("legs", "facts", "l", "f", "print_jobs", "j"):
                scans.append(f"{row[3]}: {statement}")
    assert not scans, "\n".join(scans)


def test_a_fact_can_neither_be_changed_nor_deleted(office):
    take_ticket(office, "A")
    for tampering in ("UPDATE facts SET kind = 'x' WHERE seq = 1", "DELETE FROM facts WHERE seq = 1"):
        with pytest.raises(sqlite3.IntegrityError, match="fact"):
            office.store._db.execute(tampering)


def test_a_number_cannot_be_saved_twice(office):
    take_ticket(office, "A")
    columns = ", ".join(
        name for (_, name, *_) in office.store._db.execute("PRAGMA table_info(legs)") if name != "missing"
    )
    with pytest.raises(sqlite3.IntegrityError):
        office.store._db.execute(f"INSERT INTO legs ({columns}) SELECT {columns} FROM legs")


def test_a_commit_is_durable_by_the_files_own_settings(office):
    ask = office.store._db.execute
    assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ask("PRAGMA synchronous").fetchone() == (2,)
    assert ask("PRAGMA foreign_keys").fetchone() == (1,)
