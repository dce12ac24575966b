"""The first window of a PC: which station shall it be? Each opens as a program of its own, on its own monitor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.errors import N_, LoketError
from loket.office.pictures import KioskBoard
from loket.resources import data
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.parts import office
from ui.parts.asking import Asking, kiosk_board_of
from ui.parts.touch import ActionButton, Touch
from ui.station import Station

if TYPE_CHECKING:
    from loket.office.carrying_over import CarriedOver

PANEL, MARGIN, GAP = 330, 56, 12

DOUBT_MS = 5000
"""How long the second press that closes the day may take."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One station that can be opened; `word` is its command."""

    word: str
    icon: str
    title: str
    note: str
    hint: str


CHOICES = (
    Choice("kiosk", "touch_app", N_("Kios"), N_("Pengunjung mengambil nomor"), N_("layar sentuh")),
    Choice("counter", "storefront", N_("Loket"), N_("Petugas memanggil dan melayani"), N_("papan ketik")),
    Choice("display", "tv", N_("Layar ruang tunggu"), N_("Menampilkan dan mengucapkan panggilan"), N_("tanpa masukan")),
    Choice(
        "paper", "receipt_long", N_("Kertas di layar"), N_("Printer contoh: tiket tampil di layar"), N_("untuk mencoba")
    ),
    Choice(
        "printers", "print", N_("Printer"), N_("Menyiapkan printer dan melihat hasil cetakan"), N_("untuk penyelia")
    ),
    Choice("demo", "play_arrow", N_("Demo"), N_("Seluruh kantor dengan pengunjung contoh"), N_("satu menit")),
)


class _Card(Touch):
    """One choice as a wide card."""

    def __init__(self, choice: Choice, station: Station, parent: QWidget) -> None:
        texts = station.texts
        super().__init__(station.theme, f"{texts(choice.title)}. {texts(choice.note)}", parent)
        self.choice, self._texts = choice, texts
        self.ring_radius = 14
        self.setObjectName(f"open-{choice.word}")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        color = self.theme.color
        strong = self.isDown() or self.underMouse()
        paint.rounded(
            painter, rect, 14, color("priTint" if strong else "surf"), color("pri" if strong else "touchLine"), 1.5
        )
        box = QRectF(rect.left() + 24, rect.center().y() - 26, 52, 52)
        paint.rounded(painter, box, 13, color("pri" if strong else "surf2"))
        icons.draw(
            painter, box.adjusted(12, 12, -12, -12), self.choice.icon, color("onPri" if strong else "ink2"), True
        )
        words = QRectF(box.right() + 16, rect.top(), rect.width() - 320, rect.height())
        paint.draw_text(
            painter, QRectF(words.left(), rect.center().y() - 22, words.width(), 24), self._texts(self.choice.title),
            fonts.of(16, 700, -1), color("ink"),
        )  # fmt: skip
        paint.draw_text(
            painter, QRectF(words.left(), rect.center().y() + 1, words.width(), 20), self._texts(self.choice.note),
            fonts.of(13, 500), color("ink2"),
        )  # fmt: skip
        icons.draw(painter, QRectF(rect.right() - 48, rect.center().y() - 12, 24, 24), "arrow_forward", color("pri"))
        paint.draw_text(
            painter, QRectF(rect.right() - 248, rect.top(), 184, rect.height()), self._texts(self.choice.hint),
            fonts.of(13, 500), color("ink2"), paint.RIGHT,
        )  # fmt: skip


class _Sure(ActionButton):
    """A button for what cannot be taken back: the first press asks, the second one does it. `sure` for that."""

    sure = Signal()

    def __init__(self, station: Station, words: str, again: str, icon: str, parent: QWidget) -> None:
        super().__init__(station.theme, words, icon, "desk", px=14, radius=10, filled=False, parent=parent)
        self._words, self._again = words, again
        self.doubt = QTimer(self, singleShot=True, interval=station.ms(DOUBT_MS))
        self.doubt.timeout.connect(partial(self.setText, words))
        self.clicked.connect(self._pressed)
        self.hide()

    def _pressed(self) -> None:
        if not self.doubt.isActive():
            self.setText(self._again)
            self.doubt.start()
            return
        self.doubt.stop()
        self.setText(self._words)
        self.sure.emit()


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
        self.cards = [_Card(choice, station, self) for choice in CHOICES]
        for card in self.cards:
            card.clicked.connect(partial(self._choose, card.choice.word))
        self.window_button = self._small(texts("Dibuka dalam jendela"), "tv")
        self.window_button.setObjectName("place")
        self.window_button.clicked.connect(self._next_place)
        self.open_button = self._small(texts("Buka kantor hari ini"), "schedule")
        self.open_button.setObjectName("open-today")
        self.open_button.clicked.connect(self._open_today)
        self.open_button.hide()
        self.close_button = _Sure(station, texts("Tutup hari ini"), texts("Tekan lagi untuk menutup"), "schedule", self)
        self.close_button.setObjectName("close-today")
        self.close_button.sure.connect(self._close_today)
        self.carry_button = _Sure(
            station, texts("Tiket lanjutan untuk semua"), texts("Tekan lagi: semua diberi tiket"), "receipt_long", self
        )
        self.carry_button.setObjectName("carry-over")
        self.carry_button.setToolTip(texts("Semua yang menunggu mendapat tiket lanjutan; tempatnya disimpan."))
        self.carry_button.sure.connect(self._carry_over)
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

        self.station.bridge.run(open_today, None, self.show_trouble)

    def _close_today(self) -> None:
        """Close the day: what still waits then is written down as not served."""
        from loket.office.days import close_day

        self.station.bridge.run(close_day, self._closed, self.show_trouble)

    def _carry_over(self) -> None:
        """Give everybody who waits a slip for the next day of work."""
        from loket.office.carrying_over import carry_over

        self.station.bridge.run(carry_over, self._carried_over, self.show_trouble)

    def _carried_over(self, kept: Sequence[CarriedOver]) -> None:
        texts = self.station.texts
        day = texts.day(min(each.day for each in kept))
        self.tell(
            texts("{people} mendapat tiket lanjutan untuk {day}; tempatnya disimpan.",
                  people=texts.count("{n} orang", len(kept)), day=day)
        )  # fmt: skip

    def _closed(self, day: date) -> None:
        self.closed.emit(day)

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
        room = QRectF(x, 82, self.width() - x - MARGIN, 40)
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
