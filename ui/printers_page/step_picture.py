"""What the calibration page paints: how far it is, its question, and a picture of what should come out."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from loket.model.calibration import STEPS, Calibration, Cover, Step
from loket.model.printer import Fence
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.parts.desk import draw_line
from ui.parts.slip import draw_slip, place_for, scaled
from ui.printers_page.step_words import question, step_name
from ui.printers_page.words import findings
from ui.station import Station

TRACK, SIDE = 56, 300
"""Height of the row of steps, and width of the picture at the right."""


def draw_step(painter: QPainter, rect: QRectF, now: Calibration, station: Station, *, busy: str,
              picture: QImage | None) -> None:  # fmt: skip
    """Draw the page of the present step into `rect`. `busy`: "taking", "printing", or nothing."""
    theme, t = station.theme, station.texts
    _track(painter, rect.width(), now, station)
    width = rect.width() - SIDE - 32
    title, text = question(now, t)
    font = fonts.of(20, 700, -1)
    paint.draw_text(painter, QRectF(0, TRACK, width, 56), title, font, theme.color("ink"), paint.TOP_LEFT, 2)
    lines = len(paint.fit_text(title, font, width, 2)[1])
    box = QRectF(0, TRACK + 4 + 26 * lines, width, 60)
    paint.draw_text(painter, box, text, fonts.of(14, 500), theme.color("ink2"), paint.TOP_LEFT, 3, line_height=1.4)
    side = QRectF(rect.width() - SIDE, TRACK, SIDE, rect.height() - TRACK - 66)
    if now.step is None:
        _findings(painter, QRectF(0, TRACK + 92, rect.width(), 240), now, station)
    elif now.step is Step.COVER:
        _cover(painter, side, now, station)
    else:
        _paper(painter, side, _said(now, busy, t), picture, station)


def _track(painter: QPainter, width: float, now: Calibration, station: Station) -> None:
    """Five numbered discs: done, present, to come."""
    theme, at = station.theme, STEPS.index(now.step) if now.step else len(STEPS)
    each = width / len(STEPS)
    for index, step in enumerate(STEPS):
        x = index * each
        disc = QRectF(x, 4, 28, 28)
        on = index <= at
        paint.rounded(painter, disc, 14, theme.color("pri" if on else "surf2"))
        if index < at:
            icons.draw(painter, disc.adjusted(5, 5, -5, -5), "check", theme.color("onPri"))
        else:
            paint.draw_number(painter, disc, f"{index + 1}", fonts.of(14, 700), theme.color("onPri" if on else "ink2"))
        name = step_name(step, station.texts)
        font = fonts.of(14, 700 if index == at else 500)
        paint.draw_text(painter, QRectF(x + 36, 4, each - 60, 28), name, font, theme.color("ink" if on else "ink2"))
        if index < len(STEPS) - 1:
            draw_line(painter, x + 36 + paint.text_width(name, font) + 12, x + each - 12, 18, theme)


def _said(now: Calibration, busy: str, t: Texts) -> str:
    """Say what goes on, or what the picture is."""
    if busy:
        return t("Meminta printer dari stasiun lain…") if busy == "taking" else t("Sedang mencetak…")
    if now.step is Step.FENCE:
        return t("Cara {n} dari 2", n=1 if now.trying is Fence.PROCESS else 2)
    return t("Yang seharusnya keluar")


def _paper(painter: QPainter, side: QRectF, words: str, picture: QImage | None, station: Station) -> None:
    theme = station.theme
    paint.rounded(painter, side, 12, theme.color("surf2"))
    head = QRectF(side.left() + 16, side.top() + 8, side.width() - 32, 24)
    paint.draw_text(painter, head, words, fonts.of(13, 600), theme.color("ink2"))
    if picture is not None:
        place = place_for(picture, side.adjusted(20, 40, -20, -16))
        draw_slip(painter, place, scaled(picture, place, painter.device().devicePixelRatioF()))


def _cover(painter: QPainter, side: QRectF, now: Calibration, station: Station) -> None:
    """A printer whose lid is shut, open, or proven."""
    theme, cover = station.theme, now.cover
    paint.rounded(painter, side, 12, theme.color("surf2"))
    body = QRectF(side.center().x() - 80, side.center().y() - 10, 160, 90)
    with paint.painting(painter):
        paint.rounded(painter, body, 14, theme.color("deep"))
        paint.rounded(painter, QRectF(body.left() + 24, body.top() + 14, 112, 8), 4, theme.color("slot"))
        painter.translate(body.left() + 6, body.top())
        painter.rotate(-38 if cover is Cover.OPEN else 0)
        paint.rounded(painter, QRectF(0, -22, 148, 20), 8, theme.color("pri"))
    icon, tone = {
        Cover.PROVEN: ("check_circle", "green"), Cover.SILENT: ("error", "orange"),
    }.get(cover, ("more_horiz", "ink2"))  # fmt: skip
    icons.draw(painter, QRectF(side.center().x() - 22, body.bottom() + 24, 44, 44), icon, theme.color(tone), True)


def _findings(painter: QPainter, rect: QRectF, now: Calibration, station: Station) -> None:
    """What was found out, as a list."""
    theme, y = station.theme, rect.top()
    for name, value in findings(now.record, station.texts):
        box = QRectF(190, y, rect.width() - 190, 40)
        paint.draw_text(painter, QRectF(0, y, 180, 40), name, fonts.of(14, 600), theme.color("ink2"))
        paint.draw_text(painter, box, value, fonts.of(15, 600), theme.color("ink"))
        y += 41
        draw_line(painter, 0, rect.width(), y - 1, theme)
