"""A grid of cells of which one can be chosen: days, times of day. One stop of the Tab key, arrows choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui import fonts, paint
from ui.station import Station

GAP = 6
CELL = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what it stands for, two lines of words, all of it for the screen reader, and whether it can be chosen."""

    key: str
    title: str
    under: str
    said: str
    free: bool = True
    mild: bool = False
    """There is little left of it: the second line is orange."""
    short: str = ""
    """What stands for the first line where there is too little room for it."""


class CellModel(QAbstractListModel):
    """The cells in their order."""

    def __init__(self, parent: QWidget) -> None:
        """Make an empty grid."""
        super().__init__(parent)
        self.cells: tuple[Cell, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give how many cells there are."""
        return 0 if parent.isValid() else len(self.cells)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a cell, its words, or all of them for the screen reader and as a tip."""
        if not index.isValid() or index.row() >= len(self.cells):
            return None
        cell = self.cells[index.row()]
        if role == CELL:
            return cell
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell.said
        return cell.title if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only free cells be chosen."""
        free = index.isValid() and self.cells[index.row()].free
        return super().flags(index) if free else Qt.ItemFlag.NoItemFlags

    def put(self, cells: Sequence[Cell]) -> None:
        """Show other cells."""
        self.beginResetModel()
        self.cells = tuple(cells)
        self.endResetModel()


class CellDelegate(QStyledItemDelegate):
    """Draws one cell."""

    def __init__(self, station: Station, view: CellGrid) -> None:
        """Draw for `station` in `view`."""
        super().__init__(view)
        self.station, self.view = station, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Fill the grid."""
        return self.view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and both lines; what is taken or closed is grey."""
        color = self.station.theme.color
        cell: Cell = index.data(CELL)
        box = QRectF(option.rect).adjusted(0, 0, -GAP, -GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ink, under = ("ink", "orange" if cell.mild else "ink2") if cell.free else ("ink3", "ink3")
        if chosen:
            paint.rounded(painter, box, 10, color("pri"))
            ink = under = "onPri"
        elif cell.free:
            paint.rounded(painter, box, 10, color("surf"), color("lineStrong"), 1)
        else:
            paint.rounded(painter, box, 10, color("surf2"))
        words = box.adjusted(6, 0, -6, 0)
        top = QRectF(words.left(), box.center().y() - 19, words.width(), 20)
        title = (cell.short or cell.title) if self.view.narrow else cell.title
        paint.draw_text(painter, top, title, fonts.of(14, 700), color(ink), paint.CENTER, min_px=12)
        line = top.translated(0, 19)
        paint.draw_text(painter, line, cell.under, fonts.of(12, 500), color(under), paint.CENTER)
        if chosen and self.view.ring:
            paint.focus_ring(painter, box, 10, color("focus"))


class CellGrid(QListView):
    """The grid. `chosen(key)` by any choice, `meant` by Enter, `turned(±1)` by Page Up and Page Down."""

    chosen = Signal(str)
    meant = Signal()
    turned = Signal(int)

    def __init__(self, station: Station, name: str, least: int, height: int, parent: QWidget, *, most: int = 99
                 ) -> None:  # fmt: skip
        """Make an empty grid called `name`: cells at least `least` wide and `height` high, at most `most` in a row."""
        super().__init__(parent)
        self.least, self.most, self.cell_height = least, most, height
        self.ring, self.narrow = False, False
        self.cells = CellModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(CellDelegate(station, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "none")
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._say)

    def put(self, cells: Sequence[Cell]) -> None:
        """Show other cells; the chosen one stays chosen while it can be."""
        key = self.key()
        if tuple(cells) != self.cells.cells:
            self.cells.put(cells)
            self._fit()
            self.choose(key)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if any(cell.free for cell in cells) else Qt.FocusPolicy.NoFocus
        )  # fmt: skip

    def key(self) -> str:
        """Give what the chosen cell stands for, empty when none is."""
        index = self.currentIndex()
        cell: Cell | None = index.data(CELL) if index.isValid() and self.selectionModel().isSelected(index) else None
        return cell.key if cell is not None and cell.free else ""

    def choose(self, key: str) -> None:
        """Choose a cell by what it stands for, none when it cannot be chosen; says nothing."""
        row = next((row for row, cell in enumerate(self.cells.cells) if cell.key == key and cell.free), None)
        if row is None:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        else:
            self.setCurrentIndex(self.cells.index(row))

    def spot(self, key: str) -> QPoint:
        """Give the middle of a cell in the viewport, where a finger would touch it."""
        row = next(row for row, cell in enumerate(self.cells.cells) if cell.key == key)
        return self.visualRect(self.cells.index(row)).center() - QPoint(GAP // 2, GAP // 2)

    def columns(self) -> int:
        """Give how many cells stand beside each other."""
        return max(1, min(self.most, (self.width() + GAP) // (self.least + GAP)))

    def full_height(self) -> int:
        """Give the height that shows everything without scrolling."""
        return -(-len(self.cells.cells) // self.columns()) * (self.cell_height + GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width with whole cells; where they scroll, the bar has its place."""
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        # Qt keeps the place of a bar that only may come: so the bar is on or off.
        scrolls = self.full_height() > self.height() + GAP
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOn if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        room = self.width() - (14 if scrolls else 1)
        wide = max((paint.text_width(cell.title, fonts.of(14, 700)) for cell in self.cells.cells), default=0.0)
        self.narrow = wide > room // self.columns() - GAP - 12  # all in short, or none
        self.setGridSize(QSize(room // self.columns(), self.cell_height + GAP))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows over what is free, turn with Page Up and Page Down; leave the rest to the page."""
        by = {
            Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.columns(), Qt.Key.Key_Down: self.columns(),
        }.get(Qt.Key(event.key()))  # fmt: skip
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if by is not None and plain:
            self._walk(by)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and plain:
            rows = [row for row, cell in enumerate(self.cells.cells) if cell.free]
            self._go(rows[0 if event.key() == Qt.Key.Key_Home else -1] if rows else None)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat() and self.key():
            self.meant.emit()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without choosing anything by itself, as Qt's list would; show it on the chosen cell."""
        self.ring = event.reason() != Qt.FocusReason.MouseFocusReason
        QFrame.focusInEvent(self, event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        self.ring = False
        super().focusOutEvent(event)
        self.viewport().update()

    def _walk(self, by: int) -> None:
        """Go to the next free cell in a direction; from nothing to the first."""
        cells = self.cells.cells
        if not self.key():
            self._go(next((row for row, cell in enumerate(cells) if cell.free), None))
            return
        row = self.currentIndex().row() + by
        while 0 <= row < len(cells) and not cells[row].free:
            row += by
        self._go(row if 0 <= row < len(cells) else None)

    def _go(self, row: int | None) -> None:
        if row is not None:
            self.ring = True
            self.setCurrentIndex(self.cells.index(row))
            self._say(self.currentIndex())

    def _say(self, index: Index) -> None:
        cell: Cell | None = index.data(CELL)
        if cell is not None and cell.free:
            self.chosen.emit(cell.key)
