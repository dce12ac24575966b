"""How a number of today stands: the one true sentence, the wait from now, and letting others go first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.errors import N_, Refused
from loket.office.pictures import KioskBoard
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.page import Page

if TYPE_CHECKING:
    from loket.office.recognising import Standing
    from ui.kiosk.screen import KioskScreen

_SAID = {
    "waiting": ("check_circle", "green", "greenTint", N_("Nomor Anda ada di antrean")),
    "called": ("campaign", "orange", "orangeTint", N_("Nomor Anda sedang dipanggil")),
    "serving": ("check_circle", "green", "greenTint", N_("Nomor Anda sedang dilayani")),
    "missed": ("info", "orange", "orangeTint", N_("Nomor Anda sudah dipanggil")),
    "parked": ("hourglass_top", "orange", "orangeTint", N_("Nomor Anda ditunda")),
    "cancelled": ("info", "orange", "orangeTint", N_("Nomor Anda dibatalkan")),
    "carried_over": ("history", "orange", "orangeTint", N_("Nomor Anda dilanjutkan di hari lain")),
}
_OVER = ("check_circle", "green", "greenTint", N_("Kunjungan ini sudah selesai"))


class StandingPage(Page):
    """One number, and nothing of the person who holds it."""

    def __init__(self, kiosk: KioskScreen, standing: Standing, *, stepped_back: bool = False) -> None:
        """`stepped_back`: the visitor has just let others go first."""
        self.standing, self.stepped_back = standing, stepped_back
        super().__init__(kiosk)
        self._seq = kiosk.board.seq
        self.refusal: Refused | None = None
        """Why nobody could be let go first."""
        texts = self.look.texts
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.setObjectName("back")
        self._back.clicked.connect(self.back)
        self.later = self.button(texts("Mundur {n} nomor", n=3), "more_time", "secondary")
        self.later.setObjectName("step-back")
        self._pressed = self.later
        self.later.clicked.connect(self._step_back)
        self.not_later = self.button(texts("Batalkan mundur"), "undo", "secondary")
        self.not_later.setObjectName("step-forward")
        self.not_later.clicked.connect(self._step_forward)
        self.show_standing(standing)

    def title(self) -> str:
        """Name the number."""
        return self.look.texts("Nomor {number}", number=self.standing.why.number)

    def subtitle(self) -> str:
        """Name the service."""
        return self.standing.service.name.say(self.look.texts.language)

    def letter(self) -> tuple[str, str]:
        """Give the service's letter and hue."""
        return self.standing.service.code, self.standing.service.hue

    def headline(self) -> str:
        """Say in a few words how the number stands."""
        if self.stepped_back and self.standing.why.state.value == "waiting":
            return self.look.texts("Nomor Anda mundur {n} tempat", n=3)
        return self.look.texts(self._kind()[3])

    def shows(self) -> object:
        """What is painted comes from the answer, not from the board."""
        return self.board.office, self.standing, self.refusal

    def back(self) -> None:
        """Go back to the field, for who mistyped the number."""
        self.kiosk.check_in()

    def anew(self) -> StandingPage:
        """Build the page for the present look; the sentence follows in the visitor's language."""
        page = StandingPage(self.kiosk, self.standing, stepped_back=self.stepped_back)
        page.refusal = self.refusal
        self.kiosk.enquiring.renew(self.standing.why.number, page.look.texts.language)
        return page

    def refresh(self, board: KioskBoard) -> None:
        """Ask again when the queues have moved: the wait is renewed while it is read."""
        super().refresh(board)
        if board.seq != self._seq:
            self._seq = board.seq
            self.kiosk.enquiring.renew(self.standing.why.number, self.look.texts.language)

    def show_standing(self, standing: Standing) -> None:
        """Show how the number stands now, if it is still the same one."""
        if standing.why.number != self.standing.why.number:
            return
        self.standing = standing = replace(standing, proven=standing.proven or self.standing.proven)
        self.later.setVisible(standing.proven and standing.postpones > 0 and self.refusal is None)
        self.not_later.setVisible(self._may_step_forward())
        self.arrange()
        self.setAccessibleName(f"{self.title()}. {self.headline()}. {standing.why.sentence}")
        self.update()

    def say(self, refusal: Refused) -> None:
        """Say why nobody could be let go first."""
        self.refusal, self.later.busy_text, self.not_later.busy_text = refusal, "", ""
        self.show_standing(self.standing)
        self.setAccessibleDescription(self._offer()[1])

    def say_busy(self) -> None:
        """Say so on the button that was pressed."""
        self._pressed.busy_text = self.look.texts("Memproses")
        self._pressed.update()

    def _step_back(self) -> None:
        self._pressed = self.later
        self.kiosk.enquiring.step_back(self.standing, self.look.texts.language)

    def _step_forward(self) -> None:
        self._pressed = self.not_later
        self.kiosk.enquiring.step_forward(self.standing, self.look.texts.language)

    def _may_step_forward(self) -> bool:
        """Tell whether "mundur" was pressed here just now: who erred takes it back at once."""
        return self.stepped_back and self.standing.why.state.value == "waiting" and self.refusal is None

    def _kind(self) -> tuple[str, str, str, str]:
        return _SAID.get(self.standing.why.state.value, _OVER)

    def _offer(self) -> tuple[str, str]:
        """Give headline and words about letting others go first; empty when that is no question now."""
        texts, left = self.look.texts, self.standing.postpones
        if self.standing.why.state.value != "waiting":
            return "", ""
        if self.refusal is not None:
            return texts("Urutan tetap"), texts.failure(self.refusal)
        if not left:
            return texts("Sudah mundur dua kali"), texts("Bila nomor terlewat, lapor ke petugas untuk kembali.")
        if not self.standing.proven:
            return texts("Perlu keluar sebentar?"), texts(
                "Untuk mundur, ketik nomor beserta lima huruf kode di sampingnya pada tiket, misalnya A012 K7M2P."
            )
        return texts("Perlu keluar sebentar?"), texts.count(
            "Biarkan tiga nomor berikutnya dipanggil lebih dulu. Masih boleh {n} kali.", left
        )

    # --- geometry ----------------------------------------------------------------------------------------------

    def arrange(self) -> None:
        """Place the actions; side by side where there are three."""
        shown = [button for button in (self.not_later, self.later) if not button.isHidden()]
        if len(shown) < 2:
            self.place_actions(self._back, shown[0] if shown else None)
            return
        strip, gap = self.action_strip(), self.look.px(24)
        width = (strip.width() - 2 * gap) / 3
        for place, button in enumerate((self._back, *shown)):
            left = strip.left() + place * (width + gap)
            button.setGeometry(whole(QRectF(left, strip.top(), width, strip.height())))

    # --- painting ----------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter) -> None:
        """Paint the sentence, the figures, and what the visitor may do."""
        ink, work, gap = Ink(painter, self.look), self.work(), self.look.px(28, 24)
        bottom = self.action_strip().top() - gap
        y = self._draw_notice(ink, work, bottom) + gap
        y = self._draw_figures(ink, QRectF(work.left(), y, work.width(), bottom - y)) + gap
        self._draw_offer(ink, QRectF(work.left(), y, work.width(), bottom - y))

    def _draw_notice(self, ink: Ink, work: QRectF, bottom: float) -> float:
        """Paint how the number stands; gives where the box ends."""
        look, px = self.look, self.look.px
        icon, tone, tint, _ = self._kind()
        head, body = self.headline(), self.standing.why.sentence
        size, small, side = (46, 34, 88) if look.portrait else (40, 30, 76)
        x, right = work.left() + px(40 + 36 + side), work.right() - px(40)
        room, lines = right - x, 13 if look.portrait else 8
        first = ink.height(head, room, size, 700, lines=2, least=32, spacing=-1.5, step=1.2)
        second = ink.height(body, room, small, lines=lines, least=24, step=1.4)
        height = min(first + px(12) + second + px(72, 56), bottom - work.top())
        box = QRectF(work.left(), work.top(), work.width(), height)
        ink.box(box, 24, tint, tone if look.contrast else "", px(3))
        ink.icon(box.left() + px(40), box.center().y(), side, icon, tone)
        y = box.center().y() - (first + px(12) + second) / 2
        ink.text(QRectF(x, y, room, first), head, size, 700, "ink", paint.TOP_LEFT, lines=2, least=32, spacing=-1.5,
                 step=1.2)  # fmt: skip
        ink.text(QRectF(x, y + first + px(12), room, second), body, small, 500, "ink", paint.TOP_LEFT, lines=lines,
                 least=24, step=1.4)  # fmt: skip
        return box.bottom()

    def _figures(self) -> list[tuple[str, str]]:
        texts, answer = self.look.texts, self.standing.why
        if answer.state.value != "waiting":
            return []
        figures: list[tuple[str, str]] = []
        if answer.ahead or answer.kinds.first:  # else nobody is ahead, and yet others may be called before
            figures.append((texts("Di depan Anda"), texts.count("{n} orang", answer.ahead)))
        if answer.told is not None:
            spread = texts.minutes_between(answer.told.low_s, answer.told.high_s)
            figures.append((texts("Perkiraan tunggu"), texts("{a} menit", a=spread)))
        return figures

    def _draw_figures(self, ink: Ink, room: QRectF) -> float:
        """Paint the figures row by row; gives where they end."""
        look, px, figures = self.look, self.look.px, self._figures()
        if not figures:
            return room.top()
        step = px(84 if look.reach else 112, 88)
        frame = QRectF(room.left(), room.top(), room.width(), step * len(figures))
        ink.box(frame, 28, "surf", "touchLine")
        size, middle = 32 if look.portrait else 28, frame.left() + frame.width() * 0.46
        for index, (label, value) in enumerate(figures):
            row = QRectF(frame.left() + px(40), frame.top() + index * step, frame.width() - px(80), step)
            if index:
                ink.rule(frame.left() + px(2), frame.right() - px(2), row.top() + px(1), "line")
            ink.text(QRectF(row.left(), row.top(), middle - row.left(), step), label, size, 500, "ink2", least=22)
            ink.text(QRectF(middle, row.top(), row.right() - middle, step), value, size + 8, 700, least=26)
        return frame.bottom()

    def _draw_offer(self, ink: Ink, room: QRectF) -> None:
        look, px = self.look, self.look.px
        head, body = self._offer()
        if not head or room.height() < px(96):
            return
        size, small = (36, 30) if look.portrait else (32, 26)
        width = room.width() - px(80)
        first = ink.height(head, width, size, 700, least=26, spacing=-1.5, step=1.2)
        second = ink.height(body, width, small, lines=3, least=22, step=1.4)
        box = QRectF(room.left(), room.top(), room.width(), min(room.height(), first + second + px(8) + px(64, 52)))
        warns = self.refusal is not None
        ink.box(box, 28, "orangeTint" if warns else "surf", "orange" if warns and look.contrast else "line", px(2))
        x, y = box.left() + px(40), box.center().y() - (first + px(8) + second) / 2
        ink.text(QRectF(x, y, width, first), head, size, 700, "ink", paint.TOP_LEFT, least=26, spacing=-1.5, step=1.2)
        ink.text(QRectF(x, y + first + px(8), width, second), body, small, 500, "ink2", paint.TOP_LEFT, lines=3,
                 least=22, step=1.4, even=True)  # fmt: skip
