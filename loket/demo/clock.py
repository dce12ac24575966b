"""The demo's clock: it goes faster than life, and jumps when the play has nothing to show meanwhile."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

OPENING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
"""Monday 23 November 2026, 09.00 in the starter's zone (Asia/Jayapura): an ordinary working day."""


class DemoClock:
    """A clock that starts at `start` and runs `pace` times as fast as life; 0 stands still."""

    def __init__(self, start: datetime = OPENING, pace: float = 0.0) -> None:
        """Start the clock."""
        self._lock = threading.Lock()
        self._base, self._since, self._pace = start, time.monotonic(), pace

    def now(self) -> datetime:
        """Give the demo's present as an aware UTC instant."""
        with self._lock:
            return self._base + timedelta(seconds=(time.monotonic() - self._since) * self._pace)

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        with self._lock:
            self._base += timedelta(seconds=seconds)

    def set_pace(self, pace: float) -> None:
        """Go faster or slower from now on."""
        now = self.now()
        with self._lock:
            self._base, self._since, self._pace = now, time.monotonic(), pace
