"""Slots, codes, and how an appointment enters the line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.appointment import (
    ENTRIES,
    AppointmentAct,
    AppointmentState,
    SlotPlan,
    entry,
    following,
    nearest,
    new_code,
    qr_text,
    read_code,
    slots_within,
)
from loket.model.calendar import Holiday, WeekHours, is_open
from loket.model.office_calendar import OfficeCalendar, ServiceHours, SpecialHours
from loket.model.phone import read_phone
from tests.model.test_calendar import WEEKS

JAYAPURA = ZoneInfo("Asia/Jayapura")
MONDAY = date(2026, 11, 23)
TEN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""10.00 in the office's zone."""


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


# --- the line ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("late", [-4, 0, 7, 10])
def test_who_is_on_time_stands_half_an_hour_before_the_slot_and_may_be_called_now(late: float) -> None:
    now = TEN + minutes(late)
    place = entry(TEN, now, arrival=now)
    assert (place.key_at, place.not_before, place.reason) == (TEN - minutes(30), TEN - minutes(5), "appointment")
    assert place.not_before is not None
    assert place.not_before <= now


@pytest.mark.parametrize("early", [6, 30, 31, 150])
def test_who_comes_early_waits_until_five_minutes_before_the_slot_and_gains_nothing_by_it(early: float) -> None:
    now = TEN - minutes(early)
    place = entry(TEN, now, arrival=now)
    assert (place.key_at, place.not_before) == (TEN - minutes(30), TEN - minutes(5))
    assert place.reason == "appointment_early"


def test_ten_minutes_late_is_on_time_and_a_moment_later_is_a_walk_in() -> None:
    last = TEN + minutes(10)
    assert entry(TEN, last, arrival=last).reason == "appointment"
    after = last + timedelta(microseconds=1)
    place = entry(TEN, after, arrival=after + minutes(1))
    assert (place.key_at, place.not_before, place.reason) == (after + minutes(1), None, "appointment_late")


def test_where_a_service_calls_appointments_first_they_go_before_everybody_in_the_order_of_their_slots() -> None:
    first, second = (
        entry(TEN + minutes(later), TEN - minutes(60), arrival=TEN - minutes(60), absolute=True) for later in (0, 30)
    )
    walk_in = TEN - timedelta(hours=10)
    assert first.key_at < second.key_at < walk_in
    assert first.not_before == TEN - minutes(5)
    late = TEN + minutes(11)
    assert entry(TEN, late, arrival=late, absolute=True).key_at == late


@given(st.integers(-600, 600), st.booleans())
def test_no_appointment_is_callable_earlier_than_five_minutes_before_its_slot(late: int, absolute: bool) -> None:
    now = TEN + minutes(late)
    place = entry(TEN, now, arrival=now, absolute=absolute)
    assert max(now, place.not_before or now) >= TEN - minutes(5)
    assert place.reason in ENTRIES


def test_what_may_happen_to_an_appointment_is_one_table() -> None:
    booked, missed = AppointmentState.BOOKED, AppointmentState.MISSED
    assert following(booked, AppointmentAct.MISS, "X") is missed
    assert following(missed, AppointmentAct.MOVE, "X") is booked, "a missed one may be given another slot"
    for state, act in (
        (AppointmentState.CANCELLED, AppointmentAct.CHECK_IN),
        (AppointmentState.CHECKED_IN, AppointmentAct.MOVE),
        (AppointmentState.CHECKED_IN, AppointmentAct.CANCEL),
        (missed, AppointmentAct.CANCEL),
    ):
        with pytest.raises(Refused) as refusal:
            following(state, act, "7KD2MA")
        assert refusal.value.code == "appointment_state"
        assert "7KD2MA" in str(refusal.value)


# --- slots ---------------------------------------------------------------------------------------------------------


def walls(slots: tuple[datetime, ...]) -> list[str]:
    return [f"{slot.astimezone(JAYAPURA):%H.%M}" for slot in slots]


def test_slots_begin_with_the_work_and_end_before_each_break() -> None:
    hours = WeekHours.of_plain({"mon": ["07.30-11.50", "13.00-14.30"]})
    assert walls(slots_within(SlotPlan(minutes=60), hours.on(MONDAY), MONDAY, JAYAPURA)) == [
        "07.30", "08.30", "09.30", "10.30", "13.00",
    ]  # fmt: skip
    late = WeekHours.of_plain({"mon": ["22.00-24.00"]})
    assert walls(slots_within(SlotPlan(minutes=60), late.on(MONDAY), MONDAY, JAYAPURA)) == ["22.00", "23.00"]


@given(
    WEEKS, WEEKS, WEEKS, st.booleans(), st.integers(5, 240), st.integers(0, 13),
    st.sets(st.integers(0, 13), max_size=5), st.sampled_from(["Asia/Jayapura", "Asia/Jakarta", "Europe/Lisbon"]),
)  # fmt: skip
def test_a_slot_lies_in_open_hours_from_its_beginning_to_its_end(
    week: WeekHours, season: WeekHours, breaks: WeekHours, extra: bool, length: int, ahead: int, holidays: set[int],
    zone_name: str,
) -> None:  # fmt: skip
    zone, day = ZoneInfo(zone_name), MONDAY + timedelta(days=ahead)
    special = SpecialHours(MONDAY + timedelta(days=3), MONDAY + timedelta(days=9), "Musim", season, extra=extra)
    days = tuple(Holiday(MONDAY + timedelta(days=each), "Libur") for each in holidays)
    hours = ServiceHours(OfficeCalendar(days, (special,), breaks), week, "A")
    slots = slots_within(SlotPlan(minutes=length), hours.working(day), day, zone)
    assert list(slots) == sorted(set(slots))
    for slot in slots:
        begins = slot.astimezone(zone)
        assert begins.date() == day
        for part in (0.0, 0.25, 0.5, 0.75, 0.999):
            inside = begins + minutes(length) * part
            assert is_open(hours, inside)
            assert not is_open(breaks, inside)
        if not extra:
            assert day not in {each.day for each in days}


def test_the_nearest_slot_is_told_and_of_two_the_earlier() -> None:
    slots = [TEN, TEN + minutes(30)]
    assert nearest(slots, TEN + minutes(16)) == TEN + minutes(30)
    assert nearest(slots, TEN + minutes(15)) == TEN
    assert nearest([], TEN) is None


def test_a_plan_tells_how_much_of_the_counters_time_it_promises() -> None:
    assert SlotPlan(minutes=30, capacity=1).share(service_minutes=15, counters=2) == 0.25
    assert SlotPlan(minutes=30, capacity=2).share(service_minutes=15, counters=1) == 1.0
    assert SlotPlan().share(15, counters=0) > 1
    for bad in ({"minutes": 4}, {"minutes": 241}, {"capacity": 0}, {"days_ahead": 0}):
        with pytest.raises(Refused, match="Slot harus"):
            SlotPlan(**bad)  # type: ignore[arg-type]


# --- codes and telephone numbers -----------------------------------------------------------------------------------


@given(st.binary(min_size=8, max_size=8))
def test_a_code_has_six_characters_that_are_not_misread_and_is_read_back_from_paper_and_qr(chance: bytes) -> None:
    code = new_code(chance)
    assert len(code) == 6
    assert not set(code) & set("0O1I5SBQ")
    for text in (code, code.lower(), f"{code[:3]}-{code[3:]}", f" {code[:3]} {code[3:]} ", qr_text(code),
                 qr_text(code).lower()):  # fmt: skip
        assert read_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "ABC", "A" * 21, "KÖDE12", "LOKET-APPT:", "https://contoh.id/?k=7KD2MA", "💥💥💥💥"]
)
def test_what_cannot_be_a_code_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="tidak terbaca"):
        read_code(text)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("0812 3456 7890", "+6281234567890"), ("+62 812-3456-7890", "+6281234567890"),
        ("0062.812.3456.7890", "+6281234567890"), ("62812 3456 7890", "+6281234567890"),
        ("812-3456-7890", "+6281234567890"), ("(0921) 3121234", "+629213121234"), ("+670 7712 3456", "+67077123456"),
        ("  ", ""),
    ],
)  # fmt: skip
def test_telephone_numbers_are_kept_in_one_form(written: str, kept: str) -> None:
    assert read_phone(written) == kept
    assert read_phone(kept) == kept


@pytest.mark.parametrize("written", ["12345", "0812", "08123456789012345", "delapan", "+0812345678"])
def test_what_cannot_be_dialled_is_refused(written: str) -> None:
    with pytest.raises(Refused, match="0812-3456-7890"):
        read_phone(written)


def test_a_wall_clock_of_the_office_gives_the_slot_in_every_zone() -> None:
    hours = WeekHours.of_plain({"mon": ["10.00-11.00"]}).on(MONDAY)
    assert slots_within(SlotPlan(), hours, MONDAY, JAYAPURA) == (TEN, TEN + minutes(30))
    assert datetime.combine(MONDAY, time(10), JAYAPURA) == TEN
