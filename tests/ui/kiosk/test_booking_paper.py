"""The proof of what was booked at the kiosk: on paper, or to be photographed; and it brings the number."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from loket.model.appointment import SlotPlan, qr_text
from loket.model.events import Kind
from loket.model.printer import Attempt, PrinterRecord
from loket.office import printer_setup, printing
from loket.office.signin import sign_in
from printers.desk import Printed
from printers.port import OnPaper
from printers.spool import run_once
from printers.virtual import VirtualPort
from tests.factories import a_service, assert_whole, journal
from tests.printers.readers import PACKAGES, codes_of
from tests.ui.kiosk.too_late import (
    TUESDAY,
    WEEK,
    booked,
    booking,
    is_turned_away,
    opens_the_times,
    times,
    without_numbers,
)
from tests.ui.kiosk.visitor import Visitor
from ui.kiosk.attract import AttractPage
from ui.kiosk.booked import BookedPage
from ui.kiosk.check_in import CheckInPage
from ui.kiosk.slots import SlotsPage
from ui.kiosk.ticket import TicketPage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage

    from tests.ui.conftest import Desk

Coming = Callable[..., Visitor]
Desks = Callable[..., "Desk"]


@pytest.fixture
def desk(make_desk: Desks) -> Desk:
    """An office whose service A is full for today and takes appointments; B has numbers."""
    return without_numbers(make_desk(booking(), a_service("B")))


def with_printer(visitor: Visitor, state: str = "ready") -> None:
    """Give the office a printer that nobody looks after yet."""
    printer_setup.add_printer(visitor.desk.office, "kios", "tcp://127.0.0.1:9")
    printer_setup.set_printer_state(visitor.desk.office, "kios", state)
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.printer.state == state)


def papers_of(desk: Desk) -> list[QImage]:
    """Let a virtual printer print what waits; gives what came out."""
    came: list[QImage] = []

    def port(record: PrinterRecord, on_paper: OnPaper) -> VirtualPort:
        return VirtualPort(record.width_dots, on_paper)

    def out(printed: Printed) -> None:
        came.append(printed.image)

    run_once(desk.office, out, port)
    return came


def test_who_comes_too_late_books_tomorrow_and_the_qr_on_the_slip_brings_the_number(
    make_desk: Desks, come: Coming, tmp_path: Path
) -> None:
    if not shutil.which("zbarimg"):
        assert not os.environ.get("CI"), "CI must have the reader of QR codes"
        pytest.skip(f"NOT SHOWN HERE: that the slip can be read. Install {PACKAGES}")
    desk = make_desk(a_service("A", hours=WEEK, slots=SlotPlan(minutes=60)), a_service("B"))
    sign_in(desk.office, 1, "P1")
    printer_setup.add_printer(desk.office, "kios", "virtual:")
    printer_setup.set_printer_state(desk.office, "kios", "ready")
    desk.clock.pass_(hours=6, minutes=50)
    visitor = come(desk, pace=1.0)
    assert is_turned_away(visitor).headline == "Antrean hari ini sudah penuh sampai tutup"
    assert visitor.finds("book").accessibleName() == "Buat janji temu besok Pilih jam, tanpa menunggu lagi"
    visitor.touches("book")
    page = visitor.sees(SlotsPage)
    visitor.qtbot.waitUntil(lambda: page.day is not None)
    assert times(page) == ["07.30", "08.30", "09.30", "10.30", "11.30", "12.30", "13.30", "14.30"]
    visitor.touches("time-09.30")
    shown = visitor.sees(BookedPage)
    assert shown.printing
    assert visitor.numbers() == []
    (image,) = papers_of(desk)
    visitor.qtbot.waitUntil(lambda: not shown.printing)
    visitor.touches("done")
    ((words,),) = codes_of([image], tmp_path)
    assert words == qr_text(shown.booked.card.appointment.code)
    desk.clock.pass_(hours=18)
    visitor.sees(AttractPage)
    visitor.qtbot.waitUntil(lambda: visitor.screen.board.day == TUESDAY and visitor.screen.board.open)
    QTest.keyClicks(visitor.screen, words[:1])
    field = visitor.sees(CheckInPage)
    QTest.keyClicks(field, words[1:])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert visitor.sees(TicketPage).ticket.number == "A001"
    assert_whole(desk.office)


def test_without_a_printer_the_screen_is_to_be_photographed_and_no_slip_is_ordered(desk: Desk, come: Coming) -> None:
    visitor = come(desk)
    opens_the_times(visitor)
    visitor.touches("time-08.30")
    page = visitor.sees(BookedPage)
    assert (page.without_paper, page.no_printer, page.again, page.done.seconds) == (True, True, None, 60)
    assert not any(fact.kind == Kind.SLIP_ORDERED for fact in journal(desk.office))


def test_paper_that_does_not_come_is_said_with_its_reason_and_can_be_tried_again(desk: Desk, come: Coming) -> None:
    visitor = come(desk, pace=1.0)
    with_printer(visitor)
    opens_the_times(visitor)
    visitor.touches("time-08.30")
    assert visitor.sees(BookedPage).printing
    job = printing.claim_job(desk.office, "kios")
    assert job is not None
    printing.record_outcome(desk.office, job.id, "kios", Attempt("HELD", printer_state="out"))
    visitor.qtbot.waitUntil(lambda: visitor.sees(BookedPage).without_paper)
    page = visitor.sees(BookedPage)
    assert (page.trouble, page.done.seconds) == ("out", 60)
    printer_setup.set_printer_state(desk.office, "kios", "ready")
    visitor.touches("reprint")
    assert visitor.sees(BookedPage).printing
    answered: list[int] = []
    visitor.screen.station.bridge.run(lambda _office: 1, answered.append)
    visitor.qtbot.waitUntil(lambda: bool(answered))
    again = printing.claim_job(desk.office, "kios")
    assert again is not None
    assert again.number == page.booked.card.appointment.code
    printing.record_outcome(desk.office, again.id, "kios", Attempt("PRINTED"))
    visitor.qtbot.waitUntil(lambda: not visitor.sees(BookedPage).printing)
    assert len(booked(desk, TUESDAY)) == 1


def test_a_printer_known_to_be_in_trouble_makes_nobody_wait_for_the_proof(desk: Desk, come: Coming) -> None:
    visitor = come(desk, pace=1.0)
    with_printer(visitor, "cover")
    opens_the_times(visitor)
    visitor.touches("time-08.30")
    page = visitor.sees(BookedPage)
    assert (page.without_paper, page.trouble) == (True, "cover")


def test_the_proof_comes_out_where_it_was_pressed(desk: Desk, come: Coming) -> None:
    visitor = come(desk, pace=1.0)
    with_printer(visitor)
    printer_setup.add_printer(desk.office, "lantai2", "tcp://127.0.0.1:9")
    visitor.screen.station.printer = "lantai2"
    opens_the_times(visitor)
    visitor.touches("time-08.30")
    visitor.sees(BookedPage)
    assert printing.claim_job(desk.office, "kios") is None
    assert printing.claim_job(desk.office, "lantai2") is not None
