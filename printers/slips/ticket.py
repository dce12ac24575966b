"""The queue ticket: the number as large as the paper allows, and under it what a visitor asks next."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from loket.model.slip import TicketSlip
from loket.texts import Texts
from printers import qr
from printers.paper import Face, Sheet, balanced, fitted, wrapped
from printers.slips.blocks import head, marks_above, symbol, training_mark
from printers.slips.measures import MEASURES, Measures


def ticket_image(slip: TicketSlip, width_dots: int, copy: int = 1) -> QImage:
    """Draw a ticket `width_dots` wide (576, 512 or 384) in black and white; a set bit of Format_Mono is ink.

    Every copy but the first says CETAK ULANG; a training office's ticket says LATIHAN at both ends.
    """
    m = MEASURES[width_dots]
    sheet = Sheet(width_dots, m.pad)
    t = Texts.of(slip.language)
    sheet.space(8)
    marks_above(sheet, m, t, training=slip.training, copy=copy)
    head(sheet, m, slip.emblem, f"{slip.office} {slip.place}".strip())
    sheet.rule()
    sheet.line(t("Nomor antrean Anda"), m.title)
    _number(sheet, m, slip.number)
    _service(sheet, m, slip.letter, slip.service)
    if slip.priority:
        _priority(sheet, m, t)
    sheet.dashes()
    _waiting(sheet, m, t, slip)
    _code(sheet, m, t, slip)
    _missing(sheet, m, t, slip.missing)
    _foot(sheet, m, t, slip)
    if slip.training:
        sheet.space(14)
        training_mark(sheet, m, t)
    sheet.space(20)
    return sheet.image()


def _number(sheet: Sheet, m: Measures, number: str) -> None:
    """Add the number; one that is wider than the paper gets smaller in the same place, so that tickets look alike."""
    face = m.number
    while face.width(number) > sheet.inner:
        face = face.at(face.px - 2)
    sheet.space(m.above_number)
    sheet.line(number, face, height=m.number.px / face.px)
    sheet.space(m.below_number)


def _service(sheet: Sheet, m: Measures, letter: str, name: str) -> None:
    taken = m.bullet + 14
    face, lines = fitted(name, m.service, sheet.inner - taken, lines=3, smallest=round(m.service.px * 0.7))
    step = face.px * (1.3 if len(lines) == 1 else 1.15)
    height = max(m.bullet, step * len(lines))
    left = (sheet.width - taken - max(face.width(line) for line in lines)) / 2
    bullet = QRectF(round(left), round(sheet.y + (height - m.bullet) / 2), m.bullet, m.bullet)
    sheet.box(bullet, radius=m.bullet_radius)
    face_of_letter = m.letter if len(letter) == 1 else m.letter.at(round(m.letter.px * 0.75))
    sheet.words(bullet.center().x(), bullet.top(), letter, face_of_letter, m.bullet, align="middle", ink=False)
    top = sheet.y + (height - step * len(lines)) / 2
    for index, line in enumerate(lines):
        sheet.words(left + taken, top + index * step, line, face, step)
    sheet.y += height


def _priority(sheet: Sheet, m: Measures, t: Texts) -> None:
    words = t("Prioritas")
    up, side = m.priority_pad
    width, height = round(m.priority.width(words)) + 2 * side, round(m.priority.px * 1.3) + 2 * up
    sheet.space(16)
    sheet.box(QRectF(round((sheet.width - width) / 2), round(sheet.y), width, height), radius=12)
    sheet.words(sheet.width / 2, round(sheet.y), words, m.priority, height, align="middle", ink=False)
    sheet.y += height


def _waiting(sheet: Sheet, m: Measures, t: Texts, slip: TicketSlip) -> None:
    """Add who is ahead and, only when the visitor was told one, the wait; else the time the number was taken."""
    if slip.ahead:
        left = (t("Di depan Anda"), t.count("{n} orang", slip.ahead))
    else:
        left = (t("Giliran"), t("Anda berikutnya"))
    if slip.told_low_s is not None and slip.told_high_s is not None:
        spread = t.minutes_between(slip.told_low_s, slip.told_high_s)
        low, _, high = spread.partition("–")
        spread = spread if low != high else low
        right = (t("Perkiraan tunggu"), t("{a} menit", a=spread))
    else:
        right = (t("Diambil pukul"), t.time(slip.taken_at))
    value = m.value
    while value.px > m.label.px and value.width(left[1]) + value.width(right[1]) + 16 > sheet.inner:
        value = value.at(value.px - 1)
    top, below = sheet.y, sheet.y + m.label.px * 1.3
    edge = sheet.width - sheet.pad
    sheet.words(sheet.pad, top, left[0], m.label, m.label.px * 1.3)
    sheet.words(edge, top, right[0], m.label, m.label.px * 1.3, align="right")
    sheet.words(sheet.pad, below, left[1], value, m.value.px * 1.3)
    sheet.words(edge, below, right[1], value, m.value.px * 1.3, align="right")
    sheet.y = below + m.value.px * 1.3


def _code(sheet: Sheet, m: Measures, t: Texts, slip: TicketSlip) -> None:
    """Add the QR with its white border, and beside it what it is for and what to do when the call was missed."""
    modules = qr.modules(qr.content_of(slip))
    module = next((each for each in m.modules if len(modules) * each <= m.qr_most), m.modules[-1])
    side, quiet = len(modules) * module, qr.QUIET * module
    left = max(sheet.pad, quiet)
    beside = left + side + max(m.qr_gap, quiet)
    room = sheet.width - sheet.pad - beside
    step = m.beside.px * 1.35
    if slip.link:
        first, code = t("Pindai, pantau dari ponsel:"), slip.code
    else:
        first, code = t("Pindai untuk menyimpan nomor di ponsel."), ""
    upper = balanced(first, m.beside, room)
    lower = balanced(t("Terlewat? Lapor ke petugas, nomor tetap berlaku."), m.beside, room)
    joined = bool(code) and m.beside.width(f"{upper[-1]} ") + m.code.width(code) <= room
    rows = len(upper) + len(lower) + (1 if code and not joined else 0)
    height = max(side, rows * step + m.paragraph)
    over = (height - side) // 2  # white that the words leave above and below the symbol
    sheet.dashes(below=max(17, quiet - over))
    symbol(sheet, modules, module, left, round(sheet.y + (height - side) / 2))
    y = sheet.y + (height - rows * step - m.paragraph) / 2
    for index, line in enumerate(upper):
        sheet.words(beside, y, line, m.beside, step)
        if joined and index == len(upper) - 1:
            sheet.words(beside + m.beside.width(f"{line} "), y, code, m.code, step)
        y += step
    if code and not joined:
        sheet.words(beside, y, code, m.code, step)
        y += step
    y += m.paragraph
    for line in lower:
        sheet.words(beside, y, line, m.beside, step)
        y += step
    sheet.y = math.ceil(sheet.y + height + max(0, quiet - over - (17 if slip.missing else 13)))


def _missing(sheet: Sheet, m: Measures, t: Texts, missing: tuple[str, ...]) -> None:
    """Add a box to tick for each paper that the visitor has not brought."""
    if not missing:
        return
    sheet.dashes()
    bold = Face(m.need.px, 700)
    step = m.need.px * 1.3
    words = t("Belum ada:")
    for index, need in enumerate(missing):
        if index:
            sheet.space(7)
        box = 30
        left = sheet.pad + box + 14
        taken = m.need.width(f"{words} ")
        lines = _after(need, bold, sheet.width - sheet.pad - left, taken)
        top = sheet.y + max(0, (box - step) / 2)
        sheet.frame(QRectF(sheet.pad, round(top + (step - box) / 2), box, box), 3, 6)
        sheet.words(left, top, words, m.need, step)
        for row, line in enumerate(lines):
            sheet.words(left + (0 if row else taken), top + row * step, line, bold, step)
        sheet.y = max(top + len(lines) * step, sheet.y + box)


def _after(words: str, face: Face, width: float, taken: float) -> list[str]:
    """Break `words` where the first line has `taken` dots less."""
    first = wrapped(words, face, width - taken)[0]
    if face.width(words.split(maxsplit=1)[0]) > width - taken:
        return ["", *wrapped(words, face, width)]
    rest = " ".join(words.split())[len(first) :].strip()
    return [first, *(wrapped(rest, face, width) if rest else [])]


def _foot(sheet: Sheet, m: Measures, t: Texts, slip: TicketSlip) -> None:
    sheet.rule()
    when = f"{t.short_day(slip.taken_at)} {t.time(slip.taken_at)}"
    free = t("Gratis. Ada pungutan? lapor.go.id") if slip.free_of_charge else t("Ada pungutan liar? lapor.go.id")
    sheet.line(free, m.foot, height=1.4)
    sheet.line(when if slip.link or not slip.code else f"{when} · {slip.code}", m.foot, height=1.4)
