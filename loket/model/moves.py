"""What an act does to a leg: one pure function used by the acts, by undo and by the replay of the journal."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from loket.model.visit import Act, Leg, State, Visit, after


def arrived(visit: Visit, service: str, key_at: datetime) -> Leg:
    """Give the first leg of a visit: waiting for `service` since `key_at`."""
    return Leg(
        visit=visit.id, ordinal=1, number=visit.number, day=visit.day, service=service, state=State.WAITING,
        key_at=key_at, opened_at=visit.taken_at, priority=visit.priority, moved_at=visit.taken_at,
    )  # fmt: skip


def move(
    leg: Leg,
    act: Act,
    now: datetime,
    *,
    counter: int | None = None,
    officer: str | None = None,
    key_at: datetime | None = None,
    note: str | None = None,
) -> Leg:
    """Give the leg as `act` leaves it at `now`; raises Refused when the lifecycle has no such step.

    `counter` and `officer` say who calls. `key_at` is the new effective arrival of a return. `note` replaces the note.
    The first call is kept in `called_at` and the last in `last_called_at`; `calls` counts the present series.
    """
    state = after(leg.state, act, leg.number)
    said = leg.note if note is None else note
    if act is Act.CALL:
        return Leg(  # the hot one: `replace` takes twice as long
            visit=leg.visit, ordinal=leg.ordinal, number=leg.number, day=leg.day, service=leg.service, state=state,
            key_at=leg.key_at, opened_at=leg.opened_at, priority=leg.priority, counter=counter, officer=officer,
            called_at=leg.called_at or now, last_called_at=now, calls=1, started_at=None, ended_at=leg.ended_at,
            note=leg.note, moved_at=now,
        )  # fmt: skip
    if act is Act.RECALL:
        return replace(leg, last_called_at=now, calls=leg.calls + 1)
    if act is Act.START:
        return replace(leg, state=state, started_at=now, moved_at=now)
    if act is Act.RETURN:
        return replace(leg, state=state, key_at=key_at or now, calls=0, moved_at=now, note=said)
    if act in (Act.ABSENT, Act.PARK):
        return replace(leg, state=state, moved_at=now, note=said)
    return replace(leg, state=state, ended_at=now, moved_at=now, note=said)


def opened(leg: Leg, service: str, now: datetime, note: str = "") -> Leg:
    """Give the leg that follows a transferred `leg`: waiting for `service` with the visit's first arrival as key."""
    return Leg(
        visit=leg.visit, ordinal=leg.ordinal + 1, number=leg.number, day=leg.day, service=service,
        state=State.WAITING, key_at=leg.key_at, opened_at=now, priority=leg.priority, note=note, moved_at=now,
        counter=leg.counter,
    )  # fmt: skip
