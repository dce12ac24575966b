"""What stands on a slip: plain facts, put together by the office when a printer asks, drawn by `printers`.

A queue ticket carries no name and no identity number. Number, time, people ahead and the wait are those saved with the
ticket: a slip printed late says what was true when the number was taken. The names of office and service are today's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class SlipKind(StrEnum):
    """The slips that Loket prints."""

    TICKET = "ticket"
    RECEIPT = "receipt"
    PRESCRIPTION = "prescription"
    COMPLAINT = "complaint"
    REQUIREMENTS = "requirements"
    CARRY_OVER = "carry-over"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What every slip has: whose it is. `emblem` as in OfficeFace; `footer` the office's own last line."""

    office: str
    place: str = ""
    emblem: str = ""
    footer: str = ""
    training: bool = False
    language: str = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketSlip(Slip):
    """A queue ticket. `taken_at` is the office's local time; waits are seconds; `ahead` people in front."""

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
    free_of_charge: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """A paper on a receipt: handed in, or to follow."""

    name: str
    received: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptSlip(Slip):
    """A "tanda terima berkas": what was handed in, by when the office has promised the result.

    `received_at` is the office's local time, `officer` a code and no name.
    """

    reference: str
    service: str
    number: str
    counter: str
    officer: str
    received_at: datetime
    documents: tuple[Document, ...]
    promised: date | None = None
    fee: str = ""
    link: str = ""
    contact: str = ""
    """Telephone or WhatsApp number of the office."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a prescription: what, where, when, and what to bring. `number` is a ticket that was made for it."""

    title: str
    place: str = ""
    when: str = ""
    bring: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrescriptionSlip(Slip):
    """A "resep solusi" of the Klinik Pelayanan: findings, ordered steps, who accompanies until it is done."""

    reference: str
    findings: tuple[str, ...]
    steps: tuple[Step, ...]
    companion: str = ""
    control: date | None = None
    """The day of the next look at how far things have come."""
    link: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What the office promises a complainant: a step, and its last day."""

    step: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSlip(Slip):
    """A "tanda terima pengaduan". UU 25/2009 Pasal 44(2) fixes its contents.

    (a) the complainant's full identity, (b) what fell short of the standard, (c) place and time of receipt,
    (d) signature and name of the official who received it. Pasal 42(5): the identity may be kept secret on request.
    """

    reference: str
    topic: str
    description: str
    received_at: datetime
    received_in: str
    """Where it was received, e.g. "Kios Lobi"."""
    receiver: str
    """Name and post of the official who received it."""
    complainant: str = ""
    address: str = ""
    secret: bool = False
    """The complainant asked to keep the identity secret: the slip says so in place of it."""
    deadlines: tuple[Deadline, ...] = ()
    password: str = ""
    """With the reference it opens the complaint's status."""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement of a service; `missing` when the visitor has said not to have it."""

    name: str
    note: str = ""
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequirementsSlip(Slip):
    """What to bring for a service; with a number, what was missing from that visit."""

    letter: str
    service: str
    needs: tuple[Need, ...]
    number: str = ""
    at: datetime | None = None
    duration: str = ""
    fee: str = ""
    hours: str = ""
    link: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryOverSlip(Slip):
    """A "tiket lanjutan": the same place kept on the next office day. `place_in_line` counts from 1."""

    number: str
    letter: str
    service: str
    taken_at: datetime
    day: date
    place_in_line: int
    opens: str = ""
    reason: str = ""
    code: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class ServiceCount:
    """One service on the strip of a closed day."""

    letter: str
    service: str
    issued: int
    served: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingSlip(Slip):
    """The strip of a closed day. issued = served + absent + cancelled + carried_over + left_open."""

    day: date
    opened_at: datetime
    closed_at: datetime
    issued: int
    served: int
    absent: int = 0
    cancelled: int = 0
    carried_over: int = 0
    left_open: int = 0
    """Visits nobody had ended; the closing ended them."""
    services: tuple[ServiceCount, ...] = ()
    mean_wait_s: int | None = None
    first_number: str = ""
    last_number: str = ""
    chain: str = ""
    """The hash of the day's last fact: proof that the journal was not changed since."""
    signer: str = ""
    """The title under which the strip is signed."""

    @property
    def unexplained(self) -> int:
        """Numbers issued of which nobody knows what became: 0, or the books are wrong."""
        known = self.served + self.absent + self.cancelled + self.carried_over + self.left_open
        return self.issued - known


KINDS: dict[SlipKind, type[Slip]] = {
    SlipKind.TICKET: TicketSlip,
    SlipKind.RECEIPT: ReceiptSlip,
    SlipKind.PRESCRIPTION: PrescriptionSlip,
    SlipKind.COMPLAINT: ComplaintSlip,
    SlipKind.REQUIREMENTS: RequirementsSlip,
    SlipKind.CARRY_OVER: CarryOverSlip,
    SlipKind.CLOSING: ClosingSlip,
}


def kind_of(slip: Slip) -> SlipKind:
    """Give the kind of a slip."""
    return next(kind for kind, made in KINDS.items() if type(slip) is made)


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
