"""A printer in the network (port 9100). Own sockets: the job's fate is read from the line, not from `sendall`."""

from __future__ import annotations

import select
import socket
import time
from contextlib import suppress

from printers.port import BROKEN_OFF, UNREACHABLE, Outcome, State, Status
from printers.talk import LineBroken, Talk, Timing, ask

SEND_BUFFER = 4096
"""Bytes the system may hold for us: little, so that "taken" is near to "at the printer"."""


class _SocketLine:
    def __init__(self, connection: socket.socket) -> None:
        connection.setblocking(False)
        self._socket = connection

    def send(self, data: bytes, patience_s: float) -> int:
        if not select.select([], [self._socket], [], patience_s)[1]:
            return 0
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LineBroken from error

    def receive(self, patience_s: float) -> bytes:
        if not select.select([self._socket], [], [], patience_s)[0]:
            return b""
        try:
            heard = self._socket.recv(64)
        except BlockingIOError:
            return b""
        except OSError as error:
            raise LineBroken from error
        if not heard:
            raise LineBroken
        return heard

    def finish(self, linger_s: float) -> bool:
        """Close our half and wait for the printer to close its own; False when it broke off instead."""
        until = time.monotonic() + linger_s
        try:
            self._socket.shutdown(socket.SHUT_WR)
            while (left := until - time.monotonic()) > 0:
                if select.select([self._socket], [], [], left)[0] and not self._socket.recv(64):
                    return True
        except OSError:
            return False
        return True


class TcpPort:
    """A port for one printer in the network; connects anew for each job, because printers serve one at a time."""

    def __init__(self, host: str, port: int, *, answers: bool = False, timing: Timing | None = None) -> None:
        """`answers`: this printer is known to tell its status, so silence means trouble and not ignorance."""
        self._address, self._answers, self._timing = (host, port), answers, timing or Timing()

    def status(self) -> Status:
        """Connect and ask; a printer that cannot be reached is offline."""
        connection = self._connected()
        if connection is None:
            return Status(online=False)
        with connection:
            try:
                found = ask(_SocketLine(connection), self._timing)
            except LineBroken:
                return Status(online=False)
            self._answers |= bool(found.raw)
            return found if found.raw or not self._answers else Status(online=False)

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print one slip."""
        connection = self._connected()
        if connection is None:
            return Outcome(State.HELD, UNREACHABLE, 0, "offline")
        with connection:
            line = _SocketLine(connection)
            outcome = Talk(line, self._timing).print(fragments, must_answer=self._answers)
            whole = line.finish(self._timing.linger)
        if outcome.printer not in ("unknown", "offline"):
            self._answers = True
        if outcome.state is State.SENT and not whole:
            return Outcome(State.PARTIAL, BROKEN_OFF, outcome.bytes_sent, "offline")
        return outcome

    def _connected(self) -> socket.socket | None:
        """Connect within the patience, trying a second time: a printer that sleeps misses the first call."""
        for _ in range(2):
            with suppress(OSError):
                connection = socket.create_connection(self._address, timeout=self._timing.connect)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
        return None
