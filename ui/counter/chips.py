"""A row of chips of which one can be chosen: reasons, groups, counters. One stop of the Tab key, arrows choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from ui import paint
from ui.parts.desk import DeskButton, whole
from ui.station import Station

HEIGHT, GAP = 36, 8


class Word(NamedTuple):
    """A chip: what it stands for, what it says, its icon."""

    key: str
    text: str
    icon: str = ""


class Chip(DeskButton):
    """One chip; the keyboard is its row's."""

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint; the chosen one wears the ring while its row has the keyboard."""
        super().draw(painter, rect)
        row = self.parentWidget()
        if self.kind == "primary" and isinstance(row, Chips) and row.ring:
            paint.focus_ring(painter, rect, self.ring_radius, self.theme.color("focus"))


class Chips(QWidget):
    """Chips in lines. `chosen(key)` when another one was chosen; `toggled(on)` of the last one, which stands alone."""

    chosen = Signal(str)
    toggled = Signal(bool)

    def __init__(self, station: Station, name: str, parent: QWidget) -> None:
        """Make an empty row called `name` for the screen reader."""
        super().__init__(parent)
        self.station = station
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.key: str | None = None
        self.on, self.ring = False, False
        self.words: tuple[Word, ...] = ()
        self._chips: list[Chip] = []
        self._extra: Chip | None = None

    def put(self, words: Sequence[Word], key: str | None = None, extra: Word | None = None) -> None:
        """Show other chips with `key` chosen, and after them `extra`, which can be switched on."""
        for chip in self.buttons():
            chip.hide()
            chip.deleteLater()
        self.words, self.key, self.on = tuple(words), key, False
        self._chips = [self._make(word) for word in words]
        for word, chip in zip(self.words, self._chips, strict=True):
            chip.clicked.connect(lambda _checked=False, key=word.key: self.choose(key))
        self._extra = self._make(extra) if extra else None
        if self._extra is not None:
            self._extra.clicked.connect(self._toggle)
        self._dress()
        self._place()

    def buttons(self) -> list[Chip]:
        """Give all chips in their order."""
        return [*self._chips, *([self._extra] if self._extra else [])]

    def choose(self, key: str | None) -> None:
        """Choose a chip; says so when it is another one."""
        if key != self.key:
            self.key = key
            self._dress()
            if key is not None:
                self.chosen.emit(key)

    def step(self, by: int) -> None:
        """Choose the next or the previous chip."""
        keys = [word.key for word in self.words]
        if keys:
            row = keys.index(self.key) + by if self.key in keys else (0 if by > 0 else len(keys) - 1)
            self.choose(keys[max(0, min(len(keys) - 1, row))])

    def height_for(self, width: float) -> int:
        """Give the height that the chips need in `width`."""
        lines, x = 1, 0.0
        for chip in self.buttons():
            if x > 0 and x + chip.natural_width() > width:
                lines, x = lines + 1, 0.0
            x += chip.natural_width() + GAP
        return lines * HEIGHT + (lines - 1) * GAP

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose with the arrows to the sides, switch the last one with the space bar; leave the rest to the dialog."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() == Qt.Key.Key_Space and self._extra is not None:
            self._toggle()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        self._ring(shown=event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        self._ring(shown=False)

    def resizeEvent(self, event: object) -> None:
        """Place the chips anew."""
        self._place()

    def _make(self, word: Word) -> Chip:
        chip = Chip(self.station.theme, word.text, word.icon, height=HEIGHT, parent=self)
        chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        chip.setObjectName(f"chip-{word.key}")
        chip.show()
        return chip

    def _toggle(self) -> None:
        self.on = not self.on
        self._dress()
        self.toggled.emit(self.on)

    def _dress(self) -> None:
        for word, chip in zip(self.words, self._chips, strict=True):
            chip.kind = "primary" if word.key == self.key else "secondary"
            chip.update()
        if self._extra is not None:
            self._extra.kind = "chosen" if self.on else "secondary"
            self._extra.update()

    def _place(self) -> None:
        x, y = 0.0, 0
        for chip in self.buttons():
            width = min(chip.natural_width(), self.width())
            if x > 0 and x + width > self.width():
                x, y = 0.0, y + HEIGHT + GAP
            chip.setGeometry(whole(x, y, width, HEIGHT))
            x += width + GAP

    def _ring(self, *, shown: bool) -> None:
        self.ring = shown
        for chip in self._chips:
            chip.update()
