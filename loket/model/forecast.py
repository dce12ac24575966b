"""How long will the wait be? Roll the office's own rule forward, then ask what similar visitors really waited.

The roll-forward (`loket.model.rolling`) plays the next calls with mean times: who is called when, if nothing surprising
happens. That base is then corrected by memory: past visitors of the same service with a similar base, hour and class.
Their waits, scaled to this base, give the range that holds for eight of ten visitors. How it did on the log of real
offices, beside what other queue systems tell: docs/evidence/forecast-warsaw.md.

Pure and in seconds. All instants are aware; those given to `Memory` are in the office's own zone.
"""

from __future__ import annotations

from bisect import insort
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from math import ceil, exp, floor, log

from loket.model.rests import Span, on_clock
from loket.model.service import WaitRange

MEMORY_MOST = 2000
"""Visitors kept per service, and as many lessons of mid-wait; 200 cost 4 % of accuracy, 100 cost 10 %."""

WIDE_FACTOR, WIDE_MIN = 4, 10
"""A range is too wide to be told by both ends when it spans more than so many times its low end and so many minutes."""

CONFIGURED_COUNTS = 5
"""The office's own standard weighs as much as five observed services."""

USUAL_COUNTS = 20
"""What earlier days have shown weighs as much as twenty services of today."""

HALF_WAIT_FROM_S = 360.0
"""A wait longer than this teaches twice: when it began and at its half."""

_BASE_WIDTH, _HOUR_WIDTH = 0.7, 2.0
_TODAY_HALF_S, _DAYS_HALF = 7200.0, 15.0
_OTHER_CLASS = 0.15
_NEWCOMERS = 0.25  # what newcomers' lessons weigh for somebody who already waits
_SCALING = 0.9
_SOFTENING = 0.2  # of the service time: bases of nearly nothing are all alike
_PRIOR = (0.35, 0.6, 0.8, 1.0, 1.2, 1.5, 2.1)
_FIRST_WEEK_DAYS, _FIRST_WEEK_WEIGHT = 5, 3.0
_LN2 = log(2.0)
_NEGLIGIBLE = -9.0  # exp(-9): what weighs less than a ten-thousandth is not looked at


@dataclass(frozen=True, slots=True)
class Sample:
    """What one called visitor teaches: the base at the time of asking, and the wait that really followed.

    Learn at the issue, and once more at half of any wait above `HALF_WAIT_FROM_S` (`waiting`, with the base as it was
    then, see `loket.model.lesson`). Visitors who left uncalled teach nothing; those who were called and did not come
    do.
    """

    base_s: float
    wait_s: float
    asked_at: datetime
    called_at: datetime
    priority: bool = False
    waiting: bool = False
    """Asked in mid-wait, by somebody who already stood in line."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A wait in seconds: eight of ten similar visitors waited from `low_s` to `high_s`, half at most `likely_s`."""

    low_s: float
    likely_s: float
    high_s: float


def mean_occupancy(usual_s: float, observed_s: Iterable[float] = (), counts: int = CONFIGURED_COUNTS) -> float:
    """Give the mean seconds a service occupies a counter, from call to end, no-shows included.

    `usual_s` is what was known before and weighs as much as `counts` observed services. The office's standard is only
    a prior that the data wash out: in 13 of 19 real offices the typed-in time was wrong.
    """
    observed = list(observed_s)
    return (counts * usual_s + sum(observed)) / (counts + len(observed))


_Voice = tuple[float, float, float, int, float, bool, bool, float, float]
"""A sample as it is kept: wait freed of its base, measure of the base; hour and day of asking, call, class, mid-wait;
wait and base."""


@dataclass(slots=True)
class Memory:
    """The last samples of one service. `service_s` is its configured time at the counter.

    `half_counts` is what a lesson of mid-wait weighs for a newcomer: all alike (1) is best where the base knows no more
    than the length of a line, none (0) where it is a roll-forward and that of mid-wait was not kept (`lesson.taught`).
    """

    service_s: float
    half_counts: float = 1.0
    _whole: deque[_Voice] = field(default_factory=lambda: deque(maxlen=MEMORY_MOST))
    _half: deque[_Voice] = field(default_factory=lambda: deque(maxlen=MEMORY_MOST))

    def __len__(self) -> int:
        """Count the visitors that are remembered."""
        return len(self._whole)

    def learn(self, sample: Sample) -> None:
        """Remember one called visitor; the oldest of its kind is forgotten when there are too many."""
        soft = _SOFTENING * self.service_s
        base_s, wait_s, asked = max(0.0, sample.base_s), max(0.0, sample.wait_s), sample.asked_at
        place = log(base_s + soft)
        kept = self._half if sample.waiting else self._whole
        kept.append((
            (wait_s + soft) * exp(-_SCALING * place), exp(place / _BASE_WIDTH), asked.hour + asked.minute / 60,
            asked.toordinal(), sample.called_at.timestamp(), sample.priority, sample.waiting, wait_s, base_s,
        ))  # fmt: skip

    def outlook(self, now: datetime, *, priority: bool = False, waiting: bool = False) -> Outlook:
        """Give what the samples say at `now` to a visitor of a class; good for as long as a minute hardly matters.

        `waiting` is for somebody who already stands in line: lessons of mid-wait then weigh four times as much.
        """
        hour, today, instant = now.hour + now.minute / 60, now.toordinal(), now.timestamp()
        other_counts = _NEWCOMERS if waiting else self.half_counts
        own, other = (self._half, self._whole) if waiting else (self._whole, self._half)
        days = {voice[3] for voice in self._whole} - {today}
        waits = bases = USUAL_COUNTS * self.service_s
        seen: list[tuple[float, float, float]] = []
        for freed, measure, asked_hour, day, called, urgent, midway, wait_s, base_s in chain(
            own, other if other_counts else ()
        ):
            if day == today:
                likeness = -_LN2 * max(0.0, instant - called) / _TODAY_HALF_S
            else:
                likeness = -abs(hour - asked_hour) / _HOUR_WIDTH - _LN2 * abs(today - day) / _DAYS_HALF
            if likeness > _NEGLIGIBLE:
                weight = exp(likeness)
                if urgent != priority:
                    weight *= _OTHER_CLASS
                if midway != waiting:
                    weight *= other_counts
                waits += weight * wait_s
                bases += weight * base_s
                seen.append((freed, measure, weight))
        seen.sort()
        prior = (_FIRST_WEEK_WEIGHT if len(days) < _FIRST_WEEK_DAYS else 1.0) / len(_PRIOR)
        return Outlook(_SOFTENING * self.service_s, prior, waits / bases, tuple(seen))

    def forecast(self, base_s: float, now: datetime, *, priority: bool = False, waiting: bool = False) -> Forecast:
        """Give the wait of a visitor whose base is `base_s` ≥ 0; knows nothing at first and says so by its width."""
        return self.outlook(now, priority=priority, waiting=waiting).forecast(base_s)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A memory as it speaks at one moment, ready to be asked for many bases; see `Memory.outlook`.

    `seen` holds each sample's wait freed of its base, the measure of its base, and its weight, by the first: whatever
    the base that is asked for, the waits scaled to it keep this order. `usual` is how many times their base visitors
    waited, near or far: where nobody similar is known, the wait is looked for there, and not at a typed-in time.
    """

    soft_s: float
    prior: float
    usual: float
    seen: tuple[tuple[float, float, float], ...]

    def forecast(self, base_s: float) -> Forecast:
        """Give the wait of a visitor whose base is `base_s` ≥ 0."""
        return Forecast(*self.quantiles(base_s, (0.1, 0.5, 0.9)))

    def quantiles(self, base_s: float, shares: Sequence[float]) -> list[float]:
        """Give the waits in seconds that each share (0–1, rising) of similar visitors did not exceed."""
        return [max(0.0, value) for value in _quantiles(self._voices(base_s), shares)]

    def _voices(self, base_s: float) -> list[tuple[float, float]]:
        place, soft = log(base_s + self.soft_s), self.soft_s
        scale, here = exp(_SCALING * place), exp(place / _BASE_WIDTH)
        voices = [
            (freed * scale - soft, weight * (there / here if there < here else here / there))
            for freed, there, weight in self.seen
        ]
        for share in _PRIOR:
            insort(voices, (base_s * self.usual * share, self.prior))
        return voices


def _quantiles(voices: Sequence[tuple[float, float]], shares: Sequence[float]) -> list[float]:
    """Give the quantiles of weighted values, which are in order."""
    total = sum(weight for _, weight in voices)
    found: list[float] = []
    reached = 0.0
    for value, weight in voices:
        reached += weight
        while len(found) < len(shares) and reached >= shares[len(found)] * total * (1 - 1e-12):
            found.append(value)
    return found


def told_range(
    base_s: float, memory: Memory, now: datetime, *, priority: bool = False, waiting: bool = False
) -> WaitRange:
    """Give the range as it is told to a person; see `rounded`.

    For somebody who already waits, give the roll-forward as it is *now* and `waiting`: how far the line has come is in
    the base, and those who were asked in mid-wait teach what that means. How long he has waited so far says nothing
    more (docs/evidence/forecast-warsaw.md), so it is not asked for.
    """
    return told_as(memory.forecast(base_s, now, priority=priority, waiting=waiting), base_s)


def told_as(forecast: Forecast, base_s: float, rests: Sequence[Span] = ()) -> WaitRange:
    """Give a forecast as it is told to a person; both are in worked seconds, and the range goes around the `rests`.

    What is kept of `base_s` is in worked seconds too (`loket.model.rests`).
    """
    by_clock = around(forecast, rests) if rests else forecast
    told = rounded(by_clock.low_s, by_clock.high_s)
    return replace(told, base_s=round(base_s), likely_s=round(by_clock.likely_s))


def around(worked: Forecast, rests: Sequence[Span]) -> Forecast:
    """Give a forecast of worked seconds by the clock."""
    return Forecast(*(on_clock(each, rests) for each in (worked.low_s, worked.likely_s, worked.high_s)))


def rounded(low_s: float, high_s: float) -> WaitRange:
    """Round for people: below 10 minutes to 1, below 30 to 5, above to 10; the low end down, the high end up.

    Never one point. A low end that says nothing is 0, and then only the upper end is told, which people plan by
    (Kagan, Hyndman, Davis 2026, arXiv 2602.06263): below a minute, and in a range too wide to be of use.
    """
    low, high = max(0.0, low_s) / 60, max(0.0, high_s) / 60
    low = floor(low / _step(low)) * _step(low)
    high = ceil(high / _step(high)) * _step(high)
    if high <= low:
        high = low + _step(low)
    if high - low > WIDE_MIN and high > WIDE_FACTOR * low:
        low = 0
    return WaitRange(round(low) * 60, round(high) * 60)


def _step(minutes: float) -> int:
    return 1 if minutes < 10 else 5 if minutes < 30 else 10
