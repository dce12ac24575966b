"""What stands on a slip: plain facts, put together by the office when a printer asks, drawn by `printers`.

A queue ticket carries no name and no identity number. Number, time, people ahead and the wait are those saved with the
ticket: a slip printed late says what was true when the number was taken. The names of office and service are today's.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    APPOINTMENT = "appointment"


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
    """A queue ticket. `taken_at` is the office's local time; waits are seconds.

    `ahead` are those with an earlier place in the line of this service; `not_before` the local time of the earliest
    call, of an appointment that was checked in early.
    """

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
    why: str = ""
    """On a copy for somebody who still waits: why the number has not been called yet, as it was then."""
    not_before: datetime | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentSlip(Slip):
    """The proof of an appointment. `at` is the office's local time, `code` what is typed or scanned at the kiosk."""

    letter: str
    service: str
    code: str
    at: datetime
    needs: tuple[Need, ...] = ()
    contact: str = ""


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
    SlipKind.APPOINTMENT: AppointmentSlip,
}


def kind_of(slip: Slip) -> SlipKind:
    """Give the kind of a slip."""
    return next(kind for kind, made in KINDS.items() if type(slip) is made)
