"""Transfer: to which service, counter or officer, with a message for the colleague. The number stays."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from loket.office.pictures import Colleague, CounterBoard, TransferTarget
from ui import fonts, paint
from ui.counter.chips import GAP, HEIGHT, Chips, Word
from ui.counter.target_list import ROW, SendBack, TargetView
from ui.parts.desk import DeskButton, whole
from ui.parts.dialog import Dialog
from ui.station import Station

MOST_ROWS, LEAST_ROWS = 4, 2
NOTE_LETTERS = 140
WIDTH = 660


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a visitor goes on: a service, there perhaps one counter or one officer; or back to the sender."""

    service: str = ""
    counter: int | None = None
    officer: str = ""
    back: bool = False
    note: str = ""


def offered(board: CounterBoard) -> tuple[SendBack | TransferTarget, ...]:
    """Give what the present visitor can be sent to: the sender, other services, the own service at other counters."""
    visit, here = board.current, board.counter.number
    if visit is None:
        return ()
    others = tuple(target for target in board.targets if target.service.code != visit.service.code)
    own = tuple(
        target for target in board.targets
        if target.service.code == visit.service.code and set(target.counters) - {here}
    )  # fmt: skip
    if visit.from_counter in (None, here):
        return (*others, *own)
    return (SendBack(visit.from_counter or 0), *others, *own)


class TransferDialog(Dialog):
    """Choose where a visitor goes on. `decided(Destination)`."""

    decided = Signal(object)

    def __init__(self, station: Station, board: CounterBoard, parent: QWidget) -> None:
        """Offer what is possible for the present visitor of `board`."""
        t, visit = station.texts, board.current
        self.board = board
        super().__init__(station, t("Alihkan {q}", q=visit.number if visit else ""), (WIDTH, 0), parent)
        targets = offered(board)
        self.places = Chips(station, t("Tujuan di layanan ini"), self)
        lines = max((self._lines(target) for target in targets), default=1)
        self.rows = max(1, min(max(LEAST_ROWS, MOST_ROWS + 1 - lines), len(targets)))
        self.places_height = lines * HEIGHT + (lines - 1) * GAP
        self.panel_size = (WIDTH, 272 + self.rows * ROW + 14 + self.places_height)
        self.view = TargetView(station, targets, self)
        self.view.doubleClicked.connect(self.accept)
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_places())
        self.note = QLineEdit(self)
        self.note.setFont(fonts.of(14, 500))
        self.note.setMaxLength(NOTE_LETTERS)
        self.note.setPlaceholderText(t("Boleh kosong"))
        self.note.setAccessibleName(t("Pesan untuk petugas berikutnya"))
        self.cancel = DeskButton(station.theme, t("Batalkan"), hint="Esc", height=48, parent=self)
        self.cancel.clicked.connect(self.close_dialog)
        self.go = DeskButton(station.theme, t("Alihkan"), kind="primary", hint="Enter", height=48, parent=self)
        self.go.clicked.connect(self.accept)
        self.go.setEnabled(bool(targets))
        self.view.setObjectName("targets")
        self.go.setObjectName("transfer-go")
        self.places.chosen.connect(lambda _key: self._offer_officer())
        self.stops = [self.view, self.places, self.note, self.cancel, self.go]
        self._show_places()

    def target(self) -> TransferTarget | None:
        """Give the chosen service; None for the way back to the sender."""
        found = self.view.target()
        return found if isinstance(found, TransferTarget) else None

    def destination(self) -> Destination | None:
        """Give where the visitor would go now."""
        note, target = self.note.text().strip(), self.view.target()
        if isinstance(target, SendBack):
            return Destination(back=True, note=note)
        if target is None:
            return None
        colleague = self._colleague()
        if colleague is None:
            return Destination(target.service.code, note=note)
        if self.places.on:
            return Destination(target.service.code, officer=colleague.officer.code, note=note)
        return Destination(target.service.code, colleague.counter.number, note=note)

    def accept(self) -> None:
        """Hand the choice over and go."""
        to = self.destination()
        if to is not None:
            self.decided.emit(to)
            self.close_dialog()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the arrows choose from anywhere in the dialog."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.view.step(1 if event.key() == Qt.Key.Key_Down else -1)
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.focusWidget() is not self.note:
            self.places.step(1 if event.key() == Qt.Key.Key_Right else -1)
            event.accept()
            return
        super().keyPressEvent(event)

    def arrange(self) -> None:
        """Place list, chips, message and buttons."""
        inside = self.inside()
        self.view.setGeometry(whole(inside.left(), inside.top() + 46, inside.width(), self.rows * ROW))
        y = self.view.geometry().bottom() + 34
        self.places.setGeometry(whole(inside.left(), y, inside.width(), self.places_height))
        y = self.places.geometry().bottom() + 42
        self.note.setGeometry(whole(inside.left(), y, inside.width(), 44))
        self.place_buttons(self.cancel, self.go)

    def draw(self, painter: QPainter) -> None:
        """Paint the labels and the promise."""
        theme, t, inside = self.station.theme, self.station.texts, self.inside()
        bold, ink = fonts.of(13, 600), theme.color("ink2")
        label = QRectF(inside.left(), self.note.y() - 26, inside.width(), 20)
        paint.draw_text(painter, label, t("Pesan untuk petugas berikutnya"), bold, ink)
        label.moveTop(self.places.y() - 26)
        paint.draw_text(painter, label, t("Siapa yang memanggil"), bold, ink)
        if not self.places.buttons():
            words = QRectF(self.places.geometry()).adjusted(0, 0, 0, -1)
            paint.draw_text(painter, words, self._nobody(), fonts.of(14, 500), theme.color("ink"), max_lines=2)
        promise = QRectF(inside.left(), inside.bottom() - 48, self.cancel.x() - inside.left() - 12, 48)
        paint.draw_text(painter, promise, t("Pengunjung tidak mengambil nomor baru."), fonts.of(13, 500),
                        theme.color("ink2"), max_lines=2)  # fmt: skip

    def _nobody(self) -> str:
        t, target = self.station.texts, self.view.target()
        if isinstance(target, SendBack):
            return t("Loket {n}, selama ada petugasnya.", n=target.counter)
        return t("Loket mana pun, begitu ada yang buka.")

    def _seats(self, target: SendBack | TransferTarget | None) -> list[Colleague]:
        if not isinstance(target, TransferTarget):
            return []
        return [each for each in self.board.colleagues if each.counter.number in target.counters]

    def _words(self, target: SendBack | TransferTarget | None) -> list[Word]:
        t, seats = self.station.texts, self._seats(target)
        own = self.board.current.service.code if self.board.current else ""
        first = [Word("", t("Siapa saja"))] if seats and _code(target) != own else []
        return first + [Word(str(each.counter.number), each.counter.name.say(t.language)) for each in seats]

    def _lines(self, target: SendBack | TransferTarget) -> int:
        """Count the lines of chips that a target needs, one place for an officer's name included."""
        t, seats = self.station.texts, self._seats(target)
        longest = max((each.officer.name for each in seats), key=len, default="")
        extra = Word("only", t("Hanya {officer}", officer=longest), "person") if longest else None
        self.places.put(self._words(target), None, extra)
        return (self.places.height_for(self.inside().width()) + GAP) // (HEIGHT + GAP)

    def _show_places(self) -> None:
        words = self._words(self.view.target())
        self.places.put(words, words[0].key if words else None)
        self._offer_officer()

    def _offer_officer(self) -> None:
        """Offer to bind the visitor to the officer of the chosen counter."""
        colleague = self._colleague()
        words = self.station.texts("Hanya {officer}", officer=colleague.officer.name) if colleague else ""
        extra = Word("only", words, "person") if colleague else None
        self.places.put(self.places.words, self.places.key, extra)
        self.places.setVisible(bool(self.places.words))
        self.update()

    def _colleague(self) -> Colleague | None:
        return next((each for each in self.board.colleagues if str(each.counter.number) == self.places.key), None)


def _code(target: SendBack | TransferTarget | None) -> str:
    return target.service.code if isinstance(target, TransferTarget) else ""
