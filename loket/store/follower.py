"""How a station follows the journal of an office on a server: notices, and a look now and then in case one was lost."""

from __future__ import annotations

import time
from collections.abc import Callable

from loket.errors import Away
from loket.store.book import Head
from loket.store.line import Line

LOOK_S = 2.0
"""Seconds between two looks at the journal when no notice has come."""


class Follower:
    """Follows one journal; the `Ear` of a line, from connection to connection."""

    def __init__(self, line: Line, newest: Callable[[], Head | None]) -> None:
        """`newest` reads the journal's head; it raises Trouble when the server is gone."""
        self._line, self._newest = line, newest
        self._seen: tuple[int, str | None] = (-1, None)
        self._look_at = 0.0
        self._is_away = False
        self.fileno, self.hear = line.fileno, line.hear

    def close(self) -> None:
        """Listen no more: the line is the store's."""

    def version(self) -> int:
        """Give a number that changes when another station has committed.

        Costs nothing while the server is silent; every `LOOK_S` seconds the journal's head is read, in case a notice
        was lost. Raises Trouble when the server is gone, without trying it at every call.
        """
        now = time.monotonic()
        if now < self._look_at and (self._line.is_open or self._is_away):
            if not self._line.is_open:
                raise Away(self._line.server)
            return self._line.heard
        self._look_at, self._is_away = now + LOOK_S, True
        self.compare(self._newest())
        self._is_away = False
        return self._line.heard

    def told(self, seq: int) -> None:
        """Know that facts up to `seq` are this station's own doing, which is no news."""
        self._seen = (seq, None)

    def compare(self, head: Head | None) -> None:
        """Compare the journal's head with the last one seen: what has come since is another station's doing."""
        seq, revision = (head[0], head[3]) if head else (0, None)
        known_seq, known_revision = self._seen
        if seq != known_seq or (known_revision is not None and revision != known_revision):
            self._line.heard += 1
        self._seen = (seq, revision)
