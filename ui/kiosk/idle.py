"""Nobody there any more? The kiosk asks, and empties itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import fonts, paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.parts.touch import ActionButton

if TYPE_CHECKING:
    from ui.kiosk.page import Page
    from ui.kiosk.screen import KioskScreen

WARN_MS = 30_000
"""Time without a touch after which the kiosk asks."""

ANSWER_S = 10
"""Seconds the visitor has to say "I am still here"."""


class IdleDialog(QWidget):
    """Still there? Otherwise the screen goes back, so that nobody sees another one's choices."""

    expired = Signal()
    stays = Signal()

    def __init__(self, kiosk: KioskScreen, seconds: int = ANSWER_S) -> None:
        """Cover the kiosk with the question and begin to count."""
        super().__init__(kiosk)
        self._look, self._seconds, self._left = kiosk.look(), seconds, seconds
        look, texts = self._look, self._look.texts
        self.setAccessibleName(texts("Masih di sini?"))
        size, radius = look.px(36, 34), look.px(24)
        self.end = ActionButton(look.theme, texts("Akhiri"), kind="secondary", px=size, radius=radius, parent=self)
        self.go = ActionButton(look.theme, texts("Lanjutkan"), kind="primary", px=size, radius=radius, parent=self)
        self.go.setObjectName("idle-go")
        self.end.setObjectName("idle-end")
        self.go.clicked.connect(self.stays)
        self.end.clicked.connect(self.expired)
        self._tick = QTimer(self)
        self._tick.setInterval(kiosk.station.ms(1000))
        self._tick.timeout.connect(self._count)
        self._tick.start()

    def _count(self) -> None:
        self._left -= 1
        self.update()
        if self._left <= 0:
            self._tick.stop()
            self.expired.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """One touch anywhere is answer enough."""
        event.accept()
        self.stays.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the touch from what lies below."""
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key is answer enough; the keyboard stays inside."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.stays.emit()
        event.accept()

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Let Tab go round the two answers only."""
        (self.end if self.go.hasFocus() else self.go).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _card(self) -> QRectF:
        px = self._look.px
        width, height = min(px(920, 1000), self.width() - px(80)), px(690, 656) * (1.12 if self._look.large else 1)
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the answers: to go on is the wider one."""
        super().resizeEvent(event)
        px, card = self._look.px, self._card()
        height, gap = px(120, 104), px(24)
        room = card.width() - px(144) - gap
        y = card.bottom() - px(64) - height
        self.end.setGeometry(whole(QRectF(card.left() + px(72), y, room * 0.44, height)))
        self.go.setGeometry(whole(QRectF(card.left() + px(72) + room * 0.44 + gap, y, room * 0.56, height)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scrim, card, ring and words."""
        look, px, card = self._look, self._look.px, self._card()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.theme.color("scrim"))
        ink = Ink(painter, look)
        ink.box(card, 44, "bg", "line" if look.contrast else "", px(4))
        side, y = px(168), card.top() + px(64)
        ring = QRectF(card.center().x() - side / 2, y, side, side)
        paint.ring(painter, ring, self._left / self._seconds, look.theme.color("pri"), look.theme.color("line"), px(8))
        paint.draw_number(painter, ring, str(max(0, self._left)), fonts.of(px(72), 700), look.theme.color("pri"))
        inside = QRectF(card.left() + px(64), y + side + px(32), card.width() - px(128), px(76))
        ink.text(inside, look.texts("Masih di sini?"), 60, 800, "ink", paint.CENTER, least=44, spacing=-2.5, step=1.1)
        words = look.texts(
            "Layar kembali ke awal dalam {n} detik agar data Anda tidak terlihat orang lain.", n=max(0, self._left)
        )
        below = QRectF(inside.left(), inside.bottom() + px(4), inside.width(), self.go.y() - inside.bottom() - px(32))
        ink.text(below, words, 32, 500, "ink2", paint.CENTER, lines=3, least=24, step=1.4, even=True)


class IdleWatch(QObject):
    """Winds the clock at every touch; asks, and empties the kiosk when nobody answers."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Watch over `kiosk`."""
        super().__init__(kiosk)
        self._kiosk, self._how = kiosk, ""
        self._dialog: IdleDialog | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(kiosk.station.ms(WARN_MS))
        self._timer.timeout.connect(self.warn)

    def watch(self, page: Page) -> None:
        """Watch a page from now on, if there is something of a visitor on it."""
        self._drop()
        self._how = page.emptied()
        if self._how:
            self._timer.start()
        else:
            self._timer.stop()

    def somebody_is_there(self) -> None:
        """Somebody touched something."""
        if self._timer.isActive():
            self._timer.start()

    def warn(self) -> None:
        """Ask whether somebody is still there."""
        if self._how == "quietly":
            self._kiosk.calm()
            return
        self._drop()
        self._dialog = IdleDialog(self._kiosk)
        self._dialog.expired.connect(self._kiosk.reset)
        self._dialog.stays.connect(self._stay)
        self.fit()
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.setFocus()

    def fit(self) -> None:
        """Let the question cover the kiosk as it is now."""
        if self._dialog is not None:
            self._dialog.setGeometry(self._kiosk.rect())

    def _stay(self) -> None:
        page = self._kiosk.page
        if page is not None:
            self.watch(page)
            page.setFocus()

    def _drop(self) -> None:
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()
            self._dialog = None
