"""A supervisor at the printer page."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.ui.printers_page.at_printers import Supervisor


@pytest.fixture
def sit_down(qtbot, desk) -> Iterator[Callable[..., Supervisor]]:
    """Let a supervisor open the page."""
    made: list[Supervisor] = []

    def begin(**how) -> Supervisor:
        made.append(Supervisor(qtbot, desk, **how))
        return made[-1]

    yield begin
    for each in made:
        each.end()
