"""Many PCs: an office in a schema of a PostgreSQL database, 15 or newer, spoken to by psycopg.

The SQL is that of the books (`loket.store.book`). An act takes the office's lock first, an advisory lock of the
transaction: acts of one office come one after the other in the order in which they asked, other offices do not wait.
After the commit, not in it, the other stations are told with NOTIFY: a NOTIFY in a transaction holds one lock of the
whole server while the disk is waited for. A notice is a hint; what has happened is read by the journal's position.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg

from loket.errors import N_, Away, LoketError, Trouble
from loket.pauses import Pauses
from loket.store.book import Head
from loket.store.book_postgres import PostgresBook
from loket.store.contract import Ear, Held, Tell
from loket.store.follower import Follower
from loket.store.line import OFFICE_LOCKS, Line, Wire, lock_key
from loket.store.memo import Memo
from loket.store.migrations_postgres import bring_up_to_date, start_over
from loket.store.place import Server
from loket.store.troubles_postgres import is_cut, trouble_of_server
from loket.store.withheld import Withheld, what_is_withheld

log = logging.getLogger(__name__)

SETTLE_S = 20.0
"""How long an act whose COMMIT got no answer waits for the server, to learn whether it was saved."""

SETTLE_MOST_S = 1.5
"""The longest pause between two such questions: somebody has pressed a button and waits."""

_HEAD = "SELECT seq, at, hash, revision, extract(epoch FROM clock_timestamp())::float8 FROM journal_head()"
_READ: LiteralString = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {_HEAD}"


class _Writing(AbstractContextManager[PostgresBook]):
    """One act."""

    __slots__ = ("_begin", "_store")

    def __init__(self, store: PostgresStore, begin: Callable[[], PostgresBook]) -> None:
        self._store, self._begin = store, begin

    def __enter__(self) -> PostgresBook:
        return self._begin()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            self._store.commit()
        else:
            self._store.roll_back(error)


class PostgresStore:
    """The office's memory on a server. One value per thread."""

    def __init__(self, server: Server, *, create: bool = False, later: bool = False) -> None:
        """Connect; `create` makes the tables where there are none, `later` leaves that to `making`.

        Raises Trouble when the server cannot be reached, is too old, or its office is missing or of a newer Loket;
        Refused when this user may not.
        """
        self.server = self.place = server
        self._line = Line(server)
        self._memo = Memo()
        self._book: PostgresBook | None = None
        self._withheld: Withheld | None = None
        self._follower = Follower(self._line, self._newest)
        self._ahead_s = 0.0
        self._begin = f"BEGIN; SELECT pg_advisory_xact_lock({OFFICE_LOCKS}, {lock_key(server.schema)})"
        self._act = f"{self._begin}; {_HEAD}"
        try:
            if not later:
                self._prepare(create=create)
        except BaseException:
            self.close()
            raise

    def _prepare(self, *, create: bool) -> None:
        with self._troubles():
            wire = self._line.wire()
            self._make_tables(wire, create=create)
            self._withheld, no_notes = what_is_withheld(wire, self.server)
            if no_notes:
                self._line.leave_out_notes()

    def _make_tables(self, wire: Wire, *, create: bool = True) -> None:
        wire.watch.expect()
        try:
            bring_up_to_date(wire.connection, self.server, create=create)
        finally:
            wire.watch.calm()

    # --- transactions ------------------------------------------------------------------------------------------

    def writing(self) -> AbstractContextManager[PostgresBook]:
        """Give the book for one act: everything in it is one durable commit, or nothing.

        Raises Trouble when the server is gone, its disk full, or other stations do not let go; Refused when the
        database does not allow it to this user.
        """
        return _Writing(self, self.begin)

    def making(self) -> AbstractContextManager[PostgresBook]:
        """Give the book for an act that makes the tables too, where there are none: a whole office comes, or nothing.

        Raises what `writing` raises.
        """
        return _Writing(self, self._begin_with_tables)

    def _begin_with_tables(self) -> PostgresBook:
        with self._troubles():
            wire = self._line.wire()
            wire.watch.is_patient = False
            wire.ask(self._begin)
            self._make_tables(wire)
            wire.wrote = True
            self._book = self._begun(wire, self._head(wire.ask(_HEAD)))
            return self._book

    def begin(self) -> PostgresBook:
        """Begin what `writing` wraps: the office's lock and the journal's head in one message."""
        with self._troubles():
            wire, head = self._first(self._act, answers=3)
            wire.wrote = False
            self._follower.compare(head)
            self._book = self._begun(wire, head)
            return self._book

    def _first(self, message: str, answers: int) -> tuple[Wire, Head | None]:
        """Send what begins a transaction; its last answer is the head.

        A line that was cut while nobody used it is noticed here; nothing was done yet, so a new line tries once more.
        """
        for is_last in (False, True):
            wire = self._line.wire()
            wire.watch.is_patient = False
            try:
                answer = wire.ask(message)
            except psycopg.Error as error:
                if is_last or not is_cut(error):
                    raise
                self._let_go_after(error)
                continue
            for _ in range(answers - 1):
                answer.nextset()
            return wire, self._head(answer)
        raise Away(self.server)

    def _head(self, answer: psycopg.Cursor) -> Head | None:
        *head, clock = answer.fetchone() or (None, time.time())
        self._ahead_s = clock - time.time()
        return None if head[0] is None else tuple(head)

    def _begun(self, wire: Wire, head: Head | None) -> PostgresBook:
        return PostgresBook(wire, self._memo, self.server, head, self._withheld)

    def commit(self) -> None:
        """Make everything since `begin` durable, and let the other stations know.

        Raises Trouble or Refused when nothing was saved, and Trouble ("outcome_unknown") when nobody can tell.
        """
        book, self._book = self._book, None
        if book is None:
            raise RuntimeError("no act was begun")
        wire = book.wire  # that of the act: a new connection would know nothing of it and commit nothing
        ending = f'COMMIT; NOTIFY "{self.server.schema}"' if wire.wrote else "COMMIT"
        try:
            done = wire.ask(ending).statusmessage
        except psycopg.Error as error:
            if not wire.wrote:
                self.roll_back(error)
                raise
            # It may be saved all the same: the answer was lost, or only the notice after the commit has failed.
            log.warning("a commit got no good answer: %s %s", type(error).__name__, error.sqlstate)
            failure = _failure(error, self.server)
            self._let_go_after(error)
            if not self._is_saved(book):
                raise failure from error
        else:
            if done != "COMMIT":
                raise RuntimeError(f"the server answered {done} to a COMMIT: a failed statement was passed over")
        if book.has_told:
            self._follower.told(book.last_fact()[0])

    def _is_saved(self, book: PostgresBook) -> bool:
        """Learn whether an act was saved whose COMMIT failed; raises Trouble when nobody can tell.

        The office's lock is taken first: the cut connection may still be committing, and holds it until it is through.
        """
        if not book.has_told:
            raise _unknown(self.server)
        seq, _, digest = book.last_fact()
        log.warning("asking whether fact %s is there", seq)
        until, pauses = time.monotonic() + SETTLE_S, Pauses(most_s=SETTLE_MOST_S)
        while True:
            try:
                with self.writing() as now:
                    return now.hash_of(seq) == digest
            except LoketError as again:
                if time.monotonic() > until:
                    log.warning("it cannot be told whether fact %s was saved: %s", seq, again)
                    raise _unknown(self.server) from again
                time.sleep(pauses.next())

    def roll_back(self, error: BaseException) -> None:
        """Take back everything since `begin`; raises Trouble or Refused when `error` came from the server."""
        self._book = None
        self._memo.forget()
        self._line.end_transaction()
        if isinstance(error, psycopg.Error):
            raise _failure(error, self.server) from error

    @contextmanager
    def reading(self) -> Iterator[PostgresBook]:
        """Give the book for reading: one consistent picture, no lock, nobody waits."""
        with self._troubles():
            wire, head = self._first(_READ, answers=2)
            try:
                yield self._begun(wire, head)
            finally:
                self._line.end_transaction()

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            self._book = None
            self._let_go_after(error)
            raise trouble_of_server(error, self.server) from error

    def _let_go_after(self, error: psycopg.Error) -> None:
        """After a failure: keep no transaction open, no connection that was cut, and nothing that was remembered."""
        if is_cut(error):
            self._line.drop()
        else:
            self._line.end_transaction()
        self._memo.forget()

    @property
    def connection(self) -> psycopg.Connection:
        """The open connection, for preparing, copying and measuring; raises Trouble when the server is gone."""
        return self._line.wire().connection

    def begin_anew(self, kept: str) -> PostgresBook:
        """In an open act: keep the office's schema under the name `kept` and go on in an empty one of its own name."""
        wire = self._line.wire()
        start_over(wire.connection, self.server.schema, kept)
        self._memo.forget()
        self._book = self._begun(wire, None)
        return self._book

    # --- the feed ----------------------------------------------------------------------------------------------

    def data_version(self) -> int:
        """Give a number that changes when another station has committed; raises Trouble when the server is gone."""
        return self._follower.version()

    def _newest(self) -> Head | None:
        with self._troubles():
            return self._first(_HEAD, answers=1)[1]

    def clock_ahead_s(self) -> float:
        """Give how far the server's clock is ahead of this PC's, in seconds, as the last transaction has found it."""
        return self._ahead_s

    def ear(self) -> Ear | None:
        """Give what becomes readable when the server tells of another station's commit."""
        return self._follower

    def moved_away(self) -> bool:
        """Tell whether the office lies elsewhere now: never, a connection that was cut is made anew by itself."""
        return False

    def hold(self, what: str) -> Held | None:
        """Hold something that one station of the office may have at a time; None when another one has it.

        It is freed when its connection ends, however it ends, and taken again with the next one if nobody was faster.
        """
        with self._troubles():
            return self._line.hold(what)

    # --- care --------------------------------------------------------------------------------------------------

    def tidy(self) -> bool:
        """Use an idle moment for housekeeping: the server does its own."""
        return False

    def integrity(self) -> list[str]:
        """Give what is wrong with the storage itself: rows that point nowhere are refused by the server already."""
        return []

    def backup(self, folder: Path, name: str, tell: Tell | None = None) -> Path:
        """Copy the whole memory into a file of its own in `folder`; raises Trouble when that fails."""
        from loket.store.copying import backup_of

        return backup_of(self, folder, name, tell)

    def close(self) -> None:
        """Let go."""
        self._line.close()


def _failure(error: psycopg.Error, server: Server) -> Exception:
    """Say why an act was not saved."""
    if not is_cut(error):
        return trouble_of_server(error, server)
    return Trouble("act_lost", N_("Sambungan terputus sebelum tersimpan. Tidak ada yang berubah; tekan sekali lagi."))


def _unknown(server: Server) -> Trouble:
    return Trouble(
        "outcome_unknown",
        N_(
            "Basis data di {place} hilang saat menyimpan; belum pasti apakah tersimpan. Setelah tersambung lagi, lihat "
            "dahulu di layar sebelum menekan sekali lagi."
        ),
        place=server,
    )
