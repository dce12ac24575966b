"""A small office in a new file, with a clock that stands until a test moves it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loket.model.service import Service
from loket.office.context import Office
from tests.engines import engines_for
from tests.factories import FixedClock, an_office, assert_whole

MakeOffice = Callable[..., Office]


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 09.00 in the office's zone (WIT)."""
    return FixedClock()


@pytest.fixture
def make_office(tmp_path: Path, clock: FixedClock) -> Iterator[MakeOffice]:
    """Make offices as the test wants them; after the test the journal of each must hold."""
    made: list[Office] = []

    def make(*services: Service, **rules: object) -> Office:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(an_office(folder, *services, clock=clock, **rules))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for office in made:
        assert_whole(office)
        office.store.close()


@pytest.fixture
def office(make_office: MakeOffice) -> Office:
    """An office with services A, B, C and counters 1 to 3."""
    return make_office()


@pytest.fixture(autouse=True)
def _on_an_engine(every_engine: str) -> None:
    """Stand on an engine before anything else is made."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every act and every story holds on every engine."""
    metafunc.parametrize("every_engine", engines_for(metafunc.definition), indirect=True)
