"""The top bar: where one sits, what state the counter is in, connection, printer, clock, break, account."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import CounterBoard
from loket.resources import data
from ui import fonts, icons, paint
from ui.counter.pane import Pane
from ui.counter.paper_words import printer_tag
from ui.parts.desk import draw_tag, tag_width, whole
from ui.parts.touch import Touch
from ui.station import Station
from ui.theme import Theme

HEIGHT = 56
NARROW = 1200
"""Below this width the button of the appointments is its icon and its key."""


class AccountButton(Touch):
    """Who is signed in; opens the account menu."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Make the button."""
        super().__init__(theme, name, parent)
        self.code = ""
        self.ring_radius = 18

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the officer's code in a disc and an arrow."""
        color = self.theme.color
        side = rect.height()
        disc = QRectF(rect.left(), rect.top(), side, side)
        paint.rounded(painter, disc, side / 2, color("surf2" if self.isDown() else "priTint"))
        if self.code:
            paint.draw_number(painter, disc.adjusted(3, 0, -3, 0), self.code, fonts.of(14, 700), color("pri"))
        else:
            icons.draw(painter, disc.adjusted(8, 8, -8, -8), "person", color("pri"), True)
        arrow = QRectF(disc.right() + 10, rect.center().y() - 11, 22, 22)
        icons.draw(painter, arrow, "keyboard_arrow_down", color("ink2"))


class TopBar(Pane):
    """The bar across the screen, 56 px high."""

    account = Signal()

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the bar."""
        super().__init__(station, parent)
        self.pause = self.button("break", self.t("Istirahat"), "coffee", height=40, hint="F9")
        self.page = self.button("appointments", self.t("Janji temu"), "event_available", height=40, hint="F11")
        self.who = AccountButton(self.theme, self.t("Akun petugas"), self)
        self.who.clicked.connect(self.account)
        self.connected = True
        self._clock = ""

    def set_connected(self, connected: bool) -> None:
        """Show whether the office's data can be reached."""
        if connected != self.connected:
            self.connected = connected
            self.update()

    def show_open(self, *, page: bool) -> None:
        """Show on its button whether the page of appointments is open."""
        self.page.kind = "chosen" if page else "secondary"
        self.page.update()

    def tick(self, now: datetime) -> None:
        """Change the clock when its minute changes."""
        words = self.t.time(now)
        if words != self._clock:
            self._clock = words
            self.update()

    def fill(self, board: CounterBoard) -> None:
        """Say what F9 does now, and who is here."""
        self._clock = self.t.time(self.station.clock())
        on_break = board.state == "break"
        self.pause.say(self.t("Lanjut") if on_break else self.t("Istirahat"))
        for button in (self.pause, self.page):
            button.setVisible(board.officer is not None)
        if not self.pause.busy:
            self.pause.setEnabled(board.state in ("ready", "break"))
        self.who.code = board.officer.code if board.officer else ""
        name = board.officer.name if board.officer else self.t("Belum ada petugas")
        self.who.setAccessibleName(name)
        self.who.setToolTip(name)
        self.who.update()

    def arrange(self) -> None:
        """Place the buttons at the right."""
        self.who.setGeometry(whole(self.width() - 16 - 68, 10, 68, 36))
        width = self.pause.natural_width()
        self.pause.setGeometry(whole(self.who.x() - 16 - width, 8, width, 40))
        self.page.setText(self.t("Janji temu") if self.width() >= NARROW else "")
        width = self.page.natural_width()
        self.page.setGeometry(whole(self.pause.x() - 10 - width, 8, width, 40))

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the bar."""
        theme, color = self.theme, self.theme.color
        painter.fillRect(self.rect(), color("surf"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color("line"))
        painter.drawPixmap(16, 11, icons.svg(str(data("brand", "loket-icon.svg")), 34))
        plate = QRectF(66, 9, 38 if len(board.counter.plate) < 3 else 50, 38)
        paint.plate(painter, plate, board.counter.plate, "ink", theme, font=fonts.of(21, 700))
        right = self._right_part(painter, board)
        self._left_part(painter, board, plate.right() + 16, right - 16)

    def _right_part(self, painter: QPainter, board: CounterBoard) -> float:
        theme, x = self.theme, float(self.page.x() - 16)
        if self.pause.isHidden():
            x = self.who.x() - 16.0
        font = fonts.of(20, 700)
        clock = self._clock or self.t.time(self.station.clock())
        width = paint.text_width(clock, font)
        clock_box = QRectF(x - width, 9, width + 4, 38)
        paint.draw_text(painter, clock_box, clock, font, theme.color("ink"))
        x -= width + 16
        for words, tone, icon in reversed(self._states(board)):
            x -= tag_width(words, icon=True)
            draw_tag(painter, x, 15, words, theme, tone, icon=icon)
            x -= 16
        return x

    def _states(self, board: CounterBoard) -> list[tuple[str, str, str]]:
        known = [
            (self.t("Tersambung"), "ok", "lan") if self.connected else (self.t("Terputus"), "err", "cloud_off")
        ]  # fmt: skip
        printer = printer_tag(board, self.t)
        return known + ([printer] if printer else [])

    def _left_part(self, painter: QPainter, board: CounterBoard, x: float, right: float) -> None:
        theme, language = self.theme, self.t.language
        tags = [self._state(board.state)]
        if board.office.training:
            tags.append((self.t("LATIHAN · bukan layanan sungguhan"), "warn", "school"))
        tags_width = sum(tag_width(words, icon=True) + 8 for words, _, _ in tags) + 8
        name, services = fonts.of(14, 700), fonts.of(12, 500)
        under = self._services(board)
        title = board.counter.name.say(language)
        room = max(60.0, right - x - tags_width)
        width = min(room, max(paint.text_width(title, name), paint.text_width(under, services)) + 2)
        paint.draw_text(painter, QRectF(x, 10, width, 19), title, name, theme.color("ink"))
        paint.draw_text(painter, QRectF(x, 28, width, 17), under, services, theme.color("ink2"))
        x += width + 14
        for words, tone, icon in tags:
            x += draw_tag(painter, x, 15, words, theme, tone, icon=icon, room=right - x) + 8

    def _services(self, board: CounterBoard) -> str:
        names = {each.service.code: each.service.name.say(self.t.language) for each in board.targets}
        return ", ".join(names.get(code, code) for code in board.counter.services)

    def _state(self, state: str) -> tuple[str, str, str]:
        return {
            "ready": (self.t("Siap"), "ok", "check_circle"),
            "calling": (self.t("Memanggil"), "call", "campaign"),
            "serving": (self.t("Melayani"), "info", "person"),
            "break": (self.t("Istirahat"), "warn", "coffee"),
        }.get(state, (self.t("Tutup"), "neutral", "do_not_disturb_on"))
