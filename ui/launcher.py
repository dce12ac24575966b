"""The first window of a PC: which station shall it be? Each opens as a program of its own, on its own monitor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError, Refused
from loket.office.pictures import KioskBoard
from loket.resources import data
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.launcher_cards import CHOICES, Card, Sure
from ui.parts import office
from ui.parts.asking import Asking, kiosk_board_of
from ui.parts.touch import ActionButton
from ui.station import Station

if TYPE_CHECKING:
    from loket.office.carrying_over import CarriedOver
    from loket.office.undo_for_all import UndoneForAll

PANEL, MARGIN, GAP = 330, 56, 12

UNDO_WIDTH = 200
"""Of the button that takes the last press back."""


class LauncherScreen(QWidget):
    """The launcher's window. `chosen(word, screen)` asks for a station: 0 in a window, else monitor N."""

    chosen = Signal(str, int)
    closed = Signal(object)
    """The office day was closed: its date."""

    def __init__(self, station: Station, monitors: int = 1) -> None:
        """Make the window; stations open in windows at first, so that nobody gets stuck."""
        super().__init__()
        self.station = station
        self.board: KioskBoard | None = None
        self.screen_number = 0
        self._monitors = monitors
        self._said = self.told = ""
        texts = station.texts
        self.setWindowTitle("Loket")  # a name, not for people
        self.setMinimumSize(900, 600)
        self.resize(1180, 720)
        self.cards = [Card(choice, station, self) for choice in CHOICES]
        for card in self.cards:
            card.clicked.connect(partial(self._choose, card.choice.word))
        self.window_button = self._small(texts("Dibuka dalam jendela"), "tv")
        self.window_button.setObjectName("place")
        self.window_button.clicked.connect(self._next_place)
        self.open_button = self._small(texts("Buka kantor hari ini"), "schedule")
        self.open_button.setObjectName("open-today")
        self.open_button.clicked.connect(self._open_today)
        self.open_button.hide()
        self.close_button = Sure(station, texts("Tutup hari ini"), texts("Tekan lagi untuk menutup"), "schedule", self)
        self.close_button.setObjectName("close-today")
        self.close_button.sure.connect(self._close_today)
        self.carry_button = Sure(
            station, texts("Tiket lanjutan untuk semua"), texts("Tekan lagi: semua diberi tiket"), "receipt_long", self
        )
        self.carry_button.setObjectName("carry-over")
        self.carry_button.setToolTip(texts("Semua yang menunggu mendapat tiket lanjutan; tempatnya disimpan."))
        self.carry_button.sure.connect(self._carry_over)
        self.undo_button = self._small("", "undo")
        self.undo_button.setObjectName("take-back")
        self.undo_button.clicked.connect(self._take_back)
        self.undo_button.hide()
        self._undoes = ""
        """What the button takes back: "carry-over", "close" or nothing."""
        self._label_window()
        self.asking = Asking(station, lambda: kiosk_board_of, self)
        self.asking.came.connect(self.show_board)
        self.asking.failed.connect(self.show_trouble)
        self.asking.refresh()
        self.cards[0].setFocus()

    def _small(self, text: str, icon: str) -> ActionButton:
        return ActionButton(self.station.theme, text, icon, "desk", px=14, radius=10, filled=False, parent=self)

    def _next_place(self) -> None:
        """A window first, then each monitor in turn."""
        self.screen_number = (self.screen_number + 1) % (self._monitors + 1)
        self._label_window()

    def _label_window(self) -> None:
        texts, number = self.station.texts, self.screen_number
        if not number:
            words = texts("Dibuka dalam jendela")
        elif self._monitors < 2:
            words = texts("Dibuka selayar penuh")
        else:
            words = texts("Selayar penuh di monitor {n}", n=number)
        self.window_button.setText(words)
        self.window_button.setAccessibleName(words)
        self.window_button.icon_name = "fullscreen" if number else "open_in_full"
        self.window_button.update()
        self.update()

    def _choose(self, word: str) -> None:
        self.chosen.emit(word, self.screen_number)

    def _open_today(self) -> None:
        from loket.office.days import open_today

        self.station.bridge.run(open_today, lambda _day: self._offer_undo(""), self.show_trouble)

    def _close_today(self) -> None:
        """Close the day: what still waits then is written down as not served."""
        from loket.office.days import close_day

        self.station.bridge.run(close_day, self._closed, self.show_trouble)

    def _carry_over(self) -> None:
        """Give everybody who waits a slip for the next day of work."""
        from loket.office.carrying_over import carry_over

        self.station.bridge.run(carry_over, self.carried_over, self.show_trouble)

    def carried_over(self, kept: Sequence[CarriedOver]) -> None:
        """Say whose places are kept, and offer to take it back."""
        texts = self.station.texts
        day = texts.day(min(each.day for each in kept))
        self.tell(
            texts("{people} mendapat tiket lanjutan untuk {day}; tempatnya disimpan.",
                  people=texts.count("{n} orang", len(kept)), day=day)
        )  # fmt: skip
        self._offer_undo("carry-over")

    def _closed(self, day: date) -> None:
        self._offer_undo("close")
        self.closed.emit(day)

    def _offer_undo(self, what: str) -> None:
        """Offer to take the last press back, as long as nothing else was pressed here."""
        texts, self._undoes = self.station.texts, what
        words = texts("Batalkan penutupan") if what == "close" else texts("Batalkan tiket lanjutan")
        self.undo_button.setText(words)
        self.undo_button.setAccessibleName(words)
        self.undo_button.setVisible(bool(what))
        self.update()

    def _take_back(self) -> None:
        """Take back the carry-over or the closing that was pressed here last."""
        from loket.office.undo_for_all import undo_carry_over, undo_close

        act = undo_close if self._undoes == "close" else undo_carry_over
        self.station.bridge.run(act, self._taken_back, self._not_taken_back)

    def _taken_back(self, done: UndoneForAll) -> None:
        from loket.office.undo_words import reopened_words, waiting_again_words

        words = reopened_words if self._undoes == "close" else waiting_again_words
        self.tell(words(done, self.station.texts))
        self._offer_undo("")

    def _not_taken_back(self, error: LoketError) -> None:
        self.show_trouble(error)
        if isinstance(error, Refused):  # it will not be otherwise the next time
            self._offer_undo("")

    def tell(self, words: str) -> None:
        """Say something good below the question."""
        self.told = words
        self.update()

    def show_board(self, board: KioskBoard) -> None:
        """Show the office's name, and that it is closed if it is."""
        self.board, self._said = board, ""
        self.open_button.setVisible(not board.open)
        self.close_button.setVisible(board.open)
        self.carry_button.setVisible(any(tile.waiting for tile in board.tiles))
        self.update()

    def show_trouble(self, error: LoketError) -> None:
        """Say what is wrong and what to do."""
        self._said = self.station.texts.failure(error)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the cards."""
        super().resizeEvent(event)
        left, width = PANEL + MARGIN, self.width() - PANEL - 2 * MARGIN
        top, room = 132, self.height() - 132 - 110
        height = min(84, (room - GAP * (len(self.cards) - 1)) / len(self.cards))
        for index, card in enumerate(self.cards):
            card.setGeometry(QRectF(left, top + index * (height + GAP), width, height).toRect())
        each, foot = (width - 2 * GAP) // 3, self.height() - 78
        self.window_button.setGeometry(left, foot, each, 40)
        self.carry_button.setGeometry(left + each + GAP, foot, each, 40)
        self.undo_button.setGeometry(left + width - UNDO_WIDTH, 84, UNDO_WIDTH, 36)
        for button in (self.open_button, self.close_button):
            button.setGeometry(left + width - each, foot, each, 40)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk through the cards."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = next((index for index, card in enumerate(self.cards) if card.hasFocus()), None)
        if step is not None and focused is not None:
            self.cards[(focused + step) % len(self.cards)].setFocus()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the brand panel, the question and the state of the office."""
        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        theme, texts = self.station.theme, self.station.texts
        painter.fillRect(self.rect(), theme.color("bg"))
        panel = QRectF(0, 0, PANEL, self.height())
        painter.fillRect(panel, theme.color("deep"))
        logo = icons.svg(str(data("brand", "loket-icon.svg")), 64)
        painter.drawPixmap(36, 40, logo)
        left, width = 36.0, PANEL - 60.0
        name = self.board.office.name if self.board else "Loket"
        used, lines = paint.fit_text(name, fonts.of(30, 800, -2.5), width, 3, 24)
        height = used.pixelSize() * 1.15 * len(lines)
        paint.draw_text(painter, QRectF(left, 136, width, height), name, used, theme.color("onDeep"), paint.TOP_LEFT, 3)
        if self.board is not None:
            self._state(painter, texts, QRectF(left, 144 + height, width, 400))
            if self.board.office.training:
                office.draw_training(painter, QRectF(left - 8, self.height() - 116, width + 12, 34), texts, theme, 13)
        x = PANEL + MARGIN
        paint.draw_text(
            painter, QRectF(x, 40, self.width() - x - MARGIN, 40), texts("PC ini dipakai sebagai apa?"),
            fonts.of(28, 800, -2.5), theme.color("ink"),
        )  # fmt: skip
        said = self._said or self.told or texts("Boleh lebih dari satu. Masing-masing mengingat monitornya.")
        tone = theme.color("red" if self._said else "ink2")
        if self.screen_number:
            foot = QRectF(x, self.height() - 34, self.width() - x - MARGIN, 22)
            keys = texts("Ctrl+Alt+Q menutup tampilan selayar penuh.")
            paint.draw_text(painter, foot, keys, fonts.of(13, 500), theme.color("ink2"))
        room = QRectF(x, 82, self.width() - x - MARGIN - (UNDO_WIDTH + GAP if self._undoes else 0), 40)
        paint.draw_text(painter, room, said, fonts.of(15, 500), tone, paint.TOP_LEFT, 2)

    def _state(self, painter: QPainter, texts: Texts, rect: QRectF) -> None:
        theme, board = self.station.theme, self.board
        if board is None:
            return
        lines = [board.office.place]
        if board.open:
            waiting = sum(tile.waiting for tile in board.tiles)
            lines += [texts("Buka hari ini"), texts.count("{n} orang menunggu", waiting)]
        elif board.opens_at is not None:
            when = texts("{day} pukul {t}", day=texts.long_day(board.opens_at.date()), t=texts.time(board.opens_at))
            lines += [board.holiday or texts("Sedang tutup"), texts("Buka kembali {when}.", when=when)]
        y = rect.top()
        for line in lines:
            taken = paint.draw_text(
                painter, QRectF(rect.left(), y, rect.width(), 60), line, fonts.of(16, 500), theme.color("onDeep2"),
                paint.TOP_LEFT, 3,
            )  # fmt: skip
            y += taken + 6
