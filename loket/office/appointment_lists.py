"""Look at appointments: one by its code, those of a day, and the reminders of the next day of work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from loket.errors import N_
from loket.model.appointment import (
    CALLABLE_BEFORE,
    LATE_AFTER,
    MISSED_AFTER,
    NOBODY,
    AppointmentState,
)
from loket.model.calendar import holiday_on, working_days
from loket.office.appointments import AppointmentCard, card_of, known_appointment
from loket.office.context import Office, Work
from loket.texts import Texts


@dataclass(frozen=True, slots=True)
class Reminder:
    """What to tell somebody before the appointment, in the visitor's language. It is a text; nothing is sent."""

    card: AppointmentCard
    text: str


def appointment_of(office: Office, code_text: str) -> AppointmentCard:
    """Give an appointment by its code or QR code, without whose it is: for a kiosk. Raises Refused when unknown."""
    with office.looking() as work:
        return _as_it_stands(work, card_of(work, known_appointment(work, code_text)))


def appointments_of(office: Office, day: date | None = None, service_code: str | None = None) -> list[AppointmentCard]:
    """Give the appointments of an office day (today) by slot, of all services or of one, with whose they are."""
    with office.looking() as work:
        return _cards(work, day or work.catalogue.rules.day_of(work.now), service_code)


@dataclass(frozen=True, slots=True)
class AppointmentDay:
    """The appointments of an office day as the counter shows them, by slot.

    `closed` names the holiday when the office is closed on it; `before` and `after` are the days of work around it.
    """

    day: date
    today: date
    cards: tuple[AppointmentCard, ...]
    closed: str
    before: date | None
    after: date | None
    now: datetime
    seq: int


FARTHEST_DAYS = 31
"""A day of work further away than this is not looked for."""


def appointment_day(office: Office, day: date | None = None) -> AppointmentDay:
    """Give an office day (today) with its appointments and whose they are, and the days of work before and after it."""
    with office.looking() as work:
        today = work.catalogue.rules.day_of(work.now)
        meant = day or today
        hours, holiday = work.catalogue.any_hours(), holiday_on(meant, work.catalogue.holidays)
        around = [[meant + timedelta(days=sign * n) for n in range(1, FARTHEST_DAYS + 1)] for sign in (-1, 1)]
        before, after = (next((each for each in days if hours.on(each)), None) for days in around)
        return AppointmentDay(
            meant, today, tuple(_cards(work, meant, None)), holiday.name if holiday and not hours.on(meant) else "",
            before, after, work.local, work.book.last_fact()[0],
        )  # fmt: skip


def reminders(office: Office, day: date | None = None) -> list[Reminder]:
    """Give a ready text for everybody who is expected on a day; without one, on the next day of work."""
    with office.looking() as work:
        if day is None:
            today = work.catalogue.rules.day_of(work.now)
            day = next(iter(working_days(work.catalogue.any_hours(), today, 1)), today + timedelta(days=1))
        cards = _cards(work, day, None)
        return [_reminder(work, card) for card in cards if card.appointment.state is AppointmentState.BOOKED]


def _cards(work: Work, day: date, service_code: str | None) -> list[AppointmentCard]:
    wanted = work.catalogue.service(service_code).code if service_code else None
    contacts = work.book.contacts_of(day)
    return [
        _as_it_stands(work, card_of(work, each, contacts.get(each.code, NOBODY)))
        for each in work.book.appointments_of(day)
        if wanted in (None, each.service)
    ]


def _as_it_stands(work: Work, card: AppointmentCard) -> AppointmentCard:
    """Show as missed what the next act will mark as missed."""
    known = card.appointment
    if known.state is AppointmentState.BOOKED and known.slot + MISSED_AFTER < work.now:
        return replace(card, appointment=replace(known, state=AppointmentState.MISSED))
    return card


def _reminder(work: Work, card: AppointmentCard) -> Reminder:
    language, face = card.appointment.language, work.catalogue.face
    t = Texts.of(language)
    greeting = t("Yth. {name},", name=card.contact.name) if card.contact.name else t("Yth. Bapak/Ibu,")
    text = t(
        N_(
            "{greeting} kami mengingatkan janji temu Anda di {office}: {service}, {day} pukul {time} {zone}. "
            "Kode: {code}. Laporkan kedatangan Anda dengan kode ini, paling lambat {late} menit sesudah jamnya; "
            "Anda dipanggil paling cepat {early} menit sebelumnya. Tidak jadi datang? Kabari kami: {contact}"
        ),
        greeting=greeting,
        office=f"{face.name} {face.place}".strip(),
        service=card.service.name.say(language),
        day=t.long_day(card.at.date()),
        time=t.time(card.at),
        zone=t.zone(card.at),
        code=card.appointment.code,
        late=round(LATE_AFTER.total_seconds() / 60),
        early=round(CALLABLE_BEFORE.total_seconds() / 60),
        contact=face.contact or face.name,
    )
    return Reminder(card, text)
