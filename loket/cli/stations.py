"""Commands that open a screen: kiosk, counter, display and the virtual printer's paper."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.cli.log import to_file
from loket.cli.office_time import OfficeTime, is_away, time_of
from loket.cli.opening import database, open_office, opener, prints_here
from loket.cli.own_printer import own_printer
from loket.errors import N_, Refused, Trouble
from loket.store.lock import ProcessLock, hold_or_refuse
from loket.store.opening import is_there
from loket.store.place import Place, beside, home_of
from loket.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QApplication

    from loket.model.printer import PrinterRecord
    from printers.desk import Printed
    from printers.spool import Spool
    from ui.bridge import OfficeBridge
    from ui.curtain import Curtain
    from ui.station import Station
    from ui.voice import Voice, VoiceRules

LANDSCAPE, DESK, PAPER = (1920, 1080), (1366, 768), (520, 900)

SPOOL_AFTER_MS = 300
"""How long after its window a station begins to print: the printers' room is large, the first paint goes first."""

SHEET_MS = 12_000
"""How long the paper of a virtual printer lies on a full-screen station."""


def kiosk(options: argparse.Namespace) -> int:
    """The ticket kiosk; prints its tickets by itself."""

    def build(station: Station) -> object:
        from ui.kiosk.screen import KioskScreen

        window = KioskScreen(station)
        window.took.connect(_sound(database(options), "tick", window))
        return window

    return _run(options, "kiosk", build, theme="light", size=LANDSCAPE, spools=True)


def counter(options: argparse.Namespace) -> int:
    """A counter officer's screen."""

    def build(station: Station) -> object:
        from ui.counter.screen import CounterScreen

        window = CounterScreen(station, options.counter)
        window.arrived.connect(_sound(database(options), "new_number", window))
        return window

    options.window = True
    if options.counter:
        _require_counter(database(options), options.counter)
    held = _only_one(database(options), options.counter) if options.counter else None
    try:
        return _counter(options, build)
    finally:
        if held is not None:
            held.close()


def _counter(options: argparse.Namespace, build: Callable[[Station], object]) -> int:
    return _run(options, f"counter-{options.counter or 0}", build, theme="light", size=DESK, spools=True)


def _require_counter(place: Place, number: int) -> None:
    """Raise Refused when the office has no such counter; one whose server is away is asked later, by the screen."""
    try:
        office = open_office(place)
    except Trouble as error:
        if not is_away(place, error):
            raise
        return
    try:
        office.catalogue.counter(number)
    finally:
        office.store.close()


def _only_one(place: Place, number: int) -> ProcessLock:
    """Hold a counter's window on this PC; raises Refused when it is open already."""
    held = hold_or_refuse(beside(place, f"-loket-{number}"))
    if held is None:
        raise Refused(
            "counter_open",
            N_("Loket {counter} sudah terbuka di jendela lain pada PC ini. Pakai jendela itu."),
            counter=number,
        )
    return held


def paper(options: argparse.Namespace) -> int:
    """The paper of a virtual printer, on screen; prints as long as it is open."""

    def build(station: Station) -> object:
        from ui.paper import PaperScreen

        return PaperScreen(station, faults=True)

    options.window = True
    return _run(options, "paper", build, theme="light", size=PAPER, spools=True)


def printers(options: argparse.Namespace) -> int:
    """The printer page; it prints test slips only, and leaves the office's slips to the other stations."""

    def build(station: Station) -> object:
        from loket.cli.printer_hands import PrinterHands
        from ui.printers_page.screen import PrintersScreen

        return PrintersScreen(station, PrinterHands(opener(database(options))))

    unplaced = {"screen": None, "theme": None, "name": None}  # `loket printer` has no such options
    for name, value in unplaced.items():
        setattr(options, name, getattr(options, name, value))
    options.window = True
    return _run(options, "printers", build, theme="light", size=DESK)


def _voice_rules(place: Place) -> VoiceRules:
    """Speak as the office wants: its own recordings lie in `voice` in its folder."""
    from ui.voice import VoiceRules

    return VoiceRules(own=home_of(place) / "voice")


def _sound(where: Place, name: str, owner: QObject) -> Callable[..., None]:
    """Give what plays one of the small sounds; the player is made at the first one, not at the start."""
    players: list[Voice] = []

    def play(*_: object) -> None:
        from ui.voice import Voice

        if not players:
            players.append(Voice(_voice_rules(where), parent=owner))
        players[0].play(name)

    return play


def display(options: argparse.Namespace) -> int:
    """The hall display, with its voice."""

    def build(station: Station) -> object:
        from ui.display.screen import DisplayScreen
        from ui.voice import SilentVoice, Voice

        voice = SilentVoice() if options.mute else Voice(_voice_rules(database(options)))
        return DisplayScreen(station, voice, options.layout)

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
    require_display()
    where = database(options)
    curtain = _curtain(options, name, options.theme or theme, size) if is_there(where) else None
    to_file(where)
    try:
        clock = time_of(where)
    except BaseException:
        if curtain is not None:
            curtain.close()
        raise
    app, station, bridge = surroundings(where, name, options.theme or theme, options.lang, clock)
    station.printer = own_printer(options, where, name) if spools else ""
    from ui.app import place

    window = build(station)
    place(window, name, screen=options.screen, in_window=options.window, size=size)  # type: ignore[arg-type]
    if curtain is not None:
        curtain.give_way_to(window)  # type: ignore[arg-type]
    begun: list[Spool] = []

    def print_by_itself() -> None:
        spool = _spool(where, station, window)
        begun.append(spool)
        bridge.moved.connect(lambda _seq: spool.wake())

    if spools:
        from PySide6.QtCore import QTimer

        QTimer.singleShot(SPOOL_AFTER_MS, window, print_by_itself)  # type: ignore[call-overload]
    try:
        return app.exec()
    finally:
        for spool in begun:
            spool.stop()
        bridge.close()


def _curtain(options: argparse.Namespace, name: str, theme: str, size: tuple[int, int]) -> Curtain:
    """Paint something before anything of the office is imported or opened: half of the time goes there."""
    from ui.app import application, place
    from ui.curtain import Curtain
    from ui.theme import Theme

    dress = Theme.of(theme)
    application(dress)
    curtain = Curtain(dress, Texts.of(options.lang)(N_("Sedang dibuka…")))
    place(curtain, name, screen=options.screen, in_window=options.window, size=size)
    curtain.wait_for_paint()
    return curtain


def surroundings(
    where: Place, name: str, theme: str, language: str, clock: OfficeTime
) -> tuple[QApplication, Station, OfficeBridge]:
    """Give application, station and bridge for one window."""
    from ui.app import application, catch_bugs
    from ui.bridge import OfficeBridge
    from ui.station import Station
    from ui.theme import Theme

    bridge = OfficeBridge(clock.learning(opener(where)))
    dress = Theme.of(theme)
    app = application(dress)
    catch_bugs()
    return app, Station(bridge=bridge, clock=clock, theme=dress, language=language, name=name), bridge


def _spool(where: Place, station: Station, window: object) -> Spool:
    """Print by itself. Slips of a virtual printer show on their paper: this window, or one that opens beside it.

    A station leaves a virtual printer to the paper window as long as one is open on this PC.
    """
    from PySide6.QtCore import QObject, Qt, QTimer, Signal

    from loket.store.lock import Presence
    from printers.playing import Playing
    from printers.spool import Spool
    from ui.paper import PaperScreen

    class Tray(QObject):
        arrived = Signal(object)

    tray = Tray(window)  # type: ignore[arg-type]
    away = QTimer(tray, singleShot=True, interval=SHEET_MS)
    here = Presence(beside(where, "-paper"))
    is_paper = isinstance(window, PaperScreen)
    sheets: list[PaperScreen] = [window] if isinstance(window, PaperScreen) else []
    if is_paper:
        here.be_there()

    def wanted(record: PrinterRecord) -> bool:
        virtual = record.url.startswith("virtual:")
        if is_paper:
            return virtual
        return prints_here(where, record) and not (virtual and here.anyone())

    def show(printed: Printed) -> None:
        if not sheets:
            sheets.append(PaperScreen(station))
            away.timeout.connect(sheets[0].hide)
            sheets[0].setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the station ends with its own window
            sheets[0].resize(*PAPER)
            area = sheets[0].screen().availableGeometry()
            sheets[0].move(area.right() - PAPER[0], area.top())
        sheets[0].show()
        if window.isFullScreen():  # type: ignore[attr-defined]  # a visitor must see the kiosk again
            away.start()
        sheets[0].show_slip(printed.image, printed.number)

    tray.arrived.connect(show)
    playing = Playing()
    spool = Spool(opener(where), tray.arrived.emit, ports=playing, wanted=wanted)
    if isinstance(window, PaperScreen):
        window.played.connect(playing.play)
        window.played.connect(lambda _fault: spool.look())
    return spool


def has_display() -> bool:
    """Tell whether this machine has a display to open a window on."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def require_display() -> None:
    """Raise Trouble when this machine has no display to open a window on."""
    if not has_display():
        raise Trouble(
            "no_display",
            N_("Mesin ini tidak punya layar. Jalankan demo tanpa layar: loket demo --headless --out demo"),
        )
