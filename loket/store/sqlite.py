"""One PC: an SQLite file, shared by several processes.

WAL with synchronous=FULL: a commit is one sync, and what was acknowledged survives a power cut. A lock between
processes stands in front of BEGIN IMMEDIATE. Checkpoints happen in idle moments (`tidy`), not in somebody's press.
"""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from loket.errors import N_, Trouble
from loket.model.catalogue import Catalogue
from loket.model.events import FIRST_PREV
from loket.store.book_desk import DeskRows
from loket.store.book_journal import JournalRows
from loket.store.book_lessons import LessonRows
from loket.store.book_printing import PrintRows
from loket.store.book_visits import VisitRows
from loket.store.lock import ProcessLock
from loket.store.memo import Memo
from loket.store.migrations import NEWEST, migrate
from loket.store.nudge import Nudge
from loket.store.schema import APPLICATION_ID, PAGE_SIZE
from loket.store.troubles import trouble_of

PATIENCE_S = 10.0
"""How long a press waits for other stations before it gives up, in seconds."""

LOG_BYTES = 6 << 20
"""The size to which the write-ahead log is grown at once: overwriting it in place is half the work for the disk."""

TIDY_FACTS = 400
"""Facts after which an idle moment is used to put the log back to its beginning; they leave about 5 MB in it."""

_ROOM_BYTES = 1 << 20
_ROOM_TO_SPARE = 64 << 20
_SAFETY_CHECKPOINT_PAGES = 32768


_HEAD = "SELECT seq, at, hash, (SELECT value FROM marks WHERE name = 'revision') FROM facts ORDER BY seq DESC LIMIT 1"
_NO_HEAD = (0, "", FIRST_PREV, None)


class SqliteBook(VisitRows, JournalRows, DeskRows, PrintRows, LessonRows):
    """What one transaction can read and write; see `loket.store.contract.Book`."""

    def __init__(self, connection: sqlite3.Connection, memo: Memo, path: Path) -> None:
        """Begin with the journal's head, and with what is remembered if it is still so."""
        self._db = connection
        self._path = path
        seq, at, digest, revision = connection.execute(_HEAD).fetchone() or _NO_HEAD
        self._last = (seq, at, digest)
        self._memo = memo
        if revision is None or revision != memo.revision:
            memo.forget(revision)

    def fill_room(self, size: int) -> None:
        """Put `size` bytes of nothing into the file."""
        self._db.execute("INSERT INTO room (filler) VALUES (zeroblob(?))", (size,))

    def empty_room(self) -> None:
        """Take them out again; the file keeps the pages for later."""
        self._db.execute("DELETE FROM room")

    def catalogue(self) -> Catalogue:
        """Give the office's set-up, read again only when somebody has changed it; raises Trouble when there is none."""
        memo = self._memo
        known = memo.catalogue
        if known is None or not memo.is_current:
            version = self.catalogue_version()
            if version == 0:
                raise _missing(self._path)
            if known is None or known.version != version:
                known = memo.catalogue = self.load_catalogue()
            memo.is_current = True
        return known


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
        with self._troubles(), ExitStack() as undone:
            if not create and not path.exists():
                raise _missing(self.path)
            self._lock = ProcessLock(path.with_name(path.name + "-lock"))
            undone.callback(self._lock.close)
            self._db = self._connect()
            undone.callback(self._db.close)
            self._prepare(create=create)
            undone.pop_all()
        self._nudge = Nudge(path)

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
            raise _missing(self.path)
        if version > NEWEST:
            raise Trouble(
                "database_newer",
                N_("Basis data {path} dibuat oleh Loket yang lebih baru (versi {version}). Perbarui Loket di PC ini."),
                path=self.path,
                version=version,
            )
        if version < NEWEST:
            self._migrate()
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        # Some systems build SQLite to overwrite freed bytes: work without use, the journal keeps everything anyway.
        self._db.execute("PRAGMA secure_delete = OFF")
        self._db.execute(f"PRAGMA wal_autocheckpoint = {_SAFETY_CHECKPOINT_PAGES}")

    def _migrate(self) -> None:
        if not self._lock.acquire(PATIENCE_S):
            raise self._busy()
        try:
            version = self._version()  # another station may have been first
            if 0 < version < NEWEST:
                self.backup(self.path.parent / "cadangan", f"sebelum-versi-{NEWEST}")
            self._db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            migrate(self._db)
        finally:
            self._lock.release()

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
            raise self._busy()
        self._changes = self._db.total_changes
        try:
            self._db.execute("BEGIN IMMEDIATE")
            return SqliteBook(self._db, self._memo, self.path)
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
            with self._troubles():
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
        finally:
            self._lock.release()
        if isinstance(error, sqlite3.Error):
            raise trouble_of(error, self.path) from error

    @contextmanager
    def reading(self) -> Iterator[SqliteBook]:
        """Give the book for reading: one consistent picture, no lock, nobody waits."""
        try:
            self._db.execute("BEGIN")
            try:
                yield SqliteBook(self._db, self._memo, self.path)
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
        with self._troubles():
            return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def listener(self) -> socket.socket | None:
        """Give a socket that becomes readable when another station has committed, None where there is none."""
        return self._nudge.listener()

    # --- care --------------------------------------------------------------------------------------------------

    def tidy(self) -> bool:
        """Keep the write-ahead log at one size, overwritten in place; call it in an idle moment (10 … 50 ms).

        A new log is grown at once, and after `TIDY_FACTS` it is moved into the file. The first commit after that pays a
        second sync for the log's new header, so tidying makes it itself: a press keeps to one sync. Gives whether there
        was something to do.
        """
        with self._troubles():
            log = self.path.with_name(self.path.name + "-wal")
            grown = log.exists() and log.stat().st_size >= LOG_BYTES
        with self.reading() as book:
            seq = book.last_fact()[0]
            due = seq - int(book.mark("tidied") or 0) >= TIDY_FACTS
        if not grown and self._has_room():
            self._grow_log()
        elif not due:
            return False
        if not self._move_log():
            return False
        with self.writing() as book:
            book.set_mark("tidied", str(seq))
        return True

    def _move_log(self) -> bool:
        """Move the log into the file; tells whether all of it was moved. Nobody writes meanwhile.

        In SQLite up to 3.51.2 a checkpoint that meets the commit which begins the log anew can lose commits
        (sqlite.org/wal.html, "The WAL-Reset Bug"): so both stand in line for one lock.
        """
        with self._troubles():
            if not self._lock.acquire(PATIENCE_S):
                return False
            try:
                busy, pages, moved = self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            finally:
                self._lock.release()
        return not busy and pages == moved

    def _has_room(self) -> bool:
        """Tell whether the disk can spare what growing the log takes; on one that is nearly full, tickets go first."""
        from shutil import disk_usage

        with self._troubles():
            return disk_usage(self.path.parent).free >= _ROOM_TO_SPARE

    def _grow_log(self) -> None:
        """Write the log to its full size, in commits for which nobody waits long.

        Pages freed in their own transaction would never reach it, so they are freed in one more.
        """
        for _ in range(LOG_BYTES // _ROOM_BYTES):
            with self.writing() as book:
                book.fill_room(_ROOM_BYTES)
        with self.writing() as book:
            book.empty_room()

    def backup(self, folder: Path, name: str) -> Path:
        """Copy the whole database into `folder` and give the copy's path; raises Trouble when that fails."""
        with self._troubles():
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"{self.path.stem}-{name}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
            unfinished = target.with_suffix(".part")
            try:
                copy = sqlite3.connect(unfinished)
                try:
                    self._db.backup(copy)
                finally:
                    copy.close()
                unfinished.replace(target)
            finally:
                unfinished.unlink(missing_ok=True)
        return target

    def integrity(self) -> list[str]:
        """Give what SQLite finds wrong with the file; empty when it is sound."""
        with self._troubles():
            rows = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
            foreign = self._db.execute("PRAGMA foreign_key_check").fetchall()
        found = [] if rows == ["ok"] else rows
        return found + [f"foreign key: {row}" for row in foreign]

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        self._lock.close()
        self._nudge.close()

    def _busy(self) -> Trouble:
        return Trouble(
            "database_busy",
            N_("Basis data sedang dipakai terus-menerus oleh stasiun lain. Tunggu sebentar, lalu coba lagi."),
        )

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise trouble_of(error, self.path) from error


def _missing(path: Path) -> Trouble:
    return Trouble(
        "database_missing", N_("Belum ada kantor di {path}. Buat dahulu: loket init --starter dinsos"), path=path
    )
