"""Booking at the counter: service, day, time and name with the keyboard only; what cannot be had is said."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loket.model.events import Kind
from tests.factories import assert_whole, journal
from tests.ui.counter.appointment_page import (
    CTRL,
    TUESDAY,
    booked,
    booking,
    letter,
    offer,
    opened,
    refusal,
    slots,
    tap,
    write,
)
from tests.ui.counter.officer import Officer
from ui.counter.appointments.picker import ServiceMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk


def test_with_the_keyboard_alone_somebody_is_booked_and_the_slip_is_printed(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = booking(officer, qtbot)
    assert page.book.days.key() == "2026-11-23", "today, for there is room"
    tap(officer, Qt.Key.Key_Right)
    tap(officer, Qt.Key.Key_Return)
    assert page.book.slots.hasFocus()
    tap(officer, Qt.Key.Key_Down)
    tap(officer, Qt.Key.Key_Right)
    assert page.book.slots.key() == "08.30"
    tap(officer, Qt.Key.Key_Return)
    write(officer, "  Siti   Aminah ")
    tap(officer, Qt.Key.Key_Tab)
    write(officer, "0812-3456-7890")
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.book.form.booked is not None)
    card = page.book.form.booked
    assert card is not None
    assert (card.appointment.day, f"{card.at:%H.%M}", card.contact.name) == (TUESDAY, "08.30", "Siti Aminah")
    assert card.contact.phone == "+6281234567890"
    qtbot.waitUntil(page.book.form.print.hasFocus)
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: f"Bukti janji temu {card.appointment.code} dicetak" in officer.said())
    (slip,) = [fact for fact in journal(booking_desk.office) if fact.kind == Kind.SLIP_ORDERED]
    assert slip.counter == 1
    assert_whole(booking_desk.office)


def test_the_first_service_offered_is_that_of_the_visitor_who_is_served(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk, "B")
    officer.does(Qt.Key.Key_F2, "calling", "B001")
    officer.does(Qt.Key.Key_F2, "serving", "B001")
    page = booking(officer, qtbot)
    assert page.book.picker.service is not None
    assert page.book.picker.service.code == "B"
    assert [each.code for each in offer(page).services] == ["A", "B"], "C takes none"


def test_another_service_is_chosen_from_the_list_below_the_field(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = booking(officer, qtbot)
    page.book.picker.setFocus()
    tap(officer, Qt.Key.Key_Space)
    menu = officer.screen.dialog()
    assert isinstance(menu, ServiceMenu)
    tap(officer, Qt.Key.Key_Down)
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: letter(page) == "B")
    assert [cell.title for cell in page.book.slots.cells.cells] == ["08.00", "09.00", "10.00", "11.00"]


def test_a_holiday_stands_there_with_its_name_and_cannot_be_chosen(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = booking(officer, qtbot)
    cells = {cell.key: cell for cell in page.book.days.cells.cells}
    assert cells["2026-11-25"].said == "Rabu, 25 November 2026: Hari contoh"
    assert "2026-11-28" not in cells, "nobody works on a Saturday"
    tap(officer, Qt.Key.Key_Right)
    tap(officer, Qt.Key.Key_Right)
    assert page.book.days.key() == "2026-11-26", "the arrows go past it"


def test_what_is_full_is_grey_and_what_another_counter_books_meanwhile_turns_grey(
    qtbot: QtBot, booking_desk: Desk
) -> None:
    officer = Officer(qtbot, booking_desk)
    page = booking(officer, qtbot)
    booked(booking_desk, "10.00")
    booked(booking_desk, "10.00")
    qtbot.waitUntil(lambda: not slots(page)["10.00"].free)
    cells = slots(page)
    assert [cells[key].under for key in ("09.00", "10.00", "10.30")] == ["lewat", "penuh", "2 kosong"]


def test_a_number_that_cannot_be_dialled_is_said_beside_its_field_and_nothing_is_booked(
    qtbot: QtBot, booking_desk: Desk
) -> None:
    officer = Officer(qtbot, booking_desk)
    page = booking(officer, qtbot)
    page.book.choose_slot(time(10))
    phone = page.book.form.fields["phone"]
    phone.setFocus()
    write(officer, "12 34")
    tap(officer, Qt.Key.Key_Return)
    assert "tidak terbaca" in page.book.form.errors["phone"]
    assert "tidak terbaca" in phone.accessibleDescription()
    assert phone.property("error") is True
    assert phone.hasFocus()
    write(officer, "5")
    assert page.book.form.errors["phone"] == "", "what is put right is not wrong any more"
    assert Kind.APPOINTMENT_BOOKED not in {fact.kind for fact in journal(booking_desk.office)}


def test_a_place_that_somebody_else_took_in_the_same_moment_is_refused_with_the_nearest_one(
    qtbot: QtBot, booking_desk: Desk
) -> None:
    officer = Officer(qtbot, booking_desk)
    page = booking(officer, qtbot)
    page.book.choose_slot(time(10))
    page.asking.active = False  # the news has not come yet
    booked(booking_desk, "10.00")
    booked(booking_desk, "10.00")
    page.book.form.fields["name"].setFocus()
    write(officer, "Budi")
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: refusal(page) != "")
    assert "sudah penuh; yang terdekat 09.30" in refusal(page)
    assert page.book.slots.key() == ""
    assert page.book.form.fields["name"].text() == "Budi", "what was written stays"


def test_after_a_booking_the_next_one_begins_with_empty_fields(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = booking(officer, qtbot)
    page.book.choose_slot(time(10))
    page.book.form.fields["name"].setText("Budi")
    officer.screen.acts.do("book")
    qtbot.waitUntil(lambda: page.book.form.booked is not None and page.book.form.again.isEnabled())
    QTest.mouseClick(page.book.form.again, Qt.MouseButton.LeftButton)
    assert page.book.form.fields["name"].text() == ""
    assert not page.book.form.go.isEnabled(), "no time is chosen yet"


def test_an_office_that_offers_no_slots_says_how_the_supervisor_switches_them_on(
    qtbot: QtBot, make_desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import paint

    painted: list[str] = []
    text = paint.draw_text

    def draw_text(painter: object, rect: object, words: str, *rest: object, **how: object) -> float:
        painted.append(words)
        return text(painter, rect, words, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(paint, "draw_text", draw_text)
    officer = Officer(qtbot, make_desk())
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_N, CTRL)
    qtbot.waitUntil(lambda: page.book.offer is not None)
    page.book.grab()
    assert any("loket appointment plan A" in words for words in painted)
    assert not page.book.form.isVisible()


def test_whom_the_counter_calls_meanwhile_changes_nothing_in_a_booking(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk, "B")
    page = booking(officer, qtbot)
    page.book.choose_slot(time(10))
    page.book.form.fields["name"].setText("Budi")
    officer.screen.primary()
    officer.until("calling", "B001")
    booked(booking_desk, "11.00")
    qtbot.waitUntil(lambda: slots(page)["11.00"].under == "1 kosong")
    assert letter(page) == "A"
    assert page.book.slots.key() == "10.00"
    assert page.book.form.fields["name"].text() == "Budi"
