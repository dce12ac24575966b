"""Ready, immutable pictures for the screens: what a station draws, and nothing it has to work out.

Times are aware datetimes in the office's own zone, ready to be formatted. `boards.py` computes the pictures; a screen
asks for a new one when the feed moves, and keeps no second truth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from loket.model.calendar import WeekHours
from loket.model.counter import CounterFace, OfficerFace
from loket.model.office import OfficeFace
from loket.model.service import Requirement, ServiceFace, WaitRange
from loket.model.wording import Wording

_NO_PAPER = frozenset({"none", "out", "cover", "offline"})

__all__ = [
    "Colleague",
    "CounterBoard",
    "CounterFace",
    "CurrentVisit",
    "HallBoard",
    "HallCall",
    "HallCounter",
    "HallService",
    "KioskBoard",
    "KioskTile",
    "OfficeFace",
    "OfficerFace",
    "Onward",
    "PrinterFace",
    "QueueEntry",
    "Requirement",
    "ServiceFace",
    "SignInBoard",
    "SignInCounter",
    "TakenTicket",
    "TransferTarget",
    "UndoOffer",
    "WaitRange",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class KioskTile:
    """One service on the kiosk.

    `state` is "open", "full" (its quota is used up), "late" (who comes now would not be served before closing),
    "later" (opens later today) or "closed"; for "full" and "late" `opens_at` is the next opening after today.
    """

    service: ServiceFace
    waiting: int
    told: WaitRange | None
    state: str = "open"
    opens_at: datetime | None = None
    reason: Wording = field(default_factory=lambda: Wording(""))
    told_urgent: WaitRange | None = None
    """What a priority visitor is told."""
    books: bool = False
    """Whether the service takes appointments; which slots are free is asked when somebody wants one."""


@dataclass(frozen=True, slots=True)
class PrinterFace:
    """What is known of the printer: "ready", "low", "out", "cover", "offline", "unknown" or "none"."""

    state: str
    name: str = ""
    spare: str = ""
    """The printer that prints its slips while it cannot; empty when none does."""
    left: int = 0
    """How many more slips its roll gives, by estimate."""

    @property
    def prints(self) -> bool:
        """Tell whether paper comes out somewhere now."""
        return self.state not in _NO_PAPER or bool(self.spare)


@dataclass(frozen=True, slots=True)
class HallCall:
    """One call as the hall shows and speaks it. `seq` is its fact in the journal: the hall's place in the feed."""

    seq: int
    visit: str
    number: str
    counter: int
    counter_name: Wording
    """The words for the counter, e.g. "Loket 3" or "Ruang Konsultasi 1"."""
    plate: str
    """What stands on the counter plate, e.g. "3" or "K1"."""
    service: str
    called_at: datetime
    recall: bool = False
    direction: str = ""
    """Where the counter lies seen from the display: an arrow name such as "east", or empty."""
    where: Wording = field(default_factory=lambda: Wording(""))
    language: str = "id"
    ordinal_call: int = 1
    """1 for the first call, 2 for the second …"""
    reason: str = ""
    """Why this visitor: a key of `loket.model.queue.REASONS`."""


@dataclass(frozen=True, slots=True)
class KioskBoard:
    """Everything the kiosk draws."""

    office: OfficeFace
    day: date
    tiles: tuple[KioskTile, ...]
    open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    holiday: str
    calling: tuple[HallCall, ...]
    printer: PrinterFace
    seq: int
    ended: bool = False
    """True when the day was closed by the office (berita acara made): no more numbers today."""
    hours: WeekHours = field(default_factory=WeekHours.never)
    """When numbers are given for at least one service, holidays not considered."""
    groups: tuple[str, ...] = ()
    """The priority groups of the office, as codes: those of the law, then its own."""


@dataclass(frozen=True, slots=True)
class TakenTicket:
    """A ticket that is saved. It is a number already; paper is another matter."""

    visit: str
    number: str
    service: ServiceFace
    day: date
    taken_at: datetime
    ahead: int
    """Who has an earlier place in the line of this service; the counters may serve other lines too."""
    told: WaitRange | None
    print_job: int | None
    """The print job's id; None when the office has no printer."""
    priority: str | None
    code: str
    """Five characters by which the ticket can be looked up."""
    missing: tuple[Wording, ...] = ()
    language: str = "id"
    not_before: datetime | None = None
    """Local time of the earliest call where that is still to come: an appointment, checked in early."""


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """One visitor in a counter's list (queue, parked or missed)."""

    visit: str
    number: str
    service: str
    service_name: Wording
    hue: str
    waited_s: int
    """Seconds since the visitor's first arrival."""
    wait_minutes: int
    """The promised longest wait of the service."""
    priority: bool = False
    from_counter: int | None = None
    """The counter that transferred or parked the visitor."""
    calls: int = 0
    since: datetime | None = None
    """When it was parked or missed."""
    note: str = ""
    without_paper: bool = False
    """The ticket did not come out, though the office has a printer."""
    group: str = ""
    """The priority group, empty for none."""
    told: WaitRange | None = None
    """The wait from now; None for whom no counter will call, and far back in a long line."""
    not_before: datetime | None = None
    """Nobody calls the visitor by the rule before this: an appointment, or skipped a moment ago."""
    to_counter: int | None = None
    """The counter on duty that alone calls the visitor by the rule, when it is meant for one."""
    postponed: int = 0
    """How often the visitor let others go first."""
    ping_pong: int = 0
    """How often the visitor was sent back to a counter already visited."""

    def callable_at(self, counter: int, now: datetime) -> bool:
        """Tell whether the rule may call the visitor at a counter now."""
        return (self.not_before is None or self.not_before <= now) and self.to_counter in (None, counter)


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a visitor goes on to by itself or was sent to."""

    service: str
    name: Wording
    counters: tuple[int, ...] = ()
    """The counters that would call the visitor there: those on duty, else all that serve it."""


@dataclass(frozen=True, slots=True)
class CurrentVisit:
    """The visitor at the counter now."""

    visit: str
    number: str
    service: ServiceFace
    state: str
    """"called" or "serving"."""
    waited_s: int
    priority: bool
    calls: int
    called_at: datetime
    last_called_at: datetime
    started_at: datetime | None
    from_counter: int | None = None
    missing: tuple[Wording, ...] = ()
    """Requirements the visitor marked as not brought."""
    shown_on: int = 0
    """How many hall displays have shown the last call."""
    spoken: bool = False
    note: str = ""
    without_paper: bool = False
    """The ticket did not come out, though the office has a printer."""
    ping_pong: int = 0
    """How often the visitor was sent back to a counter already visited."""
    stops: tuple[Wording, ...] = ()
    """The services that follow by themselves when this one is finished."""
    onward: Onward | None = None
    """The first of them, None when the visit ends here."""
    reason: str = ""
    """Why this visitor was called: a key of `loket.model.queue.REASONS`."""
    because: str = ""
    """What the officer said when the number was chosen out of turn."""


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """The last act of this counter that can still be taken back."""

    act: str
    number: str
    until: datetime
    onward: Onward | None = None
    """Where the act has sent the visitor, if it has."""


@dataclass(frozen=True, slots=True)
class TransferTarget:
    """A service a visitor can be transferred to."""

    service: ServiceFace
    waiting: int
    counters: tuple[int, ...]
    """Counters with an officer that serve it now."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Another counter with an officer, to whom a visitor can be sent."""

    counter: CounterFace
    officer: OfficerFace


@dataclass(frozen=True, slots=True)
class CounterBoard:
    """Everything a counter officer sees. `state`: "signed_out", "ready", "calling", "serving" or "break"."""

    office: OfficeFace
    counter: CounterFace
    officer: OfficerFace | None
    state: str
    current: CurrentVisit | None
    queue: tuple[QueueEntry, ...]
    """Waiting, in the order in which they would be called; the first is the next."""
    parked: tuple[QueueEntry, ...]
    missed: tuple[QueueEntry, ...]
    average_wait_s: int | None
    wait_minutes: int
    served_today: int
    undo: UndoOffer | None
    call_limit: int
    targets: tuple[TransferTarget, ...]
    printer: PrinterFace
    """The printer that needs somebody most; the tickets' own when all are well."""
    displays: int
    """How many hall displays are alive."""
    break_since: datetime | None
    now: datetime
    seq: int
    without_paper: int = 0
    """Visitors in the whole office whose ticket did not come out."""
    groups: tuple[str, ...] = ()
    """The priority groups of the office."""
    colleagues: tuple[Colleague, ...] = ()
    """The other counters with an officer."""

    @property
    def next(self) -> QueueEntry | None:
        """The visitor whom the next press calls; None when nobody may be called now."""
        first = self.queue[0] if self.queue else None
        return first if first and first.callable_at(self.counter.number, self.now) else None


@dataclass(frozen=True, slots=True)
class SignInCounter:
    """A counter on the sign-in screen and who holds it."""

    counter: CounterFace
    officer: OfficerFace | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class SignInBoard:
    """Who may sign in where."""

    office: OfficeFace
    officers: tuple[OfficerFace, ...]
    counters: tuple[SignInCounter, ...]
    waiting: int
    now: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class HallService:
    """One row of the hall's waiting table."""

    code: str
    name: Wording
    hue: str
    waiting: int
    told: WaitRange | None


@dataclass(frozen=True, slots=True)
class HallCounter:
    """One counter in the hall's grid. `state`: "calling", "serving", "ready", "break", "closed"."""

    counter: CounterFace
    state: str
    number: str = ""
    service: str = ""
    hue: str = ""


@dataclass(frozen=True, slots=True)
class HallBoard:
    """Everything the hall display draws."""

    office: OfficeFace
    last: tuple[HallCall, ...]
    """The last calls already shown by this display, newest first, one line per visit and counter."""
    pending: tuple[HallCall, ...]
    """Calls since the last one this display has shown, oldest first: show each, in order."""
    live: frozenset[int]
    """`seq` of the calls whose visitor is still being called."""
    services: tuple[HallService, ...]
    counters: tuple[HallCounter, ...]
    missed: tuple[str, ...]
    messages: tuple[Wording, ...]
    open: bool
    opens_at: datetime | None
    holiday: str
    day: date
    seq: int
    unspoken: tuple[HallCall, ...] = ()
    """Calls shown before a restart but never spoken to the end, oldest first."""
    hours: WeekHours = field(default_factory=WeekHours.never)
    """When numbers are given for at least one service, holidays not considered."""
