"""Care for the office's memory: prove the journal, compare it with the tables, make a backup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

from loket.model.events import FIRST_PREV, Fact, Kind
from loket.model.replay import Replay
from loket.model.visit import AT_COUNTER, Leg, Visit
from loket.office.appointment_proof import AppointmentProof
from loket.office.context import Office
from loket.office.line_proof import LineProof
from loket.store.contract import Book, Tell


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: the number of facts and visits read, and every violation, one sentence each."""

    facts: int
    visits: int
    violations: tuple[str, ...]


def verify(office: Office) -> Verdict:
    """Replay the whole journal against the state tables and name everything that does not hold.

    Checked: the file itself; numbers and hashes of the chain; every step against the lifecycle; numbers without gap or
    repeat; one visitor per counter; calls shown and spoken in order; every visit, leg, line, appointment, day and
    duty row equal to what the facts say. Sentences are technical and in English: they are for whoever repairs. Memory
    is that of one day: a day's visits are compared when the next one opens.
    """
    with office.store.reading() as book:
        proof = _Proof(book, list(office.store.integrity()), lines=LineProof.of(book))
        for fact in _chained(book, proof.violations):
            proof.tell(fact)
        proof.compare()
        return Verdict(proof.facts, proof.told_visits.total(), tuple(proof.violations))


def backup(office: Office, folder: Path, tell: Tell | None = None) -> Path:
    """Copy the office's memory into `folder`; gives the copy's path. `tell` hears how far it has come."""
    return office.store.backup(folder, "cadangan", tell)


def _chained(book: Book, violations: list[str]) -> Iterator[Fact]:
    """Give the facts that can be read; a fact out of the chain is a violation."""
    prev, seq, facts = FIRST_PREV, 0, book.facts()
    while True:
        try:
            fact = next(facts, None)
        except ValueError as error:
            violations.append(f"the fact after {seq} cannot be read: {error}")
            continue
        if fact is None:
            return
        if fact.seq != seq + 1:
            violations.append(f"fact {fact.seq}: follows fact {seq}; facts are missing")
        if fact.prev != prev:
            violations.append(f"fact {fact.seq}: its prev is not the hash of fact {seq}")
        if fact.hash != fact.expected_hash():
            violations.append(f"fact {fact.seq}: its hash does not fit its content; it was changed afterwards")
        prev, seq = fact.hash, fact.seq
        yield fact


@dataclass(slots=True)
class _Proof:
    """The journal told again beside the tables."""

    book: Book
    violations: list[str]
    replay: Replay = field(default_factory=Replay)
    appointments: AppointmentProof = field(default_factory=AppointmentProof)
    lines: LineProof = field(default_factory=LineProof)
    facts: int = 0
    told_visits: Counter[date] = field(default_factory=Counter)
    told_legs: int = 0
    _days: dict[str, tuple[int, bool]] = field(default_factory=dict)
    _duties: dict[int | None, tuple[str | None, bool]] = field(default_factory=dict)
    _at_counter: dict[int, str] = field(default_factory=dict)
    _counter_of: dict[str, int] = field(default_factory=dict)
    _answered: dict[tuple[str, str], int] = field(default_factory=dict)

    def tell(self, fact: Fact) -> None:
        """Take one fact into account."""
        self.facts += 1
        try:
            if fact.kind == Kind.DAY_OPENED and fact.data["day"] not in self._days:
                self._compare_visits()
                self.appointments.compare(self.book, fact.data["day"])
            self.replay.tell(fact)
            self.appointments.tell(fact)
            self.lines.tell(fact)
            self._note_day(fact)
            self._note_duty(fact)
            self._note_answer(fact)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            self.violations.append(f"fact {fact.seq} ({fact.kind}): it does not say what it must: {error!r}")
        self._note_counter(fact)
        self.violations += self.replay.violations
        self.replay.violations.clear()

    def compare(self) -> None:
        """Compare what is left with the tables."""
        self._compare_visits(at_last=True)
        self._compare_counts()
        self.violations += self.appointments.compare_all(self.book)
        self.violations += self.lines.compare(self.book)
        try:
            days = {row.day.isoformat(): (row.first_seq, row.closed_at is not None) for row in self.book.days()}
            self._compare_each("day", days, self._days)
            duties = {duty.counter: (duty.officer, duty.break_since is not None) for duty in self.book.duties()}
            self._compare_each("duty at counter", duties, self._duties)
        except ValueError as error:
            self.violations.append(f"the rows of days and duties cannot be read: {error}")

    def _note_day(self, fact: Fact) -> None:
        if fact.kind in (Kind.DAY_OPENED, Kind.DAY_CLOSED):
            day = fact.data["day"]
            self._days[day] = (self._days.get(day, (fact.seq, False))[0], fact.kind == Kind.DAY_CLOSED)

    def _note_duty(self, fact: Fact) -> None:
        if fact.kind in (Kind.SIGNED_IN, Kind.BREAK_STARTED, Kind.BREAK_ENDED):
            self._duties[fact.counter] = (fact.officer, fact.kind == Kind.BREAK_STARTED)
        elif fact.kind == Kind.SIGNED_OUT:
            self._duties.pop(fact.counter, None)

    def _note_answer(self, fact: Fact) -> None:
        if fact.kind not in (Kind.CALL_SHOWN, Kind.CALL_SPOKEN):
            return
        call, place = int(fact.data["call"]), (fact.kind, str(fact.data["display"]))
        if call <= self._answered.get(place, 0):
            self.violations.append(
                f"fact {fact.seq} ({fact.kind}): call {call} after call {self._answered[place]} at display {place[1]}"
            )
        self._answered[place] = max(call, self._answered.get(place, 0))

    def _note_counter(self, fact: Fact) -> None:
        """Keep who is at which counter as the facts go by; two at once is a violation."""
        if fact.visit is None or fact.visit not in self.replay.legs:
            return
        leg = self.replay.legs[fact.visit][-1]
        previous = self._counter_of.pop(fact.visit, None)
        if previous is not None and self._at_counter.get(previous) == fact.visit:
            del self._at_counter[previous]
        if leg.state not in AT_COUNTER or leg.counter is None:
            return
        other = self._at_counter.get(leg.counter)
        if other is not None and other != fact.visit:
            self.violations.append(
                f"fact {fact.seq} ({fact.kind}): counter {leg.counter} has {fact.number} and another visitor at once"
            )
        self._at_counter[leg.counter] = fact.visit
        self._counter_of[fact.visit] = leg.counter

    def _compare_visits(self, *, at_last: bool = False) -> None:
        """Compare the visits told so far with their rows, and let go of those that agree.

        Where the clock was set back, a day that was over goes on: what does not agree yet is compared at last.
        """
        kept = set()
        for identity, told in self.replay.visits.items():
            legs = self.replay.legs.get(identity, ())
            found = self._differences(identity, told, legs)
            if found and not at_last:
                kept.add(identity)
                continue
            self.violations += found
            self.told_visits[told.day] += 1
            self.told_legs += len(legs)
        self.replay.forget_visits(kept)

    def _differences(self, identity: str, told: Visit, legs: Sequence[Leg]) -> list[str]:
        """Name what the rows of a visit and of its legs say otherwise than the journal."""
        found: list[str] = []
        row: Visit | None = None
        try:
            row = self.book.visit(identity)
        except ValueError as error:
            found.append(f"visit {identity}: its row cannot be read: {error}")
        if row != told:
            found.append(f"visit {told.number} on {told.day}: table says {row}, journal {told}")
        rows: list[Leg] = []
        try:
            rows = self.book.legs_of_visit(identity)
        except ValueError as error:
            found.append(f"visit {identity}: a row of its legs cannot be read: {error}")
        for leg, leg_row in zip_longest(legs, rows[: len(legs)]):
            if leg != leg_row:
                found.append(f"leg {leg.ordinal} of {leg.number} on {leg.day}: table says {leg_row}, journal {leg}")
        return found

    def _compare_counts(self) -> None:
        """Find rows that no fact tells of."""
        visits, legs = self.book.visit_counts(), self.book.leg_count()
        for day in sorted(visits.keys() | self.told_visits.keys()):
            if visits.get(day, 0) != self.told_visits[day]:
                self.violations.append(
                    f"visits on {day}: table has {visits.get(day, 0)}, journal tells of {self.told_visits[day]}"
                )
        if legs != self.told_legs:
            self.violations.append(f"legs: table has {legs}, journal tells of {self.told_legs}")

    def _compare_each(self, what: str, rows: Mapping[Any, object], told: Mapping[Any, object]) -> None:
        for key in sorted(rows.keys() | told.keys(), key=str):
            if rows.get(key) != told.get(key):
                self.violations.append(f"{what} {key}: table says {rows.get(key)}, journal {told.get(key)}")
