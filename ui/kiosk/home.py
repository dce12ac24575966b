"""The first page of a visit: which service? One ticket per service, and the clinic for those who do not know."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.office.pictures import HallCall, KioskBoard, KioskTile
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.page import Page
from ui.kiosk.rows import Band, SideDoor
from ui.kiosk.tiles import TicketTile

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen


CROWDED_FROM = 13
"""More services than this stand close together, the clinic among them."""


class HomePage(Page):
    """Which service do you need."""

    is_step = False
    for_nobody = True
    tells_paper = True

    def __init__(self, kiosk: KioskScreen) -> None:
        """Make the tiles."""
        super().__init__(kiosk)
        self._tiles: list[TicketTile] = []
        self._clinic: Band | None = None
        words = self.look.texts("Sudah punya nomor atau kode?")
        self._known = SideDoor(self.look, words, "event_available", self)
        self._known.setObjectName("check-in")
        self._known.clicked.connect(self._ask_for_code)
        self._build()

    def title(self) -> str:
        """Ask."""
        if self.look.portrait and (self.look.large or is_crowded(self.board.tiles)):
            return self.look.texts("Pilih layanan")
        return self.look.texts("Layanan apa yang Anda perlukan?")

    def subtitle(self) -> str:
        """Say that it is free, when it is."""
        if self.look.portrait:
            return ""
        texts = self.look.texts
        if all(tile.service.fee.id.casefold() == "gratis" for tile in self.board.tiles):
            return texts("Sentuh satu pilihan. Semua layanan gratis.")
        return texts("Sentuh satu pilihan.")

    def shows(self) -> object:
        """The tiles paint themselves; with low reach the last calls stand above them."""
        return self.board.office, self.title(), self.subtitle(), self.calling() if self.look.reach else ()

    def back(self) -> None:
        """Esc ends the visit."""
        self.kiosk.reset()

    def anew(self) -> HomePage:
        """Build the page for the present look."""
        return HomePage(self.kiosk)

    def refresh(self, board: KioskBoard) -> None:
        """Show who waits now; the tiles stay where they are, under the finger."""
        same = [tile.service.code for tile in board.tiles] == [tile.service.code for tile in self.board.tiles]
        self.board = board
        if not same:
            self._build()
            self.arrange()
        for widget, tile in zip(self._tiles, ordinary(board.tiles), strict=True):
            widget.show_tile(self.look, tile)
        super().refresh(board)

    def _ask_for_code(self, _on: bool = False) -> None:
        self.kiosk.check_in()

    def _build(self) -> None:
        for old in (*self._tiles, *([self._clinic] if self._clinic else [])):
            old.hide()
            old.deleteLater()
        self._tiles = [self._tile(tile) for tile in ordinary(self.board.tiles)]
        clinic = clinic_of(self.board.tiles)
        self._clinic = None
        if clinic is not None and not is_crowded(self.board.tiles):
            self._clinic = clinic_band(self, clinic)
            self._clinic.show()

    def _tile(self, tile: KioskTile) -> TicketTile:
        widget = TicketTile(self.look, tile, self)
        widget.clicked.connect(lambda: self.kiosk.choose(widget.tile))
        widget.show()
        return widget

    # --- geometry ----------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Place the tiles in the grid that makes them largest, the clinic below."""
        look, work = self.look, self.work()
        count = len(self._tiles)
        columns = self._columns(count)
        rows = max(1, math.ceil(count / columns))
        gap = look.px(14 if rows * columns > 14 else 20 if look.reach else 24)
        if look.portrait and not look.reach and rows * columns <= 14:
            work.setBottom(work.bottom() - look.px(12))
        work.setBottom(self._arrange_foot(work, gap))
        width = (work.width() - gap * (columns - 1)) / columns
        height = min((work.height() - gap * (rows - 1)) / rows, look.px(self._tallest(count)))
        if count <= 2 and not look.portrait:
            width = min(width, look.px(640))
        grid_height, grid_width = height * rows + gap * (rows - 1), width * columns + gap * (columns - 1)
        top = work.top() + (max(0.0, work.height() - grid_height) / 2 if count <= 4 else 0)
        left = work.left() + (work.width() - grid_width) / 2
        for index, widget in enumerate(self._tiles):
            row, column = divmod(index, columns)
            widget.plain = look.large or look.reach
            widget.show_tile(look, widget.tile)
            place = QRectF(left + column * (width + gap), top + row * (height + gap), width, height)
            widget.setGeometry(whole(place))

    def _arrange_foot(self, work: QRectF, gap: float) -> float:
        """Place the clinic and the side door below the tiles, side by side where height is scarce.

        Gives where the tiles end.
        """
        look = self.look
        self._known.look = look
        band = look.px(124 if look.reach else 176 if look.large else 156, 140)
        beside = self._clinic is not None and (look.reach or not look.portrait)
        if beside:
            width, height = look.px(348, 400), band
        else:
            width, height = work.width(), look.px(84 if is_crowded(self.board.tiles) else 112, 88)
        self._known.setGeometry(whole(QRectF(work.right() - width, work.bottom() - height, width, height)))
        if self._clinic is None:
            return work.bottom() - height - gap
        self._clinic.look = look
        bottom = work.bottom() if beside else work.bottom() - height - gap
        width = work.width() - width - gap if beside else work.width()
        self._clinic.setGeometry(whole(QRectF(work.left(), bottom - band, width, band)))
        return bottom - band - gap

    def _columns(self, count: int) -> int:
        portrait = self.look.portrait
        if self.look.large:
            return 1 if count <= 7 and portrait else 2 if count <= 10 or portrait else 4
        if count <= 2:
            return 1 if portrait else max(1, count)
        if portrait or count == 4:
            return 2
        return 3 if count <= 9 else 4

    def _tallest(self, count: int) -> float:
        if self.look.large or self.look.reach:
            return 260
        return 560 if count <= 2 else 460

    # --- painting ----------------------------------------------------------------------------------------------

    def draw_above(self, painter: QPainter, room: QRectF) -> None:
        """With low reach: the last calls, where nobody has to touch."""
        calls = self.calling()[:3]
        if not calls:
            return
        ink, px = Ink(painter, self.look), self.look.px
        height = px(52) + px(88) * len(calls)
        y = room.center().y() - height / 2
        ink.text(QRectF(room.left(), y, room.width(), px(40)), self.look.texts("Sedang dipanggil"), 28, 600, "onDeep2")
        y += px(52)
        for call in calls:
            self._call(ink, QRectF(room.left(), y, room.width(), px(88)), call)
            y += px(88)
            ink.rule(room.left(), room.right(), y, "deepLine")

    def _call(self, ink: Ink, rect: QRectF, call: HallCall) -> None:
        look, px = self.look, self.look.px
        face = next((tile.service for tile in self.board.tiles if tile.service.code == call.service), None)
        x = rect.left()
        if face is not None:
            bullet = QRectF(x, rect.center().y() - px(28), px(56), px(56))
            paint.bullet(ink.painter, bullet, face.code, look.theme.on_deep(face.hue))
            ink.text(QRectF(bullet.right() + px(20), rect.top(), rect.width() * 0.45, rect.height()),
                     face.name.say(look.texts.language), 32, 600, "onDeep", least=26)  # fmt: skip
        pieces = [(call.number, 44, 700, "onDeep"), ("   →   ", 32, 600, "onDeep2"),
                  (look.texts("Loket"), 28, 600, "onDeep"), (f"  {call.plate}", 44, 700, "onDeep")]  # fmt: skip
        ink.runs(
            QRectF(rect.left() + rect.width() * 0.5, rect.top(), rect.width() * 0.5, rect.height()), pieces, paint.RIGHT
        )


def clinic_band(page: Page, clinic: KioskTile) -> Band:
    """Make the band that leads to the clinic from `page`."""
    texts = page.look.texts
    band = Band(
        page.look, texts("Bingung harus ke mana?"),
        texts("Mulai dari Klinik Pelayanan. Petugas membantu mencarikan layanan yang tepat."), "stethoscope",
        short=texts("Mulai dari Klinik Pelayanan."), strong=True, parent=page,
    )  # fmt: skip
    band.setObjectName(f"tile-{clinic.service.code}")
    band.clicked.connect(lambda: page.kiosk.choose(clinic_of(page.board.tiles) or clinic))
    return band


def is_crowded(tiles: Sequence[KioskTile]) -> bool:
    """Tell whether there are so many services that a band would take the room of their words."""
    return len(tiles) > CROWDED_FROM


def ordinary(tiles: Sequence[KioskTile]) -> list[KioskTile]:
    """Give the services that have a tile: all but the clinic, which has the band; all of them when there are many."""
    clinic = None if is_crowded(tiles) else clinic_of(tiles)
    return [tile for tile in tiles if tile is not clinic]


def clinic_of(tiles: Sequence[KioskTile]) -> KioskTile | None:
    """Give the clinic, None when there is none or it is the only service."""
    if len(tiles) < 2:
        return None
    return next((tile for tile in tiles if tile.service.clinic), None)
