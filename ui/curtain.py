"""What a station shows while it is being opened: its ground and its name, as early as Qt can paint."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import fonts
from ui.theme import Theme

PAINTED_WITHIN_MS = 150
"""How long the first paint is waited for; a slow window system must not hold up the station itself."""


class Curtain(QWidget):
    """Stands in the station's place until the station has painted itself."""

    def __init__(self, theme: Theme, sentence: str) -> None:
        """Say `sentence` on the theme's ground."""
        super().__init__()
        self._theme, self._sentence = theme, sentence
        self._painted = False
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWindowTitle("Loket – " + sentence)
        self.setAccessibleName(sentence)

    def wait_for_paint(self) -> None:
        """Let the window be painted before the work begins that would hold it up."""
        timer = QElapsedTimer()
        timer.start()
        while not self._painted and timer.elapsed() < PAINTED_WITHIN_MS:
            QCoreApplication.processEvents()
        QCoreApplication.processEvents()  # hand it to the window system

    def give_way_to(self, window: QWidget) -> None:
        """Leave as soon as `window` has painted itself."""
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the station's first paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.deleteLater)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, name and sentence."""
        draw(QPainter(self), QRectF(self.rect()), self._theme, self._sentence)
        self._painted = True


def draw(painter: QPainter, rect: QRectF, theme: Theme, sentence: str) -> None:
    """Paint what stands where there is nothing of the office to show yet."""
    painter.fillRect(rect, theme.color("bg"))
    scale = max(0.6, min(rect.width(), rect.height()) / 1080)
    painter.setPen(theme.color("pri"))
    painter.setFont(fonts.of(96 * scale, 700))
    painter.drawText(rect.adjusted(0, 0, 0, round(-110 * scale)), Qt.AlignmentFlag.AlignCenter, "Loket")
    painter.setPen(theme.color("ink2"))
    painter.setFont(fonts.of(32 * scale, 500))
    painter.drawText(rect.adjusted(0, round(90 * scale), 0, 0), Qt.AlignmentFlag.AlignCenter, sentence)
