"""A row of chips to choose from: one, or several; further rows when the width is used up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.parts.desk import DeskButton, whole
from ui.station import Station

HEIGHT, GAP = 36, 8


class Chips(QWidget):
    """Chips by key. `changed(key)` when somebody has pressed one. With `several`, a press takes away as well."""

    changed = Signal(str)

    def __init__(self, station: Station, name: str, parent: QWidget, *, several: bool = False) -> None:
        """Make it empty; a screen reader calls it `name`."""
        super().__init__(parent)
        self.station, self.several = station, several
        self.setAccessibleName(name)
        self.buttons: dict[str, DeskButton] = {}
        self.chosen: tuple[str, ...] = ()
        self._rows = 1

    def put(self, options: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> None:
        """Offer (key, words) and choose some."""
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for key, words in options:
            button = DeskButton(self.station.theme, words, height=HEIGHT, parent=self)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, key=key: self.press(key))
            button.show()
            self.buttons[key] = button
        self.choose(*chosen)
        self.arrange()

    def choose(self, *keys: str) -> None:
        """Choose these and no others."""
        self.chosen = tuple(key for key in self.buttons if key in keys)
        for key, button in self.buttons.items():
            button.setChecked(key in self.chosen)
            button.kind = "chosen" if key in self.chosen else "secondary"
            button.icon_name = "check" if key in self.chosen else ""
            button.update()
        self.arrange()

    def press(self, key: str) -> None:
        """Do what a press on a chip does."""
        if not self.several:
            self.choose(key)
        elif key in self.chosen:
            self.choose(*(each for each in self.chosen if each != key))
        else:
            self.choose(*self.chosen, key)
        self.changed.emit(key)

    def height_for(self, width: int) -> int:
        """Give the height that all chips need in `width` pixels."""
        return self._place(width, move=False)

    def arrange(self) -> None:
        """Place the chips."""
        self._place(self.width(), move=True)

    def _place(self, width: int, *, move: bool) -> int:
        x = y = 0
        for button in self.buttons.values():
            wide = min(button.natural_width(), width)
            if x and x + wide > width:
                x, y = 0, y + HEIGHT + GAP
            if move:
                button.setGeometry(whole(x, y, wide, HEIGHT))
            x += wide + GAP
        return y + HEIGHT

    def stops(self) -> list[QWidget]:
        """Give what takes the keyboard, in order."""
        return list(self.buttons.values())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips anew."""
        self.arrange()
