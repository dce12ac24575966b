"""Taking back: a new fact, within the limit, one step after the other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from loket.model.visit import State
from loket.office.boards import counter_board
from loket.office.calling import (
    call_visit,
    finish,
    finish_and_call_next,
    mark_absent,
    park,
    recall,
    return_to_queue,
    skip,
    start,
)
from loket.office.context import Office
from loket.office.days import close_day, open_today
from loket.office.hall import call_shown
from loket.office.journeys import transfer
from loket.office.signin import sign_in, take_break
from loket.office.ticketing import cancel, take_ticket
from loket.office.turns import postpone, regroup
from loket.office.undo import undo, undo_of_visit, undo_postpone
from tests.factories import call, journal, last_seq, leg_of, refused, serve


def test_undo_of_a_call_puts_the_visitor_back_as_if_never_called(office):
    ticket = take_ticket(office, "A")
    before = leg_of(office, ticket.visit)
    call(office)
    assert undo(office, 1) == "visit_called"
    assert leg_of(office, ticket.visit) == before
    assert call(office, 2).number == "A001"


def test_undo_is_a_new_fact_that_names_what_it_takes_back(office):
    ticket = take_ticket(office, "A")
    sign_in(office, 1, "P1")
    made = call(office)
    undo(office, 1)
    fact = journal(office)[-1]
    assert (fact.kind, fact.visit, fact.counter, fact.officer) == ("act_undone", ticket.visit, 1, "P1")
    assert fact.data == {"leg": 1, "undoes": made.seq, "kind": "visit_called", "from": "called", "to": "waiting"}


@pytest.mark.parametrize(
    ("act", "kind", "state"),
    [
        (lambda office: finish(office, 1), "visit_finished", State.SERVING),
        (lambda office: park(office, 1, "KK"), "visit_parked", State.SERVING),
        (lambda office: transfer(office, 1, "B"), "visit_transferred", State.SERVING),
    ],
    ids=["finish", "park", "transfer"],
)
def test_undo_brings_a_served_visitor_back_with_the_timers(office, clock, act: Callable[[Office], object], kind, state):
    ticket = take_ticket(office, "A")
    serve(office)
    before = leg_of(office, ticket.visit)
    clock.pass_(seconds=90)
    act(office)
    clock.pass_(seconds=90)
    assert undo(office, 1) == kind
    assert leg_of(office, ticket.visit) == before
    assert before.state is state
    assert finish(office, 1).started_at == before.started_at


def test_undo_of_tidak_hadir_calls_again_where_it_was(office):
    ticket = take_ticket(office, "A")
    call(office)
    recall(office, 1)
    mark_absent(office, 1)
    assert undo(office, 1) == "visit_absent"
    leg = leg_of(office, ticket.visit)
    assert (leg.state, leg.calls) == (State.CALLED, 2)


def test_undo_of_start_goes_back_to_the_call(office):
    ticket = take_ticket(office, "A")
    serve(office)
    assert undo(office, 1) == "visit_started"
    assert leg_of(office, ticket.visit).state is State.CALLED


def test_undo_goes_back_step_by_step(office):
    ticket = take_ticket(office, "A")
    serve(office)
    finish(office, 1)
    assert [undo(office, 1) for _ in range(3)] == ["visit_finished", "visit_started", "visit_called"]
    assert leg_of(office, ticket.visit).state is State.WAITING
    with refused(office, "nothing_to_undo"):
        undo(office, 1)


def test_finish_and_call_next_is_taken_back_in_two_steps(office, clock):
    first, second = take_ticket(office, "A"), take_ticket(office, "A")
    serve(office)
    before = leg_of(office, first.visit)
    clock.pass_(minutes=1)
    finish_and_call_next(office, 1)
    clock.pass_(seconds=5)
    assert undo(office, 1) == "visit_called"
    assert leg_of(office, second.visit).state is State.WAITING
    assert leg_of(office, first.visit).state is State.FINISHED
    assert undo(office, 1) == "visit_finished"
    assert leg_of(office, first.visit) == before


def test_after_an_undo_the_work_goes_on_and_can_be_undone_again(office):
    take_ticket(office, "A")
    for _ in range(3):
        call(office)
        undo(office, 1)
    serve(office)
    assert undo(office, 1) == "visit_started"


def test_after_the_limit_it_is_too_late(office, clock):
    take_ticket(office, "A")
    call(office)
    clock.pass_(seconds=119)
    offer = counter_board(office, 1).undo
    assert offer is not None
    assert (offer.act, offer.number) == ("visit_called", "A001")
    clock.pass_(seconds=2)
    assert counter_board(office, 1).undo is None
    with refused(office, "undo_too_late"):
        undo(office, 1)


def test_a_call_that_was_heard_twice_is_not_taken_back(office):
    take_ticket(office, "A")
    call(office)
    recall(office, 1)
    with refused(office, "recall_heard", says="Mulai layani, lewati, atau nyatakan tidak hadir"):
        undo(office, 1)


def test_what_the_hall_answered_does_not_stand_in_the_way(office):
    take_ticket(office, "A")
    made = call(office)
    call_shown(office, "layar-1", made.seq)
    assert undo(office, 1) == "visit_called"


def test_who_has_moved_on_stays_where_they_are(office):
    ticket = take_ticket(office, "A")
    serve(office)
    transfer(office, 1, "B")
    call(office, 2)
    assert counter_board(office, 1).undo is None
    with refused(office, "nothing_to_undo"):
        undo(office, 1)
    assert undo(office, 2) == "visit_called"
    assert undo(office, 1) == "visit_transferred"
    assert leg_of(office, ticket.visit).service == "A"


def test_who_came_back_to_the_line_stays_there(office):
    ticket = take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    return_to_queue(office, ticket.visit)
    with refused(office, "nothing_to_undo"):
        undo(office, 1)


def test_a_visitors_return_does_not_hide_the_officers_last_act(office):
    first, _ = take_ticket(office, "A"), take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    serve(office)
    finish(office, 1)
    return_to_queue(office, first.visit)
    assert undo(office, 1) == "visit_finished"


def test_one_counter_cannot_take_back_what_another_did(office):
    take_ticket(office, "A")
    call(office, 1)
    with refused(office, "nothing_to_undo"):
        undo(office, 2)
    with refused(office, "counter_unknown"):
        undo(office, 9)


def test_the_visitor_before_the_present_one_stays_where_they_are(office):
    first, second = take_ticket(office, "A"), take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    call_visit(office, 1, second.visit)
    recall(office, 1)
    with refused(office, "recall_heard"):
        undo(office, 1)
    assert leg_of(office, first.visit).state is State.MISSED


def test_nobody_is_brought_back_to_a_counter_on_a_break(office):
    sign_in(office, 1, "P1")
    take_ticket(office, "A")
    serve(office)
    finish(office, 1)
    take_break(office, 1)
    with refused(office, "counter_on_break"):
        undo(office, 1)


def test_nothing_of_a_closed_day_is_taken_back(office, clock):
    take_ticket(office, "A")
    serve(office)
    finish(office, 1)
    close_day(office)
    assert counter_board(office, 1).undo is None
    with refused(office, "undo_day_closed", says="loket day close --undo"):
        undo(office, 1)
    open_today(office)
    assert undo(office, 1) == "visit_finished"


def test_nothing_of_yesterday_is_taken_back(make_office, clock):
    office = make_office(undo_s=10**6)
    take_ticket(office, "A")
    call(office)
    clock.pass_(days=1)
    with refused(office, "undo_no_day"):
        undo(office, 1)


def test_with_a_clock_set_back_nobody_knows_what_is_in_time(office, clock):
    take_ticket(office, "A")
    call(office)
    clock.pass_(hours=-5)
    with refused(office, "undo_too_late"):
        undo(office, 1)
    assert last_seq(office) > 0


# --- what happens to a visitor apart from any counter ----------------------------------------------------------------


def test_a_mistaken_mundur_is_taken_back_with_its_place_and_its_count(office, clock):
    visits = [take_ticket(office, "A").visit for _ in range(4)]
    before = leg_of(office, visits[0])
    for _ in range(3):  # twice at most, but what was taken back does not count
        postpone(office, visits[0], 2)
        clock.pass_(minutes=10)
        assert undo_postpone(office, visits[0]) == before
    assert leg_of(office, visits[0]) == before
    assert call(office).number == "A001"
    with refused(office, "nothing_postponed", says="A001"):
        undo_postpone(office, visits[0])


def test_two_mundur_are_taken_back_one_after_the_other(office):
    visits = [take_ticket(office, "A").visit for _ in range(4)]
    postpone(office, visits[0], 1)
    between = leg_of(office, visits[0])
    postpone(office, visits[0], 1)
    assert undo_postpone(office, visits[0]) == between
    assert undo_of_visit(office, visits[0]).kind == "visit_postponed"
    assert leg_of(office, visits[0]).postponed == 0


def test_who_was_called_since_the_mundur_keeps_the_place_it_gave(office):
    visits = [take_ticket(office, "A").visit for _ in range(2)]
    postpone(office, visits[0], 1)
    for counter in (1, 2):
        call(office, counter)
    mark_absent(office, 2)
    return_to_queue(office, visits[0])
    with refused(office, "nothing_postponed"):
        undo_postpone(office, visits[0])


def test_a_number_cancelled_by_mistake_comes_back_to_its_place_as_long_as_the_day_goes_on(office, clock):
    first, _ = take_ticket(office, "A"), take_ticket(office, "A")
    before = leg_of(office, first.visit)
    cancel(office, first.visit)
    clock.pass_(hours=3)
    assert undo_of_visit(office, first.visit).kind == "visit_cancelled"
    assert leg_of(office, first.visit) == before
    assert call(office).number == "A001"


def test_a_change_of_priority_is_taken_back_and_stands_apart_from_the_steps(office, clock):
    ticket = take_ticket(office, "A")
    call(office)
    regroup(office, ticket.visit, "LANSIA", "terlihat di loket")
    assert undo(office, 1) == "visit_called", "the officer's last step, whatever is known of the person"
    assert leg_of(office, ticket.visit).priority == "LANSIA"
    clock.pass_(hours=1)
    assert undo_of_visit(office, ticket.visit).kind == "priority_changed"
    assert leg_of(office, ticket.visit).priority is None
    with office.store.reading() as book:
        visit = book.visit(ticket.visit)
    assert visit is not None
    assert visit.priority is None


def test_a_group_given_at_the_second_stop_is_kept_when_the_visitor_goes_back_to_the_first(office):
    ticket = take_ticket(office, "A")
    serve(office)
    transfer(office, 1, "B")
    regroup(office, ticket.visit, "BALITA", "membawa bayi")
    assert undo(office, 1) == "visit_transferred"
    assert leg_of(office, ticket.visit).priority == "BALITA"


def test_coming_back_late_to_the_end_of_the_line_is_taken_back_as_well(office, clock):
    mine = take_ticket(office, "A").visit
    call(office)
    mark_absent(office, 1)
    missed = leg_of(office, mine)
    clock.pass_(minutes=16)
    for _ in range(7):
        take_ticket(office, "A")
    for _ in range(6):
        call(office)
        mark_absent(office, 1)
    back = return_to_queue(office, mine)
    assert back.key_at == back.moved_at, "behind everybody"
    assert undo_of_visit(office, mine).kind == "visit_returned"
    assert leg_of(office, mine) == missed


@pytest.mark.parametrize(
    ("acts", "says"),
    [
        ([], "nyatakan tidak hadir"),
        ([lambda office: start(office, 1)], "Tunda, alihkan, atau selesaikan"),
        ([lambda office: start(office, 1), lambda office: finish(office, 1)], "ambilkan nomor baru"),
        ([lambda office: mark_absent(office, 1)], "Panggil dari daftar Terlewat"),
        ([lambda office: park(office, 1, "KK")], "Panggil dari daftar Ditunda"),
        ([lambda office: transfer(office, 1, "B")], "mengembalikan ke pengirim"),
        ([lambda office: skip(office, 1)], "Tempatnya tetap"),
    ],
    ids=["call", "start", "finish", "absent", "park", "transfer", "skip"],
)
def test_when_it_is_too_late_the_sentence_says_what_to_do_instead(office, clock, acts, says):
    take_ticket(office, "A")
    call(office)
    for act in acts:
        act(office)
    clock.pass_(minutes=3)
    with refused(office, "undo_too_late", says=says):
        undo(office, 1)
