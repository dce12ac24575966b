"""Hold to do: an act that needs a long press, by key or by mouse."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from ui.parts.desk import DeskButton
from ui.station import Station

HOLD_MS = 800
"""Milliseconds of holding."""

_STEP_MS = 33


class Hold(QObject):
    """Fills `button` while it is held. `done` after the whole time, `short` when it was let go too early."""

    done = Signal()
    short = Signal()

    def __init__(self, station: Station, button: DeskButton, *more: DeskButton) -> None:
        """Watch nothing yet; `more` are further buttons of the same act."""
        super().__init__(button)
        self.buttons = (button, *more)
        self.total = station.ms(HOLD_MS)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=max(1, min(_STEP_MS, self.total // 4)))
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """The key or button went down."""
        if not self._timer.isActive():
            self._clock.start()
            self._timer.start()

    def end(self) -> None:
        """It was let go."""
        if self._timer.isActive():
            self.cancel()
            self.short.emit()

    def cancel(self) -> None:
        """Forget it without a word."""
        self._timer.stop()
        self._fill(0.0)

    def _step(self) -> None:
        share = self._clock.elapsed() / self.total
        if share >= 1:
            self.cancel()
            self.done.emit()
        else:
            self._fill(share)

    def _fill(self, share: float) -> None:
        for button in self.buttons:
            button.held = share
            button.update()
