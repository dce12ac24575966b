"""Commands that open a screen: kiosk, counter, display, the virtual printer's paper, and the launcher."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from loket.cli.opening import database, open_office, opener
from loket.errors import N_, Trouble

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.bridge import OfficeBridge
    from ui.station import Station

PORTRAIT, LANDSCAPE, DESK = (1080, 1920), (1920, 1080), (1366, 768)


def kiosk(options: argparse.Namespace) -> int:
    """The ticket kiosk; prints its tickets by itself."""

    def build(station: Station) -> object:
        from ui.kiosk.screen import KioskScreen

        return KioskScreen(station)

    return _run(options, "kiosk", build, theme="light", size=LANDSCAPE, spools=True)


def counter(options: argparse.Namespace) -> int:
    """A counter officer's screen."""

    def build(station: Station) -> object:
        from ui.counter.screen import CounterScreen

        return CounterScreen(station, options.counter)

    options.window = True
    return _run(options, f"counter-{options.counter or 0}", build, theme="light", size=DESK, spools=True)


def display(options: argparse.Namespace) -> int:
    """The hall display, with its voice."""

    def build(station: Station) -> object:
        from ui.display.screen import DisplayScreen

        from ui.voice import SilentVoice, Voice

        return DisplayScreen(station, SilentVoice() if options.mute else Voice())

    name = options.name or f"layar-{options.screen or 1}"
    return _run(options, name, build, theme="dark", size=LANDSCAPE)


def _run(
    options: argparse.Namespace,
    name: str,
    build: Callable[[Station], object],
    *,
    theme: str,
    size: tuple[int, int],
    spools: bool = False,
) -> int:
    require_display(options)
    path = database(options)
    zone = _zone_of(path)
    app, station, bridge = surroundings(path, name, options.theme or theme, options.lang, zone)
    spool = _spool(path) if spools else None
    from ui.app import place

    window = build(station)
    place(window, name, screen=options.screen, in_window=options.window, size=size)  # type: ignore[arg-type]
    if spool is not None:
        bridge.moved.connect(lambda _seq: spool.wake())
    try:
        return app.exec()
    finally:
        if spool is not None:
            spool.stop()
        bridge.close()


def surroundings(
    path: Path, name: str, theme: str, language: str, clock: Callable[[], object]
) -> tuple[QApplication, Station, OfficeBridge]:
    """Give application, station and bridge for one window."""
    from ui.theme import Theme

    from ui.app import application, catch_bugs
    from ui.bridge import OfficeBridge
    from ui.station import Station

    bridge = OfficeBridge(opener(path))
    dress = Theme.of(theme)
    app = application(dress)
    catch_bugs()
    return app, Station(bridge=bridge, clock=clock, theme=dress, language=language, name=name), bridge  # type: ignore[arg-type]


def _zone_of(path: Path) -> Callable[[], object]:
    """Give the office's local clock; opens the office once, so that a missing or damaged one is told at once."""
    office = open_office(path)
    tz, clock = office.rules.tz, office.clock
    office.store.close()
    return lambda: clock.now().astimezone(tz)


def _spool(path: Path) -> object:
    from printers.spool import Spool

    return Spool(opener(path))


def require_display(options: argparse.Namespace) -> None:
    """Raise Trouble when this machine has no display to open a window on."""
    del options
    if sys.platform.startswith("linux") and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.environ.get("QT_QPA_PLATFORM")
    ):
        raise Trouble(
            "no_display",
            N_("Mesin ini tidak punya layar. Jalankan demo tanpa layar: loket demo --headless --out demo"),
        )
