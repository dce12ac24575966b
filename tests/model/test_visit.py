"""The lifecycle is one table: what is not in it is refused."""

from __future__ import annotations

import pytest

from loket.errors import Refused
from loket.model.visit import AT_COUNTER, LIFECYCLE, OPEN_STATES, Act, State, after, state_words

EVERY_STEP = [(state, act) for state in State for act in Act]


@pytest.mark.parametrize(("state", "act"), [step for step in EVERY_STEP if step in LIFECYCLE])
def test_a_step_of_the_table_leads_where_the_table_says(state, act):
    assert after(state, act) is LIFECYCLE[state, act]


@pytest.mark.parametrize(("state", "act"), [step for step in EVERY_STEP if step not in LIFECYCLE])
def test_a_step_outside_the_table_is_refused_in_words_for_people(state, act):
    with pytest.raises(Refused) as refusal:
        after(state, act, "A007")
    assert refusal.value.code == "visit_state"
    assert "A007" in str(refusal.value)
    assert state_words(state) in str(refusal.value)


def test_an_ended_leg_allows_nothing_any_more():
    ended = set(State) - OPEN_STATES
    assert ended == {State.TRANSFERRED, State.FINISHED, State.CANCELLED, State.CARRIED_OVER}
    assert not [state for state, _ in LIFECYCLE if state in ended]


def test_every_open_leg_can_be_closed_with_the_day():
    assert {state for state, act in LIFECYCLE if act is Act.CLOSE_DAY} == OPEN_STATES


def test_who_did_not_come_stays_missed_and_who_waits_is_carried_over():
    assert after(State.MISSED, Act.CLOSE_DAY) is State.MISSED
    for state in (State.WAITING, State.CALLED, State.PARKED):
        assert after(state, Act.CLOSE_DAY) is State.CARRIED_OVER


def test_only_a_call_brings_somebody_to_a_counter():
    to_a_counter = {
        act for (state, act), following in LIFECYCLE.items() if following in AT_COUNTER and state not in AT_COUNTER
    }
    assert to_a_counter == {Act.CALL}


def test_parked_and_missed_wait_for_somebody_to_bring_them_back():
    for state in (State.PARKED, State.MISSED):
        leading_on = {act for (each, act) in LIFECYCLE if each is state}
        assert leading_on == {Act.CALL, Act.RETURN, Act.CANCEL, Act.CLOSE_DAY}


def test_every_state_has_words_of_its_own():
    assert len({state_words(state) for state in State}) == len(State)
