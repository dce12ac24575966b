"""What the pages of the wizard have in common: a heading, buttons below, and one line that says what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from loket.errors import LoketError
from ui import fonts, icons, paint
from ui.parts.desk import DeskButton, whole
from ui.parts.words import failure_words

if TYPE_CHECKING:
    from ui.printers_page.wizard import Wizard

FOOT = 48


class WizardPage(QWidget):
    """One page. Subclasses fill it in `arrange` and `draw`."""

    heading = ""

    def __init__(self, wizard: Wizard) -> None:
        """Make it for `wizard`."""
        super().__init__(wizard)
        self.wizard, self.station, self.t = wizard, wizard.station, wizard.station.texts
        self.theme = wizard.station.theme
        self.error = ""
        self.left: list[DeskButton] = []
        self.right: list[DeskButton] = []

    def button(
        self, words: str, icon: str = "", kind: str = "secondary", *, name: str = "", hint: str = ""
    ) -> DeskButton:
        """Make a button of the page's foot."""
        made = DeskButton(self.theme, words, icon, kind, height=48, hint=hint, parent=self)
        made.setObjectName(name)
        return made

    def enter(self) -> None:
        """The page is shown."""

    def leave(self) -> None:
        """The page goes."""

    def accept(self) -> None:
        """Enter was pressed."""

    def refuse(self, error: LoketError) -> None:
        """Say above the buttons what went wrong."""
        title, text = failure_words(error, self.t)
        self.complain(f"{title}. {text}" if text else f"{title}.")

    def not_saved(self, error: LoketError) -> None:
        """The printer could not be saved."""
        self.refuse(error)

    def complain(self, words: str) -> None:
        """Say what went wrong, or with nothing that all is well."""
        self.error = words
        self.setAccessibleDescription(words)
        self.update()

    def stops(self) -> list[QWidget]:
        """Give what takes the keyboard, in order."""
        return [*self.right, *self.left]

    def waits(self) -> bool:
        """Tell whether nothing is to be pressed now: the keyboard then stays with the sheet."""
        return False

    def wanted_stops(self) -> list[QWidget]:
        """Give the stops where the keyboard stays when the page changes."""
        return self.stops()

    def room(self) -> QRectF:
        """Give the place above the buttons."""
        return QRectF(0, 0, self.width(), self.height() - FOOT - 18)

    def arrange(self) -> None:
        """Place what the page has beside its foot."""

    def draw(self, painter: QPainter) -> None:
        """Paint what is no widget."""

    def place_foot(self) -> None:
        """Place the buttons of the foot: left ones from the left, right ones from the right, the last outermost."""
        y = self.height() - FOOT
        x = self.width()
        for button in reversed(self.right):
            if not button.isHidden():
                x -= button.natural_width()
                button.setGeometry(whole(x, y, button.natural_width(), FOOT))
                x -= 10
        x = 0
        for button in self.left:
            if not button.isHidden():
                button.setGeometry(whole(x, y, button.natural_width(), FOOT))
                x += button.natural_width() + 10

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self.place_foot()
        self.arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, and above its buttons what went wrong."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self.error:
            self.draw_error(painter)

    def draw_error(self, painter: QPainter) -> None:
        """Paint what went wrong."""
        rect = QRectF(0, self.height() - FOOT - 68, self.width(), 56)
        paint.rounded(painter, rect, 12, self.theme.color("redTint"))
        icons.draw(painter, QRectF(14, rect.center().y() - 12, 24, 24), "error", self.theme.color("red"), True)
        paint.draw_text(painter, rect.adjusted(50, 4, -12, -4), self.error, fonts.of(13, 600), self.theme.color("ink"),
                        max_lines=2, min_px=12)  # fmt: skip
