"""Sign-in: who is on duty, at which counter. A PIN comes with its own issue."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from loket.office.boards import signin_board
from loket.office.pictures import OfficerFace, SignInBoard, SignInCounter
from loket.office.signin import sign_in
from ui import fonts, icons, paint
from ui.parts.asking import Asking
from ui.parts.choices import SCROLL_BAR, ChoiceList, CounterDelegate, OfficerDelegate
from ui.parts.desk import DeskButton, whole
from ui.parts.dialog import Question
from ui.parts.words import failure_words
from ui.signin_panel import draw_panel
from ui.station import Station

PANEL = 420


class SignInScreen(QWidget):
    """Choose officer and counter. `signed_in(counter)` when the office has noted it."""

    signed_in = Signal(int)

    def __init__(self, station: Station, counter: int | None, parent: QWidget | None = None) -> None:
        """Offer all counters; `counter` is chosen from the start."""
        super().__init__(parent)
        self.station, self.t, self.theme = station, station.texts, station.theme
        self.counter = counter
        self.board: SignInBoard | None = None
        self.error: tuple[str, str] = ("", "")
        self.setProperty("surface", "desk")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.t("Masuk"))
        self.officers = ChoiceList(self.t("Siapa yang bertugas?"), self, grid=True)
        self.officers.setItemDelegate(OfficerDelegate(station, self.officers))
        self.counters = ChoiceList(self.t("Di loket mana?"), self)
        self.counters.setItemDelegate(CounterDelegate(station, self.counters))
        for view in (self.officers, self.counters):
            view.changed.connect(self._chosen)
            view.meant.connect(self.go)
        self.button = DeskButton(
            self.theme,
            self.t("Mulai bertugas"),
            "play_arrow",
            "primary",
            height=64,
            hint="Enter",
            fill=True,
            parent=self,
        )
        self.button.clicked.connect(self.go)
        self.button.setEnabled(False)
        self.button.setObjectName("sign-in")
        self.officers.setObjectName("officers")
        self.counters.setObjectName("counters")
        self._busy = self._away = False
        self.asking = Asking(station, lambda: signin_board, self)
        self.asking.active = False
        self.asking.came.connect(self.show_board)
        self.asking.failed.connect(self._board_failed)

    # --- the picture --------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Show the sign-in and ask who is where."""
        if not self.isHidden() and self.asking.active:
            return
        self.show()
        if self.parentWidget() is not None:
            self.raise_()
        self.asking.active = True
        self.asking.refresh()
        self.officers.setFocus()

    def leave(self) -> None:
        """Go away; the next officer starts without a word about the last one."""
        if not self.isHidden():
            self.hide()
            self.asking.active = False
            self.error = ("", "")
            self.officers.clear_choice()

    def choose_counter(self, counter: int | None) -> None:
        """Choose a counter for the officer."""
        if counter is not None:
            self.counter = counter
            self._point_at_counter()

    def _board_failed(self, error: LoketError) -> None:
        self._away = True
        self.say(*failure_words(error, self.t))

    def show_board(self, board: SignInBoard) -> None:
        """Draw who is where."""
        if self.board is None or self._away:
            self.error, self._away = ("", ""), False
        self.board = board
        self.officers.put(tuple(board.officers), lambda officer: officer.code, lambda officer: officer.name)
        self.counters.put(
            tuple(board.counters), lambda each: each.counter.number, lambda each: each.counter.name.say(self.t.language)
        )
        self._point_at_counter()
        self._chosen()
        self.arrange()
        self.update()

    def _point_at_counter(self) -> None:
        if self.counters.item() is None and self.counter is not None:
            self.counters.choose(self.counter)

    # --- choosing -----------------------------------------------------------------------------------------------

    def officer(self) -> OfficerFace | None:
        """Give the chosen officer."""
        found: OfficerFace | None = self.officers.item()
        return found

    def place(self) -> SignInCounter | None:
        """Give the chosen counter."""
        found: SignInCounter | None = self.counters.item()
        return found

    def _chosen(self) -> None:
        if not self._busy:
            self.button.setEnabled(self.officer() is not None and self.place() is not None)
        self.error = ("", "") if self.board is not None else self.error
        self.update()

    def go(self) -> None:
        """Sign in; ask first when somebody would be signed out by it."""
        officer, place = self.officer(), self.place()
        if officer is None or place is None or self._busy or self.board is None:
            return
        self.counter = place.counter.number
        elsewhere = next(
            (each for each in self.board.counters if each.officer == officer and each is not place), None
        )  # fmt: skip
        if place.officer is not None and place.officer != officer:
            self._ask(
                self.t("Ambil alih {counter}?", counter=self._name(place)),
                self.t(
                    "{officer} bertugas di sini sejak {t} dan akan dikeluarkan. "
                    "Pengunjung yang sedang dilayani tetap di loket ini.",
                    officer=place.officer.name, t=self.t.time(place.since) if place.since else "–",
                ),
                self.t("Ambil alih"),
            )  # fmt: skip
        elif elsewhere is not None:
            self._ask(
                self.t("Pindah ke {counter}?", counter=self._name(place)),
                self.t("{officer} masih bertugas di {counter} dan akan dikeluarkan dari sana.", officer=officer.name,
                       counter=self._name(elsewhere)),
                self.t("Pindah ke sini"),
            )  # fmt: skip
        else:
            self._sign_in(take_over=False)

    def _ask(self, title: str, text: str, yes: str) -> None:
        question = Question(self.station, title, text, yes, self)
        question.agreed.connect(partial(self._sign_in, take_over=True))
        question.open()

    def _sign_in(self, *, take_over: bool) -> None:
        officer = self.officer()
        if officer is None or self.counter is None or self._busy:
            return
        self._busy = True
        self.button.set_busy(True)
        act = partial(sign_in, counter=self.counter, officer=officer.code, take_over=take_over)
        self.station.bridge.run(act, self._signed_in, self._refused)

    def _signed_in(self, result: object) -> None:
        del result
        self._busy = False
        self.button.set_busy(False)
        if self.counter is not None:
            self.signed_in.emit(self.counter)

    def _refused(self, error: LoketError) -> None:
        self._busy = False
        self.button.set_busy(False)
        self.asking.refresh()
        self.say(*failure_words(error, self.t))

    def say(self, title: str, text: str) -> None:
        """Say what went wrong, below the choices."""
        self.error = (title, text)
        self.update()

    def _name(self, place: SignInCounter) -> str:
        return place.counter.name.say(self.t.language)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or F2 goes on; left and right change between officers and counters."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            if not event.isAutoRepeat():
                self.go()
            event.accept()
        else:
            super().keyPressEvent(event)

    # --- place and paint ----------------------------------------------------------------------------------------

    def _work(self) -> QRectF:
        wide = self.width() >= 1600
        panel = 520 if wide else PANEL
        room = self.width() - panel
        width = min(1000.0 if wide else 834.0, room - 80)
        lists = max(2 * 162, self.officers.full_height(), self.counters.full_height()) if self.board else 450
        height = min(44.0 + lists + 88, self.height() - 96.0)
        return QRectF(panel + (room - width) / 2, (self.height() - height) / 2, width, height)

    def arrange(self) -> None:
        """Place lists and button."""
        work = self._work()
        side = round(work.width() * 0.40)
        left = round(work.width()) - side - 40
        top = work.top() + 44
        height = work.bottom() - 64 - 24 - top
        self.officers.setGeometry(whole(work.left() - 4, top, left + SCROLL_BAR + 4, height))
        self.counters.setGeometry(whole(work.right() - side - 4, top, side + 8, height))
        self.button.setGeometry(whole(work.right() - side, work.bottom() - 64, side, 64))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the brand panel, the headings, and what went wrong."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self.theme
        painter.fillRect(self.rect(), theme.color("bg"))
        work = self._work()
        side = round(work.width() * 0.40)
        ink, font = theme.color("ink"), fonts.of(22, 700, -1.5)
        paint.draw_text(painter, QRectF(work.left(), work.top(), 400, 30), self.t("Siapa yang bertugas?"), font, ink)
        paint.draw_text(painter, QRectF(work.right() - side, work.top(), side, 30), self.t("Di loket mana?"), font, ink)
        self._draw_error(painter, QRectF(work.left(), work.bottom() - 64, work.width() - side - 40, 64))
        panel = QRectF(0, 0, 520 if self.width() >= 1600 else PANEL, self.height())
        draw_panel(painter, panel, self.station, self.board)

    def _draw_error(self, painter: QPainter, rect: QRectF) -> None:
        title, text = self.error
        if not title:
            return
        theme = self.theme
        paint.rounded(painter, rect, 14, theme.color("orangeTint"))
        icons.draw(
            painter, QRectF(rect.left() + 16, rect.center().y() - 13, 26, 26), "warning", theme.color("orange"), True
        )
        words = f"{title}. {text}" if text else title
        paint.draw_text(
            painter, rect.adjusted(56, 4, -14, -4), words, fonts.of(13, 600), theme.color("ink"), max_lines=3, min_px=12
        )
