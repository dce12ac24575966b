"""Mistakes that other queue systems have made and that no other test of ours holds off yet; see docs/regressions.md."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket.model.printer import Attempt
from loket.office import calling, printer_setup, printing
from loket.office.boards import counter_board
from loket.office.days import close_day, open_today
from loket.office.hall import call_shown
from loket.office.hall_board import hall_board
from loket.office.reports import day_report
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from tests.factories import a_service, assert_whole, call, journal, leg_of, serve


def test_a_printer_that_fails_leaves_neither_a_ghost_nor_a_hole_among_the_numbers(make_office, clock):
    office = make_office()
    printer_setup.add_printer(office, "kios", "virtual:")
    tickets = [take_ticket(office, "A") for _ in range(3)]
    while job := printing.claim_job(office, "kios"):
        printing.record_outcome(office, job.id, "kios", Attempt("PARTIAL", "out"))
        clock.pass_(minutes=40)
    assert [call(office, counter).number for counter in (1, 2, 3)] == [ticket.number for ticket in tickets]
    assert take_ticket(office, "A").number == "A004"
    assert_whole(office)


def test_closing_and_opening_again_deletes_nothing_and_gives_no_number_twice(make_office, clock):
    office = make_office()
    first = take_ticket(office, "A")
    before = [fact.hash for fact in journal(office)]
    close_day(office)
    open_today(office)
    assert take_ticket(office, "A").number == "A002"
    assert [fact.hash for fact in journal(office)][: len(before)] == before
    assert leg_of(office, first.visit).ended_at is not None
    assert_whole(office)


@pytest.mark.parametrize("hours", [2, -2])
def test_a_clock_that_changes_loses_no_call_on_the_hall_display(make_office, clock, hours):
    office = make_office()
    for _ in range(3):
        take_ticket(office, "A")
    first = call(office, 1)
    call_shown(office, "layar", first.seq)
    clock.pass_(hours=hours)
    later = [call(office, counter) for counter in (2, 3)]
    assert [each.seq for each in hall_board(office, "layar").pending] == [each.seq for each in later]


def test_a_visit_that_stays_open_for_three_days_does_not_move_the_mean(make_office, clock):
    office = make_office(a_service("A"))
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    take_ticket(office, "A")
    take_ticket(office, "A")
    serve(office, 1)
    clock.pass_(minutes=10)
    calling.finish(office, 1)
    serve(office, 2)
    today = (clock.time + timedelta(hours=9)).date()
    clock.pass_(days=3)
    take_ticket(office, "A")
    report = day_report(office, today)
    assert report.serving is not None
    assert report.serving.count == 1
    assert report.serving.mean_s == pytest.approx(600, abs=1)


def test_what_the_called_visitor_has_brought_stays_on_the_counters_screen_after_every_new_picture(make_office, clock):
    office = make_office()
    take_ticket(office, "A", missing=["Kartu Keluarga"])
    sign_in(office, 1, "P1")
    call(office, 1)
    shown = counter_board(office, 1).current
    for _ in range(3):
        take_ticket(office, "A")
        clock.pass_(seconds=1)
    again = counter_board(office, 1).current
    assert shown is not None
    assert again is not None
    assert (again.number, again.missing, again.called_at) == (shown.number, shown.missing, shown.called_at)


def test_a_display_that_starts_again_shows_the_same_without_asking_anybody(make_office, clock):
    office = make_office()
    for _ in range(2):
        take_ticket(office, "A")
    for counter in (1, 2):
        call_shown(office, "layar", call(office, counter).seq)
    before = hall_board(office, "layar")
    clock.pass_(minutes=1)
    after = hall_board(office, "layar")
    assert [each.number for each in after.last] == [each.number for each in before.last] == ["A002", "A001"]
    assert after.pending == ()
