"""Take back what was done to an appointment by mistake: a cancelling, a move, a check-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from loket.errors import N_, Refused
from loket.model.appointment import Appointment, AppointmentAct, AppointmentState, following
from loket.model.events import Fact, Kind
from loket.office.appointments import AppointmentCard, card_of, expect_again, known_appointment
from loket.office.context import Office, Work
from loket.office.days import current_day
from loket.office.slots import bookable
from loket.office.undo import take_back_last

_CHANGES = (
    Kind.APPOINTMENT_BOOKED, Kind.APPOINTMENT_MOVED, Kind.APPOINTMENT_CANCELLED, Kind.APPOINTMENT_CHECKED_IN,
    Kind.APPOINTMENT_RESTORED,
)  # fmt: skip


_LOOK_BACK = 5_000
"""Facts among which the last change is looked for before the office day is opened: about a day."""


def undo_appointment(office: Office, code_text: str) -> AppointmentCard:
    """Take back the last change of an appointment, by its code; gives the appointment as it is then.

    Cancelled: it is booked again, at any time as long as its slot is free and to come. Moved today: back to the slot
    before, under the same condition. Checked in: the number goes off the list, as long as the visitor only waits.
    Raises Refused for a slot that cannot be had and says which can, and when there is nothing to take back: a booking
    is cancelled instead.
    """
    with office.acting() as work:
        found = known_appointment(work, code_text)
        if found.state is AppointmentState.CHECKED_IN and found.visit is not None:
            return card_of(work, _not_here_after_all(work, found))
        if found.state is AppointmentState.CANCELLED:
            _slot_again(work, found, found.slot)
            return card_of(work, expect_again(work, found))
        moved = _last_change(work, found.code)
        if moved is None or moved.kind != Kind.APPOINTMENT_MOVED:
            raise Refused(
                "appointment_nothing_to_undo",
                N_("Tidak ada perubahan janji temu {appointment} yang dapat diurungkan. Pindahkan atau batalkan."),
                appointment=found.code,
            )
        return card_of(work, _moved_back(work, found, moved))


def _not_here_after_all(work: Work, found: Appointment) -> Appointment:
    """Take the number off the list again, and expect the visitor."""
    undone = take_back_last(work, str(found.visit))
    if undone.kind != Kind.TICKET_TAKEN:
        raise Refused(
            "appointment_served",
            N_("Nomor {number} dari janji temu {appointment} tidak lagi sekadar menunggu. Urungkan dahulu yang "
               "terakhir: loket undo --number {number}"),
            number=found.number, appointment=found.code,
        )  # fmt: skip
    return known_appointment(work, found.code)


def _slot_again(work: Work, found: Appointment, slot: datetime) -> datetime:
    """Give a slot that the appointment had before, if it can be had; the place that it holds itself is free for it."""
    local = slot.astimezone(work.catalogue.rules.tz)
    own = {} if found.state is AppointmentState.CANCELLED else {found.slot: -1}
    return bookable(work, work.catalogue.service(found.service), local.date(), local.time(), own)


def _last_change(work: Work, code: str) -> Fact | None:
    """Give the newest change of an appointment that stands, among those of today and of some time before."""
    day, since = current_day(work), work.book.last_fact()[0] - _LOOK_BACK
    if day is not None:
        since = min(since, day.first_seq)
    stood: list[Fact] = []
    for fact in work.book.facts_of_kinds(_CHANGES, since):
        if fact.data["code"] != code:
            continue
        taken_back = fact.kind == Kind.APPOINTMENT_RESTORED and fact.data["from"] != AppointmentState.MISSED
        if taken_back or "undoes" in fact.data:
            del stood[-1:]
        elif fact.kind != Kind.APPOINTMENT_RESTORED:
            stood.append(fact)
    return stood[-1] if stood else None


def _moved_back(work: Work, found: Appointment, moved: Fact) -> Appointment:
    slot = _slot_again(work, found, datetime.fromisoformat(moved.data["from"]))
    state = following(found.state, AppointmentAct.MOVE, found.code)
    back = replace(found, day=work.catalogue.rules.day_of(slot), slot=slot, state=state)
    work.book.move_appointment(back)
    work.book.move_contact(back.code, back.day)
    data = {"code": back.code, "from": found.slot.isoformat(), "slot": slot.isoformat(), "day": back.day.isoformat()}
    work.book.append(Kind.APPOINTMENT_MOVED, work.now, data | {"undoes": moved.seq})
    return back
