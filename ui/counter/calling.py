"""A number is being called: the yellow plate, what the hall answered, and the three ways on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from loket.errors import N_
from loket.model.queue import CHOSEN, EARLY, REASONS
from loket.office.pictures import CounterBoard, CurrentVisit
from loket.texts import Texts
from ui import fonts, icons, paint
from ui.counter.pane import TIGHT, Pane, since
from ui.counter.paper_words import no_paper_tag
from ui.counter.ready import draw_service, plate_rect
from ui.counter.timers import SinceCall
from ui.parts.desk import DeskButton, draw_card, draw_tag, draw_tags, draw_ticket, tag_width, whole
from ui.station import Station

PAD_X, PAD_Y = 32, 28
ANSWER_S = 3.0
"""Seconds within which a screen should have shown a call."""

FOOT = 76

REASON_TAGS = {
    "returned": (N_("Sudah kembali"), "replay"),
    "skipped": (N_("Tadi dilewati"), "replay"),
    "appointment": (N_("Janji temu"), "event_available"),
    "carried_over": (N_("Tiket lanjutan"), "history"),
    "helped_out": (N_("Loket membantu"), "handshake"),
}
"""Why somebody was called who is not simply the first: words and icon."""


class CallingPane(Pane):
    """The visitor is called."""

    def __init__(self, station: Station, parent: QWidget) -> None:
        """Make the pane."""
        super().__init__(station, parent)
        self.primary = self.button(
            "primary", self.t("Mulai layani"), "play_arrow", "primary", height=64, hint="F2", fill=True
        )
        self.again = self.button("recall", self.t("Panggil ulang"), "replay", height=64, hint="F3")
        self.absent = self.button("absent", self.t("Tidak hadir"), "person_off", height=64, hint="F4")
        self.absent.clicked.disconnect()
        self.skip = self.button("skip", self.t("Lewati"), "south_east", height=64, hint="F5")
        self.transfer = self.button("transfer", self.t("Alihkan"), "swap_horiz", height=48, hint="F7")
        self.park = self.button("park", self.t("Tunda"), "pause", height=48, hint="F8")
        self.ticket = self.button("print_ticket", self.t("Cetak tiket"), "print", height=48, hint="Ctrl K")
        self.since = SinceCall(station, self)
        self.silent = False
        """Whether no screen has answered in time."""
        self.loud_hint = False
        """Whether the sentence about *tidak hadir* is stressed, because F4 was pressed too early."""

    def fill(self, board: CounterBoard) -> None:
        """Say which call it is and what the hall answered."""
        visit = board.current
        if visit is None:
            return
        self.since.run(visit.last_called_at)
        self.setToolTip(reason_words(visit, self.t))
        self.ticket.setVisible(visit.without_paper)
        self.silent = self._unanswered(self.station.clock())
        if not self.again.busy:
            self.again.setEnabled(visit.calls < board.call_limit)
        if visit.calls >= board.call_limit:
            self.loud_hint = False

    def tick(self, now: datetime) -> None:
        """Let the seconds run; warn when no screen answers."""
        self.since.tick(now)
        silent = self._unanswered(now)
        if silent != self.silent:
            self.silent = silent
            self.update()

    def stress_hint(self, stressed: bool) -> None:
        """Stress the sentence about *tidak hadir*."""
        if stressed != self.loud_hint:
            self.loud_hint = stressed
            self.update()

    def receipt(self) -> tuple[str, bool]:
        """Say what the hall answered to the last call, and whether that is a warning."""
        visit = self.board.current if self.board else None
        if visit is None:
            return "", False
        if self.silent:
            return self.t("Layar tidak menjawab. Panggil dengan suara."), True
        if not visit.shown_on:
            return self.t("Menunggu jawaban layar"), False
        if visit.spoken:
            return self.t("Tampil di {n} layar, bersuara", n=visit.shown_on), False
        return self.t("Tampil di {n} layar", n=visit.shown_on), False

    def arrange(self) -> None:
        """Place the buttons and the running seconds."""
        card = self._card()
        y = card.bottom() - PAD_Y - 64
        x = card.right() - PAD_X
        tight = self.width() < TIGHT
        for button in (self.absent, self.skip, self.again, self.primary):
            button.px, button.icon_px, button.pad = (15, 20, 10) if tight else (18, 26, 24)
        for button in (self.absent, self.skip, self.again):
            button.show_key(not tight)
        for button in (self.skip, self.absent, self.again):
            x -= button.natural_width()
            button.setGeometry(whole(x, y, button.natural_width(), 64))
            x -= 12
        self.primary.setGeometry(whole(PAD_X, y, x - PAD_X, 64))
        plate = self._plate()
        left = plate.right() + 40
        self.since.setGeometry(whole(left, plate.center().y() + 15, card.right() - PAD_X - left, 40))
        x = self.width() - 20
        foot = self._foot()
        for button in self._foot_buttons():
            button.show_key(not tight or self.ticket.isHidden())
            x -= button.natural_width()
            button.setGeometry(whole(x, foot.center().y() - 24, button.natural_width(), 48))
            x -= 10

    def draw(self, painter: QPainter, board: CounterBoard) -> None:
        """Paint plate, service, answers, and what the visitor said at the kiosk."""
        visit = board.current
        if visit is None:
            return
        theme = self.theme
        card = self._card()
        draw_card(painter, card, theme)
        words = self.t("Memanggil · panggilan ke-{n}", n=visit.calls)
        draw_tag(painter, PAD_X, PAD_Y, words, theme, "call", icon="campaign")
        self._draw_receipt(painter, card)
        plate = self._plate()
        draw_ticket(painter, plate, visit.number, theme, "calling", plate.height() * 0.6)
        right = QRectF(plate.right() + 40, plate.center().y() - 77, card.right() - PAD_X - plate.right() - 40, 60)
        tags = visit_tags(visit, self)
        if visit.stops:
            tags.append((stops_words(visit, self.t), "neutral", "arrow_forward"))
        most = max(1, int((right.top() - PAD_Y - 30) // 30) + 1)
        while rows_of(tags, right.width()) > most:
            tags.pop(0)  # a very low window: what the list shows as well goes first
        right.translate(0, -30 * (rows_of(tags, right.width()) - 1))
        top = draw_service(
            painter, right, visit.service.code, visit.service.name.say(self.t.language), visit.service.hue, self
        )
        draw_tags(painter, QRectF(right.left(), top + 10, right.width(), 24), tags, theme)
        hint = QRectF(right.left(), self.since.geometry().bottom() + 4, right.width(), 20)
        ink = theme.color("orange" if self.loud_hint else "ink2")
        paint.draw_text(painter, hint, self._hint(board, visit), fonts.of(13, 700 if self.loud_hint else 500), ink,
                        paint.TOP_LEFT, 2)  # fmt: skip
        self._draw_foot(painter, visit)

    def _draw_receipt(self, painter: QPainter, card: QRectF) -> None:
        words, warning = self.receipt()
        theme = self.theme
        right = card.right() - PAD_X
        if warning:
            draw_tag(painter, right - tag_width(words, icon=True), PAD_Y, words, theme, "warn", icon="warning")
            return
        visit = self.board.current if self.board else None
        spoken = visit is not None and visit.spoken
        icon = "volume_up" if spoken else "tv"
        icons.draw(painter, QRectF(right - 20, PAD_Y + 2, 20, 20), icon, theme.color("ink2"), spoken)
        paint.draw_text(painter, QRectF(card.center().x(), PAD_Y, right - 30 - card.center().x(), 24), words,
                        fonts.of(13, 500), theme.color("ink2"), paint.RIGHT)  # fmt: skip

    def _draw_foot(self, painter: QPainter, visit: CurrentVisit) -> None:
        theme, foot = self.theme, self._foot()
        draw_card(painter, foot, theme)
        title, words = note_words(visit, self)
        right = self._foot_buttons()[-1].x() - 24
        paint.draw_text(
            painter, QRectF(20, foot.top() + 16, right - 20, 20), title, fonts.of(14, 700), theme.color("ink")
        )
        paint.draw_text(
            painter, QRectF(20, foot.top() + 40, right - 20, 20), words, fonts.of(13, 500), theme.color("ink2")
        )

    def _foot_buttons(self) -> list[DeskButton]:
        """Give the buttons at the foot from right to left."""
        return [self.park, self.transfer, *([] if self.ticket.isHidden() else [self.ticket])]

    def _hint(self, board: CounterBoard, visit: CurrentVisit) -> str:
        if visit.calls >= board.call_limit:
            return self.t("Sudah {n} panggilan. Boleh dinyatakan tidak hadir.", n=visit.calls)
        return self.t("Tidak hadir: setelah {n} panggilan, atau tahan tombolnya.", n=board.call_limit)

    def _card(self) -> QRectF:
        return QRectF(0, 0, self.width(), self.height() - FOOT - (20 if self.wide else 14))

    def _foot(self) -> QRectF:
        return QRectF(0, self.height() - FOOT, self.width(), FOOT)

    def _plate(self) -> QRectF:
        card = self._card()
        return plate_rect(card.width(), (PAD_Y + 24 + card.bottom() - PAD_Y - 64) / 2, PAD_X)

    def _unanswered(self, now: datetime) -> bool:
        visit = self.board.current if self.board else None
        return visit is not None and visit.shown_on == 0 and since(now, visit.last_called_at) >= ANSWER_S


def visit_tags(visit: CurrentVisit, pane: Pane) -> list[tuple[str, str, str]]:
    """Give the tags of the present visitor."""
    t = pane.t
    tags = [(t("Menunggu {n} mnt", n=visit.waited_s // 60), "neutral", "hourglass_top")]
    if visit.priority:
        words = t("Prioritas, didahulukan") if visit.reason == EARLY else t("Prioritas")
        tags.append((words, "info", "accessible_forward"))
    if visit.reason == CHOSEN and visit.because:
        tags.append((t("Dipilih: {because}", because=visit.because), "neutral", "touch_app"))
    elif visit.reason in REASON_TAGS:
        tags.append((t(REASON_TAGS[visit.reason][0]), "neutral", REASON_TAGS[visit.reason][1]))
    if visit.from_counter is not None:
        tags.append((t("Dari Loket {n}", n=visit.from_counter), "neutral", "swap_horiz"))
    if visit.missing:
        tags.append((t.count("{n} berkas belum ada", len(visit.missing)), "warn", "error"))
    if visit.without_paper:
        tags.append(no_paper_tag(t))
    if visit.ping_pong:
        tags.append((t("Sudah {n} kali bolak-balik antar loket", n=visit.ping_pong), "warn", "sync"))
    return tags


def stops_words(visit: CurrentVisit, t: Texts) -> str:
    """Say which services follow by themselves."""
    return t("Setelah ini: {stops}", stops=" → ".join(stop.say(t.language) for stop in visit.stops))


def reason_words(visit: CurrentVisit, t: Texts) -> str:
    """Say in a sentence why this visitor was called, empty when nobody knows."""
    return t(REASONS[visit.reason]) if visit.reason in REASONS else ""


def note_words(visit: CurrentVisit, pane: Pane) -> tuple[str, str]:
    """Give title and words of what is known of the visitor: a colleague's message, or what is not brought."""
    t = pane.t
    if visit.note:
        return t("Catatan petugas"), visit.note
    if visit.missing:
        return t("Catatan pengunjung dari kios"), t(
            "Belum dibawa: {papers}", papers=", ".join(each.say(t.language) for each in visit.missing)
        )
    return t("Catatan pengunjung dari kios"), t("Tidak ada berkas yang ditandai kurang.")


def rows_of(tags: list[tuple[str, str, str]], room: float) -> int:
    """Count the lines that tags take in a width."""
    rows, x = 1, 0.0
    for words, _, icon in tags:
        width = min(room, tag_width(words, icon=bool(icon)))
        if x > 0 and x + width > room + 1:
            rows, x = rows + 1, 0.0
        x += width + 6
    return rows
