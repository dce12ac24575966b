"""What if, from the present line: the next calls played many times, each time with other service times.

The roll-forward of `loket.model.rolling` takes every service at its mean; here the dice are thrown, so a supervisor
sees how sure a wait is, not only how long. A visitor's service lasts equally long whatever the plan, so two plans meet
the same people. Pure: chance comes in as dice. Spans in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

from loket.model.hall_state import CounterState, Present
from loket.model.rests import Rest
from loket.model.rolling import roll_all
from loket.model.typical_day import SERVICE_CV, drawn
from loket.model.visit import Leg

if TYPE_CHECKING:
    from random import Random

Dice = Callable[[str], "Random"]
"""Gives the dice of a name, thrown anew: the same name, the same throws."""

PLAYS = 30
"""How often the present line is played: enough to tell a third from a half."""

_TRIES = 20  # to draw a service that has already lasted so long
_LEAST_LEFT_S = 60.0  # where none is drawn: it has lasted unusually long and is taken to be nearly over


@dataclass(frozen=True, slots=True)
class Newcomer:
    """When somebody who comes now would be called: one of ten plays below `low_s`, half below `mid_s`, nine `high_s`.

    `within` is the share of plays (0-1) in which it is within the norm.
    """

    low_s: float
    mid_s: float
    high_s: float
    within: float


def newcomers(
    present: Present, norms_s: Mapping[str, float], dice: Dice, *, plays: int = PLAYS, cv: float = SERVICE_CV
) -> dict[str, Newcomer]:
    """Play the present line and give the newcomer of each service that somebody serves; `cv` as in `ServiceHabits`."""
    waits: dict[str, list[float]] = {}
    for play in range(plays):
        rolled = roll_all(
            present.waiting, _drawn_counters(present, dice, play, cv), present.mean_s, present.now,
            lines=present.lines, coming=present.coming, lasts=_Lasts(present, dice, play, cv),
        )  # fmt: skip
        for service, after_s in rolled.newcomer.items():
            waits.setdefault(service, []).append(after_s)
    return {service: _newcomer(sorted(found), norms_s[service]) for service, found in waits.items()}


def opened(counter: CounterState, first: datetime, last: datetime, now: datetime) -> CounterState:
    """Give a counter that is at work from an instant to a later one whatever was planned for it then.

    A counter that nobody serves now is given as it would be with an officer, free and without rests.
    """
    cut = [piece for rest in counter.rests for piece in _outside(rest, first, last)]
    if first <= now:
        return replace(counter, rests=tuple(cut), on_break=False, back_at=None)
    return replace(counter, rests=tuple(cut))


def only_within(counter: CounterState, first: datetime, last: datetime, now: datetime) -> CounterState:
    """Give a counter that is at work in a span only, and then no more for a day."""
    before = (Rest(now, first),) if first > now else ()
    return replace(counter, rests=(*before, Rest(last, last + timedelta(days=1))))


def closed(counter: CounterState, first: datetime, last: datetime) -> CounterState:
    """Give a counter that calls nobody from an instant to a later one."""
    cut = [piece for rest in counter.rests for piece in _outside(rest, first, last)]
    rests = tuple(sorted((*cut, Rest(first, last)), key=lambda rest: rest.begins))
    if counter.on_break and counter.back_at is not None and first <= counter.back_at <= last:
        return replace(counter, rests=rests, back_at=last)
    return replace(counter, rests=rests)


def _outside(rest: Rest, first: datetime, last: datetime) -> Iterable[Rest]:
    pieces = (
        replace(rest, ends=min(rest.ends, first), whole=False),
        replace(rest, begins=max(rest.begins, last), whole=False),
    )  # fmt: skip
    return (piece for piece in pieces if piece.begins < piece.ends)


class _Lasts:
    """How long each visitor's service lasts in one play: the same for the same visitor, whoever is called when."""

    def __init__(self, present: Present, dice: Dice, play: int, cv: float) -> None:
        self._mean_s, self._cv = present.mean_s, cv
        self._strangers, known = dice(f"{play} expected"), dice(f"{play} waiting")
        self._known = {leg.visit: drawn(present.mean_s[leg.service], cv, known) for leg in present.waiting}

    def __call__(self, leg: Leg) -> float:
        known = self._known.get(leg.visit)
        return drawn(self._mean_s[leg.service], self._cv, self._strangers) if known is None else known


def _drawn_counters(present: Present, dice: Dice, play: int, cv: float) -> list[CounterState]:
    """Throw the dice for what is left of the services under way: as long as they have lasted already, or longer."""
    found = []
    for counter in present.counters:
        service, since = counter.busy_with, counter.since
        if service is None or since is None or counter.on_break:
            found.append(counter)
            continue
        chance = dice(f"{play} counter {counter.number}")
        elapsed_s = (present.now - since).total_seconds()
        tries = (drawn(present.mean_s[service], cv, chance) for _ in range(_TRIES))
        lasts_s = next((each for each in tries if each > elapsed_s), elapsed_s + _LEAST_LEFT_S)
        back_at = present.now + timedelta(seconds=lasts_s - elapsed_s)
        found.append(replace(counter, busy_with=None, since=None, on_break=True, back_at=back_at))
    return found


def _newcomer(waits: Sequence[float], norm_s: float) -> Newcomer:
    low_s, mid_s, high_s = (waits[ceil(share * len(waits)) - 1] for share in (0.1, 0.5, 0.9))
    return Newcomer(low_s, mid_s, high_s, sum(wait <= norm_s for wait in waits) / len(waits))
