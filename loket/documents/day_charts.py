"""The drawings of a day report: arrivals and waits by hour, bars of counters, bars of shares."""

from __future__ import annotations

from loket.documents import fonts
from loket.documents.day_sentences import NOTHING, minutes
from loket.documents.pages import LEFT, RIGHT, ROOM, Pages
from loket.documents.sheet import Align
from loket.office.day_figures import CounterFigures, DayReport, HourFigures
from loket.texts import Texts

CHART_HEIGHT = 262
_BASE, _LABELS, _TALLEST, _NOTHING, _REACH = 222, 250, 155, 190, 150
"""Within the chart: the base line, the hours' baseline, the tallest bar, where the line has 0, how far it reaches."""


def draw_hours(pages: Pages, report: DayReport) -> None:
    """Draw arrivals as bars and the mean wait as a line, over the promised waits as dashed lines."""
    sheet, t, top = pages.sheet, pages.t, pages.y
    hours = report.by_hour
    slot = ROOM / len(hours)
    bar = min(76.0, slot * 0.63)
    most = max(1, *(hour.arrivals for hour in hours))
    limit, letters = _standard(report)
    longest = max([60.0 * limit, *(hour.wait_s or 0.0 for hour in hours)]) or 60.0

    def high(seconds: float) -> float:
        return top + _NOTHING - _REACH * seconds / longest

    middles = [LEFT + slot * (index + 0.5) for index in range(len(hours))]
    for x, hour in zip(middles, hours, strict=True):
        height = _TALLEST * hour.arrivals / most
        sheet.box(x - bar / 2, top + _BASE - height, bar, height, "onDeep2")
    sheet.line([(LEFT, top + _BASE), (RIGHT, top + _BASE)], "ink", 2)
    points = [high(hour.wait_s) if hour.wait_s is not None else None for hour in hours]
    standard = high(limit * 60) if limit else None
    if standard is not None:
        words = t("standar tunggu {n} mnt", n=limit) + (f" ({letters})" if letters else "")
        _draw_standard(pages, words, standard, list(zip(middles, points, strict=True)))
    _draw_line(pages, hours, points, middles, standard)
    size = 17.0 if slot >= 60 else max(10.0, slot * 0.28)
    dot = "." if t.language == "id" else ":"
    for x, hour, point in zip(middles, hours, points, strict=True):
        bar_top = top + _BASE - _TALLEST * hour.arrivals / most
        outside = bar_top > top + 196 and (point is None or point < top + 165)
        y = bar_top - 6 if outside else top + 215
        sheet.text(x, y, t.number(hour.arrivals), size, weight=600, align="center")
        sheet.text(x, top + _LABELS, f"{hour.hour:02d}{dot}00", size, ink="ink2", align="center")
    pages.y += CHART_HEIGHT


def _draw_standard(pages: Pages, words: str, y: float, line: list[tuple[float, float | None]]) -> None:
    """Draw the promised wait, its words at the end and on the side where the line of waits leaves most room."""
    pages.sheet.line([(LEFT, y), (RIGHT, y)], "ink", 2, (7, 6))
    wide = min(ROOM / 2, fonts.width(fonts.drawable(words), 17))
    ends: tuple[tuple[float, Align, float, float], ...] = (
        (RIGHT - 6, "right", RIGHT - wide - 90, RIGHT),
        (LEFT + 6, "left", LEFT, LEFT + wide + 90),
    )
    places: list[tuple[float, float, float, Align]] = []
    for x, side, first, last in ends:
        near = [point for at, point in line if point is not None and first <= at <= last]
        for text_y in (y - 8, y + 20):
            # The value above a point takes room too: 12 up from the point's middle.
            free = min((abs(point - 12 - (text_y - 6)) for point in near), default=999.0)
            places.append((free, x, text_y, side))
    _, at_x, at_y, align = max(places, key=lambda place: min(place[0], 45.0))
    pages.sheet.fit(at_x, at_y, words, 17, ROOM / 2, least=12, align=align)


def _draw_line(
    pages: Pages,
    hours: tuple[HourFigures, ...],
    heights: list[float | None],
    middles: list[float],
    standard: float | None,
) -> None:
    """Draw the line of waits; an hour without a wait interrupts it."""
    stretch: list[tuple[float, float]] = []
    for x, y in [*zip(middles, heights, strict=True), (0.0, None)]:
        if y is not None:
            stretch.append((x, y))
            continue
        if len(stretch) > 1:
            pages.sheet.line(stretch, "ink", 4)
        stretch = []
    for x, y, hour in zip(middles, heights, hours, strict=True):
        if y is not None and hour.wait_s is not None:
            pages.sheet.dot(x, y, 6, "ink", 3)
            crossed = standard is not None and y - 30 < standard < y - 8
            below = y + 26 if crossed else y - 14
            pages.sheet.text(x, below, minutes(pages.t, hour.wait_s), 15, weight=600, align="center")


def _standard(report: DayReport) -> tuple[int, str]:
    """Give the promised wait to draw and, where services differ, the letters it belongs to; 0 when there is none.

    It is the promise that most of the measured waits were under: the table has every service's own.
    """
    letters: dict[int, list[str]] = {}
    waits: dict[int, int] = {}
    for each in report.services:
        limit = each.service.wait_minutes
        if each.wait is not None and limit:
            letters.setdefault(limit, []).append(each.service.code)
            waits[limit] = waits.get(limit, 0) + each.wait.count
    if not waits:
        return 0, ""
    most = max(waits, key=lambda limit: (waits[limit], -limit))
    return most, "" if len(waits) == 1 else ", ".join(letters[most])


_COUNTER_ROW, _DENSE_ROW, _DENSE_FROM = 32, 28, 6


def counter_row(counters: int) -> int:
    """Give the height of a counter's row; less when there are many."""
    return _DENSE_ROW if counters >= _DENSE_FROM else _COUNTER_ROW


def draw_counter(pages: Pages, counter: CounterFigures, most: int, y: float, width: float) -> None:
    """Draw one counter's bar around the height `y`: served, and the mean service time."""
    sheet, t = pages.sheet, pages.t
    line = y + 18 * 0.36
    sheet.fit(LEFT, line, counter.plate, 18, 40, least=12, weight=700)
    bar = width - 46 - 122
    sheet.box(LEFT + 46, y - 7, bar, 14, "surf2")
    if counter.served:
        sheet.box(LEFT + 46, y - 7, bar * counter.served / max(1, most), 14, "pri")
    said = f"{t.number(counter.served)} · {_timer(t, counter.serving_s)}"
    sheet.text(LEFT + width, line, said, 18, align="right")


def _timer(t: Texts, seconds: float | None) -> str:
    return NOTHING if seconds is None else t.timer(round(seconds))
