"""Pictures of the launcher for `loket shot`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from loket.office.carrying_over import CarriedOver
from loket.office.pictures import KioskBoard
from ui import samples
from ui.launcher import LauncherScreen
from ui.station import Station


def _shot(board: KioskBoard) -> Callable[[Station], LauncherScreen]:
    def build(station: Station) -> LauncherScreen:
        screen = LauncherScreen(station)
        screen.show_board(board)
        return screen

    return build


def _carried_over(station: Station) -> LauncherScreen:
    screen = _shot(_BOARD)(station)
    kept = CarriedOver("", "A012", "A", samples.NOW.date() + timedelta(days=1), 1, "", 1)
    screen.carried_over([kept] * 12)
    return screen


def _away(station: Station) -> LauncherScreen:
    screen = _shot(_BOARD)(station)
    samples.go_away(station, screen.asking)
    return screen


_BOARD = samples.kiosk_board()

SHOTS: dict[str, Callable[[Station], LauncherScreen]] = {
    "open": _shot(_BOARD),
    "closed": _shot(replace(_BOARD, open=False, opens_at=samples.NOW.replace(hour=8, minute=0) + timedelta(days=1))),
    "carried-over": _carried_over,
    "away": _away,
    "training": _shot(replace(_BOARD, office=replace(samples.OFFICE, training=True))),
}

DEFAULT_SIZE = dict.fromkeys(SHOTS, (1180, 720))
