"""A card for each printer: what it is, how it is, how much paper is left, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from loket.model.printer import TROUBLED
from loket.office.print_log import PrinterCard
from ui import fonts, icons, paint
from ui.parts.desk import TONES, DeskButton, draw_card, draw_tag, tag_width, whole
from ui.printers_page.words import about, paper_words, state_words
from ui.station import Station

HEIGHT, GAP, WIDE, LEAST = 158, 14, 400, 286
"""Height of a card, space between two, from which width it has its icon, and its least width."""

LITTLE = 0.12
"""Below this share of the roll the bar is red."""


class PrinterTile(QWidget):
    """One printer. `asked(what, name)` for a press: "test", "roll" or "set_up"."""

    asked = Signal(str, str)

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make an empty card."""
        super().__init__(parent)
        self.station, self.t = station, station.texts
        self.card: PrinterCard | None = None
        self.test = self._button("test", self.t("Cetak uji"), "print")
        self.roll = self._button("roll", self.t("Rol baru"), "refresh")
        self.set_up = self._button("set_up", self.t("Atur"), "settings")
        self.buttons = [self.test, self.roll, self.set_up]
        self._icons = [button.icon_name for button in self.buttons]

    def _button(self, what: str, words: str, icon: str) -> DeskButton:
        made = DeskButton(self.station.theme, words, icon, height=36, parent=self)
        made.clicked.connect(lambda: self.asked.emit(what, self.card.record.name if self.card else ""))
        return made

    def show_card(self, card: PrinterCard) -> None:
        """Draw another state of the printer, or another printer."""
        if card == self.card:
            return
        self.card = card
        name = card.record.name
        words = state_words(card.record.state, self.t)[0]
        self.setAccessibleName(f"{name}: {words}. {about(card.record, self.t)}")
        self.setToolTip(name)
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()}, {name}")
            button.setObjectName(f"{button.icon_name or button.text()}-{name}")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the buttons; a narrow card has them without icons."""
        wide, x = self.width() >= WIDE, 18.0
        for button, icon in zip(self.buttons, self._icons, strict=True):
            button.icon_name = icon if wide else ""
            width = button.natural_width() if wide else min(button.natural_width(), (self.width() - 52) // 3)
            button.setGeometry(whole(x, self.height() - 50, width, 36))
            x += width + 8

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        if self.card is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_card(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self.station.theme)
        if self.width() >= WIDE:
            self._draw_wide(painter, self.card)
        else:
            self._draw_narrow(painter, self.card)

    def _draw_wide(self, painter: QPainter, card: PrinterCard) -> None:
        theme, t, right = self.station.theme, self.t, self.width() - 18.0
        words, tone = state_words(card.record.state, t)
        box = QRectF(18, 16, 46, 46)
        ground, ink = TONES[tone]
        paint.rounded(painter, box, 12, theme.color(ground))
        icon = "print_error" if card.record.state in TROUBLED | {"low"} else "print"
        icons.draw(painter, box.adjusted(11, 11, -11, -11), icon, theme.color(ink), True)
        x = right - tag_width(words)
        draw_tag(painter, x, 14, words, theme, tone)
        x = self._waiting(painter, x - 6, 14, card)
        left = box.right() + 14
        paint.draw_text(painter, QRectF(left, 16, x - 10 - left, 22), card.record.name, fonts.of(16, 700, -1),
                        theme.color("ink"))  # fmt: skip
        paint.draw_text(painter, QRectF(left, 40, right - left, 20), about(card.record, t), fonts.of(13, 500),
                        theme.color("ink2"))  # fmt: skip
        label, font = t("Sisa kertas"), fonts.of(13, 500)
        line = QRectF(18, 74, self.width() - 36.0, 22)
        said = paper_words(card.record, card.slips_left, t, long=True)
        if paint.text_width(said, font) > line.width() * 0.5:
            said = paper_words(card.record, card.slips_left, t, long=False)
        paint.draw_text(painter, line, label, font, theme.color("ink2"))
        paint.draw_text(painter, line, said, font, theme.color("ink2"), paint.RIGHT)
        start = line.left() + paint.text_width(label, font) + 14
        end = line.right() - paint.text_width(said, font) - 14
        self._bar(painter, QRectF(start, line.center().y() - 4, end - start, 8), card)

    def _draw_narrow(self, painter: QPainter, card: PrinterCard) -> None:
        theme, t, width = self.station.theme, self.t, self.width() - 36.0
        paint.draw_text(painter, QRectF(18, 12, width, 22), card.record.name, fonts.of(15, 700, -1), theme.color("ink"))
        paint.draw_text(painter, QRectF(18, 33, width, 18), about(card.record, t), fonts.of(12, 500),
                        theme.color("ink2"))  # fmt: skip
        words, tone = state_words(card.record.state, t)
        said = paper_words(card.record, card.slips_left, t, long=False)
        font = fonts.of(12, 500)
        draw_tag(painter, 18, 58, words, theme, tone, room=width - paint.text_width(said, font) - 8)
        paint.draw_text(painter, QRectF(18, 58, width, 24), said, font, theme.color("ink2"), paint.RIGHT)
        self._bar(painter, QRectF(18, 91, width, 6), card)

    def _waiting(self, painter: QPainter, right: float, y: float, card: PrinterCard) -> float:
        if not card.waiting:
            return right
        words = self.t.count("{n} menunggu", card.waiting)
        x = right - tag_width(words)
        draw_tag(painter, x, y, words, self.station.theme, "neutral")
        return x

    def _bar(self, painter: QPainter, rect: QRectF, card: PrinterCard) -> None:
        theme, roll = self.station.theme, card.record.roll
        share = 0.0 if card.record.state == "out" else max(0.0, 1 - roll.used / max(1, roll.length))
        paint.rounded(painter, rect, rect.height() / 2, theme.color("surf2"))
        if share > 0:
            filled = QRectF(rect.left(), rect.top(), max(rect.height(), rect.width() * share), rect.height())
            tone = "red" if share < LITTLE or card.record.state == "low" else "pri"
            paint.rounded(painter, filled, rect.height() / 2, theme.color(tone))


class PrinterTiles(QScrollArea):
    """All cards; they scroll when there are more than have room."""

    asked = Signal(str, str)

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make it empty."""
        super().__init__(parent)
        self.station = station
        self.tiles: list[PrinterTile] = []
        self._ground = QWidget()
        self._ground.setProperty("ground", "none")
        self.setWidget(self._ground)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(station.texts("Printer"))

    def show_cards(self, cards: tuple[PrinterCard, ...]) -> None:
        """Draw all printers."""
        while len(self.tiles) > len(cards):
            gone = self.tiles.pop()
            gone.hide()
            gone.deleteLater()
        while len(self.tiles) < len(cards):
            made = PrinterTile(self.station, self._ground)
            made.asked.connect(self.asked)
            made.show()
            self.tiles.append(made)
        for tile, card in zip(self.tiles, cards, strict=True):
            tile.show_card(card)
        self.arrange()

    def columns(self, width: float) -> int:
        """Give how many cards stand beside each other in `width` pixels: as few as show all in two rows."""
        most = max(1, int((width + GAP) // (LEAST + GAP)))
        return min(most, max(2, -(-len(self.tiles) // 2))) if most > 1 else 1

    def wanted_height(self, width: float) -> int:
        """Give the height that shows every card."""
        rows = -(-len(self.tiles) // self.columns(width))
        return rows * (HEIGHT + GAP) - GAP if rows else 0

    def arrange(self) -> None:
        """Place the cards."""
        width = self.width()
        height = self.wanted_height(width)
        if height > self.height():
            width -= 16
        columns = self.columns(width)
        each = (width - GAP * (columns - 1)) / columns
        for index, tile in enumerate(self.tiles):
            row, column = divmod(index, columns)
            tile.setGeometry(whole(column * (each + GAP), row * (HEIGHT + GAP), each, HEIGHT))
        self._ground.resize(width, max(1, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self.arrange()
