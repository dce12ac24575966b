"""Days and hours: the office's own day, the hours of a week, holidays, the next opening.

Pure: time comes in as a parameter. Hours are wall-clock hours in the office's own zone; the zone of the machine plays
no part. The hours are those in which numbers are given: a lunch break of the officers does not stop them unless the
office writes two intervals for that day. Which hours count on a day (holidays, Ramadan, half days) is told by
`loket.model.office_calendar`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import chain, islice
from typing import Protocol

from loket.errors import N_, Refused, Usage

Interval = tuple[time, time]
"""From the first moment inclusive to the last exclusive. A close of 00.00 is the end of the day, written 24.00."""

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Keys of the plain form, Monday first as in `date.weekday`."""

END_OF_DAY = time(0, 0)
"""As a close: midnight at the end of the day."""

_DAY_MIN = 24 * 60

_FARTHEST_DAYS = 400
"""How far ahead an opening is looked for: a closed year is a closed office."""

_HOURS = re.compile(r"\s*(\d{1,2})[.:](\d{2})\s*[-\u2013]\s*(\d{1,2})[.:](\d{2})\s*")


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day without service. `joint_leave` marks *cuti bersama*, on which an office may choose to open."""

    day: date
    name: str
    joint_leave: bool = False


class Hours(Protocol):
    """Whatever can tell the hours of a day: a plain week, or what the office's calendar makes of it."""

    def on(self, day: date) -> tuple[Interval, ...]:
        """Give the intervals of a day, in order and apart from each other."""
        ...


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The hours of a week: seven tuples of intervals, Monday first, each in order and apart from each other.

    Raises Refused when an interval ends before it begins (hours over midnight are not supported) or meets another.
    """

    days: tuple[tuple[Interval, ...], ...]

    def __post_init__(self) -> None:
        """Check the intervals."""
        if len(self.days) != len(WEEKDAYS):
            raise ValueError(f"a week has seven days, not {len(self.days)}")
        for intervals in self.days:
            _check_day(intervals)

    @staticmethod
    def always() -> WeekHours:
        """Give hours that never close."""
        return WeekHours((((END_OF_DAY, END_OF_DAY),),) * 7)

    @staticmethod
    def never() -> WeekHours:
        """Give hours that never open."""
        return WeekHours(((),) * 7)

    @staticmethod
    def of_plain(plain: Mapping[str, Sequence[str]]) -> WeekHours:
        """Build hours from `to_plain`'s form; a missing day is closed. Raises Refused for a bad day or time."""
        unknown = sorted(set(plain) - set(WEEKDAYS))
        if unknown:
            raise Usage("hours_day", N_("Hari “{day}” tidak dikenal."), day=unknown[0])
        return WeekHours(tuple(tuple(read_interval(text) for text in plain.get(day, ())) for day in WEEKDAYS))

    def to_plain(self) -> dict[str, list[str]]:
        """Give a dict that JSON can hold: {"mon": ["07:30-12:00", "13:00-16:00"], …}; closed days are left out."""
        return {
            name: [write_interval(interval) for interval in intervals]
            for name, intervals in zip(WEEKDAYS, self.days, strict=True)
            if intervals
        }

    def on(self, day: date) -> tuple[Interval, ...]:
        """Give the intervals of the weekday of `day`, holidays not considered."""
        return self.days[day.weekday()]


def joined(weeks: Iterable[WeekHours]) -> WeekHours:
    """Give the hours in which at least one of `weeks` is open; never, without any."""
    days = [week.days for week in weeks] or [WeekHours.never().days]
    return WeekHours(tuple(merged(chain.from_iterable(of_day)) for of_day in zip(*days, strict=True)))


def read_interval(text: str) -> Interval:
    """Read "07.30-16.00" (dot or colon); raises Refused when it is no such thing."""
    match = _HOURS.fullmatch(text)
    if match is None:
        raise _bad_hours(text)
    hour, minute, last_hour, last_minute = (int(part) for part in match.groups())
    if (last_hour, last_minute) == (24, 0):
        last_hour = 0
        if (hour, minute) == (24, 0):
            raise _bad_hours(text)
    elif (last_hour, last_minute) == (0, 0):
        raise _backwards(text)
    try:
        interval = time(hour, minute), time(last_hour, last_minute)
    except ValueError as error:
        raise _bad_hours(text) from error
    _check_interval(interval)
    return interval


def write_interval(interval: Interval) -> str:
    """Write an interval as "07:30-16:00"; the end of the day as 24:00."""
    opens, closes = interval
    return f"{opens:%H:%M}-{'24:00' if closes == END_OF_DAY else f'{closes:%H:%M}'}"


def office_day(now_utc: datetime, zone: tzinfo, roll_over: time = END_OF_DAY) -> date:
    """Give the office day of an aware instant: the local date, one earlier before the roll-over hour."""
    if now_utc.tzinfo is None:
        raise ValueError("an aware instant is needed")
    local = now_utc.astimezone(zone)
    day = local.date()
    return day - timedelta(days=1) if local.time() < roll_over else day


def day_bounds(day: date, zone: tzinfo, roll_over: time = END_OF_DAY) -> tuple[datetime, datetime]:
    """Give the first instant of an office day and the first of the next one, both in UTC."""
    first, last = (instant(each, roll_over, zone) for each in (day, day + timedelta(days=1)))
    return first.astimezone(UTC), last.astimezone(UTC)


def holiday_on(day: date, holidays: Collection[Holiday]) -> Holiday | None:
    """Give the holiday of `day`; where one is both, the public holiday goes before the joint leave."""
    found = [holiday for holiday in holidays if holiday.day == day]
    return min(found, key=lambda holiday: holiday.joint_leave) if found else None


def is_open(hours: Hours, local_now: datetime) -> bool:
    """Tell whether numbers are given at this local moment. The opening minute counts, the closing minute does not."""
    return _current(hours, local_now) is not None


def closes_at(hours: Hours, local_now: datetime) -> datetime | None:
    """Give the local end of the interval that is open now (24.00 is the next day's 00.00), None when closed."""
    interval = _current(hours, local_now)
    return None if interval is None else _end(local_now.date(), interval, local_now.tzinfo)


def closing_on(hours: Hours, local_now: datetime) -> datetime | None:
    """Give the local end of the day's last interval, None when the day has none or it is over."""
    intervals = hours.on(local_now.date())
    if not intervals:
        return None
    closing = _end(local_now.date(), intervals[-1], local_now.tzinfo)
    return closing if closing > local_now else None


def next_opening(hours: Hours, after_local: datetime) -> datetime | None:
    """Give the first local opening strictly after `after_local`, whether open then or not; None when there is none."""
    for ahead in range(_FARTHEST_DAYS):
        day = after_local.date() + timedelta(days=ahead)
        for interval in hours.on(day):
            opening = instant(day, interval[0], after_local.tzinfo)
            if opening > after_local:
                return opening
    return None


def working_days(hours: Hours, after: date, count: int) -> tuple[date, ...]:
    """Give the next `count` days of work after a day, which itself does not count; fewer when a year has no more."""
    days = (after + timedelta(days=ahead) for ahead in range(1, _FARTHEST_DAYS))
    return tuple(islice((day for day in days if hours.on(day)), count))


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give the intervals in order, those that meet or overlap as one."""
    made: list[Interval] = []
    for opens, closes in sorted(intervals):
        before = made[-1] if made else None
        if before is None or (before[1] != END_OF_DAY and before[1] < opens):
            made.append((opens, closes))
        elif before[1] != END_OF_DAY and (closes == END_OF_DAY or closes > before[1]):
            made[-1] = (before[0], closes)
    return tuple(made)


def within(intervals: Iterable[Interval], frame: Interval) -> tuple[Interval, ...]:
    """Give what of the intervals lies within a frame."""
    first, last = _span(frame)
    cut = ((max(opens, first), min(closes, last)) for opens, closes in map(_span, intervals))
    return tuple(_interval(opens, closes) for opens, closes in cut if opens < closes)


def without(intervals: Iterable[Interval], pauses: Iterable[Interval]) -> tuple[Interval, ...]:
    """Give what of the intervals lies outside every pause."""
    left = [_span(interval) for interval in intervals]
    for begins, ends in map(_span, pauses):
        parts = [part for opens, closes in left for part in ((opens, min(closes, begins)), (max(opens, ends), closes))]
        left = [(opens, closes) for opens, closes in parts if opens < closes]
    return tuple(_interval(opens, closes) for opens, closes in left)


def minute_of(wall: time) -> int:
    """Give the minutes of a wall clock since midnight."""
    return wall.hour * 60 + wall.minute


def instant(day: date, wall: time, zone: tzinfo | None) -> datetime:
    """Give the moment a wall clock shows `wall`; one that a zone skips becomes the moment after the jump."""
    moment = datetime.combine(day, wall, tzinfo=zone)
    return moment if zone is None else moment.astimezone(UTC).astimezone(zone)


def _span(interval: Interval) -> tuple[int, int]:
    """Give an interval in minutes since midnight; the end of the day is 1440."""
    opens, closes = interval
    return minute_of(opens), minute_of(closes) or _DAY_MIN


def _interval(opens: int, closes: int) -> Interval:
    return time(*divmod(opens, 60)), END_OF_DAY if closes == _DAY_MIN else time(*divmod(closes, 60))


def _current(hours: Hours, local_now: datetime) -> Interval | None:
    now = local_now.time()
    for opens, closes in hours.on(local_now.date()):
        if opens <= now and (now < closes or closes == END_OF_DAY):
            return opens, closes
    return None


def _end(day: date, interval: Interval, zone: tzinfo | None) -> datetime:
    closes = interval[1]
    return instant(day + timedelta(days=1) if closes == END_OF_DAY else day, closes, zone)


def _check_day(intervals: Sequence[Interval]) -> None:
    last = time.min
    for number, interval in enumerate(intervals):
        _check_interval(interval)
        if number and (last == END_OF_DAY or interval[0] <= last):
            raise Usage(
                "hours_overlap",
                N_("Jam {hours} bertemu atau bertumpuk dengan jam sebelumnya; tulis berurutan dan terpisah."),
                hours=write_interval(interval),
            )
        last = interval[1]


def _check_interval(interval: Interval) -> None:
    opens, closes = interval
    if closes != END_OF_DAY and closes <= opens:
        raise _backwards(write_interval(interval))


def _bad_hours(text: str) -> Refused:
    return Usage("hours_form", N_("Jam “{hours}” tidak terbaca; tulis seperti 07.30-16.00."), hours=text)


def _backwards(text: str) -> Refused:
    return Usage(
        "hours_backwards",
        N_("Jam {hours} berakhir sebelum mulai; jam yang melewati tengah malam belum didukung."),
        hours=text,
    )
