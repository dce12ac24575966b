"""Time single presses, by turns with what they are compared to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from loket.bench.figures import Times

T = TypeVar("T")

TIDY_EVERY = 100
"""Turns after which the log is looked after, as a station does in its idle moments: never within a press."""


def timed(times: Times, act: Callable[[], T]) -> T:
    """Do `act`, keep how long it took, give what it gave."""
    began = time.perf_counter()
    made = act()
    times.seconds.append(time.perf_counter() - began)
    return made
