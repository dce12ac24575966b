"""The wait that people are told: the office's own rule rolled forward, and honest about what it does not know.

A range is told only for a service that an officer serves now. It is worked out when a picture is made, never inside an
act: the visitor is told what the kiosk showed, and that is what the ticket and the day report keep. Planned rests are
in it (`loket.office.rests`), and who is still expected to be called before (`loket.office.expected`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor

from loket.model.hall_state import CounterState, Present
from loket.model.rests import Span, later_by
from loket.model.rolling import Rolled, roll_all, roll_calls
from loket.model.service import WaitRange
from loket.model.visit import AT_COUNTER, Leg, State
from loket.office.context import Work
from loket.office.days import current_day
from loket.office.expected import expected
from loket.office.lessons import Lessons, lessons
from loket.office.lines import line_states, skills_of
from loket.office.rests import Rests, rests_of_service, rests_today, since_now
from loket.store.contract import Store


@dataclass(frozen=True, slots=True)
class Start:
    """When a newcomer would be called: the roll-forward in seconds, and when none of the service's counters works."""

    base_s: float
    rests: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What a newcomer of a service is told, what one of a priority group is, and what the first was made from."""

    ordinary: WaitRange
    urgent: WaitRange
    start: Start

    def to(self, *, priority: bool) -> WaitRange:
        """Give the range for a newcomer of a class."""
        return self.urgent if priority else self.ordinary


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a play begins with."""

    work: Work
    known: Lessons
    legs: Sequence[Leg]
    waiting: Sequence[Leg]
    desks: Sequence[CounterState]
    rests: Rests

    def all_called(self) -> Rolled:
        here = self.present()
        return roll_all(here.waiting, here.counters, here.mean_s, here.now, lines=here.lines, coming=here.coming)

    def called(self, wanted: Collection[str]) -> dict[str, float]:
        here = self.present()
        return roll_calls(
            wanted, here.waiting, here.counters, here.mean_s, here.now, lines=here.lines, coming=here.coming
        )  # fmt: skip

    def rests_of(self, service: str) -> tuple[Span, ...]:
        if not self.rests:
            return ()
        serving = [desk.number for desk in self.desks if service in desk.services]
        return rests_of_service(self.rests, serving, self.work.now)

    def present(self) -> Present:
        work, day = self.work, current_day(self.work)
        return Present(
            self.waiting, self.desks, self.known.means, work.now, line_states(work, day) if day else {},
            expected(work, self.known, self.legs, self.desks),
        )  # fmt: skip


def told_waits(store: Store, work: Work, legs: Sequence[Leg], opened: str | None = None) -> dict[str, Told]:
    """Give the ranges to tell newcomers of each service; nothing for a service that nobody serves now.

    The counters of the service `opened` are taken to have an officer from now on.
    """
    scene = _scene(store, work, legs)
    if opened is not None:
        scene = replace(scene, desks=[*scene.desks, *_unmanned(scene, opened)])
    rolled = scene.all_called()
    return {code: _told(scene, rolled, code) for code in work.catalogue.services if code in rolled.newcomer}


def waits_of(
    store: Store, work: Work, legs: Sequence[Leg], only: Collection[str] | None = None
) -> dict[str, WaitRange]:
    """Give the range to tell each waiting visitor now, by visit; nothing for whom no counter will call.

    With `only` the play ends when these visits have been called: a screen that shows twenty rows asks for twenty.
    """
    scene = _scene(store, work, legs)
    wanted = {leg.visit for leg in legs if leg.state is State.WAITING} if only is None else only
    calls = scene.called(wanted)
    rests = {service: scene.rests_of(service) for service in {leg.service for leg in legs if leg.visit in calls}}
    return {leg.visit: _told_from_slot(scene, leg, calls[leg.visit], rests[leg.service])
            for leg in legs if leg.visit in calls}  # fmt: skip


def _told_from_slot(scene: _Scene, leg: Leg, base_s: float, rests: Sequence[Span]) -> WaitRange:
    """Give the range to tell one who waits; the time until a number may be called at all is fixed, no forecast."""
    opens_s = max(0, round((leg.not_before - scene.work.now).total_seconds())) if leg.not_before else 0
    told = scene.known.tell(
        leg.service, max(0.0, base_s - opens_s), scene.work.local, priority=leg.priority is not None, waiting=True,
        rests=later_by(rests, opens_s),
    )  # fmt: skip
    if not opens_s:
        return told
    low_s, high_s = told.low_s + floor(opens_s / 60) * 60, told.high_s + ceil(opens_s / 60) * 60
    return replace(told, low_s=low_s, high_s=high_s, likely_s=(told.likely_s or 0) + opens_s)


def newcomer_start(store: Store, work: Work, service: str, legs: Sequence[Leg]) -> Start | None:
    """Give when somebody who comes for a service now would be called, None when nobody serves it."""
    scene = _scene(store, work, legs)
    base_s = scene.all_called().newcomer.get(service)
    return None if base_s is None else Start(base_s, scene.rests_of(service))


def present_line(store: Store, work: Work, legs: Sequence[Leg]) -> Present:
    """Give the present line with everything a play begins with."""
    return _scene(store, work, legs).present()


def _unmanned(scene: _Scene, service: str) -> list[CounterState]:
    """Give the counters of a service that have no officer, as if they had."""
    manned, known = {desk.number for desk in scene.desks}, scene.work.catalogue.services
    return [
        CounterState(
            number, frozenset(code for code in face.services if code in known), rests=scene.rests.get(number, ())
        )
        for number, face in scene.work.catalogue.counters.items()
        if service in face.services and number not in manned
    ]


def _told(scene: _Scene, rolled: Rolled, code: str) -> Told:
    start = Start(rolled.newcomer[code], scene.rests_of(code))
    local, tell = scene.work.local, scene.known.tell
    return Told(
        tell(code, start.base_s, local, rests=start.rests),
        tell(code, rolled.urgent[code], local, priority=True, rests=start.rests),
        start,
    )


def _scene(store: Store, work: Work, legs: Sequence[Leg]) -> _Scene:
    known = lessons(store, work)
    paused = [duty.counter for duty in work.book.duties() if duty.break_since is not None]
    rests = since_now(rests_today(store, work, current_day(work)), paused, work.now)
    waiting = [leg for leg in legs if leg.state is State.WAITING and leg.service in known.means]
    return _Scene(work, known, legs, waiting, desks_now(work, legs, rests), rests)


def desks_now(work: Work, legs: Sequence[Leg], rests: Rests) -> list[CounterState]:
    """Give the counters with an officer, as they are now and as they will rest."""
    here = {leg.counter: leg for leg in legs if leg.state in AT_COUNTER}
    desks = []
    for duty in work.book.duties():
        face = work.catalogue.counters.get(duty.counter)
        if face is None:
            continue
        leg, mine = here.get(duty.counter), rests.get(duty.counter, ())
        pauses = duty.break_since is not None
        desks.append(
            CounterState(
                duty.counter,
                frozenset(code for code in face.services if code in work.catalogue.services),
                busy_with=leg.service if leg and leg.service in work.catalogue.services else None,
                since=leg.last_called_at if leg else None,
                on_break=pauses,
                back_at=mine[0].ends if pauses and mine and mine[0].begins <= work.now else None,
                skills=skills_of(work, face, duty.officer),
                officer=duty.officer,
                rests=mine,
            )
        )
    return desks
