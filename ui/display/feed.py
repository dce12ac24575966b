"""The hall's line to the office: asks for the picture, and answers *shown* and *spoken* until the office has it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import LoketError, Refused
from loket.pauses import Pauses
from ui.display.call_queue import CallQueue
from ui.parts.asking import Asking
from ui.station import Station

if TYPE_CHECKING:
    from loket.office.context import Office
    from loket.office.pictures import HallBoard

log = logging.getLogger(__name__)


class Feed(QObject):
    """One question and one answer on their way at a time, each repeated until it has arrived."""

    board = Signal(object)
    """A new HallBoard."""
    lost = Signal()
    """The office cannot be reached."""

    def __init__(self, station: Station, queue: CallQueue, parent: QObject) -> None:
        """The station's name says which display answers."""
        super().__init__(parent)
        self._station, self._queue = station, queue
        self._sending = self._stopped = self._unsure = False
        self._asking = Asking(station, self._board_act, self)
        self._asking.came.connect(self._came)
        self._asking.failed.connect(self._failed)
        self._pauses = Pauses()
        self._resend = QTimer(self, singleShot=True)
        self._resend.timeout.connect(self.send)
        station.bridge.recovered.connect(self._recovered)

    def _board_act(self) -> Callable[[Office], HallBoard]:
        from loket.office.boards import hall_board

        return partial(hall_board, display=self._station.name)

    def ask(self) -> None:
        """Ask for the picture; while one is on its way, ask once more afterwards."""
        self._asking.refresh()

    def stop(self) -> None:
        """Ask and answer no more."""
        self._stopped = True
        self._asking.stop()
        self._resend.stop()

    def _came(self, board: HallBoard) -> None:
        self._unsure = False
        self.board.emit(board)

    def _failed(self, error: LoketError) -> None:
        log.warning("the hall cannot reach the office: %s", error)
        self.lost.emit()

    def send(self) -> None:
        """Tell the office the next answer, in order; a later one must never arrive before an earlier one.

        While the office's memory is away the answers wait.
        """
        bridge = self._station.bridge
        busy = self._sending or self._unsure or self._resend.isActive()
        if busy or self._stopped or not self._queue.answers or bridge.trouble is not None:
            return
        from loket.office.hall import call_shown, call_spoken

        answer, name = self._queue.answers[0], self._station.name
        act = (
            partial(call_spoken, display=name, seq=answer.seq, outcome=answer.outcome)
            if answer.outcome
            else partial(call_shown, display=name, seq=answer.seq)
        )
        self._sending = True
        bridge.run(act, self._sent, self._not_sent)

    def _recovered(self) -> None:
        """The picture comes first: it tells whether the journal is still the one that the answers belong to."""
        self._unsure = True
        self._resend.stop()
        self._pauses.shorten()

    def _sent(self, _nothing: object) -> None:
        if self._stopped:
            return
        self._sending = False
        self._pauses.shorten()
        if self._queue.answers:
            self._queue.answers.popleft()
        self.send()

    def _not_sent(self, error: LoketError) -> None:
        if self._stopped:
            return
        log.warning("an answer of the hall did not arrive: %s", error)
        self._sending = False
        if isinstance(error, Refused) and self._queue.answers:
            self._queue.answers.popleft()  # a rule says no: asking again would not help
            self.send()
            return
        self._resend.start(self._station.ms(1000 * self._pauses.next()))
