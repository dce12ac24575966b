"""What tests of screens stand on: a real office in a file, a real bridge, a station around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from loket.model.service import Service
from loket.office.context import Office
from tests.factories import FixedClock, an_office
from tests.ui.line import Line

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.station import Station

PACE = 50.0
"""Timers of screens under test run this many times faster."""


class Desk:
    """A real office, and stations that work for it through real bridges."""

    def __init__(self, folder: Path, qtbot: QtBot, *services: Service, **how: Any) -> None:
        self.clock = FixedClock()
        self.office = an_office(folder, *services, clock=self.clock, **how)
        self.line = Line(self.office.store.place)
        self._qtbot = qtbot
        self._bridges: list[object] = []

    def station(self, theme: str = "light", language: str = "id", pace: float = PACE) -> Station:
        from ui.app import application
        from ui.bridge import OfficeBridge
        from ui.station import Station
        from ui.theme import Theme

        application(Theme.of(theme))
        line, clock, zone = self.line, self.clock, self.office.rules.tz
        bridge = OfficeBridge(lambda: Office(line.open(), clock), pace)
        self._bridges.append(bridge)
        return Station(
            bridge=bridge, clock=lambda: clock.now().astimezone(zone), theme=Theme.of(theme),
            language=language, pace=pace, reduced_motion=True, name="uji",
        )  # fmt: skip

    def close_stations(self) -> None:
        """Let the stations go; the office stays."""
        for bridge in self._bridges:
            bridge.close()  # type: ignore[attr-defined]
        self._bridges.clear()

    def close(self) -> None:
        self.close_stations()
        self.office.store.close()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[Desk]:
    """A desk with the usual small office."""
    made = Desk(tmp_path, qtbot)
    yield made
    made.close()


@pytest.fixture
def make_desk(tmp_path: Path, qtbot: QtBot, qapp: object) -> Iterator[Callable[..., Desk]]:
    """Make a desk with an office of the test's own."""
    made: list[Desk] = []

    def make(*services: Service, **how: Any) -> Desk:
        made.append(Desk(tmp_path, qtbot, *services, **how))
        return made[-1]

    yield make
    for each in made:
        each.close()
