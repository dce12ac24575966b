"""What boards tell about paper: whose ticket did not come out, and which printer needs somebody."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket.model.printer import Attempt, PrinterProfile
from loket.model.slip import SlipKind
from loket.office import calling, journeys, printer_setup, printing, signin
from loket.office.boards import counter_board, kiosk_board
from loket.office.receipts import print_missing, print_receipt, print_ticket, receipt_draft
from loket.office.ticketing import take_ticket
from loket.office.undo import undo
from tests.factories import a_service, call, journal, refused, serve


@pytest.fixture
def paper(make_office):
    """An office with a printer that has no spare; officer P1 sits at counter 1."""
    made = make_office(a_service("A"), a_service("B"))
    printer_setup.add_printer(made, "kios", "virtual:", profile=PrinterProfile(spare="-"))
    printer_setup.set_printer_state(made, "kios", "ready")
    signin.sign_in(made, 1, "P1")
    return made


def without(office) -> list[str]:
    board = counter_board(office, 1)
    return [entry.number for entry in (*board.queue, *board.parked, *board.missed) if entry.without_paper]


def prints(office, outcome: str = "PRINTED", printer: str = "kios", state: str = "") -> str:
    """Let a printer try its next slip; gives the number."""
    job = printing.claim_job(office, printer)
    assert job is not None
    printing.record_outcome(office, job.id, printer, Attempt(outcome, printer_state=state))
    return job.number


def test_a_ticket_on_its_way_is_nobodys_worry(paper):
    take_ticket(paper, "A")
    assert without(paper) == []


def test_a_ticket_that_was_tried_in_vain_is_told(paper):
    take_ticket(paper, "A")
    prints(paper, "HELD", state="out")
    assert without(paper) == ["A001"]
    prints(paper, state="ready")
    assert without(paper) == []


def test_a_ticket_for_a_printer_in_trouble_is_told_at_once(paper):
    printer_setup.set_printer_state(paper, "kios", "cover")
    take_ticket(paper, "A")
    take_ticket(paper, "B")
    board = counter_board(paper, 1)
    assert (without(paper), board.without_paper) == (["A001", "B001"], 2)


def test_a_ticket_that_nobody_prints_is_told_after_a_while(paper, clock):
    take_ticket(paper, "A")
    clock.pass_(seconds=11)
    assert without(paper) == ["A001"]


def test_a_ticket_that_expired_is_told_until_it_is_printed_again(paper, clock):
    ticket = take_ticket(paper, "A")
    clock.pass_(minutes=31)
    assert printing.claim_job(paper, "kios") is None
    assert without(paper) == ["A001"]
    printing.reprint(paper, ticket.visit)
    prints(paper)
    assert without(paper) == []


def test_a_transferred_visitor_without_a_ticket_is_still_one(paper, clock):
    take_ticket(paper, "A")
    clock.pass_(minutes=1)
    serve(paper)
    current = counter_board(paper, 1).current
    assert current is not None
    assert current.without_paper
    journeys.transfer(paper, 1, "B")
    assert without(paper) == ["A001"]


def test_who_has_left_is_no_longer_counted(paper, clock):
    take_ticket(paper, "A")
    clock.pass_(minutes=1)
    serve(paper)
    calling.finish(paper, 1)
    assert counter_board(paper, 1).without_paper == 0


def test_a_spare_that_prints_makes_nobody_wait(paper):
    printer_setup.add_printer(paper, "Cadangan", "virtual:")
    printer_setup.change_profile(paper, "kios", PrinterProfile(spare="Cadangan"))
    printer_setup.set_printer_state(paper, "kios", "out")
    take_ticket(paper, "A")
    assert without(paper) == []
    face = kiosk_board(paper).printer
    assert (face.state, face.spare, face.prints) == ("out", "Cadangan", True)


def test_a_kiosk_hears_of_its_own_printer_and_the_counter_of_the_one_that_needs_somebody(paper):
    printer_setup.add_printer(paper, "lantai2", "virtual:", profile=PrinterProfile(spare="-"))
    printer_setup.set_printer_state(paper, "lantai2", "cover")
    assert kiosk_board(paper).printer.name == "kios"
    assert (kiosk_board(paper, "lantai2").printer.name, kiosk_board(paper, "lantai2").printer.prints) == (
        "lantai2",
        False,
    )
    assert kiosk_board(paper, "sudah dihapus").printer.name == "kios"
    assert counter_board(paper, 1).printer.name == "lantai2"
    printer_setup.set_printer_state(paper, "kios", "out")
    assert counter_board(paper, 1).printer.name == "kios"


def test_a_low_roll_is_told_with_what_is_left(paper):
    take_ticket(paper, "A")
    job = printing.claim_job(paper, "kios")
    assert job is not None
    printing.record_outcome(paper, job.id, "kios", Attempt("PRINTED", paper_mm=49_000, printer_state="low"))
    face = counter_board(paper, 1).printer
    assert (face.state, face.left, face.prints) == ("low", 10, True)


def test_a_ticket_that_waits_moves_to_the_printer_that_is_named_and_to_no_other(paper):
    printer_setup.add_printer(paper, "loket1", "virtual:", profile=PrinterProfile(slips=(SlipKind.RECEIPT,)))
    printer_setup.set_printer_state(paper, "kios", "out")
    ticket = take_ticket(paper, "A")
    ordered = print_ticket(paper, ticket.visit, "loket1")
    assert (ordered.number, ordered.fate.printer) == ("A001", "loket1")
    again = journal(paper)[-1]
    assert (again.kind, again.data["copy"], again.data["instead"]) == ("slip_reprinted", 1, ticket.print_job)
    assert printing.claim_job(paper, "kios") is None
    assert prints(paper, printer="loket1") == "A001"
    assert without(paper) == []


def test_a_receipt_belongs_to_a_visitor_who_is_served(paper, clock):
    take_ticket(paper, "A", missing=["Kartu Keluarga"])
    call(paper)
    for act in (
        receipt_draft,
        lambda office, at: print_receipt(office, at, []),
        lambda o, at: print_missing(o, at, []),
    ):
        with refused(paper, "nobody_served", "Panggil dahulu"):
            act(paper, 1)
    clock.pass_(seconds=20)
    calling.start(paper, 1)
    draft = receipt_draft(paper, 1)
    assert (draft.number, draft.missing) == ("A001", frozenset({"Kartu Keluarga"}))
    assert draft.working_days[0] == draft.today + timedelta(days=1)
    with refused(paper, "nothing_missing", "lengkap"):
        print_missing(paper, 1, [])


def test_a_receipt_does_not_stand_in_the_way_of_an_undo(paper, clock):
    take_ticket(paper, "A")
    serve(paper)
    print_receipt(paper, 1, ["KTP-el asli"])
    clock.pass_(seconds=5)
    assert undo(paper, 1) == "visit_started"
