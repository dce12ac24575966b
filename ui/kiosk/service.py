"""One service: time, cost, who waits, what to bring, and the button that takes the number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.office.pictures import KioskBoard, KioskTile
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.page import Page
from ui.kiosk.print_list import PrintListButton
from ui.kiosk.priority import SIGNS
from ui.kiosk.rows import CheckRow, PriorityRow

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen

SHORTEST_ROW = 84
"""Height (reference) below which the requirements go into two columns."""


class ServicePage(Page):
    """What a visitor should know before the number is taken. Nothing here stands in the way of it."""

    tells_paper = True

    def __init__(self, kiosk: KioskScreen, tile: KioskTile) -> None:
        """Make the page of one service."""
        self.tile = tile
        super().__init__(kiosk)
        texts = self.look.texts
        self.rows = [CheckRow(self.look, each, parent=self) for each in tile.service.requirements]
        for index, row in enumerate(self.rows):
            row.setObjectName(f"requirement-{index}")
            row.toggled.connect(self._marked)
        self._priority = PriorityRow(self.look, SIGNS, self)
        self._priority.clicked.connect(self._ask_priority)
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.setObjectName("back")
        self._back.clicked.connect(self.back)
        self.to_paper: PrintListButton | None = None
        """Not there without a printer, or without requirements."""
        if self.rows and self.board.printer.state != "none":
            self.to_paper = PrintListButton(self, tile.service.code, self.missing)
        self.take = self.button(texts("Ambil nomor"), "confirmation_number", "primary", icon_last=True)
        self.take.setObjectName("take")
        self.take.clicked.connect(self._take)

    def title(self) -> str:
        """Name the service."""
        return self.tile.service.name.say(self.look.texts.language)

    def subtitle(self) -> str:
        """Tell the expected wait, when one is told; else what the service is about."""
        if self.tile.told is not None:
            spread = self.look.texts.minutes_between(self.tile.told.low_s, self.tile.told.high_s)
            return self.look.texts("Perkiraan tunggu {a} menit", a=spread)
        return self.tile.service.description.say(self.look.texts.language)

    def letter(self) -> tuple[str, str]:
        """Give the service's letter and hue."""
        return self.tile.service.code, self.tile.service.hue

    def shows(self) -> object:
        """Its wait, who waits, and whether a list of requirements can be printed."""
        return self.board.office, self.tile, self.board.printer

    def missing(self) -> tuple[str, ...]:
        """Name the requirements the visitor has not brought, in Indonesian."""
        return tuple(row.requirement.name.id for row in self.rows if not row.isChecked())

    def anew(self) -> ServicePage:
        """Build the page for the present look, with what was marked."""
        page = ServicePage(self.kiosk, self.tile)
        page.mark(self.missing())
        return page

    def say_busy(self) -> None:
        """Say so on the button."""
        self.take.busy_text = self.look.texts("Memproses")
        self.take.update()

    def mark(self, missing: Sequence[str]) -> None:
        """Mark the requirements named in `missing` as not brought."""
        for row in self.rows:
            row.setChecked(row.requirement.name.id not in missing)

    def refresh(self, board: KioskBoard) -> None:
        """Keep the number of waiting people true."""
        for tile in board.tiles:
            if tile.service.code == self.tile.service.code:
                self.tile = tile
        super().refresh(board)
        if self.to_paper is not None:
            self.to_paper.say()

    def _marked(self, _on: bool) -> None:
        self.update()

    def _take(self) -> None:
        self.kiosk.take(self.tile, self.missing(), None)

    def _ask_priority(self) -> None:
        self.kiosk.ask_priority(self.tile, self.missing())

    # --- geometry ----------------------------------------------------------------------------------------------

    def _facts(self) -> QRectF:
        look, work = self.look, self.work()
        if look.reach:
            return QRectF(look.margin, look.px(44 + 84 + 56), work.width(), look.px(144))
        return QRectF(work.left(), work.top(), work.width(), look.px(144, 128) * (1.2 if look.large else 1))

    def _question(self) -> QRectF:
        """Give the place of the priority question, just above the actions."""
        strip, height = self.action_strip(), self.look.px(108)
        return QRectF(strip.left(), strip.top() - self.look.px(24) - height, strip.width(), height)

    def _heading(self) -> QRectF:
        look, work = self.look, self.work()
        top = work.top() if look.reach else self._facts().bottom() + look.px(28, 20)
        return QRectF(work.left(), top, work.width(), look.px(52, 48))

    def _list(self) -> tuple[QRectF, int, float]:
        """Give the frame of the requirements, its columns, and the height of a row."""
        look, heading, count = self.look, self._heading(), max(1, len(self.rows))
        top = heading.bottom() + look.px(20, 16)
        room = self._question().top() - look.px(24) - top
        wanted = look.px(140, 92) * (1.15 if look.large else 1)
        columns = 1 if room / count >= look.px(SHORTEST_ROW) or count < 3 else 2
        row = min(wanted, room / math.ceil(count / columns))
        return QRectF(heading.left(), top, heading.width(), row * math.ceil(count / columns)), columns, row

    def arrange(self) -> None:
        """Place rows and actions."""
        listing, columns, height = self._list()
        per_column = max(1, math.ceil(len(self.rows) / columns))
        width = listing.width() / columns
        for index, row in enumerate(self.rows):
            column, line = divmod(index, per_column)
            row.look = self.look
            row.setGeometry(
                whole(QRectF(listing.left() + column * width, listing.top() + line * height, width, height))
            )
        self._priority.look = self.look
        self._priority.setGeometry(whole(self._question()))
        notice = self._notice()
        self.place_actions(self._back, self.take)
        if self.to_paper is not None and notice is not None:
            self.to_paper.stand_beside(notice)
        elif self.to_paper is not None:
            self.to_paper.stand_between(self._back, self.take)

    # --- painting ----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Paint the facts, the frame of the list and what marking means."""
        ink = Ink(painter, self.look)
        if self.is_wanted(self._facts()):
            self._draw_facts(ink)
        if not self.rows:
            return
        if self.is_wanted(self._heading()):
            self._draw_heading(ink)
        if self.is_wanted(self._list()[0]):
            self._draw_frame(ink)
        notice = self._notice()
        if notice is not None and self.is_wanted(notice):
            self._draw_notice(ink, notice)

    def _draw_facts(self, ink: Ink) -> None:
        look, px, texts, facts = self.look, self.look.px, self.look.texts, self._facts()
        service, gap = self.tile.service, self.look.px(24, 20)
        cells = (
            ("schedule", texts("Waktu layanan"), texts.count("{n} menit", service.service_minutes)),
            ("payments", texts("Biaya"), service.fee.say(texts.language) or texts("Gratis")),
            ("groups", texts("Menunggu"), texts.count("{n} orang", self.tile.waiting)),
        )
        width = (facts.width() - 2 * gap) / 3
        fill, line, tone, quiet = (
            ("deep2", "", "onDeep", "onDeepBox") if look.reach else ("surf", "line", "ink", "ink2")
        )
        pad, size, icon = px(28, 24), 26 if look.portrait else 24, 36 if look.portrait else 32
        for index, (name, label, value) in enumerate(cells):
            cell = QRectF(facts.left() + index * (width + gap), facts.top(), width, facts.height())
            ink.box(cell, 24, fill, line, px(2))
            room = width - 2 * pad
            top = cell.top() + cell.height() * 0.31
            ink.icon(cell.left() + pad, top, icon, name, quiet, fill=False)
            x = cell.left() + pad + px(icon + 12)
            ink.text(QRectF(x, top - px(24), cell.right() - px(12) - x, px(48)), label, size, 600, quiet, least=22)
            below = QRectF(cell.left() + pad, cell.top() + cell.height() * 0.5, room, cell.height() * 0.4)
            ink.text(below, value, 40 if look.portrait else 36, 700, tone, least=26, spacing=-1.5)

    def _draw_heading(self, ink: Ink) -> None:
        look, px, heading = self.look, self.look.px, self._heading()
        texts, missing = look.texts, len(self.missing())
        note, tone, weight, icon = texts("Sentuh untuk menandai"), "ink2", 500, 0.0
        if missing and not self._notice():
            note = texts.count("{n} belum ada. Tetap boleh ambil nomor.", missing)
            if look.large and look.portrait:
                note = texts.count("{n} belum ada", missing)
            tone, weight, icon = "orange", 600, 48.0
        elif look.large or (not missing and self._notice()):
            note = ""
        size, words = 36 if look.portrait else 32, texts("Syarat — sudah Anda bawa?")
        title = min(ink.width(words, size, 700, -1.5) + 2, heading.width() * (0.55 if note else 1))
        rest = heading.adjusted(title + px(20) + px(icon), 0, 0, 0)
        ink.text(
            QRectF(heading.left(), heading.top(), title, heading.height()), words, size, 700, spacing=-1.5, least=24
        )
        if note:
            taken = min(ink.width(note, 26, weight), rest.width())
            ink.text(rest, note, 26, weight, tone, paint.RIGHT, least=20)
            if icon:
                ink.icon(rest.right() - taken - px(icon), rest.center().y(), 36, "info", tone)

    def _draw_frame(self, ink: Ink) -> None:
        listing, columns, height = self._list()
        px = self.look.px
        ink.box(listing, 28, "surf", "touchLine")
        line = "line" if self.look.contrast else "surf2"
        for index in range(1, round(listing.height() / height)):
            ink.rule(listing.left() + px(2), listing.right() - px(2), listing.top() + index * height + px(1), line)
        if columns > 1:
            middle = QRectF(listing.center().x() - px(1), listing.top() + px(2), px(2), listing.height() - px(4))
            ink.painter.fillRect(middle, self.look.theme.color(line))

    def _notice(self) -> QRectF | None:
        """Give the place for the sentence on missing papers, when there is room for one."""
        listing, _, _ = self._list()
        px = self.look.px
        top, bottom = listing.bottom() + px(24), self._question().top() - px(24)
        if not self.look.portrait or bottom - top < px(116):
            return None
        return QRectF(listing.left(), top, listing.width(), min(px(160), bottom - top))

    def _draw_notice(self, ink: Ink, rect: QRectF) -> None:
        px, texts, missing = self.look.px, self.look.texts, len(self.missing())
        if missing and self.to_paper is not None and self.board.printer.prints:
            tone, icon, fill = "orange", "info", "orangeTint"
            words = texts.count(
                "{n} berkas belum ada. Anda tetap boleh mengambil nomor, atau cetak daftar syarat dan kembali nanti.",
                missing,
            )
        elif missing:
            tone, icon, fill = "orange", "info", "orangeTint"
            words = texts.count(
                "{n} berkas belum ada. Anda tetap boleh mengambil nomor; petugas akan membantu.", missing
            )
        else:
            tone, icon, fill = "green", "check_circle", "greenTint"
            words = texts("Berkas lengkap. Terima kasih. Sentuh berkas yang belum Anda bawa.")
        ink.box(rect, 24, fill, "line" if self.look.contrast else "", px(2))
        ink.icon(rect.left() + px(32), rect.center().y(), 52, icon, tone)
        right = px(32) if self.to_paper is None else rect.right() - self.to_paper.beside(rect).left() + px(28)
        ink.text(rect.adjusted(px(108), 0, -right, 0), words, 28, 500, "ink", lines=3, least=22, step=1.35, even=True)
