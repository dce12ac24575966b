"""A print queue of Windows, through pywin32's win32print. Untried on Windows: written and tested against its promises.

The queue wants a driver that takes raw bytes ("Generic / Text Only" or the maker's v3 driver); v4 and XPS drivers drop
them. Windows accepts slips for a printer that is unplugged (pywin32 issue 662), so its flags are asked before, the job
is watched until it leaves, and taken out when its time is over.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Protocol, Self

from loket.errors import N_
from loket.model.print_reasons import COVER_OPEN, FAULTY, NOT_ALLOWED_QUEUE, NOT_READY, NOT_THERE, OUT_OF_PAPER
from printers.asking import NoLine
from printers.queue_port import PAUSED, Look, Step, UncertainError

NO_WINDOWS = N_("antrean cetak Windows hanya ada di Windows, dengan pustaka pywin32")

WORK_OFFLINE = 0x400
"""PRINTER_ATTRIBUTE_WORK_OFFLINE."""

_PRINTER_SAYS = (
    (0x10, OUT_OF_PAPER, "out"),  # PRINTER_STATUS_PAPER_OUT
    (0x400000, COVER_OPEN, "cover"),  # DOOR_OPEN
    (0x1 | 0x4, PAUSED, "offline"),  # PAUSED, PENDING_DELETION
    (0x8 | 0x2 | 0x100000, FAULTY, "offline"),  # JAM, ERROR, USER
    (0x80 | 0x1000 | 0x2000000, NOT_READY, "offline"),  # OFFLINE, NOT_AVAILABLE, SERVER_OFFLINE
)

_PRINTING = 0x10
_DONE = 0x80 | 0x1000
"""JOB_STATUS_PRINTED, JOB_STATUS_COMPLETE."""
_BROKEN = 0x4 | 0x100
"""JOB_STATUS_DELETING, JOB_STATUS_DELETED."""
_PAUSE_JOB, _DELETE_JOB = 1, 5
"""JOB_CONTROL_PAUSE, JOB_CONTROL_DELETE."""
_LEVEL_OF_PRINTER, _LEVEL_OF_JOB, _LEVEL_OF_LIST = 2, 1, 4
_LOCAL_AND_CONNECTED = 0x2 | 0x4
"""PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS."""

log = logging.getLogger(__name__)


class Spooler(Protocol):
    """What we use of win32print; a handle is its own affair."""

    error: type[Exception]
    """pywintypes.error: what every call raises."""

    def EnumPrinters(self, flags: int, name: None, level: int) -> Sequence[dict[str, object]]: ...  # noqa: D102
    def OpenPrinter(self, name: str) -> object: ...  # noqa: D102
    def ClosePrinter(self, handle: object) -> None: ...  # noqa: D102
    def GetPrinter(self, handle: object, level: int) -> dict[str, object]: ...  # noqa: D102
    def StartDocPrinter(self, handle: object, level: int, document: tuple[str, str | None, str]) -> int: ...  # noqa: D102
    def StartPagePrinter(self, handle: object) -> None: ...  # noqa: D102
    def WritePrinter(self, handle: object, data: bytes) -> int: ...  # noqa: D102
    def EndPagePrinter(self, handle: object) -> None: ...  # noqa: D102
    def EndDocPrinter(self, handle: object) -> None: ...  # noqa: D102
    def GetJob(self, handle: object, job: int, level: int) -> dict[str, object]: ...  # noqa: D102
    def SetJob(self, handle: object, job: int, level: int, info: None, command: int) -> None: ...  # noqa: D102


def _win32print() -> Spooler:
    """Give pywin32's module; raises NoLine where there is none."""
    try:
        import pywintypes
        import win32print
    except ImportError as error:
        raise NoLine(NO_WINDOWS) from error
    win32print.error = pywintypes.error
    spooler: Spooler = win32print
    return spooler


def names(spooler: Spooler | None = None) -> list[str]:
    """Give the names of this PC's queues, connected ones too; none where Windows or pywin32 is not there."""
    try:
        api = spooler or _win32print()
    except NoLine:
        return []
    try:
        found = api.EnumPrinters(_LOCAL_AND_CONNECTED, None, _LEVEL_OF_LIST)
    except api.error:
        log.warning("Windows does not list its print queues", exc_info=True)
        return []
    return sorted(str(each["pPrinterName"]) for each in found)


def _bits(found: dict[str, object], name: str) -> int:
    value = found.get(name)
    return value if isinstance(value, int) else 0


class WindowsQueue:
    """One queue of Windows on this PC."""

    def __init__(self, name: str, spooler: Spooler | None = None) -> None:
        """`name` as the printers' folder of Windows shows it; `spooler` is for tests."""
        self._name, self._spooler = name, spooler

    def look(self) -> Look:
        """Ask Windows; 0 jobs and no flag is all that can be wished for."""
        with _Opened(self._api(), self._name) as opened:
            found = opened.printer()
        jobs = _bits(found, "cJobs")
        if _bits(found, "Attributes") & WORK_OFFLINE:
            return Look(NOT_READY, "offline", jobs)
        for bits, reason, printer in _PRINTER_SAYS:
            if _bits(found, "Status") & bits:
                return Look(reason, printer, jobs)
        return Look("", "unknown", jobs)

    def put(self, data: bytes) -> str:
        """Put a job in, whole or not at all."""
        with _Opened(self._api(), self._name) as opened:
            return str(opened.put(data))

    def step(self, job: str) -> Step:
        """Ask how far a job is; one that Windows does not know any more has left the queue."""
        with _Opened(self._api(), self._name) as opened:
            found = opened.job(int(job))
        if found is None:
            return Step.GONE
        status = _bits(found, "Status")
        if status & _BROKEN:
            return Step.BROKEN
        if status & _DONE:
            return Step.GONE
        begun = status & _PRINTING or _bits(found, "PagesPrinted")
        return Step.PRINTING if begun else Step.WAITING

    def withdraw(self, job: str) -> bool:
        """Pause a job, see whether it had begun, and delete it."""
        with _Opened(self._api(), self._name) as opened:
            opened.command(int(job), _PAUSE_JOB)
            found = opened.job(int(job))
            opened.command(int(job), _DELETE_JOB)
            left = opened.job(int(job))
        if found is None or (left is not None and not _bits(left, "Status") & _BROKEN):
            return False
        return not (_bits(found, "Status") & (_PRINTING | _DONE) or _bits(found, "PagesPrinted"))

    def _api(self) -> Spooler:
        if self._spooler is None:
            self._spooler = _win32print()
        return self._spooler


class _Opened:
    """A queue while it is open."""

    def __init__(self, api: Spooler, name: str) -> None:
        self._api, self._name = api, name
        self._handle: object = None

    def __enter__(self) -> Self:
        try:
            self._handle = self._api.OpenPrinter(self._name)
        except self._api.error as error:
            denied = getattr(error, "winerror", 0) == 5  # ERROR_ACCESS_DENIED
            raise NoLine(NOT_ALLOWED_QUEUE if denied else NOT_THERE) from error
        return self

    def __exit__(self, *_: object) -> None:
        self._api.ClosePrinter(self._handle)

    def printer(self) -> dict[str, object]:
        """Give what Windows knows of the queue."""
        try:
            return self._api.GetPrinter(self._handle, _LEVEL_OF_PRINTER)
        except self._api.error as error:
            raise NoLine(NOT_THERE) from error

    def put(self, data: bytes) -> int:
        """Put a job in; what was begun and cannot be ended is deleted."""
        try:
            job = self._api.StartDocPrinter(self._handle, 1, ("Loket", None, "RAW"))
        except self._api.error as error:
            raise NoLine(NOT_ALLOWED_QUEUE) from error
        try:
            self._api.StartPagePrinter(self._handle)
            written = self._api.WritePrinter(self._handle, data)
            self._api.EndPagePrinter(self._handle)
            self._api.EndDocPrinter(self._handle)
        except self._api.error as error:
            self.command(job, _DELETE_JOB)
            raise UncertainError from error
        if written != len(data):
            self.command(job, _DELETE_JOB)
            raise UncertainError
        return job

    def job(self, job: int) -> dict[str, object] | None:
        """Give what Windows knows of a job; None when it does not know it any more."""
        try:
            return self._api.GetJob(self._handle, job, _LEVEL_OF_JOB)
        except self._api.error:
            return None

    def command(self, job: int, what: int) -> None:
        """Do something with a job; one that has left needs it no more, and what became of it is asked afterwards."""
        try:
            self._api.SetJob(self._handle, job, 0, None, what)
        except self._api.error:
            return
