"""The inside of a printer as a machine over bytes: a buffer, a head, a knife, paper that may end.

Status questions are answered at once, even from the middle of a picture, as real printers do; everything else is done
in its turn. What it does not know it passes over, as printers do; the strict reader is `printers.virtual.decode`.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtGui import QImage

from printers.escpos_bytes import INIT
from printers.faults import IN_ROWS, WELL, Fault
from printers.ink import image_of
from printers.virtual import Undecodable, decode

BUFFER = 65_536
SMALL_BUFFER = 4096
KEPT_BACK = 2048
"""Bytes that a forgetful printer has not printed yet when the line closes."""

TEXT_ROWS = 30
"""Rows of a line of text in the printer's own letters."""

_QUESTION = re.compile(rb"\x10\x04[\x01-\x04]", re.DOTALL)

_LENGTHS = {
    b"\x1b": {
        **dict.fromkeys(b"@2", 2),
        **dict.fromkeys(b"!aEG-dJtRMV 3{", 3),
        **dict.fromkeys(b"$\\B", 4),
        **dict.fromkeys(b"p", 5),
    },
    b"\x1d": {**dict.fromkeys(b"!BHfhwrIa", 3), **dict.fromkeys(b"LW", 4)},
    b"\x1c": {**dict.fromkeys(b".&", 2), **dict.fromkeys(b"!-S", 3)},
    b"\x10": {4: 3, 5: 3, 20: 5},
}
"""Bytes of each command that is read over or done, by its first two."""


@dataclass(slots=True)
class Sheet:
    """One piece of paper: its rows of ink, whether it was cut off, and the bytes that were done for it."""

    width: int
    rows: list[bytes] = field(default_factory=list)
    cut: bool = False
    data: bytearray = field(default_factory=bytearray)

    @property
    def is_inked(self) -> bool:
        """Tell whether anything is to be seen on it."""
        return any(any(row) for row in self.rows)

    @property
    def image(self) -> QImage:
        """The paper as a picture: what its bytes print, else what the head did; raises Undecodable without rows."""
        try:
            papers = decode(INIT + bytes(self.data), self.width)
        except Undecodable:
            papers = []
        rows = papers[0].rows if papers and len(papers[0].rows) >= len(self.rows) else self.rows
        if not rows:
            raise Undecodable("nothing on paper")
        return image_of(rows, self.width)


class Engine:
    """A printer without its line. `papers` is the truth about the paper; the last one hangs from the printer."""

    def __init__(
        self,
        width_dots: int = 576,
        fault: Fault = WELL,
        *,
        rows_per_s: float = 0.0,
        buffer: int = BUFFER,
        on_cut: Callable[[Sheet], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`rows_per_s` 0 prints at once; `on_cut` is told of each sheet that falls, in the thread that feeds bytes."""
        self.papers = [Sheet(width_dots)]
        self.heard = 0
        """Bytes taken into the buffer since it was made, status questions left out."""
        self._buffer, self._tail, self._size = bytearray(), b"", buffer
        self._fault, self._rows_left, self._jammed = fault, fault.at, False
        self._band = (0, 0)
        self._line = 0
        self._speed, self._clock, self._on_cut = rows_per_s, clock, on_cut
        self._free_at = 0.0

    # --- faults ---------------------------------------------------------------------------------------------------

    @property
    def fault(self) -> Fault:
        """What goes wrong with it."""
        return self._fault

    @fault.setter
    def fault(self, fault: Fault) -> None:
        self._fault, self._rows_left, self._jammed = fault, fault.at, False
        self._free_at = max(self._free_at, self._clock())

    @property
    def stopped_by(self) -> str:
        """The fault of the mechanism that keeps it from printing now; empty when it can."""
        if self._fault.kind in IN_ROWS and self._rows_left <= 0:
            return self._fault.kind
        return "error" if self._jammed else "offline" if self._fault.kind == "offline" else ""

    @property
    def sheets(self) -> list[Sheet]:
        """The papers with ink."""
        return [sheet for sheet in self.papers if sheet.is_inked]

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is left to be done: no bytes wait that could be printed now."""
        return bool(self.stopped_by) or not self._can_step()

    # --- the line -------------------------------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """Bytes that it would take now; one without flow control takes all and loses some."""
        if self._fault.kind == "overflow":
            return SMALL_BUFFER
        return max(0, self._size - len(self._buffer))

    def take(self, data: bytes) -> bytes:
        """Take bytes, do what can be done now, and give the answers."""
        answers = b""
        seen = self._tail + data
        for question in _QUESTION.finditer(seen):
            answers += self._status(question.group()[2])
        self.heard += len(data) - 3 * len(_QUESTION.findall(seen))
        self._tail = seen[-2:] if seen[-2:-1] == b"\x10" or seen[-1:] == b"\x10" else b""
        if self._fault.kind == "overflow":
            data = data[: max(0, SMALL_BUFFER - len(self._buffer))]
        if self.is_idle:
            self._free_at = max(self._free_at, self._clock())
        self._buffer += data
        return self._said(answers) + self.work()

    def work(self) -> bytes:
        """Go on printing as far as time has come; gives the answers."""
        answers = b""
        while self._can_step() and not self.stopped_by and (not self._speed or self._clock() >= self._free_at):
            answers += self._step()
        return self._said(answers)

    def wait_s(self) -> float | None:
        """Seconds until it has something to do; None when it waits for bytes or a hand."""
        if self.is_idle:
            return None
        return max(0.0, self._free_at - self._clock()) if self._speed else 0.0

    def closed(self) -> None:
        """Hear that the line was closed; a forgetful printer drops what it has not printed."""
        self._tail = b""
        if self._fault.kind == "forgets":
            self._buffer.clear()
            self._band = (0, 0)

    def lose_power(self) -> None:
        """Forget everything but the paper."""
        self._buffer.clear()
        self._band, self._line, self._tail = (0, 0), 0, b""

    def _said(self, answers: bytes) -> bytes:
        return b"" if self._fault.kind == "mute" else answers

    def _status(self, question: int) -> bytes:
        if self._fault.kind == "garbage":
            return bytes([question ^ 0x5A])
        why, answer = self.stopped_by, 0x12
        if question == 1 and why:
            answer |= 0x08
        if question == 2:
            answer |= {"cover": 0x04, "out": 0x20, "error": 0x40}.get(why, 0)
        if question == 3 and why == "error":
            answer |= 0x08
        if question == 4:
            answer |= 0x60 if why == "out" else 0x0C if self._fault.kind == "low" else 0
        return bytes([answer])

    # --- what it does ---------------------------------------------------------------------------------------------

    def _can_step(self) -> bool:
        kept = KEPT_BACK if self._fault.kind == "forgets" else 0
        return len(self._buffer) > kept and len(self._buffer) >= self._needs()

    def _needs(self) -> int:
        """Bytes that the next step takes."""
        wide, _ = self._band
        if wide:
            return wide
        start = bytes(self._buffer[:8])
        first, second = start[:1], start[1:2]
        if first in _LENGTHS and not second:
            return 2
        if start.startswith(b"\x1dv"):
            return 8
        if start.startswith((b"\x1d(", b"\x1c(")):
            return 5 + int.from_bytes(start[3:5], "little") if len(start) >= 5 else 5
        if start.startswith(b"\x1dV"):
            return 3 if start[2:3] in (b"\0", b"\1", b"0", b"1") else 3 if len(start) < 3 else 4
        return _LENGTHS.get(first, {}).get(second[0], 2) if first in _LENGTHS else 1

    def _step(self) -> bytes:
        size = self._needs()
        done = bytes(self._buffer[:size])
        del self._buffer[:size]
        sheet = self.papers[-1]
        if done[:1] != b"\x10" and done[:2] not in (b"\x1dr", b"\x1dI", b"\x1d("):
            sheet.data += done
        if self._band[0]:
            self._print_row(done)
        elif done.startswith(b"\x1dv0"):
            wide, high = int.from_bytes(done[4:6], "little"), int.from_bytes(done[6:8], "little")
            self._band = (wide, high) if wide and high else (0, 0)
        elif done.startswith(b"\x1dV"):
            self._cut(done)
        elif done in (b"\n", b"\r"):
            self._feed_line()
        elif done[0] >= 0x20:
            self._line += 1
        else:
            return self._commanded(done)
        return b""

    def _commanded(self, done: bytes) -> bytes:
        """Do what is neither picture, letter nor cut."""
        if done == INIT:
            self._line = 0
        elif done[:2] in (b"\x1bd", b"\x1bJ"):
            for _ in range(done[2] * (TEXT_ROWS if done[1:2] == b"d" else 1)):
                self._row(bytes(self.papers[-1].width // 8))
        elif done[:2] == b"\x1dr" and self._fault.kind not in ("no-fence", "garbage"):
            return b"\x00"
        elif done.startswith(b"\x1d(H\x06\x0000") and self._fault.kind not in ("no-fence", "garbage"):
            return b'7"' + done[7:11] + b"\0"
        elif done[:2] == b"\x1dI":
            names = {65: b"_1.0\0", 66: b"_LOKET\0", 67: b"_Simulator\0"}
            return names.get(done[2], b"\x20")
        return b""

    def _print_row(self, row: bytes) -> None:
        wide, left = self._band
        self._band = (wide, left - 1) if left > 1 else (0, 0)
        self._row(row[: self.papers[-1].width // 8].ljust(self.papers[-1].width // 8, b"\0"))

    def _feed_line(self) -> None:
        """Print a line of text as far as this machine can: a bar as long as the line."""
        wide = self.papers[-1].width // 8
        ink = bytes([0xFF] * min(wide, self._line)).ljust(wide, b"\0")
        for row in range(TEXT_ROWS):
            self._row(ink if self._line and row < TEXT_ROWS - 6 else bytes(wide))
        self._line = 0

    def _row(self, row: bytes) -> None:
        self.papers[-1].rows.append(row)
        self._rows_left -= 1
        if self._speed:
            self._free_at += 1 / self._speed

    def _cut(self, done: bytes) -> None:
        sheet = self.papers[-1]
        if self._fault.kind == "knife":
            self._jammed = True
            self._buffer[:0] = done  # what it cannot do now it does when the knife is free
            del sheet.data[-len(done) :]
            return
        sheet.cut = True
        self.papers.append(Sheet(sheet.width))
        if self._on_cut is not None:
            self._on_cut(sheet)
