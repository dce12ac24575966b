"""Banners of the desk: they push the content down, never cover a button, at most two at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui import fonts, icons, paint
from ui.parts.desk import TONES, DeskButton, draw_tag, whole
from ui.station import Station

HEIGHT, GAP, MOST = 68, 10, 2
ICONS = {"err": "error", "warn": "warning", "ok": "undo", "info": "info"}


@dataclass(frozen=True)
class Notice:
    """What a banner says. `tone`: "err", "warn", "ok" or "info". `ms` 0: until it is taken away."""

    title: str
    text: str = ""
    tone: str = "info"
    icon: str = ""
    ms: int = 0
    actions: tuple[tuple[str, str, Callable[[], None]], ...] = field(default=(), compare=False)
    """(words, key, what it does) of each button."""


class Banner(QWidget):
    """One banner."""

    def __init__(self, station: Station, notice: Notice, parent: QWidget) -> None:
        """Draw `notice`."""
        super().__init__(parent)
        self.station, self.notice, self.more = station, notice, 0
        self.setAccessibleName(f"{notice.title} {notice.text}".strip())
        self.buttons = [
            DeskButton(station.theme, words, hint=key, parent=self) for words, key, _ in notice.actions
        ]  # fmt: skip
        for button, (_, _, act) in zip(self.buttons, notice.actions, strict=True):
            button.clicked.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons to the right."""
        x = self.width() - 18
        for button in reversed(self.buttons):
            x -= button.natural_width()
            button.setGeometry(whole(x, 14, button.natural_width(), 40))
            x -= 12

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        theme, notice = self.station.theme, self.notice
        ground, ink = TONES[notice.tone]
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.rounded(painter, rect, 14, theme.color(ground))
        box = QRectF(18, rect.center().y() - 15, 30, 30)
        icons.draw(painter, box, notice.icon or ICONS[notice.tone], theme.color(ink), True)
        right = self.buttons[0].x() - 16 if self.buttons else rect.right() - 18
        if self.more:
            words = self.station.texts("+{n} lagi", n=self.more)
            right -= 76
            draw_tag(painter, right + 10, rect.center().y() - 12, words, theme)
        title, top = fonts.of(14, 700), 14.0 if notice.text else 24.0
        paint.draw_text(painter, QRectF(64, top, right - 64, 20), notice.title, title, theme.color("ink"))
        if notice.text:
            small = fonts.of(13, 500)
            paint.draw_text(painter, QRectF(64, 35, right - 64, 19), notice.text, small, theme.color("ink2"))


class BannerStack(QWidget):
    """The banners below the top bar, by key. `changed` when their height changes."""

    changed = Signal()

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make an empty stack."""
        super().__init__(parent)
        self.station = station
        self._notices: dict[str, Notice] = {}
        self._timers: dict[str, QTimer] = {}
        self._shown: list[Banner] = []

    def notices(self) -> dict[str, Notice]:
        """Give what is said now, by key, the newest last."""
        return dict(self._notices)

    def show_notice(self, key: str, notice: Notice) -> None:
        """Say something under `key`; it replaces what that key said before."""
        if self._notices.get(key) == notice and not notice.ms:
            return
        self._notices.pop(key, None)
        self._notices[key] = notice
        self._stop(key)
        if notice.ms:
            timer = QTimer(self, singleShot=True, interval=self.station.ms(notice.ms))
            timer.timeout.connect(lambda: self.drop(key))
            timer.start()
            self._timers[key] = timer
        self._rebuild()

    def drop(self, *keys: str) -> None:
        """Take notices away."""
        known = [key for key in keys if key in self._notices]
        for key in known:
            del self._notices[key]
            self._stop(key)
        if known:
            self._rebuild()

    def wanted_height(self) -> int:
        """Give the height of the banners with the gap below them."""
        count = min(MOST, len(self._notices))
        return count * (HEIGHT + GAP) + 4 if count else 0

    def buttons(self) -> list[DeskButton]:
        """Give the buttons of the banners that are seen."""
        return [button for banner in self._shown for button in banner.buttons]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the banners as wide as the stack."""
        self._arrange()

    def _stop(self, key: str) -> None:
        timer = self._timers.pop(key, None)
        if timer is not None:
            timer.stop()
            timer.deleteLater()

    def _rebuild(self) -> None:
        for banner in self._shown:
            banner.hide()
            banner.deleteLater()
        newest = list(self._notices.values())[-MOST:]
        self._shown = [Banner(self.station, notice, self) for notice in reversed(newest)]
        if self._shown:
            self._shown[-1].more = len(self._notices) - len(self._shown)
        for banner in self._shown:
            banner.show()
        self._arrange()
        self.changed.emit()

    def _arrange(self) -> None:
        for index, banner in enumerate(self._shown):
            banner.setGeometry(0, index * (HEIGHT + GAP), self.width(), HEIGHT)
