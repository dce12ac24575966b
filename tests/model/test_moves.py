"""What an act does to a leg."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from loket.errors import Refused
from loket.model.moves import arrived, move, opened
from loket.model.visit import Act, State, Visit

NINE = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
VISIT = Visit("v1", date(2026, 11, 23), "A", 1, "A001", NINE, priority="LANSIA")


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def a_called_leg():
    return move(arrived(VISIT, "A", NINE), Act.CALL, at(5), counter=2, officer="P2")


def test_a_new_visitor_waits_from_the_moment_of_the_ticket():
    leg = arrived(VISIT, "A", NINE)
    assert (leg.state, leg.key_at, leg.opened_at, leg.calls) == (State.WAITING, NINE, NINE, 0)
    assert leg.priority == "LANSIA"


def test_a_call_names_counter_and_officer():
    leg = a_called_leg()
    assert (leg.state, leg.counter, leg.officer, leg.calls) == (State.CALLED, 2, "P2", 1)
    assert leg.called_at == leg.last_called_at == at(5)


def test_a_recall_keeps_the_first_call_and_moves_the_last():
    leg = move(a_called_leg(), Act.RECALL, at(6))
    assert (leg.called_at, leg.last_called_at, leg.calls, leg.moved_at) == (at(5), at(6), 2, at(5))


def test_serving_runs_from_start_to_finish():
    leg = move(move(a_called_leg(), Act.START, at(6)), Act.FINISH, at(16))
    assert (leg.state, leg.started_at, leg.ended_at) == (State.FINISHED, at(6), at(16))


def test_a_missed_visitor_called_again_keeps_the_first_call_and_counts_anew():
    missed = move(move(a_called_leg(), Act.RECALL, at(6)), Act.ABSENT, at(7))
    again = move(missed, Act.CALL, at(20), counter=1, officer="P1")
    assert (again.called_at, again.last_called_at, again.calls, again.counter) == (at(5), at(20), 1, 1)


def test_a_parked_visitor_called_again_has_not_begun_yet():
    parked = move(move(a_called_leg(), Act.START, at(6)), Act.PARK, at(7), note="fotokopi KK")
    again = move(parked, Act.CALL, at(20), counter=2)
    assert (parked.note, again.note, again.started_at) == ("fotokopi KK", "fotokopi KK", None)


def test_a_return_changes_the_place_in_the_line_and_nothing_else():
    missed = move(a_called_leg(), Act.ABSENT, at(7))
    back = move(missed, Act.RETURN, at(9), key_at=at(8))
    assert back == replace(missed, state=State.WAITING, key_at=at(8), calls=0, moved_at=at(9))


def test_a_transfer_keeps_number_priority_and_first_arrival():
    ended = move(a_called_leg(), Act.TRANSFER, at(7))
    following = opened(ended, "B", at(7), "cek berkas")
    assert (ended.state, ended.ended_at) == (State.TRANSFERRED, at(7))
    assert (following.ordinal, following.service, following.state) == (2, "B", State.WAITING)
    assert (following.key_at, following.opened_at) == (NINE, at(7))
    assert (following.number, following.priority, following.note, following.counter) == (
        "A001", "LANSIA", "cek berkas", 2,
    )  # fmt: skip
    assert following.called_at is None


@pytest.mark.parametrize("act", [Act.FINISH, Act.RETURN, Act.CANCEL])
def test_a_refused_act_gives_no_leg(act):
    with pytest.raises(Refused):
        move(a_called_leg(), act, at(6))
