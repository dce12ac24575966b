"""The office day, the hours in which numbers are given, and the next opening."""

import os
import time as clock
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.calendar import (
    Holiday,
    Interval,
    WeekHours,
    closes_at,
    day_bounds,
    holiday_on,
    is_open,
    joined,
    next_opening,
    office_day,
    within,
    without,
    working_days,
)
from loket.model.office_calendar import OfficeCalendar, ServiceHours, SpecialHours, any_of

JAYAPURA = ZoneInfo("Asia/Jayapura")
ZONES = [ZoneInfo(name) for name in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", "Europe/Lisbon")]
OFFICE = WeekHours.of_plain(
    {
        **{day: ["07.30-16.00"] for day in ("mon", "tue", "wed", "thu")},
        "fri": ["07.30-11.30", "13.00-16.30"],
    }
)
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 27)


def at(day: date, wall: str, zone: ZoneInfo = JAYAPURA) -> datetime:
    """Give a local moment such as "07.30"."""
    return datetime.combine(day, time.fromisoformat(wall.replace(".", ":")), zone)


def shut(week: WeekHours, *holidays: Holiday) -> ServiceHours:
    """Give the hours of a service that has these holidays."""
    return ServiceHours(OfficeCalendar(holidays), week, "A")


def intervals_of(points: list[int]) -> tuple[Interval, ...]:
    """Turn an even number of increasing minutes into intervals; 1440 is the end of the day."""
    walls = [time(point // 60 % 24, point % 60) for point in sorted(points)]
    return tuple(zip(walls[::2], walls[1::2], strict=True))


WEEKS = st.builds(
    WeekHours,
    st.tuples(
        *[
            st.lists(st.integers(0, 1440), max_size=6, unique=True)
            .map(lambda points: points[: len(points) // 2 * 2])
            .filter(lambda points: 1440 not in points or len(points) > 1)
            .map(intervals_of)
        ]
        * 7
    ),
)
MOMENTS = st.builds(
    datetime.combine,
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.times(),
    st.sampled_from(ZONES[:3]),
)


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Jakarta"])
def machine_zone(request: pytest.FixtureRequest) -> Iterator[str]:
    """Let the machine's own clock live in another zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    if hasattr(clock, "tzset"):
        clock.tzset()
    yield request.param
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    if hasattr(clock, "tzset"):
        clock.tzset()


@pytest.mark.parametrize(
    ("wall", "day"),
    [("2026-11-23 18:00", 23), ("2026-11-23 23:59", 23), ("2026-11-24 00:01", 24), ("2026-11-24 08:59", 24)],
)
def test_the_office_day_is_the_local_one_whatever_zone_the_machine_has(machine_zone: str, wall: str, day: int) -> None:
    now = datetime.fromisoformat(wall).replace(tzinfo=JAYAPURA).astimezone(UTC)
    assert office_day(now, JAYAPURA) == date(2026, 11, day), machine_zone


def test_before_the_roll_over_hour_it_is_still_yesterday() -> None:
    four = time(4, 0)
    assert office_day(at(MONDAY, "03.59").astimezone(UTC), JAYAPURA, four) == MONDAY - timedelta(days=1)
    assert office_day(at(MONDAY, "04.00").astimezone(UTC), JAYAPURA, four) == MONDAY


def test_a_clock_reading_without_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="aware"):
        office_day(datetime(2026, 11, 23, 12, 0), JAYAPURA)


@given(st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)), st.sampled_from(ZONES), st.times())
def test_every_instant_lies_within_the_bounds_of_its_office_day(when: datetime, zone: ZoneInfo, roll: time) -> None:
    now = when.replace(tzinfo=UTC)
    roll = roll.replace(second=0, microsecond=0, tzinfo=None)
    first, last = day_bounds(office_day(now, zone, roll), zone, roll)
    if zone.key != "Europe/Lisbon":  # a roll-over inside a skipped hour has no exact bound
        assert first <= now < last


def test_numbers_are_given_from_the_opening_minute_to_before_the_closing_one() -> None:
    assert not is_open(OFFICE, at(MONDAY, "07.29"))
    assert is_open(OFFICE, at(MONDAY, "07.30"))
    assert is_open(OFFICE, at(MONDAY, "12.30")), "a lunch break of the officers stops no numbers"
    assert is_open(OFFICE, at(MONDAY, "15.59"))
    assert not is_open(OFFICE, at(MONDAY, "16.00"))


def test_a_break_that_the_office_writes_as_two_intervals_closes() -> None:
    assert not is_open(OFFICE, at(FRIDAY, "12.00"))
    assert closes_at(OFFICE, at(FRIDAY, "08.00")) == at(FRIDAY, "11.30")
    assert next_opening(OFFICE, at(FRIDAY, "12.00")) == at(FRIDAY, "13.00")


def test_after_friday_the_office_opens_on_monday_unless_monday_is_a_holiday() -> None:
    after = at(FRIDAY, "17.00")
    monday = FRIDAY + timedelta(days=3)
    assert next_opening(OFFICE, after) == at(monday, "07.30")
    closed = shut(OFFICE, Holiday(monday, "Hari contoh"))
    assert next_opening(closed, after) == at(monday + timedelta(days=1), "07.30")
    assert not is_open(closed, at(monday, "09.00"))
    assert closes_at(closed, at(monday, "09.00")) is None


def test_an_office_may_open_on_joint_leave() -> None:
    leave = Holiday(MONDAY, "Cuti bersama", joint_leave=True)
    assert not is_open(shut(OFFICE, leave), at(MONDAY, "09.00"))
    opened = SpecialHours(MONDAY, MONDAY, "Tetap buka", WeekHours.of_plain({"mon": ["08.00-12.00"]}), extra=True)
    hours = ServiceHours(OfficeCalendar((leave,), (opened,)), OFFICE, "A")
    assert is_open(hours, at(MONDAY, "09.00"))
    assert closes_at(hours, at(MONDAY, "09.00")) == at(MONDAY, "12.00")


def test_a_public_holiday_goes_before_joint_leave_on_the_same_day() -> None:
    leave, holiday = Holiday(MONDAY, "Cuti bersama", joint_leave=True), Holiday(MONDAY, "Hari raya")
    assert holiday_on(MONDAY, [leave, holiday]) == holiday
    assert holiday_on(FRIDAY, [leave, holiday]) is None


def test_an_office_open_to_midnight_closes_at_the_next_days_first_moment() -> None:
    late = WeekHours.of_plain({"mon": ["18.00-24.00"]})
    assert is_open(late, at(MONDAY, "23.59"))
    assert closes_at(late, at(MONDAY, "23.59")) == at(MONDAY + timedelta(days=1), "00.00")
    assert not is_open(late, at(MONDAY + timedelta(days=1), "00.00"))
    assert is_open(WeekHours.always(), at(MONDAY, "00.00"))


def test_at_the_opening_minute_itself_the_next_opening_is_the_one_after() -> None:
    assert next_opening(OFFICE, at(MONDAY, "07.30")) == at(MONDAY + timedelta(days=1), "07.30")
    assert next_opening(OFFICE, at(MONDAY, "07.29")) == at(MONDAY, "07.30")


def test_an_office_that_never_opens_has_no_next_opening() -> None:
    assert next_opening(WeekHours.never(), at(MONDAY, "09.00")) is None


def test_an_opening_in_the_hour_that_summer_time_skips_comes_right_after_the_jump() -> None:
    lisbon = ZoneInfo("Europe/Lisbon")  # 29 March 2026: 01.00 becomes 02.00
    night = WeekHours.of_plain({"sun": ["01.30-05.00"]})
    opening = next_opening(night, at(date(2026, 3, 28), "20.00", lisbon))
    assert opening == at(date(2026, 3, 29), "02.30", lisbon)
    assert is_open(night, opening)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("16.00-07.30", "hours_backwards"),
        ("22.00-02.00", "hours_backwards"),
        ("20.00-00.00", "hours_backwards"),
        ("08.00-08.00", "hours_backwards"),
        ("08.00", "hours_form"),
        ("25.00-26.00", "hours_form"),
        ("24.00-24.00", "hours_form"),
        ("pagi", "hours_form"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_the_text(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        WeekHours.of_plain({"mon": [text]})
    assert refusal.value.code == code
    assert text.replace(".", ":") in str(refusal.value).replace(".", ":")


def test_hours_that_meet_or_overlap_and_unknown_days_are_refused() -> None:
    for second in ("11.00-13.00", "12.00-13.00", "06.00-07.00"):
        with pytest.raises(Refused, match="bertemu"):
            WeekHours.of_plain({"mon": ["08.00-12.00", second]})
    with pytest.raises(Refused, match="bertemu"):
        WeekHours.of_plain({"mon": ["08.00-24.00", "09.00-10.00"]})
    with pytest.raises(Refused, match="senen"):
        WeekHours.of_plain({"senen": ["08.00-12.00"]})


@given(WEEKS)
def test_hours_survive_the_plain_form(hours: WeekHours) -> None:
    assert WeekHours.of_plain(hours.to_plain()) == hours


@given(WEEKS, MOMENTS, st.sets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=8))
def test_the_next_opening_is_open_and_nothing_opens_before_it(hours: WeekHours, now: datetime, days: set[date]) -> None:
    holidays = shut(hours, *(Holiday(day, "Libur") for day in days))
    opening = next_opening(holidays, now)
    until = opening if opening is not None else now + timedelta(days=8)
    if opening is not None:
        assert opening > now
        assert is_open(holidays, opening)
    if not is_open(holidays, now):
        step = (until - now) / 40
        assert not any(is_open(holidays, now + step * share) for share in range(40))


@given(WEEKS, MOMENTS)
def test_an_open_office_closes_later_and_is_open_until_then(hours: WeekHours, now: datetime) -> None:
    end = closes_at(hours, now)
    assert (end is not None) == is_open(hours, now)
    if end is not None:
        assert end > now
        assert is_open(hours, end - timedelta(microseconds=1))


def test_a_week_of_several_services_is_open_while_one_of_them_is() -> None:
    early = WeekHours.of_plain({"mon": ["07:30-12:00"], "tue": ["08:00-10:00", "13:00-24:00"]})
    late = WeekHours.of_plain({"mon": ["12:00-15:00", "16:00-17:00"], "tue": ["14:00-15:00"], "wed": ["09:00-10:00"]})
    assert joined([early, late]).to_plain() == {
        "mon": ["07:30-15:00", "16:00-17:00"],
        "tue": ["08:00-10:00", "13:00-24:00"],
        "wed": ["09:00-10:00"],
    }
    assert joined([]) == WeekHours.never()


@given(st.lists(WEEKS, min_size=1, max_size=3), MOMENTS)
def test_the_joined_week_is_open_exactly_when_one_of_its_weeks_is(weeks: list[WeekHours], moment: datetime) -> None:
    assert is_open(joined(weeks), moment) == any(is_open(week, moment) for week in weeks)


# --- what changes the usual week -----------------------------------------------------------------------------------

RAMADAN = SpecialHours(
    date(2027, 2, 8), date(2027, 3, 9), "Jam Ramadan",
    WeekHours.of_plain({**{day: ["08.00-15.00"] for day in ("mon", "tue", "wed", "thu")}, "fri": ["08.00-15.30"]}),
    breaks=WeekHours.of_plain(
        {**{day: ["12.00-12.30"] for day in ("mon", "tue", "wed", "thu")}, "fri": ["11.30-12.30"]}
    ),
)  # fmt: skip
LUNCH = WeekHours.of_plain({"mon": ["12.00-13.00"], "fri": ["11.30-13.00"]})
A_RAMADAN_MONDAY = date(2027, 2, 15)


def of(service: str = "A", week: WeekHours = OFFICE, holidays: tuple[Holiday, ...] = (), *special: SpecialHours):
    """Give a service's hours in an office with a lunch break and special hours."""
    return ServiceHours(OfficeCalendar(holidays, special, LUNCH), week, service)


def written(*intervals: str) -> tuple[Interval, ...]:
    """Give intervals such as "08.00-12.00"."""
    return WeekHours.of_plain({"mon": list(intervals)}).days[0]


def test_in_ramadan_the_office_opens_later_closes_earlier_and_rests_for_half_an_hour() -> None:
    hours = of("A", OFFICE, (), RAMADAN)
    assert hours.on(A_RAMADAN_MONDAY) == written("08.00-15.00")
    assert hours.working(A_RAMADAN_MONDAY) == written("08.00-12.00", "12.30-15.00")
    after = date(2027, 3, 10)
    assert hours.on(after) == written("07.30-16.00")
    week = sum(
        (datetime.combine(MONDAY, closes) - datetime.combine(MONDAY, opens)).total_seconds() / 3600
        for day in range(7)
        for opens, closes in hours.working(A_RAMADAN_MONDAY + timedelta(days=day))
    )
    assert week == 32.5, "Perpres 21/2023"


def test_special_hours_of_the_office_open_no_service_outside_its_own() -> None:
    mornings = WeekHours.of_plain({"mon": ["07.30-11.00"]})
    hours = of("C", mornings, (), RAMADAN)
    assert hours.on(A_RAMADAN_MONDAY) == written("08.00-11.00")
    assert hours.on(A_RAMADAN_MONDAY + timedelta(days=1)) == ()


def test_a_holiday_stays_closed_in_ramadan_and_an_extra_opening_opens_on_it() -> None:
    holiday = (Holiday(A_RAMADAN_MONDAY, "Libur"),)
    assert of("A", OFFICE, holiday, RAMADAN).on(A_RAMADAN_MONDAY) == ()
    day = SpecialHours(
        A_RAMADAN_MONDAY, A_RAMADAN_MONDAY, "Layanan akhir", WeekHours.of_plain({"mon": ["09.00-11.00"]}),
        services=("A",), extra=True,
    )  # fmt: skip
    assert of("A", OFFICE, holiday, RAMADAN, day).on(A_RAMADAN_MONDAY) == written("09.00-11.00")
    assert of("B", OFFICE, holiday, RAMADAN, day).on(A_RAMADAN_MONDAY) == ()


def test_a_half_day_within_ramadan_counts_for_its_day_only() -> None:
    half = SpecialHours(
        A_RAMADAN_MONDAY, A_RAMADAN_MONDAY, "Setengah hari", WeekHours.of_plain({"mon": ["08.00-11.00"]})
    )
    for order in ((RAMADAN, half), (half, RAMADAN)):
        hours = of("A", OFFICE, (), *order)
        assert hours.on(A_RAMADAN_MONDAY) == written("08.00-11.00")
        assert hours.on(A_RAMADAN_MONDAY + timedelta(days=7)) == written("08.00-15.00")
    assert OfficeCalendar((), (RAMADAN, half)).week_from(A_RAMADAN_MONDAY, OFFICE, "A").days[0] == written(
        "08.00-15.00"
    ), "the week on the door is that of the season"


def test_the_friday_break_is_no_time_for_officers_but_numbers_go_on_unless_the_office_says_so() -> None:
    through = WeekHours.of_plain({"fri": ["07.30-16.30"]})
    assert of("A", through).on(FRIDAY) == written("07.30-16.30")
    assert of("A", through).working(FRIDAY) == written("07.30-11.30", "13.00-16.30")
    assert of("A").on(FRIDAY) == written("07.30-11.30", "13.00-16.30")


def test_days_of_work_leave_out_what_the_calendar_closes() -> None:
    closed = SpecialHours(MONDAY, MONDAY, "Rapat kerja", WeekHours.never())
    assert working_days(of("A", OFFICE, (), closed), FRIDAY - timedelta(days=7), 2) == (
        MONDAY + timedelta(days=1),
        MONDAY + timedelta(days=2),
    )
    both = any_of([of("A", OFFICE, (), closed), of("B")])
    assert working_days(both, FRIDAY - timedelta(days=7), 1) == (MONDAY,)


def test_a_special_time_that_ends_before_it_begins_or_lasts_for_years_is_refused() -> None:
    for last in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=366)):
        with pytest.raises(Refused, match="setahun"):
            SpecialHours(MONDAY, last, "Salah", OFFICE)


@given(WEEKS, WEEKS, st.integers(0, 6), st.times())
def test_what_is_left_of_hours_is_open_exactly_outside_the_breaks(
    week: WeekHours, breaks: WeekHours, ahead: int, wall: time
) -> None:
    day = MONDAY + timedelta(days=ahead)
    hours = ServiceHours(OfficeCalendar(breaks=breaks), week, "A")
    left = WeekHours((hours.working(day),) * 7)
    moment = datetime.combine(day, wall.replace(tzinfo=None), JAYAPURA)
    assert is_open(left, moment) == (is_open(week, moment) and not is_open(breaks, moment))


@given(WEEKS, st.sampled_from(["08.00-12.00", "00.00-24.00", "13.00-24.00"]), st.times())
def test_what_lies_within_a_frame_is_open_exactly_inside_both(week: WeekHours, frame: str, wall: time) -> None:
    (inside,) = written(frame)
    moment = datetime.combine(MONDAY, wall.replace(tzinfo=None), JAYAPURA)
    cut = WeekHours((within(week.on(MONDAY), inside),) * 7)
    assert is_open(cut, moment) == (is_open(week, moment) and is_open(WeekHours(((inside,),) * 7), moment))
    assert without(cut.on(MONDAY), [inside]) == ()
