"""Small pictures of what may have come out of a printer, one for each answer of the calibration."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from loket.model.calibration import Answer
from ui import fonts, paint
from ui.parts.desk import DeskButton
from ui.theme import Theme

SIZE = (58, 46)
"""Pixels of a picture."""


class AnswerButton(DeskButton):
    """An answer: its picture at the left, its words beside it."""

    def __init__(self, theme: Theme, answer: Answer, words: str, parent: object) -> None:
        """Make the button of `answer`."""
        super().__init__(theme, words, height=64, parent=parent)  # type: ignore[arg-type]
        self.answer = answer
        self.setObjectName(f"answer-{answer}")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint ground, picture and words."""
        color = self.theme.color
        strong = self.isDown() or self.underMouse()
        paint.rounded(painter, rect, self.ring_radius, color("priTint" if strong else "surf"),
                      color("pri" if strong else "lineStrong"), 1)  # fmt: skip
        picture = QRectF(rect.left() + 12, rect.center().y() - SIZE[1] / 2, *SIZE)
        draw_pictogram(painter, picture, self.answer, self.theme)
        words = QRectF(picture.right() + 16, rect.top() + 2, rect.right() - picture.right() - 28, rect.height() - 4)
        paint.draw_text(painter, words, self.text(), fonts.of(15, 600), color("ink"), paint.LEFT, 2, 13)


def draw_pictogram(painter: QPainter, rect: QRectF, answer: Answer, theme: Theme) -> None:
    """Draw what an answer means on a little paper."""
    with paint.painting(painter):
        paper = rect.adjusted(6, 0, -6, 0)
        paint.rounded(painter, paper, 4, theme.color("surf"), theme.color("lineStrong"), 1.5)
        pen = QPen(theme.color("ink"), 2.5)
        painter.setPen(pen)
        if answer in (Answer.AS_SHOWN, Answer.GAPS):
            for row in range(4):
                if answer is Answer.AS_SHOWN or row in (0, 3):
                    y = paper.top() + 9 + row * 9
                    painter.drawLine(QPointF(paper.left() + 7, y), QPointF(paper.right() - 7, y))
        elif answer is Answer.LETTERS:
            paint.draw_text(painter, paper, "?Ä%", fonts.of(16, 700), theme.color("ink"), paint.CENTER)
        elif answer in (Answer.WELL, Answer.THROUGH, Answer.FAR, Answer.UNCUT):
            _edge(painter, paper, answer, theme)
        elif answer in (Answer.NO_SENSOR, Answer.UNCHANGED):
            _cover(painter, paper, known=answer is Answer.UNCHANGED)
        else:
            _coming(painter, paper, whole=answer is Answer.BEHIND)


def _edge(painter: QPainter, paper: QRectF, answer: Answer, theme: Theme) -> None:
    """The line, and where the scissors fall."""
    line = {Answer.WELL: 0.66, Answer.THROUGH: 0.86, Answer.FAR: 0.34, Answer.UNCUT: 0.5}[answer]
    y = paper.top() + paper.height() * line
    painter.drawLine(QPointF(paper.left() + 5, y), QPointF(paper.right() - 5, y))
    if answer is not Answer.UNCUT:
        cut = QPen(theme.color("red"), 1.5)
        cut.setDashPattern([3, 2])
        painter.setPen(cut)
        edge = paper.bottom() - 6
        painter.drawLine(QPointF(paper.left() - 6, edge), QPointF(paper.right() + 6, edge))


def _cover(painter: QPainter, paper: QRectF, *, known: bool) -> None:
    """A box with its lid up; crossed out where there is nothing to be seen."""
    box = paper.adjusted(10, 22, -10, -6)
    painter.drawRect(box)
    if known:
        painter.drawLine(box.topLeft(), QPointF(box.left() + 10, box.top() - 14))
    else:
        painter.drawLine(box.topLeft(), box.bottomRight())


def _coming(painter: QPainter, paper: QRectF, *, whole: bool) -> None:
    """Paper that is complete, or still half inside."""
    bottom = paper.bottom() - (6 if whole else 22)
    painter.drawRect(QRectF(paper.left() + 12, paper.top() + 6, paper.width() - 24, bottom - paper.top() - 6))
    if not whole:
        painter.drawLine(QPointF(paper.left() + 5, bottom), QPointF(paper.right() - 5, bottom))
