"""The keys of the kiosk: figures and the letters that stand on tickets, large enough for every thumb."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import Look, whole
from ui.parts.touch import Touch

BACKSPACE = "\b"

ROWS = ("1234567890", "ABCDEFGH", "JKLMNPRS", "TUVWXYZ" + BACKSPACE)
"""No I, O and Q: no number and no code has them, they are read as figures."""


class Key(Touch):
    """One key. The keyboard never rests on it, so that the Enter of a scanner does not press it once more."""

    def __init__(self, look: Look, char: str, parent: QWidget) -> None:
        """Make the key that types `char`."""
        erases = char == BACKSPACE
        super().__init__(look.theme, look.texts("Hapus") if erases else char, parent)
        self.look, self.char = look, char
        self.ring_radius = look.px(20)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("key-erase" if erases else f"key-{char}")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the key."""
        ink = Ink(painter, self.look, pressed=self.isDown())
        quiet = "surf2" if self.char == BACKSPACE else "surf"
        ink.box(rect, 20, "pri" if self.isDown() else quiet, "touchLine")
        if self.char == BACKSPACE:
            side = 48
            ink.icon(rect.center().x() - self.look.px(side) / 2, rect.center().y(), side, "backspace", "pri")
            return
        ink.text(rect, self.char, 44 if self.look.portrait else 38, 700, "ink", paint.CENTER)


def make_keys(look: Look, parent: QWidget) -> tuple[tuple[Key, ...], ...]:
    """Make all keys, row by row."""
    return tuple(tuple(Key(look, char, parent) for char in row) for row in ROWS)


def place_keys(rows: tuple[tuple[Key, ...], ...], room: QRectF, gap: float) -> None:
    """Place the keys into `room`: every row takes the whole width."""
    height = (room.height() - gap * (len(rows) - 1)) / len(rows)
    for index, row in enumerate(rows):
        width = (room.width() - gap * (len(row) - 1)) / len(row)
        top = room.top() + index * (height + gap)
        for column, key in enumerate(row):
            key.setGeometry(whole(QRectF(room.left() + column * (width + gap), top, width, height)))
