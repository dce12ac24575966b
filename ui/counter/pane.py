"""What the parts of the officer's screen have in common: a picture to draw, buttons that ask for acts, a tick."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.office.pictures import CounterBoard
from loket.texts import Texts
from ui.parts.desk import DeskButton
from ui.station import Station

NEAR = 0.8
"""From this share of a standard on, time is orange; above the whole of it, red."""


class Pane(QWidget):
    """A part of the screen. `wanted` asks for an act by name, as a key does."""

    wanted = Signal(str)

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the part; it draws nothing before its first board."""
        super().__init__(parent)
        self.station = station
        self.theme = station.theme
        self.board: CounterBoard | None = None
        self.locks: list[DeskButton] = []
        """Buttons that cannot be pressed while an act is under way."""

    @property
    def t(self) -> Texts:
        """The texts of the station's language."""
        return self.station.texts

    @property
    def wide(self) -> bool:
        """Tell whether the screen has the room of 1920 pixels."""
        return self.window().width() >= WIDE

    def button(self, act: str, text: str, icon: str, kind: str = "secondary", *, height: int = 48, hint: str = "",
               fill: bool = False) -> DeskButton:  # fmt: skip
        """Make a button that asks for `act`."""
        made = DeskButton(self.theme, text, icon, kind, height=height, hint=hint, fill=fill, parent=self)
        made.clicked.connect(lambda: self.wanted.emit(act))
        self.locks.append(made)
        return made

    def show_board(self, board: CounterBoard) -> None:
        """Draw a new picture."""
        self.board = board
        self.fill(board)
        self.arrange()
        self.update()

    def fill(self, board: CounterBoard) -> None:
        """Put words and states into the parts."""

    def arrange(self) -> None:
        """Place the parts for the present size."""

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint everything that is no widget."""

    def tick(self, now: datetime) -> None:
        """A second has passed."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts anew."""
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        if self.board is not None:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.draw(painter, self.board)


WIDE = 1600
"""From this width on the screen has a third column and larger parts."""

TIGHT = 820
"""Below this width of the middle the parts make themselves small: windows on old or shared screens."""


def tone_of(seconds: float, minutes: float) -> str:
    """Tell how a time stands to its standard: "plain", "near" (from 80 %) or "over"."""
    if minutes <= 0 or seconds < NEAR * minutes * 60:
        return "plain"
    return "near" if seconds <= minutes * 60 else "over"


TONE_INK = {"plain": "ink", "near": "orange", "over": "red"}
TONE_TAG = {"plain": "neutral", "near": "warn", "over": "err"}


def since(now: datetime, moment: datetime | None) -> float:
    """Give the seconds from `moment` to `now`; never below zero, 0 for no moment."""
    return max(0.0, (now - moment).total_seconds()) if moment is not None else 0.0


def joined(words: list[str], texts: Texts) -> str:
    """Write a list as people say it: "2, 4 dan 5"."""
    if len(words) < 2:
        return "".join(words)
    return texts("{first} dan {last}", first=", ".join(words[:-1]), last=words[-1])
