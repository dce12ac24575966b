"""Bring an office back from a backup, into a file or onto a server, also while stations are working.

The backup itself is only read: a copy of it is brought up to date, its file and its journal are checked, and only then
is it put in place. What stood there before is kept.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loket.errors import N_, Refused, Trouble
from loket.store.contract import Tell
from loket.store.copying import Copied, chain_of, fill, settle_file
from loket.store.file_care import PART_PAGES, told_by
from loket.store.place import KEPT, Place, Server
from loket.store.sqlite import SqliteStore
from loket.store.troubles import occupied, trouble_of

_DAMAGED = ("database_damaged", "database_foreign")


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there now; where that is kept which was there before (None: nothing was), and how many facts it had."""

    copied: Copied
    kept: str | None
    facts_before: int


def restore(backup: Path, target: Place, *, replace: bool = False, tell: Tell | None = None) -> Restored:
    """Put the office of the file `backup` in place at `target`; `replace` allows it where there is an office already.

    Numbers that were given after the backup are not in it and will be given again: that is for people to judge.
    Raises Refused when there is an office and `replace` is not said, Trouble when the backup is damaged, or a disk or
    server fails; then nothing has changed at `target`.
    """
    if not backup.is_file():
        raise Refused("backup_missing", N_("Berkas cadangan {path} tidak ada. Periksa namanya."), path=backup)
    room = target.parent if isinstance(target, Path) else None
    with _checked_copy(backup, room, tell) as (path, copied):
        if isinstance(target, Path):
            return _into_file(path, target, copied, replace=replace)
        return _onto_server(path, target, replace=replace, tell=tell)


@contextmanager
def _checked_copy(backup: Path, room: Path | None, tell: Tell | None) -> Iterator[tuple[Path, Copied]]:
    """Give a checked copy of a backup, at this Loket's step, beside where it will lie."""
    try:
        if room is not None:
            room.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".pulih-", dir=room) as folder:
            path = Path(folder) / "loket.db"
            with closing(_opened(backup)) as source, closing(sqlite3.connect(path)) as copy:
                source.backup(copy, pages=PART_PAGES, sleep=0, progress=told_by(tell))
            yield path, _check(path)
    except (sqlite3.Error, OSError) as error:
        raise trouble_of(error, backup) from error


def _opened(backup: Path) -> sqlite3.Connection:
    """Open a backup for reading. Without a log beside it SQLite is told to make none: the disk may be locked."""
    log = backup.with_name(backup.name + "-wal")
    how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
    return sqlite3.connect(f"{backup.resolve().as_uri()}?{how}", uri=True)


def _check(path: Path) -> Copied:
    """Check file and journal; gives what is in it."""
    with closing(SqliteStore(path)) as store:
        found = store.integrity()
        with store.writing() as book:
            # Stations remember by the revision: none may take what it knows for what is brought back.
            book.set_mark("revision", str(time.time_ns()))
            facts, digest = chain_of(book)
            counts = book.row_counts()
    if found:
        raise Trouble(
            "backup_damaged",
            N_("Cadangan ini rusak dan tidak dipakai. Tidak ada yang berubah. Pilih cadangan lain."),
        )
    return Copied(counts, facts, digest)


def _into_file(path: Path, target: Path, copied: Copied, *, replace: bool) -> Restored:
    if not target.exists():
        settle_file(path, target)
        return Restored(copied, None, 0)
    if not replace:
        raise occupied(target)
    try:
        live = SqliteStore(target)
    except Trouble as trouble:
        if trouble.code not in _DAMAGED:
            raise
        kept = _put_aside(target)
        settle_file(path, target)
        return Restored(copied, str(kept), 0)
    with closing(live), closing(sqlite3.connect(path)) as source:
        kept, before = live.take_over(source, target.parent / "cadangan")
    return Restored(copied, str(kept), before)


def _put_aside(target: Path) -> Path:
    """Keep a damaged file, with its log, under another name."""
    kept = target.with_name(f"{target.stem}-rusak-{_now()}{target.suffix}")
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            target.with_name(target.name + ending).replace(kept.with_name(kept.name + ending))
    target.replace(kept)
    return kept


def _onto_server(path: Path, target: Server, *, replace: bool, tell: Tell | None) -> Restored:
    from loket.store.postgres import PostgresStore

    with (
        closing(SqliteStore(path)) as source,
        closing(PostgresStore(target, later=True)) as store,
        source.reading() as book,
        store.making() as there,
    ):
        before = there.last_fact()[0]
        if not (before or there.catalogue_version()):
            return Restored(fill(book, there, target, tell), None, 0)
        if not replace:
            raise occupied(target)
        kept = f"{target.schema}{KEPT}{_now()}"
        return Restored(fill(book, store.begin_anew(kept), target, tell), kept, before)


def _now() -> str:
    return f"{datetime.now(UTC):%Y%m%d%H%M%S}"
