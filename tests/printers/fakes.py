"""A printer on the loopback interface that can go wrong in every way that was seen in the field."""

from __future__ import annotations

import select
import socket
import struct
import threading
from dataclasses import dataclass, field, replace
from typing import Self

from printers.escpos_bytes import BAND, CUT, FS_DOT, INIT, LEFT
from printers.talk import Timing
from printers.virtual import Paper

QUICK = Timing(connect=1.0, answer=0.4, progress=0.4, rows_per_s=1e9, grace=0.1, linger=0.2)
"""Patience for a printer in the same process that will be silent at some point."""

PATIENT = replace(QUICK, answer=10.0, progress=10.0, linger=2.0)
"""Patience for one that answers: nobody waits so long, but a busy machine does not make it look silent."""

SILENT = ("mute", "garbage", "no-fence", "drops", "stall", "out", "reset", "end")


def timing_for(kind: str) -> Timing:
    """Give the patience that a fault calls for."""
    return QUICK if kind in SILENT else PATIENT


FENCE = b"\x1dr\x01"


@dataclass
class Fault:
    """What goes wrong, and from which byte of the job on. Status answers are given unless `mute` or `garbage`."""

    kind: str = ""
    at: int = 0

    def __str__(self) -> str:
        return f"{self.kind}@{self.at}"


@dataclass
class Engine:
    """What the printer does with the bytes it has taken: prints rows, until paper ends."""

    fault: Fault
    papers: list[Paper] = field(default_factory=lambda: [Paper(576)])
    buffer: bytearray = field(default_factory=bytearray)
    taken: int = 0

    @property
    def is_out(self) -> bool:
        return self.fault.kind == "out" and self.taken >= self.fault.at

    def take(self, data: bytes) -> bytes:
        """Take bytes and give the answers."""
        self.buffer += data
        answers = b""
        while (step := self._step()) is not None:
            answers += step
        return answers

    def _step(self) -> bytes | None:
        if self.buffer[:2] == b"\x10\x04" and len(self.buffer) >= 3:
            question = self.buffer[2]
            del self.buffer[:3]
            return self._status(question)
        if self.is_out or not self.buffer:
            # Real-time questions are found behind what waits, too.
            place = self.buffer.find(b"\x10\x04")
            if place >= 0 and len(self.buffer) >= place + 3:
                question = self.buffer[place + 2]
                del self.buffer[place : place + 3]
                return self._status(question)
            return None
        for plain in (INIT, FS_DOT, LEFT, b"\0"):
            if self.buffer.startswith(plain):
                return self._done(len(plain))
        if self.buffer.startswith(CUT):
            self.papers[-1].cut = True
            self.papers.append(Paper(576))
            return self._done(len(CUT))
        if self.buffer.startswith(FENCE):
            self._done(len(FENCE))
            return b"" if self.fault.kind in ("no-fence", "mute") else b"\x00"
        if self.buffer.startswith(BAND) and len(self.buffer) >= 8:
            wide, high = struct.unpack("<HH", self.buffer[4:8])
            if len(self.buffer) >= 8 + wide * high:
                for row in range(high):
                    line = bytes(self.buffer[8 + row * wide : 8 + (row + 1) * wide])
                    self.papers[-1].rows.append(line.ljust(72, b"\0"))
                return self._done(8 + wide * high)
        return None

    def _done(self, size: int) -> bytes:
        self.taken += size
        del self.buffer[:size]
        return b""

    def _status(self, question: int) -> bytes:
        kind = self.fault.kind
        if kind == "mute":
            return b""
        cover, offline, error = kind == "cover", kind == "offline", kind == "error"
        answer = 0x12
        if question == 1 and (offline or cover or error or self.is_out):
            answer |= 0x08
        if question == 2:
            answer |= 0x04 * cover | 0x20 * self.is_out | 0x40 * error
        if question == 4:
            answer |= 0x60 * self.is_out | 0x0C * (kind == "low")
        return bytes([answer])


class FakePrinter:
    """Use as a context manager; `engine.papers` is the truth about the paper."""

    def __init__(self, kind: str = "", at: int = 0, *, heals: bool = False) -> None:
        self.fault = Fault(kind, at)
        self.engine = Engine(self.fault)
        self._heals = heals
        self._listener = socket.create_server(("127.0.0.1", 0))
        # A small window: what was sent and not yet read stays near to what the printer has taken.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.port = self._listener.getsockname()[1]
        self._stop_out, self._stop_in = socket.socketpair()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        if self.fault.kind == "refuse":
            self._listener.close()
        else:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop_in.send(b"!")
        if self._thread.is_alive():
            self._thread.join(5)
        for each in (self._listener, self._stop_in, self._stop_out):
            each.close()

    @property
    def papers(self) -> list[Paper]:
        return [paper for paper in self.engine.papers if any(any(row) for row in paper.rows)]

    def heal(self) -> None:
        self.fault.kind = ""
        self.engine.buffer.clear()

    def _serve(self) -> None:
        while True:
            ready = select.select([self._listener, self._stop_out], [], [])[0]
            if self._stop_out in ready:
                return
            connection, _ = self._listener.accept()
            with connection:
                stopped = self._talk(connection)
            # What was not printed when the line closed is lost; a new line begins afresh.
            if self._heals and self.engine.taken:
                self.heal()
            self.engine.buffer.clear()
            if stopped:
                return

    def _talk(self, connection: socket.socket) -> bool:
        heard = 0
        while True:
            if self._stop_out in select.select([connection, self._stop_out], [], [])[0]:
                return True
            kind, at = self.fault.kind, self.fault.at
            if kind in ("reset", "end", "stall") and heard >= at:
                return self._break(connection, kind)
            try:
                data = connection.recv(min(4096, at - heard) if kind in ("reset", "end", "stall") else 4096)
            except OSError:
                return False
            if not data:
                return False
            heard += len(data)
            if kind == "garbage":
                answers = bytes(byte ^ 0x5A for byte in data[:3])
            elif kind == "drops":
                # A clone that has not printed yet what it has taken, and forgets it when the line is closed.
                answers = self.engine.take(data[:3]) if data.startswith(b"\x10\x04") else b""
            else:
                answers = self.engine.take(data)
            if answers and not self._answer(connection, answers):
                return False

    @staticmethod
    def _answer(connection: socket.socket, answers: bytes) -> bool:
        try:
            connection.sendall(answers)
        except OSError:
            return False
        return True

    def _break(self, connection: socket.socket, kind: str) -> bool:
        if kind == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif kind == "stall":
            # Never read again: the peer's buffers fill up.
            return bool(select.select([self._stop_out], [], [], 1.5)[0])
        return False
