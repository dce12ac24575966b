"""What is pressed to book: a day, an arrow to more days, a time."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.slots import DayOffer
from loket.texts import Texts
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import Look
from ui.parts.touch import Touch


def short_weekday(day: date, today: date, texts: Texts) -> str:
    """Name a day in one word: tomorrow, or the beginning of its weekday."""
    return texts("Besok") if (day - today).days == 1 else texts.weekday(day)[:3]


class DayKey(Touch):
    """One day with free places; the chosen one is filled."""

    def __init__(self, look: Look, offer: DayOffer, today: date, parent: QWidget) -> None:
        """Make the key of a day."""
        texts = look.texts
        free = texts.count("{n} tempat kosong", offer.free)
        super().__init__(look.theme, f"{texts.long_day(offer.day)}, {free}", parent)
        self.look, self.day = look, offer.day
        self.named = short_weekday(offer.day, today, texts)
        number, month, _ = texts.day(offer.day).split()
        self.dated = f"{number} {month[:3]}"
        self.ring_radius = look.px(24)
        self.setCheckable(True)
        self.setObjectName(f"day-{offer.day:%Y-%m-%d}")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint weekday and date."""
        look, on = self.look, self.isChecked() or self.isDown()
        ink = Ink(painter, look, pressed=on)
        ink.box(rect, 24, "pri" if on else "surf", "pri" if on else "touchLine")
        small, size = (28.0, 36.0) if look.portrait else (24.0, 30.0)
        if look.large:
            small, size = small * 0.9, size * 0.9  # four or five stand beside each other
        room = rect.adjusted(look.px(8), 0, -look.px(8), 0)
        first = ink.height(self.named, room.width(), small, 600, least=20)
        second = ink.height(self.dated, room.width(), size, 700, least=24)
        y = rect.center().y() - (first + second) / 2
        ink.text(QRectF(room.left(), y, room.width(), first), self.named, small, 600, "ink2", paint.CENTER, least=20)
        y += first
        ink.text(QRectF(room.left(), y, room.width(), second), self.dated, size, 700, "ink", paint.CENTER, least=24)


class TurnKey(Touch):
    """An arrow to earlier or later days."""

    def __init__(self, look: Look, words: str, icon_name: str, parent: QWidget) -> None:
        """Make the arrow; `words` say where it leads."""
        super().__init__(look.theme, words, parent)
        self.look, self.icon_name = look, icon_name
        self.ring_radius = look.px(24)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the arrow."""
        ink, side = Ink(painter, self.look, pressed=self.isDown()), 56 if self.look.portrait else 48
        ink.box(rect, 24, "pri" if self.isDown() else "surf", "touchLine")
        ink.icon(rect.center().x() - self.look.px(side) / 2, rect.center().y(), side, self.icon_name, "pri", fill=False)


class TimeKey(Touch):
    """A free time. One press books it."""

    def __init__(self, look: Look, at: datetime, parent: QWidget) -> None:
        """Make the key of the slot that begins at a local time."""
        super().__init__(look.theme, look.texts("Pukul {t}", t=look.texts.time(at)), parent)
        self.look, self.at, self.words = look, at, look.texts.time(at)
        self.busy_text = ""
        self.ring_radius = look.px(24)
        self.setObjectName(f"time-{at:%H.%M}")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the time."""
        look, busy = self.look, bool(self.busy_text)
        ink = Ink(painter, look, pressed=self.isDown() or busy)
        ink.box(rect, 24, "pri" if self.isDown() or busy else "surf", "touchLine")
        room = rect.adjusted(look.px(12), 0, -look.px(12), 0)
        if busy:
            ink.text(room, self.busy_text, 32 if look.portrait else 28, 700, "ink", paint.CENTER, least=20)
        else:
            ink.text(room, self.words, 56 if look.portrait else 46, 700, "ink", paint.CENTER, least=30, spacing=-1)
