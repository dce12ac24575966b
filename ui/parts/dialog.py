"""The desk's dialog: a plain scrim, a panel in the middle, focus that stays inside, Esc that closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui import fonts, icons, paint
from ui.parts.desk import DeskButton, draw_card, whole
from ui.parts.touch import Touch
from ui.station import Station

SCRIM_ALPHA = 140
PAD_X, PAD_Y = 28, 24


class CloseButton(Touch):
    """The cross at the upper right."""

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the cross."""
        self.ring_radius = 8
        if self.isDown():
            paint.rounded(painter, rect, 8, self.theme.color("surf2"))
        icons.draw(painter, rect.adjusted(7, 7, -7, -7), "close", self.theme.color("ink"))


class Dialog(QWidget):
    """A panel over the whole screen. Subclasses fill it in `arrange` and `draw`; `closed` says it is gone."""

    closed = Signal()
    scrim = True

    def __init__(self, station: Station, title: str, size: tuple[int, int], parent: QWidget) -> None:
        """Cover `parent` with a panel of `size` pixels that has `title`."""
        super().__init__(parent)
        self.station, self.title = station, title
        self.panel_size, self._host = size, parent
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cross = CloseButton(station.theme, station.texts("Tutup dialog"), self)
        self.cross.clicked.connect(self.close_dialog)
        self.stops: list[QWidget] = []
        """What takes the keyboard, in order."""
        self._before: QWidget | None = None
        self._closing = False
        parent.installEventFilter(self)

    def open(self) -> None:
        """Show the dialog and take the keyboard."""
        self._before = self.window().focusWidget()
        self.setGeometry(self._host.rect())
        self.show()
        self.raise_()
        (self.stops[0] if self.stops else self).setFocus(Qt.FocusReason.PopupFocusReason)

    def close_dialog(self) -> None:
        """Go away and give the keyboard back."""
        if self._closing:
            return
        # The keyboard leaves first: hiding would look for the next stop inside, which is where Tab is kept.
        self._closing = True
        self._host.removeEventFilter(self)
        before = self._before
        back = before if before is not None and isValid(before) and before.isVisible() else self._host
        back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def accept(self) -> None:
        """Do what the dialog is for; Enter calls it."""

    def panel(self) -> QRectF:
        """Give the panel's place."""
        width, height = self.panel_size
        return QRectF(
            round((self.width() - width) / 2), round(max(8, (self.height() - height) / 2)), width,
            min(height, self.height() - 16),
        )  # fmt: skip

    def inside(self) -> QRectF:
        """Give the panel's place without its padding."""
        return self.panel().adjusted(PAD_X, PAD_Y, -PAD_X, -PAD_Y)

    def arrange(self) -> None:
        """Place the parts inside the panel."""

    def draw(self, painter: QPainter) -> None:
        """Paint what stands in the panel."""

    def place_buttons(self, *buttons: DeskButton) -> float:
        """Put `buttons` at the lower right, the last one outermost; give the left end."""
        inside = self.inside()
        x = inside.right()
        for button in reversed(buttons):
            x -= button.natural_width()
            button.setGeometry(whole(x, inside.bottom() - button.height_px, button.natural_width(), button.height_px))
            x -= 10
        return x

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the screen."""
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self.setGeometry(self._host.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        inside = self.inside()
        self.cross.setGeometry(whole(inside.right() - 29, inside.top() - 4, 34, 34))
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scrim, panel, title and content."""
        theme = self.station.theme
        painter = QPainter(self)
        if self.scrim:
            scrim = QColor(theme.color("scrim"))
            scrim.setAlpha(SCRIM_ALPHA)
            painter.fillRect(self.rect(), scrim)
        draw_card(painter, self.panel(), theme, 18)
        if self.title:
            head = QRectF(self.inside().left(), self.inside().top() - 2, self.inside().width() - 44, 30)
            paint.draw_text(painter, head, self.title, fonts.of(22, 700, -1.5), theme.color("ink"), min_px=18)
        self.draw(painter)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Nothing behind the dialog is pressed; beside a panel without scrim a click closes it."""
        if not self.scrim and not self.panel().contains(event.position()):
            self.close_dialog()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, accept with Enter; no other key reaches the screen behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_dialog()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.accept()
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Keep releases inside as well."""
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Let Tab walk inside the dialog only."""
        if self._closing or self.isHidden():
            return super().focusNextPrevChild(next)
        stops = [stop for stop in [*self.stops, self.cross] if stop.isVisible() and stop.isEnabled()]
        here = self.focusWidget()
        index = stops.index(here) if here in stops else -1
        stops[(index + (1 if next else -1)) % len(stops)].setFocus(
            Qt.FocusReason.TabFocusReason if next else Qt.FocusReason.BacktabFocusReason
        )
        return True


class Question(Dialog):
    """One question with two answers; `agreed` for yes."""

    agreed = Signal()

    def __init__(self, station: Station, title: str, text: str, yes: str, parent: QWidget) -> None:
        """Ask `title`; `text` says what follows, `yes` stands on the button."""
        lines = len(paint.fit_text(text, fonts.of(15, 500), 484, 6)[1])
        super().__init__(station, title, (540, 148 + lines * 23), parent)
        self.text = text
        self.cancel = DeskButton(station.theme, station.texts("Batalkan"), hint="Esc", height=48, parent=self)
        self.cancel.clicked.connect(self.close_dialog)
        self.go = DeskButton(station.theme, yes, kind="primary", hint="Enter", height=48, parent=self)
        self.go.clicked.connect(self.accept)
        self.stops = [self.go, self.cancel]

    def accept(self) -> None:
        """Yes."""
        self.agreed.emit()
        self.close_dialog()

    def arrange(self) -> None:
        """Place the buttons."""
        self.place_buttons(self.cancel, self.go)

    def draw(self, painter: QPainter) -> None:
        """Paint what follows."""
        inside = self.inside()
        box = QRectF(inside.left(), inside.top() + 38, inside.width(), inside.height() - 38 - 56)
        paint.draw_text(painter, box, self.text, fonts.of(15, 500), self.station.theme.color("ink2"), paint.TOP_LEFT, 6,
                        line_height=1.5)  # fmt: skip
