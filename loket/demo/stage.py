"""The stage: an office in a fresh file and the four windows that work for it, each through a bridge of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Signal

from loket.demo.clock import DemoClock
from loket.errors import N_, Trouble
from loket.office.administration import create_office
from loket.office.context import Office
from loket.office.printer_setup import add_printer
from loket.office.starters import catalogue_of, load_starter
from loket.store.sqlite import SqliteStore
from ui.bridge import OfficeBridge
from ui.station import Station
from ui.theme import Theme, apply_sheet

if TYPE_CHECKING:
    from loket.demo.plug import PluggedPort
    from loket.model.printer import PrinterRecord
    from printers.desk import Printed
    from printers.port import OnPaper
    from printers.spool import Spool
    from ui.counter.screen import CounterScreen
    from ui.display.screen import DisplayScreen
    from ui.kiosk.screen import KioskScreen
    from ui.launcher import LauncherScreen
    from ui.paper import PaperScreen

PRINTER, HALL, COUNTER = "kios", "layar-demo", 1
PATIENCE_S = 15.0
"""How long the play waits for a screen before it calls itself broken, in seconds."""


class Slips(QObject):
    """Brings what the virtual printer printed from the spool's thread to the GUI thread, and keeps it."""

    arrived = Signal(object)

    def __init__(self) -> None:
        """Make an empty tray."""
        super().__init__()
        self.kept: list[Printed] = []
        self.arrived.connect(self.kept.append)


@dataclass
class Stage:
    """Everything that stands on the stage. `acting_threads` are the threads in which acts ran."""

    clock: DemoClock
    path: Path
    language: str = "id"
    pace: float = 1.0
    acting_threads: set[int] = field(default_factory=set)
    bridges: list[OfficeBridge] = field(default_factory=list)
    slips: Slips = field(default_factory=Slips)
    spool: Spool | None = None
    printer: PluggedPort | None = None
    office: Office | None = None

    def build(self) -> None:
        """Make the office: the starter dinsos as a training office, with a printer whose paper is on the screen."""
        catalogue = catalogue_of(load_starter("dinsos"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        store = SqliteStore(self.path, create=True)
        self.office = create_office(store, self.clock, catalogue, training=True, starter="dinsos")
        add_printer(self.office, PRINTER, "virtual:", 576)

    def open_office(self) -> Office:
        """Open a connection for the calling thread, and remember which thread that is."""
        self.acting_threads.add(threading.get_ident())
        return Office(SqliteStore(self.path), self.clock)

    def station(self, name: str, theme: str) -> Station:
        """Give the surroundings of one window."""
        bridge = OfficeBridge(self.open_office)
        self.bridges.append(bridge)
        tz = self.backstage.rules.tz
        return Station(
            bridge=bridge,
            clock=lambda: self.clock.now().astimezone(tz),
            theme=Theme.of(theme),
            language=self.language,
            pace=self.pace,
            name=name,
        )

    @property
    def backstage(self) -> Office:
        """The play's own connection, to read what has really been saved."""
        if self.office is None:
            raise RuntimeError("build the stage first")
        return self.office

    def kiosk(self) -> KioskScreen:
        """Open the kiosk."""
        from ui.kiosk.screen import KioskScreen

        return KioskScreen(self.station("kios-demo", "light"))

    def counter(self) -> CounterScreen:
        """Open the counter officer's screen."""
        from ui.counter.screen import CounterScreen

        return CounterScreen(self.station("loket-demo", "light"), COUNTER)

    def display(self, *, mute: bool) -> DisplayScreen:
        """Open the hall display; opened again it goes on where the last one stopped."""
        from ui.display.screen import DisplayScreen
        from ui.voice import SilentVoice, Voice

        station = self.station(HALL, "dark")
        screen = DisplayScreen(station, SilentVoice(after_ms=station.ms(3000)) if mute else Voice(pace=self.pace))
        apply_sheet(screen, station.theme)
        return screen

    def launcher(self) -> LauncherScreen:
        """Open the launcher, where the day is closed; nobody's timers are hurried there."""
        from ui.launcher import LauncherScreen

        return LauncherScreen(replace(self.station("peluncur-demo", "light"), pace=1.0))

    def paper(self) -> PaperScreen:
        """Open the virtual printer's paper, and start printing."""
        from printers.spool import Spool
        from ui.paper import PaperScreen

        screen = PaperScreen(self.station("kertas-demo", "light"))
        self.slips.arrived.connect(lambda printed: screen.show_slip(printed.image, printed.number))
        self.spool = Spool(self.open_office, self.slips.arrived.emit, ports=self._port)
        self.bridges[0].moved.connect(lambda _seq: self._wake())
        return screen

    def _port(self, record: PrinterRecord, on_paper: OnPaper) -> PluggedPort:
        from loket.demo.plug import PluggedPort

        self.printer = PluggedPort(record.width_dots, on_paper)
        return self.printer

    def play_fault(self, fault: str) -> None:
        """Let the printer play a fault (see `printers.faults`) from its next slip on; "" mends it."""
        self._the_printer().fault = fault
        self._wake()

    def break_next_slip(self, then: str = "") -> None:
        """Let the next slip break off in the middle, and the printer play `then` afterwards."""
        printer = self._the_printer()
        printer.then, printer.breaks_next, printer.fault = then, True, ""
        self._wake()

    def _the_printer(self) -> PluggedPort:
        if self.printer is None:
            raise RuntimeError("the printer has not begun to print")
        return self.printer

    def _wake(self) -> None:
        if self.spool is not None:
            self.spool.wake()

    def close(self) -> None:
        """End threads and connections."""
        if self.spool is not None:
            self.spool.stop()
        for bridge in self.bridges:
            bridge.close()
        if self.office is not None:
            self.office.store.close()


def stuck(what: str) -> Trouble:
    """Give the trouble of a demo in which `what` did not happen."""
    return Trouble(
        "demo_stuck", N_("Demo berhenti: {what} tidak terjadi. Laporkan sebagai kesalahan program."), what=what
    )


def pump(until: Callable[[], bool], what: str, patience_s: float = PATIENCE_S) -> None:
    """Let the screens work until something is true; raises Trouble naming `what` was waited for in vain."""
    loop = QEventLoop()
    deadline = time.monotonic() + patience_s
    while not until():
        loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if until():
            return
        if time.monotonic() > deadline:
            raise stuck(what)
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 20)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def still(milliseconds: float) -> None:
    """Let the screens work for a while of real time."""
    until = time.monotonic() + milliseconds / 1000
    pump(lambda: time.monotonic() >= until, "time")
