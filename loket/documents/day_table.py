"""The table per service: how long people waited and were served, against the service's own standards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from loket.documents.day_sentences import NOTHING, minutes, percent
from loket.documents.pages import LEFT, RIGHT, ROOM, Pages
from loket.documents.sheet import Align
from loket.model.service import ServiceFace
from loket.model.spread import Share
from loket.office.day_figures import ServiceFigures
from loket.texts import Texts

ATTENTION_PERCENT = 90
"""Shares below this are drawn in the colour for "needs attention". Source: design, daily report."""

_RIGHTS = (414, 502, 556, 632, 708, 838, 930, 1004, 1072)
"""Right ends of the columns of figures, from the left margin."""

_ROW, _DENSE_ROW, _DENSE_FROM = 43, 34, 9
"""Height of a row, and of one in a table of many services."""

_HEAD = 66


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its right end and its heading."""

    right: float
    heading: str


def draw_services(pages: Pages, rows: tuple[ServiceFigures, ...]) -> None:
    """Draw the table; on a new page it begins with its heading again."""
    columns = _columns(pages)
    height = _DENSE_ROW if len(rows) >= _DENSE_FROM else _ROW
    pages.need(_HEAD + height)
    _draw_head(pages, columns)
    for row in rows:
        if pages.need(height):
            _draw_head(pages, columns)
        _draw_row(pages, row, columns, pages.y + (height - _ROW) / 2)
        pages.y += height
        pages.sheet.line([(LEFT, pages.y - 0.5), (RIGHT, pages.y - 0.5)], "line", 1)


def _columns(pages: Pages) -> list[Column]:
    t = pages.t
    mean, standard, kept = t("rata-rata"), t("standar"), t("sesuai")
    headings = (t("Dilayani"), mean, t("P90"), t("terlama"), standard, kept, mean, standard, kept)
    return [Column(LEFT + x, heading) for x, heading in zip(_RIGHTS, headings, strict=True)]


def _draw_head(pages: Pages, columns: list[Column]) -> None:
    sheet, t, y = pages.sheet, pages.t, pages.y
    served, mean, _, _, _, kept, serving, _, last = columns
    for left, right, words in (
        (mean.right - 78, kept.right, t("Menunggu (menit)")),
        (serving.right - 78, last.right, t("Di loket (menit)")),
    ):
        sheet.text((left + right) / 2, y + 24, words, 17, weight=600, ink="ink2", align="center")
        sheet.line([(left, y + 32), (right, y + 32)], "line", 1.5)
    sheet.text(LEFT + 8, y + 54, t("Layanan"), 17, weight=600, ink="ink2")
    sheet.text(served.right, y + 54, served.heading, 17, weight=600, ink="ink2", align="right")
    for column in columns[1:]:
        sheet.fit(column.right, y + 54, column.heading, 17, 78, least=12, ink="ink2", align="right")
    sheet.line([(LEFT, y + _HEAD), (RIGHT, y + _HEAD)], "ink", 2)
    pages.y += _HEAD


def _draw_row(pages: Pages, row: ServiceFigures, columns: list[Column], y: float) -> None:
    sheet, t = pages.sheet, pages.t
    line = y + 28
    draw_service_name(pages, row.service, LEFT + 8, y, 330)
    face, wait, serving = row.service, row.wait, row.serving
    figures = (
        t.number(row.served),
        minutes(t, wait.mean_s if wait else None),
        minutes(t, wait.p90_s if wait else None),
        minutes(t, wait.longest_s if wait else None),
        _standard(t, face.wait_minutes),
        None,
        minutes(t, serving.mean_s if serving else None),
        _standard(t, face.service_minutes),
    )
    for column, figure in zip(columns, figures, strict=False):
        if figure is not None:
            sheet.text(column.right, line, figure, 19, align="right")
    draw_share(pages, row.wait_kept, columns[5].right, y, 50, poor=_is_poor(row.wait_kept))
    draw_share(pages, row.serving_kept, columns[8].right, y, 0, poor=_is_poor(row.serving_kept))


def _standard(t: Texts, minutes_promised: int) -> str:
    return t.number(minutes_promised) if minutes_promised else NOTHING


def draw_service_name(pages: Pages, face: ServiceFace, x: float, y: float, room: float) -> None:
    """Draw a service's letter on its hue and its name, in a row that begins at `y`."""
    sheet = pages.sheet
    sheet.box(x, y + 7, 28, 28, f"hue:{face.hue}", 7)
    sheet.text(x + 14, y + 21 + 16 * 0.36, face.code[:2], 16, weight=800, ink="onPri", align="center")
    sheet.fit(x + 42, y + 28, face.name.say(pages.t.language), 19, room - 42, least=14, weight=600)


def draw_share(pages: Pages, part: Share | None, right: float, y: float, bar: float, *, poor: bool) -> None:
    """Draw a share as percent, with a bar `bar` wide before it, 0 for none, in a row that begins at `y`."""
    sheet = pages.sheet
    if bar:
        left = right - 68 - bar
        sheet.box(left, y + 15, bar, 12, "surf2")
        if part is not None and part.kept:
            sheet.box(left, y + 15, bar * part.kept / part.of, 12, "red" if poor else "pri")
    sheet.text(right, y + 28, percent(pages.t, part), 19, weight=700, ink="red" if poor else "ink", align="right")


def _is_poor(part: Share | None) -> bool:
    return part is not None and part.percent < ATTENTION_PERCENT


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column of texts: heading, anchor and side of its words, and the room they have."""

    heading: str
    x: float
    room: float
    side: Align = "left"


def draw_plain_table(pages: Pages, columns: Sequence[PlainColumn], rows: Sequence[Sequence[str]]) -> None:
    """Draw a table of texts; on a new page it begins with its heading again."""

    def head() -> None:
        for each in columns:
            pages.sheet.fit(
                each.x, pages.y + 24, each.heading, 17, each.room, least=12, weight=600, ink="ink2", align=each.side
            )
        pages.sheet.line([(LEFT, pages.y + 36), (LEFT + ROOM, pages.y + 36)], "ink", 2)
        pages.y += 36

    pages.need(36 + 30)
    head()
    for row in rows:
        if pages.need(30):
            head()
        for words, each in zip(row, columns, strict=True):
            pages.sheet.fit(each.x, pages.y + 22, words, 18, each.room, least=13, align=each.side)
        pages.sheet.line([(LEFT, pages.y + 29.5), (LEFT + ROOM, pages.y + 29.5)], "line", 1)
        pages.y += 30
