"""What if counter 3 opened from nine to eleven? The picture of a plan and of what is needed, ready to be drawn.

Days are played on what the office is used to (`loket.office.habits`): as the counters are now, as they would be after
the supervisor's changes, and as few as keep the promise. It takes some seconds of CPU time: ask in a worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from random import Random

from loket.model.breaks import lunches
from loket.model.proposing import propose
from loket.model.simulation import HALF_HOUR_S
from loket.model.staffing import Promise, Verdict, plan_of
from loket.model.typical_day import draw_days
from loket.office.habits import Known
from loket.office.trial import Change, Said, Trial, changed, clock, idle_changes, with_spare
from loket.office.trial_words import Talk, of_basis, of_breaks

DAYS = 200
"""Days that are played: with them a proposal keeps its promise on other days within two points."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How a plan does: share within the promise (0-1), the worst half-hour and its share, p95 in minutes, and hours.

    `p95_min` is None when nobody came or more than one of twenty was never called.
    """

    share: float
    worst_share: float | None
    worst_at: time | None
    p95_min: float | None
    counter_hours: float


@dataclass(frozen=True, slots=True)
class HalfHour:
    """One cell of the strip: counters open now, after the changes, and needed; shares within the promise of each."""

    begins: time
    counters_now: int
    counters_then: int
    counters_needed: int
    share: float | None
    share_then: float | None
    share_needed: float | None


@dataclass(frozen=True, slots=True)
class Rest:
    """A proposed break of a counter."""

    counter: int
    first: time
    last: time


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The whole picture. `then` are the figures after the changes, those of the proposal when there are none.

    `enough` is False when even all counters together do not keep the promise; `from_days` counts the past days that it
    stands on, 0 for the set-up's standards or an office that is made up.
    """

    promise: Promise
    now: Figures
    then: Figures
    needed: Figures
    half_hours: tuple[HalfHour, ...]
    breaks: tuple[Rest, ...]
    sentences: tuple[Said, ...]
    enough: bool
    days: int
    seed: int
    from_days: int


def what_if(
    known: Known, promise: Promise, changes: Sequence[Change] = (), *, days: int = DAYS, seed: int = 1
) -> WhatIf:
    """Play `days` (at least one) drawn from `seed` and give the picture.

    Raises Refused for a change of a counter that is not there, or of hours that end before they begin.
    """
    if known.made_up:
        known = with_spare(known)
    opens_s, half_hours = known.habits.opens_s, known.habits.half_hours
    after = changed(known.counters, changes)
    dice = Random(seed)  # noqa: S311 - dice, no secrets
    trial = Trial(draw_days(known.habits, days, dice), known, promise)
    now = trial.judged(known.counters)
    proposal = propose(trial.days, known.habits, known.counters, promise, between=known.between)
    then = trial.judged(after) if changes else proposal.verdict
    now_plan = plan_of(known.counters, opens_s, half_hours)
    then_plan = plan_of(after, opens_s, half_hours) if changes else proposal.plan
    breaks, uncovered = lunches(known.counters, now_plan, promise, opens_s, trial.played)
    talk = Talk(trial, now, now_plan, proposal.plan, proposal.verdict)
    return WhatIf(
        promise=promise,
        now=_figures(now, opens_s),
        then=_figures(then, opens_s),
        needed=_figures(proposal.verdict, opens_s),
        half_hours=tuple(
            HalfHour(
                clock(opens_s + at * HALF_HOUR_S), len(now_plan[at]), len(then_plan[at]), len(proposal.plan[at]),
                now.half_hours[at], then.half_hours[at], proposal.verdict.half_hours[at],
            )
            for at in range(half_hours)
        ),
        breaks=tuple(Rest(each.counter, clock(each.from_s), clock(each.to_s)) for each in breaks),
        sentences=(
            talk.of_now(),
            *(talk.of_changes(then, changes, idle_changes(known.counters, changes)) if changes else ()),
            *talk.of_proposal(enough=proposal.enough),
            *of_breaks(breaks, uncovered),
            of_basis(known),
        ),
        enough=proposal.enough,
        days=days,
        seed=seed,
        from_days=known.days,
    )  # fmt: skip


def _figures(verdict: Verdict, opens_s: float) -> Figures:
    worst, p95_s = verdict.worst, verdict.p95_s
    return Figures(
        share=verdict.share,
        worst_share=verdict.worst_share,
        worst_at=None if worst is None else clock(opens_s + worst * HALF_HOUR_S),
        p95_min=None if p95_s is None or p95_s == float("inf") else p95_s / 60,
        counter_hours=verdict.counter_hours,
    )
