"""The drawing surface: blocks are laid from top to bottom, drawn in grey, and cut to black and white at one threshold.

A dot is 1/8 mm (203 dpi). Letters are drawn as outlines, so that the same slip has the same dots on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen, qRgb

from printers import fonts

THRESHOLD = 150
"""Grey below it becomes ink; no dithering."""

_TO_INK = bytes(255 if grey < THRESHOLD else 0 for grey in range(256))
_NORMAL = 1.3
"""Line height of ordinary text, in font sizes."""


@dataclass(frozen=True, slots=True)
class Face:
    """Size in dots, weight and letter spacing (in dots) of some words."""

    px: int
    weight: int = 500
    spacing: float = 0.0

    @property
    def font(self) -> QFont:
        """The font."""
        return fonts.of(self.px, self.weight, self.spacing)

    def width(self, words: str) -> float:
        """Give how many dots `words` need on one line."""
        return QFontMetricsF(self.font).horizontalAdvance(words)

    def at(self, px: int) -> Face:
        """Give the same face in another size."""
        return Face(px, self.weight, self.spacing * px / self.px)


def baseline(face: Face, height: float) -> float:
    """Give where letters stand in a line of `height` dots: their ascent and descent lie in its middle."""
    metrics = QFontMetricsF(face.font)
    ascent, descent = round(metrics.ascent()), round(metrics.descent())
    return (height - ascent - descent) / 2 + ascent


def wrapped(words: str, face: Face, width: float) -> list[str]:
    """Break `words` into lines of at most `width` dots; a word that is too long is broken inside."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.width(longer) <= width:
            lines[-1] = longer
            continue
        pieces = _pieces(word, face, width)
        lines[-1:] = [*([lines[-1]] if lines[-1] else []), *pieces]
    return lines


def _pieces(word: str, face: Face, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and face.width(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def fitted(words: str, face: Face, width: float, *, lines: int = 2, smallest: int) -> tuple[Face, list[str]]:
    """Find the largest size down to `smallest` in which `words` fit on one line, then on `lines`; nothing is cut off.

    Words that fit in no size are set in the smallest and take as many lines as they need.
    """
    for most in range(1, lines + 1):
        for px in range(face.px, smallest - 1, -1):
            broken = wrapped(words, face.at(px), width)
            if len(broken) <= most and (most > 1 or px >= face.px * 0.85):
                return face.at(px), balanced(words, face.at(px), width)
    return face.at(smallest), wrapped(words, face.at(smallest), width)


def balanced(words: str, face: Face, width: float) -> list[str]:
    """Break `words` like `wrapped`, in as few lines, but of nearly the same length."""
    lines = len(wrapped(words, face, width))
    if lines == 1 or any(face.width(word) > width for word in words.split()):
        return wrapped(words, face, width)
    narrow, wide = max(face.width(word) for word in words.split()), width
    while wide - narrow > 2:
        middle = (narrow + wide) / 2
        if len(wrapped(words, face, middle)) <= lines:
            wide = middle
        else:
            narrow = middle
    return wrapped(words, face, wide)


class Sheet:
    """Paper of a fixed width that grows downwards. `y` is where the next block begins."""

    def __init__(self, width: int, pad: int) -> None:
        """Begin a sheet `width` dots wide whose blocks keep `pad` dots from both edges."""
        self.width, self.pad, self.y = width, pad, 0.0
        self._acts: list[Callable[[QPainter], None]] = []

    @property
    def inner(self) -> int:
        """The width between the pads."""
        return self.width - 2 * self.pad

    def draw(self, act: Callable[[QPainter], None]) -> None:
        """Keep a painting act for the end, when the height is known."""
        self._acts.append(act)

    def space(self, dots: float) -> None:
        """Leave `dots` white."""
        self.y += dots

    def words(self, x: float, top: float, words: str, face: Face, height: float, *, align: str = "left",
              ink: bool = True) -> float:  # fmt: skip
        """Put one line of words whose line box begins at `top`; gives its width. `x` is the left, middle or right."""
        width = face.width(words)
        left = x - {"left": 0.0, "middle": width / 2, "right": width}[align]
        path = QPainterPath()
        path.addText(left, math.floor(top + baseline(face, height)), face.font, words)
        color = Qt.GlobalColor.black if ink else Qt.GlobalColor.white
        self.draw(lambda painter: painter.fillPath(path, QBrush(color)))
        return width

    def line(self, words: str, face: Face, *, height: float = _NORMAL, align: str = "middle") -> None:
        """Add one line in the middle (or at the "left"); `height` in font sizes."""
        x = self.width / 2 if align == "middle" else self.pad
        self.words(x, self.y, words, face, face.px * height, align=align)
        self.y += face.px * height

    def rule(self, margin: float = 13, thickness: int = 3) -> None:
        """Add a solid line."""
        self.y = round(self.y + margin)
        self.box(QRectF(self.pad, self.y, self.inner, thickness))
        self.y += thickness + margin

    def dashes(self, margin: float = 17, below: float | None = None, thickness: int = 4) -> None:
        """Add a dashed line: 8 dots of ink, 4 white."""
        self.y = round(self.y + margin)
        for x in range(self.pad, self.width - self.pad, 12):
            self.box(QRectF(x, self.y, min(8, self.width - self.pad - x), thickness))
        self.y += thickness + (margin if below is None else below)

    def box(self, rect: QRectF, *, radius: float = 0, ink: bool = True) -> None:
        """Fill a box, with round corners when `radius` is given."""
        brush = QBrush(Qt.GlobalColor.black if ink else Qt.GlobalColor.white)
        path = QPainterPath()
        path.addRoundedRect(rect, radius, radius)
        self.draw(lambda painter: painter.fillPath(path, brush) if radius else painter.fillRect(rect, brush))

    def frame(self, rect: QRectF, thickness: int, radius: float) -> None:
        """Outline a box; the line lies inside `rect`."""
        half = thickness / 2
        inside = rect.adjusted(half, half, -half, -half)
        pen = QPen(Qt.GlobalColor.black, thickness)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

        def act(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, radius - half, radius - half)

        self.draw(act)

    def image(self) -> QImage:
        """Paint everything and give it in black and white: Format_Mono, where a set bit is ink."""
        grey = QImage(self.width, max(1, round(self.y)), QImage.Format.Format_Grayscale8)
        grey.fill(Qt.GlobalColor.white)
        painter = QPainter(grey)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for act in self._acts:
            act(painter)
        painter.end()
        return to_ink(grey)


def to_ink(grey: QImage) -> QImage:
    """Cut a Format_Grayscale8 picture to ink and white at the threshold."""
    inked = bytes(grey.constBits()).translate(_TO_INK)
    mask = QImage(inked, grey.width(), grey.height(), grey.bytesPerLine(), QImage.Format.Format_Grayscale8)
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.MonoOnly
    mono = mask.convertToFormat(QImage.Format.Format_Mono, flags)
    if qRgb(255, 255, 255) != mono.color(1):
        mono.invertPixels()  # the conversion may choose either order of its two colours; here a set bit is the mask
    mono.setColorTable([qRgb(255, 255, 255), qRgb(0, 0, 0)])
    return mono


def ink_rows(image: QImage) -> list[bytes]:
    """Give each row as bytes, most significant bit leftmost, a set bit is ink; width must be a multiple of 8."""
    if image.format() != QImage.Format.Format_Mono or image.width() % 8:
        raise ValueError("a slip is Format_Mono and a multiple of 8 dots wide")
    stride, wide = image.bytesPerLine(), image.width() // 8
    raw = bytes(image.constBits())
    return [raw[row * stride : row * stride + wide] for row in range(image.height())]


def image_of(rows: list[bytes], width: int) -> QImage:
    """Give the picture of rows as `ink_rows` gives them."""
    raw = b"".join(rows)
    image = QImage(raw, width, len(rows), width // 8, QImage.Format.Format_Mono).copy()  # a copy of its own memory
    image.setColorTable([qRgb(255, 255, 255), qRgb(0, 0, 0)])
    return image
