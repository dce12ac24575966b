"""The one family of the slips, and the application that Qt needs before it draws a letter."""

from __future__ import annotations

import os
import sys
import threading
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from loket.resources import data

FAMILY = "Plus Jakarta Sans"  # a name, not for people
_FILES = ("Medium", "SemiBold", "Bold", "ExtraBold")
_WEIGHTS = {
    500: QFont.Weight.Medium,
    600: QFont.Weight.DemiBold,
    700: QFont.Weight.Bold,
    800: QFont.Weight.ExtraBold,
}

_loading = threading.Lock()
_kept: list[QGuiApplication] = []


def ensure_painter() -> None:
    """Make sure Qt can draw letters: an application, offscreen when this process has none and no display is named.

    Call it in the main thread before anything is drawn. A process with windows has its application already.
    """
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication(["loket"]))
    load()


def load() -> None:
    """Add the shipped font files unless somebody has already; safe in any thread. Raises FileNotFoundError."""
    with _loading:
        if QFontDatabase.hasFamily(FAMILY):
            return
        for name in _FILES:
            path = data("fonts", f"PlusJakartaSans-{name}.ttf")
            if QFontDatabase.addApplicationFont(str(path)) < 0:
                raise FileNotFoundError(f"font {path.name} cannot be loaded")


@lru_cache(maxsize=256)
def of(px: int, weight: int = 500, spacing: float = 0.0) -> QFont:
    """Give the font of a size in dots, a weight 500-800 and letter spacing in dots; figures of equal width."""
    load()
    font = QFont(FAMILY)
    font.setPixelSize(px)
    font.setWeight(_WEIGHTS[weight])
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Screens never ask for this: so Qt keeps the glyphs of slips apart, and no dot depends on what a screen has drawn.
    font.setStyleStrategy(QFont.StyleStrategy.PreferQuality)
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
    return font
