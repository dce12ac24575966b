"""The drawing surface: blocks are laid from top to bottom and cut to black and white at one threshold.

A dot is 1/8 mm (203 dpi). Letters are drawn as outlines on whole dots, so that the same slip has the same dots on every
machine, in every thread, whatever was drawn before.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from printers import fonts
from printers.ink import Stamp, image_of, painted, set_on

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

    @property
    def capital(self) -> int:
        """The height of its capitals and figures."""
        return _upright(self)[2]

    def width(self, words: str) -> float:
        """Give how many dots `words` need on one line."""
        return _width(self, words)

    def at(self, px: int) -> Face:
        """Give the same face in another size."""
        return Face(px, self.weight, self.spacing * px / self.px)


# What follows is kept for all threads: it is plain numbers, and each thread reckons them with fonts of its own.


@lru_cache(maxsize=8192)
def _width(face: Face, words: str) -> float:
    return QFontMetricsF(face.font).horizontalAdvance(words)


@lru_cache(maxsize=256)
def _upright(face: Face) -> tuple[int, int, int]:
    metrics = QFontMetricsF(face.font)
    return round(metrics.ascent()), round(metrics.descent()), round(metrics.capHeight())


@lru_cache(maxsize=512)
def _written(words: str, face: Face, ink: bool) -> Stamp:
    """Give words as a stamp whose zero is the left end of their base line."""
    path = QPainterPath()
    path.addText(0, 0, face.font, words)
    around = path.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1)
    brush = QBrush(Qt.GlobalColor.black if ink else Qt.GlobalColor.white)
    return painted(
        around.width(), around.height(), lambda painter: painter.fillPath(path, brush), around.left(), around.top(),
        ink=ink,
    )  # fmt: skip


@lru_cache(maxsize=64)
def _rounded(width: int, height: int, radius: float, thickness: int) -> Stamp:
    """Give a box with round corners, filled or, with a `thickness`, outlined inside its edge."""
    half = thickness / 2
    pen = QPen(Qt.GlobalColor.black, thickness)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)

    def act(painter: QPainter) -> None:
        painter.setPen(pen if thickness else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if thickness else QColor(Qt.GlobalColor.black))
        inside = QRectF(half, half, width - thickness, height - thickness)
        painter.drawRoundedRect(inside, radius - half, radius - half)

    return painted(width, height, act)


def baseline(face: Face, height: float) -> float:
    """Give where letters stand in a line of `height` dots: their ascent and descent lie in its middle."""
    ascent, descent, _ = _upright(face)
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
    found, broken = _fitted(words, face, width, lines, smallest)
    return found, list(broken)


@lru_cache(maxsize=256)
def _fitted(words: str, face: Face, width: float, lines: int, smallest: int) -> tuple[Face, tuple[str, ...]]:
    for most in range(1, lines + 1):
        for px in range(face.px, smallest - 1, -1):
            broken = wrapped(words, face.at(px), width)
            if len(broken) <= most and (most > 1 or px >= face.px * 0.85):
                return face.at(px), _balanced(words, face.at(px), width)
    return face.at(smallest), tuple(wrapped(words, face.at(smallest), width))


def balanced(words: str, face: Face, width: float) -> list[str]:
    """Break `words` like `wrapped`, in as few lines, but of nearly the same length."""
    return list(_balanced(words, face, width))


@lru_cache(maxsize=256)
def _balanced(words: str, face: Face, width: float) -> tuple[str, ...]:
    lines = len(wrapped(words, face, width))
    if lines == 1 or any(face.width(word) > width for word in words.split()):
        return tuple(wrapped(words, face, width))
    narrow, wide = max(face.width(word) for word in words.split()), width
    while wide - narrow > 2:
        middle = (narrow + wide) / 2
        if len(wrapped(words, face, middle)) <= lines:
            wide = middle
        else:
            narrow = middle
    return tuple(wrapped(words, face, wide))


class Sheet:
    """Paper of a fixed width that grows downwards. `y` is where the next block begins."""

    def __init__(self, width: int, pad: int) -> None:
        """Begin a sheet `width` dots wide (a multiple of 8) whose blocks keep `pad` dots from both edges."""
        self.width, self.pad, self.y = width, pad, 0.0
        self._laid: list[tuple[Stamp, bool]] = []

    @property
    def inner(self) -> int:
        """The width between the pads."""
        return self.width - 2 * self.pad

    def stamp(self, stamp: Stamp, left: float = 0, top: float = 0, *, ink: bool = True) -> None:
        """Set a stamp, its zero on the dot nearest to the given place; `ink` False takes its dots away."""
        place = replace(stamp, left=stamp.left + math.floor(left + 0.5), top=stamp.top + math.floor(top + 0.5))
        self._laid.append((place, ink))

    def space(self, dots: float) -> None:
        """Leave `dots` white."""
        self.y += dots

    def words(self, x: float, top: float, words: str, face: Face, height: float, *, align: str = "left",
              ink: bool = True) -> float:  # fmt: skip
        """Put one line of words whose line box begins at `top`; gives its width. `x` is the left, middle or right."""
        return self.upon(x, math.floor(top + baseline(face, height)), words, face, align=align, ink=ink)

    def upon(self, x: float, line: float, words: str, face: Face, *, align: str = "left", ink: bool = True) -> float:
        """Put words upon the base line `line`; gives their width. `x` is the left, middle or right."""
        width = face.width(words)
        left = x - {"left": 0.0, "middle": width / 2, "right": width}[align]
        self.stamp(_written(words, face, ink), left, line, ink=ink)
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
        self.stamp(_dashed(self.inner, thickness), self.pad, self.y)
        self.y += thickness + (margin if below is None else below)

    def box(self, rect: QRectF, *, radius: float = 0, ink: bool = True) -> None:
        """Fill a box, with round corners when `radius` is given."""
        wide, high = round(rect.width()), round(rect.height())
        stamp = _rounded(wide, high, radius, 0) if radius else Stamp(0, 0, wide, ((1 << wide) - 1,) * high)
        self.stamp(stamp, rect.left(), rect.top(), ink=ink)

    def frame(self, rect: QRectF, thickness: int, radius: float) -> None:
        """Outline a box; the line lies inside `rect`."""
        self.stamp(_rounded(round(rect.width()), round(rect.height()), radius, thickness), rect.left(), rect.top())

    def image(self) -> QImage:
        """Lay everything, in the order in which it came, and give it in black and white.

        The picture is Format_Mono, where a set bit is ink.
        """
        rows = [0] * max(1, round(self.y))
        for stamp, ink in self._laid:
            set_on(rows, self.width, stamp, ink=ink)
        return image_of([row.to_bytes(self.width // 8, "big") for row in rows], self.width)


@lru_cache(maxsize=16)
def _dashed(width: int, thickness: int) -> Stamp:
    row = int(("1" * 8 + "0" * 4) * (width // 12 + 1), 2) >> ((width // 12 + 1) * 12 - width)
    return Stamp(0, 0, width, (row,) * thickness)
