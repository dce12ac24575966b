"""The number is the visitor's at once; about the paper the screen tells the truth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from loket.model.printer import Attempt
from loket.office import printer_setup, printing
from tests.ui.kiosk.visitor import Visitor
from ui import samples
from ui.kiosk.attract import AttractPage
from ui.kiosk.paper import code_words
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from tests.ui.conftest import Desk

PRINTER = "kios"


def with_printer(visitor: Visitor, state: str = "ready") -> None:
    """Give the office a printer that nobody looks after yet."""
    printer_setup.add_printer(visitor.desk.office, PRINTER, "tcp://127.0.0.1:9")
    printer_setup.set_printer_state(visitor.desk.office, PRINTER, state)
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.printer.state == state)


def answer(visitor: Visitor, outcome: str) -> None:
    """Let the printer try the next slip."""
    job = printing.claim_job(visitor.desk.office, PRINTER)
    assert job is not None
    printing.record_outcome(visitor.desk.office, job.id, PRINTER, Attempt(outcome))


def stands_without_paper(visitor: Visitor) -> TicketPage:
    """Wait until the screen says that no paper comes."""
    visitor.qtbot.waitUntil(lambda: isinstance(visitor.screen.page, TicketPage) and visitor.screen.page.without_paper)
    return visitor.sees(TicketPage)


def test_the_number_is_there_before_the_paper(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printer(visitor)
    page = visitor.takes("A")
    assert page.ticket.number == "A001"
    assert page.printing
    assert not page.without_paper
    assert page.done.isHidden()
    answer(visitor, "PRINTED")
    visitor.qtbot.waitUntil(lambda: not page.printing)
    assert page.done.isVisible()
    assert page.done.left == 12


def test_after_six_seconds_without_paper_the_number_is_shown_to_be_photographed(
    desk: Desk, come: Callable[..., Visitor]
) -> None:
    visitor = come(desk, pace=100.0)
    with_printer(visitor)
    assert not visitor.takes("A").without_paper
    page = stands_without_paper(visitor)
    assert page.ticket.number == "A001"
    assert page.done.seconds == 60


def test_paper_that_comes_late_takes_the_alarm_back(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=20.0)
    with_printer(visitor)
    visitor.takes("A")
    stands_without_paper(visitor)
    answer(visitor, "PRINTED")
    visitor.qtbot.waitUntil(
        lambda: isinstance(visitor.screen.page, TicketPage) and not visitor.screen.page.without_paper
    )
    assert visitor.sees(TicketPage).ticket.number == "A001"


def test_a_printer_known_to_be_out_of_paper_makes_nobody_wait(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=1.0)
    with_printer(visitor, "out")
    page = visitor.takes("A")
    assert page.without_paper
    assert page.again is not None


def test_print_again_tries_the_printer_once_more(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=10.0)
    with_printer(visitor, "out")
    visitor.takes("A")
    answer(visitor, "HELD")
    visitor.touches("reprint")
    page = visitor.sees(TicketPage)
    assert page.printing
    assert not page.without_paper
    job = printing.claim_job(visitor.desk.office, PRINTER)
    visitor.qtbot.waitUntil(lambda: job is not None or printing.claim_job(visitor.desk.office, PRINTER) is not None)


def test_an_office_without_a_printer_blames_no_printer(visitor: Visitor) -> None:
    page = visitor.takes("A")
    assert page.without_paper
    assert page.no_printer
    assert page.again is None


def test_the_next_visitor_finds_nothing_of_the_last_ticket(desk: Desk, come: Callable[..., Visitor]) -> None:
    visitor = come(desk, pace=20.0)
    with_printer(visitor)
    visitor.takes("A")
    stands_without_paper(visitor)
    visitor.touches("done")
    visitor.sees(AttractPage)
    answer(visitor, "PRINTED")
    before = visitor.screen.board.seq
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.seq > before)
    assert isinstance(visitor.screen.page, AttractPage)


def test_the_code_on_the_screen_holds_the_ticket_in_words_or_the_address() -> None:
    from dataclasses import replace

    from loket.texts import Texts

    ticket = samples.ticket("B017")
    words = code_words(ticket, samples.OFFICE, Texts.of("id")).split("\n")
    assert words == ["Dinas Sosial Kota Arunika", "Nomor antrean B017", "Data DTSEN", "18-11-2025 09.41", "7KQ2M"]
    with_page = replace(samples.OFFICE, status_url="https://antrean.example/")
    assert code_words(ticket, with_page, Texts.of("id")) == "https://antrean.example/7KQ2M"
