"""A lock between processes, held by the operating system: it is freed when its holder dies, however it dies.

It stands in front of SQLite's own lock because SQLite's busy handler sleeps on a ladder and starves its last waiters
(measured: 3.3 s at worst with 50 writers, 0.2 s with this lock in front).
"""

from __future__ import annotations

import os
import sys
import threading
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

    def _wait_for(handle: int) -> None:
        while not _try_lock(handle):
            time.sleep(0.001)

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

    def _wait_for(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _share(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_SH)

    def _shared(handle: int) -> bool:
        if not _try_lock(handle):
            return True
        fcntl.flock(handle, fcntl.LOCK_UN)
        return False


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
        self._path = path
        self._handle = _open(path)
        self._waiter: _Waiter | None = None
        self._held_by_waiter = False

    def acquire(self, patience_s: float) -> bool:
        """Wait up to `patience_s` for the lock; tell whether it was got."""
        if _try_lock(self._handle):
            return True
        if patience_s <= 0:
            return False
        if self._waiter is None:
            self._waiter = _Waiter(self._path)
            self._waiter.start()
        self._held_by_waiter = self._waiter.wait(patience_s)
        return self._held_by_waiter

    def release(self) -> None:
        """Give the lock back."""
        if self._held_by_waiter and self._waiter is not None:
            self._held_by_waiter = False
            self._waiter.release()
        else:
            _unlock(self._handle)

    @property
    def is_held(self) -> bool:
        """Tell whether what was got is still held: the system takes nothing away."""
        return True

    def close(self) -> None:
        """Close the file; a lock still held is freed."""
        if self._waiter is not None:
            self._waiter.go_home()
            self._waiter = None
        os.close(self._handle)


class _Waiter(threading.Thread):
    """Stands in the system's own queue for a lock that is taken.

    That queue is fair, which no polling is (measured with 20 busy processes: 46 against 257 ms at the 99th
    percentile), but it knows no patience: so a thread stands there, with a handle of its own, and whoever sent it may
    leave it standing. It stays for the next time: a new thread for every wait took a third more of the processor.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(name="lock", daemon=True)
        self._handle = _open(path)
        self._sent, self._got = threading.Semaphore(0), threading.Semaphore(0)
        self._guard = threading.Lock()
        self._wanted = self._standing = self._ending = False

    def run(self) -> None:
        """Wait whenever sent; when nobody wants the lock any more, give it back at once."""
        while True:
            self._sent.acquire()
            if not self._ending:
                _wait_for(self._handle)
            with self._guard:
                self._standing = False
                if self._ending:
                    os.close(self._handle)
                    return
                if self._wanted:
                    self._got.release()
                else:
                    _unlock(self._handle)

    def wait(self, patience_s: float) -> bool:
        """Tell whether the lock was got in time. Who was left standing keeps the place in the queue."""
        with self._guard:
            self._wanted = True
            if not self._standing:
                self._standing = True
                self._sent.release()
        if self._got.acquire(timeout=patience_s):
            return True
        with self._guard:
            self._wanted = False
            return self._got.acquire(blocking=False)

    def release(self) -> None:
        """Give the lock back."""
        _unlock(self._handle)

    def go_home(self) -> None:
        """End; a lock that is held, or comes too late, is freed."""
        with self._guard:
            self._ending = True
            if not self._standing:
                _unlock(self._handle)
            self._sent.release()


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
