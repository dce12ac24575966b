"""Ask for a board: one request at a time, again when the feed has moved meanwhile, and again after a failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.station import Station

if TYPE_CHECKING:
    from loket.errors import LoketError
    from loket.office.context import Office

RETRY_MS = 2_000
"""After a failure the board is asked for again in this time."""


class Asking(QObject):
    """The requests of one screen. `came(board)` or `failed(error)` answers each."""

    came = Signal(object)
    failed = Signal(object)

    def __init__(self, station: Station, act: Callable[[], Callable[[Office], Any] | None], parent: QObject) -> None:
        """`act` gives the act that makes the board, None while there is nothing to ask for."""
        super().__init__(parent)
        self.station, self._act = station, act
        self.active = True
        """Whether the feed's moves are followed."""
        self.failures = 0
        """Failures in a row."""
        self._heard = self._seen = -1
        self._asking = self._again = False
        self._retry = QTimer(self, singleShot=True, interval=station.ms(RETRY_MS))
        self._retry.timeout.connect(self.refresh)
        station.bridge.moved.connect(self._moved)

    def refresh(self) -> None:
        """Ask; when a request is under way, ask once more after it."""
        act = self._act()
        if act is None:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self.station.bridge.run(act, self._done, self._not_done)

    def refresh_later(self) -> None:
        """Ask in a while: something is broken."""
        self._retry.start()

    def rest(self) -> None:
        """Ask no more because of a failure."""
        self._retry.stop()

    def _moved(self, seq: int) -> None:
        """Take in the feed's newest word, which is lower than the board's when the office's file is another one."""
        self._heard = seq
        if self.active and not self._asking and seq != self._seen:
            self.refresh()

    def _done(self, board: Any) -> None:  # noqa: ANN401 - any board with a seq
        again = self._again or (self.active and board.seq < self._heard)
        self._asking = self._again = False
        self._seen, self.failures = board.seq, 0
        self._retry.stop()
        self.came.emit(board)
        if again:
            self.refresh()

    def _not_done(self, error: LoketError) -> None:
        self._asking = self._again = False
        self.failures += 1
        self._retry.start()
        self.failed.emit(error)
