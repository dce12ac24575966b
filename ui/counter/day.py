"""Figures of the day: a strip at the foot of the desk, or a column where the screen is wide."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from loket.office.pictures import CounterBoard, TransferTarget
from ui import fonts, icons, paint
from ui.counter.pane import Pane
from ui.counter.target_list import counters_words
from ui.parts.desk import draw_card, draw_figure, draw_line


def figures(pane: Pane, board: CounterBoard) -> list[tuple[str, str]]:
    """Give the day's figures with their words."""
    t = pane.t
    average = "–" if board.average_wait_s is None else t.number(round(board.average_wait_s / 60))
    return [
        (t.number(board.served_today), t("selesai")),
        (t.number(len(board.queue)), t("menunggu")),
        (average, t("mnt rata-rata tunggu")),
        (t.number(len(board.missed)), t("terlewat")),
    ]


class DayStrip(Pane):
    """One row of figures, 56 px high."""

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the figures, spread over the width."""
        draw_card(painter, QRectF(self.rect()), self.theme)
        shown = figures(self, board)
        widths = [
            paint.text_width(figure, fonts.of(24, 700)) + 10 + paint.text_width(words, fonts.of(13, 500))
            for figure, words in shown
        ]  # fmt: skip
        gap = (self.width() - 48 - sum(widths)) / max(1, len(shown) - 1)
        x = 24.0
        for (figure, words), width in zip(shown, widths, strict=True):
            draw_figure(painter, QPointF(x, self.height() / 2 + 9), figure, words, self.theme)
            x += width + gap


class DayColumn(Pane):
    """The third column of a wide screen: this counter's day, and how full the other services are."""

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint both cards."""
        first = QRectF(0, 0, self.width(), 190)
        self._draw_day(painter, first, board)
        self._draw_services(painter, QRectF(0, 210, self.width(), self.height() - 210), board)

    def _draw_day(self, painter: QPainter, card: QRectF, board: CounterBoard) -> None:
        theme = self.theme
        draw_card(painter, card, theme)
        inside = card.adjusted(20, 18, -20, -18)
        paint.draw_text(
            painter,
            QRectF(inside.left(), inside.top(), inside.width(), 20),
            self.t("Hari ini di loket ini"),
            fonts.of(16, 700, -1),
            theme.color("ink"),
        )
        for index, (figure, words) in enumerate(figures(self, board)):
            x = inside.left() + (index % 2) * inside.width() / 2
            y = inside.top() + 34 + (index // 2) * 62
            paint.draw_text(
                painter, QRectF(x, y, inside.width() / 2, 34), figure, fonts.of(30, 700), theme.color("ink")
            )
            paint.draw_text(painter, QRectF(x, y + 33, inside.width() / 2 - 8, 18), words, fonts.of(13, 500),
                            theme.color("ink2"))  # fmt: skip

    def _draw_services(self, painter: QPainter, card: QRectF, board: CounterBoard) -> None:
        theme = self.theme
        draw_card(painter, card, theme)
        inside = card.adjusted(20, 18, -20, -12)
        head = QRectF(inside.left(), inside.top(), inside.width(), 20)
        paint.draw_text(painter, head, self.t("Semua layanan"), fonts.of(16, 700, -1), theme.color("ink"))
        total = sum(target.waiting for target in board.targets)
        paint.draw_text(
            painter, head, self.t("{n} menunggu", n=total), fonts.of(13, 500), theme.color("ink2"), paint.RIGHT
        )
        room = inside.height() - 32
        rows = board.targets[: max(1, int(room // 40))]
        height = min(84.0, room / max(1, len(rows)))
        y = inside.top() + 30
        for target in rows:
            draw_line(painter, inside.left(), inside.right(), y, theme)
            self._draw_row(painter, QRectF(inside.left(), y, inside.width(), height), target)
            y += height

    def _draw_row(self, painter: QPainter, row: QRectF, target: TransferTarget) -> None:
        theme, service = self.theme, target.service
        paint.bullet(painter, QRectF(row.left(), row.center().y() - 12, 24, 24), service.code, theme.hue(service.hue))
        figure = self.t.number(target.waiting)
        width = paint.text_width(figure, fonts.of(15, 700))
        paint.draw_text(painter, QRectF(row.right() - width - 1, row.top(), width + 4, row.height()), figure,
                        fonts.of(15, 700), theme.color("ink" if target.waiting else "ink3"))  # fmt: skip
        right = row.right() - max(28.0, width) - 14
        name = service.name.say(self.t.language)
        under = counters_words(target, self.t)
        words = QRectF(row.left() + 36, row.center().y() - 18, right - row.left() - 36, 18)
        paint.draw_text(painter, words, name, fonts.of(13, 600), theme.color("ink"))
        ink = theme.color("ink2" if target.counters else "orange")
        if not target.counters:
            icons.draw(painter, QRectF(words.left(), words.bottom() + 2, 14, 14), "warning", ink, True)
            words = words.adjusted(18, 0, 0, 0)
        paint.draw_text(painter, words.translated(0, 18), under, fonts.of(12, 500), ink)
