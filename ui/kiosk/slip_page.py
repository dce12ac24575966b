"""Something is saved and the visitor's: its slip comes out of the slot, or the screen says that no paper comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QPainter

from ui import paint
from ui.kiosk.countdown import CountdownButton
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.page import Page
from ui.kiosk.paper import MovingSheet, Sheet
from ui.kiosk.paper_words import why
from ui.parts.touch import ActionButton

if TYPE_CHECKING:
    from loket.office.printing import JobFate
    from ui.kiosk.screen import KioskScreen

DROP_MS = 300
DONE_S, PHOTO_S = 12, 60
"""Seconds after which the slip leaves the screen: with paper, and without."""


@dataclass(frozen=True, slots=True)
class SlipWords:
    """What is said around a slip on the screen, in the visitor's language."""

    named: str
    """For those who hear the screen: what it is, with its number or code."""
    printing: str
    take: str
    then: str
    """What comes next, with its icon."""
    icon: str
    holds: str
    """It is good without paper."""
    unprinted: str
    """The machine never prints it, and `saved`: it is kept all the same."""
    saved: str
    remember: str
    """What to write down without a telephone; `key` follows it."""
    key: str


class SlipPage(Page):
    """A slip on the screen. `printing` until the printer has answered; `without_paper` when it does not.

    `fate` is what is known of the print job: where it comes out, and what keeps it from that.
    """

    deep = True
    has_assist = False
    holds_ticket = True
    tells_trouble = False

    def __init__(
        self, kiosk: KioskScreen, job: int | None, *, without_paper: bool, printing: bool = False,
        fate: JobFate | None = None,
    ) -> None:  # fmt: skip
        """Show the slip that a print job prints; it slides out unless motion is reduced or there is no paper."""
        super().__init__(kiosk)
        self.without_paper, self.printing, self.fate = without_paper, printing, fate
        self.no_printer = self.board.printer.state == "none" or job is None
        texts = self.look.texts
        self.said = self.words()
        self.setAccessibleName(self.said.named)
        self.again: ActionButton | None = None
        if without_paper and not self.no_printer:
            self.again = self.button(texts("Cetak ulang"), "print", "on_deep")
            self.again.setObjectName("reprint")
            self.again.clicked.connect(self.print_again)
        words, seconds = (texts("Sudah saya foto"), PHOTO_S) if without_paper else (texts("Selesai"), DONE_S)
        self.done = CountdownButton(self, words, seconds)
        self.done.setObjectName("done")
        self.done.clicked.connect(self.back)
        self._moving = MovingSheet()
        self._out = 1.0
        self._drop = QVariantAnimation(self)
        if printing:
            self.done.hide()
        else:
            self.done.start()
        if not without_paper and not kiosk.station.reduced_motion:
            self._slide_out()

    # --- for subclasses ----------------------------------------------------------------------------------------

    def words(self) -> SlipWords:
        """Give what is said around the slip."""
        raise NotImplementedError

    def where(self) -> str:
        """Say where the slip comes out: below the screen, or at the printer that prints instead (`elsewhere`)."""
        raise NotImplementedError

    def draw_slip(self, ink: Ink, place: QRectF, sheet: Sheet) -> None:
        """Draw the slip."""
        raise NotImplementedError

    def print_again(self) -> None:
        """Try the printer once more."""
        raise NotImplementedError

    # --- what becomes of it ------------------------------------------------------------------------------------

    def back(self) -> None:
        """Esc and the end of the time lead to the first page, with nothing left."""
        self.kiosk.reset()

    def enter(self) -> bool:
        """Let the slip go, once it is out."""
        if not self.printing:
            self.back()
        return True

    def emptied(self) -> str:
        """The slip has a time of its own."""
        return ""

    @property
    def elsewhere(self) -> str:
        """The printer that prints instead of the one below the screen; empty when that one does."""
        return self.fate.printer if self.fate is not None and self.fate.elsewhere else ""

    def shows(self) -> object:
        """The slip stays; what is wrong with the printer may change."""
        return self.board.office, self.board.printer

    @property
    def trouble(self) -> str:
        """What is wrong with the printer, as one of its states; it may have changed since the slip was ordered."""
        known = self.fate.printer_state if self.fate is not None else ""
        return known if self.board.printer.prints else self.board.printer.state

    def goes_to(self, fate: JobFate) -> None:
        """The slip will come out at another printer."""
        self.fate = fate
        self.update()

    def printed(self, fate: JobFate | None = None) -> None:
        """The printer has answered: the title changes and the button appears."""
        self.fate = fate or self.fate
        if self.printing:
            self.printing = False
            self.done.show()
            self.done.start()
            self.update()

    def _slide_out(self) -> None:
        self._out = 0.0
        self._drop.setStartValue(0.0)
        self._drop.setEndValue(1.0)
        self._drop.setDuration(self.kiosk.station.ms(DROP_MS))
        self._drop.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._drop.valueChanged.connect(self._moved)
        self._drop.start()

    def _moved(self, out: float) -> None:
        self._out = out
        self.update()

    # --- geometry ----------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Place the buttons: side by side (portrait) or one above the other (landscape)."""
        look, px, gap = self.look, self.look.px, self.look.px(24)
        height, bottom = look.button_height, self.height() - px(56)
        if look.portrait:
            strip = QRectF(px(56), bottom - height, self.width() - px(112), height)
            width = strip.width() if self.again is None else (strip.width() - gap) / 2
            self.done.setGeometry(whole(QRectF(strip.right() - width, strip.top(), width, height)))
            if self.again is not None:
                self.again.setGeometry(whole(QRectF(strip.left(), strip.top(), width, height)))
            return
        words = self._beside()
        self.done.setGeometry(whole(QRectF(words.left(), bottom - height, words.width(), height)))
        if self.again is not None:
            self.again.setGeometry(whole(QRectF(words.left(), bottom - 2 * height - gap, words.width(), height)))

    def _sheet(self) -> tuple[QRectF, Sheet]:
        """Give the slip's place and sizes. Out of the slot its upper edge is hidden in it."""
        px, portrait = self.look.px, self.look.portrait
        if self.without_paper:
            if portrait:
                return QRectF(px(90), px(555), self.width() - px(180), px(1010)), Sheet(320, 40, 340, 34, 264)
            return QRectF(px(64), px(186), px(760), px(810)), Sheet(280, 34, 310, 30, 236)
        if portrait:
            return QRectF(px(120), px(301), self.width() - px(240), px(1080)), Sheet(300, 40, 340, 34, 264)
        return QRectF(px(136), px(139), px(740), px(834)), Sheet(260, 34, 310, 30, 236)

    def _beside(self) -> QRectF:
        """Give the area beside the slip (landscape)."""
        px = self.look.px
        left = px(896 if self.without_paper else 1012)
        return QRectF(left, px(176), self.width() - px(64) - left, self.height() - px(176 + 56))

    # --- painting ----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Paint slip and words; nothing of them lies under the button that counts down."""
        if QRectF(self.done.geometry()).contains(self._wanted):
            return
        ink = Ink(painter, self.look)
        (self._draw_still if self.without_paper else self._draw_slot)(ink)

    def _draw_slot(self, ink: Ink) -> None:
        px, painter = self.look.px, ink.painter
        place, sheet = self._sheet()
        slot = QRectF(place.left() - px(48, 40), px(332, 171), place.width() + px(96, 80), px(28, 26))
        ink.box(slot, 14, "slot", "deepLine", px(3))
        mouth = slot.bottom() - px(15, 14)
        visible = place.bottom() - mouth
        painter.save()
        painter.setClipRect(QRectF(0, mouth, self.width(), self.height()))
        painter.translate(0, -(1.0 - self._out) * visible)
        if self._out < 1.0:
            self._moving.draw(ink, place, sheet, self.draw_slip)
        else:
            self.draw_slip(ink, place, sheet)
        painter.restore()
        title = self.said.printing if self.printing else self.said.take
        if self.look.portrait:
            ink.text(QRectF(px(56), px(196), self.width() - px(112), px(90)), title, 72, 800, "onDeep", paint.CENTER,
                     least=52, spacing=-2.5)  # fmt: skip
            self._draw_below(ink, place.bottom())
        else:
            self._draw_beside(ink, title)

    def _draw_below(self, ink: Ink, top: float) -> None:
        px, words = self.look.px, self.where()
        arrow = px(0 if self.elsewhere else 52 + 20)
        width = min(ink.width(words, 34, 600), self.width() - px(112 + 72) - arrow)
        x, middle = self.width() / 2 - (width + px(72) + arrow) / 2, top + px(28 + 30)
        ink.icon(x, middle, 52, "print", "onDeep")
        ink.text(QRectF(x + px(72), middle - px(30), width + 2, px(60)), words, 34, 600, "onDeep", least=26)
        if not self.elsewhere:
            ink.icon(x + px(92) + width, middle, 52, "arrow_downward", "onDeep", fill=False)
        self._draw_call(ink, QRectF(px(120), middle + px(48), self.width() - px(240), px(100)), paint.CENTER)

    def _draw_call(self, ink: Ink, rect: QRectF, align: Qt.AlignmentFlag) -> None:
        size = 30 if self.look.portrait else 28
        ink.text(rect, self.said.then, size, 500, "onDeep2", align, lines=3, least=24, step=1.4, even=True)

    def _draw_beside(self, ink: Ink, title: str) -> None:
        px, words = self.look.px, self._beside()
        y = words.top() + px(108)
        place = QRectF(words.left(), y, words.width(), px(200))
        y += ink.text(place, title, 80, 800, "onDeep", paint.TOP_LEFT, lines=2, least=60, spacing=-2.5, step=1.1)
        y += px(56)
        out = self.where()
        ink.icon(words.left(), y, 48, "print", "onDeep")
        width = ink.width(out, 34, 600)
        ink.text(
            QRectF(words.left() + px(68), y - px(30), words.width() - px(68), px(60)), out, 34, 600, "onDeep", least=26
        )
        if not self.elsewhere:
            ink.icon(words.left() + px(68 + 24) + width, y, 44, "arrow_downward", "onDeep", fill=False)
        y += px(72)
        ink.icon(words.left(), y, 40, self.said.icon, "onDeep2")
        self._draw_call(ink, QRectF(words.left() + px(62), y - px(20), words.width() - px(62), px(130)), paint.TOP_LEFT)

    def _draw_still(self, ink: Ink) -> None:
        """Paint the slip to be photographed, and why."""
        px, look = self.look.px, self.look
        place, sheet = self._sheet()
        words = self._beside()
        if look.portrait:
            notice = QRectF(px(56), px(176), self.width() - px(112), px(218))
            photo = QRectF(px(56), px(394), self.width() - px(112), place.top() - px(394))
            memory = QRectF(px(56), place.bottom(), self.width() - px(112), px(108))
        else:
            notice = QRectF(words.left(), px(250 if self.again else 300), words.width(), px(168))
            photo = QRectF(words.left(), notice.bottom() + px(36), words.width(), px(112))
            memory = QRectF(words.left(), photo.bottom() + px(8), words.width(), px(60))
        _draw_notice(ink, notice, *self._why_no_paper())
        _draw_photo(ink, photo)
        self.draw_slip(ink, place, sheet)
        align = paint.CENTER if look.portrait else paint.LEFT
        ink.runs(memory, [(self.said.remember, 30, 500, "onDeep2"), (self.said.key, 30, 700, "onDeep")], align)

    def _why_no_paper(self) -> tuple[str, str]:
        """Give headline and words."""
        if self.no_printer:
            return self.said.unprinted, self.said.saved
        texts = self.look.texts
        return texts("Printer sedang bermasalah"), f"{why(self.trouble, texts)} {self.said.holds}".strip()


def _draw_notice(ink: Ink, rect: QRectF, title: str, body: str) -> None:
    px = ink.look.px
    ink.box(rect, 24, "orangeTint", "orange" if ink.look.contrast else "", px(3))
    pad, icon = px(52, 44), 88 if ink.look.portrait else 80
    ink.icon(rect.left() + pad, rect.center().y(), icon, "print_error", "orange")
    x = rect.left() + pad + px(icon + 36)
    room = rect.right() - px(32) - x
    size, small = (46, 32) if ink.look.portrait else (42, 28)
    head = ink.height(title, room, size, 800, least=30, spacing=-2, step=1.2)
    below = ink.height(body, room, small, lines=2, least=24, step=1.35)
    y = rect.center().y() - (head + px(6) + below) / 2
    ink.text(QRectF(x, y, room, head), title, size, 800, "ink", paint.TOP_LEFT, least=30, spacing=-2, step=1.2)
    ink.text(QRectF(x, y + head + px(6), room, below), body, small, 500, "ink2", paint.TOP_LEFT, lines=2, least=24,
             step=1.35, even=True)  # fmt: skip


def _draw_photo(ink: Ink, rect: QRectF) -> None:
    px, words = ink.look.px, ink.look.texts("Foto layar ini dengan ponsel Anda")
    width = min(ink.width(words, 44, 800, -2), rect.width() - px(96))
    x = rect.center().x() - (width + px(92)) / 2 if ink.look.portrait else rect.left()
    ink.icon(x, rect.center().y(), 68, "photo_camera", "onDeep")
    ink.text(QRectF(x + px(92), rect.top(), width + 2, rect.height()), words, 44, 800, "onDeep", least=30, spacing=-2)
