"""What an officer does with appointments: find, book, check in, move, call off, print."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, Qt
from PySide6.QtGui import QKeyEvent

from loket.errors import LoketError, Refused
from loket.model.appointment import ENTRIES
from loket.office.appointments import AppointmentCard
from loket.office.checking_in import CheckedIn
from loket.office.printing import JobFate, job_fate
from loket.office.receipts import Ordered
from ui.counter.appointments.card import Said
from ui.counter.appointments.words import moment_words
from ui.counter.paper_words import slip_notice
from ui.parts.words import failure_words

if TYPE_CHECKING:
    from ui.counter.appointments.page import AppointmentPage
    from ui.counter.errands import Errands
    from ui.counter.screen import CounterScreen

SCAN_MS = 400
"""An Enter so soon after one that found an appointment is still the scanner's: some send two."""

ACTS = ("book", "move_appointment", "cancel_appointment", "check_in", "appointment_of", "print_appointment")
"""The errands of this page."""


class AppointmentActs(QObject):
    """The officer's hands on the page of appointments."""

    def __init__(self, screen: CounterScreen, errands: Errands) -> None:
        """Act for `screen`."""
        super().__init__(screen)
        self._screen, self._errands, self.t = screen, errands, screen.t
        self._scanned = QElapsedTimer()
        self._number = ""
        """The number whose ticket is on its way to the printer."""
        self.by_name: dict[str, Callable[[], object]] = {
            "appointments": self.toggle, "check_in": self.check_in, "print": self.print_slip,
            "ticket": self.print_ticket, "move": self.move, "ask_cancel": self.ask_cancel, "cancel": self.cancel,
            "keep": self.keep, "new": self.page.start_booking, "book": self.book, "again": self.page.book.again,
        }  # fmt: skip
        """What the page's buttons ask for."""
        self.page.day.sought.connect(self._seek)

    @property
    def page(self) -> AppointmentPage:
        """The page."""
        return self._screen.appointments

    def toggle(self) -> None:
        """Open the page, or close it."""
        screen = self._screen
        if screen.board is None or screen.dialog() or screen.board.state == "signed_out":
            return
        if self.page.opened:
            self.close()
            return
        self.page.show_board(screen.board)
        self.page.opened = True
        screen.arrange()
        self.page.open()

    def close(self) -> None:
        """Close the page and give the keyboard back to the screen."""
        self.page.close_page()
        self._screen.arrange()
        self._screen.setFocus()

    # --- acts ---------------------------------------------------------------------------------------------------

    def check_in(self) -> None:
        """Give the chosen visitor the number."""
        early = self._scanned.isValid() and self._scanned.elapsed() < self._screen.station.ms(SCAN_MS)
        card = self.page.day.card()
        if card is not None and self.page.day.one.may("check_in") and not early:
            self._errands.run("check_in", code_text=card.appointment.code, printer=self._printer)

    def move(self) -> None:
        """Choose another slot for the chosen appointment; with one chosen already, move it there."""
        form = self.page.book.form
        card = self.page.day.card()
        if self.page.tab == "day":
            if card is not None:
                self.page.start_booking(card)
            return
        slot = self.page.book.slot()
        if form.moving is not None and slot is not None:
            code = form.moving.appointment.code
            self._errands.run("move_appointment", code_text=code, day=slot[0], at=slot[1])

    def ask_cancel(self) -> None:
        """Ask before an appointment is called off."""
        self.page.day.one.ask(asks=True)
        self.page.focus_next(self.page.day.one.no)

    def keep(self) -> None:
        """Leave everything as it is."""
        self.page.back()

    def cancel(self) -> None:
        """Call the chosen appointment off."""
        card = self.page.day.card()
        if card is not None:
            self._errands.run("cancel_appointment", code_text=card.appointment.code)

    def book(self) -> None:
        """Book the chosen slot for whoever is written in the form."""
        page = self.page.book
        slot, service = page.slot(), page.offer.service if page.offer else None
        contact = page.form.contact() if slot is not None else None
        if slot is None or service is None or contact is None:
            return
        self._errands.run(
            "book", service_code=service.code, day=slot[0], at=slot[1], contact=contact,
            language=page.form.language.key or "id",
        )  # fmt: skip

    def print_slip(self) -> None:
        """Print the slip of the appointment that was booked or is chosen."""
        card = self.page.book.form.booked if self.page.tab == "book" else self.page.day.card()
        if card is not None:
            self._errands.run(
                "print_appointment", code_text=card.appointment.code, counter=self._screen.counter,
                printer=self._printer,
            )  # fmt: skip

    def print_ticket(self) -> None:
        """Print the ticket of the chosen visitor once more."""
        card = self.page.day.card()
        if self.page.tab == "day" and card is not None and self.page.day.one.may("ticket"):
            self._errands.run("print_ticket", visit=card.appointment.visit, printer=self._printer)

    def _seek(self, code: str) -> None:
        self._errands.run("appointment_of", code_text=code)

    @property
    def _printer(self) -> str | None:
        return self._screen.station.printer or None

    # --- answers ------------------------------------------------------------------------------------------------

    def answered(self, name: str, result: object) -> None:
        """Show what an errand of this page has come to."""
        page, t = self.page, self.t
        if name == "check_in" and isinstance(result, CheckedIn):
            self._checked_in(result)
        elif name == "book" and isinstance(result, AppointmentCard):
            page.book.form.show_booked(result)
            page.book.slots.choose("")
            page.focus_next(page.book.form.print if page.board and page.board.printer.state != "none"
                            else page.book.form.again)  # fmt: skip
        elif name == "move_appointment" and isinstance(result, AppointmentCard):
            self._show(result)
            said = Said(t("Dipindahkan ke {when}.", when=moment_words(result.at, t)), "ok")
            page.day.one.say(said, result.appointment.code)
        elif name == "cancel_appointment" and isinstance(result, AppointmentCard):
            page.day.one.say(Said(t("Janji temu {code} dibatalkan; tempatnya kosong lagi.",
                                    code=result.appointment.code), "ok"))  # fmt: skip
            page.focus_next(page.day.list)
        elif name == "appointment_of" and isinstance(result, AppointmentCard):
            self._scanned.start()
            self._show(result)
        if name in ACTS:
            page.asking.refresh()

    def _show(self, card: AppointmentCard) -> None:
        """Show an appointment in the list of its day."""
        page = self.page
        picture = page.day.picture
        today = picture is not None and card.appointment.day == picture.today
        page.looked_at = None if today else card.appointment.day
        page.day.choose(card.appointment.code)
        page.turn_to("day")
        page.focus_next(page.day.list)

    def _checked_in(self, result: CheckedIn) -> None:
        page, t = self.page, self.t
        words = [t("Nomor {q}.", q=result.number), t(ENTRIES[result.reason])]
        if result.ticket is None:
            words[0] = t("Sudah lapor datang dengan nomor {q}.", q=result.number)
        if result.not_before is not None:
            words.append(t("Dapat dipanggil mulai pukul {t}.", t=t.time(result.not_before)))
        if page.board is not None and page.board.printer.state == "none":
            words.append(t("Kantor ini tanpa printer: sebutkan nomornya."))
        page.day.one.say(Said(" ".join(words), "ok" if result.reason != "appointment_late" else "warn"))
        page.focus_next(page.day.finder)
        job = result.ticket.print_job if result.ticket is not None else None
        if job is not None and page.board is not None and page.board.printer.state != "none":
            self._number = result.number
            self._screen.station.bridge.run(partial(job_fate, job_id=job), self._fate, self._no_fate)

    def _fate(self, fate: JobFate) -> None:
        notice = slip_notice("print_ticket", Ordered(self._number, fate), self.t)
        self._screen.banners.show_notice("slip", notice)

    def _no_fate(self, error: LoketError) -> None:
        self._screen.tell(error)

    def failed(self, name: str, error: LoketError) -> bool:
        """Say on the page why one of its errands came to nothing; False for what is not its own."""
        if name not in ACTS or not self.page.opened or not isinstance(error, Refused):
            return False
        if name == "book":
            self.page.book.form.tell(error)
            self.page.book.slots.choose("" if error.code.startswith("slot") else self.page.book.slots.key())
        else:
            if name == "appointment_of":
                self.page.day.choose("")
                self.page.focus_next(self.page.day.finder)
            title, text = failure_words(error, self.t)
            self.page.say(Said(f"{title}. {text}".strip(), "warn"))
        self.page.asking.refresh()
        return True

    # --- keys ---------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means on the page; False for the keys of the whole screen."""
        key, page = event.key(), self.page
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Escape:
            asked = page.day.one.asks  # what was asked last is answered first
            hidden = not asked and self._screen.acts.hide_notices()
            if not hidden and not page.back():
                self.close()
        elif ctrl and key == Qt.Key.Key_N:
            page.start_booking()
        elif ctrl and key == Qt.Key.Key_P:
            self.print_slip()
        elif ctrl and key == Qt.Key.Key_K:
            self.print_ticket()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if alt:
                by = 1 if key == Qt.Key.Key_Right else -1
                (page.day if page.tab == "day" else page.book).turn(by)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if page.tab == "day":
                page.day.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            # The menu is for a row of the queue, which is not seen now.
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            return key == Qt.Key.Key_Menu or (shift and key == Qt.Key.Key_F10)
        return True

    def _enter(self) -> None:
        page = self.page
        if page.tab == "book":
            name = page.book.form.key_enter()
            if name:
                self.by_name[name]()
        elif self._screen.focusWidget() is page.day.finder and page.day.finder.text().strip():
            if page.day.enter():
                self._scanned.start()
        elif page.day.one.asks:
            self.keep()
        else:
            self.check_in()
