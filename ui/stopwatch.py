"""What measuring needs of Qt (`loket bench`): when a window was first painted, and a window with nothing in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
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
