"""Growing pauses between two tries at something that is away: soon at first, then ever more rarely."""

from __future__ import annotations

import random

FIRST_S, MOST_S = 0.25, 8.0
"""The first pause and the longest, in seconds."""

_SPREAD = 0.25
_dice = random.Random()  # noqa: S311 - chance spreads the stations; nothing is kept secret with it


class Pauses:
    """The pauses of one station. Chance shortens each by up to a quarter, so that sixty do not come back at once."""

    def __init__(self, first_s: float = FIRST_S, most_s: float = MOST_S) -> None:
        """Begin with `first_s` seconds; each pause is twice the one before, up to `most_s`."""
        self._first_s, self._most_s = first_s, most_s
        self._next_s = first_s

    def next(self) -> float:
        """Give the length of the pause that begins now, in seconds."""
        pause, self._next_s = self._next_s, min(self._most_s, 2 * self._next_s)
        return pause * _dice.uniform(1 - _SPREAD, 1)

    def shorten(self) -> None:
        """Begin anew with the first pause: somebody is waiting, or all is well again."""
        self._next_s = self._first_s
