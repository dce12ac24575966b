"""The proof of an appointment on paper: put together for the visitor who booked, and ordered to be printed.

No name and no telephone number stand on it: a slip is found by strangers, and the code alone brings the number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from loket.errors import N_, Refused
from loket.model.appointment import NOBODY, STATE_WORDS, AppointmentState
from loket.model.slip import AppointmentSlip
from loket.office.appointments import AppointmentCard, card_of, fresh_code, known_appointment, put_down
from loket.office.context import Office, Work
from loket.office.no_shows import mark_missed
from loket.office.printing import job_fate
from loket.office.receipts import Ordered
from loket.office.slips import head_of, needs_of, order
from loket.office.slots import bookable


@dataclass(frozen=True, slots=True)
class BookedOnPaper:
    """An appointment that is saved, and the print job of its proof; None when the office has no printer."""

    card: AppointmentCard
    job: int | None


def book_at_kiosk(
    office: Office, service_code: str, day: date, at: time, *, language: str = "id", printer: str | None = None
) -> BookedOnPaper:
    """Book the slot that begins at a local time for somebody who is not asked who he is, and have the proof printed.

    One act: there is an appointment and its paper, or neither. Raises Refused as `loket.office.appointments.book` does.
    """
    with office.acting() as work:
        mark_missed(work)
        service = work.catalogue.service(service_code)
        slot = bookable(work, service, day, at)
        made = put_down(work, fresh_code(work), service, slot, NOBODY, language)
        job = None
        if work.book.printers():
            job = order(work, _slip(work, made.code, language), number=made.code, printer=printer)
        return BookedOnPaper(card_of(work, made), job)


def appointment_slip(office: Office, code_text: str, language: str = "") -> AppointmentSlip:
    """Give the proof of an appointment (code or QR text), in the booking's language unless one is named.

    Raises Refused for a code that nobody has, and when the visitor is not expected any more.
    """
    with office.looking() as work:
        return _slip(work, code_text, language)


def print_appointment(
    office: Office, code_text: str, *, printer: str | None = None, counter: int | None = None, language: str = ""
) -> Ordered:
    """Have the proof printed, at `printer` if it is there; `counter` is where it was asked for.

    Raises Refused as `appointment_slip` does.
    """
    with office.acting() as work:
        slip = _slip(work, code_text, language)
        job = order(work, slip, number=slip.code, counter=counter, printer=printer)
    return Ordered(slip.code, job_fate(office, job))


def _slip(work: Work, code_text: str, language: str) -> AppointmentSlip:
    known = known_appointment(work, code_text)
    if known.state is not AppointmentState.BOOKED:
        raise Refused(
            "appointment_paper",
            N_("Janji temu {appointment} {state}; buktinya tidak dicetak. Yang terlewat dapat dipindah dahulu."),
            appointment=known.code,
            state=STATE_WORDS[known.state],
        )
    language = language or known.language
    service = work.catalogue.service(known.service)
    return AppointmentSlip(
        **head_of(work, language), letter=service.code, service=service.face.name.say(language), code=known.code,
        at=known.slot.astimezone(work.catalogue.rules.tz), needs=needs_of(service, language),
        contact=work.catalogue.face.contact,
    )  # fmt: skip
