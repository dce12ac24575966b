"""One moving thing at a time, thirty frames a second."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEasingCurve, QObject, QTimer

from ui.station import Station

FRAME_MS = 33
REDUCED_MS = 120
"""With reduced motion everything is a fade of this length."""


class Motion(QObject):
    """Runs from 0 to 1 within a time and tells each step. Starting it again replaces what was running."""

    def __init__(self, parent: QObject, station: Station) -> None:
        """The station gives pace and whether motion is reduced."""
        super().__init__(parent)
        self._station = station
        self.slow = False
        """Set when this machine cannot keep up: from then on motion is reduced."""
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._began = self._length = 0.0
        self._frame: Callable[[float], None] | None = None
        self._done: Callable[[], None] | None = None

    @property
    def reduced(self) -> bool:
        """Tell whether motion is reduced to short fades."""
        return self._station.reduced_motion or self.slow

    @property
    def running(self) -> bool:
        """Tell whether something moves now."""
        return self._timer.isActive()

    def run(self, length_ms: float, frame: Callable[[float], None], done: Callable[[], None] | None = None) -> None:
        """Call `frame` with 0…1 for `length_ms` (at the station's pace), then `done`; what ran before arrives first."""
        self.finish()
        self._length = self._station.ms(min(length_ms, REDUCED_MS) if self.reduced else length_ms) / 1000
        self._began, self._frame, self._done = time.monotonic(), frame, done
        self._timer.start()

    def finish(self) -> None:
        """Arrive at once."""
        frame, done = self._frame, self._done
        self.stop()
        if frame is not None:
            frame(1.0)
        if done is not None:
            done()

    def stop(self) -> None:
        """Stop where it is; `done` is not called."""
        self._timer.stop()
        self._frame = self._done = None

    def _tick(self) -> None:
        share = min(1.0, (time.monotonic() - self._began) / self._length)
        if share >= 1.0:
            self.finish()
        elif self._frame is not None:
            self._frame(share)


_OUT, _IN_OUT = QEasingCurve(QEasingCurve.Type.OutCubic), QEasingCurve(QEasingCurve.Type.InOutCubic)


def ease_out(share: float) -> float:
    """Start fast, arrive gently."""
    return _OUT.valueForProgress(share)


def ease_in_out(share: float) -> float:
    """Start and arrive gently."""
    return _IN_OUT.valueForProgress(share)
