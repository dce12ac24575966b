"""Somebody with an appointment is here: the code becomes a ticket, in one act."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from loket.errors import N_, Refused
from loket.model.appointment import Appointment, AppointmentAct, AppointmentState, Entry, entry, following
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.model.service import Service
from loket.model.visit import State
from loket.office.appointments import AppointmentCard, card_of, known_appointment
from loket.office.context import Office, Work
from loket.office.days import arrival, ensure_day, require_open
from loket.office.no_shows import mark_missed
from loket.office.pictures import TakenTicket
from loket.office.ticketing import Place, Request, issue, known_group


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A check-in: the number, and why the visitor stands where he stands (a code of `ENTRIES`).

    `ticket` is None for somebody who had checked in before: the number is the same and no slip comes. `not_before` is
    the local time of the earliest call, None when it may come at once.
    """

    card: AppointmentCard
    number: str
    visit: str
    reason: str
    not_before: datetime | None
    ticket: TakenTicket | None


def check_in(
    office: Office, code_text: str, *, priority: str | None = None, printer: str | None = None, language: str = ""
) -> CheckedIn:
    """Take the ticket of an appointment, by its code or the text of its QR code; a second time gives the same number.

    On time (up to ten minutes after the slot's beginning) the visitor gets the appointment's place in the line, later
    that of a walk-in. Nobody with an appointment is refused by the quota or the closing guard, and who is on time not
    by the hours. `language` is what the visitor has chosen here; empty: that of the booking. Raises Refused for a code
    that is unknown or cancelled, on any day but the appointment's, and when the service gives no numbers.
    """
    with office.acting() as work:
        found = known_appointment(work, code_text)
        if found.visit is not None and found.number is not None:
            return _again(work, found)
        day = ensure_day(work)
        _require_today(work, found, day)
        mark_missed(work)
        found = known_appointment(work, code_text)
        state = following(found.state, AppointmentAct.CHECK_IN, found.code)
        service = work.catalogue.service(found.service)
        place = _entry(service, found, work.now, arrival(work, day))
        _require_service(work, day, service, place)
        group = known_group(work, priority) if priority else None
        request = Request(group, language=language or found.language, printer=printer, stops=service.then)
        last, ahead = work.book.last_sequence(day.day, service.code), _ahead(work, service, day, place)
        there = Place(place.key_at, place.not_before, {"appointment": found.code})
        ticket = issue(work, day, service, last, ahead, request, there)
        here = replace(found, state=state, visit=ticket.visit, number=ticket.number)
        work.book.mark_appointment(here)
        data = {"code": here.code, "slot": here.slot.isoformat(), "entry": place.reason}
        work.book.append(Kind.APPOINTMENT_CHECKED_IN, work.now, data, visit=ticket.visit, number=ticket.number)
        return _checked_in(work, here, place, ticket)


def _again(work: Work, found: Appointment) -> CheckedIn:
    """Tell the number that the appointment has already, and how it came to its place."""
    visit = work.book.visit(str(found.visit))
    came = visit.taken_at if visit is not None else work.now
    place = _entry(work.catalogue.service(found.service), found, came, came)
    return _checked_in(work, found, place, None)


def _checked_in(work: Work, here: Appointment, place: Entry, ticket: TakenTicket | None) -> CheckedIn:
    waits = place.not_before is not None and place.not_before > work.now
    opens = place.not_before.astimezone(work.catalogue.rules.tz) if place.not_before and waits else None
    return CheckedIn(card_of(work, here), str(here.number), str(here.visit), place.reason, opens, ticket)


def _entry(service: Service, found: Appointment, came: datetime, key: datetime) -> Entry:
    absolute = service.slots is not None and service.slots.absolute
    return entry(found.slot, came, key, absolute=absolute)


def _ahead(work: Work, service: Service, day: DayRow, place: Entry) -> int:
    """Count who stands before a place in the line."""
    return sum(
        1 for leg in work.book.open_legs(day.day)
        if leg.service == service.code and leg.state is State.WAITING and leg.key_at < place.key_at
    )  # fmt: skip


def _require_service(work: Work, day: DayRow, service: Service, place: Entry) -> None:
    """Refuse when the service gives no numbers. Somebody on time may come before the opening or in a break."""
    on_time = place.reason != "appointment_late"
    require_open(work, replace(day, always_open=day.always_open or on_time), service)


def _require_today(work: Work, found: Appointment, day: DayRow) -> None:
    """Refuse an appointment of another day: a future one is not called and not checked in before."""
    if found.day == day.day or found.state is AppointmentState.CANCELLED:
        return
    local = found.slot.astimezone(work.catalogue.rules.tz)
    told = {"appointment": found.code, "day": local.date(), "time": local.time()}
    if found.day > day.day:
        raise Refused(
            "appointment_later",
            N_("Janji temu {appointment} baru pada {day} pukul {time}. Datanglah hari itu."),
            **told,
        )
    raise Refused(
        "appointment_over",
        N_(
            "Janji temu {appointment} sudah lewat ({day} pukul {time}). Ambil nomor biasa atau pindahkan janji temunya."
        ),
        **told,
    )
