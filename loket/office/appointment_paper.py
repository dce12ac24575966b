"""The proof of an appointment on paper: put together for the visitor who booked, and ordered to be printed.

No name and no telephone number stand on it: a slip is found by strangers, and the code alone brings the number.
"""

from __future__ import annotations

from loket.errors import N_, Refused
from loket.model.appointment import STATE_WORDS, AppointmentState
from loket.model.slip import AppointmentSlip
from loket.office.appointments import known_appointment
from loket.office.context import Office, Work
from loket.office.printing import job_fate
from loket.office.receipts import Ordered
from loket.office.slips import head_of, needs_of, order


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
