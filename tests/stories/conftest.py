"""Each story has an office of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import engines_for
from tests.stories.telling import Dinas


@pytest.fixture
def dinas(tmp_path: Path, qapp: object) -> Iterator[Dinas]:
    """The Dinas Sosial on Monday at 07.40, before anybody has come. (Slips are drawn, so there is an application.)"""
    told = Dinas(tmp_path, training=True)
    yield told
    told.lock_up()


@pytest.fixture(autouse=True)
def _on_an_engine(every_engine: str) -> None:
    """Stand on an engine before anything else is made."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every act and every story holds on every engine."""
    metafunc.parametrize("every_engine", engines_for(metafunc.definition), indirect=True)
