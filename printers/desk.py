"""The work at one printer: claim a saved slip, draw it, send it, write down what became of it.

A number is saved before any of this begins. What is not known to be blank is printed again only as a marked copy.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from loket.model.slip import PrinterRecord, PrintJob
from loket.office import printing
from loket.office.context import Office
from printers.port import PrinterPort, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QImage

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Printed:
    """A slip that came out of a virtual printer: `image` is decoded from `data`, the bytes that were sent."""

    printer: str
    number: str
    copy: int
    image: QImage
    data: bytes


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one try of one job."""

    job: int
    number: str
    printer: str
    copy: int
    outcome: State
    reason: str


OnPrinted = Callable[[Printed], None]
Ports = Callable[[PrinterRecord, Callable[["QImage", bytes], None]], PrinterPort]


class Desk:
    """The work at one printer: claim, draw, send, write down. Belongs to one thread."""

    def __init__(self, office: Office, record: PrinterRecord, on_printed: OnPrinted | None, ports: Ports) -> None:
        """Work for `record`, which the caller owns; slips of a virtual printer go to `on_printed`."""
        self._office, self._record, self._on_printed = office, record, on_printed
        self._job: PrintJob | None = None
        self._stub = False
        self.port = ports(record, self._came_out)

    def next(self) -> Result | None:
        """Print the next slip; None when none waits."""
        name = self._record.name
        job = printing.claim_job(self._office, name)
        if job is None:
            return None
        self._job = job
        outcome = self.port.print(self._fragments(job))
        self._stub = outcome.state is State.PARTIAL or (self._stub and outcome.state is State.HELD)
        printing.record_outcome(
            self._office, job.id, name, str(outcome.state), outcome.reason, outcome.bytes_sent
        )  # fmt: skip
        printing.set_printer_state(self._office, name, outcome.printer)
        if outcome.reason:
            log.warning("slip %s on printer %s: %s, %s", job.number, name, outcome.state, outcome.reason)
        return Result(job.id, job.number, name, job.copy, outcome.state, outcome.reason)

    def can_print(self) -> bool:
        """Ask the printer after a slip was held, and keep what it says."""
        found = self.port.status()
        printing.set_printer_state(self._office, self._record.name, found.state)
        return not found.reason

    def _fragments(self, job: PrintJob) -> tuple[bytes, ...]:
        from printers.escpos_bytes import encode
        from printers.ticket import ticket_image

        image = ticket_image(job.slip, self._record.width_dots, job.copy)
        return encode(image, self._record.cutter, self._stub)

    def _came_out(self, image: QImage, data: bytes) -> None:
        if self._on_printed is not None and self._job is not None:
            self._on_printed(Printed(self._record.name, self._job.number, self._job.copy, image, data))


@contextmanager
def owned(office: Office, printer: str) -> Iterator[bool]:
    """Own a printer for a while; False when another station owns it. It is freed with its owner, however that ends."""
    held = office.store.hold(f"printer-{sha256(printer.encode()).hexdigest()[:12]}")
    try:
        yield held is not None
    finally:
        if held is not None:
            held.close()
