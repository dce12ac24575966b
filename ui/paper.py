"""The virtual printer's window: slips slide out of its slot as paper; the ones before lie beside it.

It is given pictures (what the printer's bytes print) and knows nothing of printers. `arrived` may be emitted from any
thread; `show_slip` belongs to the GUI thread.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from ui import fonts, icons
from ui.paint import draw_text, rounded
from ui.parts.slip import TOOTH, draw_slip, inked, scaled
from ui.station import Station

if TYPE_CHECKING:
    from ui.paper_faults import FaultStrip

KEPT = 12
"""Slips that are remembered, the newest included."""

_ROWS_PER_MS = 0.9
"""How fast paper comes out: 110 mm/s, as a common printer."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_BAR, _TROUBLE, _SLOT, _PAD = 56, 92, 64, 24


class PaperScreen(QWidget):
    """What the virtual printer has printed, newest large, older ones small."""

    arrived = Signal(QImage, str)
    """A slip came out: its picture and its number."""

    played = Signal(str)
    """A fault of the printer was switched on, by its name; empty: it is well again."""

    def __init__(self, station: Station, parent: QWidget | None = None, *, faults: bool = False) -> None:
        """Begin with an empty slot; `faults` offers switches for what goes wrong."""
        super().__init__(parent)
        self._station = station
        self._slips: deque[tuple[QImage, str]] = deque(maxlen=KEPT)
        self._waiting: deque[tuple[QImage, str]] = deque()
        self._out = 1.0
        self._scaled: dict[tuple[int, int], QPixmap] = {}
        self._slide = QVariantAnimation(self)
        self._slide.setStartValue(0.0)
        self._slide.setEndValue(1.0)
        self._slide.setEasingCurve(QEasingCurve.Type.Linear)
        self._slide.valueChanged.connect(self._moved)
        self._slide.finished.connect(self._next)
        self.arrived.connect(self.show_slip)
        self._trouble = station.bridge.trouble is not None
        station.bridge.troubled.connect(self._troubled)
        station.bridge.recovered.connect(self._recovered)
        self.setWindowTitle(station.texts("Printer virtual"))
        self.setAccessibleName(station.texts("Printer virtual"))
        self.setMinimumSize(320, 400)
        self.strip: FaultStrip | None = None
        if faults:
            from ui.paper_faults import FaultStrip

            self.strip = FaultStrip(station, self)
            self.strip.played.connect(self.played)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setFocus()  # else the first switch would look as if somebody were about to press it

    @property
    def slips(self) -> tuple[str, ...]:
        """Numbers of the slips on show, the newest first; slips that still wait for the slot are not among them."""
        return tuple(number for _, number in self._slips)

    def show_slip(self, image: QImage, number: str = "") -> None:
        """Let a slip slide out; several come out one after the other."""
        self._waiting.append((inked(image), number))
        if self._slide.state() != QVariantAnimation.State.Running:
            self._next()

    def _next(self) -> None:
        if not self._waiting:
            return
        slip = self._waiting.popleft()
        self._slips.appendleft(slip)
        self.setAccessibleDescription(self._station.texts("Tiket {n}", n=slip[1]))
        if self._station.reduced_motion:
            self._moved(1.0)
            self._next()
            return
        # A pile that has come together is caught up with: each slip gets its share of the time.
        length = slip[0].height() / _ROWS_PER_MS / (1 + len(self._waiting))
        self._slide.setDuration(self._station.ms(length))
        self._slide.start()

    def _troubled(self, _error: LoketError) -> None:
        self._trouble = True
        self.update()

    def _recovered(self) -> None:
        self._trouble = False
        self.update()

    def _moved(self, out: float) -> None:
        self._out = out
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._station.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.color("bg"))
        side = self._side_width()
        top = self._head() + (_TROUBLE if self._trouble else 0)
        stage = QRectF(0, top, self.width() - side, self.height() - top)
        self._paint_newest(painter, stage)
        self._paint_older(painter, QRectF(stage.right(), top, side, stage.height()))
        self._paint_bar(painter)
        if self._trouble:
            self._paint_trouble(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.strip is not None:
            self.strip.setGeometry(0, _BAR, self.width(), self.strip.height_for(self.width()))

    def _head(self) -> int:
        """Give the height of the bar and of the switches below it."""
        return _BAR + (self.strip.height_for(self.width()) if self.strip is not None else 0)

    def _side_width(self) -> float:
        return min(220.0, self.width() * 0.3) if len(self._slips) > 1 else 0.0

    def _paint_bar(self, painter: QPainter) -> None:
        theme, texts = self._station.theme, self._station.texts
        painter.fillRect(QRectF(0, 0, self.width(), _BAR), theme.color("surf"))
        painter.fillRect(QRectF(0, _BAR - 1, self.width(), 1), theme.color("line"))
        icons.draw(painter, QRectF(_PAD, 16, 24, 24), "print", theme.color("pri"), fill=True)
        title = QRectF(_PAD + 36, 0, self.width() / 2, _BAR)
        draw_text(painter, title, texts("Printer virtual"), fonts.of(17, 700), theme.color("ink"), _LEFT)
        if self._slips:
            count = QRectF(self.width() / 2, 0, self.width() / 2 - _PAD, _BAR)
            words = texts.count("{n} tiket terakhir", len(self._slips))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            draw_text(painter, count, words, fonts.of(15), theme.color("ink2"), right)

    def _paint_trouble(self, painter: QPainter) -> None:
        """Say below the bar why no paper comes, and that it will."""
        theme = self._station.theme
        rect = QRectF(12, self._head() + 12, self.width() - 24, _TROUBLE - 24)
        rounded(painter, rect, 14, theme.color("redTint"))
        icon = QRectF(rect.left() + 16, rect.center().y() - 14, 28, 28)
        icons.draw(painter, icon, "cloud_off", theme.color("red"), fill=True)
        words = self._station.texts("Basis data tidak terjangkau. Tiket yang tertunda tercetak sendiri sesudahnya.")
        draw_text(painter, rect.adjusted(60, 6, -14, -6), words, fonts.of(14, 600), theme.color("ink"), _LEFT, 2,
                  min_px=12)  # fmt: skip

    def _paint_newest(self, painter: QPainter, stage: QRectF) -> None:
        """The slot is below; paper comes out of it upwards, the printed head first."""
        theme = self._station.theme
        mouth = QRectF(stage.left() + _PAD, stage.bottom() - _SLOT, stage.width() - 2 * _PAD, 20)
        if self._slips:
            self._paint_rising(painter, stage, mouth)
        else:
            empty = QRectF(stage.left(), stage.top(), stage.width(), stage.height() - _SLOT)
            icon = QRectF(empty.center().x() - 28, empty.center().y() - 64, 56, 56)
            icons.draw(painter, icon, "receipt_long", theme.color("ink3"))
            words = QRectF(empty.left() + _PAD, icon.bottom() + 12, empty.width() - 2 * _PAD, 56)
            said = self._station.texts("Belum ada kertas keluar.")
            draw_text(painter, words, said, fonts.of(17), theme.color("ink2"), _MIDDLE, max_lines=2)
        # What lies in front of the paper: the printer itself.
        painter.fillRect(QRectF(stage.left(), mouth.center().y(), stage.width(), stage.bottom()), theme.color("bg"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("deep"))
        painter.drawRoundedRect(mouth, 10, 10)
        painter.setBrush(theme.color("slot"))
        painter.drawRoundedRect(mouth.adjusted(12, 7, -12, -7), 3, 3)

    def _paint_rising(self, painter: QPainter, stage: QRectF, mouth: QRectF) -> None:
        image, _ = self._slips[0]
        room = QRectF(mouth.left() + 24, stage.top() + 16, mouth.width() - 48, mouth.center().y() - stage.top() - 16)
        scale = min(room.width() / image.width(), room.height() / (image.height() + 2 * TOOTH), 1.0)
        wide, high = image.width() * scale, image.height() * scale
        top = mouth.center().y() - high * self._out
        paper = QRectF(round(room.center().x() - wide / 2), round(top), round(wide), round(high))
        self._paint_paper(painter, paper, image, torn=False)

    def _paint_older(self, painter: QPainter, side: QRectF) -> None:
        if side.width() < 1:
            return
        theme = self._station.theme
        painter.fillRect(side, theme.color("surf2"))
        y = side.top() + 20
        for image, number in list(self._slips)[1:]:
            wide = side.width() - 2 * _PAD
            high = image.height() * wide / image.width()
            if y + high + 40 > side.bottom():
                break
            self._paint_paper(painter, QRectF(side.left() + _PAD, round(y), round(wide), round(high)), image, torn=True)
            label = QRectF(side.left() + _PAD, y + high + 6, wide, 22)
            draw_text(painter, label, number, fonts.of(15, 700), theme.color("ink"), _MIDDLE)
            y += high + 44

    def _paint_paper(self, painter: QPainter, rect: QRectF, image: QImage, *, torn: bool) -> None:
        """One slip on its paper, with the serrated edge where it was cut off."""
        draw_slip(painter, rect, self._at_size(image, rect), TOOTH / 2 if torn else TOOTH)

    def _at_size(self, image: QImage, rect: QRectF) -> QPixmap:
        """Give a slip scaled to its place, kept while the place stays the same."""
        key = (image.cacheKey(), round(rect.width()))
        if key not in self._scaled:
            if len(self._scaled) > 3 * KEPT:
                self._scaled.clear()
            self._scaled[key] = scaled(image, rect, self.devicePixelRatioF())
        return self._scaled[key]
