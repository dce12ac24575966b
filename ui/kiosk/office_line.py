"""What every page says of the office: emblem, name and clock in a line on top, and that this is only training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui.parts import office

if TYPE_CHECKING:
    from ui.kiosk.page import Page


def draw_on_top(page: Page, painter: QPainter) -> None:
    """Paint the line across the top of the page."""
    look, px = page.look, page.look.px
    side, top, k = px(56, 64), px(44, 48), look.k * (1.0 if look.portrait else 0.9)
    room = page.width() - 2 * side
    office.draw_office(painter, QRectF(side, top, room - px(430), px(84)), page.board.office, look.theme, k)
    clock = QRectF(side + room - px(480), top - px(3), px(480), px(92))
    time_k = look.k * (1 if look.portrait else 0.94)
    office.draw_clock(painter, clock, page.kiosk.now(), look.texts, look.theme, time_k, date_k=look.k)


def draw_training(page: Page, painter: QPainter) -> None:
    """Paint the mark of training above everything."""
    look, px = page.look, page.look.px
    if look.portrait or page.deep:
        rect = QRectF(page.width() / 2 - px(230), px(4), px(460), px(36))
    else:
        rect = QRectF(px(24), px(8), look.brand_width - px(48), px(36))
    office.draw_training(painter, rect, look.texts, look.theme, px(20))
