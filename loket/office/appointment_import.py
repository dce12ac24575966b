"""Appointments booked by another system come in from a CSV file: all, or it is said which cannot, and why."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from io import StringIO

from loket.errors import N_, Refused
from loket.model.appointment import Appointment, AppointmentState, Contact, read_code
from loket.model.calendar import instant
from loket.model.service import Service
from loket.office.appointments import checked_contact, fresh_code, put_down
from loket.office.calendar_files import read_day, read_wall
from loket.office.context import Office, Work
from loket.office.no_shows import mark_missed
from loket.office.slots import bookable
from loket.texts import LANGUAGES

COLUMNS = {
    "kode": "code", "code": "code", "layanan": "service", "service": "service", "tanggal": "date", "date": "date",
    "jam": "time", "time": "time", "nama": "name", "name": "name", "telepon": "phone", "phone": "phone",
    "bahasa": "language", "language": "language", "catatan": "note", "note": "note",
}  # fmt: skip
"""What the columns may be called; the order is free, and other columns are left alone."""

_More = dict[str, Counter[datetime]]
_Codes = dict[str, tuple[str, datetime]]
_NEEDED = ("service", "date", "time")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What becomes of a line: a code when it is booked, `known` when it was before, `refusal` when it cannot be."""

    line: int
    code: str = ""
    known: bool = False
    refusal: Refused | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file. `done` is False for a dry run, and where a refused row has kept all others back."""

    rows: tuple[ImportRow, ...]
    done: bool

    @property
    def booked(self) -> int:
        """How many rows are new appointments."""
        return sum(row.refusal is None and not row.known for row in self.rows)

    @property
    def refused(self) -> tuple[ImportRow, ...]:
        """The rows that cannot be booked."""
        return tuple(row for row in self.rows if row.refusal is not None)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A line that can be booked."""

    service: Service
    slot: datetime
    contact: Contact
    language: str
    code: str


def import_appointments(office: Office, text: str, *, dry_run: bool = False, partly: bool = False) -> Imported:
    """Book every line of a CSV text, in one transaction; `dry_run` only tells what would become of each.

    Without `partly` one refused line keeps all others back, so that nothing is lost by oversight. A line that was
    imported before (same code, service and slot) is known and changes nothing: a file may be read again. Raises Refused
    when the first line does not name the columns for service, date and time.
    """
    lines = list(_lines(text))
    if dry_run:
        with office.looking() as work:
            return Imported(tuple(row for row, _ in _judged(work, lines)), done=False)
    with office.acting() as work:
        judged = _judged(work, lines)
        done = partly or not any(row.refusal for row, _ in judged)
        if not done:
            return Imported(tuple(row for row, _ in judged), done=False)
        mark_missed(work)
        return Imported(tuple(_booked(work, row, wish) for row, wish in judged), done=True)


def _booked(work: Work, row: ImportRow, wish: _Wish | None) -> ImportRow:
    if wish is None:
        return row
    code = wish.code or fresh_code(work)
    put_down(work, code, wish.service, wish.slot, wish.contact, wish.language)
    return ImportRow(row.line, code)


def _judged(work: Work, lines: list[tuple[int, dict[str, str]]]) -> list[tuple[ImportRow, _Wish | None]]:
    """Judge every line as if those before it were booked."""
    more: _More = {}
    codes: _Codes = {}
    found: list[tuple[ImportRow, _Wish | None]] = []
    for line, cells in lines:
        try:
            wish = _wish(work, cells, more, codes)
        except Refused as refusal:
            found.append((ImportRow(line, cells.get("code", ""), refusal=refusal), None))
            continue
        if wish is None:
            found.append((ImportRow(line, read_code(cells["code"]), known=True), None))
            continue
        more.setdefault(wish.service.code, Counter())[wish.slot] += 1
        codes[wish.code] = (wish.service.code, wish.slot)
        found.append((ImportRow(line, wish.code), wish))
    return found


def _wish(work: Work, cells: Mapping[str, str], more: _More, codes: _Codes) -> _Wish | None:
    """Give what a line asks for, None for what is there already; raises Refused for what cannot be."""
    service = work.catalogue.service(cells.get("service", ""))
    day, at = read_day(cells.get("date", "")), read_wall(cells.get("time", ""))
    contact = checked_contact(Contact(cells.get("name", ""), cells.get("phone", ""), cells.get("note", "")))
    language = cells.get("language", "").lower() or LANGUAGES[0]
    code = read_code(cells["code"]) if cells.get("code") else ""
    if code:
        slot = instant(day, at, work.catalogue.rules.tz)
        before = codes.get(code) or _place(work.book.appointment(code))
        if before == (service.code, slot):
            return None
        if before is not None:
            raise Refused("code_taken", N_("Kode {appointment} sudah dipakai janji temu lain."), appointment=code)
    return _Wish(service, bookable(work, service, day, at, more.get(service.code)), contact, language, code)


def _place(known: Appointment | None) -> tuple[str, datetime] | None:
    if known is None:
        return None
    if known.state is AppointmentState.CANCELLED:
        raise Refused("code_cancelled", N_("Janji temu {appointment} sudah dibatalkan."), appointment=known.code)
    return known.service, known.slot


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give the lines with their numbers and their cells by column."""
    head = text.partition("\n")[0]
    reader = csv.reader(StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    columns = [COLUMNS.get(cell.strip().lower(), "") for cell in next(reader, [])]
    if not set(_NEEDED) <= set(columns):
        raise Refused("import_columns", N_("Baris pertama harus menyebut kolom layanan, tanggal, dan jam."))
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield reader.line_num, {name: cell.strip() for name, cell in zip(columns, cells, strict=False) if name}
