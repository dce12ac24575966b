"""The picture of the printer page: every printer, and what became of the last slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loket.model.office import OfficeFace
from loket.office.context import Office
from loket.office.print_log import JobLine, PrinterCard, last_jobs, printer_cards


@dataclass(frozen=True, slots=True)
class PrinterBoard:
    """Printers and jobs, newest first, as they were at `seq`; `now` is the office's local time."""

    office: OfficeFace
    cards: tuple[PrinterCard, ...]
    jobs: tuple[JobLine, ...]
    now: datetime
    seq: int


def printer_board(office: Office) -> PrinterBoard:
    """Draw the picture; what moves meanwhile has a higher seq and brings the next one."""
    with office.looking() as work:
        seq, now, face = work.book.last_fact()[0], work.local, work.catalogue.face
    return PrinterBoard(face, printer_cards(office), last_jobs(office), now, seq)
