"""Slips on their way to paper. The spool asks here for work and tells the outcome.

The fact that took a ticket orders its slip: a job is that fact (its id is the fact's seq) until a printer takes it up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.events import Kind
from loket.model.kept import JobRow
from loket.model.printer import ON_PAPER, Attempt, PrintJob
from loket.model.routing import home_of, taker_of
from loket.model.slip import SlipKind
from loket.model.visit import State
from loket.office.context import Office, Work
from loket.office.days import chosen_day
from loket.office.printer_setup import note_state
from loket.office.slips import slip_of, unknown_number
from loket.office.why import sentence_at

OUTCOMES = {
    "PRINTED": N_("tercetak"),
    "ASSUMED": N_("tampaknya tercetak"),
    "SENT": N_("terkirim; printer ini tidak memberi kabar"),
    "HELD": N_("tertahan"),
    "PARTIAL": N_("tercetak sebagian"),
}
"""What became of a try to print, in words."""

_TRIES = 20
_COPIES = 3
"""Papers of one job that may be broken before it is given up: a printer that breaks each one is not fed for ever."""

_HANDFUL = 100
"""How many slips without a use are set aside in one act, so that nobody waits for a month of them."""


def claim_job(office: Office, printer: str) -> PrintJob | None:
    """Give the oldest slip for a printer, None when there is nothing to print.

    The caller owns the printer (one spool each). A slip whose time is over, or whose visit has ended, is set aside as
    expired: an old number is never printed by itself. A job found half-done (a spool died while printing) is given
    again as a further copy, because nobody knows what is on paper.
    """
    since: int | None = 0
    while since is not None:
        with office.acting() as work:
            job, since = _claim(work, printer, since)
        if job is not None:
            return job
    return None


def _claim(work: Work, printer: str, since: int) -> tuple[PrintJob | None, int | None]:
    """Look through a handful of open jobs; gives the job or, without one, from which to look on, None at the end."""
    printers = work.book.printers()
    others = {record.name for record in printers} - {printer}
    found = work.book.open_jobs(_HANDFUL, since)
    for job in found:
        taker = taker_of(job.kind, job.wanted, printers)
        if job.printer in others or (job.printer != printer and taker is not None and taker.name != printer):
            continue
        if not _is_stale(work, job):
            copy = job.copy + 1 if job.state == "printing" else job.copy
            work.book.set_job(job.id, "printing", printer, job.attempts + 1, copy, None)
            return _whole(work, replace(job, state="printing", attempts=job.attempts + 1, copy=copy)), None
        work.book.set_job(job.id, "expired", printer, job.attempts, job.copy, work.now)
        _tell(work, Kind.PRINT_FAILED, job, {"printer": printer, "outcome": "EXPIRED", "reason": "expired"})
    if found:
        work.book.raise_print_floor()
    return None, found[-1].id + 1 if len(found) == _HANDFUL else None


def record_outcome(office: Office, job_id: int, printer: str, attempt: Attempt) -> None:
    """Save what became of a try: PRINTED, ASSUMED, SENT end the job; HELD waits; PARTIAL waits as a marked copy."""
    with office.acting() as work:
        _record(work, _job(work, job_id), printer, attempt)


def record_late(office: Office, job: PrintJob, printer: str, attempt: Attempt) -> bool:
    """Save what became of a try when the office's memory was away at its end; tells whether it was to be saved.

    Not when the job is no longer where the try left it: it was saved after all, somebody else has taken it up as a
    further copy, or the journal is another one.
    """
    with office.acting() as work:
        row = work.book.job(job.id)
        left = (job.number, job.created_at, "printing", printer, job.attempts, job.copy)
        if row is None or (row.number, row.created_at, row.state, row.printer, row.attempts, row.copy) != left:
            return False
        _record(work, row, printer, attempt)
        return True


def _record(work: Work, job: JobRow, name: str, attempt: Attempt) -> None:
    work.book.add_attempt(job.id, name, work.now, attempt)
    printer = next((each for each in work.book.printers() if each.name == name), None)
    if printer is not None:
        note_state(work, printer, attempt.printer_state or printer.state, attempt.paper_mm)
        if attempt.data and attempt.paper_mm:
            work.book.keep_paper(job.id, job.copy, name, printer.width_dots, attempt.data)
    told: dict[str, object] = {"printer": name, "outcome": attempt.outcome}
    if attempt.outcome in ON_PAPER:
        work.book.set_job(job.id, attempt.outcome.lower(), name, job.attempts, job.copy, work.now)
        work.book.raise_print_floor()
        home = home_of(job.kind, job.wanted, work.book.printers())
        if home is not None and home.name != name:
            told["instead_of"] = home.name
        _tell(work, Kind.SLIP_PRINTED, job, {**told, "copy": job.copy})
        return
    broken, withdrawn = attempt.outcome == "PARTIAL", job.state == "expired"
    given_up = withdrawn or job.attempts >= _TRIES or (broken and job.copy >= _COPIES)
    ended = "expired" if withdrawn else "failed"  # taken back while it was in the printer: not once more
    work.book.set_job(
        job.id, ended if given_up else "waiting", None, job.attempts, job.copy + broken,
        work.now if given_up else None,
    )  # fmt: skip
    if job.attempts == 1 or given_up or broken:
        _tell(work, Kind.PRINT_FAILED, job, {**told, "reason": attempt.reason, "given_up": given_up})


def reprint(office: Office, visit: str, printer: str | None = None) -> int:
    """Print a ticket once more, marked CETAK ULANG unless nothing of it came out before; gives the job's id.

    `printer`: where, if not where it came out before. A slip that is on its way already is not ordered twice; one
    that waits for its printer waits no longer when another one is named.
    """
    with office.acting() as work:
        newest = work.book.job_of_visit(visit)
        if newest is None:
            raise Refused("slip_unknown", N_("Tiket itu tidak ada. Ambil nomor baru atau tanyakan petugas."))
        return _again(office, work, _job(work, newest), printer)


def reprint_job(office: Office, job_id: int, printer: str | None = None) -> int:
    """Print any slip once more, as `reprint` does; gives the new job's id. Raises Refused for an unknown one."""
    with office.acting() as work:
        last = _job(work, job_id)
        if last.kind is SlipKind.TICKET and last.visit is not None:
            last = _job(work, work.book.job_of_visit(last.visit) or last.id)
        return _again(office, work, last, printer)


def _again(office: Office, work: Work, last: JobRow, printer: str | None) -> int:
    if last.state == "printing" or (last.state == "waiting" and printer in (None, last.wanted)):
        return last.id
    wanted = printer or last.wanted
    data: dict[str, object] = {"copy": last.copy + 1 if last.state.upper() in ON_PAPER else last.copy,
                               "ahead": last.ahead}  # fmt: skip
    if last.state == "waiting":  # nothing of it is on paper: it comes out at the other printer, and only there
        work.book.set_job(last.id, "expired", last.printer, last.attempts, last.copy, work.now)
        work.book.raise_print_floor()
        data["instead"] = last.id
    if wanted:
        data["printer"] = wanted
    if last.kind is SlipKind.TICKET and last.visit is not None:
        leg, visit = work.book.last_leg(last.visit), work.book.visit(last.visit)
        is_copy = last.state.upper() in ON_PAPER
        if (
            is_copy
            and leg is not None
            and visit is not None
            and (said := sentence_at(work, office.store, leg, visit.language))
        ):
            data["why"] = said
        job = work.book.append(Kind.SLIP_REPRINTED, work.now, data, visit=last.visit, number=last.number)
        work.book.set_job_of_visit(last.visit, job)
        return job
    content = work.book.slip(last.id)
    if content is None:
        raise Refused("slip_unknown", N_("Isi cetakan itu tidak tersimpan lagi. Buat yang baru."))
    data["slip"] = last.kind.value
    job = work.book.append(Kind.SLIP_REPRINTED, work.now, data, visit=last.visit, number=last.number)
    work.book.add_slip(job, last.kind, content)
    return job


def job_state(office: Office, job_id: int) -> str:
    """Tell how far a job is: waiting, printing, printed, assumed, sent, failed or expired; failed without a printer."""
    return job_fate(office, job_id).state


@dataclass(frozen=True, slots=True)
class JobFate:
    """How far a job is, and where. `state` as `job_state`."""

    state: str
    printer: str = ""
    """The printer that has it, or will."""
    elsewhere: bool = False
    """It comes, or came, out of another printer than its own."""
    printer_state: str = "unknown"


def job_fate(office: Office, job_id: int) -> JobFate:
    """Tell how far a job is and at which printer; raises Refused for an unknown one."""
    with office.looking() as work:
        job, printers = _job(work, job_id), work.book.printers()
        home, taker = home_of(job.kind, job.wanted, printers), taker_of(job.kind, job.wanted, printers)
        if home is None or taker is None:
            return JobFate("failed" if job.state in ("waiting", "printing") else job.state, job.printer or "")
        at = next((each for each in printers if each.name == job.printer), taker)
        return JobFate(job.state, job.printer or at.name, (job.printer or at.name) != home.name, at.state)


def slip_job(office: Office, number: str, day_text: str | None = None) -> PrintJob:
    """Give the newest print job of a number of the running (or a given) office day."""
    with office.looking() as work:
        day = chosen_day(work, day_text)
        visit = work.book.visit_by_number(day, number)
        job = work.book.job_of_visit(visit.id) if visit else None
        if job is None:
            raise unknown_number(number, day)
        return _whole(work, _job(work, job))


def _is_stale(work: Work, job: JobRow) -> bool:
    """Tell whether a slip has lost its use: its time is over, or the visit of a first ticket has ended."""
    if work.now > _expires_at(work, job):
        return True
    if job.kind is not SlipKind.TICKET:
        return False
    leg = work.book.last_leg(job.visit) if job.visit else None
    if leg is None:
        return True
    return job.copy == 1 and leg.state in (State.FINISHED, State.CANCELLED, State.CARRIED_OVER)


def _expires_at(work: Work, job: JobRow) -> datetime:
    return job.created_at + timedelta(minutes=work.catalogue.rules.job_life_min)


def _job(work: Work, job_id: int) -> JobRow:
    job = work.book.job(job_id)
    if job is None:
        raise Refused("job_unknown", N_("Tugas cetak {job} tidak ada."), job=job_id)
    return job


def _tell(work: Work, kind: Kind, job: JobRow, data: dict[str, object]) -> None:
    work.book.append(kind, work.now, {"job": job.id, **data}, visit=job.visit, number=job.number)


def _whole(work: Work, job: JobRow) -> PrintJob:
    return PrintJob(
        id=job.id, number=job.number, slip=slip_of(work, job), copy=job.copy, created_at=job.created_at,
        attempts=job.attempts, state=job.state,
    )  # fmt: skip
