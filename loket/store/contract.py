"""What any memory of the office must promise: the acts know these names and no engine.

`Store` gives transactions, `Book` is what one transaction can read and write.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from loket.store.contract_book import Book as Book  # noqa: PLC0414 - part of the contract
from loket.store.place import Place

Tell = Callable[[int, int], None]
"""Told how much of how much is done, in rows or pages."""


class Ear(Protocol):
    """Hears when another station has committed. A hint only: who misses it sees `Store.data_version` change."""

    def fileno(self) -> int:
        """Give the descriptor to wait on until it is readable, -1 while there is none."""
        ...

    def hear(self) -> None:
        """Take in what is to be heard, so that the descriptor is silent again; never waits."""
        ...

    def close(self) -> None:
        """Listen no more."""
        ...


class Held(Protocol):
    """Something held by this station alone."""

    @property
    def is_held(self) -> bool:
        """Tell whether it is still held: a server frees what a cut connection held, and somebody may be faster."""

    def close(self) -> None:
        """Let go."""


class Store(Protocol):
    """The office's memory, for one thread."""

    @property
    def place(self) -> Place:
        """Where the memory lies."""
        ...

    def writing(self) -> AbstractContextManager[Book]:
        """Open one act: one durable commit, or nothing."""
        ...

    def reading(self) -> AbstractContextManager[Book]:
        """Open one consistent picture."""
        ...

    def data_version(self) -> int:
        """Give a number that changes when somebody else has committed."""
        ...

    def clock_ahead_s(self) -> float:
        """Give how far the memory's own clock is ahead of this PC's, in seconds; 0 where it has none."""
        ...

    def ear(self) -> Ear | None:
        """Give what becomes readable when another station has committed, None where there is nothing to hear."""
        ...

    def moved_away(self) -> bool:
        """Tell whether what was opened lies no longer in its place, so that it must be opened anew."""
        ...

    def hold(self, what: str) -> Held | None:
        """Hold something that one station of the office may have at a time; None when another one has it."""
        ...

    def integrity(self) -> list[str]:
        """Give what is wrong with the storage itself."""
        ...

    def backup(self, folder: Path, name: str, tell: Tell | None = None) -> Path:
        """Copy the whole memory into a file of its own."""
        ...

    def tidy(self) -> bool:
        """Use an idle moment for housekeeping."""
        ...

    def close(self) -> None:
        """Let go."""
        ...
