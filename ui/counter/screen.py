"""The officer's screen: one window, keyboard first. F2 is always the next right thing."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError, Refused
from loket.office.boards import counter_board
from loket.office.pictures import CounterBoard
from ui.counter.calling import CallingPane
from ui.counter.day import DayColumn, DayStrip
from ui.counter.desk_acts import DeskActs
from ui.counter.hold import Hold
from ui.counter.offers import printer_notice, undo_notice
from ui.counter.pane import Pane
from ui.counter.pausing import PausePane
from ui.counter.queue_panel import QueuePanel
from ui.counter.ready import ReadyPane
from ui.counter.serving import ServingPane
from ui.counter.topbar import HEIGHT, TopBar
from ui.parts.banner import BannerStack, Notice
from ui.parts.desk import DeskButton
from ui.parts.dialog import Dialog
from ui.parts.words import failure_words
from ui.signin import SignInScreen
from ui.station import Station

GUARD_MS = 1500
"""A second press of F2 within this time is the same press."""

RETRY_MS = 3000
SLOW_MS = 350
"""After this long without an answer the buttons say that something is going on."""


class CounterScreen(QWidget):
    """A counter's screen, or the sign-in while nobody sits there. `arrived`: a number came into an empty queue."""

    arrived = Signal()

    def __init__(self, station: Station, counter: int | None) -> None:
        """Open the screen of `counter`; None lets the officer choose one."""
        super().__init__()
        self.station, self.t = station, station.texts
        self.counter = counter
        self.board: CounterBoard | None = None
        self.setProperty("surface", "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(self.t("Loket petugas"))
        self.setMinimumSize(1024, 640)
        self._build()
        self.acts = DeskActs(self)
        self._asking = self._again = False
        self._heard = -1
        self._holder: DeskButton | None = None
        self._guard = QElapsedTimer()
        self._finished = ""
        self._silenced_printer = ""
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(partial(self._lock, busy=True, slow=True))
        self._tick = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.tick)
        self._retry = QTimer(self, singleShot=True, interval=station.ms(RETRY_MS))
        self._retry.timeout.connect(self.refresh)
        station.bridge.moved.connect(self._moved)
        self.setFocus()
        if counter is None:
            self.show_signin()
        else:
            self.refresh()

    def _build(self) -> None:
        station = self.station
        self.top = TopBar(station, self)
        self.banners = BannerStack(station, self)
        self.banners.changed.connect(self.arrange)
        self.queue = QueuePanel(station, self)
        self.ready = ReadyPane(station, self)
        self.calling = CallingPane(station, self)
        self.serving = ServingPane(station, self)
        self.pausing = PausePane(station, self)
        self.strip = DayStrip(station, self)
        self.column = DayColumn(station, self)
        self.signin = SignInScreen(station, self.counter, self)
        self.signin.signed_in.connect(self._signed_in)
        self.panes: dict[str, Pane] = {
            "ready": self.ready, "calling": self.calling, "serving": self.serving, "break": self.pausing,
        }  # fmt: skip
        self.hold = Hold(station, self.calling.absent)
        for pane in self.all_panes():
            pane.hide()
        self.signin.hide()

    def all_panes(self) -> tuple[Pane, ...]:
        """Give every part that draws the board."""
        return (self.top, self.queue, *self.panes.values(), self.strip, self.column)

    # --- the picture --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for the board; never more than one request under way."""
        if self.counter is None:
            return
        if self._asking:
            self._again = True
            return
        self._asking, self._again = True, False
        self.station.bridge.run(partial(counter_board, counter=self.counter), self._board_came, self._board_failed)

    def _moved(self, seq: int) -> None:
        self._heard = max(self._heard, seq)
        if self.board is None or self._heard > self.board.seq or self._asking:
            self.refresh()

    def _board_came(self, board: CounterBoard) -> None:
        self._asking = False
        again, self._again = self._again and board.seq < self._heard, False
        self._retry.stop()
        self.banners.drop("office")
        self.top.set_connected(True)
        if board.counter.number == self.counter:
            self.show_board(board)
        if again:
            self.refresh()

    def _board_failed(self, error: LoketError) -> None:
        self._asking = self._again = False
        self._lock(busy=False)
        if isinstance(error, Refused) and self.board is None:
            self.counter = None
            self.show_signin()
            self.signin.say(*failure_words(error, self.t))
            return
        title, text = failure_words(error, self.t)
        self.top.set_connected(False)
        self.banners.show_notice("office", Notice(title, text, "err", "cloud_off"))
        self._retry.start()

    def show_board(self, board: CounterBoard) -> None:
        """Draw a new picture."""
        before, self.board = self.board, board
        if not self.acts.under_way:
            self._lock(busy=False)
        if board.state == "signed_out":
            self.show_signin()
            return
        self.signin.leave()
        if board.state != "calling":
            self.hold.cancel()
            self.calling.stress_hint(False)
        for pane in self.all_panes():
            pane.show_board(board)
        self._offer_undo(before, board)
        self._warn_of_printer(board)
        self.arrange()
        if before is not None and not before.queue and board.queue and before.state != "signed_out":
            self.arrived.emit()

    def show_signin(self) -> None:
        """Let somebody sign in."""
        for pane in self.all_panes():
            pane.hide()
        self.banners.hide()
        self.queue.tab = "queue"
        self.signin.choose_counter(self.counter)
        self.signin.enter()
        self.arrange()

    def _signed_in(self, counter: int) -> None:
        self.counter, self.board = counter, None
        self.setFocus()
        self.refresh()

    def _offer_undo(self, before: CounterBoard | None, board: CounterBoard) -> None:
        offer, old = board.undo, before.undo if before else None
        if before is None or offer == old:
            return
        self.banners.drop("undo")
        if offer is None:
            return
        notice = undo_notice(offer, self._finished, self.station.clock(), self.t, self.acts.undo)
        self._finished = ""
        if notice is not None:
            self.banners.show_notice("undo", notice)

    def _warn_of_printer(self, board: CounterBoard) -> None:
        notice = printer_notice(board, self.t, self._silence_printer)
        if notice is None:
            self._silenced_printer = ""
            self.banners.drop("printer")
        elif self._silenced_printer != board.printer.state:
            self.banners.show_notice("printer", notice)

    def _silence_printer(self) -> None:
        self._silenced_printer = self.board.printer.state if self.board else ""
        self.banners.drop("printer")

    # --- acts ---------------------------------------------------------------------------------------------------

    def primary(self) -> None:
        """Do the next right thing; a second press within 1.5 s is the same press."""
        if self._guard.isValid() and self._guard.elapsed() < self.station.ms(GUARD_MS):
            return
        if self.acts.primary():
            self._guard.start()

    def finishing(self, number: str) -> None:
        """Remember which number the press under way finishes."""
        self._finished = number

    def act_began(self) -> None:
        """Lock the buttons until the answer."""
        self.banners.drop("refused")
        self._lock(busy=True)
        self._slow.start()

    def act_ended(self) -> None:
        """Ask for the new picture; the buttons are freed with it."""
        self.refresh()

    def tell(self, error: LoketError) -> None:
        """Show why an act was refused, or what to do about a trouble."""
        title, text = failure_words(error, self.t)
        refused = isinstance(error, Refused)
        notice = Notice(
            title, text, "warn" if refused else "err", "info" if refused else "error", 10_000 if refused else 0
        )
        self.banners.show_notice("refused", notice)

    def dialog(self) -> Dialog | None:
        """Give the dialog that is open."""
        return next((child for child in self.findChildren(Dialog) if not child.isHidden()), None)

    def _lock(self, *, busy: bool, slow: bool = False) -> None:
        if not busy:
            self._slow.stop()
        holder = self.focusWidget()
        for pane in self.all_panes():
            for button in pane.locks:
                words = self.t("Memproses") if slow and button is getattr(pane, "primary", None) else ""
                button.set_busy(busy, words)
        if not busy and self.board is not None:
            for pane in self.all_panes():
                pane.fill(self.board)
        if self.dialog() is not None:
            return
        if busy and isinstance(holder, DeskButton) and holder in self._buttons():
            self._holder = holder
            self.setFocus()
        elif not busy and self._holder is not None:
            if self._holder.isVisible() and self._holder.isEnabled():
                self._holder.setFocus(Qt.FocusReason.OtherFocusReason)
            self._holder = None

    def _buttons(self) -> list[DeskButton]:
        return [button for pane in self.all_panes() for button in pane.locks]

    # --- keys ---------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key says; a held key does it once."""
        if event.isAutoRepeat() and not self._walks(event):
            event.accept()
            return
        if self.signin.isVisible() or not self.acts.key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of F4."""
        if event.key() == Qt.Key.Key_F4 and not event.isAutoRepeat():
            self.hold.end()
        super().keyReleaseEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Stop holding when the window loses the keyboard."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.hold.cancel()
        super().changeEvent(event)

    @staticmethod
    def _walks(event: QKeyEvent) -> bool:
        return event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)

    # --- time and place -----------------------------------------------------------------------------------------

    def tick(self) -> None:
        """Let all clocks go on by a second."""
        now: datetime = self.station.clock()
        for pane in self.all_panes():
            if pane.isVisible():
                pane.tick(now)
        self._tick.start(max(20, self.station.ms(1005 - now.microsecond // 1000)))

    def showEvent(self, event: QShowEvent) -> None:
        """Start the clocks."""
        self.arrange()
        self.tick()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop the clocks."""
        self._tick.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), self.station.theme.color("bg"))

    def arrange(self) -> None:
        """Place the parts: bar, banners, queue, the work in the middle, and a third column where there is room."""
        width, height = self.width(), self.height()
        self.signin.setGeometry(0, 0, width, height)
        if self.board is None or self.board.state == "signed_out":
            self.top.setVisible(False)
            self._place_banners(12)
            return
        state = self.board.state
        wide = self.top.wide
        gap, side = (20, 372) if wide else (14, 332)
        self.top.setGeometry(0, 0, width, HEIGHT)
        y = HEIGHT + gap + self._place_banners(HEIGHT + gap)
        low = height - gap - y
        self.queue.setGeometry(gap, y, side, low)
        left = gap + side + gap
        right = width - gap - ((372 + gap) if wide else 0)
        foot = 56 + gap if state == "ready" and not wide else 0
        self.column.setGeometry(width - gap - 372, y, 372, low)
        self.strip.setGeometry(left, height - gap - 56, right - left, 56)
        for name, pane in self.panes.items():
            pane.setGeometry(left, y, right - left, low - foot)
            pane.setVisible(name == state)
        self.top.show()
        self.queue.show()
        self.column.setVisible(wide)
        self.strip.setVisible(foot > 0)

    def _place_banners(self, y: int) -> int:
        height = self.banners.wanted_height()
        gap = 20 if self.width() >= 1600 else 14
        self.banners.setGeometry(gap, y, self.width() - 2 * gap, max(0, height))
        self.banners.setVisible(height > 0 and self.signin.isHidden())
        return height
