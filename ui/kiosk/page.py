"""What every kiosk page is made of: brand panel, work area, actions. Portrait and landscape equal in function."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.office.pictures import HallCall, KioskBoard
from ui import paint
from ui.kiosk import office_line
from ui.kiosk.ink import draw_words, even_width
from ui.kiosk.look import LOW_REACH, Look, whole
from ui.parts import office
from ui.parts.touch import ActionButton

if TYPE_CHECKING:
    from loket.texts import Texts
    from ui.kiosk.screen import KioskScreen


NO_BREAK = "\u00a0"
"""A space at which a line is never broken: a date stays together."""


class Page(QWidget):
    """One page. Subclasses build their buttons once, place them in `arrange` and paint the rest in `draw`."""

    deep = False
    """Whether the whole page stands on the deep colour."""
    has_assist = True
    is_step = True
    """Whether the page is one step of the way to a number (smaller title than the first page's)."""
    for_nobody = False
    """Whether the page is nobody's yet: it goes when the office opens or closes."""
    holds_ticket = False
    """Whether a number stands on the page: then nothing takes it away but its own time."""
    tells_paper = False
    """Whether it is told above the page that the printer is in trouble: on the way to a number."""
    tells_trouble = True
    """Whether it is told above the page that no number comes now; it is of no use beside a number, or when closed."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Make the page for the kiosk's present look and board."""
        super().__init__(kiosk)
        self.kiosk = kiosk
        self.look: Look = kiosk.look()
        self.board: KioskBoard = kiosk.board
        self._painted: object = None
        self._wanted = QRectF()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

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

    def draw_above(self, painter: QPainter, room: QRectF) -> None:
        """Paint into the room that low reach leaves free above the title."""

    def back(self) -> None:
        """Go where Esc leads."""
        self.kiosk.go_home()

    def enter(self) -> bool:
        """Do what Enter does on the page itself; False when it does nothing."""
        return False

    def anew(self) -> Page | None:
        """Build the same page for the kiosk's present look, with what was chosen on it; None: keep this one."""
        return None

    def emptied(self) -> str:
        """Tell how the page is emptied when nobody touches it: "asks" first, "quietly", or "" (it need not be)."""
        return "asks"

    def say_busy(self) -> None:
        """Say that the number is on its way."""

    def shows(self) -> object:
        """Give what of the board is painted on the page itself: while it stays, a new board paints nothing anew."""
        return self.board

    def refresh(self, board: KioskBoard) -> None:
        """Take a new picture of the office."""
        self.board = board
        if self.shows() != self._painted:
            self.update()

    def calling(self) -> tuple[HallCall, ...]:
        """Give who is being called; nobody is called "now" while the picture is old."""
        return () if self.kiosk.outage.is_told else self.board.calling

    # --- geometry ----------------------------------------------------------------------------------------------

    def full(self) -> QRectF:
        """Give the page without the assist bar."""
        height = self.height() - (self.look.assist_height if self.has_assist else 0)
        return QRectF(0, 0, self.width(), height)

    def brand(self) -> QRectF:
        """Give the deep panel: on top (portrait) or at the left (landscape)."""
        full, look = self.full(), self.look
        if not look.portrait:
            return QRectF(0, 0, look.brand_width, full.height())
        height = look.px(44 + 84) + self._title_height() + look.px(92 if self.is_step else 84)
        if look.reach:
            height = max(height, self.height() - look.px(LOW_REACH))
        return QRectF(0, 0, full.width(), height)

    def work(self) -> QRectF:
        """Give the area for the page's own contents, margins taken off, actions included."""
        full, brand, look = self.full(), self.brand(), self.look
        bottom = full.height() - look.px(24)
        if look.portrait:
            top = brand.bottom() + look.px(28 if look.reach else 36)
            return QRectF(look.margin, top, full.width() - 2 * look.margin, bottom - top)
        top = look.px(40)
        return QRectF(brand.right() + look.margin, top, full.width() - brand.right() - 2 * look.margin, bottom - top)

    def action_strip(self) -> QRectF:
        """Give the strip of the action buttons at the foot of the work area."""
        work, height = self.work(), self.look.button_height
        return QRectF(work.left(), work.bottom() - height, work.width(), height)

    def place_actions(self, back: QWidget, forward: QWidget | None = None) -> None:
        """Place the way back at the left and the way on over the rest."""
        strip, gap, width = self.action_strip(), self.look.px(24), self.look.px(304, 276)
        back.setGeometry(whole(QRectF(strip.left(), strip.top(), width, strip.height())))
        if forward is not None:
            forward.setGeometry(whole(strip.adjusted(width + gap, 0, 0, 0)))

    def _title_font(self) -> QFont:
        look = self.look
        size = 60 if self.is_step else (72 if look.portrait else 68)
        return look.font(size * (0.85 if look.large else 1), 800, -2.5)

    def _subtitle_font(self) -> QFont:
        return self.look.font(30 if self.look.portrait or not self.is_step else 28, 500)

    def _title_width(self) -> float:
        look = self.look
        if look.portrait:
            return self.width() - 2 * look.px(56) - (look.px(132) if self.letter() else 0)
        return look.brand_width - look.px(48 + 42)

    def _fitted_title(self) -> tuple[QFont, tuple[str, ...]]:
        """Give the title's font and lines: as large as it goes without cutting the service's name short."""
        font, most = self._title_font(), 2 if self.look.portrait else 4
        used, lines = paint.fit_text(self.title(), font, self._title_width(), most)
        for share in (0.9, 0.78, 0.66):
            if not any(line.endswith("…") for line in lines):
                break
            used, lines = paint.fit_text(self.title(), _scaled(font, share), self._title_width(), most)
        return used, lines

    def _title_height(self) -> float:
        """Give the height of title and subtitle together (portrait)."""
        look, (font, lines) = self.look, self._fitted_title()
        height = font.pixelSize() * 1.1 * len(lines)
        if self.subtitle():
            height += look.px(12) + self._subtitle_font().pixelSize() * 1.35
        return max(height, look.px(104) if self.letter() else 0)

    # --- painting ----------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Nothing shows that the keyboard is on the page; Qt would paint all of it anew."""

    focusOutEvent = focusInEvent

    def is_wanted(self, part: QRectF) -> bool:
        """Tell whether a part has to be painted now: a button that is painted anew wants only what lies under it."""
        return part.intersects(self._wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self.look = self.kiosk.look()
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, brand panel and the page's own parts."""
        self._painted, self._wanted = self.shows(), QRectF(event.rect())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self.look.theme.color("deep" if self.deep else "bg"))
        if self.deep:
            office_line.draw_on_top(self, painter)
        elif self.is_wanted(self.brand()):
            self._brand(painter)
        self.draw(painter)
        if self.board.office.training:
            office_line.draw_training(self, painter)

    def _brand(self, painter: QPainter) -> None:
        look, brand = self.look, self.brand()
        painter.fillRect(brand, look.theme.color("deep"))
        if look.contrast:
            edge = QRectF(0, brand.bottom() - look.px(4), brand.width(), look.px(4))
            if not look.portrait:
                edge = QRectF(brand.right() - look.px(4), 0, look.px(4), brand.height())
            painter.fillRect(edge, look.theme.color("line"))
        if look.portrait:
            office_line.draw_on_top(self, painter)
            self._title_portrait(painter)
        else:
            self._brand_landscape(painter)

    def _title_portrait(self, painter: QPainter) -> None:
        look, px, brand = self.look, self.look.px, self.brand()
        x, y = px(56), brand.bottom() - px(48 if self.is_step else 44) - self._title_height()
        if look.reach:
            above = QRectF(px(56), px(44 + 84 + 40), brand.width() - px(112), y - px(44 + 84 + 40 + 40))
            self.draw_above(painter, above)
        letter = self.letter()
        if letter:
            paint.bullet(painter, QRectF(x, y + px(4), px(104), px(104)), letter[0], look.theme.on_deep(letter[1]))
            x += px(132)
        font, _ = self._fitted_title()
        width = self._title_width()
        taken = draw_words(painter, QRectF(x, y, width, px(400)), self.title(), font, look.theme.color("onDeep"),
                           paint.TOP_LEFT, 2, 1.1)  # fmt: skip
        if self.subtitle():
            small = self._subtitle_font()
            line = QRectF(x, y + taken + px(12), width, small.pixelSize() * 1.35)
            paint.draw_text(painter, line, self.subtitle(), small, look.theme.color("onDeep2"), min_px=px(22))

    def _brand_landscape(self, painter: QPainter) -> None:
        look, px, brand = self.look, self.look.px, self.brand()
        left, width = px(48), self._title_width()
        office.draw_office(painter, QRectF(left, px(52), width, px(84)), self.board.office, look.theme, look.k * 0.9)
        big = 1.0 if self.is_step else 1.3
        foot = QRectF(left, brand.bottom() - px(56) - px(78) * big, width, px(92))
        office.draw_clock(painter, foot, self.kiosk.now(), look.texts, look.theme, look.k * 0.92 * big, right=False,
                          date_k=look.k * (0.92 if self.is_step else 1.08))  # fmt: skip
        letter, gap, small = self.letter(), px(20 if self.is_step else 28), self._subtitle_font()
        font, lines = self._fitted_title()
        title = font.pixelSize() * 1.1 * len(lines)
        narrow = even_width(self.subtitle(), small, width)
        _, under = paint.fit_text(self.subtitle(), small, narrow, 4)
        below = small.pixelSize() * 1.4 * len(under) if self.subtitle() else 0
        top_gap = px(96 + 28) if letter else 0
        y = (px(52 + 84) + foot.top()) / 2 - (top_gap + title + gap + below) / 2
        if letter:
            paint.bullet(painter, QRectF(left, y, px(96), px(96)), letter[0], look.theme.on_deep(letter[1]))
            y += top_gap
        paint.draw_text(painter, QRectF(left, y, width, title), self.title(), font, look.theme.color("onDeep"),
                        paint.TOP_LEFT, 4, None, 1.1)  # fmt: skip
        if self.subtitle():
            paint.draw_text(painter, QRectF(left, y + title + gap, narrow, below), self.subtitle(), small,
                            look.theme.color("onDeep2"), paint.TOP_LEFT, 4, None, 1.4)  # fmt: skip

    def button(self, text: str, icon: str, kind: str, *, icon_last: bool = False) -> ActionButton:
        """Make an action button of the kiosk's size."""
        look = self.look
        return ActionButton(
            look.theme, text, icon, kind, icon_last=icon_last, px=look.px(38, 34) * (1.15 if look.large else 1),
            radius=look.px(24), parent=self,
        )  # fmt: skip


def _scaled(font: QFont, share: float) -> QFont:
    smaller = QFont(font)
    smaller.setPixelSize(max(1, round(font.pixelSize() * share)))
    return smaller


def moment_words(texts: Texts, moment: datetime, now: datetime) -> str:
    """Say when in words: "hari ini pukul 13.00", "besok, Rabu, 19 November 2025 pukul 08.00"."""
    days = (moment.date() - now.date()).days
    time = texts.time(moment)
    if days == 0:
        return texts("hari ini pukul {t}", t=time)
    day = texts.long_day(moment.date()).replace(" ", NO_BREAK)
    if days == 1:
        return texts("besok, {day} pukul {t}", day=day, t=time)
    return texts("{day} pukul {t}", day=day, t=time)
