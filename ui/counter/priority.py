"""Another priority group for somebody who waits, because of what the officer sees: which one, and why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from loket.errors import N_
from loket.office.pictures import QueueEntry
from loket.texts import Texts
from ui.counter.chips import Chips, Word
from ui.counter.reason import WIDTH, ReasonDialog
from ui.parts.desk import whole
from ui.parts.dialog import PAD_X
from ui.station import Station

GROUP_WORDS = {
    "LANSIA": N_("Lanjut usia"),
    "DISABILITAS": N_("Penyandang disabilitas"),
    "IBU_HAMIL": N_("Ibu hamil"),
    "MENYUSUI": N_("Ibu menyusui"),
    "BALITA": N_("Membawa balita"),
    "ANAK": N_("Anak"),
    "KORBAN_BENCANA_ALAM": N_("Korban bencana alam"),
    "KORBAN_BENCANA_SOSIAL": N_("Korban bencana sosial"),
}
"""The groups of the law in words; an office's own group says itself."""

GROUP_REASONS = (N_("Terlihat oleh petugas"), N_("Diminta pengunjung"), N_("Salah pilih di kios"))
"""Ready reasons for another group."""


def group_words(code: str, t: Texts) -> str:
    """Give the words for a priority group."""
    known = GROUP_WORDS.get(code)
    return t(known) if known else code.replace("_", " ").capitalize()


class PriorityDialog(ReasonDialog):
    """Choose a group and say why. `regrouped(group, reason)`, an empty group for none."""

    regrouped = Signal(str, str)

    def __init__(self, station: Station, entry: QueueEntry, groups: tuple[str, ...], parent: QWidget) -> None:
        """Offer the groups of the office; the present one is chosen."""
        t = station.texts
        self.entry = entry
        self.groups: Chips | None = None
        super().__init__(
            station, t("Prioritas {q}", q=entry.number), t("Perubahan ini disimpan bersama alasannya."),
            GROUP_REASONS, t("Ubah"), parent,
        )  # fmt: skip
        self.groups = Chips(station, t("Kelompok prioritas"), self)
        none = Word("", t("Tanpa prioritas"))
        self.groups.put([none, *(Word(code, group_words(code, t)) for code in groups)], entry.group)
        self.groups.chosen.connect(lambda _key: self._allow())
        self.stops = [self.groups, self.line, self.ready, self.cancel, self.go]
        self._measure()

    def group(self) -> str:
        """Give the chosen group."""
        return (self.groups.key if self.groups else "") or ""

    def allowed(self) -> bool:
        """Tell whether it can be confirmed: another group, and a reason."""
        return super().allowed() and self.group() != self.entry.group

    def hand_over(self) -> None:
        """Say group and reason."""
        self.regrouped.emit(self.group(), self.reason())

    def above(self) -> int:
        """Give the height of the groups."""
        return 0 if self.groups is None else self.groups.height_for(WIDTH - 2 * PAD_X) + 18

    def arrange(self) -> None:
        """Place the groups above the reasons."""
        super().arrange()
        inside = self.inside()
        if self.groups is not None:
            height = self.groups.height_for(inside.width())
            self.groups.setGeometry(whole(inside.left(), self.ready.y() - 26 - 18 - height, inside.width(), height))
