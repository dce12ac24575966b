"""The service ticket on the home page: one press on it leads to a number."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from loket.office.pictures import KioskTile
from ui import icons, kept, paint
from ui.kiosk.ink import Ink, Piece
from ui.kiosk.look import Look
from ui.parts.touch import Touch

FULL_TILE = 250
"""Height (reference) from which a tile shows icon, description and stub; below it lies on its side."""

MIDDLE_TILE, MIDDLE_WIDTH = 180, 400
"""Height and width (reference) from which icon and description stand beside each other; below it is compact."""


class _Stub(NamedTuple):
    """The part below the tear line: its height and side margins in pixels, text and icon in the design's."""

    height: float
    pad: float
    size: float
    icon: float


class TicketTile(Touch):
    """A service as a ticket: what it is above the tear line, who waits below it."""

    def __init__(self, look: Look, tile: KioskTile, parent: QWidget | None = None) -> None:
        """Make the tile of one service."""
        super().__init__(look.theme, "", parent)
        self.look, self.tile = look, tile
        self.plain = False
        """One line with an arrow and no notch: for large text and low reach."""
        self.ring_radius = look.px(28)
        self.setObjectName(f"tile-{tile.service.code}")
        self.setAccessibleName(self._said())

    def show_tile(self, look: Look, tile: KioskTile) -> None:
        """Show how the service stands now."""
        if (look, tile) != (self.look, self.tile):
            self.look, self.tile = look, tile
            self.setAccessibleName(self._said())
            self.update()

    def _said(self) -> str:
        return f"{self.tile.service.name.say(self.look.texts.language)}. {stub_words(self.look, self.tile)}"

    @property
    def gives(self) -> bool:
        """Tell whether the service gives numbers now."""
        return self.tile.state == "open"

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the ticket in the form that fits its size.

        What it is stays the same all day and is kept as a picture; who waits is painted each time.
        """
        look, down = self.look, self.isDown()
        ink = Ink(painter, look, pressed=down)
        if self.plain:
            self._line(ink, rect)
            return
        form, stub = self._form(rect)
        what = ("tile", look, self.tile.service, self.gives, down)
        kept.draw(painter, rect, what, lambda inside: form(Ink(inside, look, pressed=down), rect, stub.height))
        below = QRectF(rect.left() + stub.pad, rect.bottom() - stub.height, rect.width() - 2 * stub.pad, stub.height)
        self._stub(ink, below, stub.size, stub.icon)

    def _form(self, rect: QRectF) -> tuple[Callable[[Ink, QRectF, float], None], _Stub]:
        """Choose how the part above the tear line is painted, and what lies below it."""
        px = self.look.px
        if rect.height() >= px(FULL_TILE):
            return self._full, _Stub(px(78, 72), px(28), 26 if self.look.portrait else 24, 36)
        if self._is_roomy(rect):
            return self._middle, _Stub(px(62), px(24), 25, 32)
        return self._compact, _Stub(min(px(58), rect.height() * 0.42), px(20), 24, 30)

    def _is_roomy(self, rect: QRectF) -> bool:
        px = self.look.px
        return (
            rect.height() >= px(MIDDLE_TILE)
            and rect.width() >= px(MIDDLE_WIDTH)
            and icons.exists(self.tile.service.icon)
        )

    def _fill(self) -> str:
        return "pri" if self.isDown() else "surf" if self.gives else "surf2"

    def _shell(self, ink: Ink, rect: QRectF, stub: float, radius: float, notch: float) -> None:
        """Paint the ticket's shape and tear line."""
        look, px, color = self.look, self.look.px, self.theme.color
        half = look.frame / 2
        inner = rect.adjusted(half, half, -half, -half)
        painter = ink.painter
        painter.setPen(QPen(color("touchLine"), look.frame))
        painter.setBrush(color(self._fill()))
        painter.drawPath(paint.ticket_path(inner, px(radius), px(notch), inner.height() - stub))
        inset = px(notch + 12)
        paint.tear_line(painter, rect.left() + inset, rect.right() - inset, inner.bottom() - stub,
                        color("onPri" if self.isDown() else "touchLine"), px(3), px(12))  # fmt: skip

    def _full(self, ink: Ink, rect: QRectF, stub: float) -> None:
        """Icon and letter, name and description one below the other."""
        look, px, service = self.look, self.look.px, self.tile.service
        language = look.texts.language
        pad = px(28)
        self._shell(ink, rect, stub, 28, 14)
        side, letter = px(92, 84), px(56, 52)
        hue = self.theme.hue(service.hue)
        box = QRectF(rect.left() + pad, rect.top() + pad, side, side)
        if icons.exists(service.icon):
            self._icon(ink, box)
        corner = QRectF(rect.right() - pad - letter, rect.top() + pad, letter, letter)
        paint.bullet(ink.painter, corner, service.code, hue)
        width = rect.width() - 2 * pad
        title, desc = (40.0, 26) if look.portrait else (34.0, 24)
        name, about = service.name.say(language), service.description.say(language)
        room = rect.bottom() - stub - px(20) - box.bottom() - px(8)
        lines, fits = 1, (room / px(1) - desc * 1.3 - 6) / 2.3
        if fits > title or ink.width(name, title * 0.85, 700, -1.5) > width:
            lines, title = 2, min(title, max(fits, title * 0.7))  # rather smaller words on two lines than cut ones
        title_height = ink.height(name, width, title, 700, lines=lines, least=title * 0.85, spacing=-1.5, step=1.15)
        desc_height = px(6) + ink.height(about, width, desc)
        top = rect.bottom() - stub - px(20) - title_height - desc_height
        quiet = "ink2"
        ink.text(QRectF(rect.left() + pad, top, width, title_height), name, title, 700,
                 "ink" if self.gives else quiet, paint.TOP_LEFT, lines=lines, least=title * 0.85, spacing=-1.5,
                 step=1.15)  # fmt: skip
        below = QRectF(rect.left() + pad, top + title_height + px(6), width, desc_height - px(6))
        ink.text(below, about, desc, 500, quiet, least=desc * 0.88)

    def _icon(self, ink: Ink, box: QRectF) -> None:
        hue, px = self.theme.hue(self.tile.service.hue), self.look.px
        line = self.theme.color("line") if self.look.contrast else None
        paint.rounded(ink.painter, box, box.height() * 0.25, hue.tint, line, px(3))
        inner = box.height() * 0.6
        place = QRectF(box.center().x() - inner / 2, box.center().y() - inner / 2, inner, inner)
        icons.draw(ink.painter, place, self.tile.service.icon, hue.fill, True)

    def _middle(self, ink: Ink, rect: QRectF, stub: float) -> None:
        """Icon at the left, name and description beside it, letter in the corner."""
        look, px, service = self.look, self.look.px, self.tile.service
        language = look.texts.language
        pad, letter = px(24), px(44)
        self._shell(ink, rect, stub, 28, 14)
        top = QRectF(rect.left() + pad, rect.top(), rect.width() - 2 * pad, rect.height() - stub)
        side = min(px(84, 76), top.height() - px(32))
        box = QRectF(top.left(), top.center().y() - side / 2, side, side)
        self._icon(ink, box)
        corner = QRectF(rect.right() - px(20) - letter, rect.top() + px(18), letter, letter)
        paint.bullet(ink.painter, corner, service.code, self.theme.hue(service.hue))
        name, about = service.name.say(language), service.description.say(language)
        x = box.right() + px(20)
        title, desc = (32.0, 24) if look.portrait else (29.0, 22)
        wide, narrow = top.right() - x, corner.left() - px(8) - x
        longest = max(paint.text_width(word, look.font(title, 700, -1.5)) for word in name.split())
        title *= min(1.0, narrow / longest)  # a word is made smaller, never cut
        lines = 2 if top.height() > px(title * 2.3 + desc * 1.3 + 12) else 1
        height = ink.height(name, narrow, title, 700, lines=lines, least=title * 0.7, spacing=-1.5, step=1.12)
        below = ink.height(about, wide, desc)
        y = top.center().y() - (height + below) / 2 + px(4)
        ink.text(QRectF(x, y, narrow, height), name, title, 700, "ink" if self.gives else "ink2", paint.TOP_LEFT,
                 lines=lines, least=title * 0.7, spacing=-1.5, step=1.12)  # fmt: skip
        ink.text(QRectF(x, y + height, wide, below), about, desc, 500, "ink2", least=desc * 0.86)

    def _compact(self, ink: Ink, rect: QRectF, stub: float) -> None:
        """Letter and name side by side."""
        look, px, service = self.look, self.look.px, self.tile.service
        self._shell(ink, rect, stub, 22, 11)
        top = QRectF(rect.left(), rect.top(), rect.width(), rect.height() - stub)
        side = min(px(60), top.height() - px(16))
        bullet = QRectF(rect.left() + px(20), top.center().y() - side / 2, side, side)
        paint.bullet(ink.painter, bullet, service.code, self.theme.hue(service.hue))
        words = QRectF(bullet.right() + px(18), top.top() + px(2), rect.right() - bullet.right() - px(34), top.height())
        name, lines = service.name.say(look.texts.language), 1
        size = 30.0 if top.height() > px(100) else 28.0
        if ink.width(name, size, 700, -1) > words.width() and top.height() > px(64):
            lines, fits = 2, top.height() / px(1) / 2.9
            if size > fits:  # two lines would stand close: rather smaller words on one
                small = ink.width(name, 24, 700, -1) <= words.width()
                lines, size = (1, 28.0) if small else (2, fits)
        ink.text(words, name, size, 700, "ink" if self.gives else "ink2", lines=lines, least=23, spacing=-1, step=1.12)

    def _line(self, ink: Ink, rect: QRectF) -> None:
        """Letter, name and below it who waits, all on one row: for large text and low reach."""
        look, px, service = self.look, self.look.px, self.tile.service
        ink.box(rect, 24, self._fill(), "touchLine")
        large = look.large and look.portrait
        side = min(px(96 if large else 64), rect.height() - px(32))
        bullet = QRectF(rect.left() + px(36 if large else 24), rect.center().y() - side / 2, side, side)
        paint.bullet(ink.painter, bullet, service.code, self.theme.hue(service.hue))
        x, right = bullet.right() + px(32 if large else 20), rect.right() - px(24)
        if rect.width() > px(700):
            ink.icon(right - px(64), rect.center().y(), 56, "arrow_forward", "ink", fill=False)
            right -= px(88)
        name, width = service.name.say(look.texts.language), right - x
        title, small = (40, 28) if large else (32, 25)
        lines = 1 if rect.height() < px(130) else 2
        height = ink.height(name, width, title, 700, lines=lines, least=title * 0.8, spacing=-1.5, step=1.15)
        below = look.font(small).pixelSize() * 1.35
        y = rect.center().y() - (height + below) / 2
        ink.text(QRectF(x, y, width, height), name, title, 700, "ink" if self.gives else "ink2", paint.TOP_LEFT,
                 lines=lines, least=title * 0.8, spacing=-1.5, step=1.15)  # fmt: skip
        ink.runs(QRectF(x, y + height, width, below), self._pieces(small))

    def _pieces(self, size: float) -> list[Piece]:
        texts, tile = self.look.texts, self.tile
        if not self.gives:
            return [(stub_words(self.look, tile), size, 600, "ink2")]
        number, _, unit = texts.count("{n} orang", tile.waiting).partition(" ")
        pieces: list[Piece] = [(number, size, 700, "ink"), (f" {unit}", size, 500, "ink2")]
        if tile.told is not None:
            spread = texts.minutes_between(tile.told.low_s, tile.told.high_s)
            pieces += [(" · ", size, 500, "ink2"), (spread, size, 700, "ink"),
                       (" " + texts("menit"), size, 500, "ink2")]  # fmt: skip
        return pieces

    def _stub(self, ink: Ink, rect: QRectF, size: float, icon: float) -> None:
        """Who waits and for how long, or why no number is given."""
        look, px, tile = self.look, self.look.px, self.tile
        texts, middle = look.texts, rect.center().y()
        if not self.gives:
            ink.icon(rect.left(), middle, icon - 2, _REASON.get(tile.state, "schedule"), "ink2")
            ink.text(rect.adjusted(px(icon + 8), 0, 0, 0), stub_words(look, tile), size, 700, "ink2",
                     least=size * 0.85)  # fmt: skip
            return
        ink.icon(rect.left(), middle, icon, "groups", "ink2")
        number, _, unit = texts.count("{n} orang", tile.waiting).partition(" ")
        people: list[Piece] = [(number, size, 700, "ink"), (f"  {unit}", size, 600, "ink2")]
        left = rect.adjusted(px(icon + 10), 0, 0, 0)
        if tile.told is None:
            ink.runs(left, people)
            return
        spread = texts.minutes_between(tile.told.low_s, tile.told.high_s)
        wait: list[Piece] = [(spread, size, 700, "ink"), ("  " + texts("menit"), size, 600, "ink2")]
        between = px(icon + 16)
        wanted = sum(ink.width(*piece[:3]) for piece in (*people, *wait)) + between
        if rect.width() < px(340) * (1.25 if look.large else 1) or wanted > left.width():
            del people[1:]  # the icon says that it is people; the figures keep their size
        x = left.left() + ink.runs(left, people)
        right = QRectF(x + between, rect.top(), rect.right() - x - between, rect.height())
        width = ink.runs(right, wait, paint.RIGHT)
        ink.icon(rect.right() - width - px(icon + 6), middle, icon - 4, "schedule", "ink2", fill=False)


_REASON = {"full": "event_busy", "late": "event_busy", "later": "schedule", "closed": "do_not_disturb_on"}


def stub_words(look: Look, tile: KioskTile) -> str:
    """Say in words how a service stands: who waits, or why no number is given."""
    texts = look.texts
    if tile.state == "full":
        return texts("Kuota hari ini habis")
    if tile.state == "late":
        if tile.opens_at is None:
            return texts("Penuh sampai tutup")
        return texts("Penuh. Datang {day}", day=texts.short_day(tile.opens_at.date()))
    if tile.state == "later" and tile.opens_at is not None:
        return texts("Mulai pukul {t}", t=texts.time(tile.opens_at))
    if tile.state != "open":
        return texts("Sedang ditutup")
    return texts.count("{n} orang", tile.waiting)  # of this service: its counters may have others waiting
