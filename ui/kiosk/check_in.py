"""Who has a number or a code already: one field for all of them, typed or scanned."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter

from loket.errors import Refused
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.keys import BACKSPACE, make_keys, place_keys
from ui.kiosk.page import Page

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen

MOST = 64
"""The most characters that are taken: a scanner may type the whole text of a QR code."""

SHOWN = 18
"""Of a longer text the end is shown."""


class CheckInPage(Page):
    """One field and large keys. What was typed stays on the page and goes with it."""

    def __init__(self, kiosk: KioskScreen, typed: str = "") -> None:
        """`typed` was typed before the page was there: the first sign of a scanner."""
        super().__init__(kiosk)
        texts = self.look.texts
        self.typed = ""
        self.refusal: Refused | None = None
        """Why the office knows nothing of what was typed."""
        self.keys = make_keys(self.look, self)
        for row in self.keys:
            for key in row:
                key.clicked.connect(partial(self._pressed, key.char))
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.setObjectName("back")
        self._back.clicked.connect(self.back)
        self.go = self.button(texts("Lanjutkan"), "arrow_forward", "primary", icon_last=True)
        self.go.setObjectName("go-on")
        self.go.clicked.connect(self.enter)
        self._became(typed)

    def title(self) -> str:
        """Ask."""
        return self.look.texts("Sudah punya nomor atau kode?")

    def subtitle(self) -> str:
        """Tell what to do."""
        return self.look.texts("Ketik seperti tercetak, atau pindai kodenya.")

    def shows(self) -> object:
        """Nothing of it changes with the queues."""
        return self.board.office

    def anew(self) -> CheckInPage:
        """Build the page for the present look, with what was typed."""
        page = CheckInPage(self.kiosk, self.typed)
        page.refusal = self.refusal
        return page

    def enter(self) -> bool:
        """Ask the office; the Enter of a scanner does the same."""
        if self.typed.strip():
            self.kiosk.enquiring.ask(self.typed, self.look.texts.language)
        return True

    def say_busy(self) -> None:
        """Say so on the button."""
        self.go.busy_text = self.look.texts("Memproses")
        self.go.update()

    def say(self, refusal: Refused) -> None:
        """Say why there is no answer; the next thing typed begins anew."""
        self.refusal, self.go.busy_text = refusal, ""
        self.setAccessibleDescription(self.look.texts.failure(refusal))
        self.update()

    # --- typing ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what a keyboard or a scanner types; Enter and Esc are for the kiosk."""
        words = event.text()
        if event.key() == Qt.Key.Key_Backspace:
            self._pressed(BACKSPACE)
        elif words and words.isprintable():
            self._pressed(words)
        else:
            super().keyPressEvent(event)

    def _pressed(self, char: str, _on: bool = False) -> None:
        if char == BACKSPACE:
            self._became(self.typed[:-1])
        elif self.refusal is not None:
            self._became(char)
        else:
            self._became(self.typed + char)

    def _became(self, typed: str) -> None:
        self.typed = typed.upper().lstrip()[:MOST]
        self.go.setEnabled(bool(self.typed.strip()))
        said, self.refusal = self.refusal, None
        self.setAccessibleDescription(self.typed)
        self.update(self._field().toAlignedRect() if said is None else self.rect())

    # --- geometry ----------------------------------------------------------------------------------------------

    def _pad(self) -> QRectF:
        strip, px, gap = self.action_strip(), self.look.px, self._gap()
        height = 4 * px(88 if self.look.reach else 104, 92) + 3 * gap
        return QRectF(strip.left(), strip.top() - px(28, 24) - height, strip.width(), height)

    def _gap(self) -> float:
        return self.look.px(14)

    def _field(self) -> QRectF:
        pad, px = self._pad(), self.look.px
        height = px(120 if self.look.reach else 132, 104)
        return QRectF(pad.left(), pad.top() - px(28, 24) - height, pad.width(), height)

    def _room(self) -> QRectF:
        """Give the room above the field: what can be typed, or why it was not known."""
        work, px = self.work(), self.look.px
        return QRectF(work.left(), work.top(), work.width(), self._field().top() - px(28, 24) - work.top())

    def arrange(self) -> None:
        """Place keys and actions."""
        place_keys(self.keys, self._pad(), self._gap())
        self.place_actions(self._back, self.go)

    # --- painting ----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Paint the field and what belongs into it."""
        ink = Ink(painter, self.look)
        if self.is_wanted(self._field()):
            self._draw_field(ink, self._field())
        if not self.is_wanted(self._room()):
            return
        if self.refusal is not None:
            below = self._draw_refusal(ink, self._room(), self.refusal)
            if not self.look.reach and below.height() >= self.look.px(4 * 80) and self.look.portrait:
                self._draw_kinds(ink, below)
        elif not self.look.reach:
            self._draw_kinds(ink, self._room())

    def draw_above(self, painter: QPainter, room: QRectF) -> None:
        """With low reach: what can be typed, where nobody has to touch."""
        ink, px = Ink(painter, self.look), self.look.px
        height = min(px(96), room.height() / 4)
        y = room.center().y() - height * 2
        for icon, name, example in self._kinds():
            self._draw_kind(ink, QRectF(room.left(), y, room.width(), height), (icon, name, example), deep=True)
            y += height
            ink.rule(room.left(), room.right(), y, "deepLine")

    def _draw_field(self, ink: Ink, rect: QRectF) -> None:
        look, px = self.look, self.look.px
        ink.box(rect, 24, "surf", "pri", px(5))
        size = 72 if look.portrait else 60
        shown = self.typed if len(self.typed) <= SHOWN else "…" + self.typed[-SHOWN:]
        font = look.font(size * (0.9 if look.large else 1), 700, 4)
        width = paint.text_width(shown, font) if shown else 0.0
        caret = QRectF(rect.center().x() + width / 2 + px(8), rect.top() + px(28), px(5), rect.height() - px(56))
        paint.draw_text(ink.painter, rect, shown, font, look.theme.color("ink"), paint.CENTER, min_px=px(30))
        ink.painter.fillRect(caret, look.theme.color("pri"))

    def _kinds(self) -> tuple[tuple[str, str, str], ...]:
        texts = self.look.texts
        return (
            ("confirmation_number", texts("Nomor hari ini"), "A012"),
            ("history", texts("Tiket lanjutan"), "A012 K7M2P"),
            ("event_available", texts("Janji temu"), "4H7P2K"),
            ("qr_code_scanner", texts("Kode QR"), texts("arahkan ke pemindai")),
        )

    def _draw_kinds(self, ink: Ink, room: QRectF) -> None:
        """Paint what can be typed, one below the other; two by two on a panel that lies."""
        look, px, kinds = self.look, self.look.px, self._kinds()
        columns = 1 if look.portrait else 2
        rows = len(kinds) // columns
        step = min(room.height() / rows, px(132, 120))
        frame = QRectF(room.left(), room.center().y() - step * rows / 2, room.width(), step * rows)
        if look.portrait:
            frame.moveTop(room.top())
        ink.box(frame, 28, "surf", "line", px(2))
        width = frame.width() / columns
        for index, kind in enumerate(kinds):
            row, column = divmod(index, columns)
            place = QRectF(frame.left() + column * width, frame.top() + row * step, width, step)
            if row:
                ink.rule(place.left() + px(2), place.right() - px(2), place.top() + px(1), "line")
            self._draw_kind(ink, place.adjusted(px(36), 0, -px(36), 0), kind, deep=False)
        if columns > 1:
            middle = QRectF(frame.center().x() - px(1), frame.top() + px(2), px(2), frame.height() - px(4))
            ink.painter.fillRect(middle, look.theme.color("line"))

    def _draw_kind(self, ink: Ink, rect: QRectF, kind: tuple[str, str, str], *, deep: bool) -> None:
        px, (icon, name, example) = self.look.px, kind
        size = 34 if self.look.portrait else 28
        width = min(ink.width(example, size, 700), rect.width() * 0.5)
        ink.icon(rect.left(), rect.center().y(), 52 if self.look.portrait else 44, icon, "onDeep" if deep else "pri")
        place = rect.adjusted(px(80, 68), 0, -width - px(16), 0)
        ink.text(place, name, size - 2, 500, "onDeep2" if deep else "ink2", least=22)
        right = QRectF(rect.right() - width, rect.top(), width + 2, rect.height())
        ink.text(right, example, size, 700, "onDeep" if deep else "ink", paint.RIGHT, least=22)

    def _draw_refusal(self, ink: Ink, room: QRectF, refusal: Refused) -> QRectF:
        """Paint why nothing was found; gives the room that is left below."""
        look, px, texts = self.look, self.look.px, self.look.texts
        box = QRectF(room)
        box.setHeight(min(room.height(), px(208, 220)))
        ink.box(box, 24, "orangeTint", "orange" if look.contrast else "", px(3))
        icon = 88 if look.portrait else 72
        ink.icon(box.left() + px(40), box.center().y(), icon, "search", "orange")
        x = box.left() + px(40 + icon + 36)
        words = texts.failure(refusal)
        place = QRectF(x, box.top() + px(16), box.right() - px(36) - x, box.height() - px(32))
        ink.text(place, words, 38 if look.portrait else 32, 600, lines=4, least=24, step=1.3, even=True)
        return room.adjusted(0, box.height() + px(28), 0, 0)
