"""Pages of a report: head, foot, training mark, and the place where the next thing is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from loket.documents import fonts
from loket.documents.emblem import draw_emblem
from loket.documents.sheet import HEIGHT, WIDTH, Sheet, baseline
from loket.model.office import OfficeFace
from loket.office.day_figures import Seal
from loket.texts import Texts

LEFT, RIGHT, TOP = 80, WIDTH - 80, 64
ROOM = RIGHT - LEFT
FOOT_TOP = HEIGHT - TOP - 92
"""Where the QR of the foot begins."""

_HEAD_RIGHT = 330
"""Room on the right of the head for when the report was made."""

FOOT_BOTTOM = HEIGHT - TOP

_TEXT, _LINE = 17, 17 * 1.45
_SPACE_TO_SIGN = 68


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every page: whose report it is, of when (in words), its code, seal, and local time of making."""

    office: OfficeFace
    when: str
    code: str
    seal: Seal | None
    made_at: datetime


class Pages:
    """A report in the making: draws on `sheet` from `y` downwards and begins new pages when there is no room."""

    def __init__(self, sheet: Sheet, imprint: Imprint, t: Texts, total: int) -> None:
        self.sheet = sheet
        self.imprint = imprint
        self.t = t
        self.total = total
        self.page = 0
        self.y = 0.0
        self._bottom = 0.0

    def new_page(self, *, whole_head: bool = False) -> None:
        """Finish the page and begin the next, with the whole head or a short one."""
        self._end_page()
        self.page += 1
        self._bottom = FOOT_TOP - 24
        if self.imprint.office.training:
            self._watermark()
        if whole_head:
            self._head()
        else:
            self._short_head()
        self._foot()

    def need(self, height: float) -> bool:
        """Begin a new page unless `height` fits on this one; True when a new one was begun."""
        if self.y + height <= self._bottom:
            return False
        self.new_page()
        return True

    @property
    def left_over(self) -> float:
        """How much room this page still has."""
        return self._bottom - self.y

    def finish(self) -> bytes:
        """End the last page and give the document."""
        self._end_page()
        return self.sheet.finish()

    def heading(self, x: float, text: str, note: str = "") -> None:
        """Write a section's title, with a note at the right edge."""
        line = baseline(self.y, 24, 1.3)
        self.sheet.text(x, line, text, 24, weight=700, spacing_em=-0.01)
        if note:
            self.sheet.text(RIGHT, line, note, 17, ink="ink2", align="right")
        self.y += 31

    def headline(self, figures: Sequence[tuple[str, str, str]]) -> None:
        """Draw the report's chief figures side by side, each with its words and a small line under them."""
        gap = 28
        width = (ROOM - (len(figures) - 1) * gap) / len(figures)
        for index, (figure, words, under) in enumerate(figures):
            left, top = LEFT + index * (width + gap), self.y
            self.sheet.box(left, top, width, 4, "ink")
            self.sheet.fit(left, baseline(top + 16, 46, 1.0), figure, 46, width, least=26, weight=700)
            self.sheet.fit(left, baseline(top + 66, 18, 1.3), words, 18, width, least=14, weight=600)
            self.sheet.fit(left, baseline(top + 89, 16, 1.3), under, 16, width, least=12, ink="ink2")
        self.y += 110 + 30

    def signature(self, x: float, width: float, lines: list[str]) -> None:
        """Leave a place to sign at the foot of the page, right above its lower margin."""
        sheet, middle = self.sheet, x + width / 2
        y = FOOT_BOTTOM - _LINE
        sheet.text(middle, baseline(y, _TEXT, 1.45), self.t("(nama dan NIP)"), _TEXT, align="center")
        sheet.line([(x + 20, y - 4), (x + width - 20, y - 4)], "lineStrong", 1.5)
        y = signature_top(width, lines)
        for line in lines:
            y = sheet.paragraph(middle, y, line, _TEXT, width, leading=1.45, align="center")

    def _end_page(self) -> None:
        if self.page:
            self.sheet.next_page()

    def _head(self) -> None:
        sheet, office, t = self.sheet, self.imprint.office, self.t
        wide = draw_emblem(sheet, office, LEFT, TOP, 86)
        x = LEFT + (wide + 22 if wide else 0)
        room = RIGHT - _HEAD_RIGHT - x
        above, name = fonts.drawable(office.government or office.place), fonts.drawable(office.name)
        size = 27 if fonts.width(name, 27, 800) <= room else 20
        names = fonts.wrap(name, size, 800, room)
        top = TOP + (86 - 20 * 1.25 - len(names) * size * 1.25) / 2
        sheet.fit(x, baseline(top, 20, 1.25), above, 20, room, least=15, ink="ink2")
        sheet.paragraph(x, top + 25, name, size, room, weight=800, leading=1.25)
        made = self.imprint.made_at
        moment = t("dibuat {day} {time}", day=t.short_day(made), time=t.time(made))
        top = TOP + (86 - 2 * 17 * 1.45) / 2
        for line in (t("Laporan otomatis Loket"), f"{moment} {t.zone(made)}"):
            sheet.text(RIGHT, baseline(top, 17, 1.45), line, 17, ink="ink2", align="right")
            top += 17 * 1.45
        self.y = TOP + 86

    def _short_head(self) -> None:
        sheet, imprint = self.sheet, self.imprint
        wide = draw_emblem(sheet, imprint.office, LEFT, TOP, 44)
        x = LEFT + (wide + 14 if wide else 0)
        line = TOP + 28
        room = RIGHT - x - fonts.width(imprint.when, 17) - 40
        sheet.fit(x, line, f"{imprint.office.name} {imprint.office.place}", 19, room, least=14, weight=700)
        sheet.text(RIGHT, line, imprint.when, 17, ink="ink2", align="right")
        self.y = TOP + 44 + 28

    def _foot(self) -> None:
        sheet, imprint, t = self.sheet, self.imprint, self.t
        seal = imprint.seal
        # Capitals only: a QR code holds them in half the room.
        content = f"{imprint.code}:{seal.last_seq}:{seal.hash.upper()}" if seal else imprint.code
        sheet.qr(LEFT, FOOT_TOP, 92, content)
        top = FOOT_TOP + (92 - 3 * 17 * 1.45) / 2
        page = t("Halaman {page} dari {total}", page=self.page, total=self.total or self.page)
        for line in (t("Keaslian laporan:"), t("kode {code}", code=imprint.code), page):
            sheet.text(LEFT + 110, baseline(top, 17, 1.45), line, 17, ink="ink2")
            top += 17 * 1.45

    def _watermark(self) -> None:
        """Mark a training office's page: a pale word behind everything and a plain badge on top."""
        sheet, word = self.sheet, self.t("LATIHAN")
        canvas = sheet.canvas
        canvas.saveState()
        canvas.translate(WIDTH * 0.24, HEIGHT * 0.24)
        canvas.rotate(52)
        canvas.translate(-WIDTH * 0.24, -HEIGHT * 0.24)
        sheet.text(WIDTH / 2, HEIGHT / 2 + 90, word, 250, weight=800, ink="surf2", align="center")
        canvas.restoreState()
        wide = fonts.width(word, 22, 800, 0.06) + 36
        left = (WIDTH - wide) / 2
        sheet.frame(left, 18, wide, 38, "ink", 3, 8)
        sheet.text(WIDTH / 2, 45, word, 22, weight=800, align="center", spacing_em=0.06)


def signature_top(width: float, lines: list[str]) -> float:
    """Give where a place to sign begins when `lines` stand over it."""
    wrapped = sum(len(fonts.wrap(fonts.drawable(line), _TEXT, 400, width)) for line in lines)
    return FOOT_BOTTOM - _LINE - _SPACE_TO_SIGN - wrapped * _LINE
