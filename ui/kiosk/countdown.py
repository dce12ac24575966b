"""A button that presses itself when its time is over, so that a screen empties without anybody."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter

from ui import fonts, paint
from ui.kiosk.page import Page
from ui.parts.touch import ActionButton


class CountdownButton(ActionButton):
    """Words, and a ring with the seconds that are left."""

    def __init__(self, page: Page, text: str, seconds: int, *, deep: bool = True) -> None:
        """Make the button; `start` begins to count. `deep`: it stands on the deep colour."""
        look = page.look
        kind = "deep_primary" if deep else "secondary"
        super().__init__(look.theme, text, kind=kind, px=look.px(38, 34), radius=look.px(24), parent=page)
        self.seconds = self._left = seconds
        self._look = look
        self._tick = QTimer(self)
        self._tick.setInterval(page.kiosk.station.ms(1000))
        self._tick.timeout.connect(self._count)

    @property
    def left(self) -> int:
        """The seconds that are left."""
        return self._left

    def start(self) -> None:
        """Begin to count down, from the start."""
        self._left = self.seconds
        self._tick.start()
        self.update()

    def _count(self) -> None:
        self._left -= 1
        self.update()
        if self._left <= 0:
            self._tick.stop()
            self.click()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint words and ring."""
        px = self._look.px
        fill, ink, line = self.colours()
        paint.rounded(painter, rect, self.ring_radius, fill, line, px(3))
        side, gap = px(64), px(20)
        font, lines = paint.fit_text(self.text(), self.font_(), rect.width() - side - gap - px(40), 1, px(26))
        width = paint.text_width(lines[0], font)
        x = rect.center().x() - (width + gap + side) / 2
        paint.draw_text(painter, QRectF(x, rect.top(), width + 2, rect.height()), self.text(), font, ink)
        ring = QRectF(x + width + gap, rect.center().y() - side / 2, side, side)
        track = self.theme.color("line")
        paint.ring(painter, ring, self._left / self.seconds, ink, track, px(6))
        paint.draw_number(painter, ring, str(max(0, self._left)), fonts.of(px(25), 700), ink)
