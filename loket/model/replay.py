"""The journal told again: facts in, visits and legs out. Undo and `loket verify` both stand on it.

The replay uses the same moves as the acts (`loket.model.moves`), and knows nothing but the facts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from loket.errors import Refused
from loket.model.events import Fact, Kind
from loket.model.moves import arrived, move, opened
from loket.model.visit import Act, Leg, State, Visit

Legs = tuple[Leg, ...]

_ACTS = {
    Kind.VISIT_CALLED: Act.CALL,
    Kind.VISIT_RECALLED: Act.RECALL,
    Kind.VISIT_STARTED: Act.START,
    Kind.VISIT_FINISHED: Act.FINISH,
    Kind.VISIT_ABSENT: Act.ABSENT,
    Kind.VISIT_PARKED: Act.PARK,
    Kind.VISIT_TRANSFERRED: Act.TRANSFER,
    Kind.VISIT_RETURNED: Act.RETURN,
    Kind.VISIT_SKIPPED: Act.SKIP,
    Kind.VISIT_POSTPONED: Act.POSTPONE,
    Kind.VISIT_CANCELLED: Act.CANCEL,
    Kind.VISIT_CLOSED: Act.CLOSE_DAY,
    Kind.VISIT_CARRIED_OVER: Act.CLOSE_DAY,
}


@dataclass(slots=True)
class Replay:
    """Tells facts again, one after the other. `violations` collects what the facts must not say."""

    visits: dict[str, Visit] = field(default_factory=dict)
    legs: dict[str, Legs] = field(default_factory=dict)
    sequences: dict[tuple[str, str], int] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    _before: dict[str, dict[int, Legs]] = field(default_factory=dict)
    """Per visit: the legs before each of its facts that still stand, oldest first."""
    _groups: dict[str, list[tuple[int, str | None]]] = field(default_factory=dict)
    """Per visit: the changes of its priority group that still stand, each with the group before it."""
    _tickets: dict[str, int] = field(default_factory=dict)

    def tell(self, fact: Fact) -> None:
        """Take one fact into account."""
        if fact.kind == Kind.TICKET_TAKEN:
            self._taken(fact)
        elif fact.kind == Kind.ACT_UNDONE:
            self._undone(fact)
        elif fact.kind == Kind.PRIORITY_CHANGED:
            self._regrouped(fact)
        elif fact.kind in _ACTS:
            self._acted(fact)

    def before(self, visit: str, seq: int) -> Legs | None:
        """Give the legs of a visit as they are when fact `seq` is taken back: as it found them, the group of now."""
        legs = self._before.get(visit, {}).get(seq)
        return None if legs is None else (*legs[:-1], replace(legs[-1], priority=self.legs[visit][-1].priority))

    def forget_visits(self, keep: Collection[str] = ()) -> None:
        """Let go of all visits but those to `keep`: after their day is over nothing happens to them any more."""
        for known in (self.visits, self.legs, self._before, self._groups, self._tickets):
            for visit in [each for each in known if each not in keep]:
                del known[visit]

    def _taken(self, fact: Fact) -> None:
        data, visit = fact.data, str(fact.visit)
        day, letter, sequence = data["day"], data["letter"], data["sequence"]
        last = self.sequences.get((day, letter), 0)
        if sequence != last + 1:
            self._violation(fact, f"number {fact.number} follows sequence {last} of {letter} on {day}")
        self.sequences[day, letter] = max(last, sequence)
        at = datetime.fromisoformat(fact.at)
        told = data["told"] or (None, None, None)
        if visit in self.visits:
            self._violation(fact, f"visit {visit} taken twice")
        told_visit = Visit(
            visit, date.fromisoformat(day), letter, sequence, str(fact.number), at, data["priority"],
            data["language"], *told,
        )  # fmt: skip
        self.visits[visit] = told_visit
        first = arrived(
            told_visit, data["service"], _instant(fact, "key_at") or at, not_before=_instant(fact, "not_before"),
            stops=data.get("stops", ()),
        )  # fmt: skip
        self.legs[visit] = (first,)
        self._tickets[visit] = fact.seq

    def _acted(self, fact: Fact) -> None:
        legs = self._known(fact)
        if legs is None:
            return
        leg, at, act = legs[-1], datetime.fromisoformat(fact.at), _ACTS[Kind(fact.kind)]
        if fact.data["leg"] != leg.ordinal or fact.data["from"] != leg.state.value:
            self._violation(fact, f"leg {leg.ordinal} is {leg.state.value}, the fact says {dict(fact.data)}")
        note = None if act is Act.TRANSFER else fact.data.get("note")  # a transfer's note is for the next stop
        try:
            moved = move(leg, act, at, counter=fact.counter, officer=fact.officer, note=note,
                         key_at=_instant(fact, "key_at"), not_before=_instant(fact, "not_before"),
                         yields_to=_instant(fact, "yields_to"))  # fmt: skip
        except Refused as refusal:
            self._violation(fact, str(refusal))
            return
        if moved.state.value != fact.data["to"]:
            self._violation(fact, f"leads to {moved.state.value}, the fact says {fact.data['to']}")
        self._before.setdefault(leg.visit, {})[fact.seq] = legs
        self.legs[leg.visit] = (*legs[:-1], *_with_next(moved, act, fact, at))

    def _regrouped(self, fact: Fact) -> None:
        legs = self._known(fact)
        if legs is None:
            return
        self._groups.setdefault(str(fact.visit), []).append((fact.seq, legs[-1].priority))
        self._stand(str(fact.visit), (*legs[:-1], replace(legs[-1], priority=fact.data["priority"])))

    def _undone(self, fact: Fact) -> None:
        legs = self._known(fact)
        if legs is None:
            return
        visit, undone = str(fact.visit), fact.data["undoes"]
        standing, groups = self._before.get(visit, {}), self._groups.get(visit, [])
        if groups and undone == groups[-1][0]:
            self._stand(visit, (*legs[:-1], replace(legs[-1], priority=groups.pop()[1])))
        elif standing and undone == next(reversed(standing)):
            before = self.before(visit, undone) or legs
            del standing[undone]
            self._stand(visit, before)
        elif not standing and undone == self._tickets.get(visit) and legs[-1].state is State.WAITING:
            del self._tickets[visit]  # a number stays given: whoever got it by mistake is off the list
            self._stand(visit, (move(legs[-1], Act.CANCEL, datetime.fromisoformat(fact.at)),))
        else:
            self._violation(fact, f"undoes fact {undone}, which is not the last act of this visit")

    def _stand(self, visit: str, legs: Legs) -> None:
        """Keep the legs of a visit; as long as there is one only, the visit has its group."""
        self.legs[visit] = legs
        if len(legs) == 1:
            self.visits[visit] = replace(self.visits[visit], priority=legs[0].priority)

    def _known(self, fact: Fact) -> Legs | None:
        legs = self.legs.get(str(fact.visit))
        if legs is None:
            self._violation(fact, f"visit {fact.visit} was never taken")
        return legs

    def _violation(self, fact: Fact, what: str) -> None:
        self.violations.append(f"fact {fact.seq} ({fact.kind}): {what}")


def _with_next(moved: Leg, act: Act, fact: Fact, at: datetime) -> Legs:
    """Give the leg that an act has left and, where the visit goes on to another stop, the leg it has opened."""
    data = fact.data
    if act is Act.TRANSFER:
        following = opened(
            moved, data["service"], at, data["note"], to_counter=data.get("to_counter"),
            to_officer=data.get("to_officer"),
        )  # fmt: skip
        return moved, following
    if act is Act.FINISH and data.get("next"):
        return moved, opened(moved, data["next"], at, stops=moved.stops[1:])
    return (moved,)


def _instant(fact: Fact, name: str) -> datetime | None:
    text = fact.data.get(name)
    return datetime.fromisoformat(text) if text else None
