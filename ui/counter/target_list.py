"""The list in the transfer dialog: the sender first, if there is one, then the services."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.office.pictures import TransferTarget
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.station import Station

ROW = 66
TARGET = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


LEFT_TO_DIALOG = (
    Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Left, Qt.Key.Key_Right,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SendBack:
    """Back to the counter that sent the visitor here."""

    counter: int


def counters_words(target: TransferTarget, t: Texts) -> str:
    """Say which counters serve a service now."""
    if not target.counters:
        return t("Belum ada loket yang buka")
    numbers = ", ".join(str(number) for number in target.counters)
    return t.count("Loket {numbers}", len(target.counters), numbers=numbers)


class TargetModel(QAbstractListModel):
    """The services one can transfer to."""

    def __init__(self, targets: tuple[SendBack | TransferTarget, ...], texts: Texts, parent: QWidget) -> None:
        """List `targets`."""
        super().__init__(parent)
        self.targets, self.texts = targets, texts

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
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(target, SendBack):
            return self.texts("Kembalikan ke pengirim (Loket {n})", n=target.counter)
        return f"{target.service.code} {target.service.name.say(self.texts.language)}"


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
        target: SendBack | TransferTarget = index.data(TARGET)
        bar = self.view.verticalScrollBar()
        row = QRectF(option.rect).adjusted(0, 3, -10 if bar.isVisible() else 0, -3)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            paint.rounded(painter, row, 12, theme.color("priTint"), theme.color("pri"), 2)
        mark = QRectF(row.right() - 14 - 22, row.center().y() - 11, 22, 22)
        name = "radio_button_checked" if chosen else "radio_button_unchecked"
        icons.draw(painter, mark, name, theme.color("pri"))
        bullet = QRectF(row.left() + 14, row.center().y() - 15, 30, 30)
        if isinstance(target, SendBack):
            icons.draw(painter, bullet.adjusted(2, 2, -2, -2), "undo", theme.color("pri"))
            room = QRectF(row.left() + 58, row.top(), mark.left() - 12 - row.left() - 58, row.height())
            back = t("Kembalikan ke pengirim (Loket {n})", n=target.counter)
            paint.draw_text(painter, room, back, fonts.of(14, 700), theme.color("ink"))
            return
        service = target.service
        paint.bullet(painter, bullet, service.code, theme.hue(service.hue))
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
        under = counters_words(target, t)
        ink = theme.color("ink2" if target.counters else "orange")
        paint.draw_text(painter, title.translated(0, 19), under, fonts.of(12, 500), ink)


class TargetView(QListView):
    """The list of services; Enter is left to the dialog."""

    def __init__(self, station: Station, targets: tuple[SendBack | TransferTarget, ...], parent: QWidget) -> None:
        """Make the list; a service is chosen first, for going on is the rule."""
        super().__init__(parent)
        self.setModel(TargetModel(targets, station.texts, self))
        self.setItemDelegate(TargetDelegate(station, self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(station.texts("Layanan tujuan"))
        if targets:
            first = next((row for row, each in enumerate(targets) if isinstance(each, TransferTarget)), 0)
            self.setCurrentIndex(self.model().index(first, 0))

    def target(self) -> SendBack | TransferTarget | None:
        """Give what is chosen."""
        found: SendBack | TransferTarget | None = self.currentIndex().data(TARGET)
        return found

    def spot(self, code: str) -> QPoint:
        """Give the middle of a service's row in the viewport, where a finger would touch it."""
        model = self.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())]
        services = [row for row in rows if isinstance(row.data(TARGET), TransferTarget)]
        return self.visualRect(next(row for row in services if row.data(TARGET).service.code == code)).center()

    def step(self, by: int) -> None:
        """Choose the next or the previous service."""
        row = self.currentIndex().row() + by
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Enter, Esc, the arrows to the sides and the function keys to the dialog."""
        if event.key() in LEFT_TO_DIALOG or (Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12):
            event.ignore()
        else:
            super().keyPressEvent(event)
