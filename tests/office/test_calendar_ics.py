"""Holidays come in from iCalendar files as the web offers them; what repeats or has hours is refused with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from loket.errors import Refused
from loket.model.calendar import Holiday
from loket.office.calendar_files import read_calendar
from loket.office.calendar_ics import holidays_of_ics

FILE = "libur.ics"
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//contoh//libur//ID\r\n"


def calendar(*events: str) -> str:
    """A calendar of events, each given by its own lines."""
    made = (f"BEGIN:VEVENT\r\nUID:{number}@contoh\r\n{event}\r\nEND:VEVENT\r\n" for number, event in enumerate(events))
    return HEAD + "".join(made) + "END:VCALENDAR\r\n"


def days(text: str) -> list[tuple[str, str, bool]]:
    return [(holiday.day.isoformat(), holiday.name, holiday.joint_leave) for holiday in holidays_of_ics(text, FILE)]


def test_an_event_ends_before_its_last_date_and_one_without_an_end_is_one_day():
    text = calendar(
        "DTSTART;VALUE=DATE:20270310\r\nDTEND;VALUE=DATE:20270312\r\nSUMMARY:Idulfitri 1448 Hijriah",
        "DTSTART;VALUE=DATE:20270101\r\nSUMMARY:Tahun Baru 2027 Masehi",
        "DTSTART;VALUE=DATE:20270817\r\nDURATION:P1D\r\nSUMMARY:Hari Kemerdekaan",
    )
    assert days(text) == [
        ("2027-03-10", "Idulfitri 1448 Hijriah", False),
        ("2027-03-11", "Idulfitri 1448 Hijriah", False),
        ("2027-01-01", "Tahun Baru 2027 Masehi", False),
        ("2027-08-17", "Hari Kemerdekaan", False),
    ]


def test_folded_lines_escapes_and_parameters_in_quotes_are_read_as_written():
    text = calendar(
        'DTSTART;VALUE=DATE:20270422\r\nSUMMARY;ALTREP="http://a.b/c:d";LANGUAGE=id:Hari jadi kota\\, \r\n'
        "  dan rap\r\n\tat\\; upacara\\nsatu"
    )
    assert days(text) == [("2027-04-22", "Hari jadi kota, dan rapat; upacara satu", False)]


def test_joint_leave_is_known_by_its_name_and_a_cancelled_event_is_no_holiday():
    text = calendar(
        "DTSTART;VALUE=DATE:20270312\r\nSUMMARY:Cuti Bersama Idulfitri",
        "DTSTART;VALUE=DATE:20270313\r\nSUMMARY:Batal\r\nSTATUS:CANCELLED",
    )
    assert days(text) == [("2027-03-12", "Cuti Bersama Idulfitri", True)]


def test_what_stands_in_and_beside_an_event_is_passed_over():
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nSUMMARY:Ingat\r\nEND:VALARM"
    zone = "BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nRRULE:FREQ=YEARLY\r\nEND:STANDARD\r\n"
    event = f"DTSTART;VALUE=DATE:20270501\r\nSUMMARY:Hari Buruh\r\n{alarm}"
    text = calendar(event).replace(HEAD, HEAD + zone + "END:VTIMEZONE\r\n")
    assert days(text) == [("2027-05-01", "Hari Buruh", False)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("libur = 1", "bukan kalender iCalendar"),
        (HEAD + "END:VCALENDAR\r\n", "tidak ada acara"),
        (calendar("DTSTART;VALUE=DATE:20270101\r\nRRULE:FREQ=YEARLY\r\nSUMMARY:N"), r"baris 7: “N” berulang \(RRULE"),
        (calendar("DTSTART:20270101T080000Z\r\nSUMMARY:Rapat"), "baris 6: “Rapat” bukan acara sehari penuh"),
        (calendar("SUMMARY:Kapan"), "“Kapan” bukan acara sehari penuh"),
        (calendar("DTSTART;VALUE=DATE:20270230\r\nSUMMARY:Februari"), "“Februari” bukan acara sehari penuh"),
        (calendar("DTSTART;VALUE=DATE:20270101"), "acara tanpa nama"),
        (calendar("DTSTART;VALUE=DATE:20270105\r\nDTEND;VALUE=DATE:20270105\r\nSUMMARY:X"), "berakhir sebelum mulai"),
        (calendar("DTSTART;VALUE=DATE:20270105\r\nDTEND;VALUE=DATE:20280201\r\nSUMMARY:X"), "lebih dari setahun"),
        (calendar("SUMMARY tanpa titik dua"), "baris 6: bukan baris iCalendar"),
        (calendar("SUMMARY:X").replace("END:VEVENT\r\n", ""), "tidak ditutup"),
    ],
)  # fmt: skip
def test_what_is_no_decreed_day_is_refused_with_its_line(text, says):
    with pytest.raises(Refused, match=says):
        holidays_of_ics(text, FILE)


def test_a_file_that_ends_in_ics_is_read_as_a_calendar(tmp_path: Path):
    path = tmp_path / "Libur.ICS"
    path.write_bytes(b"\xef\xbb\xbf" + calendar("DTSTART;VALUE=DATE:20270101\r\nSUMMARY:Tahun Baru").encode())
    assert read_calendar(path).holidays == (Holiday(date(2027, 1, 1), "Tahun Baru", joint_leave=False),)
