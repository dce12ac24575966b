"""What is said of breaks and of quiet hours is played, not guessed: a samsat whose visitors all come before 13.00."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from loket.model.simulation import CounterPlan
from loket.model.staffing import Promise
from loket.office import calling, days, signin, ticketing
from loket.office.administration import create_office
from loket.office.habits import Known, known_habits
from loket.office.starters import catalogue_of, load_starter
from loket.office.trial import Change
from loket.office.what_if import WhatIf, what_if
from loket.texts import Texts
from tests.engines import new_store
from tests.factories import FixedClock

PROMISE = Promise(0.8, 900.0)
ID = Texts.of("id")
MONDAY_EIGHT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08.00 in Jakarta
VISITORS = 35


@pytest.fixture(scope="module")
def samsat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Known]:
    """Four days played on the real acts: a number every eight minutes until 12.40, one minute at each counter."""
    clock = FixedClock(MONDAY_EIGHT)
    office = create_office(
        new_store(tmp_path_factory.mktemp("samsat")),
        clock,
        catalogue_of(load_starter("samsat")),
        training=False,
        starter="samsat",
    )
    for day in range(4):
        clock.time = MONDAY_EIGHT + timedelta(days=day)
        for number, officer in enumerate(list(office.catalogue.officers)[:4], 1):
            signin.sign_in(office, number, officer)
        for at in range(VISITORS):
            clock.time = MONDAY_EIGHT + timedelta(days=day, minutes=8 * at)
            ticketing.take_ticket(office, "S")
            for counter in range(1, 5):
                calling.call_next(office, counter)
                calling.start(office, counter)
                clock.pass_(minutes=1)
                calling.finish(office, counter)
        clock.time = MONDAY_EIGHT + timedelta(days=day, hours=7)
        days.close_day(office)
    yield known_habits(office)
    office.store.close()


@pytest.fixture(scope="module")
def found(samsat: Known) -> WhatIf:
    """What the office is told."""
    return what_if(samsat, PROMISE, days=40)


def test_a_break_that_costs_no_promise_in_the_played_days_needs_no_replacement(samsat: Known, found: WhatIf) -> None:
    assert samsat.days == 4
    assert found.now.share > 0.99
    assert [rest.counter for rest in found.breaks] == [1, 2, 3, 4]
    assert "uncovered" not in {said.code for said in found.sentences}


def test_half_hours_in_which_nobody_comes_need_one_counter_at_most(found: WhatIf) -> None:
    quiet = [each for each in found.half_hours if each.share is None]
    assert [f"{each.begins:%H.%M}" for each in quiet] == ["13.00", "13.30", "14.00", "14.30"]
    assert [each.counters_needed for each in quiet[1:]] == [1, 1, 1]
    assert min(each.counters_needed for each in found.half_hours if each.share is not None) == 3, "a chain is not cut"


def test_a_counter_that_is_missed_at_lunch_is_named() -> None:
    """Three counters that hardly keep their promise as it is: only an hour after one is to spare, and not for all."""
    from loket.office.habits import made_up

    found = what_if(made_up(60, 15, 3), Promise(0.7, 900.0), days=20)
    assert "uncovered" in {said.code for said in found.sentences}


def test_a_change_that_changes_nothing_says_so(samsat: Known) -> None:
    from datetime import time

    found = what_if(
        samsat, PROMISE, [Change(3, time(9), time(11)), Change(3, time(9), time(11), is_open=False)], days=2
    )
    said = [each.words(ID) for each in found.sentences]
    assert said[1] == "Loket 3 memang sudah buka pukul 09.00–11.00; itu tidak mengubah apa pun."
    assert said[2] == "Loket 3 tutup pukul 09.00–11.00."


def test_an_office_without_history_rests_when_its_calendar_says(tmp_path) -> None:
    clock = FixedClock(datetime(2026, 11, 29, 1, 0, tzinfo=UTC))  # a Sunday, on which it is closed
    office = create_office(
        new_store(tmp_path), clock, catalogue_of(load_starter("samsat")), training=False, starter="samsat"
    )
    known = known_habits(office)
    assert known.days == 0
    assert {counter.pauses for counter in known.counters} == {((12 * 3600.0, 3600.0),)}
    assert all(isinstance(counter, CounterPlan) for counter in known.counters)
    found = what_if(known, PROMISE, days=2)
    at_noon = [each for each in found.half_hours if f"{each.begins:%H.%M}" in ("12.00", "12.30")]
    assert [each.counters_now for each in at_noon] == [0, 0]
    assert "Istirahat" not in " ".join(each.words(ID) for each in found.sentences)
    office.store.close()
