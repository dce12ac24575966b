"""The path data of SVG ("M6 0h4a2 2 0 0 1 …") drawn with lines and Bézier curves."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.pdfgen.pathobject import PDFPathObject

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_GAP = " ,\t\r\n"
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_SPLIT = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")

Point = tuple[float, float]


@dataclass(slots=True)
class Pen:
    """Where the drawing is: the path, the present point, the sub-path's start and the last handle."""

    path: PDFPathObject
    at: Point = (0.0, 0.0)
    start: Point = (0.0, 0.0)
    handle: Point | None = None
    last: str = ""

    def move(self, to: Point) -> None:
        """Begin a sub-path."""
        self.path.moveTo(*to)
        self.at = self.start = to

    def line(self, to: Point) -> None:
        """Draw a straight line."""
        self.path.lineTo(*to)
        self.at = to

    def curve(self, first: Point, second: Point, to: Point) -> None:
        """Draw a cubic curve."""
        self.path.curveTo(*first, *second, *to)
        self.at, self.handle = to, second

    def quadratic(self, handle: Point, to: Point) -> None:
        """Draw a quadratic curve."""
        x, y = self.at
        self.path.curveTo(
            x + 2 / 3 * (handle[0] - x),
            y + 2 / 3 * (handle[1] - y),
            to[0] + 2 / 3 * (handle[0] - to[0]),
            to[1] + 2 / 3 * (handle[1] - to[1]),
            *to,
        )
        self.at, self.handle = to, handle

    def close(self) -> None:
        """Close the sub-path."""
        self.path.close()
        self.at = self.start

    def mirrored(self, after: str) -> Point:
        """Give the handle of a smooth curve: the last one mirrored when the last command was one of `after`."""
        if self.handle is None or self.last not in after:
            return self.at
        return 2 * self.at[0] - self.handle[0], 2 * self.at[1] - self.handle[1]


def numbers_in(text: str) -> list[float]:
    """Give all numbers of a text as SVG writes them: "1-2.5e3,4" has three."""
    return [float(each) for each in _NUMBER.findall(text)]


def draw_path(text: str, pen: Pen) -> None:
    """Draw SVG path data. What cannot be read ends the path there, as browsers do."""
    for letter, numbers in _commands(text):
        _command(letter, numbers, pen)
        pen.last = letter.upper()


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    for match in _SPLIT.finditer(text):
        letter, takes = match.group(1), _TAKES[match.group(1).upper()]
        numbers = _arc_numbers(match.group(2)) if takes == 7 else numbers_in(match.group(2))
        if not takes:
            yield letter, []
            continue
        for at in range(0, len(numbers) - takes + 1, takes):
            following = {"M": "L", "m": "l"}.get(letter, letter) if at else letter
            yield following, numbers[at : at + takes]


def _arc_numbers(text: str) -> list[float]:
    """Read an arc's numbers; its two flags may stand without space: "0 01.5 2"."""
    numbers: list[float] = []
    rest = text.strip(_GAP)
    while rest:
        match = None if len(numbers) % 7 in (3, 4) and rest[0] in "01" else _NUMBER.match(rest)
        said = match.group(0) if match else rest[0]
        if match is None and said not in "01":
            break
        numbers.append(float(said))
        rest = rest[len(said) :].lstrip(_GAP)
    return numbers


def _command(letter: str, numbers: list[float], pen: Pen) -> None:
    x, y = pen.at if letter.islower() else (0.0, 0.0)
    kind = letter.upper()
    if kind == "H":
        pen.line((x + numbers[0], pen.at[1]))
    elif kind == "V":
        pen.line((pen.at[0], y + numbers[0]))
    elif kind == "A":
        _arc(pen, numbers, (x + numbers[5], y + numbers[6]))
    elif kind == "Z":
        pen.close()
    else:
        points = [(x + a, y + b) for a, b in zip(numbers[::2], numbers[1::2], strict=True)]
        _to_points(kind, points, pen)


def _to_points(kind: str, points: list[Point], pen: Pen) -> None:
    if kind == "M":
        pen.move(points[0])
    elif kind == "L":
        pen.line(points[0])
    elif kind == "C":
        pen.curve(points[0], points[1], points[2])
    elif kind == "S":
        pen.curve(pen.mirrored("CS"), points[0], points[1])
    elif kind == "Q":
        pen.quadratic(points[0], points[1])
    elif kind == "T":
        pen.quadratic(pen.mirrored("QT"), points[0])


def _arc(pen: Pen, numbers: list[float], to: Point) -> None:
    """Draw an elliptical arc as curves of at most a quarter each (SVG 1.1, appendix F.6)."""
    rx, ry, turn = abs(numbers[0]), abs(numbers[1]), math.radians(numbers[2])
    if not rx or not ry or pen.at == to:
        pen.line(to)
        return
    cos, sin = math.cos(turn), math.sin(turn)
    half_x, half_y = (pen.at[0] - to[0]) / 2, (pen.at[1] - to[1]) / 2
    u, v = cos * half_x + sin * half_y, cos * half_y - sin * half_x
    grow = math.sqrt(max(1.0, u * u / (rx * rx) + v * v / (ry * ry)))
    rx, ry = rx * grow, ry * grow
    rest = rx * rx * ry * ry - rx * rx * v * v - ry * ry * u * u
    factor = math.sqrt(max(0.0, rest / (rx * rx * v * v + ry * ry * u * u)))
    if bool(numbers[3]) == bool(numbers[4]):
        factor = -factor
    cu, cv = factor * rx * v / ry, -factor * ry * u / rx
    middle = (cos * cu - sin * cv + (pen.at[0] + to[0]) / 2, sin * cu + cos * cv + (pen.at[1] + to[1]) / 2)
    first = math.atan2((v - cv) / ry, (u - cu) / rx)
    sweep = math.atan2((-v - cv) / ry, (-u - cu) / rx) - first
    if numbers[4] and sweep < 0:
        sweep += 2 * math.pi
    elif not numbers[4] and sweep > 0:
        sweep -= 2 * math.pi
    pieces = max(1, math.ceil(abs(sweep) / (math.pi / 2) - 1e-9))
    step = sweep / pieces
    reach = 4 / 3 * math.tan(step / 4)

    def place(angle: float, along: float) -> Point:
        """Give the point of the ellipse at `angle`, moved `along` its tangent."""
        a = rx * (math.cos(angle) - along * math.sin(angle))
        b = ry * (math.sin(angle) + along * math.cos(angle))
        return middle[0] + cos * a - sin * b, middle[1] + sin * a + cos * b

    for piece in range(pieces):
        begin, end = first + piece * step, first + (piece + 1) * step
        pen.curve(place(begin, reach), place(end, -reach), to if piece == pieces - 1 else place(end, 0.0))
