"""What if, from the present line: a picture that changes nothing, of counters open, closed and at rest."""

from __future__ import annotations

from datetime import time

import pytest

from loket.errors import Refused
from loket.model.calendar import WeekHours
from loket.model.live import Newcomer
from loket.office import calendars
from loket.office.context import Office
from loket.office.live_what_if import until_closing, what_if_now
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.trial import Change
from tests.factories import a_service, last_seq, serve

WEEK = WeekHours.of_plain({"mon": ["07.30-16.00"]})


def sure(wait: Newcomer | None) -> Newcomer:
    """Give the wait of somebody who comes now, whom somebody serves."""
    assert wait is not None
    return wait


@pytest.fixture
def crowded(make_office) -> Office:
    """Nine o'clock on a Monday: eight wait for A, one counter has begun to serve."""
    office: Office = make_office(a_service("A", hours=WEEK), a_service("B", "Data DTSEN", hours=WEEK), counters=3)
    sign_in(office, 1, "P1")
    for _ in range(9):
        take_ticket(office, "A")
    serve(office, 1)
    return office


def test_another_counter_shortens_the_wait_of_who_comes_now_and_nothing_is_changed_by_asking(crowded):
    before = last_seq(crowded)
    found = what_if_now(crowded, [Change(2, time(9), time(11))])
    (first, second) = found.services
    assert (first.service.code, first.waiting, second.waiting) == ("A", 8, 0)
    assert sure(first.then).mid_s < 0.7 * sure(first.now).mid_s
    assert sure(first.then).within >= sure(first.now).within
    assert (found.plays, found.seed, f"{found.at:%H.%M}") == (30, 1, "09.00")
    assert last_seq(crowded) == before
    assert what_if_now(crowded, [Change(2, time(9), time(11))]) == found


def test_a_counter_that_closes_makes_them_wait_until_it_is_back_or_for_nobody(crowded):
    shut = what_if_now(crowded, [Change(1, time(9), time(10), is_open=False)]).services[0]
    assert sure(shut.then).low_s >= 3600, "nobody is called before ten, when the visitor who is being served has gone"
    assert sure(shut.then).mid_s > sure(shut.now).mid_s
    swapped = what_if_now(
        crowded, [Change(2, time(9), time(16)), Change(1, time(9), time(16), is_open=False)]
    ).services[0]
    assert sure(swapped.then).mid_s == pytest.approx(sure(swapped.now).mid_s, rel=0.5)


def test_without_changes_both_pictures_are_one(crowded):
    found = what_if_now(crowded)
    assert all(each.now is each.then for each in found.services)


def test_the_planned_break_of_the_present_day_is_played(crowded, clock):
    clock.pass_(hours=2, minutes=45)
    calendars.set_breaks(crowded, WeekHours.of_plain({"mon": ["12.00-13.00"]}), "Uji")
    resting = what_if_now(crowded, [Change(1, time(12), time(13))]).services[0]
    assert sure(resting.now).mid_s > sure(resting.then).mid_s + 1800, "the officer works through"


def test_where_nobody_serves_there_is_no_wait_to_tell_until_a_counter_opens(make_office, clock):
    office = make_office(a_service("A", hours=WEEK), counters=2)
    take_ticket(office, "A")
    (service,) = what_if_now(office, [Change(2, time(9), time(10))]).services
    assert service.now is None
    assert service.then is not None
    clock.pass_(hours=1)
    with pytest.raises(Refused) as refusal:
        what_if_now(office, [Change(2, time(9), time(10))])
    assert refusal.value.code == "what_if_past"


def test_hours_that_cannot_be_and_counters_that_are_not_there_are_refused(crowded):
    for change, code in (
        (Change(9, time(9), time(10)), "counter_unknown"),
        (Change(1, time(10), time(9)), "what_if_hours"),
    ):
        with pytest.raises(Refused) as refusal:
            what_if_now(crowded, [change])
        assert refusal.value.code == code


def test_until_closing_is_until_the_last_of_the_counters_services_closes(crowded, clock):
    assert until_closing(crowded, 2, is_open=True) == Change(2, time(9), time(16))
    clock.pass_(hours=8)
    assert until_closing(crowded, 2, is_open=False) == Change(2, time(17), time(0), is_open=False)
