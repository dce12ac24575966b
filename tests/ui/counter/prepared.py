"""A bridge with prepared answers: tests decide what the office says, and when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from loket.errors import LoketError
from loket.office.pictures import CounterBoard
from ui.app import application
from ui.samples import NOW
from ui.station import Station
from ui.theme import Theme

Done = Callable[[Any], None] | None
Failed = Callable[[LoketError], None] | None


class PreparedBridge(QObject):
    """Keeps every errand until the test answers it. `asked` names them in order."""

    moved = Signal(int)
    troubled = Signal(object)
    recovered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.trouble: LoketError | None = None
        self.asked: list[str] = []
        self.facts: list[dict[str, object]] = []
        self._open: list[tuple[str, Done, Failed]] = []

    def run(self, act: Any, done: Done = None, failed: Failed = None) -> None:
        name = act.func.__name__ if hasattr(act, "func") else act.__name__
        self.asked.append(name)
        self.facts.append(dict(getattr(act, "keywords", {})))
        self._open.append((name, done, failed))

    def waiting(self) -> list[str]:
        """Names of the errands without an answer."""
        return [name for name, _, _ in self._open]

    def acts(self) -> list[str]:
        """Names of everything asked that is no board."""
        return [name for name in self.asked if not name.endswith("_board")]

    def answer(self, name: str, result: object) -> None:
        """Answer the oldest open errand of this name, well or with a failure."""
        index = self.waiting().index(name)
        _, done, failed = self._open.pop(index)
        if isinstance(result, LoketError):
            assert failed is not None
            failed(result)
        elif done is not None:
            done(result)


class Clock:
    """The office's local clock, moved by hand."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def a_station(bridge: PreparedBridge, clock: Clock, *, theme: str = "light", language: str = "id", pace: float = 1.0
              ) -> Station:  # fmt: skip
    """A station around a prepared bridge."""
    dress = Theme.of(theme)
    application(dress)
    return Station(bridge=bridge, clock=clock, theme=dress, language=language, pace=pace, reduced_motion=True)


def with_seq(board: CounterBoard, seq: int) -> CounterBoard:
    """The same board at a later fact."""
    from dataclasses import replace

    return replace(board, seq=seq)
