"""The office's calendar: what was decreed, what the office adds, and what becomes of those who have an appointment."""

from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from loket.errors import Refused
from loket.model.appointment import SlotPlan
from loket.model.calendar import Holiday, WeekHours
from loket.model.events import Kind
from loket.model.office_calendar import SpecialHours
from loket.office import calendars
from loket.office.appointments import book
from loket.office.boards import kiosk_board
from loket.office.calendar_files import CalendarFile, read_calendar, read_day, read_week
from loket.office.days import open_today
from loket.office.reports import day_report
from loket.office.slips import requirements_slip
from loket.office.starters import load_holidays
from loket.office.ticketing import take_ticket
from loket.resources import data
from tests.factories import a_service, journal, last_seq, refused

MONDAY = date(2026, 11, 23)
WEEK = WeekHours.of_plain({day: ["07.30-16.00"] for day in ("mon", "tue", "wed", "thu", "fri")})

DECREED = {
    2026: (
        "1-1 16-1 17-2 19-3 21-3 22-3 3-4 5-4 1-5 14-5 27-5 31-5 1-6 16-6 17-8 25-8 25-12",
        "16-2 18-3 20-3 23-3 24-3 15-5 28-5 24-12",
    ),
    2027: (
        "1-1 5-1 6-2 8-3 10-3 11-3 26-3 28-3 1-5 6-5 17-5 20-5 1-6 6-6 15-8 17-8 25-12 26-12",
        "5-2 9-3 12-3 15-3 25-3 18-5 19-5 24-12",
    ),
}
"""Day-month of the public holidays and of the joint leave, as the three ministers have decreed them.

2026: SKB Menag 1497/2025, Menaker 2/2025, MenPANRB 5/2025 of 19 September 2025. 2027: SKB Menag 1205/2026, Menaker
3/2026, MenPANRB 2/2026 of 15 September 2026.
"""


@pytest.mark.parametrize("year", DECREED)
def test_the_shipped_holidays_are_those_of_the_decree_no_more_and_no_fewer(year):
    for joint_leave, told in zip((False, True), DECREED[year], strict=True):
        found = [each.day for each in load_holidays() if each.day.year == year and each.joint_leave is joint_leave]
        assert [f"{day.day}-{day.month}" for day in found] == told.split()


def test_the_shipped_files_can_be_imported_and_say_the_same():
    for year in DECREED:
        path = data("holidays", f"id-{year}.toml")
        file = read_calendar(path)
        assert list(file.holidays) == [each for each in load_holidays() if each.day.year == year]
        assert tomllib.loads(path.read_text(encoding="utf-8")).keys() == {"libur", "cuti_bersama"}


@pytest.fixture
def office(make_office):
    return make_office(a_service("A", hours=WEEK, slots=SlotPlan()), a_service("B", "Data DTSEN", hours=WEEK))


def test_an_import_adds_and_renames_and_the_reason_is_a_fact(office):
    calendars.add_holiday(office, Holiday(MONDAY + timedelta(days=2), "Salah nama"), "Uji")
    file = CalendarFile("contoh.csv", (Holiday(MONDAY + timedelta(days=2), "Hari contoh"),))
    change = calendars.import_calendar(office, file, "SKB contoh")
    assert change.added == ("2026-11-25 Hari contoh",)
    assert change.removed == ("2026-11-25 Salah nama",)
    fact = journal(office)[-1]
    assert fact.kind == Kind.CATALOGUE_CHANGED
    assert fact.data["reason"] == "SKB contoh"
    assert fact.data["calendar"] == {"added": ["2026-11-25 Hari contoh"], "removed": ["2026-11-25 Salah nama"]}
    before = last_seq(office)
    assert calendars.import_calendar(office, file, "SKB contoh").added == ()
    assert last_seq(office) == before, "the same file again changes nothing"


def test_an_import_that_replaces_the_year_takes_out_what_the_decree_does_not_say(office):
    for ahead in (2, 400):
        calendars.add_holiday(office, Holiday(MONDAY + timedelta(days=ahead), "Lama"), "Uji")
    file = CalendarFile("skb.toml", (Holiday(MONDAY + timedelta(days=3), "Baru"),))
    told = calendars.import_calendar(office, file, "SKB", replace_years=True, dry_run=True)
    assert told.removed == ("2026-11-25 Lama",)
    assert calendars.calendar_picture(office).holidays[0].name == "Lama"
    calendars.import_calendar(office, file, "SKB", replace_years=True)
    assert [each.name for each in calendars.calendar_picture(office).holidays] == ["Baru"]
    assert [each.name for each in calendars.calendar_picture(office, 2027).holidays] == ["Lama"]


def test_no_change_without_a_reason(office):
    with refused(office, "reason_missing", "nomor SKB"):
        calendars.add_holiday(office, Holiday(MONDAY, "Libur"), "  ")


def test_a_holiday_closes_the_office_and_taking_it_out_opens_it_again(office):
    calendars.add_holiday(office, Holiday(MONDAY, "Hari jadi kota"), "Keputusan wali kota")
    with refused(office, "service_outside_hours", "Hari jadi kota"):
        take_ticket(office, "A")
    board = kiosk_board(office)
    assert (board.open, board.holiday, board.tiles[0].state) == (False, "Hari jadi kota", "closed")
    assert board.opens_at is not None
    assert board.opens_at.date() == MONDAY + timedelta(days=1)
    calendars.remove_day(office, MONDAY, "Dibatalkan")
    assert take_ticket(office, "A").number == "A001"
    with refused(office, "calendar_nothing"):
        calendars.remove_day(office, MONDAY, "Dibatalkan")


def test_a_half_day_closes_kiosk_tickets_and_report_at_its_hour(office, clock):
    half = SpecialHours(MONDAY, MONDAY, "Setengah hari", WeekHours.of_plain({"mon": ["07.30-11.00"]}))
    calendars.add_special(office, half, "Edaran sekda")
    assert f"{kiosk_board(office).closes_at:%H.%M}" == "11.00"
    take_ticket(office, "A")
    clock.pass_(hours=2)
    with refused(office, "service_outside_hours"):
        take_ticket(office, "A")
    assert day_report(office, MONDAY).hours == (time(7, 30), time(11))


def test_the_hours_on_the_kiosk_and_on_paper_are_those_of_the_season(office):
    season = SpecialHours(MONDAY, MONDAY + timedelta(days=29), "Jam Ramadan", WeekHours((WEEK.days[0],) * 7))
    shorter = SpecialHours(
        MONDAY, MONDAY + timedelta(days=29), "Jam Ramadan", WeekHours.of_plain({"mon": ["08.00-15.00"]})
    )
    calendars.add_special(office, season, "Uji")
    calendars.add_special(office, shorter, "Edaran")
    assert kiosk_board(office).hours.to_plain() == {"mon": ["08:00-15:00"]}
    assert requirements_slip(office, "A").hours == "Senin 08.00 – 15.00"
    assert len(calendars.calendar_picture(office).special) == 1, "the same span is replaced, not added"


def test_an_extra_opening_on_a_saturday_serves_the_service_it_names(office, clock):
    saturday = MONDAY + timedelta(days=5)
    extra = SpecialHours(
        saturday, saturday, "Sabtu pelayanan", WeekHours.of_plain({"sat": ["08.00-12.00"]}), services=("B",), extra=True
    )
    calendars.add_special(office, extra, "Program kepala dinas")
    clock.pass_(days=5)
    assert take_ticket(office, "B").number == "B001"
    with refused(office, "service_outside_hours"):
        take_ticket(office, "A")
    with refused(office, "service_unknown"):
        calendars.add_special(office, SpecialHours(saturday, saturday, "X", WEEK, services=("Z",)), "Uji")


def test_who_has_an_appointment_on_a_day_that_becomes_a_holiday_is_named(office):
    there = book(office, "A", MONDAY + timedelta(days=1), time(9)).appointment.code
    book(office, "A", MONDAY + timedelta(days=2), time(9))
    told = calendars.add_holiday(office, Holiday(MONDAY + timedelta(days=1), "Libur baru"), "Penetapan")
    assert [card.appointment.code for card in told.stranded] == [there]
    assert calendars.remove_day(office, MONDAY + timedelta(days=1), "Batal").stranded == ()
    lunch = WeekHours.of_plain({"wed": ["09.00-09.30"]})
    assert len(calendars.set_breaks(office, lunch, "Uji").stranded) == 1


def test_an_office_opened_outside_its_hours_stays_open_on_a_holiday(office):
    calendars.add_holiday(office, Holiday(MONDAY, "Libur"), "Uji")
    open_today(office)
    assert take_ticket(office, "A").number == "A001"


def test_in_october_an_office_hears_that_it_does_not_know_the_next_year(office, clock):
    calendars.add_holiday(office, Holiday(date(2026, 12, 25), "Natal"), "SKB 2026")
    assert calendars.calendar_picture(office).unknown == (2027,)
    clock.pass_(days=-60)
    assert calendars.calendar_picture(office).unknown == ()


# --- files ---------------------------------------------------------------------------------------------------------

TOML = """\
[libur]
"Hari jadi kota" = [2027-04-29]
[cuti_bersama]
"Cuti bersama contoh" = [2027-04-30]
[istirahat]
jumat = ["11.30-13.00"]
[[khusus]]
nama = "Jam Ramadan"
mulai = 2027-02-08
selesai = 2027-03-09
jam = { senin = ["08.00-15.00"], jumat = ["08.00-15.30"] }
istirahat = { senin = ["12.00-12.30"] }
[[khusus]]
nama = "Sabtu pelayanan"
mulai = 2027-05-08
jam = { sabtu = ["08.00-12.00"] }
layanan = ["A"]
tambahan = true
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_toml_file_tells_holidays_seasons_extra_days_and_breaks(tmp_path):
    file = read_calendar(written(tmp_path, "kalender.toml", TOML))
    assert [(each.name, each.joint_leave) for each in file.holidays] == [
        ("Hari jadi kota", False), ("Cuti bersama contoh", True),
    ]  # fmt: skip
    season, extra = file.special
    assert (season.days, season.extra, season.services) == (30, False, ())
    assert season.breaks is not None
    assert season.breaks.to_plain() == {"mon": ["12:00-12:30"]}
    assert (extra.first, extra.last, extra.extra, extra.services) == (date(2027, 5, 8), date(2027, 5, 8), True, ("A",))
    assert file.breaks is not None
    assert file.breaks.to_plain() == {"fri": ["11:30-13:00"]}


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("[2027-04-29]", '["29 April"]', 2, "daftar tanggal"),
        ("[2027-04-29]", "[]", 2, "daftar tanggal"),
        ("[2027-04-29]", "[2027-04-29T08:00:00]", 2, "daftar tanggal"),
        ("[libur]", "[liburan]", 1, "liburan"),
        ("mulai = 2027-02-08", 'mulai = "awal Ramadan"', 9, "ditulis sebagai tanggal"),
        ('senin = ["08.00-15.00"]', 'senin = ["15.00-08.00"]', 11, "senin"),
        ("tambahan = true", "tambahan = 1", 18, "true atau false"),
    ],
)
def test_a_fault_in_a_toml_file_is_named_with_its_line(tmp_path, old, new, line, says):
    with pytest.raises(Refused) as refusal:
        read_calendar(written(tmp_path, "kalender.toml", TOML.replace(old, new)))
    assert f"kalender.toml, baris {line}:" in str(refusal.value)
    assert says in str(refusal.value)


def test_a_csv_file_tells_holidays_whatever_its_separator(tmp_path):
    for text in (
        "tanggal,nama,jenis\n2027-12-25,Natal,libur\n24/12/2027,Cuti bersama Natal,cuti_bersama\n",
        "\ufeffNama;Jenis;Tanggal\nNatal;;25-12-2027\n\nCuti bersama Natal;Cuti Bersama;24-12-2027\n",
    ):
        file = read_calendar(written(tmp_path, "skb.CSV", text))
        assert file.holidays == (
            Holiday(date(2027, 12, 24), "Cuti bersama Natal", joint_leave=True), Holiday(date(2027, 12, 25), "Natal"),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hari,nama\n2027-12-25,Natal\n", "baris pertama"),
        ("tanggal,nama,jenis\n2027-12-25,,libur\n", "baris 2: nama"),
        ("tanggal,nama,jenis\n2027-12-25,Natal,raya\n", "baris 2: nama"),
        ("tanggal,nama\n2027-02-30,Kebalik\n", "baris 2: tanggal"),
    ],
)
def test_a_fault_in_a_csv_file_is_named_with_its_line(tmp_path, text, says):
    with pytest.raises(Refused, match=says):
        read_calendar(written(tmp_path, "skb.csv", text))


def test_hours_are_read_as_people_type_them():
    assert read_week(["senin-rabu=07.30-12.00,13.00-16.00", "jumat=07.30-11.30"]).to_plain() == {
        **{day: ["07:30-12:00", "13:00-16:00"] for day in ("mon", "tue", "wed")}, "fri": ["07:30-11:30"],
    }  # fmt: skip
    assert read_week(["08.00-12.00"]).to_plain().keys() == {"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
    assert read_week(["sabtu-senin=08.00-09.00"]).to_plain().keys() == {"sat", "sun", "mon"}
    assert read_week([]) == WeekHours.never()
    for bad in (["hari=08.00-12.00"], ["senin=8"], ["senin-hari=08.00-12.00"]):
        with pytest.raises(Refused):
            read_week(bad)


def test_dates_are_read_in_the_three_ways_they_are_written():
    for text in ("2027-01-05", "5-1-2027", "05/01/2027", " 05.01.2027 "):
        assert read_day(text) == date(2027, 1, 5)
    for text in ("", "5 Januari 2027", "31-02-2027", "2027-13-01"):
        with pytest.raises(Refused, match="tidak terbaca"):
            read_day(text)
