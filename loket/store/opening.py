"""Open the memory of an office at its place; an engine is imported when it is needed and not before."""

from __future__ import annotations

from pathlib import Path

from loket.store.contract import Store
from loket.store.place import MEMORY, Place


def open_store(place: Place, *, create: bool = False) -> Store:
    """Open the memory at `place`; `create` makes its tables where there are none.

    Raises Trouble when it is missing, damaged, of a newer Loket, cannot be reached or does not let this station in.
    """
    if isinstance(place, Path) and place.name.startswith(MEMORY):
        from loket.store.memory import MemoryStore

        return MemoryStore(place, create=create)
    if isinstance(place, Path):
        from loket.store.sqlite import SqliteStore

        return SqliteStore(place, create=create)
    from loket.store.postgres import PostgresStore

    return PostgresStore(place, create=create)


def is_there(place: Place) -> bool:
    """Tell whether there may be an office at `place`; a server is asked only when it is opened."""
    return not isinstance(place, Path) or place.exists()
