"""Ask for a board: one request at a time, again when the feed has moved meanwhile, and when the memory is back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import N_, LoketError, Trouble
from loket.pauses import Pauses
from ui.station import Station

if TYPE_CHECKING:
    from loket.office.context import Office
    from loket.office.pictures import KioskBoard

FIRST_S, MOST_S = 1.0, 8.0
"""Pauses before a board that failed is asked for again, while the memory itself can be read."""

SILENT_MS = 15_000
"""A request without any answer for so long is a trouble too: a connection may be half open, a disk may hang."""


class Asking(QObject):
    """The requests of one screen. `came(board)` or `failed(error)` answers each.

    While the office's memory is away nothing is asked: the bridge tries it for all, and says when it is back.
    """

    came = Signal(object)
    failed = Signal(object)
    """A LoketError: there is no new board. It comes once more for each request."""

    def __init__(self, station: Station, act: Callable[[], Callable[[Office], Any] | None], parent: QObject) -> None:
        """`act` gives the act that makes the board, None while there is nothing to ask for."""
        super().__init__(parent)
        self.station, self._act = station, act
        self.active = True
        """Whether the feed's moves are followed."""
        self._heard = self._seen = -1
        self._asking = self._again = self._stopped = False
        self._pauses = Pauses(FIRST_S, MOST_S)
        self._retry = QTimer(self, singleShot=True)
        self._retry.timeout.connect(self.refresh)
        self._silence = QTimer(self, singleShot=True, interval=SILENT_MS)
        self._silence.timeout.connect(self._silent)
        station.bridge.moved.connect(self._moved)
        station.bridge.troubled.connect(self._troubled)
        station.bridge.recovered.connect(self._recovered)

    def refresh(self) -> None:
        """Ask; when a request is under way, ask once more after it."""
        act = self._act()
        if act is None or self._stopped:
            return
        if self._asking:
            self._again = True
            return
        trouble = self.station.bridge.trouble
        if trouble is not None:
            QTimer.singleShot(0, self, partial(self._troubled, trouble))
            return
        self._asking, self._again = True, False
        self._silence.start()
        self.station.bridge.run(act, self._done, self._not_done)

    def stop(self) -> None:
        """Ask no more, and tell nothing more."""
        self._stopped = True
        self._retry.stop()
        self._silence.stop()

    def _moved(self, seq: int) -> None:
        """Take in the feed's newest word, which is lower than the board's when the office's file is another one."""
        self._heard = seq
        if self.active and not self._asking and seq != self._seen:
            self.refresh()

    def _troubled(self, error: LoketError) -> None:
        if self.active and not self._stopped and not self._asking:  # a request under way brings its own answer
            self._retry.stop()
            self.failed.emit(error)

    def _recovered(self) -> None:
        """The journal may be another, shorter one: what was heard of the old one says nothing about it."""
        self._heard = self._seen = -1
        self._pauses.shorten()
        if self.active:
            self.refresh()

    def _silent(self) -> None:
        """Say so; the request stays on its way, and its answer ends the trouble."""
        sentence = N_("Basis data tidak menjawab. Yang tersimpan tetap aman; stasiun ini terus mencoba sendiri.")
        self.failed.emit(Trouble("database_silent", sentence))

    def _done(self, board: Any) -> None:  # noqa: ANN401 - any board with a seq
        if self._stopped:
            return
        again = self._again or (self.active and board.seq < self._heard)
        self._asking = self._again = False
        self._seen = board.seq
        self._pauses.shorten()
        self._retry.stop()
        self._silence.stop()
        self.came.emit(board)
        if again:
            self.refresh()

    def _not_done(self, error: LoketError) -> None:
        if self._stopped:
            return
        self._asking = self._again = False
        self._silence.stop()
        if self.station.bridge.trouble is None:
            self._retry.start(self.station.ms(1000 * self._pauses.next()))
        self.failed.emit(error)


def kiosk_board_of(office: Office, printer: str | None = None) -> KioskBoard:
    """Give the kiosk's board. The office is imported in the office's thread: the window is there meanwhile."""
    from loket.office.boards import kiosk_board

    return kiosk_board(office, printer)
