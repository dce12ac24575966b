"""Small parts of the store's contract: what hears, what is held, and what is told of a long work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

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
