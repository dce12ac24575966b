"""The bars of the hall: office and clock at the top, the lost connection below it, running text at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from loket.model.office import OfficeFace
from ui import icons, paint
from ui.display.motion import Motion
from ui.display.part import Look, Part, mark
from ui.parts.office import emblem


class TopBar(Part):
    """Emblem, office and room at the left; date and time at the right; the training mark between them."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._office: OfficeFace | None = None
        self._now: datetime | None = None

    def set_office(self, office: OfficeFace) -> None:
        """Show this office."""
        if office != self._office:
            self._office = office
            self.setAccessibleName(f"{office.name} {office.place}".strip())
            self.update()

    def set_now(self, now: datetime) -> None:
        """Show this time; repaints only when the minute is another one."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._now:
            self._now = minute
            self.update()

    def _draw(self, painter: QPainter) -> None:
        if self._office is None or self._now is None:
            return
        if self.look.portrait:
            self._draw_portrait(painter, self._office, self._now)
        else:
            self._draw_landscape(painter, self._office, self._now)

    def _draw_emblem(self, painter: QPainter, office: OfficeFace, side: float, margin: float) -> float:
        """Draw the emblem and give where the words begin."""
        found = emblem(office, round(side), self.look.color("ink"))
        if found is None:
            return margin
        painter.drawPixmap(round(margin), round((self.height() - side) / 2), found)
        return margin + found.width() + self.look.px(22)

    def _draw_landscape(self, painter: QPainter, office: OfficeFace, now: datetime) -> None:
        look, t = self.look, self.look.texts
        px, middle, right = look.px, self.height() / 2, self.width() - self.look.px(40)
        clock, date = t.time(now), t.long_day(now.date())
        clock_font, date_font = look.font(64, 700), look.font(30)
        clock_width, date_width = paint.text_width(clock, clock_font), paint.text_width(date, date_font)
        paint.draw_text(
            painter, QRectF(right - clock_width - 2, 0, clock_width + 2, self.height()), clock, clock_font,
            look.color("ink"), paint.RIGHT, line_height=1,
        )  # fmt: skip
        right -= clock_width + px(36)
        paint.draw_text(
            painter, QRectF(right - date_width - 2, middle - px(25), date_width + 2, px(46)), date, date_font,
            look.color("ink2"), paint.RIGHT,
        )  # fmt: skip
        right -= date_width + px(36)
        if office.training:
            right -= mark(painter, look, right, middle, look.color("orangeTint"), look.color("orange")) + px(36)
        x = self._draw_emblem(painter, office, px(68), px(40))
        name = f"{office.name} {office.place}".strip()
        paint.draw_text(
            painter, QRectF(x, middle - px(36), right - x, px(39)), name, look.font(34, 700), look.color("ink"),
            min_px=px(27),
        )  # fmt: skip
        room = office.room.say(t.language)
        paint.draw_text(painter, QRectF(x, middle + px(3), right - x, px(33)), room, look.font(25), look.color("ink2"))

    def _draw_portrait(self, painter: QPainter, office: OfficeFace, now: datetime) -> None:
        look, t = self.look, self.look.texts
        px, right = look.px, self.width() - self.look.px(48)
        clock, date, date_font = t.time(now), t.long_day(now.date()), look.font(26)
        clock_width = paint.text_width(clock, look.font(76, 700))
        width = max(paint.text_width(date, date_font), clock_width) + 2
        top = (self.height() - px(110)) / 2
        paint.draw_text(
            painter, QRectF(right - width, top, width, px(76)), clock, look.font(76, 700), look.color("ink"),
            paint.RIGHT, line_height=1,
        )  # fmt: skip
        box = QRectF(right - width, top + px(80), width, px(34))
        paint.draw_text(painter, box, date, date_font, look.color("ink2"), paint.RIGHT)
        if office.training:
            edge = right - clock_width - px(28)
            mark(painter, look, edge, top + px(38), look.color("orangeTint"), look.color("orange"))
        x = self._draw_emblem(painter, office, px(84), px(48))
        room = right - width - px(24) - x
        if office.training:
            room -= px(70)
        for y, height, words, font, ink in (
            (top + px(14), px(42), office.name, look.font(36, 700), "ink"),
            (top + px(56), px(37), office.place, look.font(28), "ink2"),
        ):
            paint.draw_text(painter, QRectF(x, y, room, height), words, font, look.color(ink), min_px=px(24))


class OfflineBar(Part):
    """The connection is lost: what to do, and how old the picture is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._since: datetime | None = None

    def set_since(self, since: datetime | None) -> None:
        """`since` is the time of the picture that is still shown."""
        if since != self._since:
            self._since = since
            self.update()

    def _ground(self) -> QColor:
        return self.look.color("orangeTint")

    def _draw(self, painter: QPainter) -> None:
        look, t = self.look, self.look.texts
        px, margin = look.px, self.look.px(40, 48)
        line = max(2.0, px(2))
        painter.fillRect(QRectF(0, self.height() - line, self.width(), line), look.color("orange"))
        icon = QRectF(margin, (self.height() - px(48)) / 2, px(48), px(48))
        icons.draw(painter, icon, "cloud_off", look.color("orange"), fill=True)
        right = self.width() - margin
        if self._since is not None:
            age, font = t("Data pukul {t}", t=t.time(self._since)), look.font(30)
            width = paint.text_width(age, font) + 2
            paint.draw_text(
                painter, QRectF(right - width, 0, width, self.height()), age, font, look.color("ink2"), paint.RIGHT
            )
            right -= width + px(36)
        words = t("Sambungan layar terputus. Ikuti panggilan suara petugas.")
        self.setAccessibleName(words)
        x = icon.right() + px(24)
        paint.draw_text(
            painter, QRectF(x, 0, right - x, self.height()), words, look.font(34), look.color("ink"),
            max_lines=2, min_px=px(26), line_height=1.2,
        )  # fmt: skip


class Ticker(Part):
    """Running text, a page at a time: nothing is read while it moves. Missed numbers stand still at its right."""

    def __init__(self, look: Look, parent: QWidget, motion: Motion) -> None:
        super().__init__(look, parent)
        self._motion = motion
        self._messages: tuple[str, ...] = ()
        self._missed: tuple[str, ...] = ()
        self._page = 0
        self._fade = 1.0

    @property
    def words(self) -> str:
        """The page that is shown now."""
        pages = self.pages()
        return pages[self._page % len(pages)] if pages else ""

    def set_messages(self, messages: Sequence[str], missed: Sequence[str]) -> None:
        """Show these messages in turn, and these missed numbers all the time."""
        if (tuple(messages), tuple(missed)) != (self._messages, self._missed):
            self._messages, self._missed = tuple(messages), tuple(missed)
            back = (
                " ".join(words for words, _ in self._label()) + ": " + ", ".join(self._missed) if self._missed else ""
            )
            self.setAccessibleName(" · ".join((*self._messages, *([back] if back else ()))))
            self.update()

    def pages(self) -> list[str]:
        """Give the pages: a message too long for the bar goes on, on the next page; nothing is cut off."""
        width = self._missed_left() - self.look.px(128)
        return [line for text in self._messages for line in paint.break_lines(text, self._font(), width)]

    def turn_page(self) -> None:
        """Show the next page."""
        if len(self.pages()) < 2:
            return
        self._motion.run(180, self._fading, self._turned)

    def _fading(self, share: float) -> None:
        self._fade = 1 - share
        self.update()

    def _turned(self) -> None:
        self._page = (self._page + 1) % max(1, len(self.pages()))
        self._fade = 1.0
        self.update()

    def _font(self) -> QFont:
        return self.look.font(38, 500)

    def _missed_words(self) -> str:
        return "  ".join(self._missed[:4]) + (f"  +{len(self._missed) - 4}" if len(self._missed) > 4 else "")

    def _missed_left(self) -> float:
        """Give where the missed numbers begin; the right edge when there are none."""
        right = self.width() - self.look.px(40)
        if not self._missed or self.look.portrait:
            return right
        numbers = paint.text_width(self._missed_words(), self.look.font(40, 700))
        return right - numbers - self._label_width() - self.look.px(66)

    def _label(self) -> tuple[tuple[str, QFont], ...]:
        """Give what stands before the missed numbers: what they are, and how their visitors come back."""
        texts, font = self.look.texts, self.look.font
        return (texts("Terlewat"), font(28, 700)), (texts("lapor ke petugas"), font(26))

    def _label_width(self) -> float:
        return max(paint.text_width(words, font) for words, font in self._label())

    def _ground(self) -> QColor:
        return self.look.color("surf")

    def _draw(self, painter: QPainter) -> None:
        look, px = self.look, self.look.px
        painter.fillRect(QRectF(0, 0, self.width(), max(1.0, px(2))), look.color("line"))
        icon = QRectF(px(40), (self.height() - px(44)) / 2, px(44), px(44))
        icons.draw(painter, icon, "info", look.color("pri"), fill=True)
        right = self._missed_left()
        painter.setOpacity(self._fade)
        box = QRectF(px(128), 0, right - px(128), self.height())
        paint.draw_text(painter, box, self.words, self._font(), look.color("ink"))
        painter.setOpacity(1.0)
        if self._missed and not look.portrait:
            self._draw_missed(painter, right)

    def _draw_missed(self, painter: QPainter, left: float) -> None:
        look, px = self.look, self.look.px
        line = QRect(round(left + px(8)), round(px(20)), max(1, round(px(2))), round(self.height() - px(40)))
        painter.fillRect(line, look.color("line"))
        width, middle = self._label_width(), self.height() / 2
        for (words, font), top in zip(self._label(), (middle - px(34), middle), strict=True):
            paint.draw_text(painter, QRectF(left + px(36), top, width + 2, px(34)), words, font, look.color("ink2"))
        x = left + px(36) + width + px(28)
        box = QRectF(x, 0, self.width() - px(40) - x + 4, self.height())
        paint.draw_text(painter, box, self._missed_words(), look.font(40, 700), look.color("ink"))
