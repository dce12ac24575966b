"""The way of one visit today, step by step with times, as the office has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen

from loket.office.pictures import CounterBoard, CurrentVisit
from loket.texts import Texts
from ui import fonts, paint
from ui.counter.pane import Pane


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a visit."""

    at: datetime
    title: str
    text: str = ""


def story_of(board: CounterBoard, visit: CurrentVisit, t: Texts) -> list[Step]:
    """Give the steps of a visit, the newest first."""
    name = board.counter.name.say(t.language)
    taken = visit.last_called_at - timedelta(seconds=visit.waited_s)
    steps = [Step(taken, t("Mengambil nomor"), visit.service.name.say(t.language))]
    if visit.from_counter is not None:
        steps[0] = Step(taken, t("Mengambil nomor"), t("Dialihkan dari Loket {n}", n=visit.from_counter))
    which = t("Hadir pada panggilan pertama") if visit.calls <= 1 else t("Hadir pada panggilan ke-{n}", n=visit.calls)
    steps.append(Step(visit.called_at, t("Dipanggil ke {counter}", counter=name), which if visit.started_at else ""))
    if visit.started_at is not None:
        steps.append(Step(visit.started_at, t("Mulai dilayani")))
    return steps[::-1]


def draw_story(painter: QPainter, rect: QRectF, steps: list[Step], pane: Pane) -> float:
    """Draw the steps with a thread between them; give the bottom."""
    theme, y = pane.theme, rect.top()
    for index, step in enumerate(steps):
        height = (46.0 if step.text else 32.0) + (18 if pane.wide else 0)
        time = QRectF(rect.left(), y, 46, 18)
        paint.draw_text(painter, time, pane.t.time(step.at), fonts.of(12, 600), theme.color("ink2"))
        dot = QRectF(rect.left() + 50, y + 5, 9, 9)
        if index < len(steps) - 1:
            painter.setPen(QPen(theme.color("line"), 2))
            painter.drawLine(dot.center(), dot.center() + QPointF(0, height))
        paint.rounded(painter, dot, 4.5, theme.color("pri" if index == 0 else "lineStrong"))
        words = QRectF(rect.left() + 72, y, rect.width() - 72, 18)
        paint.draw_text(painter, words, step.title, fonts.of(13, 600), theme.color("ink"))
        if step.text:
            paint.draw_text(painter, words.translated(0, 18), step.text, fonts.of(12, 500), theme.color("ink2"))
        y += height
    return y
