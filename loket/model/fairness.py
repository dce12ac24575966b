"""Was everybody called in turn, and is each stored reason true? The journal is asked, not the program that wrote it.

The rule is told again from the facts alone: who waited for the service at that moment, in which order, and how many
calls of the line lay since its last early one. A number that was chosen out of turn must say why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from loket.model.events import Fact, Kind
from loket.model.queue import CHOSEN, EARLY, may_be_early, recount, turn, yields
from loket.model.replay import Replay
from loket.model.service import BETWEEN
from loket.model.visit import Leg, State


@dataclass(slots=True)
class Fairness:
    """Tells facts in their order. `broken` collects what was unfair or untrue, one sentence each.

    `between` gives m of each service as it was at the first fact; services not named have the usual one.
    """

    between: dict[str, int | None] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    calls: int = 0
    early: int = 0
    replay: Replay = field(default_factory=Replay)
    _reasons: dict[str, dict[int, str]] = field(default_factory=dict)
    _duties: dict[int | None, str | None] = field(default_factory=dict)
    _day: str = ""

    def tell(self, fact: Fact) -> None:
        """Take one fact into account; a call is judged by what was before it."""
        if fact.kind == Kind.VISIT_CALLED:
            self._judge(fact)
            self._reasons.setdefault(fact.data["service"], {})[fact.seq] = fact.data["reason"]
        elif fact.kind == Kind.ACT_UNDONE:
            for reasons in self._reasons.values():
                reasons.pop(fact.data["undoes"], None)
        elif fact.kind == Kind.SIGNED_IN:
            self._duties[fact.counter] = fact.officer
        elif fact.kind == Kind.SIGNED_OUT:
            self._duties.pop(fact.counter, None)
        elif fact.kind == Kind.DAY_OPENED and fact.data["day"] != self._day:
            self._day = fact.data["day"]  # a day that was closed too early goes on with its calls
            self._reasons.clear()
        elif fact.kind == Kind.CATALOGUE_CHANGED and "between" in fact.data:
            self.between[fact.data["service"]] = fact.data["between"]
        self.replay.tell(fact)

    def _judge(self, fact: Fact) -> None:
        reason = fact.data.get("reason")
        if not reason:
            self._broken(fact, "says no reason")
            return
        leg = self.replay.legs[str(fact.visit)][-1]
        if reason == CHOSEN:
            if leg.state is State.WAITING and not fact.data.get("because"):
                self._broken(fact, "was chosen out of turn and nobody said why")
            return
        self.calls += 1
        before = sorted((other for other in self._callable(leg, fact) if turn(other) < turn(leg)), key=turn)
        if reason == EARLY:
            self._judge_early(fact, leg, before)
        elif before:
            self._broken(fact, f"went before {', '.join(other.number for other in before)}")
        elif not _TRUE[reason](leg):
            self._broken(fact, f"has the reason {reason}, which is not so")

    def _judge_early(self, fact: Fact, leg: Leg, before: list[Leg]) -> None:
        self.early += 1
        between = self.between.get(leg.service, BETWEEN)
        since = recount(self._reasons.get(leg.service, {}).values(), between)
        if leg.priority is None:
            self._broken(fact, "was called early without being a priority visitor")
        elif not may_be_early(since, between):
            self._broken(fact, f"was called early {since} calls after the last early one")
        elif before and yields(leg, before[0]):
            self._broken(fact, f"was called early before {before[0].number}, whom it lets go first")
        elif any(other.priority is not None and not yields(other, before[0]) for other in before):
            self._broken(fact, "passed a priority visitor who had come earlier")
        elif not before or fact.data.get("passed") != before[0].number:
            self._broken(fact, f"says that it passed {fact.data.get('passed')}, which is not so")

    def _callable(self, leg: Leg, fact: Fact) -> Iterable[Leg]:
        """Give who else waited for the same line and could have been called by that counter."""
        at = datetime.fromisoformat(fact.at)
        for legs in self.replay.legs.values():
            other = legs[-1]
            desk = other.to_counter in (None, fact.counter) or other.to_counter not in self._duties
            meant = desk and (other.to_officer in (None, fact.officer) or other.to_officer not in self._duties.values())
            ready = other.not_before is None or other.not_before <= at
            waits = other.state is State.WAITING and (other.service, other.day) == (leg.service, leg.day)
            if waits and ready and meant and other.visit != leg.visit:
                yield other

    def _broken(self, fact: Fact, what: str) -> None:
        self.broken.append(f"the call of {fact.number} (fact {fact.seq}) {what}")


_TRUE: Mapping[str, Callable[[Leg], bool]] = {
    "first_arrival": lambda leg: leg.ordinal == 1 and leg.called_at is None and leg.not_before is None,
    "helped_out": lambda leg: leg.ordinal == 1 and leg.called_at is None,
    "kept_arrival": lambda leg: leg.ordinal > 1,
    "returned": lambda leg: leg.called_at is not None and not leg.calls,
    "skipped": lambda leg: leg.called_at is not None and leg.calls > 0,
    "appointment": lambda leg: leg.not_before is not None,
    "carried_over": lambda leg: leg.key_at < leg.opened_at,
}
"""What must be so for a reason to be true."""


def proven(facts: Iterable[Fact], between: Mapping[str, int | None] | None = None) -> Fairness:
    """Judge all facts of a journal."""
    proof = Fairness(dict(between or {}))
    for fact in facts:
        proof.tell(fact)
    return proof
