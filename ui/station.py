"""What every screen is given: the way to the office, the clock, the theme and the pace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from loket.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from loket.errors import LoketError
    from loket.office.context import Office
    from ui.theme import Theme

T = TypeVar("T")


class Bridge(Protocol):
    """The way to the office thread (`ui.bridge.OfficeBridge`); the only place where threads meet."""

    @property
    def moved(self) -> SignalInstance:
        """`Signal(int)`: the journal has moved to this seq; ask for a new board."""
        ...

    @property
    def troubled(self) -> SignalInstance:
        """`Signal(object)`: the office's memory cannot be read (LoketError); keep what is shown and say so."""
        ...

    @property
    def recovered(self) -> SignalInstance:
        """`Signal()`: it can be read again, or is another one; ask anew for everything that is shown."""
        ...

    @property
    def trouble(self) -> LoketError | None:
        """Why the memory cannot be read now, None when it can."""
        ...

    def run(
        self,
        act: Callable[[Office], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[LoketError], None] | None = None,
    ) -> None:
        """Do `act` in the office thread; exactly one of `done` and `failed` is called in the GUI thread.

        Callbacks of a screen that was closed meanwhile are dropped: pass bound methods of QObjects.
        """
        ...


@dataclass(slots=True)
class Station:
    """One window's surroundings. `clock` gives the office's local time; `pace` > 1 makes timers shorter (demo)."""

    bridge: Bridge
    clock: Callable[[], datetime]
    theme: Theme
    language: str = "id"
    pace: float = 1.0
    reduced_motion: bool = False
    name: str = ""
    """The station's own name, e.g. "layar-1": the hall's place in the feed is kept under it."""
    printer: str = ""
    """The printer that stands at the station; empty: none of its own."""

    @property
    def texts(self) -> Texts:
        """The texts of the station's language."""
        return Texts.of(self.language)

    def ms(self, milliseconds: float) -> int:
        """Give a duration in milliseconds at the station's pace, at least 1."""
        return max(1, round(milliseconds / self.pace))


class StillBridge:
    """A bridge that never answers: for pictures of a screen without an office behind it."""

    def __init__(self) -> None:
        """Make a bridge whose signals fire only when a picture asks for it."""
        from PySide6.QtCore import QObject, Signal

        class _Feed(QObject):
            moved = Signal(int)
            troubled = Signal(object)
            recovered = Signal()

        self._feed = _Feed()
        self.trouble: LoketError | None = None

    @property
    def moved(self) -> SignalInstance:
        """A signal that stays silent."""
        return self._feed.moved

    @property
    def troubled(self) -> SignalInstance:
        """Fires with `break_off`."""
        return self._feed.troubled

    @property
    def recovered(self) -> SignalInstance:
        """A signal that stays silent."""
        return self._feed.recovered

    def break_off(self, error: LoketError) -> None:
        """Let the office's memory be away, for a picture of that."""
        self.trouble = error
        self._feed.troubled.emit(error)

    def run(
        self,
        act: Callable[[Office], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[LoketError], None] | None = None,
    ) -> None:
        """Do nothing."""
