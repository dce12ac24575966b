"""Icons: Material Symbols Rounded, single-path SVG, tinted and kept as pixmaps."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from loket.resources import data


@cache
def exists(name: str) -> bool:
    """Tell whether an icon ships: an office may name one that does not, then its letter stands alone."""
    return bool(name) and data("icons", f"{name}.svg").exists()


def pixmap(name: str, px: float, color: QColor, fill: bool = False, dpr: float = 1.0) -> QPixmap:
    """Give icon `name` as a square pixmap of `px` logical pixels in `color`; raises FileNotFoundError for no icon."""
    return _tinted(name, round(px * dpr), color.rgba(), fill, dpr)


def draw(painter: QPainter, rect: QRectF, name: str, color: QColor, fill: bool = False) -> None:
    """Draw an icon into a square `rect`."""
    side = min(rect.width(), rect.height())
    painted = pixmap(name, side, color, fill, painter.device().devicePixelRatioF())
    painter.drawPixmap(
        QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side), painted, QRectF(painted.rect())
    )


@lru_cache(maxsize=512)
def _tinted(name: str, pixels: int, rgba: int, fill: bool, dpr: float) -> QPixmap:
    file = data("icons", f"{name}-fill.svg" if fill else f"{name}.svg")
    if not file.exists():
        raise FileNotFoundError(f"no icon {file.name}")
    renderer = QSvgRenderer(str(file))
    painted = QPixmap(max(1, pixels), max(1, pixels))
    painted.fill(Qt.GlobalColor.transparent)
    painter = QPainter(painted)
    renderer.render(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(painted.rect(), QColor.fromRgba(rgba))
    painter.end()
    painted.setDevicePixelRatio(dpr)
    return painted


@lru_cache(maxsize=32)
def svg(path: str, pixels: int) -> QPixmap:
    """Give a colour SVG file (an emblem, the logo) as a pixmap `pixels` high, as wide as its shape asks."""
    renderer = QSvgRenderer(path)
    size = renderer.defaultSize()
    width = round(pixels * size.width() / max(1, size.height()))
    painted = QPixmap(max(1, width), max(1, pixels))
    painted.fill(Qt.GlobalColor.transparent)
    painter = QPainter(painted)
    renderer.render(painter)
    painter.end()
    return painted
