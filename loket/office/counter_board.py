"""The counter officer's picture: who is here, who is next and why, what can be done with them now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loket.model.counter import CounterFace, Duty
from loket.model.events import Kind
from loket.model.hall_state import CounterState
from loket.model.journey import LEAST_STOPS, ping_pong
from loket.model.moves import opened
from loket.model.queue import in_order
from loket.model.rolling import as_called
from loket.model.service import Service, WaitRange
from loket.model.visit import Leg, State
from loket.office import undo as undoing
from loket.office.context import Office, Work
from loket.office.days import current_day, picture_day
from loket.office.lines import line_states, skills_of
from loket.office.onward import next_stop, onward_of
from loket.office.paper_board import urgent_printer, without_paper
from loket.office.pictures import Colleague, CounterBoard, CurrentVisit, QueueEntry, TransferTarget, UndoOffer
from loket.office.stages import standing
from loket.office.ticketing import groups_of
from loket.office.waits import waits_of

_SECOND, _TICK = timedelta(seconds=1), timedelta(milliseconds=1)
"""Acts are kept apart by microseconds; that must not cost anybody a second."""

ALIVE_S = 3600.0
"""A display that answered a call within this many seconds counts as alive."""

TOLD_MOST = 30
"""For how many of a counter's list the wait is worked out: more than a screen shows at once."""


def counter_board(office: Office, counter: int) -> CounterBoard:
    """Give what the officer of a counter sees; raises Refused for an unknown counter."""
    with office.looking() as work:
        face = work.catalogue.counter(counter)
        day = picture_day(work)
        duties = {duty.counter: duty for duty in work.book.duties()}
        duty = duties.get(counter)
        legs = work.book.open_legs(day)
        mine = [leg for leg in legs if leg.service in face.services]
        here = next(
            (leg for leg in legs if leg.counter == counter and leg.state in (State.CALLED, State.SERVING)), None
        )
        queue = _as_called(work, face, duties, mine)
        told = waits_of(office.store, work, legs, [leg.visit for leg in queue[:TOLD_MOST]]) if queue else {}
        rows = _Rows(work, frozenset(without_paper(work)), duties, told)
        waits = [max(0.0, (called - key).total_seconds()) for _, key, called in _waits(work, face)]
        return CounterBoard(
            office=work.catalogue.face, counter=face, officer=work.catalogue.officer(duty.officer) if duty else None,
            state=_counter_state(duty, here), current=_current(work, here, rows.unprinted) if here else None,
            queue=rows.of(queue),
            parked=rows.of([leg for leg in mine if leg.state is State.PARKED]),
            missed=rows.of([leg for leg in mine if leg.state is State.MISSED]),
            average_wait_s=round(sum(waits) / len(waits)) if waits else None,
            wait_minutes=max((_service(work, code).face.wait_minutes for code in face.services), default=0),
            served_today=work.book.served_count(day, counter), undo=_undo_offer(work, counter),
            call_limit=work.catalogue.rules.call_limit, targets=_targets(work, legs, duties),
            printer=urgent_printer(work), displays=_alive_displays(work),
            break_since=_local(work, duty.break_since) if duty and duty.break_since else None,
            now=work.local, seq=work.book.last_fact()[0], without_paper=len(rows.unprinted),
            groups=groups_of(work), colleagues=_colleagues(work, duties, counter),
        )  # fmt: skip


def _as_called(work: Work, face: CounterFace, duties: Mapping[int, Duty], mine: Sequence[Leg]) -> list[Leg]:
    """Give who waits for a counter in the order in which it will call them, so that list and press agree.

    Whoever is meant for another counter or officer on duty stands behind all.
    """
    day = current_day(work)
    officer = duties[face.number].officer if face.number in duties else None
    others = {duty.officer for duty in duties.values()} - {officer}
    meant = [leg for leg in mine if leg.to_officer in others or leg.to_counter in duties.keys() - {face.number}]
    skills = skills_of(work, face, officer)
    counter = CounterState(face.number, frozenset(face.services), skills=skills, officer=officer)
    own = [leg for leg in mine if leg not in meant] if meant else mine
    lines = line_states(work, day) if day else {}
    return [*as_called(own, counter, work.now, lines=lines), *in_order(meant)]


def _counter_state(duty: Duty | None, here: Leg | None) -> str:
    if here is not None:
        return "serving" if here.state is State.SERVING else "calling"
    if duty is None:
        return "signed_out"
    return "break" if duty.break_since else "ready"


def _current(work: Work, leg: Leg, unprinted: Collection[str]) -> CurrentVisit:
    visit = work.book.visit(leg.visit)
    legs = work.book.legs_of_visit(leg.visit)
    service = _service(work, leg.service).face
    missing = set(work.book.missing_of(leg.visit))
    shown, spoken = _receipts(work, leg)
    reason, because = _why_called(work, leg)
    following = opened(leg, leg.stops[0], work.now) if leg.stops else None
    called = leg.called_at or work.now
    return CurrentVisit(
        visit=leg.visit, number=leg.number, service=service, state=leg.state.value,
        waited_s=_seconds(visit.taken_at if visit else leg.key_at, leg.last_called_at or work.now),
        priority=leg.priority is not None, calls=leg.calls, called_at=_local(work, called),
        last_called_at=_local(work, leg.last_called_at or called),
        started_at=_local(work, leg.started_at) if leg.started_at else None,
        from_counter=next((each.counter for each in reversed(legs[:-1]) if each.counter is not None), None),
        missing=tuple(each.name for each in service.requirements if each.name.id in missing),
        shown_on=shown, spoken=spoken, note=leg.note, without_paper=leg.visit in unprinted, ping_pong=ping_pong(legs),
        stops=tuple(_service(work, code).face.name for code in leg.stops), reason=reason, because=because,
        onward=next_stop(work, following) if following else None,
    )  # fmt: skip


def _why_called(work: Work, leg: Leg) -> tuple[str, str]:
    """Give the reason that is stored with the call that stands, and what the officer said if it was chosen."""
    day = current_day(work)
    facts = standing(work.book.facts_of_visit(leg.visit, day.first_seq)) if day else ()
    call = next((fact for fact in reversed(list(facts)) if fact.kind == Kind.VISIT_CALLED), None)
    return (str(call.data["reason"]), str(call.data.get("because", ""))) if call else ("", "")


def _receipts(work: Work, leg: Leg) -> tuple[int, bool]:
    """Tell on how many displays the last call of a leg was shown, and whether it was spoken."""
    day = current_day(work)
    call = work.book.last_call(leg.visit, day.first_seq) if day else None
    if call is None:
        return 0, False
    answers = [
        fact for fact in work.book.facts_of_kinds((Kind.CALL_SHOWN, Kind.CALL_SPOKEN), call)
        if fact.data["call"] == call
    ]  # fmt: skip
    shown = {fact.data["display"] for fact in answers if fact.kind == Kind.CALL_SHOWN}
    spoken = any(fact.kind == Kind.CALL_SPOKEN and fact.data["outcome"] == "spoken" for fact in answers)
    return len(shown), spoken


@dataclass(frozen=True, slots=True)
class _Rows:
    """Makes the rows of the lists; `told` gives the wait from now by visit."""

    work: Work
    unprinted: frozenset[str]
    duties: Mapping[int, Duty]
    told: Mapping[str, WaitRange]

    def of(self, legs: Sequence[Leg]) -> tuple[QueueEntry, ...]:
        """Give the rows of some legs."""
        seats = {duty.officer: number for number, duty in self.duties.items()}
        return tuple(self._row(leg, seats) for leg in legs)

    def _row(self, leg: Leg, seats: Mapping[str, int]) -> QueueEntry:
        work, service = self.work, _service(self.work, leg.service).face
        seat = seats.get(leg.to_officer) if leg.to_officer else None
        return QueueEntry(
            visit=leg.visit, number=leg.number, service=leg.service, service_name=service.name, hue=service.hue,
            waited_s=_seconds(leg.opened_at if leg.ordinal == 1 else leg.key_at, work.now),
            wait_minutes=service.wait_minutes, priority=leg.priority is not None, from_counter=leg.counter,
            calls=leg.calls, since=_local(work, leg.moved_at) if leg.moved_at else None, note=leg.note,
            without_paper=leg.visit in self.unprinted, group=leg.priority or "", told=self.told.get(leg.visit),
            not_before=_local(work, leg.not_before) if leg.not_before else None,
            to_counter=leg.to_counter if leg.to_counter in self.duties else seat, postponed=leg.postponed,
            ping_pong=ping_pong(work.book.legs_of_visit(leg.visit)) if leg.ordinal > LEAST_STOPS else 0,
        )  # fmt: skip


def _targets(work: Work, legs: Sequence[Leg], duties: Mapping[int, Duty]) -> tuple[TransferTarget, ...]:
    manned = [work.catalogue.counter(number) for number in duties]
    waiting = Counter(leg.service for leg in legs if leg.state is State.WAITING)
    return tuple(
        TransferTarget(
            service=service.face, waiting=waiting[service.code],
            counters=tuple(face.number for face in manned if service.code in face.services),
        )
        for service in work.catalogue.services.values()
    )  # fmt: skip


def _colleagues(work: Work, duties: Mapping[int, Duty], counter: int) -> tuple[Colleague, ...]:
    return tuple(
        Colleague(work.catalogue.counter(number), work.catalogue.officer(duty.officer))
        for number, duty in sorted(duties.items())
        if number != counter
    )


def _undo_offer(work: Work, counter: int) -> UndoOffer | None:
    day = current_day(work)
    fact = undoing.undoable(work, day, counter) if day else None
    if fact is None:
        return None
    if not undoing.in_time(work, fact):
        return None
    sent = onward_of(work, str(fact.visit)) if fact.kind in (Kind.VISIT_FINISHED, Kind.VISIT_TRANSFERRED) else None
    return UndoOffer(fact.kind, str(fact.number), _local(work, undoing.deadline(work, fact)), sent)


def _waits(work: Work, face: CounterFace) -> Sequence[tuple[str, datetime, datetime]]:
    return work.book.recent_waits(picture_day(work), face.services)


def _alive_displays(work: Work) -> int:
    return sum(1 for row in work.book.displays() if (work.now - row.seen_at).total_seconds() < ALIVE_S)


def _service(work: Work, code: str) -> Service:
    known = work.catalogue.services.get(code)
    return known or next(iter(work.catalogue.services.values()))


def _seconds(since: datetime, until: datetime) -> int:
    """Give a span in whole seconds; a clock that was set back makes no negative wait."""
    return max(0, (until - since + _TICK) // _SECOND)


def _local(work: Work, moment: datetime) -> datetime:
    return moment.astimezone(work.catalogue.rules.tz)
