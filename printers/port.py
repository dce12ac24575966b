"""What a printer is to the spool: a place that takes fragments and tells only what it knows.

Silence is "unknown", never "ok"; bytes that were taken over are not a ticket.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from loket.errors import N_, Refused
from loket.model.slip import PrinterRecord

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
            return N_("kertas habis")
        if self.cover:
            return N_("tutup printer terbuka")
        if self.error:
            return N_("printer bermasalah, periksa pemotong dan lampunya")
        return "" if self.online else N_("printer tidak siap")

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


UNREACHABLE = N_("printer tidak dapat dihubungi")
SILENT = N_("printer tidak menjawab")
STALLED = N_("printer berhenti menerima data")
BROKEN_OFF = N_("sambungan terputus di tengah cetakan")
NOT_THERE = N_("printer tidak terpasang atau tidak boleh dipakai")


class PrinterPort(Protocol):
    """One printer. Used by one thread at a time; both methods may take seconds."""

    def status(self) -> Status:
        """Ask the printer how it is; one that cannot be reached is offline."""
        ...

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print the fragments of one slip (whole commands each) and tell what is known of the paper."""
        ...


def check_url(url: str) -> SplitResult:
    """Take a printer's address apart; raises Refused with what is wrong about it."""
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        try:
            port = DEFAULT_PORT if parts.port is None else parts.port
        except ValueError:
            port = 0
        if parts.hostname and port and parts.path in ("", "/"):
            return parts
    elif parts.scheme == "file":
        if not parts.netloc and len(parts.path) > 1 and not parts.path.endswith("/"):
            return parts
    elif parts.scheme == "virtual":
        return parts
    raise Refused(
        "printer_url",
        N_("Alamat printer “{url}” tidak dikenal. Contoh: tcp://192.168.1.50:9100, file:///dev/usb/lp0, virtual:"),
        url=url,
    )


def open_port(record: PrinterRecord, on_paper: OnPaper | None = None) -> PrinterPort:
    """Give the port behind a printer's address; raises Refused for a bad one. Nothing is contacted yet.

    `on_paper` is told of each slip when it is a virtual printer.
    """
    parts = check_url(record.url)
    if parts.scheme == "tcp":
        from printers.tcp import TcpPort

        return TcpPort(parts.hostname or "", parts.port or DEFAULT_PORT, answers=record.state in _ANSWERED)
    if parts.scheme == "file":
        from printers.devfile import FilePort

        return FilePort(unquote(parts.path), answers=record.state in _ANSWERED)
    from printers.virtual import VirtualPort

    return VirtualPort(record.width_dots, on_paper, record.profile.feed_rows)
