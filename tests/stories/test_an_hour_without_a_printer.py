"""The kiosk's printer is unplugged for an hour: tickets go on, slips wait, are reprinted or expire, and all is told."""

from __future__ import annotations

from collections import Counter

from loket.office import calling
from loket.office.print_story import print_story
from loket.office.printer_setup import printer
from loket.office.printing import reprint
from loket.texts import Texts
from printers.desk import Desk, Printed
from printers.port import Outcome, State
from printers.virtual import VirtualPort
from tests.factories import assert_whole, journal
from tests.stories.telling import Dinas

BROKEN = "Cetakan {} terputus di tengah (terputus di tengah cetakan); cetakan berikutnya ditandai CETAK ULANG."


class Plugged(VirtualPort):
    """A printer whose plug can be pulled, also in the middle of a slip."""

    pulled_in_the_middle = False

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print, unless the plug is pulled meanwhile: then half of it is on paper."""
        if self.pulled_in_the_middle and not self.fault:
            self.pulled_in_the_middle = False
            return Outcome(State.PARTIAL, "terputus di tengah cetakan", sum(map(len, fragments)) // 2, "offline")
        return super().print(fragments)


class KioskPrinter:
    """The printer beside the kiosk and the spool's work at it."""

    def __init__(self, dinas: Dinas) -> None:
        self.came_out: list[str] = []
        self._desk = Desk(dinas.office, printer(dinas.office, "kios"), self._out, self._port)
        self.port: Plugged

    def works(self) -> None:
        """Do what the spool does whenever it is woken: ask the printer, then print what waits until something fails."""
        if self._desk.can_print():
            while (result := self._desk.next()) is not None and result.outcome is State.PRINTED:
                pass

    def _port(self, record, on_paper) -> Plugged:
        self.port = Plugged(record.width_dots, on_paper)
        return self.port

    def _out(self, printed: Printed) -> None:
        self.came_out.append(printed.number if printed.copy == 1 else f"{printed.number} cetak ulang")


def test_an_hour_without_a_printer(dinas):
    kiosk = KioskPrinter(dinas)
    dinas.printing = kiosk.works
    dinas.sign_in((1, "P1"))
    dinas.it_is(9, 0)
    first = dinas.takes("A")
    assert kiosk.came_out == ["A001"]

    # Ten past nine the cleaner needs the socket, while a ticket is being printed.
    dinas.it_is(9, 10)
    kiosk.port.pulled_in_the_middle = True
    half = dinas.takes("A")
    kiosk.port.fault = "offline"
    kiosk.works()

    # For an hour tickets go on. The kiosk warns before the press; visitors are called and served without paper.
    taken = [first, half]
    for hour, minute in ((9, 15), (9, 25), (9, 45), (10, 0)):
        dinas.it_is(hour, minute)
        assert dinas.kiosk().printer.state == "offline"
        assert not dinas.kiosk().printer.prints
        taken.append(dinas.takes("A"))
    assert kiosk.came_out == ["A001"]
    assert dinas.calls_number(1) == "A001"
    dinas.serves(1, minutes=2)
    board = dinas.desk(1)
    assert [entry.number for entry in board.queue if entry.without_paper] == ["A002", "A003", "A004", "A005", "A006"]
    assert (board.without_paper, board.printer.name, board.printer.state) == (5, "kios", "offline")

    # Ten past ten the plug is in again. Slips older than half an hour have lost their use; the next one breaks.
    dinas.it_is(10, 10)
    kiosk.port.fault = ""
    kiosk.port.pulled_in_the_middle = True
    kiosk.works()
    assert kiosk.came_out == ["A001"]
    kiosk.works()
    assert kiosk.came_out == ["A001", "A005 cetak ulang", "A006"]

    # Who still waits with an expired ticket gets one from the officer: nothing of it was on paper, so it is no copy.
    dinas.later(1)
    marked = [entry.number for entry in dinas.desk(1).queue if entry.without_paper]
    assert marked == ["A002", "A003", "A004"]
    reprint(dinas.office, taken[2].visit)
    reprint(dinas.office, half.visit)
    kiosk.works()
    assert kiosk.came_out[-2:] == ["A003", "A002 cetak ulang"]
    assert [entry.number for entry in dinas.desk(1).queue if entry.without_paper] == ["A004"]

    # No number is lost, and no two papers of a ticket look the same.
    assert [ticket.number for ticket in taken] == [f"A{count:03d}" for count in range(1, 7)]
    assert max(Counter(kiosk.came_out).values()) == 1
    assert [fact.number for fact in journal(dinas.office) if fact.kind == "ticket_taken"] == [
        ticket.number for ticket in taken
    ]
    assert_whole(dinas.office)

    # In the evening the supervisor asks what happened to the paper.
    told = [
        (line.at.strftime("%H.%M"), Texts.of("id").say(line.sentence, **line.facts), line.trouble)
        for line in print_story(dinas.office, first.day)
    ]
    assert told == [
        ("09.00", "Printer kios siap.", False),
        ("09.10", "Printer kios tidak menjawab.", True),
        ("09.10", BROKEN.format("A002"), True),
        ("10.10", "Printer kios siap lagi sesudah 60 menit. Cetakan tertunda yang keluar: 2.", False),
        ("10.10", "Tidak dicetak lagi karena sudah terlalu lama: A002, A003, A004. Nomornya tetap berlaku.", True),
        ("10.10", "Printer kios tidak menjawab.", True),
        ("10.10", BROKEN.format("A005"), True),
        ("10.10", "Printer kios siap lagi sesudah 1 menit. Cetakan tertunda yang keluar: 2.", False),
        ("10.11", "Dicetak ulang: A003, A002.", False),
    ]
    for _ in range(5):
        dinas.does(calling.call_next, 1)
        dinas.serves(1, minutes=3)
    dinas.close()
