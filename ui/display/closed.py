"""The hall when the office is closed: when it opens again, and where to ask."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import HallBoard
from loket.office.week import WeekRow, week_rows
from loket.texts import Texts
from ui import icons, paint
from ui.display.part import Look, Part
from ui.parts.closed import reach_rows


def opening(board: HallBoard, now: datetime, t: Texts) -> str:
    """Say when the office opens again; empty when nobody knows."""
    at = board.opens_at
    if at is None:
        return ""
    if at.date() == now.date():
        return t("Layanan mulai pukul {t}.", t=t.time(at))
    day = t.weekday(at.date())
    if at.date() == now.date() + timedelta(days=1):
        return t("Buka kembali besok, {day} pukul {t}", day=day, t=t.time(at))
    return t("Buka kembali {day} pukul {t}", day=t.long_day(at.date()), t=t.time(at))


class ClosedPage(Part):
    """A quiet page between top bar and running text."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._board: HallBoard | None = None
        self._now: datetime | None = None

    def set_board(self, board: HallBoard, now: datetime) -> None:
        """Show when this office opens again."""
        day = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if (board, day) != (self._board, self._now):
            self._board, self._now = board, day
            self.update()

    def _draw(self, painter: QPainter) -> None:
        if self._board is None or self._now is None:
            return
        look, t, px = self.look, self.look.texts, self.look.px
        board, now = self._board, self._now
        early = board.opens_at is not None and board.opens_at.date() == now.date()
        title = t("Layanan belum dibuka") if early else t("Layanan sudah tutup")
        rows, facts = week_rows(board.hours, t), self._facts(board, t)
        left, many = px(120, 80), len(rows) + len(facts)
        column = px(640) if many and not look.portrait else 0.0
        width = self.width() - 2 * left - (column + px(120) if column else 0)
        font = look.font(132 if not look.portrait else 112, 800, -2.5)
        lines = [board.holiday and t("Hari ini libur: {nama}", nama=board.holiday), opening(board, now, t)]
        said = [line for line in lines if line]
        narrow = min(width, px(860, 700))
        shown, title_lines = paint.fit_text(title, font, narrow, 3, px(84))
        height = shown.pixelSize() * 1.15 * len(title_lines) + px(32) + len(said) * px(140)
        if look.portrait:
            height += many * px(120) + px(80)
        y = max(px(40), (self.height() - height) / 2)
        y += paint.draw_text(
            painter, QRectF(left, y, narrow, px(600)), title, font, look.color("ink"), paint.TOP_LEFT, max_lines=3,
            min_px=px(84), line_height=1.15,
        )  # fmt: skip
        y += px(32)
        for line in said:
            y += paint.draw_text(
                painter, QRectF(left, y, min(width, px(760)), px(150)), line, look.font(52), look.color("ink"),
                paint.TOP_LEFT, max_lines=2, min_px=px(40), line_height=1.35,
            )  # fmt: skip
        above = y + px(80) if look.portrait else px(80)
        step = min(px(120), (self.height() - above) / many) if many else 0.0
        place = QRectF(left, y + px(80), self.width() - 2 * left, step)
        if not look.portrait:
            place = QRectF(self.width() - left - column, (self.height() - many * step) / 2, column, step)
        for row in rows:
            self._draw_week(painter, place, row)
            place.translate(0, step)
        for fact in facts:
            self._draw_fact(painter, place, *fact, ruled=fact is not facts[-1])
            place.translate(0, step)

    @staticmethod
    def _facts(board: HallBoard, t: Texts) -> list[tuple[str, str]]:
        """Give icon and words of what helps until then; the next opening where the hours are not known."""
        facts = []
        if board.opens_at is not None and not any(board.hours.days):
            facts.append(("event_available", t.long_day(board.opens_at.date())))
            facts.append(("schedule", t("Mulai pukul {t}", t=t.time(board.opens_at))))
        return [*facts, *reach_rows(board.office)]

    def _draw_week(self, painter: QPainter, row: QRectF, week: WeekRow) -> None:
        look, px = self.look, self.look.px
        share = min(1.0, row.height() / px(100)) if week.pause else 1.0  # many rows: smaller words, not closer ones
        hours, small = look.font(38 * share, 800), look.font(28 * share)
        wanted = max(paint.text_width(week.hours, hours), paint.text_width(week.pause, small))
        width = min(wanted + px(4), row.width() * 0.6)
        right = QRectF(row.right() - width, row.top(), width, row.height())
        days = row.adjusted(0, 0, -width - px(24), 0)
        paint.draw_text(
            painter, days, week.days, look.font(38), look.color("ink"), max_lines=2, min_px=px(30), line_height=1.2
        )
        if week.pause:
            first, second = px(52) * share, px(40) * share
            right = QRectF(right.left(), row.center().y() - (first + second) / 2, width, first)
            below = QRectF(right.left(), right.bottom(), width, second)
            paint.draw_text(painter, below, week.pause, small, look.color("ink2"), paint.RIGHT, min_px=px(20))
        paint.draw_text(painter, right, week.hours, hours, look.color("ink"), paint.RIGHT, min_px=px(28))
        self._rule(painter, row)

    def _draw_fact(self, painter: QPainter, row: QRectF, icon: str, words: str, *, ruled: bool) -> None:
        look, px = self.look, self.look.px
        box = QRectF(row.left(), row.center().y() - px(28), px(56), px(56))
        icons.draw(painter, box, icon, look.color("pri"), fill=True)
        room = QRectF(box.right() + px(24), row.top(), row.right() - box.right() - px(24), row.height())
        paint.draw_text(
            painter, room, words, look.font(38), look.color("ink"), max_lines=2, min_px=px(30), line_height=1.2
        )
        if ruled:
            self._rule(painter, row)

    def _rule(self, painter: QPainter, row: QRectF) -> None:
        look, px = self.look, self.look.px
        line = look.rect(row.left(), row.bottom() - px(1), row.width(), max(1.0, px(2)))
        painter.fillRect(line, look.color("line"))


class OfflineNote(Part):
    """Under the info card while the connection is lost: nothing is lost with it."""

    def _draw(self, painter: QPainter) -> None:
        look, px = self.look, self.look.px
        icon = QRectF(px(4), (self.height() - px(52)) / 2, px(52), px(52))
        icons.draw(painter, icon, "sync", look.color("ink2"))
        words = look.texts("Mencoba menyambung kembali. Nomor antrean Anda tetap tersimpan dan tetap berlaku.")
        box = QRectF(px(80), 0, self.width() - px(80), self.height())
        paint.draw_text(
            painter, box, words, look.font(32), look.color("ink2"), max_lines=3, min_px=px(27), line_height=1.4
        )
