"""The queue ticket: the number as large as the paper allows, and under it what a visitor asks next.

Paper is the visitor's time: with the white that is fed to the knife an ordinary ticket is at most 100 mm long. So the
number's line is as high as its figures, the day stands beside the title, and the last words beside the QR.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from loket.model.slip import TicketSlip
from loket.texts import Texts
from printers import qr
from printers.paper import Face, Sheet, balanced, fitted, wrapped
from printers.slips.blocks import footer, framed, head, symbol
from printers.slips.codes import code_of
from printers.slips.marks import marks_above, training_mark
from printers.slips.measures import MEASURES, Measures
from printers.slips.ticket_words import free_of, purpose_of, waiting_of, when_of

_MARGIN = 10
"""White on either side of a line across the ticket."""

_STEP = 1.2
"""Line height of the words beside the QR, in font sizes."""


def ticket_image(slip: TicketSlip, width_dots: int, copy: int = 1) -> QImage:
    """Draw a ticket `width_dots` wide (576, 512 or 384) in black and white; a set bit of Format_Mono is ink.

    Every copy but the first says CETAK ULANG; a training office's ticket says LATIHAN at both ends.
    """
    m = MEASURES[width_dots]
    sheet = Sheet(width_dots, m.pad)
    t = Texts.of(slip.language)
    sheet.space(2)
    for words, small in marks_above(t, slip, copy):
        framed(sheet, m, words, small)
        sheet.space(14)
    head(sheet, m, slip.emblem, f"{slip.office} {slip.place}".strip())
    sheet.y = math.ceil(sheet.y)
    sheet.rule(_MARGIN - 4)
    when = when_of(t, slip)
    told = _title(sheet, m, t, when)
    _number(sheet, m, slip.number)
    _service(sheet, m, t, slip)
    sheet.dashes(_MARGIN + 1, below=_MARGIN - 3)
    _waiting(sheet, m, t, slip)
    _why(sheet, m, slip.why)
    free = free_of(t, slip)
    beside = _code(sheet, m, t, slip, free)
    _missing(sheet, m, t, slip.missing)
    _foot(sheet, m, slip, [*([] if beside else [free]), *([] if told else [when])])
    if slip.training:
        sheet.space(14)
        framed(sheet, m, *training_mark(t, slip))
    return sheet.image()


def _title(sheet: Sheet, m: Measures, t: Texts, when: str) -> bool:
    """Say what the number is, and when it was taken if there is room; tells whether there was."""
    words, step = t("Nomor antrean Anda"), round(m.title.px * 1.2)
    told = m.title.width(words) + m.title.width(when) + 1.2 * m.title.px <= sheet.inner
    if told:
        sheet.words(sheet.pad, sheet.y, words, m.title, step)
        sheet.words(sheet.width - sheet.pad, sheet.y, when, m.title, step, align="right")
        sheet.y += step
    else:
        sheet.line(words, m.title, height=step / m.title.px)
    return told


def _number(sheet: Sheet, m: Measures, number: str) -> None:
    """Add the number; one that is wider than the paper gets smaller in the same place, so that tickets look alike."""
    face = m.number
    while face.width(number) > sheet.inner:
        face = face.at(face.px - 2)
    top, high = round(sheet.y + m.above_number), m.number.capital
    sheet.upon(sheet.width / 2, top + (high + face.capital) // 2, number, face, align="middle")
    sheet.y = top + high + m.below_number


def _service(sheet: Sheet, m: Measures, t: Texts, slip: TicketSlip) -> None:
    """Add the service with its letter, and that the visitor is a priority."""
    taken = m.bullet + 14
    face, lines = fitted(slip.service, m.service, sheet.inner - taken, lines=3, smallest=round(m.service.px * 0.7))
    step = face.px * (1.3 if len(lines) == 1 else 1.15)
    height, top = max(m.bullet, math.ceil(step * len(lines))), round(sheet.y)
    left = round((sheet.width - taken - max(face.width(line) for line in lines)) / 2)
    bullet = QRectF(left, top + (height - m.bullet) // 2, m.bullet, m.bullet)
    sheet.box(bullet, radius=m.bullet_radius)
    letter = m.letter if len(slip.letter) == 1 else m.letter.at(round(m.letter.px * 0.75))
    middle = bullet.top() + (m.bullet + letter.capital) // 2
    sheet.upon(bullet.center().x(), middle, slip.letter, letter, align="middle", ink=False)
    for index, line in enumerate(lines):
        sheet.words(left + taken, top + (height - step * len(lines)) / 2 + index * step, line, face, step)
    sheet.y = top + height
    if slip.priority:
        sheet.space(10)
        _priority(sheet, m, t("Prioritas"))


def _priority(sheet: Sheet, m: Measures, words: str) -> None:
    up, side = m.priority_pad
    wide, high = round(m.priority.width(words)) + 2 * side, round(m.priority.px * 1.3) + 2 * up
    left, top = (sheet.width - wide) // 2, round(sheet.y)
    sheet.box(QRectF(left, top, wide, high), radius=10)
    sheet.upon(left + wide / 2, top + (high + m.priority.capital) // 2, words, m.priority, align="middle", ink=False)
    sheet.y = top + high


def _waiting(sheet: Sheet, m: Measures, t: Texts, slip: TicketSlip) -> None:
    """Add who is ahead and the wait; words too wide for the paper get smaller."""
    left, right = waiting_of(t, slip)
    value, small = m.value, m.label
    while small.width(left[0]) + small.width(right[0]) + 16 > sheet.inner:
        small = small.at(small.px - 1)
    while value.px > m.label.px and value.width(left[1]) + value.width(right[1]) + 16 > sheet.inner:
        value = value.at(value.px - 1)
    edge, step = sheet.width - sheet.pad, round(m.label.px * 1.25)
    below = sheet.y + step + round(m.value.px * 0.93)
    for x, align, (label, told) in ((sheet.pad, "left", left), (edge, "right", right)):
        sheet.words(x, sheet.y, label, small, step, align=align)
        sheet.upon(x, below, told, value, align=align)
    sheet.y = below + round(m.value.px * 0.2)


def _why(sheet: Sheet, m: Measures, why: str) -> None:
    """Say on a copy why the number has not been called yet."""
    if not why:
        return
    step = round(m.foot.px * 1.3)
    sheet.space(10)
    for line in wrapped(why, m.foot, sheet.inner):
        sheet.words(sheet.pad, sheet.y, line, m.foot, step)
        sheet.y += step


@dataclass(frozen=True, slots=True)
class _Beside:
    """The paragraphs beside the QR, broken into lines; `code` stands behind the first."""

    paragraphs: tuple[list[str], ...]
    code: str
    joined: bool
    """The code stands on the last line of the first paragraph, else on a line of its own."""

    def height(self, m: Measures) -> float:
        lines = sum(len(each) for each in self.paragraphs) + (1 if self.code and not self.joined else 0)
        return lines * m.beside.px * _STEP + (len(self.paragraphs) - 1) * m.paragraph


def _code(sheet: Sheet, m: Measures, t: Texts, slip: TicketSlip, free: str) -> bool:
    """Add the QR with its white border, and beside it what it is for and what to do when the call was missed.

    Tells whether `free` had room beside it, too.
    """
    modules = qr.modules(code_of(slip))
    module = next((each for each in m.modules if len(modules) * each <= m.qr_most), m.modules[-1])
    side, quiet = len(modules) * module, qr.QUIET * module
    left = max(sheet.pad, quiet)
    beside = left + side + max(m.qr_gap, quiet)
    first = purpose_of(t, slip)
    missed = t("Terlewat? Lapor ke petugas, nomor tetap berlaku.")
    room = sheet.width - sheet.pad - beside
    words = _set_beside(m, (first, missed, free), slip.code, room)
    told = words.height(m) <= side + 2 * quiet + m.paragraph
    if not told:
        words = _set_beside(m, (first, missed), slip.code, room)
    high = words.height(m)
    height = max(side, math.ceil(high))
    over = (height - side) // 2  # white that the words leave above and below the symbol
    sheet.dashes(_MARGIN - 1, below=max(_MARGIN, quiet - over))
    symbol(sheet, modules, module, left, sheet.y + over)
    _put_beside(sheet, m, words, beside, sheet.y + (height - high) / 2)
    sheet.y += height + max(_MARGIN - 2, quiet - over)
    return told


def _set_beside(m: Measures, paragraphs: tuple[str, ...], code: str, room: float) -> _Beside:
    wider = m.code.width(code) - m.beside.width(code)
    first = balanced(f"{paragraphs[0]} {code}", m.beside, room - wider)
    joined = bool(code) and first[-1].endswith(f" {code}")
    if code:
        first = [*first[:-1], first[-1].removesuffix(f" {code}")] if joined else first[:-1]
    return _Beside((first, *(balanced(each, m.beside, room) for each in paragraphs[1:])), code, joined)


def _put_beside(sheet: Sheet, m: Measures, words: _Beside, x: float, y: float) -> None:
    step = m.beside.px * _STEP
    for number, lines in enumerate(words.paragraphs):
        for line in lines:
            sheet.words(x, y, line, m.beside, step)
            y += step
        if not number and words.code:
            last = words.joined
            sheet.words(x + (m.beside.width(f"{lines[-1]} ") if last else 0), y - (step if last else 0), words.code,
                        m.code, step)  # fmt: skip
            y += 0 if last else step
        y += m.paragraph


def _missing(sheet: Sheet, m: Measures, t: Texts, missing: tuple[str, ...]) -> None:
    """Add a box to tick for each paper that the visitor has not brought."""
    bold = Face(m.need.px, 700)
    step, box = round(m.need.px * 1.25), m.need.px
    words = t("Belum ada:")
    for index, need in enumerate(missing):
        sheet.space(6 if index else 0)
        left = sheet.pad + box + 14
        taken = m.need.width(f"{words} ")
        lines = _after(need, bold, sheet.width - sheet.pad - left, taken)
        top = round(sheet.y)
        sheet.frame(QRectF(sheet.pad, top + (step - box) // 2, box, box), 3, 6)
        sheet.words(left, top, words, m.need, step)
        for row, line in enumerate(lines):
            sheet.words(left + (0 if row else taken), top + row * step, line, bold, step)
        sheet.y = top + len(lines) * step


def _after(words: str, face: Face, width: float, taken: float) -> list[str]:
    """Break `words` where the first line has `taken` dots less."""
    first = wrapped(words, face, width - taken)[0]
    if face.width(words.split(maxsplit=1)[0]) > width - taken:
        return ["", *wrapped(words, face, width)]
    rest = " ".join(words.split())[len(first) :].strip()
    return [first, *(wrapped(rest, face, width) if rest else [])]


def _foot(sheet: Sheet, m: Measures, slip: TicketSlip, lines: list[str]) -> None:
    """Add what had no room above, and the office's own last line."""
    if lines:
        sheet.y = round(sheet.y + (_MARGIN - 2 if slip.missing else 0))
        sheet.box(QRectF(sheet.pad, sheet.y, sheet.inner, 3))
        sheet.space(9)
    for line in lines:
        sheet.line(line, m.foot, height=1.3)
    footer(sheet, m, slip.footer)
    if lines or slip.missing or slip.footer:
        sheet.space(6)
