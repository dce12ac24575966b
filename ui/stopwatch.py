"""What measuring needs of Qt (`loket bench`): when a window was first painted, and a window with nothing in it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget


class PaintWatch(QObject):
    """Calls `painted` after every painting of `window` until it answers True."""

    def __init__(self, window: QWidget, painted: Callable[[], bool]) -> None:
        """Begin to watch."""
        super().__init__(window)
        self._painted = painted
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what happens to the window."""
        if event.type() in (QEvent.Type.UpdateRequest, QEvent.Type.Paint):
            # The window and its children are painted while this is handled, so the question comes after it.
            QTimer.singleShot(0, self._ask)
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        if self._painted():
            window = self.parent()
            if window is not None:
                window.removeEventFilter(self)


class Watchdog(QObject):
    """Looks every `BARK_MS` whether the GUI thread still answers; `gaps` are the seconds it stood still beyond that."""

    BARK_MS = 2

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin to watch."""
        super().__init__(parent)
        self.gaps: list[float] = []
        self._seen = time.perf_counter()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=self.BARK_MS)
        self._timer.timeout.connect(self._bark)
        self._timer.start()

    def _bark(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, now - self._seen - self.BARK_MS / 1000))
        self._seen = now


def later(milliseconds: int, done: Callable[[], object]) -> None:
    """Call `done` once, later."""
    QTimer.singleShot(milliseconds, done)


def bare_window(painted: Callable[[], bool], size: tuple[int, int]) -> None:
    """Open a window with nothing in it and stay until it is closed by `painted` answering True."""
    app = QApplication(["bare"])
    window = QWidget()
    window.resize(*size)

    def stop_when_painted() -> bool:
        done = painted()
        if done:
            app.quit()
        return done

    PaintWatch(window, stop_when_painted)
    window.show()
    app.exec()


def begin() -> None:
    """Make the application of a process without windows."""
    global _application  # noqa: PLW0603 - Qt wants it kept for the life of the process
    _application = QCoreApplication(["listen"])


def listen() -> None:
    """Run the event loop until the process is ended."""
    QCoreApplication.exec()


_application: QCoreApplication | None = None
