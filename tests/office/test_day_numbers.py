"""The berita acara: whatever happens on a day, every number is accounted for, and a lost one is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.events import Kind
from loket.model.visit import Act, State
from tests.day_story import DayStory


@pytest.fixture
def story() -> DayStory:
    return DayStory().open()


Script = list[tuple[int, Act | str, str]]
ACTS: list[Act | str] = [act for act in Act if act is not Act.CLOSE_DAY]
scripts = st.lists(st.tuples(st.integers(0, 8), st.sampled_from([*ACTS, "take", "undo"]), st.sampled_from("ABC")))


def told(script: Script, *, by_itself: bool) -> DayStory:
    """Play a day in which anything happens in any order; what the lifecycle refuses does not happen."""
    story = DayStory().open()
    last: dict[str, int] = {}
    for which, act, letter in script:
        story.later(1)
        if act == "take":
            story.take(letter)
            continue
        if not story.visits:
            continue
        visit = story.visits[which % len(story.visits)].id
        if act == "undo":
            if visit in last:
                story.undo(last.pop(visit))
            continue
        assert isinstance(act, Act)
        try:
            if act is Act.TRANSFER:
                story.transfer(visit, letter)
                last.pop(visit, None)
            else:
                last[visit] = story.act(visit, act)
        except Refused:
            continue
    if not by_itself:
        for visit, legs in story.legs.items():
            if legs[-1].state is State.SERVING:
                story.act(visit, Act.FINISH)
    return story.close(by_itself=by_itself)


@given(scripts, st.booleans())
def test_whatever_happens_every_number_is_accounted_for(script: Script, by_itself: bool) -> None:
    report = told(script, by_itself=by_itself).report()
    balance = report.balance
    assert balance.holds
    assert balance.still_open == 0
    assert balance.issued == sum(letter.issued for letter in report.letters)
    assert len(report.unserved) == balance.missed + balance.carried_over + balance.cancelled
    assert not report.strays
    assert not any(letter.gaps or letter.doubles for letter in report.letters)
    assert sum(hour.arrivals for hour in report.by_hour) == balance.issued


@given(scripts, st.booleans())
def test_no_time_of_any_day_is_negative_and_no_share_above_one(script: Script, by_itself: bool) -> None:
    report = told(script, by_itself=by_itself).report()
    for times in (report.wait, report.serving, report.way):
        assert times is None or 0 <= times.median_s <= times.longest_s
    assert sum(each.arrived for each in report.services) == report.balance.issued + report.transfers
    assert sum(each.served for each in report.counters) == sum(each.served for each in report.services)


def test_a_visit_that_vanished_from_the_tables_breaks_the_equation(story: DayStory) -> None:
    visits = [story.take() for _ in range(3)]
    for visit in visits:
        story.serve(visit)
    story.close()
    report = story.report(visits=story.visits[:2])
    assert not report.balance.holds
    assert report.strays == ("A003",)


def test_a_ticket_that_vanished_from_the_journal_is_a_gap(story: DayStory) -> None:
    for _ in range(3):
        story.take()
    facts = [fact for fact in story.close().facts if not (fact.kind == Kind.TICKET_TAKEN and fact.number == "A002")]
    report = story.report(facts=facts)
    assert not report.balance.holds
    assert [letter.gaps for letter in report.letters] == [("A002",)]


def test_a_running_day_says_how_many_are_still_open(story: DayStory) -> None:
    story.serve(story.take())
    story.take("B")
    balance = story.report().balance
    assert balance.holds
    assert (balance.issued, balance.served, balance.still_open) == (2, 1, 1)


def test_a_missed_visitor_was_missed_when_nobody_came_not_at_closing(story: DayStory) -> None:
    visit = story.take()
    story.later(5).act(visit, Act.CALL)
    story.later(2).act(visit, Act.RECALL)
    story.later(1).act(visit, Act.ABSENT)
    missed_at = story.now
    story.later(300).close()
    (found,) = story.report().unserved
    assert (found.number, found.state, found.calls) == ("A001", State.MISSED, 2)
    assert found.since == missed_at
    assert found.since.tzinfo is not None


def test_the_seal_of_a_closed_day_does_not_move_with_later_facts(story: DayStory) -> None:
    story.serve(story.take())
    seal = story.close().report().seal
    story.later(5).tell(Kind.SLIP_PRINTED, story.visits[0].id, printer="kios")
    report = story.report()
    assert report.seal == seal
    assert seal
    assert seal.hash == story.facts[-2].hash
    assert report.code == f"LH-20261123-{seal.hash[:4].upper()}"
