"""A message in a tinted box: icon, headline and a few lines, as high as its words need."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import Look


@dataclass(frozen=True, slots=True)
class NoticeBox:
    """One message in a visitor's look."""

    look: Look
    icon: str
    headline: str
    body: str
    tone: str = "orange"
    """The colour of its icon: "orange" for what cannot be had, "pri" for what only takes a moment."""

    def place(self, work: QRectF) -> QRectF:
        """Give the place of the box at the top of a work area."""
        look, px = self.look, self.look.px
        usual = px(276, 216) if look.large else px(228, 184)
        _, _, head, below = self._words(work)
        return QRectF(work.left(), work.top(), work.width(), max(usual, head + px(10) + below + px(64, 52)))

    def _words(self, box: QRectF) -> tuple[float, float, float, float]:
        """Give where the words begin in a box, their width, and the heights of headline and text."""
        ink, px, portrait = Ink(QPainter(), self.look), self.look.px, self.look.portrait
        x = box.left() + px(44 + 32) + px(96, 80)
        room = box.right() - px(36) - x
        head = ink.height(self.headline, room, 46 if portrait else 40, 700, lines=2, least=32, spacing=-1.5, step=1.2)
        below = ink.height(self.body, room, 32 if portrait else 28, lines=4, least=23, step=1.4)
        return x, room, head, below

    def draw(self, ink: Ink, box: QRectF) -> None:
        """Paint the message into its place."""
        px = self.look.px
        tint = "orangeTint" if self.tone == "orange" else "surf"
        ink.box(box, 24, tint, self.tone if self.look.contrast else "", px(3))
        ink.icon(box.left() + px(44), box.center().y(), px(96, 80) / px(1), self.icon, self.tone)
        x, room, head, below = self._words(box)
        size, small = (46, 32) if self.look.portrait else (40, 28)
        y = box.center().y() - (head + px(10) + below) / 2
        ink.text(QRectF(x, y, room, head), self.headline, size, 700, "ink", paint.TOP_LEFT, lines=2, least=32,
                 spacing=-1.5, step=1.2)  # fmt: skip
        ink.text(QRectF(x, y + head + px(10), room, below), self.body, small, 500, "ink2", paint.TOP_LEFT, lines=4,
                 least=23, step=1.4, even=True)  # fmt: skip
