"""The work at one printer: claim a saved slip, draw it, send it, write down what became of it.

A number is saved before any of this begins. What is not known to be blank is printed again only as a marked copy.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from loket.model.printer import Attempt, PrinterRecord, PrintJob
from loket.office import printer_setup, printing
from loket.office.context import Office
from printers.port import Outcome, PrinterPort, State

if TYPE_CHECKING:
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
        self.office = office
        """The office to work for; another value of the same one after its memory was away."""
        self._record, self._on_printed = record, on_printed
        self._job: PrintJob | None = None
        self._owed: tuple[PrintJob, Attempt] | None = None
        self._stub = False
        self.port = ports(record, self._came_out)

    def next(self) -> Result | None:
        """Print the next slip; None when none waits.

        Raises Trouble when the office's memory is away. What became of a slip is then kept here, and is written down
        before the next one: it is not printed a second time.
        """
        self._write_down_late()
        name = self._record.name
        job = printing.claim_job(self.office, name)
        if job is None:
            return None
        self._job = job
        begun = time.monotonic()
        fragments = self._fragments(job)
        outcome = self.port.print(fragments)
        self._stub = outcome.state is State.PARTIAL or (self._stub and outcome.state is State.HELD)
        if outcome.reason:
            log.warning("slip %s on printer %s: %s, %s", job.number, name, outcome.state, outcome.reason)
        attempt = _attempt(fragments, outcome, time.monotonic() - begun)
        self._owed = (job, attempt)
        printing.record_outcome(self.office, job.id, name, attempt)
        self._owed = None
        return Result(job.id, job.number, name, job.copy, outcome.state, outcome.reason)

    def _write_down_late(self) -> None:
        """Write down what became of a slip while the office's memory was away."""
        if self._owed is None:
            return
        job, attempt = self._owed
        late = printing.record_late(self.office, job, self._record.name, attempt)
        self._owed = None
        log.warning("slip %s: %s, %s", job.number, attempt.outcome, "written down late" if late else "known already")

    def can_print(self) -> bool:
        """Ask the printer after a slip was held, and keep what it says."""
        found = self.port.status()
        printer_setup.set_printer_state(self.office, self._record.name, found.state)
        return not found.reason

    def warm_up(self) -> None:
        """Load what drawing needs, so that the first visitor does not wait for it."""
        from printers.composing import warm_up

        face = self.office.face
        warm_up(self._record, f"{face.name} {face.place}".strip(), face.emblem)

    def _fragments(self, job: PrintJob) -> tuple[bytes, ...]:
        from printers.composing import fragments_of

        return fragments_of(job.slip, self._record, job.copy, after_stub=self._stub)

    def _came_out(self, image: QImage, data: bytes) -> None:
        if self._on_printed is not None and self._job is not None:
            self._on_printed(Printed(self._record.name, self._job.number, self._job.copy, image, data))


def _attempt(fragments: tuple[bytes, ...], outcome: Outcome, took_s: float) -> Attempt:
    """Put a try into the words of the office: paper is counted as far as bytes went, kept bytes are those sent."""
    from printers.escpos_bytes import millimetres_of

    whole = b"".join(fragments)
    sent = 0 if outcome.state is State.HELD else outcome.bytes_sent
    paper = millimetres_of(fragments) * sent / len(whole)
    return Attempt(
        outcome=str(outcome.state), reason=outcome.reason, bytes_sent=outcome.bytes_sent, took_ms=round(took_s * 1000),
        paper_mm=round(paper), printer_state=outcome.printer, data=whole[:sent],
    )  # fmt: skip
