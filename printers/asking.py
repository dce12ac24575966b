"""A port that speaks with its printer itself: opens the line for each job, because printers serve one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from loket.model.print_reasons import BROKEN_OFF
from printers.port import Outcome, State, Status
from printers.talk import Known, LineBroken, Talk, Timing, ask_awake

if TYPE_CHECKING:
    from printers.talk import Line


class NoLine(Exception):  # noqa: N818 - a fact about the line, told to its own caller only
    """The printer cannot be reached. `reason` is a msgid."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Opens(Protocol):
    """What gives a line to the printer."""

    def __call__(self) -> Line:
        """Open the line; raises NoLine."""
        ...


class AskingPort:
    """A port for one printer that can be asked. Used by one thread at a time."""

    def __init__(self, opens: Opens, known: Known | None = None, timing: Timing | None = None) -> None:
        """`known` is what is known of the printer's answers; the port learns more from each job."""
        self._opens, self._known, self._timing = opens, known or Known(), timing or Timing()

    def status(self) -> Status:
        """Ask the printer; one that cannot be reached, or used to answer and is silent, is offline."""
        try:
            line = self._opens()
        except NoLine:
            return Status(online=False)
        try:
            found = ask_awake(line, self._timing, self._known) if self._known.real else Status(online=True)
        except LineBroken:
            found = Status(online=False)
        line.finish(whole=True)
        self._known.answers |= bool(found.raw)
        return found if found.raw or not self._known.answers else Status(online=False)

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Print one slip."""
        try:
            line = self._opens()
        except NoLine as why:
            return Outcome(State.HELD, why.reason, 0, "offline")
        outcome = Talk(line, self._timing, self._known).print(fragments)
        whole = line.finish(whole=outcome.state not in (State.HELD, State.PARTIAL))
        if outcome.state is State.SENT and not whole:
            return Outcome(State.PARTIAL, BROKEN_OFF, outcome.bytes_sent, "offline")
        return outcome
