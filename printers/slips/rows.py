"""What all slips but the queue ticket are made of: rows that wrap, boxes to tick, numbered steps, a QR beside words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from loket.model.slip import Slip
from loket.texts import Texts
from printers.ink import Stamp, painted
from printers.paper import Face, Sheet, balanced, fitted, wrapped
from printers.slips.blocks import framed, head
from printers.slips.marks import marks_above, training_mark
from printers.slips.measures import MEASURES
from printers.slips.outline import Run
from printers.slips.sizes import SIZES

LINE = 1.28
"""Line height of rows, in font sizes."""

_BESIDE_CIRCLE = 15
"""White between a numbered circle and its words."""


def lay(runs: Sequence[Run], width: float) -> list[list[Run]]:
    """Break a paragraph of several faces into lines of at most `width` dots; no word is lost."""
    lines: list[list[Run]] = [[]]
    used = 0.0
    for words, face in runs:
        for piece in (piece for word in words.split() for piece in wrapped(word, face, width)):
            gap = face.width(" ") if lines[-1] else 0.0
            if lines[-1] and used + gap + face.width(piece) > width:
                lines.append([])
                used = gap = 0.0
            lines[-1].append((piece, face))
            used += gap + face.width(piece)
    return [[(" ".join(w for w, _ in same), face) for face, same in groupby(line, lambda run: run[1])]
            for line in lines]  # fmt: skip


class Rows:
    """A slip that grows row by row. What is empty leaves no row."""

    def __init__(self, slip: Slip, width_dots: int, copy: int) -> None:
        """Begin with the marks nobody can overlook (training, copy) and the office."""
        self.m, self.s = MEASURES[width_dots], SIZES[width_dots]
        self.t = Texts.of(slip.language)
        self.sheet = Sheet(width_dots, self.m.pad)
        self._slip = slip
        self.sheet.space(8)
        for words, small in marks_above(self.t, slip, copy):
            self.framed(words, small)
            self.sheet.space(12)
        head(self.sheet, self.m, slip.emblem, f"{slip.office} {slip.place}".strip())

    # --- lines ----------------------------------------------------------------------------------------------------

    def rule(self) -> None:
        """Add the solid line that parts what the slip is from what it says."""
        self.sheet.rule(self.s.margin - 2)

    def thin(self) -> None:
        """Add the line above a sum."""
        self.sheet.rule(4, 2)

    def space(self, dots: float) -> None:
        """Leave `dots` white."""
        self.sheet.space(dots)

    def framed(self, words: str, small: str) -> None:
        """Add a mark that cannot be overlooked."""
        framed(self.sheet, self.m, words, small)

    def dashes(self) -> None:
        """Add the dashed line between two parts."""
        self.sheet.dashes(self.s.margin + 1, self.s.margin)

    def centred(self, words: str, face: Face, *, line: float = LINE, smallest: float = 0.7) -> None:
        """Add words in the middle, made smaller (down to `smallest` of the face) before they wrap."""
        if not words.strip():
            return
        widest = max(face.width(word) for word in words.split())
        if widest > self.sheet.inner:  # a reference broken in two is hard to type: rather smaller than broken
            face = face.at(max(self.s.foot.px, math.floor(face.px * self.sheet.inner / widest)))
            smallest = 1
        face, lines = fitted(words, face, self.sheet.inner, lines=2, smallest=round(face.px * smallest))
        for each in lines:
            self.sheet.line(each, face, height=line)

    def badge(self, letter: str, name: str) -> None:
        """Add a service with its letter, in the middle."""
        side = self.m.bullet if letter else 0
        taken = side + 14 if letter else 0
        face, lines = fitted(name, self.m.service, self.sheet.inner - taken, lines=3,
                             smallest=round(self.m.service.px * 0.7))  # fmt: skip
        step = face.px * 1.18
        height = max(side, step * len(lines))
        left = (self.sheet.width - taken - max(face.width(line) for line in lines)) / 2
        if letter:
            square = QRectF(round(left), round(self.sheet.y + (height - side) / 2), side, side)
            self._inverse(square, letter, self.m.letter, self.m.bullet_radius)
        top = self.sheet.y + (height - step * len(lines)) / 2
        for index, line in enumerate(lines):
            self.sheet.words(left + taken, top + index * step, line, face, step)
        self.sheet.y += height

    def _inverse(self, shape: QRectF, words: str, face: Face, radius: float) -> None:
        while face.px > 8 and face.width(words) > shape.width() - 6:
            face = face.at(face.px - 1)
        self.sheet.box(shape, radius=radius)
        self.sheet.words(shape.center().x(), shape.top(), words, face, shape.height(), align="middle", ink=False)

    def heading(self, words: str, aside: str = "") -> None:
        """Add the heading of a part; `aside` at its right end when there is room, else below it."""
        face, step = self.s.heading, self.s.heading.px * 1.3
        top = self.sheet.y
        self.paragraph((words, face))
        if not aside:
            return
        width = self.s.body.width(aside)
        if self.s.heading.width(words) + width + 20 > self.sheet.inner:
            self.paragraph((aside, self.s.body))
            return
        self.sheet.words(self.sheet.width - self.sheet.pad, top, aside, self.s.body, step, align="right")

    def paragraph(self, *runs: Run, left: float = 0, below: float = 0) -> None:
        """Add words that wrap, `left` dots further in; `below` leaves white after them."""
        runs = tuple(run for run in runs if run[0].strip())
        if not runs:
            return
        x = self.sheet.pad + left
        for line in lay(runs, self.sheet.inner - left):
            self.put(x, line)
        self.sheet.space(below)

    def put(self, x: float, line: Sequence[Run]) -> None:
        """Add one line that begins at `x`."""
        height = max(face.px for _, face in line) * LINE
        for words, face in line:
            x += self.sheet.words(x, self.sheet.y, words, face, height) + face.width(" ")
        self.sheet.y += height

    def large(self, words: str) -> None:
        """Add the one fact that must be found at a glance, such as a day; rather smaller than on two lines."""
        face, lines = fitted(words, self.s.large, self.sheet.inner, smallest=round(self.s.large.px * 0.8))
        for line in lines:
            self.sheet.line(line, face, height=1.22, align="left")

    def pair(self, label: str, value: str) -> None:
        """Add what is asked at the left and the answer at the right; a long answer takes lines of its own."""
        if not value.strip():
            return
        plain, bold = self.s.body, self.s.bold
        step = plain.px * LINE
        room = self.sheet.inner - plain.width(label) - 20
        whole = max(bold.width(word) for word in value.split()) <= room
        beside = balanced(value, bold, room) if whole else []
        self.sheet.space(2)
        if 1 <= len(beside) <= 2:
            self.sheet.words(self.sheet.pad, self.sheet.y, label, plain, step)
            for line in beside:
                self.sheet.words(self.sheet.width - self.sheet.pad, self.sheet.y, line, bold, step, align="right")
                self.sheet.y += step
        else:
            self.paragraph((label, plain))
            self.paragraph((value, bold))
        self.sheet.space(2)

    def counted(self, sign: str, label: str, count: str, *, large: bool = False) -> None:
        """Add a row of an account: a sign or letter, what is counted (wraps), and how many at the right."""
        face = self.s.step if large else self.s.bold
        column = max(self.s.bold.width("M"), self.s.bold.width(sign)) + 12
        step = face.px * LINE
        self.sheet.space(2)
        top = self.sheet.y
        self.sheet.words(self.sheet.pad, top, sign, self.s.bold, step)
        edge = self.sheet.width - self.sheet.pad
        named = face if large else self.s.body
        room = self.sheet.inner - column - face.width(count) - 16
        above = room < self.sheet.inner * 0.45 and named.width(label) > room
        for line in wrapped(label, named, self.sheet.inner - column if above else room):
            self.sheet.words(self.sheet.pad + column, self.sheet.y, line, named, step)
            self.sheet.y += step
        if above:
            self.sheet.y += step
        self.sheet.words(edge, self.sheet.y - step if above else top, count, face, step, align="right")
        self.sheet.space(2)

    # --- shapes ---------------------------------------------------------------------------------------------------

    def ticked(self, *runs: Run, note: str = "", done: bool) -> None:
        """Add a box, with its tick when `done`, and the words that belong to it."""
        side = self.s.box
        left = side + 13
        step = max(face.px for _, face in runs) * LINE
        self.sheet.space(3)
        top = round(self.sheet.y + (step - side) / 2)
        self.sheet.frame(QRectF(self.sheet.pad, top, side, side), 3, 6)
        if done:
            self.tick(self.sheet.pad, top, side)
        below = top + side
        self.paragraph(*runs, left=left)
        self.paragraph((note, self.s.note), left=left)
        self.sheet.y = max(self.sheet.y, below)
        self.sheet.space(3)

    def tick(self, left: float, top: float, side: int) -> None:
        """Draw a tick into a square; the letters of the slips have none."""
        self.sheet.stamp(_tick(side), left, top)

    def dotted(self, *runs: Run) -> None:
        """Add a paragraph behind a dot."""
        step = max(face.px for _, face in runs) * LINE
        size = round(step / 5)
        left = 3 * size
        self.sheet.box(QRectF(self.sheet.pad, round(self.sheet.y + (step - size) / 2), size, size), radius=size / 2)
        self.paragraph(*runs, left=left)

    def together(self, *parts: str) -> list[list[Run]]:
        """Give the parts that stand beside a numbered circle as one paragraph if it is one line, else as several."""
        said = [part for part in parts if part.strip()]
        joined = " · ".join(said)
        room = self.sheet.inner - self.s.circle - _BESIDE_CIRCLE
        return [[(each, self.s.body)] for each in ([joined] if self.s.body.width(joined) <= room else said)]

    def numbered(self, n: int, *paragraphs: Sequence[Run], aside: str = "") -> None:
        """Add a numbered circle and beside it paragraphs; `aside` stands at the right of the first."""
        side = self.s.circle
        left = side + _BESIDE_CIRCLE
        first = max((face.px for _, face in paragraphs[0]), default=self.s.body.px) * LINE
        self.sheet.space(4)
        drop = max(0.0, (side - first) / 2)
        circle = QRectF(self.sheet.pad, round(self.sheet.y), side, side)
        self._inverse(circle, str(n), Face(round(side * 0.58), 800), side / 2)
        self.sheet.space(drop)
        taken = self.s.bold.width(aside) + 16 if aside else 0
        if aside:
            edge = self.sheet.width - self.sheet.pad
            self.sheet.words(edge, self.sheet.y, aside, self.s.bold, first, align="right")
        x = self.sheet.pad + left
        for index, runs in enumerate(paragraphs):
            for line in lay(runs, self.sheet.inner - left - (0 if index else taken)) if any(w for w, _ in runs) else []:
                if line:
                    self.put(x, line)
        self.sheet.y = max(self.sheet.y, circle.bottom())
        self.sheet.space(4)

    def signature(self, label: str) -> None:
        """Leave 9 mm to sign, with a line and its label before it."""
        plain = self.s.body
        self.sheet.space(72 - plain.px)
        width = self.sheet.words(self.sheet.pad, self.sheet.y, label, plain, plain.px * LINE) + 14
        self.sheet.y = round(self.sheet.y + plain.px * LINE)
        left = self.sheet.pad + width
        self.sheet.box(QRectF(round(left), self.sheet.y - 6, self.sheet.width - self.sheet.pad - round(left), 2))

    def code(self, content: str, *paragraphs: Sequence[Run]) -> None:
        """Add the QR of `content`, words beside it, and below it those that have no room there."""
        from printers.slips.beside import code

        code(self, content, *paragraphs)

    def end(self, *sentences: str) -> None:
        """Add the foot: sentences, then the office's own footer."""
        lines = [line for each in (*sentences, *self._slip.footer.splitlines()) if each.strip()
                 for line in balanced(each, self.s.foot, self.sheet.inner)]  # fmt: skip
        if lines:
            self.rule()
        for line in lines:
            self.sheet.line(line, self.s.foot)
        if self._slip.training:
            self.sheet.space(12)
            self.framed(*training_mark(self.t, self._slip))
        self.sheet.space(20)

    def image(self) -> QImage:
        """Give the picture."""
        return self.sheet.image()


@lru_cache(maxsize=8)
def _tick(side: int) -> Stamp:
    points = [QPointF(side * x, side * y) for x, y in ((0.22, 0.52), (0.42, 0.71), (0.79, 0.29))]

    def act(painter: QPainter) -> None:
        painter.setPen(QPen(Qt.GlobalColor.black, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)

    return painted(side, side, act)
