"""Whose appointment it is, and the word that it is booked: the right half of booking."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from loket.errors import LoketError, Refused
from loket.model.appointment import Contact
from loket.model.service import ServiceFace
from loket.office.appointments import NAME_MOST, NOTE_MOST, AppointmentCard, checked_contact
from loket.office.pictures import CounterBoard
from ui import fonts, paint
from ui.counter.appointments.booked import draw_booked
from ui.counter.appointments.card import LOW, LOWEST, PAD, Said, draw_said
from ui.counter.appointments.words import moment_words
from ui.counter.chips import Chips, Word
from ui.counter.pane import Pane
from ui.parts.desk import draw_card, whole
from ui.parts.words import failure_words
from ui.station import Station

FIELDS = ("name", "phone", "note")
PHONE_MOST = 24


class BookingForm(Pane):
    """Asks whose it is, or shows the code. `wanted`: "book", "move", "keep", "print" or "again"."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make an empty form."""
        super().__init__(station, parent)
        t = self.t
        self.at: datetime | None = None
        self.service: ServiceFace | None = None
        self.moving: AppointmentCard | None = None
        """The appointment that gets another slot, None when a new one is made."""
        self.booked: AppointmentCard | None = None
        """The appointment that was made, until the next one is begun."""
        self.said: Said | None = None
        self.errors: dict[str, str] = {}
        self.labels = {"name": t("Nama (boleh kosong)"), "phone": t("Telepon (boleh kosong)"),
                       "note": t("Catatan (boleh kosong)")}  # fmt: skip
        self.fields = {name: self._field(name) for name in FIELDS}
        self.language = Chips(station, t("Bahasa bukti"), self)
        self.language.put(
            [Word("id", "Indonesia"), Word("en", "English")], "id"
        )  # not for people: languages' own names
        self.go = self.button("book", t("Daftarkan"), "check", "primary", height=64, hint="Enter")
        self.shift = self.button("move", t("Pindahkan"), "check", "primary", height=64, hint="Enter")
        self.keep = self.button("keep", t("Tidak jadi"), "", height=48, hint="Esc")
        self.print = self.button("print", t("Cetak"), "print", "primary", height=64, hint="Enter")
        self.again = self.button("again", t("Daftarkan lagi"), "add", height=48)
        self._dress()

    def _field(self, name: str) -> QLineEdit:
        made = QLineEdit(self)
        made.setFont(fonts.of(14, 500))
        made.setMaxLength({"name": NAME_MOST, "phone": PHONE_MOST, "note": NOTE_MOST}[name])
        made.setAccessibleName(self.labels[name])
        made.setObjectName(f"contact-{name}")
        made.textChanged.connect(lambda: self._mark(name, ""))
        return made

    # --- what it is about ---------------------------------------------------------------------------------------

    def show_slot(self, service: ServiceFace | None, at: datetime | None) -> None:
        """Show which slot is chosen; None: none is."""
        if at is not None and at != self.at:
            self.said = None
        self.service, self.at = service, at
        self._dress()

    def begin(self, moving: AppointmentCard | None = None) -> None:
        """Begin anew: a new appointment, or another slot for `moving`."""
        self.moving, self.booked, self.said, self.at = moving, None, None, None
        for name, field in self.fields.items():
            field.clear()
            self._mark(name, "")
        self.language.choose("id")
        self._dress()

    def show_booked(self, card: AppointmentCard) -> None:
        """Show the code of the appointment that was made."""
        self.booked, self.said = card, None
        self.setAccessibleDescription(f"{card.appointment.code}, {moment_words(card.at, self.t)}")
        self._dress()

    def contact(self) -> Contact | None:
        """Give what was written, as the office keeps it; None when a field must be put right: that is said there."""
        written = {name: field.text() for name, field in self.fields.items()}
        for name, text in written.items():
            try:
                checked_contact(Contact(**{name: text}))
            except Refused as wrong:
                self._mark(name, self.t.say(wrong.sentence, **wrong.facts))
        wrong_ones = [name for name in FIELDS if self.errors.get(name)]
        if wrong_ones:
            self.fields[wrong_ones[0]].setFocus()
            return None
        return checked_contact(Contact(**written))

    def tell(self, error: LoketError) -> None:
        """Say why it was not booked: beside the field that is meant, else above the button."""
        title, text = failure_words(error, self.t)
        words = f"{title}. {text}" if text else f"{title}."
        if error.code == "phone_form":
            self._mark("phone", words)
        else:
            self.said = Said(words, "warn" if isinstance(error, Refused) else "err")
        self._dress()

    def fill(self, board: CounterBoard) -> None:
        """Show the buttons that make sense."""
        self._dress()

    def _mark(self, name: str, error: str) -> None:
        if self.errors.get(name, "") == error:
            return
        self.errors[name] = error
        field = self.fields[name]
        field.setProperty("error", bool(error))
        field.setAccessibleDescription(error)
        field.style().polish(field)
        self.update()

    def _dress(self) -> None:
        lowest = self.height() < LOWEST
        asks, moves, done = (
            self.booked is None and self.moving is None, self.booked is None and self.moving is not None,
            self.booked is not None,
        )  # fmt: skip
        for name, field in self.fields.items():
            field.setVisible(asks and not (lowest and name == "note"))
        self.language.setVisible(asks and not lowest)
        self.go.setVisible(asks)
        self.shift.setVisible(moves)
        self.keep.setVisible(moves)
        self.print.setVisible(done and self._has_printer())
        self.again.setVisible(done)
        for button in (self.go, self.shift):
            if not button.busy:
                button.setEnabled(self.at is not None)
        self.arrange()
        self.update()

    def _has_printer(self) -> bool:
        return self.board is None or self.board.printer.state != "none"

    # --- looks --------------------------------------------------------------------------------------------------

    @property
    def _low(self) -> bool:
        return self.height() < LOW

    def _fields_top(self) -> float:
        return PAD + (56.0 if self._low else 84.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what can be missed where there is too little room."""
        self._dress()

    def arrange(self) -> None:
        """Place fields, chips and buttons."""
        left, width = float(PAD), self.width() - 2.0 * PAD
        y, step = self._fields_top(), 60.0 if self._low else 76.0
        if self.height() < LOWEST + 20:
            step = 54.0
        height = 44 if not self._low else 32 if step < 60 else 36
        for name in FIELDS:
            self.fields[name].setGeometry(whole(left, y + 20, width, height))
            y += step
        wide = self._low or width < 300
        self.language.setGeometry(whole(left + (110 if wide else 0), y + (0 if wide else 20), width - 110 * wide, 36))
        foot = self.height() - PAD
        tall = 48 if self._low else 64
        for button in (self.go, self.shift, self.print):
            button.setGeometry(whole(left, foot - tall, width, tall))
        if not self.keep.isHidden():
            self.keep.setGeometry(whole(left, foot - tall - 58, width, 48))
        if not self.again.isHidden():
            below = 0 if self.print.isHidden() else tall + 10
            self.again.setGeometry(whole(left, foot - below - 48, width, 48))

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the slot, the labels, or the code."""
        draw_card(painter, QRectF(self.rect()), self.theme)
        if self.booked is not None:
            room = QRectF(PAD, PAD, self.width() - 2.0 * PAD, self.again.y() - 10.0 - PAD)
            draw_booked(painter, room, self.booked, self.said, self)
            return
        self._draw_slot(painter)
        if self.moving is not None:
            self._draw_moving(painter, self.moving)
        else:
            self._draw_labels(painter)
        self._draw_said(painter)

    def _draw_slot(self, painter: QPainter) -> None:
        theme, t = self.theme, self.t
        head = QRectF(PAD, PAD - 2, self.width() - 2 * PAD, 28)
        if self.at is None:
            title = t("Pilih hari dan jam")
        else:
            title = t("{day}, pukul {time}", day=t.long_day(self.at), time=t.time(self.at))
        paint.draw_text(painter, head, title, fonts.of(18, 700, -1), theme.color("ink"), min_px=14)
        name = self.service.name.say(t.language) if self.service else ""
        paint.draw_text(painter, head.translated(0, 28), name, fonts.of(14, 500), theme.color("ink2"))

    def _draw_labels(self, painter: QPainter) -> None:
        theme, t = self.theme, self.t
        for name, field in self.fields.items():
            if field.isHidden():
                continue
            wrong = self.errors.get(name, "")
            box = QRectF(field.x(), field.y() - 20, field.width(), 18)
            ink = theme.color("red" if wrong else "ink2")
            paint.draw_text(painter, box, wrong or self.labels[name], fonts.of(13, 600), ink, min_px=11)
        chips = self.language
        if chips.isHidden():
            return
        box = QRectF(chips.x(), chips.y() - 20, 300, 18)
        if chips.x() > PAD:
            box = QRectF(PAD, chips.y(), 106, 36)
        paint.draw_text(painter, box, t("Bahasa bukti"), fonts.of(13, 600), theme.color("ink2"))

    def _draw_moving(self, painter: QPainter, card: AppointmentCard) -> None:
        theme, t = self.theme, self.t
        box = QRectF(PAD, self._fields_top() + 4, self.width() - 2 * PAD, 84)
        paint.rounded(painter, box, 12, theme.color("surf2"))
        words = box.adjusted(16, 12, -16, 0)
        title = t("Janji temu {code}", code=card.appointment.code)
        who = f"{title} · {card.contact.name}" if card.contact.name else title
        paint.draw_text(painter, QRectF(words.left(), words.top(), words.width(), 20), who, fonts.of(14, 700),
                        theme.color("ink"))  # fmt: skip
        now = t("Sekarang: {when}", when=moment_words(card.at, t))
        paint.draw_text(painter, QRectF(words.left(), words.top() + 22, words.width(), 40), now, fonts.of(13, 500),
                        theme.color("ink2"), paint.TOP_LEFT, 2, line_height=1.35)  # fmt: skip

    def _draw_said(self, painter: QPainter) -> None:
        if self.said is None:
            return
        button = self.go if self.moving is None else self.keep
        width = self.width() - 2.0 * PAD
        lines = len(paint.fit_text(self.said.words, fonts.of(14, 600), width - 58, 4)[1])
        height = max(44.0, 16 + lines * 20.0)
        draw_said(painter, QRectF(PAD, button.y() - 10 - height, width, height), self.said, lines, self)

    def key_enter(self) -> str:
        """Give what Enter does here, empty for nothing."""
        for name, button in (("book", self.go), ("move", self.shift), ("print", self.print), ("again", self.again)):
            if not button.isHidden():
                return name if button.isEnabled() else ""
        return ""
