"""The order at work: early calls, skipped numbers, others let go first, corrected groups, all of it as facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from loket.model.fairness import proven
from loket.model.visit import State
from loket.office import days
from loket.office.administration import permit_choice, set_fairness, set_skill
from loket.office.calling import call_next, call_visit, finish, mark_absent, return_to_queue, skip
from loket.office.context import Office
from loket.office.counter_board import counter_board
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.turns import postpone, regroup
from loket.office.undo import undo, undo_of_visit, undo_postpone
from tests.factories import a_service, assert_whole, call, journal, leg_of, refused, serve


def leg_of_number(office: Office, number: str) -> str:
    with office.looking() as work:
        return next(leg.visit for leg in work.book.open_legs(days.picture_day(work)) if leg.number == number)


def served(office: Office, many: int, counter: int = 1) -> list[str]:
    """Serve so many visitors one after the other; gives their numbers."""
    numbers = []
    for _ in range(many):
        numbers.append(serve(office, counter).number)
        finish(office, counter)
    return numbers


def take(office: Office, service: str = "A", priority: str | None = None) -> str:
    return take_ticket(office, service, priority=priority).visit


@pytest.fixture
def office(make_office: Callable[..., Office]) -> Iterator[Office]:
    """An office that is proven fair when the test is over."""
    office = make_office()
    yield office
    assert_whole(office)
    assert proven(journal(office)).broken == []


def test_an_elder_is_called_before_an_earlier_ordinary_visitor(office):
    for _ in range(4):
        take(office)
    take(office, priority="LANSIA")
    made = call(office)
    assert (made.number, made.reason) == ("A005", "priority_early")
    told = next(fact for fact in journal(office) if fact.kind == "visit_called")
    assert told.data["passed"] == "A001"


def test_with_endless_priority_arrivals_an_ordinary_visitor_is_served_as_promised(office):
    for _ in range(6):
        take(office)
    order = []
    for _ in range(9):
        take(office, priority="LANSIA")
        order += served(office, 1)
    assert order == ["A007", "A001", "A002", "A008", "A003", "A004", "A009", "A005", "A006"]


def test_an_early_call_that_is_taken_back_was_none(office):
    for priority in (None, None, None, "LANSIA", "BALITA"):
        take(office, priority=priority)
    assert call(office).number == "A004"
    undo(office, 1)
    assert served(office, 5) == ["A004", "A001", "A002", "A005", "A003"]


def test_a_call_in_turn_that_is_taken_back_brings_no_early_call_nearer(office):
    for priority in (None, None, None, None, "LANSIA", "LANSIA"):
        take(office, priority=priority)
    assert served(office, 2) == ["A005", "A001"]
    assert call(office).number == "A002"
    undo(office, 1)
    assert served(office, 3) == ["A002", "A006", "A003"]


def test_a_new_day_begins_with_the_right_to_an_early_call(office, clock):
    take(office, priority="LANSIA")
    take(office)
    take(office)
    take(office, priority="LANSIA")
    assert served(office, 2) == ["A001", "A004"]
    clock.pass_(days=1)
    take(office)
    take(office, priority="LANSIA")
    assert served(office, 1) == ["A002"]


def test_a_supervisor_changes_the_rule_of_a_line_with_a_reason(office):
    with refused(office, "reason_missing_change"):
        set_fairness(office, "A", 1, " ")
    with refused(office, "between_range"):
        set_fairness(office, "A", 0, "hari lansia")
    set_fairness(office, "A", 1, "hari lansia")
    for priority in (None, None, None, "LANSIA", "LANSIA"):
        take(office, priority=priority)
    assert served(office, 5) == ["A004", "A001", "A005", "A002", "A003"]
    set_fairness(office, "A", None, "kembali ke urutan datang")
    for priority in (None, "LANSIA"):
        take(office, priority=priority)
    assert served(office, 2) == ["A006", "A007"]


def test_an_officer_with_level_0_gets_work_only_if_the_others_have_none(office):
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    set_skill(office, "P1", "B", 0, "cadangan")
    set_skill(office, "P1", "C", 1, "membantu")
    for service in ("B", "C", "A"):
        take(office, service)
    assert [call(office, 1).reason] == ["first_arrival"]
    finish_now(office)
    assert call(office, 1).number == "C001"
    finish_now(office)
    made = call(office, 1)
    assert (made.number, made.reason) == ("B001", "helped_out")
    with refused(office, "skill_level"):
        set_skill(office, "P1", "A", 3, "x")


def finish_now(office: Office) -> None:
    mark_absent(office, 1)


def test_a_skipped_number_is_not_called_for_five_minutes_by_anyone_and_keeps_its_place(office, clock):
    for _ in range(3):
        take(office)
    assert call(office, 1).number == "A001"
    skip(office, 1)
    assert call(office, 1).number == "A002"
    assert call(office, 2).number == "A003"
    assert call_next(office, 3) is None, "only the skipped one waits"
    clock.pass_(minutes=5, seconds=1)
    take(office)
    made = call(office, 3)
    assert (made.number, made.reason) == ("A001", "skipped")


def test_a_skip_can_be_taken_back(office):
    first = take(office)
    take(office)
    call(office, 1)
    skip(office, 1)
    assert undo(office, 1) == "visit_skipped"
    assert leg_of(office, first).state is State.CALLED


def test_a_chosen_number_needs_a_reason_and_a_permission(office):
    first, second = take(office), take(office)
    sign_in(office, 1, "P1")
    with refused(office, "choice_without_reason", says="A002"):
        call_visit(office, 1, second)
    permit_choice(office, "P1", may_choose=False, reason="latihan")
    with refused(office, "choice_not_allowed", says="A002"):
        call_visit(office, 1, second, "sakit")
    assert call_visit(office, 1, first).reason == "first_arrival", "whose turn it is anyway needs neither"
    mark_absent(office, 1)
    permit_choice(office, "P1", may_choose=True, reason="selesai latihan")
    third = take(office)
    assert call_visit(office, 1, third, "sakit").reason == "chosen"
    told = [fact.data.get("because") for fact in journal(office) if fact.kind == "visit_called"]
    assert told == [None, "sakit"]


def test_a_visitor_lets_three_go_first_twice_at_most(office):
    mine = take(office)
    for _ in range(7):
        take(office)
    postpone(office, mine, 3)
    assert served(office, 2) == ["A002", "A003"]
    postpone(office, mine, 3)
    with refused(office, "postponed_enough"):
        postpone(office, mine, 1)
    assert served(office, 5) == ["A004", "A005", "A006", "A007", "A001"]


def test_a_priority_visitor_who_steps_back_three_is_called_after_three_others(office):
    for _ in range(5):
        take(office)
    elder = take(office, priority="LANSIA")
    for _ in range(3):
        take(office)
    postpone(office, elder, 3)
    assert served(office, 9) == ["A001", "A002", "A003", "A006", "A004", "A005", "A007", "A008", "A009"]


def test_a_priority_visitor_with_nobody_behind_can_still_let_those_in_front_go_first(office):
    for _ in range(3):
        take(office)
    elder = take(office, priority="LANSIA")
    postpone(office, elder, 2)
    assert leg_of(office, elder).key_at == leg_of(office, elder).opened_at, "the place in the line is kept"
    assert served(office, 4) == ["A001", "A002", "A004", "A003"]


def test_a_priority_visitor_who_is_last_in_turn_has_nobody_to_let_go_first(office):
    set_fairness(office, "A", None, "uji")
    take(office)
    elder = take(office, priority="LANSIA")
    with refused(office, "nobody_behind", says="A002"):
        postpone(office, elder, 3)


def test_stepping_back_counts_from_when_the_priority_visitor_would_have_been_called(office):
    for _ in range(6):
        take(office)
    first, second = take(office, priority="LANSIA"), take(office, priority="LANSIA")
    assert call(office).visit == first
    finish_now(office)
    postpone(office, second, 2)  # would have been called after A001 and A002
    assert served(office, 5) == ["A001", "A002", "A003", "A004", "A008"]


def test_a_later_priority_visitor_is_called_early_while_an_earlier_one_steps_back(office):
    for _ in range(4):
        take(office)
    mine, later = take(office, priority="LANSIA"), take(office, priority="IBU_HAMIL")
    postpone(office, mine, 3)
    assert call(office).visit == later
    finish_now(office)
    assert served(office, 5) == ["A001", "A002", "A003", "A005", "A004"]


def test_stepping_back_twice_lets_twice_as_many_go_first(office):
    for _ in range(8):
        take(office)
    elder = take(office, priority="LANSIA")
    postpone(office, elder, 3)
    postpone(office, elder, 3)
    assert served(office, 7) == ["A001", "A002", "A003", "A004", "A005", "A006", "A009"]


def test_who_would_be_called_early_before_anyway_is_nobody_whom_a_visitor_lets_go_first(office):
    mine = take(office)
    take(office, priority="LANSIA")
    take(office)
    postpone(office, mine, 1)
    assert served(office, 3) == ["A002", "A003", "A001"]


def test_a_skipped_number_in_front_is_nobody_whom_a_visitor_lets_go_first(office):
    for _ in range(3):
        take(office)
    call(office)
    skip(office, 1)
    postpone(office, leg_of_number(office, "A002"), 1)
    assert served(office, 2) == ["A003", "A002"]


def test_who_gets_a_priority_group_after_stepping_back_waits_for_those_let_go_all_the_same(office):
    mine = take(office)
    for _ in range(4):
        take(office)
    postpone(office, mine, 2)
    regroup(office, mine, "LANSIA", "terlihat di loket")
    assert served(office, 5) == ["A002", "A003", "A001", "A004", "A005"]


def test_a_priority_visitors_step_back_can_be_taken_back(office):
    for _ in range(5):
        take(office)
    elder = take(office, priority="LANSIA")
    for places in (1, 2):
        postpone(office, elder, places)
    assert undo_of_visit(office, elder).kind == "visit_postponed"
    assert_whole(office)
    assert undo_of_visit(office, elder).kind == "visit_postponed"
    assert call(office).visit == elder


def test_a_priority_visitor_takes_stepping_back_back_at_a_kiosk(office):
    for _ in range(5):
        take(office)
    elder = take(office, priority="LANSIA")
    postpone(office, elder, 1)
    once = leg_of(office, elder)
    postpone(office, elder, 2)
    undo_postpone(office, elder)
    assert leg_of(office, elder) == once
    assert_whole(office)
    undo_postpone(office, elder)
    assert call(office).visit == elder


def test_the_counters_list_shows_a_stepped_back_priority_visitor_where_the_call_will_be(office):
    for _ in range(5):
        take(office)
    elder = take(office, priority="LANSIA")
    take(office)
    postpone(office, elder, 3)
    listed = [row.number for row in counter_board(office, 1).queue]
    assert listed == ["A001", "A002", "A003", "A006", "A004", "A005", "A007"]
    assert served(office, 7) == listed


def test_an_early_call_before_those_who_were_let_go_first_is_found_unfair(office):
    for _ in range(3):
        take(office)
    elder = take(office, priority="LANSIA")
    postpone(office, elder, 1)
    assert served(office, 2) == ["A001", "A004"]
    facts = journal(office)
    at = next(place for place, fact in enumerate(facts) if fact.kind == "visit_postponed")
    two = leg_of(office, leg_of_number(office, "A002")).key_at.isoformat()
    facts[at] = replace(facts[at], data={**facts[at].data, "yields_to": two})
    (broken,) = proven(facts).broken
    assert "A004" in broken
    assert "was called early before A002, whom it lets go first" in broken


def test_who_has_nobody_behind_keeps_the_place(office):
    mine = take(office)
    with refused(office, "nobody_behind", says="A001"):
        postpone(office, mine, 3)
    take(office)
    with refused(office, "postpone_places"):
        postpone(office, mine, 0)
    call(office)
    with refused(office, "visit_state"):
        postpone(office, mine, 1)


def test_letting_others_go_first_can_be_taken_back(office):
    mine = take(office)
    take(office)
    postpone(office, mine, 1)
    assert undo_of_visit(office, mine).kind == "visit_postponed"
    assert call(office).number == "A001"
    assert leg_of(office, mine).postponed == 0


def test_coming_back_can_be_taken_back(office):
    mine = take(office)
    call(office)
    mark_absent(office, 1)
    return_to_queue(office, mine)
    assert undo_of_visit(office, mine).kind == "visit_returned"
    assert leg_of(office, mine).state is State.MISSED
    assert undo_of_visit(office, mine).kind == "visit_absent"
    assert leg_of(office, mine).state is State.CALLED


def test_a_place_that_is_not_for_this_visitor_is_taken_away_with_a_reason(office):
    first = take(office)
    young = take(office, priority="LANSIA")
    with refused(office, "reason_missing"):
        regroup(office, young, None, "")
    with refused(office, "priority_unknown"):
        regroup(office, young, "VIP", "kenal kepala")
    regroup(office, young, None, "bukan lansia")
    assert call(office).visit == first
    regroup(office, young, "IBU_HAMIL", "terlihat di loket")
    told = [fact.data for fact in journal(office) if fact.kind == "priority_changed"]
    assert [(each["was"], each["priority"]) for each in told] == [("LANSIA", None), (None, "IBU_HAMIL")]
    with refused(office, "priority_same"):
        regroup(office, young, "IBU_HAMIL", "lagi")


def test_an_office_adds_priority_groups_of_its_own(make_office):
    office = make_office(more_groups=("VETERAN",))
    take_ticket(office, "A")
    assert take_ticket(office, "A", priority="veteran").priority == "VETERAN"
    assert call(office).number == "A002"
    with refused(office, "priority_unknown", says="VETERAN"):
        take_ticket(office, "A", priority="VIP")


def test_a_service_may_have_no_early_calls_at_all(make_office):
    office = make_office(a_service("A", between=None))
    take(office)
    take(office, priority="LANSIA")
    assert served(office, 2) == ["A001", "A002"]
