"""The hall's picture: the calls it has shown, the calls it still owes, who waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from loket.model.counter import CounterFace
from loket.model.events import CALLS, Fact, Kind
from loket.model.visit import Leg, State
from loket.model.wording import Wording
from loket.office.context import Office, Work
from loket.office.days import current_day, opening_state, picture_day, week_hours
from loket.office.fair_words import running_words
from loket.office.hall import display_alive
from loket.office.pictures import HallBoard, HallCall, HallCounter, HallService
from loket.office.waits import told_waits

LAST_CALLS = 12
"""How many calls the hall keeps in sight at most."""


def hall_board(office: Office, display: str) -> HallBoard:
    """Give what a hall display draws: among it the calls since the last one it has shown, oldest first."""
    with office.looking() as work:
        known = work.book.display(display) is not None
    if not known:
        display_alive(office, display)
    with office.looking() as work:
        row = work.book.display(display)
        day = current_day(work)
        legs = work.book.open_legs(picture_day(work))
        told = told_waits(office.store, work, legs)
        first = day.first_seq if day else work.book.last_fact()[0] + 1
        shown = max(row.shown_seq, first) if row else first
        spoken = max(row.spoken_seq, first) if row else first
        pending = work.book.facts_of_kinds(CALLS, shown)
        owed = [fact for fact in work.book.facts_of_kinds(CALLS, spoken) if fact.seq <= shown]
        newest = _standing(work, first, work.book.newest_calls(first, shown, LAST_CALLS * 4))
        open_now, opens_at, _, holiday, _ = opening_state(work)
        return HallBoard(
            office=work.catalogue.face, last=_last(work, newest), pending=_calls(work, pending),
            live=frozenset(_live(newest, pending, legs)),
            services=tuple(
                HallService(
                    service.code, service.face.name, service.face.hue,
                    sum(1 for leg in legs if leg.state is State.WAITING and leg.service == service.code),
                    told[service.code].ordinary if service.code in told else None,
                )
                for service in work.catalogue.services.values()
            ),
            counters=_counters(work, legs), missed=tuple(leg.number for leg in legs if leg.state is State.MISSED),
            messages=running_words(work), open=open_now, opens_at=opens_at, holiday=holiday,
            day=picture_day(work), seq=work.book.last_fact()[0], unspoken=_calls(work, owed),
            hours=week_hours(work),
        )  # fmt: skip


def calls_going_on(work: Work, legs: Sequence[Leg]) -> tuple[HallCall, ...]:
    """Give the calls whose visitor has not come to the counter yet, newest first."""
    day = current_day(work)
    if day is None:
        return ()
    newest = _standing(work, day.first_seq, work.book.newest_calls(day.first_seq, 1 << 62, LAST_CALLS * 4))
    live = _live(newest, (), legs)
    return tuple(call for call in _last(work, newest) if call.seq in live)


def _calls(work: Work, facts: Sequence[Fact]) -> tuple[HallCall, ...]:
    return tuple(_call_of(work, fact) for fact in facts)


def _call_of(work: Work, fact: Fact) -> HallCall:
    number = fact.counter or 0
    face = work.catalogue.counters.get(number) or CounterFace(
        number, Wording(f"Loket {number}", f"Counter {number}"), str(number), (), Wording("")
    )
    visit = work.book.visit(str(fact.visit))
    recalled = fact.kind != CALLS[0]
    return HallCall(
        seq=fact.seq, visit=str(fact.visit), number=str(fact.number), counter=number, counter_name=face.name,
        plate=face.plate, service=str(fact.data["service"]), recall=recalled,
        called_at=datetime.fromisoformat(fact.at).astimezone(work.catalogue.rules.tz), direction=face.direction,
        where=face.where, language=visit.language if visit else "id",
        ordinal_call=int(fact.data["calls"]) if recalled else 1, reason=str(fact.data.get("reason", "")),
    )  # fmt: skip


def _standing(work: Work, first: int, calls: Sequence[Fact]) -> list[Fact]:
    """Leave out the calls that were taken back."""
    undone = {fact.data["undoes"] for fact in work.book.facts_of_kinds((Kind.ACT_UNDONE,), first)}
    return [fact for fact in calls if fact.seq not in undone]


def _last(work: Work, newest: Sequence[Fact]) -> tuple[HallCall, ...]:
    """Keep one line per visit and counter, the newest."""
    lines: dict[tuple[str, int | None], Fact] = {}
    for fact in newest:
        lines.setdefault((str(fact.visit), fact.counter), fact)
    return _calls(work, list(lines.values())[:LAST_CALLS])


def _live(newest: Sequence[Fact], pending: Sequence[Fact], legs: Sequence[Leg]) -> set[int]:
    """Give the seqs of the calls whose visitor is still being called."""
    called = {(leg.visit, leg.counter) for leg in legs if leg.state is State.CALLED}
    live: dict[tuple[str, int | None], int] = {}
    for fact in (*reversed(newest), *pending):
        key = (str(fact.visit), fact.counter)
        if key in called:
            live[key] = fact.seq
    return set(live.values())


def _counters(work: Work, legs: Sequence[Leg]) -> tuple[HallCounter, ...]:
    duties = {duty.counter: duty for duty in work.book.duties()}
    busy = {leg.counter: leg for leg in legs if leg.state in (State.CALLED, State.SERVING)}
    found = []
    for number, face in work.catalogue.counters.items():
        leg, duty = busy.get(number), duties.get(number)
        state = "closed" if duty is None else "break" if duty.break_since else "ready"
        if leg is None:
            found.append(HallCounter(face, state))
            continue
        service = work.catalogue.services.get(leg.service)
        found.append(
            HallCounter(
                face,
                "serving" if leg.state is State.SERVING else "calling",
                leg.number,
                leg.service,
                service.face.hue if service else "",
            )
        )
    return tuple(found)
