"""Running times. Each repaints only its own rectangle, once a second."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import fonts, paint
from ui.counter.pane import TONE_INK, since, tone_of
from ui.station import Station

NARROW = 250
"""Below this width the words stand under the figures."""


class RunningTime(QWidget):
    """A time that runs since a moment."""

    def __init__(self, station: Station, parent: QWidget, px: float = 40) -> None:
        """Make a timer with figures `px` high; it stands until `run`."""
        super().__init__(parent)
        self.station, self.px = station, px
        self.moment: datetime | None = None
        self.seconds = 0

    def run(self, moment: datetime | None) -> None:
        """Count from `moment`."""
        self.moment = moment
        self.seconds = int(since(self.station.clock(), moment))
        self._name()
        self.update()

    def tick(self, now: datetime) -> None:
        """Go on; only a changed second is painted."""
        seconds = int(since(now, self.moment))
        if seconds != self.seconds:
            self.seconds = seconds
            self._name()
            self.update()

    def words(self) -> str:
        """Give the words beside the figures."""
        return ""

    def ink(self) -> str:
        """Give the colour of the figures."""
        return "ink"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figures and the words on one baseline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_line(painter, self.px)

    def draw_line(self, painter: QPainter, height: float) -> None:
        """Paint figures and words in the first `height` pixels."""
        theme, texts = self.station.theme, self.station.texts
        figures, font = texts.timer(self.seconds), fonts.of(self.px, 700)
        baseline = height * 0.5 + self.px * 0.745 / 2
        painter.setFont(font)
        painter.setPen(theme.color(self.ink()))
        painter.drawText(QPointF(0, baseline), figures)
        x = paint.text_width(figures, font) + 12
        small = fonts.of(13, 500 if self.ink() == "ink" else 600)
        ink = theme.color("ink2" if self.ink() == "ink" else self.ink())
        line = QRectF(x, baseline - 15, self.width() - x, 20)
        if self.width() < NARROW:
            line = QRectF(0, height + 4, self.width(), 20)
        paint.draw_text(painter, line, self.words(), small, ink, min_px=11)

    def _name(self) -> None:
        self.setAccessibleName(f"{self.station.texts.timer(self.seconds)} {self.words()}".strip())


class SinceCall(RunningTime):
    """The seconds since the last call."""

    def words(self) -> str:
        """Say since when."""
        return self.station.texts("sejak panggilan terakhir")


class ServiceTimer(RunningTime):
    """The time of service against the service's own standard, with its bar."""

    def __init__(self, station: Station, parent: QWidget, px: float = 40) -> None:
        """Make the timer."""
        super().__init__(station, parent, px)
        self.minutes = 0

    def against(self, minutes: int) -> None:
        """Measure against a standard of `minutes`."""
        self.minutes = minutes

    def tone(self) -> str:
        """Tell how the time stands to the standard: "plain", "near" or "over"."""
        return tone_of(self.seconds, self.minutes)

    def ink(self) -> str:
        """Give the tone's colour."""
        return TONE_INK[self.tone()]

    def words(self) -> str:
        """Say how the time stands to the standard."""
        texts, n = self.station.texts, self.minutes
        if n <= 0:
            return texts("tanpa standar waktu")
        if self.tone() == "near":
            return texts("mendekati standar {n} menit", n=n)
        return (
            texts("melewati standar {n} menit", n=n) if self.tone() == "over" else texts("dari standar {n} menit", n=n)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the time and its bar."""
        theme = self.station.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_line(painter, self.px)
        bar = QRectF(0, self.height() - 12, self.width(), 8)
        paint.rounded(painter, bar, 4, theme.color("surf2"))
        limit = self.minutes * 60
        if limit <= 0 or self.seconds <= 0:
            return
        share = min(1.0, self.seconds / limit)
        fill = theme.color("pri" if self.tone() == "plain" else self.ink())
        paint.rounded(painter, QRectF(0, bar.top(), max(8.0, bar.width() * share), 8), 4, fill)
        if self.seconds > limit:
            tick = bar.width() * limit / self.seconds
            painter.fillRect(QRectF(round(tick), bar.top() - 4, 2, 16), theme.color("ink"))


class PauseClock(RunningTime):
    """The length of a break on a clock of sixty minutes."""

    def words(self) -> str:
        """Say what it is."""
        return self.station.texts("lama istirahat")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring and the time in it."""
        theme, texts = self.station.theme, self.station.texts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(6, 6, -6, -6)
        paint.ring(painter, rect, 0.0, theme.color("surf2"), theme.color("surf2"), 16)
        pen = QPen(theme.color("pri"), 16, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawArc(rect.adjusted(8, 8, -8, -8), 1440, -round((self.seconds % 3600) / 3600 * 5760))
        middle = rect.center().y()
        figures = QRectF(rect.left() + 34, middle - 50, rect.width() - 68, 72)
        said = texts.timer(self.seconds)
        paint.draw_text(
            painter, figures, said, fonts.of(64 if len(said) < 6 else 46, 700), theme.color("ink"), paint.CENTER
        )
        below = QRectF(rect.left(), middle + 26, rect.width(), 22)
        paint.draw_text(painter, below, self.words(), fonts.of(14, 500), theme.color("ink2"), paint.CENTER)
