"""The word that an appointment is booked: its code as large as there is room, its QR code, when to come."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.model.appointment import qr_text
from loket.office.appointments import AppointmentCard
from ui import fonts, icons, paint
from ui.counter.appointments.card import LOW, Said, draw_said
from ui.counter.appointments.words import moment_words
from ui.counter.pane import Pane
from ui.counter.ready import draw_service
from ui.parts.desk import draw_tag
from ui.parts.qr import qr_pixmap

QR, QR_LOW = 150, 96
"""Pixels of the QR code's paper, and where there is little room."""


def draw_booked(painter: QPainter, room: QRectF, card: AppointmentCard, said: Said | None, pane: Pane) -> None:
    """Paint it into `room`, with what was said of it."""
    theme, t, low = pane.theme, pane.t, pane.height() < LOW
    left, width, y = room.left(), room.width(), room.top()
    draw_tag(painter, left, y, t("Terdaftar"), theme, "ok", icon="check_circle")
    y += 30.0 if low else 38.0
    box = QRectF(left, y, width, 60)
    y = draw_service(painter, box, card.service.code, card.service.name.say(t.language), card.service.hue, pane,
                     side=24, px=18 if low else 20) + 6  # fmt: skip
    y += paint.draw_text(painter, QRectF(left, y, width, 44), moment_words(card.at, t), fonts.of(15, 600),
                         theme.color("ink"), paint.TOP_LEFT, 2, line_height=1.3) + 12  # fmt: skip
    side = float(QR_LOW if low else QR)
    _draw_qr(painter, QRectF(left, y, side, side), card.appointment.code, pane)
    box = QRectF(left + side + 14, y, width - side - 14, side)
    paint.rounded(painter, box, 12, theme.color("surf2"))
    font = paint.fit_number(card.appointment.code, fonts.of(46, 700, 6), box.width() - 24)
    code = QRectF(box.left() + 8, box.center().y() - 34, box.width() - 16, 46)
    paint.draw_text(painter, code, card.appointment.code, font, theme.color("ink"), paint.CENTER)
    under = QRectF(box.left() + 8, code.bottom() + 2, box.width() - 16, 18)
    whole_text = qr_text(card.appointment.code)
    paint.draw_text(painter, under, whole_text, fonts.of(12, 500), theme.color("ink2"), paint.CENTER)
    y += side + 12
    _draw_whose(painter, QRectF(left, y, width, room.bottom() - y), card, said, pane)


def _draw_qr(painter: QPainter, paper: QRectF, code: str, pane: Pane) -> None:
    """Paint the QR code, dark on light in every theme: scanners read it so."""
    color = pane.theme.color
    dark, light = ("ink", "surf") if pane.theme.name == "light" else ("bg", "ink")
    pixmap = qr_pixmap(qr_text(code), round(paper.width()), color(dark).rgba(), color(light).rgba())
    paint.rounded(painter, paper, 12, color(light), color("line"), 1)
    spot = paper.center() - pixmap.rect().toRectF().center()
    painter.drawPixmap(round(spot.x()), round(spot.y()), pixmap)


def _draw_whose(painter: QPainter, room: QRectF, card: AppointmentCard, said: Said | None, pane: Pane) -> None:
    theme, y = pane.theme, room.top()
    words = " · ".join(each for each in (card.contact.name, card.contact.phone) if each)
    if words and room.height() >= 20:
        icons.draw(painter, QRectF(room.left(), y + 1, 18, 18), "person", theme.color("ink2"))
        line = QRectF(room.left() + 28, y, room.width() - 28, 20)
        paint.draw_text(painter, line, words, fonts.of(14, 500), theme.color("ink"))
        y += 28
    if said is None and pane.board is not None and pane.board.printer.state == "none":
        said = Said(pane.t("Kantor ini tanpa printer. Tuliskan kodenya untuk pengunjung."))
    if said is not None and room.bottom() - y >= 40:
        lines = len(paint.fit_text(said.words, fonts.of(14, 600), room.width() - 58, 3)[1])
        draw_said(painter, QRectF(room.left(), y, room.width(), max(44.0, 16 + lines * 20.0)), said, lines, pane)
