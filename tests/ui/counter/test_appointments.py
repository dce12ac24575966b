"""Appointments at the counter: opened by a key, booked, found, checked in, moved, called off; the keyboard only."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from loket.model.appointment import AppointmentState, Contact, SlotPlan, qr_text
from loket.model.calendar import Holiday, WeekHours
from loket.model.events import Kind
from loket.office import appointments, printer_setup
from loket.office.appointment_lists import appointment_of
from loket.office.ticketing import take_ticket
from tests.factories import a_service, assert_whole, journal
from tests.ui.counter.officer import Officer
from ui.counter.call_bar import CallBar
from ui.counter.service_picker import ServiceMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from loket.office.appointments import AppointmentCard
    from tests.ui.conftest import Desk
    from ui.counter.appointments import AppointmentPage

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
WEEK = WeekHours.of_plain({day: ["08.00-12.00"] for day in ("mon", "tue", "wed", "thu", "fri")})
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SITI = Contact("Siti Aminah", "+6281234567890", "memakai kursi roda")


@pytest.fixture
def desk(make_desk: Callable[..., Desk]) -> Desk:
    """An office whose services A and B take appointments from 08.00 to 12.00; the coming Wednesday is a holiday."""
    made = make_desk(
        a_service("A", hours=WEEK, slots=SlotPlan(30, 2)),
        a_service("B", "Data DTSEN", hours=WEEK, slots=SlotPlan(60, 1)),
        a_service("C", "Jaminan Kesehatan"),
        holidays=(Holiday(date(2026, 11, 25), "Hari contoh"),),
    )
    printer_setup.add_printer(made.office, "kios", "virtual:")
    return made


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
    tap(officer, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: page.book.offer is not None and page.book.days.hasFocus())
    return page


def tap(officer: Officer, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(officer.screen.focusWidget() or officer.screen, key, modifier)


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


# --- the page -------------------------------------------------------------------------------------------------------


def test_a_key_opens_the_page_and_closes_it_again_and_the_desk_is_as_it_was(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A")
    opened(officer, qtbot)
    assert not officer.screen.queue.isVisible()
    assert officer.screen.bar.isVisible()
    tap(officer, Qt.Key.Key_F11)
    assert officer.screen.queue.isVisible()
    assert officer.screen.ready.isVisible()
    assert not officer.screen.appointments.isVisible()
    assert not officer.screen.bar.isVisible()
    officer.does(Qt.Key.Key_F2, "calling", "A001")


def test_a_button_in_the_bar_above_opens_the_page_too(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    QTest.mouseClick(officer.screen.top.page, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: officer.screen.appointments.day.picture is not None)
    assert officer.screen.appointments.day.finder.hasFocus()


def test_the_next_right_thing_works_on_while_the_page_is_open_and_the_bar_shows_who_and_how_long(
    qtbot: QtBot, desk: Desk
) -> None:
    officer = Officer(qtbot, desk, "A", "B")
    opened(officer, qtbot)
    bar: CallBar = officer.screen.bar
    for key, at, number, words in (
        (Qt.Key.Key_F2, "calling", "A001", "Mulai layani"),
        (Qt.Key.Key_F2, "serving", "A001", "Selesai dan panggil B001"),
        (Qt.Key.Key_F6, "ready", "", "Panggil B001"),
    ):
        tap(officer, key)
        officer.until(at, number)
        assert (bar.primary.text(), bar.primary.isEnabled()) == (words, True)
        assert officer.screen.appointments.isVisible()
        assert bar.again.isVisible() == (at == "calling")
    tap(officer, Qt.Key.Key_F9)
    officer.until("break")
    assert bar.primary.text() == "Lanjut melayani"


def test_nothing_of_the_hidden_queue_is_called_by_keys_of_the_page(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "A", "A")
    opened(officer, qtbot)
    before = officer.facts()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Menu, Qt.Key.Key_Up, Qt.Key.Key_Return):
        tap(officer, key)
    assert officer.facts() == before
    assert officer.screen.dialog() is None


def test_signing_out_closes_the_page(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    opened(officer, qtbot)
    officer.screen.acts.sign_out()
    qtbot.waitUntil(officer.screen.signin.isVisible)
    assert not officer.screen.appointments.opened
    assert not officer.screen.appointments.isVisible()


# --- booking --------------------------------------------------------------------------------------------------------


def test_with_the_keyboard_alone_somebody_is_booked_and_the_slip_is_printed(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
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
    (slip,) = [fact for fact in journal(desk.office) if fact.kind == Kind.SLIP_ORDERED]
    assert slip.counter == 1
    assert_whole(desk.office)


def test_the_first_service_offered_is_that_of_the_visitor_who_is_served(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk, "B")
    officer.does(Qt.Key.Key_F2, "calling", "B001")
    officer.does(Qt.Key.Key_F2, "serving", "B001")
    page = booking(officer, qtbot)
    assert page.book.picker.service is not None
    assert page.book.picker.service.code == "B"
    assert [each.code for each in page.book.offer.services] == ["A", "B"], "C takes none"


def test_another_service_is_chosen_from_the_list_below_the_field(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    page = booking(officer, qtbot)
    page.book.picker.setFocus()
    tap(officer, Qt.Key.Key_Space)
    menu = officer.screen.dialog()
    assert isinstance(menu, ServiceMenu)
    tap(officer, Qt.Key.Key_Down)
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.book.offer.service.code == "B")
    assert [cell.title for cell in page.book.slots.cells.cells] == ["08.00", "09.00", "10.00", "11.00"]


def test_a_holiday_stands_there_with_its_name_and_cannot_be_chosen(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    page = booking(officer, qtbot)
    cells = {cell.key: cell for cell in page.book.days.cells.cells}
    assert cells["2026-11-25"].said == "Rabu, 25 November 2026: Hari contoh"
    assert "2026-11-28" not in cells, "nobody works on a Saturday"
    tap(officer, Qt.Key.Key_Right)
    tap(officer, Qt.Key.Key_Right)
    assert page.book.days.key() == "2026-11-26", "the arrows go past it"


def test_what_is_full_is_grey_and_what_another_counter_books_meanwhile_turns_grey(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    page = booking(officer, qtbot)
    booked(desk, "10.00")
    booked(desk, "10.00")
    qtbot.waitUntil(lambda: not {cell.key: cell for cell in page.book.slots.cells.cells}["10.00"].free)
    cells = {cell.key: cell for cell in page.book.slots.cells.cells}
    assert [cells[key].under for key in ("09.00", "10.00", "10.30")] == ["lewat", "penuh", "2 kosong"]


def test_a_number_that_cannot_be_dialled_is_said_beside_its_field_and_nothing_is_booked(
    qtbot: QtBot, desk: Desk
) -> None:
    officer = Officer(qtbot, desk)
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
    assert Kind.APPOINTMENT_BOOKED not in {fact.kind for fact in journal(desk.office)}


def test_a_place_that_somebody_else_took_in_the_same_moment_is_refused_with_the_nearest_one(
    qtbot: QtBot, desk: Desk
) -> None:
    officer = Officer(qtbot, desk)
    page = booking(officer, qtbot)
    page.book.choose_slot(time(10))
    page.asking.active = False  # the news has not come yet
    booked(desk, "10.00")
    booked(desk, "10.00")
    page.book.form.fields["name"].setFocus()
    write(officer, "Budi")
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.book.form.said is not None)
    assert "sudah penuh; yang terdekat 09.30" in page.book.form.said.words
    assert page.book.slots.key() == ""
    assert page.book.form.fields["name"].text() == "Budi", "what was written stays"


def test_after_a_booking_the_next_one_begins_with_empty_fields(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
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

    told: list[str] = []
    text = paint.draw_text

    def draw_text(painter: object, rect: object, words: str, *rest: object, **how: object) -> float:
        told.append(words)
        return text(painter, rect, words, *rest, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(paint, "draw_text", draw_text)
    officer = Officer(qtbot, make_desk())
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: page.book.offer is not None)
    page.book.grab()
    assert any("loket appointment plan A" in words for words in told)
    assert not page.book.form.isVisible()


# --- the list -------------------------------------------------------------------------------------------------------


def test_a_scanned_code_opens_its_appointment_and_enter_checks_in_and_says_what_comes(
    qtbot: QtBot, desk: Desk
) -> None:
    booked(desk, "10.00", who=Contact("Budi"))
    code = booked(desk, "09.30")
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    write(officer, qr_text(code))
    tap(officer, Qt.Key.Key_Return)
    assert chosen(page).appointment.code == code
    assert page.day.finder.text() == "", "ready for the next scan"
    qtbot.wait(5)  # the guard against a scanner's second Enter, at the pace of this test
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chosen(page).appointment.number == "A001")
    assert state(desk, code) is AppointmentState.CHECKED_IN
    said = page.day.one.told()
    assert said is not None
    assert said.words.startswith("Nomor A001. Datang lebih awal untuk janji temu")
    assert said.words.endswith("Dapat dipanggil mulai pukul 09.25.")
    qtbot.waitUntil(lambda: "Tiket A001 dicetak" in officer.said())
    assert_whole(desk.office)


def test_who_comes_late_is_told_that_the_line_is_that_of_walk_ins(qtbot: QtBot, desk: Desk) -> None:
    code = booked(desk, "09.30")
    desk.clock.pass_(minutes=41)
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    page.day.choose(code)
    page.day.list.setFocus()
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.day.one.told() is not None)
    assert "lebih dari sepuluh menit" in page.day.one.told().words


def test_the_first_enter_of_a_scanner_finds_and_its_second_one_checks_nobody_in(qtbot: QtBot, desk: Desk) -> None:
    code = booked(desk)
    officer = Officer(qtbot, desk, pace=1)
    page = opened(officer, qtbot)
    write(officer, qr_text(code))
    tap(officer, Qt.Key.Key_Return)
    tap(officer, Qt.Key.Key_Return)
    assert chosen(page).appointment.code == code
    assert not officer.screen.acts.under_way
    assert state(desk, code) is AppointmentState.BOOKED


def test_a_code_of_another_day_is_found_and_its_day_shown_but_not_checked_in(qtbot: QtBot, desk: Desk) -> None:
    code = booked(desk, "09.30", TUESDAY)
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    write(officer, f"{code[:3]} {code[3:]}".lower())
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.day.card() is not None)
    assert page.day.picture is not None
    assert page.day.picture.day == TUESDAY
    assert not page.day.one.here.isVisible()
    assert page.day.one.print.isVisible()


def test_a_code_that_nobody_has_is_said_and_the_next_one_can_be_typed_at_once(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    write(officer, qr_text("ZZ7K2D"))
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.day.one.told() is not None)
    assert "ZZ7K2D tidak ada" in page.day.one.told().words
    assert page.day.finder.hasFocus()
    assert page.day.finder.text() == ""


def test_a_piece_of_a_name_narrows_the_list_and_escape_widens_it_again(qtbot: QtBot, desk: Desk) -> None:
    for at, who in (("09.30", "Siti Aminah"), ("10.00", "Budi"), ("10.30", "")):
        booked(desk, at, who=Contact(who))
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    write(officer, "ami")
    assert page.day.list.model().rowCount() == 1
    tap(officer, Qt.Key.Key_Return)
    assert chosen(page).contact.name == "Siti Aminah"
    tap(officer, Qt.Key.Key_Escape)
    assert page.day.list.model().rowCount() == 3
    tap(officer, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_an_appointment_is_called_off_after_a_question_and_escape_leaves_it(qtbot: QtBot, desk: Desk) -> None:
    code = booked(desk)
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_Down)
    walk_to(officer, page.day.one.cancel)
    tap(officer, Qt.Key.Key_Space)
    assert page.day.one.no.hasFocus(), "what does nothing has the keyboard first"
    tap(officer, Qt.Key.Key_Escape)
    assert page.day.one.cancel.isVisible()
    walk_to(officer, page.day.one.cancel)
    tap(officer, Qt.Key.Key_Space)
    walk_to(officer, page.day.one.yes)
    tap(officer, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: chosen(page).appointment.state is AppointmentState.CANCELLED)
    assert state(desk, code) is AppointmentState.CANCELLED
    assert not page.day.one.here.isVisible()


def test_an_appointment_is_moved_and_its_own_time_is_not_offered(qtbot: QtBot, desk: Desk) -> None:
    code = booked(desk)
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_Down)
    walk_to(officer, page.day.one.move_on)
    tap(officer, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.book.offer is not None and page.book.days.hasFocus())
    cells = {cell.key: cell for cell in page.book.slots.cells.cells}
    assert (cells["09.30"].under, cells["09.30"].free) == ("sekarang", False)
    tap(officer, Qt.Key.Key_Right)
    tap(officer, Qt.Key.Key_Return)
    tap(officer, Qt.Key.Key_Down)
    tap(officer, Qt.Key.Key_Return)
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.tab == "day" and page.day.card() is not None)
    card = appointment_of(desk.office, code)
    assert (card.appointment.day, f"{card.at:%H.%M}") == (TUESDAY, "08.00")
    assert "Dipindahkan ke Selasa, 24 November 2026, pukul 08.00" in page.day.one.told().words


def test_alt_and_an_arrow_turn_to_the_next_day_of_work_and_back(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: page.day.picture.day == TUESDAY)
    tap(officer, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: page.day.picture.day == MONDAY)


def test_what_another_station_does_is_seen_in_the_open_list(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    code = booked(desk)
    qtbot.waitUntil(lambda: page.day.list.model().rowCount() == 1)
    appointments.cancel_appointment(desk.office, code)
    qtbot.waitUntil(lambda: page.day.picture.cards[0].appointment.state is AppointmentState.CANCELLED)


def test_a_closed_page_asks_the_office_nothing(qtbot: QtBot, desk: Desk) -> None:
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_F11)
    before = page.day.picture
    take_ticket(desk.office, "A")
    qtbot.waitUntil(lambda: len(officer.seen.queue) == 1)
    assert page.day.picture is before


def test_every_part_of_the_page_has_a_name_for_the_screen_reader(qtbot: QtBot, desk: Desk) -> None:
    from PySide6.QtWidgets import QAbstractButton, QListView

    booked(desk)
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    page.book.show_offer(page.book.offer) if page.book.offer else None
    parts = [part for kind in (QAbstractButton, QListView, QLineEdit) for part in page.findChildren(kind)]
    assert len(parts) > 20
    assert [part for part in parts if not part.accessibleName()] == []


def test_without_a_printer_nothing_offers_to_print_and_the_number_is_to_be_said(
    qtbot: QtBot, make_desk: Callable[..., Desk]
) -> None:
    desk = make_desk(a_service("A", hours=WEEK, slots=SlotPlan()))
    code = booked(desk)
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    page.day.choose(code)
    assert not page.day.one.print.isEnabled()
    officer.screen.acts.do("check_in")
    qtbot.waitUntil(lambda: page.day.one.told() is not None)
    assert "sebutkan nomornya" in page.day.one.told().words
