"""The office's emblem on paper: a PNG or JPEG, or the plain shapes of an SVG drawn as vectors."""

from __future__ import annotations

import logging
from pathlib import Path
from xml.etree import ElementTree as ET

from reportlab.lib.utils import ImageReader

from loket.documents.sheet import HEIGHT, POINT, Sheet
from loket.documents.svg import SvgError, draw_svg, view_box
from loket.model.office import OfficeFace
from loket.resources import data

_log = logging.getLogger(__name__)


def emblem_path(face: OfficeFace) -> Path | None:
    """Give the emblem's file: the office's own path, or one shipped under data/brand; None when there is none."""
    if not face.emblem:
        return None
    own = Path(face.emblem)
    found = own if own.is_absolute() else data("brand", face.emblem)
    return found if found.is_file() else None


def draw_emblem(sheet: Sheet, face: OfficeFace, x: float, y: float, side: float) -> float:
    """Draw the emblem into a square; gives the width it took, 0 when there is no emblem or it cannot be read."""
    path = emblem_path(face)
    if path is None:
        return 0.0
    try:
        if path.suffix.lower() == ".svg":
            return _draw_vector(sheet, path, x, y, side)
        return _draw_pixels(sheet, path, x, y, side)
    except (OSError, ET.ParseError, SvgError) as error:
        _log.warning("the emblem %s is left out of the report: %s", path, error)
        return 0.0


def _draw_vector(sheet: Sheet, path: Path, x: float, y: float, side: float) -> float:
    root = ET.fromstring(path.read_bytes())  # noqa: S314  the office's own file, and expat bounds entities
    left, top, wide, high = view_box(root)
    scale = side / max(wide, high)
    canvas = sheet.canvas
    canvas.saveState()
    canvas.translate((x + (side - wide * scale) / 2) * POINT, (HEIGHT - y - (side - high * scale) / 2) * POINT)
    canvas.scale(scale * POINT, -scale * POINT)
    canvas.translate(-left, -top)
    try:
        draw_svg(canvas, root)
    finally:
        canvas.restoreState()
    return side


def _draw_pixels(sheet: Sheet, path: Path, x: float, y: float, side: float) -> float:
    picture = ImageReader(str(path))
    sheet.canvas.drawImage(
        picture,
        x * POINT,
        (HEIGHT - y - side) * POINT,
        width=side * POINT,
        height=side * POINT,
        mask="auto",
        preserveAspectRatio=True,
        anchor="c",
    )
    return side
