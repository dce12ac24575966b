"""Asks where a slip shall be printed once more."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.office.print_log import JobLine, PrinterCard
from ui import fonts, icons, paint
from ui.parts.choices import ITEM, ChoiceList, Index
from ui.parts.desk import DeskButton, draw_tag, tag_width, whole
from ui.parts.dialog import Dialog
from ui.printers_page.words import about, job_title, state_words
from ui.station import Station

ROW, MOST = 64, 4


class PrinterDelegate(QStyledItemDelegate):
    """Draws a printer as a row: name, what it is, how it is."""

    def __init__(self, station: Station, view: ChoiceList) -> None:
        """Draw for `station`."""
        super().__init__(view)
        self.station = station

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        theme, t = self.station.theme, self.station.texts
        card: PrinterCard = index.data(ITEM)
        row = QRectF(option.rect).adjusted(2, 0, -2, -8)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        line, thick = ("pri", 2.0) if chosen else ("touchLine", 1.0)
        paint.rounded(painter, row, 12, theme.color("priTint" if chosen else "surf"), theme.color(line), thick)
        mark = QRectF(row.left() + 14, row.center().y() - 11, 22, 22)
        icons.draw(painter, mark, "radio_button_checked" if chosen else "radio_button_unchecked", theme.color("pri"))
        words, tone = state_words(card.record.state, t)
        right = row.right() - 14 - tag_width(words)
        draw_tag(painter, right, row.center().y() - 12, words, theme, tone)
        title = QRectF(mark.right() + 12, row.center().y() - 20, right - mark.right() - 24, 20)
        paint.draw_text(painter, title, card.record.name, fonts.of(14, 700), theme.color("ink"))
        paint.draw_text(painter, title.translated(0, 20), about(card.record, t), fonts.of(12, 500), theme.color("ink2"))


class ReprintDialog(Dialog):
    """Choose a printer for one more copy. `decided(printer)`."""

    decided = Signal(str)

    def __init__(self, station: Station, job: JobLine, cards: tuple[PrinterCard, ...], parent: QWidget) -> None:
        """Ask for `job`; its own printer is chosen from the start."""
        t = station.texts
        rows = min(MOST, len(cards))
        super().__init__(station, t("Cetak ulang {title}", title=job_title(job, t)), (560, 190 + rows * ROW), parent)
        self.view = ChoiceList(t("Di printer mana?"), self)
        self.view.setObjectName("reprint-printers")
        self.view.setItemDelegate(PrinterDelegate(station, self.view))
        self.view.put(cards, lambda card: card.record.name, lambda card: card.record.name)
        self.view.choose(job.printer if any(card.record.name == job.printer for card in cards) else
                         cards[0].record.name)  # fmt: skip
        self.view.meant.connect(self.accept)
        self.cancel = DeskButton(station.theme, t("Batalkan"), hint="Esc", height=48, parent=self)
        self.cancel.clicked.connect(self.close_dialog)
        self.go = DeskButton(station.theme, t("Cetak ulang"), "replay", "primary", hint="Enter", height=48, parent=self)
        self.go.setObjectName("reprint-go")
        self.go.clicked.connect(self.accept)
        self.stops = [self.view, self.cancel, self.go]

    def accept(self) -> None:
        """Hand the choice over and go."""
        card: PrinterCard | None = self.view.item()
        if card is not None:
            self.decided.emit(card.record.name)
            self.close_dialog()

    def arrange(self) -> None:
        """Place the list and the buttons."""
        inside = self.inside()
        self.view.setGeometry(whole(inside.left(), inside.top() + 74, inside.width(), inside.height() - 74 - 62))
        self.place_buttons(self.cancel, self.go)

    def draw(self, painter: QPainter) -> None:
        """Paint what the copy looks like."""
        words = self.station.texts("Nomornya sama. Kertasnya bertanda CETAK ULANG, agar tidak ada dua yang asli.")
        box = QRectF(self.inside().left(), self.inside().top() + 32, self.inside().width(), 40)
        paint.draw_text(painter, box, words, fonts.of(14, 500), self.station.theme.color("ink2"), paint.TOP_LEFT, 2)
