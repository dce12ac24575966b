"""Transfer: to which service, with a message for the colleague. The number stays."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.office.pictures import CurrentVisit, TransferTarget
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.parts.desk import DeskButton, whole
from ui.parts.dialog import Dialog
from ui.station import Station

ROW = 66
MOST_ROWS = 5
NOTE_LETTERS = 140
TARGET = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


def counters_words(target: TransferTarget, t: Texts) -> str:
    """Say which counters serve a service now."""
    if not target.counters:
        return t("Belum ada loket yang buka")
    numbers = ", ".join(str(number) for number in target.counters)
    return t.count("Loket {numbers}", len(target.counters), numbers=numbers)


class TargetModel(QAbstractListModel):
    """The services one can transfer to."""

    def __init__(self, targets: tuple[TransferTarget, ...], language: str, parent: QWidget) -> None:
        """List `targets`."""
        super().__init__(parent)
        self.targets, self.language = targets, language

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Give how many there are."""
        return 0 if parent.isValid() else len(self.targets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a target; its letter and name for typing and for the screen reader."""
        if not index.isValid():
            return None
        target = self.targets[index.row()]
        if role == TARGET:
            return target
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{target.service.code} {target.service.name.say(self.language)}" if role in shown else None


class TargetDelegate(QStyledItemDelegate):
    """Draws one service to choose."""

    def __init__(self, station: Station, view: QListView) -> None:
        """Draw for `station` in `view`."""
        super().__init__(view)
        self.station, self.view = station, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint letter, name, counters, people waiting and the mark of the choice."""
        theme, t = self.station.theme, self.station.texts
        target: TransferTarget = index.data(TARGET)
        bar = self.view.verticalScrollBar()
        row = QRectF(option.rect).adjusted(0, 3, -10 if bar.isVisible() else 0, -3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            paint.rounded(painter, row, 12, theme.color("priTint"), theme.color("pri"), 2)
        service = target.service
        paint.bullet(
            painter, QRectF(row.left() + 14, row.center().y() - 15, 30, 30), service.code, theme.hue(service.hue)
        )
        mark = QRectF(row.right() - 14 - 22, row.center().y() - 11, 22, 22)
        name = "radio_button_checked" if chosen else "radio_button_unchecked"
        icons.draw(painter, mark, name, theme.color("pri"))
        figure, words = t.number(target.waiting), t("menunggu")
        width = paint.text_width(words, fonts.of(13, 500))
        x = mark.left() - 14 - width
        paint.draw_text(painter, QRectF(x, row.top(), width + 4, row.height()), words, fonts.of(13, 500),
                        theme.color("ink2"))  # fmt: skip
        wide = paint.text_width(figure, fonts.of(13, 700))
        x -= wide + 5
        paint.draw_text(painter, QRectF(x, row.top(), wide + 4, row.height()), figure, fonts.of(13, 700),
                        theme.color("ink"))  # fmt: skip
        left = row.left() + 58
        title = QRectF(left, row.center().y() - 19, x - 12 - left, 19)
        paint.draw_text(painter, title, service.name.say(t.language), fonts.of(14, 700), theme.color("ink"))
        numbers = ", ".join(str(number) for number in target.counters)
        under = (
            t.count("Loket {numbers}", len(target.counters), numbers=numbers)
            if numbers
            else t("Belum ada loket yang buka")
        )
        ink = theme.color("ink2" if numbers else "orange")
        paint.draw_text(painter, title.translated(0, 19), under, fonts.of(12, 500), ink)


class TargetView(QListView):
    """The list of services; Enter is left to the dialog."""

    def __init__(self, station: Station, targets: tuple[TransferTarget, ...], parent: QWidget) -> None:
        """Make the list."""
        super().__init__(parent)
        self.setModel(TargetModel(targets, station.language, self))
        self.setItemDelegate(TargetDelegate(station, self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(station.texts("Layanan tujuan"))
        if targets:
            self.setCurrentIndex(self.model().index(0, 0))

    def spot(self, code: str) -> QPoint:
        """Give the middle of a service's row in the viewport, where a finger would touch it."""
        model = self.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        return self.visualRect(next(row for row in rows if row.data(TARGET).service.code == code)).center()

    def step(self, by: int) -> None:
        """Choose the next or the previous service."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter, Esc and the function keys to the dialog."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape) or (
            Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)


class TransferDialog(Dialog):
    """Choose where a visitor goes on. `decided(service code, message)`."""

    decided = Signal(str, str)

    def __init__(self, station: Station, visit: CurrentVisit, targets: tuple[TransferTarget, ...], parent: QWidget
                 ) -> None:  # fmt: skip
        """Offer every service but the visitor's own."""
        t = station.texts
        others = tuple(target for target in targets if target.service.code != visit.service.code)
        self.rows = max(1, min(MOST_ROWS, len(others)))
        super().__init__(station, t("Alihkan {q}", q=visit.number), (660, 272 + self.rows * ROW), parent)
        self.view = TargetView(station, others, self)
        self.view.doubleClicked.connect(self.accept)
        self.note = QLineEdit(self)
        self.note.setFont(fonts.of(14, 500))
        self.note.setMaxLength(NOTE_LETTERS)
        self.note.setPlaceholderText(t("Boleh kosong"))
        self.note.setAccessibleName(t("Pesan untuk petugas berikutnya"))
        self.cancel = DeskButton(station.theme, t("Batalkan"), hint="Esc", height=48, parent=self)
        self.cancel.clicked.connect(self.close_dialog)
        self.go = DeskButton(station.theme, t("Alihkan"), kind="primary", hint="Enter", height=48, parent=self)
        self.go.clicked.connect(self.accept)
        self.go.setEnabled(bool(others))
        self.view.setObjectName("targets")
        self.go.setObjectName("transfer-go")
        self.stops = [self.view, self.note, self.cancel, self.go]

    def target(self) -> TransferTarget | None:
        """Give the chosen service."""
        found: TransferTarget | None = self.view.currentIndex().data(TARGET)
        return found

    def accept(self) -> None:
        """Hand the choice over and go."""
        target = self.target()
        if target is not None:
            self.decided.emit(target.service.code, self.note.text().strip())
            self.close_dialog()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows choose from anywhere in the dialog."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.view.step(1 if event.key() == Qt.Key.Key_Down else -1)
            event.accept()
            return
        super().keyPressEvent(event)

    def arrange(self) -> None:
        """Place list, message and buttons."""
        inside = self.inside()
        self.view.setGeometry(whole(inside.left(), inside.top() + 46, inside.width(), self.rows * ROW))
        y = self.view.geometry().bottom() + 42
        self.note.setGeometry(whole(inside.left(), y, inside.width(), 44))
        self.place_buttons(self.cancel, self.go)

    def draw(self, painter: QPainter) -> None:
        """Paint the label and the promise."""
        theme, t, inside = self.station.theme, self.station.texts, self.inside()
        label = QRectF(inside.left(), self.note.y() - 26, inside.width(), 20)
        paint.draw_text(painter, label, t("Pesan untuk petugas berikutnya"), fonts.of(13, 600), theme.color("ink2"))
        promise = QRectF(inside.left(), inside.bottom() - 48, self.cancel.x() - inside.left() - 12, 48)
        paint.draw_text(painter, promise, t("Pengunjung tidak mengambil nomor baru."), fonts.of(13, 500),
                        theme.color("ink2"), max_lines=2)  # fmt: skip
