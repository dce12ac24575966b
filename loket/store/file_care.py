"""Care for an office's file in moments when nobody waits: its log, its soundness, a copy of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import disk_usage
from typing import TYPE_CHECKING

from loket.errors import Trouble
from loket.store.contract import Tell
from loket.store.copying import settle_file

if TYPE_CHECKING:
    from loket.store.sqlite import SqliteStore

LOG_BYTES = 6 << 20
"""The size to which the write-ahead log is grown at once: overwriting it in place is half the work for the disk."""

TIDY_FACTS = 400
"""Facts after which an idle moment is used to put the log back to its beginning; they leave about 5 MB in it."""

PART_PAGES = 4096
"""Pages that are copied at once, before it is told how far a copy has come."""

_ROOM_BYTES = 1 << 20
_ROOM_TO_SPARE = 64 << 20


def tidy(store: SqliteStore) -> bool:
    """Keep the write-ahead log at one size, overwritten in place. Tells whether there was something to do.

    A new log is grown at once, and after `TIDY_FACTS` it is moved into the file. The first commit after that pays a
    second sync for the log's new header, so tidying makes it itself: a press keeps to one sync. Raises Trouble.
    """
    with store.troubles():
        log = store.path.with_name(store.path.name + "-wal")
        grown = log.exists() and log.stat().st_size >= LOG_BYTES
        # On a disk that is nearly full, tickets go first.
        may_grow = not grown and disk_usage(store.path.parent).free >= _ROOM_TO_SPARE
    with store.reading() as book:
        seq = book.last_fact()[0]
        due = seq - int(book.mark("tidied") or 0) >= TIDY_FACTS
    if may_grow:
        _grow_log(store)
    elif not due:
        return False
    # In SQLite up to 3.51.2 a checkpoint that meets the commit which begins the log anew can lose commits
    # (sqlite.org/wal.html, "The WAL-Reset Bug"): so both stand in line for one lock.
    try:
        with store.troubles(), store.alone():
            busy, pages, moved = store.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    except Trouble as trouble:
        if trouble.code == "database_busy":
            return False  # somebody works: another moment will be calmer
        raise
    if busy or pages != moved:
        return False
    with store.writing() as book:
        book.set_mark("tidied", str(seq))
    return True


def _grow_log(store: SqliteStore) -> None:
    """Write the log to its full size, in commits for which nobody waits long.

    Pages freed in their own transaction would never reach it, so they are freed in one more.
    """
    for _ in range(LOG_BYTES // _ROOM_BYTES):
        with store.writing() as book:
            book.fill_room(_ROOM_BYTES)
    with store.writing() as book:
        book.empty_room()


def backup(store: SqliteStore, folder: Path, name: str, tell: Tell | None = None) -> Path:
    """Copy the whole database into `folder` in one consistent picture; gives the copy's path when it is durable.

    It is copied in parts, inside one reading: what stations write meanwhile neither gets in nor begins it anew.

    Raises sqlite3.Error or OSError; then there is no copy.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{store.path.stem}-{name}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    unfinished = target.with_suffix(".part")
    try:
        with closing(sqlite3.connect(unfinished)) as copy:
            store.connection.execute("BEGIN")
            try:
                store.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the picture is taken here
                store.connection.backup(copy, pages=PART_PAGES, sleep=0, progress=told_by(tell))
            finally:
                store.connection.execute("ROLLBACK")
        settle_file(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def told_by(tell: Tell | None) -> Callable[[int, int, int], None] | None:
    """Tell pages done of all pages, where SQLite tells a code and the pages that are left."""
    return None if tell is None else lambda _code, left, total: tell(total - left, total)


def integrity(connection: sqlite3.Connection) -> list[str]:
    """Give what SQLite finds wrong with a file; empty when it is sound. Raises sqlite3.Error."""
    rows = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    foreign = connection.execute("PRAGMA foreign_key_check").fetchall()
    found = [] if rows == ["ok"] else rows
    return found + [f"foreign key: {row}" for row in foreign]
