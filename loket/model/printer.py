"""A printer as the office knows it, the jobs on their way to one, and what became of a try.

States of a printer: ready, low, out, cover, offline, unknown. States of a job: waiting, printing, printed, assumed,
sent, failed, expired. Outcomes of a try: PRINTED, ASSUMED, SENT, HELD, PARTIAL (`printers.port.State`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from loket.model.slip import Slip, SlipKind

TROUBLED = frozenset({"out", "cover", "offline"})
"""States of a printer in which nothing comes out until somebody has been there."""

ON_PAPER = frozenset({"PRINTED", "ASSUMED", "SENT"})
"""Outcomes after which a job is done; the port knows how sure it is."""

DONE = frozenset(outcome.lower() for outcome in ON_PAPER)
"""States of a job whose slip is on paper, as far as its printer can tell."""


class Layout(StrEnum):
    """How a slip is sent to a printer."""

    RASTER = "raster"
    """As a picture: the same letters on every printer."""
    NATIVE = "native"
    """As ASCII text in the printer's own letters with a small QR: at most 4 KB, for slow serial lines."""


class Fence(StrEnum):
    """What a printer answers behind the last row, as the calibration found out."""

    PROCESS = "process"
    """GS ( H function 48: answered when all before it is printed (Epson)."""
    QUEUE = "queue"
    """GS r 1: answered in its turn."""
    NONE = "none"
    UNTRIED = "untried"
    """Nobody has calibrated this printer: GS r is tried."""


@dataclass(frozen=True, slots=True)
class PrinterProfile:
    """What is known of one printer beside its width: filled by the wizard, seeded with what fits most printers."""

    layout: Layout = Layout.RASTER
    feed_rows: int = 120
    """White rows from the print head to the knife, or to the edge where paper is torn (8 rows = 1 mm)."""
    band_rows: int = 24
    """Rows of one picture command: what a printer that breaks off may still wait for."""
    rows_per_s: int = 0
    """The most rows that a printer without status or flow control is fed in a second; 0: the slowest we know."""
    proven: bool | None = None
    """Whether its status is real: somebody opened the cover and it said so. None: nobody has tried."""
    fence: Fence = Fence.UNTRIED
    slips: tuple[SlipKind, ...] = ()
    """The slips it prints; none named: all."""
    spare: str = ""
    """The printer that takes over while this one cannot print; "-" for none, empty for any other that can."""
    pc: str = ""
    """The PC (host name) whose station prints on it; empty: any. A device file belongs to one PC."""


@dataclass(frozen=True, slots=True)
class Roll:
    """The paper in a printer, in millimetres; `loket.model.roll` counts and learns."""

    length: int = 50_000
    """Length of a whole roll."""
    used: int = 0
    slips: int = 0
    """Slips since the roll was changed."""
    low_at: int = 0
    """What had been used when the printer first said "low"; 0: it has not."""
    low_left: int = 0
    """What is left when the printer says "low", as an earlier roll has shown; 0: not learned yet."""
    ended: bool = False
    """The printer has said "out" since the roll was changed."""
    learned: bool = False
    """`length` was measured on a roll that ran out, not assumed."""


@dataclass(frozen=True, slots=True)
class PrinterRecord:
    """A printer as the office set it up. `url`: see `printers.port.check_url`."""

    name: str
    url: str
    width_dots: int = 576
    cutter: bool = True
    state: str = "unknown"
    """What the last contact showed: ready, low, out, cover, offline, unknown."""
    profile: PrinterProfile = field(default_factory=PrinterProfile)
    roll: Roll = field(default_factory=Roll)


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip on its way to paper. `copy` is 1 for the first print; every further one says CETAK ULANG."""

    id: int
    number: str
    slip: Slip
    copy: int
    created_at: datetime
    attempts: int = 0
    state: str = "waiting"
    """waiting, printing, printed, assumed, sent, failed, expired"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of one try to print a slip. `outcome` is PRINTED, ASSUMED, SENT, HELD or PARTIAL."""

    outcome: str
    reason: str = ""
    bytes_sent: int = 0
    took_ms: int = 0
    """From the claim to the outcome."""
    paper_mm: int = 0
    """Paper that was fed, as far as is known."""
    printer_state: str = ""
    """What the try showed of the printer; empty: nothing new."""
    data: bytes = b""
    """The bytes that were sent, kept for the last slips so that their picture can be looked at."""
