"""Book, move and cancel appointments; forget whose they were. Names and telephone numbers never enter the journal."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta

from loket.errors import N_, Refused, Usage
from loket.model.appointment import (
    NOBODY,
    Appointment,
    AppointmentAct,
    AppointmentState,
    Contact,
    SlotPlan,
    following,
    new_code,
    read_code,
)
from loket.model.events import Kind
from loket.model.phone import read_phone
from loket.model.service import Service, ServiceFace
from loket.office.context import Office, Work
from loket.office.no_shows import mark_missed
from loket.office.slots import bookable, share_of
from loket.texts import LANGUAGES

NAME_MOST, NOTE_MOST = 80, 200
"""Longest name and note of a contact, in characters."""

CONTACT_DAYS = 30
"""Contacts are usually kept so many days after the slot. No law names a figure for visitors' registers."""


@dataclass(frozen=True, slots=True)
class AppointmentCard:
    """An appointment as people see it: its service and its local time; whose it is where that may be read."""

    appointment: Appointment
    service: ServiceFace
    at: datetime
    contact: Contact = NOBODY


def book(
    office: Office, service_code: str, day: date, at: time, contact: Contact = NOBODY, *, language: str = "id"
) -> AppointmentCard:
    """Book the slot that begins at a local time; raises Refused when it cannot be had and says which can.

    Two stations that ask for the last place at the same moment come one after the other: the second is refused.
    """
    known = checked_contact(contact)
    with office.acting() as work:
        mark_missed(work)
        service = work.catalogue.service(service_code)
        slot = bookable(work, service, day, at)
        made = put_down(work, fresh_code(work), service, slot, known, language)
        return card_of(work, made, known)


def move_appointment(office: Office, code_text: str, day: date, at: time) -> AppointmentCard:
    """Give an appointment, booked or missed, another slot of its service; raises Refused when that cannot be."""
    with office.acting() as work:
        mark_missed(work)
        old = known_appointment(work, code_text)
        state = following(old.state, AppointmentAct.MOVE, old.code)
        service = work.catalogue.service(old.service)
        # The place that it holds itself is free for it: to move within a full slot's day is no new booking.
        own = {old.slot: -1} if old.state is AppointmentState.BOOKED else {}
        slot = bookable(work, service, day, at, own)
        moved = replace(old, day=work.catalogue.rules.day_of(slot), slot=slot, state=state)
        work.book.move_appointment(moved)
        work.book.move_contact(old.code, moved.day)
        data = {"code": old.code, "from": old.slot.isoformat(), "slot": slot.isoformat(), "day": moved.day.isoformat()}
        work.book.append(Kind.APPOINTMENT_MOVED, work.now, data)
        return card_of(work, moved)


def cancel_appointment(office: Office, code_text: str) -> AppointmentCard:
    """Cancel a booked appointment; its place is free again."""
    with office.acting() as work:
        mark_missed(work)
        old = known_appointment(work, code_text)
        ended = replace(old, state=following(old.state, AppointmentAct.CANCEL, old.code))
        work.book.mark_appointment(ended)
        data = {"code": old.code, "slot": old.slot.isoformat()}
        work.book.append(Kind.APPOINTMENT_CANCELLED, work.now, data)
        return card_of(work, ended)


def forget_contacts(office: Office, days: int = CONTACT_DAYS) -> int:
    """Delete names, telephone numbers and notes of appointments whose day is over `days` days ago; gives how many.

    The appointments themselves stay, and that something was deleted is a fact. UU 27/2022 Pasal 43: personal data go
    when their retention is over. Raises Refused for a negative number.
    """
    if days < 0:
        raise Usage("contact_days", N_("Jumlah hari tidak boleh kurang dari nol."))
    with office.acting() as work:
        before = work.catalogue.rules.day_of(work.now) - timedelta(days=days)
        forgotten = work.book.forget_contacts(before)
        if forgotten:
            data = {"before": before.isoformat(), "contacts": forgotten}
            work.book.append(Kind.CONTACTS_FORGOTTEN, work.now, data)
        return forgotten


def plan_slots(office: Office, service_code: str, plan: SlotPlan | None) -> float:
    """Say how a service offers appointments, None: not any more; gives the share of the counters' time it promises.

    Appointments that are booked stay, also where their slot does not exist any more.
    """
    with office.acting() as work:
        service = work.catalogue.service(service_code)
        work.book.save_service(replace(service, slots=plan))
        work.book.set_mark("catalogue", str(work.catalogue.version + 1))
        data = {"service": service.code, "slots": asdict(plan) if plan is not None else None}
        work.book.append(Kind.CATALOGUE_CHANGED, work.now, data)
        return share_of(work, service, plan) if plan is not None else 0.0


def put_down(
    work: Work, code: str, service: Service, slot: datetime, contact: Contact, language: str
) -> Appointment:  # fmt: skip
    """Write a new appointment, whose it is, and its fact, which tells the first only."""
    day = work.catalogue.rules.day_of(slot)
    spoken = language if language in LANGUAGES else LANGUAGES[0]
    made = Appointment(code, service.code, day, slot, AppointmentState.BOOKED, work.now, spoken)
    work.book.add_appointment(made)
    if contact:
        work.book.keep_contact(code, day, contact)
    data = {"code": code, "service": service.code, "day": day.isoformat(), "slot": slot.isoformat()}
    work.book.append(Kind.APPOINTMENT_BOOKED, work.now, data | {"language": spoken})
    return made


def expect_again(work: Work, old: Appointment) -> Appointment:
    """Expect somebody again whose appointment was cancelled, missed or checked in by mistake: a new fact."""
    state = following(old.state, AppointmentAct.RESTORE, old.code)
    restored = replace(old, state=state, visit=None, number=None)
    work.book.mark_appointment(restored)
    data = {"code": old.code, "service": old.service, "day": old.day.isoformat(), "slot": old.slot.isoformat()}
    work.book.append(Kind.APPOINTMENT_RESTORED, work.now, data | {"from": old.state.value})
    return restored


def fresh_code(work: Work) -> str:
    """Give a code that no appointment has."""
    while True:
        code = new_code(os.urandom(8))
        if work.book.appointment(code) is None:
            return code


def checked_contact(contact: Contact) -> Contact:
    """Give a contact as it is kept: trimmed, the number readable; raises Refused for what is too long or no number."""
    name, note = " ".join(contact.name.split()), " ".join(contact.note.split())
    for text, most in ((name, NAME_MOST), (note, NOTE_MOST)):
        if len(text) > most:
            raise Usage("contact_long", N_("“{text}…” terlalu panjang; paling banyak {most} huruf."),
                          text=text[:20], most=most)  # fmt: skip
    return Contact(name, read_phone(contact.phone), note)


def known_appointment(work: Work, code_text: str) -> Appointment:
    """Give the appointment of a code or of a QR code's text; raises Refused when there is none."""
    code = read_code(code_text)
    found = work.book.appointment(code)
    if found is None:
        raise Refused(
            "appointment_unknown",
            N_("Janji temu dengan kode {appointment} tidak ada. Periksa kodenya, atau cari nama di daftar petugas."),
            appointment=code,
        )
    return found


def card_of(work: Work, appointment: Appointment, contact: Contact = NOBODY) -> AppointmentCard:
    """Give an appointment as people see it."""
    service = work.catalogue.service(appointment.service)
    return AppointmentCard(appointment, service.face, appointment.slot.astimezone(work.catalogue.rules.tz), contact)
