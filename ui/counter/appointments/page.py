"""The page of appointments: who is expected, and booking. It covers queue and desk; the call bar stays below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError, Refused
from loket.office.appointment_lists import AppointmentDay, appointment_day
from loket.office.appointments import AppointmentCard
from loket.office.context import Office
from loket.office.pictures import CounterBoard
from loket.office.slots import BookingOffer, booking_offer
from ui import fonts, paint
from ui.counter.appointments.booking import BookingPane
from ui.counter.appointments.card import Said
from ui.counter.appointments.day import DayPane
from ui.counter.pane import Pane
from ui.counter.queue_panel import Tab
from ui.parts.asking import Asking
from ui.parts.desk import DeskButton, whole
from ui.parts.words import failure_words
from ui.station import Station

HEAD = 48
TABS = ("day", "book")


class AppointmentPage(Pane):
    """Two views under one head: the list of a day, and booking. `wanted` asks for acts by name."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the page; it is closed."""
        super().__init__(station, parent)
        self.opened = False
        self.tab = "day"
        self.looked_at: date | None = None
        """The day that is shown, None: today, whenever that is."""
        self.refusal: Refused | None = None
        """Why the office shows nothing of it."""
        self._next_focus: QWidget | None = None
        self.day = DayPane(station, self)
        self.book = BookingPane(station, parent, self)
        self.tabs = [Tab(self.theme, words, self) for words in (self.t("Daftar"), self.t("Daftarkan"))]
        for name, tab in zip(TABS, self.tabs, strict=True):
            tab.say(tab.accessibleName())
            tab.setObjectName(f"tab-{name}")
            tab.clicked.connect(partial(self._tab_pressed, name))
        self.leave = DeskButton(self.theme, self.t("Tutup halaman"), "close", height=40, hint="F11", parent=self)
        self.leave.clicked.connect(lambda: self.wanted.emit("appointments"))
        self.locks = [*self.day.locks, *self.book.locks]
        for view in (self.day, self.book):
            view.wanted.connect(self.wanted)
        self.asking = Asking(station, self._act, self)
        self.asking.active = False
        self.asking.came.connect(self._came)
        self.asking.failed.connect(self._failed)
        self.day.looked.connect(self.look)
        self.book.asked.connect(self.asking.refresh)
        self.setAccessibleName(self.t("Buku janji temu"))
        self._order()
        self.turn_to("day")

    def _order(self) -> None:
        """Let Tab go from the head to the view, and in it from left to right."""
        day, book = self.day, self.book
        stops: list[QWidget] = [
            *self.tabs, day.finder, day.before, day.after, day.to_today, day.list, *day.one.locks,
            book.picker, book.earlier, book.later, book.days, book.slots, *book.form.fields.values(),
            book.form.language, *book.form.locks, self.leave,
        ]  # fmt: skip
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    # --- what is asked ------------------------------------------------------------------------------------------

    def _act(self) -> Callable[[Office], Any] | None:
        if not self.opened or self.board is None:
            return None
        if self.tab == "day":
            return partial(appointment_day, day=self.looked_at)
        preferred, first = self.book.wish(self.board)
        return partial(booking_offer, preferred=preferred, first=first)

    def _came(self, picture: AppointmentDay | BookingOffer) -> None:
        self.refusal = None
        if isinstance(picture, AppointmentDay):
            self.day.show_picture(picture)
        else:
            self.book.show_offer(picture)
        self._show_views()
        self._focus_next()

    def _failed(self, error: LoketError) -> None:
        """Say what the office does not show; that it cannot be reached is said by the screen."""
        if isinstance(error, Refused):
            self.refusal = error
            self._show_views()

    # --- open, close, turn --------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open with today's list; the keyboard is in the field for codes."""
        self.opened = self.asking.active = True
        self.looked_at = None
        self.day.finder.clear()
        self.day.choose("")
        self.turn_to("day")

    def close_page(self) -> None:
        """Close; what was begun is forgotten."""
        self.opened = self.asking.active = False
        self.book.form.begin()

    def turn_to(self, tab: str) -> None:
        """Show the list or the booking, and ask for it anew."""
        self.tab = tab
        for name, each in zip(TABS, self.tabs, strict=True):
            each.setChecked(name == tab)
        self._show_views()
        if not self.opened:
            return
        if tab == "day":
            self.focus_next(self.day.finder)
        self.asking.refresh()

    def start_booking(self, moving: AppointmentCard | None = None) -> None:
        """Begin a booking, or choose another slot for an appointment."""
        self.book.begin(moving)
        self.turn_to("book")
        self.focus_next(self.book.days)

    def _tab_pressed(self, name: str) -> None:
        if name == "book":
            self.start_booking()
        else:
            self.turn_to("day")

    def look(self, day: date | None) -> None:
        """Show another day's list."""
        self.looked_at = day
        self.asking.refresh()

    def focus_next(self, widget: QWidget) -> None:
        """Give the keyboard to a part, as soon as it can take it."""
        self._next_focus = widget
        self._focus_next()

    def _focus_next(self) -> None:
        widget = self._next_focus
        if widget is not None and widget.isVisible() and widget.isEnabled():
            self._next_focus = None
            widget.setFocus()

    # --- keys ---------------------------------------------------------------------------------------------------

    def back(self) -> bool:
        """Esc: one step back; False when there is none but to close the page."""
        if self.day.one.asks:
            self.day.one.ask(asks=False)
            self.focus_next(self.day.one.cancel)
        elif self.tab == "book":
            self.turn_to("day")
        elif self.day.finder.text():
            self.day.finder.clear()
        else:
            return False
        return True

    # --- looks --------------------------------------------------------------------------------------------------

    def say(self, said: Said | None) -> None:
        """Say what has become of the last act, in the view that is shown."""
        if self.tab == "day":
            self.day.one.say(said)
        else:
            self.book.form.said = said
            self.book.form.update()

    def show_board(self, board: CounterBoard) -> None:
        """Keep the counter's picture for both views."""
        super().show_board(board)
        for view in (self.day, self.book):
            view.show_board(board)

    def fill(self, board: CounterBoard) -> None:
        """Show the buttons that make sense; give the keyboard on once they are free."""
        for view in (self.day, self.book):
            view.fill(board)
        self._focus_next()

    def _show_views(self) -> None:
        for name, view in zip(TABS, (self.day, self.book), strict=True):
            view.setVisible(name == self.tab and self.refusal is None)
        self.update()

    def arrange(self) -> None:
        """Place head and views."""
        x = paint.text_width(self.t("Buku janji temu"), fonts.of(22, 700, -1.5)) + 24
        for tab in self.tabs:
            width = tab.natural_width()
            tab.setGeometry(whole(x, 3, width, 36))
            x += width + 4
        width = self.leave.natural_width()
        self.leave.setGeometry(whole(self.width() - width, 0, width, 40))
        for view in (self.day, self.book):
            view.setGeometry(0, HEAD, self.width(), max(0, self.height() - HEAD))

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the title, or why there is nothing to see."""
        head = QRectF(2, 4, self.width(), 32)
        paint.draw_text(painter, head, self.t("Buku janji temu"), fonts.of(22, 700, -1.5), self.theme.color("ink"))
        if self.refusal is not None:
            title, text = failure_words(self.refusal, self.t)
            box = QRectF(0, HEAD + 40, self.width(), 28)
            paint.draw_text(painter, box, title, fonts.of(18, 700), self.theme.color("ink"), paint.CENTER)
            paint.draw_text(painter, box.translated(0, 32), text, fonts.of(14, 500), self.theme.color("ink2"),
                            paint.CENTER)  # fmt: skip
