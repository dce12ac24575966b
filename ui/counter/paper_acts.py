"""The officer's hands at the printer: receipts, lists of what is missing, tickets that never came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loket.office.receipts import Ordered, ReceiptDraft
from ui.counter.paper_words import slip_notice
from ui.counter.receipt import ReceiptDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.counter.screen import CounterScreen


class PaperActs:
    """What F-keys do for visitors, Ctrl+P and Ctrl+K do for their papers."""

    def __init__(self, screen: CounterScreen, run: Callable[..., bool]) -> None:
        """`run` hands an act over by its name; see `ui.counter.errands`."""
        self._screen, self._run = screen, run

    def receipt(self) -> None:
        """Ask what was handed in, then print the receipt."""
        board = self._screen.board
        if board is not None and board.state == "serving" and self._screen.dialog() is None:
            self._run("receipt_draft", counter=self._screen.counter)

    def ticket(self) -> None:
        """Print the ticket of the visitor that is chosen in the list, else of the present one, if it never came out."""
        board = self._screen.board
        if board is None or self._screen.dialog():
            return
        chosen = self._screen.queue.list.entry()
        meant = chosen if chosen is not None and chosen.without_paper else board.current
        if meant is not None and meant.without_paper:
            self._run("print_ticket", visit=meant.visit, printer=self._printer)

    def answered(self, name: str, result: object) -> None:
        """Go on with what the office has answered, if it is about paper."""
        if isinstance(result, Ordered):
            notice = slip_notice(name, result, self._screen.t)
            self._screen.banners.show_notice("slip", notice)
        elif isinstance(result, ReceiptDraft) and self._screen.dialog() is None:
            dialog = ReceiptDialog(self._screen.station, result, self._screen)
            dialog.decided.connect(self._print_receipt)
            dialog.lacking.connect(self._print_missing)
            dialog.open()

    def _print_receipt(self, received: object, promised: object) -> None:
        counter, printer = self._screen.counter, self._printer
        self._run("print_receipt", counter=counter, received=received, promised=promised, printer=printer)

    def _print_missing(self, missing: object) -> None:
        self._run("print_missing", counter=self._screen.counter, missing=missing, printer=self._printer)

    @property
    def _printer(self) -> str | None:
        return self._screen.station.printer or None
