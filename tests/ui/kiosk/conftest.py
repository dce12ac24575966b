"""A visitor for the tests of the kiosk."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.ui.kiosk.visitor import Visitor

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import Desk


@pytest.fixture
def visitor(qtbot: QtBot, desk: Desk) -> Visitor:
    """Somebody in front of the kiosk of the usual small office."""
    return Visitor(qtbot, desk)


@pytest.fixture
def come(qtbot: QtBot) -> Callable[..., Visitor]:
    """Let somebody come to a desk of the test's own: ``come(desk, pace=200.0)``."""
    return lambda desk, **how: Visitor(qtbot, desk, **how)
