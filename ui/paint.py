"""Painter recipes that every custom widget shares: the ticket, the counter plate, numbers, fitted text, arrows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QTextLayout, QTextOption

from ui import fonts
from ui.theme import Hue, Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
TOP_CENTER = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
Run = tuple[str, QFont, QColor]
"""A piece of a line: words, font, colour."""

REMEMBERED = 4096
"""How many measured and broken texts are kept: a page says much the same each time it is painted, a screen's paint
event should not break its lines anew. A font that was measured is not to be changed afterwards."""

FOUR_DIGITS = 0.8
"""How much smaller a number of four digits is drawn; numbers are never cut short."""

_ANGLES = {
    "east": 0, "south_east": 45, "south": 90, "south_west": 135, "west": 180, "north_west": 225, "north": 270,
    "north_east": 315,
}  # fmt: skip


@contextmanager
def painting(painter: QPainter) -> Iterator[QPainter]:
    """Save the painter, smooth edges, and give it back as it was."""
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    try:
        yield painter
    finally:
        painter.restore()


def ticket_path(rect: QRectF, radius: float, notch: float, notch_y: float) -> QPainterPath:
    """Give the ticket: a rounded rectangle with an inward half circle at each side, `notch_y` below the top."""
    path = QPainterPath()
    y = rect.top() + notch_y
    path.moveTo(rect.left() + radius, rect.top())
    path.lineTo(rect.right() - radius, rect.top())
    path.arcTo(QRectF(rect.right() - 2 * radius, rect.top(), 2 * radius, 2 * radius), 90, -90)
    path.lineTo(rect.right(), y - notch)
    path.arcTo(QRectF(rect.right() - notch, y - notch, 2 * notch, 2 * notch), 90, 180)
    path.lineTo(rect.right(), rect.bottom() - radius)
    path.arcTo(QRectF(rect.right() - 2 * radius, rect.bottom() - 2 * radius, 2 * radius, 2 * radius), 0, -90)
    path.lineTo(rect.left() + radius, rect.bottom())
    path.arcTo(QRectF(rect.left(), rect.bottom() - 2 * radius, 2 * radius, 2 * radius), 270, -90)
    path.lineTo(rect.left(), y + notch)
    path.arcTo(QRectF(rect.left() - notch, y - notch, 2 * notch, 2 * notch), 270, 180)
    path.lineTo(rect.left(), rect.top() + radius)
    path.arcTo(QRectF(rect.left(), rect.top(), 2 * radius, 2 * radius), 180, -90)
    path.closeSubpath()
    return path


def rounded(painter: QPainter, rect: QRectF, radius: float, fill: QColor, line: QColor | None = None,
            width: float = 1.0) -> None:  # fmt: skip
    """Draw a rounded rectangle whose line lies inside `rect`."""
    with painting(painter):
        inset = width / 2 if line is not None else 0
        painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def tear_line(painter: QPainter, x1: float, x2: float, y: float, color: QColor, width: float = 3, pitch: float = 12
              ) -> None:  # fmt: skip
    """Draw the dotted tear line of a ticket: round dots `width` wide, `pitch` apart."""
    with painting(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        count = max(1, int((x2 - x1) // pitch))
        start = x1 + ((x2 - x1) - count * pitch) / 2 + pitch / 2
        for index in range(count):
            painter.drawEllipse(QPointF(start + index * pitch, y), width / 2, width / 2)


def draw_number(painter: QPainter, rect: QRectF, text: str, font: QFont, color: QColor,
                align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter) -> None:  # fmt: skip
    """Draw a ticket or counter number centred by its cap height. It is never cut short: if need be it shrinks."""
    fitted = fit_number(text, font, rect.width())
    metrics = QFontMetricsF(fitted)
    width = metrics.horizontalAdvance(text)
    x = rect.left()
    if align & Qt.AlignmentFlag.AlignHCenter:
        x = rect.center().x() - width / 2
    elif align & Qt.AlignmentFlag.AlignRight:
        x = rect.right() - width
    with painting(painter):
        painter.setFont(fitted)
        painter.setPen(color)
        painter.drawText(QPointF(x, rect.center().y() + metrics.capHeight() / 2), text)


def fit_number(text: str, font: QFont, width: float) -> QFont:
    """Give the font for a number: ×0.8 from five characters (four digits) on, and smaller if it still does not fit."""
    fitted = QFont(font)
    if len(text) > 4:
        fitted.setPixelSize(max(1, round(font.pixelSize() * FOUR_DIGITS)))
    needed = QFontMetricsF(fitted).horizontalAdvance(text)
    if needed > width > 0:
        fitted.setPixelSize(max(1, int(fitted.pixelSize() * width / needed)))
    return fitted


@lru_cache(maxsize=REMEMBERED)
def break_lines(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """Break `text` at words into lines no wider than `width`."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines) or ("",)


@lru_cache(maxsize=REMEMBERED)
def fit_text(text: str, font: QFont, width: float, max_lines: int = 1, min_px: float | None = None
             ) -> tuple[QFont, tuple[str, ...]]:  # fmt: skip
    """Give font and lines for a text: wrap, shrink once to `min_px`, then cut the last line short with an ellipsis."""
    lines = break_lines(text, font, width)
    fits = len(lines) <= max_lines and all(text_width(line, font) <= width + 1 for line in lines)
    if fits:
        return font, lines
    if min_px is not None and min_px < font.pixelSize():
        smaller = QFont(font)
        smaller.setPixelSize(round(min_px))
        return fit_text(text, smaller, width, max_lines)
    metrics = QFontMetricsF(font)
    kept = (*lines[: max_lines - 1], " ".join(lines[max_lines - 1 :]))
    return font, tuple(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in kept)


def draw_text(painter: QPainter, rect: QRectF, text: str, font: QFont, color: QColor,
              align: Qt.AlignmentFlag = LEFT, max_lines: int = 1, min_px: float | None = None,
              line_height: float = 1.3) -> float:  # fmt: skip
    """Draw fitted text into `rect` and give the height it took. Lines stand `line_height` × the font size apart."""
    fitted, lines = fit_text(text, font, rect.width(), max_lines, min_px)
    metrics = QFontMetricsF(fitted)
    step = fitted.pixelSize() * line_height
    height = step * len(lines)
    top = rect.top()
    if align & Qt.AlignmentFlag.AlignVCenter:
        top = rect.center().y() - height / 2
    elif align & Qt.AlignmentFlag.AlignBottom:
        top = rect.bottom() - height
    with painting(painter):
        painter.setFont(fitted)
        painter.setPen(color)
        for index, line in enumerate(lines):
            width = text_width(line, fitted)
            x = rect.left()
            if align & Qt.AlignmentFlag.AlignHCenter:
                x = rect.center().x() - width / 2
            elif align & Qt.AlignmentFlag.AlignRight:
                x = rect.right() - width
            baseline = top + step * index + (step + metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x, baseline), line)
    return height


def draw_runs(painter: QPainter, rect: QRectF, runs: Sequence[Run], align: Qt.AlignmentFlag = LEFT) -> float:
    """Draw one line of differently dressed pieces on a common baseline, and give its width.

    Too long a line shrinks as a whole, at most to three quarters; then its last piece is cut short.
    """
    width = sum(text_width(text, font) for text, font, _ in runs)
    if width > rect.width() > 0:
        share = max(0.75, rect.width() / width)
        runs = [(text, _scaled(font, share), color) for text, font, color in runs]
        width = sum(text_width(text, font) for text, font, _ in runs)
    x = rect.left()
    if align & Qt.AlignmentFlag.AlignHCenter:
        x = rect.center().x() - width / 2
    elif align & Qt.AlignmentFlag.AlignRight:
        x = rect.right() - width
    x = max(x, rect.left())
    tallest = max((QFontMetricsF(font) for _, font, _ in runs), key=lambda metrics: metrics.capHeight())
    baseline = rect.center().y() + (tallest.ascent() - tallest.descent()) / 2
    with painting(painter):
        for text, font, color in runs:
            room = rect.right() - x + 1
            said = (
                text
                if text_width(text, font) <= room
                else QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, max(0.0, room))
            )
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(QPointF(x, baseline), said)
            x += text_width(said, font)
    return min(width, rect.width())


def _scaled(font: QFont, share: float) -> QFont:
    smaller = QFont(font)
    smaller.setPixelSize(max(1, int(font.pixelSize() * share)))
    return smaller


@lru_cache(maxsize=REMEMBERED)
def text_width(text: str, font: QFont) -> float:
    """Give the width of one line in pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def arrow(painter: QPainter, rect: QRectF, direction: str, color: QColor) -> None:
    """Draw an arrow (stroke 13 %, round) that points "east", "north_west" …; an unknown direction points east."""
    side = min(rect.width(), rect.height())
    with painting(painter):
        painter.translate(rect.center())
        painter.rotate(_ANGLES.get(direction, 0))
        painter.setPen(
            QPen(color, side * 0.13, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half, head = side * 0.42, side * 0.32
        path = QPainterPath(QPointF(-half, 0))
        path.lineTo(half, 0)
        path.moveTo(half - head, -head)
        path.lineTo(half, 0)
        path.lineTo(half - head, head)
        painter.drawPath(path)


def bullet(painter: QPainter, rect: QRectF, letter: str, hue: Hue) -> None:
    """Draw a service's letter on its hue: a rounded square, radius 24 %, letter 56 % of the side."""
    side = min(rect.width(), rect.height())
    rounded(painter, rect, side * 0.24, hue.fill)
    draw_number(painter, rect, letter, fonts.of(side * 0.56, 800), hue.ink)


def plate(painter: QPainter, rect: QRectF, label: str, tone: str, theme: Theme, radius: float = 0.24,
          font: QFont | None = None) -> None:  # fmt: skip
    """Draw a counter plate (plain rounded square). `tone`: "ink", "call", "tint", "plain", "deep" or "on_call"."""
    fills = {
        "ink": ("ink", "surf"), "call": ("call", "onCall"), "tint": ("priTint", "ink"), "plain": ("surf2", "ink"),
        "deep": ("deep2", "onDeep"), "on_call": ("onCall", "call"),
    }  # fmt: skip
    fill, ink = fills[tone]
    rounded(painter, rect, rect.height() * radius, theme.color(fill))
    draw_number(painter, rect, label, font or fonts.of(rect.height() * 0.58, 700), theme.color(ink))


def focus_ring(painter: QPainter, rect: QRectF, radius: float, color: QColor) -> None:
    """Draw the keyboard focus: a 3 px ring inside `rect`."""
    with painting(painter):
        painter.setPen(QPen(color, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)


def ring(painter: QPainter, rect: QRectF, share: float, color: QColor, track: QColor, width: float) -> None:
    """Draw a ring of which `share` (0–1) is left, from the top clockwise."""
    with painting(painter):
        inside = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(track, width))
        painter.drawEllipse(inside)
        painter.setPen(QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        span = math.floor(min(1.0, max(0.0, share)) * 5760)
        painter.drawArc(inside, 1440, span)
