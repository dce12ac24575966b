"""From keys and buttons to acts: what each means in the present state, and which dialog comes first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent

from loket.errors import LoketError
from loket.office.pictures import CounterBoard, QueueEntry
from ui.counter.appointments.acts import AppointmentActs
from ui.counter.dialogs import AccountMenu, HelpDialog, ParkDialog
from ui.counter.errands import Errands
from ui.counter.paper_acts import PaperActs
from ui.counter.row_acts import RowActs
from ui.counter.transfer import Destination, TransferDialog
from ui.parts.banner import Notice

if TYPE_CHECKING:
    from ui.counter.screen import CounterScreen

NEXT_STEP = {"ready": "call_next", "calling": "start", "serving": "finish_and_call_next", "break": "resume"}
"""State of the counter → what F2 does."""

EMPTY_MS = 4000


class DeskActs(QObject):
    """The officer's hands."""

    def __init__(self, screen: CounterScreen) -> None:
        """Connect the buttons of `screen`."""
        super().__init__(screen)
        self.screen, self.t = screen, screen.t
        self.errands = Errands(screen.station, self)
        self.errands.began.connect(screen.act_began)
        self.errands.answered.connect(self._answered)
        self.errands.failed.connect(self._failed)
        self.paper = PaperActs(screen, self.errands.run)
        self.rows = RowActs(screen, self.errands)
        self.appointments = AppointmentActs(screen, self.errands)
        self._by_name: dict[str, Callable[[], object]] = {
            "primary": screen.primary, "recall": self.recall, "finish": self.finish, "transfer": self.transfer,
            "park": self.park, "skip": self.skip, "break": self.pause, "sign_out": self.sign_out,
            "undo": self.undo, "help": self.help, "choose": self._choose, "missed": self._show_away,
            "chosen": screen.queue.take_chosen, "return": screen.queue.return_chosen, "receipt": self.paper.receipt,
            "print_ticket": self.paper.ticket, **self.appointments.by_name,
        }  # fmt: skip
        for pane in screen.all_panes():
            pane.wanted.connect(self.do)
        screen.queue.call.connect(self.rows.call)
        screen.queue.menu.connect(self.rows.menu)
        screen.queue.bring_back.connect(self.bring_back)
        screen.top.account.connect(self.account)
        for absent in screen.hold.buttons:
            absent.pressed.connect(self.begin_absent)
            absent.released.connect(screen.hold.end)
        screen.hold.done.connect(self.absent)
        screen.hold.short.connect(partial(screen.calling.stress_hint, True))

    @property
    def board(self) -> CounterBoard | None:
        """The picture the officer sees."""
        return self.screen.board

    @property
    def under_way(self) -> bool:
        """Tell whether an act waits for its answer."""
        return bool(self.errands.name)

    def do(self, name: str) -> None:
        """Do what a button asks for."""
        self._by_name[name]()

    # --- acts ---------------------------------------------------------------------------------------------------

    def primary(self) -> bool:
        """Do the next right thing; tells whether something was begun."""
        board = self.board
        name = NEXT_STEP.get(board.state) if board else None
        if board is None or name is None:
            return False
        if name == "finish_and_call_next" and board.current and not self.under_way:
            self.screen.notices.finishing = board.current
        return self._run(name)

    def recall(self) -> None:
        """Call again."""
        if self._state() == "calling":
            self._run("recall")

    def begin_absent(self) -> None:
        """F4 or its button went down: at once after enough calls, else when it is held."""
        visit = self.board.current if self.board else None
        if self.board is None or visit is None or self._state() != "calling" or self.under_way:
            return
        if visit.calls >= self.board.call_limit:
            self.absent()
        else:
            self.screen.hold.begin()

    def absent(self) -> None:
        """The visitor did not come."""
        if self._state() == "calling":
            self._run("mark_absent")

    def skip(self) -> None:
        """The visitor is not here yet: somebody else first, the place is kept."""
        if self._state() == "calling":
            self._run("skip")

    def finish(self) -> None:
        """Finish without calling the next one."""
        if self._state() == "serving":
            self._run("finish")

    def transfer(self) -> None:
        """Ask where to, then send the visitor on."""
        board = self.board
        if board is None or board.current is None or self.under_way or self.screen.dialog():
            return
        dialog = TransferDialog(self.screen.station, board, self.screen)
        dialog.decided.connect(self._send_on)
        dialog.open()

    def park(self) -> None:
        """Ask for a note, then put the visitor aside."""
        board = self.board
        if board is None or board.current is None or self.under_way or self.screen.dialog():
            return
        dialog = ParkDialog(self.screen.station, board.current.number, self.screen)
        dialog.decided.connect(lambda note: self._run("park", note=note))
        dialog.open()

    def pause(self) -> None:
        """Begin or end a break."""
        self._run("resume" if self._state() == "break" else "take_break")

    def sign_out(self) -> None:
        """Leave the counter."""
        self._run("sign_out")

    def undo(self) -> None:
        """Take the last act back."""
        self._run("undo")

    def _send_on(self, to: Destination) -> None:
        if to.back:
            self._run("send_back", note=to.note)
        elif to.officer:
            self._run("transfer", service_code=to.service, note=to.note, to_officer=to.officer)
        elif to.counter is not None:
            self._run("transfer", service_code=to.service, note=to.note, to_counter=to.counter)
        else:
            self._run("transfer", service_code=to.service, note=to.note)

    def bring_back(self, entry: QueueEntry) -> None:
        """Put a parked or missed visitor into the queue again."""
        self._run("return_to_queue", visit=entry.visit)

    def account(self) -> None:
        """Open the account menu."""
        board = self.board
        if board is None or self.screen.dialog():
            return
        who = board.officer.name if board.officer else self.t("Belum ada petugas")
        entries = [("help", self.t("Tombol papan ketik"), "keyboard", "F10")]
        if board.officer is not None:
            entries.append(("sign_out", self.t("Keluar dari loket"), "logout", ""))
        menu = AccountMenu(
            self.screen.station, who, board.counter.name.say(self.t.language), entries, self.screen
        )  # fmt: skip
        menu.chose.connect(self.do)
        menu.open()

    def help(self) -> None:
        """Show the keys."""
        if self.screen.dialog() is None:
            HelpDialog(self.screen.station, self.screen).open()

    def _run(self, name: str, **facts: object) -> bool:
        if name != "return_to_queue":
            facts["counter"] = self.screen.counter
        return self.errands.run(name, **facts)

    def _state(self) -> str:
        return self.board.state if self.board else ""

    def _choose(self) -> None:
        queue = self.screen.queue
        queue.turn_to("queue")
        if queue.list.entry() is None:
            queue.list.step(1)

    def _show_away(self) -> None:
        if self.board is not None:
            self.screen.queue.turn_to("missed" if self.board.missed else "parked")

    def _answered(self, name: str, result: object) -> None:
        if name == "call_next" and result is None:
            words = self.t("Antrean masih kosong"), self.t("Nomor baru langsung muncul di sini.")
            if self.board is not None and self.board.queue:
                words = self.t("Belum ada giliran"), self.screen.ready.later_words(self.board)
            self.screen.banners.show_notice("empty", Notice(*words, "info", "info", EMPTY_MS))
        if name in ("call_visit", "return_to_queue"):
            self.screen.queue.turn_to("queue")
        self.screen.act_ended()
        self.paper.answered(name, result)
        self.rows.answered(name, result)
        self.appointments.answered(name, result)

    def _failed(self, name: str, error: LoketError) -> None:
        self.screen.notices.finishing = None
        if not self.appointments.failed(name, error):
            self.screen.tell(error)
        self.screen.act_ended()

    # --- keys ---------------------------------------------------------------------------------------------------

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key means; False when it means nothing here."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        keys: dict[int, Callable[[], object]] = {
            Qt.Key.Key_F2: self.screen.primary, Qt.Key.Key_F3: self.recall, Qt.Key.Key_F4: self.begin_absent,
            Qt.Key.Key_F5: self.skip, Qt.Key.Key_F6: self.finish, Qt.Key.Key_F7: self.transfer,
            Qt.Key.Key_F8: self.park, Qt.Key.Key_F9: self.pause, Qt.Key.Key_F10: self.help,
            Qt.Key.Key_F11: self.appointments.toggle,
            Qt.Key.Key_Escape: self.back, Qt.Key.Key_Menu: self.rows.menu_of_chosen,
            Qt.Key.Key_Up: partial(self._walk, -1), Qt.Key.Key_Down: partial(self._walk, 1),
        }  # fmt: skip
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if ctrl:
            keys = {Qt.Key.Key_Z: self.undo, Qt.Key.Key_P: self.paper.receipt, Qt.Key.Key_K: self.paper.ticket}
        if key == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            keys[key] = self.rows.menu_of_chosen  # what keyboards without the Menu key have instead
        found = keys.get(key)
        if enter:
            found = self.screen.queue.return_chosen if ctrl else self.screen.queue.take_chosen
        if self.screen.appointments.opened and self.appointments.key(event):
            event.accept()
            return True
        if found is None or self.board is None:
            return False
        found()
        event.accept()
        return True

    def hide_notices(self) -> bool:
        """Take the notices away; tells whether there were any."""
        banners = self.screen.banners
        known = [key for key in banners.notices() if key != "office"]
        if known:
            if "printer" in known:
                self.screen.notices.hide_printer()
            banners.drop(*known)
        return bool(known)

    def back(self) -> None:
        """Esc: take the notices away, else go back to the queue."""
        if self.hide_notices():
            return
        queue = self.screen.queue
        queue.list.setCurrentIndex(queue.list.entries.index(-1))
        if queue.tab != "queue":
            queue.turn_to("queue")
        self.screen.setFocus()

    def _walk(self, by: int) -> None:
        queue = self.screen.queue
        queue.list.setFocus()
        queue.list.step(by)
