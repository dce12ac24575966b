"""How a set of times lies: mean, median, P90, longest; and how many kept a limit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, fsum
from statistics import median


@dataclass(frozen=True, slots=True)
class Spread:
    """Times in seconds: how many (at least one), mean, median, 90th percentile by nearest rank, longest."""

    count: int
    mean_s: float
    median_s: float
    p90_s: float
    longest_s: float


@dataclass(frozen=True, slots=True)
class Share:
    """`kept` out of `of` things; `of` is at least one."""

    kept: int
    of: int

    @property
    def percent(self) -> float:
        """Give the share as 0–100."""
        return 100 * self.kept / self.of


def spread(seconds: Iterable[float]) -> Spread | None:
    """Measure a set of times, None when it is empty."""
    ordered = sorted(seconds)
    if not ordered:
        return None
    return Spread(
        count=len(ordered),
        mean_s=fsum(ordered) / len(ordered),
        median_s=median(ordered),
        p90_s=ordered[ceil(0.9 * len(ordered)) - 1],
        longest_s=ordered[-1],
    )


def share(kept: Iterable[bool]) -> Share | None:
    """Count how many kept a limit, None when nobody was measured."""
    answers = list(kept)
    return Share(sum(answers), len(answers)) if answers else None
