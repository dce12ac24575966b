"""The bar at the foot of a page: who is at the counter, how long already, and the next right thing (F2)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import CounterBoard
from ui import fonts, icons, paint
from ui.counter.pane import TIGHT, Pane, since, tone_of
from ui.parts.desk import DeskButton, whole
from ui.station import Station
from ui.theme import Theme

HEIGHT = 64
INK = {"near": "orange", "over": "red"}
"""Tone of a time → its colour of the dark theme, for the bar is deep in every theme."""


class CallBar(Pane):
    """What goes on at the counter while a page covers the rest. The keys are those of the whole screen."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the bar."""
        super().__init__(station, parent)
        self.again = self.button("recall", self.t("Panggil ulang"), "replay", "on_deep", height=40, hint="F3")
        self.absent = self.button("absent", self.t("Tidak hadir"), "person_off", "on_deep", height=40, hint="F4")
        self.absent.clicked.disconnect()
        self.finish = self.button("finish", self.t("Selesai"), "check", "on_deep", height=40, hint="F6")
        self.primary = self.button("primary", "", "campaign", "deep_primary", height=48, hint="F2", fill=True)
        self._words = ""

    def fill(self, board: CounterBoard) -> None:
        """Show the buttons of the present state."""
        self.again.setVisible(board.state == "calling")
        self.absent.setVisible(board.state == "calling")
        self.finish.setVisible(board.state == "serving")
        words, self.primary.icon_name = self._next(board)
        self.primary.say(words)
        self.primary.setVisible(bool(words))
        if not self.again.busy and board.current is not None:
            self.again.setEnabled(board.current.calls < board.call_limit)
        self._words = self._time(board)

    def tick(self, now: datetime) -> None:
        """Let the time run; only a changed second is painted."""
        if self.board is not None and (words := self._time(self.board)) != self._words:
            self._words = words
            self.update()

    def arrange(self) -> None:
        """Place the buttons at the right."""
        x = self.width() - 12.0
        tight = self.width() < TIGHT * 1.4
        for button in (self.primary, self.finish, self.absent, self.again):
            if button.isHidden():
                continue
            button.show_key(not tight or button is self.primary)
            x -= button.natural_width()
            button.setGeometry(whole(x, (HEIGHT - button.height_px) / 2, button.natural_width(), button.height_px))
            x -= 8

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the ground, the number, its service and the time."""
        color = self.theme.color
        paint.rounded(painter, QRectF(self.rect()), 14, color("deep"), color("deepLine"), 1)
        visit, left = board.current, 16.0
        right = min((each.x() for each in self._shown()), default=self.width()) - 16.0
        if visit is not None and board.state in ("calling", "serving"):
            plate = QRectF(left, 10, 116 if len(visit.number) < 5 else 128, 44)
            ground, ink = ("call", "onCall") if board.state == "calling" else ("onDeep", "deep")
            path = paint.ticket_path(plate, 10, Theme.notch("deskPlate") * 0.55, plate.height() / 2)
            with paint.painting(painter):
                painter.fillPath(path, color(ground))
            paint.draw_number(painter, plate.adjusted(14, 0, -14, 0), visit.number, fonts.of(26, 700), color(ink))
            title, under = visit.service.name.say(self.t.language), self._under(board)
            left = plate.right() + 16
        else:
            icons.draw(painter, QRectF(left, 18, 28, 28), "coffee" if board.state == "break" else "groups",
                       color("onDeep2"), True)  # fmt: skip
            title, under = self._idle(board)
            left += 44
        if self._words:
            font = fonts.of(26, 700)
            width = max(paint.text_width(self._words, font), 84.0)
            box = QRectF(right - width, 0, width + 4, HEIGHT)
            paint.draw_text(painter, box, self._words, font, self._time_ink(board), paint.RIGHT)
            right -= width + 20
        words = QRectF(left, 13, max(40.0, right - left), 20)
        paint.draw_text(painter, words, title, fonts.of(15, 700), color("onDeep"))
        paint.draw_text(painter, words.translated(0, 20), under, fonts.of(12, 500), color("onDeep2"))

    def _shown(self) -> list[DeskButton]:
        return [each for each in (self.primary, self.finish, self.absent, self.again) if not each.isHidden()]

    def _next(self, board: CounterBoard) -> tuple[str, str]:
        """Say what F2 does now, and its icon; nothing while there is nobody to call."""
        number = board.next.number if board.next is not None else ""
        if board.state == "ready":
            return (self.t("Panggil {q}", q=number) if number else "", "campaign")
        if board.state == "calling":
            return self.t("Mulai layani"), "play_arrow"
        if board.state == "break":
            return self.t("Lanjut melayani"), "play_arrow"
        if number:
            return self.t("Selesai dan panggil {q}", q=number), "campaign"
        return (self.t("Selesai, belum ada giliran") if board.queue else self.t("Selesai, antrean kosong")), "check"

    def _idle(self, board: CounterBoard) -> tuple[str, str]:
        waiting = self.t("{n} menunggu", n=len(board.queue))
        if board.state == "break":
            return self.t("Istirahat"), waiting
        return self.t("Siap") if board.queue else self.t("Antrean kosong"), waiting

    def _under(self, board: CounterBoard) -> str:
        visit = board.current
        if visit is None:
            return ""
        if board.state == "calling":
            return self.t("Memanggil · panggilan ke-{n}", n=visit.calls)
        minutes = visit.service.service_minutes
        tone = tone_of(self._seconds(board), minutes)
        if minutes <= 0:
            return self.t("tanpa standar waktu")
        if tone == "near":
            return self.t("mendekati standar {n} menit", n=minutes)
        return self.t("melewati standar {n} menit", n=minutes) if tone == "over" else self.t(
            "dari standar {n} menit", n=minutes
        )  # fmt: skip

    def _seconds(self, board: CounterBoard) -> float:
        visit, now = board.current, self.station.clock()
        if board.state == "break":
            return since(now, board.break_since)
        if visit is None:
            return 0.0
        return since(now, visit.started_at if board.state == "serving" else visit.last_called_at)

    def _time(self, board: CounterBoard) -> str:
        known = board.state == "break" or (board.current is not None and board.state in ("calling", "serving"))
        return self.t.timer(self._seconds(board)) if known else ""

    def _time_ink(self, board: CounterBoard) -> QColor:
        serving = board.state == "serving" and board.current is not None
        minutes = board.current.service.service_minutes if serving and board.current else 0
        token = INK.get(tone_of(self._seconds(board), minutes))
        return Theme.of("dark").color(token) if token and self.theme.name != "contrast" else self.theme.color("onDeep")
