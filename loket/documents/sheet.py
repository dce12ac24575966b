"""A sheet of A4 as the design draws it: pixels of 150 dpi from the top left, our fonts, the colours of the theme."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import Literal

import segno
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from loket.documents import fonts
from loket.resources import data

WIDTH, HEIGHT = 1240, 1754
"""A4 in pixels of the design."""

POINT = 0.48
"""Points a pixel: 72 / 150."""

Align = Literal["left", "center", "right"]


@cache
def color(name: str) -> Color:
    """Give a colour of the light theme (`pri`, `ink2` …) or the fill of a hue (`hue:laut`)."""
    tokens = _tokens()
    if name.startswith("hue:"):
        hues = tokens["hue"]
        return HexColor(hues.get(name.removeprefix("hue:"), hues["batu"])["fill"])
    return HexColor(tokens["color"]["light"][name])


@cache
def _tokens() -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = json.loads(data("theme", "tokens.json").read_text(encoding="utf-8"))
    return found


class Sheet:
    """A document in the making. All lengths are pixels of the design; the page is A4 upright."""

    def __init__(self, *, title: str, author: str, subject: str, language: str) -> None:
        self._buffer = BytesIO()
        # `invariant`: no time of making and no random identity, so that the same report is the same file.
        self.canvas = Canvas(
            self._buffer,
            pagesize=(WIDTH * POINT, HEIGHT * POINT),
            invariant=1,
            lang=language,
            initialFontName=fonts.font_name(400),
        )
        self.canvas.setTitle(title)
        self.canvas.setAuthor(author)
        self.canvas.setSubject(subject)
        self.canvas.setCreator("Loket")

    def next_page(self) -> None:
        """End the page."""
        self.canvas.showPage()

    def finish(self) -> bytes:
        """Give the whole document."""
        self.canvas.save()
        return self._buffer.getvalue()

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        *,
        weight: int = 400,
        ink: str = "ink",
        align: Align = "left",
        spacing_em: float = 0.0,
    ) -> None:
        """Write one line; `x` is its left end, middle or right end by `align`."""
        said = fonts.drawable(text)
        shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        left = x - shift * fonts.width(said, size, weight, spacing_em)
        line = self.canvas.beginText(left * POINT, (HEIGHT - baseline) * POINT)
        line.setFont(fonts.font_name(weight), size * POINT)
        line.setFillColor(color(ink))
        line.setCharSpace(spacing_em * size * POINT)
        line.textOut(said)
        self.canvas.drawText(line)

    def fit(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        room: float,
        *,
        least: float,
        weight: int = 400,
        ink: str = "ink",
        align: Align = "left",
    ) -> None:
        """Write one line that may shrink down to `least` and is cut with an ellipsis after that."""
        said = fonts.drawable(text)
        wide = fonts.width(said, size, weight)
        chosen = size if wide <= room else max(least, size * room / wide)
        self.text(x, baseline, fonts.shorten(said, chosen, weight, room), chosen, weight=weight, ink=ink, align=align)

    def paragraph(
        self,
        x: float,
        top: float,
        text: str,
        size: float,
        room: float,
        *,
        weight: int = 400,
        ink: str = "ink",
        leading: float = 1.55,
        align: Align = "left",
    ) -> float:
        """Write wrapped text from `top` on; gives where it ends."""
        for line in fonts.wrap(fonts.drawable(text), size, weight, room):
            self.text(x, baseline(top, size, leading), line, size, weight=weight, ink=ink, align=align)
            top += size * leading
        return top

    def box(self, x: float, y: float, w: float, h: float, ink: str, radius: float = 0.0) -> None:
        """Fill a rectangle."""
        self.canvas.setFillColor(color(ink))
        left, bottom = x * POINT, (HEIGHT - y - h) * POINT
        if radius:
            self.canvas.roundRect(left, bottom, w * POINT, h * POINT, radius * POINT, stroke=0, fill=1)
        else:
            self.canvas.rect(left, bottom, w * POINT, h * POINT, stroke=0, fill=1)

    def frame(self, x: float, y: float, w: float, h: float, ink: str, thick: float, radius: float = 0.0) -> None:
        """Draw a rectangle's outline."""
        self._pen(ink, thick)
        self.canvas.roundRect(
            x * POINT, (HEIGHT - y - h) * POINT, w * POINT, h * POINT, radius * POINT, stroke=1, fill=0
        )

    def line(self, points: Sequence[tuple[float, float]], ink: str, thick: float, dash: Sequence[float] = ()) -> None:
        """Draw a line through points."""
        self._pen(ink, thick)
        self.canvas.setDash([each * POINT for each in dash])
        path = self.canvas.beginPath()
        path.moveTo(points[0][0] * POINT, (HEIGHT - points[0][1]) * POINT)
        for x, y in points[1:]:
            path.lineTo(x * POINT, (HEIGHT - y) * POINT)
        self.canvas.drawPath(path)
        self.canvas.setDash([])

    def dot(self, x: float, y: float, radius: float, ink: str, thick: float) -> None:
        """Draw a white disc with an outline."""
        self._pen(ink, thick)
        self.canvas.setFillColor(color("surf"))
        self.canvas.circle(x * POINT, (HEIGHT - y) * POINT, radius * POINT, stroke=1, fill=1)

    def qr(self, x: float, y: float, side: float, content: str) -> None:
        """Draw a QR code (error level M) without its quiet zone: keep four modules free around it."""
        code = segno.make(content, error="m", micro=False)
        rows = [list(row) for row in code.matrix]
        module = side / len(rows)
        path = self.canvas.beginPath()
        for down, row in enumerate(rows):
            for start, length in _runs(row):
                path.rect(
                    (x + start * module) * POINT,
                    (HEIGHT - y - (down + 1) * module) * POINT,
                    length * module * POINT,
                    module * POINT,
                )
        self.canvas.setFillColor(color("ink"))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _pen(self, ink: str, thick: float) -> None:
        self.canvas.setStrokeColor(color(ink))
        self.canvas.setLineWidth(thick * POINT)
        self.canvas.setLineJoin(1)


def baseline(top: float, size: float, leading: float) -> float:
    """Give the baseline of a line of text whose box begins at `top`, as a browser sets it."""
    return top + size * (leading - fonts.ASCENT - fonts.DESCENT) / 2 + size * fonts.ASCENT


def _runs(row: Sequence[int]) -> list[tuple[int, int]]:
    """Give start and length of the dark runs of a row."""
    found: list[tuple[int, int]] = []
    for at, dark in enumerate(row):
        if dark and at and row[at - 1]:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        elif dark:
            found.append((at, 1))
    return found
