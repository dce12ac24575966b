"""The conversation with a printer over any line: ask first, print, set a fence behind the last row, ask again."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from printers.escpos_bytes import rows_of
from printers.port import BROKEN_OFF, SILENT, STALLED, Outcome, State, Status

_ASK_PRINTER, _ASK_CAUSE, _ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
_FENCE = b"\x1dr\x01"
"""GS r 1: answered in its turn, so behind everything that was sent before; not answered while paper is out."""


class LineBroken(Exception):  # noqa: N818 - a fact about the line, told to its own caller only
    """The other end has gone."""


class Line(Protocol):
    """Bytes to and from a printer."""

    def send(self, data: bytes, patience_s: float) -> int:
        """Hand over what is taken within `patience_s`, at least one byte; 0 when none. Raises LineBroken."""
        ...

    def receive(self, patience_s: float) -> bytes:
        """Give what has arrived, waiting up to `patience_s` for the first byte. Raises LineBroken."""
        ...


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient to be, in seconds."""

    connect: float = 1.5
    answer: float = 0.7
    """For one status byte."""
    progress: float = 15.0
    """Without one more byte taken; a printer may think this long, e.g. heat or a full buffer."""
    rows_per_s: float = 480.0
    """The slowest printers we know, 60 mm/s."""
    grace: float = 4.0
    """On top of the time the rows take."""
    linger: float = 1.0
    """For the printer to close its end."""


def ask(line: Line, timing: Timing) -> Status:
    """Ask the three real-time status bytes. A printer that answers nothing, or nonsense, is online and unknown."""
    answers = b""
    for question in (_ASK_PRINTER, _ASK_CAUSE, _ASK_PAPER):
        if line.send(question, timing.answer) != len(question):
            return Status(online=True)
        answer = line.receive(timing.answer)
        if len(answer) != 1 or answer[0] & 0x93 != 0x12:
            return Status(online=True)
        answers += answer
    printer, cause, paper = answers
    sheet = "out" if paper & 0x60 or cause & 0x20 else "low" if paper & 0x0C else "ok"
    return Status(
        online=not printer & 0x08, paper=sheet, cover=bool(cause & 0x04), error=bool(cause & 0x40), raw=answers
    )


class Talk:
    """One job on one line."""

    def __init__(self, line: Line, timing: Timing) -> None:
        """Nothing is sent yet."""
        self._line, self._timing = line, timing
        self._sent = 0

    def print(self, fragments: tuple[bytes, ...], *, must_answer: bool) -> Outcome:
        """Print `fragments`. `must_answer`: this printer has told its status before, so silence means trouble."""
        try:
            before = ask(self._line, self._timing)
        except LineBroken:
            return Outcome(State.HELD, SILENT, 0, "offline")
        if before.reason:
            return Outcome(State.HELD, before.reason, 0, before.state)
        if must_answer and not before.raw:
            return Outcome(State.HELD, SILENT, 0, "offline")
        try:
            for fragment in fragments:
                self._hand_over(fragment)
                if not before.raw:
                    self._pace(fragment)
            return self._confirmed(before, rows_of(fragments))
        except TimeoutError:
            return self._broken(STALLED)
        except LineBroken:
            return self._broken(BROKEN_OFF)

    def _broken(self, reason: str) -> Outcome:
        state = State.PARTIAL if self._sent else State.HELD
        return Outcome(state, reason, self._sent, "offline")

    def _hand_over(self, data: bytes, *, counts: bool = True) -> None:
        rest = memoryview(data)
        while rest:
            taken = self._line.send(bytes(rest), self._timing.progress)
            if not taken:
                raise TimeoutError
            if counts:
                self._sent += taken
            rest = rest[taken:]

    def _pace(self, fragment: bytes) -> None:
        """Give a printer that tells nothing, and may have no flow control, the time that its rows take."""
        pause = rows_of((fragment,)) / self._timing.rows_per_s
        if pause:
            self._line.receive(pause)

    def _confirmed(self, before: Status, rows: int) -> Outcome:
        """Set a fence behind the last row and wait for its answer; watch paper and cover meanwhile."""
        if not before.raw:
            return Outcome(State.SENT, "", self._sent, "unknown")
        self._line.receive(0)  # what came unasked until now is no answer to the fence
        self._hand_over(_FENCE, counts=False)
        until = time.monotonic() + rows / self._timing.rows_per_s + self._timing.grace
        fenced = self._is_fence(self._line.receive(self._timing.answer))
        while not fenced and time.monotonic() < until:
            now, fenced = self._watch()
            if now.reason and not fenced:
                return Outcome(State.PARTIAL, now.reason, self._sent, now.state)
            fenced = fenced or self._is_fence(self._line.receive(self._timing.answer))
        return self._judged(fenced)

    def _judged(self, fenced: bool) -> Outcome:
        """Tell what a whole job came to. Paper that ends after the fence ended behind the last row."""
        try:
            after = ask(self._line, self._timing)
        except LineBroken:
            if not fenced:
                raise
            return Outcome(State.PRINTED, "", self._sent, "unknown")
        if not fenced and (after.reason or not after.raw):
            return Outcome(State.PARTIAL, after.reason or SILENT, self._sent, after.state)
        # Nonsense behind the fence makes the fence doubtful, too.
        state = State.PRINTED if fenced and after.raw else State.ASSUMED
        return Outcome(state, "", self._sent, after.state)

    def _watch(self) -> tuple[Status, bool]:
        """Ask for cause and paper while the fence is open; its answer may come in between."""
        fenced, heard = False, []
        for question in (_ASK_CAUSE, _ASK_PAPER):
            self._line.send(question, self._timing.answer)
            answer = self._line.receive(self._timing.answer)
            if self._is_fence(answer[:1]):
                fenced = True
                answer = answer[1:] or self._line.receive(self._timing.answer)
            if len(answer) == 2 and self._is_fence(answer[1:]):
                fenced = True
                answer = answer[:1]
            if len(answer) != 1 or answer[0] & 0x93 != 0x12:
                return Status(online=True), fenced
            heard.append(answer[0])
        cause, paper = heard
        sheet = "out" if paper & 0x60 or cause & 0x20 else "ok"
        return Status(True, sheet, bool(cause & 0x04), bool(cause & 0x40), bytes(heard)), fenced

    @staticmethod
    def _is_fence(heard: bytes) -> bool:
        """Tell an answer to GS r: one byte whose bits 4 and 7 are clear."""
        return len(heard) == 1 and heard[0] & 0x90 == 0
