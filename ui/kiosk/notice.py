"""Pages that give no number of one service and say why: quota used up, service off, refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.errors import Refused
from loket.office.pictures import KioskTile
from ui import paint
from ui.kiosk.home import clinic_band, clinic_of
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.page import NO_BREAK, Page, moment_words
from ui.kiosk.print_list import PrintListBand
from ui.kiosk.rows import Band

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen


NEXT_DAY = frozenset({"full", "late"})
"""States after which a visitor comes another day, and can prepare for it at home."""


class NoticePage(Page):
    """A page with one message. Its accessible name is the whole message."""

    def __init__(self, kiosk: KioskScreen, icon: str, headline: str, lines: tuple[str, ...]) -> None:
        """`lines` follow the headline; empty ones are left out."""
        super().__init__(kiosk)
        self.icon, self.headline = icon, headline
        self.lines = tuple(line for line in lines if line)
        self.setAccessibleName(" ".join((headline, *self.lines)).replace(NO_BREAK, " "))
        self.remake: Callable[[], NoticePage] | None = None
        """Builds the same message anew, in another language or look."""

    def anew(self) -> NoticePage | None:
        """Build the message for the present look."""
        return self.remake() if self.remake is not None else None


class WayOut(NoticePage):
    """No number here and now, and what the visitor can do instead. Never a dead end."""

    def __init__(self, kiosk: KioskScreen, tile: KioskTile, icon: str, headline: str, lines: tuple[str, ...]) -> None:
        """Make the page for one service."""
        self.tile = tile
        super().__init__(kiosk, icon, headline, lines)
        texts = self.look.texts
        self.ways: list[Band] = []
        if tile.state in NEXT_DAY and tile.service.requirements and self.board.printer.prints:
            self.ways.append(PrintListBand(self, tile.service.code))
        clinic = clinic_of(self.board.tiles)
        if clinic is not None and clinic.state == "open" and clinic.service.code != tile.service.code:
            self.ways.append(clinic_band(self, clinic))
        others = Band(
            self.look, texts("Pilih layanan lain"), texts("Kembali ke daftar layanan"), "category", parent=self
        )
        others.setObjectName("other-services")
        others.clicked.connect(kiosk.go_home)
        self.ways.append(others)
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.setObjectName("back")
        self._back.clicked.connect(self.back)

    def title(self) -> str:
        """Name the service."""
        return self.tile.service.name.say(self.look.texts.language)

    def subtitle(self) -> str:
        """Tell how many still wait."""
        texts = self.look.texts
        if not self.tile.waiting:
            return self.tile.service.description.say(texts.language)
        return texts.count("{n} orang masih menunggu", self.tile.waiting)

    def letter(self) -> tuple[str, str]:
        """Give the service's letter and hue."""
        return self.tile.service.code, self.tile.service.hue

    def _notice(self) -> QRectF:
        """Give the box of the message, as high as its words need."""
        work, px = self.work(), self.look.px
        usual = px(276, 216) if self.look.large else px(228, 184)
        _, _, head, below = self._words(work)
        return QRectF(work.left(), work.top(), work.width(), max(usual, head + px(10) + below + px(64, 52)))

    def _words(self, box: QRectF) -> tuple[float, float, float, float]:
        """Give where the words begin in a box, their width, and the heights of headline and text."""
        ink, px, portrait = Ink(QPainter(), self.look), self.look.px, self.look.portrait
        x = box.left() + px(44 + 32) + px(96, 80)
        room = box.right() - px(36) - x
        head = ink.height(self.headline, room, 46 if portrait else 40, 700, lines=2, least=32, spacing=-1.5, step=1.2)
        below = ink.height(" ".join(self.lines), room, 32 if portrait else 28, lines=4, least=23, step=1.4)
        return x, room, head, below

    def arrange(self) -> None:
        """Place the ways out below the message."""
        px = self.look.px
        self.place_actions(self._back)
        y, height = self._notice().bottom() + px(44 + 52 + 20, 28 + 44 + 16), px(184, 148)
        for way in self.ways:
            way.look = self.look
            way.setGeometry(whole(QRectF(self.work().left(), y, self.work().width(), height)))
            y += height + px(24, 20)

    def draw(self, painter: QPainter) -> None:
        """Paint why there is no number."""
        ink, px, box = Ink(painter, self.look), self.look.px, self._notice()
        ink.box(box, 24, "orangeTint", "orange" if self.look.contrast else "", px(3))
        icon = px(96, 80)
        ink.icon(box.left() + px(44), box.center().y(), icon / px(1), self.icon, "orange")
        (x, room, head, below), body = self._words(box), " ".join(self.lines)
        size, small = (46, 32) if self.look.portrait else (40, 28)
        y = box.center().y() - (head + px(10) + below) / 2
        ink.text(QRectF(x, y, room, head), self.headline, size, 700, "ink", paint.TOP_LEFT, lines=2, least=32,
                 spacing=-1.5, step=1.2)  # fmt: skip
        ink.text(QRectF(x, y + head + px(10), room, below), body, small, 500, "ink2", paint.TOP_LEFT, lines=4, least=23,
                 step=1.4, even=True)  # fmt: skip
        words = self.look.texts("Yang dapat Anda lakukan sekarang")
        place = QRectF(box.left(), box.bottom() + px(44, 28), box.width(), px(52, 44))
        ink.text(place, words, 36 if self.look.portrait else 32, 700, spacing=-1.5, least=24)


def explaining_page(kiosk: KioskScreen, tile: KioskTile) -> NoticePage:
    """Say why a service gives no number now, and what the visitor can do."""
    look = kiosk.look()
    texts, reason = look.texts, tile.reason.say(look.texts.language)
    when = moment_words(texts, tile.opens_at, kiosk.now()) if tile.opens_at else ""
    opens = texts("Buka kembali {when}.", when=when) if when else ""
    again = texts("Datang lagi {when}.", when=when) if when else ""
    icon, headline, lines = "do_not_disturb_on", texts("Sedang ditutup"), (reason, opens)
    if tile.state == "full":
        icon, headline = "event_busy", texts("Kuota hari ini sudah habis")
        lines = (reason or texts("Semua nomor layanan ini untuk hari ini sudah dibagikan."), again)
    elif tile.state == "late":
        icon, headline = "event_busy", texts("Antrean hari ini sudah penuh sampai tutup")
        lines = (texts("Yang mengambil nomor sekarang tidak sempat dilayani sebelum tutup."), again)
    elif tile.state == "later" and tile.opens_at is not None:
        icon, headline = "schedule", texts("Mulai pukul {t}", t=texts.time(tile.opens_at))
        lines = (reason or texts("Layanan ini belum memberi nomor."), "")
    page = WayOut(kiosk, tile, icon, headline, lines)
    page.remake = partial(explaining_page, kiosk, tile)
    return page


def refused_page(kiosk: KioskScreen, tile: KioskTile, error: Refused) -> NoticePage:
    """Say why the office gave no number after all."""
    texts = kiosk.look().texts
    said = texts.failure(error)
    page = WayOut(kiosk, tile, "info", texts("Nomor belum dapat diambil"), (said,))
    page.remake = partial(refused_page, kiosk, tile, error)
    return page
