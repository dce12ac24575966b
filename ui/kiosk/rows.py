"""Wide things to press: the clinic band, the priority question, a requirement, a choice card, a way out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from loket.model.service import Requirement
from ui import paint
from ui.kiosk.ink import Ink
from ui.kiosk.look import Look
from ui.parts.touch import Touch


class Band(Touch):
    """A wide row with icon, title, note and an arrow: the clinic, or one of the ways out."""

    def __init__(self, look: Look, title: str, note: str, icon_name: str, *, short: str = "", strong: bool = False,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        """`strong` tints the whole band and puts its icon in a box; `short` is the note where room is scarce."""
        super().__init__(look.theme, f"{title} {note}".strip(), parent)
        self.look, self.title, self.icon_name, self.strong = look, title, icon_name, strong
        self.note, self.short = note, short or note
        self.ring_radius = look.px(28)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the band."""
        look, px = self.look, self.look.px
        loud = self.strong and look.contrast
        ink = Ink(painter, look, pressed=self.isDown() or loud)
        fill = "pri" if self.isDown() or loud else "priTint" if self.strong else "surf"
        ink.box(rect, 28, fill, "pri" if self.strong else "touchLine")
        pad = px(28 if self.strong else 40)
        x = rect.left() + pad
        if self.strong and not loud and not self.isDown():
            side = min(px(96, 92), rect.height() - px(40))
            box = QRectF(x, rect.center().y() - side / 2, side, side)
            ink.box(box, side / px(1) * 0.25, "pri")
            inner = side * 0.6 / px(1)
            light = Ink(painter, look, pressed=True)
            light.icon(box.center().x() - side * 0.3, box.center().y(), inner, self.icon_name, "onPri")
            x = box.right() + px(28, 24)
        else:
            ink.icon(x, rect.center().y(), 72, self.icon_name, "pri")
            x += px(72 + 32)
        right = rect.right() - pad - px(52)
        ink.icon(right, rect.center().y(), 52, "arrow_forward", "pri", fill=False)
        self._say(ink, QRectF(x, rect.top(), right - px(24) - x, rect.height()))

    def become(self, title: str, note: str, icon_name: str) -> None:
        """Say something else: what has become of what the band began."""
        if (title, note, icon_name) != (self.title, self.note, self.icon_name):
            self.title, self.note, self.short, self.icon_name = title, note, note, icon_name
            self.setAccessibleName(f"{title} {note}".strip())
            self.update()

    def _say(self, ink: Ink, rect: QRectF) -> None:
        look = self.look
        size, small = (38, 26) if look.portrait else (32, 24)
        low = rect.height() < look.px(140)
        lines = 1 if low else 2
        room = rect.width() if low else rect.width() * 1.75  # two lines are never quite full
        words = self.short if ink.width(self.note, small if low else small * 0.85) > room else self.note
        title = ink.height(self.title, rect.width(), size, 700, lines=1, least=size * 0.75, spacing=-1.5, step=1.15)
        note = ink.height(words, rect.width(), small, lines=lines, least=small * 0.85)
        gap = look.px(6) if words else 0
        y = rect.center().y() - (title + gap + note) / 2
        ink.text(QRectF(rect.left(), y, rect.width(), title), self.title, size, 700, "ink", paint.TOP_LEFT,
                 least=size * 0.75, spacing=-1.5, step=1.15)  # fmt: skip
        if words:
            ink.text(QRectF(rect.left(), y + title + gap, rect.width(), note), words, small, 500, "ink2",
                     paint.TOP_LEFT, lines=lines, least=small * 0.85)  # fmt: skip


class SideDoor(Touch):
    """A quiet way beside the services: icon and words, side by side or, where it is narrow, one below the other."""

    def __init__(self, look: Look, words: str, icon_name: str, parent: QWidget | None = None) -> None:
        """Make the door with its words."""
        super().__init__(look.theme, words, parent)
        self.look, self.words, self.icon_name = look, words, icon_name
        self.ring_radius = look.px(24)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the door."""
        look, px = self.look, self.look.px
        ink = Ink(painter, look, pressed=self.isDown())
        ink.box(rect, 24, "pri" if self.isDown() else "surf", "touchLine")
        size, pad = 32 if look.portrait else 26, px(36, 28)
        side = 52 if look.portrait else 44
        wide = rect.width() - 2 * pad - px(side + 24)
        if rect.height() < px(128) or ink.width(self.words, size, 700, -1) <= wide:
            ink.icon(rect.left() + pad, rect.center().y(), side, self.icon_name, "pri")
            place = QRectF(rect.left() + pad + px(side + 24), rect.top(), wide, rect.height())
            ink.text(place, self.words, size, 700, lines=2, least=22, spacing=-1, step=1.15, even=True)
            return
        words = rect.width() - 2 * pad
        height = ink.height(self.words, words, size, 700, lines=2, least=22, spacing=-1, step=1.15)
        top = rect.center().y() - (px(side + 10) + height) / 2
        ink.icon(rect.left() + pad, top + px(side) / 2, side, self.icon_name, "pri")
        ink.text(QRectF(rect.left() + pad, top + px(side + 10), words, height), self.words, size, 700, "ink",
                 paint.TOP_LEFT, lines=2, least=22, spacing=-1, step=1.15, even=True)  # fmt: skip


class PriorityRow(Touch):
    """The question whether somebody needs priority: pictograms, words, and where it leads."""

    def __init__(self, look: Look, icon_names: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Make the row with the pictograms of the groups."""
        texts = look.texts
        self.question, self.link = texts("Perlu didahulukan?"), texts("Layanan prioritas")
        super().__init__(look.theme, f"{self.question} {self.link}", parent)
        self.look, self.icon_names = look, icon_names
        self.ring_radius = look.px(28)
        self.setObjectName("ask-priority")

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the row."""
        look, px = self.look, self.look.px
        ink = Ink(painter, look, pressed=self.isDown())
        ink.box(rect, 28, "pri" if self.isDown() else "surf", "touchLine")
        x, middle = rect.left() + px(32), rect.center().y()
        for name in self.icon_names:
            ink.icon(x, middle, 56, name, "pri")
            x += px(56)
        x += px(24)
        right = rect.right() - px(32) - px(40)
        ink.icon(right, middle, 40, "arrow_forward", "pri", fill=False)
        size = 30 if look.portrait else 28
        question = ink.width(self.question, size, 700, -1.5)
        room = right - px(12) - x
        link = ink.width(self.link, 28, 700)
        if question + link + px(24) <= room:
            ink.text(QRectF(x, rect.top(), room - px(4), rect.height()), self.link, 28, 700, "pri", paint.RIGHT)
            room -= link + px(24)
        ink.text(QRectF(x, rect.top(), room, rect.height()), self.question, size, 700, spacing=-1.5, lines=2, least=24)


class CheckRow(Touch):
    """One requirement: has the visitor brought it? Never blocks."""

    def __init__(self, look: Look, requirement: Requirement, parent: QWidget | None = None) -> None:
        """Make the row of one requirement, marked as brought."""
        super().__init__(look.theme, requirement.name.say(look.texts.language), parent)
        self.look, self.requirement = look, requirement
        self.setCheckable(True)
        self.setChecked(True)
        self.ring_radius = look.px(24)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the tick, the words and the answer."""
        look, px = self.look, self.look.px
        ink, on = Ink(painter, look), self.isChecked()
        if self.isDown():
            ink.box(rect.adjusted(px(6), px(5), -px(6), -px(5)), 22, "surf2")
        side = min(px(64, 54), rect.height() - px(20))
        tick = QRectF(rect.left() + px(32), rect.center().y() - side / 2, side, side)
        draw_tick(ink, tick, on=on, tone="green")
        answer = look.texts("Ada") if on else look.texts("Belum ada")
        width = ink.width(answer, 26, 600)
        ink.text(QRectF(rect.right() - px(32) - width, rect.top(), width + 2, rect.height()), answer, 26, 600,
                 "green" if on else "ink2")  # fmt: skip
        x = tick.right() + px(24)
        self._words(ink, QRectF(x, rect.top(), rect.right() - px(32 + 20) - width - x, rect.height()))

    def _words(self, ink: Ink, rect: QRectF) -> None:
        look, language = self.look, self.look.texts.language
        name, note = self.requirement.name.say(language), self.requirement.note.say(language)
        size, small = (34, 26) if look.portrait else (30, 24)
        note_height = ink.height(note, rect.width(), small, least=small * 0.88)
        room = rect.height() - look.px(12) - note_height
        lines = 2 if room > look.font(size).pixelSize() * 2.3 else 1
        title = ink.height(name, rect.width(), size, 600, lines=lines, least=size * 0.8, step=1.2)
        if title + note_height > rect.height() - look.px(4):
            note, note_height = "", 0.0
        y = rect.center().y() - (title + note_height) / 2
        ink.text(QRectF(rect.left(), y, rect.width(), title), name, size, 600, "ink", paint.TOP_LEFT, lines=lines,
                 least=size * 0.8, step=1.2)  # fmt: skip
        if note:
            ink.text(QRectF(rect.left(), y + title, rect.width(), note_height), note, small, 500, "ink2",
                     least=small * 0.88)  # fmt: skip


class ChoiceCard(Touch):
    """A large choice with an icon: who needs priority."""

    def __init__(self, look: Look, icon_name: str, title: str, note: str, parent: QWidget | None = None) -> None:
        """Make one choice; more than one may be chosen."""
        super().__init__(look.theme, f"{title}. {note}", parent)
        self.look, self.icon_name, self.title, self.note = look, icon_name, title, note
        self.setCheckable(True)
        self.ring_radius = look.px(28)

    def draw(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the card, thick-framed and ticked when chosen."""
        look, px, on = self.look, self.look.px, self.isChecked()
        ink = Ink(painter, look)
        tinted = on or self.isDown()
        ink.box(rect, 28, "priTint" if tinted else "surf", "pri" if on else "touchLine", px(4) if on else look.frame)
        flat = rect.height() < px(320)
        if flat and rect.width() < px(620):
            self._compact(ink, rect, tinted=tinted)
            return
        pad = px(36, 32)
        side = min(px(184, 152), rect.height() - 2 * pad, rect.width() - 2 * pad - px(64 + 20))
        top = rect.center().y() - side / 2 if flat else rect.top() + pad
        box = QRectF(rect.left() + pad, top, side, side)
        if not tinted:
            ink.box(box, side / px(1) * 0.25, "priTint")
        inner = side * 0.6
        ink.icon(box.center().x() - inner / 2, box.center().y(), inner / px(1), self.icon_name, "pri")
        tick = QRectF(
            rect.right() - pad - px(64), rect.center().y() - px(32) if flat else rect.top() + pad, px(64), px(64)
        )
        draw_tick(ink, tick, on=on, tone="pri")
        if flat:
            words = QRectF(box.right() + px(28), rect.top(), tick.left() - box.right() - px(48), rect.height())
            self._words(ink, words, middle=True)
        else:
            words = QRectF(rect.left() + pad, box.bottom(), rect.width() - 2 * pad, rect.bottom() - pad - box.bottom())
            self._words(ink, words, middle=False)

    def _compact(self, ink: Ink, rect: QRectF, *, tinted: bool) -> None:
        """Icon and tick above, words below: for many choices."""
        look, px = self.look, self.look.px
        pad, tick = px(24), px(56, 50)
        side = min(px(104, 92), rect.height() * (0.38 if look.large else 0.42))
        box = QRectF(rect.left() + pad, rect.top() + pad, side, side)
        if not tinted:
            ink.box(box, side / px(1) * 0.25, "priTint")
        inner = side * 0.66
        ink.icon(box.center().x() - inner / 2, box.center().y(), inner / px(1), self.icon_name, "pri")
        draw_tick(ink, QRectF(rect.right() - pad - tick, box.center().y() - tick / 2, tick, tick),
                  on=self.isChecked(), tone="pri")  # fmt: skip
        words = QRectF(rect.left() + pad, box.bottom() + px(10), rect.width() - 2 * pad, 0)
        words.setBottom(rect.bottom() - px(16))
        size, small, least = (36, 26, 24) if look.portrait else (30, 24, 22)
        title = ink.height(self.title, words.width(), size, 700, lines=2, least=least, spacing=-1, step=1.12)
        note = ink.height(self.note, words.width(), small, least=20)
        if title + note > words.height():
            note = 0.0
        y = words.center().y() - (title + note) / 2
        ink.text(QRectF(words.left(), y, words.width(), title), self.title, size, 700, "ink", paint.TOP_LEFT, lines=2,
                 least=least, spacing=-1, step=1.12)  # fmt: skip
        if note:
            ink.text(QRectF(words.left(), y + title, words.width(), note), self.note, small, 500, "ink2", least=20)

    def _words(self, ink: Ink, rect: QRectF, *, middle: bool) -> None:
        look = self.look
        size, small = (40, 28) if look.portrait else (34, 26)
        lines = 2 if middle or look.portrait else 3
        title = ink.height(self.title, rect.width(), size, 700, lines=lines, least=size * 0.8, spacing=-1.5, step=1.15)
        note = ink.height(self.note, rect.width(), small, lines=2, least=small * 0.85)
        gap = look.px(8) if self.note else 0
        y = rect.center().y() - (title + gap + note) / 2 if middle else rect.bottom() - title - gap - note
        ink.text(QRectF(rect.left(), y, rect.width(), title), self.title, size, 700, "ink", paint.TOP_LEFT, lines=lines,
                 least=size * 0.8, spacing=-1.5, step=1.15)  # fmt: skip
        if self.note:
            ink.text(QRectF(rect.left(), y + title + gap, rect.width(), note), self.note, small, 500, "ink2",
                     paint.TOP_LEFT, lines=2, least=small * 0.85)  # fmt: skip


def draw_tick(ink: Ink, rect: QRectF, *, on: bool, tone: str) -> None:
    """Draw a round tick box."""
    look, painter = ink.look, ink.painter
    color, thick = look.theme.color, look.px(4)
    painter.setPen(QPen(color(tone if on else "lineStrong"), thick))
    painter.setBrush(color(tone) if on else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(rect.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))
    if on:
        inner = rect.height() * 0.66 / look.px(1)
        ink.icon(rect.center().x() - rect.height() * 0.33, rect.center().y(), inner, "check",
                 "onPri" if tone == "pri" else "surf", fill=False)  # fmt: skip
