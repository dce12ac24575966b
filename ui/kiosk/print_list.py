"""The button that prints the list of requirements, and says what has become of the slip."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from ui.kiosk.look import whole
from ui.kiosk.rows import Band
from ui.parts.touch import ActionButton

if TYPE_CHECKING:
    from ui.kiosk.page import Page


class PrintListBand(Band):
    """Prints the requirements from a page that gives no number: who comes another day prepares at home."""

    def __init__(self, page: Page, service: str) -> None:
        """Stand on `page`."""
        texts = page.look.texts
        super().__init__(page.look, texts("Cetak daftar syarat"), "", "print", parent=page)
        self._page, self._service = page, service
        self.setObjectName("print-requirements")
        self.clicked.connect(self._print)
        page.kiosk.taking.lists.changed.connect(self.say)
        self.say()

    def say(self) -> None:
        """Say what has become of the slip."""
        slip, texts = self._page.kiosk.taking.lists, self._page.look.texts
        words, icon = slip.words(texts)
        title = words if slip.state else texts("Cetak daftar syarat")
        self.become(title, texts("Siapkan berkas dari rumah"), icon)

    def _print(self) -> None:
        page = self._page
        page.kiosk.taking.lists.print(self._service, (), page.look.texts.language)


class PrintListButton(ActionButton):
    """Prints the requirements of one service; a printer in trouble takes no press."""

    def __init__(self, page: Page, service: str, missing: Callable[[], tuple[str, ...]]) -> None:
        """Stand on `page`; `missing` tells at the press what the visitor has not brought."""
        super().__init__(page.look.theme, "", "print", "secondary", filled=False, parent=page)
        self._page, self._service, self._missing = page, service, missing
        self.setObjectName("print-requirements")
        self.clicked.connect(self._print)
        page.kiosk.taking.lists.changed.connect(self.say)
        self.say()

    def say(self) -> None:
        """Say what has become of the slip."""
        slip, page = self._page.kiosk.taking.lists, self._page
        words, self.icon_name = slip.words(page.look.texts)
        self.setText(words)
        self.setAccessibleName(words)
        self.setEnabled(page.board.printer.prints or bool(slip.state))

    def _print(self) -> None:
        page = self._page
        page.kiosk.taking.lists.print(self._service, self._missing(), page.look.texts.language)

    # --- where it stands ---------------------------------------------------------------------------------------

    def beside(self, notice: QRectF) -> QRectF:
        """Give its place at the right of the sentence on missing papers."""
        px = self._page.look.px
        width, height = px(320 if self._page.look.large else 286), px(84)
        return QRectF(notice.right() - px(32) - width, notice.center().y() - height / 2, width, height)

    def stand_beside(self, notice: QRectF) -> None:
        """Stand at the right of the sentence on missing papers."""
        self._fit(28, 18)
        self.setGeometry(whole(self.beside(notice)))

    def stand_between(self, back: QWidget, forward: QWidget) -> None:
        """Stand between the way back and the way on, where there is no such sentence."""
        px, strip = self._page.look.px, self._page.action_strip()
        self._fit(33 if self._page.look.portrait else 34, 24)
        gap, first, own = px(16, 24), px(256, 276), px(308, 348)
        x = strip.left()
        for widget, width in ((back, first), (self, own), (forward, strip.width() - first - own - 2 * gap)):
            widget.setGeometry(whole(QRectF(x, strip.top(), width, strip.height())))
            x += width + gap

    def _fit(self, size: float, radius: float) -> None:
        look = self._page.look
        self.px, self.ring_radius = look.px(size) * (1.12 if look.large else 1), look.px(radius)
