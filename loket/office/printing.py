"""Slips on their way to paper. The spool asks here for work and tells the outcome.

The fact that took a ticket orders its slip: a job is that fact (its id is the fact's seq) until a printer takes it up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.events import Kind
from loket.model.kept import JobRow
from loket.model.numbering import ticket_code
from loket.model.slip import PrinterRecord, PrintJob, TicketSlip
from loket.model.visit import State
from loket.office.context import Office, Work
from loket.office.days import chosen_day

WIDTHS = (576, 512, 384)
"""Dots a line may have: 80 mm paper, 80 mm at 180 dpi, 58 mm paper."""

ON_PAPER = frozenset({"PRINTED", "ASSUMED", "SENT"})
"""Outcomes after which a job is done; the port knows how sure it is."""

_TRIES = 20
_COPIES = 3
"""Papers of one job that may be broken before it is given up: a printer that breaks each one is not fed for ever."""

_HANDFUL = 100
"""How many slips without a use are set aside in one act, so that nobody waits for a month of them."""


def printers(office: Office) -> tuple[PrinterRecord, ...]:
    """Give the office's printers; the first is the default."""
    with office.looking() as work:
        return tuple(work.book.printers())


def printer(office: Office, name: str) -> PrinterRecord:
    """Give the printer of a name; raises Refused when there is none."""
    with office.looking() as work:
        return _printer(work, name)


def require_width(dots: int) -> None:
    """Raise Refused for a width of paper that no printer has."""
    if dots not in WIDTHS:
        raise Refused(
            "printer_width",
            N_("Lebar {width} titik tidak didukung. Pilih 576 (80 mm), 512 atau 384 (58 mm)."),
            width=dots,
        )


def add_printer(office: Office, name: str, url: str, width_dots: int = 576) -> PrinterRecord:
    """Add a printer or change the one of that name. Raises Refused for a width no printer has or a bad address."""
    require_width(width_dots)
    if not url.startswith(("tcp://", "file://", "serial:", "cups:", "windows:", "virtual:")):
        raise Refused(
            "printer_url",
            N_(
                "Alamat printer “{url}” tidak dikenal. Contoh: tcp://192.168.1.50:9100, file:///dev/usb/lp0, "
                "serial:///dev/ttyUSB0?baud=9600, cups:STRUK, windows:EPSON TM-T82, virtual:"
            ),
            url=url,
        )
    if not name.strip():
        raise Refused("printer_name", N_("Printer perlu nama, misalnya “kios”."))
    record = PrinterRecord(name.strip(), url, width_dots)
    with office.acting() as work:
        work.book.save_printer(record)
        work.book.append(
            Kind.PRINTER_CHANGED, work.now, {"name": record.name, "url": url, "width": width_dots, "removed": False}
        )
    return record


def remove_printer(office: Office, name: str) -> None:
    """Forget a printer; its jobs go to the next one. Raises Refused when there is none of that name."""
    with office.acting() as work:
        record = _printer(work, name)
        work.book.remove_printer(record.name)
        data = {"name": record.name, "url": record.url, "width": record.width_dots, "removed": True}
        work.book.append(Kind.PRINTER_CHANGED, work.now, data)


def claim_job(office: Office, printer: str) -> PrintJob | None:
    """Give the oldest slip for a printer, None when there is nothing to print.

    The caller owns the printer (one spool each). A slip whose time is over, or whose visit has ended, is set aside as
    expired: an old number is never printed by itself. A job found half-done (a spool died while printing) is given
    again as a further copy, because nobody knows what is on paper.
    """
    while True:
        with office.acting() as work:
            job, more = _claim(work, printer)
        if job is not None or not more:
            return job


def _claim(work: Work, printer: str) -> tuple[PrintJob | None, bool]:
    """Look through a handful of open jobs; gives the job and, without one, whether there are more to look through."""
    others = {record.name for record in work.book.printers()} - {printer}
    found = work.book.open_jobs(_HANDFUL)
    jobs = [job for job in found if job.printer not in others]
    for job in jobs:
        if not _is_stale(work, job):
            copy = job.copy + 1 if job.state == "printing" else job.copy
            work.book.set_job(job.id, "printing", printer, job.attempts + 1, copy, None)
            return _whole(work, replace(job, state="printing", attempts=job.attempts + 1, copy=copy)), False
        work.book.set_job(job.id, "expired", printer, job.attempts, job.copy, work.now)
        _tell(work, Kind.PRINT_FAILED, job, {"printer": printer, "outcome": "EXPIRED", "reason": "expired"})
    if jobs:
        work.book.raise_print_floor()
    return None, len(found) == _HANDFUL and bool(jobs)


def record_outcome(
    office: Office, job_id: int, printer: str, outcome: str, reason: str = "", bytes_sent: int = 0
) -> None:
    """Save what became of a try: PRINTED, ASSUMED, SENT end the job; HELD waits; PARTIAL waits as a marked copy."""
    with office.acting() as work:
        _record(work, _job(work, job_id), printer, outcome, reason, bytes_sent)


def record_late(
    office: Office, job: PrintJob, printer: str, outcome: str, reason: str = "", bytes_sent: int = 0
) -> bool:
    """Save what became of a try when the office's memory was away at its end; tells whether it was to be saved.

    Not when the job is no longer where the try left it: it was saved after all, somebody else has taken it up as a
    further copy, or the journal is another one.
    """
    with office.acting() as work:
        row = work.book.job(job.id)
        left = (job.number, job.created_at, "printing", printer, job.attempts, job.copy)
        if row is None or (row.number, row.created_at, row.state, row.printer, row.attempts, row.copy) != left:
            return False
        _record(work, row, printer, outcome, reason, bytes_sent)
        return True


def _record(work: Work, job: JobRow, printer: str, outcome: str, reason: str, bytes_sent: int) -> None:
    work.book.add_attempt(job.id, printer, work.now, outcome, reason, bytes_sent)
    if outcome in ON_PAPER:
        work.book.set_job(job.id, outcome.lower(), printer, job.attempts, job.copy, work.now)
        work.book.raise_print_floor()
        _tell(work, Kind.SLIP_PRINTED, job, {"printer": printer, "outcome": outcome, "copy": job.copy})
        return
    given_up = job.attempts >= _TRIES or (outcome == "PARTIAL" and job.copy >= _COPIES)
    copy = job.copy + 1 if outcome == "PARTIAL" else job.copy
    work.book.set_job(
        job.id, "failed" if given_up else "waiting", None, job.attempts, copy, work.now if given_up else None
    )
    if job.attempts == 1 or given_up or outcome == "PARTIAL":
        _tell(work, Kind.PRINT_FAILED, job, {"printer": printer, "outcome": outcome, "reason": reason})


def reprint(office: Office, visit: str) -> int:
    """Print a ticket once more, marked CETAK ULANG unless nothing of it came out before; gives the job's id.

    A slip that is on its way already is not ordered twice.
    """
    with office.acting() as work:
        newest = work.book.job_of_visit(visit)
        if newest is None:
            raise Refused("slip_unknown", N_("Tiket itu tidak ada. Ambil nomor baru atau tanyakan petugas."))
        last = _job(work, newest)
        if last.state in ("waiting", "printing"):
            return last.id
        copy = last.copy + 1 if last.state.upper() in ON_PAPER else last.copy
        data = {"copy": copy, "ahead": last.ahead}
        job = work.book.append(Kind.SLIP_REPRINTED, work.now, data, visit=visit, number=last.number)
        work.book.set_job_of_visit(visit, job)
        return job


def set_printer_state(office: Office, name: str, state: str) -> None:
    """Keep what the last contact with a printer showed; nothing is written when it is what was known."""
    with office.looking() as work:
        known = {record.name: record.state for record in work.book.printers()}.get(name)
    if known is None or known == state:
        return
    with office.acting() as work:
        work.book.set_printer_state(_printer(work, name).name, state)


def job_state(office: Office, job_id: int) -> str:
    """Tell how far a job is: waiting, printing, printed, assumed, sent, failed or expired; failed without a printer."""
    with office.looking() as work:
        job = _job(work, job_id)
        if job.state in ("waiting", "printing") and not work.book.printers():
            return "failed"
        return job.state


def slip_job(office: Office, number: str, day_text: str | None = None) -> PrintJob:
    """Give the newest print job of a number of the running (or a given) office day."""
    with office.looking() as work:
        day = chosen_day(work, day_text)
        visit = work.book.visit_by_number(day, number)
        job = work.book.job_of_visit(visit.id) if visit else None
        if job is None:
            raise Refused(
                "number_unknown",
                N_("Nomor {number} tidak ada pada {day}. Periksa nomor dan harinya."),
                number=number,
                day=day.strftime("%d-%m-%Y"),
            )
        return _whole(work, _job(work, job))


def _is_stale(work: Work, job: JobRow) -> bool:
    if work.now > _expires_at(work, job):
        return True
    leg = work.book.last_leg(job.visit)
    if leg is None:
        return True
    return job.copy == 1 and leg.state in (State.FINISHED, State.CANCELLED, State.CARRIED_OVER)


def _expires_at(work: Work, job: JobRow) -> datetime:
    return job.created_at + timedelta(minutes=work.catalogue.rules.job_life_min)


def _printer(work: Work, name: str) -> PrinterRecord:
    for record in work.book.printers():
        if record.name == name:
            return record
    raise Refused("printer_unknown", N_("Printer “{name}” tidak ada. Lihat: loket printer list"), name=name)


def _job(work: Work, job_id: int) -> JobRow:
    job = work.book.job(job_id)
    if job is None:
        raise Refused("job_unknown", N_("Tugas cetak {job} tidak ada."), job=job_id)
    return job


def _tell(work: Work, kind: Kind, job: JobRow, data: dict[str, object]) -> None:
    work.book.append(kind, work.now, {"job": job.id, **data}, visit=job.visit, number=job.number)


def _whole(work: Work, job: JobRow) -> PrintJob:
    return PrintJob(
        id=job.id, number=job.number, slip=_slip(work, job), copy=job.copy, created_at=job.created_at,
        attempts=job.attempts, state=job.state,
    )  # fmt: skip


def _slip(work: Work, job: JobRow) -> TicketSlip:
    """Put a ticket's slip together from what was saved when it was taken."""
    visit, first = work.book.visit(job.visit), work.book.legs_of_visit(job.visit)[0]
    if visit is None:
        raise Refused("slip_unknown", N_("Tiket itu tidak ada. Ambil nomor baru atau tanyakan petugas."))
    face, service = work.catalogue.face, work.catalogue.services[first.service].face
    code = ticket_code(visit.id)
    names = {each.name.id: each.name.say(visit.language) for each in service.requirements}
    return TicketSlip(
        office=face.name, place=face.place, emblem=face.emblem, number=visit.number, letter=visit.letter,
        service=service.name.say(visit.language), taken_at=visit.taken_at.astimezone(work.catalogue.rules.tz),
        ahead=job.ahead, told_low_s=visit.told_low_s, told_high_s=visit.told_high_s, code=code,
        link=face.status_url + code if face.status_url else "",
        missing=tuple(names.get(name, name) for name in work.book.missing_of(visit.id)),
        priority=visit.priority is not None, training=face.training, language=visit.language,
        free_of_charge=service.fee.id.casefold() == "gratis",
    )  # fmt: skip
