"""Every port with a simulator behind it, under one face: what the contract and the campaign are run over."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from printers.devfile import FilePort
from printers.engine import Engine, Sheet
from printers.faults import Fault
from printers.ink import ink_rows
from printers.port import PrinterPort
from printers.queue_port import Patience, QueuePort
from printers.serial_line import SerialPort
from printers.talk import Known, Timing
from printers.tcp import TcpPort
from printers.virtual import VirtualPort, decode
from printers.windows_queue import WindowsQueue
from tests.printers.fake_queues import CupsTools, FakeQueue, FakeWin32Print
from tests.printers.fakes import QUICK, FakePrinter, PtyPrinter


class Machine(Protocol):
    """A printer with its line."""

    engine: Engine

    def play(self, fault: Fault) -> None: ...
    def papers(self) -> list[Sheet]: ...


@dataclass
class Link:
    """One port and the printer behind it."""

    port: PrinterPort
    play: Callable[[Fault], None]
    papers: Callable[[], list[Sheet]]
    heard: Callable[[], int] = lambda: 0
    """Bytes that the printer has taken, status questions left out; in memory, rows on paper; in a file, its size."""
    is_idle: Callable[[], bool] = lambda: True
    queue: FakeQueue | None = None
    known: Known = field(default_factory=Known)

    def settle(self) -> None:
        """Wait until the printer has done all that it will do with what is on its way to it."""
        quiet, before = 0, -1
        while quiet < 4:
            now = self.heard()
            quiet = quiet + 1 if self.is_idle() and now == before else 0
            before = now
            time.sleep(0.01)


Makes = Callable[[Path, Known, Timing], AbstractContextManager[Link]]


def behind(machine: Machine, port: PrinterPort, known: Known, queue: FakeQueue | None = None) -> Link:
    """Put a port and a machine together."""
    engine = machine.engine
    return Link(port, machine.play, machine.papers, lambda: engine.heard, lambda: engine.is_idle, queue, known)


@contextmanager
def tcp(folder: Path, known: Known, timing: Timing) -> Iterator[Link]:
    with FakePrinter() as printer:
        yield behind(printer, TcpPort("127.0.0.1", printer.port, known=known, timing=timing), known)


@contextmanager
def device(folder: Path, known: Known, timing: Timing) -> Iterator[Link]:
    with PtyPrinter(Engine()) as printer:
        yield behind(printer, FilePort(str(printer.path), known=known, timing=timing), known)


@contextmanager
def serial(folder: Path, known: Known, timing: Timing) -> Iterator[Link]:
    with PtyPrinter(Engine()) as printer:
        yield behind(printer, SerialPort(str(printer.path), 115_200, known=known, timing=timing), known)


QUEUE_PATIENCE = Patience(limit=0.5, pause=0.01, rows_per_s=1e9)


@contextmanager
def cups(folder: Path, known: Known, timing: Timing) -> Iterator[Link]:
    from printers.cups_queue import CupsQueue

    with FakePrinter() as printer, FakeQueue(printer.port) as queue, CupsTools(queue, folder):
        asks = lambda host, port: TcpPort(host, port, timing=timing)  # noqa: E731
        yield behind(printer, QueuePort(CupsQueue("STRUK", asks), QUEUE_PATIENCE), known, queue)


@contextmanager
def windows(folder: Path, known: Known, timing: Timing) -> Iterator[Link]:
    with FakePrinter() as printer, FakeQueue(printer.port) as queue:
        yield behind(printer, QueuePort(WindowsQueue("STRUK", FakeWin32Print(queue)), QUEUE_PATIENCE), known, queue)


@contextmanager
def virtual(folder: Path, known: Known, timing: Timing) -> Iterator[Link]:
    shown: list[Sheet] = []
    port = VirtualPort(576, lambda image, data: shown.append(Sheet(576, ink_rows(image), cut=True)))

    def play(fault: Fault) -> None:
        port.fault = str(fault)

    ink = lambda: sum(len(sheet.rows) for sheet in shown)  # noqa: E731 - what a line in memory has let through
    yield Link(port, play, lambda: shown, ink, known=known)


@contextmanager
def plain(folder: Path, known: Known, timing: Timing) -> Iterator[Link]:
    target = folder / "tiket.bin"

    def papers() -> list[Sheet]:
        data = target.read_bytes() if target.is_file() else b""
        return [Sheet(576, paper.rows, paper.cut) for paper in decode(data, 576)]

    def play(fault: Fault) -> None:
        """Let a folder stand in the place of the file, which then cannot be written."""
        aside = folder / "disimpan.bin"
        while fault.kind and not target.is_dir():
            with suppress(FileNotFoundError):
                target.rename(aside)
            with suppress(FileExistsError):  # the port has just written it anew
                target.mkdir()
        if not fault.kind and target.is_dir():
            target.rmdir()
            if aside.exists():
                aside.rename(target)

    def size() -> int:
        try:
            return target.stat().st_size if target.is_file() else 0
        except FileNotFoundError:  # it is being put aside
            return 0

    yield Link(FilePort(str(target), known=known, timing=timing), play, papers, size, known=known)


LINKS: dict[str, Makes] = {
    "tcp": tcp, "device": device, "serial": serial, "cups": cups, "windows": windows, "virtual": virtual,
    "plain": plain,
}  # fmt: skip


@contextmanager
def linked(name: str, folder: Path, known: Known | None = None, timing: Timing = QUICK) -> Iterator[Link]:
    """Open a link by name."""
    with LINKS[name](folder, known or Known(), timing) as link:
        yield link
