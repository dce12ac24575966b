"""An officer at the page of appointments: what is booked beforehand, and how the keyboard gets about."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.model.appointment import AppointmentState, Contact
from loket.office import appointments
from loket.office.appointment_lists import appointment_of
from ui.counter.appointments.card import Said

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from loket.office.appointments import AppointmentCard
    from loket.office.slots import BookingOffer
    from tests.ui.conftest import Desk
    from tests.ui.counter.officer import Officer
    from ui.counter.appointments.page import AppointmentPage
    from ui.counter.cells import Cell

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SITI = Contact("Siti Aminah", "+6281234567890", "memakai kursi roda")


def booked(desk: Desk, at: str = "09.30", day: date = MONDAY, who: Contact = SITI, service: str = "A") -> str:
    return appointments.book(desk.office, service, day, time.fromisoformat(at.replace(".", ":")), who).appointment.code


def opened(officer: Officer, qtbot: QtBot) -> AppointmentPage:
    """Open the page with its key and wait for today's list."""
    officer.press(Qt.Key.Key_F11)
    page = officer.screen.appointments
    qtbot.waitUntil(lambda: page.isVisible() and page.day.picture is not None)
    return page


def booking(officer: Officer, qtbot: QtBot) -> AppointmentPage:
    """Open the page and begin a booking with its key."""
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: page.book.offer is not None and page.book.days.hasFocus())
    return page


def tap(officer: Officer, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    here: QWidget | None = officer.screen.focusWidget()
    QTest.keyClick(officer.screen if here is None else here, key, modifier)


def write(officer: Officer, text: str) -> None:
    QTest.keyClicks(officer.screen.focusWidget(), text)


def walk_to(officer: Officer, wanted: object, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    """Press Tab until a part has the keyboard; no more often than a person would."""
    for _ in range(14):
        if officer.screen.focusWidget() is wanted:
            return
        tap(officer, key)
    raise AssertionError(f"{officer.screen.focusWidget()} has the keyboard")


def chosen(page: AppointmentPage) -> AppointmentCard:
    card = page.day.card()
    assert card is not None
    return card


def state(desk: Desk, code: str) -> AppointmentState:
    return appointment_of(desk.office, code).appointment.state


def told(page: AppointmentPage) -> str:
    """What is said beside the list."""
    said = page.day.one.told()
    return said.words if isinstance(said, Said) else ""


def offer(page: AppointmentPage) -> BookingOffer:
    assert page.book.offer is not None
    return page.book.offer


def letter(page: AppointmentPage) -> str:
    """The service that is booked for."""
    service = offer(page).service
    return service.code if service is not None else ""


def refusal(page: AppointmentPage) -> str:
    """What is said above the button of the form."""
    said = page.book.form.said
    return said.words if isinstance(said, Said) else ""


def slots(page: AppointmentPage) -> dict[str, Cell]:
    """The times that are shown, by what stands on them."""
    return {cell.key: cell for cell in page.book.slots.cells.cells}


def day_shown(page: AppointmentPage) -> date | None:
    return page.day.picture.day if page.day.picture is not None else None
