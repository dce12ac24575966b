"""The demo's second hour: the kiosk's printer is unplugged, tickets go on, and the paper catches up by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.demo.hands import Hands
from loket.demo.plug import UNPLUGGED
from loket.demo.stage import stuck
from loket.errors import N_
from loket.office.boards import counter_board
from loket.office.printing import job_fate

if TYPE_CHECKING:
    from loket.office.pictures import TakenTicket


class Unplugged(Hands):
    """From ten to eleven."""

    def _unplugged(self) -> None:
        """An hour without a printer: five tickets, of which one is half printed, and who is called is served."""
        self.stage.break_next_slip(then=UNPLUGGED)
        half = self._take_without_paper("A", "no whole ticket comes out of a printer that is unplugged")
        self._shot(self._kiosk, "printer-tercabut", N_("Printer tercabut: kios menyebut sebabnya, nomor tetap berlaku"))
        self._kiosk.reset()
        self.wait(600)
        self._shot(self._kiosk, "kios-peringatan", N_("Kios memperingatkan sebelum nomor diambil"), home=True)
        late = self._take_without_paper("B", "the kiosk says at once that no paper comes")
        self._kiosk.reset()
        self.wait(1800)
        held = []
        for code in ("A", "B"):
            held.append(self._take_without_paper(code, "the kiosk goes on without paper"))
            self._kiosk.reset()
        self._pump(lambda: self._counter.board is not None and self._counter.board.without_paper == 4,
                   "the counter knows whose ticket did not come out")  # fmt: skip
        self._shot(self._counter, "tanpa-tiket", N_("Loket: siapa yang belum memegang tiket, dan berapa"))
        self.call()
        self.serve(240)
        self._wait_until(11, 0)
        self._plug_in(held)
        self._print_what_expired(late, half)

    def _plug_in(self, held: list[TakenTicket]) -> None:
        """The plug is in again, though it slips once more: what was held comes out, one of it as a marked copy."""
        self.stage.break_next_slip()
        for ticket in held:
            self._pump(lambda ticket=ticket: self._state_of(ticket) == "printed", "what was held is printed")  # type: ignore[misc]
        self._shot(self._paper, "cetak-ulang", N_("Tiket yang terputus keluar lagi dengan tanda CETAK ULANG"))

    def _print_what_expired(self, late: TakenTicket, half: TakenTicket) -> None:
        """Tickets older than half an hour do not print by themselves: the officer prints the one that is called."""
        for ticket in (late, half):
            if self._state_of(ticket) != "expired":
                raise stuck(f"{ticket.number} has waited too long to be printed by itself")
        self._call_and_print(late)
        self._shot(self._counter, "cetak-tiket", N_("Petugas mencetak tiket yang tidak sempat keluar"))
        self.serve(120)
        while counter_board(self.stage.backstage, 1).queue:
            self.call()
            self.serve(90)

    def _call_and_print(self, ticket: TakenTicket) -> None:
        self.call()
        current = self._board().current
        if current is None or current.number != ticket.number:
            raise stuck(f"{ticket.number} is the next")
        self.press_key("Key_K", control=True)
        self._until_printed(ticket)

    def _take_without_paper(self, code: str, what: str) -> TakenTicket:
        ticket = self.take(code, waits_for_paper=False)
        self._pump(lambda: getattr(self._kiosk.page, "without_paper", False), what)
        return ticket

    def _state_of(self, ticket: TakenTicket) -> str:
        with self.stage.backstage.looking() as work:
            job = work.book.job_of_visit(ticket.visit)
        return job_fate(self.stage.backstage, job).state if job is not None else ""
