"""Offices that do not exist: what they are made of, and how the forecast does where counters are shared."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from loket.model.hall_state import CounterState
from loket.model.rests import Rest, on_clock
from loket.model.rolling import roll_all, roll_forward
from loket.model.scoring import Method, errors_of, judged_days, replay, score
from loket.model.simulated_log import CLOSES_S, OPENS_S, day_of, made_up_office, simulated_log
from loket.model.typical_day import a_visitor
from loket.model.wait_log import WaitLog

NOON = datetime(2001, 1, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def log() -> WaitLog:
    return simulated_log(Random(1), offices=2, days=8)


def test_the_offices_are_as_the_reference_makes_them_up():
    for seed in range(20):
        office = made_up_office(Random(seed))
        codes = {service.code for service in office.habits.services}
        assert 3 <= len(codes) <= 4
        assert 5 <= len(office.counters) <= 7
        assert all(counter.open == ((OPENS_S, CLOSES_S),) for counter in office.counters)
        assert len({counter.pauses[0] for counter in office.counters}) == 2, "lunch in two shifts"
        assert {code for counter in office.counters for code in counter.skills} == codes
        assert len({counter.pace for counter in office.counters}) > 1


def test_a_log_is_decided_by_its_seed(log):
    again = simulated_log(Random(1), offices=2, days=8)
    assert again == log
    assert simulated_log(Random(2), offices=1, days=1).questions != log.questions[: len(log.questions) // 16]


def test_only_who_has_to_wait_asks_and_everybody_called_teaches(log):
    assert all(on_clock(question.base_s, question.rests) > 0 for question in log.questions)
    assert sum(len(samples) for samples in log.samples.values()) > len(log.questions)
    for samples in log.samples.values():
        assert [sample.called_at for sample in samples] == sorted(sample.called_at for sample in samples)
    assert {question.asked_at.date() for question in log.questions} == {day_of(day) for day in range(8)}
    assert not [day for day in range(40) if day_of(day).weekday() > 4]


def test_the_roll_forward_and_memory_are_off_by_half_of_what_a_naive_answer_is(log):
    days = judged_days(log.questions, day_of(3))
    found = score(replay(log, days, lambda: 0.0).answers)
    assert found is not None
    assert found.questions > 300
    ratio = found.ratio(Method.NAIVE_VENDOR)
    assert ratio is not None
    assert ratio < 0.55
    assert 0.7 < found.range.coverage < 0.9
    rolled = errors_of([(question.base_s, question.wait_s) for question in log.questions])
    heads = errors_of([(question.head_s or 0.0, question.wait_s) for question in log.questions])
    assert rolled is not None
    assert heads is not None
    assert rolled.mae < 0.7 * heads.mae


def test_a_planned_break_makes_those_behind_it_wait():
    legs = [a_visitor(number, 11 * 3600.0 + number, [("A", 60.0)]).stops[0].leg for number in range(3)]
    lunch = (Rest(NOON + timedelta(seconds=400), NOON + timedelta(seconds=4000), whole=True),)
    known, unknown = (
        roll_all(legs, [CounterState(1, frozenset("A"), rests=rests)], {"A": 300.0}, NOON) for rests in (lunch, ())
    )
    assert list(unknown.calls.values()) == [0, 300, 600]
    assert list(known.calls.values()) == [0, 300, 600 + 3600]
    assert roll_forward(legs[2], legs[:2], [CounterState(1, frozenset("A"), rests=lunch)], {"A": 300.0}, NOON) == 4200
