"""The hall display: shows and speaks every call, one after the other, and who waits."""

from __future__ import annotations

import logging
import math
import time
from datetime import datetime
from functools import partial
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QPainter, QPixmap, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from loket.office.pictures import HallBoard, HallCall
from ui.display.arrange import places
from ui.display.bars import OfflineBar, Ticker, TopBar
from ui.display.call_queue import CallQueue, Times
from ui.display.calls import CallPanel, CallRows, HotPart, OnePanel, Row
from ui.display.card import InfoCard
from ui.display.closed import ClosedPage, OfflineNote
from ui.display.feed import Feed
from ui.display.grid import CounterGrid, cells_of
from ui.display.lines import is_called, is_over, lines
from ui.display.moment import CallMoment
from ui.display.moment_face import Scene
from ui.display.motion import Motion
from ui.display.part import Look, Part
from ui.display.waiting import Beside, WaitTable
from ui.station import Station

log = logging.getLogger(__name__)

PAGE_MS = 8_000
"""A page of running text, of the waiting table; the info card stays twice as long."""

HURRY_FROM = 2
"""When this many calls wait behind one, it is said once only."""


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
        self._look = Look(station.theme, station.texts, max(1, self.width()), max(1, self.height()))
        self._motion = Motion(self, station)
        self._build()
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

    def _ticking(self, every_ms: int, then: object) -> QTimer:
        timer = QTimer(self)
        timer.timeout.connect(then)
        timer.start(every_ms)
        return timer

    def _build(self) -> None:
        look, motion = self._look, self._motion
        self.top, self.offline = TopBar(look, self), OfflineBar(look, self)
        self.ticker = Ticker(look, self, motion)
        self.panel, self.rows = CallPanel(look, self, motion), CallRows(look, self)
        self.table, self.card = WaitTable(look, self, motion), InfoCard(look, self, motion)
        self.one, self.beside = OnePanel(look, self, motion), Beside(look, self)
        self.grid, self.closed, self.note = CounterGrid(look, self), ClosedPage(look, self), OfflineNote(look, self)
        self.moment = CallMoment(look, self, motion)
        self._parts: dict[str, Part] = {
            "top": self.top, "offline": self.offline, "ticker": self.ticker, "panel": self.panel, "rows": self.rows,
            "table": self.table, "card": self.card, "one": self.one, "beside": self.beside, "grid": self.grid,
            "closed": self.closed, "note": self.note,
        }  # fmt: skip
        for part in (*self._parts.values(), self.moment):
            part.hide()
            part.drew.connect(self._drew)

    # --- the office's picture ----------------------------------------------------------------------------------

    def show_board(self, board: HallBoard) -> None:
        """Draw the office as it is now, and take in the calls it owes this display."""
        if self.board is not None and board.seq < self.board.seq:
            log.warning("the journal is another one now (%s after %s)", board.seq, self.board.seq)
            self.queue.forget()
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
            self.moment.collapse(self._origin(), self._picture(), self._panel_picture())
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
            self._refresh()
            self._hot_part().repaint()
            QTimer.singleShot(0, self, partial(self._open_moment, call))
        self.voice.say(call, hurry=len(self.queue.waiting) >= HURRY_FROM)

    def _open_moment(self, call: HallCall) -> None:
        if self.queue.current is not call or self.moment.stage != "closed" or self._closing:
            return
        kind = self.kind
        hot = self._hot_part()
        if isinstance(hot, HotPart) and (kind == "one" or call.recall):
            if call.recall:
                hot.pulse()
            return
        self.moment.refit(self._look)
        self.moment.open_from(self._origin(), self._picture(), self._panel_picture(), self._scene(call))

    def _scene(self, call: HallCall) -> Scene:
        board = self.board
        t = self.station.texts
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

    def _hot_part(self) -> Part:
        return {"grid": self.grid, "one": self.one}.get(self.kind, self.panel)

    def _origin(self) -> QRectF:
        if self.kind == "grid" and self.queue.current is not None:
            return self.grid.rect_of(self.queue.current.counter)
        return QRectF(self._hot_part().geometry())

    def _picture(self) -> QPixmap:
        """Paint the hall as it stands, without the moment over it."""
        ratio = self.devicePixelRatioF()
        found = QPixmap(self.size() * ratio)
        found.setDevicePixelRatio(ratio)
        found.fill(self._look.color("bg"))
        for part in self._parts.values():
            if not part.isHidden():
                part.render(found, part.pos())
        return found

    def _panel_picture(self) -> QPixmap:
        """Paint what stands in the panel, without its ground."""
        if self._hot_part() is not self.panel:
            return QPixmap()
        ratio = self.devicePixelRatioF()
        found = QPixmap(self.panel.size() * ratio)
        found.setDevicePixelRatio(ratio)
        found.fill(Qt.GlobalColor.transparent)
        with QPainter(found) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.panel.draw_inside(painter)
        return found

    def _arrange(self) -> None:
        found = places(self._look, self.kind, lost=self.lost_since is not None)
        for name, part in self._parts.items():
            if name in found:
                part.fit(self._look, found[name])
            else:
                part.hide()

    def _refresh(self) -> None:
        """Give every part what it shows; a part repaints only when that is something else than before."""
        board, now = self.board, self.station.clock()
        self.top.set_now(now)
        if board is None:
            return
        self._arrange()
        self.top.set_office(board.office)
        self.offline.set_since(self.lost_since)
        self.ticker.set_messages(self._messages(board), board.missed)
        self.table.set_services(board.services)
        self.closed.set_board(board, now)
        self._refresh_calls(board, now)
        self._refresh_moment()

    def _refresh_calls(self, board: HallBoard, now: datetime) -> None:
        t, waiting, turn = self.station.texts, self.queue.waiting, self.turn
        found = lines(board, waiting, turn)
        coming = {call.seq for call in waiting}
        lost = self.lost_since is not None

        def hot(call: HallCall) -> bool:
            return not lost and (call is turn or call.seq in coming or is_called(call, board, now))

        head, rest = found.head, found.rest
        rows = [Row(call, hot(call)) for call in rest]
        if lost:
            listed = [Row(call, live=False) for call in (*([head] if head else []), *rest)]
            self.rows.set_rows(listed, t("Terakhir dipanggil"))
        else:
            self.rows.set_rows(rows)
        calling = head is not None and hot(head)
        self.panel.set_call(head, calling=calling)
        self.one.set_call(head, calling=calling)
        self.one.set_service(next((each for each in board.services if head and each.code == head.service), None))
        self.beside.set_rows(rows, board.services)
        shown = {call.counter: call for call in (*((turn,) if turn else ()), *waiting)}
        yellow = {counter.counter.number for counter in board.counters if counter.state == "calling"}
        fresh = {call.counter for call in board.last if is_called(call, board, now)}
        names = {service.code: service.name.say(t.language) for service in board.services}
        self.grid.set_cells(
            cells_of(board.counters, shown, frozenset() if lost else frozenset((yellow & fresh) | set(shown)), names)
        )

    def _refresh_moment(self) -> None:
        current = self.queue.current
        if self.moment.stage == "collapse" and self.queue.waiting:
            self.moment.close_now()  # nobody waits for an animation to read a number
        elif self.moment.stage != "closed" and current is not None and self.moment.stage != "collapse":
            self.moment.set_scene(self._scene(current))

    def _messages(self, board: HallBoard) -> tuple[str, ...]:
        t = self.station.texts
        said = [message.say(t.language) for message in board.messages if message]
        if self.kind == "closed":
            said = [t("Terima kasih atas kunjungan Anda."), *said]
        if board.missed and self._look.portrait:
            said = [t("Terlewat: {numbers}. Lapor ke petugas.", numbers=", ".join(board.missed[:6])), *said]
        return tuple(said) or (t("Nomor Anda dipanggil dengan suara dan tampil di layar ini."),)

    # --- time and window ---------------------------------------------------------------------------------------

    def _second(self) -> None:
        self.feed.watch()
        self._refresh()

    def _turn_pages(self) -> None:
        """Turn one thing at a time; nothing turns during a call."""
        if self.moment.stage != "closed" or self._motion.running or self.turn is not None:
            return
        self._page_step += 1
        if self._page_step % 2:
            self.ticker.turn_page()
        elif self.table.pages > 1 and self._page_step % 4:
            self.table.turn_page()
        elif self._page_step % 4 == 0:
            self.card.turn_page() if self.table.pages == 1 or self._page_step % 8 == 0 else self.table.turn_page()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.isFullScreen():
            self.setCursor(Qt.CursorShape.BlankCursor)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look = Look(self.station.theme, self.station.texts, self.width(), self.height())
        self._arrange()
        if self.moment.stage != "closed":
            self.moment.refit(self._look)

    def closeEvent(self, event: object) -> None:
        """Fall silent with the window."""
        self._closing = True
        self.voice.stop()
        super().closeEvent(event)  # type: ignore[arg-type]


def lines_below(call: HallCall, waiting: tuple[HallCall, ...]) -> tuple[HallCall, ...]:
    """Give the waiting calls that are another number or another counter than `call`."""
    return tuple(each for each in waiting if (each.visit, each.counter) != (call.visit, call.counter))


def _now() -> float:
    """Give the milliseconds of a steady clock."""
    return time.monotonic() * 1000
