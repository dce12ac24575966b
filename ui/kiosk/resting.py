"""Pages of a kiosk that gives no numbers at all: closed, holiday, not open yet, being checked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.errors import LoketError
from loket.office.week import WeekRow, week_rows
from loket.texts import Texts
from ui import paint
from ui.kiosk.assist import LanguageSwitch
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.notice import NoticePage
from ui.kiosk.page import NO_BREAK, moment_words
from ui.parts.closed import reach_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.kiosk.screen import KioskScreen


class Message(NamedTuple):
    """What the page says in one language."""

    icon: str
    headline: str
    line: str


class DeepNotice(NoticePage):
    """The whole machine has one thing to say: closed, or being checked."""

    deep = True
    has_assist = False
    for_nobody = True
    tells_trouble = False

    def __init__(self, kiosk: KioskScreen, say: Callable[[KioskScreen, Texts], Message], *, contact: bool) -> None:
        """`say` gives the message in a language; `contact`: tell the hours and how the office can be reached."""
        texts, languages = kiosk.look().texts, kiosk.board.office.languages
        message = say(kiosk, texts)
        super().__init__(kiosk, message.icon, message.headline, (message.line,))
        self.remake = partial(DeepNotice, kiosk, say, contact=contact)
        self._week = week_rows(self.board.hours, texts) if contact else ()
        self._reach = reach_rows(self.board.office) if contact else []
        other = next((code for code in languages if code != texts.language), "")
        self.other = " ".join(_sentences(say(kiosk, Texts.of(other)))).replace(NO_BREAK, " ") if other else ""
        """The same in the other language, for who cannot read this one."""
        self.switch = LanguageSwitch(kiosk, self, deep=True) if len(languages) > 1 else None
        told = [f"{row.days} {row.hours} {row.pause}".strip() for row in self._week]
        self.setAccessibleDescription(". ".join([*told, *(words for _, words in self._reach)]))

    def back(self) -> None:
        """There is nowhere to go back to."""

    def emptied(self) -> str:
        """Put language and look back when somebody has changed them."""
        return "quietly" if self.kiosk.is_changed() else ""

    def arrange(self) -> None:
        """Place the languages at the foot."""
        if self.switch is not None:
            side, size = self.look.px(56, 64), self.switch.wanted()
            self.switch.setGeometry(
                whole(QRectF(side, self.height() - self.look.px(56) - size.height(), size.width(), size.height()))
            )

    def draw(self, painter: QPainter) -> None:
        """Paint the message; beside or below it, the hours and how to reach the office."""
        ink, look, px = Ink(painter, self.look), self.look, self.look.px
        side, icon = px(56, 64), px(150, 128)
        width = self.width() - 2 * side if look.portrait else px(820)
        title, body = (96, 44) if look.portrait else (92, 38)
        head = ink.height(self.headline, width, title, 800, lines=3, least=60, spacing=-2.5, step=1.1)
        heights = [ink.height(line, width, body, 600, lines=4, step=1.35) for line in self.lines]
        y = px(240)
        if not look.portrait:
            y = max(px(180), (self.height() - icon - px(44 + 24) - head - sum(heights)) / 2)
        ink.box(QRectF(side, y, icon, icon), 40, "deep2", "line" if look.contrast else "", px(3))
        ink.icon(side + icon * 0.18, y + icon / 2, icon * 0.64 / px(1), self.icon, "onDeep")
        y += icon + px(48, 44)
        ink.text(QRectF(side, y, width, head), self.headline, title, 800, "onDeep", paint.TOP_LEFT, lines=3, least=60,
                 spacing=-2.5, step=1.1, even=True)  # fmt: skip
        y += head + px(24)
        for line, height in zip(self.lines, heights, strict=True):
            ink.text(
                QRectF(side, y, width, height), line, body, 600, "onDeep", paint.TOP_LEFT, lines=4, step=1.35, even=True
            )
            y += height
        self._draw_facts(ink, y + px(56) if look.portrait else px(150))
        self._draw_other(ink)

    def _draw_facts(self, ink: Ink, top: float) -> None:
        """Paint the hours and the ways to reach the office below `top`, at the right on a panel that lies."""
        px, portrait = self.look.px, self.look.portrait
        left, width = (px(56), self.width() - px(112)) if portrait else (px(980), self.width() - px(980 + 64))
        box, gap, title = px(124, 108), px(20), px(54) if portrait or not self._week else 0.0
        reach = title + len(self._reach) * (box + gap) - gap if self._reach else 0.0
        between = px(60, 52) if self._week and self._reach else 0.0
        foot = self.height() - px(56 + 84 + 64, 64)
        rows = len(self._week)
        row = min(px(116, 92), (foot - top - reach - between) / rows) if rows else 0.0
        if portrait:
            y = top + max(0.0, (foot - reach - between - top - rows * row) / 2)
        else:
            y = max(top, (self.height() - rows * row - between - reach) / 2)
        for each in self._week:
            self._draw_row(ink, QRectF(left, y, width, row), each)
            y += row
        self._draw_reach(ink, QRectF(left, foot - reach if portrait else y + between, width, box), titled=bool(title))

    def _draw_row(self, ink: Ink, rect: QRectF, row: WeekRow) -> None:
        px, size, small = self.look.px, 34 if self.look.portrait else 30, 26 if self.look.portrait else 24
        ink.rule(rect.left(), rect.right(), rect.bottom(), "deepLine")
        below = bool(row.pause) and rect.height() >= px(76, 68)  # many rows: both stand on one line
        said = row.hours if below or not row.pause else f"{row.hours} · {row.pause}"
        wanted = max(ink.width(said, size, 700), ink.width(row.pause, small) if below else 0.0)
        width = min(wanted + px(4), rect.width() * 0.6)
        days = rect.adjusted(0, 0, -width - px(32), 0)
        ink.text(days, row.days, size, 600, "onDeep", lines=2, least=24, step=1.15)
        first, second = px(46, 40), px(38, 34)
        hours = QRectF(rect.right() - width, rect.top(), width, rect.height())
        if below:
            top = rect.center().y() - px(2) - (first + second) / 2
            hours = QRectF(hours.left(), top, width, first)
            ink.text(
                QRectF(hours.left(), hours.bottom(), width, second),
                row.pause,
                small,
                500,
                "onDeep2",
                paint.RIGHT,
                least=20,
            )
        ink.text(hours, said, size, 700, "onDeep", paint.RIGHT, least=20)

    def _draw_reach(self, ink: Ink, rect: QRectF, *, titled: bool) -> None:
        """Paint where the office can be reached; `rect` is the place of the first line."""
        look, px, y = self.look, self.look.px, rect.top()
        if titled and self._reach:
            place = QRectF(rect.left(), y, rect.width(), px(40))
            ink.text(place, look.texts("Tetap dapat dihubungi"), 30 if look.portrait else 28, 500, "onDeep2")
            y += px(54)
        for icon, words in self._reach:
            box = QRectF(rect.left(), y, rect.width(), rect.height())
            ink.box(box, 24, "deep2", "line" if look.contrast else "", px(3))
            ink.icon(box.left() + px(32), box.center().y(), 52 if look.portrait else 44, icon, "onDeep")
            place = box.adjusted(px(108), 0, -px(32), 0)
            ink.text(place, words, 34 if look.portrait else 30, 700, "onDeep", lines=2, least=24)
            y += rect.height() + px(20)

    def _draw_other(self, ink: Ink) -> None:
        """Say the same beside the languages in the other one."""
        if self.switch is None:
            return
        beside, px, portrait = QRectF(self.switch.geometry()), self.look.px, self.look.portrait
        left, right = beside.right() + px(26), (self.width() if portrait else px(884)) - px(56)
        place, size = QRectF(left, beside.top(), right - left, beside.height()), 28 if portrait else 26
        ink.text(place, self.other, size, 500, "onDeep2", lines=3, least=20, step=1.25, even=True)


def closed_page(kiosk: KioskScreen) -> NoticePage:
    """Say that the office is closed, why, and when it opens again."""
    return DeepNotice(kiosk, _closed, contact=True)


def trouble_page(kiosk: KioskScreen, error: LoketError) -> NoticePage:
    """Say that the machine is being checked. What failed is for the log, not for visitors."""
    return DeepNotice(kiosk, _unsure if error.code == "outcome_unknown" else _checked, contact=False)


def _closed(kiosk: KioskScreen, texts: Texts) -> Message:
    board, now = kiosk.board, kiosk.now()
    when = texts("Buka kembali {when}.", when=moment_words(texts, board.opens_at, now)) if board.opens_at else ""
    if board.holiday:
        return Message("event_busy", texts("Hari ini libur: {nama}", nama=board.holiday), when)
    if board.opens_at is not None and board.opens_at.date() == now.date() and not board.ended:
        when = texts("Nomor dapat diambil mulai pukul {t}.", t=texts.time(board.opens_at))
        return Message("schedule", texts("Layanan belum buka"), when)
    return Message("bedtime", texts("Layanan sudah tutup"), when)


def _checked(_kiosk: KioskScreen, texts: Texts) -> Message:
    return Message("build", texts("Mesin ini sedang diperiksa."), texts("Silakan ambil nomor di meja informasi."))


def _unsure(_kiosk: KioskScreen, texts: Texts) -> Message:
    """Nobody knows whether the number was saved: if it was, its slip is printed."""
    line = texts("Bila tiket Anda keluar, nomornya berlaku. Bila tidak, ambil nomor di meja informasi.")
    return Message("build", texts("Mesin ini sedang diperiksa."), line)


def _sentences(message: Message) -> list[str]:
    """Give headline and line as sentences."""
    said = [message.headline, message.line]
    return [words if words.endswith(".") else f"{words}." for words in said if words]
