"""The queue at the left: waiting, parked and missed visitors, one list, rows of 56 px."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.office.pictures import QueueEntry
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.counter.pane import TONE_INK, tone_of
from ui.counter.paper_words import no_paper_tag
from ui.counter.queue_words import entry_tag, row_note, row_tip, told_words
from ui.parts.desk import draw_line, draw_tag, tag_width
from ui.station import Station

ROW, FIRST_ROW = 56, 64
ENTRY = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """The entries of one tab. `tab`: "queue", "parked" or "missed". `late_s` is the age of the picture in seconds."""

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        """Make an empty list."""
        super().__init__(parent)
        self.texts = texts
        self.tab = "queue"
        self.entries: tuple[QueueEntry, ...] = ()
        self.late_s = 0
        self.counter = 0
        self.now: datetime | None = None
        """Counter and time of the picture."""

    def is_next(self, row: int) -> bool:
        """Tell whether a row is the visitor whom the next press calls."""
        if self.tab != "queue" or row != 0 or not self.entries:
            return False
        return self.now is None or self.entries[0].callable_at(self.counter, self.now)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give how many entries there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give an entry, or its number for the screen reader and for typing."""
        if not index.isValid() or index.row() >= len(self.entries):
            return None
        entry = self.entries[index.row()]
        if role == ENTRY:
            return entry
        if role == Qt.ItemDataRole.ToolTipRole:
            return row_tip(entry, self.now, self.texts) or None
        return entry.number if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None

    def put(self, tab: str, entries: tuple[QueueEntry, ...]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.tab, self.entries, self.late_s = tab, entries, 0
        self.endResetModel()

    def waited(self, entry: QueueEntry) -> int:
        """Give how long a visitor has waited by now, in seconds."""
        return entry.waited_s + self.late_s


class QueueDelegate(QStyledItemDelegate):
    """Draws one row."""

    def __init__(self, station: Station, model: QueueModel) -> None:
        """Draw for `station`."""
        super().__init__(model)
        self.station, self.model = station, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height: the next visitor's is a little higher."""
        first = self.model.is_next(index.row())
        return QSize(200, FIRST_ROW if first else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint letter, number, service, marks and waiting time."""
        theme, texts = self.station.theme, self.station.texts
        entry: QueueEntry = index.data(ENTRY)
        rect = QRectF(option.rect)
        first = self.model.is_next(index.row())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if first or chosen:
            painter.fillRect(rect, theme.color("priTint"))
        draw_line(painter, rect.left(), rect.right() + 1, rect.bottom() - 1, theme)
        if chosen:
            paint.rounded(
                painter, QRectF(rect.left() + 4, rect.top() + 6, 4, rect.height() - 13), 2, theme.color("pri")
            )
        middle = rect.center().y() - 0.5
        paint.bullet(painter, QRectF(16, middle - 13, 26, 26), entry.service, theme.hue(entry.hue))
        number = QRectF(54, rect.top(), 62, rect.height() - 1)
        paint.draw_number(
            painter, number, entry.number, fonts.of(19, 700), theme.color("ink"), Qt.AlignmentFlag.AlignLeft
        )
        shown = rect.adjusted(0, 0, 0, -1)
        if chosen and self.model.tab == "queue":
            icons.draw(painter, more_rect(rect), "more_horiz", theme.color("ink2"))
            shown.setRight(more_rect(rect).left() + 10)
        right = self._wait(painter, shown, entry)
        self._words(
            painter, QRectF(128, rect.top(), right - 128 - 8, rect.height() - 1), entry, first=first, texts=texts
        )

    def _wait(self, painter: QPainter, rect: QRectF, entry: QueueEntry) -> float:
        theme = self.station.theme
        seconds = self.model.waited(entry)
        tone = tone_of(seconds, entry.wait_minutes) if self.model.tab == "queue" else "plain"
        ink = theme.color(TONE_INK[tone])
        figure, unit = str(seconds // 60), self.station.texts("mnt")
        bold, plain = fonts.of(14, 700), fonts.of(14, 500)
        unit_width = paint.text_width(unit, plain)
        x = rect.right() - 16 - unit_width
        paint.draw_text(painter, QRectF(x, rect.top(), unit_width + 4, rect.height()), unit, plain, ink)
        width = paint.text_width(figure, bold)
        x -= width + 4
        paint.draw_text(painter, QRectF(x, rect.top(), width + 4, rect.height()), figure, bold, ink)
        if entry.without_paper and (
            self.model.tab != "queue" or entry_tag(entry, self.station.texts, self.model.counter, self.model.now)
        ):
            x -= 24  # where a tag says something else
            icons.draw(painter, QRectF(x, rect.center().y() - 9, 18, 18), "print_error", theme.color("orange"), True)
        elif tone != "plain":
            x -= 22
            icons.draw(painter, QRectF(x, rect.center().y() - 9, 18, 18), "timer", ink, True)
        return x

    def _words(self, painter: QPainter, rect: QRectF, entry: QueueEntry, *, first: bool, texts: Texts) -> None:
        theme = self.station.theme
        title = texts("Berikutnya") if first else entry.service_name.say(texts.language)
        model = self.model
        under = told_words(entry, model.now, texts) if model.tab == "queue" else row_note(entry, model.tab, texts)
        tag = entry_tag(entry, texts, model.counter, model.now) if model.tab == "queue" else None
        if tag is None and entry.without_paper and self.model.tab == "queue":
            tag = no_paper_tag(texts)
        top = rect.center().y() - (22 if tag else 18)
        crowded = model.tab == "queue" and paint.text_width(title, fonts.of(13, 600)) > rect.width()
        if not tag and (not under or crowded):
            paint.draw_text(painter, rect, title, fonts.of(13, 600), theme.color("ink"), max_lines=2, line_height=1.2)
            return
        paint.draw_text(
            painter, QRectF(rect.left(), top, rect.width(), 17), title, fonts.of(13, 600), theme.color("ink")
        )
        if tag:
            icon = tag[2] if tag_width(tag[0], icon=True) <= rect.width() + 1 else ""  # rather no icon than half a word
            draw_tag(painter, rect.left(), top + 20, tag[0], theme, tag[1], icon=icon, room=rect.width())
        else:
            small = fonts.of(12, 500)
            paint.draw_text(painter, QRectF(rect.left(), top + 18, rect.width(), 18), under, small, theme.color("ink2"))


MORE = 40
"""The width at the right of the chosen row that opens its menu."""


def more_rect(row: QRectF) -> QRectF:
    """Give the place of the three dots."""
    return QRectF(row.right() - 34, row.center().y() - 10.5, 20, 20)


class QueueView(QListView):
    """The list itself. `chosen` when a row is meant (Enter or a double click)."""

    chosen = Signal()
    turned = Signal(int)
    """-1 or 1: the tab to the left or right."""
    menu = Signal(QPoint)
    """The menu of the chosen visitor is wanted at a point of the list."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the list."""
        super().__init__(parent)
        self.entries = QueueModel(station.texts, self)
        self.setModel(self.entries)
        self.setItemDelegate(QueueDelegate(station, self.entries))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setAccessibleName(station.texts("Daftar antrean"))
        self.doubleClicked.connect(self.chosen)

    def put(self, tab: str, entries: tuple[QueueEntry, ...], counter: int, now: datetime) -> None:
        """Show entries as `counter` had them at `now`, and keep the chosen visitor chosen."""
        self.entries.counter, self.entries.now = counter, now
        same_tab = tab == self.entries.tab
        before = self.entry() if same_tab else None
        if not same_tab or entries != self.entries.entries:
            top = self.verticalScrollBar().value()
            self.entries.put(tab, entries)
            self.verticalScrollBar().setValue(top if same_tab else 0)
        self.entries.late_s = 0
        if before is not None:
            for row, entry in enumerate(entries):
                if entry.visit == before.visit:
                    self.setCurrentIndex(self.entries.index(row))
        self.viewport().update()

    def entry(self) -> QueueEntry | None:
        """Give the chosen visitor."""
        found: QueueEntry | None = self.currentIndex().data(ENTRY) if self.currentIndex().isValid() else None
        return found

    def step(self, by: int) -> None:
        """Choose the next or the previous visitor."""
        count = self.entries.rowCount()
        if count:
            row = self.currentIndex().row() + by if self.currentIndex().isValid() else (0 if by > 0 else count - 1)
            self.setCurrentIndex(self.entries.index(max(0, min(count - 1, row))))

    def grow_old(self, late_s: int) -> None:
        """Let waiting times go on; repaints when a minute changes."""
        before = [self.entries.waited(entry) // 60 for entry in self.entries.entries]
        self.entries.late_s = late_s
        if before != [self.entries.waited(entry) // 60 for entry in self.entries.entries]:
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Take the keyboard without choosing anything by itself, as Qt's list would."""
        QFrame.focusInEvent(self, event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu at the dots of the row that is chosen already."""
        index = self.indexAt(event.position().toPoint())
        chosen = index.isValid() and index == self.currentIndex()
        if chosen and event.button() == Qt.MouseButton.LeftButton and event.position().x() > self.dots_from():
            self.menu.emit(event.position().toPoint())
            return
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu where the right button was pressed, or at the chosen row for the key."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if not index.isValid():
                return
            self.setCurrentIndex(index)
            self.menu.emit(event.pos())
        elif self.currentIndex().isValid():
            self.menu.emit(self.visualRect(self.currentIndex()).bottomLeft() + QPoint(54, 0))

    def dots_from(self) -> float:
        """Give where the dots of the chosen row begin."""
        return self.viewport().width() - MORE if self.entries.tab == "queue" else float("inf")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows, choose with Enter, turn tabs left and right; leave everything else to the screen."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.turned.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()


def waited_now(board_now: datetime, now: datetime) -> int:
    """Give the age of a picture in whole seconds."""
    return max(0, int((now - board_now).total_seconds()))
