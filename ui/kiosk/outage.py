"""Bars above the pages: no number can be saved, or no paper comes; and the whole screen after a press in vain."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from ui.kiosk.look import Look
from ui.kiosk.paper_words import warning

if TYPE_CHECKING:
    from ui.kiosk.page import Page
    from ui.kiosk.screen import KioskScreen

log = logging.getLogger(__name__)

STANDS_MS = 6_000
"""How long the whole screen says that a press was in vain when the office itself can be reached."""

AGAIN = frozenset({"act_lost", "database_busy"})
"""Troubles of one press, after which the same press is likely to go well."""


class TroubleBar(QWidget):
    """One sentence across the top; it pushes the page down and covers nothing."""

    ground, line, tone, icon = "orangeTint", "orange", "orange", "cloud_off"

    def __init__(self, look: Look, words: str, parent: QWidget) -> None:
        """Say `words` in the visitor's look."""
        super().__init__(parent)
        self.look, self.words = look, words
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setObjectName("trouble-bar")
        self.setAccessibleName(words)

    @staticmethod
    def height_of(look: Look) -> int:
        """Give the height of the bar in a look."""
        return round(look.px(128, 84) * (1.25 if look.large else 1.0))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, icon, words, and the line below."""
        from ui.kiosk.ink import Ink

        del event
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        look, px, color = self.look, self.look.px, self.look.theme.color
        painter.fillRect(self.rect(), color(self.ground))
        line = max(2, round(px(3)))
        painter.fillRect(0, self.height() - line, self.width(), line, color(self.line))
        ink, side = Ink(painter, look), 56 if look.portrait else 44
        left, middle = px(56, 48), (self.height() - line) / 2
        ink.icon(left, middle, side, self.icon, self.tone)
        x = left + px(side + 28)
        room = QRectF(x, 0, self.width() - x - px(56, 48), self.height() - line)
        ink.text(room, self.words, 32 if look.portrait else 30, 600, lines=2 if look.portrait or look.large else 1,
                 least=20, step=1.25, even=True)  # fmt: skip


class PaperBar(TroubleBar):
    """No paper comes, but a number does: said calmly."""

    ground, line, tone, icon = "surf2", "lineStrong", "orange", "print_error"


class Outage(QObject):
    """Knows whether something is wrong now, and where that is said."""

    def __init__(self, kiosk: KioskScreen) -> None:
        """Nothing is wrong yet."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._error: LoketError | None = None
        self._bar: TroubleBar | None = None
        self.whole = False
        """Whether the whole screen says it."""
        self._stands = QTimer(self, singleShot=True, interval=kiosk.station.ms(STANDS_MS))
        self._stands.timeout.connect(self._stood)

    @property
    def is_told(self) -> bool:
        """Tell whether it is said anywhere."""
        return self._error is not None

    @property
    def is_being_read(self) -> bool:
        """Tell whether the whole screen says it and has not stood long enough yet."""
        return self.whole and self._stands.isActive()

    def say(self, error: LoketError) -> None:
        """Say it above the page that is shown; what may pass with the next press goes by itself."""
        log.warning("the kiosk's picture is old: %s", error)
        self._error = error
        if self._passes(error):
            self._stands.start()
        self._tell()

    def say_in_vain(self, error: LoketError) -> None:
        """A press was in vain: the whole screen says so, unless the next press is likely to go well.

        A ticket stays on the screen.
        """
        log.warning("the kiosk cannot reach the office: %s", error)
        kiosk, page = self._kiosk, self._kiosk.page
        if page is not None and page.holds_ticket:
            return
        if page is not None and self._passes(error):
            kiosk.rebuild()
            self.say(error)
            return
        from ui.kiosk.resting import trouble_page

        self._error, self.whole = error, True
        if kiosk.station.bridge.trouble is None:
            self._stands.start()
        kiosk.show_page(trouble_page(kiosk, error))

    def _passes(self, error: LoketError) -> bool:
        return error.code in AGAIN and self._kiosk.station.bridge.trouble is None

    def end(self) -> None:
        """A picture of the office has come: say nothing more, unless a press in vain is still to be read."""
        if not self._stands.isActive():
            before, self._error = self._error, None
            if before is not None:
                self._tell()
            else:
                self.fit()

    def forget(self) -> None:
        """The visitor is gone: the whole screen is the next one's. A bar stays as long as the trouble."""
        self.whole = False
        self._stands.stop()
        if self._kiosk.station.bridge.trouble is None:
            self._error = None

    def _tell(self) -> None:
        """Place bar and page; what the page says of the office may be old now, or is new again."""
        self.fit()
        if self._kiosk.page is not None:
            self._kiosk.page.update()

    def fit(self) -> None:
        """Place bar and page in the kiosk as it is now. A bar that says the same already stays."""
        kiosk, page = self._kiosk, self._kiosk.page
        look, bar = kiosk.look(), self._bar
        kind, words = self._wanted(page, look) if page is not None else (TroubleBar, "")
        if bar is not None and (type(bar), bar.words, bar.look) != (kind, words, look):
            bar.hide()
            bar.deleteLater()
            bar = None
        if bar is None and words:
            bar = kind(look, words, kiosk)
            bar.setGeometry(0, 0, kiosk.width(), TroubleBar.height_of(look))
            bar.show()
        self._bar = bar
        if page is not None:
            page.setGeometry(kiosk.rect().adjusted(0, bar.height() if bar is not None else 0, 0, 0))

    def _wanted(self, page: Page, look: Look) -> tuple[type[TroubleBar], str]:
        """Give the bar that belongs above a page: what keeps numbers away goes before what keeps paper away."""
        if self._error is not None:
            return TroubleBar, self._words(look) if page.tells_trouble else ""
        return PaperBar, warning(self._kiosk.board.printer, look.texts) if page.tells_paper else ""

    def _words(self, look: Look) -> str:
        error, texts = self._error, look.texts
        if error is not None and error.code in AGAIN:
            return texts.failure(error)
        return texts("Nomor belum dapat diberikan. Tunggu sebentar, atau ambil nomor di meja informasi.")

    def _stood(self) -> None:
        self._kiosk.asking.refresh()
