"""The slip of `printer test`: shows whether width, letters, blackness, QR and knife are right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from loket.model.office import OfficeFace
from loket.model.printer import PrinterRecord
from loket.texts import Texts
from printers import qr
from printers.paper import Face, Sheet, wrapped
from printers.slips.blocks import framed, head, symbol
from printers.slips.marks import training_mark
from printers.slips.measures import MEASURES

_MODULE = 5
"""Dots of a QR module."""


def trial_image(face: OfficeFace, printer: PrinterRecord, at: datetime, language: str = "id") -> QImage:
    """Draw the test slip of `printer` at the office's local time `at`."""
    m = MEASURES[printer.width_dots]
    t = Texts.of(language)
    sheet = Sheet(printer.width_dots, m.pad)
    sheet.space(8)
    if face.training:
        framed(sheet, m, *training_mark(t))
        sheet.space(14)
    head(sheet, m, face.emblem, f"{face.name} {face.place}".strip())
    sheet.rule()
    sheet.line(t("Uji cetak"), Face(m.value.px, 800))
    sheet.line(f"{printer.name} · {t('{n} titik', n=printer.width_dots)}", m.title)
    sheet.space(12)
    _ruler(sheet)
    said = t("Kotak di bawah harus utuh di keempat sisinya. Bila terpotong, pilih lebar yang lain.")
    for line in wrapped(said, m.foot, sheet.inner):
        sheet.line(line, m.foot)
    sheet.space(8)
    sheet.frame(QRectF(0, round(sheet.y), sheet.width, 56), 2, 2)
    letters = "ABC abc 0123456789"  # a pattern, not for people
    sheet.words(sheet.width / 2, round(sheet.y), letters, Face(m.label.px, 600), 56, align="middle")
    sheet.y = round(sheet.y) + 56
    sheet.space(qr.QUIET * 6)
    modules = qr.modules(f"LOKET / {face.name} / {printer.name} / {t.short_day(at)} {t.time(at)}")
    side = len(modules) * _MODULE
    symbol(sheet, modules, _MODULE, (sheet.width - side) // 2, sheet.y)
    sheet.space(side + qr.QUIET * 6)
    _strokes(sheet)
    sheet.rule()
    sheet.line(f"{t.short_day(at)} {t.time(at)}", m.foot, height=1.4)
    sheet.space(20)
    return sheet.image()


def _ruler(sheet: Sheet) -> None:
    """A tick each millimetre (8 dots), longer at five and ten."""
    top = round(sheet.y)
    for millimetre in range(sheet.width // 8):
        height = 28 if millimetre % 10 == 0 else 20 if millimetre % 5 == 0 else 12
        sheet.box(QRectF(millimetre * 8, top, 2, height))
    sheet.y = top + 36


def _strokes(sheet: Sheet) -> None:
    """Lines one to five dots thick over the whole width: a dead dot shows as a gap in all of them."""
    for thickness in range(1, 6):
        sheet.box(QRectF(0, round(sheet.y), sheet.width, thickness))
        sheet.y = round(sheet.y) + thickness + 6
