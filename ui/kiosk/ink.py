"""A short hand for painting kiosk pages: sizes in the reference design's pixels, colours by tone."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from ui import icons, kept, paint
from ui.kiosk.look import Look

Piece = tuple[str, float, int, str]
"""A piece of a line: words, size, weight, colour tone."""


TITLE_PX = 64
"""Letters from this size on are kept as pictures: Qt keeps smaller ones itself, and draws these anew each time."""


class Ink:
    """A painter that knows the visitor's look. Rectangles are real pixels, sizes are those of the design."""

    def __init__(self, painter: QPainter, look: Look, *, pressed: bool = False) -> None:
        """`pressed` draws every word in the colour that stands on the primary fill."""
        self.painter, self.look, self._pressed = painter, look, pressed

    def color(self, tone: str) -> QColor:
        """Give a colour; on something pressed all ink is that of the primary fill."""
        return self.look.theme.color("onPri" if self._pressed else tone)

    def text(  # noqa: PLR0913 - how words are set has many sides, all with a default
        self, rect: QRectF, words: str, size: float, weight: int = 500, tone: str = "ink",
        align: Qt.AlignmentFlag = paint.LEFT, *, lines: int = 1, least: float | None = None, spacing: float = 0.0,
        step: float = 1.3, even: bool = False,
    ) -> float:  # fmt: skip
        """Draw words, wrapped to `lines`, shrunk to `least`, then cut short; gives the height they took.

        `even` breaks them into lines of about the same width, so that no last word stands alone.
        """
        font, _ = self._fitted(words, rect.width(), self.look.font(size, weight, spacing), lines, least)
        if even:
            width = even_width(words, font, rect.width())
            left = rect.center().x() - width / 2 if align & Qt.AlignmentFlag.AlignHCenter else rect.left()
            rect = QRectF(left, rect.top(), width, rect.height())
        return draw_words(self.painter, rect, words, font, self.color(tone), align, lines, step)

    def _fitted(
        self, words: str, width: float, font: QFont, lines: int, least: float | None
    ) -> tuple[QFont, tuple[str, ...]]:  # fmt: skip
        """Give the largest font, not below `least`, in which words fit into `lines`; gives the lines too."""
        smallest = font.pixelSize() if least is None else round(self._least(least))
        used, broken = paint.fit_text(words, font, width, lines)
        while broken[-1].endswith("…") and used.pixelSize() > smallest:
            smaller = QFont(used)
            smaller.setPixelSize(max(smallest, used.pixelSize() - max(1, font.pixelSize() // 16)))
            used, broken = paint.fit_text(words, smaller, width, lines)
        return used, broken

    def _least(self, size: float) -> float:
        return self.look.px(size) * (1.15 if self.look.large else 1.0)

    def height(
        self, words: str, width: float, size: float, weight: int = 500, *, lines: int = 1, least: float | None = None,
        spacing: float = 0.0, step: float = 1.3,
    ) -> float:  # fmt: skip
        """Tell the height that `text` would take."""
        if not words:
            return 0.0
        font, broken = self._fitted(words, width, self.look.font(size, weight, spacing), lines, least)
        return font.pixelSize() * step * len(broken)

    def width(self, words: str, size: float, weight: int = 500, spacing: float = 0.0) -> float:
        """Tell how wide words are on one line."""
        return paint.text_width(words, self.look.font(size, weight, spacing))

    def runs(self, rect: QRectF, pieces: Sequence[Piece], align: Qt.AlignmentFlag = paint.LEFT) -> float:
        """Draw one line of differently dressed pieces; gives its width."""
        dressed = [(words, self.look.font(size, weight), self.color(tone)) for words, size, weight, tone in pieces]
        return paint.draw_runs(self.painter, rect, dressed, align)

    def icon(self, x: float, middle: float, size: float, name: str, tone: str, *, fill: bool = True) -> None:
        """Draw an icon `size` wide with its left edge at `x`, centred on the line at `middle`."""
        side = self.look.px(size)
        icons.draw(self.painter, QRectF(x, middle - side / 2, side, side), name, self.color(tone), fill)

    def box(self, rect: QRectF, radius: float, tone: str, line: str = "", width: float = 0.0) -> None:
        """Draw a rounded rectangle; a `line` is drawn inside, `width` real pixels wide (else the usual frame)."""
        color = self.look.theme.color
        paint.rounded(
            self.painter, rect, self.look.px(radius), color(tone), color(line) if line else None,
            width or self.look.frame,
        )  # fmt: skip

    def rule(self, x1: float, x2: float, y: float, tone: str) -> None:
        """Draw a separating line, 2 px at reference scale."""
        thick = max(1.0, self.look.px(2))
        self.painter.fillRect(QRectF(x1, y - thick, x2 - x1, thick), self.look.theme.color(tone))


def draw_words(painter: QPainter, rect: QRectF, words: str, font: QFont, color: QColor,
               align: Qt.AlignmentFlag = paint.LEFT, lines: int = 1, step: float = 1.3) -> float:  # fmt: skip
    """Draw words as `paint.draw_text` does, large ones from a picture; gives the height they took."""
    if font.pixelSize() < TITLE_PX:
        return paint.draw_text(painter, rect, words, font, color, align, lines, None, step)
    side = font.pixelSize()  # letters may reach beyond their line
    fitted, broken = paint.fit_text(words, font, rect.width(), lines)
    height = fitted.pixelSize() * step * len(broken)
    top = rect.center().y() - height / 2 if align & Qt.AlignmentFlag.AlignVCenter else rect.top()
    kept.draw(
        painter, QRectF(rect.left(), top, rect.width(), height).adjusted(-side / 2, -side / 4, side / 2, side / 4),
        (words, font, color.rgba(), align, lines, step),
        lambda inside: paint.draw_text(inside, rect, words, font, color, align, lines, None, step),
    )  # fmt: skip
    return height


@lru_cache(maxsize=paint.REMEMBERED)
def even_width(words: str, font: QFont, width: float) -> float:
    """Give the narrowest width in which `words` take no more lines than in `width`."""
    lines = len(paint.break_lines(words, font, width))
    if lines < 2:
        return width
    low, high = width / lines * 0.8, width
    while high - low > 4:
        middle = (low + high) / 2
        broken = paint.break_lines(words, font, middle)
        fits = len(broken) <= lines and max(paint.text_width(line, font) for line in broken) <= middle
        low, high = (low, middle) if fits else (middle, high)
    return high
