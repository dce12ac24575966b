"""What if? The picture for the supervisor, of an office that is made up: no memory is needed."""

from __future__ import annotations

from datetime import time

import pytest

from loket.model.staffing import Promise
from loket.office.habits import made_up
from loket.office.trial import Change
from loket.office.what_if import what_if
from loket.texts import Texts

PROMISE = Promise(0.8, 900.0)


@pytest.fixture(scope="module")
def picture():
    return what_if(made_up(150, 8, 4), PROMISE, [Change(5, time(9), time(11))], days=30)


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
    tried = what_if(made_up(150, 8, 4), PROMISE, opening.changes, days=30)
    assert tried.then.share == pytest.approx(opening.facts["share"].share)


def test_without_changes_the_proposal_is_what_would_be():
    found = what_if(made_up(60, 15, 3), PROMISE, days=30)
    assert found.then == found.needed
    assert [each.counters_then for each in found.half_hours] == [each.counters_needed for each in found.half_hours]
    again, other = (what_if(made_up(60, 15, 3), PROMISE, days=30, seed=seed) for seed in (1, 2))
    assert again == found
    assert other.now != found.now
