"""Commands for the office's calendar: holidays, special hours, breaks."""

from __future__ import annotations

import argparse
from typing import Any

from loket.cli.opening import office_of, say
from loket.errors import N_
from loket.model.calendar import Holiday, WeekHours
from loket.model.office_calendar import SpecialHours
from loket.office import calendars
from loket.office.calendar_files import read_calendar, read_day, read_week
from loket.office.calendars import CalendarChange
from loket.office.week import week_rows
from loket.texts import Texts


def show(options: argparse.Namespace) -> None:
    """Show the calendar of a year."""
    with office_of(options) as office:
        picture = calendars.calendar_picture(office, options.year)
    if options.json:
        say(
            options,
            {
                "year": picture.year,
                "holidays": [
                    {"day": each.day.isoformat(), "name": each.name, "joint_leave": each.joint_leave}
                    for each in picture.holidays
                ],
                "special": [_special(each) for each in picture.special],
                "breaks": picture.breaks.to_plain(),
                "counter_breaks": {number: week.to_plain() for number, week in picture.counter_breaks.items()},
                "unknown_years": list(picture.unknown),
            },
            "",
        )
        return
    t = Texts.of(options.lang)
    for each in picture.holidays:
        say(options, {}, N_("{day}  {name}"), day=t.long_day(each.day), name=each.name)
    for special in picture.special:
        facts = {"first": t.day(special.first), "last": t.day(special.last), "name": special.name}
        say(options, {}, N_("{first} – {last}  {name}: {hours}"), hours=_week(special.hours, t), **facts)
    if any(picture.breaks.days):
        say(options, {}, N_("Istirahat petugas: {hours}"), hours=_week(picture.breaks, t))
    for number, week in picture.counter_breaks.items():
        say(options, {}, N_("Istirahat loket {counter}: {hours}"), counter=number, hours=_week(week, t))
    for year in picture.unknown:
        say(options, {}, N_("Hari libur {year} belum ada. Impor: loket calendar import BERKAS --reason SKB"), year=year)


def import_(options: argparse.Namespace) -> None:
    """Take over a file."""
    file = read_calendar(options.file)
    with office_of(options) as office:
        change = calendars.import_calendar(
            office, file, options.reason, replace_years=options.replace, dry_run=options.dry_run
        )
    _say_change(options, change, saved=not options.dry_run)


def add(options: argparse.Namespace) -> None:
    """Add a holiday or special hours."""
    day = read_day(options.date)
    with office_of(options) as office:
        if options.hours is None:
            holiday = Holiday(day, options.name.strip(), options.joint_leave)
            change = calendars.add_holiday(office, holiday, options.reason)
        else:
            hours = WeekHours.never() if options.hours == ["-"] else read_week(options.hours)
            special = SpecialHours(
                day, read_day(options.until) if options.until else day, options.name.strip(), hours,
                read_week(options.breaks) if options.breaks else None,
                tuple(each.upper() for each in options.service or ()), options.extra,
            )  # fmt: skip
            change = calendars.add_special(office, special, options.reason)
    _say_change(options, change)


def remove(options: argparse.Namespace) -> None:
    """Take out what is on a day."""
    with office_of(options) as office:
        change = calendars.remove_day(office, read_day(options.date), options.reason)
    _say_change(options, change)


def breaks(options: argparse.Namespace) -> None:
    """Say when officers rest, or one counter; without hours that one rests when the office does."""
    hours = WeekHours.never() if options.hours == ["-"] else read_week(options.hours)
    with office_of(options) as office:
        if options.counter is None:
            change = calendars.set_breaks(office, hours, options.reason)
        else:
            own = hours if options.hours else None
            change = calendars.set_counter_breaks(office, options.counter, own, options.reason)
    _say_change(options, change)


def _say_change(options: argparse.Namespace, change: CalendarChange, *, saved: bool = True) -> None:
    stranded = [card.appointment.code for card in change.stranded]
    result = {"added": list(change.added), "removed": list(change.removed), "stranded": stranded, "saved": saved}
    sentence = N_("Kalender diubah: {added} baris baru, {removed} baris hilang.")
    if not saved:
        sentence = N_("Percobaan, tidak ada yang disimpan: {added} baris baru, {removed} baris hilang.")
    elif not change.added and not change.removed:
        sentence = N_("Kalender sudah seperti itu; tidak ada yang berubah.")
    say(options, result, sentence, added=len(change.added), removed=len(change.removed))
    if stranded and not options.json:
        say(options, {}, N_("Pindahkan janji temu yang kini tanpa slot: {codes}"), codes=", ".join(stranded))


def _special(special: SpecialHours) -> dict[str, Any]:
    return {
        "first": special.first.isoformat(), "last": special.last.isoformat(), "name": special.name,
        "hours": special.hours.to_plain(), "breaks": special.breaks.to_plain() if special.breaks is not None else None,
        "services": list(special.services), "extra": special.extra,
    }  # fmt: skip


def _week(week: WeekHours, t: Texts) -> str:
    """Write a week in words: its open days, those of the same hours together."""
    rows = [row for row in week_rows(week, t) if row.hours != t("Tutup")]
    return "; ".join(f"{row.days} {row.hours} {row.pause}".strip() for row in rows) or "–"
