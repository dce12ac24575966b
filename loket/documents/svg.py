"""Draw the plain shapes of an SVG on a canvas: paths, lines, polygons, rectangles, circles, ellipses in groups.

Enough for emblems as offices keep them. Gradients become their first colour; text, pictures, clips and style sheets are
not drawn: such an emblem should be given as PNG.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from reportlab.lib.colors import Color, toColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from loket.documents.svg_path import Pen, draw_path, numbers_in


class SvgError(Exception):
    """The SVG says something that cannot be read."""


_TRANSFORM = re.compile(r"(\w+)\s*\(([^)]*)\)")
_INHERITED = (
    "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "fill-rule", "fill-opacity",
    "stroke-opacity", "opacity", "color",
)  # fmt: skip
_START = {"fill": "black", "stroke": "none", "stroke-width": "1"}
_KAPPA = 0.5522847498
"""How far a Bézier's handles reach for a quarter of a circle."""
_NOT_DRAWN = {"defs", "title", "desc", "metadata", "clipPath", "mask", "symbol", "linearGradient", "radialGradient"}

Style = Mapping[str, str]


def view_box(root: Element) -> tuple[float, float, float, float]:
    """Give left, top, width and height of the drawing; raises SvgError when it has no size."""
    numbers = numbers_in(root.get("viewBox", ""))
    if len(numbers) != 4:
        numbers = [0.0, 0.0, *(_number(root.get(side, "0")) for side in ("width", "height"))]
    left, top, wide, high = numbers
    if wide <= 0 or high <= 0:
        raise SvgError("it has no size")
    return left, top, wide, high


def draw_svg(canvas: Canvas, root: Element) -> None:
    """Draw all shapes in the coordinates of the file; the caller has set scale and place."""
    gradients = {
        f"url(#{each.get('id')})": stop
        for each in root.iter()
        if _tag(each).endswith("Gradient") and (stop := _first_stop(each))
    }
    _draw(canvas, root, _START, gradients)


def _draw(canvas: Canvas, element: Element, inherited: Style, gradients: Style) -> None:
    tag = _tag(element)
    if tag in _NOT_DRAWN:
        return
    style = _style(element, inherited)
    if style.get("display") == "none":
        return
    canvas.saveState()
    for name, numbers in _transforms(element.get("transform", "")):
        _transform(canvas, name, numbers)
    path = canvas.beginPath()
    if _shape(element, tag, path):
        _paint(canvas, path, style, gradients)
    for child in element:
        _draw(canvas, child, style, gradients)
    canvas.restoreState()


def _shape(element: Element, tag: str, path: PDFPathObject) -> bool:
    """Put the element's shape into `path`; False when it is none that we draw."""

    def at(name: str) -> float:
        return _number(element.get(name, "0"))

    if tag == "path":
        draw_path(element.get("d", ""), Pen(path))
    elif tag == "line":
        path.moveTo(at("x1"), at("y1"))
        path.lineTo(at("x2"), at("y2"))
    elif tag in ("polygon", "polyline"):
        numbers = numbers_in(element.get("points", ""))
        for index, (x, y) in enumerate(zip(numbers[::2], numbers[1::2], strict=False)):
            (path.lineTo if index else path.moveTo)(x, y)
        if tag == "polygon" and numbers:
            path.close()
    elif tag == "rect":
        _rectangle(path, at("x"), at("y"), at("width"), at("height"), at("rx") or at("ry"))
    elif tag == "circle":
        _rectangle(path, at("cx") - at("r"), at("cy") - at("r"), 2 * at("r"), 2 * at("r"), at("r"))
    elif tag == "ellipse":
        path.ellipse(at("cx") - at("rx"), at("cy") - at("ry"), 2 * at("rx"), 2 * at("ry"))
    else:
        return False
    return True


def _rectangle(path: PDFPathObject, x: float, y: float, w: float, h: float, r: float) -> None:
    r = min(r, w / 2, h / 2)
    if not r:
        path.rect(x, y, w, h)
        return
    k = r * (1 - _KAPPA)
    path.moveTo(x + r, y)
    path.lineTo(x + w - r, y)
    path.curveTo(x + w - k, y, x + w, y + k, x + w, y + r)
    path.lineTo(x + w, y + h - r)
    path.curveTo(x + w, y + h - k, x + w - k, y + h, x + w - r, y + h)
    path.lineTo(x + r, y + h)
    path.curveTo(x + k, y + h, x, y + h - k, x, y + h - r)
    path.lineTo(x, y + r)
    path.curveTo(x, y + k, x + k, y, x + r, y)
    path.close()


def _paint(canvas: Canvas, path: PDFPathObject, style: Style, gradients: Style) -> None:
    fill, stroke = (_color(style, name, gradients) for name in ("fill", "stroke"))
    if fill is not None:
        canvas.setFillColor(fill)
    if stroke is not None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(_number(style["stroke-width"]))
        canvas.setLineJoin({"round": 1, "bevel": 2}.get(style.get("stroke-linejoin", ""), 0))
        canvas.setLineCap({"round": 1, "square": 2}.get(style.get("stroke-linecap", ""), 0))
    if fill is not None or stroke is not None:
        rule = 0 if style.get("fill-rule") == "evenodd" else 1
        canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None), fillMode=rule)


def _color(style: Style, name: str, gradients: Style) -> Color | None:
    said = style.get(name, "none").strip()
    said = gradients.get(said, said)
    if said == "currentColor":
        said = style.get("color", "black")
    if said in ("none", "transparent") or said.startswith("url("):
        return None
    try:
        found = toColor(said)
    except ValueError as error:
        raise SvgError(f"{said!r} is no colour") from error
    alpha = _number(style.get("opacity", "1")) * _number(style.get(f"{name}-opacity", "1"))
    return Color(found.red, found.green, found.blue, alpha=alpha)


def _style(element: Element, inherited: Style) -> dict[str, str]:
    own = {name: value for name, value in _said(element).items() if name in (*_INHERITED, "display") and value}
    return {**inherited, **own}


def _first_stop(gradient: Element) -> str:
    return next((said["stop-color"] for said in map(_said, gradient) if "stop-color" in said), "")


def _said(element: Element) -> dict[str, str]:
    """Give the element's attributes, overruled by what its style says."""
    said = dict(element.attrib)
    for part in element.get("style", "").split(";"):
        name, colon, value = part.partition(":")
        if colon:
            said[name.strip()] = value.strip()
    return said


def _transforms(text: str) -> Iterator[tuple[str, list[float]]]:
    for match in _TRANSFORM.finditer(text):
        yield match.group(1), numbers_in(match.group(2))


def _transform(canvas: Canvas, name: str, numbers: list[float]) -> None:
    if name == "matrix" and len(numbers) == 6:
        canvas.transform(*numbers)
    elif name == "translate" and numbers:
        canvas.translate(numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
    elif name == "scale" and numbers:
        canvas.scale(numbers[0], numbers[-1])
    elif name == "rotate" and numbers:
        x, y = numbers[1:3] if len(numbers) == 3 else (0.0, 0.0)
        turn = math.radians(numbers[0])
        canvas.translate(x, y)
        canvas.transform(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn), 0, 0)
        canvas.translate(-x, -y)
    else:
        raise SvgError(f"transform {name} is not known")


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _number(text: str) -> float:
    found = numbers_in(text)
    if not found:
        raise SvgError(f"{text!r} is no number")
    return found[0]
