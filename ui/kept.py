"""Parts of a screen that are painted once and kept as pictures: to paint them anew each time takes a screen's time."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

MOST = 48
"""Pictures that are kept, the latest of all; the tiles of a full first page and the titles in two languages."""


def draw(painter: QPainter, rect: QRectF, what: Hashable, paint: Callable[[QPainter], object]) -> None:
    """Draw what `paint` paints within `rect`, from its picture if `what` was drawn there before.

    `what` names everything the picture depends on but its place. `painter` neither turns nor scales.
    """
    place, ratio = rect.toAlignedRect(), painter.device().devicePixelRatioF()
    kept = _kept(what, rect.getRect(), ratio)
    if not kept:
        picture = QPixmap(place.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inside = QPainter(picture)
        inside.setRenderHints(painter.renderHints())
        inside.translate(-place.topLeft())
        paint(inside)
        inside.end()
        kept.append(picture)
    painter.drawPixmap(place.topLeft(), kept[0])


@lru_cache(maxsize=MOST)
def _kept(_what: Hashable, _rect: object, _ratio: float) -> list[QPixmap]:
    """Give where a picture is kept; nothing is there until it was painted."""
    return []
