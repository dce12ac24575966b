"""What a visit's legs tell about its way: how often somebody was sent back to a desk already visited."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from loket.model.visit import Leg

LEAST_STOPS = 2
"""With no more stops than these nobody can have been sent back."""


def ping_pong(legs: Sequence[Leg]) -> int:
    """Count the returns to a counter where the visitor had been before and had left for another one.

    `legs` are those of one visit in order; only stops that were called somewhere count, and several stops in a row at
    one counter are one. Zero is the promise "nobody is sent from desk to desk".
    """
    desks: list[int] = []
    for leg in legs:
        if leg.counter is not None and leg.called_at is not None and (not desks or desks[-1] != leg.counter):
            desks.append(leg.counter)
    return len(desks) - len(set(desks))


def sent_back(legs: Iterable[Leg]) -> tuple[tuple[str, int], ...]:
    """Give the number of every visitor who came back to a counter already visited, and how often; legs in any order."""
    stops: dict[str, list[Leg]] = {}
    for leg in sorted(legs, key=lambda leg: leg.ordinal):
        stops.setdefault(leg.visit, []).append(leg)
    found = ((mine[0].number, ping_pong(mine)) for mine in stops.values() if len(mine) > LEAST_STOPS)
    return tuple(sorted((number, times) for number, times in found if times))
