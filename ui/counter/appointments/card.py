"""One appointment beside the list: its code, whose it is, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.model.appointment import AppointmentState
from loket.office.appointments import AppointmentCard
from loket.office.pictures import CounterBoard
from ui import fonts, icons, paint
from ui.counter.appointments.words import moment_words, state_tag
from ui.counter.pane import Pane
from ui.counter.ready import draw_service
from ui.parts.desk import TONES, draw_card, draw_tag, draw_ticket, whole
from ui.station import Station

PAD = 22
LOW, LOWEST = 480, 360
"""Below this height the card makes itself small, and leaves out what can be missed: windows with two banners."""


@dataclass(frozen=True, slots=True)
class Said:
    """What has become of the last act: a sentence and its tone, "ok", "info", "warn" or "err"."""

    words: str
    tone: str = "info"


ICONS = {"ok": "check_circle", "info": "info", "warn": "warning", "err": "error"}


class AppointmentPane(Pane):
    """The chosen appointment, or what to do to choose one. `wanted` asks for acts by name."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the card; nothing is chosen."""
        super().__init__(station, parent)
        self.card: AppointmentCard | None = None
        self.today = date.min
        self.said: Said | None = None
        self._about = ""
        """The code of the appointment that is spoken of; empty: none was chosen."""
        self.asks = False
        """Whether it asks if the appointment is to be called off."""
        self.here = self.button("check_in", self.t("Lapor datang"), "check", "primary", height=64, hint="Enter")
        self.print = self.button("print", self.t("Cetak"), "print", height=48)
        self.ticket = self.button("ticket", self.t("Cetak tiket"), "print", height=48, hint="Ctrl K")
        self.move_on = self.button("move", self.t("Pindahkan"), "schedule", height=48)
        self.cancel = self.button("ask_cancel", self.t("Batalkan"), "event_busy", "danger", height=48)
        self.no = self.button("keep", self.t("Tidak jadi"), "", height=48, hint="Esc")
        self.yes = self.button("cancel", self.t("Ya, batalkan"), "event_busy", "danger", height=48)
        self.new = self.button("new", self.t("Daftarkan janji temu"), "add", height=48, hint="Ctrl N")
        self._icons = {button: button.icon_name for button in self.locks}
        self._dress()

    def show_card(self, card: AppointmentCard | None, today: date) -> None:
        """Show another appointment, or the same as it is now; None: nothing is chosen."""
        if code_of(card) != code_of(self.card):
            self.asks = False
        self.card, self.today = card, today
        self._dress()

    def say(self, said: Said | None, code: str | None = None) -> None:
        """Say what has become of the last act, as long as the appointment is chosen that has `code`: this one."""
        self.said, self.asks = said, False
        self._about = code_of(self.card) if code is None else code
        self.setAccessibleDescription(said.words if said else "")
        self._dress()

    def ask(self, *, asks: bool) -> None:
        """Ask whether the appointment is to be called off, or stop asking."""
        self.asks = asks
        self._dress()

    def may(self, act: str) -> bool:
        """Tell whether an act makes sense now: "check_in", "move", "cancel", "print" or "ticket"."""
        if self.card is None:
            return False
        known = self.card.appointment
        open_ = known.state in (AppointmentState.BOOKED, AppointmentState.MISSED)
        return {
            "check_in": open_ and known.day == self.today,
            "move": open_,
            "cancel": known.state is AppointmentState.BOOKED,
            "print": known.state is AppointmentState.BOOKED,
            "ticket": known.visit is not None and known.day == self.today and self._has_printer(),
        }[act]

    def fill(self, board: CounterBoard) -> None:
        """Show the buttons that make sense."""
        self._dress()

    def _has_printer(self) -> bool:
        return self.board is None or self.board.printer.state != "none"

    def _dress(self) -> None:
        acts = {"check_in": self.here, "print": self.print, "ticket": self.ticket, "move": self.move_on,
                "cancel": self.cancel}  # fmt: skip
        for act, button in acts.items():
            button.setVisible(self.may(act) and not self.asks)
        self.print.setEnabled(self._has_printer() and not self.print.busy)
        self.no.setVisible(self.asks)
        self.yes.setVisible(self.asks)
        self.new.setVisible(self.card is None)
        self.arrange()
        self.update()

    # --- looks --------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Put the buttons at the foot: the next right thing above, the others side by side below it."""
        width = self.width() - 2 * PAD
        y = self.height() - PAD
        shown = [each for each in (self.no, self.yes, self.print, self.ticket, self.move_on, self.cancel)
                 if not each.isHidden()]  # fmt: skip
        if shown:
            y -= 48
            each = (width - 8 * (len(shown) - 1)) / len(shown)
            for index, button in enumerate(shown):
                button.icon_name = self._icons[button]
                button.icon_name = "" if each < button.natural_width() else button.icon_name
                button.setGeometry(whole(PAD + index * (each + 8), y, each, 48))
            y -= 10
        if not self.here.isHidden():
            tall = 48 if self.height() < LOWEST else 64
            self.here.setGeometry(whole(PAD, y - tall, width, tall))
        natural = min(width, self.new.natural_width())
        self.new.setGeometry(whole((self.width() - natural) / 2, self._empty_top() + 214, natural, 48))

    def _foot(self) -> float:
        """Give where the buttons begin."""
        shown = [each for each in self.locks if not each.isHidden()]
        return min((each.y() for each in shown), default=self.height() - PAD) - 14.0

    def _empty_top(self) -> float:
        return max(16.0, (self.height() - 262) / 2)

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the appointment."""
        draw_card(painter, QRectF(self.rect()), self.theme)
        if self.card is None:
            self._draw_nothing(painter)
            return
        theme, t, card, low = self.theme, self.t, self.card, self.height() < LOW
        left, width, foot = float(PAD), self.width() - 2.0 * PAD, self._foot()
        words, tone, icon = state_tag(card, t)
        draw_tag(painter, left, PAD, words, theme, tone, icon=icon)
        y = PAD + (32.0 if low else 38.0)
        box = QRectF(left, y, width, 60)
        y = draw_service(painter, box, card.service.code, card.service.name.say(t.language), card.service.hue, self,
                         side=24, px=18 if low else 20) + 6  # fmt: skip
        when = QRectF(left, y, width, 44)
        y += paint.draw_text(painter, when, moment_words(card.at, t), fonts.of(15, 600), theme.color("ink"),
                             paint.TOP_LEFT, 2, line_height=1.3) + (8 if low else 14)  # fmt: skip
        if self.height() < LOWEST:
            y += self._draw_code(painter, QRectF(left + width - 130, PAD - 3.0, 130, 30)) - 30
        else:
            y += self._draw_code(painter, QRectF(left, y, width, 60.0 if low else 88.0)) + (8 if low else 14)
        said = self._sentence()
        if said is not None:
            lines = len(paint.fit_text(said.words, fonts.of(14, 600), width - 58, 4)[1])
            height = max(44.0, 20 + lines * 20.0)
            foot -= height
            draw_said(painter, QRectF(left, foot, width, height), said, lines, self)
            foot -= 8
        self._draw_contact(painter, QRectF(left, y, width, foot - y))

    def _sentence(self) -> Said | None:
        if self.asks and self.card is not None:
            words = self.t("Batalkan janji temu {code}? Tempatnya langsung dapat dipakai orang lain.",
                           code=self.card.appointment.code)  # fmt: skip
            return Said(words, "warn")
        said = self.told()
        if said is None and self.card is not None and self.may("print") and not self._has_printer():
            return Said(self.t("Kantor ini tanpa printer. Tuliskan kodenya untuk pengunjung."))
        return said

    def told(self) -> Said | None:
        """Give what is said of the chosen appointment."""
        return self.said if self._about == code_of(self.card) else None

    def _draw_nothing(self, painter: QPainter) -> None:
        theme, top = self.theme, self._empty_top()
        box = QRectF(self.width() / 2 - 48, top, 96, 96)
        paint.rounded(painter, box, 28, theme.color("priTint"))
        icons.draw(painter, box.adjusted(22, 22, -22, -22), "qr_code_scanner", theme.color("pri"))
        title = QRectF(PAD, box.bottom() + 16, self.width() - 2 * PAD, 30)
        paint.draw_text(painter, title, self.t("Pindai atau ketik kodenya"), fonts.of(20, 700, -1), theme.color("ink"),
                        paint.CENTER, min_px=16)  # fmt: skip
        said = self.told()
        if said is not None:
            lines = len(paint.fit_text(said.words, fonts.of(14, 600), self.width() - 2 * PAD - 58, 4)[1])
            told = QRectF(PAD, self.height() - PAD - 20 - lines * 20, self.width() - 2 * PAD, 20 + lines * 20)
            draw_said(painter, told, said, lines, self)
        under = QRectF(PAD, title.bottom() + 2, self.width() - 2 * PAD, 40)
        words = self.t("Atau pilih janji temu di daftar dengan tombol panah.")
        paint.draw_text(painter, under, words, fonts.of(14, 500),
                        theme.color("ink2"), paint.TOP_CENTER, 2)  # fmt: skip

    def _draw_code(self, painter: QPainter, box: QRectF) -> float:
        theme, card = self.theme, self.card
        if card is None:
            return 0.0
        number, code = card.appointment.number, card.appointment.code
        if number and box.height() >= 60:
            plate = QRectF(box.left(), box.top(), min(box.height() * 2, box.width() * 0.5), box.height())
            draw_ticket(painter, plate, number, theme, "next", plate.height() * 0.5)
            box = box.adjusted(plate.width() + 16, 0, 0, 0)
        else:
            paint.rounded(painter, box, 12, theme.color("surf2"))
        px = 18 if number or box.height() < 60 else 30 if box.height() < 80 else 42
        font = paint.fit_number(code, fonts.of(px, 700, 8), box.width() - 24)
        align = paint.LEFT if number else paint.CENTER
        paint.draw_text(painter, box, code, font, theme.color("ink"), align)
        return box.height()

    def _draw_contact(self, painter: QPainter, room: QRectF) -> None:
        theme, card = self.theme, self.card
        if card is None or not card.contact:
            return
        lines = [("person", card.contact.name), ("chat", card.contact.phone), ("sticky_note_2", card.contact.note)]
        y = room.top()
        for icon, words in lines:
            if not words or y + 22 > room.bottom():
                continue
            most = max(1, min(3, int((room.bottom() - y) // 20)))
            icons.draw(painter, QRectF(room.left(), y + 1, 18, 18), icon, theme.color("ink2"))
            box = QRectF(room.left() + 28, y, room.width() - 28, 20.0 * most)
            y += paint.draw_text(painter, box, words, fonts.of(14, 500), theme.color("ink"), paint.TOP_LEFT, most,
                                 line_height=1.35) + 6  # fmt: skip


def code_of(card: AppointmentCard | None) -> str:
    """Give the code of an appointment, empty for none."""
    return card.appointment.code if card is not None else ""


def draw_said(painter: QPainter, box: QRectF, said: Said, lines: int, pane: Pane) -> None:
    """Paint a sentence in its tone."""
    ground, ink = (pane.theme.color(token) for token in TONES[said.tone])
    paint.rounded(painter, box, 10, ground)
    icons.draw(painter, QRectF(box.left() + 14, box.center().y() - 11, 22, 22), ICONS[said.tone], ink, True)
    words = box.adjusted(46, 0, -12, 0)
    paint.draw_text(painter, words, said.words, fonts.of(14, 600), pane.theme.color("ink"), paint.LEFT, lines,
                    line_height=1.35)  # fmt: skip
