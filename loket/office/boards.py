"""Ready pictures for the screens. One consistent reading each; a screen asks when the feed has moved."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from loket.model.calendar import is_open, next_opening
from loket.model.counter import CounterFace, Duty
from loket.model.events import Kind
from loket.model.queue import in_order
from loket.model.rolling import CounterState, as_called
from loket.model.service import Service, WaitRange
from loket.model.visit import Leg, State
from loket.office import undo as undoing
from loket.office.closing import is_late, opens_after_today
from loket.office.context import Office, Work
from loket.office.days import current_day, opening_state, picture_day, week_hours
from loket.office.hall_board import calls_going_on, hall_board
from loket.office.lines import line_states, skills_of
from loket.office.paper_board import printer_face, urgent_printer, without_paper
from loket.office.pictures import (
    CounterBoard,
    CurrentVisit,
    KioskBoard,
    KioskTile,
    QueueEntry,
    SignInBoard,
    SignInCounter,
    TransferTarget,
    UndoOffer,
)
from loket.office.ticketing import groups_of
from loket.office.waits import Told, told_waits
from loket.store.contract import Store

__all__ = ["counter_board", "hall_board", "kiosk_board", "signin_board"]

_SECOND, _TICK = timedelta(seconds=1), timedelta(milliseconds=1)
"""Acts are kept apart by microseconds; that must not cost anybody a second."""

ALIVE_S = 3600.0
"""A display that answered a call within this many seconds counts as alive."""


def kiosk_board(office: Office, printer: str | None = None) -> KioskBoard:
    """Give what the kiosk draws: every service with who waits, and whether the office is open.

    `printer` is the kiosk's own; without one it tells of the office's printer of tickets.
    """
    with office.looking() as work:
        legs = work.book.open_legs(picture_day(work))
        told = told_waits(office.store, work, legs)
        open_now, opens_at, closes_at, holiday, ended = opening_state(work)
        tiles = tuple(
            _tile(office.store, work, service, _waiting(legs, service.code), told.get(service.code), ended=ended)
            for service in work.catalogue.services.values()
            if service.at_kiosk
        )
        return KioskBoard(
            office=work.catalogue.face, day=picture_day(work), tiles=tiles, open=open_now, opens_at=opens_at,
            closes_at=closes_at, holiday=holiday, calling=calls_going_on(work, legs),
            seq=work.book.last_fact()[0], ended=ended, hours=week_hours(work), printer=printer_face(work, printer),
            groups=groups_of(work),
        )  # fmt: skip


def told_now(office: Office, service: str, *, priority: bool = False) -> WaitRange | None:
    """Give the range to tell somebody who takes a ticket for a service (letter or name) now, None when nobody knows."""
    with office.looking() as work:
        code = work.catalogue.service(service).code
        told = told_waits(office.store, work, work.book.open_legs(picture_day(work))).get(code)
        return told.to(priority=priority) if told else None


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
        unprinted = without_paper(work)
        waits = [max(0.0, (called - key).total_seconds()) for _, key, called in _waits(work, face)]
        return CounterBoard(
            office=work.catalogue.face, counter=face, officer=work.catalogue.officer(duty.officer) if duty else None,
            state=_counter_state(duty, here), current=_current(work, here, unprinted) if here else None,
            queue=_entries(work, _as_called(work, face, duties, mine), unprinted),
            parked=_entries(work, [leg for leg in mine if leg.state is State.PARKED], unprinted),
            missed=_entries(work, [leg for leg in mine if leg.state is State.MISSED], unprinted),
            average_wait_s=round(sum(waits) / len(waits)) if waits else None,
            wait_minutes=max((_service(work, code).face.wait_minutes for code in face.services), default=0),
            served_today=work.book.served_count(day, counter), undo=_undo_offer(work, counter),
            call_limit=work.catalogue.rules.call_limit, targets=_targets(work, legs, duties),
            printer=urgent_printer(work), displays=_alive_displays(work),
            break_since=_local(work, duty.break_since) if duty and duty.break_since else None,
            now=work.local, seq=work.book.last_fact()[0], without_paper=len(unprinted),
        )  # fmt: skip


def signin_board(office: Office) -> SignInBoard:
    """Give who may sign in where."""
    with office.looking() as work:
        duties = {duty.counter: duty for duty in work.book.duties()}
        counters = tuple(
            SignInCounter(
                counter=face,
                officer=work.catalogue.officer(duties[number].officer) if number in duties else None,
                since=_local(work, duties[number].since) if number in duties else None,
            )
            for number, face in work.catalogue.counters.items()
        )
        waiting = sum(1 for leg in work.book.open_legs(picture_day(work)) if leg.state is State.WAITING)
        return SignInBoard(
            office=work.catalogue.face, officers=tuple(work.catalogue.officers.values()), counters=counters,
            waiting=waiting, now=work.local, seq=work.book.last_fact()[0],
        )  # fmt: skip


def _tile(
    store: Store, work: Work, service: Service, waiting: int, told: Told | None, *, ended: bool
) -> KioskTile:  # fmt: skip
    local, hours = work.local, work.catalogue.hours(service)
    day = current_day(work)
    always = day is not None and day.always_open
    state, opens_at = "open", None
    if ended or not service.is_open:
        state = "closed"
    elif service.quota is not None and day and work.book.last_sequence(day.day, service.code) >= service.quota:
        state, opens_at = "full", opens_after_today(work, service)
    elif not always and not is_open(hours, local):
        opens_at = next_opening(hours, local)
        state = "later" if opens_at and opens_at.date() == local.date() else "closed"
    elif is_late(store, work, service, waiting, told.ordinary.base_s if told else None):
        state, opens_at = "late", opens_after_today(work, service)
    ordinary, urgent = (told.ordinary, told.urgent) if told else (None, None)
    return KioskTile(service.face, waiting, ordinary, state, opens_at, service.closed_reason, urgent)


def _waiting(legs: Sequence[Leg], service: str) -> int:
    return sum(1 for leg in legs if leg.state is State.WAITING and leg.service == service)


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
    called = leg.called_at or work.now
    return CurrentVisit(
        visit=leg.visit, number=leg.number, service=service, state=leg.state.value,
        waited_s=_seconds(visit.taken_at if visit else leg.key_at, leg.last_called_at or work.now),
        priority=leg.priority is not None, calls=leg.calls, called_at=_local(work, called),
        last_called_at=_local(work, leg.last_called_at or called),
        started_at=_local(work, leg.started_at) if leg.started_at else None,
        from_counter=legs[-2].counter if len(legs) > 1 else None,
        missing=tuple(each.name for each in service.requirements if each.name.id in missing),
        shown_on=shown, spoken=spoken, note=leg.note, without_paper=leg.visit in unprinted,
    )  # fmt: skip


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


def _entries(work: Work, legs: Sequence[Leg], unprinted: Collection[str]) -> tuple[QueueEntry, ...]:
    entries = []
    for leg in legs:
        service = _service(work, leg.service).face
        entries.append(
            QueueEntry(
                visit=leg.visit,
                number=leg.number,
                service=leg.service,
                service_name=service.name,
                hue=service.hue,
                waited_s=_seconds(leg.opened_at if leg.ordinal == 1 else leg.key_at, work.now),
                wait_minutes=service.wait_minutes,
                priority=leg.priority is not None,
                from_counter=leg.counter,
                calls=leg.calls,
                since=_local(work, leg.moved_at) if leg.moved_at else None,
                note=leg.note,
                without_paper=leg.visit in unprinted,
            )
        )
    return tuple(entries)


def _targets(work: Work, legs: Sequence[Leg], duties: Mapping[int, Duty]) -> tuple[TransferTarget, ...]:
    manned = [work.catalogue.counter(number) for number in duties]
    return tuple(
        TransferTarget(
            service=service.face, waiting=_waiting(legs, service.code),
            counters=tuple(face.number for face in manned if service.code in face.services),
        )
        for service in work.catalogue.services.values()
    )  # fmt: skip


def _undo_offer(work: Work, counter: int) -> UndoOffer | None:
    day = current_day(work)
    fact = undoing.undoable(work, day, counter) if day else None
    if fact is None:
        return None
    if not undoing.in_time(work, fact):
        return None
    return UndoOffer(fact.kind, str(fact.number), _local(work, undoing.deadline(work, fact)))


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
