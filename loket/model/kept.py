"""What is kept about office days, hall displays and print jobs, as the acts read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from loket.model.slip import SlipKind


@dataclass(frozen=True, slots=True)
class DayRow:
    """An office day. `always_open` means that the office opened it outside its hours.

    Once the clock was set back during the day, `clock_was` is the latest instant before that and `clock_day` the office
    day that the clock shows since; the day goes on until that one is over.
    """

    day: date
    opened_at: datetime
    first_seq: int
    always_open: bool
    closed_at: datetime | None
    clock_was: datetime | None = None
    clock_day: date | None = None


@dataclass(frozen=True, slots=True)
class DisplayRow:
    """A hall display's place in the journal: the last call it has shown and the last it has spoken."""

    name: str
    shown_seq: int
    spoken_seq: int
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class JobRow:
    """A slip to be printed: whose, how many people were ahead, how far it has come.

    `id` is the seq of the fact that ordered it.
    """

    id: int
    visit: str | None
    number: str
    copy: int
    ahead: int
    state: str
    printer: str | None
    """Who has taken it up, or printed it; None while it waits."""
    attempts: int
    created_at: datetime
    kind: SlipKind = SlipKind.TICKET
    wanted: str | None = None
    """The printer that was asked for."""
    why: str = ""
    """Why the number of a ticket that is printed again has not been called yet."""


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One try to print a job, as it was written down; see `loket.model.slip.Attempt`."""

    job: int
    printer: str
    at: datetime
    outcome: str
    reason: str
    took_ms: int
