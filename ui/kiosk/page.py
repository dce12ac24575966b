"""What every kiosk page is made of: brand panel, work area, actions. Portrait and landscape equal in function."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.office.pictures import KioskBoard
from ui import paint
from ui.kiosk.look import Look
from ui.parts import office
from ui.parts.touch import ActionButton

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen


class Page(QWidget):
    """One page. Subclasses build their buttons once, place them in `arrange` and paint the rest in `draw`."""

    deep = False
    """Whether the whole page stands on the deep colour."""
    has_assist = True

    def __init__(self, kiosk: KioskScreen) -> None:
        """Make the page for the kiosk's present look and board."""
        super().__init__(kiosk)
        self.kiosk = kiosk
        self.look: Look = kiosk.look()
        self.board: KioskBoard = kiosk.board

    # --- for subclasses ----------------------------------------------------------------------------------------

    def title(self) -> str:
        """Give the page's title."""
        return ""

    def subtitle(self) -> str:
        """Give the line below the title."""
        return ""

    def letter(self) -> tuple[str, str] | None:
        """Give (letter, hue) of the service the page is about."""
        return None

    def arrange(self) -> None:
        """Place the buttons for the present size."""

    def draw(self, painter: QPainter) -> None:
        """Paint what is not a button."""

    def refresh(self, board: KioskBoard) -> None:
        """Take a new picture of the office."""
        self.board = board
        self.update()

    # --- geometry ----------------------------------------------------------------------------------------------

    def full(self) -> QRectF:
        """Give the page without the assist bar."""
        height = self.height() - (self.look.assist_height if self.has_assist else 0)
        return QRectF(0, 0, self.width(), height)

    def brand(self) -> QRectF:
        """Give the deep panel: on top (portrait) or at the left (landscape)."""
        full = self.full()
        if self.look.portrait:
            return QRectF(0, 0, full.width(), self._header_height())
        return QRectF(0, 0, self.look.brand_width, full.height())

    def work(self) -> QRectF:
        """Give the area for the page's own contents, margins taken off, actions included."""
        full, brand, look = self.full(), self.brand(), self.look
        if look.portrait:
            return QRectF(look.margin, brand.bottom() + look.px(36), full.width() - 2 * look.margin,
                          full.height() - brand.bottom() - look.px(60))  # fmt: skip
        return QRectF(brand.right() + look.margin, look.px(40), full.width() - brand.right() - 2 * look.margin,
                      full.height() - look.px(64))  # fmt: skip

    def _header_height(self) -> float:
        look = self.look
        height = look.px(44 + 84 + 40 + 40)
        lines = paint.break_lines(self.title(), self._title_font(), self._title_width())
        height += self._title_font().pixelSize() * 1.1 * min(2, len(lines))
        if self.subtitle():
            height += look.px(48)
        return height

    def _title_font(self) -> QFont:
        return self.look.font(72 if not self.letter() else 60, 800, -2.5)

    def _title_width(self) -> float:
        look = self.look
        if look.portrait:
            return self.width() - 2 * look.px(56) - (look.px(132) if self.letter() else 0)
        return look.brand_width - look.px(48 + 24)

    # --- painting ----------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self.look = self.kiosk.look()
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, brand panel and the page's own parts."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        color = self.look.theme.color
        painter.fillRect(self.rect(), color("deep" if self.deep else "bg"))
        if self.deep:
            self._office_on_top(painter)
        else:
            self._brand(painter)
        if self.board.office.training:
            self._training(painter)
        self.draw(painter)

    def _office_on_top(self, painter: QPainter) -> None:
        look = self.look
        px = look.px
        side = px(56 if look.portrait else 64)
        office.draw_office(painter, QRectF(side, px(44), px(560), px(84)), self.board.office, look.theme, look.k)
        office.draw_clock(painter, QRectF(self.width() - side - px(480), px(44), px(480), px(92)), self.kiosk.now(),
                          look.texts, look.theme, look.k)  # fmt: skip

    def _brand(self, painter: QPainter) -> None:
        look = self.look
        painter.fillRect(self.brand(), look.theme.color("deep"))
        if look.theme.name == "contrast":
            painter.setPen(look.theme.color("line"))
            painter.drawRect(self.brand())
        if look.portrait:
            self._office_on_top(painter)
            self._title_portrait(painter)
        else:
            self._brand_landscape(painter)

    def _title_portrait(self, painter: QPainter) -> None:
        look, px = self.look, self.look.px
        x, y = px(56), px(44 + 84 + 40)
        letter = self.letter()
        if letter:
            paint.bullet(painter, QRectF(x, y + px(4), px(104), px(104)), letter[0], look.theme.on_deep(letter[1]))
            x += px(132)
        font = self._title_font()
        lines = paint.break_lines(self.title(), font, self._title_width())
        height = font.pixelSize() * 1.1 * min(2, len(lines))
        paint.draw_text(
            painter,
            QRectF(x, y, self._title_width(), height),
            self.title(),
            font,
            look.theme.color("onDeep"),
            paint.TOP_LEFT,
            2,
            font.pixelSize() * 0.8,
            1.1,
        )
        if self.subtitle():
            paint.draw_text(painter, QRectF(x, y + height + px(8), self._title_width(), px(42)), self.subtitle(),
                            look.font(30, 500), look.theme.color("onDeep2"), min_px=px(24))  # fmt: skip

    def _brand_landscape(self, painter: QPainter) -> None:
        look, px, brand = self.look, self.look.px, self.brand()
        left, width = px(48), brand.width() - px(48 + 24)
        office.draw_office(painter, QRectF(left, px(52), width, px(84)), self.board.office, look.theme, look.k * 0.92)
        office.draw_clock(painter, QRectF(left, brand.bottom() - px(156), width, px(92)), self.kiosk.now(), look.texts,
                          look.theme, look.k, right=False)  # fmt: skip
        letter, font, gap = self.letter(), self._title_font(), px(20)
        used, lines = paint.fit_text(self.title(), font, width, 4, font.pixelSize() * 0.78)
        title = used.pixelSize() * 1.1 * len(lines)
        small = look.font(30, 500)
        _, under = paint.fit_text(self.subtitle(), small, width, 4)
        below = small.pixelSize() * 1.35 * len(under) if self.subtitle() else 0
        top_gap = px(96 + 32) if letter else 0
        y = (px(160) + brand.bottom() - px(190)) / 2 - (top_gap + title + gap + below) / 2
        if letter:
            paint.bullet(painter, QRectF(left, y, px(96), px(96)), letter[0], look.theme.on_deep(letter[1]))
            y += top_gap
        paint.draw_text(painter, QRectF(left, y, width, title), self.title(), font, look.theme.color("onDeep"),
                        paint.TOP_LEFT, 4, font.pixelSize() * 0.78, 1.1)  # fmt: skip
        if self.subtitle():
            paint.draw_text(painter, QRectF(left, y + title + gap, width, below), self.subtitle(), small,
                            look.theme.color("onDeep2"), paint.TOP_LEFT, 4, None, 1.35)  # fmt: skip

    def _training(self, painter: QPainter) -> None:
        look, px = self.look, self.look.px
        if look.portrait or self.deep:
            rect = QRectF(self.width() / 2 - px(220), px(4), px(440), px(36))
        else:
            rect = QRectF(px(24), px(8), look.brand_width - px(48), px(36))
        office.draw_training(painter, rect, look.texts, look.theme, px(20))

    def button(self, text: str, icon: str, kind: str, *, icon_last: bool = False) -> ActionButton:
        """Make an action button of the kiosk's size."""
        look = self.look
        return ActionButton(
            look.theme, text, icon, kind, icon_last=icon_last, px=look.px(38 if look.portrait else 34),
            radius=look.px(24), parent=self,
        )  # fmt: skip


def moment_words(look: Look, moment: datetime, now: datetime) -> str:
    """Say when in words: "hari ini pukul 13.00", "besok, Rabu 19 November 2025 pukul 08.00"."""
    texts = look.texts
    days = (moment.date() - now.date()).days
    time = texts.time(moment)
    if days == 0:
        return texts("hari ini pukul {t}", t=time)
    if days == 1:
        return texts("besok, {day} pukul {t}", day=texts.long_day(moment.date()), t=time)
    return texts("{day} pukul {t}", day=texts.long_day(moment.date()), t=time)
