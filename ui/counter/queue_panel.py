"""The left column: tabs with their counts, the list, and at its foot the averages or what to do with the chosen one."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import CounterBoard, QueueEntry
from ui import fonts, paint
from ui.counter.pane import Pane
from ui.counter.queue_list import QueueView, waited_now
from ui.parts.desk import draw_card, draw_line, whole
from ui.parts.touch import Touch
from ui.station import Station
from ui.theme import Theme

TABS = ("queue", "parked", "missed")
HEAD, FOOT = 57, 38
RETURN_KEYS = "Ctrl Enter"  # not for people: names of keys


class Tab(Touch):
    """One tab."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        """Make a tab."""
        super().__init__(theme, name, parent)
        self.setCheckable(True)
        self.ring_radius = 9
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def say(self, text: str) -> None:
        """Change the words."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.update()

    def natural_width(self) -> float:
        """Give the width of words and padding."""
        return paint.text_width(self.text(), fonts.of(13, 600)) + 24

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the tab; the chosen one has a ground."""
        color = self.theme.color
        if self.isChecked():
            paint.rounded(painter, rect, 9, color("priTint"))
        ink = color("pri" if self.isChecked() else "ink2")
        paint.draw_text(painter, rect, self.text(), fonts.of(13, 600), ink, paint.CENTER)


class QueuePanel(Pane):
    """The queue. `call` asks for one visitor, `bring_back` puts one into the queue again."""

    call = Signal(object)
    bring_back = Signal(object)
    menu = Signal(object, QPoint)
    """The menu of a waiting visitor is wanted at a point of the panel."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the panel."""
        super().__init__(station, parent)
        self.tab = "queue"
        self.tabs = [Tab(self.theme, "", self) for _ in TABS]
        for name, tab in zip(TABS, self.tabs, strict=True):
            tab.clicked.connect(lambda _checked=False, name=name: self.turn_to(name))
        self.list = QueueView(station, self)
        self.list.chosen.connect(self.take_chosen)
        self.list.turned.connect(self._turn)
        self.list.menu.connect(self._menu_wanted)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._choice_changed())
        self.list.entries.modelReset.connect(self._choice_changed)
        self.do_call = self.button(
            "chosen", self.t("Panggil"), "campaign", "accent", height=40, hint="Enter", fill=True
        )
        self.do_return = self.button("return", self.t("Kembalikan ke antrean"), "replay", height=40, hint=RETURN_KEYS)
        for button in (self.do_call, self.do_return):
            button.hide()

    def turn_to(self, tab: str) -> None:
        """Show another tab."""
        self.tab = tab
        if self.board is not None:
            self.show_board(self.board)
        if self.board is not None and tab != "queue" and self.list.entries.rowCount():
            self.list.setCurrentIndex(self.list.entries.index(0))
        self.list.setFocus()

    def take_chosen(self) -> None:
        """Ask for the chosen visitor to be called."""
        entry = self.list.entry()
        if entry is not None:
            self.call.emit(entry)

    def spot_of_chosen(self) -> QPoint | None:
        """Give the foot of the chosen visitor's row, where a menu opens; None when nobody is chosen."""
        index = self.list.currentIndex()
        if not index.isValid() or self.tab != "queue":
            return None
        return self.list.mapTo(self, self.list.visualRect(index).bottomLeft() + QPoint(54, 0))

    def return_chosen(self) -> None:
        """Ask for the chosen visitor to go back into the queue."""
        entry = self.list.entry()
        if entry is not None and self.tab != "queue":
            self.bring_back.emit(entry)

    def tick(self, now: datetime) -> None:
        """Let the waiting times go on."""
        if self.board is not None:
            self.list.grow_old(waited_now(self.board.now, now))

    def fill(self, board: CounterBoard) -> None:
        """Count the tabs and list the visitors."""
        words = (self.t("Antrean {n}", n=len(board.queue)), self.t("Ditunda {n}", n=len(board.parked)),
                 self.t("Terlewat {n}", n=len(board.missed)))  # fmt: skip
        for name, tab, text in zip(TABS, self.tabs, words, strict=True):
            tab.say(text)
            tab.setChecked(name == self.tab)
        self.list.put(self.tab, self._entries(board), board.counter.number, board.now)
        self.list.grow_old(waited_now(board.now, self.station.clock()))

    def arrange(self) -> None:
        """Place tabs, list and foot."""
        x = 16.0
        scale = min(1.0, (self.width() - 32 - 8) / max(1.0, sum(tab.natural_width() for tab in self.tabs)))
        for tab in self.tabs:
            width = tab.natural_width() * scale
            tab.setGeometry(whole(x, 12, width, 34))
            x += width + 4
        acting = self._acting()
        foot = self._foot_height(acting)
        self.list.setGeometry(whole(1, HEAD, self.width() - 2, max(0, self.height() - HEAD - foot - 1)))
        self.list.setVisible(self.list.entries.rowCount() > 0)
        top = self.height() - foot
        for button in (self.do_call, self.do_return):
            button.setVisible(acting is not None)
        note = 0 if acting is None else self._note_height(acting)
        self.do_call.setGeometry(whole(16, top + 12 + note, self.width() - 32, 40))
        self.do_return.setGeometry(whole(16, top + 60 + note, self.width() - 32, 40))

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint card, lines, foot, and the word for an empty list."""
        theme, width = self.theme, float(self.width())
        draw_card(painter, QRectF(self.rect()), theme)
        draw_line(painter, 1, width - 1, HEAD - 1, theme)
        acting = self._acting()
        foot = self._foot_height(acting)
        if not self.list.entries.rowCount():
            self._draw_nobody(painter, board, QRectF(24, HEAD, width - 48, self.height() - HEAD - foot))
        top = self.height() - foot
        draw_line(painter, 1, width - 1, top, theme)
        if acting is None:
            self._averages(painter, board, QRectF(16, top, width - 32, foot))
        elif acting.note:
            note = QRectF(16, top + 10, width - 32, self._note_height(acting))
            paint.draw_text(
                painter, note, self._note(acting), fonts.of(13, 500), theme.color("ink2"), paint.TOP_LEFT, 2
            )

    def _draw_nobody(self, painter: QPainter, board: CounterBoard, rect: QRectF) -> None:
        theme, plain, bold = self.theme, fonts.of(13, 500), fonts.of(13, 600)
        away = [
            target for target in board.targets if target.service.code not in board.counter.services and target.waiting
        ]
        busiest = max(away, key=lambda target: target.waiting, default=None) if self.tab == "queue" else None
        words = self._nobody()
        if busiest is None:
            paint.draw_text(painter, rect, words, plain, theme.color("ink2"), paint.CENTER, 3, line_height=1.5)
            return
        lines = QRectF(rect.left(), rect.center().y() - 40, rect.width(), 20)
        paint.draw_text(painter, lines, words, plain, theme.color("ink2"), paint.CENTER)
        lines.translate(0, 20)
        paint.draw_text(painter, lines, self.t("Layanan lain yang padat:"), plain, theme.color("ink2"), paint.CENTER)
        name = busiest.service.name.say(self.t.language)
        text = f"{name} · {self.t.count('{n} orang', busiest.waiting)}"
        width = min(rect.width() - 34, paint.text_width(text, bold) + 2)
        x = rect.center().x() - (width + 32) / 2
        y = lines.bottom() + 14
        paint.bullet(painter, QRectF(x, y, 24, 24), busiest.service.code, theme.hue(busiest.service.hue))
        paint.draw_text(painter, QRectF(x + 32, y, width, 24), text, bold, theme.color("ink"))

    def _averages(self, painter: QPainter, board: CounterBoard, rect: QRectF) -> None:
        left = "–" if board.average_wait_s is None else self.t("{n} mnt", n=round(board.average_wait_s / 60))
        self._pair(painter, rect, self.t("Tunggu rata-rata"), left, at_right=False)
        self._pair(painter, rect, self.t("Standar"), self.t("{n} mnt", n=board.wait_minutes), at_right=True)

    def _pair(self, painter: QPainter, rect: QRectF, words: str, figure: str, *, at_right: bool) -> None:
        plain, bold = fonts.of(12, 500), fonts.of(12, 700)
        first, second = paint.text_width(words, plain), paint.text_width(figure, bold)
        x = rect.right() - first - 4 - second if at_right else rect.left()
        paint.draw_text(
            painter, QRectF(x, rect.top(), first + 4, rect.height()), words, plain, self.theme.color("ink2")
        )
        bold_box = QRectF(x + first + 4, rect.top(), second + 4, rect.height())
        paint.draw_text(painter, bold_box, figure, bold, self.theme.color("ink"))

    def _entries(self, board: CounterBoard) -> tuple[QueueEntry, ...]:
        return {"queue": board.queue, "parked": board.parked, "missed": board.missed}[self.tab]

    def _acting(self) -> QueueEntry | None:
        return self.list.entry() if self.tab != "queue" else None

    def _foot_height(self, acting: QueueEntry | None) -> int:
        return FOOT if acting is None else 112 + self._note_height(acting)

    def _note_height(self, entry: QueueEntry) -> int:
        if not entry.note:
            return 0
        lines = paint.fit_text(self._note(entry), fonts.of(13, 500), self.width() - 32, 2)[1]
        return 17 * len(lines) + 6

    def _note(self, entry: QueueEntry) -> str:
        return self.t("Catatan: {note}", note=entry.note)

    def _nobody(self) -> str:
        if self.tab == "queue":
            return self.t("Belum ada yang menunggu.")
        if self.tab == "parked":
            return self.t("Tidak ada yang ditunda.")
        return self.t("Tidak ada yang terlewat.")

    def _menu_wanted(self, at: QPoint) -> None:
        entry = self.list.entry()
        if entry is not None and self.tab == "queue":
            self.menu.emit(entry, self.list.viewport().mapTo(self, at))

    def _choice_changed(self) -> None:
        self.arrange()
        self.update()

    def _turn(self, by: int) -> None:
        self.turn_to(TABS[(TABS.index(self.tab) + by) % len(TABS)])
