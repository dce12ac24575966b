"""What one called visitor teaches the office about waiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from loket.model.forecast import Sample


@dataclass(frozen=True, slots=True)
class Lesson:
    """When the ticket was taken, when the first call came, and the base in seconds from which the wait was told.

    `busy_s` is how long the counter was busy with this visitor; None while it still is, or when nobody knows.
    """

    service: str
    opened_at: datetime
    called_at: datetime
    base_s: int
    priority: bool = False
    busy_s: float | None = None

    def sample(self, zone: tzinfo) -> Sample:
        """Give the lesson as the memory takes it; `zone` is the office's."""
        asked = self.opened_at.astimezone(zone)
        return Sample(self.base_s, (self.called_at - asked).total_seconds(), asked, self.called_at, self.priority)
