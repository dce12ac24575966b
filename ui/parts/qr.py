"""QR codes as pixmaps with whole pixels per module and a quiet zone of four modules."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QImage, QPainter, QPixmap


@lru_cache(maxsize=16)
def qr_pixmap(text: str, side: int, ink: int, paper: int, quiet: int = 4) -> QPixmap:
    """Give a QR code of `text` at most `side` pixels wide; level M. `ink` and `paper` are RGBA values."""
    import segno

    matrix = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    modules = len(matrix) + 2 * quiet
    scale = max(1, side // modules)
    image = QImage(modules * scale, modules * scale, QImage.Format.Format_RGB32)
    image.fill(QColor.fromRgba(paper))
    painter = QPainter(image)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect((x + quiet) * scale, (y + quiet) * scale, scale, scale, QColor.fromRgba(ink))
    painter.end()
    return QPixmap.fromImage(image)
