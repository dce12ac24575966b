"""A tap on the shoulder of the other stations on this PC after a commit: look at the journal.

A datagram on the loopback interface, to a multicast group and port worked out from the database's path. It is a hint
only: whoever misses it sees the change at the next poll of `PRAGMA data_version`. It carries nothing worth reading.

A datagram costs a press about a tenth of its time, so none is sent when nobody listens: every listener holds a shared
lock on a small file beside the database, which the system frees when the listener's process ends, however it ends.
"""

from __future__ import annotations

import logging
import os
import socket
import struct
import sys
from hashlib import sha256
from pathlib import Path

from loket.store.lock import Presence

log = logging.getLogger(__name__)
LOOPBACK = "127.0.0.1"


def _address(path: Path) -> tuple[str, int]:
    digest = sha256(os.fsencode(os.path.realpath(path))).digest()
    return f"239.255.{digest[0]}.{digest[1]}", 40000 + int.from_bytes(digest[2:4], "big") % 20000


class Listener(socket.socket):
    """A socket that counts as present while it is open; an `Ear` of the contract."""

    _presence: Presence | None = None

    def attend(self, path: Path) -> None:
        """Be counted as a listener of the file at `path`; raises OSError when it cannot be made."""
        self._presence = Presence(path)
        self._presence.be_there()

    def hear(self) -> None:
        """Take in what has come; never waits."""
        try:
            while self.recv(64):
                pass
        except BlockingIOError:
            return

    def close(self) -> None:
        """Close the socket and leave."""
        super().close()
        if self._presence is not None:
            self._presence.close()
            self._presence = None


class Nudge:
    """Sends and receives nudges for one database."""

    def __init__(self, path: Path) -> None:
        """Prepare for `path`; without a usable network stack nudges are silently not sent, polls still work."""
        self._address = _address(path)
        self._attendance = path.with_name(path.name + "-listeners")
        self._listeners: Presence | None = None
        self._sender: socket.socket | None = None
        try:
            self._listeners = Presence(self._attendance)
            sender = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(LOOPBACK))
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
            sender.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 1)
            sender.setblocking(False)
            self._sender = sender
        except OSError as error:
            log.info("no nudges between stations, polling only: %s", error)

    def send(self) -> None:
        """Tell the other stations that something was committed."""
        if self._sender is not None and self._listeners is not None and self._listeners.anyone():
            try:
                self._sender.sendto(b"!", self._address)
            except OSError as error:
                log.info("nudge not sent: %s", error)
                self._sender.close()
                self._sender = None

    def ear(self) -> Listener | None:
        """Give a non-blocking socket that becomes readable at each nudge, or None where that is not to be had."""
        receiver = Listener(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            receiver.attend(self._attendance)
            receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if hasattr(socket, "SO_REUSEPORT"):
                receiver.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            # Bound to the group where the system allows it, so that nothing from the office's network arrives here.
            receiver.bind(("" if sys.platform == "win32" else self._address[0], self._address[1]))
            group = struct.pack("4s4s", socket.inet_aton(self._address[0]), socket.inet_aton(LOOPBACK))
            receiver.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group)
            receiver.setblocking(False)
        except OSError as error:
            log.info("no nudges between stations, polling only: %s", error)
            receiver.close()
            return None
        return receiver

    def close(self) -> None:
        """Close the sending socket."""
        if self._sender is not None:
            self._sender.close()
            self._sender = None
        if self._listeners is not None:
            self._listeners.close()
            self._listeners = None
