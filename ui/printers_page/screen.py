"""The printer page: every printer of the office, the last print jobs, and the paper that came out."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from loket.model.printer import TROUBLED, PrinterRecord
from loket.office.print_log import JobLine, paper_of
from loket.office.printer_board import PrinterBoard, printer_board
from ui import curtain, fonts, icons, paint
from ui.beside import Beside, Worker
from ui.parts.asking import Asking
from ui.parts.banner import BannerStack, Notice
from ui.parts.desk import DeskButton, whole
from ui.parts.dialog import Dialog
from ui.parts.words import failure_words
from ui.printers_page.acts import PrinterActs
from ui.printers_page.cards import PrinterTiles
from ui.printers_page.hands import Hands
from ui.printers_page.jobs import JobTable
from ui.printers_page.paper_panel import PaperPanel
from ui.station import Station

BAR, WIDE, LEAST_TABLE = 72, 1600, 250


class PrintersScreen(QWidget):
    """The supervisor's window for printers."""

    def __init__(self, station: Station, hands: Hands, workers: Callable[[str], Worker] = Beside) -> None:
        """Open it. `hands` do what needs a printer; `workers` makes threads beside the screen."""
        super().__init__()
        self.station, self.t, self.hands, self.workers = station, station.texts, hands, workers
        self.board: PrinterBoard | None = None
        self.setProperty("surface", "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(self.t("Printer"))
        self.setAccessibleName(self.t("Printer"))
        self.setMinimumSize(980, 620)
        self.beside = workers("printers")
        self._pictured: tuple[int, str, int] | None = None
        self._build()
        self.acts = PrinterActs(self)
        self.tiles.asked.connect(self.acts.asked)
        self.paper.again.connect(self.acts.reprint)
        self.asking = Asking(station, lambda: printer_board, self)
        self.asking.came.connect(self._board_came)
        self.asking.failed.connect(self._board_failed)
        self.asking.refresh()
        self.setFocus()

    def _build(self) -> None:
        self.find_button = self._button(self.t("Cari printer"), "search", "find", self.find_printers)
        self.add_button = self._button(self.t("Tambah printer"), "add", "add", self.add_printer)
        self.test_all = self._button(self.t("Cetak uji semua"), "print", "test-all", self._test_all, "primary")
        self.begin = DeskButton(
            self.station.theme, self.t("Cari printer"), "search", "primary", height=64, parent=self
        )  # fmt: skip
        self.begin.setObjectName("begin")
        self.begin.clicked.connect(self.find_printers)
        self.banners = BannerStack(self.station, self)
        self.banners.changed.connect(self.arrange)
        self.tiles = PrinterTiles(self.station, self)
        self.table = JobTable(self.station, self)
        self.paper = PaperPanel(self.station, self)
        self.table.chosen.connect(self._chosen)
        self.table.meant.connect(lambda: self.acts.reprint(self.paper.job))
        for part in (self.begin, self.tiles, self.table, self.paper):
            part.hide()

    def _button(self, words: str, icon: str, name: str, act: Callable[[], None], kind: str = "secondary") -> DeskButton:
        made = DeskButton(self.station.theme, words, icon, kind, parent=self)
        made.setObjectName(name)
        made.clicked.connect(act)
        return made

    # --- the picture --------------------------------------------------------------------------------------------

    def record(self, name: str) -> PrinterRecord | None:
        """Give a printer by its name as it was last seen."""
        cards = self.board.cards if self.board else ()
        return next((card.record for card in cards if card.record.name == name), None)

    def _board_came(self, board: PrinterBoard) -> None:
        self.banners.drop("office")
        self.show_board(board)

    def show_board(self, board: PrinterBoard) -> None:
        """Draw a new picture."""
        self.board = board
        self.tiles.show_cards(board.cards)
        self.table.show_jobs(board.jobs)
        self.test_all.setVisible(bool(board.cards))
        self.find_button.setVisible(bool(board.cards))
        chosen: JobLine | None = self.table.view.item()
        if chosen is not None:
            self._chosen(chosen)
        self._tab_order()
        self.arrange()
        self.update()

    def _board_failed(self, error: LoketError) -> None:
        title, text = failure_words(error, self.t)
        if self.board is not None:
            text = f"{text} {self.t('Layar ini menunjukkan keadaan pukul {t}.', t=self.t.time(self.board.now))}"
        self.banners.show_notice("office", Notice(title, text.strip(), "err", "cloud_off"))

    def _chosen(self, job: JobLine | None) -> None:
        """Show a job's paper: the picture is decoded beside the screen from what was sent."""
        if job is None:
            return
        self.paper.show_job(job)
        wanted = (job.job, job.state, job.attempts)
        if wanted != self._pictured:
            self._pictured = wanted
            self.station.bridge.run(partial(paper_of, job=job.job), partial(self._sent, wanted), self._no_picture)

    def _sent(self, wanted: tuple[int, str, int], sent: tuple[int, bytes] | None) -> None:
        if wanted != self._pictured:
            return
        if sent is None:
            self._picture(wanted, None)
        else:
            self.beside.run(partial(self.hands.picture, *sent), partial(self._picture, wanted), self._no_picture)

    def _picture(self, wanted: tuple[int, str, int], picture: QImage | None) -> None:
        if wanted == self._pictured and self.paper.job is not None:
            self.paper.show_picture(picture)

    def _no_picture(self, error: LoketError) -> None:
        self._pictured = None
        self.acts.tell(error)

    # --- what can be done ---------------------------------------------------------------------------------------

    def _test_all(self) -> None:
        self.acts.test([card.record for card in self.board.cards] if self.board else [])

    def find_printers(self) -> None:
        """Look for printers."""
        self.open_wizard(None, search=True)

    def add_printer(self) -> None:
        """Add a printer whose address is known."""
        self.open_wizard(None)

    def open_wizard(self, record: PrinterRecord | None, *, search: bool = False) -> None:
        """Set up a printer, or a new one."""
        from ui.printers_page.wizard import Wizard

        if self.dialog() is None and self.board is not None:
            wizard = Wizard(self, record, search=search)
            wizard.open()
            wizard.begin()

    def dialog(self) -> Dialog | None:
        """Give the dialog that is open."""
        return next((child for child in self.findChildren(Dialog) if not child.isHidden()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F5 asks anew; Enter on the table prints once more."""
        if event.key() == Qt.Key.Key_F5:
            self.asking.refresh()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.view.hasFocus():
            self.acts.reprint(self.paper.job)
        elif event.key() == Qt.Key.Key_Escape:
            self.banners.drop("test", "act")
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the threads end by themselves: a printer that hangs must not keep the window."""
        dialog = self.dialog()
        if dialog is not None:
            dialog.close_dialog()
        self.asking.stop()
        self.beside.close()
        super().closeEvent(event)

    def _tab_order(self) -> None:
        stops: list[QWidget] = [self.find_button, self.add_button, self.test_all]
        for tile in self.tiles.tiles:
            stops += tile.buttons
        stops += [self.table.view, self.paper.button]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)

    # --- place and paint ----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self.arrange()

    def arrange(self) -> None:
        """Place everything for the present size."""
        wide = self.width() >= WIDE
        gap, margin, side = (16, 28, 520) if wide else (14, 18, 360)
        right = self.width() - margin
        for button in (self.test_all, self.add_button, self.find_button):
            button.setVisible(self.board is not None and (bool(self.board.cards) or button is self.add_button))
            if not button.isHidden():
                right -= button.natural_width()
                button.setGeometry(whole(right, 16, button.natural_width(), 40))
                right -= 12
        height = self.banners.wanted_height()
        self.banners.setGeometry(margin, BAR, self.width() - 2 * margin, max(0, height))
        self.banners.setVisible(height > 0)
        top, low = BAR + height, self.height() - margin
        full = self.board is not None and bool(self.board.cards)
        for part in (self.tiles, self.table, self.paper):
            part.setVisible(full)
        self.begin.setVisible(self.board is not None and not full)
        width = self.begin.natural_width()
        self.begin.setGeometry(whole((self.width() - width) / 2, self.height() / 2 + 70, width, 64))
        left = self.width() - 2 * margin - side - gap
        wanted = self.tiles.wanted_height(left)
        cards = min(wanted, low - top - gap - LEAST_TABLE)
        self.tiles.setGeometry(margin, top, left, cards)
        self.table.setGeometry(margin, top + cards + gap, left, low - top - cards - gap)
        self.paper.setGeometry(margin + left + gap, top, side, low - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the title, and what to do when there is no printer yet."""
        rect, theme = QRectF(self.rect()), self.station.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.board is None:
            curtain.draw(painter, rect, theme, self.t("Menunggu basis data…") if self.banners.notices() else "")
            return
        painter.fillRect(rect, theme.color("bg"))
        margin = 28 if self.width() >= WIDE else 18
        title = QRectF(margin, 12, self.width() / 2, 30)
        paint.draw_text(painter, title, self.t("Printer"), fonts.of(24, 700, -1.5), theme.color("ink"))
        under = QRectF(margin, 42, self.width() / 2, 20)
        paint.draw_text(painter, under, self.summary(self.board), fonts.of(13, 500), theme.color("ink2"))
        if not self.board.cards:
            self._draw_empty(painter)

    def summary(self, board: PrinterBoard) -> str:
        """Say in one line how the printers are."""
        parts = [board.office.name]
        if board.cards:
            parts.append(self.t.count("{n} printer", len(board.cards)))
        bad = sum(1 for card in board.cards if card.record.state in TROUBLED | {"low"})
        if bad:
            parts.append(self.t.count("{n} perlu dilihat", bad))
        waiting = sum(card.waiting for card in board.cards)
        if waiting:
            parts.append(self.t.count("{n} cetakan menunggu", waiting))
        return " · ".join(parts)

    def _draw_empty(self, painter: QPainter) -> None:
        theme, middle, y = self.station.theme, self.width() / 2, self.height() / 2
        icons.draw(painter, QRectF(middle - 36, y - 136, 72, 72), "print", theme.color("ink3"))
        title = QRectF(middle - 320, y - 50, 640, 34)
        paint.draw_text(painter, title, self.t("Belum ada printer"), fonts.of(26, 700, -1.5), theme.color("ink"),
                        paint.CENTER)  # fmt: skip
        words = self.t("Sambungkan printer struk ke komputer ini atau ke jaringan, nyalakan, lalu tekan tombol di "
                       "bawah. Nomor tetap berlaku tanpa kertas.")  # fmt: skip
        text = QRectF(middle - 320, y - 10, 640, 66)
        paint.draw_text(painter, text, words, fonts.of(15, 500), theme.color("ink2"), paint.TOP_CENTER, 3,
                        line_height=1.5)  # fmt: skip
