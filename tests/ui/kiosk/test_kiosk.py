"""The kiosk, pressed and read like a visitor would, with a real office behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from loket.model.calendar import WeekHours
from loket.office import days, printing
from loket.office.administration import switch_service
from tests.factories import a_service
from ui.kiosk.attract import AttractPage
from ui.kiosk.home import HomePage
from ui.kiosk.notice import NoticePage
from ui.kiosk.priority import PriorityPage
from ui.kiosk.screen import KioskScreen
from ui.kiosk.service import ServicePage
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk


def open_kiosk(qtbot: QtBot, desk: Desk, size: tuple[int, int] = (540, 960), **how: object) -> KioskScreen:
    screen = KioskScreen(desk.station(**how))
    qtbot.addWidget(screen)
    screen.resize(*size)
    screen.show()
    qtbot.waitUntil(lambda: screen.page is not None)
    return screen


def press(screen: KioskScreen, name: str) -> None:
    found = screen.page.findChild(QWidget, name) or screen.findChild(QWidget, name)
    assert found is not None, f"nothing named {name} on {screen.page}"
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)


def shows(qtbot: QtBot, screen: KioskScreen, page: type) -> None:
    qtbot.waitUntil(lambda: isinstance(screen.page, page))


def begin(qtbot: QtBot, screen: KioskScreen) -> None:
    shows(qtbot, screen, AttractPage)
    QTest.mouseClick(screen.page, Qt.MouseButton.LeftButton, pos=QPoint(100, 300))
    shows(qtbot, screen, HomePage)


def numbers(desk: Desk) -> list[str]:
    with desk.office.looking() as work:
        return [visit.number for visit in work.book.visits_of(days.picture_day(work))]


def test_two_touches_and_the_number_is_there(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    shows(qtbot, screen, ServicePage)
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    assert screen.page.ticket.number == "A001"
    assert numbers(desk) == ["A001"]


def test_a_double_press_takes_one_ticket(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    shows(qtbot, screen, ServicePage)
    take = screen.page.take
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(take, Qt.MouseButton.LeftButton)
    shows(qtbot, screen, TicketPage)
    screen.close()
    qtbot.wait(30)
    assert numbers(desk) == ["A001"]


def test_a_long_press_takes_one_ticket_when_it_is_released(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-B")
    take = screen.page.take
    QTest.mousePress(take, Qt.MouseButton.LeftButton)
    qtbot.wait(60)
    assert numbers(desk) == []
    QTest.mouseRelease(take, Qt.MouseButton.LeftButton)
    shows(qtbot, screen, TicketPage)
    assert numbers(desk) == ["B001"]


def test_a_finger_that_slips_off_takes_nothing(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    take = screen.page.take
    QTest.mousePress(take, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(take, Qt.MouseButton.LeftButton, pos=QPoint(-50, -50))
    assert isinstance(screen.page, ServicePage)
    assert numbers(desk) == []


def test_two_fingers_take_one_ticket(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    device = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    take = screen.page.take
    first = take.mapTo(screen, take.rect().center())
    second = first + QPoint(60, 0)
    fingers = QTest.touchEvent(screen, device, False)
    fingers.press(1, first, screen)
    fingers.commit()
    fingers.stationary(1).press(2, second, screen)
    fingers.commit()
    fingers.release(1, first, screen).stationary(2)
    fingers.commit()
    fingers.release(2, second, screen)
    fingers.commit()
    shows(qtbot, screen, TicketPage)
    assert numbers(desk) == ["A001"]


def test_the_screen_returns_by_itself_and_keeps_nothing_of_the_visitor(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk, pace=200.0)
    begin(qtbot, screen)
    press(screen, "language-en")
    press(screen, "mode-contrast")
    press(screen, "tile-A")
    shows(qtbot, screen, ServicePage)
    screen.page.rows[0].click()
    assert screen.look().texts.language == "en"
    shows(qtbot, screen, AttractPage)
    assert screen.look().texts.language == "id"
    assert screen.modes == set()
    begin(qtbot, screen)
    press(screen, "tile-A")
    assert screen.page.missing() == ()


def test_the_ticket_leaves_the_screen_by_itself(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk, pace=200.0)
    begin(qtbot, screen)
    press(screen, "tile-A")
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    shows(qtbot, screen, AttractPage)


def test_without_a_printer_the_number_is_shown_to_be_photographed(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    assert screen.page.without_paper
    assert screen.page.findChild(QWidget, "reprint") is None


def test_when_no_paper_comes_the_screen_says_so_and_the_paper_brings_it_back(qtbot: QtBot, desk: Desk) -> None:
    printing.add_printer(desk.office, "kios", "tcp://127.0.0.1:9")
    screen = open_kiosk(qtbot, desk)
    qtbot.waitUntil(lambda: screen.board.printer.state != "none")
    begin(qtbot, screen)
    press(screen, "tile-A")
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    assert not screen.page.without_paper
    qtbot.waitUntil(lambda: isinstance(screen.page, TicketPage) and screen.page.without_paper)
    job = printing.claim_job(desk.office, "kios")
    printing.record_outcome(desk.office, job.id, "kios", "PRINTED")
    qtbot.waitUntil(lambda: not isinstance(screen.page, TicketPage) or not screen.page.without_paper)


def test_what_the_visitor_has_not_brought_goes_with_the_ticket(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    screen.page.rows[1].click()
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    with desk.office.looking() as work:
        assert work.book.missing_of(screen.page.ticket.visit) == ("Kartu Keluarga",)


def test_priority_is_asked_only_when_wanted_and_goes_with_the_ticket(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    screen.ask_priority(screen.page.tile, ())
    shows(qtbot, screen, PriorityPage)
    assert not screen.page.take.isEnabled()
    press(screen, "priority-IBU_HAMIL")
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    assert screen.page.ticket.priority == "IBU_HAMIL"


def test_a_closed_office_says_when_it_opens_again(qtbot: QtBot, make_desk: Callable[..., Desk]) -> None:
    hours = WeekHours.of_plain({"tue": ["08:00-15:00"]})
    desk = make_desk(a_service("A", hours=hours))
    screen = open_kiosk(qtbot, desk)
    shows(qtbot, screen, NoticePage)
    assert "besok, Selasa, 24 November 2026 pukul 08.00" in screen.page.accessibleName()


def test_a_closed_service_explains_itself_and_gives_no_number(qtbot: QtBot, desk: Desk) -> None:
    switch_service(desk.office, "B", is_open=False, reason="Sistem pusat sedang gangguan.")
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-B")
    shows(qtbot, screen, NoticePage)
    assert "Sistem pusat sedang gangguan." in screen.page.accessibleName()
    press(screen, "back")
    shows(qtbot, screen, HomePage)
    assert numbers(desk) == []


def test_a_used_up_quota_explains_itself(qtbot: QtBot, make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(a_service("A", quota=1), a_service("B", "Data DTSEN"))
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "tile-A")
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    screen.reset()
    qtbot.waitUntil(lambda: screen.board.tiles[0].state == "full")
    begin(qtbot, screen)
    press(screen, "tile-A")
    shows(qtbot, screen, NoticePage)
    assert numbers(desk) == ["A001"]


def test_a_refusal_that_comes_too_late_for_the_screen_is_said_and_burns_no_number(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    tile = screen.board.tiles[0]
    press(screen, "tile-A")
    switch_service(desk.office, "A", is_open=False, reason="Rapat.")
    screen.take(tile, (), None)
    shows(qtbot, screen, NoticePage)
    assert numbers(desk) == []


def test_the_whole_way_by_keyboard(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    shows(qtbot, screen, AttractPage)
    QTest.keyClick(screen, Qt.Key.Key_Return)
    shows(qtbot, screen, HomePage)
    tile = screen.page.findChild(QWidget, "tile-A")
    tile.setFocus()
    QTest.keyClick(tile, Qt.Key.Key_Return)
    shows(qtbot, screen, ServicePage)
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    shows(qtbot, screen, HomePage)
    tile = screen.page.findChild(QWidget, "tile-A")
    QTest.keyClick(tile, Qt.Key.Key_Space)
    QTest.keyClick(screen.page.take, Qt.Key.Key_Return)
    shows(qtbot, screen, TicketPage)


def test_the_language_changes_everything_the_visitor_reads(qtbot: QtBot, desk: Desk) -> None:
    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    press(screen, "language-en")
    assert screen.page.title() == "Which service do you need?"
    press(screen, "tile-A")
    press(screen, "take")
    shows(qtbot, screen, TicketPage)
    assert screen.page.ticket.language == "en"


def test_the_number_of_waiting_people_stays_true(qtbot: QtBot, desk: Desk) -> None:
    from loket.office.ticketing import take_ticket

    screen = open_kiosk(qtbot, desk)
    begin(qtbot, screen)
    take_ticket(desk.office, "A")
    take_ticket(desk.office, "A")
    qtbot.waitUntil(lambda: screen.page.findChild(QWidget, "tile-A").tile.waiting == 2)


def test_twenty_services_fit_on_one_page_with_fingers_width(qtbot: QtBot, make_desk: Callable[..., Desk]) -> None:
    letters = "ABCDEFGHJLMNPRSTUVWX"
    desk = make_desk(*(a_service(letter, f"Layanan panjang sekali {letter}") for letter in letters))
    screen = open_kiosk(qtbot, desk, size=(1080, 1920))
    begin(qtbot, screen)
    tiles = [screen.page.findChild(QWidget, f"tile-{letter}") for letter in letters]
    for tile in tiles:
        assert screen.page.rect().contains(tile.geometry())
        assert tile.height() >= 100
    for index, tile in enumerate(tiles):
        assert not any(tile.geometry().intersects(other.geometry()) for other in tiles[index + 1 :])
