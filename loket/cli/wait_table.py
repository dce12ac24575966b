"""Read a log of waits from two tables (CSV, packed with gzip or plain): the tickets, and what was asked.

Needed columns of the tickets: day, line, arrived_min, called_min. Of the questions: day, line, asked_min, ahead,
true_wait_min. What else is used when it is there: ahead_at_arrival, counters_open; vendor_avg_service_min,
last_called_wait, head_of_line_wait. Further columns are ignored. Minutes count from midnight; an empty called_min or
true_wait_min means that nobody was ever called. Columns are parted by commas; or, as spreadsheets in Indonesia save
them, by semicolons, and then numbers may have a decimal comma.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import isfinite
from pathlib import Path

from loket.errors import N_, Refused, Trouble
from loket.model.forecast import Sample
from loket.model.wait_log import Delays, Question, Stay, WaitLog, half_way_questions, lessons_of, line_base
from loket.office.calendar_files import read_day

TICKETS = ("day", "line", "arrived_min", "called_min")
QUESTIONS = ("day", "line", "asked_min", "ahead", "true_wait_min")

_GZIP = b"\x1f\x8b"
_UNKNOWN = frozenset({"", "NA", "NaN", "nan", "null"})
_LATEST_MIN = 2 * 24 * 60.0
_MOST = 100_000.0

LineDay = tuple[str, date]


def read_log(tickets: Path, questions: Path) -> WaitLog:
    """Read both tables; raises Refused with file and line for what is not understood, Trouble for no file."""
    stays, left = _stays(tickets)
    delays = {place: Delays(found) for place, found in stays.items()}
    samples: dict[str, list[Sample]] = {}
    asked: list[Question] = []
    for (line, _), found in sorted(stays.items()):
        samples.setdefault(line, []).extend(lessons_of(found))
        asked += half_way_questions(line, found)
    for taught in samples.values():
        taught.sort(key=lambda sample: sample.called_at)
    return WaitLog(samples, [*_questions(questions, delays), *asked], left=left)


def _stays(path: Path) -> tuple[dict[LineDay, list[Stay]], int]:
    """Read the tickets of each line and day, and count those that were never called."""
    stays: dict[LineDay, list[Stay]] = {}
    left = 0
    for row in _rows(path, TICKETS):
        arrived, called = row.minute("arrived_min"), row.minute_or_none("called_min")
        if called is None:
            left += 1
            continue
        if called < arrived:
            raise row.refused("called_min", N_("menit pada atau setelah arrived_min"))
        stay = Stay(row.at(arrived), row.at(called), row.amount("ahead_at_arrival"), row.amount("counters_open"))
        stays.setdefault((row.text("line"), row.day()), []).append(stay)
    return stays, left


def _questions(path: Path, delays: dict[LineDay, Delays]) -> Iterator[Question]:
    """Read what was asked; LES and HOL are worked out from the tickets where the table has no such columns."""
    nobody = Delays(())
    for row in _rows(path, QUESTIONS):
        wait = row.amount("true_wait_min", most=_LATEST_MIN)
        ahead = row.amount("ahead")
        if wait is None:
            continue
        if ahead is None:
            raise row.refused("ahead", N_("banyaknya orang, 0 atau lebih"))
        now = row.at(row.minute("asked_min"))
        line = row.text("line")
        seen = delays.get((line, row.day()), nobody)
        counters, service = row.amount("counters_open"), row.amount("vendor_avg_service_min")
        yield Question(
            line=line, asked_at=now, wait_s=wait * 60, base_s=line_base(ahead, counters), ahead=ahead,
            counters=counters, service_s=None if service is None else service * 60,
            last_called_s=row.seconds("last_called_wait") if row.has("last_called_wait") else seen.last_called_s(now),
            head_s=(row.seconds("head_of_line_wait") or 0.0) if row.has("head_of_line_wait")
            else seen.head_s(now) if ahead else 0.0,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table, with its place."""

    path: Path
    line: int
    cells: dict[str, str]
    comma: bool = False
    """Whether numbers may have a decimal comma."""

    def has(self, column: str) -> bool:
        return column in self.cells

    def text(self, column: str) -> str:
        text = self.cells.get(column, "").strip()
        if not text:
            raise self.refused(column, N_("nama yang tidak kosong"))
        return text

    def day(self) -> date:
        try:
            return read_day(self.cells["day"])
        except Refused:
            raise self.refused("day", N_("tanggal seperti 2026-11-23")) from None

    def minute(self, column: str) -> float:
        minute = self.minute_or_none(column)
        if minute is None:
            raise self.refused(column, N_("menit sejak tengah malam"))
        return minute

    def minute_or_none(self, column: str) -> float | None:
        minute = self._number(column)
        if minute is not None and not -_LATEST_MIN <= minute <= _LATEST_MIN:
            raise self.refused(column, N_("menit sejak tengah malam"))
        return minute

    def amount(self, column: str, most: float = _MOST) -> float | None:
        amount = self._number(column)
        if amount is not None and not 0 <= amount <= most:
            raise self.refused(column, N_("angka, 0 atau lebih"))
        return amount

    def seconds(self, column: str) -> float | None:
        minutes = self.amount(column, _LATEST_MIN)
        return None if minutes is None else minutes * 60

    def at(self, minutes: float) -> datetime:
        """Give minutes after the day's midnight as an instant; the zone plays no part in a replay."""
        return datetime.combine(self.day(), datetime.min.time(), UTC) + timedelta(minutes=minutes)

    def _number(self, column: str) -> float | None:
        text = self.cells.get(column, "").strip()
        if text in _UNKNOWN:
            return None
        try:
            number = float(text.replace(".", "").replace(",", ".") if self.comma and "," in text else text)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            raise self.refused(column, N_("angka seperti 12.5 (12,5 bila kolom dipisah titik koma)"))
        return number

    def refused(self, column: str, wanted: str) -> Refused:
        return Refused(
            "log_row",
            N_("{file}, baris {line}: “{text}” di kolom {column} bukan {wanted}. Perbaiki atau hapus baris itu."),
            file=self.path, line=self.line, text=self.cells.get(column, ""), column=column, wanted=wanted,
        )  # fmt: skip


def _rows(path: Path, needed: Sequence[str]) -> Iterator[_Row]:
    """Give the rows of a table below its heading."""
    text = _text(path)
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    heading = [name.strip() for name in next(reader, [])]
    missing = [name for name in needed if name not in heading]
    if missing:
        raise Refused(
            "log_columns",
            N_("{file}: kolom {missing} tidak ada. Baris pertama memuat {needed}, dipisah koma atau titik koma."),
            file=path, missing=", ".join(missing), needed=", ".join(needed),
        )  # fmt: skip
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(heading):
            raise Refused(
                "log_row_length",
                N_("{file}, baris {line}: ada {found} kolom, seharusnya {wanted}. Perbaiki atau hapus baris itu."),
                file=path, line=reader.line_num, found=len(cells), wanted=len(heading),
            )  # fmt: skip
        yield _Row(path, reader.line_num, dict(zip(heading, cells, strict=True)), comma=delimiter == ";")


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise Trouble(
            "log_unreadable",
            N_("{file} tidak dapat dibaca ({reason}). Periksa nama dan izinnya; tidak ada yang berubah."),
            file=path, reason=error.strerror or str(error),
        ) from error  # fmt: skip
    try:
        return (gzip.decompress(raw) if raw.startswith(_GZIP) else raw).decode("utf-8-sig")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise Refused(
            "log_text",
            N_("{file} bukan tabel CSV berkode UTF-8 (boleh dimampatkan dengan gzip). Simpan ulang berkasnya."),
            file=path,
        ) from error  # fmt: skip
