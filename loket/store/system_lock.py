"""What the operating system offers to lock a whole file by: freed when its holder dies, however it dies."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def try_lock(handle: int) -> bool:
        """Lock a file if nobody has; tell whether it is."""
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Unlock it."""
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def wait_for(handle: int) -> None:
        """Wait until it is locked."""
        while not try_lock(handle):
            time.sleep(0.001)

    def share(handle: int) -> None:
        """Windows has no shared lock of this kind: `Presence.anyone` says yes there."""

    def is_shared(_handle: int) -> bool:
        """Tell whether somebody else has locked it: perhaps."""
        return True
else:
    import fcntl

    def try_lock(handle: int) -> bool:
        """Lock a file if nobody has; tell whether it is."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def unlock(handle: int) -> None:
        """Unlock it."""
        fcntl.flock(handle, fcntl.LOCK_UN)

    def wait_for(handle: int) -> None:
        """Wait until it is locked."""
        fcntl.flock(handle, fcntl.LOCK_EX)

    def share(handle: int) -> None:
        """Lock it as one of several."""
        fcntl.flock(handle, fcntl.LOCK_SH)

    def is_shared(handle: int) -> bool:
        """Tell whether somebody else has locked it; it is not locked afterwards."""
        if not try_lock(handle):
            return True
        fcntl.flock(handle, fcntl.LOCK_UN)
        return False


def open_file(path: Path) -> int:
    """Open (and create) a file to lock; raises OSError when that cannot be."""
    return os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o666)
