"""What stands on a slip: plain facts, put together by the office when a printer asks, drawn by `printers`.

A slip carries no name and no identity number. Number, time, people ahead and the wait are those saved with the ticket:
a slip printed late says what was true when the number was taken. The names of office and service are today's.
"""

from __future__ import annotations

from dataclasses import dataclass
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
