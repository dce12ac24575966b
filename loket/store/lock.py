"""A lock between processes, held by the operating system: it is freed when its holder dies, however it dies.

It stands in front of SQLite's own lock because SQLite's busy handler sleeps on a ladder and starves its last waiters
(measured: 3.3 s at worst with 50 writers, 0.2 s with this lock in front).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from loket.errors import N_, Trouble

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def _share(handle: int) -> None:
        """Windows has no shared lock of this kind: `Presence.anyone` says yes there."""

    def _shared(_handle: int) -> bool:
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)

    def _share(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_SH)

    def _shared(handle: int) -> bool:
        if not _try_lock(handle):
            return True
        fcntl.flock(handle, fcntl.LOCK_UN)
        return False


FIRST_PAUSE_S = 0.0001
LONGEST_PAUSE_S = 0.002


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)


class Presence:
    """Tells whether anyone is there: each who is holds a shared lock on the file, which ends with its process."""

    def __init__(self, path: Path) -> None:
        """Open (and create) the file; raises OSError when the folder cannot be written."""
        self._handle = _open(path)

    def be_there(self) -> None:
        """Be there until `close`, or until the process ends."""
        _share(self._handle)

    def anyone(self) -> bool:
        """Tell whether somebody else is there (1 µs); sometimes yes when nobody is, never no when somebody is."""
        return _shared(self._handle)

    def close(self) -> None:
        """Be there no more."""
        os.close(self._handle)


class ProcessLock:
    """A lock on one file, for one owner in this process; not reentrant."""

    def __init__(self, path: Path) -> None:
        """Open (and create) the lock file; raises OSError when the folder cannot be written."""
        self._handle = _open(path)

    def acquire(self, patience_s: float) -> bool:
        """Wait up to `patience_s` for the lock; tell whether it was got."""
        if _try_lock(self._handle):
            return True
        until = time.monotonic() + patience_s
        pause = FIRST_PAUSE_S
        while time.monotonic() < until:
            time.sleep(pause)
            if _try_lock(self._handle):
                return True
            pause = min(pause * 1.5, LONGEST_PAUSE_S)
        return False

    def release(self) -> None:
        """Give the lock back."""
        _unlock(self._handle)

    def close(self) -> None:
        """Close the file; a lock still held is freed."""
        os.close(self._handle)


def hold_or_refuse(path: Path) -> ProcessLock | None:
    """Hold the lock at `path` until it is closed or the process ends; None when somebody else holds it.

    Raises Trouble when the lock file cannot be made.
    """
    try:
        lock = ProcessLock(path)
    except OSError as error:
        raise Trouble(
            "lock_unwritable",
            N_("Folder {folder} tidak dapat ditulisi. Periksa izin folder itu, lalu coba lagi."),
            folder=path.parent,
        ) from error
    if lock.acquire(0):
        return lock
    lock.close()
    return None
