"""A printer at a serial line: a COM port, a USB adapter, a Bluetooth channel.

pyserial opens the line and sets it up. Its own writes wait for ever when a printer stops reading, so none of them is
left to wait here.
"""

from __future__ import annotations

import select
import sys
import time
from dataclasses import replace

import serial

from printers.asking import AskingPort, NoLine
from printers.devfile import why_not
from printers.talk import Known, LineBroken, Timing

if sys.platform == "win32":
    _FAILURES: tuple[type[Exception], ...] = (OSError,)
else:
    import termios

    _FAILURES = (OSError, termios.error)


_PIECE = 64
"""Bytes written at a time where the system does not say how many it took."""

_QUEUE = 4096
"""Bytes a system keeps for a serial line before it makes the writer wait."""


class SerialLine:
    """A line over an open serial port; `bits_per_s` is its speed."""

    def __init__(self, port: serial.Serial, linger_s: float, bits_per_s: int) -> None:
        self._port, self._linger_s, self._bits_per_s = port, linger_s, bits_per_s
        self._stuck = False

    def send(self, data: bytes, patience_s: float) -> int:
        """Hand over what the line takes."""
        try:
            if sys.platform == "win32":
                return self._send_piece(data)
            if not select.select([], [self._port.fileno()], [], patience_s)[1]:
                return 0
            return int(self._port.write(data))
        except _FAILURES as error:
            raise LineBroken from error

    def _send_piece(self, data: bytes) -> int:
        """Write a piece; one that was not taken whole counts as taken, and nothing more is tried."""
        if self._stuck:
            return 0
        try:
            return int(self._port.write(data[:_PIECE]))
        except serial.SerialTimeoutException:
            self._stuck = True
            return len(data[:_PIECE])

    def receive(self, patience_s: float) -> bytes:
        """Give what has arrived."""
        until = time.monotonic() + patience_s
        try:
            if sys.platform != "win32":
                select.select([self._port.fileno()], [], [], patience_s)
            while not (waiting := self._port.in_waiting) and (left := until - time.monotonic()) > 0:
                time.sleep(min(left, 0.005))
            return bytes(self._port.read(waiting)) if waiting else b""
        except _FAILURES as error:
            raise LineBroken from error

    def finish(self, *, whole: bool) -> bool:
        """Let what was taken leave, at most as long as its bits need; or throw it away."""
        try:
            if whole:
                until = time.monotonic() + self._linger_s + self._port.out_waiting * 10 / self._bits_per_s
                while self._port.out_waiting and time.monotonic() < until:
                    time.sleep(0.01)
                whole = not self._port.out_waiting
            if not whole:
                self._port.reset_output_buffer()
        except _FAILURES:
            whole = False
        finally:
            self._port.close()
        return whole


class SerialPort(AskingPort):
    """A port for one serial printer."""

    def __init__(
        self, device: str, baud: int = 9600, flow: str = "none", *, known: Known | None = None,
        timing: Timing | None = None,
    ) -> None:  # fmt: skip
        """`flow` is one of `printers.port.FLOWS`."""
        patience = timing or Timing()
        queued_s = _QUEUE * 10 / baud  # what the system still holds when the last byte was taken
        super().__init__(self._line, known, replace(patience, grace=patience.grace + queued_s))
        self._device, self._baud, self._flow = device, baud, flow

    def _line(self) -> SerialLine:
        port = serial.Serial()
        port.port, port.baudrate = self._device, self._baud
        port.rtscts, port.xonxoff = self._flow == "rtscts", self._flow == "xonxoff"
        port.timeout = 0
        port.write_timeout = self._timing.progress if sys.platform == "win32" else 0
        if sys.platform != "win32":
            port.exclusive = True
        try:
            port.open()
        except _FAILURES as error:
            raise NoLine(why_not(error)) from error
        return SerialLine(port, self._timing.linger, self._baud)
