"""Slips: ordered with the ticket, claimed by the spool, and what becomes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loket.model.printer import Attempt
from loket.model.slip import TicketSlip
from loket.office.calling import finish
from loket.office.printer_setup import add_printer, printers, remove_printer, set_printer_state
from loket.office.printing import claim_job, job_state, record_outcome, reprint, slip_job
from loket.office.ticketing import cancel, take_ticket
from tests.factories import journal, last_seq, refused, serve


@pytest.fixture
def printing(office):
    """An office with one printer, "kios"."""
    add_printer(office, "kios", "virtual:kios")
    return office


def test_a_slip_says_what_was_true_when_the_number_was_taken(printing):
    take_ticket(printing, "A")
    ticket = take_ticket(printing, "A", priority="LANSIA", missing=["Kartu Keluarga"], language="en")
    first = claim_job(printing, "kios")
    assert first is not None
    record_outcome(printing, first.id, "kios", Attempt("PRINTED"))
    job = claim_job(printing, "kios")
    assert job is not None
    assert (job.number, job.copy, job.state, job.attempts) == ("A002", 1, "printing", 1)
    slip = job.slip
    assert isinstance(slip, TicketSlip)
    assert (slip.office, slip.place, slip.number, slip.service) == (
        "Dinas Sosial", "Kota Arunika", "A002", "Bantuan Sosial (en)",
    )  # fmt: skip
    assert (slip.ahead, slip.priority, slip.training, slip.code) == (1, True, False, ticket.code)
    assert f"{slip.taken_at:%d-%m-%Y %H.%M}" == "23-11-2026 09.00"


def test_slips_come_out_in_the_order_of_the_numbers(printing):
    for service in "ABA":
        take_ticket(printing, service)
    numbers = []
    while (job := claim_job(printing, "kios")) is not None:
        numbers.append(job.number)
        record_outcome(printing, job.id, "kios", Attempt("PRINTED", bytes_sent=100))
    assert numbers == ["A001", "B001", "A002"]


@pytest.mark.parametrize("outcome", ["PRINTED", "ASSUMED", "SENT"])
def test_a_slip_on_paper_is_done_and_told(printing, outcome):
    ticket = take_ticket(printing, "A")
    assert ticket.print_job is not None
    assert job_state(printing, ticket.print_job) == "waiting"
    job = claim_job(printing, "kios")
    assert job is not None
    assert job_state(printing, job.id) == "printing"
    record_outcome(printing, job.id, "kios", Attempt(outcome, bytes_sent=4096))
    assert job_state(printing, job.id) == outcome.lower()
    assert claim_job(printing, "kios") is None
    fact = journal(printing)[-1]
    assert (fact.kind, fact.number, fact.data["outcome"], fact.data["copy"]) == ("slip_printed", "A001", outcome, 1)


def test_a_held_slip_waits_and_prints_unmarked_when_paper_is_back(printing):
    take_ticket(printing, "A")
    for _ in range(3):
        job = claim_job(printing, "kios")
        assert job is not None
        record_outcome(printing, job.id, "kios", Attempt("HELD", "kertas habis"))
    again = claim_job(printing, "kios")
    assert again is not None
    assert (again.copy, again.attempts) == (1, 4)
    told = [fact for fact in journal(printing) if fact.kind == "print_failed"]
    assert len(told) == 1, "an empty roll fills no journal"


def test_a_slip_torn_in_the_middle_comes_again_marked_as_a_copy(printing):
    take_ticket(printing, "A")
    job = claim_job(printing, "kios")
    assert job is not None
    record_outcome(printing, job.id, "kios", Attempt("PARTIAL", "kabel lepas", bytes_sent=900))
    again = claim_job(printing, "kios")
    assert again is not None
    assert again.copy == 2


def test_a_spool_that_died_while_printing_prints_a_marked_copy(printing):
    take_ticket(printing, "A")
    first = claim_job(printing, "kios")
    again = claim_job(printing, "kios")
    assert first is not None
    assert again is not None
    assert (first.id, first.copy, again.id, again.copy) == (again.id, 1, first.id, 2)


def test_after_twenty_tries_a_slip_is_given_up(printing):
    ticket = take_ticket(printing, "A")
    assert ticket.print_job is not None
    for _ in range(20):
        job = claim_job(printing, "kios")
        assert job is not None
        record_outcome(printing, job.id, "kios", Attempt("HELD", "mati"))
    assert job_state(printing, ticket.print_job) == "failed"
    assert claim_job(printing, "kios") is None


def test_an_old_number_is_never_printed_by_itself(printing, clock):
    ticket = take_ticket(printing, "A")
    assert ticket.print_job is not None
    clock.pass_(minutes=31)
    fresh = take_ticket(printing, "A")
    job = claim_job(printing, "kios")
    assert job is not None
    assert job.number == fresh.number
    assert job_state(printing, ticket.print_job) == "expired"


@pytest.mark.parametrize("ending", ["finish", "cancel"])
def test_a_slip_of_a_visit_that_has_ended_is_not_printed(printing, ending):
    ticket = take_ticket(printing, "A")
    if ending == "finish":
        serve(printing)
        finish(printing, 1)
    else:
        cancel(printing, ticket.visit)
    assert claim_job(printing, "kios") is None


def test_a_slip_is_printed_though_its_number_is_called_already(printing):
    take_ticket(printing, "A")
    serve(printing)
    assert claim_job(printing, "kios") is not None


def test_a_month_of_slips_without_a_printer_is_set_aside_by_the_handful(office, clock):
    for _ in range(250):
        take_ticket(office, "A")
    clock.pass_(days=30)
    add_printer(office, "kios", "virtual:kios")
    fresh = take_ticket(office, "A")
    job = claim_job(office, "kios")
    assert job is not None
    assert job.number == fresh.number
    assert isinstance(job.slip, TicketSlip)
    assert job.slip.taken_at.day == 23


def test_two_printers_never_print_the_same_slip(printing):
    add_printer(printing, "kios-2", "virtual:kios-2", 384)
    take_ticket(printing, "A")
    take_ticket(printing, "A")
    first = claim_job(printing, "kios")
    set_printer_state(printing, "kios", "out")
    second = claim_job(printing, "kios-2")
    assert first is not None
    assert second is not None
    assert first.id != second.id
    assert claim_job(printing, "kios-2") is not None, "its own half-done one"
    record_outcome(printing, second.id, "kios-2", Attempt("PRINTED"))
    assert claim_job(printing, "kios-2") is None


def test_the_slips_of_a_removed_printer_go_to_the_next(printing):
    add_printer(printing, "kios-2", "virtual:kios-2")
    take_ticket(printing, "A")
    claim_job(printing, "kios")
    remove_printer(printing, "kios")
    job = claim_job(printing, "kios-2")
    assert job is not None
    assert job.copy == 2
    with refused(printing, "printer_unknown"):
        remove_printer(printing, "kios")


def test_a_reprint_is_marked_as_a_copy_and_told(printing):
    ticket = take_ticket(printing, "A")
    job = claim_job(printing, "kios")
    assert job is not None
    record_outcome(printing, job.id, "kios", Attempt("PRINTED"))
    again = reprint(printing, ticket.visit)
    assert again != job.id
    assert reprint(printing, ticket.visit) == again, "pressed twice it is ordered once"
    copy = claim_job(printing, "kios")
    assert copy is not None
    assert isinstance(copy.slip, TicketSlip)
    told = replace(copy.slip, why="")  # what a copy says of the queue is of its own time
    assert (copy.id, copy.number, copy.copy, told) == (again, "A001", 2, job.slip)
    assert slip_job(printing, "A001").id == again


def test_a_slip_that_never_came_out_is_ordered_again_without_the_mark(printing, clock):
    ticket = take_ticket(printing, "A")
    clock.pass_(minutes=40)
    assert claim_job(printing, "kios") is None
    reprint(printing, ticket.visit)
    job = claim_job(printing, "kios")
    assert job is not None
    assert job.copy == 1


def test_a_slip_on_its_way_is_not_ordered_twice(printing):
    ticket = take_ticket(printing, "A")
    before = last_seq(printing)
    assert reprint(printing, ticket.visit) == ticket.print_job
    claim_job(printing, "kios")
    assert reprint(printing, ticket.visit) == ticket.print_job
    assert last_seq(printing) == before
    with refused(printing, "slip_unknown"):
        reprint(printing, "0" * 32)


def test_without_a_printer_a_slip_counts_as_failed_at_once(office):
    ticket = take_ticket(office, "A")
    assert ticket.print_job is not None
    assert job_state(office, ticket.print_job) == "failed"
    with refused(office, "job_unknown"):
        job_state(office, 10**6)


def test_a_slip_is_found_by_its_number_and_day(printing):
    ticket = take_ticket(printing, "A")
    assert slip_job(printing, "a001").number == "A001"
    assert slip_job(printing, "A001", ticket.day.isoformat()).id == ticket.print_job
    with refused(printing, "number_unknown"):
        slip_job(printing, "A002")
    with refused(printing, "number_unknown"):
        slip_job(printing, "A001", "2020-01-01")
    with refused(printing, "date_form"):
        slip_job(printing, "A001", "kemarin")


def test_printers_are_listed_in_the_order_they_came_and_changed_by_name(printing):
    add_printer(printing, "cadangan", "tcp://192.168.1.50:9100", 384)
    add_printer(printing, "kios", "file:///dev/usb/lp0", 512)
    assert [(each.name, each.url, each.width_dots) for each in printers(printing)] == [
        ("kios", "file:///dev/usb/lp0", 512),
        ("cadangan", "tcp://192.168.1.50:9100", 384),
    ]
    set_printer_state(printing, "kios", "out")
    assert [each.state for each in printers(printing)] == ["out", "unknown"]
    told = journal(printing)[-1]
    assert (told.kind, dict(told.data)) == ("printer_state", {"printer": "kios", "from": "unknown", "to": "out"})
    set_printer_state(printing, "kios", "out")
    set_printer_state(printing, "tidak-ada", "out")
    assert last_seq(printing) == told.seq, "what was known is not told again"


@pytest.mark.parametrize(
    ("name", "url", "width", "code"),
    [
        ("kios", "virtual:", 500, "printer_width"),
        ("kios", "http://printer", 576, "printer_url"),
        (" ", "virtual:", 576, "printer_name"),
    ],
)
def test_a_printer_that_cannot_be_is_refused(office, name, url, width, code):
    with refused(office, code):
        add_printer(office, name, url, width)
    assert printers(office) == ()


def test_a_changed_roll_is_noticed_and_told_and_begins_with_the_slip_that_came_off_it(printing):
    for outcome in (Attempt("PRINTED", paper_mm=100, printer_state="ready"),
                    Attempt("PARTIAL", "kertas habis", paper_mm=40, printer_state="out"),
                    Attempt("PRINTED", paper_mm=110, printer_state="ready")):  # fmt: skip
        take_ticket(printing, "A")
        job = claim_job(printing, "kios")
        assert job is not None
        record_outcome(printing, job.id, "kios", outcome)
    (told,) = [fact for fact in journal(printing) if fact.kind == "roll_changed"]
    assert dict(told.data) == {"printer": "kios", "slips": 2, "mm": 50_000, "by_itself": True}
    (printer,) = printers(printing)
    assert (printer.roll.slips, printer.roll.used) == (1, 110)


def test_a_ticket_that_is_printed_again_says_why_its_number_has_not_been_called(office):
    add_printer(office, "kios", "virtual:")
    for _ in range(2):
        take_ticket(office, "A")
    mine = take_ticket(office, "A")
    while job := claim_job(office, "kios"):
        assert isinstance(job.slip, TicketSlip)
        assert job.slip.why == "", "nobody has passed a fresh ticket"
        record_outcome(office, job.id, "kios", Attempt("PRINTED"))
    reprint(office, mine.visit)
    again = claim_job(office, "kios")
    assert again is not None
    assert isinstance(again.slip, TicketSlip)
    assert again.slip.why.startswith("Pukul 09.00: 2 orang di depan Anda menurut urutan datang.")
