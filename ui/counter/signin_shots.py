"""Pictures of the sign-in, for `loket shot signin`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from loket.office.pictures import OfficerFace
from ui.counter import samples
from ui.samples import OFFICE, counter_face
from ui.signin import SignInScreen
from ui.station import Station


def _screen(station: Station, **changes: object) -> SignInScreen:
    screen = SignInScreen(station, 3)
    screen.resize(1366, 768)
    screen.show_board(samples.signin_board(**changes))  # type: ignore[arg-type]
    screen.officers.choose("P3")
    return screen


def _take_over(station: Station) -> QWidget:
    screen = _screen(station)
    screen.counters.choose(2)
    screen.go()
    return screen


def _many(station: Station) -> QWidget:
    board = samples.signin_board()
    officers = tuple(OfficerFace(f"P{n}", f"Petugas {n}") for n in range(1, 15))
    free = board.counters[0]
    counters = tuple(replace(free, counter=counter_face(n)) for n in range(1, 13))
    return _screen(station, officers=officers, counters=counters)


def _training(station: Station) -> QWidget:
    return _screen(station, office=replace(OFFICE, training=True))


SHOTS: dict[str, Callable[[Station], QWidget]] = {
    "choose": _screen,
    "take-over": _take_over,
    "many": _many,
    "training": _training,
}
"""State → builder."""

DEFAULT_SIZE: dict[str, tuple[int, int]] = dict.fromkeys(SHOTS, (1366, 768))
"""State → pixels."""
