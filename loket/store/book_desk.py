"""Rows around the queue: set-up, office days, duties and hall displays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from loket.model.catalogue import Catalogue
from loket.model.counter import CounterFace, Duty, OfficerFace
from loket.model.kept import DayRow, DisplayRow
from loket.model.office import OfficeRules
from loket.model.office_calendar import OfficeCalendar
from loket.model.service import Service
from loket.store import records
from loket.store.memo import Memo
from loket.store.rows import moment, stamp
from loket.store.schema import SET_UP_MARKS
from loket.store.statements import Statements

_DAY = "day, opened_at, first_seq, always_open, closed_at, clock_was, clock_day"
_UNCLOSED = f"SELECT {_DAY} FROM days INDEXED BY days_unclosed WHERE closed_at IS NULL"

_DUTY_AT = "SELECT counter, officer, signed_in_at, break_since FROM duties WHERE counter = ? AND signed_out_at IS NULL"


class DeskRows:
    """Set-up, days, duties and displays of one transaction."""

    _db: Statements
    _memo: Memo
    _withheld: Mapping[str, OfficerFace] | None

    # --- set-up ------------------------------------------------------------------------------------------------

    def mark(self, name: str) -> str | None:
        """Give a named value of the office, None when it was never set."""
        row = self._db.execute("SELECT value FROM marks WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def set_mark(self, name: str, value: str) -> None:
        """Set a named value of the office."""
        if name in SET_UP_MARKS:
            self._memo.forget()
        self._db.execute(
            "INSERT INTO marks (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def catalogue_version(self) -> int:
        """Give the number of changes of the set-up so far, 0 when there is no office yet."""
        return int(self.mark("catalogue") or 0)

    def load_catalogue(self) -> Catalogue:
        """Read the whole set-up; raises KeyError when there is no office."""
        marks = dict(self._db.execute("SELECT name, value FROM marks"))
        services = self._db.execute("SELECT code, record FROM services ORDER BY position")
        counters = self._db.execute("SELECT number, record FROM counters ORDER BY number")
        calendar = records.calendar_of(marks.get("holidays", "[]"))
        return Catalogue(
            face=records.face_of(marks["face"]),
            rules=records.rules_of(marks["rules"]),
            services={code: records.service_of(text) for code, text in services},
            counters={number: records.counter_of(text) for number, text in counters},
            officers=self._officers(),
            holidays=calendar.holidays,
            version=int(marks["catalogue"]),
            special=calendar.special,
            breaks=calendar.breaks,
            counter_breaks=calendar.counter_breaks,
        )

    def _officers(self) -> Mapping[str, OfficerFace]:
        if self._withheld is not None:
            return self._withheld
        rows = self._db.execute("SELECT code, record FROM officers ORDER BY position")
        return {code: records.officer_of(text) for code, text in rows}

    def save_catalogue(self, catalogue: Catalogue) -> None:
        """Save a whole new set-up (a new office)."""
        self.set_mark("face", records.face_record(catalogue.face))
        self.set_mark("rules", records.rules_record(catalogue.rules))
        self.save_calendar(catalogue.calendar)
        for service in catalogue.services.values():
            self.save_service(service)
        for counter in catalogue.counters.values():
            self.save_counter(counter)
        for officer in catalogue.officers.values():
            self.save_officer(officer)
        self.set_mark("catalogue", str(catalogue.version))

    def save_calendar(self, calendar: OfficeCalendar) -> None:
        """Save holidays, special hours and breaks."""
        self.set_mark("holidays", records.calendar_record(calendar))

    def save_service(self, service: Service) -> None:
        """Save a service, new or changed."""
        self._memo.forget()
        self._db.execute(
            "INSERT INTO services (code, position, record) VALUES (?, (SELECT count(*) FROM services), ?) "
            "ON CONFLICT (code) DO UPDATE SET record = excluded.record",
            (service.code, records.service_record(service)),
        )

    def save_counter(self, counter: CounterFace) -> None:
        """Save a counter, new or changed."""
        self._memo.forget()
        self._db.execute(
            "INSERT INTO counters (number, record) VALUES (?, ?) "
            "ON CONFLICT (number) DO UPDATE SET record = excluded.record",
            (counter.number, records.counter_record(counter)),
        )

    def save_rules(self, rules: OfficeRules) -> None:
        """Save the office's own choices."""
        self.set_mark("rules", records.rules_record(rules))

    def save_officer(self, officer: OfficerFace) -> None:
        """Save an officer, new or changed."""
        self._memo.forget()
        self._db.execute(
            "INSERT INTO officers (code, position, record) VALUES (?, (SELECT count(*) FROM officers), ?) "
            "ON CONFLICT (code) DO UPDATE SET record = excluded.record",
            (officer.code, records.officer_record(officer)),
        )

    # --- days --------------------------------------------------------------------------------------------------

    def day(self, day: date) -> DayRow | None:
        """Give an office day, None when it was never opened."""
        days = self._memo.days
        if day not in days:
            row = self._db.execute(f"SELECT {_DAY} FROM days WHERE day = ?", (day.isoformat(),)).fetchone()
            days[day] = self._day_of(row) if row else None
        return days[day]

    def unclosed_day(self) -> DayRow | None:
        """Give the office day that was opened and not closed yet; there is one at most."""
        if self._memo.unclosed is None:
            self._memo.unclosed = tuple(self._day_of(row) for row in self._db.execute(_UNCLOSED))
        return self._memo.unclosed[0] if self._memo.unclosed else None

    def days(self) -> list[DayRow]:
        """Give all office days, oldest first."""
        rows = self._db.execute(f"SELECT {_DAY} FROM days ORDER BY day")
        return [self._day_of(row) for row in rows]

    def add_day(self, day: date, now: datetime, first_seq: int, *, always_open: bool) -> None:
        """Open an office day; `first_seq` is the fact that tells it."""
        self._memo.forget()
        self._db.execute(
            "INSERT INTO days (day, opened_at, first_seq, always_open) VALUES (?, ?, ?, ?)",
            (day.isoformat(), stamp(now), first_seq, int(always_open)),
        )

    def set_day(self, day: date, *, closed_at: datetime | None, always_open: bool) -> None:
        """Change whether an office day is closed and whether its hours count."""
        self._memo.forget()
        self._db.execute(
            "UPDATE days SET closed_at = ?, always_open = ? WHERE day = ?",
            (stamp(closed_at) if closed_at else None, int(always_open), day.isoformat()),
        )

    def end_day(self, day: date, closed_at: datetime) -> None:
        """Close an office day; what else was decided about it stays."""
        self._memo.forget()
        self._db.execute("UPDATE days SET closed_at = ? WHERE day = ?", (stamp(closed_at), day.isoformat()))

    def set_clock(self, day: date, *, was: datetime, clock_day: date) -> None:
        """Remember that the clock was set back from `was` during an office day and shows `clock_day` since."""
        self._memo.forget()
        self._db.execute(
            "UPDATE days SET clock_day = ?, clock_was = CASE WHEN clock_was > ? THEN clock_was ELSE ? END "
            "WHERE day = ?",
            (clock_day.isoformat(), stamp(was), stamp(was), day.isoformat()),
        )

    @staticmethod
    def _day_of(row: tuple[str, str, int, int, str | None, str | None, str | None]) -> DayRow:
        day, opened, first_seq, always_open, closed, clock_was, clock_day = row
        return DayRow(
            date.fromisoformat(day), moment(opened), first_seq, bool(always_open), moment(closed) if closed else None,
            moment(clock_was) if clock_was else None, date.fromisoformat(clock_day) if clock_day else None,
        )  # fmt: skip

    # --- duties ------------------------------------------------------------------------------------------------

    def duties(self) -> list[Duty]:
        """Give who is signed in where."""
        rows = self._db.execute(
            "SELECT counter, officer, signed_in_at, break_since FROM duties WHERE signed_out_at IS NULL "
            "ORDER BY counter"
        )
        return [self._duty_of(row) for row in rows]

    def duty_at(self, counter: int) -> Duty | None:
        """Give who is signed in at a counter."""
        duties = self._memo.duties
        if counter not in duties:
            row = self._db.execute(_DUTY_AT, (counter,)).fetchone()
            duties[counter] = self._duty_of(row) if row else None
        return duties[counter]

    def duties_of(self, first: datetime, last: datetime) -> list[tuple[Duty, datetime | None]]:
        """Give all duties that overlap a span, each with its end (None when it goes on)."""
        rows = self._db.execute(
            "SELECT counter, officer, signed_in_at, break_since, signed_out_at FROM duties "
            "WHERE signed_in_at < ? AND (signed_out_at IS NULL OR signed_out_at >= ?) ORDER BY counter, signed_in_at",
            (stamp(last), stamp(first)),
        )
        return [(self._duty_of(row[:4]), moment(row[4]) if row[4] else None) for row in rows]

    def add_duty(self, counter: int, officer: str, now: datetime) -> None:
        """Sign an officer in."""
        self._memo.forget()
        self._db.execute(
            "INSERT INTO duties (counter, officer, signed_in_at) VALUES (?, ?, ?)", (counter, officer, stamp(now))
        )

    def end_duty(self, counter: int, now: datetime) -> None:
        """Sign the officer of a counter out."""
        self._memo.forget()
        self._db.execute(
            "UPDATE duties SET signed_out_at = ?, break_since = NULL WHERE counter = ? AND signed_out_at IS NULL",
            (stamp(now), counter),
        )

    def set_break(self, counter: int, since: datetime | None) -> None:
        """Begin (an instant) or end (None) the break of a counter's officer."""
        self._memo.forget()
        self._db.execute(
            "UPDATE duties SET break_since = ? WHERE counter = ? AND signed_out_at IS NULL",
            (stamp(since) if since else None, counter),
        )

    @staticmethod
    def _duty_of(row: tuple[int, str, str, str | None]) -> Duty:
        counter, officer, since, break_since = row
        return Duty(counter, officer, moment(since), moment(break_since) if break_since else None)

    # --- displays ----------------------------------------------------------------------------------------------

    def display(self, name: str) -> DisplayRow | None:
        """Give a hall display's place in the journal."""
        row = self._db.execute(
            "SELECT name, shown_seq, spoken_seq, seen_at FROM displays WHERE name = ?", (name,)
        ).fetchone()
        return DisplayRow(row[0], row[1], row[2], moment(row[3])) if row else None

    def displays(self) -> list[DisplayRow]:
        """Give all hall displays ever seen."""
        rows = self._db.execute("SELECT name, shown_seq, spoken_seq, seen_at FROM displays ORDER BY name")
        return [DisplayRow(row[0], row[1], row[2], moment(row[3])) for row in rows]

    def save_display(self, name: str, shown_seq: int, spoken_seq: int, now: datetime) -> None:
        """Save a hall display's place in the journal."""
        self._db.execute(
            "INSERT INTO displays (name, shown_seq, spoken_seq, seen_at) VALUES (?, ?, ?, ?) ON CONFLICT (name) "
            "DO UPDATE SET shown_seq = excluded.shown_seq, spoken_seq = excluded.spoken_seq, "
            "seen_at = excluded.seen_at",
            (name, shown_seq, spoken_seq, stamp(now)),
        )
