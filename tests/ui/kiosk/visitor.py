"""A visitor in front of a kiosk: touches what has a name, waits, and reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from loket.office import days
from ui.kiosk.attract import AttractPage
from ui.kiosk.home import HomePage
from ui.kiosk.page import Page
from ui.kiosk.screen import KioskScreen
from ui.kiosk.service import ServicePage
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk

P = TypeVar("P", bound=Page)

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.MouseButton.NoButton


class Visitor:
    """One person at one kiosk. Touches carry their own time, a second apart unless told otherwise."""

    def __init__(
        self, qtbot: QtBot, desk: Desk, size: tuple[int, int] = (540, 960), language: str = "id", pace: float = 50.0
    ) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.screen = KioskScreen(desk.station(language=language, pace=pace))
        qtbot.addWidget(self.screen)
        self.screen.resize(*size)
        self.screen.show()
        self.moment = 1_000_000
        qtbot.waitUntil(lambda: self.screen.page is not None)

    # --- reading -----------------------------------------------------------------------------------------------

    def sees(self, kind: type[P]) -> P:
        """Wait for a page of this kind."""
        self.qtbot.waitUntil(lambda: isinstance(self.screen.page, kind))
        return cast("P", self.screen.page)

    def finds(self, name: str) -> QWidget:
        """Give what is called `name` on the screen now."""
        page = self.screen.page
        found = (page.findChild(QWidget, name) if page is not None else None) or self.screen.findChild(QWidget, name)
        if page is not None and page.objectName() == name:
            found = page
        assert isinstance(found, QWidget), f"nothing named {name} on {page}"
        return found

    def numbers(self) -> list[str]:
        """Give all numbers the office has given today."""
        with self.desk.office.looking() as work:
            return [visit.number for visit in work.book.visits_of(days.picture_day(work))]

    # --- touching ----------------------------------------------------------------------------------------------

    def presses(self, widget: QWidget, *, after_ms: int = 1000, at: QPoint | None = None) -> None:
        """Put the finger down, `after_ms` after the last time."""
        self.moment += after_ms
        self._send(widget, QEvent.Type.MouseButtonPress, LEFT, at)

    def lets_go(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Lift the finger."""
        self._send(widget, QEvent.Type.MouseButtonRelease, NONE, at)

    def touches(self, name: str, *, after_ms: int = 1000) -> None:
        """Touch what is called `name`."""
        widget = self.finds(name)
        self.presses(widget, after_ms=after_ms)
        self.lets_go(widget)

    def _send(self, widget: QWidget, kind: QEvent.Type, held: Qt.MouseButton, at: QPoint | None) -> None:
        place = QPointF(at if at is not None else widget.rect().center())
        where = QPointF(widget.mapToGlobal(place.toPoint()))
        event = QMouseEvent(kind, place, where, LEFT, held, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(self.moment)
        QApplication.sendEvent(widget, event)

    # --- ways --------------------------------------------------------------------------------------------------

    def begins(self) -> HomePage:
        """Touch the first page."""
        self.sees(AttractPage)
        self.touches("attract")
        return self.sees(HomePage)

    def chooses(self, letter: str) -> ServicePage:
        """Begin and touch a service that is open."""
        self.begins()
        self.touches(f"tile-{letter}")
        return self.sees(ServicePage)

    def takes(self, letter: str) -> TicketPage:
        """Go the whole way to a number."""
        self.chooses(letter)
        self.touches("take")
        return self.sees(TicketPage)
