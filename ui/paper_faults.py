"""The virtual printer's switches for training: what goes wrong with it, and how many slips wait because of that."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.errors import N_
from loket.office.printer_board import PrinterBoard, printer_board
from ui import fonts, icons, paint
from ui.parts.asking import Asking
from ui.parts.chips import Chips
from ui.parts.desk import whole
from ui.station import Station

FAULTS: dict[str, str] = {
    "": N_("Normal"),
    "low": N_("Hampir habis"),
    "out": N_("Kertas habis"),
    "cover": N_("Tutup terbuka"),
    "offline": N_("Mati"),
    "out@300": N_("Macet di tengah"),
}
"""What can be played, by the name that printers know; "out@300": paper ends after 300 rows, in the middle of a slip."""

WHY: dict[str, str] = {
    "out": N_("Isi kertas dengan menekan Normal."),
    "cover": N_("Tutup kembali dengan menekan Normal."),
    "offline": N_("Nyalakan dengan menekan Normal."),
    "out@300": N_("Tiket berikutnya berhenti di tengah. Sesudah Normal, salinannya bertanda CETAK ULANG."),
    "low": N_("Tiket tetap keluar; layar petugas memberi tahu."),
}
"""What to do about it."""

PAD, WORDS = 24, 44


class FaultStrip(QWidget):
    """Chips for what goes wrong. `played(fault)` for a press."""

    played = Signal(str)

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Begin with a printer that is well."""
        super().__init__(parent)
        self.station, self.t = station, station.texts
        self.fault, self.waiting = "", 0
        self.chips = Chips(station, self.t("Keadaan printer virtual"), self)
        self.chips.put([(fault, self.t(words)) for fault, words in FAULTS.items()], [""])
        for fault, button in self.chips.buttons.items():
            button.setObjectName(f"fault-{fault or 'none'}")
        self.chips.changed.connect(self._play)
        self.asking = Asking(station, lambda: printer_board, self)
        self.asking.came.connect(self.show_board)
        self.asking.refresh()

    def _play(self, fault: str) -> None:
        self.fault = fault
        self.played.emit(fault)
        self.update()

    def show_board(self, board: PrinterBoard) -> None:
        """Count what waits for the virtual printers."""
        self.waiting = sum(card.waiting for card in board.cards if card.record.url.startswith("virtual:"))
        self.setAccessibleDescription(self.words())
        self.update()

    def words(self) -> str:
        """Say what waits and what to do; nothing when all is well."""
        parts = [self.t.count("{n} tiket menunggu kertas.", self.waiting)] if self.waiting else []
        if self.fault in WHY:
            parts.append(self.t(WHY[self.fault]))
        return " ".join(parts)

    def height_for(self, width: int) -> int:
        """Give the height of the strip: chips, and the line below them."""
        return 10 + self.chips.height_for(width - 2 * PAD) + WORDS + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips."""
        width = self.width() - 2 * PAD
        self.chips.setGeometry(whole(PAD, 10, width, self.chips.height_for(width)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the line below the chips."""
        theme = self.station.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("surf"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("line"))
        words = self.words() or self.t("Untuk latihan: pilih gangguan, lalu ambil nomor di kios.")
        tone = theme.color("orange" if self.waiting else "ink2")
        line = QRectF(PAD, self.chips.geometry().bottom() + 4, self.width() - 2 * PAD, WORDS - 4)
        if self.waiting:
            icons.draw(painter, QRectF(line.left(), line.center().y() - 11, 22, 22), "hourglass_top", tone, True)
            line.setLeft(line.left() + 32)
        paint.draw_text(painter, line, words, fonts.of(13, 600 if self.waiting else 500), tone, paint.LEFT, 2, 12)
