"""What can be pressed in the launcher: one card for each station, and buttons that ask before they do it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.errors import N_
from ui import fonts, icons, paint
from ui.parts.touch import ActionButton, Touch
from ui.station import Station

DOUBT_MS = 5000
"""How long the second press that closes the day may take."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One station that can be opened; `word` is its command."""

    word: str
    icon: str
    title: str
    note: str
    hint: str


CHOICES = (
    Choice("kiosk", "touch_app", N_("Kios"), N_("Pengunjung mengambil nomor"), N_("layar sentuh")),
    Choice("counter", "storefront", N_("Loket"), N_("Petugas memanggil dan melayani"), N_("papan ketik")),
    Choice("display", "tv", N_("Layar ruang tunggu"), N_("Menampilkan dan mengucapkan panggilan"), N_("tanpa masukan")),
    Choice(
        "paper", "receipt_long", N_("Kertas di layar"), N_("Printer contoh: tiket tampil di layar"), N_("untuk mencoba")
    ),
    Choice(
        "printers", "print", N_("Printer"), N_("Menyiapkan printer dan melihat hasil cetakan"), N_("untuk penyelia")
    ),
    Choice("demo", "play_arrow", N_("Demo"), N_("Seluruh kantor dengan pengunjung contoh"), N_("satu menit")),
)


class Card(Touch):
    """One choice as a wide card."""

    def __init__(self, choice: Choice, station: Station, parent: QWidget) -> None:
        texts = station.texts
        super().__init__(station.theme, f"{texts(choice.title)}. {texts(choice.note)}", parent)
        self.choice, self._texts = choice, texts
        self.ring_radius = 14
        self.setObjectName(f"open-{choice.word}")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint icon, title, note and hint."""
        color = self.theme.color
        strong = self.isDown() or self.underMouse()
        paint.rounded(
            painter, rect, 14, color("priTint" if strong else "surf"), color("pri" if strong else "touchLine"), 1.5
        )
        box = QRectF(rect.left() + 24, rect.center().y() - 26, 52, 52)
        paint.rounded(painter, box, 13, color("pri" if strong else "surf2"))
        icons.draw(
            painter, box.adjusted(12, 12, -12, -12), self.choice.icon, color("onPri" if strong else "ink2"), True
        )
        words = QRectF(box.right() + 16, rect.top(), rect.width() - 320, rect.height())
        paint.draw_text(
            painter, QRectF(words.left(), rect.center().y() - 22, words.width(), 24), self._texts(self.choice.title),
            fonts.of(16, 700, -1), color("ink"),
        )  # fmt: skip
        paint.draw_text(
            painter, QRectF(words.left(), rect.center().y() + 1, words.width(), 20), self._texts(self.choice.note),
            fonts.of(13, 500), color("ink2"),
        )  # fmt: skip
        icons.draw(painter, QRectF(rect.right() - 48, rect.center().y() - 12, 24, 24), "arrow_forward", color("pri"))
        paint.draw_text(
            painter, QRectF(rect.right() - 248, rect.top(), 184, rect.height()), self._texts(self.choice.hint),
            fonts.of(13, 500), color("ink2"), paint.RIGHT,
        )  # fmt: skip


class Sure(ActionButton):
    """A button for what concerns everybody: the first press asks, the second one does it. `sure` for that."""

    sure = Signal()

    def __init__(self, station: Station, words: str, again: str, icon: str, parent: QWidget) -> None:
        super().__init__(station.theme, words, icon, "desk", px=14, radius=10, filled=False, parent=parent)
        self._words, self._again = words, again
        self.doubt = QTimer(self, singleShot=True, interval=station.ms(DOUBT_MS))
        self.doubt.timeout.connect(partial(self.setText, words))
        self.clicked.connect(self._pressed)
        self.hide()

    def _pressed(self) -> None:
        if not self.doubt.isActive():
            self.setText(self._again)
            self.doubt.start()
            return
        self.doubt.stop()
        self.setText(self._words)
        self.sure.emit()
