"""The wait that people are told: the office's own rule rolled forward, and honest about what it does not know.

A range is told only for a service that an officer serves now. It is worked out when a picture is made, never inside an
act: the visitor is told what the kiosk showed, and that is what the ticket and the day report keep.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from loket.model.rolling import CounterState, LineState, Rolled, roll_all, roll_calls
from loket.model.service import WaitRange
from loket.model.visit import AT_COUNTER, Leg, State
from loket.office.context import Work
from loket.office.days import current_day
from loket.office.lessons import Lessons, lessons
from loket.office.lines import line_states, skills_of
from loket.store.contract import Store


@dataclass(frozen=True, slots=True)
class Told:
    """What a newcomer of a service is told, and what one of a priority group is."""

    ordinary: WaitRange
    urgent: WaitRange

    def to(self, *, priority: bool) -> WaitRange:
        """Give the range for a newcomer of a class."""
        return self.urgent if priority else self.ordinary


def told_waits(store: Store, work: Work, legs: Sequence[Leg]) -> dict[str, Told]:
    """Give the ranges to tell newcomers of each service; nothing for a service that nobody serves now."""
    known, rolled = _rolled(store, work, legs)
    return {
        code: Told(
            known.tell(code, rolled.newcomer[code], work.local),
            known.tell(code, min(rolled.urgent[code], rolled.newcomer[code]), work.local, priority=True),
        )
        for code in work.catalogue.services
        if code in rolled.newcomer
    }


def waits_of(
    store: Store, work: Work, legs: Sequence[Leg], only: Collection[str] | None = None
) -> dict[str, WaitRange]:
    """Give the range to tell each waiting visitor now, by visit; nothing for whom no counter will call.

    With `only` the play ends when these visits have been called: a screen that shows twenty rows asks for twenty.
    """
    known = lessons(store, work)
    wanted = {leg.visit for leg in legs if leg.state is State.WAITING} if only is None else only
    calls = roll_calls(wanted, *_scene(known, work, legs), lines=_lines(work))
    return {
        leg.visit: known.tell(
            leg.service, calls[leg.visit], work.local, priority=leg.priority is not None, waiting=True
        )
        for leg in legs
        if leg.visit in calls
    }


def newcomer_base(store: Store, work: Work, service: str, legs: Sequence[Leg]) -> float | None:
    """Give the roll-forward of somebody who comes for a service now, None when nobody serves it."""
    return _rolled(store, work, legs)[1].newcomer.get(service)


def _rolled(store: Store, work: Work, legs: Sequence[Leg]) -> tuple[Lessons, Rolled]:
    known = lessons(store, work)
    return known, roll_all(*_scene(known, work, legs), lines=_lines(work))


def _scene(
    known: Lessons, work: Work, legs: Sequence[Leg]
) -> tuple[list[Leg], list[CounterState], Mapping[str, float], datetime]:
    """Give who waits, the counters, the mean occupancies and the time: what a play begins with."""
    waiting = [leg for leg in legs if leg.state is State.WAITING and leg.service in known.means]
    return waiting, _desks(work, legs), known.means, work.now


def _lines(work: Work) -> Mapping[str, LineState]:
    day = current_day(work)
    return line_states(work, day) if day else {}


def _desks(work: Work, legs: Sequence[Leg]) -> list[CounterState]:
    here = {leg.counter: leg for leg in legs if leg.state in AT_COUNTER}
    desks = []
    for duty in work.book.duties():
        face = work.catalogue.counters.get(duty.counter)
        if face is None:
            continue
        leg = here.get(duty.counter)
        desks.append(
            CounterState(
                duty.counter,
                frozenset(code for code in face.services if code in work.catalogue.services),
                busy_with=leg.service if leg and leg.service in work.catalogue.services else None,
                since=leg.last_called_at if leg else None,
                on_break=duty.break_since is not None,
                skills=skills_of(work, face, duty.officer),
                officer=duty.officer,
            )
        )
    return desks
