"""The one family, Plus Jakarta Sans, with equal-width figures everywhere."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from loket.resources import data
from ui.theme import tokens

FAMILY = "Plus Jakarta Sans"  # not for people

_WEIGHTS = {
    400: QFont.Weight.Normal,
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
    800: QFont.Weight.ExtraBold,
}


@cache
def load() -> None:
    """Add the shipped font files to the application; call after QApplication is there. Later calls do nothing."""
    for name in tokens()["font"]["files"]:
        if QFontDatabase.addApplicationFont(str(data("fonts", name))) < 0:
            raise FileNotFoundError(f"font {name} cannot be loaded")


@cache
def of(px: float, weight: int = 500, spacing_pct: float = 0.0) -> QFont:
    """Give the font of a size in pixels, a weight 400–800 and letter spacing in hundredths of the size (as in CSS).

    Treat it as read-only.
    """
    load()
    font = QFont(FAMILY)
    font.setPixelSize(max(1, round(px)))
    font.setWeight(_WEIGHTS[weight])
    font.setFeature(QFont.Tag("tnum"), 1)
    if spacing_pct:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, px * spacing_pct / 100)
    if px >= 20:
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def role(name: str, scale: float = 1.0) -> QFont:
    """Give the font of a role of the design, e.g. "kiosk.h1", at `scale`."""
    surface, _, part = name.partition(".")
    px, weight, spacing = tokens()["type"][surface][part]
    return of(px * scale, weight, spacing)
