"""`loket shot`: paint any screen in any state into a PNG, without an office and without a display."""

from __future__ import annotations

import argparse
import importlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from loket.errors import N_, Trouble, Usage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.station import Station

ROOMS = {
    "kiosk": ("ui.kiosk.shots", "light"),
    "counter": ("ui.counter.shots", "light"),
    "signin": ("ui.counter.signin_shots", "light"),
    "display": ("ui.display.shots", "dark"),
    "paper": ("ui.paper_shots", "light"),
    "printers": ("ui.printers_page.shots", "light"),
    "launcher": ("ui.launcher_shots", "light"),
}
"""Screens that can be painted, where their pictures are, and their usual theme."""

THE_MOMENT = datetime(2025, 11, 18, 9, 41, tzinfo=ZoneInfo("Asia/Jayapura"))
"""The moment on every picture, so that it is the same on every day."""


def shot(options: argparse.Namespace) -> None:
    """Paint one picture, or list what can be painted."""
    if options.list:
        for screen, (place, _) in ROOMS.items():
            for state in shots_of(place)[0]:
                print(f"{screen} {state}")
        return
    if not options.screen or not options.out:
        raise Usage("shot_what", N_("Sebutkan layar dan berkasnya: loket shot kiosk --out kios.png (lihat --list)."))
    if options.screen not in ROOMS:
        raise Usage(
            "screen_name",
            N_("Layar “{screen}” tidak ada. Yang ada: {known}."),
            screen=options.screen,
            known=", ".join(ROOMS),
        )
    place, theme = ROOMS[options.screen]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shots, sizes = shots_of(place)
    state = options.state or next(iter(shots))
    if state not in shots:
        raise Usage(
            "state_name", N_("Keadaan “{state}” tidak ada. Yang ada: {known}."), state=state, known=", ".join(shots)
        )
    size = _size(options.size) if options.size else sizes.get(state, (1366, 768))
    paint(shots[state], theme=options.theme or theme, language=options.lang, size=size, out=options.out)


def paint(build: Callable[[Station], QWidget], *, theme: str, language: str, size: tuple[int, int], out: Path) -> None:
    """Paint a screen of `size` into the PNG `out`; raises Trouble when the file cannot be written."""
    from PySide6.QtCore import QCoreApplication

    from ui.app import application
    from ui.station import Station, StillBridge
    from ui.theme import Theme

    dress = Theme.of(theme)
    application(dress)
    station = Station(
        bridge=StillBridge(), clock=lambda: THE_MOMENT, theme=dress, language=language, reduced_motion=True, name="shot"
    )
    window = build(station)
    window.resize(*size)
    window.show()
    settle = getattr(window, "settle", None)
    if settle is not None:
        settle()
    QCoreApplication.processEvents()
    out.parent.mkdir(parents=True, exist_ok=True)
    if not window.grab().scaled(*size).save(str(out), "PNG"):
        raise Trouble("file_unwritable", N_("{path} tidak dapat ditulis. Periksa folder dan izinnya."), path=out)
    window.close()


def shots_of(place: str) -> tuple[dict[str, Callable[[Station], QWidget]], dict[str, tuple[int, int]]]:
    """Give the pictures of a room: the builder and the usual size of each state."""
    module = importlib.import_module(place)
    return module.SHOTS, module.DEFAULT_SIZE


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and 0 < int(width) <= 8192 and 0 < int(height) <= 8192):
        raise Usage("size_form", N_("Ukuran “{size}” tidak terbaca; tulis seperti 1920x1080."), size=text)
    return int(width), int(height)
