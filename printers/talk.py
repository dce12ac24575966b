"""The conversation with a printer over any line: ask first, print, set a fence behind the last row, ask again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from loket.model.print_reasons import BROKEN_OFF, SILENT, STALLED, UNCONFIRMED
from loket.model.printer import Fence
from printers.escpos_bytes import rows_of
from printers.port import Outcome, State, Status

_ASK_PRINTER, _ASK_CAUSE, _ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
_IN_TURN = b"\x1dr\x01"
"""GS r 1: answered in its turn, so behind everything that was sent before; not answered while paper is out."""
_WHEN_PRINTED = b"\x1d(H\x06\x0000"
"""GS ( H function 48, followed by four letters of our own, which come back when all before is printed (Epson)."""
_LETTERS = "ABCDEFGHIJKLMNO"
"""None of them looks like a status byte."""

_FRESH = Status(online=True)
"""What is known of a printer that was not asked, or gave no answer that is one."""

T = TypeVar("T")


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

    def finish(self, *, whole: bool) -> bool:
        """Close the line; tells whether the printer was there to the end.

        `whole`: all was taken over and is to arrive; else what has not left yet is thrown away, not printed later.
        """
        ...


@dataclass(frozen=True, slots=True)
class Timing:
    """How patient to be, in seconds."""

    connect: float = 1.5
    answer: float = 0.7
    """For one status byte."""
    wake: float = 3.0
    """For a printer that sleeps or has just been switched on, which misses the first calls."""
    progress: float = 15.0
    """Without one more byte taken; a printer may think this long, e.g. heat or a full buffer."""
    rows_per_s: float = 480.0
    """The slowest printers we know, 60 mm/s."""
    grace: float = 4.0
    """On top of the time the rows take."""
    linger: float = 1.0
    """For the printer to close its end, and for one that tells nothing to print what it has."""


@dataclass(slots=True)
class Known:
    """What is known of how one printer answers; the conversation learns."""

    answers: bool = False
    """It has told its status before, so silence means trouble and not ignorance."""
    real: bool = True
    """Its status is not proven to be invented (see `PrinterProfile.proven`)."""
    fence: Fence = Fence.UNTRIED
    owes: bool = False
    """A fence of a broken job was never answered: its answer may still come, and is not the next one's."""


class _Ear:
    """Sorts what a printer says: status bytes, and what is left for a fence."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._heard = bytearray()

    def wait(self, take: Callable[[], T | None], patience_s: float) -> T | None:
        """Listen until `take` finds what it looks for; None when that takes longer than `patience_s`."""
        until = time.monotonic() + patience_s
        while (found := take()) is None:
            left = until - time.monotonic()
            heard = self._line.receive(max(0.0, left))
            self._heard += heard
            if not heard:
                left = until - time.monotonic()
                if left <= 0:
                    return take()
                time.sleep(min(left, 0.02))  # a device with nothing to say may say so at once
        return found

    def rest(self, seconds: float) -> None:
        """Let time pass, keeping what is said meanwhile."""
        self.wait(lambda: None, seconds)

    def status(self) -> int | None:
        """Take the next status byte: bits 1 and 4 set, 0 and 7 clear."""
        for place, byte in enumerate(self._heard):
            if byte & 0x93 == 0x12:
                del self._heard[place]
                return byte
        return None

    def in_turn(self) -> bool | None:
        """Take an answer to GS r: a byte whose bits 4 and 7 are clear."""
        for place, byte in enumerate(self._heard):
            if byte & 0x90 == 0:
                del self._heard[place]
                return True
        return None

    def letters(self, answer: bytes) -> bool | None:
        """Take the answer to GS ( H."""
        place = self._heard.find(answer)
        if place < 0:
            return None
        del self._heard[: place + len(answer)]
        return True

    def forget(self, *, status_only: bool = False) -> None:
        """Leave out what came unasked until now."""
        self._heard += self._line.receive(0)
        if status_only:
            self._heard = bytearray(byte for byte in self._heard if byte & 0x93 != 0x12)
        else:
            self._heard.clear()


def ask(line: Line, timing: Timing) -> Status:
    """Ask the three real-time status bytes. A printer that answers nothing, or nonsense, is online and unknown."""
    return _status(line, _Ear(line), timing, (_ASK_PRINTER, _ASK_CAUSE, _ASK_PAPER))


def ask_awake(line: Line, timing: Timing, known: Known) -> Status:
    """Ask, and ask again for a while when a printer that is known to answer is silent: it may sleep."""
    found, until, again = ask(line, timing), time.monotonic() + timing.wake, False
    while known.answers and not found.raw and time.monotonic() < until:
        found, again = ask(line, timing), True
    if again and found.raw:
        _Ear(line).rest(timing.answer)  # the answers to the calls it had missed
        found = ask(line, timing)
    return found


def _status(line: Line, ear: _Ear, timing: Timing, questions: tuple[bytes, ...]) -> Status:
    heard = dict.fromkeys((_ASK_PRINTER, _ASK_CAUSE, _ASK_PAPER), 0x12)
    answers = b""
    for question in questions:
        ear.forget(status_only=True)
        if line.send(question, timing.answer) != len(question):
            return _FRESH
        answer = ear.wait(ear.status, timing.answer)
        if answer is None:
            return _FRESH
        heard[question] = answer
        answers += bytes([answer])
    printer, cause, paper = heard.values()
    sheet = "out" if paper & 0x60 or cause & 0x20 else "low" if paper & 0x0C else "ok"
    return Status(not printer & 0x08, sheet, bool(cause & 0x04), bool(cause & 0x40), answers)


class Talk:
    """One job on one line."""

    def __init__(self, line: Line, timing: Timing, known: Known) -> None:
        """Nothing is sent yet. `known` is brought up to date."""
        self._line, self._timing, self._known = line, timing, known
        self._ear = _Ear(line)
        self._sent = 0
        self._began = 0.0
        self._doubtful = False

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print `fragments`, whole commands each, and tell what is known of the paper."""
        before = _FRESH
        if self._known.real:
            try:
                before = ask_awake(self._line, self._timing, self._known)
            except LineBroken:
                return Outcome(State.HELD, SILENT, 0, "offline")
            if before.reason:
                return Outcome(State.HELD, before.reason, 0, before.state)
            if self._known.answers and not before.raw:
                return Outcome(State.HELD, SILENT, 0, "offline")
            self._known.answers |= bool(before.raw)
        try:
            for fragment in fragments:
                self._hand_over(fragment)
                self._began = self._began or time.monotonic()
                if not before.raw:
                    self._pace(fragment)
                elif self._known.owes:
                    self._settle()
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
        if pause > 0:
            self._ear.rest(pause)

    def _settle(self) -> None:
        """Wait until the printer has done with a broken job: the answer to its fence is not ours.

        A fence of our own stands behind it; when one answer comes, both have.
        """
        self._known.owes = False
        if self._known.fence is Fence.PROCESS:
            return  # the letters tell whose answer it is
        self._hand_over(_IN_TURN, counts=False)
        self._doubtful = self._ear.wait(self._ear.in_turn, self._timing.grace + self._timing.answer) is None
        self._ear.rest(self._timing.answer)
        self._ear.forget()

    def _confirmed(self, before: Status, rows: int) -> Outcome:
        """Wait for the end of the printing as this printer can tell it; watch paper and cover meanwhile."""
        fence = self._known.fence
        if not before.raw and fence is not Fence.PROCESS:
            self._ear.rest(self._timing.linger)  # one that tells nothing may forget the rest when the line closes
            return Outcome(State.SENT, "", self._sent, "unknown")
        takes = rows / self._timing.rows_per_s
        if fence is Fence.NONE:
            until = self._began + takes + min(1.0, self._timing.grace)
            take: Callable[[], bool | None] = lambda: None  # noqa: E731
        else:
            until = time.monotonic() + takes + self._timing.grace
            take = self._set_fence()
        fenced = self._ear.wait(take, 0) is not None
        while not fenced and (left := until - time.monotonic()) > 0:
            fenced = self._ear.wait(take, min(left, self._timing.answer)) is not None
            now = _FRESH if fenced else self._watched()
            fenced = fenced or take() is not None
            if now.reason and not fenced:
                self._known.owes = fence is not Fence.NONE
                return Outcome(State.PARTIAL, now.reason, self._sent, now.state)
        return self._judged(before, fenced=fenced)

    def _watched(self) -> Status:
        """Ask for cause and paper while the fence is open."""
        return _status(self._line, self._ear, self._timing, (_ASK_CAUSE, _ASK_PAPER)) if self._known.real else _FRESH

    def _set_fence(self) -> Callable[[], bool | None]:
        """Send what is answered behind the last row; gives what recognises the answer."""
        self._ear.forget()  # what came unasked until now is no answer to the fence
        if self._known.fence is Fence.PROCESS:
            letters = "".join(random.choices(_LETTERS, k=4)).encode()  # noqa: S311 - a mark, no secret
            self._hand_over(_WHEN_PRINTED + letters, counts=False)
            return lambda: self._ear.letters(b'7"' + letters + b"\0")
        self._hand_over(_IN_TURN, counts=False)
        return self._ear.in_turn

    def _judged(self, before: Status, *, fenced: bool) -> Outcome:
        """Tell what a whole job came to. Paper that ends after the fence ended behind the last row."""
        fence, sent = self._known.fence, self._sent
        if not before.raw:  # only the fence of its own letters counts
            if fenced:
                return Outcome(State.PRINTED, "", sent, "unknown")
            if not self._known.real:
                return Outcome(State.SENT, "", sent, "unknown")
            return Outcome(State.PARTIAL, UNCONFIRMED, sent, "unknown")
        try:
            after = ask(self._line, self._timing)
        except LineBroken:
            if not fenced:
                raise
            return Outcome(State.PRINTED, "", sent, "unknown")
        if not fenced:
            self._known.owes = fence is not Fence.NONE
            if after.reason or not after.raw:
                return Outcome(State.PARTIAL, after.reason or SILENT, sent, after.state)
            if fence in (Fence.QUEUE, Fence.PROCESS):  # this one is known to confirm
                return Outcome(State.PARTIAL, UNCONFIRMED, sent, after.state)
            self._known.owes = False
        # Nonsense behind the fence makes the fence doubtful, too.
        sure = fenced and (bool(after.raw) or fence is Fence.PROCESS) and not self._doubtful
        return Outcome(State.PRINTED if sure else State.ASSUMED, "", sent, after.state)
