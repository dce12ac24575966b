"""What a printer is to the spool: a place that takes fragments and tells only what it knows.

Silence is "unknown", never "ok"; bytes that were taken over are not a ticket.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from loket.model.print_reasons import COVER_OPEN, FAULTY, NOT_READY, OUT_OF_PAPER
from loket.model.printer import Fence, PrinterRecord
from loket.office.printer_setup import bad_address

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

DEFAULT_PORT = 9100

_ANSWERED = ("ready", "low", "out", "cover")
"""States that only a printer's own answer can have shown."""

OnPaper = Callable[["QImage", bytes], None]
"""Told of each slip of a virtual printer: what is on the paper, and the bytes it was decoded from."""


class State(StrEnum):
    """What became of one try to print."""

    PRINTED = "PRINTED"
    """The printer said so, behind the last row."""
    ASSUMED = "ASSUMED"
    """All was taken and the printer was well before and after; it did not confirm the last row."""
    SENT = "SENT"
    """All was taken; this printer tells nothing."""
    HELD = "HELD"
    """Nothing is on paper, nothing was sent: try again at will."""
    PARTIAL = "PARTIAL"
    """Something may be on paper: another try is a marked copy."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one try. `reason` is an Indonesian msgid, empty when all is well; `printer` a PrinterRecord state."""

    state: State
    reason: str = ""
    bytes_sent: int = 0
    printer: str = "unknown"


@dataclass(frozen=True, slots=True)
class Status:
    """What a printer tells of itself. `paper`: "ok", "low", "out" or "unknown"; `raw` the status bytes it sent."""

    online: bool
    paper: str = "unknown"
    cover: bool = False
    """The cover is open."""
    error: bool = False
    """A fault of its own: knife, heat, voltage."""
    raw: bytes = b""

    @property
    def reason(self) -> str:
        """Say why it cannot print now; empty when nothing speaks against it."""
        if self.paper == "out":
            return OUT_OF_PAPER
        if self.cover:
            return COVER_OPEN
        if self.error:
            return FAULTY
        return "" if self.online else NOT_READY

    @property
    def state(self) -> str:
        """Give the state as a PrinterRecord keeps it."""
        if self.paper == "out":
            return "out"
        if self.cover:
            return "cover"
        if not self.online or self.error:
            return "offline"
        if not self.raw:
            return "unknown"
        return "low" if self.paper == "low" else "ready"


class PrinterPort(Protocol):
    """One printer. Used by one thread at a time; both methods may take seconds."""

    def status(self) -> Status:
        """Ask the printer how it is; one that cannot be reached is offline."""
        ...

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print the fragments of one slip (whole commands each) and tell what is known of the paper."""
        ...


FLOWS = ("none", "rtscts", "xonxoff")
"""How a serial printer says that it is full: not at all, by its wires, by two characters."""

BAUDS = (1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400)


def check_url(url: str) -> SplitResult:
    """Take a printer's address apart; raises Refused with what is wrong about it."""
    parts = urlsplit(url)
    checks = {"tcp": _is_tcp, "file": _is_file, "serial": _is_serial, "cups": _is_cups, "windows": _is_windows}
    if parts.scheme == "virtual" or (parts.scheme in checks and checks[parts.scheme](parts)):
        return parts
    raise bad_address(url)


def _is_tcp(parts: SplitResult) -> bool:
    try:
        port = DEFAULT_PORT if parts.port is None else parts.port
    except ValueError:
        return False
    return bool(parts.hostname and port and parts.path in ("", "/"))


def _is_file(parts: SplitResult) -> bool:
    return not parts.netloc and len(parts.path) > 1 and not parts.path.endswith("/")


def _is_serial(parts: SplitResult) -> bool:
    """Allow a device (/dev/ttyUSB0, COM3) with `baud` and `flow`."""
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    baud, flow = asked.pop("baud", "9600"), asked.pop("flow", FLOWS[0])
    known = baud.isascii() and baud.isdecimal() and int(baud) in BAUDS and flow in FLOWS and not asked
    return known and not parts.netloc and parts.path not in ("", "/") and not parts.path.endswith("/")


def queue_of(parts: SplitResult) -> str:
    """Give the name of a print queue of this PC: ``cups:STRUK`` and ``cups://STRUK`` are one."""
    return unquote(parts.netloc + parts.path) if parts.netloc else unquote(parts.path)


def _is_cups(parts: SplitResult) -> bool:
    name = queue_of(parts)
    return bool(name) and not name.startswith("-") and not any(each in name for each in " /#\t\"'\\")


def _is_windows(parts: SplitResult) -> bool:
    return bool(queue_of(parts).strip())


def open_port(record: PrinterRecord, on_paper: OnPaper | None = None) -> PrinterPort:
    """Give the port behind a printer's address; raises Refused for a bad one. Nothing is contacted yet.

    `on_paper` is told of each slip when it is a virtual printer.
    """
    parts = check_url(record.url)
    if parts.scheme == "virtual":
        from printers.virtual import VirtualPort

        return VirtualPort(record.width_dots, on_paper, record.profile.feed_rows)
    if parts.scheme == "cups":
        from printers.cups_queue import CupsQueue
        from printers.queue_port import QueuePort

        return QueuePort(CupsQueue(queue_of(parts)))
    if parts.scheme == "windows":
        from printers.queue_port import QueuePort
        from printers.windows_queue import WindowsQueue

        return QueuePort(WindowsQueue(queue_of(parts)))
    return _asked_port(parts, record)


def _asked_port(parts: SplitResult, record: PrinterRecord) -> PrinterPort:
    """Give a port that speaks with the printer itself, with what is known of its answers."""
    from printers.talk import Known, Timing

    profile = record.profile
    sure = profile.proven is True or profile.fence in (Fence.QUEUE, Fence.PROCESS)
    known = Known(
        answers=profile.proven is not False and (sure or record.state in _ANSWERED),
        real=profile.proven is not False,
        fence=profile.fence,
    )
    timing = Timing(rows_per_s=float(profile.rows_per_s)) if profile.rows_per_s else Timing()
    if parts.scheme == "tcp":
        from printers.tcp import TcpPort

        return TcpPort(parts.hostname or "", parts.port or DEFAULT_PORT, known=known, timing=timing)
    if parts.scheme == "serial":
        from printers.serial_line import SerialPort

        asked = dict(parse_qsl(parts.query))
        baud, flow = int(asked.get("baud", "9600")), asked.get("flow", FLOWS[0])
        return SerialPort(unquote(parts.path), baud, flow, known=known, timing=timing)
    from printers.devfile import FilePort

    return FilePort(unquote(parts.path), known=known, timing=timing)
