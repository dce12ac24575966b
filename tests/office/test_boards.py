"""Ready pictures for the screens."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from loket.errors import Refused
from loket.model.calendar import Holiday, WeekHours
from loket.office.administration import switch_service
from loket.office.boards import counter_board, hall_board, kiosk_board, signin_board
from loket.office.calling import call_visit, finish, mark_absent, park, recall
from loket.office.days import close_day
from loket.office.journeys import transfer
from loket.office.printer_setup import add_printer, set_printer_state
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from tests.factories import MONDAY_NINE, a_service, call, last_seq, serve

MORNINGS = WeekHours.of_plain({day: ["08:00-12:00"] for day in ("mon", "tue", "wed", "thu", "fri")})


def test_the_kiosk_shows_every_service_with_who_waits(office):
    for service in "AAB":
        take_ticket(office, service)
    call(office)
    board = kiosk_board(office)
    assert [(tile.service.code, tile.waiting, tile.state) for tile in board.tiles] == [
        ("A", 1, "open"),
        ("B", 1, "open"),
        ("C", 0, "open"),
    ]
    assert [each.number for each in board.calling] == ["A001"]
    assert (board.open, board.ended, board.holiday) == (True, False, "")
    assert board.seq == last_seq(office)


def test_the_kiosk_says_why_a_service_gives_no_numbers(make_office, clock):
    office = make_office(a_service("A", hours=MORNINGS), a_service("B", quota=1), a_service("C"))
    take_ticket(office, "B")
    switch_service(office, "C", is_open=False, reason="Sistem pusat sedang tidak dapat dipakai.")
    states = {tile.service.code: (tile.state, tile.reason.id) for tile in kiosk_board(office).tiles}
    assert states == {"A": ("open", ""), "B": ("full", ""), "C": ("closed", "Sistem pusat sedang tidak dapat dipakai.")}
    clock.time = datetime(2026, 11, 22, 22, 30, tzinfo=UTC)  # 07.30: before the hours of A
    tile = kiosk_board(office).tiles[0]
    assert (tile.state, f"{tile.opens_at:%H.%M}") == ("later", "08.00")


def test_on_a_holiday_the_kiosk_says_when_it_opens_again(make_office):
    holiday = Holiday(MONDAY_NINE.date(), "Hari Uji Coba")
    office = make_office(a_service("A", hours=MORNINGS), holidays=(holiday,))
    board = kiosk_board(office)
    assert (board.open, board.holiday, f"{board.opens_at:%d-%m %H.%M}") == (False, "Hari Uji Coba", "24-11 08.00")


def test_kiosk_and_hall_know_the_week_of_all_services_together(make_office):
    office = make_office(
        a_service("A", hours=WeekHours.of_plain({"mon": ["08:00-12:00"]})),
        a_service("B", hours=WeekHours.of_plain({"mon": ["11:00-15:00"], "sat": ["08:00-10:00"]})),
    )
    week = {"mon": ["08:00-15:00"], "sat": ["08:00-10:00"]}
    assert kiosk_board(office).hours.to_plain() == week
    assert hall_board(office, "layar-1").hours.to_plain() == week


def test_after_the_day_is_closed_the_kiosk_says_so(office):
    take_ticket(office, "A")
    close_day(office)
    board = kiosk_board(office)
    assert (board.open, board.ended) == (False, True)
    assert {tile.state for tile in board.tiles} == {"closed"}


def test_the_printer_that_people_depend_on_is_shown(office):
    assert kiosk_board(office).printer.state == "none"
    add_printer(office, "kios", "virtual:")
    assert kiosk_board(office).printer.state == "unknown"
    set_printer_state(office, "kios", "out")
    assert kiosk_board(office).printer.state == "out"


def test_the_officers_list_is_in_the_order_of_the_calls(office, clock):
    for service in "ABCA":
        take_ticket(office, service)
        clock.pass_(minutes=1)
    queue = counter_board(office, 1).queue
    assert [entry.number for entry in queue] == ["A001", "B001", "C001", "A002"]
    assert [entry.waited_s for entry in queue] == [240, 180, 120, 60]
    order = []
    for _ in queue:
        order.append(serve(office).number)
        finish(office, 1)
    assert order == [entry.number for entry in queue]


def test_an_elder_stands_in_the_list_where_the_rule_will_call(office):
    for priority in (None, None, None, "LANSIA", None, "LANSIA"):
        take_ticket(office, "A", priority=priority)
    listed = [entry.number for entry in counter_board(office, 1).queue]
    assert listed == ["A004", "A001", "A002", "A006", "A003", "A005"]
    order = []
    for _ in listed:
        order.append(serve(office).number)
        finish(office, 1)
    assert order == listed


def test_who_is_meant_for_another_counter_stands_behind_all(office):
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    take_ticket(office, "A")
    take_ticket(office, "A")
    serve(office, 1)
    transfer(office, 1, to_counter=2)
    assert [entry.number for entry in counter_board(office, 1).queue] == ["A002", "A001"]
    assert [entry.number for entry in counter_board(office, 2).queue] == ["A001", "A002"]


def test_parked_and_missed_are_lists_of_their_own(office, clock):
    for _ in range(3):
        take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    serve(office)
    clock.pass_(minutes=2)
    park(office, 1, "fotokopi KK")
    board = counter_board(office, 1)
    assert [entry.number for entry in board.queue] == ["A003"]
    assert [(entry.number, entry.note, f"{entry.since:%H.%M}") for entry in board.parked] == [
        ("A002", "fotokopi KK", "09.02")
    ]
    assert [(entry.number, entry.calls) for entry in board.missed] == [("A001", 1)]


def test_the_called_visitors_details_stay_while_others_come(office, clock):
    ticket = take_ticket(office, "A", priority="LANSIA", missing=["Kartu Keluarga"])
    clock.pass_(minutes=12)
    call(office)
    recall(office, 1)
    before = counter_board(office, 1).current
    assert before is not None
    assert (before.visit, before.number, before.state, before.calls) == (ticket.visit, "A001", "called", 2)
    assert (before.waited_s, before.priority) == (720, True)
    assert [each.id for each in before.missing] == ["Kartu Keluarga"]
    take_ticket(office, "A")
    call(office, 2)
    assert counter_board(office, 1).current == before


def test_a_transferred_visitor_shows_where_they_came_from_and_how_long_they_waited(office, clock):
    take_ticket(office, "A")
    clock.pass_(minutes=5)
    serve(office)
    clock.pass_(minutes=10)
    transfer(office, 1, "B", "cek berkas")
    entry = counter_board(office, 2).queue[0]
    assert (entry.from_counter, entry.note, entry.waited_s) == (1, "cek berkas", 900)
    call(office, 2)
    current = counter_board(office, 2).current
    assert current is not None
    assert (current.from_counter, current.note, current.service.code) == (1, "cek berkas", "B")


def test_the_counter_counts_what_it_served_and_how_long_people_waited(office, clock):
    for _ in range(2):
        take_ticket(office, "A")
    assert counter_board(office, 1).average_wait_s is None
    clock.pass_(minutes=10)
    serve(office)
    finish(office, 1)
    clock.pass_(minutes=10)
    serve(office, 2)
    board = counter_board(office, 1)
    assert (board.served_today, board.average_wait_s) == (1, 900)
    assert counter_board(office, 2).served_today == 0


def test_a_transfer_names_the_counters_that_are_manned(office):
    sign_in(office, 2, "P2")
    targets = counter_board(office, 1).targets
    assert [(each.service.code, each.waiting, each.counters) for each in targets] == [
        ("A", 0, (2,)),
        ("B", 0, (2,)),
        ("C", 0, (2,)),
    ]


def test_a_chosen_visitor_leaves_the_list(office):
    first = take_ticket(office, "A")
    take_ticket(office, "A")
    call_visit(office, 1, first.visit)
    assert [entry.number for entry in counter_board(office, 2).queue] == ["A002"]


def test_an_unknown_counter_has_no_board(office):
    with pytest.raises(Refused):
        counter_board(office, 9)


def test_the_sign_in_screen_shows_officers_and_seats(office):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    board = signin_board(office)
    assert [each.code for each in board.officers] == ["P1", "P2", "P3", "P4"]
    assert [each.officer.code if each.officer else "" for each in board.counters] == ["P1", "", ""]
    assert board.waiting == 1
