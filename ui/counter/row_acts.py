"""What an officer does with one visitor of the list: call, ask why, let others go first, another priority."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from loket.errors import LoketError
from loket.model.queue import MOST_POSTPONED
from loket.model.visit import Leg
from loket.office.pictures import QueueEntry
from loket.office.why import Why, why
from ui.counter.priority import PriorityDialog
from ui.counter.reason import CALL_REASONS, ReasonDialog
from ui.counter.row_menu import PLACES, RowMenu, WhyDialog
from ui.parts.banner import Notice

if TYPE_CHECKING:
    from ui.counter.errands import Errands
    from ui.counter.screen import CounterScreen

SAID_MS = 10_000
"""How long the outcome of stepping back stands."""


class RowActs:
    """The acts on a row of the list."""

    def __init__(self, screen: CounterScreen, errands: Errands) -> None:
        """Act for `screen`."""
        self._screen, self._errands, self.t = screen, errands, screen.t
        self._asked = ""
        """The number whose reason is being asked for."""

    def call(self, entry: QueueEntry) -> None:
        """Call one visitor: the next one as F2 does, one out of turn after the question for the reason.

        Who may not choose is not asked: the office says so in words.
        """
        board, screen = self._screen.board, self._screen
        if board is None or screen.dialog():
            return
        waiting = [each.visit for each in board.queue]
        officer = board.officer
        call = partial(self._errands.run, "call_visit", counter=screen.counter, visit=entry.visit)
        if board.state != "ready" or entry.visit not in waiting or (officer and not officer.may_choose):
            call()
        elif board.next == entry:
            screen.primary()
        else:
            ahead = waiting.index(entry.visit)
            came = self.t("{people} datang lebih dahulu.", people=self.t.count("{n} orang", ahead)) if ahead else ""
            dialog = ReasonDialog(
                screen.station, self.t("Panggil {q} mendahului urutan?", q=entry.number),
                f"{came} {self.t('Alasannya disimpan dan dapat dibaca penyelia.')}".strip(), CALL_REASONS,
                self.t("Panggil {q}", q=entry.number), screen,
            )  # fmt: skip
            dialog.decided.connect(lambda reason: call(reason=reason))
            dialog.open()

    def menu(self, entry: QueueEntry, at: QPoint) -> None:
        """Open the menu of a waiting visitor at a point of the queue's panel."""
        screen = self._screen
        if screen.board is None or screen.dialog() or entry not in screen.board.queue:
            return
        menu = RowMenu(screen.station, entry, screen.queue.mapTo(screen, at), screen)
        acts = {"why": self.why, "postpone": self.postpone, "regroup": self.regroup}
        menu.chose.connect(lambda act: acts[act](entry))
        menu.open()

    def menu_of_chosen(self) -> None:
        """Open the menu of the chosen visitor."""
        queue = self._screen.queue
        entry, at = queue.list.entry(), queue.spot_of_chosen()
        if entry is not None and at is not None:
            self.menu(entry, at)

    def why(self, entry: QueueEntry) -> None:
        """Ask the office why a visitor has not been called yet."""
        if not self._asked:
            self._asked = entry.number
            self._screen.station.bridge.run(
                partial(why, number=entry.number, language=self.t.language), self._told, self._untold
            )

    def postpone(self, entry: QueueEntry) -> None:
        """The visitor wants to let others go first."""
        self._errands.run("postpone", visit=entry.visit, places=PLACES)

    def regroup(self, entry: QueueEntry) -> None:
        """Ask for another priority group and the reason."""
        screen = self._screen
        if screen.board is None or screen.dialog():
            return
        dialog = PriorityDialog(screen.station, entry, screen.board.groups, screen)
        dialog.regrouped.connect(
            lambda group, reason: self._errands.run("regroup", visit=entry.visit, group=group or None, reason=reason)
        )
        dialog.open()

    def answered(self, name: str, result: object) -> None:
        """Say how often a visitor may still step back, and offer to take it back."""
        if name != "postpone" or not isinstance(result, Leg):
            return
        left = max(0, MOST_POSTPONED - result.postponed)
        again = self.t("Masih boleh {n} kali lagi.", n=left) if left else self.t("Tidak boleh mundur lagi.")
        undo = partial(self._take_back, result.visit)
        title = self.t("{q} mundur {n} nomor", q=result.number, n=PLACES)
        self._screen.banners.show_notice(
            "postponed", Notice(title, again, "ok", "undo", SAID_MS, ((self.t("Urungkan"), "", undo),))
        )

    def _take_back(self, visit: str) -> None:
        self._screen.banners.drop("postponed")
        self._errands.run("undo_of_visit", visit=visit)

    def _told(self, answer: Why) -> None:
        self._asked = ""
        if self._screen.dialog() is None:
            WhyDialog(self._screen.station, answer.number, answer.sentence, self._screen).open()

    def _untold(self, error: LoketError) -> None:
        self._asked = ""
        self._screen.tell(error)
