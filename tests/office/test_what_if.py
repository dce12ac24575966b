"""What if? The picture for the supervisor, from the office's own past days."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from loket.model.staffing import Promise
from loket.office import calling, days, signin, ticketing
from loket.office.habits import known_habits, made_up, standard_habits
from loket.office.trial import Change
from loket.office.what_if import what_if
from loket.texts import Texts
from tests.factories import FixedClock, a_catalogue, a_service, an_office, refused

PROMISE = Promise(0.8, 900.0)


@pytest.fixture(scope="module")
def picture():
    return what_if(made_up(150, 8, 4), PROMISE, [Change(5, time(9), time(11))], days=60)


def test_a_change_is_shown_beside_now_and_beside_what_is_needed(picture):
    assert picture.then.share > picture.now.share + 0.1
    assert picture.then.counter_hours == picture.now.counter_hours + 2
    assert picture.needed.share > 0.8
    by_hour = {each.begins: each for each in picture.half_hours}
    assert len(by_hour) == 14
    assert (by_hour[time(9)].counters_now, by_hour[time(9)].counters_then) == (4, 5)
    assert by_hour[time(10, 30)].share_then > by_hour[time(10, 30)].share
    assert picture.now.worst_share == min(each.share for each in picture.half_hours)


def test_sentences_say_the_effect_in_both_languages(picture):
    indonesian, english = ([said.words(Texts.of(language)) for said in picture.sentences] for language in ("id", "en"))
    codes = [said.code for said in picture.sentences]
    assert codes[:3] == ["now", "change", "then"]
    assert codes[-1] == "basis"
    assert {"open", "total"} <= set(codes)
    assert "Loket 5 buka pukul 09.00–11.00." in indonesian
    assert "Counter 5 opens 09:00–11:00." in english
    assert f"{100 * picture.then.share:.0f}%" in indonesian[2]
    assert not any("{" in sentence for sentence in indonesian + english)


def test_an_opening_carries_the_changes_that_a_button_would_try(picture):
    opening = next(said for said in picture.sentences if said.code == "open")
    tried = what_if(made_up(150, 8, 4), PROMISE, opening.changes, days=60)
    assert tried.then.share == pytest.approx(opening.facts["share"].share)


def test_without_changes_the_proposal_is_what_would_be():
    found = what_if(made_up(60, 15, 3), PROMISE, days=30)
    assert found.then == found.needed
    assert [each.counters_then for each in found.half_hours] == [each.counters_needed for each in found.half_hours]
    again, other = (what_if(made_up(60, 15, 3), PROMISE, days=30, seed=seed) for seed in (1, 2))
    assert again == found
    assert other.now != found.now


def test_a_counter_that_is_not_there_and_hours_that_run_backwards_are_refused(tmp_path):
    office = an_office(tmp_path)
    known = known_habits(office)
    with refused(office, "counter_unknown", "99"):
        what_if(known, PROMISE, [Change(99, time(9), time(11))], days=1)
    with refused(office, "what_if_hours"):
        what_if(known, PROMISE, [Change(1, time(11), time(9))], days=1)
    office.store.close()


def test_a_new_office_says_that_it_has_no_history_and_uses_its_standards(tmp_path):
    office = an_office(tmp_path)
    known = known_habits(office)
    assert known.days == 0
    assert known == standard_habits(office.catalogue, known.habits.opens_s, known.counters[0].open[0][1])
    assert {service.mean_s for service in known.habits.services} == {900.0}
    found = what_if(known, PROMISE, days=10)
    assert "Riwayat belum cukup" in found.sentences[-1].words(Texts.of("id"))
    office.store.close()


# --- the office's own past ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def experienced(tmp_path_factory):
    """Four days: A takes ten minutes at two counters, B five at the second; some elders, some who do not come."""
    clock = FixedClock()
    office = an_office(tmp_path_factory.mktemp("berpengalaman"), a_service("A"), a_service("B"), clock=clock)
    for day in range(4):
        for counter in (1, 2):
            signin.sign_in(office, counter, f"P{counter}")
        for number in range(14):
            for service in "AAB":
                ticketing.take_ticket(office, service, priority="LANSIA" if number % 7 == 0 else None)
            for counter in (1, 2):
                at_work(office, clock, counter, absent=number == 5)
            clock.pass_(minutes=18)
        days.close_day(office)
        clock.time += timedelta(days=1) - timedelta(minutes=14 * 24)
        assert clock.time.hour == 0, day
    yield office
    office.store.close()


def at_work(office, clock, counter: int, *, absent: bool) -> None:
    if calling.call_next(office, counter) is None:
        return
    if absent:
        clock.pass_(minutes=1)
        calling.mark_absent(office, counter)
        calling.call_next(office, counter)
    calling.start(office, counter)
    clock.pass_(minutes=3 - absent * 0.5)
    calling.finish(office, counter)


def test_what_the_office_is_used_to_is_read_from_its_past_days(experienced):
    known = known_habits(experienced)
    assert known.days == 4
    assert [service.code for service in known.habits.services] == ["A", "B"]
    a, b = known.habits.services
    assert sum(a.arrivals) == 28
    assert sum(b.arrivals) == 14
    assert a.priority == pytest.approx(2 / 14)
    assert 170 < a.mean_s < 300, "three minutes, and the standard of fifteen weighs as much as five visitors"
    assert 0 < a.absent < 0.15
    there = [counter for counter in known.counters if counter.open]
    assert [counter.number for counter in there] == [1, 2]
    assert all(8 * 3600 <= counter.open[0][0] <= 9.5 * 3600 for counter in there)


def test_the_days_that_are_played_are_like_those_that_were(experienced):
    found = what_if(known_habits(experienced), PROMISE, days=10)
    assert found.from_days == 4
    assert "4 hari layanan terakhir" in found.sentences[-1].words(Texts.of("id"))
    assert found.now.share < 1
    assert found.now.counter_hours > 5
