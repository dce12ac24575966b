"""Everything that stands on the hall's wall: its parts, where they stand, and what each shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from loket.office.pictures import HallBoard, HallCall
from loket.texts import Texts
from ui.display.arrange import places
from ui.display.bars import OfflineBar, Ticker, TopBar
from ui.display.calls import CallPanel, CallRows, HotPart, OnePanel, Row
from ui.display.card import InfoCard
from ui.display.closed import ClosedPage, OfflineNote
from ui.display.grid import CounterGrid, cells_of
from ui.display.lines import is_called, lines
from ui.display.motion import Motion
from ui.display.part import Look, Part
from ui.display.waiting import Beside, WaitTable


@dataclass(frozen=True, slots=True)
class Sight:
    """What the hall shows at one moment. `turn` is the call whose turn it is, `lost` the age of an old picture."""

    board: HallBoard
    now: datetime
    kind: str
    waiting: Sequence[HallCall] = ()
    turn: HallCall | None = None
    lost: datetime | None = None

    def hot(self, call: HallCall) -> bool:
        """Tell whether `call` is yellow: it is being called now. Nothing is "now" while the connection is lost."""
        if self.lost is not None:
            return False
        coming = any(call.seq == each.seq for each in self.waiting)
        return call is self.turn or coming or is_called(call, self.board, self.now)


class Wall:
    """The parts of the hall and nothing else: the screen tells it what to show."""

    def __init__(self, screen: QWidget, look: Look, motion: Motion) -> None:
        """Make all parts, hidden."""
        self.look = look
        self._screen = screen
        self.kind = "list"
        self.top, self.offline = TopBar(look, screen), OfflineBar(look, screen)
        self.ticker = Ticker(look, screen, motion)
        self.panel, self.rows = CallPanel(look, screen, motion), CallRows(look, screen)
        self.table, self.card = WaitTable(look, screen, motion), InfoCard(look, screen, motion)
        self.one, self.beside = OnePanel(look, screen, motion), Beside(look, screen)
        self.grid, self.note = CounterGrid(look, screen), OfflineNote(look, screen)
        self.closed = ClosedPage(look, screen)
        self.parts: dict[str, Part] = {
            "top": self.top, "offline": self.offline, "ticker": self.ticker, "panel": self.panel, "rows": self.rows,
            "table": self.table, "card": self.card, "one": self.one, "beside": self.beside, "grid": self.grid,
            "closed": self.closed, "note": self.note,
        }  # fmt: skip
        for part in self.parts.values():
            part.hide()

    def show(self, look: Look, sight: Sight) -> None:
        """Give every part its place and what it shows; a part repaints only when that is something else than before."""
        self.look, self.kind = look, sight.kind
        self._arrange(lost=sight.lost is not None)
        board, now = sight.board, sight.now
        self.top.set_office(board.office)
        self.top.set_now(now)
        self.offline.set_since(sight.lost)
        self.ticker.set_messages(self._messages(board), board.missed)
        self.table.set_services(board.services)
        self.closed.set_board(board, now)
        self._show_calls(sight)
        self._show_counters(sight)

    def lead(self, call: HallCall) -> bool:
        """Paint this number at once and nothing else; False when there is no panel to paint it in."""
        part = self.hot_part()
        if not isinstance(part, HotPart) or not part.isVisible():
            return False
        part.set_call(call, calling=True)
        part.repaint()
        return True

    def hot_part(self) -> Part:
        """Give the part that holds the number that is called."""
        return {"grid": self.grid, "one": self.one}.get(self.kind, self.panel)

    def origin(self, call: HallCall | None) -> QRectF:
        """Give the rectangle out of which the call moment grows."""
        if self.kind == "grid" and call is not None:
            return self.grid.rect_of(call.counter)
        return QRectF(self.hot_part().geometry())

    def picture(self) -> QPixmap:
        """Paint the hall as it stands, without the call moment over it."""
        found = self._canvas(self._screen)
        found.fill(self.look.color("bg"))
        for part in self.parts.values():
            if not part.isHidden():
                part.render(found, part.pos())
        return found

    def panel_picture(self) -> QPixmap:
        """Paint what stands in the panel, without its ground; nothing when there is no panel."""
        if self.hot_part() is not self.panel:
            return QPixmap()
        found = self._canvas(self.panel)
        found.fill(Qt.GlobalColor.transparent)
        with QPainter(found) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.panel.draw_inside(painter)
        return found

    @staticmethod
    def _canvas(widget: QWidget) -> QPixmap:
        ratio = widget.devicePixelRatioF()
        found = QPixmap(widget.size() * ratio)
        found.setDevicePixelRatio(ratio)
        return found

    def _arrange(self, *, lost: bool) -> None:
        found = places(self.look, self.kind, lost=lost)
        for name, part in self.parts.items():
            if name in found:
                part.fit(self.look, found[name])
            else:
                part.hide()

    def _show_calls(self, sight: Sight) -> None:
        found = lines(sight.board, sight.waiting, sight.turn)
        head, services = found.head, sight.board.services
        rows = [Row(call, sight.hot(call)) for call in found.rest]
        if sight.lost is not None:
            listed = [*([Row(head, live=False)] if head else []), *rows]
            self.rows.set_rows(listed, self.look.texts("Terakhir dipanggil"))
        else:
            self.rows.set_rows(rows)
        calling = head is not None and sight.hot(head)
        self.panel.set_call(head, calling=calling)
        self.one.set_call(head, calling=calling)
        self.one.set_service(next((each for each in services if head and each.code == head.service), None))
        self.beside.set_rows(rows, services)

    def _show_counters(self, sight: Sight) -> None:
        board, turn = sight.board, sight.turn
        shown = {call.counter: call for call in (*((turn,) if turn else ()), *sight.waiting)}
        calling = {counter.counter.number for counter in board.counters if counter.state == "calling"}
        fresh = {call.counter for call in board.last if is_called(call, board, sight.now)}
        hot = frozenset() if sight.lost is not None else frozenset((calling & fresh) | set(shown))
        names = {service.code: service.name.say(self.look.texts.language) for service in board.services}
        self.grid.set_cells(cells_of(board.counters, shown, hot, names))

    def _messages(self, board: HallBoard) -> tuple[str, ...]:
        t: Texts = self.look.texts
        said = [message.say(t.language) for message in board.messages if message]
        if self.kind == "closed":
            said = [t("Terima kasih atas kunjungan Anda."), *said]
        if board.missed and self.look.portrait:
            said = [t("Terlewat: {numbers}. Lapor ke petugas.", numbers=", ".join(board.missed[:6])), *said]
        return tuple(said) or (t("Nomor Anda dipanggil dengan suara dan tampil di layar ini."),)
