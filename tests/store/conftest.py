"""An office as it is in life: in a file, waiting for the disk; or on a server, behind a network that can fail."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from loket.office.administration import create_office
from loket.office.context import Office, SystemClock
from loket.store import server as connecting
from loket.store.opening import open_store
from loket.store.place import Place, place_of
from loket.store.sqlite import SqliteStore
from tests.factories import a_catalogue, assert_whole
from tests.postgres import Server
from tests.prepared import PreparedOffice
from tests.wire import Wire


def new_office(place: Place) -> None:
    """Make an office that is open around the clock; nobody has it open."""
    with closing(open_store(place, create=True)) as store:
        create_office(store, SystemClock(), a_catalogue(counters=8), training=False, starter="uji")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of an office that is open around the clock; nobody has it open."""
    path = tmp_path / "loket.db"
    new_office(path)
    return path


@pytest.fixture
def office(database: Path) -> Iterator[Office]:
    """The same office, open; after the test its journal must hold."""
    made = Office(SqliteStore(database), SystemClock())
    yield made
    assert_whole(made)
    made.store.close()


@pytest.fixture
def place(office_url: str) -> Place:
    """An office on the server that all tests share, open around the clock; nobody has it open."""
    made = place_of(office_url)
    new_office(made)
    return made


@pytest.fixture
def near(place: Place) -> Iterator[Office]:
    """That office, past the wire; after the test its journal must hold."""
    made = Office(open_store(place), SystemClock())
    yield made
    assert_whole(made)
    made.store.close()


@pytest.fixture
def far(near: Office, wire: Wire, impatient: None) -> Iterator[Office]:
    """The same office from a station behind the wire, which waits for nothing longer than a test should."""
    made = Office(open_store(place_of(wire.url(str(near.store.place)))), SystemClock())
    yield made
    made.store.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stations that are opened from now on give up within a second what they give up within 20 in life."""
    monkeypatch.setattr("loket.store.watch.SILENCE_S", 0.6)
    monkeypatch.setattr("loket.store.watch.LOOK_S", 0.05)
    monkeypatch.setattr("loket.store.postgres.SETTLE_S", 6.0)
    monkeypatch.setattr("loket.store.follower.LOOK_S", 0.05)
    monkeypatch.setattr("loket.store.postgres.SETTLE_MOST_S", 0.1)
    for name, limit in (("lock_timeout", "400"), ("idle_in_transaction_session_timeout", "600")):
        monkeypatch.setitem(connecting._SESSION, name, limit)
    monkeypatch.setitem(connecting._NETWORK, "connect_timeout", "2")


@pytest.fixture
def empty_place(server: Server, database_of_offices: str) -> Iterator[Place]:
    """Where an office can be made on the server that all tests share; what is made there goes with the test."""
    url = server.office_url(database_of_offices)
    yield place_of(url)
    server.drop_office(url)


@pytest.fixture(params=["file", "server"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Where an office can be brought to; there is none."""
    if request.param == "file":
        return tmp_path / "baru" / "loket.db"
    place: Place = request.getfixturevalue("empty_place")
    return place


@pytest.fixture(scope="module")
def prepared(server_of_the_run: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PreparedOffice]:
    """An office with roles and a login for each, empty; one for all tests of a file."""
    office = PreparedOffice(server_of_the_run, tmp_path_factory.mktemp("kata-sandi"))
    office.prepare()
    yield office
    office.close()
