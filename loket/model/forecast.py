"""How long will the wait be? Roll the office's own rule forward, then ask what similar visitors really waited.

The roll-forward plays the next calls with mean times: who is called when, if nothing surprising happens. That base is
then corrected by memory: past visitors of the same service with a similar base, hour and class. Their waits, scaled to
this base, give the range that holds for eight of ten visitors. How it did on the log of real offices, beside what other
queue systems tell: docs/evidence/forecast-warsaw.md.

Pure and in seconds. All instants are aware; those given to `Memory` are in the office's own zone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from heapq import heapify, heappop, heappush
from math import ceil, exp, floor, log

from loket.model.queue import in_order, next_leg
from loket.model.service import WaitRange
from loket.model.visit import Leg

Rule = Callable[[Sequence[Leg], Collection[str], datetime], Leg | None]
"""Who is next at a counter: `queue.next_leg` or a discipline with the same signature."""

MEMORY_MOST = 2000
"""Samples kept per service; 200 cost 4 % of accuracy, 100 cost 10 %."""

WIDE_FACTOR, WIDE_MIN = 4, 10
"""A range is too wide to be told by both ends when it spans more than so many times its low end and so many minutes."""

BREAK_S = 240.0
"""How long a break without planned return is taken to last."""

CONFIGURED_COUNTS = 5
"""The office's own standard weighs as much as five observed services."""

USUAL_COUNTS = 20
"""What earlier days have shown weighs as much as twenty services of today."""

_LEAST_LEFT = 0.35  # of the mean: a service that already took longer than usual is still not over at once
_BASE_WIDTH, _HOUR_WIDTH = 0.5, 2.0
_TODAY_HALF_S, _DAYS_HALF = 3600.0, 15.0
_OTHER_CLASS = 0.15
_SCALING = 0.9
_SOFTENING = 0.2  # of the service time: bases of nearly nothing are all alike
_PRIOR = (0.35, 0.6, 0.8, 1.0, 1.2, 1.5, 2.1)
_FIRST_WEEK_DAYS, _FIRST_WEEK_WEIGHT = 5, 3.0
_LN2 = log(2.0)
_NEGLIGIBLE = -9.0  # exp(-9): what weighs less than a ten-thousandth is not looked at


@dataclass(frozen=True, slots=True)
class CounterState:
    """A counter with an officer: what it serves; what it is busy with and since when; whether it pauses, until when."""

    number: int
    services: frozenset[str]
    busy_with: str | None = None
    since: datetime | None = None
    on_break: bool = False
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """What one called visitor teaches: the base at the time of asking, and the wait that really followed.

    Learn at the issue, and once more at half of any wait above six minutes (with the base as it was then). Visitors
    who left uncalled teach nothing; those who were called and did not come do.
    """

    base_s: float
    wait_s: float
    asked_at: datetime
    called_at: datetime
    priority: bool = False


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


def roll_forward(
    mine: Leg,
    waiting: Iterable[Leg],
    counters: Iterable[CounterState],
    mean_s: Mapping[str, float],
    now: datetime,
    rule: Rule = next_leg,
) -> float | None:
    """Give the seconds until `mine` is called when every service takes its mean; None when no counter will call it.

    `waiting` are the waiting legs with or without `mine`; `counters` those with an officer; `mean_s` the mean
    occupancy per service. Later arrivals play no part: under order of arrival they cannot come before.
    """
    lines: dict[str, deque[Leg]] = {}
    for leg in in_order([*(each for each in waiting if each.visit != mine.visit), mine]):
        lines.setdefault(leg.service, deque()).append(leg)
    free = [(_free_in(counter, mean_s, now), counter.number, counter.services) for counter in counters]
    heapify(free)
    while free:
        after_s, number, services = heappop(free)
        heads = [leg for service in services if service in lines for leg in _heads(lines[service])]
        chosen = rule(heads, services, now)
        if chosen is None:
            continue  # idle from now on: nobody else comes in this play
        if chosen.visit == mine.visit:
            return after_s
        lines[chosen.service].remove(chosen)
        heappush(free, (after_s + mean_s[chosen.service], number, services))
    return None


def _heads(line: deque[Leg]) -> list[Leg]:
    """Give all that a discipline may choose from in one line: its first, and its first priority visitor."""
    urgent = next((leg for leg in line if leg.priority is not None), None) if len(line) > 1 else None
    return [line[0], urgent] if urgent is not None and urgent is not line[0] else list(line)[:1]


def _free_in(counter: CounterState, mean_s: Mapping[str, float], now: datetime) -> float:
    if counter.on_break:
        return BREAK_S if counter.back_at is None else max(0.0, (counter.back_at - now).total_seconds())
    if counter.busy_with is None:
        return 0.0
    mean = mean_s[counter.busy_with]
    elapsed = max(0.0, (now - counter.since).total_seconds()) if counter.since else 0.0
    return max(mean - elapsed, _LEAST_LEFT * mean)


@dataclass(slots=True)
class Memory:
    """The last samples of one service. `service_s` is its configured time at the counter."""

    service_s: float
    _kept: deque[tuple[float, float, float, int, float, bool]] = field(
        default_factory=lambda: deque(maxlen=MEMORY_MOST)
    )

    def __len__(self) -> int:
        """Count the samples that are kept."""
        return len(self._kept)

    def learn(self, sample: Sample) -> None:
        """Remember one called visitor; the oldest is forgotten when there are too many."""
        soft = _SOFTENING * self.service_s
        asked = sample.asked_at
        self._kept.append((
            log(max(0.0, sample.base_s) + soft), max(0.0, sample.wait_s) + soft, asked.hour + asked.minute / 60,
            asked.toordinal(), sample.called_at.timestamp(), sample.priority,
        ))  # fmt: skip

    def outlook(self, now: datetime, *, priority: bool = False) -> Outlook:
        """Give what the samples say at `now` to a visitor of a class; good for as long as a minute hardly matters."""
        hour, today, instant = now.hour + now.minute / 60, now.toordinal(), now.timestamp()
        days = len({sample[3] for sample in self._kept} - {today})
        seen: list[tuple[float, float, float]] = []
        for base, wait, asked_hour, day, called, urgent in self._kept:
            if day == today:
                likeness = -_LN2 * max(0.0, instant - called) / _TODAY_HALF_S
            else:
                likeness = -abs(hour - asked_hour) / _HOUR_WIDTH - _LN2 * abs(today - day) / _DAYS_HALF
            if likeness > _NEGLIGIBLE:
                voice = exp(likeness) * (1.0 if urgent == priority else _OTHER_CLASS)
                seen.append((wait * exp(-_SCALING * base), exp(base / _BASE_WIDTH), voice))
        seen.sort()
        prior = (_FIRST_WEEK_WEIGHT if days < _FIRST_WEEK_DAYS else 1.0) / len(_PRIOR)
        return Outlook(_SOFTENING * self.service_s, prior, tuple(seen))

    def forecast(self, base_s: float, now: datetime, *, priority: bool = False) -> Forecast:
        """Give the wait of a visitor whose base is `base_s` ≥ 0; knows nothing at first and says so by its width."""
        return self.outlook(now, priority=priority).forecast(base_s)


@dataclass(frozen=True, slots=True)
class Outlook:
    """A memory as it speaks at one moment, ready to be asked for many bases; see `Memory.outlook`.

    `seen` holds each sample's wait freed of its base, the measure of its base, and its weight, by the first: whatever
    the base that is asked for, the waits scaled to it keep this order.
    """

    soft_s: float
    prior: float
    seen: tuple[tuple[float, float, float], ...]

    def forecast(self, base_s: float) -> Forecast:
        """Give the wait of a visitor whose base is `base_s` ≥ 0."""
        place, soft = log(base_s + self.soft_s), self.soft_s
        scale, here = exp(_SCALING * place), exp(place / _BASE_WIDTH)
        voices = [
            (wait * scale - soft, voice * (there / here if there < here else here / there))
            for wait, there, voice in self.seen
        ]
        voices += [(base_s * share, self.prior) for share in _PRIOR]
        voices.sort()  # two sorted runs: merged in one pass
        return Forecast(*(max(0.0, value) for value in _quantiles(voices, (0.1, 0.5, 0.9))))


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


def told_range(base_s: float, memory: Memory, now: datetime, *, priority: bool = False) -> WaitRange:
    """Give the range as it is told to a person; see `rounded`."""
    return told_by(memory.outlook(now, priority=priority), base_s)


def told_by(outlook: Outlook, base_s: float) -> WaitRange:
    """Like `told_range`, for a moment whose outlook is known."""
    forecast = outlook.forecast(base_s)
    return replace(rounded(forecast.low_s, forecast.high_s), base_s=round(base_s))


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
