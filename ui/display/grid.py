"""The grid: a fixed place for every counter, for halls with many of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.office.pictures import HallCall, HallCounter
from ui import icons, paint
from ui.display.calls import LEFT
from ui.display.part import Part


@dataclass(frozen=True, slots=True)
class Cell:
    """A counter, the words beside its plate, the call that is shown in it, and whether it is yellow."""

    counter: HallCounter
    words: str = ""
    call: HallCall | None = None
    hot: bool = False

    @property
    def number(self) -> str:
        """The number in the cell; empty when nobody is at the counter."""
        return self.call.number if self.call is not None else self.counter.number


def shape(count: int, *, portrait: bool) -> tuple[int, int]:
    """Give columns and rows for `count` counters."""
    if portrait:
        columns = 1 if count <= 2 else 2 if count <= 12 else 3
    else:
        columns = next((c for most, c in ((1, 1), (4, 2), (9, 3), (16, 4), (20, 5)) if count <= most), 6)
        if 9 < count <= 12:
            columns = 4
    return columns, max(1, math.ceil(count / columns))


class CounterGrid(Part):
    """Every counter at its place: who is called (yellow), served, or why nobody is."""

    cells: tuple[Cell, ...] = ()

    def set_cells(self, cells: Sequence[Cell]) -> None:
        """Show these counters; only the places that changed are painted again."""
        old, self.cells = self.cells, tuple(cells)
        if len(old) != len(self.cells):
            self.update()
            return
        for index, (before, after) in enumerate(zip(old, self.cells, strict=True)):
            if before != after:
                self.update(self.place(index).toAlignedRect())

    def place(self, index: int) -> QRectF:
        """Give the rectangle of a counter's place."""
        px = self.look.px
        columns, rows = shape(len(self.cells), portrait=self.look.portrait)
        gap = px(20)
        width = (self.width() - gap * (columns - 1)) / columns
        height = (self.height() - gap * (rows - 1)) / rows
        return QRectF((index % columns) * (width + gap), (index // columns) * (height + gap), width, height)

    def rect_of(self, counter: int) -> QRectF:
        """Give the place of counter `counter`; the middle of the grid when it has none."""
        for index, cell in enumerate(self.cells):
            if cell.counter.counter.number == counter:
                return self.place(index).translated(self.pos())
        return QRectF(self.geometry().center(), self.geometry().center()).adjusted(-40, -40, 40, 40)

    def _draw(self, painter: QPainter) -> None:
        self.drawn = tuple(cell.call.seq for cell in self.cells if cell.call is not None)
        for index, cell in enumerate(self.cells):
            self._draw_cell(painter, self.place(index), cell)

    def _draw_cell(self, painter: QPainter, box: QRectF, cell: Cell) -> None:
        look, px = self.look, self.look.px
        # A cell keeps the proportions of the twelve-counter grid, whatever its size.
        unit = min(box.width() / 445, box.height() / 277)
        busy = bool(cell.number)
        fill = look.color("call") if cell.hot else look.color("surf" if busy else "bg")
        line = look.color("call" if cell.hot else "line")
        paint.rounded(painter, box, 26 * unit, fill, line, max(1.0, px(2)))
        ink = look.color("onCall") if cell.hot else look.color("ink" if busy else "ink2")
        left, right = box.left() + 28 * unit, box.right() - 28 * unit
        plate = QRectF(left, box.top() + 22 * unit, 108 * unit, 80 * unit)
        paint.rounded(painter, plate, 10 * unit, look.color("onCall" if cell.hot else "priTint"))
        scale = unit / look.k
        paint.draw_number(
            painter, plate.adjusted(8 * unit, 0, -8 * unit, 0), cell.counter.counter.plate, look.font(64 * scale, 700),
            look.color("call") if cell.hot else ink,
        )  # fmt: skip
        edge = right
        if cell.hot:
            edge = right - 52 * unit
            icons.draw(
                painter, QRectF(edge, plate.center().y() - 26 * unit, 52 * unit, 52 * unit), "campaign", ink, fill=True
            )
        words = QRectF(plate.right() + 18 * unit, plate.top(), edge - plate.right() - 26 * unit, plate.height())
        paint.draw_text(
            painter, words, cell.words, look.font(max(27 * scale, 24)), ink if cell.hot else look.color("ink2"),
            max_lines=2, min_px=24 * unit, line_height=1.15,
        )  # fmt: skip
        room = QRectF(left, plate.bottom(), right - left, box.bottom() - 18 * unit - plate.bottom())
        if busy:
            paint.draw_number(painter, room, cell.number, look.font(142 * scale, 700), ink, LEFT)
        else:
            self._draw_state(painter, room, cell.counter.state, unit)

    def _draw_state(self, painter: QPainter, room: QRectF, state: str, unit: float) -> None:
        look, t = self.look, self.look.texts
        left = room.left()
        if state == "break":
            icons.draw(painter, QRectF(left, room.center().y() - 30 * unit, 60 * unit, 60 * unit), "coffee",
                       look.color("ink2"), fill=True)  # fmt: skip
            left += 80 * unit
        words = {"ready": t("Siap melayani"), "break": t("Istirahat"), "closed": t("Tutup")}.get(state, "")
        box = QRectF(left, room.top(), room.right() - left, room.height())
        paint.draw_text(
            painter, box, words, look.font(50 * unit / look.k, 700), look.color("ink2"), max_lines=2,
            min_px=34 * unit, line_height=1.1,
        )  # fmt: skip


def cells_of(
    counters: Sequence[HallCounter], calls: Mapping[int, HallCall], hot: frozenset[int], names: Mapping[str, str]
) -> tuple[Cell, ...]:
    """Make the cells: `calls` by counter are what the hall shows now, `hot` the counters that are yellow."""
    made = []
    for counter in counters:
        call = calls.get(counter.counter.number)
        code = call.service if call is not None else counter.service
        if not code and counter.state == "ready" and counter.counter.services:
            code = counter.counter.services[0]
        made.append(Cell(counter, names.get(code, ""), call, counter.counter.number in hot))
    return tuple(made)
