"""Touches as people make them: twice, trembling, with two hands. One of them counts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.kiosk.keys import Key
from ui.parts.touch import Touch

GUARD_MS = 400
"""A second touch within this time is ignored. Counted on the touch's own time stamps, not on when it is handled."""

KEY_GUARD_MS = 120
"""On the keys, which people touch faster one after the other, only a trembling finger is ignored."""

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_SIGNS = _PRESSES | {QEvent.Type.KeyPress}


class TouchGuard(QObject):
    """Watches one window: says when somebody is there, and lets only one of two quick touches through."""

    touched = Signal()
    """Somebody touched the screen or a key."""

    def __init__(self, window: QWidget, guard_ms: float = GUARD_MS, acting: type[QWidget] = Touch) -> None:
        """Guard `window`; `acting` is a kind of widget, besides buttons, that acts when it is touched."""
        super().__init__(window)
        self._window, self._guard_ms, self._acting = window, guard_ms, acting
        self._last = -GUARD_MS

    def begin(self) -> None:
        """Watch from now on."""
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def end(self) -> None:
        """Stop watching."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow a touch on something that acts when it comes too soon after the one before."""
        kind = event.type()
        if kind not in _SIGNS or not isinstance(watched, QWidget) or watched.window() is not self._window:
            return False
        self.touched.emit()
        if kind not in _PRESSES or not isinstance(event, QMouseEvent) or not isinstance(watched, Touch | self._acting):
            return False
        moment = event.timestamp()
        guard_ms = self._guard_ms * KEY_GUARD_MS / GUARD_MS if isinstance(watched, Key) else self._guard_ms
        if 0 <= moment - self._last < guard_ms:
            return True
        self._last = moment
        return False
