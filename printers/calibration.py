"""What the five steps of a calibration print. The pictures fit every paper: the narrowest, until the width is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from loket.model.calibration import BOXES, Calibration, Step
from loket.model.printer import Layout
from loket.texts import Texts
from printers.escpos_bytes import BAND_ROWS, BEGIN, CUT, LINE_ROWS, encode, line_of
from printers.ink import painted
from printers.paper import Face, Sheet, wrapped

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from loket.model.printer import PrinterRecord

NARROW, WIDE = 384, 576
"""Dots of the narrowest and of the widest head."""

FENCE_ROWS = 480
"""Rows of the slip of the fence (6 cm): long enough to see whether the answer came before its end."""

_PAD, _TITLE, _WORDS = 8, Face(30, 800), Face(22, 600)


def step_image(now: Calibration, language: str = "id") -> QImage | None:
    """Draw what the present step prints; None for a step that prints nothing: the cover's, and the end."""
    t = Texts.of(language)
    if now.step is Step.PATTERN:
        return _patterns(t)
    if now.step is Step.WIDTH:
        return _boxes()
    if now.step is Step.CUT:
        return _edge(t, now.record.width_dots)
    return _long(t, now.record.width_dots) if now.step is Step.FENCE else None


def step_fragments(now: Calibration, language: str = "id") -> tuple[bytes, ...]:
    """Give the bytes of the present step in fragments of whole commands; none for a step that prints nothing.

    The knife is tried even on a printer that is said to have none: a command that it does not know costs nothing.
    """
    image = step_image(now, language)
    if image is None:
        return ()
    knife = now.record.cutter or now.step is Step.CUT
    if not now.reads_pictures:
        return _letters(now, knife)
    return encode(image, knife, feed_rows=now.profile.feed_rows, band_rows=now.profile.band_rows)


def step_record(now: Calibration) -> PrinterRecord:
    """Give the printer as the present step speaks with it: nothing that is to be found out is taken for known."""
    profile = replace(now.profile, layout=Layout.RASTER, fence=now.trying)
    if now.step is not Step.FENCE:
        profile = replace(profile, proven=None)
    width = WIDE if now.step is Step.WIDTH else max(NARROW, now.record.width_dots)
    return replace(now.record, width_dots=width, state="unknown", profile=profile)


def _patterns(t: Texts) -> QImage:
    """Three pictures: squares and hair lines, white on black, curves with letters."""
    sheet = Sheet(NARROW, _PAD)
    sheet.space(8)
    sheet.line(t("Langkah 1 dari 5: pola"), _TITLE)
    sheet.space(10)
    top, side, cell = round(sheet.y), 96, 12
    for row in range(side // cell):
        for column in range(side // cell):
            if (row + column) % 2:
                sheet.box(QRectF(_PAD + column * cell, top + row * cell, cell, cell))
    for line in range(24):
        sheet.box(QRectF(_PAD + side + 16 + line * 10, top, 1 + line % 3, side))
    sheet.y = top + side
    sheet.space(16)
    top = round(sheet.y)
    sheet.box(QRectF(_PAD, top, sheet.inner, 64))
    sheet.words(sheet.width / 2, top, "ABC 0123456789", Face(34, 800), 64, align="middle", ink=False)  # not for people
    sheet.y = top + 64
    sheet.space(16)
    top = round(sheet.y)
    for ring in range(4):
        inset = ring * 12
        sheet.frame(QRectF(_PAD + inset, top + inset, 96 - 2 * inset, 96 - 2 * inset), 4, 48 - inset)
    margin = 8
    wedge = QPolygonF([QPointF(0, 96), QPointF(120, 0), QPointF(240, 96)]).translated(margin, margin)

    def act(painter: QPainter) -> None:
        painter.setPen(QPen(Qt.GlobalColor.black, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(wedge)

    sheet.stamp(painted(240 + 2 * margin, 96 + 2 * margin, act), _PAD + 120 - margin, top - margin)
    sheet.y = top + 96
    sheet.space(16)
    return sheet.image()


def _boxes() -> QImage:
    """One box below the other from the left edge, the narrowest first; each begins a band of its own."""
    sheet = Sheet(WIDE, 0)
    for box in BOXES:
        top = round(sheet.y)
        sheet.frame(QRectF(0, top, box, 2 * BAND_ROWS), 6, 0)
        sheet.words(24, top, f"{box}", _TITLE, 2 * BAND_ROWS)
        sheet.y = top + 3 * BAND_ROWS
    return sheet.image()


def _edge(t: Texts, width: int) -> QImage:
    """Words, and a thick line as the very last row: where it lies shows where the knife falls."""
    sheet = Sheet(width, _PAD)
    sheet.space(8)
    sheet.line(t("Langkah 3 dari 5: potong"), _TITLE)
    for line in wrapped(t("Garis di bawah harus utuh, dekat di atas tepi kertas."), _WORDS, sheet.inner):
        sheet.line(line, _WORDS)
    sheet.space(40)
    sheet.box(QRectF(0, round(sheet.y), width, 8))
    sheet.y = round(sheet.y) + 8
    return sheet.image()


def _long(t: Texts, width: int) -> QImage:
    """A slip that takes a moment, with its end marked."""
    sheet = Sheet(width, _PAD)
    sheet.space(8)
    sheet.line(t("Langkah 5 dari 5: kabar"), _TITLE)
    while sheet.y < FENCE_ROWS - 60:
        sheet.box(QRectF(_PAD, round(sheet.y) + 12, sheet.inner, 2))
        sheet.space(24)
    sheet.line(t("Selesai"), _TITLE)
    sheet.y = FENCE_ROWS
    return sheet.image()


def _letters(now: Calibration, knife: bool) -> tuple[bytes, ...]:
    """The same step in the printer's own letters, for one that knows no pictures."""
    lines = 20 if now.step is Step.FENCE else 4
    words = [f"LOKET {list(Step).index(now.step or Step.FENCE) + 1}/5", *["-" * 32] * lines, "=" * 32]  # not for people
    feed = [line_of("")] * (now.profile.feed_rows // LINE_ROWS)
    return (BEGIN, *(line_of(line) for line in words), *feed, *([CUT] if knife else []))
