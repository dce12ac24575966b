"""Call, recall, start, finish, absent, park, transfer, return."""

from __future__ import annotations

from loket.model.visit import MOST_LEGS, State
from loket.office import days
from loket.office.calling import (
    call_next,
    call_visit,
    finish,
    finish_and_call_next,
    mark_absent,
    park,
    recall,
    return_to_queue,
    start,
)
from loket.office.journeys import transfer
from loket.office.signin import sign_in, take_break
from loket.office.ticketing import take_ticket
from tests.factories import a_service, call, journal, last_seq, leg_of, refused, serve


def test_the_first_to_come_is_called_first_across_services(office, clock):
    for service in ("B", "A", "B"):
        take_ticket(office, service)
        clock.pass_(minutes=1)
    assert [call(office, counter).number for counter in (1, 2, 3)] == ["B001", "A001", "B002"]


def test_first_come_first_called_even_when_the_clock_stands(office):
    taken = [take_ticket(office, service).number for service in "ABCCBAABC"]
    called = []
    for _ in taken:
        called.append(serve(office).number)
        finish(office, 1)
    assert called == taken


def test_an_empty_queue_calls_nobody(office):
    assert call_next(office, 1) is None
    take_ticket(office, "A")
    assert call(office).number == "A001"


def test_a_call_says_where_to_go_and_why(office):
    sign_in(office, 2, "P2")
    ticket = take_ticket(office, "A")
    made = call(office, 2)
    assert (made.number, made.counter, made.counter_name.id, made.plate) == ("A001", 2, "Loket 2", "2")
    assert (made.visit, made.service, made.reason, made.ordinal_call) == (ticket.visit, "A", "first_arrival", 1)
    fact = journal(office)[-1]
    assert (fact.seq, fact.kind, fact.counter, fact.officer) == (made.seq, "visit_called", 2, "P2")
    assert fact.data == {
        "leg": 1, "from": "waiting", "to": "called", "reason": "first_arrival", "service": "A",
    }  # fmt: skip


def test_two_officers_who_press_at_once_get_two_people(office):
    take_ticket(office, "A")
    take_ticket(office, "A")
    assert {call(office, 1).number, call(office, 2).number} == {"A001", "A002"}


def test_a_counter_with_a_visitor_calls_nobody_else(office):
    for _ in range(2):
        take_ticket(office, "A")
    call(office)
    with refused(office, "counter_busy"):
        call_next(office, 1)
    start(office, 1)
    with refused(office, "counter_busy", says="A001"):
        call_next(office, 1)


def test_an_unknown_counter_is_refused_with_the_known_ones(office):
    with refused(office, "counter_unknown", says="1, 2, 3"):
        call_next(office, 9)
    for act in (recall, start, finish, mark_absent, park):
        with refused(office, "counter_unknown"):
            act(office, 9)


def test_nothing_can_be_done_at_an_empty_counter(office):
    days.open_today(office)
    for act in (recall, start, finish, finish_and_call_next, mark_absent, park):
        with refused(office, "counter_empty"):
            act(office, 1)


def test_a_counter_on_a_break_calls_nobody(office):
    sign_in(office, 1, "P1")
    ticket = take_ticket(office, "A")
    take_break(office, 1)
    with refused(office, "counter_on_break"):
        call_next(office, 1)
    with refused(office, "counter_on_break"):
        call_visit(office, 1, ticket.visit)


def test_a_visitor_is_called_as_often_as_the_office_allows(make_office):
    office = make_office(call_limit=3)
    take_ticket(office, "A")
    call(office)
    assert [recall(office, 1).ordinal_call for _ in range(2)] == [2, 3]
    with refused(office, "call_limit"):
        recall(office, 1)
    assert mark_absent(office, 1).state is State.MISSED


def test_a_recall_keeps_the_first_call(office, clock):
    ticket = take_ticket(office, "A")
    call(office)
    first = leg_of(office, ticket.visit).called_at
    assert first is not None
    clock.pass_(minutes=2)
    recall(office, 1)
    leg = leg_of(office, ticket.visit)
    assert leg.called_at == first
    assert leg.last_called_at is not None
    assert leg.last_called_at > first


def test_who_does_not_come_is_never_called_by_itself_again(office):
    ticket = take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    assert call_next(office, 1) is None
    assert call_visit(office, 1, ticket.visit).reason == "chosen"


def test_a_parked_visitor_keeps_the_note_and_waits_for_the_officer(office):
    ticket = take_ticket(office, "A")
    serve(office)
    park(office, 1, "  fotokopi KK ")
    assert leg_of(office, ticket.visit).note == "fotokopi KK"
    assert call_next(office, 1) is None
    call_visit(office, 2, ticket.visit)
    park(office, 2)
    assert leg_of(office, ticket.visit).note == "fotokopi KK"


def test_a_visitor_back_in_time_is_called_after_the_next_two(office, clock):
    missed = take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    for _ in range(3):
        clock.pass_(minutes=1)
        take_ticket(office, "A")
    return_to_queue(office, missed.visit)
    order = []
    for _ in range(4):
        order.append(serve(office))
        finish(office, 1)
    assert [each.number for each in order] == ["A002", "A003", "A001", "A004"]
    assert order[2].reason == "returned"


def test_a_visitor_back_late_is_called_last(office, clock):
    missed = take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    for _ in range(10):
        take_ticket(office, "A")
    for _ in range(6):
        serve(office)
        finish(office, 1)
    clock.pass_(minutes=16)
    return_to_queue(office, missed.visit)
    order = []
    for _ in range(5):
        order.append(serve(office).number)
        finish(office, 1)
    assert order == ["A008", "A009", "A010", "A011", "A001"]


def test_late_by_the_clock_is_in_time_while_few_numbers_were_called(office, clock):
    missed = take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    for _ in range(4):
        take_ticket(office, "A")
    clock.pass_(minutes=16)
    return_to_queue(office, missed.visit)
    order = []
    for _ in range(4):
        order.append(serve(office).number)
        finish(office, 1)
    assert order == ["A002", "A003", "A001", "A004"]


def test_a_waiting_visitor_cannot_come_back_and_an_ended_one_neither(office):
    ticket = take_ticket(office, "A")
    with refused(office, "visit_state"):
        return_to_queue(office, ticket.visit)
    serve(office)
    finish(office, 1)
    with refused(office, "visit_ended"):
        return_to_queue(office, ticket.visit)


def test_yesterdays_missed_visitor_cannot_come_back_today(office, clock):
    ticket = take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    clock.pass_(days=1)
    with refused(office, "visit_ended"):
        return_to_queue(office, ticket.visit)
    with refused(office, "visit_ended"):
        call_visit(office, 1, ticket.visit)


def test_a_transferred_visitor_keeps_number_and_place(make_office, clock):
    office = make_office(a_service("A"), a_service("B"))
    first = take_ticket(office, "A")
    clock.pass_(minutes=5)
    take_ticket(office, "B")
    clock.pass_(minutes=5)
    serve(office)
    leg = transfer(office, 1, "B", "cek berkas")
    assert (leg.number, leg.service, leg.ordinal, leg.note) == ("A001", "B", 2, "cek berkas")
    assert leg.key_at == leg_of(office, first.visit).key_at
    again = call(office, 2)
    assert (again.number, again.reason) == ("A001", "kept_arrival")


def test_nobody_is_transferred_to_where_the_visitor_is_or_to_nowhere(office):
    take_ticket(office, "A")
    call(office)
    with refused(office, "transfer_same"):
        transfer(office, 1, "A")
    with refused(office, "service_unknown"):
        transfer(office, 1, "Z")


def test_a_visitor_sent_around_without_end_is_kept_at_last(office):
    take_ticket(office, "A")
    for turn in range(MOST_LEGS - 1):
        call(office)
        transfer(office, 1, "BA"[turn % 2])
    call(office)
    with refused(office, "transfer_limit", says="A001"):
        transfer(office, 1, "C")


def test_finish_and_call_next_is_one_press(office, clock):
    for _ in range(2):
        take_ticket(office, "A")
    serve(office)
    clock.pass_(minutes=4)
    before = last_seq(office)
    made = finish_and_call_next(office, 1)
    assert made is not None
    assert made.number == "A002"
    assert [fact.kind for fact in journal(office, before)] == ["visit_finished", "visit_called"]


def test_finish_and_call_next_finishes_even_when_nobody_waits(office):
    ticket = take_ticket(office, "A")
    serve(office)
    assert finish_and_call_next(office, 1) is None
    assert leg_of(office, ticket.visit).state is State.FINISHED


def test_only_who_is_served_can_be_finished(office):
    take_ticket(office, "A")
    call(office)
    with refused(office, "visit_state"):
        finish(office, 1)
    with refused(office, "visit_state"):
        finish_and_call_next(office, 1)
    start(office, 1)
    with refused(office, "visit_state"):
        start(office, 1)
    with refused(office, "visit_state"):
        recall(office, 1)
    with refused(office, "visit_state"):
        mark_absent(office, 1)


def test_a_chosen_visitor_at_another_counter_stays_there(office):
    ticket = take_ticket(office, "A")
    call(office, 1)
    with refused(office, "visit_state"):
        call_visit(office, 2, ticket.visit)
    with refused(office, "visit_unknown"):
        call_visit(office, 2, "0" * 32)


def test_endless_newcomers_never_pass_who_waits_already(office, clock):
    first = take_ticket(office, "A")
    for _ in range(20):
        clock.pass_(seconds=10)
        take_ticket(office, "B", priority="LANSIA")
    assert call(office).visit == first.visit
