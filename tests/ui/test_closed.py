"""What a closed office tells: short where days are alike, complete where they are not."""

from __future__ import annotations

from dataclasses import replace

from loket.model.calendar import WEEKDAYS, WeekHours
from loket.office.week import WeekRow, week_rows
from loket.texts import Texts
from ui import samples
from ui.parts.closed import reach_rows

ID, EN = Texts.of("id"), Texts.of("en")


def test_days_of_the_same_hours_stand_on_one_line_and_the_closed_ones_last():
    assert week_rows(samples.WEEK, ID) == (
        WeekRow("Senin – Kamis", "08.00 – 15.30", "Istirahat 12.00 – 13.00"),
        WeekRow("Jumat", "08.00 – 16.00", "Istirahat 11.30 – 13.30"),
        WeekRow("Sabtu, Minggu, hari libur", "Tutup"),
    )
    assert week_rows(samples.WEEK, EN)[2] == WeekRow("Saturday, Sunday, public holidays", "Closed")


def test_an_office_that_is_open_every_day_is_closed_on_holidays_alone():
    always = WeekHours.of_plain({day: ["00:00-24:00"] for day in WEEKDAYS})
    assert week_rows(always, ID) == (WeekRow("Senin – Minggu", "00.00 – 24.00"), WeekRow("Hari libur", "Tutup"))
    assert week_rows(always, EN)[0].hours == "00:00 – 24:00"


def test_days_apart_are_not_put_together_and_every_break_is_told():
    week = WeekHours.of_plain({"mon": ["08:00-09:00"], "wed": ["08:00-09:00", "10:00-11:00", "12:00-13:00"]})
    assert week_rows(week, ID) == (
        WeekRow("Senin", "08.00 – 09.00"),
        WeekRow("Rabu", "08.00 – 13.00", "Istirahat 09.00 – 10.00, 11.00 – 12.00"),
        WeekRow("Selasa, Kamis – Minggu, hari libur", "Tutup"),
    )


def test_an_office_without_hours_tells_none():
    assert week_rows(WeekHours.never(), ID) == ()


def test_an_office_is_reached_as_it_says_itself():
    desk = replace(samples.OFFICE, contact="Meja informasi", address="Jalan Pelayanan 1")
    assert reach_rows(desk) == [("support_agent", "Meja informasi"), ("account_balance", "Jalan Pelayanan 1")]
    assert reach_rows(replace(desk, contact="WhatsApp 0811-0000-000", address="")) == [
        ("chat", "WhatsApp 0811-0000-000")
    ]
    assert reach_rows(samples.OFFICE) == []
