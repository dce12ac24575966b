"""What fills the screen while a number is called: the number, its counter, the way there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.office.pictures import HallCall
from loket.texts import Texts
from ui import paint
from ui.display.calls import LEFT, counter_word, draw_plate
from ui.display.part import Look, mark

PLATE_CORNER = 0.138
STRIP = 2
"""Waiting calls that have room beside the big number."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One full-screen call: what is called, its service, who is next, and the second language ("" for none)."""

    call: HallCall
    service: str = ""
    waiting: Sequence[HallCall] = ()
    second: str = ""
    training: bool = False


def draw_moment(painter: QPainter, look: Look, scene: Scene) -> tuple[int, ...]:
    """Paint the call on yellow; gives the `seq` of every call whose number can be read."""
    painter.fillRect(QRectF(0, 0, look.width, look.height), look.color("call"))
    _draw_heads(painter, look, scene)
    _draw_number(painter, look, scene.call)
    _draw_foot(painter, look, scene)
    return (scene.call.seq, *_draw_next(painter, look, scene.waiting))


def _draw_heads(painter: QPainter, look: Look, scene: Scene) -> None:
    px, t, ink, font = look.px, look.texts, look.color("onCall"), look.font(56, 700, -1)
    width = look.width
    words = t("Panggilan ulang") if scene.call.recall else t("Nomor antrean")
    paint.draw_text(painter, QRectF(px(80), px(64, 90), width / 2, px(73)), words, font, ink)
    word = counter_word(scene.call, look)
    if look.portrait:
        box = QRectF(px(80), _plate(look).top() - px(94), width - px(160), px(73))
        paint.draw_text(painter, box, word, font, ink, min_px=px(40))
    else:
        box = QRectF(_plate(look).left(), px(64), _plate(look).width(), px(73))
        paint.draw_text(painter, box, word, font, ink, paint.CENTER, min_px=px(40))
    if scene.training:
        right = width - px(80) if look.portrait else _plate(look).left() - px(56)
        mark(painter, look, right, px(64, 90) + px(36), look.color("call"), ink)


def _line_y(look: Look) -> float:
    return look.height - look.px(234, 410)


def _plate(look: Look) -> QRectF:
    px = look.px
    if look.portrait:
        middle = px(163) + (_line_y(look) - px(163)) * 0.7
        return QRectF(px(80), middle - px(210), look.width - px(160), px(420))
    middle = (px(137) + _line_y(look)) / 2
    height = min(px(500), _line_y(look) - px(137) - px(40))
    return QRectF(look.width - px(80) - px(580), middle - height / 2, px(580), height)


def _number_box(look: Look) -> QRectF:
    px, plate = look.px, _plate(look)
    if look.portrait:
        top = px(163)
        return QRectF(px(80), top, look.width - px(160), plate.top() - px(120) - top)
    return QRectF(px(80), plate.top(), plate.left() - px(56) - px(80), plate.height())


def _draw_number(painter: QPainter, look: Look, call: HallCall) -> None:
    font = look.font(436, 700)
    paint.draw_number(painter, _number_box(look), call.number, font, look.color("onCall"), LEFT)
    draw_plate(painter, look, _plate(look), call.plate, "on_call", PLATE_CORNER, font)


def _draw_next(painter: QPainter, look: Look, waiting: Sequence[HallCall]) -> tuple[int, ...]:
    """Draw the calls that come next, small but readable: nobody has to wait for the show to see the number."""
    px, ink = look.px, look.color("onCall")
    shown = tuple(waiting[:STRIP])
    x, y = px(80), _line_y(look) - px(32) - px(112)
    for call in shown:
        x = _draw_chip(painter, look, x, y, call) + px(32, 22)
    if len(waiting) > STRIP:
        more = QRectF(x, y, px(140), px(112))
        paint.draw_text(painter, more, f"+{len(waiting) - STRIP}", look.font(56, 700), ink)
    return tuple(call.seq for call in shown)


def _draw_chip(painter: QPainter, look: Look, x: float, y: float, call: HallCall) -> float:
    """Draw number, arrow and plate of a waiting call in a frame, and give its right edge."""
    px, ink, height = look.px, look.color("onCall"), look.px(112)
    size = 72 if look.portrait else 84
    font = look.font(size, 700)
    # `draw_number` makes four digits smaller; here the frame grows instead.
    number_font = font if len(call.number) < 5 else look.font(size / paint.FOUR_DIGITS, 700)
    number = paint.text_width(call.number, font) + 2
    plate = max(height, paint.text_width(call.plate, font) + px(36))
    gap, arrow = px(20, 12), px(48, 40)
    frame = QRectF(x, y, px(28, 22) + number + gap + arrow + gap + plate, height)
    paint.rounded(painter, frame, px(24), look.color("call"), ink, max(2.0, px(5)))
    room = QRectF(x + px(28, 22), y, number, height)
    paint.draw_number(painter, room, call.number, number_font, ink, LEFT)
    paint.arrow(painter, QRectF(room.right() + gap, y + (height - arrow) / 2, arrow, arrow), "east", ink)
    side = QRectF(frame.right() - plate, y, plate, height)
    draw_plate(painter, look, side, call.plate, "on_call", 0.21, font)
    return frame.right()


def _draw_foot(painter: QPainter, look: Look, scene: Scene) -> None:
    px, ink, call = look.px, look.color("onCall"), scene.call
    top = _line_y(look)
    painter.fillRect(look.rect(px(80), top, look.width - px(160), max(2.0, px(6))), ink)
    y, left, right = top + px(42), px(80), look.width - px(80)
    words = look.texts("Silakan menuju {counter}", counter=call.counter_name.say(look.texts.language))
    if look.portrait:
        _draw_words(painter, look, QRectF(left, y, right - left, px(120)), scene, words)
        _draw_where(painter, look, QRectF(left, y + px(170), right - left, px(132)), scene)
        return
    half = (right - left) * 0.56
    _draw_words(painter, look, QRectF(left, y, half - px(48), px(132)), scene, words)
    _draw_where(painter, look, QRectF(left + half, y, right - left - half, px(132)), scene)


def _draw_words(painter: QPainter, look: Look, box: QRectF, scene: Scene, words: str) -> None:
    px, ink = look.px, look.color("onCall")
    line = QRectF(box.left(), box.top(), box.width(), px(70))
    paint.draw_text(painter, line, words, look.font(60, 800, -2), ink, min_px=px(44))
    if not scene.second:
        return
    t = Texts.of(scene.second)
    said = t("Silakan menuju {counter}", counter=scene.call.counter_name.say(scene.second))
    paint.draw_text(
        painter, QRectF(box.left(), line.bottom() + px(8), box.width(), px(50)), said, look.font(38), ink, min_px=px(30)
    )


def _draw_where(painter: QPainter, look: Look, box: QRectF, scene: Scene) -> None:
    px, ink, call = look.px, look.color("onCall"), scene.call
    align = paint.LEFT if look.portrait else paint.RIGHT
    left, right = box.left(), box.right()
    if call.direction:
        side = QRectF(right - px(132), box.top(), px(132), px(132))
        paint.rounded(painter, side, px(28), ink)
        paint.arrow(painter, QRectF(side.center().x() - px(40), side.center().y() - px(40), px(80), px(80)),
                    call.direction, look.color("call"))  # fmt: skip
        right = side.left() - px(28)
    lines = [(call.where.say(look.texts.language), 44, 700), (scene.service, 34, 600)]
    said = [(words, size, weight) for words, size, weight in lines if words]
    y = box.top() + (px(132) - sum(px(size) * 1.3 for _, size, _ in said)) / 2
    for words, size, weight in said:
        row = QRectF(left, y, right - left, px(size) * 1.3)
        paint.draw_text(painter, row, words, look.font(size, weight), ink, align, min_px=px(28))
        y = row.bottom()
