"""An office in memory only, gone with the process: for trials and simulations. The same tables, statements and acts.

Several stores of one process share an office by its name, ``:memory:NAME``; it lives as long as one of them is open.
"""

from __future__ import annotations

import sqlite3

from loket.store.contract import Ear, Held
from loket.store.lock import ProcessLock
from loket.store.nudge import Nudge
from loket.store.place import MEMORY
from loket.store.sqlite import SqliteStore


class MemoryStore(SqliteStore):
    """The office's memory, in memory. One value per thread."""

    _held: dict[str, set[str]] = {}  # noqa: RUF012 - shared by all stores of this process on purpose

    def _connect(self) -> sqlite3.Connection:
        name = self.path.name.removeprefix(MEMORY) or f"{id(self):x}"
        return sqlite3.connect(
            f"file:loket-{name}?mode=memory&cache=shared", uri=True, isolation_level=None, check_same_thread=False
        )

    def _is_there(self) -> bool:
        return True

    def _new_lock(self) -> ProcessLock:
        return _OpenLock()

    def _new_nudge(self) -> Nudge:
        return _NoNudge()

    def moved_away(self) -> bool:
        """Tell whether the office lies elsewhere now: it cannot."""
        return False

    def ear(self) -> Ear | None:
        """Give nothing: stores of one process see each other's commits by `data_version`."""
        return None

    def hold(self, what: str) -> Held | None:
        """Hold something that one station may have at a time."""
        taken = self._held.setdefault(self.path.name, set())
        if what in taken:
            return None
        taken.add(what)
        return _Hold(taken, what)

    def tidy(self) -> bool:
        """Use an idle moment for housekeeping: there is no log to keep."""
        return False


class _OpenLock(ProcessLock):
    """Nothing stands between the threads of one process but SQLite's own lock."""

    def __init__(self) -> None:
        """Lock no file."""

    def acquire(self, patience_s: float) -> bool:  # noqa: ARG002 - it never has to wait
        return True

    def release(self) -> None:
        """There is nothing to give back."""

    def close(self) -> None:
        """There is nothing to close."""


class _NoNudge(Nudge):
    """Other processes cannot see this office."""

    def __init__(self) -> None:
        """Open no socket."""

    def send(self) -> None:
        """There is nobody to tell."""

    def close(self) -> None:
        """There is nothing to close."""


class _Hold:
    is_held = True

    def __init__(self, taken: set[str], what: str) -> None:
        self._taken, self._what = taken, what

    def close(self) -> None:
        """Let go."""
        self._taken.discard(self._what)
