"""A printer in the network (port 9100). Own sockets: the job's fate is read from the line, not from `sendall`."""

from __future__ import annotations

import select
import socket
import struct
import time

from loket.model.print_reasons import UNREACHABLE
from printers.asking import AskingPort, NoLine
from printers.talk import Known, LineBroken, Timing

SEND_BUFFER = 4096
"""Bytes the system may hold for us: little, so that "taken" is near to "at the printer"."""

_AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER: close by breaking off, what has not left is thrown away."""

CALLS = 3
"""How often to call a printer that does not take the call: one that sleeps misses the first."""


class SocketLine:
    """A line over a connected socket."""

    def __init__(self, connection: socket.socket, linger_s: float) -> None:
        connection.setblocking(False)
        self._socket, self._linger_s, self._stuck = connection, linger_s, False

    def send(self, data: bytes, patience_s: float) -> int:
        """Hand over what the system takes."""
        self._stuck = not select.select([], [self._socket], [], patience_s)[1]
        if self._stuck:
            return 0
        try:
            return self._socket.send(data)
        except BlockingIOError:
            return 0
        except OSError as error:
            raise LineBroken from error

    def receive(self, patience_s: float) -> bytes:
        """Give what has arrived."""
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

    def finish(self, *, whole: bool) -> bool:
        """Close our half and wait for the printer to close its own; False when it broke off instead.

        One that has stopped reading is left at once, so that it does not print the rest hours later.
        """
        with self._socket:
            if not whole and self._stuck:
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
                return False
            until = time.monotonic() + self._linger_s
            try:
                self._socket.shutdown(socket.SHUT_WR)
                while (left := until - time.monotonic()) > 0:
                    if select.select([self._socket], [], [], left)[0] and not self._socket.recv(64):
                        return True
            except OSError:
                return False
            return True


class TcpPort(AskingPort):
    """A port for one printer in the network."""

    def __init__(self, host: str, port: int, *, known: Known | None = None, timing: Timing | None = None) -> None:
        """Nothing is contacted yet."""
        super().__init__(self._connected, known, timing)
        self._address = (host, port)

    def _connected(self) -> SocketLine:
        """Call up to three times within the patience: a printer that sleeps misses the first call."""
        began, between = time.monotonic(), self._timing.wake / (CALLS - 1)
        for call in range(CALLS):
            time.sleep(max(0.0, began + call * between - time.monotonic()))
            try:
                connection = socket.create_connection(self._address, timeout=self._timing.connect)
            except OSError:
                if time.monotonic() >= began + self._timing.wake:
                    break
                continue
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return SocketLine(connection, self._timing.linger)
        raise NoLine(UNREACHABLE)
