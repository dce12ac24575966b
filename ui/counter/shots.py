"""Pictures of the officer's screen in every state, for `loket shot counter`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from loket.errors import Refused, Trouble
from loket.model.visit import Leg, State
from loket.model.wording import Wording
from loket.office.pictures import CounterBoard, PrinterFace
from loket.office.printing import JobFate
from loket.office.receipts import Ordered, ReceiptDraft
from ui.counter import samples
from ui.counter.appointments import shots as appointments
from ui.counter.paper_words import slip_notice
from ui.counter.receipt import ReceiptDialog
from ui.counter.row_menu import WhyDialog
from ui.counter.screen import CounterScreen
from ui.counter.transfer import TransferDialog
from ui.samples import NOW, go_away
from ui.station import Station


def _screen(station: Station, *boards: CounterBoard) -> CounterScreen:
    screen = CounterScreen(station, boards[-1].counter.number)
    screen.resize(1366, 768)
    for board in boards:
        screen.show_board(board)
    return screen


def _plain(make: Callable[[], CounterBoard]) -> Callable[[Station], QWidget]:
    return lambda station: _screen(station, make())


def _dialog(name: str, make: Callable[[], CounterBoard]) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station, make())
        screen.acts.do(name)
        return screen

    return build


def _tab(tab: str) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station, samples.board())
        screen.queue.turn_to(tab)
        return screen

    return build


def _undo(station: Station) -> QWidget:
    return _screen(station, samples.board(), samples.offered("visit_absent", "A014"))


def _refused(station: Station) -> QWidget:
    screen = _screen(station, samples.serving())
    screen.tell(
        Refused(
            "counter_busy",
            "Loket {counter} masih menangani nomor {number}. Selesaikan atau nyatakan tidak hadir dahulu.",
            counter=3,
            number="B014",
        )
    )
    return screen


def _trouble(station: Station) -> QWidget:
    screen = _screen(station, replace(samples.serving(), printer=PrinterFace("out", "kios")))
    screen.asking.failed.emit(
        Trouble(
            "database_full", "Penyimpanan PC ini penuh. Nomor yang sudah diberikan tetap berlaku; kosongkan ruang, "
            "lalu coba lagi."
        )
    )  # fmt: skip
    return screen


def _away(*boards: CounterBoard) -> Callable[[Station], QWidget]:
    """The office's memory is away; without a board it was never reached."""

    def build(station: Station) -> QWidget:
        screen = CounterScreen(station, 3)
        screen.resize(1366, 768)
        for board in boards:
            screen.show_board(board)
        go_away(station, screen.asking)
        return screen

    return build


def _training(station: Station) -> QWidget:
    board = samples.board()
    return _screen(station, replace(board, office=replace(board.office, training=True)))


def _receipt(draft: ReceiptDraft, day: str = "", untick: int | None = None) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station, samples.serving())
        dialog = ReceiptDialog(station, draft, screen)
        dialog.day.setText(day)
        if untick is not None:
            dialog.view.needs.toggle(dialog.view.needs.index(untick))
        dialog.open()
        return screen

    return build


def _printed(station: Station) -> QWidget:
    screen = _screen(station, samples.serving())
    ordered = Ordered("B014", JobFate("waiting", "kios", printer_state="ready"))
    screen.banners.show_notice("slip", slip_notice("print_receipt", ordered, station.texts))
    return screen


def _calling_bare() -> CounterBoard:
    board = samples.without_paper(spare="Cadangan")
    return replace(samples.calling(without_paper=True), printer=board.printer, queue=board.queue[1:], without_paper=4)


def _row(act: str, row: int = 2) -> Callable[[Station], QWidget]:
    """A waiting visitor is chosen, and something is wanted with it."""

    def build(station: Station) -> QWidget:
        screen = _screen(station, samples.board())
        screen.queue.list.setCurrentIndex(screen.queue.list.entries.index(row))
        entry = samples.QUEUE[row]
        if act == "menu":
            screen.acts.rows.menu_of_chosen()
        elif act == "call":
            screen.acts.rows.call(entry)
        elif act == "regroup":
            screen.acts.rows.regroup(entry)
        elif act == "why":
            WhyDialog(station, entry.number, WHY.say(station.language), screen).open()
        return screen

    return build


WHY = Wording(
    "2 orang di depan Anda menurut urutan datang. Paling banyak 2 pengunjung prioritas masih dapat didahulukan "
    "menurut urutan sekarang. Giliran Anda paling lambat sekitar pukul 10.05, paling cepat 09.46.",
    "2 people are ahead of you by order of arrival. As the line stands, at most 2 priority visitors can still be "
    "called first. Your turn comes by about 10:05 at the latest, 09:46 at the earliest.",
)
"""A sentence as the office makes it."""


def _postponed(station: Station) -> QWidget:
    screen = _screen(station, samples.board())
    leg = Leg("visit-A016", 1, "A016", NOW.date(), "A", State.WAITING, NOW, NOW, postponed=1)
    screen.acts.rows.answered("postpone", leg)
    return screen


def _transfer(board: CounterBoard, counter: str = "", *, back: bool = False) -> Callable[[Station], QWidget]:
    def build(station: Station) -> QWidget:
        screen = _screen(station, board)
        screen.acts.transfer()
        dialog = screen.dialog()
        if isinstance(dialog, TransferDialog):
            dialog.places.choose(counter)
            if back:
                dialog.view.step(-1)
        return screen

    return build


def _account(station: Station) -> QWidget:
    screen = _screen(station, samples.board())
    screen.acts.account()
    return screen


SHOTS: dict[str, Callable[[Station], QWidget]] = {
    "serving": _plain(samples.serving),
    "calling": _plain(samples.calling),
    "ready": _plain(samples.board),
    "empty": _plain(lambda: samples.board(queue=(), parked=(), missed=samples.MISSED[:1])),
    "break": _plain(samples.at_break),
    "transfer": _dialog("transfer", samples.serving),
    "transfer-counter": _transfer(samples.serving(), "4"),
    "transfer-back": _transfer(samples.sent_around(), back=True),
    "call-reason": _row("call"),
    "row": _row(""),
    "row-menu": _row("menu"),
    "why": _row("why"),
    "priority": _row("regroup"),
    "postponed": _postponed,
    "goes-on": lambda station: _screen(station, samples.board(), samples.offered("visit_finished", "B014")),
    "sent-on": lambda station: _screen(station, samples.board(), samples.offered("visit_transferred", "B014")),
    "skipped": lambda station: _screen(station, samples.board(), samples.offered("visit_skipped", "A014")),
    "marked": _plain(samples.marked),
    "nobody-yet": _plain(samples.nobody_yet),
    "sent-around": _plain(samples.sent_around),
    "sent-around-calling": _plain(lambda: samples.sent_around("calling")),
    "park": _dialog("park", samples.serving),
    "parked": _tab("parked"),
    "missed": _tab("missed"),
    "undo": _undo,
    "refused": _refused,
    "trouble": _trouble,
    "away": _away(samples.serving()),
    "away-calling": _away(samples.calling()),
    "away-first": _away(),
    "no-answer": _plain(lambda: samples.calling(shown_on=0, spoken=False)),
    "last-call": _plain(
        lambda: samples.calling(
            calls=3, note="Berkas sudah diperiksa.", from_counter=5, last_called_at=NOW - timedelta(seconds=95)
        )
    ),
    "near": _plain(
        lambda: samples.serving(started_at=NOW - timedelta(minutes=12, seconds=48), note="KTP-el menyusul.")
    ),
    "over": _plain(samples.over_standard),
    "long": _plain(samples.long_names),
    "training": _training,
    "help": _dialog("help", samples.serving),
    "account": _account,
    "receipt": _receipt(samples.draft(), "2-12-2025"),
    "receipt-bare": _receipt(samples.draft(number="A1014", needs=(), missing=frozenset())),
    "receipt-long": _receipt(samples.draft(needs=samples.SERVICES["B"].requirements * 3), "30-11-2025", 0),
    "receipt-wrong": _receipt(samples.draft(), "besok"),
    "receipt-printed": _printed,
    "without-paper": _plain(samples.without_paper),
    "without-paper-calling": _plain(_calling_bare),
    "without-paper-ready": _plain(
        lambda: replace(samples.board(), queue=samples.without_paper().queue, printer=PrinterFace("offline", "kios"))
    ),
    "paper-low": _plain(lambda: replace(samples.serving(), printer=PrinterFace("low", "kios", left=12))),
    **appointments.SHOTS,
}
"""State → builder."""


DEFAULT_SIZE: dict[str, tuple[int, int]] = dict.fromkeys(SHOTS, (1366, 768))
"""State → pixels."""
