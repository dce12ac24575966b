"""Row ⇄ model, one pair of functions per thing."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from typing import Any

from loket.model.events import Fact
from loket.model.kept import JobRow
from loket.model.numbering import SEQUENCE_MOST, first_place, letter_at, place, place_of, sequence_at
from loket.model.printer import Fence, Layout, PrinterProfile, PrinterRecord, Roll
from loket.model.slip import SlipKind
from loket.model.visit import Leg, State, Visit

Row = tuple[Any, ...]

LEG_COLUMNS = (
    "key, visit, number, day, service, state, key_at, opened_at, priority, counter, officer, called_at, "
    "last_called_at, calls, started_at, ended_at, note, moved_at, not_before, to_counter, to_officer, postponed, "
    "stops, yields_to"
)
VISIT_COLUMNS = "key, visit, number, day, opened_at, priority, language, told_low_s, told_high_s, told_base_s"
TOLD_COLUMNS = "seq, at, kind, visit, number, counter, officer, data"
"""What a fact tells; a station that shows calls or prints slips reads no more of it."""

FACT_COLUMNS = f"{TOLD_COLUMNS}, prev, hash"
"""A whole fact with its links of the chain: for whoever may read the whole journal."""

JOB_COLUMNS = "f.seq, f.visit, f.number, f.at, f.data, j.copy, j.state, j.printer, j.attempts"

OPENED_COLUMNS = (
    "key, visit, number, day, service, state, key_at, opened_at, priority, counter, note, to_counter, to_officer, "
    "postponed, stops"
)
TICKET_COLUMNS = (
    "key, visit, number, day, service, state, key_at, opened_at, priority, language, told_low_s, told_high_s, "
    "told_base_s, missing, job, not_before, stops"
)
_ORDINALS = 8
ORDINAL_BITS = (1 << _ORDINALS) - 1
"""The bits of a leg's key that hold its ordinal; the rest is the visit's place."""


def leg_key(visit: str, ordinal: int) -> int:
    """Give the key of a visit's leg."""
    return place_of(visit) << _ORDINALS | ordinal


def keys_of_visit(visit: str) -> tuple[int, int]:
    """Give the smallest and the largest key that legs of a visit can have."""
    return leg_key(visit, 1), leg_key(visit, ORDINAL_BITS)


def keys_of_day(day: date) -> tuple[int, int]:
    """Give the smallest and the largest key of an office day."""
    return first_place(day) << _ORDINALS, (first_place(day + timedelta(days=1)) << _ORDINALS) - 1


def keys_of_letter(day: date, letter: str) -> tuple[int, int]:
    """Give the smallest and the largest key of a letter on an office day."""
    return place(day, letter, 1) << _ORDINALS, place(day, letter, SEQUENCE_MOST) << _ORDINALS | ORDINAL_BITS


def ticket_key(day: date, letter: str, sequence: int) -> int:
    """Give the key of the first leg of a printed number."""
    return place(day, letter, sequence) << _ORDINALS | 1


def sequence_of_key(key: int) -> int:
    """Give the sequence in a leg's key."""
    return sequence_at(key >> _ORDINALS)


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


def maybe_stamp(instant: datetime | None) -> str | None:
    """Write an instant as `stamp` does, or nothing."""
    return None if instant is None else stamp(instant)


def leg_of(row: Row) -> Leg:
    """Read a leg from `LEG_COLUMNS`. A leg that was not moved yet was moved when it was opened."""
    opened = moment(row[7])
    return Leg(
        row[1], row[0] & ORDINAL_BITS, row[2], date.fromisoformat(row[3]), row[4], State(row[5]), moment(row[6]),
        opened, row[8], row[9], row[10], _maybe(row[11]), _maybe(row[12]), row[13], _maybe(row[14]), _maybe(row[15]),
        row[16], _maybe(row[17]) or opened, _maybe(row[18]), row[19], row[20], row[21], tuple(row[22]),
        _maybe(row[23]),
    )  # fmt: skip


def leg_row(leg: Leg) -> Row:
    """Write a newly opened leg for `OPENED_COLUMNS`."""
    return (
        leg_key(leg.visit, leg.ordinal), leg.visit, leg.number, leg.day.isoformat(), leg.service, leg.state.value,
        stamp(leg.key_at), stamp(leg.opened_at), leg.priority, leg.counter, leg.note, leg.to_counter, leg.to_officer,
        leg.postponed, "".join(leg.stops),
    )  # fmt: skip


def ticket_row(visit: Visit, leg: Leg, missing: Sequence[str], job: int) -> Row:
    """Write a new visit and its first leg for `TICKET_COLUMNS`."""
    return (
        leg_key(visit.id, 1), visit.id, visit.number, visit.day.isoformat(), leg.service, leg.state.value,
        stamp(leg.key_at), stamp(leg.opened_at), visit.priority, visit.language, visit.told_low_s, visit.told_high_s,
        visit.told_base_s, json.dumps(missing, ensure_ascii=False) if missing else None, job,
        maybe_stamp(leg.not_before), "".join(leg.stops),
    )  # fmt: skip


def leg_changes(leg: Leg) -> Row:
    """Write the columns of a leg that acts change, and its key, for the update statement."""
    return (
        leg.state.value, stamp(leg.key_at), leg.counter, leg.officer, maybe_stamp(leg.called_at),
        maybe_stamp(leg.last_called_at), leg.calls, maybe_stamp(leg.started_at), maybe_stamp(leg.ended_at),
        leg.note, maybe_stamp(leg.moved_at), maybe_stamp(leg.not_before), leg.postponed,
        maybe_stamp(leg.yields_to), leg_key(leg.visit, leg.ordinal),
    )  # fmt: skip


def visit_of(row: Row) -> Visit:
    """Read a visit from `VISIT_COLUMNS` of its first leg."""
    place = row[0] >> _ORDINALS
    return Visit(
        row[1], date.fromisoformat(row[3]), letter_at(place), sequence_at(place), row[2], moment(row[4]), row[5],
        row[6], row[7], row[8], row[9],
    )  # fmt: skip


def fact_of(row: Row) -> Fact:
    """Read a fact from `FACT_COLUMNS`, or without its links from `TOLD_COLUMNS`.

    Raises ValueError when its data is not JSON.
    """
    return Fact(row[0], row[1], row[2], row[3], row[4], row[5], row[6], json.loads(row[7]), *row[8:])


def job_of(row: Row) -> JobRow:
    """Read a print job from `JOB_COLUMNS`: the fact that ordered it, and how far it has come, if it was taken up."""
    seq, visit, number, at, data, copy, state, printer, attempts = row
    ordered = json.loads(data)
    kind = SlipKind(ordered.get("slip", SlipKind.TICKET))
    return JobRow(
        seq, visit, number or "", copy or ordered.get("copy", 1), ordered.get("ahead", 0), state or "waiting", printer,
        attempts or 0, moment(at), kind, ordered.get("printer"), ordered.get("why", ""),
    )  # fmt: skip


PRINTER_COLUMNS = "name, url, width_dots, cutter, state, profile, roll"


def printer_of(row: Row) -> PrinterRecord:
    """Read a printer from `PRINTER_COLUMNS`."""
    return PrinterRecord(
        row[0], row[1], row[2], bool(row[3]), row[4], profile_of(json.loads(row[5])), Roll(**json.loads(row[6]))
    )  # fmt: skip


def profile_of(kept: dict[str, Any]) -> PrinterProfile:
    """Read a printer's profile as `kept_profile` gives it; what is missing is as usual."""
    given = dict(kept)
    for name, made in (("layout", Layout), ("fence", Fence)):
        if name in given:
            given[name] = made(given[name])
    if "slips" in given:
        given["slips"] = tuple(SlipKind(each) for each in given["slips"])
    return PrinterProfile(**given)


def kept_profile(profile: PrinterProfile) -> dict[str, Any]:
    """Give a profile as JSON values: only what is not as usual."""
    usual = asdict(PrinterProfile())
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(profile).items()
            if value != usual[name]}  # fmt: skip


def paper_text(data: bytes) -> str:
    """Give a printer's bytes as text for a column: white paper packs to a tenth."""
    return b64encode(zlib.compress(data, 6)).decode("ascii")


def sent_bytes(text: str) -> bytes:
    """Read what `paper_text` gave."""
    return zlib.decompress(b64decode(text))


def kept_roll(roll: Roll) -> dict[str, Any]:
    """Give a roll as JSON values."""
    return asdict(roll)
