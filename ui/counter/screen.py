"""The officer's screen: one window, keyboard first. F2 is always the next right thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError, Refused
from loket.office.boards import counter_board
from loket.office.context import Office
from loket.office.pictures import CounterBoard
from ui import curtain
from ui.counter.appointments.page import AppointmentPage
from ui.counter.call_bar import CallBar
from ui.counter.calling import CallingPane
from ui.counter.day import DayColumn, DayStrip
from ui.counter.desk_acts import DeskActs
from ui.counter.hold import Hold
from ui.counter.layout import arrange
from ui.counter.offers import DeskNotices
from ui.counter.pane import Pane
from ui.counter.pausing import PausePane
from ui.counter.queue_panel import QueuePanel
from ui.counter.ready import ReadyPane
from ui.counter.serving import ServingPane
from ui.counter.topbar import TopBar
from ui.parts.asking import Asking
from ui.parts.banner import BannerStack
from ui.parts.desk import DeskButton
from ui.parts.dialog import Dialog
from ui.parts.words import failure_words
from ui.signin import SignInScreen
from ui.station import Station

GUARD_MS = 1500
"""A second press of F2 within this time is the same press."""

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
        self.asking = Asking(station, self._board_act, self)
        self.asking.came.connect(self._board_came)
        self.asking.failed.connect(self._board_failed)
        self._due: datetime | None = None
        """When the next visitor who may not be called yet may be."""
        self._holder: DeskButton | None = None
        self._guard = QElapsedTimer()
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(partial(self._lock, busy=True, slow=True))
        self._tick = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self.tick)
        self.setFocus()
        if counter is None:
            self.show_signin()
        else:
            self.asking.refresh()

    def _build(self) -> None:
        station = self.station
        self.top = TopBar(station, self)
        self.banners = BannerStack(station, self)
        self.banners.changed.connect(self.arrange)
        self.notices = DeskNotices(station, self.banners)
        self.appointments = AppointmentPage(station, self)
        self.bar = CallBar(station, self)
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
        self.hold = Hold(station, self.calling.absent, self.bar.absent)
        for pane in self.all_panes():
            pane.hide()
        self.signin.hide()

    def all_panes(self) -> tuple[Pane, ...]:
        """Give every part that draws the board."""
        return (self.top, self.appointments, self.bar, self.queue, *self.panes.values(), self.strip, self.column)

    # --- the picture --------------------------------------------------------------------------------------------

    def _board_act(self) -> Callable[[Office], CounterBoard] | None:
        return None if self.counter is None else partial(counter_board, counter=self.counter)

    def _board_came(self, board: CounterBoard) -> None:
        self.notices.connected()
        self.top.set_connected(True)
        if board.counter.number == self.counter:
            self.show_board(board)

    def _board_failed(self, error: LoketError) -> None:
        self._lock(busy=False)
        if isinstance(error, Refused) and self.board is None:
            self.counter = None
            self.show_signin()
            self.signin.say(*failure_words(error, self.t))
            return
        self.top.set_connected(False)
        self.notices.disconnected(error, self.board)

    def show_board(self, board: CounterBoard) -> None:
        """Draw a new picture."""
        before, self.board = self.board, board
        later = (each.not_before for each in board.queue if each.not_before is not None)
        self._due = min((each for each in later if each > board.now), default=None)
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
        self.notices.follow(before, board, self.acts.undo)
        self.arrange()
        if before is not None and not before.queue and board.queue and before.state != "signed_out":
            self.arrived.emit()

    def show_signin(self) -> None:
        """Let somebody sign in."""
        for pane in self.all_panes():
            pane.hide()
        open_dialog = self.dialog()
        if open_dialog is not None and open_dialog.parent() is self:
            open_dialog.close_dialog()
        self.banners.hide()
        self.appointments.close_page()
        self.queue.tab = "queue"
        self.signin.choose_counter(self.counter)
        self.signin.enter()
        self.arrange()

    def _signed_in(self, counter: int) -> None:
        self.counter, self.board = counter, None
        self.setFocus()
        self.asking.refresh()

    # --- acts ---------------------------------------------------------------------------------------------------

    def primary(self) -> None:
        """Do the next right thing; a second press within 1.5 s is the same press."""
        if self._guard.isValid() and self._guard.elapsed() < self.station.ms(GUARD_MS):
            return
        if self.acts.primary():
            self._guard.start()

    def act_began(self) -> None:
        """Lock the buttons until the answer."""
        self.banners.drop("refused")
        self._lock(busy=True)
        self._slow.start()

    def act_ended(self) -> None:
        """Ask for the new picture; the buttons are freed with it."""
        self.asking.refresh()

    def tell(self, error: LoketError) -> None:
        """Show why an act was refused, or what to do about a trouble."""
        self.notices.tell(error, self.board, self.station.bridge.trouble)

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
        if self._due is not None and now >= self._due:
            self._due = None
            self.asking.refresh()
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
        """Paint the ground, and the name before the first picture has come."""
        rect, theme = QRectF(self.rect()), self.station.theme
        if self.board is None:
            curtain.draw(QPainter(self), rect, theme, self.t("Menunggu basis data…") if self.banners.notices() else "")
        else:
            QPainter(self).fillRect(rect, theme.color("bg"))

    def arrange(self) -> None:
        """Place everything for the present size and state."""
        arrange(self)
