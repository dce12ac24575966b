"""The hours of a week in words, for whoever stands before a closed door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby, pairwise

from loket.model.calendar import END_OF_DAY, Interval, WeekHours
from loket.texts import Texts

_MONDAY = date(2001, 1, 1)
"""Any Monday: a weekday is named by a date."""


@dataclass(frozen=True, slots=True)
class WeekRow:
    """Days of the same hours. `pause` is empty without one."""

    days: str
    hours: str
    pause: str = ""


def week_rows(week: WeekHours, t: Texts) -> tuple[WeekRow, ...]:
    """Write the hours of a week: neighbouring days of the same hours together, the closed ones and holidays last.

    Empty for a week in which nothing is open.
    """
    if not any(week.days):
        return ()
    rows, closed = [], []
    for hours, run in groupby(range(len(week.days)), lambda day: week.days[day]):
        days = _days(list(run), t)
        if hours:
            rows.append(WeekRow(days, _span(hours[0][0], hours[-1][1], t), _pause(hours, t)))
        else:
            closed.append(days)
    return (*rows, WeekRow(_capital(", ".join([*closed, t("hari libur")])), t("Tutup")))


def _days(days: Sequence[int], t: Texts) -> str:
    names = [t.weekday(_MONDAY.replace(day=1 + day)) for day in days]
    return f"{names[0]} – {names[-1]}" if len(names) > 2 else ", ".join(names)


def _pause(hours: Sequence[Interval], t: Texts) -> str:
    gaps = [_span(before[1], after[0], t) for before, after in pairwise(hours)]
    return t("Istirahat {jam}", jam=", ".join(gaps)) if gaps else ""


def _span(first: time, last: time, t: Texts) -> str:
    end = t.time(last).replace("00", "24", 1) if last == END_OF_DAY else t.time(last)
    return f"{t.time(first)} – {end}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
