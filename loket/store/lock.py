"""A lock between processes, held by the operating system: it is freed when its holder dies, however it dies.

It stands in front of SQLite's own lock because SQLite's busy handler sleeps on a ladder and starves its last waiters
(measured: 3.3 s at worst with 50 writers, 0.2 s with this lock in front).
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from loket.errors import N_, Trouble
from loket.store.system_lock import is_shared, open_file, share, try_lock, unlock, wait_for
from loket.store.waiting_line import WaitingLine


class Presence:
    """Tells whether anyone is there: each who is holds a shared lock on the file, which ends with its process."""

    def __init__(self, path: Path) -> None:
        """Open (and create) the file; raises OSError when the folder cannot be written."""
        self._handle = open_file(path)

    def be_there(self) -> None:
        """Be there until `close`, or until the process ends."""
        share(self._handle)

    def anyone(self) -> bool:
        """Tell whether somebody else is there (1 µs); sometimes yes when nobody is, never no when somebody is."""
        return is_shared(self._handle)

    def close(self) -> None:
        """Be there no more."""
        os.close(self._handle)


class ProcessLock:
    """A lock on one file, for one owner in this process; not reentrant. Who waits stands in a `WaitingLine`."""

    def __init__(self, path: Path) -> None:
        """Open (and create) the lock file; raises OSError when the folder cannot be written."""
        self._path = path
        self._handle = open_file(path)
        self._line: WaitingLine | None = None
        self._waiter: _Waiter | None = None
        self._ticket: int | None = None

    def acquire(self, patience_s: float) -> bool:
        """Wait up to `patience_s` for the lock; tell whether it was got. Without patience it is only tried.

        Raises OSError when the file of the line cannot be made.
        """
        if self._waiter is not None and self._waiter.is_standing:
            return self._wait(patience_s, None)
        if patience_s <= 0:
            return try_lock(self._handle)
        if self._line is None:
            self._line = WaitingLine(self._path.with_name(self._path.name + "-line"))
        if self._line.is_empty and try_lock(self._handle):
            return True
        ticket = self._line.try_to_enter()
        if ticket is None or not (self._line.is_turn(ticket) and try_lock(self._handle)):
            return self._wait(patience_s, ticket)
        self._ticket = ticket
        return True

    def _wait(self, patience_s: float, ticket: int | None) -> bool:
        if self._line is None:
            return False
        if self._waiter is None:
            self._waiter = _Waiter(self._handle, self._line)
            self._waiter.start()
        self._ticket = self._waiter.wait(patience_s, ticket)
        return self._ticket is not None

    def release(self) -> None:
        """Give the lock back; the next in line gets it."""
        unlock(self._handle)
        if self._line is not None and self._ticket is not None:
            self._line.leave(self._ticket)
            self._ticket = None

    @property
    def is_held(self) -> bool:
        """Tell whether what was got is still held: the system takes nothing away."""
        return True

    def close(self) -> None:
        """Close the file; a lock still held is freed, and a thread left standing goes home when its turn comes."""
        if self._waiter is not None:
            if not self._waiter.is_standing:
                self.release()
            self._waiter.go_home()
        else:
            os.close(self._handle)
            if self._line is not None:
                self._line.close()


class _Waiter(threading.Thread):
    """Waits for a turn, which knows no patience: so a thread does, and whoever sent it may leave it standing.

    It stays for the next time: a new thread for every wait took a third more of the processor.
    """

    def __init__(self, handle: int, line: WaitingLine) -> None:
        super().__init__(name="lock", daemon=True)
        self._handle, self._line = handle, line
        self._sent, self._got = threading.Semaphore(0), threading.Semaphore(0)
        self._guard = threading.Lock()
        self._wanted = self._ending = self.is_standing = False
        self._ticket: int | None = None

    def run(self) -> None:
        """Wait whenever sent; when nobody wants the lock any more, give it back at once."""
        while True:
            self._sent.acquire()
            if self.is_standing:
                self._stand()
            with self._guard:
                if self._ending:
                    os.close(self._handle)
                    self._line.close()
                    return
                self.is_standing = False
                if self._wanted:
                    self._got.release()
                elif self._ticket is not None:
                    unlock(self._handle)
                    self._line.leave(self._ticket)

    def _stand(self) -> None:
        if self._ticket is None:
            self._ticket = self._line.enter()
        self._line.await_turn(self._ticket)
        wait_for(self._handle)

    def wait(self, patience_s: float, ticket: int | None) -> int | None:
        """Give the ticket with which the lock was got, None when it was not got in time.

        `ticket`: a place in the line that is taken already. Who was left standing keeps his place.
        """
        with self._guard:
            self._wanted = True
            if not self.is_standing:
                self.is_standing, self._ticket = True, ticket
                self._sent.release()
        if not self._got.acquire(timeout=max(0.0, patience_s)):
            with self._guard:
                self._wanted = False
                if not self._got.acquire(blocking=False):
                    return None
        return self._ticket

    def go_home(self) -> None:
        """End; a lock that is held, or comes too late, is freed."""
        with self._guard:
            self._ending = True
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
