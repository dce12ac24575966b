"""The yardstick of every measurement: one durable commit of one row, in the same file, through the same connection."""

from __future__ import annotations

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
