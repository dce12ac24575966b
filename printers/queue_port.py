"""A printer behind a print queue of this PC (CUPS, Windows). The queue's "done" proves no paper: SENT is the most.

A queue prints by itself later what it could not print now, and a ticket hours late is worse than none. So a slip goes
in only when nothing speaks against it, and comes out again when it is not done in time.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from loket.errors import N_
from printers.asking import NoLine
from printers.escpos_bytes import rows_of
from printers.port import Outcome, State, Status

NOT_EMPTY = N_("antrean cetak komputer ini belum kosong")
PAUSED = N_("antrean cetak dihentikan")
TOO_SLOW = N_("antrean cetak tidak selesai pada waktunya, tiket ditarik kembali")
BROKEN = N_("antrean cetak membatalkan tiket")


class Step(Enum):
    """How far a queue is with a job."""

    WAITING = auto()
    PRINTING = auto()
    GONE = auto()
    """It is no longer in the queue, for all the queue says because it was done."""
    BROKEN = auto()
    """The queue gave it up, or somebody took it out."""


class UncertainError(Exception):
    """The queue did not say whether it has taken the job."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a queue is: what speaks against printing now (a msgid, empty for nothing), and its jobs of anybody."""

    reason: str = ""
    printer: str = "unknown"
    jobs: int = 0


class Queue(Protocol):
    """A print queue; every method may take seconds and raises NoLine when there is no such queue."""

    def look(self) -> Look:
        """Ask the queue how it is."""
        ...

    def put(self, data: bytes) -> str:
        """Put a job in and give its name; raises NoLine when it is not taken, UncertainError when nobody knows."""
        ...

    def step(self, job: str) -> Step:
        """Ask how far a job is."""
        ...

    def withdraw(self, job: str) -> bool:
        """Take a job out, so that it is never printed later; tells whether it surely had not begun."""
        ...


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for a queue, in seconds, beside the time that the rows take."""

    limit: float = 20.0
    pause: float = 0.15
    rows_per_s: float = 480.0


class QueuePort:
    """A port for one queue."""

    def __init__(self, queue: Queue, patience: Patience | None = None) -> None:
        """Nothing is asked yet."""
        self._queue, self._patience = queue, patience or Patience()

    def status(self) -> Status:
        """Tell what the queue says of itself; that it can print is never known."""
        try:
            found = self._queue.look()
        except NoLine:
            return Status(online=False)
        return Status(
            online=not found.reason, paper=found.printer if found.printer in ("out", "low") else "unknown",
            cover=found.printer == "cover",
        )  # fmt: skip

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print one slip."""
        data = b"".join(fragments)
        try:
            found = self._queue.look()
            if found.reason:
                return Outcome(State.HELD, found.reason, 0, found.printer)
            if found.jobs:
                return Outcome(State.HELD, NOT_EMPTY, 0, "offline")
            job = self._queue.put(data)
        except NoLine as why:
            return Outcome(State.HELD, why.reason, 0, "offline")
        except UncertainError:
            return Outcome(State.PARTIAL, TOO_SLOW, len(data), "offline")
        return self._followed(job, len(data), rows_of(fragments))

    def _followed(self, job: str, size: int, rows: int) -> Outcome:
        """Stay with a job until it has left the queue, or its time is over."""
        until = time.monotonic() + self._patience.limit + rows / self._patience.rows_per_s
        begun = False
        try:
            while time.monotonic() < until:
                step = self._queue.step(job)
                if step is Step.GONE:
                    return self._left(size)
                if step is Step.BROKEN:
                    return Outcome(State.PARTIAL, BROKEN, size, "offline")
                begun |= step is Step.PRINTING
                time.sleep(self._patience.pause)
            found = self._queue.look()
            untouched = self._queue.withdraw(job) and not begun
        except NoLine as why:  # the queue itself has gone, with the job in it
            return Outcome(State.PARTIAL, why.reason, size, "offline")
        if untouched:
            return Outcome(State.HELD, found.reason or TOO_SLOW, 0, found.printer if found.reason else "offline")
        return Outcome(State.PARTIAL, found.reason or TOO_SLOW, size, found.printer if found.reason else "offline")

    def _left(self, size: int) -> Outcome:
        """Tell of a job that has left the queue; what speaks against printing now may have done so in the middle."""
        found = self._queue.look()
        if found.reason:
            return Outcome(State.PARTIAL, found.reason, size, found.printer)
        return Outcome(State.SENT, "", size, found.printer)
