"""What the printer page needs done at a printer. Screens know no printers: whoever opens the page hands this over.

Everything here may take seconds and is called in a thread beside the GUI, unless it says that it is quick.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QImage

from loket.model.calibration import Calibration, Look
from loket.model.printer import PrinterRecord


class Found(Protocol):
    """A printer that was found: its address, what it is, and what it calls itself."""

    @property
    def url(self) -> str:
        """An address as `printers.port.check_url` knows it."""
        ...

    @property
    def words(self) -> str:
        """What it is, an Indonesian msgid."""
        ...

    @property
    def hint(self) -> str:
        """What it calls itself, maker and model; empty when it does not."""
        ...


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of something that was printed: PRINTED, ASSUMED, SENT, HELD or PARTIAL."""

    outcome: str
    reason: str = ""
    """An Indonesian msgid; empty when all is well."""
    papers: tuple[QImage, ...] = ()
    """What a virtual printer printed."""


class Bench(Protocol):
    """One printer to oneself. All of it belongs to one thread."""

    def take(self) -> None:
        """Own the printer; raises Trouble when another station does not let go of it."""
        ...

    def print_step(self, now: Calibration) -> Tried:
        """Print what the present step prints."""
        ...

    def look(self) -> Look:
        """Ask the printer how it is."""
        ...

    def leave(self) -> None:
        """Let go of the printer."""
        ...


class Hands(Protocol):
    """What can be done at printers."""

    pc: str
    """The name of this PC."""

    def find(self, *, network: bool) -> tuple[Found, ...]:
        """Look for printers on this PC and, if wanted, on the network."""
        ...

    def check_address(self, url: str) -> None:
        """Raise Refused when this is no printer's address. Quick."""
        ...

    def picture(self, width_dots: int, data: bytes) -> QImage | None:
        """Give the paper that bytes print; None when they print nothing."""
        ...

    def step_picture(self, now: Calibration, language: str) -> QImage | None:
        """Give what a step of the calibration prints; None when it prints nothing."""
        ...

    def print_test(self, record: PrinterRecord, language: str) -> Tried:
        """Print the test slip; raises Trouble when another station does not let go of the printer."""
        ...

    def bench(self, record: PrinterRecord, language: str) -> Bench:
        """Give what calibrates a printer. Nothing is taken yet. Quick."""
        ...
