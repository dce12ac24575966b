"""Does the ticket come out? Asks the office how far the print job is, and loses patience after a while."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import LoketError
from ui.station import Station

if TYPE_CHECKING:
    from loket.office.context import Office

log = logging.getLogger(__name__)

PATIENCE_MS = 6_000
"""Time without paper after which the visitor is told to photograph the number."""

ON_PAPER = frozenset({"printed", "assumed", "sent"})
NO_PAPER = frozenset({"failed", "expired"})


class PaperWatch(QObject):
    """Follows one print job at a time."""

    came = Signal()
    """The ticket is on paper, as far as the printer can tell."""
    stays_away = Signal()
    """No paper in time, or the job was given up. It may still come later."""

    def __init__(self, station: Station, parent: QObject) -> None:
        """Follow jobs of the station's office."""
        super().__init__(parent)
        self._station = station
        self._job: int | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(station.ms(PATIENCE_MS))
        self._patience.timeout.connect(self.stays_away)
        station.bridge.moved.connect(self._ask)

    def follow(self, job: int, *, patient: bool = True) -> None:
        """Follow a job; `patient`: wait for it before saying that no paper comes."""
        self._job = job
        if patient:
            self._patience.start()
        self._ask()

    def forget(self) -> None:
        """Follow nothing."""
        self._job = None
        self._patience.stop()

    def _ask(self, _seq: int = 0) -> None:
        if self._job is None:
            return
        self._station.bridge.run(partial(_state_of, job=self._job), partial(self._hear, self._job), self._unheard)

    def _hear(self, job: int, state: str) -> None:
        if job != self._job:
            return
        if state in ON_PAPER:
            self.forget()
            self.came.emit()
        elif state in NO_PAPER and self._patience.isActive():
            self._patience.stop()
            self.stays_away.emit()

    def _unheard(self, error: LoketError) -> None:
        log.info("the print job cannot be followed: %s", error)


def _state_of(office: Office, job: int) -> str:
    from loket.office.printing import job_state

    return job_state(office, job)
