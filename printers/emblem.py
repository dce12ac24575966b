"""The office's emblem as ink: an SVG, or a coloured PNG or JPEG, cut to line art. Nothing is dithered.

Dots that are scattered are grey to the eye and noise to a thermal head, and they hold what printers take for commands.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from loket.resources import data
from printers.ink import THRESHOLD, Stamp, stamp_of

DARKEST, LIGHTEST = 120, 200
"""Between these a picture's own threshold may lie: dark enough for ink that holds, light enough for thin lines."""


def emblem_stamp(name: str, side: int) -> Stamp | None:
    """Give the emblem in a square of `side` dots, its proportions kept; None when there is none or it is unreadable.

    `name` is an absolute path or a file in `data/brand`. An office whose file is gone prints without it rather than not
    at all. A file that has changed is read anew.
    """
    path = Path(name) if Path(name).is_absolute() else data("brand", name)
    try:
        facts = path.stat() if name else None
    except OSError:
        return None
    return _cut(path, facts.st_mtime_ns, facts.st_size, side) if facts else None


@lru_cache(maxsize=8)
def _cut(path: Path, _changed: int, _size: int, side: int) -> Stamp | None:
    grey = _drawn(path, side) if path.suffix.lower() == ".svg" else _scaled(path, side)
    return None if grey is None else stamp_of(grey, threshold=threshold_of(grey))


def _drawn(path: Path, side: int) -> QImage | None:
    art = QSvgRenderer(str(path))
    if not art.isValid():
        return None
    art.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    return _on_white(side, side, lambda painter: art.render(painter, QRectF(0, 0, side, side)))


def _scaled(path: Path, side: int) -> QImage | None:
    picture = QImage(str(path))
    if picture.isNull():
        return None
    size = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied).scaled(side, side, *size)
    return _on_white(small.width(), small.height(), lambda painter: painter.drawImage(0, 0, small))


def _on_white(width: int, height: int, act: Callable[[QPainter], None]) -> QImage:
    """Paint on white: what is see-through stays white."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    act(painter)
    painter.end()
    return picture.convertToFormat(QImage.Format.Format_Grayscale8)


def threshold_of(grey: QImage) -> int:
    """Find the grey that parts a picture best into dark and light (Otsu 1979), within `DARKEST` and `LIGHTEST`.

    A picture of one grey gets the slips' own threshold.
    """
    counts = [0] * 256
    wide, stride = grey.width(), grey.bytesPerLine()
    raw = bytes(grey.constBits())
    for start in range(0, stride * grey.height(), stride):
        for value in raw[start : start + wide]:
            counts[value] += 1
    everything, weight = sum(counts), sum(value * count for value, count in enumerate(counts))
    best, found, below, dark = 0.0, THRESHOLD, 0, 0
    for value, count in enumerate(counts[:-1]):
        below += count
        dark += value * count
        if 0 < below < everything:
            apart = below * (everything - below) * (dark / below - (weight - dark) / (everything - below)) ** 2
            if apart > best:
                best, found = apart, value + 1
    return min(LIGHTEST, max(DARKEST, found))
