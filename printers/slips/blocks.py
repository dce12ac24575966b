"""What several slips share: the office above, marks nobody can overlook, a QR."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer

from loket.resources import data
from loket.texts import Texts
from printers.paper import Face, Sheet, fitted, wrapped
from printers.slips.measures import Measures


def head(sheet: Sheet, m: Measures, emblem: str, name: str) -> None:
    """Add the office's emblem and name."""
    art = _emblem(emblem)
    taken = m.emblem + m.gap if art else 0
    face, lines = fitted(name, m.office, sheet.inner - taken, lines=3, smallest=round(m.office.px * 0.85))
    step = face.px * (1.3 if len(lines) == 1 else 1.2)
    height = max(m.emblem if art else 0, step * len(lines))
    left = (sheet.width - taken - max(face.width(line) for line in lines)) / 2
    if art:
        rect = QRectF(round(left), sheet.y + round((height - m.emblem) / 2), m.emblem, m.emblem)

        def act(painter: QPainter) -> None:
            art.render(painter, rect)

        sheet.draw(act)
    top = sheet.y + (height - step * len(lines)) / 2
    for index, line in enumerate(lines):
        sheet.words(left + taken, top + index * step, line, face, step)
    sheet.y += height


def _emblem(name: str) -> QSvgRenderer | None:
    """Read the office's emblem; an office whose file is gone prints without it rather than not at all."""
    if not name:
        return None
    path = Path(name) if Path(name).is_absolute() else data("brand", name)
    if not path.is_file():
        return None
    art = QSvgRenderer(str(path))
    return art if art.isValid() else None


def symbol(sheet: Sheet, modules: tuple[tuple[bool, ...], ...], module: int, left: float, top: float) -> None:
    """Draw a QR, `module` dots a module, its left top corner at the given place; its white border is the caller's."""
    for row, line in enumerate(modules):
        for column, ink in enumerate(line):
            if ink:
                sheet.box(QRectF(left + column * module, top + row * module, module, module))


def marks_above(sheet: Sheet, m: Measures, t: Texts, *, training: bool, copy: int) -> None:
    """Add what a reader must see first: that it is training, and the how-manieth copy this is."""
    if training:
        training_mark(sheet, m, t)
        sheet.space(14)
    if copy > 1:
        framed(sheet, m, t("CETAK ULANG"), t("Cetakan ke-{n}. Nomornya sama.", n=copy))
        sheet.space(14)


def training_mark(sheet: Sheet, m: Measures, t: Texts) -> None:
    """Add the mark of a training office: this is no real number."""
    framed(sheet, m, t("LATIHAN"), t("Bukan nomor antrean sungguhan"))


def framed(sheet: Sheet, m: Measures, words: str, small: str) -> None:
    """Add a mark that cannot be overlooked: large words over small ones in a frame, without a black area."""
    face, note = Face(m.mark.px, 800, m.mark.px * 0.08), Face(m.foot.px, 600)
    lines = wrapped(small, note, sheet.inner - 32)
    height = round(face.px * 1.2 + len(lines) * note.px * 1.3) + 20
    sheet.frame(QRectF(sheet.pad, round(sheet.y), sheet.inner, height), 4, 10)
    y = round(sheet.y) + 8.0
    sheet.words(sheet.width / 2, y, words, face, face.px * 1.2, align="middle")
    y += face.px * 1.2
    for line in lines:
        sheet.words(sheet.width / 2, y, line, note, note.px * 1.3, align="middle")
        y += note.px * 1.3
    sheet.y = round(sheet.y) + height
