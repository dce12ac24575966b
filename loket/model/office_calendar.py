"""Which hours count on a day? One rule for kiosk, counters, slots, promises and reports.

The usual week of a service; holidays on which it is closed; and special hours: a season such as Ramadan, a half day, an
extra opening. Nothing here is computed from the sky or from another calendar: holidays and joint leave are decreed each
year by three ministers (SKB), the first of Ramadan by the Minister of Religion, local holidays by the region. They are
imported or typed in.

What offices keep, by Perpres 21/2023: 37 h 30 min a week without breaks, from 07.30; in Ramadan 32 h 30 min, from
08.00; a break of 60 minutes (Friday 90), in Ramadan of 30 (Friday 60). A unit that serves the public directly may set
other hours, so nothing here is a rule of the program.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain

from loket.errors import N_, Usage
from loket.model.calendar import Holiday, Hours, Interval, WeekHours, holiday_on, merged, within, without

LONGEST_DAYS = 366
"""A special time that lasts longer is the usual week and is written there."""


@dataclass(frozen=True, slots=True)
class SpecialHours:
    """Other hours from one day to another, both included; a single day when they are the same.

    `services` names the letters it is for, none: all. Without `extra` it only narrows: a service is open within its own
    first opening and last closing of that weekday, and holidays stay closed. With `extra` the hours are just these, on
    holidays and closed weekdays too. `breaks` replaces the officers' usual breaks; None leaves them.

    Raises Refused when it ends before it begins or lasts longer than a year.
    """

    first: date
    last: date
    name: str
    hours: WeekHours
    breaks: WeekHours | None = None
    services: tuple[str, ...] = ()
    extra: bool = False

    def __post_init__(self) -> None:
        """Check the span."""
        if not self.first <= self.last < self.first + timedelta(days=LONGEST_DAYS):
            raise Usage(
                "special_span",
                N_(
                    "Jam khusus “{name}” dari {first} sampai {last} tidak mungkin: "
                    "awal lebih dulu, paling lama setahun."
                ),
                name=self.name,
                first=self.first,
                last=self.last,
            )

    @property
    def days(self) -> int:
        """How many days it lasts."""
        return (self.last - self.first).days + 1

    def covers(self, day: date, service: str) -> bool:
        """Tell whether it is about this service on this day."""
        return self.first <= day <= self.last and (not self.services or service in self.services)


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """Everything that changes the usual week. `breaks` are the officers' usual breaks, in which numbers go on.

    `counter_breaks` are those of counters that rest at other times, so that somebody always serves.
    """

    holidays: tuple[Holiday, ...] = ()
    special: tuple[SpecialHours, ...] = ()
    breaks: WeekHours = field(default_factory=WeekHours.never)
    counter_breaks: Mapping[int, WeekHours] = field(default_factory=dict)

    def special_on(self, day: date, service: str) -> SpecialHours | None:
        """Give the special hours that count: of several the shortest, of equally short ones the one added last."""
        found = [each for each in self.special if each.covers(day, service)]
        return min(reversed(found), key=lambda each: each.days) if found else None

    def hours_on(self, day: date, week: WeekHours, service: str) -> tuple[Interval, ...]:
        """Give the hours of a service on a day. Everybody who asks for hours asks here."""
        special = self.special_on(day, service)
        if special is not None and special.extra:
            return special.hours.on(day)
        return () if holiday_on(day, self.holidays) is not None else self._usual(day, week, special)

    def breaks_on(self, day: date, service: str) -> tuple[Interval, ...]:
        """Give the officers' breaks on a day."""
        special = self.special_on(day, service)
        return (self.breaks if special is None or special.breaks is None else special.breaks).on(day)

    def breaks_at(self, day: date, counter: int, service: str) -> tuple[Interval, ...]:
        """Give when a counter rests from a service on a day: its own breaks, where special hours name no other."""
        special = self.special_on(day, service)
        if counter not in self.counter_breaks or (special is not None and special.breaks is not None):
            return self.breaks_on(day, service)
        return self.counter_breaks[counter].on(day)

    def week_from(self, first: date, week: WeekHours, service: str) -> WeekHours:
        """Give a service's week as it is from `first` on: seasons count, single days and holidays do not."""
        seasons = OfficeCalendar(special=tuple(each for each in self.special if each.days > 1 and not each.extra))
        if not seasons.special:
            return week
        days = (first + timedelta(days=ahead) for ahead in range(7))
        made = sorted((day.weekday(), seasons.hours_on(day, week, service)) for day in days)
        return WeekHours(tuple(hours for _, hours in made))

    @staticmethod
    def _usual(day: date, week: WeekHours, special: SpecialHours | None) -> tuple[Interval, ...]:
        usual = week.on(day)
        return within(special.hours.on(day), (usual[0][0], usual[-1][1])) if special and usual else usual


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """The hours of one service as the calendar makes them."""

    calendar: OfficeCalendar
    week: WeekHours
    service: str

    def on(self, day: date) -> tuple[Interval, ...]:
        """Give when numbers are given on a day."""
        return self.calendar.hours_on(day, self.week, self.service)

    def working(self, day: date) -> tuple[Interval, ...]:
        """Give when officers work: the same without their breaks."""
        return without(self.on(day), self.calendar.breaks_on(day, self.service))


@dataclass(frozen=True, slots=True)
class AnyHours:
    """The hours in which at least one of several services is open."""

    of: tuple[Hours, ...]

    def on(self, day: date) -> tuple[Interval, ...]:
        """Give the hours of a day."""
        return merged(chain.from_iterable(hours.on(day) for hours in self.of))


def any_of(hours: Iterable[Hours]) -> AnyHours:
    """Give the hours in which at least one is open."""
    return AnyHours(tuple(hours))
