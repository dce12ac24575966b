"""Who needs priority? Opt-in, no proof; the reason is neither printed nor shown."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from loket.errors import N_
from loket.office.pictures import KioskTile
from ui.kiosk.ink import Ink
from ui.kiosk.look import whole
from ui.kiosk.page import Page
from ui.kiosk.rows import ChoiceCard

if TYPE_CHECKING:
    from ui.kiosk.screen import KioskScreen

GROUPS = (
    ("LANSIA", "elderly", N_("Lanjut usia"), N_("60 tahun ke atas")),
    ("DISABILITAS", "accessible", N_("Penyandang disabilitas"), N_("Terlihat maupun tidak terlihat")),
    ("IBU_HAMIL", "pregnant_woman", N_("Ibu hamil"), ""),
    ("MENYUSUI", "breastfeeding", N_("Ibu menyusui"), ""),
    ("BALITA", "stroller", N_("Membawa balita"), N_("Anak di bawah 5 tahun")),
    ("ANAK", "child_care", N_("Anak-anak"), ""),
    ("KORBAN_BENCANA_ALAM", "flood", N_("Korban bencana alam"), ""),
    ("KORBAN_BENCANA_SOSIAL", "emergency_home", N_("Korban bencana sosial"), ""),
)
"""How the groups of the law are shown. Source: UU 25/2009 Art. 29 and its elucidation, PermenPANRB 11/2024."""

SIGNS = ("elderly", "accessible", "pregnant_woman", "stroller")
"""The pictograms by which the question is known before it is read."""

MOST = 12
"""Cards a finger can still choose between; an office has few groups of its own."""


def cards_of(groups: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """Give (code, icon, title, note) of the groups of an office; its own are named by their codes."""
    known = {code: (code, icon, title, note) for code, icon, title, note in GROUPS}
    own = ((code, "person", code.replace("_", " ").capitalize(), "") for code in groups)
    return [known.get(code, made) for code, made in zip(groups, own, strict=True)][:MOST] or list(GROUPS)


class PriorityPage(Page):
    """Equal cards; more than one may be chosen, the first of them is kept."""

    tells_paper = True

    def __init__(self, kiosk: KioskScreen, tile: KioskTile, missing: Sequence[str]) -> None:
        """Make the cards."""
        self.tile, self.missing = tile, tuple(missing)
        super().__init__(kiosk)
        texts = self.look.texts
        groups = cards_of(self.board.groups)
        self._codes = [code for code, *_ in groups]
        self.cards = [ChoiceCard(self.look, icon, texts(title), texts(note), self) for _, icon, title, note in groups]
        for card, code in zip(self.cards, self._codes, strict=True):
            card.setObjectName(f"priority-{code}")
            card.toggled.connect(self._allow)
        self._back = self.button(texts("Kembali"), "arrow_back", "secondary")
        self._back.setObjectName("back")
        self._back.clicked.connect(self.back)
        self.take = self.button(texts("Ambil nomor prioritas"), "confirmation_number", "primary", icon_last=True)
        self.take.setObjectName("take")
        self.take.clicked.connect(self._take)
        self._allow()

    def title(self) -> str:
        """Ask."""
        return self.look.texts("Siapa yang perlu didahulukan?")

    def subtitle(self) -> str:
        """Explain."""
        return self.look.texts("Anda sendiri atau orang yang Anda dampingi.")

    def back(self) -> None:
        """Go back to the service, with what was marked there."""
        self.kiosk.choose(self.tile, self.missing)

    def anew(self) -> PriorityPage:
        """Build the page for the present look, with the same cards chosen."""
        page = PriorityPage(self.kiosk, self.tile, self.missing)
        for card, code in zip(page.cards, page._codes, strict=True):
            card.setChecked(code in self._chosen())
        return page

    def say_busy(self) -> None:
        """Say so on the button."""
        self.take.busy_text = self.look.texts("Memproses")
        self.take.update()

    def chosen(self) -> str | None:
        """Give the first chosen group."""
        return next(iter(self._chosen()), None)

    def _chosen(self) -> list[str]:
        return [code for card, code in zip(self.cards, self._codes, strict=True) if card.isChecked()]

    def _allow(self, _on: bool = False) -> None:
        self.take.setEnabled(self.chosen() is not None)

    def _take(self) -> None:
        self.kiosk.take(self.tile, self.missing, self.chosen())

    def _note(self) -> QRectF:
        strip, height = self.action_strip(), self.look.px(148, 112) * (1.2 if self.look.large else 1)
        return QRectF(strip.left(), strip.top() - self.look.px(36, 24) - height, strip.width(), height)

    def arrange(self) -> None:
        """Place the cards two by two (portrait) or in rows of four (landscape)."""
        look, work, gap = self.look, self.work(), self.look.px(24 if len(self.cards) <= 8 else 16)
        columns = (2 if look.portrait else 4) if len(self.cards) > 1 else 1
        rows = math.ceil(len(self.cards) / columns)
        height = (self._note().top() - gap - work.top() - gap * (rows - 1)) / rows
        width = (work.width() - gap * (columns - 1)) / columns
        for index, card in enumerate(self.cards):
            row, column = divmod(index, columns)
            card.look = look
            place = QRectF(work.left() + column * (width + gap), work.top() + row * (height + gap), width, height)
            card.setGeometry(whole(place))
        self.place_actions(self._back, self.take)

    def draw(self, painter: QPainter) -> None:
        """Paint the promise of privacy."""
        ink, px, note = Ink(painter, self.look), self.look.px, self._note()
        ink.box(note, 24, "priTint", "line" if self.look.contrast else "", px(2))
        ink.icon(note.left() + px(32), note.center().y(), 48, "lock", "pri")
        words = self.look.texts(
            "Hanya untuk kelompok ini; kursi dan loketnya tidak dipakai pengunjung lain. Tidak perlu bukti. Alasan "
            "tidak dicetak dan tidak ditampilkan."
        )
        ink.text(note.adjusted(px(104), 0, -px(32), 0), words, 28 if self.look.portrait else 26, 500, lines=3, least=22,
                 step=1.35, even=True)  # fmt: skip
