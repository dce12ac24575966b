"""The ticket knows its paper: why none comes, where it comes out instead, and the list of requirements."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from loket.model.events import Kind
from loket.model.printer import Attempt, PrinterProfile, PrintJob
from loket.model.slip import RequirementsSlip
from loket.office import printer_setup, printing
from tests.factories import journal
from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.outage import PaperBar
from ui.kiosk.paper_words import place, why
from ui.kiosk.service import ServicePage
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

ADDRESS = "tcp://127.0.0.1:9"
"""Nobody listens there: tests answer for the printer themselves."""


def with_printers(visitor: Visitor, *names: str, state: str = "ready", spare: str = "-") -> None:
    """Give the office printers; the first has `state`, and a spare if one is named."""
    office = visitor.desk.office
    for name in names:
        printer_setup.add_printer(
            office, name, ADDRESS, profile=PrinterProfile(spare=spare if name == names[0] else "")
        )
    printer_setup.set_printer_state(office, names[0], state)
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.printer.state == state)


def claimed(visitor: Visitor, printer: str) -> PrintJob:
    job = printing.claim_job(visitor.desk.office, printer)
    assert job is not None, f"nothing waits for {printer}"
    return job


def answer(visitor: Visitor, outcome: str, printer: str = "kios", state: str = "") -> None:
    """Let a printer try its next slip."""
    job = claimed(visitor, printer)
    attempt = Attempt(outcome, printer_state=state)
    printing.record_outcome(visitor.desk.office, job.id, printer, attempt)


def bar(visitor: Visitor) -> str:
    """What the bar above the page says of the printer; empty without one."""
    return " ".join(each.words for each in visitor.screen.findChildren(PaperBar) if each.isVisible())


def ticket_page(visitor: Visitor) -> TicketPage:
    return visitor.sees(TicketPage)


@pytest.mark.parametrize(
    ("state", "said"), [("out", "Kertas habis."), ("cover", "Tutup printer terbuka."), ("offline", "Printer mati.")]
)
def test_a_visitor_without_paper_is_told_why(desk: Desk, come: Callable[..., Visitor], state: str, said: str) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios")
    visitor.takes("A")
    answer(visitor, "HELD", state=state)
    visitor.qtbot.waitUntil(lambda: ticket_page(visitor).without_paper)
    page = ticket_page(visitor)
    assert why(page.trouble, page.look.texts) == said
    assert (page.ticket.number, page.done.seconds) == ("A001", 60)


def test_what_is_wrong_is_told_as_it_is_now(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios", state="out")
    page = visitor.takes("A")
    assert (page.without_paper, page.trouble) == (True, "out")
    printer_setup.set_printer_state(desk.office, "kios", "cover")
    visitor.qtbot.waitUntil(lambda: ticket_page(visitor).trouble == "cover")


def test_the_ticket_of_a_printer_in_trouble_comes_out_at_the_spare_and_the_screen_says_where(
    desk: Desk, come: Callable[..., Visitor]
) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios", "Cadangan", state="out", spare="Cadangan")
    page = visitor.takes("A")
    assert (page.without_paper, page.printing) == (False, True)
    visitor.qtbot.waitUntil(lambda: page.elsewhere == "Cadangan")
    assert printing.claim_job(desk.office, "kios") is None
    answer(visitor, "PRINTED", "Cadangan")
    visitor.qtbot.waitUntil(lambda: not page.printing)
    assert place(page.elsewhere, page.look.texts) == "Tiket Anda keluar di printer Cadangan"


def test_a_ticket_that_the_spare_prints_late_takes_the_alarm_back_and_says_where(
    desk: Desk, come: Callable[..., Visitor]
) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios", "Cadangan", state="out", spare="Cadangan")
    printer_setup.set_printer_state(desk.office, "Cadangan", "cover")
    visitor.qtbot.waitUntil(lambda: not visitor.screen.board.printer.spare)
    assert visitor.takes("A").without_paper
    printer_setup.set_printer_state(desk.office, "Cadangan", "ready")
    answer(visitor, "PRINTED", "Cadangan")
    visitor.qtbot.waitUntil(lambda: not ticket_page(visitor).without_paper)
    assert ticket_page(visitor).elsewhere == "Cadangan"


def test_the_visitor_is_told_before_the_press_and_gets_the_number_at_once(
    desk: Desk, come: Callable[..., Visitor]
) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios", state="out")
    assert bar(visitor) == ""  # nobody is there yet
    visitor.begins()
    assert bar(visitor).startswith("Kertas printer habis. Nomor tetap diberikan")
    visitor.touches("tile-A")
    visitor.sees(ServicePage)
    assert bar(visitor).startswith("Kertas printer habis.")
    visitor.touches("take")
    assert ticket_page(visitor).without_paper
    assert bar(visitor) == ""  # the page says it itself


def test_the_warning_goes_when_the_printer_is_well_again(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios", state="offline")
    visitor.begins()
    assert bar(visitor).startswith("Printer mati.")
    printer_setup.set_printer_state(desk.office, "kios", "ready")
    visitor.qtbot.waitUntil(lambda: bar(visitor) == "")


@pytest.mark.parametrize("state", ["ready", "low", "unknown"])
def test_little_paper_is_none_of_the_visitors_business(desk: Desk, come: Callable[..., Visitor], state: str) -> None:
    visitor = come(desk, pace=1.0)
    printer_setup.add_printer(desk.office, "kios", ADDRESS)
    printer_setup.set_printer_state(desk.office, "kios", state)
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.printer.state == state)
    visitor.begins()
    assert bar(visitor) == ""


def test_a_ticket_comes_out_where_it_was_pressed(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios", "lantai2")
    visitor.screen.station.printer = "lantai2"
    visitor.takes("A")
    assert printing.claim_job(desk.office, "kios") is None
    assert claimed(visitor, "lantai2").number == "A001"
    taken = next(fact for fact in journal(desk.office) if fact.kind == Kind.TICKET_TAKEN)
    assert taken.data["printer"] == "lantai2"


def test_a_kiosk_without_a_printer_of_its_own_names_none(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios")
    visitor.takes("A")
    taken = next(fact for fact in journal(desk.office) if fact.kind == Kind.TICKET_TAKEN)
    assert "printer" not in taken.data


# --- the list of requirements ------------------------------------------------------------------------------------


def words_on_button(page: ServicePage) -> str:
    assert page.to_paper is not None
    return page.to_paper.words()


def test_the_list_of_requirements_is_printed_with_what_is_missing(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios")
    page = visitor.chooses("A")
    assert words_on_button(page) == "Cetak syarat"
    visitor.touches("requirement-1")
    visitor.touches("print-requirements")
    assert words_on_button(page) == "Sedang dicetak"
    visitor.qtbot.waitUntil(lambda: any(fact.kind == Kind.SLIP_ORDERED for fact in journal(desk.office)))
    job = claimed(visitor, "kios")
    assert isinstance(job.slip, RequirementsSlip)
    assert [(need.name, need.missing) for need in job.slip.needs] == [("KTP-el asli", False), ("Kartu Keluarga", True)]
    printing.record_outcome(desk.office, job.id, "kios", Attempt("PRINTED"))
    visitor.qtbot.waitUntil(lambda: words_on_button(page) == "Silakan ambil")
    assert visitor.numbers() == []


def test_one_press_is_one_list(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios")
    visitor.chooses("A")
    visitor.touches("print-requirements")
    visitor.touches("print-requirements")
    visitor.touches("language-en")
    visitor.touches("print-requirements")
    answered: list[int] = []
    visitor.screen.station.bridge.run(lambda _office: 1, answered.append)
    visitor.qtbot.waitUntil(lambda: bool(answered))
    assert sum(fact.kind == Kind.SLIP_ORDERED for fact in journal(desk.office)) == 1


def test_after_a_while_another_list_can_be_printed(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=50.0)
    with_printers(visitor, "kios")
    page = visitor.chooses("A")
    for count in (1, 2):
        visitor.touches("print-requirements")
        visitor.qtbot.waitUntil(lambda: words_on_button(page) == "Belum tercetak")
        visitor.qtbot.waitUntil(lambda: not visitor.screen.taking.lists.is_busy)
        assert words_on_button(page) == "Cetak syarat"
        assert sum(fact.kind == Kind.SLIP_ORDERED for fact in journal(desk.office)) == count


def test_a_printer_in_trouble_takes_no_list(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios", state="cover")
    page = visitor.chooses("A")
    assert page.to_paper is not None
    assert not page.to_paper.isEnabled()
    assert bar(visitor).startswith("Tutup printer terbuka.")
    printer_setup.set_printer_state(desk.office, "kios", "ready")
    visitor.qtbot.waitUntil(page.to_paper.isEnabled)


def test_an_office_without_a_printer_offers_no_list(visitor: Visitor) -> None:
    assert visitor.chooses("A").to_paper is None


def test_the_next_visitor_hears_nothing_of_the_last_ones_list(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printers(visitor, "kios")
    visitor.chooses("A")
    visitor.touches("print-requirements")
    visitor.qtbot.waitUntil(lambda: any(fact.kind == Kind.SLIP_ORDERED for fact in journal(desk.office)))
    visitor.screen.reset()
    page = visitor.chooses("B")
    assert words_on_button(page) == "Cetak syarat"
    answer(visitor, "PRINTED")
    before = visitor.screen.board.seq
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.seq > before)
    assert words_on_button(page) == "Cetak syarat"
