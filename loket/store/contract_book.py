"""What one transaction promises: every row that acts read and write, whatever the engine.

The meaning of each call is documented where it is done (`loket.store.book_visits`, `book_journal`, `book_desk`,
`book_printing`, `book_lessons`); appointments are in `contract_appointments`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from loket.model.catalogue import Catalogue
from loket.model.counter import CounterFace, Duty, OfficerFace
from loket.model.events import Fact
from loket.model.kept import AttemptRow, DayRow, DisplayRow, JobRow
from loket.model.lesson import Lesson
from loket.model.office import OfficeRules
from loket.model.office_calendar import OfficeCalendar
from loket.model.printer import Attempt, PrinterProfile, PrinterRecord, Roll
from loket.model.service import Service
from loket.model.slip import SlipKind
from loket.model.visit import Leg, Visit
from loket.store.contract_appointments import AppointmentBook


class Book(AppointmentBook, Protocol):
    """One transaction."""

    def catalogue(self) -> Catalogue:
        """Give the office's set-up; raises Trouble when there is no office."""
        ...

    def last_fact(self) -> tuple[int, str, str]:
        """Give seq, instant (text) and hash of the newest fact; (0, "", 64 zeros) when there is none."""
        ...

    def append(
        self,
        kind: str,
        now: datetime,
        data: Mapping[str, Any],
        *,
        visit: str | None = None,
        number: str | None = None,
        counter: int | None = None,
        officer: str | None = None,
    ) -> int:
        """Append a fact to the journal and give its seq. `data` holds JSON values only."""
        ...

    def facts(self, since: int = 0, limit: int | None = None) -> Iterator[Fact]:
        """Give facts with seq > `since`, oldest first."""
        ...

    def facts_of_visit(self, visit: str, since: int) -> list[Fact]:
        """Give the facts of one visit after fact `since` (the day's first), oldest first."""
        ...

    def facts_of_kinds(self, kinds: Sequence[str], since: int) -> list[Fact]:
        """Give the facts of some kinds with seq > `since`, oldest first, without their links of the chain."""
        ...

    def newest_calls(self, first: int, last: int, limit: int) -> list[Fact]:
        """Give the newest calls and recalls with first ≤ seq ≤ last, newest first, without their links of the chain."""
        ...

    def last_call(self, visit: str, since: int) -> int | None:
        """Give the seq of the newest call or recall of a visit, not older than fact `since`."""
        ...

    def facts_of_counter(self, counter: int, since: int, limit: int) -> list[Fact]:
        """Give the newest facts about visits at a counter, not older than fact `since`, newest first."""
        ...

    def facts_of_day(self, day: date) -> list[Fact]:
        """Give all facts from the opening of an office day up to the opening of the next."""
        ...

    def last_sequence(self, day: date, letter: str) -> int:
        """Give the last number taken of a letter, 0 when none was."""
        ...

    def add_ticket(self, visit: Visit, leg: Leg, missing: Sequence[str], job: int) -> None:
        """Save a new visit with its first leg, what the visitor has not brought and the fact that orders its slip."""
        ...

    def add_leg(self, leg: Leg) -> None:
        """Save a further leg of a visit."""
        ...

    def change_leg(self, leg: Leg) -> None:
        """Save what an act changed in a leg."""
        ...

    def postpone_leg(self, leg: Leg) -> None:
        """Save that a visitor lets others go first: the new key and how often that was."""
        ...

    def end_leg(self, leg: Leg) -> None:
        """Save that the closing of the day ended a leg: its state and when."""
        ...

    def remove_leg(self, leg: Leg) -> None:
        """Take back a leg that an undone transfer had opened; its facts stay in the journal."""
        ...

    def heads(
        self, day: date, services: Sequence[str], now: datetime, counter: int, officer: str | None = None
    ) -> list[Leg]:
        """Give the first leg of every service's line that may be called now by an officer at a counter."""
        ...

    def urgent(
        self, day: date, heads: Sequence[Leg], now: datetime, counter: int, officer: str | None = None
    ) -> list[Leg]:
        """Give the first priority visitor's leg of the line of each head who does not yield to it; see `heads`."""
        ...

    def waiting_behind(self, day: date, service: str, leg: Leg | None, most: int) -> list[Leg]:
        """Give the first `most` waiting legs of a line behind `leg`, in order; from its head without one."""
        ...

    def since_early(self, day: date) -> dict[str, int]:
        """Give every line's calls since its last early one on a day; a line without a call today is not named."""
        ...

    def set_since_early(self, day: date, service: str, since: int) -> None:
        """Save a line's calls since its last early one."""
        ...

    def carried_over(self, day: date) -> list[tuple[Leg, str | None]]:
        """Give the legs of a day that were carried over, in order, each with the visit that continues it, if any."""
        ...

    def set_continued(self, leg: Leg, visit: str | None) -> None:
        """Save which visit of a later day continues a leg that was carried over, None for no one any more."""
        ...

    def set_priority(self, leg: Leg) -> None:
        """Save a leg's priority group."""
        ...

    def cancelled_unserved(self, day: date, letter: str) -> int:
        """Count the numbers of a letter that were cancelled before anybody was served with them."""
        ...

    def last_and_ahead(self, day: date, letter: str) -> tuple[int, int]:
        """Give the last number taken of a letter, and how many wait for its service."""
        ...

    def at_counter(self, day: date, counter: int) -> Leg | None:
        """Give the leg that is called or served at a counter."""
        ...

    def open_legs(self, day: date) -> list[Leg]:
        """Give all open legs of a day in order of their keys."""
        ...

    def last_leg(self, visit: str) -> Leg | None:
        """Give the newest leg of a visit."""
        ...

    def legs_of_visit(self, visit: str) -> list[Leg]:
        """Give all legs of a visit in order."""
        ...

    def visit(self, visit: str) -> Visit | None:
        """Give a visit by its identity, found through its first leg."""
        ...

    def visit_by_number(self, day: date, number: str) -> Visit | None:
        """Give the visit of a printed number on a day."""
        ...

    def missing_of(self, visit: str) -> tuple[str, ...]:
        """Give the requirements a visitor has marked as not brought."""
        ...

    def job_of_visit(self, visit: str) -> int | None:
        """Give the newest print job of a visit's ticket."""
        ...

    def set_job_of_visit(self, visit: str, job: int) -> None:
        """Save which job prints a visit's ticket now."""
        ...

    def visits_of(self, day: date) -> list[Visit]:
        """Give all visits of a day by letter and number."""
        ...

    def legs_of(self, day: date) -> list[Leg]:
        """Give all legs of a day's visits."""
        ...

    def state_counts(self, day: date) -> dict[tuple[str, str], int]:
        """Count the legs of a day by (service, state)."""
        ...

    def visit_counts(self) -> dict[date, int]:
        """Count the visits of every day, for `loket verify`."""
        ...

    def leg_count(self) -> int:
        """Count all legs ever, for `loket verify`."""
        ...

    def recent_waits(self, day: date, services: Sequence[str]) -> list[tuple[str, datetime, datetime]]:
        """Give (service, opened, called) of the legs of a day that were called, for averages."""
        ...

    def lessons(self, day: date, letter: str, most: int) -> list[Lesson]:
        """Give what the newest `most` called visitors of a letter on a day teach, newest number first."""
        ...

    def lessons_since(self, day: date, since: datetime) -> list[Lesson]:
        """Give what the legs of a day teach that were called at some time and whose state has changed after `since`."""
        ...

    def served_count(self, day: date, counter: int) -> int:
        """Count the legs finished at a counter on a day."""
        ...

    def mark(self, name: str) -> str | None:
        """Give a named value of the office, None when it was never set."""
        ...

    def set_mark(self, name: str, value: str) -> None:
        """Set a named value of the office."""
        ...

    def catalogue_version(self) -> int:
        """Give the number of changes of the set-up so far, 0 when there is no office yet."""
        ...

    def load_catalogue(self) -> Catalogue:
        """Read the whole set-up; raises KeyError when there is no office."""
        ...

    def save_catalogue(self, catalogue: Catalogue) -> None:
        """Save a whole new set-up (a new office)."""
        ...

    def save_calendar(self, calendar: OfficeCalendar) -> None:
        """Save holidays, special hours and breaks."""
        ...

    def save_service(self, service: Service) -> None:
        """Save a service, new or changed."""
        ...

    def save_counter(self, counter: CounterFace) -> None:
        """Save a counter, new or changed."""
        ...

    def save_rules(self, rules: OfficeRules) -> None:
        """Save the office's own choices."""
        ...

    def save_officer(self, officer: OfficerFace) -> None:
        """Save an officer, new or changed."""
        ...

    def day(self, day: date) -> DayRow | None:
        """Give an office day, None when it was never opened."""
        ...

    def unclosed_day(self) -> DayRow | None:
        """Give the office day that was opened and not closed yet; there is one at most."""
        ...

    def days(self) -> list[DayRow]:
        """Give all office days, oldest first."""
        ...

    def add_day(self, day: date, now: datetime, first_seq: int, *, always_open: bool) -> None:
        """Open an office day; `first_seq` is the fact that tells it."""
        ...

    def set_day(self, day: date, *, closed_at: datetime | None, always_open: bool) -> None:
        """Change whether an office day is closed and whether its hours count."""
        ...

    def end_day(self, day: date, closed_at: datetime) -> None:
        """Close an office day."""
        ...

    def set_clock(self, day: date, *, was: datetime, clock_day: date) -> None:
        """Remember that the clock was set back from `was` during an office day and shows `clock_day` since."""
        ...

    def duties(self) -> list[Duty]:
        """Give who is signed in where."""
        ...

    def duty_at(self, counter: int) -> Duty | None:
        """Give who is signed in at a counter."""
        ...

    def duties_of(self, first: datetime, last: datetime) -> list[tuple[Duty, datetime | None]]:
        """Give all duties that overlap a span, each with its end (None when it goes on)."""
        ...

    def add_duty(self, counter: int, officer: str, now: datetime) -> None:
        """Sign an officer in."""
        ...

    def end_duty(self, counter: int, now: datetime) -> None:
        """Sign the officer of a counter out."""
        ...

    def set_break(self, counter: int, since: datetime | None) -> None:
        """Begin (an instant) or end (None) the break of a counter's officer."""
        ...

    def display(self, name: str) -> DisplayRow | None:
        """Give a hall display's place in the journal."""
        ...

    def displays(self) -> list[DisplayRow]:
        """Give all hall displays ever seen."""
        ...

    def save_display(self, name: str, shown_seq: int, spoken_seq: int, now: datetime) -> None:
        """Save a hall display's place in the journal."""
        ...

    def printers(self) -> list[PrinterRecord]:
        """Give all printers; the first is the office's default."""
        ...

    def save_printer(self, printer: PrinterRecord) -> None:
        """Save a printer, new or changed."""
        ...

    def set_printer_state(self, name: str, state: str, roll: Roll) -> None:
        """Save what the last contact with a printer showed, and how far its paper has come."""
        ...

    def set_profile(self, name: str, profile: PrinterProfile) -> None:
        """Save what is known of a printer."""
        ...

    def remove_printer(self, name: str) -> None:
        """Forget a printer."""
        ...

    def open_jobs(self, limit: int, since: int = 0) -> list[JobRow]:
        """Give the first `limit` jobs with id ≥ `since` that are not on paper yet, oldest first."""
        ...

    def newest_open_jobs(self, limit: int) -> list[JobRow]:
        """Give the newest `limit` jobs that are not on paper yet, newest first."""
        ...

    def taken_up_jobs(self, limit: int, since: int) -> list[JobRow]:
        """Give the newest `limit` jobs with id > `since` that a printer took up, or that were set aside."""
        ...

    def tickets_without_paper(self, day: date) -> list[JobRow]:
        """Give the newest ticket slip of every visit with an open leg on a day that is not on paper."""
        ...

    def raise_print_floor(self) -> None:
        """Remember before which fact no job is open, so that finished slips are not looked at again."""
        ...

    def job(self, job: int) -> JobRow | None:
        """Give one job."""
        ...

    def set_job(
        self, job: int, state: str, printer: str | None, attempts: int, copy: int, done_at: datetime | None
    ) -> None:
        """Save how far a job has come."""
        ...

    def add_attempt(self, job: int, printer: str, now: datetime, attempt: Attempt) -> None:
        """Save one try to print a job."""
        ...

    def attempts(self, job: int) -> list[AttemptRow]:
        """Give every try of a job, oldest first."""
        ...

    def add_slip(self, job: int, kind: SlipKind, content: Mapping[str, Any]) -> None:
        """Keep the words of a slip that is no queue ticket; `content` holds JSON values."""
        ...

    def slip(self, job: int) -> dict[str, Any] | None:
        """Give the words of a slip that is no queue ticket."""
        ...

    def keep_paper(self, job: int, copy: int, printer: str, width_dots: int, data: bytes) -> None:
        """Keep the bytes that were sent for a slip; only those of the newest jobs stay."""
        ...

    def paper(self, job: int) -> tuple[int, bytes] | None:
        """Give width and bytes of the newest paper of a job, None when they are not kept (any more)."""
        ...
