"""The number is saved and the visitor's: the ticket comes out of the slot, or stands on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from loket.office.pictures import TakenTicket
from ui.kiosk.ink import Ink
from ui.kiosk.paper import Sheet, draw_sheet
from ui.kiosk.paper_words import place as place_words
from ui.kiosk.slip_page import SlipPage, SlipWords

if TYPE_CHECKING:
    from loket.office.printing import JobFate
    from ui.kiosk.screen import KioskScreen


class TicketPage(SlipPage):
    """The ticket."""

    def __init__(
        self, kiosk: KioskScreen, ticket: TakenTicket, *, without_paper: bool, printing: bool = False,
        fate: JobFate | None = None,
    ) -> None:  # fmt: skip
        """Show a ticket."""
        self.ticket = ticket
        super().__init__(kiosk, ticket.print_job, without_paper=without_paper, printing=printing, fate=fate)

    def words(self) -> SlipWords:
        """Speak of the number."""
        texts, number = self.look.texts, self.ticket.number
        remember, _, _ = texts("Tanpa ponsel? Catat atau ingat nomor Anda: {q}", q="\0").partition("\0")
        return SlipWords(
            named=texts("Nomor antrean Anda") + " " + number,
            printing=texts("Mencetak tiket…"),
            take=texts("Silakan ambil tiket Anda"),
            then=texts("Nomor Anda akan dipanggil dengan suara dan tampil di layar ruang tunggu."),
            icon="campaign",
            holds=texts("Nomor Anda tetap berlaku. Petugas sudah diberi tahu."),
            unprinted=texts("Mesin ini tidak mencetak tiket"),
            saved=texts("Nomor Anda sudah tersimpan dan berlaku."),
            remember=remember,
            key=number,
        )

    def where(self) -> str:
        """Say where the ticket comes out."""
        return place_words(self.elsewhere, self.look.texts)

    def draw_slip(self, ink: Ink, place: QRectF, sheet: Sheet) -> None:
        """Draw the ticket."""
        draw_sheet(ink, place, sheet, self.ticket, self.board.office)

    def print_again(self) -> None:
        """Try the printer once more."""
        self.kiosk.taking.reprint(self.ticket)
