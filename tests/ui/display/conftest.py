"""A hall over a real office, with a voice that can be watched and a line that can be cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import LoketError, Trouble
from loket.model.events import Kind
from loket.office.pictures import HallCall
from loket.office.ticketing import take_ticket
from tests.factories import journal
from tests.ui.conftest import Desk
from ui import paint
from ui.display.screen import DisplayScreen


class WatchedVoice(QObject):
    """Says calls, and holds that never two are said at once. `auto` ends each by itself."""

    spoken = Signal(int, str)

    def __init__(self, *, auto: bool = True) -> None:
        super().__init__()
        self.auto = auto
        self.said: list[HallCall] = []
        self.hurried: list[bool] = []
        self.seen: list[str] = []
        self.look: Callable[[], str] = lambda: ""
        self.now: HallCall | None = None

    def say(self, call: HallCall, *, hurry: bool = False) -> None:
        assert self.now is None, f"{call.number} is said while {self.now} is said"
        self.now = call
        self.said.append(call)
        self.hurried.append(hurry)
        self.seen.append(self.look())
        if self.auto:
            QTimer.singleShot(1, self, self.end)

    def end(self, outcome: str = "spoken") -> None:
        call, self.now = self.now, None
        assert call is not None
        self.spoken.emit(call.seq, outcome)

    def stop(self) -> None:
        self.now = None
        self.auto = False

    @property
    def numbers(self) -> list[str]:
        return [call.number for call in self.said]


class CutLine:
    """A bridge that can be cut: `broken` names the acts that fail."""

    def __init__(self, bridge: Any) -> None:
        self._bridge = bridge
        self.broken: set[str] = set()
        self.tried: list[tuple[str, dict[str, Any]]] = []

    @property
    def moved(self) -> Any:
        return self._bridge.moved

    @property
    def troubled(self) -> Any:
        return self._bridge.troubled

    @property
    def recovered(self) -> Any:
        return self._bridge.recovered

    @property
    def trouble(self) -> Any:
        return self._bridge.trouble

    def run(self, act: Any, done: Any = None, failed: Any = None) -> None:
        self.tried.append((act.func.__name__, act.keywords))
        if act.func.__name__ in self.broken:
            error: LoketError = Trouble("gone", "Basis data tidak terjangkau.")
            QTimer.singleShot(1, lambda: failed(error))
            return
        self._bridge.run(act, done, failed)


class Hall:
    """Opens halls on one office."""

    def __init__(self, desk: Desk, qtbot: Any) -> None:
        self.desk, self.office, self.qtbot = desk, desk.office, qtbot
        self.screens: list[DisplayScreen] = []

    def open(self, voice: WatchedVoice, layout: str = "list", pace: float = 50.0, **how: Any) -> DisplayScreen:
        station = self.desk.station(theme="dark", pace=pace)
        self.line = CutLine(station.bridge)
        screen = DisplayScreen(replace(station, bridge=self.line, **how), voice, layout)
        self.screens.append(screen)
        self.qtbot.addWidget(screen)
        screen.resize(960, 540)
        screen.show()
        self.qtbot.waitUntil(lambda: screen.board is not None)
        return screen

    def take(self, count: int = 1, service: str = "A") -> None:
        for _ in range(count):
            take_ticket(self.office, service)

    def facts(self, kind: Kind) -> list[str]:
        """The numbers of the calls the office has as shown or spoken, in the journal's order."""
        return [str(fact.number) for fact in journal(self.office) if fact.kind == kind]

    def wait_spoken(self, *numbers: str) -> None:
        self.qtbot.waitUntil(lambda: self.facts(Kind.CALL_SPOKEN) == list(numbers))


@pytest.fixture
def hall(desk: Desk, qtbot: Any) -> Iterator[Hall]:
    made = Hall(desk, qtbot)
    yield made
    for screen in made.screens:
        screen.close()


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], list[str]]:
    """Gives every text and number a widget paints."""
    heard: list[str] = []
    real = {name: getattr(paint, name) for name in ("draw_text", "draw_number")}

    def listen(name: str) -> Callable[..., Any]:
        def draw(painter: Any, rect: Any, text: str, *rest: Any, **how: Any) -> Any:
            heard.append(text)
            return real[name](painter, rect, text, *rest, **how)

        return draw

    for name in real:
        monkeypatch.setattr(paint, name, listen(name))

    def of(widget: Any) -> list[str]:
        heard.clear()
        moment = getattr(widget, "moment", None)
        if moment is not None and moment.scene is not None:
            moment.refit(widget._look)
        widget.grab()
        return list(heard)

    return of
