"""The line between stations and the office's memory: it can be cut, and the disk behind it can fill up."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from loket.errors import Trouble
from loket.store.opening import open_store
from loket.store.place import Place
from loket.store.sqlite import SqliteStore

if TYPE_CHECKING:
    from loket.store.contract import Book, Store

GONE = "Basis data di {place} tidak terjangkau. Yang tersimpan tetap aman; stasiun ini mencoba lagi sendiri."
LOST = "Sambungan terputus sebelum tersimpan. Tidak ada yang berubah; tekan sekali lagi."
UNKNOWN = "Sambungan terputus saat menyimpan. Periksa layar dahulu sebelum menekan lagi."


class Line:
    """Opens the memory of one office for stations, and decides what becomes of their acts."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.is_cut = False
        self.tries = 0
        """How often somebody wanted to open the memory."""
        self.full = self.read_only = False
        self.at_the_door: threading.Event | None = None
        """Whoever wants to open the memory waits for this first."""
        self.next_act = ""
        """ "act_lost" or "outcome_unknown": what becomes of the next act that is saved."""

    def open(self) -> Store:
        """Open the memory, as a station does."""
        self.tries += 1
        if self.at_the_door is not None:
            self.at_the_door.wait(20)
        self.check()
        store = open_store(self.place)
        return Cut(store, self) if isinstance(store, SqliteStore) else store  # a server has real faults of its own

    def check(self) -> None:
        """Raise Trouble while the line is cut."""
        if self.is_cut:
            raise Trouble("database_gone", GONE, place="postgresql://loket@server/loket")

    # --- each way to be away, and back again -------------------------------------------------------------------

    def cut(self) -> None:
        self.is_cut = True

    def mend(self) -> None:
        self.is_cut = False

    def move_away(self) -> None:
        """Move the file aside, for real."""
        assert isinstance(self.place, Path)
        _move(self.place.parent, self.place.parent / "disingkirkan", self.place.name)

    def move_back(self) -> None:
        assert isinstance(self.place, Path)
        _move(self.place.parent / "disingkirkan", self.place.parent, self.place.name)


def _move(source: Path, target: Path, name: str) -> None:
    """Move a database with what lies beside it; the file itself goes first and comes last."""
    target.mkdir(exist_ok=True)
    arriving = target.name != "disingkirkan"
    for each in sorted(source.glob(f"{name}*"), key=lambda path: (path.name == name) == arriving):
        if each.is_file():
            each.rename(target / each.name)


class Cut:
    """A store behind a line."""

    def __init__(self, store: SqliteStore, line: Line) -> None:
        self._store, self._line = store, line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def data_version(self) -> int:
        self._line.check()
        return self._store.data_version()

    def reading(self) -> Any:
        self._line.check()
        return self._store.reading()

    @contextmanager
    def writing(self) -> Iterator[Book]:
        line, db = self._line, self._store.connection
        line.check()
        pages = db.execute("PRAGMA page_count").fetchone()[0] if line.full else 1 << 30
        db.execute(f"PRAGMA max_page_count = {pages}")
        db.execute(f"PRAGMA query_only = {int(line.read_only)}")
        before = db.total_changes
        with self._store.writing() as book:
            yield book
            if line.full:  # SQLite itself finds no room for what the act needs
                db.execute("INSERT INTO room (filler) VALUES (zeroblob(1048576))")
            if line.next_act == "act_lost" and db.total_changes > before:
                line.next_act = ""
                raise Trouble("act_lost", LOST)
        if line.next_act == "outcome_unknown" and db.total_changes > before:
            line.next_act = ""
            raise Trouble("outcome_unknown", UNKNOWN)


AWAY: dict[str, tuple[Callable[[Line], None], Callable[[Line], None]]] = {
    "server gone": (Line.cut, Line.mend),
    "file moved away": (Line.move_away, Line.move_back),
}
"""Ways in which the whole memory can be away, and how it comes back."""
