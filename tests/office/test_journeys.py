"""One visit, several stops: chains, transfers to a desk or a person, back to the sender, from desk to desk."""

from __future__ import annotations

from loket.model.journey import ping_pong
from loket.model.visit import State
from loket.office.boards import kiosk_board
from loket.office.calling import call_next, finish, start
from loket.office.context import Office
from loket.office.journeys import send_back, transfer
from loket.office.signin import sign_in, sign_out
from loket.office.ticketing import take_ticket
from loket.office.undo import undo
from tests.factories import a_service, assert_whole, call, leg_of, refused, serve


def legs(office: Office, visit: str):
    with office.store.reading() as book:
        return book.legs_of_visit(visit)


def test_a_chain_of_stops_is_one_number_that_goes_on_by_itself(make_office):
    office = make_office(a_service("S", then=("T", "U")), a_service("T"), a_service("U"))
    ticket = take_ticket(office, "S")
    way = []
    for _ in range(3):
        way.append((serve(office).number, leg_of(office, ticket.visit).service))
        finish(office, 1)
    assert way == [("S001", "S"), ("S001", "T"), ("S001", "U")]
    assert leg_of(office, ticket.visit).state is State.FINISHED
    assert call_next(office, 1) is None
    assert_whole(office)


def test_the_next_stop_keeps_the_first_arrival_and_goes_before_who_came_later(make_office, clock):
    office = make_office(a_service("S", then=("T",)), a_service("T"))
    mine = take_ticket(office, "S")
    clock.pass_(minutes=5)
    serve(office)
    take_ticket(office, "T")
    clock.pass_(minutes=5)
    finish(office, 1)
    assert call(office).number == mine.number


def test_a_finish_that_opened_the_next_stop_is_taken_back_whole(make_office):
    office = make_office(a_service("S", then=("T",)), a_service("T"))
    ticket = take_ticket(office, "S")
    serve(office)
    finish(office, 1)
    assert undo(office, 1) == "visit_finished"
    assert [leg.state for leg in legs(office, ticket.visit)] == [State.SERVING]
    finish(office, 1)
    assert leg_of(office, ticket.visit).service == "T"
    assert_whole(office)


def test_several_services_in_one_visit_share_one_number(office):
    ticket = take_ticket(office, "A", also=["C", "Data DTSEN"])
    served = []
    for _ in range(3):
        serve(office)
        served.append(leg_of(office, ticket.visit).service)
        finish(office, 1)
    assert served == ["A", "C", "B"]
    with refused(office, "service_unknown"):
        take_ticket(office, "A", also=["Z"])


def test_a_transfer_to_a_counter_waits_for_it_while_somebody_is_there(office):
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    mine = take_ticket(office, "A")
    serve(office, 1)
    transfer(office, 1, note="lanjut di sini", to_counter=2)
    assert call_next(office, 1) is None
    assert call_next(office, 3) is None
    assert call(office, 2).visit == mine.visit


def test_when_the_counter_has_nobody_any_more_others_call_its_visitor(office):
    sign_in(office, 2, "P2")
    mine = take_ticket(office, "A")
    serve(office, 1)
    transfer(office, 1, to_counter=2)
    sign_out(office, 2)
    assert call(office, 3).visit == mine.visit


def test_a_transfer_to_an_officer_follows_the_person(office):
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    mine = take_ticket(office, "A")
    serve(office, 1)
    with refused(office, "officer_away"):
        transfer(office, 1, to_officer="P3")
    transfer(office, 1, to_officer="P2")
    sign_out(office, 2)
    sign_in(office, 3, "P2")
    assert call_next(office, 1) is None
    assert call(office, 3).visit == mine.visit


def test_a_target_that_makes_no_sense_is_refused(make_office):
    office = make_office(a_service("A"), a_service("B"))
    take_ticket(office, "A")
    serve(office, 1)
    with refused(office, "transfer_to_self"):
        transfer(office, 1, to_counter=1)
    with refused(office, "counter_unknown"):
        transfer(office, 1, to_counter=9)
    with refused(office, "transfer_same"):
        transfer(office, 1, "A")


def test_a_visitor_is_sent_back_to_the_sender_with_a_note(office):
    mine = take_ticket(office, "A")
    serve(office, 1)
    with refused(office, "no_sender"):
        send_back(office, 1)
    sign_in(office, 1, "P1")
    transfer(office, 1, "B", "cek data")
    serve(office, 2)
    leg = send_back(office, 2, "data sudah benar")
    assert (leg.service, leg.to_counter, leg.note) == ("A", 1, "data sudah benar")
    assert call(office, 1).visit == mine.visit
    assert_whole(office)


def test_going_back_to_a_desk_already_visited_is_counted(office):
    mine = take_ticket(office, "A")
    for counter, service in ((1, "B"), (2, "C"), (1, "A")):
        serve(office, counter)
        transfer(office, counter, service)
    assert ping_pong(legs(office, mine.visit)) == 1
    serve(office, 2)
    assert ping_pong(legs(office, mine.visit)) == 2
    finish(office, 2)
    straight = take_ticket(office, "A")
    serve(office, 1)
    transfer(office, 1, "B")
    serve(office, 1)
    transfer(office, 1, "C")
    serve(office, 3)
    assert ping_pong(legs(office, straight.visit)) == 0
    assert leg_of(office, straight.visit).counter == 3


def test_a_transferred_visitor_does_not_lose_the_time_already_waited(office, clock):
    mine = take_ticket(office, "A")
    clock.pass_(minutes=10)
    for _ in range(3):
        take_ticket(office, "B")
    call(office, 1)
    start(office, 1)
    transfer(office, 1, "B")
    assert call(office, 2).visit == mine.visit


def test_a_stop_within_a_chain_gives_no_numbers_of_its_own(make_office):
    office = make_office(a_service("S", then=("T",)), a_service("T", at_kiosk=False))
    with refused(office, "service_is_a_stop"):
        take_ticket(office, "T")
    assert [tile.service.code for tile in kiosk_board(office).tiles] == ["S"]
