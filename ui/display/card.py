"""The info card: in place of pictures and video it tells how a visit goes, a slide at a time."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.errors import N_
from ui import icons, paint
from ui.display.motion import Motion
from ui.display.part import Look, Part
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Slide:
    """A title in two pieces and three steps, each with icon, words and a note."""

    title: tuple[str, str]
    steps: tuple[tuple[str, str, str], ...]


SLIDES = (
    Slide(
        (N_("Nomor dipanggil?"), N_("Silakan langsung ke loket.")),
        (
            ("confirmation_number", N_("Simpan tiket"), N_("Huruf di depan nomor menunjukkan layanan")),
            ("volume_up", N_("Dengar dan lihat"), N_("Nomor disebut dan tampil besar di layar ini")),
            ("directions_walk", N_("Menuju loket"), N_("Ikuti angka di kotak dan arah panah")),
        ),
    ),
    Slide(
        (N_("Sambil menunggu,"), N_("periksa berkas Anda.")),
        (
            ("badge", N_("Siapkan KTP dan KK"), N_("Asli, masih berlaku")),
            ("fact_check", N_("Cocokkan syarat"), N_("Berkas yang kurang tercetak di tiket")),
            ("task_alt", N_("Serahkan di loket"), N_("Petugas memeriksa berkas bersama Anda")),
        ),
    ),
    Slide(
        (N_("Nomor terlewat?"), N_("Nomor Anda tetap berlaku.")),
        (
            ("person", N_("Lapor ke petugas"), N_("Tunjukkan tiket Anda")),
            ("history", N_("Tunggu sebentar"), N_("Anda dipanggil lagi hari ini")),
            ("receipt_long", N_("Tiket hilang?"), N_("Sebutkan nomor Anda kepada petugas")),
        ),
    ),
)


class InfoCard(Part):
    """A light card as paper would be, in every theme."""

    def __init__(self, look: Look, parent: QWidget, motion: Motion) -> None:
        super().__init__(look, parent)
        self._motion = motion
        self._slide = 0
        self._fade = 1.0

    def turn_page(self) -> None:
        """Show the next slide."""
        self._motion.run(180, self._fading, self._turned)

    def _fading(self, share: float) -> None:
        self._fade = 1 - share
        self.update()

    def _turned(self) -> None:
        self._slide = (self._slide + 1) % len(SLIDES)
        self._fade = 1.0
        self.update()

    def _draw(self, painter: QPainter) -> None:
        look = self.look
        contrast = look.theme.name == "contrast"
        theme = look.theme if contrast else Theme.of("light")
        fill = theme.color("surf") if look.theme.name == "light" else theme.color("bg")
        paint.rounded(painter, QRectF(self.rect()), look.px(24), fill, theme.color("line") if contrast else None)
        painter.setOpacity(self._fade)
        slide = SLIDES[self._slide]
        # The card is measured in its own height: it also stands upright and beside a lost connection.
        unit = min(self.width() / 880, self.height() / (423 if look.portrait else 495))
        self._draw_slide(painter, theme, slide, unit)

    def _draw_slide(self, painter: QPainter, theme: Theme, slide: Slide, unit: float) -> None:
        look, t = self.look, self.look.texts
        scale = unit / look.k
        left, width = (44 if look.portrait else 53) * unit, self.width() - (88 if look.portrait else 106) * unit
        top = (40 if look.portrait else 49) * unit
        title = " ".join(t(piece) for piece in slide.title)
        self.setAccessibleName(title)
        paint.draw_text(
            painter,
            QRectF(left, top, width, 28 * unit),
            t("Info layanan"),
            look.font(21 * scale, 700),
            theme.color("pri"),
        )
        lines = [title] if look.portrait else [t(piece) for piece in slide.title]
        font = look.font((46 if look.portrait else 51) * scale, 800, -2.5)
        widest = max(paint.text_width(line, font) for line in lines)
        if widest > width:
            # Two pixels less than fit: sizes are whole pixels, and a hair too wide would be cut.
            font = look.font((font.pixelSize() * width / widest - 2) / look.k, 800, -2.5)
        for index, line in enumerate(lines):
            box = QRectF(left, top + (37 + 57 * index) * unit, width, 57 * unit)
            paint.draw_text(painter, box, line, font, theme.color("ink"))
        gap = 31 * unit
        column = (width - 2 * gap) / 3
        foot = self.height() - (36 if look.portrait else 49) * unit
        for index, (icon, words, note) in enumerate(slide.steps):
            box = QRectF(left + (column + gap) * index, foot - 196 * unit, column, 196 * unit)
            self._draw_step(painter, theme, box, unit, (icon, t(words), t(note)))

    def _draw_step(self, painter: QPainter, theme: Theme, box: QRectF, unit: float, step: tuple[str, str, str]) -> None:
        look, scale = self.look, unit / self.look.k
        side = QRectF(box.left(), box.top(), 74 * unit, 74 * unit)
        paint.rounded(painter, side, 21 * unit, theme.color("priTint"))
        icon = side.adjusted(12.5 * unit, 12.5 * unit, -12.5 * unit, -12.5 * unit)
        icons.draw(painter, icon, step[0], theme.color("pri"), fill=True)
        title = QRectF(box.left(), side.bottom() + 17 * unit, box.width(), 62 * unit)
        taken = paint.draw_text(
            painter, title, step[1], look.font(26 * scale, 700, -1), theme.color("ink"), paint.TOP_LEFT,
            max_lines=2, line_height=1.2,
        )  # fmt: skip
        note = QRectF(box.left(), title.top() + taken + 7 * unit, box.width(), 54 * unit)
        paint.draw_text(
            painter, note, step[2], look.font(20 * scale, 400), theme.color("ink2"), paint.TOP_LEFT,
            max_lines=3, line_height=1.35,
        )  # fmt: skip
