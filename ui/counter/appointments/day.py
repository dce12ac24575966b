"""Who is expected on a day: the list with its finder, and the chosen appointment beside it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from loket.errors import Refused
from loket.model.appointment import QR_PREFIX, read_code
from loket.office.appointment_lists import AppointmentDay
from loket.office.appointments import AppointmentCard
from loket.office.pictures import CounterBoard
from ui import fonts, icons, paint
from ui.counter.appointments.card import AppointmentPane
from ui.counter.appointments.rows import AppointmentList, matches
from ui.counter.appointments.words import tally
from ui.counter.pane import Pane
from ui.parts.desk import DeskButton, draw_card, draw_line, whole
from ui.station import Station

HEAD = 76
FIND = 300
MOST = 64
"""The most characters that are taken: a scanner types the whole text of a QR code."""

SHARE = 0.6
"""The list's share of the width."""


class Finder(QLineEdit):
    """The field for a code or a name, with a magnifying glass."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make an empty field."""
        super().__init__(parent)
        self.theme = station.theme
        self.setFont(fonts.of(14, 500))
        self.setMaxLength(MOST)
        self.setPlaceholderText(station.texts("Cari kode atau nama"))
        self.setAccessibleName(station.texts("Cari kode atau nama"))
        self.setTextMargins(24, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the glass."""
        super().paintEvent(event)
        icons.draw(QPainter(self), QRectF(11, self.height() / 2 - 10, 20, 20), "search", self.theme.color("ink2"))


class DayPane(Pane):
    """A day's appointments. `looked(day or None)` asks for another day, `sought(code)` for one that is not in the list.

    `wanted` asks for acts by name, as buttons do.
    """

    looked = Signal(object)
    sought = Signal(str)

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the view; it is empty before its first picture."""
        super().__init__(station, parent)
        self.picture: AppointmentDay | None = None
        self.code = ""
        """The code of the appointment that is chosen, or shall be when its day comes."""
        self.before = self._turn(self.t("Hari kerja sebelumnya"), "chevron_left", -1)
        self.after = self._turn(self.t("Hari kerja berikutnya"), "chevron_right", 1)
        self.to_today = DeskButton(self.theme, self.t("Hari ini"), height=40, parent=self)
        self.to_today.clicked.connect(lambda: self.looked.emit(None))
        self.finder = Finder(station, self)
        self.finder.textChanged.connect(self._filter)
        self.list = AppointmentList(station, self)
        self.list.changed.connect(self._chosen)
        self.list.setObjectName("appointments")
        self.one = AppointmentPane(station, self)
        self.one.wanted.connect(self.wanted)
        self.locks = self.one.locks

    def _turn(self, words: str, icon: str, by: int) -> DeskButton:
        made = DeskButton(self.theme, "", icon, "ghost", height=40, parent=self)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.pad = 10
        made.clicked.connect(lambda: self.turn(by))
        return made

    # --- the picture --------------------------------------------------------------------------------------------

    def show_picture(self, picture: AppointmentDay) -> None:
        """Draw a new picture of a day; what was chosen stays chosen."""
        self.picture = picture
        self.before.setEnabled(picture.before is not None)
        self.after.setEnabled(picture.after is not None)
        self.to_today.setVisible(picture.day != picture.today)
        self._filter()
        self.arrange()

    def show_board(self, board: CounterBoard) -> None:
        """Keep the counter's picture: the printer decides what can be done."""
        super().show_board(board)
        self.one.show_board(board)

    def fill(self, board: CounterBoard) -> None:
        """Show the buttons that make sense."""
        self.one.fill(board)

    def card(self) -> AppointmentCard | None:
        """Give the chosen appointment."""
        return self.one.card

    def _filter(self) -> None:
        """List what is sought, or everything; without a word chosen it keeps what was chosen."""
        if self.picture is None:
            return
        wanted = self.finder.text().strip().upper().removeprefix(QR_PREFIX)
        cards = tuple(card for card in self.picture.cards if not wanted or matches(card, wanted))
        self.list.blockSignals(True)  # a new list chooses nothing by itself
        self.list.show_cards(cards)
        self.list.clear_choice()
        self.list.choose(self.code)
        self.list.blockSignals(False)
        self.list.setVisible(bool(cards))
        chosen = next((card for card in self.picture.cards if card.appointment.code == self.code), None)
        self.one.show_card(chosen, self.picture.today)
        self.update()

    def _chosen(self) -> None:
        card = self.list.card()
        if card is not None and self.picture is not None:
            self.code = card.appointment.code
            self.one.show_card(card, self.picture.today)

    # --- what keys do -------------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """Go to the day of work before or after this one."""
        day: date | None = None
        if self.picture is not None:
            day = self.picture.before if by < 0 else self.picture.after
        if day is not None:
            self.finder.clear()
            self.choose("")
            self.looked.emit(day)

    def choose(self, code: str) -> None:
        """Choose an appointment by its code, none with an empty one; one of another day when its day comes."""
        self.code = code
        self._filter()

    def enter(self) -> bool:
        """Find what was typed or scanned; tells whether there was anything to find."""
        text = self.finder.text().strip()
        if not text or self.picture is None:
            return False
        try:
            code = read_code(text)
        except Refused:
            code = ""
        known = {card.appointment.code for card in self.picture.cards}
        first = self.list.model().index(0, 0)
        if code not in known and first.isValid() and not text.upper().startswith(QR_PREFIX):
            self.list.setCurrentIndex(first)
            self.list.setFocus()
            return True
        self.finder.clear()
        if code in known:
            self.choose(code)
            self.list.setFocus()
        else:
            self.sought.emit(code or text)
        return True

    def step(self, by: int) -> None:
        """Walk through the list from anywhere."""
        self.list.setFocus()
        self.list.step(by)

    # --- looks --------------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Place head, list and card."""
        width = self._list_width()
        find = min(FIND, width * 0.42)
        self.finder.setGeometry(whole(width - 18 - find, 16, find, 44))
        self.before.setGeometry(whole(12, 18, 40, 40))
        self.after.setGeometry(whole(54, 18, 40, 40))
        x = self.finder.x() - 10 - self.to_today.natural_width()
        self.to_today.setGeometry(whole(x, 18, self.to_today.natural_width(), 40))
        self.list.setGeometry(whole(1, HEAD, width - 2, max(0, self.height() - HEAD - 2)))
        gap = 14
        self.one.setGeometry(whole(width + gap, 0, self.width() - width - gap, self.height()))

    def _list_width(self) -> float:
        return round(self.width() * SHARE)

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the list's card, the day and its count, and the word for an empty list."""
        theme, t, picture = self.theme, self.t, self.picture
        card = QRectF(0, 0, self._list_width(), self.height())
        draw_card(painter, card, theme)
        draw_line(painter, 1, card.right() - 1, HEAD - 1, theme)
        if picture is None:
            return
        right = (self.finder if self.to_today.isHidden() else self.to_today).x() - 12
        words = QRectF(102, 18, right - 102, 20)
        day = t.long_day(picture.day)
        bold, both = fonts.of(15, 700), f"{t('Hari ini')} · {day}"
        roomy = picture.day == picture.today and paint.text_width(both, bold) <= words.width()
        paint.draw_text(painter, words, both if roomy else day, bold, theme.color("ink"), min_px=12)
        under = picture.closed or tally(picture.cards, t)
        paint.draw_text(painter, words.translated(0, 21), under, fonts.of(12, 500), theme.color("ink2"))
        if self.list.isHidden():
            self._draw_nobody(painter, card.adjusted(24, HEAD, -24, 0), picture)

    def _draw_nobody(self, painter: QPainter, room: QRectF, picture: AppointmentDay) -> None:
        theme, t = self.theme, self.t
        sought = self.finder.text().strip()
        if sought and picture.cards:
            title, words = t("Tidak ada yang cocok"), t("Tekan Enter untuk mencari kode ini di semua hari.")
        elif picture.closed:
            title, words = t("Libur"), picture.closed
        else:
            title, words = t("Belum ada janji temu"), t("Yang didaftarkan untuk hari ini muncul di sini.")
            if picture.day != picture.today:
                words = t("Yang didaftarkan untuk hari itu muncul di sini.")
        box = QRectF(room.center().x() - 40, room.center().y() - 90, 80, 80)
        paint.rounded(painter, box, 24, theme.color("surf2"))
        icon = "search" if sought else "event_available"
        icons.draw(painter, box.adjusted(20, 20, -20, -20), icon, theme.color("ink2"))
        line = QRectF(room.left(), box.bottom() + 14, room.width(), 26)
        paint.draw_text(painter, line, title, fonts.of(18, 700, -1), theme.color("ink"), paint.CENTER)
        under = QRectF(room.left(), line.bottom() + 2, room.width(), 40)
        paint.draw_text(painter, under, words, fonts.of(14, 500), theme.color("ink2"), paint.TOP_CENTER, 2)
