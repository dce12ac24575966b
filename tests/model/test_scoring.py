"""A forecast is judged on what was known when it was asked, beside other methods, by figures that can be checked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.lesson import Lesson, stood_before, taught
from loket.model.scoring import Method, errors_of, judged_days, range_figures, replay, score
from loket.model.wait_log import Delays, Question, Stay, WaitLog, half_way_questions, lessons_of, line_base

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def at(minutes: float, day: int = 0) -> datetime:
    """Give the instant `minutes` after nine, `day` days later."""
    return NINE + timedelta(days=day, minutes=minutes)


def stay(came: float, called: float, day: int = 0, counters: float | None = 1) -> Stay:
    return Stay(at(came, day), at(called, day), counters=counters)


def asked(minute: float, wait: float, ahead: int = 0, day: int = 0, line: str = "A") -> Question:
    return Question(line, at(minute, day), wait * 60, line_base(ahead, 1), ahead, 1)


def still() -> float:
    """A stopwatch that stands."""
    return 0.0


# --- figures worked out by hand -----------------------------------------------------------------------------------


def test_errors_are_the_mean_the_median_the_root_of_squares_and_the_share_of_good_answers() -> None:
    # off by 5, 10 and 30 minutes; good is 5 minutes or a quarter of the wait: 5 of 20, 10 of 40, not 30 of 40
    found = errors_of([(15 * 60, 20 * 60), (50 * 60, 40 * 60), (10 * 60, 40 * 60)])
    assert found is not None
    assert (found.asked, found.mae, found.median_error) == (3, 15, 10)
    assert found.rmse == pytest.approx((1025 / 3) ** 0.5)
    assert found.good == pytest.approx(2 / 3)
    assert errors_of([]) is None


def test_a_range_is_charged_for_its_width_and_ten_times_for_what_lies_outside() -> None:
    ranges = [(10 * 60.0, 20 * 60.0), (10 * 60.0, 20 * 60.0), (10 * 60.0, 20 * 60.0)]
    found = range_figures(ranges, [15 * 60.0] * 3, [15 * 60.0, 8 * 60.0, 23 * 60.0])
    assert found.coverage == found.above == pytest.approx(1 / 3)
    assert found.width == 10
    assert found.interval_score == pytest.approx((10 + 10 + 20 + 10 + 30) / 3)
    assert found.bias == pytest.approx((0 + 7 - 8) / 3), "positive: too long a wait was promised"


def test_the_last_one_called_and_the_head_of_the_line_are_seen_as_the_hall_sees_them() -> None:
    seen = Delays([stay(0, 10), stay(2, 30), stay(5, 20)])
    assert seen.last_called_s(at(9)) is None
    assert seen.last_called_s(at(10)) == 10 * 60
    assert seen.last_called_s(at(25)) == 15 * 60, "who came third was called second"
    assert seen.head_s(at(12)) == 10 * 60, "the second has waited since minute 2"
    assert seen.head_s(at(29)) == 27 * 60
    assert seen.head_s(at(31)) == seen.head_s(at(0)) == 0


def test_without_a_first_day_the_last_third_of_the_days_is_judged() -> None:
    questions = [asked(0, 10, day=day) for day in range(9)]
    assert judged_days(questions) == [date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)]
    assert judged_days(questions, date(2026, 12, 1)) == [date(2026, 12, 1)]
    assert judged_days(questions[:1]) == [date(2026, 11, 23)]
    assert judged_days([]) == []


def test_half_of_a_longer_wait_is_asked_about_with_the_line_as_it_stands_then() -> None:
    # A waits 5 minutes: too short. B came second, waits 20; at minute 11 A is gone. C: at half (16) B still stands.
    questions = half_way_questions("A", [stay(0, 5), stay(1, 21), stay(2, 30)])
    assert [(each.asked_at, each.wait_s / 60, each.ahead) for each in questions] == [
        (at(11), 10, 0),
        (at(16), 14, 1),
    ]
    assert all(each.waiting for each in questions)
    assert questions[1].base_s == line_base(1, 1)
    samples = lessons_of([stay(0, 5), stay(1, 21), stay(2, 30)])
    assert [(each.base_s, each.wait_s / 60, each.waiting) for each in samples] == [
        (line_base(0, 1), 5, False), (line_base(1, 1), 20, False), (line_base(0, 1), 10, True),
        (line_base(2, 1), 28, False), (line_base(1, 1), 14, True),
    ]  # fmt: skip


def test_the_told_base_of_the_office_shrinks_with_the_line_until_half_of_the_wait() -> None:
    def lesson(came: float, called: float, base: int | None = 1200) -> Lesson:
        return Lesson("A", at(came), at(called), base)

    samples = taught([lesson(2, 32), lesson(0, 10, None), lesson(1, 30, None)], UTC)
    # two stood before when the third came, one of them still at half of the wait: 1200 × 2 / 3
    assert [(each.base_s, each.wait_s, each.waiting) for each in samples] == [(1200, 1800, False), (800, 900, True)]
    assert samples[1].asked_at == at(17)


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(-5, 60)), max_size=30)


@given(SPANS)
def test_who_stood_before_is_counted_as_one_by_one(spans: list[tuple[int, int]]) -> None:
    moments = [(at(came), at(came + wait)) for came, wait in spans]
    slow = []
    for place, (came, called) in enumerate(moments):
        half = max(came, came + (called - came) / 2)
        earlier = [gone for other, (when, gone) in enumerate(moments) if (when, other) < (came, place)]
        slow.append((sum(gone > came for gone in earlier), sum(gone > half for gone in earlier)))
    assert stood_before(moments) == slow


# --- the replay ---------------------------------------------------------------------------------------------------


def made_log(seed: int = 1, days: int = 4, visitors: int = 40) -> dict[int, list[Stay]]:
    """A line with one counter: arrivals and services by chance, each day for itself."""
    chance = Random(seed)
    log: dict[int, list[Stay]] = {}
    for day in range(days):
        came = sorted(chance.uniform(0, 240) for _ in range(visitors))
        free = 10.0
        for minute in came:
            called = max(minute, free)
            free = called + chance.lognormvariate(1.6, 0.7)
            log.setdefault(day, []).append(stay(minute, called, day))
    return log


def log_of(stays: dict[int, list[Stay]]) -> WaitLog:
    samples, questions = [], []
    for day in sorted(stays):
        mine = stays[day]
        samples += lessons_of(mine)
        questions += half_way_questions("A", mine)
        for each in mine:
            ahead = sum(o.arrived_at < each.arrived_at < o.called_at for o in mine)
            head = Delays(mine).head_s(each.arrived_at)
            questions.append(
                Question("A", each.arrived_at, each.wait_s, line_base(ahead, 1), ahead, 1, 300, None, head)
            )
    return WaitLog({"A": samples}, questions)


def answers_until(log: WaitLog, now: datetime) -> list[object]:
    """What everybody was answered who asked up to `now`; the truth that followed plays no part."""
    played = replay(log, judged_days(log.questions, NINE.date()), still)
    return [
        (each.question.asked_at, each.question.waiting, each.forecast, each.told, each.methods)
        for each in played.answers
        if each.question.asked_at <= now
    ]


@given(st.integers(0, 3), st.integers(20, 239), st.integers(0, 10**6))
def test_changing_the_future_changes_no_answer(day: int, minute: int, seed: int) -> None:
    past = made_log()
    now, chance = at(minute, day), Random(seed)
    other: dict[int, list[Stay]] = {}
    for number, mine in past.items():
        for each in mine:
            if each.arrived_at > now:
                continue  # nobody comes any more
            later = each
            if each.called_at > now:
                later = replace(each, called_at=now + timedelta(minutes=chance.uniform(1, 500)))
            other.setdefault(number, []).append(later)
    # Only questions that both have: whoever is called later is asked at another half of the wait.
    before = [row for row in answers_until(log_of(past), now) if not row[1]]  # type: ignore[index]
    after = [row for row in answers_until(log_of(other), now) if not row[1]]  # type: ignore[index]
    assert len(before) > 0 or day == 0
    assert after == before


def test_answers_do_change_with_what_was_known() -> None:
    past = made_log()
    slow = {day: [replace(each, called_at=each.called_at + timedelta(hours=2)) for each in mine]
            for day, mine in past.items() if day == 0}  # fmt: skip
    assert answers_until(log_of({**past, **slow}), at(100, 2)) != answers_until(log_of(past), at(100, 2))


def test_a_day_that_is_not_judged_teaches_and_is_not_asked() -> None:
    log = log_of(made_log())
    played = replay(log, [at(0, 3).date()], still)
    assert {each.question.asked_at.date() for each in played.answers} == {at(0, 3).date()}
    alone = replay(replace(log, samples={}), [at(0, 3).date()], still)
    learned, naive = score(played.answers), score(alone.answers)
    assert learned is not None
    assert naive is not None
    ours, theirs = learned.methods[Method.LOKET], naive.methods[Method.LOKET]
    assert ours is not None
    assert theirs is not None
    assert ours.mae < theirs.mae, "three days of lessons are worth something"


def test_the_cost_is_what_the_stopwatch_saw_during_forecasts_alone() -> None:
    ticks = iter(range(10_000))
    log = log_of(made_log(days=1, visitors=5))
    played = replay(log, [NINE.date()], lambda: float(next(ticks)))
    assert played.seconds == len(played.answers), "one tick a forecast"


def test_what_a_method_cannot_know_it_does_not_answer() -> None:
    bare = asked(0, 10, ahead=2)
    (answer,) = replay(WaitLog({}, [bare]), [NINE.date()], still).answers
    assert answer.methods[Method.NAIVE_VENDOR] is None
    assert answer.methods[Method.HOL] is None
    assert answer.methods[Method.NAIVE_10] == 20 * 60
    found = score([answer])
    assert found is not None
    assert found.methods[Method.HOL] is None
    assert found.ratio(Method.HOL) is None
    assert found.ratio(Method.NAIVE_10) == pytest.approx(2.0), "the line is 30 minutes long, the wait was 10"
    assert score([]) is None


def test_coverage_is_told_for_each_band_of_what_was_forecast() -> None:
    questions = [asked(0, 10, 0), asked(1, 5, 0), asked(2, 300, 3)]
    found = score(replay(WaitLog({}, questions), [NINE.date()], still).answers)
    assert found is not None
    assert [(band.low_min, band.high_min, band.questions, band.coverage) for band in found.bands] == [
        (10, 20, 2, 1.0),
        (30, 60, 1, 0.0),
    ]
