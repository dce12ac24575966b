"""A reason is asked before something is done out of the ordinary: ready ones to press, a line for own words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from loket.errors import N_
from ui import fonts, paint
from ui.counter.chips import Chips, Word
from ui.counter.transfer import NOTE_LETTERS
from ui.parts.desk import DeskButton, whole
from ui.parts.dialog import PAD_X, PAD_Y, Dialog
from ui.station import Station

WIDTH = 560

CALL_REASONS = (N_("Sakit / darurat"), N_("Berkas kembali"), N_("Salah ambil nomor"), N_("Perintah penyelia"))
"""Ready reasons for calling a number out of turn."""


class ReasonDialog(Dialog):
    """Ask why. `decided(reason)`; without a reason it cannot be confirmed."""

    decided = Signal(str)

    def __init__(self, station: Station, title: str, text: str, reasons: Sequence[str], yes: str, parent: QWidget
                 ) -> None:  # fmt: skip
        """Ask `title`; `text` says what follows, `reasons` (msgids) are ready to press, `yes` stands on the button."""
        t = station.texts
        super().__init__(station, title, (WIDTH, 0), parent)
        self.text = text
        self.ready = Chips(station, t("Alasan siap pakai"), self)
        self.ready.put([Word(words, words) for words in map(t, reasons)])
        self.ready.chosen.connect(self._take_ready)
        self.line = QLineEdit(self)
        self.line.setFont(fonts.of(14, 500))
        self.line.setMaxLength(NOTE_LETTERS)
        self.line.setPlaceholderText(t("Atau tulis alasan lain"))
        self.line.setAccessibleName(t("Alasan"))
        self.line.setObjectName("reason")
        self.line.textChanged.connect(self._typed)
        self.cancel = DeskButton(station.theme, t("Batalkan"), hint="Esc", height=48, parent=self)
        self.cancel.clicked.connect(self.close_dialog)
        self.go = DeskButton(station.theme, yes, kind="primary", hint="Enter", height=48, parent=self)
        self.go.clicked.connect(self.accept)
        self.stops = [self.line, self.ready, self.cancel, self.go]
        self._measure()
        self._allow()

    def reason(self) -> str:
        """Give the reason as it stands."""
        return self.line.text().strip()

    def allowed(self) -> bool:
        """Tell whether it can be confirmed."""
        return bool(self.reason())

    def accept(self) -> None:
        """Hand the reason over, if there is one."""
        if self.allowed():
            self.hand_over()
            self.close_dialog()

    def hand_over(self) -> None:
        """Say what was decided."""
        self.decided.emit(self.reason())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows choose a ready reason from anywhere in the dialog."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.ready.step(1 if event.key() == Qt.Key.Key_Down else -1)
            event.accept()
            return
        super().keyPressEvent(event)

    def above(self) -> int:
        """Give the height of what stands between the text and the reasons."""
        return 0

    def arrange(self) -> None:
        """Place reasons, line and buttons."""
        inside = self.inside()
        y = inside.top() + 38 + self._text_height() + self.above() + 26
        self.ready.setGeometry(whole(inside.left(), y, inside.width(), self._chips_height()))
        self.line.setGeometry(whole(inside.left(), y + self._chips_height() + 10, inside.width(), 44))
        self.place_buttons(self.cancel, self.go)

    def draw(self, painter: QPainter) -> None:
        """Paint what follows, and the label."""
        theme, inside = self.station.theme, self.inside()
        if self.text:
            text = QRectF(inside.left(), inside.top() + 38, inside.width(), self._text_height())
            paint.draw_text(painter, text, self.text, fonts.of(14, 500), theme.color("ink2"), paint.TOP_LEFT, 4,
                            line_height=1.4)  # fmt: skip
        label = QRectF(inside.left(), self.ready.y() - 24, inside.width(), 18)
        paint.draw_text(painter, label, self.station.texts("Alasan"), fonts.of(13, 600), theme.color("ink2"))

    def _measure(self) -> None:
        height = 38 + self._text_height() + self.above() + 26 + self._chips_height() + 10 + 44 + 22 + 48
        self.panel_size = (WIDTH, height + 2 * PAD_Y)

    def _text_height(self) -> int:
        if not self.text:
            return 0
        return 20 * len(paint.fit_text(self.text, fonts.of(14, 500), WIDTH - 2 * PAD_X, 4)[1]) + 14

    def _chips_height(self) -> int:
        return self.ready.height_for(WIDTH - 2 * PAD_X)

    def _take_ready(self, words: str) -> None:
        self.line.setText(words)

    def _typed(self, words: str) -> None:
        self.ready.choose(words if any(words == word.key for word in self.ready.words) else None)
        self._allow()

    def _allow(self) -> None:
        self.go.setEnabled(self.allowed())
