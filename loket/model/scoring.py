"""How good are the told waits? Replay a log in the order of time and hold every answer beside what followed.

At each question the forecast knows only visitors who were called up to that instant. Beside it stand the answers of
other queue systems: people ahead × a time ÷ counters, the wait of the last one called (LES), of the head of the line
so far (HOL).

Pure; the stopwatch is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import fsum, sqrt
from statistics import median

from loket.model.forecast import Forecast, Memory, around, rounded
from loket.model.service import WaitRange
from loket.model.wait_log import SERVICE_S, Question, WaitLog

GOOD_MIN, GOOD_SHARE = 5.0, 0.25
"""An answer is good when it is wrong by no more than five minutes or a quarter of the wait."""

BANDS = (0, 5, 10, 20, 30, 60, 120)
"""Where the bands of the forecast's middle begin, in minutes."""

_SECOND = 1 / 60  # a wait of nothing lies in a range from nothing, whatever the last digits of a float say
_MISSED = 0.2  # the range is meant for 80 %: what lies outside costs 2 / 0.2 times its distance (Winkler)


class Method(StrEnum):
    """Ways to answer."""

    NAIVE_VENDOR = "naive_vendor"
    NAIVE_10 = "naive_10"
    LES = "les"
    HOL = "hol"
    LOKET = "loket"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with all answers in seconds (None: the log does not say enough for that method)."""

    question: Question
    forecast: Forecast
    told: WaitRange
    methods: Mapping[Method, float | None]


@dataclass(frozen=True, slots=True)
class Played:
    """A replayed log: answers in the order of asking, and the seconds all forecasts took together."""

    answers: Sequence[Answer]
    seconds: float


@dataclass(frozen=True, slots=True)
class Errors:
    """How far a method was off, in minutes; `good` is a share. `asked` counts the questions it had an answer to."""

    asked: int
    mae: float
    median_error: float
    rmse: float
    good: float


@dataclass(frozen=True, slots=True)
class RangeFigures:
    """How a range held: shares of waits inside and above, mean width and interval score, bias of the middle (minutes).

    A positive bias promises too long a wait.
    """

    coverage: float
    above: float
    width: float
    interval_score: float
    bias: float


@dataclass(frozen=True, slots=True)
class Band:
    """Questions whose forecast lay from `low_min` up to `high_min` (None: no end)."""

    low_min: int
    high_min: int | None
    questions: int
    coverage: float


@dataclass(frozen=True, slots=True)
class Score:
    """The result for some questions, at least one. `told` is the range as people heard it, rounded outwards."""

    questions: int
    mean_wait_min: float
    methods: Mapping[Method, Errors | None]
    range: RangeFigures
    told: RangeFigures
    bands: tuple[Band, ...]

    def ratio(self, other: Method) -> float | None:
        """Give Loket's mean error as a share of another method's; None when that has none."""
        ours, theirs = self.methods[Method.LOKET], self.methods[other]
        return ours.mae / theirs.mae if ours and theirs and theirs.mae else None


def judged_days(questions: Iterable[Question], first: date | None = None) -> list[date]:
    """Give the days to judge on, sorted: from `first`, or the last third of the days that ask anything."""
    days = sorted({question.asked_at.date() for question in questions})
    if first is not None:
        return [day for day in days if day >= first]
    return days[-max(1, round(len(days) / 3)) :]


def replay(log: WaitLog, days: Iterable[date], stopwatch: Callable[[], float]) -> Played:
    """Answer the questions of some days, each line learning in the order of time from the log's first day on.

    `stopwatch` gives seconds of processor time.
    """
    asked = set(days)
    by_line: dict[str, list[Question]] = {}
    for question in log.questions:
        if question.asked_at.date() in asked:
            by_line.setdefault(question.line, []).append(question)
    answers: list[Answer] = []
    seconds = 0.0
    for line, questions in by_line.items():
        memory = Memory(log.service_s.get(line, SERVICE_S), log.half_counts)
        samples = log.samples.get(line, ())
        learned = 0
        for question in sorted(questions, key=lambda each: each.asked_at):
            while learned < len(samples) and samples[learned].called_at <= question.asked_at:
                memory.learn(samples[learned])
                learned += 1
            began = stopwatch()
            forecast = memory.forecast(
                question.base_s, question.asked_at, priority=question.priority, waiting=question.waiting
            )
            seconds += stopwatch() - began
            if question.rests:
                forecast = around(forecast, question.rests)
            answers.append(_answer(question, forecast))
    answers.sort(key=lambda answer: answer.question.asked_at)
    return Played(answers, seconds)


def _answer(question: Question, forecast: Forecast) -> Answer:
    counters = max(1.0, question.counters or 1.0)
    usual = question.service_s
    newcomer = not question.waiting
    last_s = question.head_s if question.last_called_s is None else question.last_called_s
    return Answer(
        question=question,
        forecast=forecast,
        told=question.told or rounded(forecast.low_s, forecast.high_s),
        methods={
            Method.NAIVE_VENDOR: None if usual is None else question.ahead * usual / counters,
            Method.NAIVE_10: question.ahead * SERVICE_S / counters,
            Method.LES: last_s if newcomer else None,
            Method.HOL: question.head_s if newcomer else None,
            Method.LOKET: forecast.likely_s,
        },
    )


def score(answers: Sequence[Answer]) -> Score | None:
    """Work out the figures, None when nothing was asked."""
    if not answers:
        return None
    waits = [answer.question.wait_s for answer in answers]
    middles = [answer.forecast.likely_s for answer in answers]
    return Score(
        questions=len(answers),
        mean_wait_min=_mean(waits) / 60,
        methods={
            method: errors_of([
                (said, answer.question.wait_s) for answer in answers if (said := answer.methods[method]) is not None
            ])
            for method in Method
        },
        range=range_figures([(answer.forecast.low_s, answer.forecast.high_s) for answer in answers], middles, waits),
        told=range_figures([(answer.told.low_s, answer.told.high_s) for answer in answers], middles, waits),
        bands=_bands(answers),
    )  # fmt: skip


def errors_of(pairs: Sequence[tuple[float, float]]) -> Errors | None:
    """Measure what was said against what followed, both in seconds; None without any."""
    if not pairs:
        return None
    off = [abs(said - wait) / 60 for said, wait in pairs]
    good = [error <= max(GOOD_MIN, GOOD_SHARE * wait / 60) for error, (_, wait) in zip(off, pairs, strict=True)]
    return Errors(len(off), _mean(off), median(off), sqrt(_mean([error * error for error in off])), _mean(good))


def range_figures(
    ranges: Sequence[tuple[float, float]], middles: Sequence[float], waits: Sequence[float]
) -> RangeFigures:
    """Measure ranges and their middles against the waits that followed; seconds, at least one."""
    rows = [(low / 60, high / 60, wait / 60) for (low, high), wait in zip(ranges, waits, strict=True)]
    return RangeFigures(
        coverage=_mean([low - _SECOND <= wait <= high + _SECOND for low, high, wait in rows]),
        above=_mean([wait > high + _SECOND for _, high, wait in rows]),
        width=_mean([high - low for low, high, _ in rows]),
        interval_score=_mean(
            [high - low + 2 / _MISSED * max(0.0, low - wait, wait - high) for low, high, wait in rows]
        ),
        bias=_mean([(middle - wait) / 60 for middle, wait in zip(middles, waits, strict=True)]),
    )


def _bands(answers: Sequence[Answer]) -> tuple[Band, ...]:
    """Give the coverage by what was forecast; bands in which nothing was asked are left out."""
    found = []
    for low, high in zip(BANDS, (*BANDS[1:], None), strict=True):
        inside = [
            answer.forecast.low_s - 1 <= answer.question.wait_s <= answer.forecast.high_s + 1
            for answer in answers
            if low * 60 <= answer.forecast.likely_s and (high is None or answer.forecast.likely_s < high * 60)
        ]
        if inside:
            found.append(Band(low, high, len(inside), _mean(inside)))
    return tuple(found)


def _mean(values: Sequence[float]) -> float:
    return fsum(values) / len(values)
