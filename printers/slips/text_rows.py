"""The blocks of every slip in the printer's own letters."""

from __future__ import annotations

from collections.abc import Sequence

from loket.model.slip import Slip
from printers.paper import Face
from printers.slips.native import TextSheet
from printers.slips.outline import Run
from printers.slips.plain import plain
from printers.slips.sizes import SIZES

_HEAVY = 700
"""From this weight on words are bold."""


class TextRows(TextSheet):
    """A slip that grows block by block; a face says how heavy and how large, as near as a printer can."""

    def __init__(self, slip: Slip, width_dots: int, copy: int = 1) -> None:
        """Begin with the marks nobody can overlook (training, copy) and the office."""
        super().__init__(slip, width_dots, copy)
        self.s = SIZES[width_dots]

    def rule(self) -> None:
        """Add the line that parts what the slip is from what it says."""
        self.across("=")

    def dashes(self) -> None:
        """Add the line between two parts."""
        self.across("-")

    thin = dashes

    def space(self, dots: float) -> None:
        """Leave nothing: lines of letters have their white."""

    def framed(self, words: str, small: str) -> None:
        """Add a mark that cannot be overlooked."""
        self.mark(words, small)

    def centred(self, words: str, face: Face, **_how: float) -> None:
        """Add words in the middle; what is drawn three times as large as the rest is as large as it can be."""
        if not words.strip():
            return
        if face.px > 3 * self.s.body.px:
            self.largest(words)
            return
        twice = face.px > 1.4 * self.s.body.px
        fits = 2 * len(plain(words)) <= self.columns
        self.middle(words, bold=face.weight >= _HEAVY, high=2 if twice else 1, wide=2 if twice and fits else 1)

    def badge(self, letter: str, name: str) -> None:
        """Add a service with its letter, in the middle."""
        self.middle(f"[{letter}] {name}" if letter else name, bold=True, high=2)

    def heading(self, words: str, aside: str = "") -> None:
        """Add the heading of a part."""
        self.put(words, aside=aside, bold=True)

    def paragraph(self, *runs: Run) -> None:
        """Add words that wrap; they are bold when all of them are."""
        self.put(_words(runs), bold=_heavy(runs))

    def large(self, words: str) -> None:
        """Add the one fact that must be found at a glance, such as a day."""
        self.put(words, bold=True, high=2)

    def pair(self, label: str, value: str) -> None:
        """Add what is asked at the left and the answer at the right; a long answer takes lines of its own."""
        if value.strip():
            self.apart(label, value)

    def counted(self, sign: str, label: str, count: str, *, large: bool = False) -> None:
        """Add a row of an account: a sign or letter, what is counted, and how many at the right."""
        self.put(label, first=f"{plain(sign):<2} ", aside=count, bold=large)

    def ticked(self, *runs: Run, note: str = "", done: bool) -> None:
        """Add a box, crossed when `done`, and the words that belong to it."""
        self.put(_words(runs), first="[x] " if done else "[ ] ", bold=_heavy(runs))
        self.put(note, first="    ")

    def dotted(self, *runs: Run) -> None:
        """Add a paragraph behind a dash."""
        self.put(_words(runs), first="- ", bold=_heavy(runs))

    def together(self, *parts: str) -> list[list[Run]]:
        """Give parts as one paragraph if it is one line, else as several."""
        said = [part for part in parts if part.strip()]
        joined = " - ".join(said)
        return [[(each, self.s.body)] for each in ([joined] if len(plain(joined)) <= self.columns - 4 else said)]

    def numbered(self, n: int, *paragraphs: Sequence[Run], aside: str = "") -> None:
        """Add a numbered step; `aside` stands at the right of its first line."""
        for index, runs in enumerate(paragraphs):
            first = "    " if index else f"{n}.".ljust(4)
            self.put(_words(runs), first=first, aside="" if index else aside, bold=_heavy(runs))

    def code(self, content: str, *paragraphs: Sequence[Run]) -> None:
        """Add the QR of `content`, if there is any, and words below it."""
        self.symbol(content)
        for runs in paragraphs:
            self.middle(_words(runs))

    def signature(self, label: str) -> None:
        """Leave three lines to sign."""
        self.blank()
        self.blank()
        said = plain(label)
        self.put(f"{said} {'_' * max(1, self.columns - len(said) - 1)}")

    def end(self, *sentences: str) -> None:
        """Add the foot."""
        said = [each for each in sentences if each.strip()]
        if said:
            self.rule()
        for each in said:
            self.middle(each)


def _words(runs: Sequence[Run]) -> str:
    return " ".join(words for words, _ in runs if words.strip())


def _heavy(runs: Sequence[Run]) -> bool:
    said = [face for words, face in runs if words.strip()]
    return bool(said) and all(face.weight >= _HEAVY for face in said)
