"""Holidays from an iCalendar file (RFC 5545), as calendars on the web offer them: all-day events of one or more days.

Read are VEVENT with DTSTART;VALUE=DATE, DTEND (exclusive) or DURATION in days and weeks, SUMMARY, STATUS. What repeats
by a rule is refused: holidays are decreed for each year, never computed. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from loket.errors import N_, Refused
from loket.model.calendar import Holiday
from loket.model.office_calendar import LONGEST_DAYS

JOINT_LEAVE = "cuti bersama"
"""How the name of a day of joint leave begins."""

_REPEATS = ("RRULE", "RDATE")
_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAYS_LONG = re.compile(r"\+?P(?:(\d{1,3})W)?(?:(\d{1,3})D)?(?:T0[HMS])*")
_PROPERTY = re.compile(r'([A-Za-z0-9-]+)(?:;(?:[^":]|"[^"]*")*)?:(.*)')
_ESCAPED = re.compile(r"\\([\\;,nN])")


@dataclass(slots=True)
class _Event:
    """The properties of an event that count: each with its line and its value."""

    line: int
    found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def value(self, name: str) -> str:
        return self.found.get(name, (0, ""))[1].strip()


def holidays_of_ics(text: str, file: str) -> list[Holiday]:
    """Give the holidays in the text of an iCalendar file; raises Refused with `file` and line for what is none."""
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise Refused("ics_form", N_("{file} bukan kalender iCalendar (baris pertamanya BEGIN:VCALENDAR)."), file=file)
    found = [holiday for event in _events(text, file) for holiday in _days(event, file)]
    if not found:
        raise Refused("ics_empty", N_("{file}: tidak ada acara (VEVENT) sehari penuh di dalamnya."), file=file)
    return found


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Give the content lines with their numbers: a line that begins with a space or a tab continues the one before."""
    kept: tuple[int, str] | None = None
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if kept is not None and line[:1] in (" ", "\t"):
            kept = (kept[0], kept[1] + line[1:])
            continue
        if kept is not None and kept[1].strip():
            yield kept
        kept = (number, line)
    if kept is not None and kept[1].strip():
        yield kept


def _events(text: str, file: str) -> Iterator[_Event]:
    """Give the events; what stands in them below (an alarm) and beside them (a time zone) is passed over."""
    event: _Event | None = None
    inside: list[str] = []
    for line, content in _unfolded(text):
        match = _PROPERTY.fullmatch(content)
        if match is None:
            raise Refused(
                "ics_line",
                N_("{file}, baris {line}: bukan baris iCalendar (NAMA:nilai). Simpan ulang berkasnya."),
                file=file, line=line,
            )  # fmt: skip
        name, value = match[1].upper(), match[2]
        if name == "BEGIN":
            inside.append(value.strip().upper())
            if inside[-1] == "VEVENT":
                event = _Event(line)
        elif name == "END":
            if not inside or inside.pop() != value.strip().upper():
                raise _cut(event, line, file)
            if value.strip().upper() == "VEVENT" and event is not None:
                yield event
                event = None
        elif event is not None and inside[-1] == "VEVENT":
            event.found[name] = (line, value)
    if inside:
        raise _cut(event, len(text.splitlines()), file)


def _cut(event: _Event | None, line: int, file: str) -> Refused:
    return Refused(
        "ics_cut", N_("{file}, baris {line}: bagian ini tidak ditutup (END). Berkasnya terpotong?"), file=file,
        line=line if event is None else event.line,
    )  # fmt: skip


def _days(event: _Event, file: str) -> Iterator[Holiday]:
    """Give the days of an event; none of one that was cancelled."""
    if event.value("STATUS").upper() == "CANCELLED":
        return
    name = " ".join(_ESCAPED.sub(_plain, event.value("SUMMARY")).split())
    if not name:
        raise _refused(event, "SUMMARY", file, N_("{file}, baris {line}: acara tanpa nama (SUMMARY)."))
    for repeats in _REPEATS:
        if repeats in event.found:
            raise _refused(event, repeats, file, N_(
                "{file}, baris {line}: “{name}” berulang ({property}). Hari libur ditetapkan tiap tahun: "
                "tulis tiap harinya sebagai acara sendiri."
            ), name=name, property=repeats)  # fmt: skip
    first, until = _day(event, "DTSTART", file, name), _until(event, file, name)
    last = first + timedelta(days=1) if until is None else until
    if not first < last <= first + timedelta(days=LONGEST_DAYS):
        raise _refused(
            event, "DTEND", file, N_("{file}, baris {line}: “{name}” berakhir sebelum mulai, atau lebih dari setahun."),
            name=name,
        )  # fmt: skip
    joint = name.casefold().startswith(JOINT_LEAVE)
    for ahead in range((last - first).days):
        yield Holiday(first + timedelta(days=ahead), name, joint)


def _until(event: _Event, file: str, name: str) -> date | None:
    """Give the day after the last one, None when the event does not say."""
    if "DTEND" in event.found:
        return _day(event, "DTEND", file, name)
    long = _DAYS_LONG.fullmatch(event.value("DURATION")) if "DURATION" in event.found else None
    if long is None:
        return None
    return _day(event, "DTSTART", file, name) + timedelta(weeks=int(long[1] or 0), days=int(long[2] or 0))


def _day(event: _Event, property_: str, file: str, name: str) -> date:
    match = _DAY.fullmatch(event.value(property_))
    try:
        return date.fromisoformat("-".join(match.groups()) if match else "")
    except ValueError as error:
        raise _refused(
            event, property_, file,
            N_("{file}, baris {line}: “{name}” bukan acara sehari penuh ({property} ditulis seperti 20270101)."),
            name=name, property=property_,
        ) from error  # fmt: skip


def _refused(event: _Event, property_: str, file: str, sentence: str, **facts: object) -> Refused:
    return Refused(
        "calendar_row", sentence, file=file, line=event.found.get(property_, (event.line, ""))[0], **facts
    )  # fmt: skip


def _plain(match: re.Match[str]) -> str:
    return " " if match[1] in "nN" else match[1]
