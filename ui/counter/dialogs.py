"""Small dialogs: park with a note, a question, the keys, the account menu."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QWidget

from loket.errors import N_
from ui import fonts, paint
from ui.counter.transfer import NOTE_LETTERS
from ui.parts.desk import DeskButton, draw_line, hint_width, whole
from ui.parts.dialog import Dialog
from ui.parts.touch import draw_hint
from ui.station import Station


class ParkDialog(Dialog):
    """Put the visitor aside. `decided(note)`."""

    decided = Signal(str)

    def __init__(self, station: Station, number: str, parent: QWidget) -> None:
        """Ask why `number` waits."""
        t = station.texts
        super().__init__(station, t("Tunda {q}", q=number), (520, 254), parent)
        self.note = QLineEdit(self)
        self.note.setFont(fonts.of(14, 500))
        self.note.setMaxLength(NOTE_LETTERS)
        self.note.setPlaceholderText(t("Misalnya: memfotokopi KK. Boleh kosong"))
        self.note.setAccessibleName(t("Catatan"))
        self.cancel = DeskButton(station.theme, t("Batalkan"), hint="Esc", height=48, parent=self)
        self.cancel.clicked.connect(self.close_dialog)
        self.go = DeskButton(station.theme, t("Tunda"), kind="primary", hint="Enter", height=48, parent=self)
        self.go.clicked.connect(self.accept)
        self.stops = [self.note, self.cancel, self.go]

    def accept(self) -> None:
        """Hand the note over and go."""
        self.decided.emit(self.note.text().strip())
        self.close_dialog()

    def arrange(self) -> None:
        """Place the note and the buttons."""
        inside = self.inside()
        self.note.setGeometry(whole(inside.left(), inside.top() + 96, inside.width(), 44))
        self.place_buttons(self.cancel, self.go)

    def draw(self, painter: QPainter) -> None:
        """Paint what parking means."""
        theme, t, inside = self.station.theme, self.station.texts, self.inside()
        words = t("Masuk daftar Ditunda. Panggil lagi kapan saja dari daftar itu.")
        text = QRectF(inside.left(), inside.top() + 38, inside.width(), 22)
        paint.draw_text(painter, text, words, fonts.of(14, 500), theme.color("ink2"), max_lines=2)
        label = QRectF(inside.left(), self.note.y() - 25, inside.width(), 20)
        paint.draw_text(painter, label, t("Catatan"), fonts.of(13, 600), theme.color("ink2"))


KEYS = (
    ("F2", N_("Langkah berikutnya: panggil, mulai, selesai dan panggil, lanjut")),
    ("F3", N_("Panggil ulang")),
    ("F4", N_("Tidak hadir; tahan bila belum cukup panggilan")),
    ("F5", N_("Lewati: orang lain dahulu, tempatnya tetap")),
    ("F6", N_("Selesai, tanpa memanggil")),
    ("F7", N_("Alihkan ke layanan, loket, atau petugas lain")),
    ("F8", N_("Tunda, dengan catatan")),
    ("F9", N_("Istirahat atau lanjut melayani")),
    ("F11", N_("Janji temu: daftar, lapor datang, daftarkan")),
    ("Ctrl P", N_("Tanda terima berkas")),
    ("Ctrl K", N_("Cetak tiket yang tidak keluar")),
    ("Ctrl Z", N_("Urungkan tindakan terakhir")),
    ("↑ ↓", N_("Pilih orang di daftar antrean")),
    ("← →", N_("Antrean, Ditunda, Terlewat")),
    ("Menu", N_("Mengapa, mundur, prioritas: untuk orang yang dipilih")),
    ("Enter", N_("Panggil orang yang dipilih")),
    ("Ctrl Enter", N_("Kembalikan yang dipilih ke antrean")),  # not for people: names of keys
    ("Esc", N_("Kembali, tutup pemberitahuan")),
    ("F10", N_("Bantuan ini")),
)
"""Every key of the officer's screen."""


class HelpDialog(Dialog):
    """The keys."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """List the keys."""
        super().__init__(station, station.texts("Tombol papan ketik"), (620, 130 + len(KEYS) * 36), parent)
        self.done = DeskButton(
            station.theme, station.texts("Mengerti"), kind="primary", hint="Esc", height=48, parent=self
        )
        self.done.clicked.connect(self.close_dialog)
        self.stops = [self.done]

    def accept(self) -> None:
        """Enter closes as well."""
        self.close_dialog()

    def arrange(self) -> None:
        """Place the button."""
        self.place_buttons(self.done)

    def draw(self, painter: QPainter) -> None:
        """Paint a row for each key."""
        theme, t, inside = self.station.theme, self.station.texts, self.inside()
        y = inside.top() + 40
        row = min(36.0, (inside.bottom() - 56 - y) / len(KEYS))
        for keys, words in KEYS:
            width = hint_width(keys)
            draw_hint(painter, QRectF(inside.left(), y + row / 2 - 11, width, 22), keys, theme)
            line = QRectF(inside.left() + 112, y, inside.width() - 112, row)
            paint.draw_text(painter, line, t(words), fonts.of(14, 500), theme.color("ink"))
            y += row
            draw_line(painter, inside.left(), inside.right(), y - 1, theme)


class AccountMenu(Dialog):
    """What the officer can do with the own account. `chose("sign_out" | "help" | "break")`."""

    chose = Signal(str)
    scrim = False

    def __init__(
        self, station: Station, who: str, counter: str, entries: list[tuple[str, str, str, str]], parent: QWidget
    ) -> None:
        """Show `entries`: (act, words, icon, key)."""
        self.who, self.counter = who, counter
        super().__init__(station, "", (320, 74 + len(entries) * 48), parent)
        self.cross.hide()
        self.entries = []
        for act, words, icon, key in entries:
            button = DeskButton(station.theme, words, icon, "ghost", hint=key, parent=self)
            button.clicked.connect(lambda _checked=False, act=act: self._choose(act))
            self.entries.append(button)
        self.stops = list(self.entries)

    def panel(self) -> QRectF:
        """Hang below the account button."""
        width, height = self.panel_size
        return QRectF(self.width() - width - 14, 62, width, height)

    def inside(self) -> QRectF:
        """Pad a little less."""
        return self.panel().adjusted(16, 14, -16, -14)

    def arrange(self) -> None:
        """Place the entries below each other."""
        inside = self.inside()
        for index, button in enumerate(self.entries):
            button.setGeometry(whole(inside.left(), inside.top() + 52 + index * 48, inside.width(), 40))

    def draw(self, painter: QPainter) -> None:
        """Paint who and where."""
        theme, inside = self.station.theme, self.inside()
        paint.draw_text(painter, QRectF(inside.left(), inside.top(), inside.width(), 20), self.who, fonts.of(14, 700),
                        theme.color("ink"))  # fmt: skip
        paint.draw_text(painter, QRectF(inside.left(), inside.top() + 20, inside.width(), 18), self.counter,
                        fonts.of(12, 500), theme.color("ink2"))  # fmt: skip
        draw_line(painter, inside.left(), inside.right(), inside.top() + 46, theme)

    def _choose(self, act: str) -> None:
        self.close_dialog()
        self.chose.emit(act)
