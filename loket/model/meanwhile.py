"""What has happened since a visitor waits: who was called meanwhile though he came later, why, and his own part in it.

Told from the journal alone. Who was called after the rule, came later and stood behind can only have gone first because
this visitor could not be called there (not back yet, before the slot, meant for another counter), for the sake of
priority, or because the counter turned to services that come first for its officer: there is no other way in
`loket.model.queue`, so what is left over is the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from loket.model.events import Fact, Kind
from loket.model.queue import CHOSEN, EARLY, turn
from loket.model.replay import Replay
from loket.model.visit import AT_COUNTER, Leg, State

KEPT_ARRIVAL, RETURNED, APPOINTMENT, CARRIED_OVER = "kept_arrival", "returned", "appointment", "carried_over"
"""Reasons as they are stored with a call (`queue.REASONS`)."""

CALLED_BACK, OTHER_SERVICE, MEANT_FOR = "called_back", "other_service", "meant_for"
BEFORE_SLOT, COOL_DOWN, WHILE_CALLED, WHILE_AWAY = "before_slot", "cool_down", "while_called", "while_away"
STEPPED_BACK, CAME_BACK, SLOT_PLACE, PLACE = "stepped_back", "came_back", "slot_place", "place"
"""Reasons that lie between two visitors: the officer called one who had been aside; the counter turned to another
service; this number was meant for another counter, its slot had not come, it had just been skipped, it was being called
or was away; this visitor had let others go first, had come back to a later place, or has the place of an appointment;
the other one's place was earlier."""

KINDS = (
    Kind.TICKET_TAKEN, Kind.VISIT_CALLED, Kind.VISIT_RECALLED, Kind.VISIT_STARTED, Kind.VISIT_FINISHED,
    Kind.VISIT_ABSENT, Kind.VISIT_PARKED, Kind.VISIT_TRANSFERRED, Kind.VISIT_RETURNED, Kind.VISIT_SKIPPED,
    Kind.VISIT_POSTPONED, Kind.PRIORITY_CHANGED, Kind.VISIT_CARRIED_OVER, Kind.VISIT_CANCELLED, Kind.VISIT_CLOSED,
    Kind.ACT_UNDONE,
)  # fmt: skip
"""The facts to tell, from the visitor's own ticket on."""

DUTIES = (Kind.SIGNED_IN, Kind.SIGNED_OUT)
"""The facts to tell from the beginning of the day."""


@dataclass(frozen=True, slots=True)
class Before:
    """Somebody who was called though this visitor came first, or stood before: the reason, when and where."""

    number: str
    reason: str
    at: datetime
    because: str = ""
    counter: int | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """What the visitor did: `kind` is MISSED, PARKED, SKIPPED or POSTPONED; when, until when, by how many places.

    `until` is when he was back, or from when a skipped number may be called again; None while that has not come.
    """

    kind: str
    at: datetime
    until: datetime | None = None
    places: int = 0


MISSED, PARKED, SKIPPED, POSTPONED = "missed", "parked", "skipped", "postponed"


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """The story of a wait.

    `later` gives how each visitor of the day came to his place who took a number after this one: APPOINTMENT,
    CARRIED_OVER, or nothing special (""). `joined` are those who came into their present line after this one into his.
    `moved` is why this visitor's own place is not that of his arrival: POSTPONED, RETURNED, APPOINTMENT, or "".
    """

    before: tuple[Before, ...] = ()
    own: tuple[Own, ...] = ()
    later: Mapping[str, str] = field(default_factory=dict)
    joined: Collection[str] = frozenset()
    moved: str = ""


def told(visit: str, facts: Iterable[Fact], serves: Mapping[int, Collection[str]]) -> Meanwhile:
    """Tell the story of a visit from facts in their order; `serves` gives the services of each counter."""
    facts = list(facts)
    undone = {fact.data["undoes"] for fact in facts if fact.kind == Kind.ACT_UNDONE}
    teller = _Teller(visit, serves, undone)
    for fact in facts:
        teller.tell(fact)
    return teller.story()


@dataclass(slots=True)
class _Teller:
    """Takes facts in their order. Calls that were taken back are not told, but they have been."""

    visit: str
    serves: Mapping[int, Collection[str]]
    undone: Collection[int]
    replay: Replay = field(default_factory=Replay)
    later: dict[str, str] = field(default_factory=dict)
    duties: dict[int | None, str | None] = field(default_factory=dict)
    joined: dict[tuple[str, int], int] = field(default_factory=dict)
    """When each leg was opened, as far as it was after this visitor's ticket."""
    moved: dict[str, datetime] = field(default_factory=dict)
    """The keys of those who came before this visitor and have moved to another place since."""
    back: dict[str, int] = field(default_factory=dict)
    slot: datetime | None = None
    own_move: str = ""
    found: list[tuple[int, Before]] = field(default_factory=list)
    own: list[tuple[int, Own]] = field(default_factory=list)

    def tell(self, fact: Fact) -> None:
        """Take one fact into account; a call is judged by what was before it."""
        if fact.kind == Kind.SIGNED_IN:
            self.duties[fact.counter] = fact.officer
        elif fact.kind == Kind.SIGNED_OUT:
            self.duties.pop(fact.counter, None)
        if fact.visit is None:
            return
        stands = fact.seq not in self.undone
        if fact.kind == Kind.TICKET_TAKEN:
            self._came(fact)
        elif fact.visit not in self.replay.legs and stands and fact.data.get("key_at"):
            self.moved[fact.visit] = datetime.fromisoformat(fact.data["key_at"])
        if stands:
            self._opened(fact)
            if fact.visit == self.visit:
                self._mine(fact)
            elif fact.kind == Kind.VISIT_CALLED:
                self._judge(fact)
        if fact.kind == Kind.VISIT_RETURNED and stands:
            self.back[fact.visit] = fact.seq
        if fact.kind == Kind.TICKET_TAKEN or fact.visit in self.replay.legs:
            self.replay.tell(fact)

    def story(self) -> Meanwhile:
        """Give what was told of the visitor's present stop."""
        mine = self._leg()
        since = self.joined[mine.visit, mine.ordinal]
        joined = {visit for (visit, _), seq in self.joined.items() if seq > since}
        own = [each for seq, each in self.own if seq > since or each.kind == POSTPONED]
        return Meanwhile(
            tuple(each for seq, each in self.found if seq > since), _latest(own), self.later, joined, self.own_move
        )  # fmt: skip

    def _leg(self) -> Leg:
        return self.replay.legs[self.visit][-1]

    def _came(self, fact: Fact) -> None:
        data, visit = fact.data, str(fact.visit)
        how = APPOINTMENT if data.get("appointment") and data.get("not_before") else ""
        how = CARRIED_OVER if data.get("carried_from") else how
        if visit != self.visit:
            self.later[visit] = how
        elif how == APPOINTMENT:
            self.own_move, self.slot = APPOINTMENT, datetime.fromisoformat(data["not_before"])

    def _opened(self, fact: Fact) -> None:
        visit = str(fact.visit)
        if fact.kind == Kind.TICKET_TAKEN:
            self.joined[visit, 1] = fact.seq
        elif fact.kind == Kind.VISIT_TRANSFERRED or (fact.kind == Kind.VISIT_FINISHED and fact.data.get("next")):
            self.joined[visit, fact.data["leg"] + 1] = fact.seq

    def _mine(self, fact: Fact) -> None:
        """Keep what the visitor did."""
        at, kind = datetime.fromisoformat(fact.at), fact.kind
        called = self._leg().last_called_at if self.visit in self.replay.legs else None
        if kind == Kind.VISIT_ABSENT:
            self.own.append((fact.seq, Own(MISSED, called or at)))
        elif kind == Kind.VISIT_PARKED:
            self.own.append((fact.seq, Own(PARKED, at)))
        elif kind == Kind.VISIT_SKIPPED:
            until = datetime.fromisoformat(fact.data["not_before"])
            self.own.append((fact.seq, Own(SKIPPED, called or at, until)))
        elif kind == Kind.VISIT_POSTPONED:
            self.own.append((fact.seq, Own(POSTPONED, at, places=fact.data.get("passed", fact.data["places"]))))
            self.own_move = POSTPONED
        elif kind == Kind.VISIT_RETURNED:
            self.own_move = RETURNED
            if self.own and self.own[-1][1].kind in (MISSED, PARKED):
                self.own[-1] = (fact.seq, replace(self.own[-1][1], until=at))

    def _judge(self, fact: Fact) -> None:
        mine = self._leg()
        if mine.service not in self.serves.get(fact.counter or 0, ()):
            return
        reason = self._reason(fact, mine)
        if reason:
            at, because = datetime.fromisoformat(fact.at), fact.data.get("because", "")
            self.found.append((fact.seq, Before(str(fact.number), reason, at, because, fact.counter)))

    def _reason(self, fact: Fact, mine: Leg) -> str:
        """Give why a call went to another one, "" where nothing is to be said: he came first and stood before."""
        if fact.visit not in self.later:
            return self._came_first(fact, mine)
        if mine.state is not State.WAITING:
            return WHILE_CALLED if mine.state in AT_COUNTER else WHILE_AWAY
        if fact.data.get("reason") == CHOSEN:
            return CHOSEN if fact.data["from"] == State.WAITING else CALLED_BACK
        if mine.not_before is not None and mine.not_before > datetime.fromisoformat(fact.at):
            return BEFORE_SLOT if mine.not_before == self.slot else COOL_DOWN
        if self._is_meant_for_another(mine, fact):
            return MEANT_FOR
        return self._by_the_rule(fact, mine)

    def _by_the_rule(self, fact: Fact, mine: Leg) -> str:
        """Give why the rule called somebody who came later, when both could be called."""
        other = self.replay.legs[str(fact.visit)][-1]
        same = other.service == mine.service
        if fact.data.get("reason") == EARLY and (same or self._passed_an_earlier_one(fact, mine)):
            return EARLY
        if turn(other) > turn(mine):
            return EARLY if same else OTHER_SERVICE
        own = {POSTPONED: STEPPED_BACK, RETURNED: CAME_BACK, APPOINTMENT: SLOT_PLACE}
        return self.later[str(fact.visit)] or own.get(self.own_move, PLACE)

    def _passed_an_earlier_one(self, fact: Fact, mine: Leg) -> bool:
        """Tell whether the head that was passed stood before this visitor: then his own line was not looked at."""
        head = next(
            (legs[-1] for legs in self.replay.legs.values() if legs[-1].number == fact.data.get("passed")), None
        )  # fmt: skip
        return head is None or turn(head) < turn(mine)

    def _came_first(self, fact: Fact, mine: Leg) -> str:
        """Give why somebody who came earlier, but was not in the line or stood behind, was called first."""
        visit, data = str(fact.visit), fact.data
        since = self.joined[mine.visit, mine.ordinal]
        same = data["service"] == mine.service
        if not same:
            return ""
        if data["from"] != State.WAITING:
            return CALLED_BACK
        behind = visit in self.moved and (self.moved[visit], visit) > turn(mine)
        if behind and data.get("reason") in (EARLY, CHOSEN):
            return str(data["reason"])
        if self.back.get(visit, 0) > since:
            return RETURNED
        return KEPT_ARRIVAL if self.joined.get((visit, data["leg"]), 0) > since else ""

    def _is_meant_for_another(self, mine: Leg, fact: Fact) -> bool:
        if mine.to_counter is not None and mine.to_counter != fact.counter and mine.to_counter in self.duties:
            return True
        officer = mine.to_officer
        return officer is not None and officer != fact.officer and officer in self.duties.values()


def _latest(own: list[Own]) -> tuple[Own, ...]:
    """Give how often others were let go first, and the last time that the number was called or put aside."""
    aside = [each for each in own if each.kind != POSTPONED]
    return (*(each for each in own if each.kind == POSTPONED), *aside[-1:])
