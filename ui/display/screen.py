"""The hall display: shows and speaks every call, one after the other, and who waits."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from loket.model.speech import HURRY_FROM
from loket.office.pictures import HallBoard, HallCall
from ui.display.call_queue import CallQueue, Times
from ui.display.calls import HotPart
from ui.display.feed import Feed
from ui.display.lines import is_over, no_board
from ui.display.moment import CallMoment
from ui.display.moment_face import Scene
from ui.display.motion import Motion
from ui.display.part import Look
from ui.display.wall import Sight, Wall
from ui.station import Station

log = logging.getLogger(__name__)

PAGE_MS = 8_000
"""A page of running text, of the waiting table; the info card stays twice as long."""


class Speaker(Protocol):
    """What the hall needs of a voice (`ui.voice.Voice`)."""

    @property
    def spoken(self) -> SignalInstance:
        """`Signal(int, str)`: seq and outcome of a call, exactly once for every call that was said."""
        ...

    def say(self, call: HallCall, *, hurry: bool = False) -> None:
        """Say a call; `hurry` says it once only."""
        ...

    def stop(self) -> None:
        """Fall silent."""
        ...


class DisplayScreen(QWidget):
    """The hall's window. `layout`: "auto", "list", or "grid" for halls with many counters."""

    painted = Signal(int)
    """The number of the call with this `seq` stands on the screen for the first time."""

    def __init__(self, station: Station, voice: Speaker, layout: str = "auto") -> None:
        """Open the hall and ask the office for its board."""
        super().__init__()
        self.station, self.voice, self.layout_kind = station, voice, layout
        self.setWindowTitle("Loket – " + station.texts("Layar ruang tunggu"))
        self.setMinimumSize(320, 240)
        self.queue = CallQueue(Times().at_pace(station.pace))
        self.board: HallBoard | None = None
        self.lost_since: datetime | None = None
        self._board_at: datetime | None = None
        self._closing = False
        self._page_step = 0
        self._motion = Motion(self, station)
        self._look = Look(station.theme, station.texts, max(1, self.width()), max(1, self.height()))
        self.wall = Wall(self, self._look, self._motion)
        self.moment = CallMoment(self._look, self, Motion(self, station))
        for part in (*self.wall.parts.values(), self.moment):
            part.drew.connect(self._drew)
        self.feed = Feed(station, self.queue, self)
        self.feed.board.connect(self.show_board)
        self.feed.lost.connect(self._lost)
        voice.spoken.connect(self._voiced)
        self._turn_timer = QTimer(self)
        self._turn_timer.setSingleShot(True)
        self._turn_timer.timeout.connect(self._step)
        self._second_timer = self._ticking(1_000, self._second)
        self._page_timer = self._ticking(max(100, station.ms(PAGE_MS / 2)), self._turn_pages)
        self.feed.ask()

    def _ticking(self, every_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(then)
        timer.start(every_ms)
        return timer

    # --- the office's picture ----------------------------------------------------------------------------------

    def show_board(self, board: HallBoard) -> None:
        """Draw the office as it is now, and take in the calls it owes this display."""
        if self._board_at is not None and self.board is not None and board.seq < self.board.seq:
            log.warning("the journal is another one now (%s after %s)", board.seq, self.board.seq)
            self.queue.forget()
            self.voice.stop()
        self.board, self._board_at, self.lost_since = board, self.station.clock(), None
        self.queue.add((*board.unspoken, *board.pending))
        self._step()

    def show_trouble(self, error: LoketError) -> None:
        """The office cannot be reached: keep the last picture and say how old it is."""
        log.warning("%s", error)
        self._lost()

    def _lost(self) -> None:
        if self.lost_since is None:
            self.lost_since = self._board_at or self.station.clock()
        if self.board is None:
            self.board = no_board(self.station.clock())
        self._refresh()

    @property
    def kind(self) -> str:
        """What is shown: "list", "grid", "one" or "closed"."""
        board = self.board
        if board is not None and self.turn is None and not self.queue.waiting and is_over(board):
            return "closed"
        if self.layout_kind == "grid":
            return "grid"
        return "one" if self.layout_kind == "auto" and board is not None and len(board.counters) == 1 else "list"

    @property
    def turn(self) -> HallCall | None:
        """The call whose turn it is now: its number is shown and spoken."""
        busy = not self.queue.ended(_now()) or self.moment.stage not in {"closed", "collapse"}
        return self.queue.current if busy else None

    # --- turns -------------------------------------------------------------------------------------------------

    def _step(self) -> None:
        """Do what is due: begin the next turn, end a moment, tell the office."""
        if self._closing:
            return
        now = _now()
        if self.queue.overdue(now):
            log.warning("the voice does not answer")
        call = self.queue.advance(now)
        if call is not None:
            self._begin(call)
        elif self.queue.resting(now) and self.moment.stage not in {"closed", "collapse"}:
            wall = self.wall
            self.moment.collapse(wall.origin(self.queue.current), wall.picture(), wall.panel_picture())
        self._refresh()
        self.feed.send()
        due = self.queue.due(_now())
        if due is not None:
            self._turn_timer.start(max(1, math.ceil(due)))

    def _begin(self, call: HallCall) -> None:
        """Paint the number at once, in its own rectangle; everything else comes after it."""
        if self.moment.stage in {"wipe", "content", "open"}:
            self.moment.next_scene(self._scene(call))
            self.moment.repaint()
        else:
            self.moment.close_now()
            if self.wall.kind != self.kind or not self.wall.lead(call):
                self._refresh()
                self.wall.hot_part().repaint()
            QTimer.singleShot(0, self, partial(self._open_moment, call))
        self.voice.say(call, hurry=len(self.queue.waiting) >= HURRY_FROM)

    def _open_moment(self, call: HallCall) -> None:
        over = self.queue.current is not call or self.queue.resting(_now())
        if over or self.moment.stage != "closed" or self._closing:
            return
        hot = self.wall.hot_part()
        if isinstance(hot, HotPart) and (call.recall or self.wall.kind == "one"):
            if call.recall:
                hot.pulse()
            return
        wall = self.wall
        self._motion.finish()  # one moving thing at a time
        self.moment.refit(self._look)
        self.moment.open_from(wall.origin(call), wall.picture(), wall.panel_picture(), self._scene(call))

    def _scene(self, call: HallCall) -> Scene:
        board, t = self.board, self.station.texts
        waiting = lines_below(call, self.queue.waiting)
        if board is None:
            return Scene(call, waiting=waiting)
        names = {service.code: service.name.say(t.language) for service in board.services}
        second = next((language for language in board.office.languages if language != t.language), "")
        return Scene(call, names.get(call.service, ""), waiting, second, board.office.training)

    def _voiced(self, seq: int, outcome: str) -> None:
        if self.queue.voiced(seq, outcome):
            self._step()

    def _drew(self, seq: int) -> None:
        if self.queue.painted(seq):
            self.painted.emit(seq)
            QTimer.singleShot(0, self, self._step)

    # --- drawing -----------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        board, now = self.board, self.station.clock()
        if board is None:
            return
        self.wall.show(self._look, Sight(board, now, self.kind, self.queue.waiting, self.turn, self.lost_since))
        current = self.queue.current
        if self.moment.stage == "collapse" and self.queue.waiting:
            self.moment.close_now()  # nobody waits for an animation to read a number
        elif self.moment.stage not in {"closed", "collapse"} and current is not None:
            self.moment.set_scene(self._scene(current))

    # --- time and window ---------------------------------------------------------------------------------------

    def _second(self) -> None:
        self._step()

    def _turn_pages(self) -> None:
        """Turn one thing at a time; nothing turns during a call."""
        if self.moment.stage != "closed" or self._motion.running or self.turn is not None:
            return
        self._page_step += 1
        wall = self.wall
        if self._page_step % 2:
            wall.ticker.turn_page()
        elif wall.kind == "list":
            # The table and the card share the other half; the card stands longer, it has more to read.
            if wall.table.pages > 1 and self._page_step % 8:
                wall.table.turn_page()
            elif self._page_step % 4 == 0:
                wall.card.turn_page()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.isFullScreen():
            self.setCursor(Qt.CursorShape.BlankCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look = Look(self.station.theme, self.station.texts, self.width(), self.height())
        self._refresh()
        if self.moment.stage != "closed":
            self.moment.refit(self._look)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._closing = True
        for timer in (self._turn_timer, self._second_timer, self._page_timer):
            timer.stop()
        self.feed.stop()
        self.voice.stop()
        super().closeEvent(event)


def lines_below(call: HallCall, waiting: tuple[HallCall, ...]) -> tuple[HallCall, ...]:
    """Give the waiting calls that are another number or another counter than `call`."""
    return tuple(each for each in waiting if (each.visit, each.counter) != (call.visit, call.counter))


def _now() -> float:
    """Give the milliseconds of a steady clock."""
    return time.monotonic() * 1000
