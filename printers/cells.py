"""A printer's own letters, as the virtual printer shows them: ours, set into cells of 12 by 24 dots."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath

from printers.escpos_bytes import CELL
from printers.ink import Stamp, painted
from printers.paper import Face

_PX, _BASE = 20, 19
_ROOM = CELL[0] - 0.6


@lru_cache(maxsize=1024)
def cell(letter: str, bold: bool, wide: int, high: int) -> Stamp:
    """Draw a letter into its cell, `wide` and `high` times its size; one that is too broad is made slimmer."""
    face = Face(_PX, 800 if bold else 600)
    path = QPainterPath()
    path.addText(0, 0, face.font, letter)
    width = face.width(letter)
    slim = min(1.0, _ROOM / width) if width else 1.0

    def act(painter: QPainter) -> None:
        painter.scale(wide, high)
        painter.translate((CELL[0] - width * slim) / 2, _BASE)
        painter.scale(slim, 1)
        painter.fillPath(path, QBrush(Qt.GlobalColor.black))

    return painted(CELL[0] * wide, CELL[1] * high, act)
