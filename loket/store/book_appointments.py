"""Appointments, and apart from them whose they are: a station that only checks people in reads no names."""

from __future__ import annotations

from datetime import date, datetime

from loket.model.appointment import Appointment, AppointmentState, Contact
from loket.store.rows import Row, moment, stamp
from loket.store.statements import Rows, Statements

APPOINTMENT_COLUMNS = "code, service, day, slot, state, booked_at, language, visit, number"

_ONE = f"SELECT {APPOINTMENT_COLUMNS} FROM appointments WHERE code = ?"
_OF_DAY = f"SELECT {APPOINTMENT_COLUMNS} FROM appointments INDEXED BY appointments_day WHERE day = ?"
_BOOKED = (
    f"SELECT {APPOINTMENT_COLUMNS} FROM appointments INDEXED BY appointments_booked "
    "WHERE state = 'booked' AND slot >= ? AND slot < ?"
)
_EXPECTED = (
    "SELECT service, slot, count(*) FROM appointments INDEXED BY appointments_booked "
    "WHERE state = 'booked' AND slot >= ? AND slot < ? GROUP BY service, slot"
)
_TAKEN = (
    "SELECT slot, count(*) FROM appointments INDEXED BY appointments_slot "
    "WHERE service = ? AND slot BETWEEN ? AND ? AND state <> 'cancelled' GROUP BY slot"
)
_CONTACTS = "SELECT code, name, phone, note FROM contacts INDEXED BY contacts_day WHERE day = ?"
_KEEP = (
    "INSERT INTO contacts (code, day, name, phone, note) VALUES (?, ?, ?, ?, ?) ON CONFLICT (code) DO UPDATE SET "
    "day = excluded.day, name = excluded.name, phone = excluded.phone, note = excluded.note"
)


class AppointmentRows:
    """Appointments and contacts of one transaction."""

    _db: Statements

    def appointment(self, code: str) -> Appointment | None:
        """Give an appointment by its code."""
        row = self._db.execute(_ONE, (code,)).fetchone()
        return _appointment_of(row) if row else None

    def appointments_of(self, day: date) -> list[Appointment]:
        """Give all appointments of an office day, by slot and code."""
        return _in_order(self._db.execute(_OF_DAY, (day.isoformat(),)))

    def booked_appointments(self, first: datetime, before: datetime) -> list[Appointment]:
        """Give the appointments still booked whose slot begins from `first` to before `before`, by slot and code."""
        return _in_order(self._db.execute(_BOOKED, (stamp(first), stamp(before))))

    def expected_slots(self, first: datetime, before: datetime) -> list[tuple[str, datetime, int]]:
        """Give (service, slot, how many) of the appointments still booked whose slot begins in a span, by slot."""
        found = self._db.execute(_EXPECTED, (stamp(first), stamp(before)))
        return sorted(((service, moment(slot), count) for service, slot, count in found), key=lambda each: each[1::-1])

    def slots_taken(self, service: str, first: datetime, last: datetime) -> dict[datetime, int]:
        """Count the appointments of a service by slot, `first` to `last` included, without the cancelled ones."""
        return {moment(slot): count for slot, count in self._db.execute(_TAKEN, (service, stamp(first), stamp(last)))}

    def add_appointment(self, appointment: Appointment) -> None:
        """Save a new appointment. A code that is taken is refused by the table: that would be a mistake of ours."""
        self._db.execute(
            f"INSERT INTO appointments ({APPOINTMENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                appointment.code, appointment.service, appointment.day.isoformat(), stamp(appointment.slot),
                appointment.state.value, stamp(appointment.booked_at), appointment.language, appointment.visit,
                appointment.number,
            ),
        )  # fmt: skip

    def move_appointment(self, appointment: Appointment) -> None:
        """Save the slot and the state of an appointment."""
        self._db.execute(
            "UPDATE appointments SET day = ?, slot = ?, state = ? WHERE code = ?",
            (appointment.day.isoformat(), stamp(appointment.slot), appointment.state.value, appointment.code),
        )

    def mark_appointment(self, appointment: Appointment) -> None:
        """Save the state and the ticket of an appointment."""
        self._db.execute(
            "UPDATE appointments SET state = ?, visit = ?, number = ? WHERE code = ?",
            (appointment.state.value, appointment.visit, appointment.number, appointment.code),
        )

    def appointment_count(self) -> int:
        """Count all appointments ever, for `loket verify`."""
        return int(self._db.execute("SELECT count(*) FROM appointments").fetchone()[0])

    def keep_contact(self, code: str, day: date, contact: Contact) -> None:
        """Keep whose appointment it is; `day` is that of the slot. What was kept before is replaced."""
        self._db.execute(_KEEP, (code, day.isoformat(), contact.name, contact.phone, contact.note))

    def contacts_of(self, day: date) -> dict[str, Contact]:
        """Give whose the appointments of an office day are, by code; those who said nothing are left out."""
        rows = self._db.execute(_CONTACTS, (day.isoformat(),))
        return {code: Contact(name, phone, note) for code, name, phone, note in rows}

    def move_contact(self, code: str, day: date) -> None:
        """Keep a contact until another day has passed."""
        self._db.execute("UPDATE contacts SET day = ? WHERE code = ?", (day.isoformat(), code))

    def forget_contacts(self, before: date) -> int:
        """Delete whose the appointments of days before `before` were; gives how many were forgotten."""
        deleted = self._db.execute("DELETE FROM contacts WHERE day < ? RETURNING code", (before.isoformat(),))
        return len(deleted.fetchall())


def _in_order(rows: Rows) -> list[Appointment]:
    """Sort by slot and code here: engines differ in how they sort, and in what they learn about sorting."""
    return sorted((_appointment_of(row) for row in rows), key=lambda each: (each.slot, each.code))


def _appointment_of(row: Row) -> Appointment:
    return Appointment(
        row[0], row[1], date.fromisoformat(row[2]), moment(row[3]), AppointmentState(row[4]), moment(row[5]), row[6],
        row[7], row[8],
    )  # fmt: skip
