"""A station's line to its server: opened when needed, anew when cut; what it hears; what it holds for itself alone."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import Any, LiteralString
from zlib import crc32

import psycopg
from psycopg.pq import TransactionStatus

from loket.store.place import Server
from loket.store.server import connect
from loket.store.statements import Rows
from loket.store.watch import Watch

log = logging.getLogger(__name__)

OFFICE_LOCKS, HOLDS = 0x4C4F4B54, 0x4C4F4B48
"""The two families of advisory locks: "LOKT", one a schema, and "LOKH", one for each thing held."""

_INDEX_HINT = re.compile(r" INDEXED BY \w+")


@cache
def translated(statement: str, *, without_notes: bool = False) -> tuple[LiteralString, bool]:
    """Write a statement of the books as PostgreSQL's, and tell whether it changes anything.

    `without_notes` asks for nothing instead of an officer's notes, where a station may not read them.
    """
    told = _INDEX_HINT.sub("", statement).replace("%", "%%").replace("?", "%s")
    reads = statement.lstrip().startswith("SELECT")
    if reads and without_notes:
        told = told.replace(", note,", ", '' AS note,")
    return told, not reads


def lock_key(words: str) -> int:
    """Give the second half of an advisory lock's key: 32 bits, signed."""
    return crc32(words.encode()) - (1 << 31)


class Wire:
    """A connection for the books (`Statements`); `wrote` tells whether anything was changed since it was reset."""

    __slots__ = ("connection", "watch", "without_notes", "wrote")

    def __init__(self, connection: psycopg.Connection, watch: Watch, *, without_notes: bool = False) -> None:
        """Speak through `connection`, and wait under `watch`; `without_notes` where officers' may not be read."""
        self.connection = connection
        self.watch = watch
        self.without_notes = without_notes
        self.wrote = False

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Run one statement of the books."""
        told, writes = translated(statement, without_notes=self.without_notes)
        if writes:
            self.wrote = True
        self.watch.expect()
        try:
            return self.connection.execute(told, values)
        finally:
            self.watch.calm()

    def ask(self, message: LiteralString) -> psycopg.Cursor:
        """Send statements of the engine's own, several at once, to be answered together."""
        self.watch.expect()
        try:
            return self.connection.execute(message, prepare=False)
        finally:
            self.watch.calm()


class Line:
    """The way to one server, for one thread. Methods that open it raise Trouble or Refused when that fails."""

    def __init__(self, server: Server) -> None:
        """Prepare; nothing is opened yet."""
        self.server = server
        self.watch = Watch()
        self.heard = 0
        self.without_notes = False
        self._wire: Wire | None = None
        self._holds: dict[str, Hold] = {}

    @property
    def is_open(self) -> bool:
        """Tell whether there is a connection that is not known to be cut."""
        return self._wire is not None and not self._wire.connection.closed

    def wire(self) -> Wire:
        """Give the connection, a new one when there was none or the last one was cut."""
        if self._wire is not None and not self._wire.connection.closed:
            return self._wire
        self.drop()
        connection = connect(self.server)
        self.watch.over(connection)
        self.watch.is_patient = False
        connection.add_notify_handler(self._on_notice)
        wire = Wire(connection, self.watch, without_notes=self.without_notes)
        try:
            wire.ask(f'LISTEN "{self.server.schema}"')
            for hold in self._holds.values():
                hold.take(wire)
        except psycopg.Error:
            connection.close()
            raise
        self._wire = wire
        self.heard += 1  # whatever was told while nobody listened
        return self._wire

    def leave_out_notes(self) -> None:
        """Read no officers' notes from now on: this station may not."""
        self.without_notes = True
        if self._wire is not None:
            self._wire.without_notes = True

    def drop(self) -> None:
        """Let go of the connection; the next need opens a new one."""
        wire, self._wire = self._wire, None
        self.watch.let_go()
        if wire is not None:
            with suppress(psycopg.Error):  # it is being thrown away
                wire.connection.close()

    def end_transaction(self) -> None:
        """Take back what is open; a connection that cannot even do that is let go, and its server takes back."""
        if not self.is_open or self._wire is None:
            self.drop()
        elif self._wire.connection.info.transaction_status is not TransactionStatus.IDLE:
            try:
                self._wire.ask("ROLLBACK")
            except psycopg.Error:
                self.drop()

    def close(self) -> None:
        """Let go for good."""
        self.watch.close()
        self.drop()

    # --- what it hears (an `Ear` of the contract) --------------------------------------------------------------

    def fileno(self) -> int:
        """Give the connection's descriptor, -1 while there is none."""
        return self._wire.connection.fileno() if self._wire is not None and self.is_open else -1

    def hear(self) -> None:
        """Take in the notices that have come; never waits. A cut connection is noticed here and let go."""
        if self._wire is None or not self.is_open:
            return
        pgconn = self._wire.connection.pgconn
        try:
            pgconn.consume_input()
            while (notice := pgconn.notifies()) is not None:
                self._note(notice.be_pid)
        except psycopg.Error as error:
            log.warning("the connection to %s was cut: %s", self.server, type(error).__name__)
            self.drop()

    def _on_notice(self, notice: psycopg.Notify) -> None:
        self._note(notice.pid)

    def _note(self, process: int) -> None:
        if self._wire is None or process != self._wire.connection.info.backend_pid:
            self.heard += 1

    # --- what it holds -----------------------------------------------------------------------------------------

    def hold(self, what: str) -> Hold | None:
        """Hold something that one station of the office may have at a time; None when another one has it."""
        hold = Hold(self, what)
        if not hold.take(self.wire()):
            return None
        self._holds[what] = hold
        return hold

    def let_go(self, hold: Hold) -> None:
        """Hold it no more."""
        if self._holds.pop(hold.what, None) is not None and hold.is_held and self._wire is not None and self.is_open:
            with suppress(psycopg.Error):  # it ends with the connection at the latest
                hold.free(self._wire)


class Hold:
    """An advisory lock of a line: freed when its connection ends, taken again with the next if nobody was faster."""

    def __init__(self, line: Line, what: str) -> None:
        """Name what is held."""
        self.what = what
        self.is_held = False
        self._line = line
        self._key = lock_key(f"{line.server.schema} {what}")

    def take(self, wire: Wire) -> bool:
        """Take it if nobody has it; tell whether it is held."""
        row = wire.ask(f"SELECT pg_try_advisory_lock({HOLDS}, {self._key})").fetchone()
        self.is_held = bool(row and row[0])
        return self.is_held

    def free(self, wire: Wire) -> None:
        """Free it."""
        wire.ask(f"SELECT pg_advisory_unlock({HOLDS}, {self._key})")
        self.is_held = False

    def close(self) -> None:
        """Let go."""
        self._line.let_go(self)
