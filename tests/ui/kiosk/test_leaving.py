"""Nothing is left on the screen for the next person, and the screen empties itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.attract import AttractPage
from ui.kiosk.home import HomePage
from ui.kiosk.idle import IdleDialog

if TYPE_CHECKING:
    from tests.ui.conftest import Desk


def question(visitor: Visitor) -> IdleDialog:
    """Wait for "still there?"."""
    visitor.qtbot.waitUntil(lambda: visitor.screen.findChild(IdleDialog) is not None)
    found = visitor.screen.findChild(IdleDialog)
    assert isinstance(found, IdleDialog)
    return found


def test_an_abandoned_visit_is_forgotten_with_all_its_choices(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=200.0)
    visitor.begins()
    for name in ("language-en", "mode-contrast", "mode-large", "mode-low", "tile-A", "requirement-0"):
        visitor.touches(name)
    assert visitor.screen.look().texts.language == "en"
    visitor.sees(AttractPage)
    look = visitor.screen.look()
    assert (look.texts.language, look.theme.name, look.large, look.low) == ("id", "light", False, False)
    assert visitor.chooses("A").missing() == ()
    assert visitor.numbers() == []


def test_the_screen_asks_before_it_empties_itself(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=100.0)
    visitor.begins()
    asked = question(visitor)
    assert isinstance(visitor.screen.page, HomePage)
    assert asked.accessibleName() == "Masih di sini?"


def test_one_touch_says_that_somebody_is_still_there(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=100.0)
    page = visitor.begins()
    question(visitor)
    visitor.touches("idle-go")
    assert visitor.screen.page is page
    visitor.qtbot.waitUntil(lambda: not any(each.isVisible() for each in visitor.screen.findChildren(IdleDialog)))


def test_a_visitor_can_end_at_once(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=30.0)
    visitor.begins()
    question(visitor)
    visitor.touches("idle-end")
    visitor.sees(AttractPage)


def test_a_key_answers_the_question_too(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=30.0)
    page = visitor.begins()
    QTest.keyClick(question(visitor), Qt.Key.Key_Escape)
    assert visitor.screen.page is page


def test_the_ticket_leaves_the_screen_by_itself(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=400.0)
    visitor.takes("A")
    visitor.sees(AttractPage)
    names = [each.accessibleName() for each in visitor.screen.findChildren(QWidget) if each.isVisible()]
    assert not any("A001" in name for name in names)


def test_the_visitor_can_send_the_ticket_away(visitor: Visitor) -> None:
    visitor.takes("A")
    visitor.touches("done")
    visitor.sees(AttractPage)
