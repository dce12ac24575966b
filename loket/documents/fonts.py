"""The fonts of the PDFs: Plus Jakarta Sans with figures of one width, embedded in every document."""

from __future__ import annotations

import unicodedata
from functools import cache

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from loket.resources import data

ASCENT, DESCENT, CAP_HEIGHT = 1.038, 0.222, 0.745
"""Of the font, per unit of size."""

_FILES = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold", 800: "ExtraBold"}


@cache
def font_name(weight: int) -> str:
    """Give the registered name of a weight (400, 500, 600, 700, 800); loads the font when it is first asked for."""
    name = f"LoketTabular-{_FILES[weight]}"
    pdfmetrics.registerFont(TTFont(name, str(data("fonts", "report", f"PlusJakartaSansTabular-{_FILES[weight]}.ttf"))))
    return name


@cache
def _signs() -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(font_name(400)).face.charToGlyph)


def drawable(text: str) -> str:
    """Give `text` with every sign that the font can draw: others lose their marks, or become a question mark."""
    found = []
    for sign in unicodedata.normalize("NFC", text):
        if ord(sign) in _signs():
            found.append(sign)
        elif sign.isspace():
            found.append(" ")
        elif unicodedata.category(sign) not in ("Cc", "Cf", "Mn"):
            plain = "".join(each for each in unicodedata.normalize("NFKD", sign) if ord(each) in _signs())
            found.append(plain or "?")
    return "".join(found)


def width(text: str, size: float, weight: int = 400, spacing_em: float = 0.0) -> float:
    """Measure a line of drawable text, in the unit of `size`; `spacing_em` is the extra space after each letter."""
    plain: float = pdfmetrics.stringWidth(text, font_name(weight), size)
    return plain + spacing_em * size * len(text)


def wrap(text: str, size: float, weight: int, room: float) -> list[str]:
    """Break drawable text into lines of at most `room`; a word that is too long for a line is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        rest = word
        longer = f"{line} {rest}" if line else rest
        if width(longer, size, weight) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        while width(rest, size, weight) > room and len(rest) > 1:
            cut = next(n for n in range(len(rest) - 1, 0, -1) if n == 1 or width(rest[:n], size, weight) <= room)
            lines.append(rest[:cut])
            rest = rest[cut:]
        line = rest
    return [*lines, line] if line else lines


def shorten(text: str, size: float, weight: int, room: float) -> str:
    """Cut a line to `room` with an ellipsis when it is longer."""
    if width(text, size, weight) <= room:
        return text
    while text and width(text + "…", size, weight) > room:
        text = text[:-1]
    return text.rstrip() + "…"
