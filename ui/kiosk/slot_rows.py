"""The days as a strip and the times as a grid: as many as fit, the others one touch away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.office.slots import DayOffer
from ui.kiosk.look import Look, whole
from ui.kiosk.slot_keys import DayKey, TimeKey, TurnKey


def _let_go(keys: Sequence[QWidget]) -> None:
    """Take keys off the screen. One of them may be in the middle of its own press: it goes afterwards."""
    for key in keys:
        key.hide()
        key.setObjectName("")
        key.deleteLater()


class DayStrip(QWidget):
    """A row of days with an arrow at each end where more of them are free. `chosen` brings the day."""

    chosen = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Make an empty strip."""
        super().__init__(parent)
        self.look = look
        self.keys: list[DayKey] = []
        self._days: tuple[DayOffer, ...] = ()
        self._first = 0
        self.fits = 4 if look.portrait else 5
        """So many days are shown at a time."""
        self.earlier = self._arrow(look.texts("Hari sebelumnya"), "chevron_left", -1)
        self.earlier.setObjectName("days-earlier")
        self.later = self._arrow(look.texts("Hari berikutnya"), "chevron_right", 1)
        self.later.setObjectName("days-later")

    def _arrow(self, words: str, icon_name: str, by: int) -> TurnKey:
        made = TurnKey(self.look, words, icon_name, self)
        made.clicked.connect(partial(self._turn, by))
        return made

    def _turn(self, by: int, _on: bool = False) -> None:
        """Show the days before or after: the first of them is chosen."""
        self.chosen.emit(self._days[max(0, self._first + by * self.fits)].day)

    def put(self, days: Sequence[DayOffer], today: date, chosen: date) -> None:
        """Show the days around the chosen one."""
        _let_go(self.keys)
        self._days = tuple(days)
        at = [each.day for each in days].index(chosen)
        self._first = at // self.fits * self.fits
        shown = days[self._first : self._first + self.fits]
        self.keys = [DayKey(self.look, each, today, self) for each in shown]
        for key in self.keys:
            key.setChecked(key.day == chosen)
            key.clicked.connect(partial(self._pressed, key.day))
            key.show()
        self.earlier.setEnabled(self._first > 0)
        self.later.setEnabled(self._first + self.fits < len(days))
        self._arrange()

    def _pressed(self, day: date, _on: bool = False) -> None:
        self.chosen.emit(day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        gap, room, turning = self.look.px(16), QRectF(self.rect()), len(self._days) > self.fits
        side = self.look.px(104, 96)
        inner = room.adjusted(side + gap, 0, -side - gap, 0) if turning else room
        width = (inner.width() - gap * (self.fits - 1)) / self.fits
        for index, key in enumerate(self.keys):
            x = inner.left() + index * (width + gap)
            key.setGeometry(whole(QRectF(x, 0, width, room.height())))
        for arrow, x in ((self.earlier, room.left()), (self.later, room.right() - side)):
            arrow.setVisible(turning)
            arrow.setGeometry(whole(QRectF(x, 0, side, room.height())))


class TimeGrid(QWidget):
    """Free times, sheet by sheet. `pressed` brings the key; `turned` says that another sheet is shown."""

    pressed = Signal(object)
    turned = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        """Make an empty grid."""
        super().__init__(parent)
        self.look = look
        self.keys: list[TimeKey] = []
        self._times: tuple[datetime, ...] = ()
        self.sheet = 0
        """Which sheet is shown, from 0."""
        self._columns, self._gap = 3 if look.portrait else 5, look.px(20, 16)

    @property
    def sheets(self) -> int:
        """How many sheets the times take."""
        return max(1, math.ceil(len(self._times) / (self._columns * self._rows())))

    def put(self, times: Sequence[datetime]) -> None:
        """Show the first sheet of free times (local)."""
        self._times, self.sheet = tuple(times), 0
        self._make()

    def turn(self) -> None:
        """Show the next sheet, after the last one the first."""
        self.sheet = (self.sheet + 1) % self.sheets
        self._make()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size holds other times."""
        super().resizeEvent(event)
        self.sheet = min(self.sheet, self.sheets - 1)
        self._make()

    def _rows(self) -> int:
        least = self.look.px(112, 92)
        return max(1, math.floor((self.height() + self._gap) / (least + self._gap)))

    def _make(self) -> None:
        """Make the keys of the sheet that is shown, and place them."""
        _let_go(self.keys)
        gap, columns, each_sheet = self._gap, self._columns, self._columns * self._rows()
        shown = self._times[self.sheet * each_sheet : (self.sheet + 1) * each_sheet]
        lines = min(self._rows(), math.ceil(len(self._times) / columns)) or 1
        width = (self.width() - gap * (columns - 1)) / columns
        height = min(self.look.px(144, 120), (self.height() - gap * (lines - 1)) / lines)
        self.keys = [TimeKey(self.look, at, self) for at in shown]
        for index, key in enumerate(self.keys):
            row, column = divmod(index, columns)
            key.setGeometry(whole(QRectF(column * (width + gap), row * (height + gap), width, height)))
            key.clicked.connect(partial(self._pressed, key))
            key.show()
        self.turned.emit()

    def _pressed(self, key: TimeKey, _on: bool = False) -> None:
        self.pressed.emit(key)
