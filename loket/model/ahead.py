"""Who stands before a visitor, and how each of them came to be there. Pure; counts only people who wait now.

"Before" is what the office's rule makes of the present line: it is rolled forward, so that priority, levels, targets
and other services of the same counters are in it. Where no officer serves, the rule is asked for the visitor's line
alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loket.model.hall_state import CounterState, Present
from loket.model.meanwhile import APPOINTMENT, CARRIED_OVER, KEPT_ARRIVAL, PLACE, POSTPONED, RETURNED, Meanwhile
from loket.model.next_calls import may_call
from loket.model.queue import in_order, turn
from loket.model.rolling import as_called, calls_until
from loket.model.visit import Leg

EARLIER, PRIORITY, OTHER_SERVICE = "earlier", "priority", "other_service"
LET_FIRST, WAITED = "let_first", "waited"
KINDS = (EARLIER, KEPT_ARRIVAL, APPOINTMENT, CARRIED_OVER, LET_FIRST, WAITED, PLACE, PRIORITY, OTHER_SERVICE)
"""How somebody came to stand before: came earlier; sent here from another service; by an appointment or a kept place;
this visitor let him go first, or was away while he waited; has an earlier place; goes first for priority; waits for
another service of the same counters."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """Who stands before a visitor.

    `people` are those by kind (`KINDS`, in that order). `not_yet` stand before him in the line, but cannot be called
    yet and will probably not be before he is. `line` counts who has an earlier place in the own line; `first` says that
    nobody who waits for the same counters came earlier.
    """

    people: Mapping[str, tuple[Leg, ...]]
    not_yet: tuple[Leg, ...] = ()
    line: int = 0
    first: bool = False
    desks: tuple[CounterState, ...] = ()
    """The counters with an officer that may call the visitor."""

    @property
    def count(self) -> int:
        """Count them all."""
        return sum(len(each) for each in self.people.values())


def ahead_of(mine: Leg, here: Present, story: Meanwhile) -> Ahead:
    """Give who stands before a waiting leg."""
    desks = _desks(mine, here)
    line = [leg for leg in in_order(here.waiting) if leg.service == mine.service and turn(leg) < turn(mine)]
    callable_now = mine.not_before is None or mine.not_before <= here.now
    before = _called_before(mine, here, desks)
    if not callable_now:  # until then others are called because he cannot be, not because they stand before him
        before = [leg for leg in before if turn(leg) < turn(mine)]
    named = {leg.visit for leg in before}
    not_yet = [leg for leg in line if leg.visit not in named and leg.not_before and leg.not_before > here.now]
    people: dict[str, list[Leg]] = {kind: [] for kind in KINDS}
    for leg in before:
        people[_kind(leg, mine, story)].append(leg)
    services = {mine.service}.union(*(desk.services for desk in desks))
    rivals = (leg for leg in here.waiting if leg.service in services and leg.visit != mine.visit)
    first = callable_now and not before and all(leg.visit in story.later for leg in rivals)
    kinds = {kind: tuple(legs) for kind, legs in people.items() if legs}
    return Ahead(kinds, tuple(not_yet), len(line), first and not not_yet, desks)


def is_bounded(mine: Leg, here: Present) -> bool:
    """Tell whether the law of the line bounds how many are called before a leg for priority.

    It does not for a priority visitor, nor while the number cannot be called yet, or at one counter only.
    """
    line = here.lines.get(mine.service)
    held = (mine.not_before is not None and mine.not_before > here.now) or mine.to_counter or mine.to_officer
    return line is not None and line.between is not None and mine.priority is None and not held


def _desks(mine: Leg, here: Present) -> tuple[CounterState, ...]:
    manned = {desk.number for desk in here.counters}
    officers = {desk.officer for desk in here.counters}
    return tuple(
        desk for desk in here.counters if mine.service in desk.services and may_call(desk, mine, manned, officers)
    )


def _called_before(mine: Leg, here: Present, desks: Iterable[CounterState]) -> list[Leg]:
    """Give whom the rule calls before, at counters that may call the visitor."""
    calls = calls_until(mine.visit, here)
    if calls is not None:
        numbers = {desk.number for desk in desks}
        return [each.leg for each in calls[:-1] if each.counter in numbers]
    return _alone(mine, here)


def _alone(mine: Leg, here: Present) -> list[Leg]:
    """Give whom the rule calls before in the visitor's own line, as if it alone were served; who cannot be yet is out.

    Without an officer nobody is meant for anybody.
    """
    line = [leg for leg in here.waiting if leg.service == mine.service and leg.visit != mine.visit]
    ready = [leg for leg in line if leg.not_before is None or leg.not_before <= here.now]
    if mine.not_before is not None and mine.not_before > here.now:
        return [leg for leg in ready if turn(leg) < turn(mine)]
    order: Sequence[Leg] = as_called(
        [*ready, mine], CounterState(0, frozenset({mine.service})), here.now, lines=here.lines, most=len(ready) + 1
    )
    place = next(index for index, leg in enumerate(order) if leg.visit == mine.visit)
    return list(order[:place])


def _kind(leg: Leg, mine: Leg, story: Meanwhile) -> str:
    """Give how a leg came to stand before."""
    if leg.service != mine.service:
        return OTHER_SERVICE
    if turn(leg) > turn(mine):
        return PRIORITY
    if leg.visit in story.later:
        moved = {POSTPONED: LET_FIRST, RETURNED: WAITED}
        return story.later[leg.visit] or moved.get(story.moved, PLACE)
    plain = leg.ordinal == 1 and leg.called_at is None and not leg.postponed
    if plain and leg.not_before is not None:
        return APPOINTMENT
    if plain and leg.key_at < leg.opened_at:
        return CARRIED_OVER
    return KEPT_ARRIVAL if leg.visit in story.joined else EARLIER
