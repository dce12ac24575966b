"""The headless demo: an hour at the office, played by pressing the widgets, watched by the five promises."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from loket.demo.clock import DemoClock
from loket.demo.evidence import Evidence
from loket.demo.promises import Verdict, check
from loket.errors import N_, Trouble
from loket.texts import Texts

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    from loket.demo.stage import Stage
    from loket.office.pictures import CounterBoard, TakenTicket

PACE = 25.0
"""Timers of the screens run this many times faster than in earnest."""

_STUCK = N_("Demo berhenti: {what} tidak terjadi. Laporkan sebagai cacat.")

KIOSK_SIZE, COUNTER_SIZE, HALL_SIZE, PAPER_SIZE = (1080, 1920), (1366, 768), (1920, 1080), (520, 900)


def play(folder: Path, language: str = "id") -> list[Verdict]:
    """Play the hour and leave its evidence in `folder`; gives what became of the five promises."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from loket.demo.stage import HALL, Stage
    from ui.app import application
    from ui.theme import Theme

    application(Theme.of("light"))
    evidence = Evidence(folder, Texts.of(language))
    evidence.prepare()
    stage = Stage(DemoClock(), folder / "demo.db", language, PACE)
    stage.build()
    hour = Hour(stage, evidence)
    try:
        hour.run()
        office = stage.backstage
        evidence.journal(office)
        evidence.slips(stage.slips.kept)
        verdicts = check(
            office, HALL, longest_press_ms=hour.longest_press_ms,
            acts_in_gui_thread=threading.get_ident() in stage.acting_threads,
        )  # fmt: skip
        evidence.page(verdicts, [_slip_name(each) for each in stage.slips.kept])
    finally:
        hour.close()
        stage.close()
    return verdicts


def _slip_name(printed: object) -> str:
    number, copy = printed.number, printed.copy  # type: ignore[attr-defined]
    return str(number) if copy == 1 else f"{number}-{copy}"


class Hour:
    """One hour, 09.00 to 10.00, at one kiosk, one counter, one display and one printer."""

    def __init__(self, stage: Stage, evidence: Evidence) -> None:
        """Open the four windows."""
        self.stage, self.evidence = stage, evidence
        self.longest_press_ms = 0.0
        self._scene = 0
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

    # --- the story ---------------------------------------------------------------------------------------------

    def run(self) -> None:
        """Play all scenes in order."""
        scenes: tuple[tuple[str, Callable[[], None]], ...] = (
            (N_("Petugas masuk di loket 1"), self._sign_in),
            (N_("Pengunjung pertama mengambil nomor"), self._first_visitor),
            (N_("Petugas memanggil; layar menampilkan dan mengucapkan"), self._first_call),
            (N_("Pengunjung berbahasa Inggris, satu berkas belum ada"), self._english_visitor),
            (N_("Lansia mengambil nomor prioritas"), self._elder),
            (N_("Selesai dan panggil berikutnya dengan satu tombol"), self._finish_and_call),
            (N_("Tidak hadir setelah tiga panggilan, lalu kembali"), self._missed_and_back),
            (N_("Ditunda untuk fotokopi, lalu dilanjutkan"), self._parked),
            (N_("Dialihkan ke layanan lain tanpa mengambil nomor lagi"), self._transferred),
            (N_("Salah tekan diurungkan"), self._undone),
            (N_("Kertas habis: nomor besar di layar, lalu tercetak"), self._paper_out),
            (N_("Layar ruang tunggu mati dan menyala lagi"), self._hall_restart),
            (N_("Jam sibuk: tujuh pengunjung berturut-turut"), self._busy),
            (N_("Hari ditutup dengan berita acara"), self._closing),
        )
        for index, (words, scene) in enumerate(scenes):
            self._scene = index
            self.evidence.say(index / len(scenes), self._time(), self.evidence.texts(words))
            scene()
        self.evidence.say(1.0, self._time(), self.evidence.texts("Selesai."))

    def _sign_in(self) -> None:
        from loket.office.signin import sign_in

        del sign_in
        self._shot(self._counter, "masuk", N_("Layar masuk: pilih petugas dan loket"))
        self._choose_officer("P1")
        self._until_state("ready")
        self._shot(self._counter, "siap", N_("Loket siap, antrean masih kosong"))
        self._shot(self._hall, "layar-pagi", N_("Layar ruang tunggu pada pagi hari"))
        self._shot(self._kiosk, "kios-awal", N_("Kios menunggu sentuhan"))

    def _first_visitor(self) -> None:
        ticket = self.take("A", pictures=True)
        self._until_printed(ticket)
        self._shot(self._kiosk, "tiket", N_("Nomor besar di layar, tiket keluar"))
        self._shot(self._paper, "kertas", N_("Kertas yang keluar dari printer contoh"))
        self.wait(40)

    def _first_call(self) -> None:
        self.take("B")
        self.wait(50)
        self._shot(self._counter, "antrean", N_("Petugas melihat siapa menunggu dan berapa lama"))
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_shown()
        self._shot(self._hall, "panggilan", N_("Layar ruang tunggu memanggil"))
        self._shot(self._counter, "memanggil", N_("Loket: dipanggil, layar sudah menjawab"))
        self._until_spoken()
        self.wait(25)
        self.press_key("Key_F2")
        self._until_state("serving")
        self.wait(200)
        self._shot(self._counter, "melayani", N_("Melayani, waktu dihitung terhadap standar"))

    def _english_visitor(self) -> None:
        self.take("B", language="en", leave_out=1, pictures=True)

    def _elder(self) -> None:
        self.take("A", priority="LANSIA", pictures=True)
        self.wait(60)

    def _finish_and_call(self) -> None:
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_spoken()
        self._shot(self._hall, "panggilan-berikut", N_("Panggilan berikutnya; yang tadi turun ke daftar"))
        self.serve(180)

    def _missed_and_back(self) -> None:
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_spoken()
        number = self._board().current.number  # type: ignore[union-attr]
        for _ in range(2):
            self.wait(35)
            self.press_key("Key_F3")
            self._until_spoken()
        self.wait(30)
        self.press_key("Key_F4")
        self._until_state("ready")
        self._shot(self._hall, "terlewat", N_("Nomor terlewat tetap tampak di kaki layar"))
        self.wait(240)
        self._bring_back(number)
        self.press_key("Key_F2")
        self._until_state("calling")
        self._until_spoken()
        self.serve(150)

    def _parked(self) -> None:
        self.take("B")
        self.call()
        self.start()
        self.wait(90)
        self.press_key("Key_F8")
        self._accept_dialog()
        self._until_state("ready")
        visit = self._board().parked[0].visit
        self.wait(200)
        self._resume(visit)
        self._until_state("calling")
        self._until_spoken()
        self.serve(120)

    def _transferred(self) -> None:
        self.take("A")
        self.call()
        self.start()
        self.wait(60)
        number = self._board().current.number  # type: ignore[union-attr]
        self._transfer("B")
        self._until_state("ready")
        self.call()
        current = self._board().current
        if current is None or current.number != number:
            raise Trouble("demo_stuck", _STUCK, what=f"{number} keeps number and turn after a transfer")
        self._shot(self._counter, "dialihkan", N_("Nomor yang sama, layanan lain, tanpa antre dari awal"))
        self.serve(150)

    def _undone(self) -> None:
        self.take("A")
        self.call()
        self.start()
        self.wait(45)
        self.press_key("Key_F6")
        self._until_state("ready")
        self._shot(self._counter, "urungkan", N_("Selesai dapat diurungkan"))
        self.press_key("Key_Z", control=True)
        self._until_state("serving")
        self.wait(60)
        self.press_key("Key_F6")
        self._until_state("ready")

    def _paper_out(self) -> None:
        from loket.office.printing import remove_printer

        remove_printer(self.stage.backstage, "kertas")
        self._pump(lambda: self._kiosk.board.printer.state == "none", "the kiosk knows that there is no printer")
        self.take("B")
        self._shot(self._kiosk, "tanpa-kertas", N_("Tanpa kertas: nomor besar, QR, foto layar ini"))
        self._restore_printer()
        self._kiosk.reset()
        self.call()
        self.serve(100)

    def _hall_restart(self) -> None:
        from loket.demo.stage import pump

        self._hall.close()
        self._hall.deleteLater()
        self.stage.bridges[2].close()
        self.take("A")
        self.take("B")
        self.press_key("Key_F2")
        self._until_state("calling")
        self.wait(10)
        self.press_key("Key_F3")
        self._pump(lambda: self._board().current is not None and self._board().current.calls == 2, "the second call")  # type: ignore[union-attr]
        self._hall = self.stage.display(mute=True)
        self._hall.resize(*HALL_SIZE)
        self._hall.show()
        self._until_spoken()
        pump(lambda: True, "")
        self._shot(self._hall, "layar-kembali", N_("Layar menyala lagi dan menyusul setiap panggilan"))
        self.serve(90)
        self.call()
        self.serve(80)

    def _busy(self) -> None:
        for code in ("A", "B", "A", "A", "B", "K", "C"):
            self.take(code)
            self.wait(30)
        self._shot(self._kiosk, "kios-sibuk", N_("Kios pada jam sibuk"), home=True)
        for seconds in (110, 95, 120):
            self.call()
            self.serve(seconds)
        self._shot(self._hall, "layar-sibuk", N_("Layar ruang tunggu pada jam sibuk"))
        self.press_key("Key_F9")
        self._until_state("break")
        self._shot(self._counter, "istirahat", N_("Istirahat"))
        self.wait(300)
        self.press_key("Key_F2")
        self._until_state("ready")

    def _closing(self) -> None:
        from loket.documents.day_report import write_day_report
        from loket.office import days
        from loket.office.reports import day_report

        office = self.stage.backstage
        day = days.close_day(office)
        self._pump(lambda: not self._kiosk.board.open, "the kiosk knows that the day is over")
        self._shot(self._kiosk, "tutup", N_("Kios setelah hari ditutup"))
        write_day_report(day_report(office, day), self.evidence.folder / "laporan.pdf", self.stage.language)

    # --- what a visitor does -----------------------------------------------------------------------------------

    def take(
        self, code: str, *, language: str | None = None, leave_out: int = 0, priority: str | None = None,
        pictures: bool = False,
    ) -> TakenTicket:  # fmt: skip
        """Press the kiosk until there is a number, and step aside."""
        from ui.kiosk.choosing import AttractPage, HomePage, PriorityPage, ServicePage
        from ui.kiosk.telling import TicketPage

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
        if not pictures:
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
        self.press(self._named(self._counter, f"officer-{code}"))
        self.press(self._named(self._counter, "sign-in"))

    def _bring_back(self, number: str) -> None:
        from loket.office.calling import return_to_queue

        visit = next(entry.visit for entry in self._board().missed if entry.number == number)
        return_to_queue(self.stage.backstage, visit)
        self._pump(lambda: bool(self._board().queue), "the missed visitor is back")

    def _resume(self, visit: str) -> None:
        from loket.office.calling import call_visit

        call_visit(self.stage.backstage, 1, visit)

    def _accept_dialog(self) -> None:
        self.press_key("Key_Return")

    def _transfer(self, code: str) -> None:
        self.press_key("Key_F7")
        self.press(self._named(self._counter, f"target-{code}"))
        self._shot(self._counter, "alihkan", N_("Alihkan: nomor tetap sama"))
        self.press_key("Key_Return")

    def _restore_printer(self) -> None:
        from loket.office.printing import add_printer

        add_printer(self.stage.backstage, "kertas", "virtual:", 576)

    # --- pressing, waiting, looking ----------------------------------------------------------------------------

    def press(self, widget: QWidget | None) -> None:
        """Press a widget as a finger does, and time how long the screen was busy with it."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        if widget is None:
            raise Trouble("demo_stuck", _STUCK, what="a widget to press is on the screen")
        self._timed(partial(QTest.mouseClick, widget, Qt.MouseButton.LeftButton))

    def press_key(self, name: str, *, control: bool = False) -> None:
        """Press a key of the officer's keyboard."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication

        self._counter.activateWindow()
        self._settle()
        key: Qt.Key = getattr(Qt.Key, name)
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        target = QApplication.focusWidget() or self._counter
        if target.window() is not self._counter.window():
            target = self._counter
        self._timed(lambda: QTest.keyClick(target, key, modifier))

    def _timed(self, act: Callable[[], object]) -> None:
        began = time.perf_counter()
        act()
        self.longest_press_ms = max(self.longest_press_ms, (time.perf_counter() - began) * 1000)
        self._settle()

    def wait(self, seconds: float) -> None:
        """Let the office's time pass."""
        self.stage.clock.advance(seconds)
        self._settle()

    def _settle(self) -> None:
        from loket.demo.stage import still

        still(70)

    def _pump(self, until: Callable[[], bool], what: str) -> None:
        from loket.demo.stage import pump

        pump(until, what)

    def _page(self, kind: type) -> None:
        self._pump(lambda: isinstance(self._kiosk.page, kind), f"the kiosk shows {kind.__name__}")

    def _named(self, window: QWidget, name: str) -> QWidget | None:
        from PySide6.QtWidgets import QWidget

        self._pump(lambda: window.findChild(QWidget, name) is not None, f"{name} is on the screen")
        found: QWidget | None = window.findChild(QWidget, name)
        return found

    def _board(self) -> CounterBoard:
        from loket.office.boards import counter_board

        return counter_board(self.stage.backstage, 1)

    def _until_state(self, state: str) -> None:
        self._pump(lambda: self._board().state == state, f"the counter is {state}")
        self._settle()

    def _until_shown(self) -> None:
        self._pump(lambda: self._answered("call_shown"), "the hall has shown every call")

    def _until_spoken(self) -> None:
        self._pump(lambda: self._answered("call_spoken"), "the hall has spoken every call")

    def _answered(self, kind: str) -> bool:
        with self.stage.backstage.store.reading() as book:
            calls = book.facts_of_kinds(("visit_called", "visit_recalled"), 0)
            answers = book.facts_of_kinds((kind,), 0)
        return len(answers) >= len(calls)

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
