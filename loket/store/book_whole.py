"""The whole office at once: its tables read in parts and filled anew, for copies, backups and restores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from loket.store.rows import Row
from loket.store.statements import Statements
from loket.store.tables import COLUMNS, TEXT_KEYS

PART = 5000
"""Rows that are read at once."""

_BEFORE_ALL = -(1 << 63)


class WholeRows:
    """All tables of one transaction."""

    _db: Statements

    def row_counts(self) -> dict[str, int]:
        """Count the rows of every table of the office."""
        return {table: int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in COLUMNS}

    def parts_of(self, table: str) -> Iterator[list[Row]]:
        """Give all rows of a table in order of its key, `PART` at a time, with the columns of `COLUMNS`."""
        columns = COLUMNS[table]
        key, last = columns[0], "" if table in TEXT_KEYS else _BEFORE_ALL
        part = f"SELECT {', '.join(columns)} FROM {table} WHERE {key} > ? ORDER BY {key} LIMIT ?"
        while rows := self._db.execute(part, (last, PART)).fetchall():
            yield rows
            last = rows[-1][0]

    def take_time(self) -> None:
        """Let this transaction run as long as it needs."""

    def fill(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows, with the columns of `COLUMNS`, into a table that does not have them."""
        raise NotImplementedError

    def empty_marks(self) -> None:
        """Take out the marks that a new office begins with, before those of another are filled in."""
        self._db.execute("DELETE FROM marks")

    def count_on(self) -> None:
        """After filling: let the engine number new rows after the largest key there is."""
