"""Appointments that nobody came to: marked by the program, an hour after their slot or when the day is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from loket.model.appointment import MISSED_AFTER, AppointmentAct, following
from loket.model.calendar import day_bounds
from loket.model.events import Kind
from loket.office.context import Work

_EVER = datetime.min.replace(tzinfo=UTC)


def mark_missed(work: Work, day: date | None = None) -> int:
    """Mark what is over an hour old; with `day` everything up to the end of that office day. Gives how many."""
    rules = work.catalogue.rules
    before = work.now - MISSED_AFTER if day is None else day_bounds(day, rules.tz, rules.roll_over)[1]
    found = work.book.booked_appointments(_EVER, before)
    for each in found:
        state = following(each.state, AppointmentAct.MISS, each.code)
        work.book.mark_appointment(replace(each, state=state))
        data = {"code": each.code, "slot": each.slot.isoformat(), "by_itself": True}
        work.book.append(Kind.APPOINTMENT_MISSED, work.now, data)
    return len(found)
