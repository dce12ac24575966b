"""What the counter's board knows of the rows, of the present visitor and of the colleagues."""

from __future__ import annotations

from loket.model.wording import Wording
from loket.office import counter_board as rooms
from loket.office.boards import counter_board
from loket.office.calling import call_visit, finish, skip, start
from loket.office.context import Office
from loket.office.days import picture_day
from loket.office.journeys import send_back, transfer
from loket.office.pictures import CounterBoard, CurrentVisit, Onward
from loket.office.signin import sign_in
from loket.office.ticketing import groups_of, take_ticket
from loket.office.turns import postpone, regroup
from loket.office.waits import waits_of
from tests.factories import a_service, call, serve


def _here(board: CounterBoard) -> CurrentVisit:
    assert board.current is not None
    return board.current


def _told(office: Office) -> dict[str, object]:
    with office.looking() as work:
        return dict(waits_of(office.store, work, work.book.open_legs(picture_day(work))))


def test_every_row_knows_the_wait_from_now_as_why_tells_it(office):
    for service in "AABA":
        take_ticket(office, service)
    sign_in(office, 1, "P1")
    rows = counter_board(office, 1).queue
    assert {row.visit: row.told for row in rows} == _told(office)
    lows = [row.told.low_s for row in rows if row.told]
    assert len(lows) == 4
    assert lows == sorted(lows)


def test_far_back_in_a_long_line_no_wait_is_worked_out(office, monkeypatch):
    monkeypatch.setattr(rooms, "TOLD_MOST", 3)
    for _ in range(5):
        take_ticket(office, "A")
    sign_in(office, 1, "P1")
    assert [row.told is not None for row in counter_board(office, 1).queue] == [True] * 3 + [False] * 2


def test_nobody_on_duty_means_no_wait_is_told(office):
    take_ticket(office, "A")
    assert counter_board(office, 1).queue[0].told is None


def test_who_was_skipped_may_be_called_from_a_time_on_and_is_not_the_next(office, clock):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    take_ticket(office, "A")
    call(office)
    skip(office, 1)
    board = counter_board(office, 1)
    assert [row.number for row in board.queue] == ["A002", "A001"]
    assert board.next == board.queue[0]
    assert f"{board.queue[1].not_before:%H.%M}" == "09.05"
    finish_next = call(office)
    assert finish_next.number == "A002"
    assert counter_board(office, 1).next is None, "the only one who waits cools down"
    clock.pass_(minutes=6)
    assert counter_board(office, 1).next is not None


def test_who_is_meant_for_an_officer_waits_for_the_counter_of_that_officer(office):
    sign_in(office, 1, "P1")
    sign_in(office, 3, "P2")
    take_ticket(office, "A")
    serve(office)
    transfer(office, 1, "B", to_officer="P2")
    assert counter_board(office, 1).queue[0].to_counter == 3
    assert counter_board(office, 1).next is None
    assert counter_board(office, 3).next is not None


def test_a_target_that_is_not_on_duty_binds_nobody(office):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    serve(office)
    transfer(office, 1, "B", to_counter=3)
    board = counter_board(office, 1)
    assert board.queue[0].to_counter is None
    assert board.next == board.queue[0]


def test_a_row_knows_its_group_and_how_often_it_stepped_back(office):
    first = take_ticket(office, "A").visit
    for _ in range(4):
        take_ticket(office, "A")
    postpone(office, first)
    regroup(office, first, "LANSIA", "Terlihat oleh petugas")
    board = counter_board(office, 1)
    assert [(row.group, row.postponed) for row in board.queue if row.visit == first] == [("LANSIA", 1)]
    with office.looking() as work:
        assert board.groups == groups_of(work)


def test_the_present_visitor_says_why_it_was_called(office):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    later = take_ticket(office, "A").visit
    call_visit(office, 1, later, "Sakit / darurat")
    assert (_here(counter_board(office, 1)).reason, _here(counter_board(office, 1)).because) == (
        "chosen", "Sakit / darurat",
    )  # fmt: skip
    start(office, 1)
    finish(office, 1)
    call(office)
    assert (_here(counter_board(office, 1)).reason, _here(counter_board(office, 1)).because) == ("first_arrival", "")


def test_the_present_visitor_knows_the_stops_to_come(make_office):
    office = make_office(a_service("S", then=("T", "U")), a_service("T", "Pembayaran"), a_service("U", "Cetak"))
    sign_in(office, 1, "P1")
    take_ticket(office, "S")
    call(office)
    assert [stop.id for stop in _here(counter_board(office, 1)).stops] == ["Pembayaran", "Cetak"]


def test_going_to_and_fro_between_desks_is_counted(office):
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    take_ticket(office, "A")
    serve(office, 1)
    assert _here(counter_board(office, 1)).ping_pong == 0
    transfer(office, 1, "B", to_counter=2)
    serve(office, 2)
    assert (_here(counter_board(office, 2)).from_counter, _here(counter_board(office, 2)).ping_pong) == (1, 0)
    send_back(office, 2)
    serve(office, 1)
    assert (_here(counter_board(office, 1)).from_counter, _here(counter_board(office, 1)).ping_pong) == (2, 1)


def test_the_board_says_where_a_finished_visitor_goes_on_to(make_office):
    office = make_office(a_service("S", then=("T",)), a_service("T", "Pembayaran"))
    sign_in(office, 1, "P1")
    take_ticket(office, "S")
    serve(office, 1)
    here = counter_board(office, 1).current
    assert here is not None
    assert here.onward == Onward("T", Wording("Pembayaran", "Pembayaran (en)"), (1,))
    finish(office, 1)
    offer = counter_board(office, 1).undo
    assert offer is not None
    assert (offer.number, offer.onward) == ("S001", here.onward)
    serve(office, 1)
    assert _here(counter_board(office, 1)).onward is None
    finish(office, 1)
    offer = counter_board(office, 1).undo
    assert offer is not None
    assert offer.onward is None


def test_a_row_counts_the_ways_to_and_fro(office):
    take_ticket(office, "A")
    for counter, service in ((1, "B"), (2, "A"), (1, "B")):
        serve(office, counter)
        transfer(office, counter, service)
    (row,) = counter_board(office, 2).queue
    assert (row.number, row.ping_pong) == ("A001", 1)


def test_the_board_names_the_colleagues_on_duty(office):
    sign_in(office, 1, "P1")
    sign_in(office, 3, "P2")
    colleagues = counter_board(office, 1).colleagues
    assert [(each.counter.number, each.officer.code) for each in colleagues] == [(3, "P2")]
