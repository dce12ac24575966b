"""The ticket as it is drawn on the screen: the paper's twin, with the number as large as it can be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from loket.model.office import OfficeFace
from loket.model.service import ServiceFace
from loket.office.pictures import TakenTicket
from loket.texts import Texts
from ui import fonts, paint
from ui.kiosk.ink import Ink, Piece
from ui.parts.qr import qr_pixmap


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ticket's size on the screen in reference pixels: number, service name and stub."""

    number: float
    service: float
    stub: float
    label: float
    code: float


def draw_sheet(ink: Ink, rect: QRectF, sheet: Sheet, ticket: TakenTicket, face: OfficeFace) -> None:
    """Draw the notched ticket: number and service above the tear line, code and waiting below it."""
    look, px, painter, color = ink.look, ink.look.px, ink.painter, ink.look.theme.color
    top = draw_outline(ink, rect, sheet)
    line, number, below = px(sheet.label) * 1.3, px(sheet.number), px(56)
    y = top.center().y() - (line + px(14) + number + px(20) + below) / 2
    ink.text(
        QRectF(top.left(), y, top.width(), line),
        look.texts("Nomor antrean Anda"),
        sheet.label,
        600,
        "ink2",
        paint.CENTER,
    )
    y += line + px(14)
    place = QRectF(top.left(), y, top.width(), number)
    paint.draw_number(painter, place, ticket.number, fonts.of(number, 700), color("ink"))
    y += number + px(20)
    draw_service(ink, QRectF(top.left(), y, top.width(), below), sheet, ticket.service)
    _draw_stub(ink, draw_code(ink, rect, sheet, code_words(ticket, face, look.texts)), ticket, face)


def draw_outline(ink: Ink, rect: QRectF, sheet: Sheet) -> QRectF:
    """Draw the notched paper with its tear line; gives the room above the line."""
    look, px, painter = ink.look, ink.look.px, ink.painter
    color, stub = look.theme.color, px(sheet.stub)
    painter.setPen(Qt.PenStyle.NoPen if look.theme.name == "light" else QPen(color("touchLine"), look.frame))
    painter.setBrush(color("surf"))
    painter.drawPath(paint.ticket_path(rect, px(36), px(26), rect.height() - stub))
    paint.tear_line(
        painter, rect.left() + px(38), rect.right() - px(38), rect.bottom() - stub, color("lineStrong"), px(4), px(15)
    )
    return QRectF(rect.left() + px(36), rect.top() + px(44), rect.width() - px(72), rect.height() - stub - px(44 + 32))


class MovingSheet:
    """The ticket as a picture while it slides out: to draw its letters for each frame would hold the screen up."""

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self._made: tuple[float, float] | None = None
        self._picture = QPixmap()

    def draw(self, ink: Ink, rect: QRectF, sheet: Sheet, drawing: Callable[[Ink, QRectF, Sheet], None]) -> None:
        """Draw the ticket into `rect`, as `drawing` does."""
        if self._made != (rect.width(), rect.height()):
            ratio = ink.painter.device().devicePixelRatioF()
            self._made, self._picture = (rect.width(), rect.height()), QPixmap((rect.size() * ratio).toSize())
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            painter.setRenderHints(ink.painter.renderHints())
            drawing(Ink(painter, ink.look), QRectF(QPointF(), rect.size()), sheet)
            painter.end()
        ink.painter.drawPixmap(rect.topLeft(), self._picture)


def draw_service(ink: Ink, rect: QRectF, sheet: Sheet, service: ServiceFace) -> None:
    """Draw letter and name of a service, centred."""
    px = ink.look.px
    name, side, gap = service.name.say(ink.look.texts.language), rect.height(), px(20)
    font, lines = paint.fit_text(name, fonts.of(px(sheet.service), 700, -1.5), rect.width() - side - gap, 1, px(26))
    width = paint.text_width(lines[0], font)
    x = rect.center().x() - (width + side + gap) / 2
    paint.bullet(ink.painter, QRectF(x, rect.top(), side, side), service.code, ink.look.theme.hue(service.hue))
    paint.draw_text(ink.painter, QRectF(x + side + gap, rect.top(), width + 4, side), name, font, ink.color("ink"))


def draw_code(ink: Ink, rect: QRectF, sheet: Sheet, words: str) -> QRectF:
    """Draw the QR code that holds `words` below the tear line; gives the room beside it."""
    look, px, stub = ink.look, ink.look.px, ink.look.px(sheet.stub)
    edge, side = px(56 if look.portrait else 48), round(px(sheet.code))
    inside = QRectF(rect.left() + edge, rect.bottom() - stub, rect.width() - edge - px(28), stub)
    dark, light = ("bg", "ink") if look.theme.name != "light" else ("ink", "surf")
    quiet = 4 if look.theme.name != "light" else 0  # on white paper the paper itself is the quiet zone
    code = qr_pixmap(words, side, look.theme.color(dark).rgba(), look.theme.color(light).rgba(), quiet)
    ink.painter.drawPixmap(round(inside.left()), round(inside.center().y() - code.height() / 2), code)
    return inside.adjusted(code.width() + px(44, 36), 0, 0, 0)


def _draw_stub(ink: Ink, room: QRectF, ticket: TakenTicket, face: OfficeFace) -> None:
    look, px = ink.look, ink.look.px
    rows = _stub_rows(look.texts, ticket, 38 if look.portrait else 34, 30 if look.portrait else 27)
    note = look.texts("Pindai untuk menyimpan nomor di ponsel")
    if face.status_url:
        note = look.texts("Pindai untuk memantau dari ponsel")
    size = 26 if look.portrait else 24
    step, below = px(54, 50), ink.height(note, room.width(), size, lines=3, least=20)
    y = room.center().y() - (len(rows) * step + px(18) + below) / 2
    for row in rows:
        ink.runs(QRectF(room.left(), y, room.width(), step), row)
        y += step
    ink.text(
        QRectF(room.left(), y + px(18), room.width(), below),
        note,
        size,
        500,
        "ink2",
        paint.TOP_LEFT,
        lines=3,
        least=20,
        even=True,
    )


def _stub_rows(texts: Texts, ticket: TakenTicket, strong: float, quiet: float) -> list[list[Piece]]:
    where = texts("di depan, layanan {letter}", letter=ticket.service.code)
    rows: list[list[Piece]] = [
        [(texts.count("{n} orang", ticket.ahead), strong, 700, "ink"), (f" {where}", quiet, 600, "ink2")]
    ]
    if ticket.not_before is not None:
        rows = [[(texts("Dipanggil mulai"), quiet, 600, "ink2"),
                 (" " + texts("pukul {t}", t=texts.time(ticket.not_before)), strong, 700, "ink")]]  # fmt: skip
    if ticket.told is not None:
        spread = texts.minutes_between(ticket.told.low_s, ticket.told.high_s)
        words = texts("± {a} menit", a=spread) if ticket.told.low_s else texts("{a} menit", a=spread)
        rows.append([(words, strong, 700, "ink"), (" " + texts("lagi"), quiet, 600, "ink2")])
    if ticket.priority:
        rows.append([(texts("Prioritas"), quiet, 700, "ink")])
    return rows


def code_words(ticket: TakenTicket, face: OfficeFace, texts: Texts) -> str:
    """Give what the QR holds: the status page's address, or the ticket in words while the office has none."""
    if face.status_url:
        return face.status_url + ticket.code
    moment = f"{texts.short_day(ticket.taken_at.date())} {texts.time(ticket.taken_at)}"
    return "\n".join(
        (f"{face.name} {face.place}", f"{texts('Nomor antrean')} {ticket.number}",
         ticket.service.name.say(texts.language), moment, ticket.code)
    )  # fmt: skip
