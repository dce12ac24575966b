"""Planned rests: hours in which counters stand still, and how a wait lies around them.

A rest is no surprise: whoever takes a number at 11.40 on a Friday whose break lasts until 13.00 is called after 13.00,
and nobody who came on another day teaches anything about that. So waits are forecast in *worked* seconds, in which the
line moves, and told by the clock, which goes on in a rest. Pure; spans are seconds from the moment that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import pairwise

from loket.model.calendar import Interval, instant, merged

Span = tuple[float, float]
"""From a second to a later one."""

NOT_KEPT_AFTER = timedelta(minutes=10)
"""A call that is made so long after a rest began shows that it is not kept: until then a last visitor may be called."""

GOES_EARLY = timedelta(minutes=30)
"""Who goes away so shortly before a planned rest stays away until its end."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A counter calls nobody from an instant to a later one; a service that is under way ends first.

    With `whole` it lasts its whole length however late it begins, else it is over at its end by the clock.
    """

    begins: datetime
    ends: datetime
    whole: bool = False


def rests_on(day: date, zone: tzinfo, working: Iterable[Interval]) -> tuple[Rest, ...]:
    """Give the rests of a counter that works in these intervals of a day; before and after them is none."""
    return tuple(
        Rest(instant(day, closes, zone).astimezone(UTC), instant(day, opens, zone).astimezone(UTC))
        for (_, closes), (opens, _) in pairwise(merged(working))
    )


def kept(rests: Iterable[Rest], calls: Iterable[datetime]) -> tuple[Rest, ...]:
    """Give the rests in which nobody was called, but for those who were called as they began."""
    at = sorted(calls)
    return tuple(
        rest for rest in rests if not any(rest.begins + NOT_KEPT_AFTER <= call < rest.ends for call in at)
    )  # fmt: skip


def from_now(rests: Iterable[Rest], now: datetime) -> tuple[Span, ...]:
    """Give what is still to come of some rests, which are in order, in seconds from now."""
    spans = (((rest.begins - now).total_seconds(), (rest.ends - now).total_seconds()) for rest in rests)
    return tuple((max(0.0, begins), ends) for begins, ends in spans if ends > 0)


def later_by(spans: Iterable[Span], seconds: float) -> tuple[Span, ...]:
    """Give what is still to come of some spans so many seconds later, from that moment on."""
    return tuple((max(0.0, begins - seconds), ends - seconds) for begins, ends in spans if ends > seconds)


def shared(spans: Iterable[Sequence[Span]]) -> tuple[Span, ...]:
    """Give when all rest at the same time; nothing when there is nobody."""
    found: Sequence[Span] | None = None
    for mine in spans:
        found = mine if found is None else _both(found, mine)
        if not found:
            return ()
    return tuple(found or ())


def worked_s(span_s: float, rests: Iterable[Span]) -> float:
    """Give how much of the next `span_s` seconds is no rest."""
    return span_s - sum(max(0.0, min(ends, span_s) - begins) for begins, ends in rests if begins < span_s)


def on_clock(worked: float, rests: Iterable[Span]) -> float:
    """Give after how many seconds `worked` ones have passed that are no rest; what ends as a rest begins ends after it.

    The inverse of `worked_s`. `rests` are in order.
    """
    clock_s = worked
    for begins, ends in rests:
        if clock_s < begins:
            break
        clock_s += ends - begins
    return clock_s


def _both(ours: Sequence[Span], theirs: Sequence[Span]) -> tuple[Span, ...]:
    met = ((max(a, c), min(b, d)) for a, b in ours for c, d in theirs)
    return tuple((begins, ends) for begins, ends in met if begins < ends)
