"""What the buttons of the printer page do: test slips, new rolls, copies, a printer that goes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from loket.errors import LoketError, Refused
from loket.model.printer import ON_PAPER, PrinterRecord
from loket.office.context import Office
from loket.office.print_log import JobLine
from loket.office.printer_setup import change_roll, remove_printer
from loket.office.printing import OUTCOMES, reprint_job
from ui.parts.banner import Notice
from ui.parts.dialog import Question
from ui.parts.words import failure_words
from ui.printers_page.hands import Tried
from ui.printers_page.reprint import ReprintDialog
from ui.printers_page.words import Explained, job_title, remedy

if TYPE_CHECKING:
    from ui.printers_page.screen import PrintersScreen

SAID_MS = 8_000
"""How long something good is said."""


class PrinterActs(QObject):
    """The acts of one page."""

    def __init__(self, screen: PrintersScreen) -> None:
        """Act for `screen`."""
        super().__init__(screen)
        self.screen, self.t, self.station = screen, screen.t, screen.station
        self.testing: list[str] = []
        """Printers whose test slip is under way or waits for its turn."""
        self._bad: list[str] = []
        self._good = 0
        self._said = ""

    def asked(self, what: str, name: str) -> None:
        """Do what a card's button asks for."""
        record = self.screen.record(name)
        if record is None:
            return
        if what == "test":
            self.test([record])
        elif what == "roll":
            self.new_roll(record)
        else:
            self.screen.open_wizard(record)

    # --- test slips ---------------------------------------------------------------------------------------------

    def test(self, records: list[PrinterRecord]) -> None:
        """Print the test slip on printers, one after the other."""
        fresh = [record for record in records if record.name not in self.testing]
        if not self.testing:
            self._bad, self._good = [], 0
        for record in fresh:
            self.testing.append(record.name)
            work = partial(self.screen.hands.print_test, record, self.t.language)
            self.screen.beside.run(work, partial(self._tested, record.name), partial(self._not_tested, record.name))
        self._say_testing()

    def _say_testing(self) -> None:
        if self.testing and self.screen.test_all.hasFocus():
            self.screen.setFocus()  # else the next button would take the keyboard
        self.screen.test_all.set_busy(bool(self.testing))
        if self.testing:
            words = self.t("Mencetak uji di {printer}…", printer=self.testing[0])
            self.screen.banners.show_notice("test", Notice(words, "", "info", "print"))

    def _tested(self, name: str, tried: Tried) -> None:
        good = tried.outcome in ON_PAPER
        words = self.t(OUTCOMES.get(tried.outcome, ""))
        if good:
            self._good += 1
            text = self.t("Kotaknya harus utuh di keempat sisinya. Bila terpotong: Atur, lalu Kalibrasi ulang.")
            told = Explained(self.t("Uji cetak {outcome}", outcome=words), text, "ok")
        else:
            reason = self.t(tried.reason)
            told = Explained(self.t("Uji cetak {outcome}: {reason}", outcome=words, reason=reason),
                             remedy(tried.reason, self.t), "err")  # fmt: skip
            self._bad.append(self.t("{printer}: {reason}. {remedy}", printer=name, reason=reason,
                                    remedy=told.text).strip())  # fmt: skip
        self.screen.paper.show_test(name, told, tried.papers[0] if tried.papers else None)
        self._one_less(name)

    def _not_tested(self, name: str, error: LoketError) -> None:
        title, text = failure_words(error, self.t)
        self._bad.append(f"{title}. {text}".strip())
        self.screen.paper.show_test(name, Explained(title, text, "err"), None)
        self._one_less(name)

    def _one_less(self, name: str) -> None:
        if name in self.testing:
            self.testing.remove(name)
        self.screen.table.view.clear_choice()
        self._say_testing()
        if not self.testing:
            self._say_results(name)
            self.screen.asking.refresh()

    def _say_results(self, last: str) -> None:
        if not self._bad:
            text = self.t("Lihat kertasnya: kotaknya harus utuh di keempat sisinya.")
            words = self.t("Uji cetak keluar di {printer}", printer=last)
            if self._good > 1:
                words = self.t.count("Uji cetak keluar di {n} printer", self._good)
            self.screen.banners.show_notice("test", Notice(words, text, "ok", "check_circle", SAID_MS))
            return
        notice = Notice(self.t("Uji cetak tidak keluar"), " · ".join(self._bad), "err", "print_error", 0,
                        ((self.t("Sembunyikan"), "", partial(self.screen.banners.drop, "test")),))  # fmt: skip
        self.screen.banners.show_notice("test", notice)

    # --- acts of the office -------------------------------------------------------------------------------------

    def new_roll(self, record: PrinterRecord) -> None:
        """Note a new roll, after a question: the count cannot be taken back."""
        t = self.t
        text = t("Hitungan sisa kertas dimulai lagi dari rol penuh. Tekan hanya setelah rolnya diganti.")
        question = Question(self.station, t("Rol baru di {printer}?", printer=record.name), text, t("Rol baru"),
                            self.screen)  # fmt: skip
        question.agreed.connect(partial(self._do, partial(change_roll, name=record.name),
                                        t("Rol baru di {printer} dicatat", printer=record.name)))  # fmt: skip
        question.open()

    def remove(self, record: PrinterRecord) -> None:
        """Forget a printer, after a question."""
        t = self.t
        text = t("Cetakan yang masih menunggu pindah ke printer lain. Printernya dapat ditambahkan lagi kapan saja.")
        question = Question(self.station, t("Hapus printer {printer}?", printer=record.name), text, t("Hapus"),
                            self.screen)  # fmt: skip
        question.agreed.connect(partial(self._do, partial(remove_printer, name=record.name),
                                        t("Printer {printer} dihapus", printer=record.name)))  # fmt: skip
        question.open()

    def reprint(self, job: JobLine | None) -> None:
        """Ask where, then order one more copy."""
        board = self.screen.board
        if job is None or board is None or not board.cards:
            return
        dialog = ReprintDialog(self.station, job, board.cards, self.screen)
        dialog.decided.connect(partial(self._reprint, job))
        dialog.open()

    def _reprint(self, job: JobLine, printer: str) -> None:
        said = self.t("Cetak ulang {title} diminta di {printer}", title=job_title(job, self.t), printer=printer)
        stays = job.state == "waiting" and printer == job.printer  # it comes out there anyway
        self._do(partial(reprint_job, job_id=job.job, printer=None if stays else printer), said)

    def _do(self, act: Callable[[Office], object], said: str) -> None:
        self.screen.banners.drop("act")
        self._said = said
        self.station.bridge.run(act, self._done, self.tell)

    def _done(self, _result: object) -> None:
        self.screen.banners.show_notice("act", Notice(self._said, "", "ok", "check_circle", SAID_MS))
        self.screen.asking.refresh()

    def tell(self, error: LoketError) -> None:
        """Say why something was not done."""
        away = self.station.bridge.trouble
        if away is not None and away.code == error.code:
            return  # said already, above everything
        title, text = failure_words(error, self.t)
        tone = "warn" if isinstance(error, Refused) else "err"
        self.screen.banners.show_notice("act", Notice(title, text, tone, "", SAID_MS))
