"""The banners of the officer's screen: what can be taken back, what was refused, how the printer is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject

from loket.errors import LoketError, Refused
from loket.model.events import Kind
from loket.office.onward import stop_words
from loket.office.pictures import CounterBoard, CurrentVisit, UndoOffer
from loket.texts import Texts
from ui.counter.paper_words import printer_notice
from ui.parts.banner import BannerStack, Notice
from ui.parts.words import failure_words
from ui.station import Station

UNDO_MS = 10_000
"""How long the offer to undo stands on the screen; Ctrl+Z works for as long as the office allows."""

REFUSED_MS = 10_000
"""How long it is said why an act was refused."""

PASSING = frozenset({"act_lost", "outcome_unknown", "database_busy"})
"""Troubles of one act that are over when the next picture comes: said as long as a refusal."""

LEAVING = {Kind.VISIT_FINISHED, Kind.VISIT_ABSENT, Kind.VISIT_PARKED, Kind.VISIT_TRANSFERRED, Kind.VISIT_SKIPPED}
"""Acts after which the visitor is gone from the screen, so that a slip of the hand must be seen."""


def undo_notice(
    offer: UndoOffer, finished: CurrentVisit | None, now: datetime, t: Texts, undo: Callable[[], None]
) -> Notice | None:
    """Give the offer to undo, None for an act that the screen shows anyway.

    `finished` is the visitor who was finished by the same press as the call of the offer, else None.
    """
    q = offer.number
    stop = stop_words(offer.onward, t) if offer.onward else ""
    words = {
        Kind.VISIT_FINISHED: (
            t("{q} lanjut ke {stop}", q=q, stop=stop) if stop else t("{q} selesai", q=q),
            t("Keliru? Urungkan, pengunjung kembali ke loket ini."),
        ),
        Kind.VISIT_ABSENT: (
            t("{q} ditandai tidak hadir", q=q), t("Masuk daftar Terlewat, bisa dipanggil lagi sampai loket tutup.")
        ),
        Kind.VISIT_PARKED: (t("{q} ditunda", q=q), t("Masuk daftar Ditunda. Panggil lagi kapan saja dari daftar itu.")),
        Kind.VISIT_TRANSFERRED: (
            t("{q} dialihkan ke {stop}", q=q, stop=stop) if stop else t("{q} dialihkan", q=q),
            t("Pengunjung tidak mengambil nomor baru."),
        ),
        Kind.VISIT_SKIPPED: (
            t("{q} dilewati", q=q), t("Tempatnya tetap. Beberapa menit ini tidak dipanggil lagi oleh loket mana pun.")
        ),
    }  # fmt: skip
    found = words.get(Kind(offer.act)) if offer.act in set(Kind) else None
    if offer.act == Kind.VISIT_CALLED and finished:
        before = finished.number
        found = (
            t("{q} selesai, {next} dipanggil", q=before, next=q),
            t("Urungkan: {next} kembali ke antrean. Sekali lagi: {q} kembali ke loket.", q=before, next=q),
        )
        if finished.onward is not None:
            stop = stop_words(finished.onward, t)
            found = t("{q} lanjut ke {stop}; {next} dipanggil", q=before, stop=stop, next=q), found[1]
    left = (offer.until - now).total_seconds() * 1000
    if found is None or left <= 0:
        return None
    ms = max(1, round(min(UNDO_MS, left)))
    return Notice(found[0], found[1], "ok", "undo", ms, ((t("Urungkan"), "Ctrl Z", undo),))


class DeskNotices(QObject):
    """Keeps the banners in step with the boards: the offer to undo, and the printer's troubles."""

    def __init__(self, station: Station, banners: BannerStack) -> None:
        """Speak through `banners`."""
        super().__init__(banners)
        self.station, self.banners = station, banners
        self.finishing: CurrentVisit | None = None
        """The visitor whom the press under way finishes."""
        self._hidden_printer, self._printer = "", ""

    def follow(self, before: CounterBoard | None, board: CounterBoard, undo: Callable[[], None]) -> None:
        """Say what a new board brings."""
        self._follow_printer(board)
        if before is None or board.undo == before.undo:
            return
        self.banners.drop("undo")
        finished, self.finishing = self.finishing, None
        if board.undo is not None:
            notice = undo_notice(board.undo, finished, self.station.clock(), self.station.texts, undo)
            if notice is not None:
                self.banners.show_notice("undo", notice)

    def disconnected(self, error: LoketError, board: CounterBoard | None) -> None:
        """Say that the office cannot be reached, and how old the picture is that stays."""
        t = self.station.texts
        title, text = failure_words(error, t)
        if board is not None:
            text = f"{text} {t('Layar ini menunjukkan keadaan pukul {t}.', t=t.time(board.now))}".strip()
        self.banners.show_notice("office", Notice(title, text, "err", "cloud_off"))

    def connected(self) -> None:
        """The office answers again."""
        self.banners.drop("office")

    def tell(self, error: LoketError, board: CounterBoard | None, away: LoketError | None) -> None:
        """Say why an act was refused, or what to do about a trouble; `away` is what the screen says of the office."""
        if away is not None and away.code == error.code:
            self.disconnected(error, board)  # one trouble is said once
            return
        title, text = failure_words(error, self.station.texts)
        if isinstance(error, Refused):
            notice = Notice(title, text, "warn", "info", REFUSED_MS)
        else:
            notice = Notice(title, text, "err", "error", REFUSED_MS if error.code in PASSING else 0)
        self.banners.show_notice("refused", notice)

    def hide_printer(self) -> None:
        """Take the printer's trouble away until its state changes."""
        self._hidden_printer = self._printer
        self.banners.drop("printer")

    def _follow_printer(self, board: CounterBoard) -> None:
        self._printer = board.printer.state
        notice = printer_notice(board, self.station.texts, self.hide_printer)
        if notice is None:
            self._hidden_printer = ""
        if notice is None or self._hidden_printer == self._printer:
            self.banners.drop("printer")
        else:
            self.banners.show_notice("printer", notice)
