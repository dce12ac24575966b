"""What a slip may be made of: the blocks that a picture and a printer's own letters both know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from loket.texts import Texts
from printers.paper import Face
from printers.slips.sizes import Sizes

Run = tuple[str, Face]
"""Words and how they are set; several make one paragraph."""


class Blocks(Protocol):
    """A slip that grows block by block. What is empty leaves nothing."""

    t: Texts
    s: Sizes

    def rule(self) -> None:
        """Add the solid line that parts what the slip is from what it says."""
        ...

    def dashes(self) -> None:
        """Add the dashed line between two parts."""
        ...

    def thin(self) -> None:
        """Add the line above a sum."""
        ...

    def space(self, dots: float) -> None:
        """Leave `dots` white; letters have no such fine measure."""
        ...

    def framed(self, words: str, small: str) -> None:
        """Add a mark that cannot be overlooked."""
        ...

    def centred(self, words: str, face: Face, *, line: float = ..., smallest: float = ...) -> None:
        """Add words in the middle."""
        ...

    def badge(self, letter: str, name: str) -> None:
        """Add a service with its letter, in the middle."""
        ...

    def heading(self, words: str, aside: str = "") -> None:
        """Add the heading of a part."""
        ...

    def paragraph(self, *runs: Run) -> None:
        """Add words that wrap."""
        ...

    def large(self, words: str) -> None:
        """Add the one fact that must be found at a glance, such as a day."""
        ...

    def pair(self, label: str, value: str) -> None:
        """Add what is asked and the answer; no row without one."""
        ...

    def counted(self, sign: str, label: str, count: str, *, large: bool = False) -> None:
        """Add a row of an account."""
        ...

    def ticked(self, *runs: Run, note: str = "", done: bool) -> None:
        """Add a box, with its tick when `done`, and the words that belong to it."""
        ...

    def dotted(self, *runs: Run) -> None:
        """Add a paragraph behind a dot."""
        ...

    def together(self, *parts: str) -> list[list[Run]]:
        """Give parts as one paragraph if it is one line, else as several."""
        ...

    def numbered(self, n: int, *paragraphs: Sequence[Run], aside: str = "") -> None:
        """Add a numbered step."""
        ...

    def code(self, content: str, *paragraphs: Sequence[Run]) -> None:
        """Add the QR of `content`, if there is any, and words with it."""
        ...

    def signature(self, label: str) -> None:
        """Leave room to sign."""
        ...

    def end(self, *sentences: str) -> None:
        """Add the foot."""
        ...
