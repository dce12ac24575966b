"""A visit, its legs, and the one table that says what may happen to them.

A **Visit** is one person's stay; its **Legs** are the stops (service, counter). The state belongs to the leg; the
state of the visit is that of its last leg. `LIFECYCLE` is drawn into docs/architecture.md from the table itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loket.errors import N_, Refused


class State(StrEnum):
    """Where a leg stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    MISSED = "missed"
    TRANSFERRED = "transferred"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    CARRIED_OVER = "carried_over"


OPEN_STATES = frozenset({State.WAITING, State.CALLED, State.SERVING, State.PARKED, State.MISSED})
"""States of a leg that still expects something from the office."""

MOST_LEGS = 200
"""The most stops a visit can have: more is a mistake, and the store's keys have room for 255."""

AT_COUNTER = frozenset({State.CALLED, State.SERVING})
"""States in which a leg occupies its counter: one leg per counter at most."""


class Act(StrEnum):
    """What may be done to a leg."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    ABSENT = "absent"
    SKIP = "skip"
    """Not here now: call somebody else first, without taking the place away."""
    PARK = "park"
    TRANSFER = "transfer"
    RETURN = "return"
    POSTPONE = "postpone"
    """The visitor lets others go first."""
    CANCEL = "cancel"
    CLOSE_DAY = "close_day"


LIFECYCLE: dict[tuple[State, Act], State] = {
    (State.WAITING, Act.CALL): State.CALLED,
    (State.PARKED, Act.CALL): State.CALLED,
    (State.MISSED, Act.CALL): State.CALLED,
    (State.CALLED, Act.RECALL): State.CALLED,
    (State.CALLED, Act.START): State.SERVING,
    (State.CALLED, Act.ABSENT): State.MISSED,
    (State.CALLED, Act.SKIP): State.WAITING,
    (State.CALLED, Act.PARK): State.PARKED,
    (State.SERVING, Act.PARK): State.PARKED,
    (State.CALLED, Act.TRANSFER): State.TRANSFERRED,
    (State.SERVING, Act.TRANSFER): State.TRANSFERRED,
    (State.SERVING, Act.FINISH): State.FINISHED,
    (State.MISSED, Act.RETURN): State.WAITING,
    (State.PARKED, Act.RETURN): State.WAITING,
    (State.WAITING, Act.POSTPONE): State.WAITING,
    (State.WAITING, Act.CANCEL): State.CANCELLED,
    (State.PARKED, Act.CANCEL): State.CANCELLED,
    (State.MISSED, Act.CANCEL): State.CANCELLED,
    (State.WAITING, Act.CLOSE_DAY): State.CARRIED_OVER,
    (State.PARKED, Act.CLOSE_DAY): State.CARRIED_OVER,
    (State.CALLED, Act.CLOSE_DAY): State.CARRIED_OVER,
    (State.SERVING, Act.CLOSE_DAY): State.FINISHED,
    (State.MISSED, Act.CLOSE_DAY): State.MISSED,
}
"""State × act → state. What is not in the table is refused. Undo is not an act of the table: it puts a leg back to
where its last fact found it (`loket.office.undo`), as a new fact."""

_STATE_WORDS = {
    State.WAITING: N_("menunggu"),
    State.CALLED: N_("dipanggil"),
    State.SERVING: N_("dilayani"),
    State.PARKED: N_("ditunda"),
    State.MISSED: N_("terlewat"),
    State.TRANSFERRED: N_("dialihkan"),
    State.FINISHED: N_("selesai"),
    State.CANCELLED: N_("batal"),
    State.CARRIED_OVER: N_("dilanjutkan besok"),
}


def state_words(state: State) -> str:
    """Give the Indonesian words (a msgid) for a state."""
    return _STATE_WORDS[state]


def after(state: State, act: Act, number: str = "") -> State:
    """Give the state that `act` leads to from `state`; raises Refused when the table has no such step."""
    following = LIFECYCLE.get((state, act))
    if following is None:
        raise Refused(
            "visit_state",
            N_("Nomor {number} sedang {state}; tindakan ini tidak dapat dilakukan. Periksa daftar antrean."),
            number=number,
            state=_STATE_WORDS[state],
            act=act.value,
        )
    return following


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's stay. Nothing here changes after the ticket was taken.

    `id` is opaque and random; `number` (e.g. "A001") is unique within `day` only. `told_low_s`/`told_high_s` are the
    seconds of wait that were told to the visitor, or None when nothing was told; `told_base_s` is the roll-forward
    they were made from, None when it is not known.
    """

    id: str
    day: date
    letter: str
    sequence: int
    number: str
    taken_at: datetime
    priority: str | None = None
    language: str = "id"
    told_low_s: int | None = None
    told_high_s: int | None = None
    told_base_s: int | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One stop of a visit. `key_at` is its effective arrival: the queue is ordered by it.

    A transfer keeps the visit's first arrival as the key of the new leg, so nobody queues twice. Nobody calls it by the
    rule before `not_before`. While `to_counter` or `to_officer` is on duty, only they call it by the rule. `stops` are
    the services that follow when this one is finished; `postponed` counts how often the visitor let others go first.
    Nobody who did is called early while the head of the line came at `yields_to` or before.
    """

    visit: str
    ordinal: int
    number: str
    day: date
    service: str
    state: State
    key_at: datetime
    opened_at: datetime
    priority: str | None = None
    counter: int | None = None
    officer: str | None = None
    called_at: datetime | None = None
    last_called_at: datetime | None = None
    calls: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    note: str = ""
    moved_at: datetime | None = None
    """When the leg last changed its state."""
    not_before: datetime | None = None
    to_counter: int | None = None
    to_officer: str | None = None
    postponed: int = 0
    stops: tuple[str, ...] = ()
    yields_to: datetime | None = None
