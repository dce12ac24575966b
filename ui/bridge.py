"""The only place where threads meet: acts go to the office thread, answers come back to the GUI thread.

One thread owns the connection to the office's memory. It does acts in the order in which they were handed over, and in
between watches the feed: a nudge from another station, or `data_version` at every poll, and then says `moved`.
"""

from __future__ import annotations

import logging
import queue
import select
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from loket.errors import LoketError
from loket.office.context import Ear, Office

T = TypeVar("T")
log = logging.getLogger(__name__)

POLL_S = 0.05
"""Seconds between two looks at `data_version` when no nudge comes (3 µs each)."""

GONE = -1
"""What `moved` says when the office's file has disappeared or been replaced."""

IDLE_BEFORE_TIDY_S = 1.0
"""Seconds without an act before the thread uses the moment for housekeeping."""


@dataclass(slots=True)
class _Errand:
    act: Callable[[Office], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[LoketError], None] | None
    result: Any = None
    error: BaseException | None = None


class OfficeBridge(QObject):
    """Hands acts to the office thread. `moved(seq)` tells that the journal has grown."""

    moved = Signal(int)
    _finished = Signal(object)

    def __init__(self, open_office: Callable[[], Office]) -> None:
        """Start the office thread; `open_office` is called in it.

        When it raises, the act that needed the office answers with that error, and the next one tries again.
        """
        super().__init__()
        self._errands: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._wake_out, self._wake_in = socket.socketpair()
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        self._open_office = open_office
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="office", daemon=True)
        self._thread.start()

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
        self._errands.put(_Errand(act, done, failed))
        self._wake()

    def close(self, patience_s: float = 10.0) -> None:
        """Finish the acts already handed over and end the thread."""
        if not self._closing:
            self._closing = True
            self._errands.put(None)
            self._wake()
            self._thread.join(patience_s)
            self._wake_out.close()
            self._wake_in.close()

    def _wake(self) -> None:
        try:
            self._wake_out.send(b"!")
        except BlockingIOError:
            log.debug("the office thread has been woken often enough")

    # --- in the office thread ----------------------------------------------------------------------------------

    def _work(self) -> None:
        door = _Door(self._open_office)
        try:
            door.warm()
            self._serve(door)
        finally:
            door.close()

    def _serve(self, door: _Door) -> None:
        last_act = time.monotonic()
        while True:
            waiting: list[socket.socket | Ear] = [self._wake_in]
            if door.ear is not None and door.ear.fileno() >= 0:
                waiting.append(door.ear)
            ready = select.select(waiting, [], [], POLL_S)[0]
            if self._wake_in in ready:
                _drain(self._wake_in)
            if door.ear is not None and door.ear in ready:
                door.ear.hear()
            acted = self._do_errands(door)
            if acted is None:
                return
            self._watch(door, sure=acted or bool(ready))
            if acted:
                last_act = time.monotonic()
            elif time.monotonic() - last_act > IDLE_BEFORE_TIDY_S:
                last_act = time.monotonic()
                self._tidy(door)

    def _do_errands(self, door: _Door) -> bool | None:
        """Do what was handed over; gives whether there was anything, None at the end."""
        acted = False
        while not self._errands.empty():
            errand = self._errands.get()
            if errand is None:
                return None
            acted = True
            try:
                errand.result = errand.act(door.office())
            except LoketError as error:
                errand.error = error
            except Exception as error:
                log.exception("an act failed by a bug; it is raised again in the GUI thread")
                errand.error = error
            self._finished.emit(errand)
        return acted

    def _watch(self, door: _Door, *, sure: bool) -> None:
        """Say `moved` when the journal has grown; `sure` looks even when no other station seems to have written."""
        try:
            feed = door.feed
            if door.moved_away():
                if feed is not None and feed.end():
                    self._announce(GONE)  # the act that asks now opens the file anew, or says what is wrong
                return
            if feed is not None and (sure or feed.changed()):
                self._announce(feed.now())
        except LoketError as error:
            # The screens hear of it at their next act; the watch goes on until the disk is back.
            log.warning("the feed cannot be read: %s", error)

    def _announce(self, seq: int | None) -> None:
        if seq is not None:
            self.moved.emit(seq)

    def _tidy(self, door: _Door) -> None:
        try:
            if door.feed is not None and not door.moved_away():
                door.office().store.tidy()
        except LoketError as error:
            log.warning("housekeeping failed: %s", error)

    # --- in the GUI thread -------------------------------------------------------------------------------------

    def _deliver(self, errand: _Errand) -> None:
        if self._closing:
            return
        if errand.error is None:
            if errand.done is not None and _is_there(errand.done):
                errand.done(errand.result)
        elif isinstance(errand.error, LoketError):
            if errand.failed is not None and _is_there(errand.failed):
                errand.failed(errand.error)
            else:
                log.warning("nobody asked about: %s", errand.error)
        else:
            raise errand.error


class _Door:
    """The way into the office's file: opened at the first need, and anew when another file lies in its place.

    A station that went on with a file that was deleted under it would save into nowhere.
    """

    def __init__(self, open_office: Callable[[], Office]) -> None:
        self._open_office = open_office
        self._office: Office | None = None
        self.ear: Ear | None = None
        self.feed: _Feed | None = None

    def warm(self) -> None:
        """Open the file before anybody needs it; what speaks against it is told to whoever does."""
        try:
            self.office()
        except LoketError as error:
            log.warning("the office cannot be opened: %s", error)

    def office(self) -> Office:
        """Give the office; raises Trouble when its file cannot be opened (now: the next call tries again)."""
        if self._office is not None and self.moved_away():
            log.warning("%s is gone or another one; it is opened anew", self._office.store.place)
            self.close()
        if self._office is None:
            office = self._open_office()
            self.ear = office.store.ear()
            self._office, self.feed = office, _Feed(office)
        return self._office

    def moved_away(self) -> bool:
        """Tell whether what was opened lies no longer in its place (2 µs)."""
        return self._office is not None and self._office.store.moved_away()

    def close(self) -> None:
        """Let go of the file."""
        if self.ear is not None:
            self.ear.close()
        if self._office is not None:
            self._office.store.close()
        self._office = self.ear = self.feed = None


class _Feed:
    """Watches how far the journal has come."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._seq = -1
        self._version = -1
        self._ended = False

    def end(self) -> bool:
        """The file is gone; tells whether that is news."""
        news, self._ended = not self._ended, True
        return news

    def changed(self) -> bool:
        """Tell whether another connection has committed since the last look."""
        version = self._office.store.data_version()
        if version == self._version:
            return False
        self._version = version
        return True

    def now(self) -> int | None:
        """Give the journal's newest seq, None when it is the one already announced."""
        with self._office.store.reading() as book:
            seq = book.last_fact()[0]
        if seq == self._seq:
            return None
        self._seq = seq
        return seq


def _is_there(callback: Callable[..., None]) -> bool:
    """Tell whether the screen that asked still exists."""
    while isinstance(callback, partial):
        callback = callback.func
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _drain(ready: socket.socket) -> None:
    while True:
        try:
            if not ready.recv(64):
                return
        except BlockingIOError:
            return
