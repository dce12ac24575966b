"""What one called visitor teaches the office about waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from loket.model.forecast import Sample


@dataclass(frozen=True, slots=True)
class Lesson:
    """When a leg was opened and first called, and the base in seconds from which its wait was told (None: it was not).

    `left_at` is when the visitor left the counter and `busy_s` how long the counter had been busy; None while it
    still is, or when nobody knows.
    """

    service: str
    opened_at: datetime
    called_at: datetime
    base_s: int | None
    priority: bool = False
    left_at: datetime | None = None
    busy_s: float | None = None

    def sample(self, zone: tzinfo) -> Sample | None:
        """Give the lesson as the memory takes it, None when no wait was told; `zone` is the office's."""
        if self.base_s is None:
            return None
        asked = self.opened_at.astimezone(zone)
        return Sample(self.base_s, (self.called_at - asked).total_seconds(), asked, self.called_at, self.priority)
