"""What one transaction promises about appointments; see `loket.store.contract_book`, of which it is a part.

The meaning of each call is documented where it is done (`loket.store.book_appointments`).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from loket.model.appointment import Appointment, Contact


class AppointmentBook(Protocol):
    """Appointments and contacts of one transaction."""

    def appointment(self, code: str) -> Appointment | None:
        """Give an appointment by its code."""
        ...

    def appointments_of(self, day: date) -> list[Appointment]:
        """Give all appointments of an office day, by slot and code."""
        ...

    def expected_slots(self, first: datetime, before: datetime) -> list[tuple[str, datetime, int]]:
        """Give (service, slot, how many) of the appointments still booked in a span, by slot and service."""
        ...

    def booked_appointments(self, first: datetime, before: datetime) -> list[Appointment]:
        """Give the appointments still booked whose slot begins from `first` to before `before`, by slot and code."""
        ...

    def slots_taken(self, service: str, first: datetime, last: datetime) -> dict[datetime, int]:
        """Count the appointments of a service by slot, `first` to `last` included, without the cancelled ones."""
        ...

    def add_appointment(self, appointment: Appointment) -> None:
        """Save a new appointment."""
        ...

    def move_appointment(self, appointment: Appointment) -> None:
        """Save the slot and the state of an appointment."""
        ...

    def mark_appointment(self, appointment: Appointment) -> None:
        """Save the state and the ticket of an appointment."""
        ...

    def appointment_count(self) -> int:
        """Count all appointments ever, for `loket verify`."""
        ...

    def keep_contact(self, code: str, day: date, contact: Contact) -> None:
        """Keep whose appointment it is; `day` is that of the slot. What was kept before is replaced."""
        ...

    def contacts_of(self, day: date) -> dict[str, Contact]:
        """Give whose the appointments of an office day are, by code; those who said nothing are left out."""
        ...

    def move_contact(self, code: str, day: date) -> None:
        """Keep a contact until another day has passed."""
        ...

    def forget_contacts(self, before: date) -> int:
        """Delete whose the appointments of days before `before` were; gives how many were forgotten."""
        ...
