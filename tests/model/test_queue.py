"""Who is next, and why."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from loket.model.queue import REASONS, choose, in_order, next_leg, return_key
from loket.model.visit import Leg, State

NINE = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)


def a_leg(number: str, minute: float = 0, service: str = "A", **changes: object) -> Leg:
    at = NINE + timedelta(minutes=minute)
    facts = {
        "visit": f"visit-{number}", "ordinal": 1, "number": number, "day": date(2026, 11, 23), "service": service,
        "state": State.WAITING, "key_at": at, "opened_at": at, **changes,
    }  # fmt: skip
    return Leg(**facts)  # type: ignore[arg-type]


def called(line: Sequence[Leg], services: Collection[str], now: datetime = NINE) -> str:
    """The number that would be called, "" for nobody."""
    leg = next_leg(line, services, now)
    return leg.number if leg else ""


def reason(leg: Leg) -> str:
    """Why a visitor who waits alone would be called."""
    choice = choose([leg], "A", NINE)
    return choice.reason if choice else ""


def test_who_came_first_is_called_first():
    line = [a_leg("A002", 2), a_leg("A001", 1), a_leg("A003", 3)]
    assert called(line, "A") == "A001"
    assert [leg.number for leg in in_order(line)] == ["A001", "A002", "A003"]


def test_a_counter_calls_only_for_its_own_services():
    line = [a_leg("B001", 1, "B"), a_leg("A001", 2)]
    assert called(line, "A") == "A001"
    assert called(line, "AB") == "B001"
    assert called(line, "C") == ""
    assert called([], "A") == ""


def test_a_later_hour_of_asking_does_not_change_who_is_next():
    line = [a_leg("A002", 2), a_leg("A001", 1)]
    assert called(line, "A") == called(line, "A", NINE + timedelta(hours=8)) == "A001"


def test_parked_and_missed_are_never_called_by_themselves():
    for state in set(State) - {State.WAITING}:
        assert called([a_leg("A001", 1, state=state)], "A") == ""
        assert in_order([a_leg("A001", 1, state=state)]) == []


def test_the_reason_is_said_with_the_choice():
    assert reason(a_leg("A001")) == "first_arrival"
    assert reason(a_leg("A001", ordinal=2)) == "kept_arrival"
    assert reason(a_leg("A001", called_at=NINE)) == "returned"
    assert set(REASONS) == {"first_arrival", "kept_arrival", "returned", "chosen"}


@given(st.lists(st.integers(0, 500), unique=True, max_size=12), st.lists(st.sampled_from("ABC"), unique=True))
def test_nobody_newer_is_called_before_somebody_older(minutes, services):
    line = [a_leg(f"A{minute:03d}", minute, "ABC"[minute % 3]) for minute in minutes]
    chosen = next_leg(line, services, NINE)
    servable = [leg.key_at for leg in line if leg.service in services]
    assert (chosen.key_at if chosen else None) == min(servable, default=None)


def test_who_comes_back_in_time_is_called_after_the_next_two():
    ahead = [a_leg("A005", 50), a_leg("A006", 60), a_leg("A007", 70)]
    key = return_key(ahead[:2], NINE, NINE + timedelta(minutes=90), in_time=True)
    back = a_leg("A001", key_at=key)
    assert [leg.number for leg in in_order([*ahead, back])] == ["A005", "A006", "A001", "A007"]


def test_who_comes_back_late_stands_at_the_end():
    ahead = [a_leg("A005", 50), a_leg("A006", 60)]
    arrival = NINE + timedelta(minutes=90)
    assert return_key(ahead, NINE, arrival, in_time=False) == arrival


def test_who_comes_back_to_a_short_line_stands_at_its_end():
    arrival = NINE + timedelta(minutes=90)
    assert return_key([a_leg("A005", 50)], NINE, arrival, in_time=True) == arrival
    assert return_key([], NINE, arrival, in_time=True) == arrival


def test_coming_back_gives_nobody_an_earlier_arrival_than_the_own():
    ahead = [a_leg("A001", 1), a_leg("A002", 2)]
    mine = NINE + timedelta(minutes=30)
    assert return_key(ahead, mine, NINE + timedelta(minutes=40), in_time=True) == mine
