"""Work beside the GUI that needs no office: a printer that takes seconds, a slip that is decoded.

The same promise as the bridge's: done in a thread of its own, one after the other, and answered in the GUI thread.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from loket.errors import LoketError
from ui.errand import Errand, answer

T = TypeVar("T")
log = logging.getLogger(__name__)


class Worker(Protocol):
    """Does work somewhere else than in the GUI thread."""

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[LoketError], None] | None = None,
    ) -> None:
        """Do `work`; one of `done` and `failed` is called in the GUI thread, if its screen still exists."""
        ...

    def close(self) -> None:
        """Answer nobody any more, and wait for nothing: what is under way may take long."""
        ...

    def leave(self, last: Callable[[], None]) -> None:
        """Close, but do `last` when all else is done."""
        ...


class Beside(QObject):
    """One thread for work without an office."""

    _finished = Signal(object)

    def __init__(self, name: str) -> None:
        """Start the thread `name`."""
        super().__init__()
        self._errands: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._closing = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[LoketError], None] | None = None,
    ) -> None:
        """Do `work` in the thread; see `Worker.run`."""
        if not self._closing:
            self._errands.put(Errand(work, done, failed))

    def close(self) -> None:
        """Answer nobody any more; the thread ends after the work under way."""
        if not self._closing:
            self._closing = True
            self._errands.put(None)

    def leave(self, last: Callable[[], None]) -> None:
        """Close, but do `last` when all else is done."""
        if not self._closing:
            self._errands.put(Errand(last, None, None))
            self.close()

    def join(self, patience_s: float = 5.0) -> None:
        """Wait for the thread after `close` or `leave`."""
        self._thread.join(patience_s)

    def _work(self) -> None:
        while (errand := self._errands.get()) is not None:
            try:
                errand.result = errand.work()
            except LoketError as error:
                errand.error = error
            except Exception as error:
                log.exception("work beside the screen failed by a bug; it is raised again in the GUI thread")
                errand.error = error
            if not self._closing:
                self._finished.emit(errand)

    def _deliver(self, errand: Errand) -> None:
        if not self._closing:
            answer(errand)
