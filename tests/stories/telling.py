"""Words for telling a day at the office: a real office in a real file, a printer and a hall that can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from loket.model.printer import Attempt, PrinterRecord
from loket.model.visit import Leg
from loket.office import calling, days, signin, ticketing
from loket.office.administration import create_office
from loket.office.boards import counter_board, kiosk_board
from loket.office.context import Office
from loket.office.hall import call_shown, call_spoken
from loket.office.hall_board import hall_board
from loket.office.pictures import CounterBoard, HallCall, KioskBoard, TakenTicket
from loket.office.printer_setup import add_printer
from loket.office.printing import claim_job, record_outcome
from loket.office.reports import DayReport, day_report
from loket.office.starters import catalogue_of, load_starter
from loket.office.undo import undo
from loket.store.opening import open_store
from loket.store.sqlite import SqliteStore
from printers.port import OnPaper
from printers.spool import run_once
from printers.virtual import VirtualPort
from tests.engines import new_place
from tests.factories import FixedClock, assert_whole, leg_of

MONDAY = 23
"""23 November 2026, an ordinary Monday."""


@dataclass
class Printer:
    """The kiosk's printer: what came out of it, and what is wrong with it."""

    fault: str = ""
    came_out: list[str] = field(default_factory=list)

    def port(self, record: PrinterRecord, on_paper: OnPaper) -> VirtualPort:
        """The port that the spool uses."""
        port = VirtualPort(record.width_dots, on_paper)
        port.fault = self.fault
        return port


@dataclass
class Hall:
    """What the hall has shown and spoken, as numbers with their counters."""

    shown: list[tuple[str, int]] = field(default_factory=list)
    spoken: list[tuple[str, int]] = field(default_factory=list)
    is_on: bool = True


class Dinas:
    """The Dinas Sosial of the starter, on its own day."""

    def __init__(self, folder: Path, *, training: bool = False) -> None:
        self.clock = FixedClock()
        self.it_is(7, 40)
        self.place = new_place(folder)
        store = open_store(self.place, create=True)
        catalogue = catalogue_of(load_starter("dinsos"))
        self.office: Office = create_office(store, self.clock, catalogue, training=training, starter="dinsos")
        add_printer(self.office, "kios", "virtual:kios")
        self.printer, self.hall = Printer(), Hall()
        self.draws = True
        hall_board(self.office, "layar-1")

    # --- time ------------------------------------------------------------------------------------------------------

    def it_is(self, hour: int, minute: int = 0, day: int = MONDAY) -> None:
        """Set the clock to an hour of the office's own (WIT, UTC+9)."""
        self.clock.time = datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=9)

    def later(self, minutes: float) -> None:
        """Let minutes pass."""
        self.clock.pass_(minutes=minutes)

    # --- people ----------------------------------------------------------------------------------------------------

    def takes(self, service: str, **wishes: object) -> TakenTicket:
        """A visitor takes a number; the spool and the hall do their part."""
        ticket = ticketing.take_ticket(self.office, service, **wishes)  # type: ignore[arg-type]
        self.printing()
        return ticket

    def calls(self, counter: int) -> HallCall | None:
        """The officer calls the next; the hall answers."""
        made = calling.call_next(self.office, counter)
        if made is not None:
            self.hall_works()
        return made

    def calls_number(self, counter: int) -> str:
        """The officer calls the next, who must be there; gives the number."""
        made = self.calls(counter)
        assert made is not None, f"nobody waits for counter {counter}"
        return made.number

    def recalls(self, counter: int) -> None:
        """The officer calls again."""
        calling.recall(self.office, counter)
        self.hall_works()

    def serves(self, counter: int, minutes: float) -> None:
        """The visitor comes and is served to the end."""
        calling.start(self.office, counter)
        self.later(minutes)
        calling.finish(self.office, counter)

    def does(self, act: Callable[..., object], *words: object) -> object:
        """Any other act."""
        done = act(self.office, *words)
        self.hall_works()
        return done

    def sign_in(self, *pairs: tuple[int, str]) -> None:
        """Officers sit down."""
        for counter, officer in pairs:
            signin.sign_in(self.office, counter, officer)

    # --- machines --------------------------------------------------------------------------------------------------

    def printing(self) -> None:
        """The spool prints what it can."""
        if self.draws:
            run_once(self.office, self._came_out, self.printer.port)
            return
        while (job := claim_job(self.office, "kios")) is not None:
            record_outcome(self.office, job.id, "kios", Attempt("PRINTED"))
            self.printer.came_out.append(job.number)

    def hurry(self) -> None:
        """A day too crowded to draw every slip and to wait for the disk each time."""
        self.draws = False
        if isinstance(self.office.store, SqliteStore):
            self.office.store._db.execute("PRAGMA synchronous = OFF")

    def _came_out(self, printed: object) -> None:
        number, copy = printed.number, printed.copy  # type: ignore[attr-defined]
        self.printer.came_out.append(number if copy == 1 else f"{number} cetak ulang")

    def hall_works(self) -> None:
        """The hall shows and speaks what it owes, if it is on."""
        if not self.hall.is_on:
            return
        for each in hall_board(self.office, "layar-1").pending:
            self.hall.shown.append((each.number, each.counter))
            call_shown(self.office, "layar-1", each.seq)
            self.hall.spoken.append((each.number, each.counter))
            call_spoken(self.office, "layar-1", each.seq)

    def power_comes_back(self) -> None:
        """The PC was cut off and starts again: a new process, the same file."""
        self.office = Office(open_store(self.place), self.clock)

    # --- what is seen ----------------------------------------------------------------------------------------------

    def desk(self, counter: int) -> CounterBoard:
        """What the officer sees."""
        return counter_board(self.office, counter)

    def kiosk(self) -> KioskBoard:
        """What the visitor sees."""
        return kiosk_board(self.office)

    def where_is(self, ticket: TakenTicket) -> Leg:
        """Where a visitor stands."""
        return leg_of(self.office, ticket.visit)

    def report(self) -> DayReport:
        """The report of the running or closed day."""
        return day_report(self.office, self.office.rules.day_of(self.clock.time))

    def close(self) -> DayReport:
        """Close the day: its balance must hold, and so must the journal."""
        days.close_day(self.office)
        report = self.report()
        assert report.balance.holds
        assert report.balance.still_open == 0
        assert report.strays == ()
        assert all(not letter.gaps and not letter.doubles for letter in report.letters)
        assert_whole(self.office)
        return report

    def lock_up(self) -> None:
        """Let go of the file."""
        self.office.store.close()


__all__ = ["MONDAY", "Dinas", "undo"]
