"""Copy an office from one place to another, on any engine, and prove that the copy is the same.

It is read in one consistent picture while stations go on working, and written in one transaction: there is a whole
copy or none. The journal's chain is recomputed from the rows that arrived, and every table is counted on both sides.
"""

from __future__ import annotations

import os
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from loket.errors import N_, Trouble
from loket.model.events import FIRST_PREV, hash_of_parts
from loket.store.place import Place, made_folder
from loket.store.tables import COLUMNS
from loket.store.troubles import occupied

if TYPE_CHECKING:
    from loket.store.book import SqlBook
    from loket.store.contract import Store, Tell


@dataclass(frozen=True, slots=True)
class Copied:
    """What was copied and found equal: rows of every table, the number of the last fact and its hash."""

    rows: dict[str, int]
    facts: int
    hash: str


def copy_office(source: Store, target: Place, tell: Tell | None = None) -> Copied:
    """Copy the office of `source` to `target`, where there must be none.

    Raises Refused when there is an office already, Trouble when a disk, a server or the journal itself is damaged.
    """
    if isinstance(target, Path):
        return _into_file(source, target, tell)
    from loket.store.postgres import PostgresStore

    with closing(PostgresStore(target, later=True)) as store, source.reading() as book, store.making() as copy:
        return fill(book, copy, target, tell)  # type: ignore[arg-type]  # every engine's book is a SqlBook


def _into_file(source: Store, target: Path, tell: Tell | None) -> Copied:
    """Write a file beside its name and give it the name when it is whole: nobody ever opens half an office."""
    from loket.store.sqlite import SqliteStore

    if target.exists():
        raise occupied(target)
    unfinished = target.with_name(f"{target.name}.part")
    _remove(unfinished)
    try:
        made_folder(target.parent)
        store = SqliteStore(unfinished, create=True)
        try:
            with source.reading() as book, store.writing() as copy:
                copied = fill(book, copy, target, tell)  # type: ignore[arg-type]  # every engine's book is a SqlBook
        finally:
            store.close()
        settle_file(unfinished, target)
        return copied
    finally:
        _remove(unfinished)


def fill(book: SqlBook, copy: SqlBook, target: Place, tell: Tell | None = None) -> Copied:
    """Copy everything that `book` sees into `copy`, an empty office, and compare; raises Refused or Trouble."""
    if copy.catalogue_version() or copy.last_fact()[0]:
        raise occupied(target)
    for each in (book, copy):
        each.take_time()
    counts = book.row_counts()
    total, done = sum(counts.values()), 0
    copy.empty_marks()
    for table in COLUMNS:
        for rows in book.parts_of(table):
            copy.fill(table, rows)
            done += len(rows)
            if tell is not None:
                tell(done, total)
    copy.count_on()
    arrived = copy.row_counts()
    facts, digest = chain_of(copy)
    if arrived != counts or (facts, digest) != (book.last_fact()[0], book.last_fact()[2]):
        raise _unequal(target)
    copy.set_mark("revision", str(time.time_ns()))  # nobody goes on with what he remembers of another office
    return Copied(counts, facts, digest)


def chain_of(book: SqlBook) -> tuple[int, str]:
    """Recompute the journal's chain from its rows; gives the last seq and hash.

    Raises Trouble at the first fact that does not fit: a copy of a damaged journal would only hide the damage.
    """
    prev, last = FIRST_PREV, 0
    for rows in book.parts_of("facts"):
        for seq, at, kind, visit, number, counter, officer, data, told_prev, digest in rows:
            right = hash_of_parts(seq, at, kind, visit, number, counter, officer, data, prev)
            if seq != last + 1 or told_prev != prev or digest != right:
                raise Trouble(
                    "journal_broken",
                    N_("Jurnal tidak utuh di fakta {seq}; tidak ada yang disalin. Lihat: loket verify"),
                    seq=seq,
                )
            prev, last = digest, seq
    return last, prev


def backup_of(store: Store, folder: Path, name: str, tell: Tell | None = None) -> Path:
    """Copy an office of a server into a file of its own in `folder`; gives the file's path."""
    target = folder / f"loket-{name}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    copy_office(store, target, tell)
    return target


def settle_file(unfinished: Path, target: Path) -> None:
    """Give a finished file its name, durably."""
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _remove(unfinished: Path) -> None:
    for ending in ("", "-wal", "-shm", "-lock", "-lock-line", "-listeners"):
        with suppress(FileNotFoundError):
            unfinished.with_name(unfinished.name + ending).unlink()


def _unequal(place: Place) -> Trouble:
    return Trouble(
        "copy_unequal",
        N_("Salinan di {path} tidak sama dengan aslinya dan dibatalkan. Periksa diska, lalu ulangi."),
        path=place,
    )
