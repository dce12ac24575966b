"""An office on a disk that is watched, and that can be made to fail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from loket.office.administration import create_office
from loket.office.context import SystemClock
from loket.store.sqlite import SqliteStore
from tests.factories import a_catalogue
from tests.faults.disk import Disk, library


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that stands before a process's disk, compiled once."""
    if not sys.platform.startswith("linux"):
        pytest.skip("NOT SHOWN HERE: power cuts and broken disks (LD_PRELOAD is of Linux)")
    return library(tmp_path_factory.mktemp("shim"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that is watched."""
    made = tmp_path / "kantor"
    made.mkdir()
    return made


@pytest.fixture
def database(folder: Path) -> Path:
    """The file of an office that is open around the clock, safe on the disk; nobody has it open."""
    path = folder / "loket.db"
    store = SqliteStore(path, create=True)
    create_office(store, SystemClock(), a_catalogue(counters=8), training=False, starter="uji")
    store.close()
    return path


@pytest.fixture
def disk(database: Path, shim: Path, tmp_path: Path) -> Iterator[Disk]:
    """The disk on which the office lies."""
    made = Disk(database.parent, tmp_path / "catatan", shim)
    yield made
    made.close()
