"""The day in figures: what the day report says, ready and immutable.

Definitions, the same for every report (seconds; a clock set back turns no time negative):

- A *stage* is one leg of a visit: a stop at one service. A transfer makes two stages of one visit.
- **Wait** of a stage: from its beginning (ticket taken, or transfer) to the first call. A recall, a return after
  "tidak hadir" or after being set aside does not change it. A stage that was never called has no wait.
- **Way**: from the last call to the start of serving.
- **Service**: all time between start and finish, transfer or being set aside; the time set aside does not count.
  A stage that the closing of the day ended has no service time: nobody knows when it was over.
- **Served** visitors are those whose visit was finished; served stages are those finished, or transferred after
  serving had begun.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from loket.model.office import OfficeFace
from loket.model.promise import Promise
from loket.model.service import ServiceFace
from loket.model.spread import Share, Spread
from loket.model.visit import State
from loket.model.wording import Wording


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """One service: stages that began, stages served, and how waits and services lie against its standards."""

    service: ServiceFace
    arrived: int
    served: int
    wait: Spread | None
    wait_kept: Share | None
    """Waits within the service's promised wait; None without a promise or without a wait."""
    serving: Spread | None
    serving_kept: Share | None
    """Services within the service's own standard time."""


@dataclass(frozen=True, slots=True)
class HourFigures:
    """One hour of the day: tickets taken in it, and the mean wait of the stages that began in it."""

    hour: int
    arrivals: int
    wait_s: float | None


@dataclass(frozen=True, slots=True)
class CounterFigures:
    """One counter: stages served there and their mean service time."""

    number: int
    name: Wording
    plate: str
    served: int
    serving_s: float | None


@dataclass(frozen=True, slots=True)
class LetterNumbers:
    """The numbers of one letter as the journal tells them; `gaps` and `doubles` must be empty."""

    letter: str
    name: Wording
    first: str
    last: str
    issued: int
    gaps: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unserved:
    """A number that was not served: why, since when, called how often."""

    number: str
    service: str
    state: State
    taken_at: datetime
    since: datetime
    calls: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The equation of the day. `issued` comes from the journal, the rest from the visits: two witnesses."""

    issued: int
    served: int
    missed: int
    carried_over: int
    cancelled: int
    still_open: int = 0
    """Visits that still expect something; 0 once the day is closed."""

    @property
    def holds(self) -> bool:
        """Tell whether every issued number is accounted for."""
        return self.issued == self.served + self.missed + self.carried_over + self.cancelled + self.still_open


@dataclass(frozen=True, slots=True)
class Seal:
    """The day's place in the journal: first and last fact, and the hash of the last.

    The last fact of a closed day is its (last) closing; what is told afterwards belongs to nobody's day.
    """

    first_seq: int
    last_seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class PriorityFigures:
    """Visitors with priority and how long they and the others waited."""

    visits: int
    wait_s: float | None
    others_wait_s: float | None


@dataclass(frozen=True, slots=True)
class WaitOverruns:
    """Note: a service whose promised wait was passed, between which hours, and the longest."""

    letter: str
    name: Wording
    count: int
    first: datetime
    last: datetime
    number: str
    longest_s: float
    standard_min: int


@dataclass(frozen=True, slots=True)
class LongServing:
    """Note: the service that passed its standard furthest."""

    number: str
    counter: Wording
    seconds: float
    standard_min: int
    count: int
    """How many services passed their standard."""


@dataclass(frozen=True, slots=True)
class PrinterTrouble:
    """Note: slips that a printer could not print at first, and how many came out later."""

    printer: str
    first: datetime
    slips: int
    printed_later: int


@dataclass(frozen=True, slots=True)
class HallAnswers:
    """Note: calls, how many a hall display showed, and how many the voice could not speak."""

    calls: int
    shown: int
    unspoken: int


@dataclass(frozen=True, slots=True)
class ClockSetBack:
    """Note: the clock was set back."""

    before: datetime
    after: datetime


@dataclass(frozen=True, slots=True)
class ClosedByItself:
    """Note: nobody closed the day; the next day's first act did. `serving` stages were ended by it."""

    at: datetime
    serving: int


@dataclass(frozen=True, slots=True)
class ActsUndone:
    """Note: acts that officers took back."""

    count: int


@dataclass(frozen=True, slots=True)
class SlipsReprinted:
    """Note: tickets printed once more."""

    count: int


Note = (
    WaitOverruns | LongServing | PrinterTrouble | HallAnswers | ClockSetBack | ClosedByItself | ActsUndone
    | SlipsReprinted
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DayReport:
    """Everything the day report says. Times are aware and in the office's zone."""

    office: OfficeFace
    day: date
    made_at: datetime
    hours: tuple[time, time] | None
    """First opening and last closing by the services' hours; None on a day without hours."""
    opened_at: datetime | None
    closed_at: datetime | None
    counters_used: int
    counters_all: int
    balance: Balance
    served_week_before: int | None
    """Served on the same weekday a week ago; None when the office was not open then."""
    wait: Spread | None
    wait_kept: Share | None
    serving: Spread | None
    serving_kept: Share | None
    way: Spread | None
    services: tuple[ServiceFigures, ...]
    by_hour: tuple[HourFigures, ...]
    counters: tuple[CounterFigures, ...]
    letters: tuple[LetterNumbers, ...]
    strays: tuple[str, ...]
    """Numbers that only the journal or only the visits know; must be empty."""
    unserved: tuple[Unserved, ...]
    transfers: int
    recalls: int
    closed_serving: tuple[str, ...]
    """Numbers whose service the closing of the day ended: marked, and kept out of the service times."""
    priority: PriorityFigures
    promise: Promise | None
    notes: tuple[Note, ...]
    seal: Seal | None
    sent_back: tuple[tuple[str, int], ...] = ()
    """Visitors who came back to a counter already visited, by number, and how often."""

    @property
    def code(self) -> str:
        """Give the report's code, e.g. "LH-20251118-7C1E": the day and the beginning of its seal."""
        return f"LH-{self.day:%Y%m%d}-{self.seal.hash[:4].upper() if self.seal else '0000'}"
