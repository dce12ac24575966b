"""The foot of the kiosk: the assist bar stays there from page to page while it looks the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.kiosk.assist import AssistBar
    from ui.kiosk.page import Page
    from ui.kiosk.screen import KioskScreen


class Foot:
    """Puts the assist bar below the pages that have one."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Nothing stands there yet."""
        self._kiosk = kiosk
        self._bar: AssistBar | None = None

    def show_for(self, page: Page) -> None:
        """Let the bar stand below `page`, if it has one."""
        if self._bar is not None and self._bar.look != self._kiosk.look():
            self.clear()
        if self._bar is None and page.has_assist:
            from ui.kiosk.assist import AssistBar

            self._bar = AssistBar(self._kiosk)
        if self._bar is not None:
            self.fit()
            self._bar.setVisible(page.has_assist)

    def clear(self) -> None:
        """Take the bar away: what was chosen on it may not be what is shown next."""
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    def fit(self) -> None:
        """Place the bar at the lower edge of the kiosk as it is now."""
        kiosk = self._kiosk
        if self._bar is not None:
            height = round(kiosk.look().assist_height)
            self._bar.setGeometry(0, kiosk.height() - height, kiosk.width(), height)
            self._bar.raise_()
