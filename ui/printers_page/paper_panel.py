"""The right of the printer page: the paper of the chosen job as the bytes print it, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.office.print_log import JobLine
from ui import fonts, icons, paint
from ui.parts.desk import TONES, DeskButton, draw_card, whole
from ui.parts.slip import draw_slip, inked, place_for, scaled
from ui.printers_page.words import Explained, explained, job_title
from ui.station import Station

FOOT, HEAD = 152, 46
ICONS = {"ok": "check_circle", "info": "info", "warn": "warning", "err": "error", "neutral": "info"}


class PaperPanel(QWidget):
    """One paper with its story. `again(job)` asks to print it once more."""

    again = Signal(object)

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make it empty."""
        super().__init__(parent)
        self.station, self.t = station, station.texts
        self.job: JobLine | None = None
        self.picture: QImage | None = None
        self.coming = False
        """The picture is on its way."""
        self._title = ""
        self._told: Explained | None = None
        self.button = DeskButton(station.theme, self.t("Cetak ulang"), "replay", height=40, parent=self)
        self.button.setObjectName("again")
        self.button.clicked.connect(lambda: self.again.emit(self.job))
        self.setAccessibleName(self.t("Kertas"))
        self._say()

    def show_job(self, job: JobLine | None) -> None:
        """Show another job, or how this one goes on; its picture follows with `show_picture`."""
        if job is None or self.job is None or job.job != self.job.job or self._title:
            self.picture, self.coming = None, job is not None
        self.job, self._title = job, ""
        self._told = explained(job, self.t) if job is not None else None
        self._say()

    def show_picture(self, picture: QImage | None) -> None:
        """Show what came out; None when nothing was sent."""
        self.picture, self.coming = inked(picture) if picture is not None else None, False
        self._say()

    def show_test(self, printer: str, told: Explained, picture: QImage | None) -> None:
        """Show what became of a test slip."""
        self.job, self._told = None, told
        self._title = self.t("Uji cetak · {printer}", printer=printer)
        self.show_picture(picture)

    def _say(self) -> None:
        self.button.setVisible(self.job is not None)
        told = f"{self._told.title}. {self._told.text}" if self._told else ""
        self.setAccessibleDescription(f"{self.title()}. {told}".strip(". "))
        self.update()

    def title(self) -> str:
        """Give what stands above the paper."""
        if self._title:
            return self._title
        return job_title(self.job, self.t) if self.job is not None else self.t("Kertas")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the button."""
        self.button.setGeometry(whole(18, self.height() - 56, self.width() - 36, 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, the paper and its story."""
        theme = self.station.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_card(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme)
        head = QRectF(18, 8, self.width() - 36.0, HEAD - 8)
        paint.draw_text(painter, head, self.title(), fonts.of(16, 700, -1), theme.color("ink"))
        foot = FOOT if self.job is not None else FOOT - 50 if self._told else 0
        room = QRectF(1, HEAD, self.width() - 2.0, self.height() - HEAD - foot)
        paint.rounded(painter, room.adjusted(11, 0, -11, -12 if not foot else 0), 10, theme.color("surf2"))
        self._draw_paper(painter, room.adjusted(30, 16, -30, -16))
        if self._told is not None:
            self._draw_story(painter, QRectF(18, room.bottom() + 12, self.width() - 36.0, 76), self._told)

    def _draw_paper(self, painter: QPainter, room: QRectF) -> None:
        theme, t = self.station.theme, self.t
        if self.picture is not None:
            place = place_for(self.picture, room)
            draw_slip(painter, place, scaled(self.picture, place, self.devicePixelRatioF()))
            return
        if self.coming:
            return
        icon = QRectF(room.center().x() - 24, room.center().y() - 56, 48, 48)
        icons.draw(painter, icon, "receipt_long", theme.color("ink3"))
        if self.job is None and self._told is None:
            words = t("Pilih satu tugas cetak untuk melihat kertasnya.")
        elif self.job is None and self._told is not None and self._told.tone != "err":
            words = t("Lihat kertas uji di printernya.")
        elif self.job is None:
            words = t("Belum ada yang terkirim.")
        elif self.job.attempts:
            words = t("Belum ada yang terkirim, atau gambarnya tidak disimpan lagi.")
        else:
            words = t("Belum ada yang terkirim.")
        box = QRectF(room.left(), icon.bottom() + 10, room.width(), 66)
        paint.draw_text(painter, box, words, fonts.of(14, 500), theme.color("ink2"), paint.TOP_CENTER, 3)

    def _draw_story(self, painter: QPainter, rect: QRectF, told: Explained) -> None:
        theme = self.station.theme
        ink = theme.color(TONES[told.tone][1])
        icons.draw(painter, QRectF(rect.left(), rect.top(), 20, 20), ICONS[told.tone], ink, True)
        words = QRectF(rect.left() + 30, rect.top() - 1, rect.width() - 30, 22)
        paint.draw_text(painter, words, told.title, fonts.of(14, 700), theme.color("ink"), min_px=12)
        text = QRectF(words.left(), words.bottom(), words.width(), 54)
        paint.draw_text(painter, text, told.text, fonts.of(13, 500), theme.color("ink2"), paint.TOP_LEFT, 3, 12)
