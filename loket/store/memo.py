"""What a station remembers of things that seldom change: the set-up, the office days, who sits where.

The table `marks` holds a `revision` that triggers raise whenever one of these changes, in whatever process. A
transaction reads it together with the journal's head, in one statement, and remembers nothing of an older revision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from loket.model.catalogue import Catalogue
from loket.model.counter import Duty
from loket.model.kept import DayRow


@dataclass(slots=True)
class Memo:
    """Rows read at `revision`; empty fields were not read yet. `unclosed` is a tuple of none or one day.

    The set-up is large and carries its own version: it is kept, and `is_current` tells whether that was compared.
    """

    revision: str | None = None
    catalogue: Catalogue | None = None
    is_current: bool = False
    unclosed: tuple[DayRow, ...] | None = None
    days: dict[date, DayRow | None] = field(default_factory=dict)
    duties: dict[int, Duty | None] = field(default_factory=dict)

    def forget(self, revision: str | None = None) -> None:
        """Remember nothing; what is read from now on belongs to `revision`, None while it is being changed."""
        self.revision = revision
        self.is_current = False
        self.unclosed = None
        self.days.clear()
        self.duties.clear()
