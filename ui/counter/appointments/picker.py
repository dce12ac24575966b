"""For which service an appointment is: a field that opens a list below itself."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.model.service import ServiceFace
from ui import fonts, icons, paint
from ui.parts.choices import ITEM, ChoiceList, Index
from ui.parts.desk import whole
from ui.parts.dialog import Dialog
from ui.parts.touch import Touch
from ui.station import Station

ROW, MOST_ROWS = 44, 9


class ServicePicker(Touch):
    """Shows the chosen service; pressed, it offers the others."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make an empty field."""
        super().__init__(station.theme, station.texts("Layanan"), parent)
        self.station = station
        self.service: ServiceFace | None = None
        self.ring_radius = 10
        self.setObjectName("service")

    def put(self, service: ServiceFace | None, *, offered: int) -> None:
        """Show a service; with one offered only there is nothing to choose."""
        self.service = service
        name = service.name.say(self.station.language) if service else ""
        self.setAccessibleName(f"{self.station.texts('Layanan')}: {name}")
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if offered > 1 else Qt.FocusPolicy.NoFocus)
        self.update()

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint letter, name and arrow."""
        theme, service = self.theme, self.service
        choice = self.focusPolicy() != Qt.FocusPolicy.NoFocus
        paint.rounded(painter, rect, 10, theme.color("surf2" if self.isDown() or not choice else "surf"),
                      theme.color("lineStrong") if choice else None, 1)  # fmt: skip
        if service is None:
            return
        paint.bullet(painter, QRectF(10, rect.center().y() - 13, 26, 26), service.code, theme.hue(service.hue))
        name = QRectF(48, 0, rect.width() - 48 - 44, rect.height())
        paint.draw_text(painter, name, service.name.say(self.station.language), fonts.of(15, 700), theme.color("ink"),
                        min_px=13)  # fmt: skip
        if choice:
            arrow = QRectF(rect.right() - 36, rect.center().y() - 11, 22, 22)
            icons.draw(painter, arrow, "keyboard_arrow_down", theme.color("ink2"))


class ServiceDelegate(QStyledItemDelegate):
    """Draws one service to choose."""

    def __init__(self, station: Station, view: ChoiceList) -> None:
        """Draw for `station` in `view`."""
        super().__init__(view)
        self.station = station

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint letter and name."""
        theme = self.station.theme
        service: ServiceFace = index.data(ITEM)
        row = QRectF(option.rect).adjusted(0, 1, -12, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            paint.rounded(painter, row, 10, theme.color("priTint"))
        paint.bullet(painter, QRectF(row.left() + 10, row.center().y() - 13, 26, 26), service.code,
                     theme.hue(service.hue))  # fmt: skip
        name = row.adjusted(48, 0, -8, 0)
        paint.draw_text(painter, name, service.name.say(self.station.language), fonts.of(14, 600), theme.color("ink"),
                        min_px=12)  # fmt: skip


class ServiceMenu(Dialog):
    """The services that offer appointments. `chose(letter)`."""

    chose = Signal(str)
    scrim = False

    def __init__(
        self, station: Station, services: tuple[ServiceFace, ...], chosen: str, below: QWidget, parent: QWidget
    ) -> None:  # fmt: skip
        """Open below the field `below`, over `parent`."""
        self.below, self.over = below, parent
        super().__init__(station, "", (0, 16 + min(MOST_ROWS, len(services)) * ROW), parent)
        self.setAccessibleName(station.texts("Layanan"))
        self.cross.hide()
        self.list = ChoiceList(station.texts("Layanan"), self)
        self.list.setItemDelegate(ServiceDelegate(station, self.list))
        self.list.put(services, lambda each: each.code, lambda each: f"{each.code} {each.name.say(station.language)}")
        self.list.choose(chosen)
        self.list.clicked.connect(lambda _index: self.accept())
        self.stops = [self.list]

    def panel(self) -> QRectF:
        """Hang below the field, inside the window."""
        height = min(self.panel_size[1], self.height() - 16)
        at = self.below.mapTo(self.over, QPoint(0, self.below.height() + 6))
        return QRectF(at.x(), max(8, min(at.y(), self.height() - height - 8)), self.below.width(), height)

    def inside(self) -> QRectF:
        """Pad a little."""
        return self.panel().adjusted(8, 8, -8, -8)

    def arrange(self) -> None:
        """Fill the panel with the list."""
        inside = self.inside()
        self.list.setGeometry(whole(inside.left(), inside.top(), inside.width(), inside.height()))

    def accept(self) -> None:
        """Choose the service."""
        service: ServiceFace | None = self.list.item()
        self.close_dialog()
        if service is not None:
            self.chose.emit(service.code)
