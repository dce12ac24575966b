"""Ordered steps that make and change the tables. Each is one transaction with its record; there is no way back.

sqlite-utils runs and records them, inside our own BEGIN IMMEDIATE: its own deferred BEGIN loses when two stations open
a new file at once. `PRAGMA user_version` carries the number of applied steps so that every later start needs one read.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from loket.store.schema import APPLICATION_ID, APPOINTMENTS, ORDER, PAPER, TABLES, YIELDING

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

NEWEST = 5
"""The number of steps this Loket knows."""


def steps() -> Migrations:
    """Give all steps, oldest first."""
    from sqlite_utils import Migrations

    known = Migrations("loket")

    @known()
    def m0001_first_tables(db: Database) -> None:
        for statement in TABLES:
            db.execute(statement)

    @known()
    def m0002_paper(db: Database) -> None:
        for statement in PAPER:
            db.execute(statement)

    @known()
    def m0003_order(db: Database) -> None:
        for statement in ORDER:
            db.execute(statement)

    @known()
    def m0004_appointments(db: Database) -> None:
        for statement in APPOINTMENTS:
            db.execute(statement)

    @known()
    def m0005_yielding(db: Database) -> None:
        for statement in YIELDING:
            db.execute(statement)

    return known


def migrate(connection: sqlite3.Connection) -> None:
    """Apply what is missing; safe when several processes do it at once. Raises sqlite3.Error when a step fails."""
    from sqlite_utils import Database

    db = Database(connection, recursive_triggers=False, execute_plugins=False)
    known = steps()
    while True:
        connection.execute("BEGIN IMMEDIATE")
        try:
            pending = [step.name for step in known.pending(db)]
            if pending:
                known.apply(db, stop_before=pending[1:] or None)
                done = len(known.applied(db))
                connection.execute(f"PRAGMA user_version = {done}")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        if len(pending) <= 1:
            return
