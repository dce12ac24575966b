"""Pages that give no number of one service and say why: quota used up, service off, refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.errors import Refused
from loket.office.pictures import KioskTile
from ui.kiosk.home import clinic_band, clinic_of
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.notice_box import NoticeBox
from ui.kiosk.page import NO_BREAK, Page, moment_words
from ui.kiosk.print_list import PrintListBand
from ui.kiosk.rows import Band

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen


NEXT_DAY = frozenset({"full", "late"})
"""States after which a visitor comes another day, and can prepare for it at home."""

TOO_LATE = frozenset({"quota_full", "closing_guard"})
"""Refusals that mean the same: the service became full while its page was read."""


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

    def __init__(
        self, kiosk: KioskScreen, tile: KioskTile, icon: str, headline: str, lines: tuple[str, ...], *,
        too_late: bool = False,
    ) -> None:  # fmt: skip
        """Make the page for one service; `too_late`: there is no number any more today, whatever the tile says."""
        self.tile = tile
        super().__init__(kiosk, icon, headline, lines)
        texts = self.look.texts
        self.ways: list[Band] = []
        another_day = too_late or tile.state in NEXT_DAY
        if another_day and tile.books:
            self.ways.append(self._booking_band())
        if another_day and tile.service.requirements and self.board.printer.prints:
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

    def _booking_band(self) -> Band:
        """Offer an appointment. Which day has a free place is asked when the band is pressed."""
        texts, opens = self.look.texts, self.tile.opens_at
        is_tomorrow = opens is not None and (opens.date() - self.kiosk.now().date()).days == 1
        title = texts("Buat janji temu besok") if is_tomorrow else texts("Buat janji temu di hari lain")
        band = Band(self.look, title, texts("Pilih jam, tanpa menunggu lagi"), "event_available", parent=self)
        band.setObjectName("book")
        band.clicked.connect(lambda: self.kiosk.booking.begin(self.tile))
        return band

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

    def _box(self) -> NoticeBox:
        return NoticeBox(self.look, self.icon, self.headline, " ".join(self.lines))

    def _heading(self) -> QRectF:
        """Give the place of the words above the ways out; with low reach the message stands above the title."""
        work, px = self.work(), self.look.px
        top = work.top() if self.look.reach else self._box().place(work).bottom() + px(44, 28)
        return QRectF(work.left(), top, work.width(), px(52, 44))

    def arrange(self) -> None:
        """Place the ways out below the message: one below the other, or two by two where there are many on a low panel.

        Where the message is long they are lower.
        """
        px, gap = self.look.px, self.look.px(24, 20)
        self.place_actions(self._back)
        columns = 2 if not self.look.portrait and len(self.ways) > 3 else 1
        rows = math.ceil(len(self.ways) / columns)
        top, work = self._heading().bottom() + px(20, 16), self.work()
        room = self.action_strip().top() - px(28, 20) - top
        usual = px(184, 148) * (1.15 if self.look.large else 1)
        height = min(usual, (room - gap * (rows - 1)) / rows)
        width = (work.width() - gap * (columns - 1)) / columns
        for index, way in enumerate(self.ways):
            row, column = divmod(index, columns)
            way.look = self.look
            x, y = work.left() + column * (width + gap), top + row * (height + gap)
            way.setGeometry(whole(QRectF(x, y, width, height)))

    def draw(self, painter: QPainter) -> None:
        """Paint why there is no number."""
        ink, box = Ink(painter, self.look), self._box()
        if not self.look.reach:
            box.draw(ink, box.place(self.work()))
        words = self.look.texts("Yang dapat Anda lakukan sekarang")
        ink.text(self._heading(), words, 36 if self.look.portrait else 32, 700, spacing=-1.5, least=24)

    def draw_above(self, painter: QPainter, room: QRectF) -> None:
        """With low reach: why there is no number, where nobody has to touch."""
        box = self._box()
        place = box.place(room)
        place.moveTop(room.center().y() - place.height() / 2)
        box.draw(Ink(painter, self.look), place)


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
    late = error.code in TOO_LATE
    page = WayOut(kiosk, tile, "info", texts("Nomor belum dapat diambil"), (said,), too_late=late)
    page.remake = partial(refused_page, kiosk, tile, error)
    return page
