"""Lists to choose one thing from: officers as cards, counters as rows."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.office.pictures import OfficerFace, SignInCounter
from ui import fonts, icons, paint
from ui.station import Station

ITEM = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
CARD_HEIGHT, CARD_WIDTH, ROW_HEIGHT, SCROLL_BAR = 150, 148, 64, 14


class _Items(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: tuple[Any, ...] = ()
        self.name_of: Callable[[Any], str] = str

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.name_of(item) if role in shown else None

    def put(self, items: tuple[Any, ...], name_of: Callable[[Any], str]) -> None:
        self.beginResetModel()
        self.items, self.name_of = items, name_of
        self.endResetModel()


class ChoiceList(QListView):
    """A list with one choice; `grid` puts the items beside each other. `changed` by any choice, `meant` by Enter."""

    changed = Signal()
    meant = Signal()

    def __init__(self, name: str, parent: QWidget, *, grid: bool = False) -> None:
        """Make an empty list that a screen reader calls `name`."""
        super().__init__(parent)
        self._items = _Items(self)
        self._key_of: Callable[[Any], Hashable] = str
        self.grid = grid
        self.setModel(self._items)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "none")
        self.viewport().setAutoFillBackground(False)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        if grid:
            self.setViewMode(QListView.ViewMode.IconMode)
            self.setMovement(QListView.Movement.Static)
            self.setResizeMode(QListView.ResizeMode.Adjust)
            self.setUniformItemSizes(True)
        self.doubleClicked.connect(self.meant)
        self.selectionModel().currentChanged.connect(lambda *_: self.changed.emit())

    def put(self, items: tuple[Any, ...], key_of: Callable[[Any], Hashable], name_of: Callable[[Any], str]) -> None:
        """Show `items`; what was chosen stays chosen."""
        if items == self._items.items:
            return
        before = self.item()
        self._key_of = key_of
        self._items.put(items, name_of)
        if before is not None:
            self.choose(key_of(before))

    def item(self) -> Any:  # noqa: ANN401 - whatever was put in
        """Give the chosen item, or None."""
        return self.currentIndex().data(ITEM) if self.currentIndex().isValid() else None

    def choose(self, key: Hashable) -> None:
        """Choose the item with this key."""
        for row, item in enumerate(self._items.items):
            if self._key_of(item) == key:
                self.setCurrentIndex(self._items.index(row))
                return

    def spot(self, key: Hashable) -> QPoint:
        """Give the middle of an item in the viewport, where a finger would touch it."""
        keys = [self._key_of(item) for item in self._items.items]
        return self.visualRect(self._items.index(keys.index(key))).center()

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without choosing anything by itself, as Qt's list would."""
        QFrame.focusInEvent(self, event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter and the function keys to the screen."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F12:
            event.ignore()
            return
        arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        if not self.currentIndex().isValid() and key in arrows and self._items.items:
            self.setCurrentIndex(self._items.index(0))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the width with whole cards."""
        if self.grid:
            room = self.width() - SCROLL_BAR
            self.setGridSize(QSize(room // self.columns(), CARD_HEIGHT + 12))
        super().resizeEvent(event)

    def columns(self) -> int:
        """Give how many cards stand beside each other."""
        return max(1, min(3, (self.width() - SCROLL_BAR) // (CARD_WIDTH - 8))) if self.grid else 1

    def full_height(self) -> int:
        """Give the height that shows everything without scrolling."""
        count = len(self._items.items)
        return -(-count // self.columns()) * (CARD_HEIGHT + 12) if self.grid else count * ROW_HEIGHT


class OfficerDelegate(QStyledItemDelegate):
    """Draws an officer as a card: code in a disc, name below."""

    def __init__(self, station: Station, view: ChoiceList) -> None:
        """Draw for `station`."""
        super().__init__(view)
        self.station, self.view = station, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Fill the grid."""
        return self.view.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the card."""
        theme = self.station.theme
        officer: OfficerFace = index.data(ITEM)
        card = QRectF(option.rect).adjusted(4, 4, -8, -8)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _ground(painter, card, self.station, chosen=chosen, radius=18)
        disc = QRectF(card.center().x() - 30, card.top() + 26, 60, 60)
        paint.rounded(painter, disc, 30, theme.color("pri" if chosen else "surf2"))
        ink = theme.color("onPri" if chosen else "ink2")
        paint.draw_number(painter, disc.adjusted(6, 0, -6, 0), officer.code, fonts.of(22, 700), ink)
        name = QRectF(card.left() + 8, disc.bottom() + 10, card.width() - 16, 36)
        paint.draw_text(painter, name, officer.name, fonts.of(13, 600), theme.color("ink"), paint.CENTER, 2, 12)


class CounterDelegate(QStyledItemDelegate):
    """Draws a counter as a row: plate, name, who holds it."""

    def __init__(self, station: Station, view: ChoiceList) -> None:
        """Draw for `station`."""
        super().__init__(view)
        self.station = station

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        theme, t = self.station.theme, self.station.texts
        place: SignInCounter = index.data(ITEM)
        row = QRectF(option.rect).adjusted(4, 0, -4, -8)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        _ground(painter, row, self.station, chosen=chosen, radius=12)
        plate = QRectF(row.left() + 12, row.center().y() - 18, 36 if len(place.counter.plate) < 3 else 48, 36)
        paint.plate(painter, plate, place.counter.plate, "ink", theme, font=fonts.of(18, 700))
        left = plate.right() + 14
        title = QRectF(left, row.center().y() - 19, row.right() - 44 - left, 19)
        paint.draw_text(painter, title, place.counter.name.say(t.language), fonts.of(14, 700), theme.color("ink"))
        who, ink = t("Kosong"), theme.color("green")
        if place.officer is not None:
            who, ink = self._held(place), theme.color("ink2")
        paint.draw_text(painter, title.translated(0, 19), who, fonts.of(12, 500), ink)
        mark = QRectF(row.right() - 36, row.center().y() - 11, 22, 22)
        icons.draw(painter, mark, "radio_button_checked" if chosen else "radio_button_unchecked", theme.color("pri"))

    def _held(self, place: SignInCounter) -> str:
        t = self.station.texts
        if place.officer is None:
            return ""
        if place.since is None:
            return place.officer.name
        return t("{officer} sejak {t}", officer=place.officer.name, t=t.time(place.since))


def _ground(painter: QPainter, rect: QRectF, station: Station, *, chosen: bool, radius: float) -> None:
    theme = station.theme
    fill: QColor = theme.color("priTint" if chosen else "surf")
    line, width = ("pri", 2.0) if chosen else ("touchLine", 1.0)
    paint.rounded(painter, rect, radius, fill, theme.color(line), width)
