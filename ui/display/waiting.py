"""Who waits: the waiting table, page by page, and the foot of a hall with one counter."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import HallService
from ui import paint
from ui.display.calls import LEFT, Row
from ui.display.motion import Motion
from ui.display.part import Look, Part

ROWS = 6
"""Services on a page."""

RIGHT = Qt.AlignmentFlag.AlignRight


class WaitTable(Part):
    """How many wait for each service, and how long newcomers are told to expect. Pages of six."""

    def __init__(self, look: Look, parent: QWidget, motion: Motion) -> None:
        super().__init__(look, parent)
        self._motion = motion
        self._services: tuple[HallService, ...] = ()
        self._page = 0
        self._fade = 1.0

    def set_services(self, services: Sequence[HallService]) -> None:
        """Show these services."""
        if tuple(services) != self._services:
            self._services = tuple(services)
            self._page = min(self._page, self.pages - 1)
            self.update()

    @property
    def per_page(self) -> int:
        """Rows on a page: at most six, spread evenly; a seventh service does not need a page of its own."""
        count = len(self._services)
        if self.look.portrait or count <= ROWS:
            return ROWS
        if count == ROWS + 1:
            return count
        return math.ceil(count / math.ceil(count / ROWS))

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1."""
        return max(1, -(-len(self._services) // self.per_page))

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    @property
    def shown(self) -> tuple[HallService, ...]:
        """The services on the page that is shown."""
        return self._services[self._page * self.per_page : (self._page + 1) * self.per_page]

    def turn_page(self) -> None:
        """Show the next page."""
        if self.pages > 1:
            self._motion.run(180, self._fading, self._turned)

    def _fading(self, share: float) -> None:
        self._fade = 1 - share
        self.update()

    def _turned(self) -> None:
        self._page = (self._page + 1) % self.pages
        self._fade = 1.0
        self.update()

    def _draw(self, painter: QPainter) -> None:
        if self.look.portrait:
            self._draw_portrait(painter)
        else:
            self._draw_landscape(painter)

    def _draw_head(self, painter: QPainter, height: float, size: float, words: str) -> None:
        look, px = self.look, self.look.px
        if self.pages > 1:
            words = f"{words}  {self._page + 1}/{self.pages}"
        paint.draw_text(painter, QRectF(0, 0, self.width(), height - px(8)), words, look.font(size), look.color("ink2"))
        painter.fillRect(look.rect(0, height - px(2), self.width(), max(1.0, px(2))), look.color("line"))

    def _draw_landscape(self, painter: QPainter) -> None:
        look, t, px = self.look, self.look.texts, self.look.px
        head = px(41)
        self._draw_head(painter, head, 24, t("Layanan"))
        told = any(service.told for service in self._services)
        told_left = self.width() - px(240) if told else float(self.width())
        self._head_right(painter, told_left, t("Menunggu"), head)
        if told:
            self._head_right(painter, self.width(), t("Perkiraan tunggu"), head)
        step = min((self.height() - head) / self.per_page, max(px(66), (self.height() - head) / ROWS))
        painter.setOpacity(self._fade)
        for index, service in enumerate(self.shown):
            box = QRectF(0, head + step * index, self.width(), step)
            if index:
                painter.fillRect(look.rect(0, box.top() - px(1), self.width(), max(1.0, px(2))), look.color("line"))
            self._draw_row(painter, box, service, told_left)
            if service.told is not None:
                room = QRectF(told_left, box.top(), self.width() - told_left, step)
                words = t("{a} menit", a=t.minutes_between(service.told.low_s, service.told.high_s))
                paint.draw_text(painter, room, words, look.font(28), look.color("ink2"), paint.RIGHT)

    def _head_right(self, painter: QPainter, right: float, words: str, head: float) -> None:
        px = self.look.px
        box = QRectF(right - px(240), 0, px(240), head - px(8))
        paint.draw_text(painter, box, words, self.look.font(24), self.look.color("ink2"), paint.RIGHT)

    def _draw_row(self, painter: QPainter, box: QRectF, service: HallService, right: float) -> None:
        """Draw bullet, name and people, as in both orientations."""
        look, px = self.look, self.look.px
        side = min(px(42, 46), box.height() - px(8))
        middle = box.center().y()
        bullet = QRectF(box.left(), middle - side / 2, side, side)
        paint.bullet(painter, bullet, service.code, look.theme.hue(service.hue))
        number = QRectF(right - px(120), box.top(), px(120), box.height())
        people = look.texts.number(service.waiting)
        paint.draw_number(painter, number, people, look.font(38, 700), look.color("ink"), RIGHT)
        left = bullet.right() + px(20, 16)
        room = number.right() - paint.text_width(people, look.font(38, 700)) - px(24) - left
        name = QRectF(left, box.top(), room, box.height())
        words = service.name.say(look.texts.language)
        paint.draw_text(
            painter, name, words, look.font(30 if not look.portrait else 28), look.color("ink"), min_px=px(25)
        )

    def _draw_portrait(self, painter: QPainter) -> None:
        look, px = self.look, self.look.px
        head = px(46)
        self._draw_head(painter, head, 26, look.texts("Antrean menunggu"))
        gap, step = px(40), (self.height() - head) / (ROWS // 2)
        width = (self.width() - gap) / 2
        painter.setOpacity(self._fade)
        for index, service in enumerate(self.shown):
            x, y = (index % 2) * (width + gap), head + step * (index // 2)
            box = QRectF(x, y, width, step)
            self._draw_row(painter, box, service, box.right())
            painter.fillRect(look.rect(x, box.bottom() - px(2), width, max(1.0, px(2))), look.color("line"))


class Beside(Part):
    """Beside the one large number: the numbers called before it, and how many wait in all."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._rows: tuple[Row, ...] = ()
        self._services: tuple[HallService, ...] = ()

    def set_rows(self, rows: Sequence[Row], services: Sequence[HallService]) -> None:
        """Show these calls and the people who wait for these services."""
        if (tuple(rows), tuple(services)) != (self._rows, self._services):
            self._rows, self._services = tuple(rows), tuple(services)
            self.update()

    def _draw(self, painter: QPainter) -> None:
        look, t, px = self.look, self.look.texts, self.look.px
        foot = px(130)
        shown = self._rows[:3]
        self.drawn = tuple(row.call.seq for row in shown)
        if shown:
            label = QRectF(0, px(40), self.width(), px(47))
            paint.draw_text(painter, label, t("Dipanggil sebelumnya"), look.font(36), look.color("ink2"), min_px=px(30))
        step = (self.height() - px(100) - foot) / 3
        for index, row in enumerate(shown):
            box = QRectF(0, px(100) + step * index, self.width(), step)
            if row.live:
                paint.rounded(painter, QRectF(0, box.center().y() - px(50), px(10), px(100)), px(5), look.color("call"))
            number = box.adjusted(px(28) if row.live else 0, 0, 0, 0)
            paint.draw_number(painter, number, row.call.number, look.font(132, 700), look.color("ink"), LEFT)
        self._draw_waiting(painter, self.height() - foot)

    def _draw_waiting(self, painter: QPainter, top: float) -> None:
        look, t, px = self.look, self.look.texts, self.look.px
        painter.fillRect(look.rect(0, top, self.width(), max(1.0, px(2))), look.color("line"))
        people = sum(service.waiting for service in self._services)
        font = look.font(76, 700)
        box = QRectF(0, top + px(28), self.width(), px(76))
        paint.draw_number(painter, box, t.number(people), font, look.color("ink"), LEFT)
        x = paint.text_width(t.number(people), font) + px(24)
        lines = [t.count("orang menunggu", people)]
        if len(self._services) == 1 and self._services[0].told is not None:
            told = self._services[0].told
            lines.append(t("{a} menit", a=t.minutes_between(told.low_s, told.high_s)))
        height = px(38)
        first = box.center().y() - height * len(lines) / 2
        for index, line in enumerate(lines):
            room = QRectF(x, first + height * index, self.width() - x, height)
            paint.draw_text(painter, room, line, look.font(30), look.color("ink2"))
