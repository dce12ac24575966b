"""The calls: the panel with the newest, the rows below it, and the one large panel of an office with one counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import HallCall, HallService
from ui import icons, paint
from ui.display.motion import Motion
from ui.display.part import Look, Part

CALM_MS, PULSE_MS, PULSE_LOW = 600, 1_600, 0.6
LEFT = Qt.AlignmentFlag.AlignLeft
PLATE_CORNER, ROW_PLATE_CORNER = 0.152, 0.157


def blend(one: QColor, other: QColor, share: float) -> QColor:
    """Give the colour between two: 0 is `one`, 1 is `other`."""

    def mix(a: float, b: float) -> float:
        return a + (b - a) * share

    return QColor.fromRgbF(
        mix(one.redF(), other.redF()), mix(one.greenF(), other.greenF()), mix(one.blueF(), other.blueF())
    )


class HotPart(Part):
    """A panel that is yellow while its number is called, calm afterwards, and pulses when it is called again."""

    def __init__(self, look: Look, parent: QWidget, motion: Motion) -> None:
        super().__init__(look, parent)
        self.call: HallCall | None = None
        self.calling = False
        self._motion = motion
        self._heat, self._alpha = 0.0, 1.0

    def set_call(self, call: HallCall | None, *, calling: bool) -> None:
        """Show `call`; `calling` makes it yellow. A panel whose call is over loses its yellow gently."""
        if call == self.call and calling == self.calling:
            return
        cools = self.calling and not calling and call == self.call and not self._motion.running
        self.call, self.calling = call, calling
        self.setAccessibleName(f"{call.number} → {call.plate}" if call else "")
        if cools:
            self._motion.run(CALM_MS, self._cool)
        else:
            self._heat = 1.0 if calling else 0.0
        self.update()

    def pulse(self) -> None:
        """Draw the eye to a number that is called again: the yellow goes down and up twice."""
        if not self._motion.reduced:
            self._motion.run(PULSE_MS, self._beat, lambda: self._beat(1.0))

    def _cool(self, share: float) -> None:
        self._heat = 0.0 if self.calling is False and share >= 1 else (1.0 if self.calling else 1 - share)
        self.update()

    def _beat(self, share: float) -> None:
        swing = abs(((share * 4) % 2) - 1)
        self._alpha = PULSE_LOW + (1 - PULSE_LOW) * swing if share < 1 else 1.0
        self.update()

    def skin(self) -> tuple[QColor, QColor, str]:
        """Give fill, ink and plate tone of the panel at this moment."""
        look = self.look
        yellow = blend(look.color("bg"), look.color("call"), self._alpha)
        fill = blend(look.color("surf"), yellow, self._heat)
        hot = self._heat > 0.5
        return fill, look.color("onCall" if hot else "ink"), "on_call" if hot else "tint"


class CallPanel(HotPart):
    """The newest number and its counter: phases *calling* (yellow) and *calm*."""

    def _draw(self, painter: QPainter) -> None:
        self.drawn = (self.call.seq,) if self.call else ()
        fill, _, _ = self.skin()
        paint.rounded(painter, QRectF(self.rect()), self.look.px(28), fill)
        self.draw_inside(painter)

    def draw_inside(self, painter: QPainter) -> None:
        """Paint what stands in the panel, without its ground (the call moment fades it)."""
        look, t, px = self.look, self.look.texts, self.look.px
        _, ink, tone = self.skin()
        left, right, plate_width = px(36), self.width() - px(30), px(250, 277)
        head = QRectF(left, px(24), right - left - plate_width, px(42))
        if self.call is None:
            self._draw_empty(painter)
            return
        words = t("Terakhir dipanggil") if self._heat <= 0.5 else _heading(self.call, look)
        paint.draw_text(painter, head, words, look.font(32, 700), ink)
        word = counter_word(self.call, look)
        # A long name goes on to the left, where the heading leaves room: it is never wider than it can be read.
        wide = paint.text_width(word, look.font(32, 700)) > plate_width
        room = right - left - paint.text_width(words, look.font(32, 700)) - px(32) if wide else plate_width
        paint.draw_text(
            painter, QRectF(right - room, px(24), room, px(42)), word, look.font(32, 700), ink,
            paint.RIGHT if wide else paint.CENTER, min_px=px(24),
        )  # fmt: skip
        font, arrow = look.font(204 if look.portrait else 184, 700), px(80, 89)
        top, bottom = px(24) + px(42), self.height() - px(26)
        plate_height = min(px(191, 212), bottom - top)
        middle = (top + bottom) / 2
        plate = QRectF(right - plate_width, middle - plate_height / 2, plate_width, plate_height)
        draw_plate(painter, look, plate, self.call.plate, tone, PLATE_CORNER, font)
        arrow_box = QRectF(plate.left() - px(20) - arrow, middle - arrow / 2, arrow, arrow)
        paint.arrow(painter, arrow_box, "east", ink)
        number = QRectF(left, top, arrow_box.left() - px(12) - left, bottom - top)
        paint.draw_number(painter, number, self.call.number, font, ink, LEFT)

    def _draw_empty(self, painter: QPainter) -> None:
        look, px, t = self.look, self.look.px, self.look.texts
        side, middle = px(96), self.height() / 2
        icons.draw(painter, QRectF(px(48), middle - side / 2, side, side), "campaign", look.color("pri"), fill=True)
        box = QRectF(px(184), 0, min(px(580), self.width() - px(230)), self.height())
        words = t("Nomor yang dipanggil tampil di sini.")
        paint.draw_text(painter, box, words, look.font(46, 700, -1), look.color("ink"), max_lines=2, line_height=1.2)


def _heading(call: HallCall, look: Look) -> str:
    return look.texts("Panggilan ulang") if call.recall else look.texts("Dipanggil sekarang")


def counter_word(call: HallCall, look: Look) -> str:
    """Give the word above a plate: "Loket", or the whole name of a counter with a name of its own."""
    name = call.counter_name.say(look.texts.language)
    plain = name.removesuffix(call.plate).strip()
    return plain or look.texts("Loket")


def draw_plate(painter: QPainter, look: Look, rect: QRectF, label: str, tone: str, corner: float, font: QFont) -> None:
    """Draw a counter plate; its label keeps clear of the edges."""
    paint.plate(painter, rect, "", tone, look.theme, corner)
    ink = look.color("call" if tone == "on_call" else "ink")
    margin = rect.width() * 0.06
    paint.draw_number(painter, rect.adjusted(margin, 0, -margin, 0), label, font, ink)


@dataclass(frozen=True, slots=True)
class Row:
    """One call in the list; `live` gives it the yellow mark: its number is being called or waits for its turn."""

    call: HallCall
    live: bool


class CallRows(Part):
    """The calls below the panel, newest first. Rows change at once; nobody waits for a number to arrive."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.rows: tuple[Row, ...] = ()
        self.title = ""

    @property
    def places(self) -> int:
        """How many rows have a place: four, more on a screen that is higher than usual."""
        head = self.look.px(54 if self.title else 8)
        return max(4, int((self.height() - head) / self.look.px(150 if self.title else 139, 142)))

    def set_rows(self, rows: Sequence[Row], title: str = "") -> None:
        """Show these rows, as many as have a place; `title` stands above them (when there is no panel)."""
        if (tuple(rows), title) != (self.rows, self.title):
            self.rows, self.title = tuple(rows), title
            self.setAccessibleName(", ".join(f"{row.call.number} → {row.call.plate}" for row in rows[: self.places]))
            self.update()

    def _draw(self, painter: QPainter) -> None:
        look, px = self.look, self.look.px
        left, right, top = px(36), self.width() - px(30), px(8)
        shown = self.rows[: self.places]
        self.drawn = tuple(row.call.seq for row in shown)
        if self.title:
            paint.draw_text(
                painter, QRectF(left, 0, right - left, px(42)), self.title, look.font(32), look.color("ink2")
            )
            top = px(54)
        step = min((self.height() - top) / self.places, px(150, 158))
        for index, row in enumerate(shown):
            box = QRectF(left, top + step * index, right - left, step)
            self._draw_row(painter, box, row)
            if index + 1 < self.places:
                line = look.rect(left, box.bottom() - px(1), right - left, max(1.0, px(2)))
                painter.fillRect(line, look.color("line"))

    def _draw_row(self, painter: QPainter, box: QRectF, row: Row) -> None:
        look, px = self.look, self.look.px
        size = min(px(124, 132), box.height() * 0.95)
        font = look.font(size / look.k, 700)
        plate_width, plate_height = px(250, 282), min(px(121, 129), box.height() - px(10))
        middle = box.center().y()
        plate = QRectF(box.right() - plate_width, middle - plate_height / 2, plate_width, plate_height)
        draw_plate(painter, look, plate, row.call.plate, "tint", ROW_PLATE_CORNER, font)
        arrow = px(62, 66)
        arrow_box = QRectF(plate.left() - px(20) - arrow, middle - arrow / 2, arrow, arrow)
        paint.arrow(painter, arrow_box, "east", look.color("ink2"))
        number = QRectF(box.left(), box.top(), arrow_box.left() - px(12) - box.left(), box.height())
        paint.draw_number(painter, number, row.call.number, font, look.color("ink"), LEFT)
        if row.live:
            bar = QRectF(box.left() - px(28), middle - plate_height / 2 + px(12), px(10), plate_height - px(24))
            paint.rounded(painter, bar, px(5), look.color("call"))


class OnePanel(HotPart):
    """One counter: no counter words needed, the number as large as the screen allows."""

    def __init__(self, look: Look, parent: QWidget, motion: Motion) -> None:
        super().__init__(look, parent, motion)
        self._service: HallService | None = None

    def set_service(self, service: HallService | None) -> None:
        """Name the service of the number."""
        if service != self._service:
            self._service = service
            self.update()

    def _draw(self, painter: QPainter) -> None:
        look, t, px = self.look, self.look.texts, self.look.px
        self.drawn = (self.call.seq,) if self.call else ()
        fill, ink, _ = self.skin()
        paint.rounded(painter, QRectF(self.rect()), px(32), fill)
        left, width = px(64), self.width() - px(110)
        words = t("Terakhir dipanggil") if self._heat <= 0.5 else t("Silakan ke loket")
        if self.call is None:
            words = t("Nomor yang dipanggil tampil di sini.")
        paint.draw_text(painter, QRectF(left, px(40), width, px(62)), words, look.font(48, 700), ink)
        if self.call is None:
            return
        room = QRectF(left, px(102), width, self.height() - px(102) - px(112))
        paint.draw_number(painter, room, self.call.number, look.font(470, 700), ink, LEFT)
        if self._service is not None:
            box = QRectF(left, self.height() - px(48) - px(64), px(64), px(64))
            hue = (type(look.theme).of("light") if self._heat > 0.5 else look.theme).hue(self._service.hue)
            paint.bullet(painter, box, self._service.code, hue)
            name = QRectF(box.right() + px(24), box.top(), width - px(88), px(64))
            paint.draw_text(painter, name, self._service.name.say(t.language), look.font(40), ink, min_px=px(32))
