"""A day told in memory for report tests: the moves of the model, facts chained as the journal chains them, no file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from loket.model.catalogue import Catalogue
from loket.model.counter import Duty
from loket.model.events import FIRST_PREV, Fact, Kind, chain_hash
from loket.model.moves import arrived, move, opened
from loket.model.numbering import printed_number
from loket.model.visit import OPEN_STATES, Act, Leg, State, Visit
from loket.office.reports import DayRecord, DayReport, day_figures
from tests.factories import MONDAY_NINE, a_catalogue

_KINDS = {
    Act.CALL: Kind.VISIT_CALLED, Act.RECALL: Kind.VISIT_RECALLED, Act.START: Kind.VISIT_STARTED,
    Act.FINISH: Kind.VISIT_FINISHED, Act.ABSENT: Kind.VISIT_ABSENT, Act.PARK: Kind.VISIT_PARKED,
    Act.TRANSFER: Kind.VISIT_TRANSFERRED, Act.RETURN: Kind.VISIT_RETURNED, Act.CANCEL: Kind.VISIT_CANCELLED,
    Act.CLOSE_DAY: Kind.VISIT_CLOSED, Act.SKIP: Kind.VISIT_SKIPPED, Act.POSTPONE: Kind.VISIT_POSTPONED,
}  # fmt: skip


@dataclass
class DayStory:
    """Tell a day: every word moves the clock not by itself; say `later`."""

    catalogue: Catalogue = field(default_factory=a_catalogue)
    now: datetime = MONDAY_NINE
    day: date = date(2026, 11, 23)
    visits: list[Visit] = field(default_factory=list)
    legs: dict[str, list[Leg]] = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)
    closed_at: datetime | None = None
    opened_at: datetime | None = None
    undone: dict[int, tuple[str, list[Leg]]] = field(default_factory=dict)

    def later(self, minutes: float) -> DayStory:
        self.now += timedelta(minutes=minutes)
        return self

    def tell(self, kind: Kind, visit: str | None = None, **data: object) -> int:
        prev = self.facts[-1].hash if self.facts else FIRST_PREV
        at = self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        number = next((each.number for each in self.visits if each.id == visit), None)
        fact = Fact(len(self.facts) + 11, at, kind, visit, number, data=data, prev=prev)
        self.facts.append(
            Fact(fact.seq, at, kind, visit, number, data=data, prev=prev, hash=chain_hash(prev, fact.body()))
        )
        return fact.seq

    def open(self) -> DayStory:
        self.opened_at = self.now
        self.tell(Kind.DAY_OPENED, day=self.day.isoformat(), always_open=False)
        return self

    def take(self, letter: str = "A", *, priority: str | None = None, told: tuple[int, int] | None = None) -> str:
        sequence = sum(visit.letter == letter for visit in self.visits) + 1
        identity = f"{letter}{sequence:031d}"
        visit = Visit(
            identity, self.day, letter, sequence, printed_number(letter, sequence), self.now, priority,
            told_low_s=told[0] if told else None, told_high_s=told[1] if told else None,
        )  # fmt: skip
        self.visits.append(visit)
        self.legs[identity] = [arrived(visit, letter, self.now)]
        self.tell(Kind.TICKET_TAKEN, identity, day=self.day.isoformat(), letter=letter, sequence=sequence)
        return identity

    def act(self, visit: str, act: Act, counter: int = 1) -> int:
        """Do an act to a visit's newest leg; gives the seq of its fact."""
        before = list(self.legs[visit])
        leg = before[-1]
        moved = move(leg, act, self.now, counter=counter if act is Act.CALL else None)
        self.legs[visit][-1] = moved
        seq = self.tell(_KINDS[act], visit, leg=leg.ordinal)
        self.undone[seq] = (visit, before)
        return seq

    def serve(self, visit: str, *, counter: int = 1, way: float = 1, minutes: float = 10) -> None:
        """Call, start after `way` minutes, finish after `minutes` more."""
        self.act(visit, Act.CALL, counter)
        self.later(way).act(visit, Act.START)
        self.later(minutes).act(visit, Act.FINISH)

    def transfer(self, visit: str, letter: str) -> None:
        self.act(visit, Act.TRANSFER)
        self.legs[visit].append(opened(self.legs[visit][-1], letter, self.now))

    def undo(self, seq: int) -> None:
        visit, before = self.undone[seq]
        self.legs[visit] = before
        self.tell(Kind.ACT_UNDONE, visit, undoes=seq)

    def close(self, *, by_itself: bool = False) -> DayStory:
        for visit, legs in self.legs.items():
            if legs[-1].state in OPEN_STATES and not (legs[-1].state is State.SERVING and not by_itself):
                self.act(visit, Act.CLOSE_DAY)
        self.tell(Kind.DAY_CLOSED, day=self.day.isoformat(), by_itself=by_itself)
        self.closed_at = self.now
        return self

    def report(self, **changes: object) -> DayReport:
        facts: dict[str, object] = {
            "day": self.day, "catalogue": self.catalogue, "now": self.now, "opened_at": self.opened_at,
            "closed_at": self.closed_at, "visits": self.visits, "facts": self.facts, "duties": self.duties,
            "legs": [leg for legs in self.legs.values() for leg in legs], **changes,
        }  # fmt: skip
        return day_figures(DayRecord(**facts))  # type: ignore[arg-type]
