"""Who sits where: one officer per counter, one counter per officer."""

from __future__ import annotations

from loket.office.boards import counter_board, signin_board
from loket.office.calling import finish
from loket.office.days import close_day
from loket.office.signin import resume, sign_in, sign_out, take_break
from loket.office.ticketing import take_ticket
from tests.factories import call, journal, last_seq, refused, serve


def seats(office):
    return {each.counter.number: each.officer.code for each in signin_board(office).counters if each.officer}


def test_an_officer_signs_in_and_out(office):
    sign_in(office, 1, "p1")
    assert seats(office) == {1: "P1"}
    assert counter_board(office, 1).state == "ready"
    sign_out(office, 1)
    assert seats(office) == {}
    with refused(office, "counter_unmanned"):
        sign_out(office, 1)


def test_signing_in_again_where_one_sits_changes_nothing(office):
    sign_in(office, 1, "P1")
    before = last_seq(office)
    sign_in(office, 1, "P1")
    assert last_seq(office) == before


def test_a_counter_is_not_signed_in_twice(office, clock):
    sign_in(office, 1, "P1")
    clock.pass_(hours=1)
    with refused(office, "counter_taken", says="sejak 09.00"):
        sign_in(office, 1, "P2")
    sign_in(office, 1, "P2", take_over=True)
    assert seats(office) == {1: "P2"}
    assert [(fact.kind, fact.officer) for fact in journal(office)[-2:]] == [("signed_out", "P1"), ("signed_in", "P2")]


def test_an_officer_does_not_sit_at_two_counters(office):
    sign_in(office, 1, "P1")
    with refused(office, "officer_elsewhere", says="loket 1"):
        sign_in(office, 2, "P1")
    sign_in(office, 2, "P1", take_over=True)
    assert seats(office) == {2: "P1"}


def test_taking_over_a_counter_and_leaving_ones_own_is_one_act(office):
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    sign_in(office, 1, "P2", take_over=True)
    assert seats(office) == {1: "P2"}


def test_unknown_officers_and_counters_are_refused_by_name(office):
    with refused(office, "officer_unknown", says="P1, P2, P3, P4"):
        sign_in(office, 1, "P9")
    with refused(office, "counter_unknown", says="1, 2, 3"):
        sign_in(office, 7, "P1")


def test_nobody_leaves_a_visitor_behind(office):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    call(office)
    with refused(office, "counter_busy", says="A001"):
        sign_out(office, 1)
    with refused(office, "break_refused"):
        take_break(office, 1)


def test_a_break_begins_and_ends_once(office, clock):
    sign_in(office, 1, "P1")
    with refused(office, "not_on_break"):
        resume(office, 1)
    take_break(office, 1)
    assert counter_board(office, 1).state == "break"
    since = counter_board(office, 1).break_since
    assert since is not None
    assert f"{since:%H.%M}" == "09.00"
    with refused(office, "on_break_already"):
        take_break(office, 1)
    resume(office, 1)
    assert counter_board(office, 1).state == "ready"


def test_signing_out_ends_the_break(office):
    sign_in(office, 1, "P1")
    take_break(office, 1)
    sign_out(office, 1)
    sign_in(office, 1, "P2")
    assert counter_board(office, 1).state == "ready"


def test_a_break_needs_an_officer(office):
    for act in (take_break, resume):
        with refused(office, "counter_unmanned"):
            act(office, 1)


def test_who_takes_over_goes_on_with_the_visitor(office):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    serve(office)
    sign_in(office, 1, "P2", take_over=True)
    board = counter_board(office, 1)
    assert board.officer is not None
    assert (board.officer.code, board.state) == ("P2", "serving")
    finish(office, 1)


def test_closing_the_day_signs_everybody_out(office):
    sign_in(office, 1, "P1")
    sign_in(office, 2, "P2")
    take_break(office, 2)
    close_day(office)
    assert seats(office) == {}
