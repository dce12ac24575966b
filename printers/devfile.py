"""A printer behind a device file (/dev/usb/lp0), or a plain file that collects the bytes."""

from __future__ import annotations

import errno
import os
import select
import stat
from pathlib import Path

from loket.model.print_reasons import IN_USE, NOT_ALLOWED, NOT_THERE, NOT_WRITABLE
from printers.asking import AskingPort, NoLine
from printers.port import Outcome, State, Status
from printers.talk import Known, LineBroken, Timing

_NO_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_CLOEXEC", 0)


def why_not(error: Exception) -> str:
    """Say why a device cannot be opened."""
    number = getattr(error, "errno", None) or (error.args[0] if error.args else None)  # termios.error has no errno
    if number in (errno.EACCES, errno.EPERM):
        return NOT_ALLOWED
    return IN_USE if number in (errno.EBUSY, errno.EAGAIN) else NOT_THERE


class FileLine:
    """A line over an open device file that does not make its caller wait."""

    def __init__(self, handle: int, linger_s: float) -> None:
        self._handle, self._linger_s = handle, linger_s

    def send(self, data: bytes, patience_s: float) -> int:
        """Hand over what the device takes."""
        if not select.select([], [self._handle], [], patience_s)[1]:
            return 0
        try:
            return os.write(self._handle, data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LineBroken from error

    def receive(self, patience_s: float) -> bytes:
        """Give what has arrived; a device that has nothing to say may give nothing, which is not an end."""
        if not select.select([self._handle], [], [], patience_s)[0]:
            return b""
        try:
            return os.read(self._handle, 64)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise LineBroken from error

    def finish(self, *, whole: bool) -> bool:
        """Close the device; the kernel's printer driver takes back what is still on its way, so that is awaited."""
        taken = True
        if whole:
            taken = bool(select.select([], [self._handle], [], self._linger_s)[1])
        os.close(self._handle)
        return taken


class FilePort(AskingPort):
    """A port for one device file or plain file; opened anew for each job, so that a printer may be unplugged."""

    def __init__(self, path: str, *, known: Known | None = None, timing: Timing | None = None) -> None:
        """Nothing is opened yet."""
        super().__init__(self._device, known, timing)
        self._path = Path(path)

    def status(self) -> Status:
        """Ask a device; a plain file is online and tells nothing."""
        if self._is_plain():
            return Status(online=self._path.parent.is_dir())
        return super().status()

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print one slip; into a plain file its bytes are appended."""
        if not self._is_plain():
            return super().print(fragments)
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(self._path, flags, 0o644)
        except OSError:
            return Outcome(State.HELD, NOT_WRITABLE, 0, "offline")
        try:
            return _appended(handle, b"".join(fragments))
        finally:
            os.close(handle)

    def _is_plain(self) -> bool:
        """Tell a plain file, which is made when missing, from a device; no file is ever made among the devices."""
        try:
            return stat.S_ISREG(self._path.stat().st_mode)
        except OSError:
            return not self._path.is_relative_to("/dev")

    def _device(self) -> FileLine:
        try:
            kind = self._path.stat().st_mode
            if stat.S_ISDIR(kind):
                raise NoLine(NOT_THERE)
            flags = os.O_RDWR if stat.S_ISCHR(kind) else os.O_WRONLY
            return FileLine(os.open(self._path, flags | _NO_WAITING), self._timing.linger)
        except OSError as error:
            raise NoLine(why_not(error)) from error


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
        return Outcome(State.HELD, NOT_WRITABLE, 0, "offline")
    return Outcome(State.SENT, "", len(data), "unknown")
