"""The list of requirements on paper: one press, one slip, and what became of it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import LoketError
from loket.texts import Texts
from ui.kiosk.paper_watch import PaperWatch

if TYPE_CHECKING:
    from loket.office.context import Office
    from loket.office.printing import JobFate
    from ui.kiosk.screen import KioskScreen

log = logging.getLogger(__name__)

GUARD_MS = 3_000
"""A second press within this time is the same press, whatever has become of the slip meanwhile."""

SAID_MS = 4_000
"""How long the button says what became of the slip."""


class RequirementsPrint(QObject):
    """Prints lists of requirements for one kiosk, one at a time. `state`: "", "printing", "printed" or "failed"."""

    changed = Signal()

    def __init__(self, kiosk: KioskScreen) -> None:
        """Print for `kiosk`."""
        super().__init__(kiosk)
        self._kiosk = kiosk
        self.state, self.printer = "", ""
        self._service = ""
        self._paper = PaperWatch(kiosk.station, self)
        self._paper.came.connect(self._came)
        self._paper.stays_away.connect(self._stays_away)
        self._guard = QTimer(self, singleShot=True, interval=kiosk.station.ms(GUARD_MS))
        self._said = QTimer(self, singleShot=True, interval=kiosk.station.ms(SAID_MS))
        self._said.timeout.connect(self._rest)

    @property
    def is_busy(self) -> bool:
        """Tell whether a press is the same press as the one before."""
        return bool(self.state) or self._guard.isActive()

    def forget(self) -> None:
        """The visitor is gone: say nothing more of the slip, which still comes out."""
        self._paper.forget()
        self._said.stop()
        self._rest()

    def print(self, service: str, missing: Sequence[str], language: str) -> None:
        """Have the list of a service printed, with what the visitor has not brought; not while one is under way."""
        if self.is_busy:
            return
        self._guard.start()
        self._service = service
        self._become("printing")
        printer = self._kiosk.board.printer.name
        act = partial(_order, service=service, language=language, missing=tuple(missing), printer=printer)
        self._kiosk.station.bridge.run(act, self._ordered, self._refused)

    def words(self, texts: Texts) -> tuple[str, str]:
        """Give words and icon of the button."""
        if self.state == "printing":
            return texts("Sedang dicetak"), "print"
        if self.state == "printed":
            words = texts("Di printer {printer}", printer=self.printer) if self.printer else texts("Silakan ambil")
            return words, "check"
        if self.state == "failed":
            return texts("Belum tercetak"), "print_error"
        return texts("Cetak syarat"), "print"

    def _ordered(self, job: int) -> None:
        if self.state == "printing":
            self._paper.follow(job)

    def _came(self, fate: JobFate) -> None:
        self.printer = fate.printer if fate.elsewhere else ""
        self._become("printed")

    def _stays_away(self, _fate: JobFate | None) -> None:
        self._paper.forget()
        self._become("failed")

    def _refused(self, error: LoketError) -> None:
        log.warning("the list of requirements of %s is not printed: %s", self._service, error)
        if self.state == "printing":
            self._become("failed")

    def _become(self, state: str) -> None:
        self.state = state
        if state != "printing":
            self._said.start()
        self.changed.emit()

    def _rest(self) -> None:
        if self.state:
            self.state = ""
            self.changed.emit()


def _order(office: Office, service: str, language: str, missing: tuple[str, ...], printer: str) -> int:
    from loket.office.slips import order_slip, requirements_slip

    slip = requirements_slip(office, service, language, missing)
    return order_slip(office, slip, number=slip.letter, printer=printer or None)
