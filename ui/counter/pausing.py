"""A break: how long it lasts already, who serves meanwhile, and the way back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import CounterBoard
from ui import fonts, paint
from ui.counter.pane import Pane, joined
from ui.counter.timers import PauseClock
from ui.parts.desk import draw_card, draw_tags, whole
from ui.station import Station

PAD_X, PAD_Y = 48, 40
RING = 280


class PausePane(Pane):
    """The officer is on a break."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the pane."""
        super().__init__(station, parent)
        self.primary = self.button(
            "primary", self.t("Lanjut melayani"), "play_arrow", "primary", height=64, hint="F2", fill=True
        )
        self.leave = self.button("sign_out", self.t("Tutup loket"), "logout", height=64)
        self.ring = PauseClock(station, self)

    def fill(self, board: CounterBoard) -> None:
        """Let the time run."""
        self.ring.run(board.break_since)

    def tick(self, now: datetime) -> None:
        """Let the time run."""
        self.ring.tick(now)

    def arrange(self) -> None:
        """Place buttons and ring."""
        y = self.height() - PAD_Y - 64
        leave = self.leave.natural_width()
        self.primary.setGeometry(whole(PAD_X, y, self.width() - 2 * PAD_X - 12 - leave, 64))
        self.leave.setGeometry(whole(self.width() - PAD_X - leave, y, leave, 64))
        self.ring.setGeometry(whole(self._left(), (y - RING) / 2 + 10, RING, RING))

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the words beside the ring."""
        theme = self.theme
        draw_card(painter, QRectF(self.rect()), theme)
        left = self._left() + RING + 56
        width = min(620.0, self.width() - PAD_X - left)
        middle = self.ring.geometry().center().y()
        title = self.t("Istirahat sejak {t}", t=self.t.time(board.break_since)) if board.break_since else ""
        paint.draw_text(
            painter, QRectF(left, middle - 78, width, 40), title, fonts.of(30, 700, -1.5), theme.color("ink"), min_px=24
        )
        text = QRectF(left, middle - 28, width, 80)
        height = paint.draw_text(painter, text, self._words(board), fonts.of(15, 500), theme.color("ink2"),
                                 paint.TOP_LEFT, 4, line_height=1.6)  # fmt: skip
        tags = [(self.t("Antrean layanan ini: {people}", people=self.t.count("{n} orang", len(board.queue))), "neutral",
                 "groups")]  # fmt: skip
        if board.average_wait_s is not None:
            n = round(board.average_wait_s / 60)
            tags.append((self.t("Tunggu rata-rata {n} mnt", n=n), "neutral", "timer"))
        draw_tags(painter, QRectF(left, text.top() + height + 16, width, 60), tags, theme)

    def _left(self) -> float:
        spare = self.width() - 2 * PAD_X - RING - 56 - 620
        return PAD_X + max(0.0, spare / 3)

    def _words(self, board: CounterBoard) -> str:
        name = board.counter.name.say(self.t.language)
        shown = self.t("Layar ruang tunggu menampilkan “{counter} istirahat”.", counter=name)
        others = sorted(
            {
                number
                for target in board.targets
                if target.service.code in board.counter.services
                for number in target.counters
                if number != board.counter.number
            }
        )
        if not board.queue:
            return shown + " " + self.t("Belum ada yang menunggu.")
        if not others:
            return shown + " " + self.t("Antrean Anda menunggu sampai Anda kembali.")
        numbers = joined([str(number) for number in others], self.t)
        return shown + " " + self.t.count("Antrean Anda tetap dilayani Loket {numbers}.", len(others), numbers=numbers)
