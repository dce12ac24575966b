"""Stations before a real server that is killed, frozen, or cut off: the same promises as with a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from loket.cli.office_time import time_of
from loket.cli.stations import surroundings
from loket.errors import Trouble
from loket.model.events import Kind
from loket.store.place import place_of
from tests.engines import ENGINE, NEW_URL
from tests.factories import assert_whole, call
from tests.ui.conftest import Desk
from tests.ui.counter.officer import Officer
from tests.ui.display.conftest import Hall, WatchedVoice
from tests.ui.kiosk.visitor import Visitor
from tests.wire import Fate, Wire
from ui.kiosk.attract import AttractPage
from ui.kiosk.outage import TroubleBar
from ui.kiosk.resting import DeepNotice
from ui.kiosk.screen import KioskScreen
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from pathlib import Path

    from tests.postgres import Server

LONG_MS = 40_000
"""How long a busy machine may take to start a server again."""


@pytest.fixture
def own_server(new_server: Callable[..., Server]) -> Server:
    """A server of this test's own; what it has committed survives its being killed."""
    return new_server(durable=False)


@pytest.fixture
def desk(own_server: Server, tmp_path: Path, qtbot: Any, qapp: object) -> Iterator[Desk]:
    """The usual small office, on that server."""
    ENGINE.set("postgres")
    NEW_URL.set(lambda: own_server.office_url(own_server.database()))
    made = Desk(tmp_path, qtbot)
    ENGINE.set("disk")
    yield made
    made.close()


@pytest.fixture
def hall(desk: Desk, qtbot: Any) -> Iterator[Hall]:
    """A hall over that office."""
    made = Hall(desk, qtbot)
    yield made
    for screen in made.screens:
        screen.close()


def test_a_server_that_is_killed_makes_the_hall_skip_nothing_and_repeat_nothing(
    own_server: Server, hall: Hall, qtbot: Any
) -> None:
    voice = WatchedVoice()
    screen = hall.open(voice)
    hall.take(3)
    call(hall.office, 1)
    hall.wait_spoken("A001")
    own_server.kill()
    qtbot.waitUntil(lambda: not screen.wall.offline.isHidden(), timeout=LONG_MS)
    assert screen.wall.rows.rows[0].call.number == "A001", "what was called stays"
    own_server.start()
    call(hall.office, 2)
    call(hall.office, 3)
    qtbot.waitUntil(lambda: hall.facts(Kind.CALL_SPOKEN) == ["A001", "A002", "A003"], timeout=LONG_MS)
    assert voice.numbers == ["A001", "A002", "A003"]
    assert hall.facts(Kind.CALL_SHOWN) == ["A001", "A002", "A003"]
    assert screen.wall.offline.isHidden()
    assert_whole(hall.office)


def test_a_server_that_is_killed_lets_no_number_be_given_and_afterwards_one_for_each_press(
    own_server: Server, desk: Desk, qtbot: Any
) -> None:
    visitor = Visitor(qtbot, desk)
    visitor.chooses("A")
    own_server.kill()
    visitor.touches("take")
    qtbot.waitUntil(lambda: isinstance(visitor.screen.page, DeepNotice), timeout=LONG_MS)
    own_server.start()
    qtbot.waitUntil(lambda: isinstance(visitor.screen.page, AttractPage), timeout=LONG_MS)
    assert visitor.numbers() == []
    assert visitor.takes("A").ticket.number == "A001"
    assert visitor.numbers() == ["A001"]
    assert_whole(desk.office)


def test_a_server_that_hangs_is_told_and_goes_on_where_it_was(
    own_server: Server, desk: Desk, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.parts.asking.SILENT_MS", 300)
    officer = Officer(qtbot, desk, "A")
    own_server.freeze()
    officer.screen.asking.refresh()
    qtbot.waitUntil(lambda: "office" in officer.screen.banners.notices(), timeout=LONG_MS)
    assert officer.seen.state == "ready"
    own_server.thaw()
    qtbot.waitUntil(lambda: officer.screen.banners.notices() == {}, timeout=LONG_MS)
    officer.does(Qt.Key.Key_F2, "calling", "A001")
    assert officer.facts() == [Kind.VISIT_CALLED]


@pytest.mark.parametrize("fate", [Fate.CUT_BEFORE, Fate.CUT_AFTER])
def test_a_connection_cut_around_the_commit_of_a_press_is_one_number_at_most_and_the_screen_tells_the_truth(
    own_server: Server, desk: Desk, qtbot: Any, fate: Fate
) -> None:
    """Before the commit nothing was saved and the visitor presses again; after it the number is there."""
    wire = Wire(own_server.port)
    try:
        desk.line.place = place_of(wire.url(str(desk.office.store.place)))
        visitor = Visitor(qtbot, desk)
        visitor.chooses("A")
        wire.at_commit(fate)
        visitor.touches("take")
        wire.wait_for_the_fate()
        if fate is Fate.CUT_BEFORE:
            said = lambda: visitor.screen.findChild(TroubleBar) is not None  # noqa: E731
            qtbot.waitUntil(said, timeout=LONG_MS)
            assert visitor.numbers() == []
            visitor.touches("take")
        qtbot.waitUntil(lambda: isinstance(visitor.screen.page, TicketPage), timeout=LONG_MS)
        assert visitor.numbers() == ["A001"]
    finally:
        desk.close_stations()
        wire.close()
    assert_whole(desk.office)


def test_a_connection_that_is_cut_while_nobody_uses_it_is_nobodys_trouble(
    own_server: Server, desk: Desk, qtbot: Any
) -> None:
    wire = Wire(own_server.port)
    try:
        desk.line.place = place_of(wire.url(str(desk.office.store.place)))
        officer = Officer(qtbot, desk, "A")
        for _ in range(3):
            wire.cut()
        officer.does(Qt.Key.Key_F2, "calling", "A001")
        assert officer.facts() == [Kind.VISIT_CALLED]
    finally:
        desk.close_stations()
        wire.close()


def test_a_station_started_while_its_server_is_away_opens_its_window_and_goes_on_by_itself(
    own_server: Server, desk: Desk, qtbot: Any
) -> None:
    where = desk.office.store.place
    own_server.stop()
    clock = time_of(where)
    _, station, bridge = surroundings(where, "kios", "light", "id", clock)
    try:
        station.pace = 50.0
        screen = KioskScreen(station)
        qtbot.addWidget(screen)
        screen.show()
        qtbot.waitUntil(lambda: isinstance(screen.page, DeepNotice), timeout=LONG_MS)
        assert screen.page is not None
        assert screen.page.accessibleName().startswith("Mesin ini sedang diperiksa")
        own_server.start()
        qtbot.waitUntil(lambda: isinstance(screen.page, AttractPage), timeout=LONG_MS)
        assert clock().utcoffset() == timedelta(hours=9), "the office's own zone"
    finally:
        bridge.close()


def test_a_station_whose_place_is_wrong_ends_with_its_sentence(own_server: Server, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as unknown:
        time_of(place_of(own_server.url("tidak_ada")))
    assert unknown.value.code == "database_unknown"
    with pytest.raises(Trouble) as empty:
        time_of(place_of(own_server.database()))
    assert empty.value.code == "database_missing"
    with pytest.raises(Trouble) as login:
        time_of(place_of(own_server.url("postgres", user="siapa")))
    assert login.value.code == "database_login"
    with pytest.raises(Trouble) as missing:
        time_of(tmp_path / "tidak-ada.db")
    assert missing.value.code == "database_missing"
