"""The carry-over of everybody and the closing of the day are taken back: places kept, slips withdrawn."""

from __future__ import annotations

from datetime import time

import pytest

from loket.model.appointment import AppointmentState, SlotPlan
from loket.model.fairness import proven
from loket.model.printer import Attempt
from loket.model.visit import State
from loket.office import appointments, printer_setup, printing
from loket.office.appointment_lists import appointment_of
from loket.office.calling import call_next, mark_absent, park
from loket.office.carrying_over import carry_over, readmit
from loket.office.context import Office
from loket.office.days import close_day, open_today
from loket.office.reports import day_report
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.undo import undo_of_visit
from loket.office.undo_for_all import undo_carry_over, undo_close
from tests.factories import a_service, assert_whole, call, journal, leg_of, refused, serve

PRINTED = Attempt("PRINTED", "", 9, 5, 100, "ready", b"\x1b@")


def waiting(office: Office, *services: str) -> list[str]:
    """Take a number for each service; gives the visits."""
    return [take_ticket(office, service).visit for service in services]


def told_fairly(office: Office) -> None:
    """Journal and tables agree, and the law holds, told again from the journal."""
    assert_whole(office)
    assert proven(journal(office)).broken == []


def open_jobs(office: Office) -> list[int]:
    """The slips that a printer would still take up."""
    with office.store.reading() as book:
        return [job.id for job in book.open_jobs(100)]


# --- the carry-over ------------------------------------------------------------------------------------------------


def test_everybody_waits_again_at_the_old_place_and_is_called_in_the_old_order(office, clock):
    visits = waiting(office, "A", "B", "A", "A")
    serve(office, 1)
    call(office, 2)
    park(office, 2, "fotokopi")
    before = [leg_of(office, visit) for visit in visits]
    carry_over(office, "listrik padam")
    clock.pass_(hours=2)
    done = undo_carry_over(office)
    assert sorted(done.numbers) == ["A002", "A003", "B001"]
    assert [leg_of(office, visit) for visit in visits] == before
    assert [call(office, 2).number, call(office, 3).number] == ["A002", "A003"]
    told_fairly(office)


def test_who_came_after_the_carry_over_is_called_after_those_who_had_waited(office, clock):
    waiting(office, "A", "A")
    carry_over(office)
    clock.pass_(minutes=5)
    waiting(office, "A")
    undo_carry_over(office)
    assert [call(office, counter).number for counter in (1, 2, 3)] == ["A001", "A002", "A003"]
    told_fairly(office)


def test_slips_that_wait_are_withdrawn_and_those_that_came_out_are_told(office):
    printer_setup.add_printer(office, "kios", "virtual:")
    waiting(office, "A", "A", "A")
    while (job := printing.claim_job(office, "kios")) is not None:
        printing.record_outcome(office, job.id, "kios", PRINTED)
    kept = carry_over(office)
    first = printing.claim_job(office, "kios")
    assert first is not None
    assert first.id == kept[0].print_job
    printing.record_outcome(office, first.id, "kios", PRINTED)
    done = undo_carry_over(office)
    assert (done.papers.withdrawn, done.papers.out) == (2, 1)
    assert printing.claim_job(office, "kios") is None, "nobody gets a slip for tomorrow who waits today"
    slips = [fact.data for fact in journal(office) if fact.kind == "act_undone"]
    assert [len(data["withdrawn"]) for data in slips] == [0, 1, 1]
    assert slips[0]["out"] == [first.id]


@pytest.mark.parametrize("outcome", ["HELD", "PARTIAL", "PRINTED"])
def test_a_slip_that_is_in_the_printer_meanwhile_comes_out_or_not_but_never_later(office, outcome):
    printer_setup.add_printer(office, "kios", "virtual:")
    waiting(office, "A")
    ticket = printing.claim_job(office, "kios")
    assert ticket is not None
    printing.record_outcome(office, ticket.id, "kios", PRINTED)
    carry_over(office)
    job = printing.claim_job(office, "kios")
    assert job is not None
    assert undo_carry_over(office).papers.out == 1
    printing.record_outcome(office, job.id, "kios", Attempt(outcome, "paper_out"))
    assert open_jobs(office) == []
    assert printing.job_state(office, job.id) == ("printed" if outcome == "PRINTED" else "expired")


def test_one_visitor_alone_waits_again_and_the_others_can_follow(office):
    first, second = waiting(office, "A", "A")
    carry_over(office)
    done = undo_of_visit(office, second)
    assert (done.kind, done.number, done.papers.withdrawn) == ("visit_carried_over", "A002", 1)
    assert leg_of(office, first).state is State.CARRIED_OVER
    assert undo_carry_over(office).numbers == ("A001",)
    assert [call(office, 1).number, call(office, 2).number] == ["A001", "A002"]


def test_who_was_called_since_is_left_alone_when_the_others_come_back(office):
    _, second = waiting(office, "A", "A")
    carry_over(office)
    undo_of_visit(office, second)
    call(office, 1)
    mark_absent(office, 1)
    undo_carry_over(office)
    assert leg_of(office, second).state is State.MISSED


def test_a_second_carry_over_is_taken_back_first(office):
    first, second = waiting(office, "A")[0], ""
    carry_over(office)
    second = waiting(office, "A")[0]
    carry_over(office)
    assert undo_carry_over(office).numbers == ("A002",)
    assert undo_carry_over(office).numbers == ("A001",)
    assert [leg_of(office, visit).state for visit in (first, second)] == [State.WAITING] * 2
    with refused(office, "nothing_carried_over"):
        undo_carry_over(office)


def test_the_next_day_it_is_too_late_and_slips_stay_good(office, clock):
    (visit,) = waiting(office, "A")
    (kept,) = carry_over(office)
    clock.pass_(days=1)
    with refused(office, "undo_no_day"):
        undo_carry_over(office)
    waiting(office, "A")
    with refused(office, "nothing_carried_over", says="tetap berlaku"):
        undo_carry_over(office)
    with refused(office, "undo_other_day", says="melapor dengan kodenya"):
        undo_of_visit(office, visit)
    assert readmit(office, kept.code).ahead == 0


def test_a_slip_whose_carry_over_was_taken_back_brings_no_number(office, clock):
    waiting(office, "A")
    (kept,) = carry_over(office)
    undo_carry_over(office)
    call(office)
    mark_absent(office, 1)
    clock.pass_(days=1)
    with refused(office, "carried_over_unknown"):
        readmit(office, kept.code)


def test_a_closed_day_says_what_to_take_back_first(office):
    (visit,) = waiting(office, "A")
    carry_over(office)
    close_day(office)
    for act in (undo_carry_over, lambda one: undo_of_visit(one, visit)):
        with refused(office, "undo_day_closed", says="loket day close --undo"):
            act(office)
    undo_close(office)
    assert undo_carry_over(office).numbers == ("A001",)


def test_with_the_clock_set_back_a_slip_that_was_used_is_not_taken_back(office, clock):
    (visit,) = waiting(office, "A")
    (kept,) = carry_over(office)
    clock.pass_(days=1)
    readmit(office, kept.code)
    close_day(office)
    clock.pass_(days=-1)
    open_today(office)
    for act in (undo_carry_over, lambda one: undo_of_visit(one, visit)):
        with refused(office, "undo_readmitted", says="A001"):
            act(office)


def test_a_carry_over_of_tomorrow_is_left_alone_when_the_clock_was_set_back_to_today(office, clock):
    (early,) = waiting(office, "A")
    close_day(office)
    clock.pass_(days=1)
    (late,) = waiting(office, "A")
    carry_over(office)
    close_day(office)
    clock.pass_(days=-1)
    open_today(office)
    with refused(office, "nothing_carried_over"):
        undo_carry_over(office)
    assert undo_close(office).numbers == ("A001",)
    assert [leg_of(office, visit).state for visit in (early, late)] == [State.WAITING, State.CARRIED_OVER]


# --- the number that a slip has brought ----------------------------------------------------------------------------


def test_a_readmission_by_mistake_is_taken_back_and_the_place_stays_kept(office, clock):
    waiting(office, "A", "A")
    kept = carry_over(office)
    clock.pass_(days=1)
    wrong = readmit(office, kept[1].code)
    done = undo_of_visit(office, wrong.visit)
    assert (done.kind, done.papers.withdrawn) == ("ticket_taken", 1)
    assert leg_of(office, wrong.visit).state is State.CANCELLED
    with refused(office, "nothing_to_undo_visit"):
        undo_of_visit(office, wrong.visit)
    first, second = readmit(office, kept[0].code), readmit(office, kept[1].code)
    assert [first.number, second.number] == ["A002", "A003"], "a number that was given is not given again"
    assert [call(office, 1).number, call(office, 2).number] == ["A002", "A003"]
    told_fairly(office)


def test_a_readmitted_visitor_who_was_called_is_brought_back_to_the_line_first(office, clock):
    waiting(office, "A")
    (kept,) = carry_over(office)
    clock.pass_(days=1)
    back = readmit(office, kept.code)
    serve(office)
    assert undo_of_visit(office, back.visit).kind == "visit_started"
    assert undo_of_visit(office, back.visit).kind == "visit_called"
    assert undo_of_visit(office, back.visit).kind == "ticket_taken"
    assert readmit(office, kept.code).number == "A002"


def test_an_ordinary_number_is_cancelled_and_not_taken_back(office):
    (visit,) = waiting(office, "A")
    with refused(office, "ticket_stands", says="loket cancel A001"):
        undo_of_visit(office, visit)


# --- the closing of the day ----------------------------------------------------------------------------------------


def test_a_day_closed_too_early_goes_on_as_it_was(office, clock):
    sign_in(office, 1, "P1")
    visits = waiting(office, "A", "A", "A", "B", "B")
    serve(office, 1)
    call(office, 2)
    park(office, 2, "fotokopi")
    call(office, 3)
    mark_absent(office, 3)
    call(office, 3)
    before = [leg_of(office, visit) for visit in visits]
    close_day(office, forgotten=True)
    clock.pass_(minutes=20)
    done = undo_close(office)
    assert len(done.numbers) == 5
    assert [leg_of(office, visit) for visit in visits] == before
    assert call_next(office, 2) is not None
    take_ticket(office, "A")
    with office.looking() as work:
        assert work.book.duties() == [], "officers sign in again themselves"
    told_fairly(office)
    report = day_report(office, leg_of(office, visits[0]).day)
    assert report.closed_at is None
    assert report.closed_serving == ()


def test_the_order_goes_on_counting_where_the_closing_had_stopped_it(office):
    """One in three, across a closing that was taken back: nobody gets a second early call out of it."""
    for _ in range(3):
        take_ticket(office, "A")
    for _ in range(2):
        take_ticket(office, "A", priority="LANSIA")
    assert call(office, 1).reason == "priority_early"
    mark_absent(office, 1)
    close_day(office)
    undo_close(office)
    assert [call(office, counter).reason for counter in (1, 2, 3)] == [
        "first_arrival", "first_arrival", "priority_early",
    ]  # fmt: skip
    told_fairly(office)


def test_after_the_office_was_opened_again_the_closing_can_still_be_taken_back(office, clock):
    visits = waiting(office, "A", "A")
    close_day(office)
    open_today(office)
    clock.pass_(minutes=1)
    waiting(office, "A")
    assert undo_close(office).numbers == ("A001", "A002")
    assert leg_of(office, visits[0]).state is State.WAITING
    assert call(office).number == "A001"
    with refused(office, "day_not_closed"):
        undo_close(office)


def test_one_visitor_of_a_closed_day_that_was_opened_again_comes_back_alone(office):
    first, second = waiting(office, "A", "A")
    close_day(office)
    open_today(office)
    assert undo_of_visit(office, first).kind == "visit_closed"
    assert leg_of(office, second).state is State.CARRIED_OVER


def test_only_the_last_closing_of_a_day_is_taken_back(office):
    (early,) = waiting(office, "A")
    close_day(office)
    open_today(office)
    (late,) = waiting(office, "A")
    close_day(office)
    assert undo_close(office).numbers == ("A002",)
    assert leg_of(office, early).state is State.CARRIED_OVER
    assert leg_of(office, late).state is State.WAITING


def test_a_counter_that_has_somebody_else_by_now_keeps_the_closing_from_being_taken_back(office):
    waiting(office, "A")
    call(office, 1)
    close_day(office)
    open_today(office)
    waiting(office, "A")
    call(office, 1)
    with refused(office, "undo_counter_busy", says="A002"):
        undo_close(office)


def test_a_day_that_is_open_and_a_day_that_is_over_have_no_closing_to_take_back(office, clock):
    with refused(office, "day_not_closed"):
        undo_close(office)
    waiting(office, "A")
    with refused(office, "day_not_closed"):
        undo_close(office)
    close_day(office)
    clock.pass_(days=1)
    with refused(office, "day_not_closed"):
        undo_close(office)


def test_appointments_of_hours_to_come_are_expected_again_when_the_day_goes_on(make_office, clock):
    office = make_office(a_service("A", slots=SlotPlan(capacity=2)))
    day = office.local_now().date()
    past, later = (appointments.book(office, "A", day, at).appointment.code for at in (time(9, 30), time(15)))
    clock.pass_(minutes=95)
    waiting(office, "A")
    close_day(office)
    assert appointment_of(office, later).appointment.state is AppointmentState.MISSED
    undo_close(office)
    assert appointment_of(office, later).appointment.state is AppointmentState.BOOKED
    assert appointment_of(office, past).appointment.state is AppointmentState.MISSED
