"""Holidays and special hours from a file somebody else has written: TOML as in data/holidays, CSV or iCalendar."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from io import StringIO
from pathlib import Path

from loket.errors import N_, Refused, Usage
from loket.model.calendar import WEEKDAYS, Holiday, WeekHours
from loket.model.office_calendar import SpecialHours
from loket.office.calendar_ics import holidays_of_ics
from loket.office.starter_office import DAYS, hours_of
from loket.office.starter_table import Table
from loket.office.toml_file import table_of, text_of

KINDS = {"libur": False, "holiday": False, "cuti bersama": True, "joint leave": True}
"""What may stand in the column of kinds, and whether it is joint leave; underscores count as spaces."""

_COLUMNS = {"tanggal": "day", "date": "day", "nama": "name", "name": "name", "jenis": "kind", "kind": "kind"}
_NAME_MOST = 80
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_WALL = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?:[.:]00)?")


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file says: holidays by day, special hours, and the officers' usual breaks if it tells them."""

    name: str
    holidays: tuple[Holiday, ...] = ()
    special: tuple[SpecialHours, ...] = ()
    breaks: WeekHours | None = None


def read_calendar(path: Path) -> CalendarFile:
    """Read a file by its ending, .toml, .csv or .ics; raises Refused with file and line at the first fault."""
    if path.suffix.lower() == ".csv":
        return CalendarFile(path.name, _sorted(_csv_rows(path)))
    if path.suffix.lower() == ".ics":
        return CalendarFile(path.name, _sorted(holidays_of_ics(text_of(path), path.name)))
    file = table_of(path)
    file.only(("libur", "cuti_bersama", "khusus", "istirahat"))
    holidays = [day for key, joint in (("libur", False), ("cuti_bersama", True)) for day in _days(file, key, joint)]
    breaks = hours_of(file.below("istirahat")) if "istirahat" in file.plain else None
    return CalendarFile(path.name, _sorted(holidays), tuple(_special(row) for row in file.rows("khusus")), breaks)


def read_day(text: str) -> date:
    """Read a date as 2026-11-23, 23-11-2026 or 23/11/2026; raises Refused for anything else."""
    match = _DAY.fullmatch(text.strip())
    if match is not None:
        year, month, day = (int(part) for part in match.group(*((1, 2, 3) if match.group(1) else (6, 5, 4))))
        try:
            return date(year, month, day)
        except ValueError as error:
            raise _no_date(text) from error
    raise _no_date(text)


def read_wall(text: str) -> time:
    """Read a time of day as 09.30 or 09:30; raises Refused for anything else."""
    match = _WALL.fullmatch(text.strip())
    if match is None:
        raise Usage("time_form", N_("Jam “{time}” tidak terbaca; tulis seperti 09.30."), time=text)
    return time(int(match.group(1)), int(match.group(2)))


def read_week(texts: Sequence[str]) -> WeekHours:
    """Read hours as people type them: "08.00-12.00" for every day, or "senin-kamis=07.30-12.00,13.00-16.00".

    Several texts add up, each for other days. Raises Refused for a day or a time that cannot be read.
    """
    plain: dict[str, list[str]] = {}
    for text in texts:
        days, _, hours = text.rpartition("=")
        for day in _week_days(days):
            plain.setdefault(day, []).extend(each.strip() for each in hours.split(",") if each.strip())
    return WeekHours.of_plain(plain)


def _no_date(text: str) -> Refused:
    return Usage("date_form", N_("Tanggal “{date}” tidak terbaca; tulis seperti 2026-11-23."), date=text)


def _week_days(text: str) -> tuple[str, ...]:
    """Give the keys of "jumat", "senin-kamis", "mon-thu"; of "" all seven."""
    if not text.strip():
        return WEEKDAYS
    ends = [DAYS.get(word.strip().lower(), word.strip().lower()) for word in text.split("-")]
    for end in ends:
        if end not in WEEKDAYS:
            raise Usage("hours_day", N_("Hari “{day}” tidak dikenal."), day=end)
    first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
    return WEEKDAYS[first : last + 1] if first <= last else WEEKDAYS[first:] + WEEKDAYS[: last + 1]


def _days(file: Table, key: str, joint: bool) -> Iterator[Holiday]:
    """Give the days of a table of names, each with its dates."""
    if key not in file.plain:
        return
    table = file.below(key)
    for name, days in table.plain.items():
        if not isinstance(days, list) or not days or not all(type(day) is date for day in days):
            raise table.fault(
                N_("{file}, baris {line}: “{name}” ditulis dengan daftar tanggal, seperti [2027-01-01]."),
                name, name=name,
            )  # fmt: skip
        yield from (Holiday(day, name, joint) for day in days)


def _special(row: Table) -> SpecialHours:
    row.only(("nama", "mulai", "selesai", "jam", "istirahat", "layanan", "tambahan"))
    name = row.text("nama", limit=_NAME_MOST)
    ends = [row.plain.get("mulai"), row.plain.get("selesai", row.plain.get("mulai"))]
    first, last = (day if type(day) is date else None for day in ends)
    if first is None or last is None:
        raise row.fault(
            N_("{file}, baris {line}: “mulai” dan “selesai” ditulis sebagai tanggal, seperti 2027-02-08."), "mulai"
        )
    breaks = hours_of(row.below("istirahat")) if "istirahat" in row.plain else None
    return SpecialHours(
        first, last, name, hours_of(row.below("jam")), breaks, row.several("layanan"), row.flag("tambahan")
    )


def _csv_rows(path: Path) -> Iterator[Holiday]:
    text = text_of(path)
    head = text.partition("\n")[0]
    reader = csv.reader(StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    columns = [_COLUMNS.get(cell.strip().lower(), "") for cell in next(reader, [])]
    if "day" not in columns or "name" not in columns:
        raise Refused(
            "calendar_columns",
            N_("{file}: baris pertama harus menyebut kolom tanggal, nama, jenis."),
            file=path.name,
        )
    for cells in reader:
        row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
        if any(row.values()):
            yield _csv_day(path, reader.line_num, row)


def _csv_day(path: Path, line: int, row: dict[str, str]) -> Holiday:
    kind = (row.get("kind") or "libur").lower().replace("_", " ")
    name = row.get("name", "")
    if kind not in KINDS or not name:
        raise Refused(
            "calendar_row",
            N_("{file}, baris {line}: nama wajib diisi, dan jenis ditulis libur atau cuti bersama."),
            file=path.name,
            line=line,
        )
    try:
        return Holiday(read_day(row.get("day", "")), name, KINDS[kind])
    except Refused as refusal:
        raise Refused(
            "calendar_row",
            N_("{file}, baris {line}: tanggal “{date}” tidak terbaca; tulis seperti 2026-11-23."),
            file=path.name,
            line=line,
            date=row.get("day", ""),
        ) from refusal


def _sorted(holidays: Iterator[Holiday] | list[Holiday]) -> tuple[Holiday, ...]:
    return tuple(sorted(holidays, key=lambda holiday: (holiday.day, holiday.joint_leave)))
