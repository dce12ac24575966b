"""A visitor is served: plate, timer against the standard, the papers of the service, the way so far."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.model.service import Requirement
from loket.office.pictures import CounterBoard, CurrentVisit
from ui import fonts, icons, paint
from ui.counter.calling import note_words, reason_words, rows_of, visit_tags
from ui.counter.pane import TIGHT, Pane
from ui.counter.ready import draw_service
from ui.counter.story import CLOSE, draw_story, story_of
from ui.counter.timers import ServiceTimer
from ui.parts.desk import draw_card, draw_line, draw_tag, draw_tags, draw_ticket, tag_width, whole
from ui.station import Station

LEAST_ROW = 28
"""The least height of a requirement's row."""


class ServingPane(Pane):
    """The visitor is here."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the pane."""
        super().__init__(station, parent)
        self.finish = self.button("finish", self.t("Selesai"), "check", "accent", height=48, hint="F6")
        self.transfer = self.button("transfer", self.t("Alihkan"), "swap_horiz", height=48, hint="F7")
        self.park = self.button("park", self.t("Tunda"), "pause", height=48, hint="F8")
        self.receipt = self.button("receipt", self.t("Tanda terima"), "receipt_long", height=48, hint="Ctrl P")
        self.ticket = self.button("print_ticket", self.t("Cetak tiket"), "print", height=48, hint="Ctrl K")
        self.primary = self.button("primary", "", "campaign", "primary", height=64, hint="F2", fill=True)
        self.timer = ServiceTimer(station, self)

    def fill(self, board: CounterBoard) -> None:
        """Say who would be called next, and let the time run."""
        visit = board.current
        if visit is None:
            return
        self.timer.against(visit.service.service_minutes)
        self.timer.run(visit.started_at)
        self.ticket.setVisible(visit.without_paper)
        self.setToolTip(reason_words(visit, self.t))
        if board.next is not None:
            self.primary.say(self.t("Selesai dan panggil {q}", q=board.next.number))
        elif board.queue:
            self.primary.say(self.t("Selesai, belum ada giliran"))
        else:
            self.primary.say(self.t("Selesai, antrean kosong"))

    def tick(self, now: datetime) -> None:
        """Let the time run."""
        self.timer.tick(now)

    @property
    def gap(self) -> int:
        """The room between the parts."""
        return 20 if self.wide else 14

    @property
    def tight(self) -> bool:
        """Tell whether there is little room."""
        return self.width() < TIGHT

    def arrange(self) -> None:
        """Place buttons and timer."""
        head = self._head()
        timer = 340 if self.wide else 190 if self.tight else 300
        self.timer.px = 48 if self.wide else 40
        tall = 80 if self.wide else 84 if self.tight else 68
        pad = 26 if self.wide else 20
        self.timer.setGeometry(whole(head.right() - pad - timer, head.center().y() - tall / 2, timer, tall))
        y = head.bottom() + self.gap
        x = float(self.width())
        row = [self.receipt, self.park, self.transfer]
        if not self.ticket.isHidden():
            row.insert(0, self.ticket)
        for button in row:
            button.show_key(not self.tight)
        self.finish.show_key(not self.tight or self.ticket.isHidden())
        for button in row:
            width = button.natural_width() + (24 if self.wide else 0)
            x -= width
            button.setGeometry(whole(x, y, width, 48))
            x -= 12 if self.wide else 10
        self.finish.setGeometry(whole(0, y, x, 48))
        self.primary.setGeometry(whole(0, self.height() - 64, self.width(), 64))

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the cards."""
        visit = board.current
        if visit is None:
            return
        self._draw_head(painter, visit)
        top = self.finish.geometry().bottom() + 1 + self.gap
        room = self.primary.y() - self.gap - top
        side = 400.0 if self.wide else 240.0 if self.tight else 290.0
        papers = QRectF(0, top, self.width() - side - self.gap, room)
        story = QRectF(self.width() - side, top, side, room)
        if room > 90:
            draw_card(painter, papers, self.theme)
            draw_card(painter, story, self.theme)
            self._draw_papers(painter, papers, visit)
            with paint.painting(painter):
                painter.setClipRect(story.adjusted(0, 0, 0, -8))
                self._draw_story(painter, story, board, visit)

    def _head(self) -> QRectF:
        return QRectF(0, 0, self.width(), 174 if self.wide else 142)

    def _draw_head(self, painter: QPainter, visit: CurrentVisit) -> None:
        theme, head = self.theme, self._head()
        draw_card(painter, head, theme)
        size = (248.0, 124.0, 72) if self.wide else (160.0, 84.0, 46) if self.tight else (204.0, 104.0, 58)
        pad = 26.0 if self.wide else 20.0
        plate = QRectF(pad, head.center().y() - size[1] / 2, size[0], size[1])
        draw_ticket(painter, plate, visit.number, theme, "serving", size[2])
        left = plate.right() + 24
        room = self.timer.x() - 20 - left
        name, px = visit.service.name.say(self.t.language), 24 if self.wide else 20
        tags = visit_tags(visit, self)
        lines = rows_of(tags, room)
        name_lines = len(paint.fit_text(name, fonts.of(px, 700, -1.5), room - 34, 2, px * 0.8)[1])
        height = max(24.0, name_lines * px * 1.25) + 8 + lines * 30 - 6
        box = QRectF(left, head.center().y() - height / 2, room, height)
        bottom = draw_service(painter, box, visit.service.code, name, visit.service.hue, self, side=24, px=px)
        draw_tags(painter, QRectF(left, bottom + 8, room, height), tags, theme)

    def _draw_papers(self, painter: QPainter, card: QRectF, visit: CurrentVisit) -> None:
        theme, needs = self.theme, visit.service.requirements
        inside = card.adjusted(24, 18, -24, -16) if self.wide else card.adjusted(18, 14, -18, -10)
        head = QRectF(inside.left(), inside.top(), inside.width(), 20)
        paint.draw_text(painter, head, self.t("Syarat"), fonts.of(16, 700, -1), theme.color("ink"))
        count = self.t.count("{n} berkas", len(needs)) if needs else self.t("tanpa berkas")
        paint.draw_text(painter, head, count, fonts.of(13, 500), theme.color("ink2"), paint.RIGHT)
        facts = 156.0 if self.wide else 128.0
        y = inside.top() + 30
        with_boxes = inside.bottom() - y - max(1, len(needs)) * 36 >= facts
        with_line = not with_boxes and inside.bottom() - y - 30 >= max(1, len(needs)) * LEAST_ROW
        facts = facts if with_boxes else 30.0 if with_line else 0.0
        room = inside.bottom() - y - facts
        missing = {each.id for each in visit.missing}
        shown = _those_that_fit(needs, missing, int(room // LEAST_ROW))
        row = min(96.0 if self.wide else 64.0, room / max(1, len(shown)))
        for need in shown:
            draw_line(painter, inside.left(), inside.right(), y, theme)
            self._draw_need(painter, QRectF(inside.left(), y, inside.width(), row), need, need.name.id in missing)
            y += row
        draw_line(painter, inside.left(), inside.right(), y, theme)
        if with_boxes:
            self._draw_standard(painter, QRectF(inside.left(), y + 14, inside.width(), facts - 14), visit)
        elif with_line:
            self._draw_standard_line(painter, QRectF(inside.left(), y + 4, inside.width(), facts - 4), visit)

    def _draw_need(self, painter: QPainter, row: QRectF, need: Requirement, lacking: bool) -> None:
        theme, language = self.theme, self.t.language
        box = QRectF(row.left(), row.center().y() - 11, 22, 22)
        icon, ink = ("error", "orange") if lacking else ("description", "ink2")
        icons.draw(painter, box, icon, theme.color(ink), lacking)
        right = row.right()
        if lacking:
            words = self.t("Pengunjung: belum ada")
            right -= tag_width(words)
            draw_tag(painter, right, row.center().y() - 12, words, theme, "warn")
            right -= 12
        name = need.name.say(language)
        width = min(paint.text_width(name, fonts.of(14, 600)) + 2, right - row.left() - 34)
        paint.draw_text(painter, QRectF(row.left() + 34, row.top(), width, row.height()), name, fonts.of(14, 600),
                        theme.color("ink"))  # fmt: skip
        note, x = need.note.say(language), row.left() + 34 + width + 16
        if note and right - x > 60:
            paint.draw_text(painter, QRectF(x, row.top(), right - x, row.height()), note, fonts.of(12, 500),
                            theme.color("ink2"), paint.RIGHT)  # fmt: skip

    def _draw_standard(self, painter: QPainter, rect: QRectF, visit: CurrentVisit) -> None:
        theme = self.theme
        title = QRectF(rect.left(), rect.top(), rect.width(), 20)
        paint.draw_text(painter, title, self.t("Standar layanan"), fonts.of(16, 700, -1), theme.color("ink"))
        width = (rect.width() - 24) / 3
        top, height = rect.top() + 30, min(92.0, rect.height() - 32)
        for index, (icon, label, value) in enumerate(self._standard(visit)):
            box = QRectF(rect.left() + index * (width + 12), top, width, height)
            paint.rounded(painter, box, 10, theme.color("surf2"))
            icons.draw(painter, QRectF(box.left() + 14, box.center().y() - 11, 22, 22), icon, theme.color("ink2"))
            words = box.adjusted(48, 0, -10, 0)
            paint.draw_text(painter, QRectF(words.left(), box.center().y() - 19, words.width(), 17), label,
                            fonts.of(12, 500), theme.color("ink2"))  # fmt: skip
            paint.draw_text(painter, QRectF(words.left(), box.center().y() - 1, words.width(), 20), value,
                            fonts.of(14, 700), theme.color("ink"), min_px=12)  # fmt: skip

    def _draw_standard_line(self, painter: QPainter, rect: QRectF, visit: CurrentVisit) -> None:
        """Say the standard in one line, where there is no room for boxes."""
        theme = self.theme
        runs: list[paint.Run] = []
        for _, label, value in self._standard(visit):
            before = "   ·   " if runs else ""
            runs += [(f"{before}{label}  ", fonts.of(12, 500), theme.color("ink2")),
                     (value, fonts.of(13, 700), theme.color("ink"))]  # fmt: skip
        paint.draw_runs(painter, rect, runs)

    def _standard(self, visit: CurrentVisit) -> tuple[tuple[str, str, str], ...]:
        """Give icon, label and value of what the office has promised for this service."""
        service = visit.service
        minutes = self.t.count("{n} menit", service.service_minutes) if service.service_minutes else "–"
        return (
            ("schedule", self.t("Waktu layanan"), minutes),
            ("hourglass_top", self.t("Janji tunggu"), self.t.count("{n} menit", service.wait_minutes)),
            ("payments", self.t("Biaya"), service.fee.say(self.t.language) or "–"),
        )

    def _draw_story(self, painter: QPainter, card: QRectF, board: CounterBoard, visit: CurrentVisit) -> None:
        """Paint the way of the visit and the note; where there is too little room for both, the note."""
        inside = card.adjusted(24, 18, -24, -16) if self.wide else card.adjusted(18, 14, -18, -10)
        title, words = note_words(visit, self)
        noted = bool(visit.note or visit.missing)
        lines = len(paint.fit_text(words, fonts.of(13, 500), inside.width() - 28, 6)[1]) if noted else 0
        note = 44 + lines * 19.5 if noted else 0.0
        way = inside.adjusted(0, 32, 0, 4 - (note + 12 if noted else 0))
        only_note = noted and way.height() < CLOSE
        head = QRectF(inside.left(), inside.top(), inside.width(), 20)
        paint.draw_text(painter, head, title if only_note else self.t("Kunjungan ini"), fonts.of(16, 700, -1),
                        self.theme.color("ink"), min_px=13)  # fmt: skip
        if only_note:
            self._draw_note(painter, inside.adjusted(0, 26, 0, 4), words)
            return
        bottom = draw_story(painter, way, story_of(board, visit, self.t), self)
        if noted:
            box = QRectF(inside.left(), bottom + 12, inside.width(), note)
            paint.rounded(painter, box, 10, self.theme.color("surf2"))
            head = QRectF(box.left() + 14, box.top() + 12, box.width() - 28, 18)
            paint.draw_text(painter, head, title, fonts.of(13, 700), self.theme.color("ink"))
            self._draw_note(painter, box.adjusted(14, 33, -14, 0), words)

    def _draw_note(self, painter: QPainter, rect: QRectF, words: str) -> None:
        lines = max(1, min(6, int((rect.height() + 1) // 19.5)))
        paint.draw_text(painter, rect, words, fonts.of(13, 500), self.theme.color("ink2"), paint.TOP_LEFT, lines,
                        line_height=1.5)  # fmt: skip


def _those_that_fit(needs: tuple[Requirement, ...], missing: set[str], most: int) -> list[Requirement]:
    """Give all requirements, or where there is too little room first those that are not brought."""
    if len(needs) <= most:
        return list(needs)
    first = sorted(needs, key=lambda need: need.name.id not in missing)[: max(1, most)]
    return [need for need in needs if need in first]
