"""The office's memory goes away under the spool: what is on paper is known, and nothing comes out twice unmarked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from loket.errors import Trouble
from loket.model.printer import Attempt
from loket.office import printer_setup, printing
from loket.office.context import Office
from loket.office.ticketing import take_ticket
from loket.pauses import Pauses
from loket.store.opening import open_store
from loket.store.place import place_of
from printers.desk import Desk, Printed
from printers.lease import owned
from printers.port import State
from printers.spool import Spool, run_once
from tests.engines import ENGINE, NEW_URL
from tests.factories import an_office, assert_whole, journal
from tests.postgres_guard import postmaster
from tests.printers.test_spool import Papers, Scripted, state_of

pytestmark = pytest.mark.usefixtures("qapp")


class Line:
    """The line to the memory; `fails` names the steps at which it is cut."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.fails: set[str] = set()
        self.failed: list[str] = []
        self.heals_after = 0
        """How many failures until the line mends itself; 0: it does not."""
        self.opened: list[Broken] = []

    def open(self) -> Office:
        self.check("open")
        self.opened.append(Broken(open_store(self.office.store.place), self))
        return Office(self.opened[-1], self.office.clock)

    def check(self, step: str) -> None:
        if step in self.fails:
            self.failed.append(step)
            if self.heals_after and len(self.failed) % self.heals_after == 0:
                self.fails = set()
            raise Trouble("database_gone", "Basis data tidak terjangkau.")


class Broken:
    """A store behind a line."""

    def __init__(self, store: Any, line: Line) -> None:
        self._store, self._line = store, line
        self.is_open = True

    def close(self) -> None:
        if self.is_open:
            self.is_open = False
            self._store.close()

    def __getattr__(self, name: str) -> Any:
        step = {"writing": "write", "reading": "read", "hold": "hold", "ear": "ear"}.get(name)
        if step is not None:
            self._line.check(step)
        return getattr(self._store, name)


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    made = an_office(tmp_path)
    printer_setup.add_printer(made, "kios", "virtual:")
    yield made
    made.store.close()


@pytest.fixture
def line(office: Office) -> Iterator[Line]:
    made = Line(office)
    yield made
    for store in made.opened:
        store.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pauses between tries be short."""
    monkeypatch.setattr("printers.spool.POLL_S", 0.05)
    monkeypatch.setattr("printers.reach.Pauses", lambda: Pauses(0.005, 0.02))


def wait(papers: Papers, until: Callable[[], bool]) -> None:
    """Wait until something is true; slips that come wake us, and so does a short while."""
    for _ in range(2000):
        if until():
            return
        with papers._more:
            papers._more.wait(0.01)
    raise AssertionError("waited in vain")


def test_what_was_printed_is_written_down_when_the_memory_is_back(office: Office, line: Line) -> None:
    ticket = take_ticket(office, "A")
    printed: list[Printed] = []

    def cut_afterwards(slip: Printed) -> None:
        printed.append(slip)
        line.fails = {"write"}

    desk = Desk(line.open(), printer_setup.printers(office)[0], cut_afterwards, Scripted())
    with pytest.raises(Trouble):
        desk.next()
    with pytest.raises(Trouble):
        desk.next()
    assert state_of(office, ticket) == "printing"
    line.fails = set()
    desk.office = line.open()
    assert desk.next() is None
    assert state_of(office, ticket) == "printed"
    assert [(slip.number, slip.copy) for slip in printed] == [("A001", 1)]
    assert sum(fact.kind == "slip_printed" for fact in journal(office)) == 1
    assert_whole(office)


def test_what_was_written_down_after_all_is_not_written_down_again(office: Office, line: Line) -> None:
    take_ticket(office, "A")
    job = printing.claim_job(office, "kios")
    assert job is not None
    printing.record_outcome(office, job.id, "kios", Attempt("PRINTED"))
    before = len(journal(office))
    assert not printing.record_late(office, job, "kios", Attempt("PRINTED"))
    assert len(journal(office)) == before


def test_a_slip_that_somebody_else_has_taken_up_meanwhile_stays_theirs(office: Office) -> None:
    take_ticket(office, "A")
    first = printing.claim_job(office, "kios")
    second = printing.claim_job(office, "kios")
    assert first is not None
    assert second is not None
    assert (first.copy, second.copy) == (1, 2), "nobody knows what is on paper: the second is marked"
    assert not printing.record_late(office, first, "kios", Attempt("PRINTED"))
    assert printing.record_late(office, second, "kios", Attempt("PRINTED"))


def test_a_spool_that_ended_before_it_could_write_leaves_a_marked_copy(office: Office, line: Line) -> None:
    take_ticket(office, "A")

    def cut_afterwards(_slip: Printed) -> None:
        line.fails = {"write"}

    with pytest.raises(Trouble):
        Desk(line.open(), printer_setup.printers(office)[0], cut_afterwards, Scripted()).next()
    (result,) = run_once(office)
    assert (result.copy, result.outcome) == (2, State.PRINTED)


@pytest.mark.parametrize("step", ["open", "read", "write", "hold", "ear"])
@pytest.mark.usefixtures("impatient")
def test_wherever_the_memory_goes_away_the_spool_goes_on_by_itself(office: Office, line: Line, step: str) -> None:
    papers = Papers()
    line.fails = {step}
    ticket = take_ticket(office, "A")
    spool = Spool(line.open, papers)
    try:
        wait(papers, lambda: len(line.failed) >= 3)
        line.fails = set()
        wait(papers, lambda: state_of(office, ticket) == "printed")
        second = take_ticket(office, "B")
        wait(papers, lambda: state_of(office, second) == "printed")
    finally:
        spool.stop()
    assert [slip.number for slip in papers.printed] == ["A001", "B001"]
    assert_whole(office)


@pytest.mark.usefixtures("impatient")
def test_outages_at_any_moment_of_printing_make_no_second_unmarked_paper(office: Office, line: Line) -> None:
    papers = Papers()
    tickets = [take_ticket(office, "A") for _ in range(5)]

    line.heals_after = 3

    def cut_now_and_then(slip: Printed) -> None:
        papers(slip)
        line.fails = {("write", "read")[len(papers.printed) % 2]}

    spool = Spool(line.open, cut_now_and_then)
    try:
        wait(papers, lambda: all(state_of(office, ticket) == "printed" for ticket in tickets))
    finally:
        spool.stop()
    assert [slip.number for slip in papers.printed if slip.copy == 1] == [f"A{n:03d}" for n in range(1, 6)]
    assert len(line.failed) >= 5
    assert len(papers.printed) == 5, "each outcome was written down late, none was guessed"
    assert_whole(office)


@pytest.mark.usefixtures("impatient")
def test_another_file_in_the_place_of_the_old_one_is_noticed_and_its_slips_are_printed(office: Office) -> None:
    papers = Papers()
    path = office.store.place
    assert isinstance(path, Path)
    backup = office.store.backup(path.parent, "lama")
    first = take_ticket(office, "A")
    spool = Spool(lambda: Office(open_store(path), office.clock), papers)
    try:
        wait(papers, lambda: state_of(office, first) == "printed")
        backup.replace(path)
        anew = Office(open_store(path), office.clock)
        second = take_ticket(anew, "B")
        wait(papers, lambda: state_of(anew, second) == "printed")
    finally:
        spool.stop()
    assert [slip.number for slip in papers.printed] == ["A001", "B001"]
    anew.store.close()


def test_what_is_owned_is_known_to_be(office: Office) -> None:
    with owned(office, "kios") as held:
        assert held is not None
        assert held.is_held


def test_a_server_that_is_killed_while_slips_are_printed_costs_no_paper(new_server: Any, tmp_path: Path) -> None:
    server = new_server(durable=False)
    ENGINE.set("postgres")
    NEW_URL.set(lambda: server.office_url(server.database()))
    office = an_office(tmp_path)
    ENGINE.set("disk")
    printer_setup.add_printer(office, "kios", "virtual:")
    tickets = [take_ticket(office, "A") for _ in range(3)]
    papers = Papers()

    def kill_at_the_second(slip: Printed) -> None:
        papers(slip)
        if len(papers.printed) == 2:
            server.kill()

    place, clock = office.store.place, office.clock
    spool = Spool(lambda: Office(open_store(place), clock), kill_at_the_second)
    try:
        wait(papers, lambda: len(papers.printed) == 2 and postmaster(server.folder) is None)
        server.start()
        wait(papers, lambda: all(state_of(office, ticket) == "printed" for ticket in tickets))
    finally:
        spool.stop()
        office.store.close()
    assert [(slip.number, slip.copy) for slip in papers.printed] == [("A001", 1), ("A002", 1), ("A003", 1)]


def test_a_printer_that_was_lost_with_a_cut_connection_is_known_to_be_lost(office_url: str, wire: Any) -> None:
    """Somebody else was faster: whoever owned it stops, so that no two print."""
    first = open_store(place_of(wire.url(office_url)), create=True)
    second = open_store(place_of(office_url))
    try:
        mine = first.hold("printer-kios")
        assert mine is not None
        before = mine.is_held
        assert second.hold("printer-kios") is None
        wire.cut()
        theirs = None
        while theirs is None:  # until the server has noticed
            theirs = second.hold("printer-kios")
        with first.reading() as book:
            assert book.last_fact()[0] == 0
        assert (before, mine.is_held) == (True, False)
        theirs.close()
    finally:
        first.close()
        second.close()
