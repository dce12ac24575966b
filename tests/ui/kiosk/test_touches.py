"""Two hands, long presses, trembling fingers: one ticket."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.service import ServicePage
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def test_two_touches_and_the_number_is_there(visitor: Visitor) -> None:
    assert visitor.takes("A").ticket.number == "A001"
    assert visitor.numbers() == ["A001"]


def test_a_double_press_takes_one_ticket(visitor: Visitor) -> None:
    page = visitor.chooses("A")
    for _ in range(3):
        visitor.presses(page.take)
        visitor.lets_go(page.take)
    QTest.mouseDClick(page.take, Qt.MouseButton.LeftButton)
    visitor.sees(TicketPage)
    visitor.touches("done")
    visitor.takes("A")
    assert visitor.numbers() == ["A001", "A002"]


def test_a_second_touch_within_400_ms_is_ignored_even_on_the_next_page(
    desk: Desk, come: Callable[..., Visitor]
) -> None:
    visitor = come(desk, pace=1.0)
    visitor.begins()
    visitor.touches("tile-A")
    page = visitor.sees(ServicePage)
    visitor.touches("take", after_ms=390)
    visitor.touches("requirement-0", after_ms=5)
    assert page.missing() == ()
    assert visitor.numbers() == []
    visitor.touches("take", after_ms=500)
    visitor.sees(TicketPage)


def test_a_long_press_takes_one_ticket_when_the_finger_is_lifted(visitor: Visitor) -> None:
    page = visitor.chooses("B")
    visitor.presses(page.take)
    QApplication.processEvents()
    assert visitor.numbers() == []
    visitor.moment += 30_000
    visitor.lets_go(page.take)
    assert visitor.sees(TicketPage).ticket.number == "B001"
    assert visitor.numbers() == ["B001"]


def test_a_finger_that_slips_off_takes_nothing(visitor: Visitor) -> None:
    page = visitor.chooses("A")
    visitor.presses(page.take)
    visitor.lets_go(page.take, at=QPoint(-50, -50))
    assert visitor.screen.page is page
    assert visitor.numbers() == []


def test_two_fingers_take_one_ticket(visitor: Visitor) -> None:
    take, screen = visitor.chooses("A").take, visitor.screen
    device = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
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
    visitor.sees(TicketPage)
    visitor.touches("done")
    visitor.takes("A")
    assert visitor.numbers() == ["A001", "A002"]


def test_a_key_that_is_held_down_takes_one_ticket(visitor: Visitor) -> None:
    take = visitor.chooses("A").take
    for held in (False, True, True, True):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", held)
        QApplication.sendEvent(take, key)
    visitor.sees(TicketPage)
    assert visitor.numbers() == ["A001"]
