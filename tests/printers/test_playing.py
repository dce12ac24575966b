"""The virtual printers of a training window: what is switched on strikes at once, and is over as soon."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from loket.model.printer import PrinterRecord
from loket.office import printer_setup, printing
from loket.office.context import Office
from loket.office.print_log import last_jobs
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from printers.desk import Printed
from printers.playing import Playing
from printers.port import State
from printers.spool import Spool, run_once
from tests.factories import FixedClock, an_office
from ui.paper_faults import FAULTS

pytestmark = pytest.mark.usefixtures("qapp")

KIOS = PrinterRecord("kios", "virtual:")


@pytest.fixture
def office(tmp_path):
    made = an_office(tmp_path)
    printer_setup.add_printer(made, "kios", "virtual:")
    yield made
    made.store.close()


def test_a_fault_strikes_ports_that_are_open_and_those_that_are_opened_later():
    playing = Playing()
    port = playing(KIOS, lambda _image, _data: None)
    assert port.status().reason == ""
    playing.play("out")
    assert port.status().reason == "kertas habis"
    later = playing(replace(KIOS, name="loket"), lambda _image, _data: None)
    assert later.status().reason == "kertas habis"
    playing.play("")
    assert (port.status().reason, later.status().reason) == ("", "")


def test_a_fault_is_known_at_once_and_held_slips_come_out_when_it_is_mended(office, monkeypatch):
    monkeypatch.setattr("printers.spool.POLL_S", 0.05)
    playing, printed = Playing(), threading.Event()
    spool = Spool(
        lambda: Office(open_store(office.store.place), FixedClock()), on_printed=lambda _: printed.set(), ports=playing,
    )  # fmt: skip
    try:
        take_ticket(office, "A")
        assert printed.wait(20)
        printed.clear()
        playing.play("cover")
        spool.look()
        _until(lambda: printer_setup.printer(office, "kios").state == "cover")
        ticket = take_ticket(office, "A")
        spool.wake()
        _until(lambda: printing.job_state(office, ticket.print_job or 0) == "waiting")
        playing.play("")
        spool.look()
        assert printed.wait(20)
    finally:
        spool.stop()


def _until(reached):
    """Wait until something is so; the test's own time-out ends one that never is."""
    pause = threading.Event()
    while not reached():
        pause.wait(0.01)


def test_paper_that_ends_in_the_middle_leaves_a_stub_and_then_a_marked_copy(office):
    playing, papers = Playing(), list[Printed]()
    ticket = take_ticket(office, "A")
    playing.play("out@300")
    (result,) = run_once(office, papers.append, playing)
    assert result.outcome is State.PARTIAL
    playing.play("")
    (result,) = run_once(office, papers.append, playing)
    assert (result.number, result.copy, result.outcome) == (ticket.number, 2, State.PRINTED)
    stub, copy = papers
    assert 0 < stub.image.height() <= 300 < copy.image.height()
    assert last_jobs(office)[0].state == "printed"


@pytest.mark.parametrize("fault", FAULTS)
def test_every_switch_of_the_window_is_a_fault_that_printers_know(fault):
    playing = Playing()
    port = playing(KIOS, lambda _image, _data: None)
    playing.play(fault)
    assert (port.status().reason == "") == (fault in ("", "low", "out@300"))
