"""Book a slot: for which service, on which day, at what time, for whom."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.model.service import ServiceFace
from loket.office.appointments import AppointmentCard
from loket.office.pictures import CounterBoard
from loket.office.slots import BookingOffer, DayOffer
from ui import fonts, icons, paint
from ui.counter.appointments.form import BookingForm
from ui.counter.appointments.picker import ServiceMenu, ServicePicker
from ui.counter.appointments.words import day_cells, slot_cells
from ui.counter.cells import GAP, CellGrid
from ui.counter.pane import Pane
from ui.parts.desk import DeskButton, draw_card, whole
from ui.station import Station

PAD, LOW = 20, 480
DAYS_IN_A_ROW, DAY, SLOT, SLOT_LEAST = 7, 54, 48, 84
ROOMY = 800
"""Above this height and width the cells are larger."""

SHARE = 0.6
"""The share of the width that is for choosing."""


class BookingPane(Pane):
    """Service, days and slots at the left, the form at the right. `asked` when another offer is needed."""

    asked = Signal()

    def __init__(self, station: Station, over: QWidget, parent: QWidget) -> None:
        """Make the view; it is empty before its first offer. Its list of services opens over the widget `over`."""
        super().__init__(station, parent)
        self.over = over
        self.offer: BookingOffer | None = None
        self.letter = ""
        """The service that was chosen, empty: the counter's own."""
        self.pages: list[date | None] = [None]
        """First days of the pages turned so far; the last one is shown."""
        self.picker = ServicePicker(station, self)
        self.picker.clicked.connect(self._pick)
        self.days = CellGrid(station, self.t("Hari"), 66, DAY, self, most=DAYS_IN_A_ROW)
        self.earlier = self._turn(self.t("Hari sebelumnya"), "chevron_left", -1)
        self.later = self._turn(self.t("Hari berikutnya"), "chevron_right", 1)
        self.slots = CellGrid(station, self.t("Jam"), SLOT_LEAST, SLOT, self)
        self.days.setObjectName("days")
        self.slots.setObjectName("slots")
        self.form = BookingForm(station, self)
        self.form.wanted.connect(self.wanted)
        self.locks = self.form.locks
        self.days.chosen.connect(lambda _key: self._day_chosen())
        self.days.meant.connect(self.slots.setFocus)
        self.days.turned.connect(self.turn)
        self.slots.chosen.connect(lambda _key: self._slot_chosen())
        self.slots.meant.connect(self._go_on)

    def _turn(self, words: str, icon: str, by: int) -> DeskButton:
        made = DeskButton(self.theme, "", icon, "ghost", height=36, parent=self)
        made.setAccessibleName(words)
        made.setToolTip(words)
        made.pad = 9
        made.clicked.connect(lambda: self.turn(by))
        return made

    # --- what is asked ------------------------------------------------------------------------------------------

    def wish(self, board: CounterBoard | None) -> tuple[tuple[str, ...], date | None]:
        """Give the services that are wanted, the most wanted first, and the first day."""
        own: list[str] = [self.letter] if self.letter else []
        if board is not None and not self.letter:
            own += [board.current.service.code] if board.current is not None else []
            own += board.counter.services
        return tuple(own), self.pages[-1]

    def begin(self, moving: AppointmentCard | None = None) -> None:
        """Begin a new booking, or choose another slot for an appointment."""
        self.letter = moving.appointment.service if moving is not None else ""
        self.pages = [None]
        self.offer = None
        self.days.put(())
        self.slots.put(())
        self.form.begin(moving)
        self.asked.emit()

    def again(self) -> None:
        """Book one more, for the same service and day."""
        self.slots.choose("")
        self.form.begin()
        self._slot_chosen()
        self.slots.setFocus()

    def turn(self, by: int) -> None:
        """Show the days after these, or before."""
        if by > 0 and self.offer is not None and self.offer.later is not None:
            self.pages.append(self.offer.later)
        elif by < 0 and len(self.pages) > 1:
            self.pages.pop()
        else:
            return
        self.days.choose("")
        self.asked.emit()

    def choose_service(self, letter: str) -> None:
        """Book for another service."""
        self.letter, self.pages = letter, [None]
        self.days.choose("")
        self.slots.put(())
        self.asked.emit()

    def choose_slot(self, at: time) -> None:
        """Choose the slot of the chosen day that begins at a time."""
        self.slots.choose(self.t.time(at))
        self._slot_chosen()

    def day(self) -> DayOffer | None:
        """Give the chosen day."""
        days = self.offer.days if self.offer else ()
        return next((each for each in days if each.day.isoformat() == self.days.key()), None)

    def slot(self) -> tuple[date, time] | None:
        """Give day and local time of the chosen slot."""
        at = self._at()
        return (at.date(), at.time()) if at is not None else None

    # --- the picture --------------------------------------------------------------------------------------------

    def show_offer(self, offer: BookingOffer) -> None:
        """Draw a new offer; day and slot stay chosen while they are free, the first free day is chosen else."""
        self.offer = offer
        if not self.letter and offer.service is not None:
            self.letter = offer.service.code  # whom the counter calls meanwhile changes nothing here
        fixed = self.form.moving is not None
        self.picker.put(offer.service, offered=1 if fixed else len(offer.services))
        self.days.put(day_cells(offer.days, offer.today, self.t))
        if not self.days.key():
            self.days.choose(next((each.day.isoformat() for each in offer.days if each.free), ""))
        self.earlier.setEnabled(len(self.pages) > 1)
        self.later.setEnabled(offer.later is not None)
        for widget in (self.picker, self.days, self.slots, self.earlier, self.later, self.form):
            widget.setVisible(offer.service is not None)
        turns = len(self.pages) > 1 or offer.later is not None
        self.earlier.setVisible(turns and offer.service is not None)
        self.later.setVisible(turns and offer.service is not None)
        self._day_chosen()
        self.arrange()
        self.update()

    def show_board(self, board: CounterBoard) -> None:
        """Keep the counter's picture."""
        super().show_board(board)
        self.form.show_board(board)

    def fill(self, board: CounterBoard) -> None:
        """Show the buttons that make sense."""
        self.form.fill(board)

    def _day_chosen(self) -> None:
        day, moving = self.day(), self.form.moving
        own = moving.at if moving is not None else None
        self.slots.put(slot_cells(day.rows, self.station.clock(), self.t, own) if day else ())
        self._slot_chosen()
        self.update()

    def _slot_chosen(self) -> None:
        service: ServiceFace | None = self.offer.service if self.offer else None
        self.form.show_slot(service, self._at())

    def _at(self) -> datetime | None:
        day, key = self.day(), self.slots.key()
        rows = day.rows if day is not None and key else ()
        return next((row.begins for row in rows if self.t.time(row.begins) == key), None)

    def _go_on(self) -> None:
        """Enter on a time: to the name, or to the button that moves."""
        (self.form.fields["name"] if self.form.moving is None else self.form.shift).setFocus()

    def _pick(self) -> None:
        offer = self.offer
        if offer is None or len(offer.services) < 2 or self.form.moving is not None:
            return
        chosen = offer.service.code if offer.service else ""
        menu = ServiceMenu(self.station, offer.services, chosen, self.picker, self.over)
        menu.chose.connect(self.choose_service)
        menu.open()

    # --- looks --------------------------------------------------------------------------------------------------

    def _left_width(self) -> float:
        return round(self.width() * SHARE)

    def arrange(self) -> None:
        """Place everything."""
        left, width = float(PAD), self._left_width() - 2.0 * PAD
        low = self.height() < LOW
        y = 14.0 if low else 16.0
        self.picker.setGeometry(whole(left, y, width, 44))
        y += 44 + (6 if low else 12)
        for index, button in enumerate((self.later, self.earlier)):
            button.setGeometry(whole(left + width - 40 - index * 42, y - 3, 40, 26))
        y += 24
        self.days.setGeometry(whole(left, y, width + GAP, self.days.height()))
        roomy = self.height() > ROOMY
        self.days.cell_height, self.slots.cell_height = (DAY + 8, SLOT + 8) if roomy else (DAY, SLOT)
        self.slots.least = SLOT_LEAST + (20 if width > ROOMY else 0)
        rows = max(1, -(-len(self.days.cells.cells) // self.days.columns()))
        self.days.setGeometry(whole(left, y, width + GAP, rows * (self.days.cell_height + GAP)))
        y += rows * (self.days.cell_height + GAP) + (26 if low else 32)
        self.slots.setGeometry(whole(left, y, width + GAP, max(0.0, self.height() - 8 - y)))
        gap = 14
        self.form.setGeometry(whole(self._left_width() + gap, 0, self.width() - self._left_width() - gap,
                                    self.height()))  # fmt: skip

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the card, the labels, and the word that nothing can be booked."""
        theme, t, offer = self.theme, self.t, self.offer
        if offer is not None and offer.service is None:
            self._draw_nothing(painter)
            return
        draw_card(painter, QRectF(0, 0, self._left_width(), self.height()), theme)
        if offer is None:
            return
        label = QRectF(PAD, self.days.y() - 24, self._left_width() - 2 * PAD - 90, 20)
        bold, ink = fonts.of(13, 600), theme.color("ink2")
        paint.draw_text(painter, label, t("Hari"), bold, ink)
        label.moveTop(self.slots.y() - 24)
        day = self.day()
        words = f"{t('Jam')} · {t.long_day(day.day)}" if day is not None else t("Jam")
        paint.draw_text(painter, label, words, bold, ink)
        if not any(each.free for each in offer.days):
            box = QRectF(PAD, self.slots.y(), self._left_width() - 2 * PAD, 44)
            words = t("Semua tempat pada hari-hari ini sudah terisi.")
            if not offer.days:
                words = t("Tidak ada hari yang dapat dipesan. Jam layanan ini diatur penyelia.")
            paint.draw_text(painter, box, words, fonts.of(14, 500), theme.color("ink"), paint.TOP_LEFT, 2)

    def _draw_nothing(self, painter: QPainter) -> None:
        theme, t = self.theme, self.t
        draw_card(painter, QRectF(self.rect()), theme)
        box = QRectF(self.width() / 2 - 48, max(16.0, self.height() / 2 - 110), 96, 96)
        paint.rounded(painter, box, 28, theme.color("surf2"))
        icons.draw(painter, box.adjusted(22, 22, -22, -22), "event_busy", theme.color("ink2"))
        title = QRectF(PAD, box.bottom() + 16, self.width() - 2 * PAD, 32)
        paint.draw_text(painter, title, t("Belum ada layanan yang menerima janji temu"), fonts.of(22, 700, -1),
                        theme.color("ink"), paint.CENTER, min_px=16)  # fmt: skip
        under = QRectF(PAD + 40, title.bottom() + 6, self.width() - 2 * PAD - 80, 60)
        letter = self.board.counter.services[0] if self.board and self.board.counter.services else "A"
        words = t("Penyelia menyalakannya untuk tiap layanan, misalnya layanan {letter} dengan satu tempat tiap "
                  "setengah jam: loket appointment plan {letter} --minutes 30 --capacity 1", letter=letter)  # fmt: skip
        paint.draw_text(painter, under, words, fonts.of(15, 500), theme.color("ink2"), paint.TOP_CENTER, 3,
                        line_height=1.45)  # fmt: skip
