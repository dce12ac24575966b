"""The spool with a real office in a file: what is saved reaches paper once, or says that it is a copy."""

from __future__ import annotations

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.errors import Trouble
from loket.model.printer import PrinterRecord
from loket.office import printer_setup, printing
from loket.office.context import Office
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from printers.desk import Desk, Printed
from printers.ink import ink_rows
from printers.lease import owned
from printers.port import Outcome, State, Status, open_port
from printers.slips.drawing import slip_image
from printers.spool import Spool, print_test, run_once
from printers.tcp import TcpPort
from printers.virtual import VirtualPort
from tests.factories import FixedClock, an_office
from tests.printers.fakes import QUICK, FakePrinter

pytestmark = pytest.mark.usefixtures("qapp")


class ScriptedPort(VirtualPort):
    """Prints, unless the script has an outcome for this try."""

    def __init__(self, width, on_paper, script):
        super().__init__(width, on_paper)
        self.script = script
        self.tries = 0

    def print(self, fragments):
        self.tries += 1
        if self.script:
            return Outcome(self.script.pop(0), "kertas habis", 0, "out")
        return super().print(fragments)

    def status(self):
        return Status(online=True, paper="ok", raw=b"\x12")


class Scripted:
    """Makes ports that follow a script."""

    def __init__(self, *script):
        self.script = list(script)
        self.made = []

    def __call__(self, record, on_paper):
        self.made.append(ScriptedPort(record.width_dots, on_paper, self.script))
        return self.made[-1]


def state_of(office, ticket):
    assert ticket.print_job is not None
    return printing.job_state(office, ticket.print_job)


@pytest.fixture
def office(tmp_path):
    made = an_office(tmp_path)
    printer_setup.add_printer(made, "kios", "virtual:")
    yield made
    made.store.close()


def test_a_saved_ticket_is_printed_and_written_down(office):
    ticket = take_ticket(office, "A")
    printed: list[Printed] = []
    (result,) = run_once(office, printed.append)
    assert (result.number, result.copy, result.outcome) == (ticket.number, 1, State.PRINTED)
    assert state_of(office, ticket) == "printed"
    slip = printing.slip_job(office, ticket.number).slip
    assert ink_rows(printed[0].image) == ink_rows(slip_image(slip, 576))
    assert (printed[0].number, printed[0].printer) == (ticket.number, "kios")
    assert run_once(office) == []


def test_a_held_slip_is_printed_later_without_a_mark(office):
    take_ticket(office, "A")
    assert [r.outcome for r in run_once(office, ports=Scripted(State.HELD))] == [State.HELD]
    assert printer_setup.printers(office)[0].state == "out"
    (result,) = run_once(office)
    assert (result.copy, result.outcome) == (1, State.PRINTED)


def test_what_may_be_on_paper_is_printed_again_as_a_copy(office):
    take_ticket(office, "A")
    assert [r.outcome for r in run_once(office, ports=Scripted(State.PARTIAL))] == [State.PARTIAL]
    (result,) = run_once(office)
    assert (result.copy, result.outcome) == (2, State.PRINTED)


def test_a_printer_that_breaks_every_slip_is_not_fed_for_ever(office):
    ticket = take_ticket(office, "A")
    copies = []
    for _ in range(9):
        copies += [result.copy for result in run_once(office, ports=Scripted(State.PARTIAL))]
    assert copies == [1, 2, 3]
    assert state_of(office, ticket) == "failed"


def test_the_slip_after_a_broken_one_frees_the_printer_first(office):
    sent: list[tuple[bytes, ...]] = []
    ports = Scripted(State.PARTIAL)

    def spying(record, on_paper):
        port = ports(record, on_paper)
        real = port.print

        def spy(fragments):
            sent.append(fragments)
            return real(fragments)

        port.print = spy
        return port

    take_ticket(office, "A")
    desk = Desk(office, printer_setup.printers(office)[0], None, spying)
    desk.next()
    desk.next()
    assert not sent[0][0].startswith(b"\0")
    assert sent[1][0].startswith(bytes(24 * 72))


def test_an_old_slip_is_never_printed_by_itself(tmp_path):
    clock = FixedClock()
    office = an_office(tmp_path, clock=clock)
    printer_setup.add_printer(office, "kios", "virtual:")
    ticket = take_ticket(office, "A")
    clock.pass_(minutes=31)
    assert run_once(office) == []
    assert state_of(office, ticket) == "expired"
    office.store.close()


def test_a_reprint_says_so(office):
    ticket = take_ticket(office, "A")
    run_once(office)
    printing.reprint(office, ticket.visit)
    printed: list[Printed] = []
    run_once(office, printed.append)
    assert printed[0].copy == 2


def test_only_one_station_prints(office):
    take_ticket(office, "A")
    with owned(office, "kios") as first:
        assert first
        with owned(office, "kios") as second:
            assert not second
        with owned(office, "meja") as other:
            assert other
        with pytest.raises(Trouble, match="stasiun lain"):
            run_once(office)
    assert len(run_once(office)) == 1


class Papers:
    """Collects slips from the printing thread; `wait` until there are `count`."""

    def __init__(self):
        self.printed = []
        self._more = threading.Condition()

    def __call__(self, printed):
        with self._more:
            self.printed.append(printed)
            self._more.notify_all()

    def wait(self, count):
        with self._more:
            assert self._more.wait_for(lambda: len(self.printed) >= count, 20)


def reopen(office):
    return lambda: Office(open_store(office.store.place), office.clock)


def test_the_spool_prints_by_itself_and_stops_quickly(office):
    papers = Papers()
    first = take_ticket(office, "A")
    spool = Spool(reopen(office), papers)
    try:
        papers.wait(1)
        second = take_ticket(office, "B")
        spool.wake()
        papers.wait(2)
    finally:
        spool.stop()
    assert not spool._thread.is_alive()
    assert [each.number for each in papers.printed] == [first.number, second.number]
    assert all(each.copy == 1 for each in papers.printed)


def test_a_ticket_of_another_station_is_printed_without_being_told(office, monkeypatch):
    feed = office.store.ear()
    if feed is None:
        pytest.skip("no multicast on this machine: the spool looks by itself every two seconds")
    feed.close()
    monkeypatch.setattr("printers.spool.POLL_S", 3600)
    papers = Papers()
    spool = Spool(reopen(office), papers)
    try:
        take_ticket(office, "A")
        papers.wait(1)
        take_ticket(office, "A")
        papers.wait(2)
    finally:
        spool.stop()
    spool.stop()  # twice is once
    spool.wake()


def test_the_spool_waits_for_a_printer_that_holds_and_then_prints_unmarked(office):
    papers = Papers()
    ports = Scripted(State.HELD, State.HELD)
    ticket = take_ticket(office, "A")
    spool = Spool(reopen(office), papers, ports)
    try:
        while not papers.printed:
            spool.wake()
            with papers._more:
                papers._more.wait(0.05)
    finally:
        spool.stop()
    assert [(each.number, each.copy) for each in papers.printed] == [(ticket.number, 1)]
    assert ports.made[0].tries == 3


def test_a_printer_added_later_is_served(tmp_path):
    office = an_office(tmp_path)
    papers = Papers()
    spool = Spool(reopen(office), papers)
    try:
        printer_setup.add_printer(office, "kios", "virtual:", 384)
        take_ticket(office, "A")
        spool.wake()
        papers.wait(1)
    finally:
        spool.stop()
    assert papers.printed[0].image.width() == 384
    office.store.close()


def test_two_spools_on_one_office_print_each_slip_once(office):
    papers = Papers()
    spools = [Spool(reopen(office), papers) for _ in range(2)]
    try:
        for _ in range(6):
            take_ticket(office, "A")
        for spool in spools:
            spool.wake()
        papers.wait(6)
    finally:
        for spool in spools:
            spool.stop()
    assert sorted(each.number for each in papers.printed) == [f"A{n:03d}" for n in range(1, 7)]
    assert {each.copy for each in papers.printed} == {1}


@given(kind=st.sampled_from(("reset", "end", "out", "stall", "no-fence")), at=st.integers(0, 60_000))
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_breaks_there_are_never_two_unmarked_papers(kind, at, tmp_path_factory):
    office = an_office(tmp_path_factory.mktemp("kantor"))
    with FakePrinter(kind, at, heals=True) as printer:
        printer_setup.add_printer(office, "kios", f"tcp://127.0.0.1:{printer.port}")
        ticket = take_ticket(office, "A")
        slip = printing.slip_job(office, ticket.number).slip
        ports = lambda record, on_paper: TcpPort("127.0.0.1", printer.port, timing=QUICK)  # noqa: E731
        desk = Desk(office, printer_setup.printers(office)[0], None, ports)
        for _ in range(4):
            if desk.next() is None:
                break
    plain = slip_image(slip, 576)
    unmarked = [p for p in printer.papers() if p.rows[: plain.height()] == ink_rows(plain)]
    assert len(unmarked) <= 1
    if state_of(office, ticket) == "printed":
        copies = [ink_rows(slip_image(slip, 576, copy)) for copy in range(1, 6)]
        assert any(p.cut and p.rows[: len(copy)] == copy for p in printer.papers() for copy in copies)
    office.store.close()


def test_a_test_slip_goes_to_the_printer_it_names(office):
    record = printer_setup.printers(office)[0]
    assert print_test(record, office.face).state is State.PRINTED
    out = print_test(PrinterRecord("jauh", "file:///dev/loket-tidak-ada"), office.face, ports=open_port)
    assert (out.state, out.reason != "") == (State.HELD, True)
