"""One PC: an SQLite file, shared by several processes.

WAL with synchronous=FULL: a commit is one sync, and what was acknowledged survives a power cut. A lock between
processes stands in front of BEGIN IMMEDIATE. Checkpoints happen in idle moments (`tidy`), not in somebody's press.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from loket.errors import N_, Trouble
from loket.store.book import HEAD, SqlBook
from loket.store.contract import Ear, Held, Tell
from loket.store.file_care import backup, integrity, tidy
from loket.store.lock import ProcessLock, hold_or_refuse
from loket.store.memo import Memo
from loket.store.migrations import NEWEST, migrate
from loket.store.nudge import Nudge
from loket.store.place import beside
from loket.store.rows import Row
from loket.store.schema import APPLICATION_ID, PAGE_SIZE
from loket.store.tables import COLUMNS
from loket.store.troubles import busy, missing, newer, trouble_of

PATIENCE_S = 10.0
"""How long a press waits for other stations before it gives up, in seconds."""

_SAFETY_CHECKPOINT_PAGES = 32768


class SqliteBook(SqlBook):
    """What one transaction can read and write, and what only a file needs."""

    _db: sqlite3.Connection

    def fill(self, table: str, rows: Sequence[Row]) -> None:
        """Write rows into a table that does not have them."""
        columns = COLUMNS[table]
        marks = ", ".join("?" * len(columns))
        self._db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)

    def fill_room(self, size: int) -> None:
        """Put `size` bytes of nothing into the file."""
        self._db.execute("INSERT INTO room (filler) VALUES (zeroblob(?))", (size,))

    def empty_room(self) -> None:
        """Take them out again; the file keeps the pages for later."""
        self._db.execute("DELETE FROM room")


class _Writing(AbstractContextManager[SqliteBook]):
    """One act. A class, because a generator takes twice the time to enter and leave."""

    __slots__ = ("_store",)

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    def __enter__(self) -> SqliteBook:
        return self._store.begin()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            self._store.commit()
        else:
            self._store.roll_back(error)


class SqliteStore:
    """The office's memory in one file. One value per thread."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open `path`; `create` makes a new file where there is none.

        Raises Trouble when the file is missing, damaged, of a newer Loket, not Loket's, or its folder is not writable.
        """
        self.path = path
        self._memo = Memo()
        self._changes = 0
        with self.troubles(), ExitStack() as undone:
            if not create and not self._is_there():
                raise missing(self.path)
            self._lock = self._new_lock()
            undone.callback(self._lock.close)
            self._db = self._connect()
            undone.callback(self._db.close)
            self._prepare(create=create)
            undone.pop_all()
        self._identity = _identity(path)
        self._nudge = self._new_nudge()

    @property
    def place(self) -> Path:
        """Where the memory lies."""
        return self.path

    def _is_there(self) -> bool:
        return self.path.exists()

    def _new_lock(self) -> ProcessLock:
        return ProcessLock(self.path.with_name(self.path.name + "-lock"))

    def _new_nudge(self) -> Nudge:
        return Nudge(self.path)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(
            self.path, timeout=PATIENCE_S, isolation_level=None, check_same_thread=False, cached_statements=256
        )

    def _prepare(self, *, create: bool) -> None:
        version = self._version()
        application = self._db.execute("PRAGMA application_id").fetchone()[0]
        tables = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION_ID and (application or version or tables):
            raise Trouble(
                "database_foreign",
                N_("Berkas {path} milik program lain, bukan Loket. Pilih berkas lain dengan --database."),
                path=self.path,
            )
        if not (tables or create):
            raise missing(self.path)
        if version > NEWEST:
            raise newer(self.path, version)
        if version < NEWEST:
            self._migrate()
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        # Some systems build SQLite to overwrite freed bytes: work without use, the journal keeps everything anyway.
        self._db.execute("PRAGMA secure_delete = OFF")
        self._db.execute(f"PRAGMA wal_autocheckpoint = {_SAFETY_CHECKPOINT_PAGES}")

    def _migrate(self) -> None:
        with self.alone():
            version = self._version()  # another station may have been first
            if 0 < version < NEWEST:
                self.backup(self.path.parent / "cadangan", f"sebelum-versi-{NEWEST}")
            self._db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            migrate(self._db)

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    # --- transactions ------------------------------------------------------------------------------------------

    def writing(self) -> AbstractContextManager[SqliteBook]:
        """Give the book for one act: everything in it is committed durably together, or nothing is.

        Raises Trouble when the disk is full, the file read-only or damaged, or other stations do not let go.
        """
        return _Writing(self)

    def begin(self) -> SqliteBook:
        """Begin what `writing` wraps: the lock between processes, then SQLite's own."""
        try:
            has_turn = self._lock.acquire(PATIENCE_S)
        except OSError as error:  # waiting opens the lock file once more, which a disk turned read-only refuses
            raise trouble_of(error, self.path) from error
        if not has_turn:
            raise busy()
        self._changes = self._db.total_changes
        try:
            self._db.execute("BEGIN IMMEDIATE")
            return self._book()
        except BaseException as error:
            self.roll_back(error)
            raise

    def commit(self) -> None:
        """Make everything since `begin` durable, with one sync, and let the other stations know."""
        try:
            self._db.execute("COMMIT")
        except BaseException as error:
            self.roll_back(error)
            raise
        self._lock.release()
        if self._db.total_changes != self._changes:
            self._nudge.send()

    def roll_back(self, error: BaseException) -> None:
        """Take back everything since `begin`; raises Trouble when `error` came from the disk or the file."""
        try:
            self._memo.forget()
            with self.troubles():
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
        finally:
            self._lock.release()
        if isinstance(error, sqlite3.Error):
            raise trouble_of(error, self.path) from error

    def _book(self) -> SqliteBook:
        return SqliteBook(self._db, self._memo, self.path, self._db.execute(HEAD).fetchone())

    @contextmanager
    def reading(self) -> Iterator[SqliteBook]:
        """Give the book for reading: one consistent picture, no lock, nobody waits."""
        try:
            self._db.execute("BEGIN")
            try:
                yield self._book()
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise trouble_of(error, self.path) from error

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, for measuring (`loket.store.yardstick`)."""
        return self._db

    # --- the feed ----------------------------------------------------------------------------------------------

    def data_version(self) -> int:
        """Give a number that changes when another connection has committed (about 3 µs)."""
        with self.troubles():
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def clock_ahead_s(self) -> float:
        """Give how far the memory's own clock is ahead of this PC's: a file has none."""
        return 0.0

    def ear(self) -> Ear | None:
        """Give what becomes readable when another station has committed, None where there is no loopback network."""
        return self._nudge.ear()

    def moved_away(self) -> bool:
        """Tell whether the file that was opened lies no longer in its place (2 µs).

        A station that went on with a file that was deleted under it would save into nowhere.
        """
        return _identity(self.path) != self._identity

    # --- one of a kind -----------------------------------------------------------------------------------------

    def hold(self, what: str) -> Held | None:
        """Hold something that one station may have at a time, until it is closed or the process ends; None if taken.

        Raises Trouble when the folder cannot be written.
        """
        return hold_or_refuse(beside(self.path.resolve(), f"-{what}"))

    # --- care --------------------------------------------------------------------------------------------------

    def tidy(self) -> bool:
        """Keep the write-ahead log at one size; call it in an idle moment (10 … 50 ms). Tells whether it had to be."""
        return tidy(self)

    def backup(self, folder: Path, name: str, tell: Tell | None = None) -> Path:
        """Copy the whole database into `folder` and give the copy's path; raises Trouble when that fails."""
        with self.troubles():
            return backup(self, folder, name, tell)

    def take_over(self, source: sqlite3.Connection, folder: Path) -> tuple[Path, int]:
        """Take over everything from another database (a checked backup), page by page, in one transaction.

        Stations that work on the file go on with the new content. What was there up to then is kept in `folder`: gives
        that file and its number of facts. Raises Trouble when any of it fails; then nothing changed.
        """
        with self.troubles(), self.alone():
            with self.reading() as book:
                facts = book.last_fact()[0]
            kept = self.backup(folder, "sebelum-pulih")
            source.backup(self._db)
        self._memo.forget()
        self._nudge.send()
        return kept, facts

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock that every press stands in line for; raises Trouble when others do not let go of it."""
        if not self._lock.acquire(PATIENCE_S):
            raise busy()
        try:
            yield
        finally:
            self._lock.release()

    def integrity(self) -> list[str]:
        """Give what SQLite finds wrong with the file; empty when it is sound."""
        with self.troubles():
            return integrity(self._db)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        self._lock.close()
        self._nudge.close()

    @contextmanager
    def troubles(self) -> Iterator[None]:
        """Turn what SQLite and the system report inside into Trouble."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise trouble_of(error, self.path) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Give what tells one file from another; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
