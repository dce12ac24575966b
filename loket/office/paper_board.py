"""What the boards tell about paper: how the printers are, and whose ticket did not come out."""

from __future__ import annotations

from datetime import timedelta

from loket.model.printer import TROUBLED, PrinterRecord
from loket.model.roll import slips_left
from loket.model.routing import home_of, taker_of
from loket.model.slip import SlipKind
from loket.office.context import Work
from loket.office.days import picture_day
from loket.office.pictures import PrinterFace

_IN_TIME = timedelta(seconds=10)
"""A ticket that waits no longer than this is on its way; nobody need be told."""

_URGENCY = ("out", "cover", "offline", "low")
"""States that somebody has to do something about, the most urgent first."""


def printer_face(work: Work, wanted: str | None = None) -> PrinterFace:
    """Give what is known of the printer of tickets: `wanted` if there is one of that name, else the office's own."""
    printers = work.book.printers()
    home = home_of(SlipKind.TICKET, wanted, printers)
    if home is None:
        return PrinterFace("none")
    taker = taker_of(SlipKind.TICKET, wanted, printers)
    return _face(home, taker.name if taker is not None and taker.name != home.name else "")


def urgent_printer(work: Work) -> PrinterFace:
    """Give the printer that needs somebody most; the tickets' own when all are well."""
    printers = work.book.printers()
    for state in _URGENCY:
        for record in printers:
            if record.state == state:
                taker = taker_of(SlipKind.TICKET, record.name, printers)
                return _face(record, taker.name if taker is not None and taker.name != record.name else "")
    return printer_face(work)


def without_paper(work: Work) -> frozenset[str]:
    """Give the visits still going on whose ticket did not come out; none in an office without a printer.

    A ticket that a working printer will have in a moment is not among them.
    """
    printers = work.book.printers()
    if not printers:
        return frozenset()
    return frozenset(
        str(job.visit)
        for job in work.book.tickets_without_paper(picture_day(work))
        if job.state in ("failed", "expired")
        or job.created_at + _IN_TIME < work.now
        or (job.state == "waiting" and (job.attempts > 0 or _is_stuck(job.wanted, printers)))
    )


def _is_stuck(wanted: str | None, printers: list[PrinterRecord]) -> bool:
    taker = taker_of(SlipKind.TICKET, wanted, printers)
    return taker is None or taker.state in TROUBLED


def _face(record: PrinterRecord, spare: str) -> PrinterFace:
    return PrinterFace(record.state, record.name, spare, slips_left(record.roll))
