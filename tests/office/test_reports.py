"""The day in figures: what counts as a wait, what as service, and that every number is accounted for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.events import Kind
from loket.model.spread import share, spread
from loket.model.visit import Act
from loket.office import calling, ticketing
from loket.office.context import Office
from loket.office.day_figures import (
    ActsUndone,
    ClockSetBack,
    ClosedByItself,
    HallAnswers,
    LongServing,
    PrinterTrouble,
    WaitOverruns,
)
from loket.office.days import close_day
from loket.office.hall import call_shown
from loket.office.reports import day_report
from tests.day_story import DayStory
from tests.factories import FixedClock, a_catalogue, a_service

T = TypeVar("T")


@pytest.fixture
def story() -> DayStory:
    return DayStory().open()


def notes(story: DayStory, kind: type[T]) -> list[T]:
    return [note for note in story.report().notes if isinstance(note, kind)]


# --- waits and services -------------------------------------------------------------------------------------------


def test_the_wait_ends_with_the_first_call(story: DayStory) -> None:
    visit = story.take()
    story.later(4).act(visit, Act.CALL)
    story.later(3).act(visit, Act.RECALL)
    story.later(2).act(visit, Act.START)
    report = story.report()
    assert report.wait
    assert report.wait.mean_s == 4 * 60
    assert report.way
    assert report.way.mean_s == 2 * 60
    assert report.recalls == 1


def test_a_return_after_being_missed_does_not_change_the_wait(story: DayStory) -> None:
    visit = story.take()
    story.later(5).act(visit, Act.CALL)
    story.later(3).act(visit, Act.ABSENT)
    story.later(20).act(visit, Act.RETURN)
    story.later(1)
    story.serve(visit)
    report = story.report()
    assert report.wait
    assert report.wait.longest_s == 5 * 60
    assert (report.balance.served, report.balance.missed) == (1, 0)


def test_a_transfer_counts_each_stage_once_and_nobody_waits_twice(story: DayStory) -> None:
    visit = story.take("A")
    story.later(10).act(visit, Act.CALL)
    story.act(visit, Act.START)
    story.later(6).transfer(visit, "B")
    story.later(3)
    story.serve(visit, counter=2, minutes=8)
    report = story.report()
    first, second = (next(each for each in report.services if each.service.code == code) for code in "AB")
    assert first.wait
    assert first.wait.mean_s == 600
    assert first.serving
    assert first.serving.mean_s == 360
    assert second.wait
    assert second.wait.mean_s == 180
    assert second.serving
    assert second.serving.mean_s == 480
    assert (first.served, second.served, report.balance.served, report.transfers) == (1, 1, 1, 1)


def test_time_set_aside_is_no_service_time(story: DayStory) -> None:
    visit = story.take()
    story.act(visit, Act.CALL)
    story.act(visit, Act.START)
    story.later(5).act(visit, Act.PARK)
    story.later(40).act(visit, Act.CALL)
    story.act(visit, Act.START)
    story.later(2).act(visit, Act.FINISH)
    report = story.report()
    assert report.serving
    assert report.serving.mean_s == 7 * 60
    assert report.counters[0].serving_s == 7 * 60


def test_an_undone_finish_gives_back_the_timer(story: DayStory) -> None:
    visit = story.take()
    story.act(visit, Act.CALL)
    story.act(visit, Act.START)
    seq = story.later(5).act(visit, Act.FINISH)
    story.undo(seq)
    story.later(4).act(visit, Act.FINISH)
    report = story.report()
    assert report.serving
    assert report.serving.mean_s == 9 * 60
    assert [note.count for note in notes(story, ActsUndone)] == [1]


def test_an_undone_call_is_no_wait(story: DayStory) -> None:
    visit = story.take()
    seq = story.later(5).act(visit, Act.CALL)
    story.undo(seq)
    assert story.report().wait is None


def test_a_service_that_the_day_closed_does_not_move_the_mean(story: DayStory) -> None:
    story.serve(story.take(), minutes=10)
    forgotten = story.take()
    story.act(forgotten, Act.CALL)
    story.act(forgotten, Act.START)
    story.later(1).act(forgotten, Act.PARK)
    story.act(forgotten, Act.CALL)
    story.act(forgotten, Act.START)
    story.later(14 * 60).close(by_itself=True)
    report = story.report()
    assert report.serving
    assert (report.serving.count, report.serving.mean_s) == (1, 600)
    assert report.closed_serving == ("A002",)
    assert report.balance.served == 2
    assert [note.serving for note in notes(story, ClosedByItself)] == [1]


def test_a_clock_set_back_turns_no_time_negative(story: DayStory) -> None:
    visit = story.take()
    story.later(-30)
    story.tell(Kind.CLOCK_MOVED, **{"from": "2026-11-23T00:00:00.000000Z"})
    story.act(visit, Act.CALL)
    story.later(-5).act(visit, Act.START)
    story.later(-5).act(visit, Act.FINISH)
    report = story.report()
    assert report.wait
    assert report.way
    assert report.serving
    assert (report.wait.mean_s, report.way.mean_s, report.serving.mean_s) == (0, 0, 0)
    assert [(note.before.hour, note.after.hour) for note in notes(story, ClockSetBack)] == [(9, 8)]


def test_standards_are_each_services_own() -> None:
    quick = a_service("A")
    slow = replace(a_service("B"), face=replace(a_service("B").face, wait_minutes=60, service_minutes=30))
    story = DayStory(a_catalogue(quick, slow)).open()
    visits = [story.take("A"), story.take("B")]
    story.later(25)
    for visit in visits:
        story.act(visit, Act.CALL, 1 if visit[0] == "A" else 2)
        story.act(visit, Act.START)
    story.later(20)
    for visit in visits:
        story.act(visit, Act.FINISH)
    report = story.report()
    assert report.wait_kept == share([False, True])
    assert report.serving_kept == share([False, True])
    assert [each.wait_kept for each in report.services] == [share([False]), share([True])]


def test_median_and_p90_are_the_known_ones() -> None:
    found = spread([60.0 * minute for minute in range(1, 11)])
    assert found
    assert (found.median_s, found.p90_s, found.longest_s, found.mean_s) == (330, 540, 600, 330)
    assert spread([]) is None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=60))
def test_nine_of_ten_are_within_p90(seconds: list[float]) -> None:
    found = spread(seconds)
    assert found
    assert sum(each <= found.p90_s for each in seconds) >= 0.9 * len(seconds)
    assert min(seconds) <= found.median_s <= found.longest_s
    assert found.p90_s in seconds


# --- hours, counters, promises ------------------------------------------------------------------------------------


def test_hours_run_from_the_first_arrival_to_the_last_without_a_hole(story: DayStory) -> None:
    first = story.take()
    story.later(12).act(first, Act.CALL)
    story.later(180)
    story.take()
    assert [(hour.hour, hour.arrivals, hour.wait_s) for hour in story.report().by_hour] == [
        (9, 1, 720), (10, 0, None), (11, 0, None), (12, 1, None),
    ]  # fmt: skip


def test_a_counter_that_served_nobody_but_was_on_duty_is_named(story: DayStory) -> None:
    from loket.model.counter import Duty

    story.serve(story.take(), counter=2)
    story.duties.append(Duty(3, "P3", story.now))
    report = story.report()
    assert [(each.number, each.served) for each in report.counters] == [(2, 1), (3, 0)]
    assert (report.counters_used, report.counters_all) == (2, 3)


def test_the_told_range_is_measured_at_the_first_call(story: DayStory) -> None:
    visits = [story.take(told=(300, 600)) for _ in range(4)]
    story.take()
    for visit, minutes in zip(visits[:3], (2, 5, 10), strict=True):
        story.later(minutes)
        story.serve(visit, way=0, minutes=0)
    promise = story.report().promise
    # Called after 2, 7 and 17 minutes; the fourth was not called.
    assert promise
    assert (promise.told, promise.called, promise.within, promise.by_upper) == (4, 3, 1, 2)


def test_without_a_told_wait_nothing_is_claimed(story: DayStory) -> None:
    story.serve(story.take())
    assert story.report().promise is None


def test_priority_visitors_are_compared_with_the_others(story: DayStory) -> None:
    special, other = story.take(priority="LANSIA"), story.take()
    story.later(2).act(special, Act.CALL, 1)
    story.later(7).act(other, Act.CALL, 2)
    priority = story.report().priority
    assert (priority.visits, priority.wait_s, priority.others_wait_s) == (1, 120, 540)


# --- notes --------------------------------------------------------------------------------------------------------


def test_a_quiet_day_has_no_notes(story: DayStory) -> None:
    visit = story.take()
    seq = story.later(1).act(visit, Act.CALL)
    story.tell(Kind.CALL_SHOWN, visit, call=seq, display="aula")
    story.act(visit, Act.START)
    story.later(3).act(visit, Act.FINISH)
    assert story.close().report().notes == (HallAnswers(1, 1, 0),)


def test_a_passed_standard_is_told_with_the_longest(story: DayStory) -> None:
    first, second = story.take(), story.take()
    story.later(21).act(first, Act.CALL, 1)
    story.later(9).act(second, Act.CALL, 2)
    (note,) = notes(story, WaitOverruns)
    assert (note.letter, note.count, note.number, note.longest_s, note.standard_min) == ("A", 2, "A002", 1800, 20)
    assert (note.first.hour, note.first.minute, note.last.minute) == (9, 21, 30)


def test_the_longest_service_is_named_with_its_counter(story: DayStory) -> None:
    story.serve(story.take(), minutes=16)
    story.serve(story.take(), counter=3, minutes=34)
    (note,) = notes(story, LongServing)
    assert (note.number, note.counter.id, note.seconds, note.count) == ("A002", "Loket 3", 34 * 60, 2)


def test_a_printer_in_trouble_is_told_with_what_came_out_later(story: DayStory) -> None:
    first, second = story.take(), story.take()
    for visit in (first, second):
        story.tell(Kind.PRINT_FAILED, visit, printer="kios", outcome="HELD", reason="paper")
    story.later(4).tell(Kind.SLIP_PRINTED, first, printer="kios")
    assert [(note.slips, note.printed_later) for note in notes(story, PrinterTrouble)] == [(2, 1)]


# --- read from a real office --------------------------------------------------------------------------------------


def test_a_real_day_is_read_whole(office: Office, clock: FixedClock) -> None:
    for _ in range(3):
        ticketing.take_ticket(office, "A")
    clock.pass_(minutes=6)
    call = calling.call_next(office, 1)
    assert call
    call_shown(office, "aula", call.seq)
    calling.start(office, 1)
    clock.pass_(minutes=9)
    calling.finish(office, 1)
    calling.call_next(office, 2)
    calling.mark_absent(office, 2)
    close_day(office)
    report = day_report(office, date(2026, 11, 23))
    assert (report.balance.issued, report.balance.served, report.balance.missed, report.balance.carried_over) == (
        3, 1, 1, 1,
    )  # fmt: skip
    assert report.serving
    assert report.serving.mean_s == pytest.approx(540, abs=0.1)
    assert report.closed_at
    assert report.closed_at.utcoffset() == timedelta(hours=9)
    assert report.served_week_before is None


def test_the_same_weekday_before_is_the_comparison(office: Office, clock: FixedClock) -> None:
    for _ in range(2):
        ticketing.take_ticket(office, "A")
        calling.call_next(office, 1)
        calling.start(office, 1)
        calling.finish(office, 1)
    clock.pass_(days=7)
    ticketing.take_ticket(office, "A")
    assert day_report(office, date(2026, 11, 30)).served_week_before == 2


def test_a_day_nobody_knows_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match="01-01-2020") as refusal:
        day_report(office, date(2020, 1, 1))
    assert refusal.value.code == "day_unknown"


def test_a_day_that_was_not_opened_yet_is_empty(office: Office) -> None:
    report = day_report(office, date(2026, 11, 23))
    assert (report.balance.issued, report.by_hour, report.seal, report.code) == (0, (), None, "LH-20261123-0000")
