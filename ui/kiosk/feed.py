"""The office's picture for the kiosk: asked for when the journal moves, never twice at once, again after a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import LoketError
from loket.office.pictures import KioskBoard
from ui.station import Station

if TYPE_CHECKING:
    from loket.office.context import Office

RETRY_MS = 2_000


class BoardFeed(QObject):
    """Brings one picture after the other."""

    arrived = Signal(object)
    """A KioskBoard."""
    failed = Signal(object)
    """A LoketError: there is no picture now."""

    def __init__(self, station: Station, parent: QObject) -> None:
        """Ask whenever the station's office has moved."""
        super().__init__(parent)
        self._station = station
        self._asked = self._again = False
        self.failures = 0
        """Failures in a row."""
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(station.ms(RETRY_MS))
        self._retry.timeout.connect(self.ask)
        station.bridge.moved.connect(self.ask)

    def ask(self, _seq: int = 0) -> None:
        """Ask for a new picture, as soon as the one under way has come."""
        if self._asked:
            self._again = True
            return
        self._asked, self._again = True, False
        self._station.bridge.run(_board_of, self._answered, self._unanswered)

    def ask_later(self) -> None:
        """Ask again after a while: something is broken."""
        self._retry.start()

    def rest(self) -> None:
        """Ask no more by itself."""
        self._retry.stop()

    def _answered(self, board: KioskBoard) -> None:
        self._asked, self.failures = False, 0
        self.arrived.emit(board)
        if self._again:
            self.ask()

    def _unanswered(self, error: LoketError) -> None:
        self._asked = False
        self.failures += 1
        self._retry.start()
        self.failed.emit(error)


def _board_of(office: Office) -> KioskBoard:
    """Give the kiosk's board. The office is imported in the office's thread: the window is there meanwhile."""
    from loket.office.boards import kiosk_board

    return kiosk_board(office)
