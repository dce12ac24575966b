"""What stands on a slip: plain facts, saved with the print job and drawn later by `printers`.

A slip carries no name and no identity number. All words are facts of the moment it was made: a slip printed late
says what was true when the number was taken.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TicketSlip:
    """A queue ticket. `taken_at` is the office's local time; waits are seconds; `ahead` people in front."""

    office: str
    place: str
    emblem: str
    number: str
    letter: str
    service: str
    taken_at: datetime
    ahead: int
    told_low_s: int | None = None
    told_high_s: int | None = None
    code: str = ""
    link: str = ""
    """Address behind the QR when the office has a status page; else the QR holds the ticket's own words."""
    missing: tuple[str, ...] = ()
    priority: bool = False
    training: bool = False
    language: str = "id"
    free_of_charge: bool = True
    kind: str = "ticket"

    def to_json(self) -> str:
        """Write the slip for the print job's row."""
        facts = asdict(self)
        facts["taken_at"] = self.taken_at.isoformat()
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> TicketSlip:
        """Read a slip back; raises ValueError or TypeError on anything else."""
        facts = json.loads(text)
        facts["taken_at"] = datetime.fromisoformat(facts["taken_at"])
        facts["missing"] = tuple(facts.get("missing", ()))
        return TicketSlip(**facts)


@dataclass(frozen=True, slots=True)
class PrinterRecord:
    """A printer as the office set it up. `url`: tcp://host:port, file:///dev/usb/lp0 or virtual:name."""

    name: str
    url: str
    width_dots: int = 576
    cutter: bool = True
    state: str = "unknown"
    """What the last contact showed: ready, low, out, cover, offline, unknown."""


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip on its way to paper. `copy` is 1 for the first print; every further one says CETAK ULANG."""

    id: int
    number: str
    slip: TicketSlip
    copy: int
    created_at: datetime
    attempts: int = 0
    state: str = "waiting"
    """waiting, printing, printed, failed, expired"""
