"""Hands and eyes of the headless demo: press widgets as people do, wait for what must follow, keep pictures."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from loket.demo.stage import COUNTER, HALL, pump, still, stuck
from loket.errors import N_
from loket.model.events import CALLS, Kind
from loket.office.boards import counter_board
from ui.counter.queue_list import ENTRY
from ui.counter.queue_panel import TABS
from ui.counter.target_list import TARGET, TargetView

if TYPE_CHECKING:
    from datetime import date

    from loket.demo.evidence import Evidence
    from loket.demo.stage import Stage
    from loket.office.context import Office
    from loket.office.pictures import CounterBoard, TakenTicket

KIOSK_SIZE, COUNTER_SIZE, HALL_SIZE, PAPER_SIZE = (1080, 1920), (1366, 768), (1920, 1080), (520, 900)

SETTLE_MS = 70


class Hands:
    """The four windows, and how they are pressed and read."""

    def __init__(self, stage: Stage, evidence: Evidence) -> None:
        """Open the four windows."""
        self.stage, self.evidence = stage, evidence
        self.longest_press_ms = 0.0
        self._kiosk = stage.kiosk()
        self._counter = stage.counter()
        self._hall = stage.display(mute=True)
        self._paper = stage.paper()
        windows = (self._kiosk, self._counter, self._hall, self._paper)
        for window, size in zip(windows, (KIOSK_SIZE, COUNTER_SIZE, HALL_SIZE, PAPER_SIZE), strict=True):
            window.resize(*size)
            window.show()

    def close(self) -> None:
        """Close the windows."""
        for window in (self._kiosk, self._counter, self._hall, self._paper):
            window.close()

    # --- what a visitor does -----------------------------------------------------------------------------------

    def take(
        self, code: str, *, language: str | None = None, leave_out: int = 0, priority: str | None = None,
        pictures: bool = False, waits_for_paper: bool = True,
    ) -> TakenTicket:  # fmt: skip
        """Press the kiosk until there is a number, and step aside."""
        from ui.kiosk.attract import AttractPage
        from ui.kiosk.home import HomePage
        from ui.kiosk.priority import PriorityPage
        from ui.kiosk.service import ServicePage
        from ui.kiosk.ticket import TicketPage

        kiosk = self._kiosk
        self._page(AttractPage)
        self.press(kiosk.page)
        self._page(HomePage)
        if language:
            self.press(self._named(kiosk, f"language-{language}"))
            self._pump(lambda: kiosk.look().texts.language == language, "the kiosk speaks the visitor's language")
        if pictures:
            self._shot(kiosk, f"kios-layanan-{code}", N_("Kios: layanan dan yang menunggu"))
        self.press(self._named(kiosk, f"tile-{code}"))
        self._page(ServicePage)
        for index in range(leave_out):
            self.press(kiosk.page.rows[-1 - index])  # type: ignore[union-attr]
        if pictures:
            self._shot(kiosk, f"kios-syarat-{code}", N_("Syarat, waktu, dan biaya sebelum mengambil nomor"))
        if priority:
            self.press(self._named(kiosk, "ask-priority"))
            self._page(PriorityPage)
            self.press(self._named(kiosk, f"priority-{priority}"))
            if pictures:
                self._shot(kiosk, "kios-prioritas", N_("Siapa yang perlu didahulukan, tanpa bukti"))
        self.press(self._named(kiosk, "take"))
        self._page(TicketPage)
        ticket: TakenTicket = kiosk.page.ticket  # type: ignore[union-attr]
        if waits_for_paper and not pictures:
            self._until_settled(ticket)
            if not getattr(kiosk.page, "without_paper", False):
                self.press(self._named(kiosk, "done"))
        return ticket

    # --- what the officer does ---------------------------------------------------------------------------------

    def call(self) -> None:
        """Call the next visitor and let the hall finish."""
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_spoken()

    def start(self) -> None:
        """The visitor has come to the counter."""
        self.wait(20)
        self.press_key("Key_F2")
        self._until_state("serving")

    def serve(self, seconds: float) -> None:
        """Serve the called visitor to the end."""
        self.start()
        self.wait(seconds)
        self.press_key("Key_F6")
        self._until_state("ready")

    def _choose_officer(self, code: str) -> None:
        signin = self._counter.signin
        self._pump(lambda: signin.board is not None and signin.isVisible(), "the sign-in is on the screen")
        codes = [officer.code for officer in signin.board.officers] if signin.board else []
        self._press_item(signin.officers, codes.index(code))
        self._pump(signin.button.isEnabled, "officer and counter are chosen")
        self.press(signin.button)

    def _bring_back(self, number: str) -> None:
        """Choose a missed visitor in the list and put the number into the queue again."""
        self._choose_away("missed", number)
        self.press_key("Key_Return", control=True)
        self._pump(lambda: bool(self._board().queue), "the missed visitor is back")

    def _resume(self, number: str) -> None:
        """Choose a parked visitor in the list and call the number."""
        self._choose_away("parked", number)
        self.press_key("Key_Return")

    def _choose_away(self, tab: str, number: str) -> None:
        queue = self._counter.queue
        self.press(queue.tabs[TABS.index(tab)])

        def row() -> int | None:
            entries = queue.list.entries
            rows = (at for at in range(entries.rowCount()) if entries.index(at).data(ENTRY).number == number)
            return next(rows, None) if entries.tab == tab else None

        self._pump(lambda: row() is not None, f"{number} is in the list of {tab} visitors")
        self._press_item(queue.list, row() or 0)

    def _accept_dialog(self) -> None:
        self.press_key("Key_Return")

    def _transfer(self, code: str) -> None:
        self.press_key("Key_F7")
        self._pump(lambda: self._counter.findChild(TargetView) is not None, "the transfer dialog is open")
        view = self._counter.findChild(TargetView)
        if view is None:
            raise stuck("the transfer dialog stays open")
        codes = [view.model().index(row, 0).data(TARGET).service.code for row in range(view.model().rowCount())]
        self._press_item(view, codes.index(code))
        self._shot(self._counter, "alihkan", N_("Alihkan: nomor tetap sama"))
        self.press_key("Key_Return")

    def _close_day(self) -> date:
        """Close the day with the launcher's button, which wants to be pressed twice."""
        launcher = self.stage.launcher()
        launcher.show()
        closed: list[date] = []
        launcher.closed.connect(closed.append)
        button = self._named(launcher, "close-today")
        self.press(button)
        self._shot(launcher, "tutup-hari", N_("Menutup hari: tombolnya ditekan dua kali"))
        self.press(button)
        self._pump(lambda: bool(closed), "the day is closed")
        launcher.close()
        return closed[0]

    def _keep_voice(self) -> None:
        """Keep the present call as it sounds in the hall."""
        from loket.office.boards import hall_board
        from ui.voice import sentence_wav

        current = self._board().current
        board = hall_board(self.stage.backstage, HALL)
        known = (*board.last, *board.pending)
        call = next((each for each in known if current and each.number == current.number), None)
        if call is None:
            raise stuck("the hall's board has the present call")
        self.evidence.voice(sentence_wav(call), call.number)

    # --- pressing, waiting, looking ----------------------------------------------------------------------------

    def press(self, widget: QWidget | None) -> None:
        """Press a widget as a finger does, and time how long the screen was busy with it."""
        if widget is None:
            raise stuck("a widget to press is on the screen")
        self._timed(partial(QTest.mouseClick, widget, Qt.MouseButton.LeftButton))

    def _press_item(self, view: QAbstractItemView, row: int) -> None:
        """Press one item of a list."""
        place = view.visualRect(view.model().index(row, 0)).center()
        self._timed(partial(QTest.mouseClick, view.viewport(), Qt.MouseButton.LeftButton, pos=place))

    def press_key(self, name: str, *, control: bool = False) -> None:
        """Press a key of the officer's keyboard."""
        self._counter.activateWindow()
        self._settle()
        key: Qt.Key = getattr(Qt.Key, name)
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        target = QApplication.focusWidget() or self._counter
        if target.window() is not self._counter.window():
            target = self._counter
        self._timed(lambda: QTest.keyClick(target, key, modifier))

    def _timed(self, act: Callable[[], object]) -> None:
        waited, began = _waited_for_processor_ms(), time.perf_counter()
        act()
        busy = (time.perf_counter() - began) * 1000 - (_waited_for_processor_ms() - waited)
        self.longest_press_ms = max(self.longest_press_ms, busy)
        self._settle()

    def wait(self, seconds: float) -> None:
        """Let the office's time pass."""
        self.stage.clock.advance(seconds)
        self._settle()

    def _wait_until(self, hour: int, minute: int) -> None:
        """Let the office's time pass until a time of the day; nothing when it is later already."""
        now = self.stage.clock.now().astimezone(self.stage.backstage.rules.tz)
        self.wait(max(0.0, (now.replace(hour=hour, minute=minute, second=0) - now).total_seconds()))

    def _settle(self) -> None:
        still(SETTLE_MS)

    def _pump(self, until: Callable[[], bool], what: str) -> None:
        pump(until, what)

    def _page(self, kind: type) -> None:
        self._pump(lambda: isinstance(self._kiosk.page, kind), f"the kiosk shows {kind.__name__}")

    def _named(self, window: QWidget, name: str) -> QWidget | None:
        """Find a widget that is on the screen; one that is on its way out does not count."""

        def found() -> QWidget | None:
            return next((each for each in window.findChildren(QWidget, name) if each.isVisible()), None)

        self._pump(lambda: found() is not None, f"{name} is on the screen")
        return found()

    def _board(self) -> CounterBoard:
        return counter_board(self.stage.backstage, COUNTER)

    def _until_state(self, state: str) -> None:
        self._pump(lambda: self._board().state == state, f"the counter is {state}")
        self._settle()

    def _until_shown(self) -> None:
        self._pump(lambda: _answered(self.stage.backstage, Kind.CALL_SHOWN), "the hall has shown every call")

    def _until_spoken(self) -> None:
        self._pump(lambda: _answered(self.stage.backstage, Kind.CALL_SPOKEN), "the hall has spoken every call")

    def _until_printed(self, ticket: TakenTicket) -> None:
        self._pump(lambda: any(each.number == ticket.number for each in self.stage.slips.kept), "the slip is printed")

    def _until_settled(self, ticket: TakenTicket) -> None:
        if self._kiosk.board.printer.state != "none":
            self._until_printed(ticket)

    def _shot(self, window: QWidget, name: str, caption: str, *, home: bool = False) -> None:
        if home:
            self._kiosk.go_home()
        self._settle()
        self.evidence.picture(window, name, self._time(), self.evidence.texts(caption))
        if home:
            self._kiosk.reset()

    def _time(self) -> str:
        tz = self.stage.backstage.rules.tz
        return self.evidence.texts.time(self.stage.clock.now().astimezone(tz))


def _answered(office: Office, kind: Kind) -> bool:
    """Tell whether the hall has answered every call with a fact of `kind`."""
    with office.store.reading() as book:
        calls = book.facts_of_kinds(CALLS, 0)
        answers = book.facts_of_kinds((kind,), 0)
    return len(answers) >= len(calls)


def _waited_for_processor_ms() -> float:
    """Give how long this thread has waited for a processor that others used; 0 where the system does not say.

    A press that waits for other programs has not waited for a disk.
    """
    try:
        return int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1]) / 1e6
    except (OSError, IndexError, ValueError):
        return 0.0
