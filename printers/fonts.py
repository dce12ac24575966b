"""The one family of the slips, and the application that Qt needs before it draws a letter."""

from __future__ import annotations

import os
import sys
import threading

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
_own = threading.local()
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


def of(px: int, weight: int = 500, spacing: float = 0.0) -> QFont:
    """Give the font of a size in dots, a weight 500-800 and letter spacing in dots; figures of equal width.

    Every thread has fonts of its own. All copies of a QFont share one engine with its cache of glyphs, which Qt does
    not guard: the spool's threads and the window that shows the same slip must not draw with one.
    """
    known: dict[tuple[int, int, float], QFont] = _own.__dict__.setdefault("fonts", {})
    font = known.get((px, weight, spacing))
    if font is None:
        font = known[px, weight, spacing] = _made(px, weight, spacing)
    return font


def _made(px: int, weight: int, spacing: float) -> QFont:
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
