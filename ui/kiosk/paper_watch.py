"""Does the slip come out, and where? Asks the office how far the print job is, and loses patience after a while."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from loket.errors import LoketError
from loket.model.printer import DONE, TROUBLED
from ui.station import Station

if TYPE_CHECKING:
    from loket.office.context import Office
    from loket.office.printing import JobFate

log = logging.getLogger(__name__)

PATIENCE_MS = 6_000
"""Time without paper after which the visitor is told to photograph the number."""

NO_PAPER = frozenset({"failed", "expired"})


class PaperWatch(QObject):
    """Follows one print job at a time. Each signal brings the job's fate (JobFate)."""

    came = Signal(object)
    """The slip is on paper, as far as the printer can tell."""
    stays_away = Signal(object)
    """No paper in time, or the job was given up; None when nothing was heard of it. It may still come later."""
    moved_on = Signal(object)
    """It is still on its way, but now to another printer."""

    def __init__(self, station: Station, parent: QObject) -> None:
        """Follow jobs of the station's office."""
        super().__init__(parent)
        self._station = station
        self._job: int | None = None
        self._fate: JobFate | None = None
        self._believing = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(station.ms(PATIENCE_MS))
        self._patience.timeout.connect(self._give_up)
        station.bridge.moved.connect(self._ask)

    def follow(self, job: int, *, patient: bool = True, believing: bool = True) -> None:
        """Follow a job; `patient`: wait for it before saying that no paper comes.

        `believing`: a printer that is known to be in trouble ends the patience at once. Somebody who tries it once more
        has perhaps been there.
        """
        self._job, self._fate, self._believing = job, None, believing
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
        self._station.bridge.run(partial(_fate_of, job=self._job), partial(self._hear, self._job), self._unheard)

    def _hear(self, job: int, fate: JobFate) -> None:
        if job != self._job:
            return
        before, self._fate = self._fate, fate
        if fate.state in DONE:
            self.forget()
            self.came.emit(fate)
        elif self._patience.isActive() and self._is_hopeless(fate):
            self._give_up()
        elif fate.elsewhere and (before is None or before.printer != fate.printer):
            self.moved_on.emit(fate)

    def _is_hopeless(self, fate: JobFate) -> bool:
        stuck = fate.state == "waiting" and fate.printer_state in TROUBLED
        return fate.state in NO_PAPER or (self._believing and stuck)

    def _give_up(self) -> None:
        self._patience.stop()
        self.stays_away.emit(self._fate)

    def _unheard(self, error: LoketError) -> None:
        log.info("the print job cannot be followed: %s", error)


def _fate_of(office: Office, job: int) -> JobFate:
    from loket.office.printing import job_fate

    return job_fate(office, job)
