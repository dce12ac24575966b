"""Which call the hall shows and speaks now, and what it has to answer. Pure: no Qt, the time is passed in.

Every call has one *turn*: its number stands in the panel, fills the screen for a moment and is spoken. Turns come in
the journal's order, one at a time; none is left out and none comes twice. A turn lasts until its number was painted,
its shortest time is over and the voice has ended. Calls that wait for their turn are painted small at once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from loket.office.pictures import HallCall

FAILED = "failed"
"""The outcome of a call whose voice never answered."""


@dataclass(frozen=True, slots=True)
class Times:
    """How long things last, in milliseconds."""

    hold: float = 5_200
    """A turn when nobody waits."""
    hold_waiting: float = 4_500
    """A turn when a call waits."""
    hold_busy: float = 3_000
    """A turn when `busy_from` calls wait."""
    busy_from: int = 3
    patience: float = 30_000
    """Longest wait for the voice: then the call counts as not spoken and the next one is shown."""

    def at_pace(self, pace: float) -> Times:
        """Give the same times, `pace` times shorter; the voice keeps its own time."""
        return Times(self.hold / pace, self.hold_waiting / pace, self.hold_busy / pace, self.busy_from, self.patience)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the office is told of a call: shown (empty outcome), or how its voice ended."""

    seq: int
    outcome: str = ""


@dataclass(slots=True)
class _Owed:
    """A call that has not been answered to the end."""

    seq: int
    painted: bool = False
    told: bool = False
    outcome: str = ""


@dataclass(slots=True)
class _Turn:
    call: HallCall
    began: float
    painted: bool = False
    voiced: bool = False


@dataclass(slots=True)
class CallQueue:
    """The turns. All times are milliseconds of one steady clock."""

    times: Times = field(default_factory=Times)
    answers: deque[Answer] = field(default_factory=deque)
    """What is to be told to the office, in this order, each once."""
    _newest: int = 0
    _turn: _Turn | None = None
    _waiting: deque[HallCall] = field(default_factory=deque)
    _owed: deque[_Owed] = field(default_factory=deque)

    @property
    def current(self) -> HallCall | None:
        """The call that had the last turn."""
        return self._turn.call if self._turn else None

    @property
    def waiting(self) -> tuple[HallCall, ...]:
        """The calls whose turn is still to come, the next first."""
        return tuple(self._waiting)

    def add(self, calls: Iterable[HallCall]) -> None:
        """Take in calls the office owes the hall; those already known are left out."""
        for call in sorted(calls, key=lambda call: call.seq):
            if call.seq > self._newest:
                self._newest = call.seq
                self._waiting.append(call)
                self._owed.append(_Owed(call.seq))

    def forget(self) -> None:
        """Begin anew: the journal behind the hall is another one (a backup was put in its place)."""
        self._newest, self._turn = 0, None
        for each in (self._waiting, self._owed, self.answers):
            each.clear()

    def advance(self, now: float) -> HallCall | None:
        """Begin the next turn when there is one and the last has ended; gives the call whose turn begins."""
        if not self._waiting or not self.ended(now):
            return None
        self._turn = _Turn(self._waiting.popleft(), now)
        owed = self._find(self._turn.call.seq)
        self._turn.painted = owed.painted if owed else True
        return self._turn.call

    def painted(self, seq: int) -> bool:
        """The number of call `seq` stands on the screen; tells whether for the first time."""
        owed = self._find(seq)
        if owed is None or owed.painted:
            return False
        owed.painted = True
        if self._turn and self._turn.call.seq == seq:
            self._turn.painted = True
        self._release()
        return True

    def voiced(self, seq: int, outcome: str) -> bool:
        """The voice has ended call `seq`. An answer that nobody waits for any more is left out (False)."""
        turn = self._turn
        if turn is None or turn.call.seq != seq or turn.voiced:
            return False
        turn.voiced = True
        owed = self._find(seq)
        if owed is not None:
            owed.outcome = outcome
            self._release()
        return True

    def overdue(self, now: float) -> bool:
        """Give up a voice that does not answer any more; tells whether it was given up now."""
        turn = self._turn
        if turn is None or turn.voiced or now - turn.began < self.times.patience:
            return False
        return self.voiced(turn.call.seq, FAILED)

    def ended(self, now: float) -> bool:
        """Tell whether the turn is over: the next may begin."""
        turn = self._turn
        return turn is None or (turn.painted and turn.voiced and now - turn.began >= self._shortest())

    def resting(self, now: float) -> bool:
        """Tell whether the full screen has done its work: its time is over and nobody waits for it."""
        turn = self._turn
        return turn is None or (not self._waiting and turn.painted and now - turn.began >= self.times.hold)

    def due(self, now: float) -> float | None:
        """Give the milliseconds until time alone changes something; None when only an event can."""
        turn = self._turn
        if turn is None:
            return None
        age = now - turn.began
        steps = [self._shortest(), self.times.hold, *(() if turn.voiced else (self.times.patience,))]
        ahead = [step - age for step in steps if step > age]
        return min(ahead, default=None)

    def _shortest(self) -> float:
        if len(self._waiting) >= self.times.busy_from:
            return self.times.hold_busy
        return self.times.hold_waiting if self._waiting else self.times.hold

    def _find(self, seq: int) -> _Owed | None:
        return next((owed for owed in self._owed if owed.seq == seq), None)

    def _release(self) -> None:
        """Put the answers out in the journal's order: a later one would make the office forget an earlier one."""
        for owed in self._owed:
            if not owed.painted:
                break
            if not owed.told:
                owed.told = True
                self.answers.append(Answer(owed.seq))
        while self._owed and self._owed[0].told and self._owed[0].outcome:
            done = self._owed.popleft()
            self.answers.append(Answer(done.seq, done.outcome))
