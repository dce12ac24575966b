"""The last print jobs as a table: time, what, where, the result, how long."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from loket.office.print_log import JobLine
from ui import fonts, paint
from ui.parts.choices import ITEM, ChoiceList, Index
from ui.parts.desk import draw_card, draw_line, draw_tag, whole
from ui.printers_page.words import job_title, result_words, took
from ui.station import Station

ROW, HEAD, TITLE = 42, 34, 46


def columns(left: float, width: float) -> tuple[QRectF, ...]:
    """Give the columns time, what, printer, result and duration as strips without height."""
    shares = (0.12, 0.29, 0.25, 0.24, 0.10)
    x, found = left, []
    for share in shares:
        found.append(QRectF(x, 0, width * share, 0))
        x += width * share
    return tuple(found)


class JobDelegate(QStyledItemDelegate):
    """Draws one job as a row."""

    def __init__(self, station: Station, view: ChoiceList) -> None:
        """Draw for `station`."""
        super().__init__(view)
        self.station = station

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the row's height."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        theme, t = self.station.theme, self.station.texts
        job: JobLine = index.data(ITEM)
        row = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(row, theme.color("priTint"))
            paint.rounded(painter, QRectF(row.left() + 4, row.top() + 6, 4, row.height() - 12), 2, theme.color("pri"))
        draw_line(painter, row.left() + 8, row.right() - 8, row.bottom() - 1, theme)
        at = [strip.adjusted(0, row.top(), -12, row.bottom()) for strip in columns(row.left() + 18, row.width() - 36)]
        moment = job.tried_at or job.ordered_at
        clock = f"{t.time(moment)}{t.time(moment)[2]}{moment:%S}"
        paint.draw_text(painter, at[0], clock, fonts.of(13, 600), theme.color("ink"))
        paint.draw_text(painter, at[1], job_title(job, t), fonts.of(13, 600), theme.color("ink"))
        paint.draw_text(painter, at[2], job.printer or "—", fonts.of(13, 500), theme.color("ink2"))
        words, tone = result_words(job, t)
        draw_tag(painter, at[3].left(), row.center().y() - 12, words, theme, tone, room=at[3].width())
        paint.draw_text(painter, at[4].adjusted(0, 0, 12, 0), took(job, t), fonts.of(13, 500), theme.color("ink2"),
                        paint.RIGHT)  # fmt: skip


class JobTable(QWidget):
    """The card with the table. `chosen(job)` when a row is chosen (JobLine), `meant` for Enter."""

    chosen = Signal(object)
    meant = Signal()

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make it empty."""
        super().__init__(parent)
        self.station = station
        self.jobs: tuple[JobLine, ...] = ()
        self.view = ChoiceList(station.texts("Tugas cetak terakhir"), self)
        self.view.setObjectName("jobs")
        self.view.setItemDelegate(JobDelegate(station, self.view))
        self.view.changed.connect(lambda: self.chosen.emit(self.view.item()))
        self.view.meant.connect(self.meant)

    def show_jobs(self, jobs: tuple[JobLine, ...]) -> None:
        """Draw other jobs; what was chosen stays chosen, and the list stays where it was."""
        if jobs == self.jobs:
            return
        self.jobs, before = jobs, self.view.verticalScrollBar().value()
        t = self.station.texts
        self.view.put(jobs, lambda job: job.job, lambda job: f"{job_title(job, t)}, {result_words(job, t)[0]}")
        self.view.verticalScrollBar().setValue(before)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the list."""
        top = TITLE + HEAD
        self.view.setGeometry(whole(1, top, self.width() - 2, self.height() - top - 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card, its title and the names of the columns."""
        theme, t = self.station.theme, self.station.texts
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_card(painter, QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), theme)
        title = QRectF(18, 8, self.width() - 36, TITLE - 8)
        paint.draw_text(painter, title, t("Tugas cetak terakhir"), fonts.of(16, 700, -1), theme.color("ink"))
        room = self.view.viewport().width()
        at = [strip.adjusted(0, TITLE, -12, TITLE + HEAD) for strip in columns(19, room - 36)]
        names = (t("Waktu"), t("Cetakan"), t("Printer"), t("Hasil"), t("Lama"))
        for strip, name in zip(at[:4], names[:4], strict=True):
            paint.draw_text(painter, strip, name, fonts.of(12, 600), theme.color("ink2"))
        paint.draw_text(painter, at[4].adjusted(0, 0, 12, 0), names[4], fonts.of(12, 600), theme.color("ink2"),
                        paint.RIGHT)  # fmt: skip
        draw_line(painter, 9, self.width() - 9, TITLE + HEAD - 1, theme)
        if not self.jobs:
            box = QRectF(self.view.geometry()).adjusted(24, 0, -24, 0)
            words = t("Belum ada yang dicetak.")
            paint.draw_text(painter, box, words, fonts.of(14, 500), theme.color("ink2"), paint.CENTER, 2)
