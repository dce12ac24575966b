"""What the printer page can have done at printers: the one place where its screen and the printers' room meet."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from loket.model.calibration import Calibration, Look, Step
from loket.office.context import Office
from printers import calibration as steps
from printers.desk import Ports
from printers.lease import PATIENCE_S, leased
from printers.port import Outcome, PrinterPort, check_url, open_port

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from loket.model.printer import PrinterRecord
    from ui.printers_page.hands import Found, Tried

Finder = Callable[[bool], "tuple[Found, ...]"]
"""Looks for printers; its argument says whether on the network, too."""


def _find(network: bool) -> tuple[Found, ...]:
    """Look for printers; what finds them is imported when somebody looks."""
    from printers.finding import find

    return find(network=network)


class PrinterHands:
    """Does the work at printers; see `ui.printers_page.hands`. Each call opens what it needs and closes it again."""

    def __init__(
        self, open_office: Callable[[], Office], find: Finder = _find, ports: Ports = open_port,
        patience_s: float = PATIENCE_S,
    ) -> None:  # fmt: skip
        """Work for an office; `patience_s` is how long a spool may take to let go of a printer."""
        self.pc = socket.gethostname()
        self._open_office, self._find, self._ports, self._patience_s = open_office, find, ports, patience_s

    def find(self, *, network: bool) -> tuple[Found, ...]:
        """Look for printers."""
        return self._find(network)

    def check_address(self, url: str) -> None:
        """Raise Refused when this is no printer's address."""
        check_url(url)

    def picture(self, width_dots: int, data: bytes) -> QImage | None:
        """Give the last paper that bytes print; None when they print nothing.

        What broke off in the middle of a command is drawn as far as it is whole.
        """
        from printers.sent import sent_image

        return sent_image(data, width_dots)

    def step_picture(self, now: Calibration, language: str) -> QImage | None:
        """Give what a step of the calibration prints."""
        return steps.step_image(now, language)

    def print_test(self, record: PrinterRecord, language: str) -> Tried:
        """Print the test slip, and keep what it showed of the printer."""
        from loket.office.printer_setup import set_printer_state
        from printers.spool import print_test

        office = self._open_office()
        papers: list[QImage] = []
        try:
            with leased(office, record.name, self._patience_s):
                outcome = print_test(record, office.face, language, lambda each, _: self._ports(each, _kept_in(papers)))
            set_printer_state(office, record.name, outcome.printer)
        finally:
            office.store.close()
        return _tried(outcome, papers)

    def bench(self, record: PrinterRecord, language: str) -> PrinterBench:
        """Give what calibrates a printer."""
        return PrinterBench(self._open_office, record, language, self._ports, self._patience_s)


class PrinterBench:
    """One printer to oneself; see `ui.printers_page.hands.Bench`."""

    def __init__(
        self, open_office: Callable[[], Office], record: PrinterRecord, language: str, ports: Ports, patience_s: float
    ) -> None:
        """Nothing is taken yet."""
        self._open_office, self._record, self._language = open_office, record, language
        self._ports, self._patience_s = ports, patience_s
        self._held = ExitStack()
        self._looking: PrinterPort | None = None

    def take(self) -> None:
        """Own the printer; raises Trouble when another station does not let go of it."""
        with ExitStack() as held:
            office = self._open_office()
            held.callback(office.store.close)
            held.enter_context(leased(office, self._record.name, self._patience_s))
            self._held = held.pop_all()

    def print_step(self, now: Calibration) -> Tried:
        """Print what the present step prints."""
        papers: list[QImage] = []
        record = steps.step_record(now)
        outcome = self._ports(record, _kept_in(papers)).print(steps.step_fragments(now, self._language))
        return _tried(outcome, papers)

    def look(self) -> Look:
        """Ask the printer how it is."""
        if self._looking is None:
            self._looking = self._ports(steps.step_record(Calibration(self._record, Step.COVER)), _kept_in([]))
        found = self._looking.status()
        return Look(online=found.online, answered=bool(found.raw), cover=found.cover, reason=found.reason)

    def leave(self) -> None:
        """Let go of the printer."""
        self._held.close()


def _kept_in(papers: list[QImage]) -> Callable[[QImage, bytes], None]:
    """Give what keeps the papers of a virtual printer."""
    return lambda image, _data: papers.append(image)


def _tried(outcome: Outcome, papers: list[QImage]) -> Tried:
    from ui.printers_page.hands import Tried

    return Tried(str(outcome.state), outcome.reason, tuple(papers))
