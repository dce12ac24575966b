"""The theme: every colour, radius and size of the design, in three dresses. No other file holds a colour."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from loket.resources import data
from ui.sheet import SHEET

NAMES = ("light", "dark", "contrast")
"""light: kiosk and desk; dark: hall; contrast: the kiosk's high contrast."""


@dataclass(frozen=True, slots=True)
class Hue:
    """A service's hue in one theme: the bullet's fill, the letter on it, and a quiet tint for icon boxes."""

    fill: QColor
    ink: QColor
    tint: QColor


@cache
def tokens() -> dict[str, Any]:
    """Give the design's tokens as they are shipped."""
    found: dict[str, Any] = json.loads(data("theme", "tokens.json").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Theme:
    """One dress. Get it with `Theme.of`."""

    name: str

    @staticmethod
    @cache
    def of(name: str) -> Theme:
        """Give the theme "light", "dark" or "contrast"; raises KeyError for another name."""
        tokens()["color"][name]
        return Theme(name)

    def color(self, token: str) -> QColor:
        """Give a colour by its token, e.g. "pri"; raises KeyError for an unknown token."""
        return _color(tokens()["color"][self.name][token])

    def hue(self, name: str) -> Hue:
        """Give a service hue as this theme shows it; an unknown hue is "laut"."""
        hues = tokens()["hue"]
        found = hues.get(name, hues["laut"])
        if self.name == "light":
            return Hue(_color(found["fill"]), self.color("onPri"), _color(found["tint"]))
        if self.name == "dark":
            return Hue(_color(found["dark"]), self.color("onPri"), self.color("priTint"))
        return Hue(self.color("ink"), self.color("bg"), self.color("bg"))

    def on_deep(self, name: str) -> Hue:
        """Give a service hue for a bullet that stands on the deep brand panel."""
        if self.name == "contrast":
            return self.hue(name)
        found = tokens()["hue"].get(name, tokens()["hue"]["laut"])
        return Hue(_color(found["dark"]), Theme.of("dark").color("onPri"), self.color("deep2"))

    @staticmethod
    def radius(name: str) -> float:
        """Give a corner radius in pixels at reference scale, e.g. "kioskTile"."""
        return float(tokens()["radius"][name])

    @staticmethod
    def notch(name: str) -> float:
        """Give a notch radius in pixels at reference scale."""
        return float(tokens()["notch"][name])

    @staticmethod
    def size(surface: str, name: str) -> float:
        """Give a size in pixels at reference scale, e.g. ("kiosk", "button")."""
        return float(tokens()["size"][surface][name])

    @staticmethod
    def motion(name: str) -> int:
        """Give a duration in milliseconds, e.g. "callHold"."""
        return int(tokens()["motion"][name])


@cache
def _color(text: str) -> QColor:
    """Read #RRGGBB or #RRGGBBAA (the design puts alpha last, Qt first)."""
    color = QColor(text[:7])
    if len(text) == 9:
        color.setAlpha(int(text[7:], 16))
    return color


def apply_sheet(target: QApplication | QWidget, theme: Theme) -> None:
    """Dress an application or one window: palette and the one style sheet."""
    palette = QPalette()
    for role, token in (
        (QPalette.ColorRole.Window, "bg"),
        (QPalette.ColorRole.Base, "surf"),
        (QPalette.ColorRole.AlternateBase, "surf2"),
        (QPalette.ColorRole.WindowText, "ink"),
        (QPalette.ColorRole.Text, "ink"),
        (QPalette.ColorRole.Button, "surf"),
        (QPalette.ColorRole.ButtonText, "ink"),
        (QPalette.ColorRole.Highlight, "pri"),
        (QPalette.ColorRole.HighlightedText, "onPri"),
        (QPalette.ColorRole.PlaceholderText, "ink3"),
        (QPalette.ColorRole.ToolTipBase, "ink"),
        (QPalette.ColorRole.ToolTipText, "surf"),
    ):
        palette.setColor(role, theme.color(token))
    target.setPalette(palette)
    target.setStyleSheet(sheet(theme))


def sheet(theme: Theme) -> str:
    """Give the style sheet of a theme."""
    text = SHEET
    for token in sorted(tokens()["color"][theme.name], key=len, reverse=True):
        color = theme.color(token)
        text = text.replace(
            f"%{token}", color.name() if color.alpha() == 255 else color.name(QColor.NameFormat.HexArgb)
        )
    return text
