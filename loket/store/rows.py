"""Row ⇄ model, one pair of functions per thing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from loket.model.events import Fact
from loket.model.slip import PrinterRecord
from loket.model.visit import Leg, State, Visit
from loket.store.contract import JobRow

Row = tuple[Any, ...]

LEG_COLUMNS = (
    "visit, ordinal, number, day, service, state, key_at, opened_at, priority, counter, officer, called_at, "
    "last_called_at, calls, started_at, ended_at, note, moved_at"
)
VISIT_COLUMNS = "id, day, letter, sequence, number, taken_at, priority, language, told_low_s, told_high_s"
FACT_COLUMNS = "seq, at, kind, visit, number, counter, officer, data, prev, hash"
JOB_COLUMNS = "id, visit, number, copy, ahead, state, printer, attempts, created_at, expires_at"


_stamped: tuple[datetime | None, str] = (None, "")


def stamp(moment: datetime) -> str:
    """Write an aware instant as the store keeps it: UTC, microseconds, "Z".

    An act writes its one instant up to seven times; the last one written is remembered.
    """
    global _stamped  # noqa: PLW0603 - a memo of one value; a tuple is swapped whole, so threads do not matter
    known, text = _stamped
    if moment is known:
        return text
    text = moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
    _stamped = (moment, text)
    return text


def moment(text: str) -> datetime:
    """Read an instant back."""
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _maybe_stamp(instant: datetime | None) -> str | None:
    return None if instant is None else stamp(instant)


def leg_of(row: Row) -> Leg:
    """Read a leg from `LEG_COLUMNS`."""
    return Leg(
        row[0], row[1], row[2], date.fromisoformat(row[3]), row[4], State(row[5]), moment(row[6]), moment(row[7]),
        row[8], row[9], row[10], _maybe(row[11]), _maybe(row[12]), row[13], _maybe(row[14]), _maybe(row[15]),
        row[16], _maybe(row[17]),
    )  # fmt: skip


def leg_row(leg: Leg) -> Row:
    """Write a leg for `LEG_COLUMNS`."""
    return (
        leg.visit, leg.ordinal, leg.number, leg.day.isoformat(), leg.service, leg.state.value, stamp(leg.key_at),
        stamp(leg.opened_at), leg.priority, leg.counter, leg.officer, _maybe_stamp(leg.called_at),
        _maybe_stamp(leg.last_called_at), leg.calls, _maybe_stamp(leg.started_at), _maybe_stamp(leg.ended_at),
        leg.note, _maybe_stamp(leg.moved_at),
    )  # fmt: skip


def leg_changes(leg: Leg) -> Row:
    """Write the columns of a leg that acts change, and its key, for the update statement."""
    return (
        leg.state.value, stamp(leg.key_at), leg.counter, leg.officer, _maybe_stamp(leg.called_at),
        _maybe_stamp(leg.last_called_at), leg.calls, _maybe_stamp(leg.started_at), _maybe_stamp(leg.ended_at),
        leg.note, _maybe_stamp(leg.moved_at), leg.visit, leg.ordinal,
    )  # fmt: skip


def visit_of(row: Row) -> Visit:
    """Read a visit from `VISIT_COLUMNS`."""
    return Visit(
        row[0], date.fromisoformat(row[1]), row[2], row[3], row[4], moment(row[5]), row[6], row[7], row[8], row[9]
    )


def fact_of(row: Row) -> Fact:
    """Read a fact from `FACT_COLUMNS`; raises ValueError when its data is not JSON."""
    return Fact(row[0], row[1], row[2], row[3], row[4], row[5], row[6], json.loads(row[7]), row[8], row[9])


def job_of(row: Row) -> JobRow:
    """Read a print job from `JOB_COLUMNS`."""
    return JobRow(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], moment(row[8]), moment(row[9]))


def printer_of(row: Row) -> PrinterRecord:
    """Read a printer: name, url, width_dots, cutter, state."""
    return PrinterRecord(row[0], row[1], row[2], bool(row[3]), row[4])
