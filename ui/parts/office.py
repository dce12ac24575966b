"""What every public screen shows of the office: emblem, name, clock, and the training mark."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from loket.model.office import OfficeFace
from loket.resources import data
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.theme import Theme


def emblem(face: OfficeFace, px: int, tint: QColor | None = None) -> QPixmap | None:
    """Give the office's emblem `px` high, in one colour when `tint` is given; None when it has none."""
    path = emblem_path(face)
    return _emblem(path, px, None if tint is None else tint.rgba()) if path is not None else None


@lru_cache(maxsize=16)
def _emblem(path: Path, px: int, rgba: int | None) -> QPixmap:
    if path.suffix.lower() == ".svg":
        found = QPixmap(icons.svg(str(path), px))
    else:
        found = QPixmap(str(path)).scaledToHeight(px, Qt.TransformationMode.SmoothTransformation)
    if rgba is not None and not found.isNull():
        painter = QPainter(found)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(found.rect(), QColor.fromRgba(rgba))
        painter.end()
    return found


def emblem_path(face: OfficeFace) -> Path | None:
    """Give the emblem's file: the office's own path, or one shipped under data/brand."""
    if not face.emblem:
        return None
    own = Path(face.emblem)
    shipped = data("brand", face.emblem)
    return own if own.is_absolute() and own.exists() else shipped if shipped.exists() else None


def draw_office(painter: QPainter, rect: QRectF, face: OfficeFace, theme: Theme, k: float, *, on_deep: bool = True
                ) -> None:  # fmt: skip
    """Draw emblem, name and place from the left of `rect` (84 high at scale 1)."""
    ink = theme.color("onDeep" if on_deep else "ink")
    ink2 = theme.color("onDeep2" if on_deep else "ink2")
    side = round(84 * k)
    found = emblem(face, side, ink)
    x = rect.left()
    if found is not None:
        painter.drawPixmap(round(x), round(rect.top()), found)
        x += found.width() + 20 * k
    room = rect.right() - x
    paint.draw_text(painter, QRectF(x, rect.top(), room, 45 * k), face.name, fonts.of(34 * k, 700), ink, min_px=26 * k)
    paint.draw_text(painter, QRectF(x, rect.top() + 43 * k, room, 38 * k), face.place, fonts.of(28 * k, 500), ink2)


def draw_clock(painter: QPainter, rect: QRectF, now: datetime, texts: Texts, theme: Theme, k: float, *,
               right: bool = True, on_deep: bool = True, date_k: float | None = None) -> None:  # fmt: skip
    """Draw time and date in `rect`: large time above, date below (`date_k`: its own scale)."""
    align = paint.RIGHT if right else paint.LEFT
    ink = theme.color("onDeep" if on_deep else "ink")
    ink2 = theme.color("onDeep2" if on_deep else "ink2")
    paint.draw_text(painter, QRectF(rect.left(), rect.top(), rect.width(), 58 * k), texts.time(now),
                    fonts.of(48 * k, 700, -1), ink, align)  # fmt: skip
    paint.draw_text(painter, QRectF(rect.left(), rect.top() + 54 * k, rect.width(), 34 * k), texts.long_day(now.date()),
                    fonts.of(26 * (date_k or k), 500), ink2, align)  # fmt: skip


def draw_training(painter: QPainter, rect: QRectF, texts: Texts, theme: Theme, px: float) -> None:
    """Draw the mark of a training office, a firm bar that no visitor takes for a real service."""
    paint.rounded(painter, rect, rect.height() * 0.24, theme.color("orangeTint"), theme.color("orange"), 2)
    paint.draw_text(
        painter, rect.adjusted(8, 0, -8, 0), texts("LATIHAN · bukan layanan sungguhan"), fonts.of(px, 700),
        theme.color("orange"), paint.CENTER, min_px=px * 0.7,
    )  # fmt: skip
