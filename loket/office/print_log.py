"""What became of the slips: the last jobs with their paper, and how each printer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loket.model.kept import AttemptRow, JobRow
from loket.model.printer import PrinterRecord
from loket.model.roll import slips_left
from loket.model.routing import home_of, taker_of
from loket.model.slip import SlipKind
from loket.office.context import Office, Work

_LOOK_BACK = 5_000
"""Facts among which the last jobs are looked for: a few hundred visits."""

LAST = 50
"""Jobs that the printer page lists."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One print job as it is listed. Times are the office's local ones."""

    job: int
    kind: SlipKind
    number: str
    """The ticket's number, or the reference of another slip."""
    copy: int
    state: str
    """waiting, printing, printed, assumed, sent, failed, expired"""
    printer: str
    """Where it came out, or will."""
    elsewhere: bool
    """Not the printer it was meant for: handed over."""
    reason: str
    """Why the last try was in vain, an Indonesian msgid; empty when it was not."""
    ordered_at: datetime
    tried_at: datetime | None
    took_ms: int | None
    """Length of the last try; None when there was none."""
    attempts: int


@dataclass(frozen=True, slots=True)
class PrinterCard:
    """One printer as the supervisor sees it."""

    record: PrinterRecord
    slips_left: int
    waiting: int
    """Slips that will come out here."""
    last: JobLine | None


def last_jobs(office: Office, limit: int = LAST) -> tuple[JobLine, ...]:
    """Give the newest print jobs, newest first: those that wait, too."""
    with office.looking() as work:
        return _last_jobs(work, limit)


def paper_of(office: Office, job: int) -> tuple[int, bytes] | None:
    """Give width in dots and bytes sent of a job's newest paper; None when nothing was sent or it is long ago."""
    with office.looking() as work:
        return work.book.paper(job)


def printer_cards(office: Office) -> tuple[PrinterCard, ...]:
    """Give every printer with its paper, its slips and its last job."""
    with office.looking() as work:
        printers, lines = work.book.printers(), _last_jobs(work, LAST)
        cards = []
        for record in printers:
            own = [line for line in lines if line.printer == record.name]
            waiting = sum(1 for line in own if line.state in ("waiting", "printing"))
            last = next((line for line in own if line.attempts), None)
            cards.append(PrinterCard(record, slips_left(record.roll), waiting, last))
        return tuple(cards)


def _last_jobs(work: Work, limit: int) -> tuple[JobLine, ...]:
    printers = work.book.printers()
    jobs = {
        job.id: job
        for job in (
            *work.book.taken_up_jobs(limit, work.book.last_fact()[0] - _LOOK_BACK),
            *work.book.newest_open_jobs(limit),
        )
    }
    newest = sorted(jobs.values(), key=lambda job: job.id, reverse=True)[:limit]
    return tuple(_line(work, job, work.book.attempts(job.id) if job.attempts else [], printers) for job in newest)


def _line(work: Work, job: JobRow, attempts: Sequence[AttemptRow], printers: Sequence[PrinterRecord]) -> JobLine:
    tz = work.catalogue.rules.tz
    last = attempts[-1] if attempts else None
    home, taker = home_of(job.kind, job.wanted, printers), taker_of(job.kind, job.wanted, printers)
    printer = job.printer or (taker.name if taker else "")
    return JobLine(
        job=job.id, kind=job.kind, number=job.number, copy=job.copy, state=job.state, printer=printer,
        elsewhere=home is not None and printer != home.name, reason=last.reason if last else "",
        ordered_at=job.created_at.astimezone(tz), tried_at=last.at.astimezone(tz) if last else None,
        took_ms=last.took_ms if last else None, attempts=job.attempts,
    )  # fmt: skip
