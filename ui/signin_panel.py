"""The brand panel of the sign-in: greeting, office, who waits, the day."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.office.pictures import SignInBoard
from loket.resources import data
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.parts.desk import draw_tag
from ui.station import Station


def draw_panel(painter: QPainter, panel: QRectF, station: Station, board: SignInBoard | None) -> None:
    """Draw the deep panel at the left; without a board it only greets."""
    theme, t = station.theme, station.texts
    painter.fillRect(panel, theme.color("deep"))
    left, width = panel.left() + 48, panel.width() - 96
    symbol = icons.svg(str(data("brand", "loket-symbol-dark.svg")), 56)
    painter.drawPixmap(round(left), 48, symbol)
    brand = QRectF(left + symbol.width() + 16, 48, 200, 56)
    paint.draw_text(painter, brand, "Loket", fonts.of(34, 800, -3), theme.color("onDeep"))
    middle, now = panel.center().y(), station.clock()
    title = QRectF(left, middle - 40, width, 50)
    hour = now.hour + now.minute / 60
    paint.draw_text(painter, title, greeting(hour, t), fonts.of(40, 800, -2.5), theme.color("onDeep"), min_px=32)
    foot = QRectF(left, panel.bottom() - 68, width, 22)
    day = f"{t.long_day(now.date())} · {t.time(now)}"
    paint.draw_text(painter, foot, day, fonts.of(13, 500), theme.color("onDeep2"))
    if board is None:
        return
    y = middle + 20
    for line in _lines(board, t):
        box = QRectF(left, y, width, 60)
        y += paint.draw_text(
            painter, box, line, fonts.of(17, 500), theme.color("onDeep2"), paint.TOP_LEFT, 2, None, 1.5
        )
    if board.office.training:
        mark = t("LATIHAN · bukan layanan sungguhan")
        draw_tag(painter, left, 128, mark, theme, "warn", icon="school", room=width)


def _lines(board: SignInBoard, t: Texts) -> tuple[str, str]:
    office = t("{office} {place}.", office=board.office.name, place=board.office.place)
    if board.waiting:
        return office, t.count("{n} orang sudah menunggu.", board.waiting)
    return office, t("Belum ada yang menunggu.")


def greeting(hour: float, t: Texts) -> str:
    """Greet by the hour of the day."""
    if hour < 11:
        return t("Selamat pagi.")
    if hour < 15:
        return t("Selamat siang.")
    return t("Selamat sore.") if hour < 18.5 else t("Selamat malam.")
