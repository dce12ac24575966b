"""How the kiosk looks right now: theme, language, scale, and the visitor's own modes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont

from loket.texts import Texts
from ui import fonts
from ui.theme import Theme

LARGE = 1.3
"""*Teks besar*: 130 %, one column."""


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes and words for one painting. `k` scales the reference design (1080 or 1920 wide)."""

    theme: Theme
    texts: Texts
    width: float
    height: float
    large: bool = False
    low: bool = False

    @property
    def portrait(self) -> bool:
        """Tell whether the panel stands upright."""
        return self.height > self.width

    @property
    def k(self) -> float:
        """The scale of the reference design on this panel."""
        wide, high = (1080, 1920) if self.portrait else (1920, 1080)
        return max(0.4, min(self.width / wide, self.height / high))

    def px(self, reference: float) -> float:
        """Give a length of the reference design in pixels here."""
        return reference * self.k

    def font(self, reference: float, weight: int = 500, spacing: float = 0.0) -> QFont:
        """Give a font by its reference size; larger when the visitor asked for large text."""
        return fonts.of(reference * self.k * (LARGE if self.large else 1.0), weight, spacing)

    def tile_font(self, reference: float, weight: int = 500, spacing: float = 0.0) -> QFont:
        """Give a font inside a tile: tiles are narrower on a lying panel, so are their words."""
        return self.font(reference * (1.0 if self.portrait else 0.87), weight, spacing)

    @property
    def assist_height(self) -> float:
        """The height of the assist bar."""
        return self.px(132 if self.portrait else 104)

    @property
    def button_height(self) -> float:
        """The height of an action button."""
        return self.px(120 if self.portrait else 104)

    @property
    def margin(self) -> float:
        """The outer margin of the work area."""
        return self.px(56 if self.portrait else 48)

    @property
    def brand_width(self) -> float:
        """The width of the brand panel at the left (landscape)."""
        return self.px(472)
