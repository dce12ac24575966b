"""The assist bar at the foot of a page: languages and modes. All of them end when the visitor is gone."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import fonts, icons, paint
from ui.kiosk.look import Look, whole
from ui.parts.touch import Touch

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen

_SPOKEN = {"id": "Bahasa Indonesia", "en": "English"}  # not for people to translate: a language names itself
"""Languages in their own words, for those who hear the screen."""


class _Language(Touch):
    """One language of the switch."""

    def __init__(self, look: Look, code: str, *, deep: bool, parent: QWidget) -> None:
        super().__init__(look.theme, _SPOKEN.get(code, code), parent)
        self._look, self._code, self._deep = look, code, deep
        self.setCheckable(True)
        self.setObjectName(f"language-{code}")
        self.ring_radius = look.px(14)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        look, color, on = self._look, self.theme.color, self.isChecked()
        if self._deep:
            fill, ink = ("onDeep", "deep") if on else ("slot", "onDeep2")
        else:
            fill, ink = ("pri", "onPri") if on else ("surf2", "ink2")
        if on or self.isDown():
            paint.rounded(painter, rect, look.px(14), color(fill))
        paint.draw_text(painter, rect, self._code.upper(), fonts.of(look.px(28, 26), 700), color(ink), paint.CENTER)


class LanguageSwitch(QWidget):
    """ID / EN. With two languages the switch alone is enough."""

    def __init__(self, kiosk: KioskScreen, parent: QWidget, *, deep: bool = False) -> None:
        """Make the switch; `deep`: it stands on the deep colour."""
        super().__init__(parent)
        self._kiosk, self._deep = kiosk, deep
        look = kiosk.look()
        self._languages = []
        for code in kiosk.board.office.languages:
            made = _Language(look, code, deep=deep, parent=self)
            made.setChecked(code == look.texts.language)
            made.clicked.connect(partial(self._chosen, code))
            self._languages.append(made)

    def _chosen(self, code: str, _on: bool = False) -> None:
        self._kiosk.speak(code)

    def wanted(self) -> QSizeF:
        """Give the size the switch needs."""
        px = self._kiosk.look().px
        return QSizeF(len(self._languages) * px(104, 96) + px(16), px(88, 76))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the languages side by side."""
        super().resizeEvent(event)
        px = self._kiosk.look().px
        width, height = px(104, 96), px(72, 60)
        for index, made in enumerate(self._languages):
            made.setGeometry(whole(QRectF(px(8) + index * width, (self.height() - height) / 2, width, height)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame."""
        look = self._kiosk.look()
        fill, line = ("slot", "deepLine") if self._deep else ("surf2", "touchLine")
        color = look.theme.color
        frame = QRectF(self.rect())
        paint.rounded(QPainter(self), frame, look.px(20), color(fill), color(line), look.frame)


class _Mode(Touch):
    """One mode of the bar: large text, contrast, low reach."""

    def __init__(self, look: Look, text: str, icon_name: str, parent: QWidget) -> None:
        super().__init__(look.theme, text, parent)
        self._look, self._icon = look, icon_name
        self.setText(text)
        self.setCheckable(True)
        self.ring_radius = look.px(20)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        look, px, color = self._look, self._look.px, self.theme.color
        lit = self.isChecked() or self.isDown()
        if lit:
            paint.rounded(painter, rect, px(20), color("pri"))
        ink, font = color("onPri" if lit else "ink2"), fonts.of(px(24), 600)
        if look.portrait:
            place = QRectF(rect.center().x() - px(22), rect.center().y() - px(43), px(44), px(44))
            icons.draw(painter, place, self._icon, ink, True)
            words = QRectF(rect.left(), rect.center().y() + px(7), rect.width(), px(36))
            paint.draw_text(painter, words, self.text(), font, ink, paint.CENTER, min_px=px(20))
            return
        width = paint.text_width(self.text(), font) + px(40 + 14)
        x = rect.center().x() - width / 2
        icons.draw(painter, QRectF(x, rect.center().y() - px(20), px(40), px(40)), self._icon, ink, True)
        paint.draw_text(painter, QRectF(x + px(54), rect.top(), width, rect.height()), self.text(), font, ink)


class AssistBar(QWidget):
    """Always in the same place, at the lower edge."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Make the bar for the kiosk's present look."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self.look = look = kiosk.look()
        texts = look.texts
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._switch = LanguageSwitch(kiosk, self) if len(kiosk.board.office.languages) > 1 else None
        modes = [("large", "text_increase", texts("Teks besar")), ("contrast", "contrast", texts("Kontras"))]
        if look.portrait:  # a panel that lies on its side is within reach as it is
            modes.append(("low", "accessible", texts("Posisi rendah")))
        self._modes = []
        for mode, icon_name, words in modes:
            made = _Mode(look, words, icon_name, self)
            made.setObjectName(f"mode-{mode}")
            made.setChecked(mode in kiosk.modes)
            made.clicked.connect(partial(self._toggled, mode))
            self._modes.append(made)

    def _toggled(self, mode: str, _on: bool = False) -> None:
        self._kiosk.toggle(mode)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place languages at the left, modes over the rest."""
        super().resizeEvent(event)
        px = self._kiosk.look().px
        left = px(40)
        if self._switch is not None:
            size = self._switch.wanted()
            self._switch.setGeometry(
                whole(QRectF(left, (self.height() - size.height()) / 2, size.width(), size.height()))
            )
            left += size.width() + px(8)
        width, height = (self.width() - left - px(40)) / max(1, len(self._modes)), px(100, 76)
        for index, made in enumerate(self._modes):
            place = QRectF(left + index * width + px(8), (self.height() - height) / 2, width - px(16), height)
            made.setGeometry(whole(place))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar."""
        look = self.look
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.theme.color("surf"))
        painter.fillRect(QRectF(0, 0, self.width(), look.frame), look.theme.color("line"))
