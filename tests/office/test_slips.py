"""The words of every slip, as the office puts them together."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from loket.model.printer import Attempt
from loket.model.slip import ClosingSlip, ComplaintSlip, Document, ReceiptSlip, TicketSlip
from loket.office.administration import create_office
from loket.office.calling import finish, mark_absent, start
from loket.office.days import close_day
from loket.office.printer_setup import add_printer
from loket.office.printing import claim_job, record_outcome, reprint_job, slip_job
from loket.office.signin import sign_in
from loket.office.slips import carry_over_slip, closing_slip, missing_slip, order_slip, receipt_slip, requirements_slip
from loket.office.ticketing import take_ticket
from loket.store.memory import MemoryStore
from tests.factories import FixedClock, a_catalogue, call, refused, serve

COMPLAINT = ComplaintSlip(
    office="Kantor lain", footer="bukan kaki kami", reference="W-0121", topic="Waktu tunggu", description="Dua jam.",
    received_at=datetime(2026, 11, 23, 9, 46), received_in="Loket 3", receiver="P3",
)  # fmt: skip


def test_a_receipt_lists_what_was_handed_in_and_what_is_to_follow(office):
    take_ticket(office, "A", missing=["Kartu Keluarga"])
    with refused(office, "not_called"):
        receipt_slip(office, "A001")
    sign_in(office, 2, "P2")
    serve(office, 2)
    slip = receipt_slip(office, "A001", promised=date(2026, 12, 1))
    assert (slip.reference, slip.counter, slip.officer) == ("TT-20261123-A001", "Loket 2", "P2")
    assert slip.documents == (Document("KTP-el asli"), Document("Kartu Keluarga", received=False))
    assert slip.promised == date(2026, 12, 1)
    assert receipt_slip(office, "A001", received=["Kartu Keluarga"]).documents[0].received is False


def test_a_receipt_speaks_the_visitors_language(office):
    take_ticket(office, "A", language="en")
    serve(office)
    assert receipt_slip(office, "A001").documents[0].name == "Original ID card"
    assert receipt_slip(office, "A001").counter == "Counter 1"


def test_the_list_of_missing_papers_marks_them_and_there_is_none_without(office):
    take_ticket(office, "A", missing=["Kartu Keluarga"])
    take_ticket(office, "A")
    slip = missing_slip(office, "A001")
    assert [(need.name, need.missing) for need in slip.needs] == [("KTP-el asli", False), ("Kartu Keluarga", True)]
    assert slip.number == "A001"
    with refused(office, "nothing_missing"):
        missing_slip(office, "A002")
    assert not any(need.missing for need in requirements_slip(office, "A").needs)


def test_a_place_is_kept_behind_those_who_came_before(office):
    for _ in range(3):
        take_ticket(office, "A")
    call(office)
    slip = carry_over_slip(office, "A003", date(2026, 11, 24), reason="Listrik padam")
    assert (slip.place_in_line, slip.reason, slip.day) == (2, "Listrik padam", date(2026, 11, 24))
    with refused(office, "not_waiting"):
        carry_over_slip(office, "A001", date(2026, 11, 24))


def test_the_strip_of_a_closed_day_adds_up(office, clock):
    for _ in range(4):
        take_ticket(office, "A")
    call(office)
    start(office, 1)
    finish(office, 1)
    call(office)
    mark_absent(office, 1)
    with refused(office, "day_open"):
        closing_slip(office)
    close_day(office)
    slip = closing_slip(office, "2026-11-23")
    assert isinstance(slip, ClosingSlip)
    assert (slip.issued, slip.served, slip.absent, slip.first_number, slip.last_number) == (4, 1, 1, "A001", "A004")
    assert slip.unexplained == 0
    assert len(slip.chain) == 64


def test_whatever_a_slip_claims_the_office_prints_its_own_name(office):
    add_printer(office, "kios", "virtual:")
    job = order_slip(office, COMPLAINT, number="W-0121")
    claimed = claim_job(office, "kios")
    assert claimed is not None
    assert (claimed.id, claimed.number) == (job, "W-0121")
    assert isinstance(claimed.slip, ComplaintSlip)
    assert (claimed.slip.office, claimed.slip.place, claimed.slip.footer) == ("Dinas Sosial", "Kota Arunika", "")
    assert claimed.slip.description == "Dua jam."


def test_a_queue_ticket_is_ordered_by_taking_a_number_only(office):
    take_ticket(office, "A")
    with refused(office, "slip_kind"):
        order_slip(office, slip_job(office, "A001").slip)


def test_any_slip_is_printed_again_as_a_marked_copy_with_the_same_words(office):
    add_printer(office, "kios", "virtual:")
    take_ticket(office, "A")
    first = claim_job(office, "kios")
    assert first is not None
    record_outcome(office, first.id, "kios", Attempt("PRINTED"))
    serve(office)
    order_slip(office, receipt_slip(office, "A001"), number="A001")
    receipt = claim_job(office, "kios")
    assert receipt is not None
    assert reprint_job(office, receipt.id) == receipt.id, "it is on its way already"
    record_outcome(office, receipt.id, "kios", Attempt("PRINTED"))
    reprint_job(office, receipt.id)
    again = claim_job(office, "kios")
    assert again is not None
    assert isinstance(again.slip, ReceiptSlip)
    assert (again.copy, again.slip) == (2, receipt.slip)
    record_outcome(office, again.id, "kios", Attempt("PRINTED"))
    reprint_job(office, first.id)
    ticket = claim_job(office, "kios")
    assert ticket is not None
    assert isinstance(ticket.slip, TicketSlip)
    assert ticket.copy == 2


def test_a_receipt_nobody_could_print_in_time_is_set_aside_though_its_visit_goes_on(office, clock):
    take_ticket(office, "A")
    serve(office)
    order_slip(office, receipt_slip(office, "A001"), number="A001")
    add_printer(office, "kios", "virtual:")
    clock.pass_(minutes=31)
    assert claim_job(office, "kios") is None


@given(st.lists(st.sampled_from(("PRINTED", "HELD", "PARTIAL", "SENT")), max_size=12))
def test_no_two_papers_of_one_slip_are_unmarked_whatever_the_printer_does(outcomes):
    office = create_office(
        MemoryStore(Path("uji"), create=True), FixedClock(), a_catalogue(), training=False, starter="uji"
    )
    add_printer(office, "kios", "virtual:")
    take_ticket(office, "A")
    unmarked = 0
    for outcome in outcomes:
        job = claim_job(office, "kios")
        if job is None:
            break
        record_outcome(office, job.id, "kios", Attempt(outcome))
        unmarked += job.copy == 1 and outcome != "HELD"
    assert unmarked <= 1
    office.store.close()


def test_a_slip_of_yesterday_is_not_looked_for_today(office, clock):
    take_ticket(office, "A", missing=["Kartu Keluarga"])
    clock.pass_(days=1)
    with refused(office, "number_unknown"):
        missing_slip(office, "A001")
    assert missing_slip(office, "A001", (date(2026, 11, 24) - timedelta(days=1)).isoformat()).number == "A001"
