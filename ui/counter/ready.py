"""Nobody at the counter: the next number with one big button, or the word that the queue is empty."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.office.pictures import CounterBoard, QueueEntry
from ui import fonts, icons, paint
from ui.counter.pane import TONE_TAG, Pane, tone_of
from ui.counter.paper_words import no_paper_tag
from ui.counter.queue_list import waited_now
from ui.parts.desk import draw_card, draw_tag, draw_tags, draw_ticket, tag_width, whole
from ui.station import Station

PAD = 32
PLATE = (400, 200)


class ReadyPane(Pane):
    """The counter is free."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the pane."""
        super().__init__(station, parent)
        self.primary = self.button(
            "primary", self.t("Panggil berikutnya"), "campaign", "primary", height=88, hint="F2", fill=True
        )
        self.other = self.button("choose", self.t("Pilih lain"), "list", height=88)
        self.other.px, self.other.icon_px = 18, 24
        self.back = self.button("missed", "", "history", height=48)

    def fill(self, board: CounterBoard) -> None:
        """Show the buttons that make sense now."""
        waiting = bool(board.queue)
        self.primary.setVisible(waiting)
        self.other.setVisible(waiting)
        away = len(board.missed) + len(board.parked)
        self.back.setVisible(not waiting and away > 0)
        if board.missed:
            self.back.say(self.t("Lihat yang terlewat"))
        else:
            self.back.say(self.t("Lihat yang ditunda"))

    def arrange(self) -> None:
        """Put the buttons at the foot of the card."""
        other = self.other.natural_width()
        y = self.height() - PAD - 88
        self.primary.setGeometry(whole(PAD, y, self.width() - 2 * PAD - 12 - other, 88))
        self.other.setGeometry(whole(self.width() - PAD - other, y, other, 88))
        width = self.back.natural_width()
        self.back.setGeometry(whole((self.width() - width) / 2, self._empty_top() + 224, width, 48))

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint the next number, or that nobody waits."""
        draw_card(painter, QRectF(self.rect()), self.theme)
        if board.next is not None:
            self._draw_next(painter, board, board.next)
        elif board.queue:
            self._draw_words(painter, self.t("Belum ada giliran"), self.later_words(board), "hourglass_top", "pri")
        else:
            words = self.t("Nomor baru langsung muncul di sini dan berbunyi pelan.")
            self._draw_words(painter, self.t("Antrean kosong"), words, "task_alt", "green")

    def _draw_next(self, painter: QPainter, board: CounterBoard, entry: QueueEntry) -> None:
        theme, language = self.theme, self.t.language
        head = QRectF(PAD, 32, self.width() / 2, 24)
        paint.draw_text(painter, head, self.t("Berikutnya"), fonts.of(16, 700, -1), theme.color("ink2"))
        words = self.t("Urutan adil: menurut waktu datang")
        x = self.width() - PAD - tag_width(words, icon=True)
        draw_tag(painter, max(PAD + 120.0, x), 32, words, theme, icon="balance", fill=False,
                 room=self.width() - 2 * PAD - 120)  # fmt: skip
        middle = (56 + self.height() - PAD - 88) / 2
        plate = plate_rect(self.width(), middle, PAD)
        draw_ticket(painter, plate, entry.number, theme, "next", plate.height() * 0.6)
        seconds = entry.waited_s + waited_now(board.now, self.station.clock())
        tone = tone_of(seconds, entry.wait_minutes)
        wait = (
            self.t("Menunggu {n} mnt", n=seconds // 60),
            TONE_TAG[tone],
            "timer" if tone != "plain" else "hourglass_top",
        )
        tags = [(self.t("Prioritas"), "info", "accessible_forward")] if entry.priority else []
        tags.append(wait)
        if entry.from_counter is not None:
            tags.append((self.t("Dari Loket {n}", n=entry.from_counter), "neutral", "swap_horiz"))
        if entry.without_paper:
            tags.append(no_paper_tag(self.t))
        right = QRectF(plate.right() + 40, middle - 46, self.width() - PAD - plate.right() - 40, 200)
        top = draw_service(painter, right, entry.service, entry.service_name.say(language), entry.hue, self)
        top += 10 + draw_tags(painter, QRectF(right.left(), top + 10, right.width(), 60), tags, theme)
        if entry.note:
            note = QRectF(right.left(), top + 16, right.width(), 60)
            paint.draw_text(painter, note, self.t("Pesan: {note}", note=entry.note), fonts.of(13, 500),
                            theme.color("ink2"), paint.TOP_LEFT, 3, line_height=1.5)  # fmt: skip

    def _empty_top(self) -> float:
        return (self.height() - (198 if self.back.isHidden() else 272)) / 2

    def later_words(self, board: CounterBoard) -> str:
        """Say why nobody of those who wait is called now."""
        soon = min((each.not_before for each in board.queue if each.not_before is not None), default=None)
        if soon is None or soon <= board.now:
            return self.t("Yang menunggu ditujukan ke loket lain.")
        return self.t("Yang menunggu dapat dipanggil mulai pukul {t}.", t=self.t.time(soon))

    def _draw_words(self, painter: QPainter, said: str, words: str, icon: str, hue: str) -> None:
        theme = self.theme
        box = QRectF(self.width() / 2 - 56, self._empty_top(), 112, 112)
        paint.rounded(painter, box, 32, theme.color(f"{hue}Tint"))
        icons.draw(painter, box.adjusted(24, 24, -24, -24), icon, theme.color(hue))
        title = QRectF(PAD, box.bottom() + 20, self.width() - 2 * PAD, 40)
        paint.draw_text(painter, title, said, fonts.of(26, 700, -1.5), theme.color("ink"), paint.CENTER)
        under = QRectF(PAD, title.bottom() + 2, self.width() - 2 * PAD, 24)
        paint.draw_text(painter, under, words, fonts.of(15, 500), theme.color("ink2"), paint.CENTER)


def plate_rect(width: float, middle: float, left: float) -> QRectF:
    """Give the place of the large plate: 400 × 200, less on a narrow card."""
    side = min(float(PLATE[0]), width * 0.42)
    if width > 1050:
        side = 520.0
    return QRectF(left, round(middle - side / 4), round(side), round(side / 2))


def draw_service(painter: QPainter, rect: QRectF, letter: str, name: str, hue: str, pane: Pane, *,
                 side: float = 28, px: float = 22) -> float:  # fmt: skip
    """Draw bullet and name of a service at the top of `rect`; give the bottom of the name."""
    theme = pane.theme
    paint.bullet(painter, QRectF(rect.left(), rect.top(), side, side), letter, theme.hue(hue))
    font = fonts.of(px, 700, -1.5)
    width = rect.width() - side - 10
    used, lines = paint.fit_text(name, font, width, 2, px * 0.8)
    height = max(side, used.pixelSize() * 1.25 * len(lines))
    box = QRectF(rect.left() + side + 10, rect.top(), width, height)
    paint.draw_text(painter, box, name, font, theme.color("ink"), paint.LEFT, 2, px * 0.8, 1.25)
    return rect.top() + height
