"""What called visitors teach the office about waiting: each once for the whole wait, and once from its half."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from loket.model.forecast import HALF_WAIT_FROM_S, Sample
from loket.model.rests import Rest, from_now, worked_s


@dataclass(frozen=True, slots=True)
class Lesson:
    """When a leg was opened and first called, and the base in seconds from which its wait was told (None: it was not).

    `left_at` is when the visitor left the counter and `busy_s` how long the counter had been busy; None while it
    still is, or when nobody knows.
    """

    service: str
    opened_at: datetime
    called_at: datetime
    base_s: int | None
    priority: bool = False
    left_at: datetime | None = None
    busy_s: float | None = None

    def sample(self, zone: tzinfo, rests: Sequence[Rest] = ()) -> Sample | None:
        """Give the lesson as the memory takes it, None when no wait was told; `zone` is the office's.

        It teaches the seconds in which the line moved: without the `rests` that lay in the wait.
        """
        if self.base_s is None:
            return None
        asked = self.opened_at.astimezone(zone)
        wait_s = (self.called_at - asked).total_seconds()
        return Sample(self.base_s, worked_s(wait_s, from_now(rests, asked)), asked, self.called_at, self.priority)


def stood_before(spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[int, int]]:
    """Give for each (opened, called) how many had come before and still waited: at its opening, at half of its wait.

    Both numbers were known at the moment they speak of: who was called later is not asked for.
    """
    places = sorted(range(len(spans)), key=lambda place: spans[place][0])
    before: list[tuple[int, int]] = [(0, 0)] * len(spans)
    calls: list[datetime] = []
    for place in places:
        opened, called = spans[place]
        half = max(opened, opened + (called - opened) / 2)
        before[place] = (len(calls) - bisect_right(calls, opened), len(calls) - bisect_right(calls, half))
        insort(calls, called)
    return before


def half_way(whole: Sample, base_s: float) -> Sample | None:
    """Give what a visitor's second half teaches, `base_s` being the base at that moment; None when it was too short."""
    if whole.wait_s <= HALF_WAIT_FROM_S:
        return None
    half = whole.asked_at + (whole.called_at - whole.asked_at) / 2
    return Sample(base_s, whole.wait_s / 2, half, whole.called_at, whole.priority, waiting=True)


def taught(lessons: Iterable[Lesson], zone: tzinfo, rests: Sequence[Rest] = ()) -> list[Sample]:
    """Give all that the called visitors of one service and day teach, in the order of their calls.

    In the `rests` none of the service's counters called, as was planned.
    The base at half of a wait was not kept; it is the one at the beginning, made smaller as the line before has become.
    """
    rows = sorted(lessons, key=lambda lesson: lesson.called_at)
    before = stood_before([(row.opened_at, row.called_at) for row in rows])
    samples: list[Sample] = []
    for row, (first, later) in zip(rows, before, strict=True):
        whole = row.sample(zone, rests)
        if whole is None:
            continue
        samples.append(whole)
        half = half_way(whole, whole.base_s * (later + 1) / (first + 1))
        if half is not None:
            samples.append(half)
    return samples
