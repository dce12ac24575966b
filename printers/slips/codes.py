"""What the QR of a slip says: an address, or the slip's own words for whoever wants to keep them in a phone.

Own words name no person: no complainant, no officer, no password.
"""

from __future__ import annotations

from datetime import datetime

from loket.model.appointment import qr_text
from loket.model.slip import (
    AppointmentSlip,
    CarryOverSlip,
    ClosingSlip,
    ComplaintSlip,
    PrescriptionSlip,
    ReceiptSlip,
    RequirementsSlip,
    Slip,
    TicketSlip,
)
from loket.texts import Texts
from printers import qr

LONGEST_LINK = 251
"""Bytes of the longest address that is drawn: 61 modules of 5 dots still fit the narrowest paper."""

_Ways = list[tuple[str, ...]]


def code_of(slip: Slip) -> str:
    """Give what the QR of a slip holds; "" when nothing that names the slip fits, then it has none."""
    link: str = getattr(slip, "link", "")
    if isinstance(slip, TicketSlip):
        return link or qr.coarsest(_ticket(slip, Texts.of(slip.language))) or slip.number
    if isinstance(slip, AppointmentSlip):
        return qr.coarsest([(qr_text(slip.code),)])  # the kiosk reads it: nothing else may stand there
    if link and len(link.encode()) <= LONGEST_LINK:
        return link
    return qr.coarsest(_ways(slip, Texts.of(slip.language)))


def purpose(content: str, link: str, *, online: str, kept: str) -> str:
    """Choose what stands beside the QR: that it leads `online`, or that its words are `kept`; nothing without a QR."""
    if not content:
        return ""
    return online if content == link else kept


def _ways(slip: Slip, t: Texts) -> _Ways:
    """Give the ways to write a slip's words, the fullest first."""
    office = f"{slip.office} {slip.place}".strip()
    match slip:
        case ReceiptSlip():
            rest = _receipt(slip, t)
        case PrescriptionSlip():
            rest = _prescription(slip, t)
        case ComplaintSlip():
            rest = _complaint(slip, t)
        case RequirementsSlip():
            rest = _requirements(slip, t)
        case CarryOverSlip():
            rest = _carry_over(slip, t)
        case ClosingSlip():
            rest = _closing(slip, t)
        case _:
            raise NotImplementedError(type(slip).__name__)
    mark = t("LATIHAN") if slip.training else ""
    return [(mark, office, *rest[0]), *((mark, slip.office, *each) for each in rest), (mark, *rest[-1])]


def _at(t: Texts, moment: datetime) -> str:
    return f"{t.short_day(moment)} {t.time(moment)}"


def _ticket(slip: TicketSlip, t: Texts) -> _Ways:
    """The fullest first; a ticket with very long names leaves out the office's place, then the service."""
    office, number, when = f"{slip.office} {slip.place}".strip(), f"{slip.number} {slip.service}", _at(t, slip.taken_at)
    return [
        (office, number, when, slip.code),
        (slip.office, number, when, slip.code),
        (slip.office, slip.number, when, slip.code),
        (slip.number, when, slip.code),
    ]


def _receipt(slip: ReceiptSlip, t: Texts) -> _Ways:
    promised = t("Selesai paling lambat {day}", day=t.short_day(slip.promised)) if slip.promised else ""
    when = _at(t, slip.received_at)
    return [(slip.reference, slip.service, when, promised), (slip.reference, when, promised), (slip.reference,)]


def _prescription(slip: PrescriptionSlip, t: Texts) -> _Ways:
    steps = tuple(f"{index + 1} {step.title}" for index, step in enumerate(slip.steps))
    control = t("Kontrol {day}", day=t.short_day(slip.control)) if slip.control else ""
    return [(slip.reference, *steps, control), (slip.reference, control), (slip.reference,)]


def _complaint(slip: ComplaintSlip, t: Texts) -> _Ways:
    return [
        (slip.reference, slip.topic, _at(t, slip.received_at)),
        (slip.reference, _at(t, slip.received_at)),
        (slip.reference,),
    ]


def _requirements(slip: RequirementsSlip, t: Texts) -> _Ways:
    """Those that are missing alone, where some are."""
    needs = tuple(need.name for need in slip.needs if need.missing or not slip.number)
    when = _at(t, slip.at) if slip.at else ""
    return [(slip.number, slip.service, *needs), (slip.number, slip.service, when), (slip.number or slip.letter, when)]


def _carry_over(slip: CarryOverSlip, t: Texts) -> _Ways:
    day = t.short_day(slip.day)
    return [(slip.number, slip.service, day, slip.code), (slip.number, day, slip.code), (slip.number, day)]


def _closing(slip: ClosingSlip, t: Texts) -> _Ways:
    """The day, the sum and the whole hash, so that a photograph of the strip proves the journal."""
    parts = (slip.served, slip.absent, slip.cancelled, slip.carried_over, slip.left_open)
    account = f"{slip.issued} : {'+'.join(str(part) for part in parts)}"
    return [(t.short_day(slip.day), account, slip.chain), (t.short_day(slip.day), account), (t.short_day(slip.day),)]
