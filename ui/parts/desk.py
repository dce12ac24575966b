"""The desk's parts: buttons with their keys, tags, ticket plates, cards. Fixed pixels, as `design/` gives them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui import fonts, icons, paint
from ui.parts.touch import DISABLED_OPACITY, Touch, draw_hint, draw_hint_on
from ui.theme import Theme

_BUTTONS = {36: (14, 600, 18, 10, 14), 40: (14, 600, 20, 10, 14), 48: (15, 600, 20, 12, 18), 64: (18, 700, 26, 14, 24),
            88: (24, 700, 30, 14, 24)}  # fmt: skip
"""Height → size of the words, weight, size of the icon, corner, padding."""

TAG_HEIGHT = 24
TONES = {
    "neutral": ("surf2", "ink2"), "info": ("priTint", "pri"), "ok": ("greenTint", "green"),
    "plain": ("surf", "pri"), "warn": ("orangeTint", "orange"), "err": ("redTint", "red"), "call": ("call", "onCall"),
}  # fmt: skip
"""Tone of a tag or banner → fill and ink."""


class DeskButton(Touch):
    """A button of the desk: icon, words, and the key that does the same.

    `kind`: "primary", "secondary", "accent" (primary line), "danger", "ghost" or "chosen"; on the deep bar "on_deep"
    (outlined) or "deep_primary" (light).
    `height`: 36, 40, 48, 64 or 88.
    While `busy` it cannot be pressed; it keeps its looks, so that a quick answer makes nothing blink.
    """

    def __init__(
        self, theme: Theme, text: str, icon: str = "", kind: str = "secondary", *, height: int = 40, hint: str = "",
        fill: bool = False, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """Make a button that says `text`; `fill` takes the icon's filled form."""
        super().__init__(theme, text, parent)
        self.setText(text)
        self.icon_name, self.kind, self.hint, self.filled, self.height_px = icon, kind, hint, fill, height
        self.px, self.weight, self.icon_px, self.ring_radius, self.pad = _BUTTONS[height]
        self.busy, self.slow_words, self.held = False, "", 0.0
        self._ring, self._kept_hint = False, ""

    def say(self, text: str) -> None:
        """Change the words."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.update()

    def set_busy(self, busy: bool, words: str = "") -> None:
        """Lock or free the button; `words` replace its own when an answer takes long."""
        self.busy, self.slow_words = busy, words
        self.setEnabled(not busy)
        self.update()

    def show_key(self, shown: bool) -> None:
        """Show the key, or leave it out where there is too little room; it works all the same."""
        self._kept_hint = self._kept_hint or self.hint
        self.hint = self._kept_hint if shown else ""

    def natural_width(self) -> int:
        """Give the width that icon, words and key need."""
        return round(self._content_width(self._words()) + 2 * self.pad)

    def sizeHint(self) -> QSize:
        """Give the natural size."""
        return QSize(self.natural_width(), self.height_px)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrow keys to the screen: they walk through its list."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard only, not for the mouse."""
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint; a busy button is not dimmed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled() and not self.busy:
            painter.setOpacity(DISABLED_OPACITY)
        rect = QRectF(self.rect())
        self.draw(painter, rect)
        if self.hasFocus() and self._ring:
            paint.focus_ring(painter, rect, self.ring_radius, self.theme.color("focus"))
            painter.setPen(QPen(self.theme.color("surf"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), self.ring_radius - 4, self.ring_radius - 4)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint fill, icon, words and key, centred together."""
        fill, ink, line = self._colours()
        paint.rounded(painter, rect, self.ring_radius, fill, line, 1)
        if self.held > 0:
            self._draw_hold(painter, rect)
        words, font = self._words(), self._font()
        room = rect.width() - 2 * min(self.pad, 10)
        over = self._content_width(words) - room
        if over > 0:
            words = _elided(words, font, paint.text_width(words, font) - over)
        x = rect.center().x() - self._content_width(words) / 2
        if self.icon_name:
            box = QRectF(x, rect.center().y() - self.icon_px / 2, self.icon_px, self.icon_px)
            icons.draw(painter, box, self.icon_name, ink, self.filled)
            x += self.icon_px + (8 if words else 0)
        width = paint.text_width(words, font)
        paint.draw_text(painter, QRectF(x, rect.top(), width + 4, rect.height()), words, font, ink)
        if self.hint:
            keys = QRectF(x + width + (8 if words else 0), rect.center().y() - 11, hint_width(self.hint), 22)
            if "deep" in self.kind:
                draw_hint_on(painter, keys, self.hint, fill, ink)
            else:
                draw_hint(painter, keys, self.hint, self.theme, on_fill=self.kind == "primary")

    def _draw_hold(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.setClipRect(QRectF(rect.left(), rect.top(), rect.width() * min(1.0, self.held), rect.height()))
        paint.rounded(painter, rect, self.ring_radius, self.theme.color("redTint"), self.theme.color("red"), 1)
        painter.restore()

    def _words(self) -> str:
        return self.slow_words or self.text()

    def _font(self) -> QFont:
        return fonts.of(self.px, self.weight)

    def _content_width(self, words: str) -> float:
        width = paint.text_width(words, self._font()) if words else 0.0
        width += self.icon_px if self.icon_name else 0
        width += 8 if self.icon_name and words else 0
        return width + (hint_width(self.hint) + 8 if self.hint else 0)

    def _colours(self) -> tuple[QColor, QColor, QColor | None]:
        color, down = self.theme.color, self.isDown()
        if self.kind == "primary":
            return color("pri2" if down else "pri"), color("onPri"), None
        if self.kind == "accent":
            return color("priTint" if down else "surf"), color("pri"), color("pri")
        if self.kind == "danger":
            return color("redTint" if down else "surf"), color("red"), color("red")
        if self.kind == "ghost":
            return color("surf2" if down else "surf"), color("ink2"), None
        if self.kind == "chosen":
            return color("priTint"), color("pri"), color("pri")
        if self.kind == "deep_primary":
            return color("onDeepBox" if down else "onDeep"), color("pri2" if self.theme.name == "light" else "bg"), None
        if self.kind == "on_deep":
            return color("deep2" if down else "deep"), color("onDeep"), color("onDeep2")
        return color("surf2" if down else "surf"), color("ink"), color("lineStrong")


def hint_width(keys: str) -> float:
    """Give the width of a key cap."""
    return max(26.0, paint.text_width(keys, fonts.of(12, 700)) + 14)


def draw_tag(painter: QPainter, x: float, y: float, text: str, theme: Theme, tone: str = "neutral", *,
             icon: str = "", fill: bool = True, room: float = 10_000) -> float:  # fmt: skip
    """Draw a tag 24 px high at (x, y) and give its width; at most `room` wide."""
    ground, ink = (theme.color(token) for token in TONES[tone])
    font = fonts.of(12, 600)
    front = 9 + (16 + 6 if icon else 0)
    words = _elided(text, font, room - front - 9)
    width = front + paint.text_width(words, font) + 9
    paint.rounded(painter, QRectF(x, y, width, TAG_HEIGHT), Theme.radius("chip"), ground)
    if icon:
        icons.draw(painter, QRectF(x + 9, y + 4, 16, 16), icon, ink, fill)
    paint.draw_text(painter, QRectF(x + front, y, width - front, TAG_HEIGHT), words, font, ink)
    return width


def tag_width(text: str, *, icon: bool = False) -> float:
    """Give the width a tag needs."""
    return 18 + (22 if icon else 0) + paint.text_width(text, fonts.of(12, 600))


def draw_tags(painter: QPainter, rect: QRectF, tags: list[tuple[str, str, str]], theme: Theme) -> float:
    """Draw tags (text, tone, icon) one after the other, in further rows when needed; give the height they took."""
    x, y = rect.left(), rect.top()
    for text, tone, icon in tags:
        width = min(rect.width(), tag_width(text, icon=bool(icon)))
        if x > rect.left() and x + width > rect.right() + 1:
            x, y = rect.left(), y + TAG_HEIGHT + 6
        x += draw_tag(painter, x, y, text, theme, tone, icon=icon, room=rect.width()) + 6
    return y + TAG_HEIGHT - rect.top()


_PLATES = {
    "serving": ("ink", "surf", None),
    "calling": ("call", "onCall", None),
    "next": ("surf2", "ink", "line"),
}


def draw_ticket(painter: QPainter, rect: QRectF, number: str, theme: Theme, mode: str, px: float) -> None:
    """Draw the notched plate with its number. `mode`: "serving", "calling" or "next"."""
    fill, ink, line = _PLATES[mode]
    inset = 1.0 if line else 0.0
    body = rect.adjusted(inset, inset, -inset, -inset)
    with paint.painting(painter):
        painter.setBrush(theme.color(fill))
        painter.setPen(QPen(theme.color(line), 2) if line else Qt.PenStyle.NoPen)
        painter.drawPath(paint.ticket_path(body, 18, Theme.notch("deskPlate"), body.height() / 2))
    inside = rect.adjusted(28, 0, -28, 0)
    paint.draw_number(painter, inside, number, fonts.of(px, 700), theme.color(ink))


def draw_card(painter: QPainter, rect: QRectF, theme: Theme, radius: float = 14) -> None:
    """Draw a card: surface with a faint line."""
    paint.rounded(painter, rect, radius, theme.color("surf"), theme.color("line"), 1)


def draw_line(painter: QPainter, x1: float, x2: float, y: float, theme: Theme) -> None:
    """Draw a separator one pixel high."""
    painter.fillRect(QRectF(x1, round(y), x2 - x1, 1), theme.color("line"))


def draw_figure(painter: QPainter, at: QPointF, figure: str, words: str, theme: Theme, px: float = 24) -> float:
    """Draw a figure with its words beside it on one baseline; give the width it took."""
    font, small = fonts.of(px, 700), fonts.of(13, 500)
    with paint.painting(painter):
        painter.setFont(font)
        painter.setPen(theme.color("ink"))
        painter.drawText(at, figure)
        width = paint.text_width(figure, font)
        painter.setFont(small)
        painter.setPen(theme.color("ink2"))
        painter.drawText(QPointF(at.x() + width + 10, at.y()), words)
    return width + 10 + paint.text_width(words, small)


def whole(x: float, y: float, width: float, height: float) -> QRect:
    """Give a rectangle on whole pixels."""
    return QRect(round(x), round(y), round(width), round(height))


def _elided(text: str, font: QFont, width: float) -> str:
    if paint.text_width(text, font) <= width + 1:
        return text
    return paint.fit_text(text, font, max(1.0, width))[1][0]
