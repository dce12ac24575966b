"""The pages on which a visitor chooses: attract, home, service, priority."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen

from loket.errors import N_
from loket.office.pictures import KioskBoard, KioskTile
from ui import icons, paint
from ui.kiosk.page import Page
from ui.kiosk.tiles import Band, CheckRow, ChoiceCard, TicketTile, stub_words

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen

GROUPS = (
    ("LANSIA", "elderly", N_("Lanjut usia"), N_("60 tahun ke atas")),
    ("DISABILITAS", "accessible_forward", N_("Penyandang disabilitas"), N_("Terlihat maupun tidak terlihat")),
    ("IBU_HAMIL", "pregnant_woman", N_("Ibu hamil atau menyusui"), ""),
    ("BALITA", "stroller", N_("Membawa balita"), N_("Anak di bawah 5 tahun")),
)
"""Groups a visitor can name, the first chosen one is kept. Source: UU 25/2009 Art. 29, PermenPANRB 11/2024."""

ATTRACT_ROWS = 8


class AttractPage(Page):
    """The page nobody touches yet: greeting, live queues, and the whole screen is the button."""

    def title(self) -> str:
        """Greet."""
        return self.look.texts("Selamat datang.")

    def subtitle(self) -> str:
        """Say what this machine is for."""
        return self.look.texts("Ambil nomor antrean di sini. Gratis, tanpa perantara.")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Begin, wherever the screen is touched."""
        if self.rect().contains(event.position().toPoint()):
            self.kiosk.go_home()

    def draw(self, painter: QPainter) -> None:
        """Paint the live table and the invitation."""
        look, px, color, texts = self.look, self.look.px, self.look.theme.color, self.look.texts
        work = self.work()
        foot = look.button_height
        invite = QRectF(work.left(), work.bottom() - foot, work.width(), foot)
        paint.rounded(painter, invite, px(24), color("pri"))
        font = look.font(38 if look.portrait else 34, 700, -1)
        width = paint.text_width(texts("Sentuh layar untuk mulai"), font) + px(70)
        icons.draw(
            painter,
            QRectF(invite.center().x() - width / 2, invite.center().y() - px(25), px(50), px(50)),
            "touch_app",
            color("onPri"),
            True,
        )
        paint.draw_text(painter, QRectF(invite.center().x() - width / 2 + px(70), invite.top(), width, foot),
                        texts("Sentuh layar untuk mulai"), font, color("onPri"))  # fmt: skip
        bottom = invite.top() - px(24)
        if self.board.calling:
            strip = QRectF(work.left(), bottom - px(104), work.width(), px(104))
            self._calling(painter, strip)
            bottom = strip.top() - px(24)
        self._table(painter, QRectF(work.left(), work.top(), work.width(), bottom - work.top()))

    def _calling(self, painter: QPainter, rect: QRectF) -> None:
        px, color, call = self.look.px, self.look.theme.color, self.board.calling[0]
        paint.rounded(painter, rect, px(24), color("call"))
        ink = color("onCall")
        paint.draw_text(
            painter, rect.adjusted(px(32), 0, 0, 0), self.look.texts("Sedang dipanggil"), self.look.font(28, 600), ink
        )
        x = rect.center().x() - px(40)
        paint.draw_number(
            painter,
            QRectF(x, rect.top(), px(260), rect.height()),
            call.number,
            self.look.font(60, 700),
            ink,
            Qt.AlignmentFlag.AlignLeft,
        )
        paint.arrow(painter, QRectF(rect.right() - px(230), rect.center().y() - px(28), px(56), px(56)), "east", ink)
        paint.plate(
            painter,
            QRectF(rect.right() - px(150), rect.top() + px(12), px(120), px(80)),
            call.plate,
            "on_call",
            self.look.theme,
        )

    def _table(self, painter: QPainter, rect: QRectF) -> None:
        look, px, color, texts = self.look, self.look.px, self.look.theme.color, self.look.texts
        tiles = sorted(self.board.tiles, key=lambda tile: -tile.waiting)
        top = rect.top() + px(56)
        row = px(84 if look.portrait else 68)
        fits = max(1, int((rect.bottom() - top - px(48)) // row))
        shown = tiles[: min(ATTRACT_ROWS, fits)] if len(tiles) > min(ATTRACT_ROWS, fits) else tiles
        paint.draw_text(painter, QRectF(rect.left(), rect.top(), rect.width(), px(48)), texts("Antrean saat ini"),
                        look.font(32, 700, -1), color("ink"))  # fmt: skip
        paint.draw_text(
            painter,
            QRectF(rect.left(), rect.top(), rect.width(), px(48)),
            texts("Menunggu"),
            look.font(26, 600),
            color("ink2"),
            paint.RIGHT,
        )
        order = {tile.service.code: index for index, tile in enumerate(self.board.tiles)}
        for index, tile in enumerate(sorted(shown, key=lambda tile: order[tile.service.code])):
            line = QRectF(rect.left(), top + index * row, rect.width(), row)
            painter.setPen(QPen(color("line"), 1))
            painter.drawLine(line.topLeft(), line.topRight())
            side = px(48)
            paint.bullet(painter, QRectF(line.left(), line.center().y() - side / 2, side, side), tile.service.code,
                         look.theme.hue(tile.service.hue))  # fmt: skip
            words = stub_words(look, tile)
            font = look.font(28, 600)
            width = paint.text_width(words, font)
            paint.draw_text(painter, line, words, font, color("ink2" if tile.waiting == 0 else "ink"), paint.RIGHT)
            paint.draw_text(
                painter,
                line.adjusted(side + px(24), 0, -width - px(24), 0),
                tile.service.name.say(texts.language),
                look.font(32, 600, -0.5),
                color("ink"),
                min_px=px(26),
            )
        left_out = len(tiles) - len(shown)
        if left_out:
            y = top + len(shown) * row
            paint.draw_text(
                painter,
                QRectF(rect.left(), y, rect.width(), px(48)),
                texts("+ {n} layanan lain", n=left_out),
                look.font(26, 600),
                color("ink2"),
            )


class HomePage(Page):
    """Which service? One ticket per service, and the clinic for those who do not know."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Make the tiles."""
        super().__init__(kiosk)
        self._tiles: list[TicketTile] = []
        self._clinic: Band | None = None
        self._build()

    def title(self) -> str:
        """Ask."""
        return self.look.texts("Layanan apa yang Anda perlukan?")

    def subtitle(self) -> str:
        """Say that it is free, when it is."""
        if self.look.portrait:
            return ""
        free = all(tile.service.fee.id.casefold() == "gratis" for tile in self.board.tiles)
        return (
            self.look.texts("Sentuh satu pilihan. Semua layanan gratis.")
            if free
            else self.look.texts("Sentuh satu pilihan.")
        )

    def refresh(self, board: KioskBoard) -> None:
        """Show who waits now; the tiles stay where they are."""
        same = [tile.service.code for tile in board.tiles] == [tile.service.code for tile in self.board.tiles]
        self.board = board
        if not same:
            self._build()
            self.arrange()
            return
        for widget, tile in zip(self._tiles, _ordinary(board.tiles), strict=True):
            widget.tile = tile
            widget.update()
        self.update()

    def _build(self) -> None:
        for old in (*self._tiles, *([self._clinic] if self._clinic else [])):
            old.deleteLater()
        self._tiles = []
        for tile in _ordinary(self.board.tiles):
            widget = TicketTile(self.look, tile, self)
            widget.clicked.connect(lambda _=False, made=widget: self.kiosk.choose(made.tile))
            widget.show()
            self._tiles.append(widget)
        clinic = _clinic(self.board.tiles)
        self._clinic = None
        if clinic is not None:
            texts = self.look.texts
            self._clinic = Band(
                self.look, texts("Bingung harus ke mana?"),
                texts("Mulai dari Klinik Pelayanan. Petugas membantu mencarikan layanan yang tepat."), ("stethoscope",),
                strong=True, parent=self,
            )  # fmt: skip
            self._clinic.setObjectName(f"tile-{clinic.service.code}")
            self._clinic.clicked.connect(lambda: self.kiosk.choose(_clinic(self.board.tiles) or clinic))
            self._clinic.show()

    def arrange(self) -> None:
        """Place the tiles in the grid that makes them largest."""
        look, work = self.look, self.work()
        gap = look.px(24)
        if look.low and look.portrait:
            work.setTop(max(work.top(), self.height() - look.px(1090)))
        for widget in self._tiles:
            widget.look = look
        if self._clinic is not None:
            self._clinic.look = look
            band = look.px(152 if look.portrait else 140)
            self._clinic.setGeometry(_whole(QRectF(work.left(), work.bottom() - band, work.width(), band)))
            work.setBottom(work.bottom() - band - gap)
        count = len(self._tiles)
        columns = self._columns(count, work, gap)
        rows = math.ceil(count / columns) if count else 1
        if rows * columns > 14:
            gap = look.px(14)
        width = (work.width() - gap * (columns - 1)) / columns
        height = min((work.height() - gap * (rows - 1)) / rows, look.px(440))
        for index, widget in enumerate(self._tiles):
            row, column = divmod(index, columns)
            widget.setGeometry(
                _whole(QRectF(work.left() + column * (width + gap), work.top() + row * (height + gap), width, height))
            )

    def _columns(self, count: int, work: QRectF, gap: float) -> int:
        if self.look.large:
            return 1 if count <= 6 or not self.look.portrait else 2
        if count <= 2:
            return 1 if self.look.portrait else max(1, count)
        if self.look.portrait:
            return 2
        if count == 4:
            return 2
        del work, gap
        return 3 if count <= 12 else 4


class ServicePage(Page):
    """One service: time, cost, who waits, what to bring, and the button that takes the number."""

    def __init__(self, kiosk: KioskScreen, tile: KioskTile) -> None:
        """Make the page of one service."""
        self.tile = tile
        super().__init__(kiosk)
        texts = self.look.texts
        needs = tile.service.requirements
        self.rows = [CheckRow(self.look, each, last=each is needs[-1], parent=self) for each in needs]
        for row in self.rows:
            row.toggled.connect(lambda _on: self.update())
        self._priority = Band(
            self.look, texts("Perlu didahulukan?"), "", tuple(icon for _, icon, _, _ in GROUPS), strong=False,
            link=texts("Layanan prioritas"), parent=self,
        )  # fmt: skip
        self._priority.clicked.connect(lambda: kiosk.ask_priority(self.tile, self.missing()))
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.clicked.connect(kiosk.go_home)
        self.take = self.button(texts("Ambil nomor"), "confirmation_number", "primary", icon_last=True)
        self.take.setObjectName("take")
        self.take.clicked.connect(lambda: kiosk.take(self.tile, self.missing(), None))

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

    def missing(self) -> tuple[str, ...]:
        """Name the requirements the visitor has not brought, in Indonesian."""
        return tuple(row.requirement.name.id for row in self.rows if not row.isChecked())

    def refresh(self, board: KioskBoard) -> None:
        """Keep the number of waiting people true."""
        super().refresh(board)
        for tile in board.tiles:
            if tile.service.code == self.tile.service.code:
                self.tile = tile

    def _areas(self) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Give facts, heading, list and the foot with priority and actions."""
        look, px, work = self.look, self.look.px, self.work()
        facts = QRectF(work.left(), work.top(), work.width(), px(144 if look.portrait else 128))
        if look.large:
            facts.setHeight(facts.height() * 1.2)
        foot_height = look.button_height + px(24) + px(108)
        foot = QRectF(work.left(), work.bottom() - foot_height, work.width(), foot_height)
        heading = QRectF(work.left(), facts.bottom() + px(20), work.width(), px(60 if look.portrait else 50))
        room = foot.top() - px(24) - heading.bottom() - px(16)
        row = min(px(140 if look.portrait else 96), room / max(1, len(self.rows)))
        needed = row * len(self.rows)
        return facts, heading, QRectF(work.left(), heading.bottom() + px(16), work.width(), needed), foot

    def arrange(self) -> None:
        """Place rows and actions."""
        px = self.look.px
        _, _, listing, foot = self._areas()
        row = listing.height() / max(1, len(self.rows))
        for index, widget in enumerate(self.rows):
            widget.look = self.look
            widget.setGeometry(_whole(QRectF(listing.left(), listing.top() + index * row, listing.width(), row)))
        self._priority.look = self.look
        self._priority.setGeometry(_whole(QRectF(foot.left(), foot.top(), foot.width(), px(108))))
        bottom = QRectF(foot.left(), foot.bottom() - self.look.button_height, foot.width(), self.look.button_height)
        back = px(304 if self.look.portrait else 276)
        self._back.setGeometry(_whole(QRectF(bottom.left(), bottom.top(), back, bottom.height())))
        self.take.setGeometry(_whole(QRectF(bottom.left() + back + px(24), bottom.top(), bottom.width() - back - px(24),
                                            bottom.height())))  # fmt: skip

    def draw(self, painter: QPainter) -> None:
        """Paint the facts and the frame of the list."""
        look, px, color, texts = self.look, self.look.px, self.look.theme.color, self.look.texts
        facts, heading, listing, _ = self._areas()
        service = self.tile.service
        cells = (
            ("schedule", texts("Waktu layanan"), texts.count("{n} menit", service.service_minutes)),
            ("payments", texts("Biaya"), service.fee.say(texts.language) or texts("Gratis")),
            ("groups", texts("Menunggu"), texts.count("{n} orang", self.tile.waiting)),
        )
        width = (facts.width() - 2 * px(20)) / 3
        for index, (icon, label, value) in enumerate(cells):
            self._fact(
                painter,
                QRectF(facts.left() + index * (width + px(20)), facts.top(), width, facts.height()),
                icon,
                label,
                value,
            )
        if not self.rows:
            return
        left_out = len(self.missing())
        note = texts("Sentuh untuk menandai")
        tone, font = color("ink2"), look.font(26, 500)
        if left_out:
            note, tone = texts("{n} belum ada. Tetap boleh ambil nomor.", n=left_out), color("orange")
            font = look.font(26, 700)
        note_width = min(paint.text_width(note, font), heading.width() * 0.56)
        paint.draw_text(painter, heading, note, font, tone, paint.RIGHT, min_px=px(21))
        if left_out:
            icons.draw(
                painter,
                QRectF(heading.right() - note_width - px(46), heading.center().y() - px(17), px(34), px(34)),
                "info",
                tone,
                True,
            )
        paint.draw_text(painter, heading.adjusted(0, 0, -note_width - px(56), 0), texts("Syarat — sudah Anda bawa?"),
                        look.font(36, 700, -1.5), color("ink"), min_px=px(26))  # fmt: skip
        paint.rounded(painter, listing.adjusted(-1, -1, 1, 1), px(28), color("surf"), color("touchLine"), px(2))

    def _fact(self, painter: QPainter, rect: QRectF, icon: str, label: str, value: str) -> None:
        look, px, color = self.look, self.look.px, self.look.theme.color
        paint.rounded(painter, rect, px(24), color("surf"), color("line"), px(2))
        pad = px(28 if look.portrait else 24)
        icons.draw(painter, QRectF(rect.left() + pad, rect.top() + px(24), px(34), px(34)), icon, color("ink2"))
        paint.draw_text(
            painter,
            QRectF(rect.left() + pad + px(46), rect.top() + px(18), rect.width() - 2 * pad - px(40), px(46)),
            label,
            look.font(28, 600),
            color("ink2"),
            min_px=px(22),
        )
        paint.draw_text(
            painter,
            QRectF(rect.left() + pad, rect.top() + px(60), rect.width() - 2 * pad, rect.height() - px(72)),
            value,
            look.font(40, 700, -1.5),
            color("ink"),
            min_px=px(28),
        )


class PriorityPage(Page):
    """Who needs priority? Opt-in, no proof, the reason is neither printed nor shown."""

    def __init__(self, kiosk: KioskScreen, tile: KioskTile, missing: Sequence[str]) -> None:
        """Make the cards."""
        self.tile, self.missing = tile, tuple(missing)
        super().__init__(kiosk)
        texts = self.look.texts
        self.cards = [ChoiceCard(self.look, icon, texts(title), texts(note), self) for _, icon, title, note in GROUPS]
        for card, (code, *_rest) in zip(self.cards, GROUPS, strict=True):
            card.setObjectName(f"priority-{code}")
            card.toggled.connect(lambda _on: self._allow())
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.clicked.connect(lambda: kiosk.choose(self.tile, self.missing))
        self.take = self.button(texts("Ambil nomor prioritas"), "confirmation_number", "primary", icon_last=True)
        self.take.setObjectName("take")
        self.take.clicked.connect(self._take)
        self._allow()

    def title(self) -> str:
        """Ask."""
        return self.look.texts("Siapa yang perlu didahulukan?")

    def subtitle(self) -> str:
        """Explain."""
        return self.look.texts("Anda sendiri atau orang yang Anda dampingi.")

    def chosen(self) -> str | None:
        """Give the first chosen group."""
        return next((code for card, (code, *_) in zip(self.cards, GROUPS, strict=True) if card.isChecked()), None)

    def _allow(self) -> None:
        self.take.setEnabled(self.chosen() is not None)

    def _take(self) -> None:
        self.kiosk.take(self.tile, self.missing, self.chosen())

    def _areas(self) -> tuple[QRectF, QRectF, QRectF]:
        look, px, work = self.look, self.look.px, self.work()
        actions = QRectF(work.left(), work.bottom() - look.button_height, work.width(), look.button_height)
        note = QRectF(work.left(), actions.top() - px(24) - px(120 if look.portrait else 104), work.width(),
                      px(120 if look.portrait else 104))  # fmt: skip
        return QRectF(work.left(), work.top(), work.width(), note.top() - px(24) - work.top()), note, actions

    def arrange(self) -> None:
        """Place cards in a row (landscape) or below each other (portrait)."""
        px = self.look.px
        cards, _, actions = self._areas()
        gap = px(24)
        for index, card in enumerate(self.cards):
            card.look = self.look
            if self.look.portrait:
                height = min((cards.height() - 3 * gap) / 4, px(240))
                card.setGeometry(
                    _whole(QRectF(cards.left(), cards.top() + index * (height + gap), cards.width(), height))
                )
            else:
                width = (cards.width() - 3 * gap) / 4
                card.setGeometry(
                    _whole(QRectF(cards.left() + index * (width + gap), cards.top(), width, cards.height()))
                )
        back = px(304 if self.look.portrait else 276)
        self._back.setGeometry(_whole(QRectF(actions.left(), actions.top(), back, actions.height())))
        self.take.setGeometry(
            _whole(
                QRectF(actions.left() + back + px(24), actions.top(), actions.width() - back - px(24), actions.height())
            )
        )

    def draw(self, painter: QPainter) -> None:
        """Paint the privacy note."""
        look, px, color = self.look, self.look.px, self.look.theme.color
        _, note, _ = self._areas()
        paint.rounded(painter, note, px(24), color("priTint"), color("line") if look.theme.name == "contrast" else None)
        icons.draw(
            painter,
            QRectF(note.left() + px(32), note.center().y() - px(24), px(48), px(48)),
            "lock",
            color("pri"),
            True,
        )
        paint.draw_text(
            painter, note.adjusted(px(104), 0, -px(32), 0),
            look.texts("Tidak perlu bukti. Alasan tidak dicetak di tiket dan tidak ditampilkan di layar ruang tunggu."),
            look.font(27, 500), color("ink"), max_lines=3, min_px=px(22),
        )  # fmt: skip


def _ordinary(tiles: Sequence[KioskTile]) -> list[KioskTile]:
    clinic = _clinic(tiles)
    return [tile for tile in tiles if tile is not clinic]


def _clinic(tiles: Sequence[KioskTile]) -> KioskTile | None:
    if len(tiles) < 2:
        return None
    return next((tile for tile in tiles if tile.service.clinic), None)


def _whole(rect: QRectF) -> QRect:
    return rect.toRect()
