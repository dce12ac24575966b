"""The yardsticks of every measurement: one durable commit of one row.

`Yardstick` commits into the same file through the same connection, whose log is at its size and overwritten in place.
`GrowingLog` commits into a file of its own whose log still grows: the floor as SQLite gives it to everybody.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from loket.store.sqlite import SqliteStore

_TABLE = "CREATE TABLE IF NOT EXISTS yardstick (id INTEGER PRIMARY KEY, note TEXT NOT NULL)"


class Yardstick:
    """One row and its commit, with nothing of Loket around it: no lock between processes, no journal, no nudge."""

    def __init__(self, store: SqliteStore) -> None:
        """Put a table of its own into the file (only offices made for measuring are given one)."""
        self._db = store.connection
        self._db.execute(_TABLE)

    def commit(self) -> None:
        """Write one row durably."""
        run = self._db.execute
        run("BEGIN IMMEDIATE")
        run("INSERT INTO yardstick (note) VALUES (?)", ("x",))
        run("COMMIT")

    def is_durable(self) -> bool:
        """Read back that a commit of this connection waits for the disk."""
        mode, synchronous = (
            self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        )
        return bool(mode == "wal" and synchronous == 2)


class GrowingLog(Yardstick):
    """One row and its commit in a new file with SQLite's own settings (pages of 4 KB), its log longer every time."""

    def __init__(self, path: Path) -> None:
        """Make the file; no checkpoint ever puts the log back to its beginning."""
        self._db = sqlite3.connect(path, isolation_level=None)
        for words in ("journal_mode = WAL", "synchronous = FULL", "wal_autocheckpoint = 0"):
            self._db.execute(f"PRAGMA {words}").fetchall()
        self._db.execute(_TABLE)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
