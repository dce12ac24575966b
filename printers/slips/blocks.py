"""What several slips share: the office above, marks nobody can overlook, a QR."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from printers.emblem import emblem_stamp
from printers.ink import Stamp
from printers.paper import Face, Sheet, balanced, fitted, wrapped
from printers.slips.measures import Measures


def head(sheet: Sheet, m: Measures, emblem: str, name: str) -> None:
    """Add the office's emblem and name."""
    art = emblem_stamp(emblem, m.emblem)
    taken = m.emblem + m.gap if art else 0
    face, lines = fitted(name, m.office, sheet.inner - taken, lines=3, smallest=round(m.office.px * 0.85))
    step = face.px * (1.3 if len(lines) == 1 else 1.2)
    height = max(m.emblem if art else 0, step * len(lines))
    left = (sheet.width - taken - max(face.width(line) for line in lines)) / 2
    if art:
        sheet.stamp(art, round(left) + (m.emblem - art.width) / 2, sheet.y + (height - len(art.rows)) / 2)
    top = sheet.y + (height - step * len(lines)) / 2
    for index, line in enumerate(lines):
        sheet.words(left + taken, top + index * step, line, face, step)
    sheet.y += height


def symbol(sheet: Sheet, modules: tuple[tuple[bool, ...], ...], module: int, left: float, top: float) -> None:
    """Draw a QR, `module` dots a module, its left top corner at the given place; its white border is the caller's."""
    dots = ("".join(("1" if ink else "0") * module for ink in row) for row in modules)
    rows = tuple(row for line in dots for row in (int(line, 2),) * module)
    sheet.stamp(Stamp(0, 0, len(modules[0]) * module, rows), left, top)


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


def footer(sheet: Sheet, m: Measures, words: str) -> None:
    """Add the office's own last line, if it has one: under a line of its own, in as many lines as it needs."""
    if words:
        sheet.rule(8)
        for line in balanced(words, m.foot, sheet.inner):
            sheet.line(line, m.foot)
