"""The next calls played in advance: who is called when, if every service takes its mean and what is planned happens.

It stands on the rule itself (`loket.model.queue.choose`), so whatever the rule does for priority, levels, appointments
or transfers, the told wait follows. Counters rest as planned; who is expected and will be called before people who wait
already (`hall_state.Coming`) is called as the rule would. Pure; all spans in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from loket.model.hall_state import Coming, CounterState, LineState, Present
from loket.model.next_calls import NextCalls, Rule
from loket.model.queue import choose, in_order
from loket.model.visit import Leg


@dataclass(frozen=True, slots=True)
class Rolled:
    """What a play came to, in seconds from now.

    `calls` says when each waiting visitor is called, `newcomer` when somebody who takes a ticket now would be, for each
    service, and `urgent` the same for a priority visitor; who is not named is called by no counter.
    """

    calls: Mapping[str, float]
    newcomer: Mapping[str, float]
    urgent: Mapping[str, float] = field(default_factory=dict)


def roll_all(
    waiting: Iterable[Leg],
    counters: Iterable[CounterState],
    mean_s: Mapping[str, float],
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
    coming: Mapping[str, Coming] | None = None,
    lasts: Callable[[Leg], float] | None = None,
    rule: Rule = choose,
) -> Rolled:
    """Play until every counter is idle.

    `counters` are those with an officer, `mean_s` the mean occupancy per service, `coming` who is expected in each
    line. A newcomer is called by the first counter that would otherwise stand idle, turn to a service for which its
    level is lower, or to somebody who comes later still: under order of arrival those cannot go before, but for
    priority visitors whom the rule calls early. `lasts` says how long a service takes where it is not the mean.
    """
    play = NextCalls(in_order(waiting), list(counters), mean_s, now, lines or {}, rule, coming or {}, lasts)
    calls = {leg.visit: after_s for leg, after_s in play.calls()}
    urgent = {service: min(after_s, play.urgent.get(service, after_s)) for service, after_s in play.newcomer.items()}
    return Rolled(calls, play.newcomer, urgent)


def roll_calls(
    wanted: Collection[str],
    waiting: Iterable[Leg],
    counters: Iterable[CounterState],
    mean_s: Mapping[str, float],
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
    coming: Mapping[str, Coming] | None = None,
) -> dict[str, float]:
    """Give the seconds until each of the `wanted` visits is called; the play ends with the last of them.

    Whom no counter will call is left out; the rest is as for `roll_all`.
    """
    missing, calls = set(wanted), dict[str, float]()
    play = NextCalls(in_order(waiting), list(counters), mean_s, now, lines or {}, choose, coming or {}).calls()
    while missing and (called := next(play, None)) is not None:
        leg, after_s = called
        if leg.visit in missing:
            missing.discard(leg.visit)
            calls[leg.visit] = after_s
    return calls


@dataclass(frozen=True, slots=True)
class NextCall:
    """A call in a play: who, after how many seconds, at which counter."""

    leg: Leg
    after_s: float
    counter: int


def calls_until(visit: str, here: Present) -> list[NextCall] | None:
    """Give the calls up to and with that of a visit, None when no counter will call it.

    Only those who wait now are played: nobody can be told to stand behind somebody who may never come.
    """
    play = NextCalls(in_order(here.waiting), list(here.counters), here.mean_s, here.now, here.lines, choose, {})
    found = []
    for leg, after_s in play.calls():
        found.append(NextCall(leg, after_s, play.counter))
        if leg.visit == visit:
            return found
    return None


def roll_forward(
    mine: Leg,
    waiting: Iterable[Leg],
    counters: Iterable[CounterState],
    mean_s: Mapping[str, float],
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
    coming: Mapping[str, Coming] | None = None,
    rule: Rule = choose,
) -> float | None:
    """Give the seconds until `mine` is called when every service takes its mean; None when no counter will call it.

    `waiting` are the waiting legs with or without `mine`; the rest is as for `roll_all`.
    """
    legs = in_order([*(each for each in waiting if each.visit != mine.visit), mine])
    play = NextCalls(legs, list(counters), mean_s, now, lines or {}, rule, coming or {})
    return next((after_s for leg, after_s in play.calls() if leg.visit == mine.visit), None)


def as_called(
    waiting: Iterable[Leg],
    counter: CounterState,
    now: datetime,
    *,
    lines: Mapping[str, LineState] | None = None,
    most: int = 50,
) -> list[Leg]:
    """Give the legs that wait for a counter in the order in which it alone would call them.

    The first `most` are those of the rule; behind them, and with whom it may not call yet, the order is that of the
    keys. Who is meant for somebody else must be left out of `waiting`.
    """
    legs = [leg for leg in in_order(waiting) if leg.service in counter.services]
    free = replace(counter, busy_with=None, since=None, on_break=False)
    play = NextCalls(legs, [free], dict.fromkeys(counter.services, 0.0), now, lines or {}, choose, {})
    first = [leg for leg, after_s in islice(play.calls(), most) if after_s == 0]
    chosen = {leg.visit for leg in first}
    return [*first, *(leg for leg in legs if leg.visit not in chosen)]
