"""Who comes too late today books another day at the kiosk: one press, one appointment, the truth about its paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.office import appointments
from loket.office.appointment_lists import appointments_of
from loket.office.ticketing import take_ticket
from tests.factories import a_service
from tests.ui.kiosk.too_late import (
    TUESDAY,
    WEDNESDAY,
    WEEK,
    booked,
    booking,
    is_turned_away,
    opens_the_times,
    times,
    without_numbers,
)
from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.attract import AttractPage
from ui.kiosk.booked import BookedPage
from ui.kiosk.home import HomePage
from ui.kiosk.idle import IdleDialog
from ui.kiosk.notice import WayOut
from ui.kiosk.resting import DeepNotice
from ui.kiosk.service import ServicePage
from ui.kiosk.slots import SlotsPage

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

Coming = Callable[..., Visitor]
Desks = Callable[..., "Desk"]


@pytest.fixture
def desk(make_desk: Desks) -> Desk:
    """An office whose service A is full for today and takes appointments; B has numbers."""
    return without_numbers(make_desk(booking(), a_service("B")))


def test_a_booking_at_the_kiosk_names_nobody_and_speaks_the_visitors_language(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    opens_the_times(visitor)
    visitor.touches("language-en")
    page = visitor.sees(SlotsPage)
    assert page.accessibleName() == (
        "Make an appointment. Bantuan Sosial (en). Tomorrow. Tuesday, 24 November 2026. "
        "Touch the time that suits you: the place is yours at once."
    )
    visitor.touches("time-08.30")
    shown = visitor.sees(BookedPage)
    code = shown.booked.card.appointment.code
    assert shown.accessibleName() == (
        f"Your appointment: Tuesday, 24 November 2026, 08:30 WIT. Code {code[:3]} {code[3:]}"
    )
    (card,) = appointments_of(desk.office, TUESDAY)
    assert (card.appointment.code, card.appointment.language, bool(card.contact)) == (code, "en", False)


def test_another_day_is_one_touch_away_and_stays_chosen_in_another_look(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    page = opens_the_times(visitor)
    assert [key.day for key in page.strip.keys] == [TUESDAY + timedelta(days=ahead) for ahead in range(4)]
    assert visitor.finds("day-2026-11-25").accessibleName() == "Rabu, 25 November 2026, 8 tempat kosong"
    visitor.touches("day-2026-11-25")
    visitor.touches("mode-large")
    page = visitor.sees(SlotsPage)
    assert page.day is not None
    assert page.day.day == WEDNESDAY
    assert [key.isChecked() for key in page.strip.keys] == [False, True, False, False]
    visitor.touches("days-later")
    assert page.day.day == date(2026, 11, 30)
    assert not visitor.finds("day-2026-11-30").isHidden()
    visitor.touches("days-earlier")
    assert page.day.day == TUESDAY
    assert not visitor.finds("days-earlier").isEnabled()


def test_times_that_do_not_fit_are_on_further_sheets_and_after_the_last_comes_the_first(
    make_desk: Desks, come: Coming
) -> None:
    desk = without_numbers(make_desk(booking(minutes=15), a_service("B")))
    visitor = come(desk)
    page = opens_the_times(visitor)
    seen = times(page)
    assert visitor.finds("more-times").accessibleName() == "Jam lainnya (1 dari 2)"
    visitor.touches("more-times")
    seen += times(page)
    assert len(seen) == len(set(seen)) == 34
    visitor.touches("more-times")
    assert times(page)[0] == "07.30"


def test_where_everything_fits_there_is_no_way_to_more(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    opens_the_times(visitor)
    assert visitor.finds("more-times").isHidden()


# --- no, and why ----------------------------------------------------------------------------------------------------


def test_a_time_that_somebody_else_has_taken_meanwhile_is_said_and_the_others_are_shown_anew(
    desk: Desk, come: Coming
) -> None:
    visitor = come(desk)
    page = opens_the_times(visitor)
    appointments.book(desk.office, "A", TUESDAY, time(9, 30))
    visitor.touches("time-09.30")
    visitor.qtbot.waitUntil(lambda: "09.30" not in times(page))
    assert page.said == "Pukul 09.30 baru saja diambil orang lain. Pilih jam lain."
    assert page.said in page.accessibleName()
    assert booked(desk, TUESDAY) == [("09.30", "id")]
    visitor.touches("time-10.30")
    assert visitor.sees(BookedPage).booked.card.at.time() == time(10, 30)


def test_what_is_taken_is_not_offered_and_a_full_day_is_passed_over(desk: Desk, come: Coming) -> None:
    for hour in range(7, 15):
        appointments.book(desk.office, "A", TUESDAY, time(hour, 30))
    appointments.book(desk.office, "A", WEDNESDAY, time(7, 30))
    page = opens_the_times(come(desk))
    assert page.day is not None
    assert page.day.day == WEDNESDAY
    assert times(page)[0] == "08.30"
    assert "2 hari lagi" in page.accessibleName()


def test_a_page_without_a_free_place_says_so_and_leads_back(make_desk: Desks, come: Coming) -> None:
    desk = without_numbers(make_desk(booking(minutes=240, days_ahead=1), a_service("B")))
    visitor = come(desk)
    is_turned_away(visitor)
    for hour in (7, 11):
        appointments.book(desk.office, "A", TUESDAY, time(hour, 30))
    visitor.touches("book")
    page = visitor.sees(SlotsPage)
    visitor.qtbot.waitUntil(lambda: page.offer is not None)
    assert "Semua tempat sudah terisi. Sampai 24 November 2026 tidak ada jam yang kosong." in page.accessibleName()
    visitor.touches("back")
    visitor.sees(WayOut)


def test_a_service_that_stopped_taking_appointments_while_somebody_read_says_so(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    tile = is_turned_away(visitor).tile
    appointments.plan_slots(desk.office, "A", None)
    visitor.screen.booking.begin(tile)
    page = visitor.sees(SlotsPage)
    visitor.qtbot.waitUntil(lambda: bool(page.said))
    assert page.said == "Layanan ini tidak menerima janji temu lagi. Tanyakan petugas."


def test_a_service_without_slots_offers_no_appointment(make_desk: Desks, come: Coming) -> None:
    desk = without_numbers(make_desk(a_service("A", hours=WEEK, quota=1), a_service("B")))
    page = is_turned_away(come(desk))
    assert page.findChild(QWidget, "book") is None


def test_a_number_that_was_refused_because_the_service_had_just_become_full_leads_to_another_day_too(
    make_desk: Desks, come: Coming
) -> None:
    desk = make_desk(booking(), a_service("B"))
    visitor = come(desk)
    page = visitor.chooses("A")
    take_ticket(desk.office, "A")
    visitor.screen.take(page.tile, (), None)
    visitor.sees(WayOut)
    visitor.touches("book")
    assert visitor.sees(SlotsPage).tile.service.code == "A"


def test_when_there_is_a_number_again_back_leads_to_it(desk: Desk, come: Coming) -> None:
    visitor = come(desk, pace=1.0)
    opens_the_times(visitor)
    desk.clock.pass_(days=1)
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.tiles[0].state == "open")
    visitor.touches("back")
    assert visitor.sees(ServicePage).tile.service.code == "A"


# --- fingers, time and trouble --------------------------------------------------------------------------------------


def test_a_double_press_books_once(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    page = opens_the_times(visitor)
    key, other = page.grid.keys[2], page.grid.keys[5]
    for each in (key, key, other):
        visitor.presses(each)
        visitor.lets_go(each)
    QTest.mouseDClick(key, Qt.MouseButton.LeftButton)
    visitor.sees(BookedPage)
    assert booked(desk, TUESDAY) == [("09.30", "id")]


def test_the_touch_that_opened_the_page_books_nothing_when_it_trembles(desk: Desk, come: Coming) -> None:
    visitor = come(desk, pace=1.0)
    page = opens_the_times(visitor)
    visitor.touches("time-08.30", after_ms=390)
    assert page.pressed is None
    assert booked(desk, TUESDAY) == []


def test_the_page_of_an_abandoned_visitor_asks_and_is_forgotten_without_a_booking(desk: Desk, come: Coming) -> None:
    visitor = come(desk, pace=200.0)
    opens_the_times(visitor)
    visitor.touches("mode-contrast")
    visitor.qtbot.waitUntil(lambda: visitor.screen.findChild(IdleDialog) is not None)
    visitor.sees(AttractPage)
    assert not visitor.screen.is_changed()
    assert booked(desk, TUESDAY) == []


def test_what_was_booked_leaves_the_screen_by_itself_and_the_next_visitor_finds_nothing(
    desk: Desk, come: Coming
) -> None:
    visitor = come(desk, pace=400.0)
    opens_the_times(visitor)
    visitor.touches("time-08.30")
    visitor.sees(AttractPage)
    (card,) = appointments_of(desk.office, TUESDAY)
    names = [each.accessibleName() for each in visitor.screen.findChildren(QWidget) if each.isVisible()]
    assert not any(card.appointment.code[:3] in name or "Janji temu Anda" in name for name in names)


def test_esc_leads_back_and_then_home(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    opens_the_times(visitor)
    QTest.keyClick(visitor.screen, Qt.Key.Key_Escape)
    visitor.sees(WayOut)
    QTest.keyClick(visitor.screen, Qt.Key.Key_Escape)
    visitor.sees(HomePage)


def test_a_press_in_vain_books_nothing_and_says_so(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    opens_the_times(visitor)
    desk.line.full = True
    visitor.touches("time-08.30")
    visitor.sees(DeepNotice)
    desk.line.full = False
    assert booked(desk, TUESDAY) == []
    visitor.sees(AttractPage)


def test_a_picture_of_the_kiosk_reads_no_slots(desk: Desk, come: Coming, monkeypatch: pytest.MonkeyPatch) -> None:
    """That a service can be booked is told by its plan; its slots are read when somebody wants one."""
    from loket.office.boards import kiosk_board
    from loket.store.book_appointments import AppointmentRows

    def never(*_: object) -> None:
        pytest.fail("slots were read for a picture")

    monkeypatch.setattr(AppointmentRows, "slots_taken", never)
    assert [tile.books for tile in kiosk_board(desk.office).tiles] == [True, False]
