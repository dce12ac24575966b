"""The told wait is an ordered range of whole minutes, follows the office's own rule, and learns from what happened."""

from datetime import UTC, datetime, timedelta
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.forecast import (
    MEMORY_MOST,
    Memory,
    Sample,
    mean_occupancy,
    rounded,
    told_range,
)

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
MEANS = {"A": 600.0, "B": 300.0, "C": 900.0}


def sample(base: float, wait: float, days_ago: int = 1, *, priority: bool = False, waiting: bool = False) -> Sample:
    """Give what one visitor of an earlier day at this hour taught."""
    asked = NOW - timedelta(days=days_ago)
    return Sample(base, wait, asked, asked + timedelta(seconds=wait), priority, waiting)


def taught(*samples: Sample, half_counts: float = 1.0) -> Memory:
    """Give a memory of these samples."""
    memory = Memory(600, half_counts)
    for each in samples:
        memory.learn(each)
    return memory


BASES = st.floats(0, 6 * 3600)
SAMPLES = st.lists(
    st.builds(
        sample, BASES, st.floats(-60, 6 * 3600), st.integers(0, 60), priority=st.booleans(), waiting=st.booleans()
    ),
    max_size=40,
)


@given(BASES, SAMPLES, st.booleans())
def test_the_told_range_is_ordered_and_in_whole_minutes(base: float, samples: list[Sample], priority: bool) -> None:
    memory = taught(*samples)
    forecast = memory.forecast(base, NOW, priority=priority)
    assert 0 <= forecast.low_s <= forecast.likely_s <= forecast.high_s
    told = told_range(base, memory, NOW, priority=priority)
    assert 0 <= told.low_s < told.high_s
    assert told.low_s <= forecast.low_s, "nor the lower end up"
    assert told.base_s == round(base)
    assert told.low_s % 60 == told.high_s % 60 == 0
    assert told.high_s >= forecast.high_s, "the upper end is never rounded down"


def as_written_down(base: float, samples: list[Sample], *, priority: bool, waiting: bool, half: float) -> list[float]:
    """The method's definition, sample by sample: weights, scaled waits, weighted quantiles."""
    soft, whole = 0.2 * 600, [each for each in samples if not each.waiting]
    days = {each.asked_at.date() for each in whole} - {NOW.date()}
    voices, waits, bases = [], 20 * 600.0, 20 * 600.0
    for each in samples:
        ratio = (base + soft) / (each.base_s + soft)
        weight = 1.0 if each.priority == priority else 0.15
        if each.waiting != waiting:
            weight *= 0.25 if waiting else half
        if each.asked_at.date() == NOW.date():
            weight *= 0.5 ** (max(0.0, (NOW - each.called_at).total_seconds()) / 7200)
        else:
            hours = abs(each.asked_at.hour + each.asked_at.minute / 60 - 10)
            weight *= exp(-hours / 2) * 0.5 ** ((NOW.date() - each.asked_at.date()).days / 15)
        wait = max(0.0, each.wait_s)
        waits, bases = waits + weight * wait, bases + weight * each.base_s
        voices.append((max(0.0, (wait + soft) * ratio**0.9 - soft), weight * exp(-abs(log(ratio)) / 0.7)))
    usual, prior = waits / bases, (3.0 if len(days) < 5 else 1.0) / 7
    voices += [(base * usual * share, prior) for share in (0.35, 0.6, 0.8, 1.0, 1.2, 1.5, 2.1)]
    total, ends = sum(weight for _, weight in voices), []
    for share in (0.1, 0.5, 0.9):
        reached = 0.0
        for value, weight in sorted(voices):
            reached += weight
            if reached >= share * total * (1 - 1e-9):
                ends.append(value)
                break
    return ends


@given(BASES, SAMPLES, st.booleans(), st.booleans(), st.sampled_from([0.0, 1.0]))
def test_the_forecast_is_the_method_as_it_is_written_down(
    base: float, samples: list[Sample], priority: bool, waiting: bool, half: float
) -> None:
    memory = taught(*samples, half_counts=half)
    forecast = memory.forecast(base, NOW, priority=priority, waiting=waiting)
    found = [forecast.low_s, forecast.likely_s, forecast.high_s]
    written = as_written_down(base, samples, priority=priority, waiting=waiting, half=half)
    assert found == pytest.approx(written, rel=1e-6, abs=1e-6)


@given(st.lists(st.floats(0, 5 * 3600), min_size=2, max_size=6))
def test_rounding_keeps_the_order_of_ends(ends: list[float]) -> None:
    told = [rounded(0, end).high_s for end in sorted(ends)]
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(1, 4.2, (1, 5)), (9.9, 10.1, (9, 15)), (14, 24, (10, 25)), (16, 29, (15, 30)), (34, 52, (30, 60)),
     (5, 5, (5, 6)), (60, 60, (60, 70)), (5, 20, (5, 20)), (1, 9.5, (1, 10)),
     (4, 15, (4, 15))],
)  # fmt: skip
def test_people_hear_round_minutes(low: float, high: float, told: tuple[int, int]) -> None:
    wait = rounded(low * 60, high * 60)
    assert (wait.low_s // 60, wait.high_s // 60) == told


@pytest.mark.parametrize(
    ("low", "high", "upper_end"), [(0, 0, 1), (0.9, 4.2, 5), (3, 12, 15), (5, 21, 25), (9, 31, 40), (10.5, 65, 70)]
)
def test_of_a_range_that_says_little_people_hear_the_upper_end_only(low: float, high: float, upper_end: int) -> None:
    wait = rounded(low * 60, high * 60)
    assert (wait.low_s, wait.high_s // 60) == (0, upper_end)


def test_on_the_first_day_the_range_is_wide_around_the_base() -> None:
    forecast = Memory(600).forecast(1200, NOW)
    assert forecast.likely_s == 1200
    assert forecast.low_s == pytest.approx(0.35 * 1200)
    assert forecast.high_s == pytest.approx(2.1 * 1200)


def test_when_similar_visitors_waited_twice_the_base_so_will_this_one() -> None:
    memory = taught(*[sample(1200, 2400 + noise, days) for days in range(1, 11) for noise in range(-200, 201, 50)])
    forecast = memory.forecast(1200, NOW)
    assert forecast.likely_s == pytest.approx(2400, rel=0.05)
    assert 2100 < forecast.low_s < forecast.high_s < 2700
    half = memory.forecast(600, NOW)
    assert half.likely_s == pytest.approx(1200, rel=0.15), "their waits are scaled to this base"


def test_the_visitors_of_the_last_hour_count_more_than_those_of_last_month() -> None:
    old = [sample(1200, 600, days) for days in range(30, 60)]
    fresh = [sample(1200, 3000, 0)] * 10
    memory = taught(*old, *fresh)
    assert memory.forecast(1200, NOW + timedelta(hours=1)).likely_s > 2500


def test_priority_visitors_learn_from_priority_visitors() -> None:
    memory = taught(*[sample(1200, 2400, day) for day in range(1, 20)] * 3,
                    *[sample(1200, 300, day, priority=True) for day in range(1, 20)] * 3)  # fmt: skip
    assert memory.forecast(1200, NOW).likely_s > 2000
    assert memory.forecast(1200, NOW, priority=True).likely_s < 600


def test_a_long_line_that_nobody_has_seen_is_judged_by_what_waits_usually_are_and_not_by_a_typed_in_time() -> None:
    short = [sample(600, 180 + noise, days) for days in range(1, 11) for noise in range(-60, 61, 10)]
    memory = taught(*short)
    assert memory.forecast(600, NOW).likely_s == pytest.approx(180, rel=0.2)
    assert memory.forecast(18_000, NOW).likely_s < 9_000, "thirty times the line: no lesson is near"
    assert Memory(600).forecast(18_000, NOW).likely_s == 18_000


def test_who_already_waits_is_told_what_those_asked_in_mid_wait_have_taught() -> None:
    news = [sample(1200, 2400, day) for day in range(1, 20)] * 2
    half = [sample(1200, 600, day, waiting=True) for day in range(1, 20)] * 2
    memory = taught(*news, *half, half_counts=0.0)
    assert memory.forecast(1200, NOW).likely_s > 2000
    assert memory.forecast(1200, NOW, waiting=True).likely_s < 700
    assert told_range(1200, memory, NOW, waiting=True).high_s > memory.forecast(1200, NOW, waiting=True).high_s - 1


def test_a_range_learned_from_a_steady_world_holds_for_eight_of_ten() -> None:
    waits = [1200 * (0.5 + share / 100) for share in range(100)]
    memory = taught(*[sample(1200, wait, 1 + number % 12) for number, wait in enumerate(waits)])
    forecast = memory.forecast(1200, NOW)
    inside = sum(forecast.low_s <= wait <= forecast.high_s for wait in waits)
    assert 78 <= inside <= 84


def test_the_memory_forgets_the_oldest() -> None:
    memory = Memory(600)
    for _ in range(MEMORY_MOST):
        memory.learn(sample(1200, 600))
    for _ in range(MEMORY_MOST):
        memory.learn(sample(1200, 6000))
    assert memory.forecast(1200, NOW).low_s > 5000


def test_the_configured_time_is_only_a_prior_that_the_data_wash_out() -> None:
    assert mean_occupancy(900) == 900
    assert mean_occupancy(900, [300] * 5) == 600
    assert mean_occupancy(900, [300] * 495) == pytest.approx(306)
