"""What every part of the hall stands on: how it looks, and telling which numbers it has painted."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from loket.texts import Texts
from ui import fonts, paint
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes and words of one hall. `k` scales the reference design (1920×1080, upright 1080×1920)."""

    theme: Theme
    texts: Texts
    width: int
    height: int

    @property
    def portrait(self) -> bool:
        """Tell whether the panel stands upright."""
        return self.height > self.width

    @property
    def k(self) -> float:
        """The scale of the reference design on this panel."""
        wide, high = (1080, 1920) if self.portrait else (1920, 1080)
        return max(0.2, min(self.width / wide, self.height / high))

    def px(self, landscape: float, portrait: float | None = None) -> float:
        """Give a length of the reference design in pixels here; `portrait` when it differs there."""
        return (landscape if portrait is None or not self.portrait else portrait) * self.k

    def font(self, reference: float, weight: int = 600, spacing: float = 0.0) -> QFont:
        """Give a font by its reference size."""
        return fonts.of(round(reference * self.k, 2), weight, spacing)

    def color(self, token: str) -> QColor:
        """Give a colour of the theme."""
        return self.theme.color(token)

    def rect(self, x: float, y: float, width: float, height: float) -> QRect:
        """Give a rectangle of pixels, its edges rounded so that neighbours meet."""
        left, top = round(x), round(y)
        return QRect(left, top, round(x + width) - left, round(y + height) - top)


class Part(QWidget):
    """A part of the hall. It paints all of its rectangle, so that nothing behind it is painted with it."""

    drew = Signal(int)
    """The number of the call with this `seq` was painted."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Parts never take the focus: nobody operates the hall."""
        super().__init__(parent)
        self.look = look
        self.drawn: tuple[int, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def fit(self, look: Look, rect: QRect) -> None:
        """Take a place in the hall."""
        if look != self.look or rect != self.geometry():
            self.look = look
            self.setGeometry(rect)
            self.update()
        self.show()

    def _draw(self, painter: QPainter) -> None:
        """Paint this part; the ground is painted already."""
        raise NotImplementedError

    def _ground(self) -> QColor:
        """Give the colour behind this part."""
        return self.look.color("bg")

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self._ground())
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            self._draw(painter)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint:
            for seq in self.drawn:
                self.drew.emit(seq)
        return handled


def mark(painter: QPainter, look: Look, right: float, middle: float, fill: QColor, ink: QColor) -> float:
    """Draw the mark of a training office with its right edge at `right`; gives its width."""
    font = look.font(30, 800)
    word = look.texts("LATIHAN")
    width, height = paint.text_width(word, font) + look.px(36), look.px(52)
    box = QRectF(right - width, middle - height / 2, width, height)
    paint.rounded(painter, box, look.px(10), fill, ink, max(2.0, look.px(3)))
    paint.draw_text(painter, box, word, font, ink, paint.CENTER)
    return width
