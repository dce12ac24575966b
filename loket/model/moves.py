"""What an act does to a leg: one pure function used by the acts, by undo and by the replay of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from loket.model.visit import Act, Leg, State, Visit, after


def arrived(
    visit: Visit, service: str, key_at: datetime, *, not_before: datetime | None = None, stops: Sequence[str] = ()
) -> Leg:
    """Give the first leg of a visit: waiting for `service` since `key_at`; `stops` are the services that follow."""
    return Leg(
        visit=visit.id, ordinal=1, number=visit.number, day=visit.day, service=service, state=State.WAITING,
        key_at=key_at, opened_at=visit.taken_at, priority=visit.priority, moved_at=visit.taken_at,
        not_before=not_before, stops=tuple(stops),
    )  # fmt: skip


def move(
    leg: Leg,
    act: Act,
    now: datetime,
    *,
    counter: int | None = None,
    officer: str | None = None,
    key_at: datetime | None = None,
    not_before: datetime | None = None,
    note: str | None = None,
    yields_to: datetime | None = None,
) -> Leg:
    """Give the leg as `act` leaves it at `now`; raises Refused when the lifecycle has no such step.

    `counter` and `officer` say who calls. `key_at` is the new effective arrival of a return or of letting others go
    first, `yields_to` the last key that was let go; `not_before` ends the time in which a skipped visitor
    is not called again. `note` replaces the note.
    The first call is kept in `called_at` and the last in `last_called_at`; `calls` counts the present series.
    """
    state = after(leg.state, act, leg.number)
    said = leg.note if note is None else note
    if act is Act.CALL:
        return Leg(  # the hot one: `replace` takes twice as long
            visit=leg.visit, ordinal=leg.ordinal, number=leg.number, day=leg.day, service=leg.service, state=state,
            key_at=leg.key_at, opened_at=leg.opened_at, priority=leg.priority, counter=counter, officer=officer,
            called_at=leg.called_at or now, last_called_at=now, calls=1, started_at=None, ended_at=leg.ended_at,
            note=leg.note, moved_at=now, not_before=leg.not_before, to_counter=leg.to_counter,
            to_officer=leg.to_officer, postponed=leg.postponed, stops=leg.stops, yields_to=leg.yields_to,
        )  # fmt: skip
    if act is Act.RECALL:
        return replace(leg, last_called_at=now, calls=leg.calls + 1)
    if act is Act.START:
        return replace(leg, state=state, started_at=now, moved_at=now)
    if act is Act.RETURN:
        return replace(leg, state=state, key_at=key_at or now, calls=0, moved_at=now, note=said)
    if act is Act.SKIP:
        return replace(leg, state=state, not_before=not_before, moved_at=now)
    if act is Act.POSTPONE:
        return replace(leg, key_at=key_at or now, postponed=leg.postponed + 1, yields_to=yields_to)
    if act in (Act.ABSENT, Act.PARK):
        return replace(leg, state=state, moved_at=now, note=said)
    return replace(leg, state=state, ended_at=now, moved_at=now, note=said)


def opened(
    leg: Leg,
    service: str,
    now: datetime,
    note: str = "",
    *,
    to_counter: int | None = None,
    to_officer: str | None = None,
    stops: Sequence[str] | None = None,
) -> Leg:
    """Give the leg that follows `leg`: waiting for `service` with the visit's first arrival as key.

    It may be meant for one counter or one officer. `stops` replace those that were to follow.
    """
    return Leg(
        visit=leg.visit, ordinal=leg.ordinal + 1, number=leg.number, day=leg.day, service=service,
        state=State.WAITING, key_at=leg.key_at, opened_at=now, priority=leg.priority, note=note, moved_at=now,
        counter=leg.counter, to_counter=to_counter, to_officer=to_officer, postponed=leg.postponed,
        stops=leg.stops if stops is None else tuple(stops),
    )  # fmt: skip
