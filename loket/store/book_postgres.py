"""One transaction on a server: what every book can, and what only PostgreSQL needs."""

from __future__ import annotations

from collections.abc import Sequence

from loket.store.book import Head, SqlBook
from loket.store.line import Wire
from loket.store.memo import Memo
from loket.store.place import Server
from loket.store.rows import Row
from loket.store.tables import COLUMNS, NUMBERED
from loket.store.withheld import Withheld


class PostgresBook(SqlBook):
    """What one transaction can read and write, and what only a server needs."""

    def __init__(self, wire: Wire, memo: Memo, server: Server, head: Head | None, withheld: Withheld | None) -> None:
        """Begin on `wire`, with the journal's head; `withheld` stands for what this login may not read."""
        super().__init__(wire, memo, server, head, withheld)
        self.wire = wire
        self._began_after = self.last_fact()[0]

    @property
    def has_told(self) -> bool:
        """Tell whether this transaction has appended a fact."""
        return self.last_fact()[0] != self._began_after

    def take_time(self) -> None:
        """Let this transaction run as long as it needs."""
        self.wire.watch.is_patient = True
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            self.wire.ask(f"SET LOCAL {limit} = 0")

    def fill(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows into a table that does not have them."""
        self.wire.wrote = True
        columns = ", ".join(COLUMNS[table])
        self.wire.watch.expect()
        try:
            with self.wire.connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as stream:
                for row in rows:
                    stream.write_row(row)
        finally:
            self.wire.watch.calm()

    def count_on(self) -> None:
        """Let the server number new rows after the largest key there is."""
        for table in NUMBERED:
            after = f"(SELECT coalesce(max(id), 0) + 1 FROM {table})"
            self.ask(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {after}, false)")

    def hash_of(self, seq: int) -> str | None:
        """Give the hash of a fact, None when there is none of this number."""
        row = self.ask("SELECT hash_of_fact(?)", seq).fetchone()
        return row[0] if row else None
