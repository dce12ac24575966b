"""The hall's line to the office: asks for the picture, and answers *shown* and *spoken* until the office has it."""

from __future__ import annotations

import logging
import time
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import LoketError, Refused
from ui.display.call_queue import CallQueue
from ui.station import Station

log = logging.getLogger(__name__)

RETRY_MS, STALE_MS = 2_000, 15_000
"""Pause before asking again; an office that has not answered for so long is lost."""


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
        self._asked = self._again = self._sending = self._stopped = False
        self._asked_at = 0.0
        self._retry = self._timer(self.ask)
        self._resend = self._timer(self.send)
        station.bridge.moved.connect(self._moved)

    def _timer(self, then: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(self._station.ms(RETRY_MS))
        timer.timeout.connect(then)
        return timer

    def _moved(self, _seq: int) -> None:
        self.ask()

    def ask(self) -> None:
        """Ask for the picture; while one is on its way, ask once more afterwards."""
        if self._asked:
            self._again = True
            return
        from loket.office.boards import hall_board

        self._asked, self._again, self._asked_at = True, False, time.monotonic()
        self._station.bridge.run(partial(hall_board, display=self._station.name), self._answered, self._failed)

    def stop(self) -> None:
        """Ask and answer no more."""
        self._stopped = self._asked = self._sending = True
        self._retry.stop()
        self._resend.stop()

    def watch(self) -> None:
        """Called now and then: an office that does not answer at all is lost too, and is asked again."""
        if self._asked and time.monotonic() - self._asked_at > self._station.ms(STALE_MS) / 1000:
            log.warning("the office has not answered for %s ms", self._station.ms(STALE_MS))
            self._asked = False
            self.lost.emit()
            self._retry.start()

    def _answered(self, board: object) -> None:
        if self._stopped:
            return
        self._asked = False
        self._retry.stop()
        self.board.emit(board)
        if self._again:
            self.ask()

    def _failed(self, error: LoketError) -> None:
        if self._stopped:
            return
        log.warning("the hall cannot reach the office: %s", error)
        self._asked = False
        self.lost.emit()
        self._retry.start()

    def send(self) -> None:
        """Tell the office the next answer, in order; a later one must never arrive before an earlier one."""
        if self._sending or self._resend.isActive() or not self._queue.answers:
            return
        from loket.office.hall import call_shown, call_spoken

        answer, name = self._queue.answers[0], self._station.name
        act = (
            partial(call_spoken, display=name, seq=answer.seq, outcome=answer.outcome)
            if answer.outcome
            else partial(call_shown, display=name, seq=answer.seq)
        )
        self._sending = True
        self._station.bridge.run(act, self._sent, self._not_sent)

    def _sent(self, _nothing: object) -> None:
        if self._stopped:
            return
        self._sending = False
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
        self._resend.start()
