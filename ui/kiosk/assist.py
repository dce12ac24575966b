"""The assist bar at the foot of every page, and the question whether somebody is still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import fonts, icons, paint
from ui.kiosk.look import Look
from ui.parts.touch import ActionButton, Touch

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen


class _Switch(Touch):
    """One thing in the assist bar: a language, or a mode."""

    def __init__(self, look: Look, text: str, icon: str, parent: QWidget) -> None:
        super().__init__(look.theme, text, parent)
        self.look, self.icon_name = look, icon
        self.setText(text)
        self.setCheckable(True)
        self.ring_radius = look.px(20)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        look, px, color = self.look, self.look.px, self.theme.color
        if not self.icon_name:
            radius = px(14)
            if self.isChecked():
                paint.rounded(painter, rect, radius, color("pri"))
            ink = color("onPri" if self.isChecked() else "ink2")
            paint.draw_text(
                painter, rect, self.text(), fonts.of(px(28 if look.portrait else 26), 700), ink, paint.CENTER
            )
            return
        if self.isChecked() or self.isDown():
            paint.rounded(painter, rect, px(20), color("pri"))
        ink = color("onPri" if self.isChecked() or self.isDown() else "ink2")
        font = fonts.of(px(24), 600)
        if look.portrait:
            icons.draw(
                painter,
                QRectF(rect.center().x() - px(22), rect.top() + px(6), px(44), px(44)),
                self.icon_name,
                ink,
                True,
            )
            paint.draw_text(
                painter,
                QRectF(rect.left(), rect.top() + px(54), rect.width(), px(36)),
                self.text(),
                font,
                ink,
                paint.CENTER,
                min_px=px(20),
            )
            return
        width = paint.text_width(self.text(), font) + px(54)
        x = rect.center().x() - width / 2
        icons.draw(painter, QRectF(x, rect.center().y() - px(19), px(38), px(38)), self.icon_name, ink, True)
        paint.draw_text(painter, QRectF(x + px(52), rect.top(), width, rect.height()), self.text(), font, ink)


class AssistBar(QWidget):
    """Languages and modes. All of them end when the visitor is gone."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Make the bar for the kiosk's present look."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        look = kiosk.look()
        texts = look.texts
        self._languages = []
        for code in kiosk.board.office.languages:
            made = _Switch(look, code.upper(), "", self)
            made.setObjectName(f"language-{code}")
            made.setChecked(code == texts.language)
            made.clicked.connect(lambda _=False, code=code: kiosk.speak(code))
            self._languages.append(made)
        self._modes = []
        for mode, icon, words in (
            ("large", "text_increase", texts("Teks besar")),
            ("contrast", "contrast", texts("Kontras")),
            *((("low", "accessible", texts("Posisi rendah")),) if look.portrait else ()),
        ):
            made = _Switch(look, words, icon, self)
            made.setObjectName(f"mode-{mode}")
            made.setChecked(mode in kiosk.modes)
            made.clicked.connect(lambda _=False, mode=mode: kiosk.toggle(mode))
            self._modes.append(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place languages at the left, modes in the rest."""
        super().resizeEvent(event)
        look = self._kiosk.look()
        px = look.px
        cell, height = px(104 if look.portrait else 96), px(72 if look.portrait else 60)
        top = (self.height() - height) / 2
        for index, made in enumerate(self._languages):
            made.setGeometry(QRectF(px(40) + px(8) + index * cell, top, cell, height).toRect())
        left = px(40) + px(16) + len(self._languages) * cell + px(16)
        width = (self.width() - left - px(24)) / max(1, len(self._modes))
        high = px(100 if look.portrait else 76)
        for index, made in enumerate(self._modes):
            made.setGeometry(
                QRectF(left + index * width + px(6), (self.height() - high) / 2, width - px(12), high).toRect()
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and the frame around the languages."""
        del event
        look = self._kiosk.look()
        px, color = look.px, look.theme.color
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surf"))
        painter.fillRect(QRectF(0, 0, self.width(), px(2)), color("line"))
        cell, height = px(104 if look.portrait else 96), px(84 if look.portrait else 72)
        frame = QRectF(px(40), (self.height() - height) / 2, len(self._languages) * cell + px(16), height)
        paint.rounded(painter, frame, px(20), color("surf2"), color("touchLine"), px(2))


class IdleDialog(QWidget):
    """Still there? Otherwise the screen goes back, so that nobody sees another one's choices."""

    expired = Signal()

    def __init__(self, kiosk: KioskScreen, seconds: int = 10) -> None:
        """Cover the kiosk with the question."""
        super().__init__(kiosk)
        self._look, self._left = kiosk.look(), seconds
        self._seconds = seconds
        texts = self._look.texts
        self.go = ActionButton(
            self._look.theme,
            texts("Lanjutkan"),
            kind="primary",
            px=self._look.px(36),
            radius=self._look.px(24),
            parent=self,
        )
        self.end = ActionButton(self._look.theme, texts("Akhiri"), kind="secondary", px=self._look.px(36),
                                radius=self._look.px(24), parent=self)  # fmt: skip
        self.go.setObjectName("idle-go")
        self.end.setObjectName("idle-end")
        self.go.clicked.connect(kiosk.stay)
        self.end.clicked.connect(self.expired)
        self._tick = QTimer(self)
        self._tick.setInterval(kiosk.station.ms(1000))
        self._tick.timeout.connect(self._count)
        self._tick.start()
        self.go.setFocus()

    def _count(self) -> None:
        self._left -= 1
        self.update()
        if self._left <= 0:
            self._tick.stop()
            self.expired.emit()

    def _card(self) -> QRectF:
        px = self._look.px
        width, height = min(px(860), self.width() - px(80)), px(620)
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the answers."""
        super().resizeEvent(event)
        px, card = self._look.px, self._card()
        width = (card.width() - px(56 * 2 + 24)) / 2
        y = card.bottom() - px(56 + 120)
        self.end.setGeometry(QRectF(card.left() + px(56), y, width, px(120)).toRect())
        self.go.setGeometry(QRectF(card.left() + px(56 + 24) + width, y, width, px(120)).toRect())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scrim, card, ring and words."""
        del event
        px, color, texts = self._look.px, self._look.theme.color, self._look.texts
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("scrim"))
        card = self._card()
        paint.rounded(
            painter, card, px(44), color("surf"), color("line") if self._look.theme.name == "contrast" else None, px(4)
        )
        ring = QRectF(card.center().x() - px(64), card.top() + px(48), px(128), px(128))
        paint.ring(painter, ring, self._left / self._seconds, color("pri"), color("surf2"), px(10))
        paint.draw_number(painter, ring, str(max(0, self._left)), fonts.of(px(56), 700), color("ink"))
        inside = card.adjusted(px(56), 0, -px(56), 0)
        paint.draw_text(
            painter,
            QRectF(inside.left(), card.top() + px(200), inside.width(), px(72)),
            texts("Masih di sini?"),
            self._look.font(56, 800, -2.5),
            color("ink"),
            paint.CENTER,
            min_px=px(40),
        )
        paint.draw_text(
            painter, QRectF(inside.left(), card.top() + px(280), inside.width(), px(140)),
            texts("Layar kembali ke awal dalam {n} detik agar data Anda tidak terlihat orang lain.", n=self._left),
            self._look.font(30, 500), color("ink2"), paint.CENTER, 3, px(25), 1.35,
        )  # fmt: skip
