"""How much paper is left."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from loket.model.printer import Roll
from loket.model.roll import LONGEST_MM, SHORTEST_MM, after_change, after_slip, after_state, slips_left

STATES = ("ready", "low", "out", "cover", "offline", "unknown")


def printed(roll: Roll, slips: int, mm: int = 100) -> Roll:
    for _ in range(slips):
        roll = after_slip(roll, mm)
    return roll


def test_a_fresh_roll_is_reckoned_in_tickets_of_usual_length():
    assert slips_left(Roll()) == 500


def test_above_fifty_the_estimate_is_told_in_tens_and_below_exactly():
    assert slips_left(Roll(length=50_000, used=35_550, slips=355)) == 140
    assert slips_left(Roll(length=50_000, used=46_100, slips=461)) == 39


def test_longer_slips_of_this_office_leave_room_for_fewer():
    assert slips_left(printed(Roll(length=50_000), 100, 200)) == 150


def test_a_roll_that_ran_out_teaches_how_long_the_rolls_are():
    roll = after_state(printed(Roll(), 230), "out")
    assert slips_left(roll) == 0
    fresh = after_state(roll, "ready")
    assert (fresh.length, fresh.used, fresh.slips) == (23_000, 0, 0)
    assert slips_left(fresh) == 230


def test_a_roll_that_was_nearly_used_when_it_came_teaches_nothing():
    assert after_state(printed(Roll(), 3), "out").length == Roll().length


def test_the_second_roll_is_weighed_with_the_first():
    first = after_state(after_state(printed(Roll(), 200), "out"), "ready")
    second = after_state(printed(first, 240), "out")
    assert second.length == 22_000


def test_once_learned_the_low_sensor_sets_the_count_right():
    roll = after_state(printed(Roll(), 180), "low")
    roll = after_state(printed(roll, 20), "out")
    assert roll.low_left == 2_000
    fresh = printed(after_state(roll, "ready"), 150)
    assert slips_left(fresh) == 50
    assert after_state(fresh, "low").used == 18_000


def test_a_roll_changed_at_low_is_noticed_without_anybody_saying_so():
    roll = after_state(printed(Roll(), 180), "low")
    opened = after_state(roll, "cover")
    assert opened.used == roll.used
    assert after_state(opened, "ready").slips == 0


def test_a_cover_opened_in_between_is_no_new_roll():
    roll = printed(Roll(), 40)
    assert after_state(after_state(roll, "cover"), "ready") == roll


def test_a_roll_that_came_nearly_used_is_new_and_low_at_once():
    roll = after_state(after_state(printed(Roll(), 230), "out"), "low")
    assert roll.slips == 0
    assert roll.low_at > 0


@given(st.lists(st.one_of(st.sampled_from(STATES), st.integers(-5, 400)), max_size=200))
def test_whatever_happens_the_count_stays_within_what_a_roll_can_be(happenings):
    roll = Roll()
    for each in happenings:
        roll = after_state(roll, each) if isinstance(each, str) else after_slip(roll, each)
        assert SHORTEST_MM <= roll.length <= LONGEST_MM
        assert roll.used >= 0
        assert slips_left(roll) >= 0
    fresh = after_change(roll)
    assert fresh.length - fresh.used >= roll.length - roll.used, "a new roll has no less paper than the old one"
