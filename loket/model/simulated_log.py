"""Logs of offices that do not exist, to judge forecasts on: services that share counters, breaks, no-shows, transfers.

The questions are asked as the product asks: at every ticket for which no counter is free the office's own rule is
rolled forward over who waits and who is expected, with the service times and the priority visitors' arrivals as they
were known the evening before, and with the planned lunch breaks. Source of the offices' make-up: the reference on
forecasts, §2. Simulator and roll-forward share a model, so a real office gains less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import fsum
from typing import TYPE_CHECKING

from loket.model.expecting import PriorityArrivals, default_rate, shares_of
from loket.model.forecast import CONFIGURED_COUNTS, Sample
from loket.model.hall_state import Coming, CounterState, LineState
from loket.model.queue import ORDINARY
from loket.model.rests import Rest, from_now, on_clock, shared, worked_s
from loket.model.rolling import roll_forward
from loket.model.simulation import MIDNIGHT, CounterPlan, Play, Span, play
from loket.model.simulation import Stay as Played
from loket.model.typical_day import SERVICE_CV, Habits, ServiceHabits, draw_day, drawn, peaked
from loket.model.wait_log import Delays, Question, Stay, WaitLog, lessons_of

if TYPE_CHECKING:
    from random import Random

OFFICES, DAYS, JUDGED_FROM = 6, 40, 26
"""Offices and days of the log; from which day on, counted from 1, it is judged."""

OPENS_S, CLOSES_S = 8 * 3600.0, 15 * 3600.0

_FIRST_DAY = date(2026, 1, 5)  # a Monday
_LUNCH_S = 3600.0
_LUNCHES_S = (11.75 * 3600.0, 12.75 * 3600.0)
_TAKEN = 0.88  # of the counters' time in the mean: a ticket then waits about half an hour
_PAUSES = (1, 3)  # unplanned pauses of a counter in a day, at least and at most
_PAUSE_S = 480.0
_ONWARD = 0.05
_PACE_CV = 0.2


@dataclass(frozen=True, slots=True)
class MadeUpOffice:
    """An office: what it is used to, its counters with their lunch breaks, and the service times of its set-up."""

    habits: Habits
    counters: tuple[CounterPlan, ...]
    configured_s: Mapping[str, float]


@dataclass(slots=True)
class _Experience:
    """How long each service occupies a counter and when its priority visitors come, as far as it has been seen."""

    configured_s: Mapping[str, float]
    seen_s: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    arrivals: dict[str, PriorityArrivals] = field(default_factory=dict)

    def learn(self, stays: Sequence[Played]) -> None:
        for code in self.configured_s:
            came = [stay.arrived_s for stay in stays if stay.service == code and stay.urgent and stay.leg.ordinal == 1]
            self.arrivals.setdefault(code, PriorityArrivals()).learn(came)
        for stay in stays:
            if stay.called_s is not None and stay.ended_s is not None:
                self.seen_s[stay.service] = self.seen_s.get(stay.service, 0.0) + stay.ended_s - stay.called_s
                self.counts[stay.service] = self.counts.get(stay.service, 0) + 1

    def means(self) -> dict[str, float]:
        return {
            code: (CONFIGURED_COUNTS * usual_s + self.seen_s.get(code, 0.0))
            / (CONFIGURED_COUNTS + self.counts.get(code, 0))
            for code, usual_s in self.configured_s.items()
        }

    def coming(self, counters: Sequence[CounterPlan], means: Mapping[str, float], now_s: float) -> dict[str, Coming]:
        serving = {counter.number: counter.skills for counter in counters}
        none = PriorityArrivals()
        return {
            code: Coming(
                self.arrivals.get(code, none).expected(now_s, CLOSES_S, default_rate(mean_s, shares_of(serving, code)))
            )
            for code, mean_s in means.items()
        }


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the office knew when somebody took a ticket."""

    stay: Played
    base_s: float
    counters: int
    rests: tuple[Span, ...]


def made_up_office(chance: Random) -> MadeUpOffice:
    """Throw the dice for an office: three or four services, five to seven counters of different skill and speed."""
    codes = "ABCD"[: chance.choice((3, 4))]
    means = {code: 60.0 * chance.choice((7, 9, 12, 15)) for code in codes}
    counters = []
    for number in range(1, chance.choice((5, 6, 7)) + 1):
        own = codes[(number - 1) % len(codes)]
        skills = {own: ORDINARY}
        for code in codes:
            if code != own and chance.random() < 0.45:
                skills[code] = ORDINARY
        lunch = (_LUNCHES_S[number % 2], _LUNCH_S)
        counters.append(CounterPlan(number, skills, ((OPENS_S, CLOSES_S),), (lunch,), drawn(1.0, _PACE_CV, chance)))
    hours_s = len(counters) * (CLOSES_S - OPENS_S - _LUNCH_S - sum(_PAUSES) / 2 * _PAUSE_S)
    able = {code: fsum(1 / len(each.skills) for each in counters if code in each.skills) for code in codes}
    services = tuple(
        ServiceHabits(
            code,
            peaked(_TAKEN * hours_s * able[code] / len(counters) / means[code]),
            means[code],
            SERVICE_CV,
            onward={other: _ONWARD / (len(codes) - 1) for other in codes if other != code},
        )
        for code in codes
    )
    return MadeUpOffice(Habits(OPENS_S, services), tuple(counters), means)


def simulated_log(chance: Random, offices: int = OFFICES, days: int = DAYS) -> WaitLog:
    """Play the days of some offices and give their log, a line for each service of each office."""
    samples: dict[str, list[Sample]] = {}
    questions: list[Question] = []
    configured: dict[str, float] = {}
    for number in range(1, offices + 1):
        office = made_up_office(chance)
        known = _Experience(office.configured_s)
        for day in range(days):
            _play_day(office, known, f"{number}", day_of(day), chance, samples, questions)
        configured |= {f"{number}{code}": usual_s for code, usual_s in office.configured_s.items()}
    return WaitLog(samples, questions, configured)


def day_of(number: int) -> date:
    """Give the date of an office day, counted from 0: five a week."""
    return _FIRST_DAY + timedelta(days=number // 5 * 7 + number % 5)


def _play_day(
    office: MadeUpOffice, known: _Experience, name: str, day: date, chance: Random,
    samples: dict[str, list[Sample]], questions: list[Question],
) -> None:  # fmt: skip
    counters = [_with_pauses(counter, chance) for counter in office.counters]
    lunches = {counter.pauses[0] for counter in office.counters}
    means, asked = known.means(), list[_Asked]()

    def watch(game: Play, stay: Played) -> None:
        if stay.leg.ordinal == 1:
            asked.append(_ask(game, stay, known, means, lunches))

    stays = play(draw_day(office.habits, chance), counters, watch=watch)
    known.learn(stays)
    by_service: dict[str, list[_Asked]] = {}
    for each in asked:
        by_service.setdefault(each.stay.service, []).append(each)
    for service, mine in by_service.items():
        line = name + service
        rows = [_row(each, day) for each in mine]
        samples.setdefault(line, []).extend(lessons_of(rows))
        delays = Delays(rows)
        for each, row in zip(mine, rows, strict=True):
            if on_clock(each.base_s, each.rests) <= 0:
                continue  # a counter was free: nobody asks
            questions.append(
                Question(
                    line=line, asked_at=row.arrived_at, wait_s=row.wait_s, base_s=each.base_s, ahead=each.stay.ahead,
                    counters=each.counters, service_s=office.configured_s[service],
                    last_called_s=delays.last_called_s(row.arrived_at), head_s=delays.head_s(row.arrived_at),
                    priority=each.stay.urgent, rests=each.rests,
                )
            )  # fmt: skip


def _ask(
    game: Play, stay: Played, known: _Experience, means: Mapping[str, float], lunches: set[Span]
) -> _Asked:  # fmt: skip
    """Roll the rule forward for who has just come."""
    states, serving, now = [], 0, _moment(game.now_s)
    for place, counter in enumerate(game.counters):
        busy, away = game.busy[place], game.away[place]
        if away is None and stay.service in counter.skills:
            serving += 1
        rests = [
            Rest(_moment(at), _moment(at + s), whole=True) for at, s in game.pauses_ahead(place) if (at, s) in lunches
        ]
        if away in lunches:
            rests.insert(0, Rest(now, _moment(game.back_s[place])))
        states.append(
            CounterState(
                counter.number, frozenset(counter.skills), busy_with=busy.service if busy else None,
                since=_moment(busy.called_s) if busy and busy.called_s is not None else None,
                on_break=away is not None, back_at=_moment(game.back_s[place]) if away in lunches else None,
                skills=counter.skills,
                rests=tuple(rests),
            )
        )  # fmt: skip
    waiting = [
        place[2].leg for line in game.lines.values() for places in (line.ordinary, line.urgent) for place in places
    ]  # fmt: skip
    lines = {code: LineState(line.since, line.between) for code, line in game.lines.items()}
    coming = known.coming(game.counters, means, game.now_s)
    base_s = roll_forward(stay.leg, waiting, states, means, now, lines=lines, coming=coming)
    resting = shared(from_now(state.rests, now) for state in states if stay.service in state.services)
    return _Asked(stay, 0.0 if base_s is None else worked_s(base_s, resting), serving, resting)


def _row(asked: _Asked, day: date) -> Stay:
    """Give who asked as a row of the log; everybody is called, if after closing."""
    stay, begin = asked.stay, datetime(day.year, day.month, day.day, tzinfo=UTC)
    called_s = stay.arrived_s if stay.called_s is None else stay.called_s
    return Stay(
        begin + timedelta(seconds=stay.arrived_s), begin + timedelta(seconds=called_s), stay.ahead, asked.counters,
        asked.base_s, stay.urgent, rests=asked.rests,
    )  # fmt: skip


def _with_pauses(counter: CounterPlan, chance: Random) -> CounterPlan:
    """Give a counter its unplanned pauses of a day beside its lunch."""
    pauses = [
        (OPENS_S + 1800.0 + chance.random() * (CLOSES_S - OPENS_S - 3600.0), drawn(_PAUSE_S, 0.5, chance))
        for _ in range(chance.randint(*_PAUSES))
    ]
    return CounterPlan(
        counter.number, counter.skills, counter.open, tuple(sorted((*counter.pauses, *pauses))), counter.pace
    )


def _moment(seconds: float) -> datetime:
    return MIDNIGHT + timedelta(seconds=seconds)
