"""The page of appointments: opened by a key, somebody found, checked in, moved, called off; the keyboard only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView

from loket.errors import Trouble
from loket.model.appointment import AppointmentState, Contact, SlotPlan, qr_text
from loket.office import appointments
from loket.office.appointment_lists import appointment_of
from loket.office.ticketing import take_ticket
from tests.factories import a_service, assert_whole
from tests.ui.counter.appointment_page import (
    ALT,
    MONDAY,
    TUESDAY,
    booked,
    chosen,
    day_shown,
    opened,
    slots,
    state,
    tap,
    told,
    walk_to,
    write,
)
from tests.ui.counter.conftest import MORNINGS
from tests.ui.counter.officer import Officer
from ui.counter.call_bar import CallBar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk


def test_a_key_opens_the_page_and_closes_it_again_and_the_desk_is_as_it_was(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk, "A")
    opened(officer, qtbot)
    assert not officer.screen.queue.isVisible()
    assert officer.screen.bar.isVisible()
    tap(officer, Qt.Key.Key_F11)
    assert officer.screen.queue.isVisible()
    assert officer.screen.ready.isVisible()
    assert not officer.screen.appointments.isVisible()
    assert not officer.screen.bar.isVisible()
    officer.does(Qt.Key.Key_F2, "calling", "A001")


def test_a_button_in_the_bar_above_opens_the_page_too(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    QTest.mouseClick(officer.screen.top.page, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: officer.screen.appointments.day.picture is not None)
    assert officer.screen.appointments.day.finder.hasFocus()


def test_the_next_right_thing_works_on_while_the_page_is_open_and_the_bar_shows_who_and_how_long(
    qtbot: QtBot, booking_desk: Desk
) -> None:
    officer = Officer(qtbot, booking_desk, "A", "B")
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


def test_nothing_of_the_hidden_queue_is_called_by_keys_of_the_page(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk, "A", "A")
    opened(officer, qtbot)
    before = officer.facts()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Menu, Qt.Key.Key_Up, Qt.Key.Key_Return):
        tap(officer, key)
    assert officer.facts() == before
    assert officer.screen.dialog() is None


def test_signing_out_closes_the_page(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    opened(officer, qtbot)
    officer.screen.acts.sign_out()
    qtbot.waitUntil(officer.screen.signin.isVisible)
    assert not officer.screen.appointments.opened
    assert not officer.screen.appointments.isVisible()


def test_a_scanned_code_opens_its_appointment_and_enter_checks_in_and_says_what_comes(
    qtbot: QtBot, booking_desk: Desk
) -> None:
    booked(booking_desk, "10.00", who=Contact("Budi"))
    code = booked(booking_desk, "09.30")
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    write(officer, qr_text(code))
    tap(officer, Qt.Key.Key_Return)
    assert chosen(page).appointment.code == code
    assert page.day.finder.text() == "", "ready for the next scan"
    qtbot.wait(5)  # the guard against a scanner's second Enter, at the pace of this test
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chosen(page).appointment.number == "A001")
    assert state(booking_desk, code) is AppointmentState.CHECKED_IN
    said = page.day.one.told()
    assert said is not None
    assert said.words.startswith("Nomor A001. Datang lebih awal untuk janji temu")
    assert said.words.endswith("Dapat dipanggil mulai pukul 09.25.")
    qtbot.waitUntil(lambda: "Tiket A001 dicetak" in officer.said())
    assert_whole(booking_desk.office)


def test_who_comes_late_is_told_that_the_line_is_that_of_walk_ins(qtbot: QtBot, booking_desk: Desk) -> None:
    code = booked(booking_desk, "09.30")
    booking_desk.clock.pass_(minutes=41)
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    page.day.choose(code)
    page.day.list.setFocus()
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(page) != "")
    assert "lebih dari sepuluh menit" in told(page)


def test_the_first_enter_of_a_scanner_finds_and_its_second_one_checks_nobody_in(
    qtbot: QtBot, booking_desk: Desk
) -> None:
    code = booked(booking_desk)
    officer = Officer(qtbot, booking_desk, pace=1)
    page = opened(officer, qtbot)
    write(officer, qr_text(code))
    tap(officer, Qt.Key.Key_Return)
    tap(officer, Qt.Key.Key_Return)
    assert chosen(page).appointment.code == code
    assert not officer.screen.acts.under_way
    assert state(booking_desk, code) is AppointmentState.BOOKED


def test_a_code_of_another_day_is_found_and_its_day_shown_but_not_checked_in(qtbot: QtBot, booking_desk: Desk) -> None:
    code = booked(booking_desk, "09.30", TUESDAY)
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    write(officer, f"{code[:3]} {code[3:]}".lower())
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.day.card() is not None)
    assert page.day.picture is not None
    assert day_shown(page) == TUESDAY
    assert not page.day.one.here.isVisible()
    assert page.day.one.print.isVisible()


def test_a_code_that_nobody_has_is_said_and_the_next_one_can_be_typed_at_once(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    write(officer, qr_text("ZZ7K2D"))
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: told(page) != "")
    assert "ZZ7K2D tidak ada" in told(page)
    assert page.day.finder.hasFocus()
    assert page.day.finder.text() == ""


def test_a_piece_of_a_name_narrows_the_list_and_escape_widens_it_again(qtbot: QtBot, booking_desk: Desk) -> None:
    for at, who in (("09.30", "Siti Aminah"), ("10.00", "Budi"), ("10.30", "")):
        booked(booking_desk, at, who=Contact(who))
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    write(officer, "ami")
    assert page.day.list.model().rowCount() == 1
    tap(officer, Qt.Key.Key_Return)
    assert chosen(page).contact.name == "Siti Aminah"
    tap(officer, Qt.Key.Key_Escape)
    assert page.day.list.model().rowCount() == 3
    tap(officer, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_an_appointment_is_called_off_after_a_question_and_escape_leaves_it(qtbot: QtBot, booking_desk: Desk) -> None:
    code = booked(booking_desk)
    officer = Officer(qtbot, booking_desk)
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
    assert state(booking_desk, code) is AppointmentState.CANCELLED
    assert not page.day.one.here.isVisible()


def test_an_appointment_is_moved_and_its_own_time_is_not_offered(qtbot: QtBot, booking_desk: Desk) -> None:
    code = booked(booking_desk)
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_Down)
    walk_to(officer, page.day.one.move_on)
    tap(officer, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.book.offer is not None and page.book.days.hasFocus())
    cells = slots(page)
    assert (cells["09.30"].under, cells["09.30"].free) == ("sekarang", False)
    tap(officer, Qt.Key.Key_Right)
    tap(officer, Qt.Key.Key_Return)
    tap(officer, Qt.Key.Key_Down)
    tap(officer, Qt.Key.Key_Return)
    tap(officer, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.tab == "day" and page.day.card() is not None)
    card = appointment_of(booking_desk.office, code)
    assert (card.appointment.day, f"{card.at:%H.%M}") == (TUESDAY, "08.00")
    assert "Dipindahkan ke Selasa, 24 November 2026, pukul 08.00" in told(page)


def test_alt_and_an_arrow_turn_to_the_next_day_of_work_and_back(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_Right, ALT)
    qtbot.waitUntil(lambda: day_shown(page) == TUESDAY)
    tap(officer, Qt.Key.Key_Left, ALT)
    qtbot.waitUntil(lambda: day_shown(page) == MONDAY)


def test_what_another_station_does_is_seen_in_the_open_list(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    code = booked(booking_desk)
    qtbot.waitUntil(lambda: page.day.list.model().rowCount() == 1)
    appointments.cancel_appointment(booking_desk.office, code)
    cards = page.day.list
    qtbot.waitUntil(lambda: cards.model().index(0, 0).data().endswith("batal"))


def test_a_closed_page_asks_the_office_nothing(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    tap(officer, Qt.Key.Key_F11)
    before = page.day.picture
    take_ticket(booking_desk.office, "A")
    qtbot.waitUntil(lambda: len(officer.seen.queue) == 1)
    assert page.day.picture is before


def test_every_part_of_the_page_has_a_name_for_the_screen_reader(qtbot: QtBot, booking_desk: Desk) -> None:

    booked(booking_desk)
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    parts = [part for kind in (QAbstractButton, QListView, QLineEdit) for part in page.findChildren(kind)]
    assert len(parts) > 20
    assert [part for part in parts if not part.accessibleName()] == []


def test_without_a_printer_nothing_offers_to_print_and_the_number_is_to_be_said(
    qtbot: QtBot, make_desk: Callable[..., Desk]
) -> None:
    desk = make_desk(a_service("A", hours=MORNINGS, slots=SlotPlan()))
    code = booked(desk)
    officer = Officer(qtbot, desk)
    page = opened(officer, qtbot)
    page.day.choose(code)
    assert not page.day.one.print.isEnabled()
    officer.screen.acts.do("check_in")
    qtbot.waitUntil(lambda: told(page) != "")
    assert "sebutkan nomornya" in told(page)


def test_no_show_is_held_in_the_bar_below_the_page_as_it_is_at_the_desk(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk, "A")
    opened(officer, qtbot)
    tap(officer, Qt.Key.Key_F2)
    officer.until("calling", "A001")
    QTest.mousePress(officer.screen.bar.absent, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: officer.seen.state == "ready")
    assert len(officer.seen.missed) == 1


def test_escape_takes_the_notices_away_first_as_it_does_at_the_desk(qtbot: QtBot, booking_desk: Desk) -> None:
    officer = Officer(qtbot, booking_desk)
    page = opened(officer, qtbot)
    officer.screen.tell(Trouble("disk_full", "Diska penuh. Kosongkan ruang, lalu coba lagi."))
    tap(officer, Qt.Key.Key_Escape)
    assert officer.screen.banners.notices() == {}
    assert page.isVisible()
    tap(officer, Qt.Key.Key_Escape)
    assert not page.isVisible()
