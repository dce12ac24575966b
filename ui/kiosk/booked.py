"""The appointment is saved and the visitor's: day, time and code, on paper or to be photographed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF

from loket.model.appointment import LATE_AFTER, qr_text, spaced
from ui import fonts, paint
from ui.kiosk.ink import Ink
from ui.kiosk.paper import Sheet, draw_code, draw_outline, draw_service
from ui.kiosk.slip_page import SlipPage, SlipWords

if TYPE_CHECKING:
    from loket.office.appointment_paper import BookedOnPaper
    from loket.office.printing import JobFate
    from ui.kiosk.screen import KioskScreen


class BookedPage(SlipPage):
    """The proof of an appointment."""

    def __init__(
        self, kiosk: KioskScreen, booked: BookedOnPaper, *, without_paper: bool, printing: bool = False,
        fate: JobFate | None = None,
    ) -> None:  # fmt: skip
        """Show what was booked."""
        self.booked = booked
        super().__init__(kiosk, booked.job, without_paper=without_paper, printing=printing, fate=fate)

    def words(self) -> SlipWords:
        """Speak of the appointment."""
        texts, card = self.look.texts, self.booked.card
        code = spaced(card.appointment.code)
        remember, _, _ = texts("Tanpa ponsel? Catat kode Anda: {q}", q="\0").partition("\0")
        late = round(LATE_AFTER.total_seconds() / 60)
        named = texts("{day}, pukul {time} {zone}", day=texts.long_day(card.at), time=texts.time(card.at),
                      zone=texts.zone(card.at))  # fmt: skip
        return SlipWords(
            named=f"{texts('Janji temu Anda')}: {named}. {texts('Kode')} {code}",
            printing=texts("Mencetak bukti…"),
            take=texts("Silakan ambil bukti Anda"),
            then=texts(
                "Setiba di kantor, pindai kodenya di kios; paling lambat {n} menit sesudah jam itu.",
                n=late,
            ),
            icon="qr_code_scanner",
            holds=texts("Janji temu Anda tetap berlaku. Petugas sudah diberi tahu."),
            unprinted=texts("Mesin ini tidak mencetak bukti"),
            saved=texts("Janji temu Anda sudah tersimpan dan berlaku."),
            remember=remember,
            key=code,
        )

    def where(self) -> str:
        """Say where the proof comes out."""
        texts = self.look.texts
        if self.elsewhere:
            return texts("Bukti Anda keluar di printer {printer}", printer=self.elsewhere)
        return texts("Bukti keluar di bawah layar")

    def print_again(self) -> None:
        """Try the printer once more."""
        self.kiosk.booking.print_again(self.booked)

    def draw_slip(self, ink: Ink, place: QRectF, sheet: Sheet) -> None:
        """Draw day, time and service above the tear line, QR and code below it."""
        look, px, texts, card = self.look, self.look.px, self.look.texts, self.booked.card
        top, middle = draw_outline(ink, place, sheet), look.portrait
        time = px(sheet.number) * (0.72 if middle else 0.58)
        lines = (
            (px(sheet.label) * 1.3, texts("Janji temu Anda"), sheet.label, 600, "ink2"),
            (px(88, 62), texts.weekday(card.at), 76 if middle else 52, 800, "ink"),
            (px(68, 50), texts.day(card.at), 52 if middle else 38, 700, "ink"),
        )
        below, gap = px(56), px(22, 12)
        y = top.center().y() - (sum(line[0] for line in lines) + time + below + 3 * gap) / 2
        for height, words, size, weight, tone in lines:
            ink.text(QRectF(top.left(), y, top.width(), height), words, size, weight, tone, paint.CENTER,
                     least=size * 0.7, spacing=-1.5)  # fmt: skip
            y += height + (gap if tone == "ink2" else 0)
        y += gap
        paint.draw_number(ink.painter, QRectF(top.left(), y, top.width(), time), texts.time(card.at),
                          fonts.of(time, 700), look.theme.color("ink"))  # fmt: skip
        y += time + gap
        draw_service(ink, QRectF(top.left(), y, top.width(), below), sheet, card.service)
        self._draw_stub(ink, draw_code(ink, place, sheet, qr_text(card.appointment.code)))

    def _draw_stub(self, ink: Ink, room: QRectF) -> None:
        px, texts = self.look.px, self.look.texts
        note = texts("Pindai atau ketik kode ini di kios saat datang")
        small, size = (28, 84) if self.look.portrait else (26, 72)
        head = px(44, 40)
        code = fonts.of(px(size), 700, 2)
        below = ink.height(note, room.width(), small, lines=3, least=20)
        y = room.center().y() - (head + px(size) * 1.15 + px(12) + below) / 2
        ink.text(QRectF(room.left(), y, room.width(), head), texts("Kode"), small, 600, "ink2", least=20)
        y += head
        place = QRectF(room.left(), y, room.width(), px(size) * 1.15)
        paint.draw_text(ink.painter, place, spaced(self.booked.card.appointment.code), code, ink.color("ink"),
                        min_px=px(48))  # fmt: skip
        y += px(size) * 1.15 + px(12)
        ink.text(QRectF(room.left(), y, room.width(), below), note, small, 500, "ink2", paint.TOP_LEFT, lines=3,
                 least=20, even=True)  # fmt: skip
