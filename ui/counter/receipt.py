"""The receipt: which papers were handed in, by when the result is promised. Keyboard first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.model.service import Requirement
from loket.office.receipts import ReceiptDraft
from ui import fonts, icons, paint
from ui.counter.promise import days_of_work, read_promise
from ui.parts.desk import DeskButton, draw_line, draw_tag, tag_width, whole
from ui.parts.dialog import Dialog
from ui.station import Station

ROW, MOST_ROWS = 44, 7
AHEAD = (3, 5, 10, 14)
"""Working days that have a button."""

NEED = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


class NeedModel(QAbstractListModel):
    """The requirements, each handed in or not."""

    def __init__(self, draft: ReceiptDraft, language: str, parent: QWidget) -> None:
        """Mark as handed in whatever the visitor did not say to lack."""
        super().__init__(parent)
        self.needs, self.language = draft.needs, language
        self.received = {need.name.id for need in draft.needs} - draft.missing

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give how many there are."""
        return 0 if parent.isValid() else len(self.needs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a requirement, its name, or whether it was handed in."""
        if not index.isValid():
            return None
        need = self.needs[index.row()]
        if role == NEED:
            return need
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if need.name.id in self.received else Qt.CheckState.Unchecked
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return need.name.say(self.language) if role in shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def toggle(self, index: Index) -> None:
        """Tick a requirement, or take the tick away."""
        if index.isValid():
            self.received ^= {self.needs[index.row()].name.id}
            self.dataChanged.emit(index, index)


class NeedDelegate(QStyledItemDelegate):
    """Draws one requirement with its box."""

    def __init__(self, station: Station, draft: ReceiptDraft, view: QListView) -> None:
        """Draw for `station` in `view`."""
        super().__init__(view)
        self.station, self.draft, self.view = station, draft, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint box, name, and what the visitor said."""
        theme, t = self.station.theme, self.station.texts
        need: Requirement = index.data(NEED)
        row = QRectF(option.rect)
        bar = self.view.verticalScrollBar()
        right = row.right() - (18 if bar.isVisible() else 8)
        if option.state & QStyle.StateFlag.State_Selected and self.view.hasFocus():
            paint.rounded(painter, row.adjusted(0, 2, -2, -2), 10, theme.color("priTint"), theme.color("pri"), 1.5)
        draw_line(painter, row.left(), row.right(), row.bottom(), theme)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box = QRectF(row.left() + 10, row.center().y() - 11, 22, 22)
        with paint.painting(painter):
            painter.setPen(QPen(theme.color("pri" if ticked else "lineStrong"), 2))
            painter.setBrush(theme.color("pri" if ticked else "surf"))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        if ticked:
            icons.draw(painter, box.adjusted(2, 2, -2, -2), "check", theme.color("onPri"))
        if need.name.id in self.draft.missing:
            words = t("Pengunjung: belum ada")
            right -= tag_width(words)
            draw_tag(painter, right, row.center().y() - 12, words, theme, "warn")
            right -= 12
        name = QRectF(row.left() + 46, row.top(), right - row.left() - 46, row.height())
        paint.draw_text(painter, name, need.name.say(t.language), fonts.of(14, 600), theme.color("ink"), min_px=12)


class NeedView(QListView):
    """The list: arrows walk, Space and a click tick."""

    def __init__(self, station: Station, draft: ReceiptDraft, parent: QWidget) -> None:
        """Make the list."""
        super().__init__(parent)
        self.needs = NeedModel(draft, station.language, self)
        self.setModel(self.needs)
        self.setItemDelegate(NeedDelegate(station, draft, self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(station.texts("Berkas yang diterima"))
        self.clicked.connect(self.needs.toggle)
        if draft.needs:
            self.setCurrentIndex(self.needs.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, walk with the arrows; leave everything else to the dialog."""
        if event.key() == Qt.Key.Key_Space:
            self.needs.toggle(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            super().keyPressEvent(event)
        else:
            event.ignore()


class ReceiptDialog(Dialog):
    """Tick what was handed in and promise a day. `decided(received, day or None)`, or `lacking(missing)`."""

    decided = Signal(object, object)
    lacking = Signal(object)

    def __init__(self, station: Station, draft: ReceiptDraft, parent: QWidget) -> None:
        """Ask about the visitor of `draft`."""
        t = station.texts
        self.draft = draft
        self.rows = min(MOST_ROWS, len(draft.needs))
        super().__init__(station, t("Tanda terima {q}", q=draft.number), (660, 330 + self.rows * ROW), parent)
        self.view = NeedView(station, draft, self)
        self.view.setVisible(bool(draft.needs))
        self.view.needs.dataChanged.connect(self._changed)
        self.day = QLineEdit(self)
        self.day.setFont(fonts.of(15, 600))
        self.day.setMaxLength(16)
        self.day.setPlaceholderText("–")
        self.day.setAccessibleName(t("Selesai paling lambat"))
        self.day.textChanged.connect(self._changed)
        self.ahead = [self._quick(f"+{count}", f"+{count}") for count in AHEAD]
        self.no_day = self._quick("–", "")
        self.cancel = DeskButton(station.theme, t("Batalkan"), hint="Esc", height=48, parent=self)
        self.cancel.clicked.connect(self.close_dialog)
        self.list = DeskButton(station.theme, t("Daftar kekurangan"), hint="Ctrl D", height=48, parent=self)
        self.list.clicked.connect(self.print_missing)
        self.go = DeskButton(station.theme, t("Cetak"), "print", "primary", hint="Enter", height=48, parent=self)
        self.go.clicked.connect(self.accept)
        self.go.setObjectName("receipt-go")
        needs = [self.view] if draft.needs else []
        self.stops = [*needs, self.day, *self.ahead, self.no_day, self.cancel, self.list, self.go]
        self._changed()

    def _quick(self, words: str, text: str) -> DeskButton:
        button = DeskButton(self.station.theme, words, height=40, parent=self)
        button.clicked.connect(lambda: self._promise(text))
        return button

    def _promise(self, text: str) -> None:
        promised = read_promise(text, self.draft)
        self.day.setText(self.station.texts.short_day(promised) if promised else "")

    # --- what was chosen ----------------------------------------------------------------------------------------

    def received(self) -> tuple[str, ...]:
        """Name what was handed in, in Indonesian and in order."""
        return tuple(need.name.id for need in self.draft.needs if need.name.id in self.view.needs.received)

    def missing(self) -> tuple[str, ...]:
        """Name what was not handed in."""
        return tuple(need.name.id for need in self.draft.needs if need.name.id not in self.view.needs.received)

    def promised(self) -> date | None:
        """Give the promised day, None without one; raises ValueError for what is no day."""
        return read_promise(self.day.text(), self.draft)

    def accept(self) -> None:
        """Print the receipt; not with a day that cannot be read."""
        try:
            promised = self.promised()
        except ValueError:
            self.day.setFocus()
            return
        self.decided.emit(self.received(), promised)
        self.close_dialog()

    def print_missing(self) -> None:
        """Print what is missing instead."""
        if self.missing():
            self.lacking.emit(self.missing())
            self.close_dialog()

    def _changed(self) -> None:
        self.list.setEnabled(bool(self.missing()))
        wrong = self._said()[1] == "red"
        if self.day.property("error") != wrong:
            self.day.setProperty("error", wrong)
            self.day.style().polish(self.day)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+D prints the list of what is missing."""
        if event.key() == Qt.Key.Key_D and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.print_missing()
            event.accept()
            return
        super().keyPressEvent(event)

    # --- looks --------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Place list, day and buttons."""
        inside = self.inside()
        self.view.setGeometry(whole(inside.left(), inside.top() + 66, inside.width(), self.rows * ROW))
        y = inside.top() + 66 + self.rows * ROW + 49
        self.day.setGeometry(whole(inside.left(), y, 170, 44))
        x = inside.left() + 170 + 12
        for button in (*self.ahead, self.no_day):
            button.setGeometry(whole(x, y + 2, 58, 40))
            x += 58 + 8
        self.place_buttons(self.cancel, self.list, self.go)

    def draw(self, painter: QPainter) -> None:
        """Paint what to do, the labels and the day in words."""
        theme, t, inside = self.station.theme, self.station.texts, self.inside()
        words = t("Centang berkas yang diterima.") if self.draft.needs else t("Layanan ini tanpa berkas.")
        top = QRectF(inside.left(), inside.top() + 36, inside.width(), 22)
        paint.draw_text(painter, top, words, fonts.of(14, 500), theme.color("ink2"))
        label = QRectF(inside.left(), self.day.y() - 27, 300, 20)
        paint.draw_text(painter, label, t("Selesai paling lambat"), fonts.of(13, 600), theme.color("ink2"))
        quick = QRectF(self.ahead[0].x(), label.top(), 300, 20)
        paint.draw_text(painter, quick, t("Hari kerja"), fonts.of(13, 600), theme.color("ink2"))
        said, tone = self._said()
        below = QRectF(inside.left(), self.day.geometry().bottom() + 8, inside.width(), 22)
        paint.draw_text(painter, below, said, fonts.of(14, 600), theme.color(tone))

    def _said(self) -> tuple[str, str]:
        """Say the promised day in words, and in which tone."""
        t = self.station.texts
        try:
            promised = self.promised()
        except ValueError:
            return t("Tulis tanggal seperti 7-12-2026, atau +5 untuk 5 hari kerja."), "red"
        if promised is None:
            return t("Tanpa janji hari selesai."), "ink2"
        ahead = days_of_work(promised, self.draft)
        if ahead is None:
            return t("{day}, bukan hari kerja", day=t.long_day(promised)), "orange"
        return f"{t.long_day(promised)} · {t.count('{n} hari kerja lagi', ahead)}", "ink"
