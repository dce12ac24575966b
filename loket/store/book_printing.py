"""Rows of printers, print jobs, attempts, slips and papers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from loket.model.kept import AttemptRow, JobRow
from loket.model.printer import Attempt, PrinterProfile, PrinterRecord, Roll
from loket.model.slip import SlipKind
from loket.store.rows import (
    JOB_COLUMNS,
    ORDINAL_BITS,
    PRINTER_COLUMNS,
    job_of,
    kept_profile,
    kept_roll,
    moment,
    paper_text,
    printer_of,
    sent_bytes,
    stamp,
)
from loket.store.statements import Statements

_ORDERS = "('ticket_taken', 'slip_reprinted', 'slip_ordered')"
_JOBS = f"SELECT {JOB_COLUMNS} FROM facts f LEFT JOIN print_jobs j ON j.id = f.seq WHERE f.kind IN {_ORDERS}"
_FLOOR = "(SELECT coalesce(max(CAST(value AS BIGINT)), 0) FROM marks WHERE name = 'print_floor')"

_WITHOUT_PAPER = (
    f"SELECT {JOB_COLUMNS} FROM legs AS o INDEXED BY legs_open "
    f"JOIN legs AS first ON first.key = (o.key & {~ORDINAL_BITS}) + 1 "
    "LEFT JOIN print_jobs j ON j.id = first.job JOIN facts f ON f.seq = first.job WHERE o.day = ? "
    "AND o.ended_at IS NULL AND (j.state IS NULL OR j.state NOT IN ('printed', 'assumed', 'sent'))"
)

PAPERS = 50
"""Jobs whose bytes are kept."""


class PrintRows:
    """Printers and print jobs of one transaction."""

    _db: Statements

    def printers(self) -> list[PrinterRecord]:
        """Give all printers; the first is the office's default."""
        return [
            printer_of(row) for row in self._db.execute(f"SELECT {PRINTER_COLUMNS} FROM printers ORDER BY position")
        ]

    def save_printer(self, printer: PrinterRecord) -> None:
        """Save a printer, new or changed."""
        self._db.execute(
            "INSERT INTO printers (name, position, url, width_dots, cutter, state, profile, roll) "
            "VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM printers), ?, ?, ?, ?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET url = excluded.url, width_dots = excluded.width_dots, cutter = excluded.cutter, "
            "state = excluded.state, profile = excluded.profile, roll = excluded.roll",
            (
                printer.name, printer.url, printer.width_dots, int(printer.cutter), printer.state,
                _json(kept_profile(printer.profile)), _json(kept_roll(printer.roll)),
            ),
        )  # fmt: skip

    def set_printer_state(self, name: str, state: str, roll: Roll) -> None:
        """Save what the last contact with a printer showed; its address and profile stay."""
        self._db.execute(
            "UPDATE printers SET state = ?, roll = ? WHERE name = ?", (state, _json(kept_roll(roll)), name)
        )

    def set_profile(self, name: str, profile: PrinterProfile) -> None:
        """Save what is known of a printer."""
        self._db.execute("UPDATE printers SET profile = ? WHERE name = ?", (_json(kept_profile(profile)), name))

    def remove_printer(self, name: str) -> None:
        """Forget a printer."""
        self._db.execute("DELETE FROM printers WHERE name = ?", (name,))

    def open_jobs(self, limit: int, since: int = 0) -> list[JobRow]:
        """Give the first `limit` jobs with id ≥ `since` that are not on paper yet, oldest first."""
        rows = self._db.execute(
            f"{_JOBS} AND f.seq >= {_FLOOR} AND f.seq >= ? AND j.done_at IS NULL ORDER BY f.seq LIMIT ?",
            (since, limit),
        )
        return [job_of(row) for row in rows]

    def newest_open_jobs(self, limit: int) -> list[JobRow]:
        """Give the newest `limit` jobs that are not on paper yet, newest first."""
        rows = self._db.execute(
            f"{_JOBS} AND f.seq >= {_FLOOR} AND j.done_at IS NULL ORDER BY f.seq DESC LIMIT ?", (limit,)
        )
        return [job_of(row) for row in rows]

    def taken_up_jobs(self, limit: int, since: int) -> list[JobRow]:
        """Give the newest `limit` jobs with id > `since` that a printer took up, or that were set aside."""
        rows = self._db.execute(
            f"SELECT {JOB_COLUMNS} FROM print_jobs j JOIN facts f ON f.seq = j.id WHERE j.id > ? "
            "ORDER BY j.id DESC LIMIT ?",
            (since, limit),
        )
        return [job_of(row) for row in rows]

    def tickets_without_paper(self, day: date) -> list[JobRow]:
        """Give the newest ticket slip of every visit with an open leg on a day that is not on paper."""
        return [job_of(row) for row in self._db.execute(_WITHOUT_PAPER, (day.isoformat(),))]

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

    def add_attempt(self, job: int, printer: str, now: datetime, attempt: Attempt) -> None:
        """Save one try to print a job."""
        self._db.execute(
            "INSERT INTO print_attempts (job, printer, at, outcome, reason, bytes_sent, took_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (job, printer, stamp(now), attempt.outcome, attempt.reason, attempt.bytes_sent, attempt.took_ms),
        )

    def attempts(self, job: int) -> list[AttemptRow]:
        """Give every try of a job, oldest first."""
        rows = self._db.execute(
            "SELECT job, printer, at, outcome, reason, took_ms FROM print_attempts WHERE job = ? ORDER BY id", (job,)
        )
        return [AttemptRow(row[0], row[1], moment(row[2]), *row[3:]) for row in rows]

    def add_slip(self, job: int, kind: SlipKind, content: Mapping[str, Any]) -> None:
        """Keep the words of a slip that is no queue ticket; `content` holds JSON values."""
        self._db.execute("INSERT INTO slips (job, kind, content) VALUES (?, ?, ?)", (job, kind.value, _json(content)))

    def slip(self, job: int) -> dict[str, Any] | None:
        """Give the words of a slip that is no queue ticket."""
        row = self._db.execute("SELECT content FROM slips WHERE job = ?", (job,)).fetchone()
        return json.loads(row[0]) if row else None

    def keep_paper(self, job: int, copy: int, printer: str, width_dots: int, data: bytes) -> None:
        """Keep the bytes that were sent for a slip; only those of the newest `PAPERS` jobs stay."""
        self._db.execute("DELETE FROM papers WHERE job = ? AND copy = ?", (job, copy))
        self._db.execute(
            "INSERT INTO papers (job, copy, printer, width_dots, data) VALUES (?, ?, ?, ?, ?)",
            (job, copy, printer, width_dots, paper_text(data)),
        )
        self._db.execute(
            "DELETE FROM papers WHERE job < (SELECT min(job) FROM "
            "(SELECT job FROM papers GROUP BY job ORDER BY job DESC LIMIT ?) AS newest)",
            (PAPERS,),
        )

    def paper(self, job: int) -> tuple[int, bytes] | None:
        """Give width and bytes of the newest paper of a job, None when they are not kept (any more)."""
        row = self._db.execute(
            "SELECT width_dots, data FROM papers WHERE job = ? ORDER BY copy DESC LIMIT 1", (job,)
        ).fetchone()
        return (row[0], sent_bytes(row[1])) if row else None


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
