"""What can be done with one waiting visitor: a small menu at the row, and the answer to "Mengapa?"."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from loket.model.queue import MOST_POSTPONED
from loket.office.pictures import QueueEntry
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.parts.desk import DeskButton, whole
from ui.parts.dialog import PAD_X, Dialog
from ui.station import Station

PLACES = 3
"""How many numbers go first when a visitor steps back."""

WIDTH, LINE = 300, 44


def postpone_words(entry: QueueEntry, t: Texts) -> str:
    """Say what stepping back does, and how often it is still allowed."""
    left = max(0, MOST_POSTPONED - entry.postponed)
    if not left:
        return t("Mundur {n} nomor (sudah {times}×)", n=PLACES, times=entry.postponed)
    return t("Mundur {n} nomor (masih {left}×)", n=PLACES, left=left)


class MenuEntry(DeskButton):
    """An entry of a menu: icon and words at the left."""

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint ground, icon and words."""
        fill, ink, _ = self._colours()
        paint.rounded(painter, rect, self.ring_radius, fill)
        icons.draw(painter, QRectF(rect.left() + 12, rect.center().y() - 10, 20, 20), self.icon_name, ink)
        words = rect.adjusted(44, 0, -8, 0)
        paint.draw_text(painter, words, self.text(), fonts.of(14, 600), self.theme.color("ink"))


class RowMenu(Dialog):
    """The menu of a row. `chose("why" | "postpone" | "regroup")`."""

    chose = Signal(str)
    scrim = False

    def __init__(self, station: Station, entry: QueueEntry, at: QPoint, parent: QWidget) -> None:
        """Open at `at` of `parent`."""
        t = station.texts
        words = (
            ("why", t("Mengapa belum dipanggil?"), "balance"),
            ("postpone", postpone_words(entry, t), "arrow_downward"),
            ("regroup", t("Ubah prioritas"), "accessible_forward"),
        )
        self.at = at
        super().__init__(station, "", (WIDTH, 16 + len(words) * LINE), parent)
        self.setAccessibleName(t("Nomor {q}", q=entry.number))
        self.cross.hide()
        self.entries = {act: MenuEntry(station.theme, text, icon, "ghost", parent=self) for act, text, icon in words}
        for act, button in self.entries.items():
            button.setObjectName(f"row-{act}")
            button.clicked.connect(lambda _checked=False, act=act: self._choose(act))
        self.stops = list(self.entries.values())

    def panel(self) -> QRectF:
        """Stand at the row, inside the window."""
        width, height = self.panel_size
        x = max(8, min(self.at.x(), self.width() - width - 8))
        y = max(8, min(self.at.y(), self.height() - height - 8))
        return QRectF(x, y, width, height)

    def arrange(self) -> None:
        """Place the entries below each other."""
        panel = self.panel()
        for index, button in enumerate(self.entries.values()):
            button.setGeometry(whole(panel.left() + 8, panel.top() + 10 + index * LINE, panel.width() - 16, 40))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
            event.accept()
            return
        super().keyPressEvent(event)

    def _choose(self, act: str) -> None:
        self.close_dialog()
        self.chose.emit(act)


class WhyDialog(Dialog):
    """One true sentence, to be read to the visitor."""

    def __init__(self, station: Station, number: str, sentence: str, parent: QWidget) -> None:
        """Show the sentence about `number`."""
        t, self.text = station.texts, sentence
        lines = len(paint.fit_text(sentence, fonts.of(17, 500), 560 - 2 * PAD_X, 9)[1])
        super().__init__(station, t("Mengapa {q} belum dipanggil?", q=number), (560, 152 + lines * 26), parent)
        self.done = DeskButton(station.theme, t("Mengerti"), kind="primary", hint="Enter", height=48, parent=self)
        self.done.clicked.connect(self.close_dialog)
        self.stops = [self.done]

    def accept(self) -> None:
        """Enter closes."""
        self.close_dialog()

    def arrange(self) -> None:
        """Place the button."""
        self.place_buttons(self.done)

    def draw(self, painter: QPainter) -> None:
        """Paint the sentence."""
        inside = self.inside()
        box = QRectF(inside.left(), inside.top() + 42, inside.width(), inside.height() - 42 - 56)
        paint.draw_text(painter, box, self.text, fonts.of(17, 500), self.station.theme.color("ink"), paint.TOP_LEFT, 9,
                        line_height=1.5)  # fmt: skip
