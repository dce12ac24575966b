"""A limit for waiting on a server that is frozen: it keeps its connections open, and its own time-outs do not run."""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import suppress

import psycopg

SILENCE_S = 20.0
"""A server that says nothing for so long in the middle of an act is given up; longer than its own time-outs."""


class Watch:
    """Cuts a connection whose server says nothing: whoever waits for it goes on with an error."""

    def __init__(self) -> None:
        """Begin to watch; nothing is due yet."""
        self._due = 0.0
        self._wire: socket.socket | None = None
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None

    def over(self, connection: psycopg.Connection) -> None:
        """Watch a (new) connection."""
        self.let_go()
        self._wire = socket.socket(fileno=os.dup(connection.fileno()))
        if self._thread is None:
            self._thread = threading.Thread(target=self._look, name="server watch", daemon=True)
            self._thread.start()

    def expect(self, within_s: float = SILENCE_S) -> None:
        """An answer is expected within so many seconds."""
        self._due = time.monotonic() + within_s

    def calm(self) -> None:
        """Nothing is expected."""
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
        while not self._closing.wait(0.5):
            wire = self._wire
            if wire is not None and self._due and time.monotonic() > self._due:
                self._due = 0.0
                with suppress(OSError):  # closed in the meantime: there is nobody left to wake
                    wire.shutdown(socket.SHUT_RDWR)
