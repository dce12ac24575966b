"""Rows of printers, print jobs and attempts."""

from __future__ import annotations

from datetime import datetime

from loket.model.kept import JobRow
from loket.model.slip import PrinterRecord
from loket.store.rows import JOB_COLUMNS, job_of, printer_of, stamp
from loket.store.statements import Statements

_JOBS = (
    f"SELECT {JOB_COLUMNS} FROM facts f LEFT JOIN print_jobs j ON j.id = f.seq "
    "WHERE f.kind IN ('ticket_taken', 'slip_reprinted')"
)
_FLOOR = "(SELECT coalesce(max(CAST(value AS BIGINT)), 0) FROM marks WHERE name = 'print_floor')"


class PrintRows:
    """Printers and print jobs of one transaction."""

    _db: Statements

    def printers(self) -> list[PrinterRecord]:
        """Give all printers; the first is the office's default."""
        rows = self._db.execute("SELECT name, url, width_dots, cutter, state FROM printers ORDER BY position")
        return [printer_of(row) for row in rows]

    def save_printer(self, printer: PrinterRecord) -> None:
        """Save a printer, new or changed."""
        self._db.execute(
            "INSERT INTO printers (name, position, url, width_dots, cutter, state) "
            "VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM printers), ?, ?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET url = excluded.url, width_dots = excluded.width_dots, cutter = excluded.cutter, "
            "state = excluded.state",
            (printer.name, printer.url, printer.width_dots, int(printer.cutter), printer.state),
        )

    def set_printer_state(self, name: str, state: str) -> None:
        """Save what the last contact with a printer showed; its address and paper stay."""
        self._db.execute("UPDATE printers SET state = ? WHERE name = ?", (state, name))

    def remove_printer(self, name: str) -> None:
        """Forget a printer."""
        self._db.execute("DELETE FROM printers WHERE name = ?", (name,))

    def open_jobs(self, limit: int) -> list[JobRow]:
        """Give the first `limit` jobs that are not on paper yet, oldest first."""
        rows = self._db.execute(f"{_JOBS} AND f.seq >= {_FLOOR} AND j.done_at IS NULL ORDER BY f.seq LIMIT ?", (limit,))
        return [job_of(row) for row in rows]

    def raise_print_floor(self) -> None:
        """Remember before which fact no job is open, so that finished slips are not looked at again."""
        self._db.execute(
            "INSERT INTO marks (name, value) SELECT 'print_floor', coalesce("
            f"(SELECT min(seq) FROM ({_JOBS} AND f.seq >= {_FLOOR} AND j.done_at IS NULL) AS open_jobs), "
            "(SELECT max(seq) + 1 FROM facts)) WHERE true ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        )

    def job(self, job: int) -> JobRow | None:
        """Give one job; its id is the seq of the fact that ordered it."""
        row = self._db.execute(f"{_JOBS} AND f.seq = ?", (job,)).fetchone()
        return job_of(row) if row else None

    def set_job(
        self, job: int, state: str, printer: str | None, attempts: int, copy: int, done_at: datetime | None
    ) -> None:
        """Save how far a job has come."""
        self._db.execute(
            "INSERT INTO print_jobs (id, state, printer, attempts, copy, done_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, printer = excluded.printer, "
            "attempts = excluded.attempts, copy = excluded.copy, done_at = excluded.done_at",
            (job, state, printer, attempts, copy, stamp(done_at) if done_at else None),
        )

    def add_attempt(self, job: int, printer: str, now: datetime, outcome: str, reason: str, bytes_sent: int) -> None:
        """Save one try to print a job."""
        self._db.execute(
            "INSERT INTO print_attempts (job, printer, at, outcome, reason, bytes_sent) VALUES (?, ?, ?, ?, ?, ?)",
            (job, printer, stamp(now), outcome, reason, bytes_sent),
        )

    def attempts(self, job: int) -> list[tuple[str, str, str]]:
        """Give (printer, outcome, reason) of every try of a job."""
        return list(
            self._db.execute("SELECT printer, outcome, reason FROM print_attempts WHERE job = ? ORDER BY id", (job,))
        )
