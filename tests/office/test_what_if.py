"""What if? What the office is used to is read from its own past days."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from loket.errors import Refused
from loket.model.staffing import Promise
from loket.office import calling, days, signin, ticketing
from loket.office.administration import set_skill
from loket.office.habits import known_habits, standard_habits
from loket.office.trial import Change
from loket.office.what_if import what_if
from loket.texts import Texts
from tests.factories import a_service

PROMISE = Promise(0.8, 900.0)


def test_a_counter_that_is_not_there_and_hours_that_run_backwards_are_refused(office):
    known = known_habits(office)
    with pytest.raises(Refused, match="Loket 99 tidak ada"):
        what_if(known, PROMISE, [Change(99, time(9), time(11))], days=1)
    with pytest.raises(Refused, match=r"11\.00–09\.00 berakhir sebelum mulai"):
        what_if(known, PROMISE, [Change(1, time(11), time(9))], days=1)


def test_a_new_office_says_that_it_has_no_history_and_uses_its_standards(office):
    known = known_habits(office)
    assert known.days == 0
    assert known == standard_habits(
        office.catalogue, known.habits.opens_s, known.counters[0].open[0][1], office.local_now().date()
    )
    assert {service.mean_s for service in known.habits.services} == {900.0}
    found = what_if(known, PROMISE, days=2)
    assert "Riwayat belum cukup" in found.sentences[-1].words(Texts.of("id"))


def test_what_the_office_is_used_to_is_read_from_its_past_days(make_office, clock):
    """Three days of four hours: two counters, three minutes a visitor, elders, and one who does not come."""
    office = make_office(a_service("A"), a_service("B"))
    for _ in range(3):
        begun = clock.time
        for counter in (1, 2):
            signin.sign_in(office, counter, f"P{counter}")
        for number in range(12):
            for service in "AAB":
                ticketing.take_ticket(office, service, priority="LANSIA" if number % 4 == 0 else None)
            for counter in (1, 2):
                at_work(office, clock, counter, absent=number == 5)
            clock.pass_(minutes=15)
        days.close_day(office)
        clock.time = begun + timedelta(days=1)
    set_skill(office, "P2", "A", 1, "membantu")
    known = known_habits(office)
    assert known.days == 3
    assert [service.code for service in known.habits.services] == ["A", "B"]
    a, b = known.habits.services
    assert (round(sum(a.arrivals)), round(sum(b.arrivals))) == (24, 12)
    assert a.priority == pytest.approx(0.25)
    assert 180 < a.mean_s < 330, "three minutes; the standard of fifteen weighs as much as five visitors"
    assert 0 < a.absent < 0.2
    assert [counter.number for counter in known.counters if counter.open] == [1, 2]
    assert [dict(counter.skills) for counter in known.counters[:2]] == [{"A": 2, "B": 2}, {"A": 1, "B": 2}]
    found = what_if(known, PROMISE, days=2)
    assert found.from_days == 3
    assert found.now.counter_hours == sum(last - first for c in known.counters for first, last in c.open) / 3600
    assert "3 hari layanan terakhir" in found.sentences[-1].words(Texts.of("id"))


def at_work(office, clock, counter: int, *, absent: bool) -> None:
    calling.call_next(office, counter)
    if absent:
        clock.pass_(minutes=1)
        calling.mark_absent(office, counter)
        calling.call_next(office, counter)
    calling.start(office, counter)
    clock.pass_(minutes=3)
    calling.finish(office, counter)
