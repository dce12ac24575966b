"""The kiosk's things to press: service ticket, clinic band, priority row, requirement row, choice card."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from loket.model.service import Requirement, ServiceFace
from loket.office.pictures import KioskTile
from ui import icons, paint
from ui.kiosk.look import Look
from ui.parts.touch import Touch

FULL_TILE, MIDDLE_TILE = 300, 168
"""Heights at reference scale from which a tile shows everything, or icon and words side by side."""


class TicketTile(Touch):
    """A service as a ticket: what it is above the tear line, who waits below it."""

    def __init__(self, look: Look, tile: KioskTile, parent: QWidget | None = None) -> None:
        """Make the tile of one service."""
        language = look.texts.language
        name = tile.service.name.say(language)
        super().__init__(look.theme, f"{name}. {stub_words(look, tile)}", parent)
        self.look, self.tile = look, tile
        self.ring_radius = look.px(28)
        self.setObjectName(f"tile-{tile.service.code}")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the ticket in the form that fits its height."""
        height = rect.height() / self.look.k
        if height >= FULL_TILE:
            self._full(painter, rect)
        elif height >= MIDDLE_TILE:
            self._middle(painter, rect)
        else:
            self._compact(painter, rect)

    def _shell(self, painter: QPainter, rect: QRectF, stub: float) -> QColor:
        """Paint the ticket's shape and tear line; gives the colour of its words."""
        px, color = self.look.px, self.theme.color
        fill, line = color("pri" if self.isDown() else "surf"), color("touchLine")
        width = px(4 if self.theme.name == "contrast" else 2)
        inner = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.setPen(QPen(line, width))
        painter.setBrush(fill)
        painter.drawPath(paint.ticket_path(inner, px(28), px(14), inner.height() - stub))
        y = rect.bottom() - stub
        paint.tear_line(painter, rect.left() + px(28), rect.right() - px(28), y, line, px(3), px(12))
        return color("onPri" if self.isDown() else "ink")

    def _full(self, painter: QPainter, rect: QRectF) -> None:
        look, px, service = self.look, self.look.px, self.tile.service
        stub = px(78 if look.portrait else 72)
        ink = self._shell(painter, rect, stub)
        pad = px(28)
        hue = self.theme.hue(service.hue)
        side = px(92 if look.portrait else 84)
        box = QRectF(rect.left() + pad, rect.top() + pad, side, side)
        _icon_box(painter, box, service, look)
        paint.bullet(painter, QRectF(rect.right() - pad - px(56), rect.top() + pad, px(56), px(56)), service.code, hue)
        words = QRectF(
            rect.left() + pad, box.bottom(), rect.width() - 2 * pad, rect.bottom() - stub - px(20) - box.bottom()
        )
        self._words(painter, words, ink, title_lines=2, bottom=True)
        self._stub(painter, QRectF(rect.left() + pad, rect.bottom() - stub, rect.width() - 2 * pad, stub), ink)

    def _middle(self, painter: QPainter, rect: QRectF) -> None:
        look, px, service = self.look, self.look.px, self.tile.service
        stub = px(66)
        ink = self._shell(painter, rect, stub)
        pad = px(24)
        top = QRectF(rect.left() + pad, rect.top(), rect.width() - 2 * pad, rect.height() - stub)
        side = min(px(84), top.height() - px(36))
        _icon_box(painter, QRectF(top.left(), top.center().y() - side / 2, side, side), service, look)
        bullet = px(48)
        paint.bullet(
            painter, QRectF(top.right() - bullet, top.top() + px(22), bullet, bullet), service.code,
            self.theme.hue(service.hue),
        )  # fmt: skip
        words = QRectF(top.left() + side + px(22), top.top(), top.width() - side - bullet - px(36), top.height())
        self._words(painter, words, ink, title_lines=2 if top.height() > px(150) else 1)
        self._stub(painter, QRectF(rect.left() + pad, rect.bottom() - stub, rect.width() - 2 * pad, stub), ink)

    def _compact(self, painter: QPainter, rect: QRectF) -> None:
        px, color, service = self.look.px, self.theme.color, self.tile.service
        paint.rounded(painter, rect, px(24), color("pri" if self.isDown() else "surf"), color("touchLine"),
                      px(4 if self.theme.name == "contrast" else 2))  # fmt: skip
        ink = color("onPri" if self.isDown() else "ink")
        side = min(px(60), rect.height() - px(28))
        paint.bullet(painter, QRectF(rect.left() + px(20), rect.center().y() - side / 2, side, side), service.code,
                     self.theme.hue(service.hue))  # fmt: skip
        words = QRectF(
            rect.left() + px(40) + side, rect.top() + px(8), rect.width() - px(60) - side, rect.height() - px(16)
        )
        font = self.look.tile_font(30, 700, -1.5)
        small = self.look.tile_font(24, 600)
        name = service.name.say(self.look.texts.language)
        room = words.height() - small.pixelSize() * 1.3
        used, lines = paint.fit_text(name, font, words.width(), max(1, int(room // (font.pixelSize() * 1.1))), px(23))
        height = used.pixelSize() * 1.12 * len(lines)
        top = words.center().y() - (height + small.pixelSize() * 1.3) / 2
        paint.draw_text(
            painter,
            QRectF(words.left(), top, words.width(), height),
            name,
            used,
            ink,
            paint.TOP_LEFT,
            len(lines),
            None,
            1.12,
        )
        paint.draw_text(painter, QRectF(words.left(), top + height, words.width(), small.pixelSize() * 1.3),
                        stub_words(self.look, self.tile), small, self._quiet(ink), min_px=px(20))  # fmt: skip

    def _words(self, painter: QPainter, rect: QRectF, ink: QColor, *, title_lines: int, bottom: bool = False) -> None:
        look, px, service = self.look, self.look.px, self.tile.service
        language = look.texts.language
        title = look.tile_font(40, 700, -1.5)
        desc = look.tile_font(26, 500)
        font, lines = paint.fit_text(service.name.say(language), title, rect.width(), title_lines, px(34))
        title_height = font.pixelSize() * 1.15 * len(lines)
        total = title_height + px(6) + desc.pixelSize() * 1.3
        if total > rect.height() + px(8):
            paint.draw_text(painter, rect, service.name.say(language), title, ink, max_lines=title_lines, min_px=px(34),
                            line_height=1.15)  # fmt: skip
            return
        top = rect.bottom() - total if bottom else rect.center().y() - total / 2
        paint.draw_text(
            painter,
            QRectF(rect.left(), top, rect.width(), title_height),
            service.name.say(language),
            title,
            ink,
            paint.TOP_LEFT,
            title_lines,
            px(34),
            1.15,
        )
        paint.draw_text(painter, QRectF(rect.left(), top + title_height + px(6), rect.width(), desc.pixelSize() * 1.3),
                        service.description.say(language), desc, self._quiet(ink), min_px=px(23))  # fmt: skip

    def _stub(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        look, px, tile = self.look, self.look.px, self.tile
        texts, color = look.texts, self.theme.color
        bold, plain = look.tile_font(30, 700), look.tile_font(28, 600)
        if tile.state != "open" or tile.waiting == 0:
            open_ = tile.state == "open"
            tone = color("green") if open_ and not self.isDown() else self._quiet(ink)
            icons.draw(painter, QRectF(rect.left(), rect.center().y() - px(17), px(34), px(34)),
                       "check_circle" if open_ else "schedule", tone, True)  # fmt: skip
            paint.draw_text(
                painter,
                rect.adjusted(px(46), 0, 0, 0),
                stub_words(look, tile),
                look.tile_font(28, 700),
                ink,
                min_px=px(24),
            )
            return
        x = rect.left()
        icons.draw(painter, QRectF(x, rect.center().y() - px(19), px(38), px(38)), "groups", self._quiet(ink), True)
        x += px(48)
        number, _, unit = texts.count("{n} orang", tile.waiting).partition(" ")
        paint.draw_text(painter, QRectF(x, rect.top(), px(120), rect.height()), number, bold, ink)
        x += paint.text_width(number, bold) + px(12)
        paint.draw_text(painter, QRectF(x, rect.top(), px(200), rect.height()), unit, plain, self._quiet(ink))
        if tile.told is not None:
            spread = texts.minutes_between(tile.told.low_s, tile.told.high_s)
            unit = texts("menit")
            x = rect.right() - paint.text_width(unit, plain)
            paint.draw_text(painter, QRectF(x, rect.top(), px(200), rect.height()), unit, plain, self._quiet(ink))
            x -= px(12) + paint.text_width(spread, bold)
            paint.draw_text(painter, QRectF(x, rect.top(), px(300), rect.height()), spread, bold, ink)
            icons.draw(
                painter, QRectF(x - px(42), rect.center().y() - px(16), px(32), px(32)), "schedule", self._quiet(ink)
            )

    def _quiet(self, ink: QColor) -> QColor:
        return ink if self.isDown() else self.theme.color("ink2")


def stub_words(look: Look, tile: KioskTile) -> str:
    """Say in words how a service stands: who waits, or why no number is given."""
    texts = look.texts
    if tile.state == "full":
        return texts("Kuota hari ini habis")
    if tile.state == "later" and tile.opens_at is not None:
        return texts("Mulai pukul {t}", t=texts.time(tile.opens_at))
    if tile.state != "open":
        return texts("Sedang ditutup")
    return texts.count("{n} orang", tile.waiting) if tile.waiting else texts("Tidak ada antrean")


def _icon_box(painter: QPainter, rect: QRectF, service: ServiceFace, look: Look) -> None:
    hue = look.theme.hue(service.hue)
    fill = hue.tint
    line = look.theme.color("touchLine") if look.theme.name == "contrast" else None
    paint.rounded(painter, rect, rect.height() * 0.25, fill, line, look.px(3))
    side = rect.height() * 0.6
    tone = look.theme.color("ink") if look.theme.name == "contrast" else hue.fill
    icons.draw(painter, QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side), service.icon,
               tone, True)  # fmt: skip


class Band(Touch):
    """A wide row with icon, words and an arrow: the clinic, the priority question."""

    def __init__(
        self, look: Look, title: str, note: str, icon_names: tuple[str, ...], *, strong: bool, link: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`strong` tints the whole band; several icons stand in a row without a box."""
        super().__init__(look.theme, f"{title} {note}".strip(), parent)
        self.look, self.title, self.note, self.icon_names = look, title, note, icon_names
        self.strong, self.link = strong, link
        self.ring_radius = look.px(28)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the band."""
        look, px, color = self.look, self.look.px, self.theme.color
        fill = color("priTint" if self.strong or self.isDown() else "surf")
        paint.rounded(painter, rect, px(28), fill, color("pri" if self.strong else "touchLine"), px(2))
        x = rect.left() + px(28)
        if self.strong:
            side = min(px(96), rect.height() - px(36))
            box = QRectF(x, rect.center().y() - side / 2, side, side)
            paint.rounded(painter, box, side * 0.25, color("pri"))
            inner = side * 0.58
            icons.draw(painter, QRectF(box.center().x() - inner / 2, box.center().y() - inner / 2, inner, inner),
                       self.icon_names[0], color("onPri"), True)  # fmt: skip
            x += side + px(28)
        else:
            for name in self.icon_names:
                icons.draw(painter, QRectF(x, rect.center().y() - px(26), px(52), px(52)), name, color("pri"), True)
                x += px(55)
            x += px(20)
        right = rect.right() - px(32)
        icons.draw(
            painter, QRectF(right - px(44), rect.center().y() - px(22), px(44), px(44)), "arrow_forward", color("pri")
        )
        right -= px(60)
        if self.link:
            font = look.font(28, 700, -1)
            width = paint.text_width(self.link, font)
            paint.draw_text(
                painter, QRectF(right - width, rect.top(), width + 2, rect.height()), self.link, font, color("pri")
            )
            right -= width + px(24)
        self._say(painter, QRectF(x, rect.top(), right - x, rect.height()))

    def _say(self, painter: QPainter, rect: QRectF) -> None:
        look, color = self.look, self.theme.color
        title = look.font(36 if self.note else 28, 700, -1.5)
        note = look.font(26, 500)
        note_lines = 2 if rect.height() > look.px(140) else 1
        font, lines = paint.fit_text(self.title, title, rect.width(), 1 if self.note else 2, look.px(26))
        _, below = paint.fit_text(self.note, note, rect.width(), note_lines, look.px(23))
        title_height = font.pixelSize() * 1.2 * len(lines)
        note_height = note.pixelSize() * 1.3 * len(below) if self.note else 0
        top = rect.center().y() - (title_height + note_height) / 2
        paint.draw_text(painter, QRectF(rect.left(), top, rect.width(), title_height), self.title, title, color("ink"),
                        paint.TOP_LEFT, 1 if self.note else 2, look.px(26), 1.2)  # fmt: skip
        if self.note:
            paint.draw_text(
                painter,
                QRectF(rect.left(), top + title_height, rect.width(), note_height),
                self.note,
                note,
                color("ink2"),
                paint.TOP_LEFT,
                note_lines,
                look.px(23),
            )


class CheckRow(Touch):
    """One requirement: has the visitor brought it? Never blocks."""

    def __init__(self, look: Look, requirement: Requirement, *, last: bool, parent: QWidget | None = None) -> None:
        """Make the row of one requirement; `last` has no line below."""
        name = requirement.name.say(look.texts.language)
        super().__init__(look.theme, name, parent)
        self.look, self.requirement, self.last = look, requirement, last
        self.setCheckable(True)
        self.setChecked(True)
        self.ring_radius = look.px(24)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the tick, the words and the answer."""
        look, px, color = self.look, self.look.px, self.theme.color
        if self.isDown():
            paint.rounded(painter, rect.adjusted(px(6), px(4), -px(6), -px(4)), px(22), color("surf2"))
        side = min(px(64 if look.portrait else 54), rect.height() - px(24))
        tick = QRectF(rect.left() + px(32), rect.center().y() - side / 2, side, side)
        on = self.isChecked()
        painter.setPen(QPen(color("green" if on else "lineStrong"), px(4)))
        painter.setBrush(color("green") if on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(tick.adjusted(px(2), px(2), -px(2), -px(2)))
        if on:
            inner = side * 0.62
            icons.draw(
                painter,
                QRectF(tick.center().x() - inner / 2, tick.center().y() - inner / 2, inner, inner),
                "check",
                color("surf" if self.theme.name != "contrast" else "bg"),
            )
        answer = look.texts("Ada") if on else look.texts("Belum ada")
        font = look.font(28, 700 if on else 600)
        width = paint.text_width(answer, font)
        paint.draw_text(
            painter,
            QRectF(rect.right() - px(32) - width, rect.top(), width + 2, rect.height()),
            answer,
            font,
            color("green" if on else "ink2"),
        )
        self._words(
            painter,
            QRectF(
                tick.right() + px(24), rect.top(), rect.right() - px(60) - width - tick.right() - px(24), rect.height()
            ),
        )
        if not self.last:
            painter.setPen(QPen(color("surf2" if self.theme.name != "contrast" else "line"), px(2)))
            y = rect.bottom() - 1
            painter.drawLine(QPointF(rect.left() + px(8), y), QPointF(rect.right() - px(8), y))

    def _words(self, painter: QPainter, rect: QRectF) -> None:
        look, color, language = self.look, self.theme.color, self.look.texts.language
        name, note = self.requirement.name.say(language), self.requirement.note.say(language)
        title, small = look.font(34, 600, -0.5), look.font(26, 500)
        height = title.pixelSize() * 1.25 + (small.pixelSize() * 1.3 if note else 0)
        top = rect.center().y() - height / 2
        paint.draw_text(
            painter,
            QRectF(rect.left(), top, rect.width(), title.pixelSize() * 1.25),
            name,
            title,
            color("ink"),
            min_px=look.px(26),
        )
        if note:
            paint.draw_text(
                painter,
                QRectF(rect.left(), top + title.pixelSize() * 1.25, rect.width(), small.pixelSize() * 1.3),
                note,
                small,
                color("ink2"),
                min_px=look.px(22),
            )


class ChoiceCard(Touch):
    """A large choice with an icon: who needs priority."""

    def __init__(self, look: Look, icon: str, title: str, note: str, parent: QWidget | None = None) -> None:
        """Make one choice; more than one may be chosen."""
        super().__init__(look.theme, f"{title}. {note}", parent)
        self.look, self.icon_name, self.title, self.note = look, icon, title, note
        self.setCheckable(True)
        self.ring_radius = look.px(28)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the card, thick-framed and ticked when chosen."""
        look, px, color, on = self.look, self.look.px, self.theme.color, self.isChecked()
        paint.rounded(painter, rect, px(28), color("priTint" if on or self.isDown() else "surf"),
                      color("pri" if on else "touchLine"), px(4 if on else 2))  # fmt: skip
        pad, wide = px(32), rect.width() > rect.height() * 1.3
        side = min(px(152 if not wide else 120), rect.height() - 2 * pad)
        box = QRectF(rect.left() + pad, rect.top() + pad if not wide else rect.center().y() - side / 2, side, side)
        if not on and self.theme.name != "contrast":
            paint.rounded(painter, box, side * 0.25, color("priTint"))
        inner = side * 0.58
        icons.draw(
            painter,
            QRectF(box.center().x() - inner / 2, box.center().y() - inner / 2, inner, inner),
            self.icon_name,
            color("pri"),
            True,
        )
        tick = QRectF(
            rect.right() - pad - px(64), rect.top() + pad if not wide else rect.center().y() - px(32), px(64), px(64)
        )
        painter.setPen(QPen(color("pri" if on else "lineStrong"), px(4)))
        painter.setBrush(color("pri") if on else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(tick.adjusted(2, 2, -2, -2))
        if on:
            icons.draw(painter, tick.adjusted(px(13), px(13), -px(13), -px(13)), "check", color("onPri"))
        if wide:
            words = QRectF(box.right() + px(28), rect.top(), tick.left() - box.right() - px(48), rect.height())
        else:
            words = QRectF(rect.left() + pad, box.bottom(), rect.width() - 2 * pad, rect.bottom() - pad - box.bottom())
        title, small = look.font(36, 700, -1.5), look.font(26, 500)
        font, lines = paint.fit_text(self.title, title, words.width(), 3, px(28))
        _, notes = paint.fit_text(self.note, small, words.width(), 2, px(23))
        title_height = font.pixelSize() * 1.15 * len(lines)
        note_height = small.pixelSize() * 1.3 * len(notes) if self.note else 0
        top = (
            words.center().y() - (title_height + note_height) / 2
            if wide
            else words.bottom() - title_height - note_height
        )
        paint.draw_text(
            painter,
            QRectF(words.left(), top, words.width(), title_height),
            self.title,
            title,
            color("ink"),
            paint.TOP_LEFT,
            3,
            px(28),
            1.15,
        )
        if self.note:
            paint.draw_text(
                painter,
                QRectF(words.left(), top + title_height + px(4), words.width(), note_height),
                self.note,
                small,
                color("ink2"),
                paint.TOP_LEFT,
                2,
                px(23),
            )
