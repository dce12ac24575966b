"""Every call reaches the hall: shown and spoken once, in order, whatever restarts in between."""

from __future__ import annotations

from loket.office.boards import counter_board
from loket.office.calling import call_visit, finish, mark_absent, recall, start
from loket.office.hall import call_shown, call_spoken, display_alive
from loket.office.hall_board import hall_board
from loket.office.journeys import transfer
from loket.office.signin import sign_in, take_break
from loket.office.ticketing import take_ticket
from loket.office.undo import undo
from tests.factories import call, journal, last_seq, serve

HALL = "layar-1"


def pending(office, display=HALL):
    return [each.number for each in hall_board(office, display).pending]


def show_all(office, display=HALL):
    for each in hall_board(office, display).pending:
        call_shown(office, display, each.seq)
        call_spoken(office, display, each.seq)


def test_five_calls_at_once_are_shown_in_order_and_none_is_skipped(make_office):
    office = make_office(counters=5)
    hall_board(office, HALL)
    for _ in range(5):
        take_ticket(office, "A")
    for counter in range(1, 6):
        call(office, counter)
    assert pending(office) == ["A001", "A002", "A003", "A004", "A005"]
    show_all(office)
    assert pending(office) == []
    assert [each.number for each in hall_board(office, HALL).last] == ["A005", "A004", "A003", "A002", "A001"]


def test_what_was_shown_is_not_pending_again_after_a_restart(office):
    hall_board(office, HALL)
    for counter in (1, 2, 3):
        take_ticket(office, "A")
        call(office, counter)
    first = hall_board(office, HALL).pending[0]
    call_shown(office, HALL, first.seq)
    assert pending(office) == ["A002", "A003"]
    board = hall_board(office, HALL)
    assert [each.number for each in board.unspoken] == ["A001"], "shown, but cut off before it was spoken"


def test_a_hall_that_was_away_catches_up_with_everything(office):
    hall_board(office, HALL)
    for _ in range(4):
        take_ticket(office, "A")
        serve(office)
        finish(office, 1)
    assert pending(office) == ["A001", "A002", "A003", "A004"]


def test_an_answer_given_twice_is_one_fact(office):
    hall_board(office, HALL)
    take_ticket(office, "A")
    made = call(office)
    for _ in range(2):
        call_shown(office, HALL, made.seq)
        call_spoken(office, HALL, made.seq)
    kinds = [fact.kind for fact in journal(office)]
    assert (kinds.count("call_shown"), kinds.count("call_spoken")) == (1, 1)


def test_what_is_no_call_is_not_answered_and_skips_nothing(office):
    hall_board(office, HALL)
    ticket = take_ticket(office, "A")
    assert ticket.print_job is not None
    before = last_seq(office)
    for seq in (10**6, 0, -1, ticket.print_job):
        call_shown(office, HALL, seq)
        call_spoken(office, HALL, seq)
    assert last_seq(office) == before
    call(office)
    assert pending(office) == ["A001"]


def test_the_counter_sees_where_its_call_was_shown_and_that_it_was_spoken(office):
    for display in (HALL, "layar-2"):
        hall_board(office, display)
    take_ticket(office, "A")
    made = call(office)
    current = counter_board(office, 1).current
    assert current is not None
    assert (current.shown_on, current.spoken) == (0, False)
    call_shown(office, HALL, made.seq)
    call_shown(office, "layar-2", made.seq)
    call_spoken(office, "layar-2", made.seq, "silent")
    current = counter_board(office, 1).current
    assert current is not None
    assert (current.shown_on, current.spoken) == (2, False)
    call_spoken(office, HALL, made.seq)
    current = counter_board(office, 1).current
    assert current is not None
    assert current.spoken


def test_a_recall_is_a_call_of_its_own(office):
    hall_board(office, HALL)
    take_ticket(office, "A")
    call(office)
    show_all(office)
    recall(office, 1)
    board = hall_board(office, HALL)
    assert [(each.number, each.recall, each.ordinal_call) for each in board.pending] == [("A001", True, 2)]
    show_all(office)
    assert len(hall_board(office, HALL).last) == 1, "one line for each visitor and counter"


def test_a_new_display_begins_with_the_calls_still_going_on(office):
    for _ in range(3):
        take_ticket(office, "A")
    call(office, 1)
    start(office, 1)
    call(office, 2)
    call(office, 3)
    assert pending(office, "layar-baru") == ["A002", "A003"]
    assert display_alive(office, "layar-baru") == display_alive(office, "layar-baru")


def test_yesterdays_calls_are_not_called_out_today(office, clock):
    hall_board(office, HALL)
    take_ticket(office, "A")
    call(office)
    clock.pass_(days=1)
    board = hall_board(office, HALL)
    assert (board.pending, board.last, board.live) == ((), (), frozenset())
    take_ticket(office, "A")
    assert pending(office) == []


def test_a_call_that_was_taken_back_leaves_the_hall(office):
    hall_board(office, HALL)
    take_ticket(office, "A")
    call(office)
    show_all(office)
    undo(office, 1)
    board = hall_board(office, HALL)
    assert board.last == ()
    assert board.live == frozenset()


def test_a_second_call_taken_back_leaves_the_first_in_sight(office):
    hall_board(office, HALL)
    ticket = take_ticket(office, "A")
    call(office, 1)
    mark_absent(office, 1)
    call_visit(office, 2, ticket.visit)
    show_all(office)
    undo(office, 2)
    assert [each.counter for each in hall_board(office, HALL).last] == [1]


def test_a_call_lives_until_the_visitor_is_there(office):
    hall_board(office, HALL)
    take_ticket(office, "A")
    made = call(office)
    assert hall_board(office, HALL).live == {made.seq}
    again = recall(office, 1)
    assert hall_board(office, HALL).live == {again.seq}
    start(office, 1)
    assert hall_board(office, HALL).live == frozenset()


def test_a_call_carries_the_service_it_is_for(office):
    hall_board(office, HALL)
    take_ticket(office, "A")
    serve(office)
    transfer(office, 1, "B")
    call(office, 2)
    recall(office, 2)
    assert [each.service for each in hall_board(office, HALL).pending] == ["A", "B", "B"]


def test_the_hall_shows_who_waits_who_was_missed_and_what_counters_do(office):
    hall_board(office, HALL)
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    take_break(office, 2)
    for service in "AABB":
        take_ticket(office, service)
    call(office)
    mark_absent(office, 1)
    call(office)
    board = hall_board(office, HALL)
    assert [(each.code, each.waiting) for each in board.services] == [("A", 0), ("B", 2), ("C", 0)]
    assert board.missed == ("A001",)
    assert [(each.state, each.number) for each in board.counters] == [
        ("calling", "A002"),
        ("break", ""),
        ("closed", ""),
    ]
    start(office, 1)
    assert hall_board(office, HALL).counters[0].state == "serving"


def test_each_display_keeps_its_own_place(office):
    for display in (HALL, "layar-2"):
        hall_board(office, display)
    take_ticket(office, "A")
    call(office)
    show_all(office, HALL)
    assert pending(office, HALL) == []
    assert pending(office, "layar-2") == ["A001"]
