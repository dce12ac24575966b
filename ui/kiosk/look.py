"""How the kiosk looks right now: theme, language, scale, and the visitor's own modes."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFont

from loket.texts import Texts
from ui import fonts
from ui.theme import Theme

LARGE = 1.3
"""*Teks besar*: 130 %, one column."""


def whole(rect: QRectF) -> QRect:
    """Give `rect` on whole pixels: what touches in the layout touches on the screen, and never overlaps."""
    left, top = round(rect.left()), round(rect.top())
    return QRect(left, top, round(rect.right()) - left, round(rect.bottom()) - top)


LOW_REACH = 1090
"""*Posisi rendah*: everything to touch lies in this many pixels (reference) above the lower edge."""


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes and words for one painting."""

    theme: Theme
    texts: Texts
    width: float
    height: float
    large: bool = False
    low: bool = False
    portrait: bool = field(init=False, compare=False)
    """Whether the panel stands upright."""
    k: float = field(init=False, compare=False)
    """The scale of the reference design on this panel."""

    def __post_init__(self) -> None:
        """Work out what every length on the page asks for."""
        portrait = self.height > self.width
        wide, high = (1080, 1920) if portrait else (1920, 1080)
        object.__setattr__(self, "portrait", portrait)
        object.__setattr__(self, "k", max(0.4, min(self.width / wide, self.height / high)))

    @property
    def reach(self) -> bool:
        """Tell whether everything to touch has to lie low. A panel that lies on its side is low enough."""
        return self.low and self.portrait

    @property
    def contrast(self) -> bool:
        """Tell whether the visitor wants high contrast."""
        return self.theme.name == "contrast"

    def px(self, portrait: float, landscape: float | None = None) -> float:
        """Give a length of the reference design in pixels here; `landscape` when it differs there."""
        return (portrait if self.portrait or landscape is None else landscape) * self.k

    def font(self, reference: float, weight: int = 500, spacing: float = 0.0) -> QFont:
        """Give a font by its reference size; larger when the visitor asked for large text."""
        return fonts.of(reference * self.k * (LARGE if self.large else 1.0), weight, spacing)

    @property
    def frame(self) -> float:
        """The width of the line around what can be touched."""
        return self.px(4 if self.contrast else 2)

    @property
    def assist_height(self) -> float:
        """The height of the assist bar."""
        return self.px(132, 104)

    @property
    def button_height(self) -> float:
        """The height of an action button."""
        return self.px(120, 104)

    @property
    def margin(self) -> float:
        """The outer margin of the work area."""
        return self.px(56, 48)

    @property
    def brand_width(self) -> float:
        """The width of the brand panel at the left (landscape)."""
        return self.px(472)
