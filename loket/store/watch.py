"""A limit for waiting on a server that is frozen: it keeps its connections open, and its own time-outs do not run."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

import psycopg

SILENCE_S = 20.0
"""A server that leaves a statement unanswered for so long is given up; longer than its own time-outs."""

SLOW_S = 600.0
"""The same for a statement that may take its time: a copy, a backup."""

LOOK_S = 0.5


class Watch:
    """Cuts a connection whose server says nothing: whoever waits for it goes on with an error.

    The time runs while an answer is due only, not while this station reads, computes or prints.
    """

    def __init__(self) -> None:
        """Begin to watch; nothing is due yet."""
        self.is_patient = False
        self._due = 0.0
        self._wire: socket.socket | None = None
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def over(self, connection: psycopg.Connection) -> None:
        """Watch a (new) connection."""
        self.let_go()
        # A handle of our own, as psycopg may close its at any time; os.dup knows no sockets on Windows.
        self._wire = socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM)
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="server watch", daemon=True)
            self._thread.start()

    def expect(self) -> None:
        """An answer is due from now on; `is_patient` tells how soon."""
        self._due = time.monotonic() + (SLOW_S if self.is_patient else SILENCE_S)

    def calm(self) -> None:
        """Nothing is due."""
        self._due = 0.0

    def let_go(self) -> None:
        """Watch no connection until the next one."""
        self._due = 0.0
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.close()

    def close(self) -> None:
        """Watch no more."""
        self._closing.set()
        self.let_go()

    def _look(self) -> None:
        while not self._closing.wait(LOOK_S):
            wire, due = self._wire, self._due
            if wire is not None and due and time.monotonic() > due:
                self._due = 0.0
                with suppress(OSError):  # closed in the meantime: there is nobody left to wake
                    wire.shutdown(socket.SHUT_RDWR)
