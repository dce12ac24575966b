"""The way of one visit today, step by step with times, as the office has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPen

from loket.office.pictures import CounterBoard, CurrentVisit
from loket.texts import Texts
from ui import fonts, paint
from ui.counter.calling import stops_words
from ui.counter.pane import Pane

INDENT, LINE, CLOSE = 72.0, 18.0, 24.0
"""Where the words begin, the height of a line of words, and of a step where there is little room."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a visit."""

    at: datetime | None
    """None for what comes after."""
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
    if visit.stops:
        steps.append(Step(None, stops_words(visit, t)))
    return steps[::-1]


def draw_story(painter: QPainter, rect: QRectF, steps: list[Step], pane: Pane) -> float:
    """Draw the steps with a thread between them; give the bottom.

    Where `rect` is too low they stand close, without their second words, and the oldest are left out.
    """
    theme, y = pane.theme, rect.top()
    places = [_Place.of(step, rect.width() - INDENT, wide=pane.wide) for step in steps]
    if sum(place.height for place in places) > rect.height():
        places = [_Place(step, (step.title,), (), CLOSE) for step in steps][: max(1, int(rect.height() // CLOSE))]
    now = next((index for index, place in enumerate(places) if place.step.at is not None), 0)
    for index, place in enumerate(places):
        time = QRectF(rect.left(), y, 46, LINE)
        paint.draw_text(
            painter, time, pane.t.time(place.step.at) if place.step.at else "", fonts.of(12, 600), theme.color("ink2")
        )
        dot = QRectF(rect.left() + 50, y + 5, 9, 9)
        if index < len(places) - 1:
            painter.setPen(QPen(theme.color("line"), 2))
            painter.drawLine(dot.center(), dot.center() + QPointF(0, place.height))
        paint.rounded(painter, dot, 4.5, theme.color("pri" if index == now else "lineStrong"))
        words = QRectF(rect.left() + INDENT, y, rect.width() - INDENT, LINE)
        for line in place.title:
            paint.draw_text(painter, words, line, _title_font(), theme.color("ink"))
            words.translate(0, LINE)
        for line in place.text:
            paint.draw_text(painter, words, line, _text_font(), theme.color("ink2"))
            words.translate(0, LINE)
        y += place.height
    return y


@dataclass(frozen=True, slots=True)
class _Place:
    """A step, its words in lines, and the height they take."""

    step: Step
    title: tuple[str, ...]
    text: tuple[str, ...]
    height: float

    @staticmethod
    def of(step: Step, width: float, *, wide: bool) -> _Place:
        """Break the words of a step into at most two lines each."""
        title = paint.fit_text(step.title, _title_font(), width, 2)[1]
        text = paint.fit_text(step.text, _text_font(), width, 2)[1] if step.text else []
        height = LINE * (len(title) + len(text)) + (10 if text else 14) + (18 if wide else 0)
        return _Place(step, tuple(title), tuple(text), height)


def _title_font() -> QFont:
    return fonts.of(13, 600)


def _text_font() -> QFont:
    return fonts.of(12, 500)
