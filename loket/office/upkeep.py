"""Care for the office's memory: prove the journal, compare it with the tables, make a backup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from loket.model.events import FIRST_PREV, Fact, Kind
from loket.model.replay import Replay
from loket.model.visit import AT_COUNTER, Leg
from loket.office.context import Office
from loket.store.contract import Book


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found: the number of facts and visits read, and every violation, one sentence each."""

    facts: int
    visits: int
    violations: tuple[str, ...]


def verify(office: Office) -> Verdict:
    """Replay the whole journal against the state tables and name everything that does not hold.

    Checked: the file itself; numbers and hashes of the chain; every step against the lifecycle; numbers without gap or
    repeat; one visitor per counter; calls shown and spoken in order; every visit, leg and sequence row equal to what
    the facts say. Sentences are technical and in English: they are for whoever repairs.
    """
    violations = list(office.store.integrity())
    replay = Replay()
    count = 0
    with office.store.reading() as book:
        for count, fact in enumerate(_chained(book, violations), start=1):
            replay.tell(fact)
            _one_per_counter(replay, fact, violations)
            if fact.kind == Kind.DAY_CLOSED:
                replay.forget_all()
        violations += replay.violations
        violations += _answers(book)
        violations += _rows_against(replay, book)
    return Verdict(count, len(replay.visits), tuple(violations))


def backup(office: Office, folder: Path) -> Path:
    """Copy the office's memory into `folder`; gives the copy's path."""
    return office.store.backup(folder, "cadangan")


def _chained(book: Book, violations: list[str]) -> Iterator[Fact]:
    prev, seq = FIRST_PREV, 0
    for fact in book.facts():
        if fact.seq != seq + 1:
            violations.append(f"fact {fact.seq}: follows fact {seq}; facts are missing")
        if fact.prev != prev:
            violations.append(f"fact {fact.seq}: its prev is not the hash of fact {seq}")
        if fact.hash != fact.expected_hash():
            violations.append(f"fact {fact.seq}: its hash does not fit its content; it was changed afterwards")
        prev, seq = fact.hash, fact.seq
        yield fact


def _one_per_counter(replay: Replay, fact: Fact, violations: list[str]) -> None:
    """Keep who is at which counter as the facts go by; two at once is a violation."""
    if fact.visit is None or fact.visit not in replay.legs:
        return
    leg = replay.legs[fact.visit][-1]
    held = replay.at_counter
    previous = replay.counter_of.pop(fact.visit, None)
    if previous is not None and held.get(previous) == fact.visit:
        del held[previous]
    if leg.state in AT_COUNTER and leg.counter is not None:
        other = held.get(leg.counter)
        if other is not None and other != fact.visit:
            violations.append(f"fact {fact.seq}: counter {leg.counter} has {fact.number} and another visitor at once")
        held[leg.counter] = fact.visit
        replay.counter_of[fact.visit] = leg.counter


def _answers(book: Book) -> list[str]:
    found = []
    last: dict[tuple[str, str], int] = {}
    for fact in book.facts_of_kinds((Kind.CALL_SHOWN, Kind.CALL_SPOKEN), 0):
        key = (fact.kind, str(fact.data["display"]))
        call = int(fact.data["call"])
        if call <= last.get(key, 0):
            found.append(f"fact {fact.seq}: call {call} after call {last[key]} at display {key[1]}")
        last[key] = max(call, last.get(key, 0))
    return found


def _rows_against(replay: Replay, book: Book) -> list[str]:
    found = []
    told_visits = (replay.visits[visit] for visit in sorted(replay.visits))
    for told, row in zip_longest(told_visits, book.visits()):
        if told != row:
            found.append(f"visit {(row or told).id}: table and journal differ: {row} against {told}")
            if told is None or row is None or told.id != row.id:
                break
    told_legs = (leg for visit in sorted(replay.legs) for leg in replay.legs[visit])
    for told_leg, leg_row in zip_longest(told_legs, book.legs()):
        if told_leg != leg_row:
            named: Leg = leg_row or told_leg
            found.append(f"leg {named.ordinal} of {named.number} on {named.day}: table and journal differ: "
                         f"{leg_row} against {told_leg}")  # fmt: skip
            if told_leg is None or leg_row is None or told_leg.visit != leg_row.visit:
                break
    rows = {(day, letter): last for day, letter, last in book.sequences()}
    if rows != replay.sequences:
        found += [
            f"sequence {letter} on {day}: table says {rows.get((day, letter))}, journal {replay.sequences.get((day, letter))}"
            for day, letter in sorted(rows.keys() | replay.sequences.keys())
            if rows.get((day, letter)) != replay.sequences.get((day, letter))
        ]
    return found
