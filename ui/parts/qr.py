"""QR codes as pixmaps with whole pixels per module and a quiet zone of four modules."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap

_MASK = 3
"""One of the eight masks; to weigh them all takes four times as long as the symbol, and the visitor's screen waits."""


@lru_cache(maxsize=16)
def qr_pixmap(text: str, side: int, ink: int, paper: int, quiet: int = 4) -> QPixmap:
    """Give a QR code of `text` at most `side` pixels wide; level M. `ink` and `paper` are RGBA values."""
    import segno

    matrix = segno.make_qr(text, error="m", boost_error=False, mask=_MASK).matrix
    modules = len(matrix) + 2 * quiet
    scale = max(1, side // modules)
    image = QImage(modules, modules, QImage.Format.Format_Indexed8)
    image.setColorTable([paper, ink])
    image.fill(0)
    for y, row in enumerate(matrix):
        image.scanLine(y + quiet)[quiet : quiet + len(row)] = bytes(row)  # type: ignore[index]
    size = modules * scale
    return QPixmap.fromImage(image.scaled(size, size, Qt.AspectRatioMode.IgnoreAspectRatio))
