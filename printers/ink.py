"""Ink and white: pictures cut at one threshold, and stamps, which are small pieces of ink kept to be set again.

A dot is 1/8 mm (203 dpi). A stamp is made once and set many times: the words that stand on every slip are never drawn
twice. It is always made on whole dots, so that no dot depends on where it is set, by which thread, or what came before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, qRgb

THRESHOLD = 150
"""Grey below it becomes ink; no dithering."""


_LIGHT = b"0" * THRESHOLD + b"1" * (256 - THRESHOLD)
"""What stays white, as figures."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Rows of ink, `width` dots each (the highest of `width` bits is the leftmost); where its left top dot is set."""

    left: int
    top: int
    width: int
    rows: tuple[int, ...]


def to_ink(grey: QImage, threshold: int = THRESHOLD) -> QImage:
    """Cut a Format_Grayscale8 picture to Format_Mono, where a set bit is ink."""
    inked = bytes(grey.constBits()).translate(_cut_at(threshold))
    mask = QImage(inked, grey.width(), grey.height(), grey.bytesPerLine(), QImage.Format.Format_Grayscale8)
    flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.MonoOnly
    mono = mask.convertToFormat(QImage.Format.Format_Mono, flags)
    if qRgb(255, 255, 255) != mono.color(1):
        mono.invertPixels()  # the conversion may choose either order of its two colours; here a set bit is the mask
    mono.setColorTable([qRgb(255, 255, 255), qRgb(0, 0, 0)])
    return mono


def _cut_at(threshold: int) -> bytes:
    return bytes([255]) * threshold + bytes(256 - threshold)


def ink_rows(image: QImage) -> list[bytes]:
    """Give each row as bytes, most significant bit leftmost, a set bit is ink; width must be a multiple of 8."""
    if image.format() != QImage.Format.Format_Mono or image.width() % 8:
        raise ValueError("a slip is Format_Mono and a multiple of 8 dots wide")
    stride, wide = image.bytesPerLine(), image.width() // 8
    raw = bytes(image.constBits())
    return [raw[start : start + wide] for start in range(0, stride * image.height(), stride)]


def image_of(rows: list[bytes], width: int) -> QImage:
    """Give the picture of rows as `ink_rows` gives them."""
    raw = b"".join(rows)
    image = QImage(raw, width, len(rows), width // 8, QImage.Format.Format_Mono).copy()  # a copy of its own memory
    image.setColorTable([qRgb(255, 255, 255), qRgb(0, 0, 0)])
    return image


def stamp_of(grey: QImage, left: int = 0, top: int = 0, threshold: int = THRESHOLD) -> Stamp:
    """Give what a Format_Grayscale8 picture of any width becomes in ink."""
    return _stamped(bytes(grey.constBits()), grey.bytesPerLine(), grey.width(), left, top, _figures(threshold))


def _stamped(raw: bytes, stride: int, width: int, left: int, top: int, figures: bytes) -> Stamp:
    """Read every row of greys as one number in figures 0 and 1: the quickest way from bytes to bits that Python has."""
    signs = raw.translate(figures)
    rows = tuple([int(signs[at : at + width], 2) for at in range(0, len(signs) - width + 1, stride)])
    return Stamp(left, top, width, rows)


@lru_cache(maxsize=256)
def _figures(threshold: int) -> bytes:
    return b"1" * threshold + b"0" * (256 - threshold)


def painted(width: int, height: int, act: Callable[[QPainter], None], left: int = 0, top: int = 0, *,
            ink: bool = True) -> Stamp:  # fmt: skip
    """Give what `act` paints black on white, or white on black unless `ink`, on the dots from (`left`, `top`) on.

    A stamp of white words has the words as its set bits, cut at the same threshold as they would be on a black box.
    """
    picture = QImage(max(1, width), max(1, height), QImage.Format.Format_RGB32)  # painted in half the time of grey
    picture.fill(Qt.GlobalColor.white if ink else Qt.GlobalColor.black)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(-left, -top)
    act(painter)
    painter.end()
    # One of the four bytes of a dot that is grey: Qt would weigh three equal ones against each other, ten times slower.
    grey, wide = bytes(picture.constBits())[1::4], picture.width()
    return _stamped(grey, wide, wide, left, top, _figures(THRESHOLD) if ink else _LIGHT)


def set_on(rows: list[int], width: int, stamp: Stamp, *, ink: bool = True) -> None:
    """Set a stamp on a sheet `width` dots wide; what lies outside is left out. `ink` False takes its dots away."""
    shift, whole = width - stamp.left - stamp.width, (1 << width) - 1
    for place, dots in enumerate(stamp.rows, stamp.top):
        if dots and 0 <= place < len(rows):
            put = (dots << shift if shift >= 0 else dots >> -shift) & whole
            rows[place] = rows[place] | put if ink else rows[place] & ~put
