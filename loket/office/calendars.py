"""The office's calendar: look at it, import what was decreed, add and remove days. A change is a fact with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from loket.errors import N_, Refused, Usage
from loket.model.calendar import Holiday, WeekHours
from loket.model.events import Kind
from loket.model.office_calendar import OfficeCalendar, SpecialHours
from loket.office.appointments import AppointmentCard, card_of
from loket.office.calendar_files import CalendarFile
from loket.office.context import Office, Work
from loket.office.slots import offered
from loket.office.starters import year_is_covered

REMIND_FROM_MONTH = 10
"""From October on an office is told when it does not know the next year's holidays: they are decreed in September."""

_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CalendarPicture:
    """The calendar of a year. `unknown` names years whose holidays should be known by now and are not."""

    year: int
    holidays: tuple[Holiday, ...]
    special: tuple[SpecialHours, ...]
    breaks: WeekHours
    unknown: tuple[int, ...]
    counter_breaks: Mapping[int, WeekHours]
    """Breaks of counters that rest at other times than the office."""


@dataclass(frozen=True, slots=True)
class CalendarChange:
    """What a change has done; `stranded` are booked appointments whose slot is not open any more."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    stranded: tuple[AppointmentCard, ...]


def calendar_picture(office: Office, year: int | None = None) -> CalendarPicture:
    """Give the calendar of a year, this one if none is named."""
    with office.looking() as work:
        today, calendar = work.local.date(), work.catalogue.calendar
        year = year or today.year
        due = [today.year, today.year + 1] if today.month >= REMIND_FROM_MONTH else [today.year]
        return CalendarPicture(
            year,
            tuple(each for each in calendar.holidays if each.day.year == year),
            tuple(each for each in calendar.special if each.first.year <= year <= each.last.year),
            calendar.breaks,
            tuple(each for each in due if not year_is_covered(calendar.holidays, date(each, 1, 1))),
            calendar.counter_breaks,
        )


def import_calendar(
    office: Office, file: CalendarFile, reason: str, *, replace_years: bool = False, dry_run: bool = False
) -> CalendarChange:
    """Take over what a file says. What it names anew is added or renamed; nothing is removed.

    With `replace_years` the years that occur in the file are just as it says: other holidays of theirs go, whoever had
    added them. `dry_run` only tells. Raises Refused without a reason, or when a service is named that does not exist.
    """

    def changed(old: OfficeCalendar) -> OfficeCalendar:
        years = {each.day.year for each in file.holidays} if replace_years else set()
        known = {(each.day, each.joint_leave): each for each in old.holidays if each.day.year not in years}
        known |= {(each.day, each.joint_leave): each for each in file.holidays}
        spans = {(each.first, each.last, each.services) for each in file.special}
        kept = [each for each in old.special if (each.first, each.last, each.services) not in spans]
        return OfficeCalendar(
            _by_day(known.values()), (*kept, *file.special), file.breaks or old.breaks, old.counter_breaks
        )

    return _change(office, changed, reason, dry_run=dry_run)


def add_holiday(office: Office, holiday: Holiday, reason: str) -> CalendarChange:
    """Add a holiday, or rename the one of that day and kind."""
    return import_calendar(office, CalendarFile("", (holiday,)), reason)


def add_special(office: Office, special: SpecialHours, reason: str) -> CalendarChange:
    """Add special hours, or replace those from and to the same days for the same services."""
    return import_calendar(office, CalendarFile("", special=(special,)), reason)


def set_breaks(office: Office, breaks: WeekHours, reason: str) -> CalendarChange:
    """Say when officers usually rest: numbers go on then, appointments are not offered."""
    return import_calendar(office, CalendarFile("", breaks=breaks), reason)


def set_counter_breaks(office: Office, counter: int, breaks: WeekHours | None, reason: str) -> CalendarChange:
    """Say when one counter rests, so that another serves then; None: when the office does. Special hours go before.

    Raises Refused for an unknown counter and without a reason.
    """

    def changed(old: OfficeCalendar) -> OfficeCalendar:
        left = {number: week for number, week in old.counter_breaks.items() if number != counter}
        made = left if breaks is None else {**left, counter: breaks}
        return replace(old, counter_breaks=dict(sorted(made.items())))

    with office.looking() as work:
        work.catalogue.counter(counter)
    return _change(office, changed, reason)


def remove_day(office: Office, day: date, reason: str) -> CalendarChange:
    """Take out the holidays of a day and the special hours that begin on it; raises Refused when there are none."""

    def changed(old: OfficeCalendar) -> OfficeCalendar:
        made = replace(
            old,
            holidays=tuple(each for each in old.holidays if each.day != day),
            special=tuple(each for each in old.special if each.first != day),
        )
        if made == old:
            raise Refused(
                "calendar_nothing",
                N_("Pada {day} tidak ada hari libur atau jam khusus yang mulai."),
                day=day,
            )
        return made

    return _change(office, changed, reason)


def _change(
    office: Office, changed: Callable[[OfficeCalendar], OfficeCalendar], reason: str, *, dry_run: bool = False
) -> CalendarChange:  # fmt: skip
    if not reason.strip():
        raise Usage("reason_missing", N_("Sebutkan alasan atau sumber perubahan ini, misalnya nomor SKB."))
    with office.looking() if dry_run else office.acting() as work:
        old = work.catalogue.calendar
        new = changed(old)
        for special in new.special:
            for letter in special.services:
                work.catalogue.service(letter)
        was, becomes = _lines(old), _lines(new)
        change = CalendarChange(
            tuple(line for line in becomes if line not in was),
            tuple(line for line in was if line not in becomes),
            _stranded(work, new),
        )
        if not dry_run and (change.added or change.removed):
            work.book.save_calendar(new)
            work.book.set_mark("catalogue", str(work.catalogue.version + 1))
            told = {"added": list(change.added), "removed": list(change.removed)}
            work.book.append(Kind.CATALOGUE_CHANGED, work.now, {"calendar": told, "reason": reason.strip()})
        return change


def _lines(calendar: OfficeCalendar) -> tuple[str, ...]:
    """Write a calendar as lines for the journal and for comparing."""
    lines = [
        f"{each.day.isoformat()} {each.name}{' (cuti bersama)' if each.joint_leave else ''}"
        for each in calendar.holidays
    ]
    for each in calendar.special:
        words = [f"{each.first.isoformat()}/{each.last.isoformat()} {each.name}: {_week(each.hours)}"]
        words += [f"istirahat {_week(each.breaks)}"] if each.breaks is not None else []
        words += [f"layanan {','.join(each.services)}"] if each.services else []
        words += ["tambahan"] if each.extra else []
        lines.append("; ".join(words))
    lines += [f"istirahat loket {number}: {_week(week)}" for number, week in calendar.counter_breaks.items()]
    return (*lines, f"istirahat: {_week(calendar.breaks)}")


def _week(week: WeekHours) -> str:
    return " ".join(f"{day}={','.join(hours)}" for day, hours in week.to_plain().items()) or "-"


def _stranded(work: Work, new: OfficeCalendar) -> tuple[AppointmentCard, ...]:
    """Give the appointments to come that the new calendar leaves without a slot."""
    catalogue = replace(work.catalogue, holidays=new.holidays, special=new.special, breaks=new.breaks)
    after = Work(work.book, catalogue, work.now)
    found: list[AppointmentCard] = []
    slots: dict[tuple[str, date], Sequence[datetime]] = {}
    for each in work.book.booked_appointments(work.now, _EVER):
        service, day = catalogue.service(each.service), each.slot.astimezone(catalogue.rules.tz).date()
        if service.slots is None:
            continue
        known = slots.get((service.code, day))
        if known is None:
            known = slots[service.code, day] = offered(after, service, day)
        if each.slot not in known:
            found.append(card_of(work, each))
    return tuple(found)


def _by_day(holidays: Iterable[Holiday]) -> tuple[Holiday, ...]:
    return tuple(sorted(holidays, key=lambda each: (each.day, each.joint_leave)))
