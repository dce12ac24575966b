"""The list of a day's appointments: time, whose, for what, code, state. Rows of 56 px."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.model.appointment import AppointmentState
from loket.office.appointments import AppointmentCard
from ui import fonts, paint
from ui.counter.appointments.words import row_said, state_tag
from ui.parts.choices import ITEM, ChoiceList, Index
from ui.parts.desk import draw_line, draw_tag, tag_width
from ui.station import Station

ROW = 56
TIGHT = 620
"""Below this width the tags are icons only."""


def matches(card: AppointmentCard, wanted: str) -> bool:
    """Tell whether an appointment is meant by a piece of its name, its service, its code or its number."""
    plain = " ".join(wanted.casefold().split())
    code = plain.upper().replace(" ", "").replace("-", "")
    words = (card.contact.name, card.service.name.id, card.service.name.en)
    found = any(plain in each.casefold() for each in words)
    return found or (bool(code) and (code in card.appointment.code or code == card.appointment.number))


class AppointmentDelegate(QStyledItemDelegate):
    """Draws one appointment."""

    def __init__(self, station: Station, view: AppointmentList) -> None:
        """Draw for `station` in `view`."""
        super().__init__(view)
        self.station, self.view = station, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row; what was called off is grey."""
        theme, t = self.station.theme, self.station.texts
        card: AppointmentCard = index.data(ITEM)
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.color("priTint"))
            bar = QRectF(rect.left() + 4, rect.top() + 6, 4, rect.height() - 13)
            paint.rounded(painter, bar, 2, theme.color("pri"))
        draw_line(painter, rect.left(), rect.right() + 1, rect.bottom() - 1, theme)
        over = card.appointment.state is AppointmentState.CANCELLED
        ink = theme.color("ink3" if over else "ink")
        row = rect.adjusted(20, 0, -18, -1)
        time = QRectF(row.left(), row.top(), 62, row.height())
        paint.draw_text(painter, time, t.time(card.at), fonts.of(19, 700), ink)
        middle = row.center().y()
        paint.bullet(painter, QRectF(row.left() + 74, middle - 13, 26, 26), card.service.code,
                     theme.hue(card.service.hue))  # fmt: skip
        right = self._draw_state(painter, row, card, chosen=chosen)
        font = fonts.of(15, 700, 4)
        width = paint.text_width(card.appointment.code, font)
        code = QRectF(right - max(width, 76.0), row.top(), width + 4, row.height())
        paint.draw_text(painter, code, card.appointment.code, font, ink)
        left = row.left() + 114
        words = QRectF(left, middle - 19, code.left() - 14 - left, 19)
        service, who = card.service.name.say(t.language), card.contact.name
        if not who:
            whole = QRectF(left, row.top(), words.width(), row.height())
            paint.draw_text(painter, whole, service, fonts.of(14, 600), ink, max_lines=2, line_height=1.2)
            return
        paint.draw_text(painter, words, who, fonts.of(14, 700), ink)
        paint.draw_text(painter, words.translated(0, 19), service, fonts.of(12, 500),
                        theme.color("ink3" if over else "ink2"))  # fmt: skip

    def _draw_state(self, painter: QPainter, row: QRectF, card: AppointmentCard, *, chosen: bool) -> float:
        """Paint the tag at the right, and the number of who has one; gives where the code ends."""
        theme, t = self.station.theme, self.station.texts
        words, tone, icon = state_tag(card, t)
        tone = "plain" if chosen and tone in ("info", "neutral") else tone  # its tint is that of the chosen row
        number = card.appointment.number or ""
        if self.view.width() < TIGHT:
            words = number
        elif number:
            words = f"{number} · {words}"
        column = 34.0 if self.view.width() < TIGHT else tag_width(t("Sudah lapor datang"), icon=True) + 52
        width = tag_width(words, icon=True) - (0 if words else 6)
        draw_tag(painter, row.right() - max(width, column) if words else row.right() - width, row.center().y() - 12,
                 words, theme, tone, icon=icon)  # fmt: skip
        return row.right() - max(width, column) - 16


class AppointmentList(ChoiceList):
    """The list itself."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make an empty list."""
        super().__init__(station.texts("Daftar janji temu"), parent)
        self.station = station
        self.setItemDelegate(AppointmentDelegate(station, self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_cards(self, cards: tuple[AppointmentCard, ...]) -> None:
        """Show appointments; what was chosen stays chosen."""
        self.put(cards, lambda card: card.appointment.code, lambda card: row_said(card, self.station.texts))

    def card(self) -> AppointmentCard | None:
        """Give the chosen appointment."""
        found: AppointmentCard | None = self.item()
        return found

    def step(self, by: int) -> None:
        """Choose the next or the previous appointment."""
        count = self.model().rowCount()
        if count:
            here = self.currentIndex()
            row = here.row() + by if here.isValid() else (0 if by > 0 else count - 1)
            self.setCurrentIndex(self.model().index(max(0, min(count - 1, row)), 0))
