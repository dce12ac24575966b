"""The wait that people are told: the office's own rule rolled forward, and honest about what it does not know.

A range is told only for a service that an officer serves now. It is worked out when a picture is made, never inside an
act: the visitor is told what the kiosk showed, and that is what the ticket and the day report keep.
"""

from __future__ import annotations

from collections.abc import Sequence

from loket.model.forecast import CounterState, roll_forward
from loket.model.service import WaitRange
from loket.model.visit import AT_COUNTER, Leg, State
from loket.office.context import Work
from loket.office.lessons import lessons
from loket.store.contract import Store

_NEWCOMER = "~"  # sorts behind every identity: whoever asks now is the last of the line


def told_waits(store: Store, work: Work, legs: Sequence[Leg]) -> dict[str, WaitRange]:
    """Give the range to tell a newcomer of each service; nothing for a service that nobody serves now."""
    desks = _desks(work, legs)
    if not desks:
        return {}
    known = lessons(store, work)
    waiting = [leg for leg in legs if leg.state is State.WAITING and leg.service in known.means]
    told: dict[str, WaitRange] = {}
    for code in work.catalogue.services:
        mine = Leg(
            visit=_NEWCOMER, ordinal=1, number="", day=known.day, service=code, state=State.WAITING,
            key_at=work.now, opened_at=work.now,
        )  # fmt: skip
        base_s = roll_forward(mine, waiting, desks, known.means, work.now)
        if base_s is not None:
            told[code] = known.tell(code, base_s, work.local)
    return told


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
                frozenset(face.services),
                busy_with=leg.service if leg and leg.service in work.catalogue.services else None,
                since=leg.last_called_at if leg else None,
                on_break=duty.break_since is not None,
            )
        )
    return desks
