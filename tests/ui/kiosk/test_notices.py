"""When there is no number, the kiosk says why and what to do; it is never a dead end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.errors import Trouble
from loket.model.calendar import Holiday, WeekHours
from loket.office.administration import switch_service
from loket.office.days import close_day
from loket.office.signin import sign_in
from tests.factories import a_service
from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.attract import AttractPage
from ui.kiosk.home import HomePage
from ui.kiosk.notice import NoticePage
from ui.kiosk.resting import DeepNotice
from ui.kiosk.screen import KioskScreen
from ui.kiosk.service import ServicePage
from ui.kiosk.ticket import TicketPage
from ui.station import Station, StillBridge
from ui.theme import Theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk

Coming = Callable[..., Visitor]
Desks = Callable[..., "Desk"]
BROKEN = Trouble("disk_full", "Diska penuh.")


def test_a_closed_office_says_when_it_opens_again(make_desk: Desks, come: Coming) -> None:
    visitor = come(make_desk(a_service("A", hours=WeekHours.of_plain({"tue": ["08:00-15:00"]}))))
    page = visitor.sees(DeepNotice)
    assert page.headline == "Layanan sudah tutup"
    assert "besok, Selasa, 24 November 2026 pukul 08.00" in page.accessibleName()


def test_a_closed_office_tells_the_hours_of_its_week_and_the_same_in_the_other_language(
    make_desk: Desks, come: Coming
) -> None:
    page = come(make_desk(a_service("A", hours=WeekHours.of_plain({"tue": ["08:00-12:00", "13:00-15:00"]})))).sees(
        DeepNotice
    )
    assert page.accessibleDescription().startswith(
        "Selasa 08.00 – 15.00 Istirahat 12.00 – 13.00. Senin, Rabu – Minggu, hari libur Tutup"
    )
    assert page.other == "We are closed. We reopen tomorrow, Tuesday, 24 November 2026 at 08:00."


def test_before_opening_time_the_kiosk_says_from_when_numbers_are_given_and_then_gives_them(
    make_desk: Desks, come: Coming
) -> None:
    desk = make_desk(a_service("A", hours=WeekHours.of_plain({"mon": ["09:30-15:00"]})))
    visitor = come(desk)
    page = visitor.sees(DeepNotice)
    assert page.headline == "Layanan belum buka"
    assert page.lines == ("Nomor dapat diambil mulai pukul 09.30.",)
    desk.clock.pass_(minutes=31)
    visitor.sees(AttractPage)


def test_a_holiday_is_named(make_desk: Desks, come: Coming) -> None:
    from datetime import date

    hours = WeekHours.of_plain({"mon": ["08:00-15:00"], "tue": ["08:00-15:00"]})
    desk = make_desk(a_service("A", hours=hours), holidays=(Holiday(date(2026, 11, 23), "Hari Contoh"),))
    assert come(desk).sees(DeepNotice).headline == "Hari ini libur: Hari Contoh"


def test_a_day_that_was_closed_sends_nobody_to_the_services(visitor: Visitor) -> None:
    visitor.begins()
    close_day(visitor.desk.office)
    assert visitor.sees(DeepNotice).headline == "Layanan sudah tutup"


def test_the_closed_page_speaks_english_and_forgets_it(make_desk: Desks, come: Coming) -> None:
    visitor = come(make_desk(a_service("A", hours=WeekHours.of_plain({"tue": ["08:00-15:00"]}))), pace=100.0)
    visitor.sees(DeepNotice)
    visitor.touches("language-en")
    assert visitor.sees(DeepNotice).headline == "We are closed"
    visitor.qtbot.waitUntil(lambda: visitor.sees(DeepNotice).headline == "Layanan sudah tutup")


def test_a_closed_service_explains_itself_and_gives_no_number(visitor: Visitor) -> None:
    switch_service(visitor.desk.office, "B", is_open=False, reason="Sistem pusat sedang gangguan.")
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.tiles[1].state == "closed")
    visitor.begins()
    visitor.touches("tile-B")
    assert "Sistem pusat sedang gangguan." in visitor.sees(NoticePage).accessibleName()
    visitor.touches("back")
    visitor.sees(HomePage)
    assert visitor.numbers() == []


def test_a_used_up_quota_explains_itself_and_shows_the_way_to_the_clinic(make_desk: Desks, come: Coming) -> None:
    visitor = come(make_desk(a_service("A", quota=1), a_service("B"), a_service("K", "Klinik Pelayanan")))
    visitor.takes("A")
    visitor.touches("done")
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.tiles[0].state == "full")
    visitor.begins()
    visitor.touches("tile-A")
    assert visitor.sees(NoticePage).headline == "Kuota hari ini sudah habis"
    assert "Datang lagi" in visitor.sees(NoticePage).accessibleName()
    visitor.touches("tile-K")
    assert visitor.sees(ServicePage).tile.service.code == "K"
    assert visitor.numbers() == ["A001"]


def test_a_refusal_that_comes_too_late_for_the_screen_is_said_and_burns_no_number(visitor: Visitor) -> None:
    page = visitor.chooses("A")
    switch_service(visitor.desk.office, "A", is_open=False, reason="Rapat.")
    visitor.screen.take(page.tile, (), None)
    assert "Nomor belum dapat diambil" in visitor.sees(NoticePage).accessibleName()
    assert visitor.numbers() == []


def test_trouble_takes_the_whole_screen_and_goes_away_by_itself(visitor: Visitor) -> None:
    visitor.begins()
    visitor.screen.show_trouble(BROKEN)
    page = visitor.sees(DeepNotice)
    assert page.accessibleName() == "Mesin ini sedang diperiksa. Silakan ambil nomor di meja informasi."
    visitor.sees(AttractPage)


def test_trouble_never_takes_a_number_off_the_screen(visitor: Visitor) -> None:
    page = visitor.takes("A")
    visitor.screen.show_trouble(BROKEN)
    assert visitor.screen.page is page


def test_a_kiosk_that_starts_without_its_database_says_so(qtbot: QtBot, desk: Desk) -> None:
    station = Station(bridge=StillBridge(), clock=desk.station().clock, theme=Theme.of("light"))
    screen = KioskScreen(station)
    qtbot.addWidget(screen)
    screen.resize(540, 960)
    screen.show()
    screen.show_trouble(BROKEN)
    assert isinstance(screen.page, DeepNotice)
    assert not screen.grab().isNull()


def test_a_number_taken_while_the_visitor_walks_away_is_still_shown(visitor: Visitor) -> None:
    page = visitor.chooses("A")
    visitor.screen.take(page.tile, (), None)
    visitor.screen.reset()
    assert visitor.sees(TicketPage).ticket.number == "A001"


def test_who_would_not_be_served_before_closing_is_told_before_the_press_and_may_take_the_list_home(
    make_desk: Desks, come: Coming
) -> None:
    hours = WeekHours.of_plain({"mon": ["07:30-16:00"], "tue": ["07:30-16:00"]})
    desk = make_desk(a_service("A", hours=hours), a_service("B"))
    sign_in(desk.office, 1, "P1")
    desk.clock.pass_(hours=6, minutes=50)
    visitor = come(desk)
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.tiles[0].state == "late")
    visitor.begins()
    assert visitor.finds("tile-A").accessibleName() == "Bantuan Sosial. Penuh. Datang 24-11-2026"
    visitor.touches("tile-A")
    page = visitor.sees(NoticePage)
    assert page.headline == "Antrean hari ini sudah penuh sampai tutup"
    assert "Datang lagi besok, Selasa, 24 November 2026 pukul 07.30." in page.accessibleName()
    visitor.touches("language-en")
    assert "We are full until closing today" in visitor.sees(NoticePage).headline
    assert visitor.numbers() == []
