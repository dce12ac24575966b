"""Where threads meet: acts go to the office thread, answers come back to the GUI thread.

One thread owns the connection to the office's memory. It does acts in the order in which they were handed over, and in
between watches the feed: a nudge from another station, or `data_version` at every poll, and then says `moved`.

A memory that is away (its file gone, its server killed, its disk unreadable) is said once, `troubled`, and tried again
with growing pauses; a press tries at once. When it is back: `recovered`, and `moved` with the newest place.
"""

from __future__ import annotations

import logging
import queue
import select
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from loket.errors import N_, Away, LoketError, Trouble
from loket.office.context import Ear, Office
from loket.pauses import Pauses
from ui.errand import Errand, answer

T = TypeVar("T")
log = logging.getLogger(__name__)

POLL_S = 0.05
"""Seconds between two looks at `data_version` when no nudge comes (3 µs each)."""

SWITCH_S = 0.0005
"""Seconds after which a thread that computes lets another one in: ten times as often as usual, since the GUI thread
stands still meanwhile, once for each time it has let the office thread in."""

IDLE_BEFORE_TIDY_S = 1.0
"""Seconds without an act before the thread uses the moment for housekeeping."""

TIDY_AGAIN_S = 300.0
"""The longest pause before housekeeping that failed is tried again."""


class OfficeBridge(QObject):
    """Hands acts to the office thread. `moved(seq)` tells that the journal has grown."""

    moved = Signal(int)
    troubled = Signal(object)
    """The memory cannot be read (LoketError); said once for each kind of trouble."""
    recovered = Signal()
    """It can be read again, or is another one: whatever was shown before is to be asked for anew."""
    _finished = Signal(object)

    def __init__(self, open_office: Callable[[], Office], pace: float = 1.0) -> None:
        """Start the office thread; `open_office` is called in it. `pace` > 1 makes the pauses between tries shorter.

        When it raises, the act that needed the office answers with that error, and the next one tries again.
        """
        super().__init__()
        sys.setswitchinterval(SWITCH_S)
        self._errands: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._wake_out, self._wake_in = socket.socketpair()
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        self._door = _Door(open_office)
        self._pace = pace
        self._trouble: LoketError | None = None
        self._try_at = 0.0
        self._pauses = Pauses()
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="office", daemon=True)
        self._thread.start()

    @property
    def trouble(self) -> LoketError | None:
        """Why the memory cannot be read now, None when it can; from any thread."""
        return self._trouble

    def run(
        self,
        act: Callable[[Office], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[LoketError], None] | None = None,
    ) -> None:
        """Do `act` in the office thread; exactly one of `done` and `failed` is called in the GUI thread.

        After `close` nothing is done and nobody is called.
        """
        if self._closing:
            return
        self._errands.put(Errand(act, done, failed))
        self._wake()

    def close(self, patience_s: float = 10.0) -> None:
        """Finish the acts already handed over and end the thread."""
        if not self._closing:
            self._closing = True
            self._errands.put(None)
            self._wake()
            self._thread.join(patience_s)
            if not self._thread.is_alive():  # one that waits for a silent server ends with the process
                self._wake_out.close()
                self._wake_in.close()

    def _wake(self) -> None:
        try:
            self._wake_out.send(b"!")
        except BlockingIOError:
            log.debug("the office thread has been woken often enough")

    # --- in the office thread ----------------------------------------------------------------------------------

    def _work(self) -> None:
        try:
            self._serve()
        finally:
            self._door.close()

    def _serve(self) -> None:
        self._warm()
        last_act, tidying, tidy_after_s = time.monotonic(), Pauses(IDLE_BEFORE_TIDY_S, TIDY_AGAIN_S), IDLE_BEFORE_TIDY_S
        while True:
            heard = self._rest()
            acted = self._do_errands()
            if acted is None:
                return
            self._watch(sure=acted or heard)
            if acted:
                last_act = time.monotonic()
            elif self._trouble is None and time.monotonic() - last_act > tidy_after_s:
                last_act = time.monotonic()
                if self._tidy():
                    tidying.shorten()
                    tidy_after_s = IDLE_BEFORE_TIDY_S
                else:
                    tidy_after_s = tidying.next()

    def _warm(self) -> None:
        """Open the memory before anybody needs it; what speaks against it is told to whoever does."""
        try:
            self._door.office()
        except LoketError as error:
            self._is_away(error)

    def _rest(self) -> bool:
        """Wait for an act, for another station's nudge, or until it is time to look; tells whether anything came."""
        ear = self._door.ear
        waiting: list[socket.socket | Ear] = [self._wake_in]
        if ear is not None and ear.fileno() >= 0:
            waiting.append(ear)
        pause = POLL_S if self._trouble is None else max(0.0, self._try_at - time.monotonic())
        ready = select.select(waiting, [], [], pause)[0]
        if self._wake_in in ready:
            _drain(self._wake_in)
        if ear is not None and ear in ready:
            try:
                ear.hear()
            except LoketError as error:
                self._is_away(error)
        return bool(ready)

    def _do_errands(self) -> bool | None:
        """Do what was handed over; gives whether there was anything, None at the end.

        When the memory goes away under one of them, those that wait behind it fail with it: each trying for itself
        would let them all wait.
        """
        acted, away = False, False
        while not self._errands.empty():
            errand = self._errands.get()
            if errand is None:
                return None
            acted = True
            if away:
                errand.error = self._trouble
            else:
                away = not self._do(errand)
            self._finished.emit(errand)
        return acted

    def _do(self, errand: Errand) -> bool:
        """Do one act; tells whether the memory is there."""
        try:
            office = self._door.office()
        except LoketError as error:
            errand.error = error
            self._pauses.shorten()  # somebody is waiting
            self._is_away(error)
            return False
        try:
            errand.result = errand.work(office)
        except Trouble as error:
            errand.error = error
            self._watch(sure=True)  # is it this act alone?
            return self._trouble is None
        except LoketError as error:
            errand.error = error
        except Exception as error:
            log.exception("an act failed by a bug; it is raised again in the GUI thread")
            errand.error = error
        return True

    def _watch(self, *, sure: bool) -> None:
        """Say `moved` when the journal has grown; `sure` looks even when no other station seems to have written.

        While the memory is away it is tried when its pause is over, or when an act has got in.
        """
        if self._trouble is not None and time.monotonic() < self._try_at and not self._door.is_open:
            return
        try:
            seq, anew = self._door.look(sure=sure)
        except LoketError as error:
            self._is_away(error)
        except Exception as error:
            log.exception("the feed failed by a bug; it is raised again in the GUI thread")
            self._finished.emit(Errand(_nothing, None, None, error=error))
            self._is_away(Trouble("feed_bug", N_("Loket terganggu. Yang tersimpan tetap aman; lihat loket.log.")))
        else:
            self._is_there(seq, anew=anew)

    def _is_away(self, error: LoketError) -> None:
        """Let go of the memory, say so if that is news, and rest a while."""
        news = self._trouble is None or self._trouble.code != error.code
        self._trouble = error
        self._door.close()
        self._try_at = time.monotonic() + self._pauses.next() / self._pace
        if news:
            log.warning("the office's memory is away: %s", error)
            self.troubled.emit(error)

    def _is_there(self, seq: int | None, *, anew: bool) -> None:
        if self._trouble is not None or anew:
            log.warning("the office's memory can be read: %s", self._door.place)
            self._trouble = None
            self._pauses.shorten()
            self.recovered.emit()
        if seq is not None:
            self.moved.emit(seq)

    def _tidy(self) -> bool:
        """Use an idle moment for housekeeping; False when that failed."""
        try:
            self._door.office().store.tidy()
        except LoketError as error:
            log.warning("housekeeping failed: %s", error)
            return False
        return True

    # --- in the GUI thread -------------------------------------------------------------------------------------

    def _deliver(self, errand: Errand) -> None:
        if not self._closing:
            answer(errand)


class _Door:
    """The way into the office's memory: opened at the first need, and anew when another one lies in its place.

    A station that went on with a file that was deleted under it would save into nowhere.
    """

    def __init__(self, open_office: Callable[[], Office]) -> None:
        self._open_office = open_office
        self._office: Office | None = None
        self._seq = self._version = -1
        self._anew = False
        self.ear: Ear | None = None
        self.place: object = None
        """Where the memory lies, None before it was opened for the first time."""

    @property
    def is_open(self) -> bool:
        return self._office is not None

    def office(self) -> Office:
        """Give the office; raises Trouble when its memory cannot be opened (now: the next call tries again)."""
        if self._office is not None and self._office.store.moved_away():
            log.warning("%s is gone or another one; it is opened anew", self.place)
            self.close()
        if self._office is None:
            self._office = self._open()
            self._anew = self.place is not None
            self.place = self._office.store.place
            self.ear = self._office.store.ear()
            self._seq = self._version = -1
        return self._office

    def _open(self) -> Office:
        try:
            return self._open_office()
        except Trouble as error:
            if self.place is None or error.code != "database_missing":
                raise
            # Who has worked with an office all day is not told to make one.
            raise Away(self.place) from error

    def look(self, *, sure: bool) -> tuple[int | None, bool]:
        """Give the journal's newest seq (None when it was given already), and whether the memory was opened anew.

        Without `sure` the journal is read only when another connection has committed since the last look.
        """
        store = self.office().store
        anew, self._anew = self._anew, False
        version = store.data_version()
        if version == self._version and not sure:
            return None, anew
        self._version = version
        with store.reading() as book:
            seq = book.last_fact()[0]
        if seq == self._seq:
            return None, anew
        self._seq = seq
        return seq, anew

    def close(self) -> None:
        """Let go of the memory."""
        if self.ear is not None:
            self.ear.close()
        if self._office is not None:
            self._office.store.close()
        self._office = self.ear = None


def _nothing(_office: Office) -> None:
    """Stand for the act of an errand that has none."""


def _drain(ready: socket.socket) -> None:
    while True:
        try:
            if not ready.recv(64):
                return
        except BlockingIOError:
            return
