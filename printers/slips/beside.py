"""The QR of a slip with its white border, and the words that stand beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from printers import qr
from printers.paper import balanced
from printers.slips.blocks import symbol
from printers.slips.outline import Run
from printers.slips.rows import LINE, Rows, lay

_BETWEEN = 8
"""White between two paragraphs."""
_OVERHANG = 3
"""How far a letter such as j may reach left of where it begins."""


def code(rows: Rows, content: str, *paragraphs: Sequence[Run]) -> None:
    """Add the QR of `content`, words beside it, and below it those that have no room there; without content, words."""
    said = [runs for runs in paragraphs if any(words.strip() for words, _ in runs)]
    sheet = rows.sheet
    if content:
        modules = qr.modules(content)
        module = next((each for each in rows.m.modules if len(modules) * each <= rows.m.qr_most), rows.m.modules[-1])
        side, quiet = len(modules) * module, qr.QUIET * module
        left = max(sheet.pad, quiet)
        room = sheet.width - sheet.pad - (left + side + quiet + _OVERHANG)
        near = [snug for runs in said if (snug := _snug(rows, runs, room))]
        said = [runs for runs in said if not _snug(rows, runs, room)]
        if not near:
            left = (sheet.width - side) // 2
        _together(rows, modules, module, left, near)
        sheet.space(rows.s.margin if said else 0)
    for line in (line for runs in said for line in lay(runs, sheet.inner)):
        width = sum(face.width(words) + face.width(" ") for words, face in line)
        rows.put(max(sheet.pad, (sheet.width - width) / 2), line)


def _snug(rows: Rows, runs: Sequence[Run], room: float) -> list[Run]:
    """Give `runs` in a size in which no word is broken in `room` dots; none when even the foot's is too large."""
    if room < rows.s.body.px * 6:
        return []
    fit: list[Run] = []
    for words, face in runs:
        longest = max((face.width(word) for word in words.split()), default=0.0)
        px = face.px if longest <= room else math.floor(face.px * room / longest)
        if px < rows.s.foot.px:
            return []
        fit.append((words, face.at(px)))
    return fit


def _together(rows: Rows, modules: tuple[tuple[bool, ...], ...], module: int, left: int, said: list[list[Run]]) -> None:
    sheet = rows.sheet
    side, quiet = len(modules) * module, qr.QUIET * module
    beside = left + side + quiet + _OVERHANG
    room = sheet.width - sheet.pad - beside
    lines = [[[(line, runs[0][1])] for line in balanced(*runs[0], room)] if len(runs) == 1 else lay(runs, room)
             for runs in said]  # fmt: skip
    words = sum(len(each) for each in lines) * rows.s.body.px * LINE + max(0, len(lines) - 1) * _BETWEEN
    height = max(side, words)
    over = (height - side) / 2  # white that the words leave above and below the symbol
    sheet.space(max(0, quiet - over - rows.s.margin))
    top = sheet.y
    symbol(sheet, modules, module, left, round(top + over))
    sheet.y = top + (height - words) / 2
    for each in lines:
        for line in each:
            rows.put(beside, line)
        sheet.space(_BETWEEN)
    sheet.y = math.ceil(top + height + max(0, quiet - over - rows.s.margin + 2))
