"""A printer behind a device file (/dev/usb/lp0), or a plain file that collects the bytes."""

from __future__ import annotations

import os
import select
import stat
from pathlib import Path

from printers.port import NOT_THERE, Outcome, State, Status
from printers.talk import LineBroken, Talk, Timing, ask

_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)


class _FileLine:
    def __init__(self, handle: int, *, readable: bool) -> None:
        self._handle, self._readable = handle, readable

    def send(self, data: bytes, patience_s: float) -> int:
        if not select.select([], [self._handle], [], patience_s)[1]:
            return 0
        try:
            return os.write(self._handle, data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LineBroken from error

    def receive(self, patience_s: float) -> bytes:
        ready = select.select([self._handle] if self._readable else [], [], [], patience_s)[0]
        if not ready:
            return b""
        try:
            return os.read(self._handle, 64)  # a device that has nothing to say may give nothing: not an end
        except BlockingIOError:
            return b""
        except OSError as error:
            raise LineBroken from error


class FilePort:
    """A port for one device file or plain file; opened anew for each job, so that a printer may be unplugged."""

    def __init__(self, path: str, *, answers: bool = False, timing: Timing | None = None) -> None:
        """`answers`: this printer is known to tell its status."""
        self._path, self._answers, self._timing = Path(path), answers, timing or Timing()

    def status(self) -> Status:
        """Ask a device; a plain file is online and tells nothing."""
        try:
            handle, kind = self._opened()
        except OSError:
            return Status(online=False)
        try:
            if not stat.S_ISCHR(kind):
                return Status(online=True)
            found = ask(_FileLine(handle, readable=True), self._timing)
        except LineBroken:
            return Status(online=False)
        finally:
            os.close(handle)
        self._answers |= bool(found.raw)
        return found if found.raw or not self._answers else Status(online=False)

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print one slip; into a plain file its bytes are appended."""
        try:
            handle, kind = self._opened()
        except OSError:
            return Outcome(State.HELD, NOT_THERE, 0, "offline")
        try:
            if stat.S_ISREG(kind):
                return _appended(handle, b"".join(fragments))
            line = _FileLine(handle, readable=stat.S_ISCHR(kind))
            outcome = Talk(line, self._timing).print(fragments, must_answer=self._answers)
        finally:
            os.close(handle)
        if outcome.printer not in ("unknown", "offline"):
            self._answers = True
        return outcome

    def _opened(self) -> tuple[int, int]:
        """Open the file and give its handle and mode; makes a plain file, but never one among the devices."""
        kind = self._path.stat().st_mode if self._path.exists() else stat.S_IFREG
        if stat.S_ISCHR(kind):
            return os.open(self._path, os.O_RDWR | _NO_WAITING), kind
        if not stat.S_ISREG(kind):
            return os.open(self._path, os.O_WRONLY | _NO_WAITING), kind
        create = 0 if self._path.is_relative_to("/dev") else os.O_CREAT
        flags = os.O_WRONLY | os.O_APPEND | create | getattr(os, "O_BINARY", 0)
        return os.open(self._path, flags, 0o644), kind


def _appended(handle: int, data: bytes) -> Outcome:
    """Write a whole slip at the end of a plain file, or nothing."""
    start = os.fstat(handle).st_size
    try:
        written = 0
        while written < len(data):
            written += os.write(handle, data[written:])
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, start)
        return Outcome(State.HELD, NOT_THERE, 0, "offline")
    return Outcome(State.SENT, "", len(data), "unknown")
