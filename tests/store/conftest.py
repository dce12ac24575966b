"""An office in a file as it is in life: it waits for the disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.office.administration import create_office
from loket.office.context import Office, SystemClock
from loket.store.sqlite import SqliteStore
from tests.factories import a_catalogue, assert_whole


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of an office that is open around the clock; nobody has it open."""
    path = tmp_path / "loket.db"
    store = SqliteStore(path, create=True)
    create_office(store, SystemClock(), a_catalogue(counters=8), training=False, starter="uji")
    store.close()
    return path


@pytest.fixture
def office(database: Path) -> Iterator[Office]:
    """The same office, open; after the test its journal must hold."""
    made = Office(SqliteStore(database), SystemClock())
    yield made
    assert_whole(made)
    made.store.close()
