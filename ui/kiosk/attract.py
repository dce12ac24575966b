"""The page nobody has touched yet: greeting, live queues, and the whole screen is the button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

from loket.office.pictures import KioskTile
from loket.texts import Texts
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.page import Page
from ui.kiosk.tiles import stub_words

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen

MOST_ROWS = 8
"""Services in the live table; the rest is told as "+ 4 layanan lain"."""


class AttractPage(Page):
    """Welcome. Rotates nothing; shows who waits and who is called."""

    deep = True
    has_assist = False
    for_nobody = True

    def __init__(self, kiosk: KioskScreen) -> None:
        """Make the page."""
        super().__init__(kiosk)
        self.setObjectName("attract")
        self.setAccessibleName(f"{self.title()} {self.look.texts('Sentuh layar untuk mulai')}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pressed = False

    def title(self) -> str:
        """Greet."""
        return self.look.texts("Selamat datang.")

    def subtitle(self) -> str:
        """Say what this machine is for."""
        return self.look.texts("Ambil nomor antrean di sini. Gratis, tanpa perantara.")

    def shows(self) -> object:
        """Who waits where, and who is called."""
        return self.board.office, self.board.tiles, self.calling()

    def enter(self) -> bool:
        """Begin."""
        self.kiosk.go_home()
        return True

    def anew(self) -> AttractPage:
        """Build the page for the present look."""
        return AttractPage(self.kiosk)

    def emptied(self) -> str:
        """There is nothing of a visitor here."""
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the touch, wherever it is."""
        self._pressed = True
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Begin when the finger leaves the screen."""
        if self._pressed and self.rect().contains(event.position().toPoint()):
            self.kiosk.go_home()
        self._pressed = False

    def draw(self, painter: QPainter) -> None:
        """Paint greeting, live table, the call that is going on, and the invitation."""
        ink = Ink(painter, self.look)
        if self.look.portrait:
            self._portrait(ink)
        else:
            self._landscape(ink)

    def _portrait(self, ink: Ink) -> None:
        px, width = self.look.px, self.width() - 2 * self.look.px(56)
        left, y = px(56), px(44 + 84 + 72)
        y += ink.text(QRectF(left, y, width, px(130)), self.title(), 104, 800, "onDeep", paint.TOP_LEFT, least=72,
                      spacing=-2.5, step=1.15)  # fmt: skip
        y += px(20)
        y += ink.text(
            QRectF(left, y, width, px(110)), self.subtitle(), 36, 500, "onDeep2", paint.TOP_LEFT, lines=2, step=1.4
        )
        bottom = self.height() - px(56)
        self._other_language(ink, QRectF(left, bottom - px(40), width, px(40)))
        bottom -= px(40 + 24)
        self._invitation(ink, QRectF(left, bottom - px(176), width, px(176)))
        bottom -= px(176 + 24)
        if self.calling():
            self._calling(ink, QRectF(left, bottom - px(128), width, px(128)))
            bottom -= px(128)
        self._table(ink, QRectF(left, y + px(52), width, bottom - px(24) - y - px(52)))

    def _landscape(self, ink: Ink) -> None:
        px, left = self.look.px, self.look.px(64)
        bottom, width = self.height() - px(56), px(760)
        self._other_language(ink, QRectF(left, bottom - px(36), width, px(36)))
        invite = QRectF(left, bottom - px(36 + 20 + 140), width, px(140))
        self._invitation(ink, invite)
        title = ink.height(self.title(), px(560), 104, 800, lines=2, spacing=-2.5, step=1.1)
        about = ink.height(self.subtitle(), px(560), 34, lines=3, step=1.4)
        y = (px(190) + invite.top()) / 2 - (title + px(24) + about) / 2
        ink.text(QRectF(left, y, px(560), title), self.title(), 104, 800, "onDeep", paint.TOP_LEFT, lines=2,
                 spacing=-2.5, step=1.1)  # fmt: skip
        ink.text(QRectF(left, y + title + px(24), px(560), about), self.subtitle(), 34, 500, "onDeep2", paint.TOP_LEFT,
                 lines=3, step=1.4, even=True)  # fmt: skip
        right = QRectF(left + width + px(80), px(176), self.width() - 2 * left - width - px(80), bottom - px(176))
        if self.calling():
            self._calling(ink, QRectF(right.left(), bottom - px(112), right.width(), px(112)))
            right.setBottom(bottom - px(112 + 20))
        self._table(ink, right)

    def _invitation(self, ink: Ink, rect: QRectF) -> None:
        px, words = self.look.px, self.look.texts("Sentuh layar untuk mulai")
        ink.box(rect, 32, "onDeep")
        size, icon = (46, 72) if self.look.portrait else (42, 64)
        tone = "pri" if self.look.theme.name == "light" else "bg"
        width = px(icon + 28) + min(ink.width(words, size, 800, -2), rect.width() - px(icon + 28 + 48))
        x = rect.center().x() - width / 2
        ink.icon(x, rect.center().y(), icon, "touch_app", tone)
        place = QRectF(x + px(icon + 28), rect.top(), width - px(icon + 28) + 2, rect.height())
        ink.text(place, words, size, 800, tone, least=32, spacing=-2)

    def _other_language(self, ink: Ink, rect: QRectF) -> None:
        """Invite those who read the office's other language."""
        for code in self.board.office.languages:
            if code != self.look.texts.language:
                texts = Texts.of(code)
                ink.text(
                    rect,
                    texts("Sentuh layar untuk mulai"),
                    28 if self.look.portrait else 26,
                    500,
                    "onDeep2",
                    paint.CENTER,
                )
                return

    def _calling(self, ink: Ink, rect: QRectF) -> None:
        px, call = self.look.px, self.calling()[0]
        ink.box(rect, 24, "call")
        middle, number = rect.center().y(), self.look.font(64 if self.look.portrait else 60, 700)
        right = rect.right() - px(32)
        plate = min(paint.text_width(call.plate, number), px(240))
        paint.draw_number(ink.painter, QRectF(right - plate, rect.top(), plate, rect.height()), call.plate, number,
                          ink.color("onCall"), Qt.AlignmentFlag.AlignRight)  # fmt: skip
        right -= plate + px(24)
        counter = self.look.texts("Loket")
        width = ink.width(counter, 28, 600)
        ink.text(QRectF(right - width, rect.top(), width + 2, rect.height()), counter, 28, 600, "onCall")
        right -= width + px(24 + 48)
        ink.icon(right, middle, 48, "arrow_forward", "onCall", fill=False)
        right -= px(24)
        width = paint.text_width(call.number, paint.fit_number(call.number, number, px(320)))
        paint.draw_number(ink.painter, QRectF(right - width, rect.top(), width, rect.height()), call.number, number,
                          ink.color("onCall"), Qt.AlignmentFlag.AlignRight)  # fmt: skip
        right -= width + px(24)
        ink.icon(rect.left() + px(32), middle, 48, "campaign", "onCall")
        x = rect.left() + px(32 + 48 + 24)
        ink.text(
            QRectF(x, rect.top(), right - x, rect.height()),
            self.look.texts("Sedang dipanggil"),
            28,
            600,
            "onCall",
            least=22,
        )

    def _table(self, ink: Ink, rect: QRectF) -> None:
        look, px, texts = self.look, self.look.px, self.look.texts
        tiles, head = self.board.tiles, px(50, 46)
        told = any(tile.told is not None for tile in tiles)
        spread_width = px(250, 220) if told else 0.0
        people_width = px(200, 190)
        size = 26 if look.portrait else 24
        top = QRectF(rect.left(), rect.top(), rect.width(), head - px(12))
        people = rect.right() - spread_width - people_width
        ink.text(top, texts("Antrean saat ini"), size, 600, "onDeep2")
        align = paint.LEFT if told else paint.RIGHT
        ink.text(QRectF(people, top.top(), people_width, top.height()), texts("Menunggu"), size, 600, "onDeep2", align)
        if told:
            column = QRectF(rect.right() - px(300), top.top(), px(300), top.height())
            ink.text(column, texts("Perkiraan tunggu"), size, 600, "onDeep2", paint.RIGHT)
        ink.rule(rect.left(), rect.right(), rect.top() + head, "deepLine")
        shown, row = self._fitting(rect.height() - head)
        y = rect.top() + head
        for tile in shown:
            self._row(ink, QRectF(rect.left(), y, rect.width(), row), tile, people_width, spread_width)
            y += row
            ink.rule(rect.left(), rect.right(), y, "deepLine")
        if len(shown) < len(tiles):
            more = texts("+ {n} layanan lain", n=len(tiles) - len(shown))
            ink.text(QRectF(rect.left(), y, rect.width(), px(64, 52)), more, size + 2, 600, "onDeep2")

    def _fitting(self, room: float) -> tuple[list[KioskTile], float]:
        """Choose the services to show (the fullest, in the office's order) and the height of their rows."""
        px, tiles = self.look.px, self.board.tiles
        least, most = px(88, 62), px(116, 90)
        count = min(len(tiles), MOST_ROWS, max(1, int(room / least)))
        if count < len(tiles):
            count = max(1, min(count, int((room - px(64, 52)) / least)))
        fullest = sorted(range(len(tiles)), key=lambda index: -tiles[index].waiting)[:count]
        left = room - (px(64, 52) if count < len(tiles) else 0)
        return [tiles[index] for index in sorted(fullest)], min(most, left / max(1, count))

    def _row(self, ink: Ink, rect: QRectF, tile: KioskTile, people_width: float, spread_width: float) -> None:
        look, px, texts = self.look, self.look.px, self.look.texts
        side = min(px(64, 54), rect.height() - px(16))
        bullet = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
        paint.bullet(ink.painter, bullet, tile.service.code, look.theme.on_deep(tile.service.hue))
        size, name = (32, 38) if look.portrait else (28, 32)
        x = bullet.right() + px(24)
        if tile.state != "open":
            words = stub_words(look, tile)
            width = min(ink.width(words, size, 600), rect.width() * 0.5)
            ink.text(QRectF(rect.right() - width, rect.top(), width + 1, rect.height()), words, size, 600, "onDeep",
                     paint.RIGHT, least=22)  # fmt: skip
            right = rect.right() - width - px(20)
        else:
            right = rect.right() - spread_width - people_width - px(12)
            number, _, unit = texts.count("{n} orang", tile.waiting).partition(" ")
            cell = QRectF(right + px(12), rect.top(), people_width, rect.height())
            align = paint.LEFT if spread_width else paint.RIGHT
            ink.runs(cell, [(number, size, 700, "onDeep"), (f" {unit}", size, 500, "onDeep2")], align)
            if tile.told is not None:
                spread = texts.minutes_between(tile.told.low_s, tile.told.high_s)
                cell = QRectF(rect.right() - spread_width, rect.top(), spread_width, rect.height())
                pieces = [(spread, size, 700, "onDeep"), (" " + texts("menit"), size, 500, "onDeep2")]
                ink.runs(cell, pieces, paint.RIGHT)
        ink.text(QRectF(x, rect.top(), right - x, rect.height()), tile.service.name.say(texts.language), name, 600,
                 "onDeep", least=26)  # fmt: skip
