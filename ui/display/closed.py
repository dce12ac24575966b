"""The hall when the office is closed: when it opens again, and where to ask."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import HallBoard
from loket.texts import Texts
from ui import icons, paint
from ui.display.part import Look, Part


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
        facts = self._facts(board, t)
        left = px(120, 80)
        column = px(640) if facts and not look.portrait else 0.0
        width = self.width() - 2 * left - (column + px(120) if column else 0)
        font = look.font(132 if not look.portrait else 112, 800, -2.5)
        lines = [board.holiday and t("Hari ini libur: {nama}", nama=board.holiday), opening(board, now, t)]
        said = [line for line in lines if line]
        narrow = min(width, px(860, 700))
        shown, title_lines = paint.fit_text(title, font, narrow, 3, px(84))
        height = shown.pixelSize() * 1.15 * len(title_lines) + px(32) + len(said) * px(140)
        if look.portrait:
            height += len(facts) * px(120) + px(80)
        y = (self.height() - height) / 2
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
        if look.portrait:
            self._draw_facts(painter, facts, QRectF(left, y + px(80), self.width() - 2 * left, 0))
        else:
            top = (self.height() - len(facts) * px(120)) / 2
            self._draw_facts(painter, facts, QRectF(self.width() - left - column, top, column, 0))

    @staticmethod
    def _facts(board: HallBoard, t: Texts) -> list[tuple[str, str]]:
        """Give icon and words of what helps until then."""
        facts = []
        if board.opens_at is not None:
            facts.append(("event_available", t.long_day(board.opens_at.date())))
            facts.append(("schedule", t("Mulai pukul {t}", t=t.time(board.opens_at))))
        if board.office.contact:
            facts.append(("chat", board.office.contact))
        if board.office.address:
            facts.append(("account_balance", board.office.address))
        return facts

    def _draw_facts(self, painter: QPainter, facts: list[tuple[str, str]], column: QRectF) -> None:
        look, px = self.look, self.look.px
        for index, (icon, words) in enumerate(facts):
            row = QRectF(column.left(), column.top() + index * px(120), column.width(), px(120))
            box = QRectF(row.left(), row.center().y() - px(28), px(56), px(56))
            icons.draw(painter, box, icon, look.color("pri"), fill=True)
            room = QRectF(box.right() + px(24), row.top(), row.right() - box.right() - px(24), row.height())
            paint.draw_text(
                painter, room, words, look.font(38), look.color("ink"), max_lines=2, min_px=px(30), line_height=1.2
            )
            if index + 1 < len(facts):
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
