"""A slip on its paper, as it looks in a hand: in the colours of paper and ink, which stay light in every theme."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from ui.theme import Theme

TOOTH = 8
"""Width of a tooth of the serrated edge in pixels; half of it on small pictures."""


def inked(image: QImage) -> QImage:
    """Give a slip in black and white as paper and ink."""
    light = Theme.of("light")
    ready = image.convertToFormat(QImage.Format.Format_Mono)
    white_first = QColor(ready.color(0)).lightness() > QColor(ready.color(1)).lightness()
    pair = [light.color("surf").rgb(), light.color("ink").rgb()]
    ready.setColorTable(pair if white_first else pair[::-1])
    return ready.convertToFormat(QImage.Format.Format_RGB32)


def scaled(image: QImage, rect: QRectF, ratio: float) -> QPixmap:
    """Give a slip in the size of its place on a screen with `ratio` device pixels a pixel."""
    size = rect.size().toSize() * ratio
    smooth = Qt.TransformationMode.SmoothTransformation
    made = QPixmap.fromImage(image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth))
    made.setDevicePixelRatio(ratio)
    return made


def draw_slip(painter: QPainter, rect: QRectF, picture: QPixmap, tooth: float = TOOTH) -> None:
    """Draw a slip with the serrated edge where it was cut off; the teeth stand above `rect`."""
    light = Theme.of("light")
    path = QPainterPath(QPointF(rect.left(), rect.top()))
    steps = max(1, round(rect.width() / (2 * tooth)))
    for step in range(steps):
        x = rect.left() + rect.width() * step / steps
        path.lineTo(x + rect.width() / steps / 2, rect.top() - tooth)
        path.lineTo(x + rect.width() / steps, rect.top())
    path.lineTo(rect.bottomRight())
    path.lineTo(rect.bottomLeft())
    path.closeSubpath()
    painter.setPen(light.color("line"))
    painter.setBrush(light.color("surf"))
    painter.drawPath(path)
    painter.drawPixmap(rect.topLeft(), picture)


def place_for(image: QImage, room: QRectF, most: float = 1.0) -> QRectF:
    """Give where a slip lies in `room`, in the middle at the top, whole and at most `most` times its dots."""
    scale = min(room.width() / image.width(), (room.height() - TOOTH) / image.height(), most)
    wide, high = image.width() * scale, image.height() * scale
    return QRectF(round(room.center().x() - wide / 2), round(room.top() + TOOTH), round(wide), round(high))
