"""Things to press: painted buttons that act on release, show focus, and answer Space and Enter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui import fonts, icons, paint
from ui.theme import Theme

BUSY_OPACITY, DISABLED_OPACITY = 0.75, 0.45


class Touch(QAbstractButton):
    """A painted button. Subclasses paint in `draw`; pressing, focus and keys are here."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make a button that a screen reader calls `name`."""
        super().__init__(parent)
        self.theme = theme
        self.ring_radius = 24.0
        self._by_hand = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the button into `rect`."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button and, with the keyboard on it, the focus ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(DISABLED_OPACITY)
        self.draw(painter, QRectF(self.rect()))
        painter.setOpacity(1.0)
        if self.hasFocus() and not self._by_hand:
            paint.focus_ring(painter, QRectF(self.rect()), self.ring_radius, self.theme.color("focus"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether a finger brought the focus: then no ring is drawn, the eye is there already."""
        self._by_hand = event.reason() == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button as Space does; a held key presses once."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            event.accept()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Give a size nobody relies on: screens place their buttons."""
        return QSize(120, 48)


class ActionButton(Touch):
    """A button with words and, if wanted, an icon and its key.

    `kind`: "primary", "secondary", "ghost", "danger", "on_deep" (outlined) or "deep_primary" (light on the deep panel).
    """

    def __init__(  # noqa: PLR0913 - all but four go by name
        self,
        theme: Theme,
        text: str,
        icon: str = "",
        kind: str = "primary",
        *,
        icon_last: bool = False,
        hint: str = "",
        px: float = 34,
        radius: float = 24,
        filled: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Make a button; `px` is the size of its words, `hint` the key that does the same."""
        super().__init__(theme, text, parent)
        self.setText(text)
        self.icon_name, self.kind, self.icon_last, self.hint = icon, kind, icon_last, hint
        self.px, self.ring_radius, self.filled = px, radius, filled
        self.busy_text = ""

    def words(self) -> str:
        """Give what stands on the button now."""
        return self.busy_text or self.text()

    def colours(self) -> tuple[QColor, QColor, QColor | None]:
        """Give fill, ink and line for the button's kind and state."""
        color, down = self.theme.color, self.isDown()
        if self.kind == "primary":
            return color("pri2" if down else "pri"), color("onPri"), None
        if self.kind == "deep_primary":
            return color("onDeepBox" if down else "onDeep"), color("pri2" if self.theme.name == "light" else "bg"), None
        if self.kind == "on_deep":
            return color("deep2" if down else "deep"), color("onDeep"), color("onDeep2")
        if self.kind == "danger":
            return color("redTint" if down else "surf"), color("red"), color("red")
        if self.kind == "ghost":
            return color("priTint" if down else "surf2"), color("pri"), None
        if self.kind == "desk":
            return color("surf2" if down else "surf"), color("ink"), color("lineStrong")
        return color("priTint" if down else "surf"), color("pri"), color("pri")

    def font_(self) -> QFont:
        """Give the font of the words."""
        return fonts.of(self.px, 700, -1)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint fill, icon, words and key hint, centred together."""
        fill, ink, line = self.colours()
        thick = 0.0 if line is None else (1.0 if self.kind == "desk" else max(1.5, self.px / 13))
        paint.rounded(painter, rect, self.ring_radius, fill, line, thick)
        icon_px = self.px * 1.15 if self.icon_name else 0.0
        gap = self.px * 0.5 if self.icon_name and self.words() else 0.0
        hint_width = paint.text_width(self.hint, fonts.of(12, 700)) + 14 if self.hint else 0.0
        hint_gap = 10.0 if self.hint and self.words() else 0.0
        room = rect.width() - icon_px - gap - hint_width - hint_gap - self.px * 0.8
        font, lines = paint.fit_text(
            self.words(), self.font_(), max(10.0, room), 2 if self.px >= 28 else 1, self.px * 0.8
        )
        text_width = max(paint.text_width(each, font) for each in lines)
        x = rect.center().x() - (icon_px + gap + text_width + hint_gap + hint_width) / 2
        if self.icon_name and not self.icon_last:
            icons.draw(
                painter, QRectF(x, rect.center().y() - icon_px / 2, icon_px, icon_px), self.icon_name, ink, self.filled
            )
            x += icon_px + gap
        box = QRectF(x, rect.top(), text_width + 2, rect.height())
        paint.draw_text(painter, box, self.words(), font, ink, max_lines=2, line_height=1.1)
        x += text_width
        if self.icon_name and self.icon_last:
            icons.draw(
                painter,
                QRectF(x + gap, rect.center().y() - icon_px / 2, icon_px, icon_px),
                self.icon_name,
                ink,
                self.filled,
            )
            x += gap + icon_px
        if self.hint:
            draw_hint(painter, QRectF(x + hint_gap, rect.center().y() - 11, hint_width, 22), self.hint, self.theme,
                      on_fill=self.kind == "primary")  # fmt: skip


def draw_hint(painter: QPainter, rect: QRectF, keys: str, theme: Theme, *, on_fill: bool = False) -> None:
    """Draw a key cap such as "F2"."""
    if on_fill:
        fill = QColor(theme.color("onPri"))
        fill.setAlpha(46)
        line = QColor(theme.color("onPri"))
        line.setAlpha(110)
        paint.rounded(painter, rect, 6, fill, line)
        ink = theme.color("onPri")
    else:
        paint.rounded(painter, rect, 6, theme.color("surf2"), theme.color("line"))
        ink = theme.color("ink2")
    paint.draw_text(painter, rect, keys, fonts.of(12, 700), ink, paint.CENTER)


def draw_hint_on(painter: QPainter, rect: QRectF, keys: str, ground: QColor, ink: QColor) -> None:
    """Draw a key cap on a button of any colour: `ink` on a ground that is a little of both."""
    fill, line = QColor(ink), QColor(ink)
    fill.setAlpha(28)
    line.setAlpha(80)
    paint.rounded(painter, rect, 6, ground)
    paint.rounded(painter, rect, 6, fill, line)
    paint.draw_text(painter, rect, keys, fonts.of(12, 700), ink, paint.CENTER)
