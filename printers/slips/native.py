"""A slip in the printer's own letters: at most 4 KB, for printers behind a slow serial line.

The same slip, block after block, with columns in place of dots; the QR alone stays a picture, a small one.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from loket.model.slip import Slip
from loket.texts import Texts
from printers import qr
from printers.escpos_bytes import (
    BAND_ROWS,
    BEGIN,
    CELL,
    CENTRE,
    CUT,
    LINE_ROWS,
    TAIL_ROWS,
    bands_of,
    freed,
    line_of,
)
from printers.slips.marks import marks_above, training_mark
from printers.slips.plain import plain

MOST = 4_096
"""Bytes of a slip: 4 s at 9,600 baud. The QR gets finer before a slip gets longer."""

_AROUND = 200
"""Bytes that begin, feed and cut a slip, and lie around its QR."""

QR_MOST = 3_400
"""Bytes of the QR's picture."""

_MODULES = (6, 5, 4, 3)
"""Dots of a QR module, the best first."""

LARGEST = 8
"""Times a printer can make its letters larger."""


class TextSheet:
    """A slip that grows line by line. What is empty leaves no line."""

    def __init__(self, slip: Slip, width_dots: int, copy: int = 1) -> None:
        """Begin with the marks nobody can overlook (training, copy) and the office."""
        self.columns = width_dots // CELL[0]
        self.t = Texts.of(slip.language)
        self._slip, self._dots = slip, width_dots
        self._lines: list[bytes] = []
        self._symbol = (0, "")
        for words, small in marks_above(self.t, slip, copy):
            self.mark(words, small)
        office = f"{slip.office} {slip.place}".strip()
        self.middle(office, bold=True, high=2 if len(office) <= self.columns else 1)

    def mark(self, words: str, small: str) -> None:
        """Add a mark that cannot be overlooked: large words over small ones between two lines."""
        self.across("*")
        self.middle(words, bold=True, wide=2, high=2)
        self.middle(small)
        self.across("*")

    def across(self, sign: str = "-") -> None:
        """Add a line across the paper."""
        self._lines.append(line_of(sign * self.columns))

    def middle(self, words: str, *, bold: bool = False, wide: int = 1, high: int = 1) -> None:
        """Add words in the middle, in as many lines as they need."""
        for line in self._wrapped(words, self.columns // wide):
            self._lines.append(line_of(line, wide=wide, high=high, bold=bold, centre=True))

    def largest(self, words: str) -> None:
        """Add one line in letters as large as the paper and the printer allow."""
        said = plain(words)
        times = max(1, min(LARGEST, self.columns // max(1, len(said))))
        self.middle(said, bold=True, wide=times, high=times)

    def put(self, words: str, *, first: str = "", aside: str = "", bold: bool = False, high: int = 1) -> None:
        """Add words that wrap behind `first`; `aside` stands at the right of the first line, or below the last."""
        right = plain(aside)
        room = self.columns - len(first)
        beside = right if len(right) < room // 2 else ""
        lines = self._wrapped(words, room, len(beside) + 1 if beside else 0)
        for number, line in enumerate(lines):
            lead = f"{' ' * len(first) if number else first}{line}"
            if beside and not number:
                lead = f"{lead}{' ' * (self.columns - len(lead) - len(beside))}{beside}"
            self._lines.append(line_of(lead, bold=bold, high=high))
        if right and not beside:
            self.put(right, first=" " * len(first), bold=bold)

    def apart(self, left: str, right: str, *, bold: bool = False, high: int = 1) -> None:
        """Add words at both edges of one line; when they do not fit, below each other."""
        one, other = plain(left), plain(right)
        gap = self.columns - len(one) - len(other)
        if gap > 0:
            self._lines.append(line_of(f"{one}{' ' * gap}{other}", high=high, bold=bold))
            return
        self.put(one, bold=bold, high=high)
        self.put(other, first="  ", bold=bold, high=high)

    def blank(self) -> None:
        """Leave one line white."""
        self._lines.append(line_of(""))

    def symbol(self, content: str) -> None:
        """Add the QR of `content` in the middle; empty: none."""
        self._symbol = (len(self._lines), content)

    def fragments(self, *, cutter: bool = True, after_stub: bool = False, feed_rows: int = TAIL_ROWS,
                  band_rows: int = BAND_ROWS) -> tuple[bytes, ...]:  # fmt: skip
        """Give all as bytes, in fragments of whole commands, with the feed to the knife, and cut."""
        lines, (place, content) = len(self._lines), self._symbol
        if self._slip.footer:
            self.across()
            self.middle(self._slip.footer)
        if self._slip.training:
            self.mark(*training_mark(self.t, self._slip))
        said = [*self._lines[:place], *self._drawn(content), *self._lines[place:]]
        del self._lines[lines:]
        first = [freed(self._dots, cutter, band_rows)] if after_stub else []
        feed = [line_of("")] * -(-feed_rows // LINE_ROWS)
        return (*first, BEGIN, *said, *feed, *([CUT] if cutter else []))

    def _drawn(self, content: str) -> list[bytes]:
        """Give a QR in the middle, with white above and below, in the largest modules for which there is room.

        One that is too large a picture in the smallest modules is said in words.
        """
        if not content:
            return []
        modules = qr.modules(content)
        size, room = len(modules), min(QR_MOST, MOST - _AROUND - sum(map(len, self._lines)))
        dots = next((each for each in _MODULES if _bytes_of(size, each) <= room), _MODULES[-1])
        if _bytes_of(size, dots) > QR_MOST:
            return [line_of(line, centre=True) for line in self._wrapped(content, self.columns)]
        wide = (size * dots + 7) // 8
        rows: list[bytes] = []
        for line in modules:
            ink = int("".join(("1" if module else "0") * dots for module in line), 2) << (wide * 8 - size * dots)
            rows += [ink.to_bytes(wide, "big")] * dots
        quiet = bands_of([b"\0"] * (qr.QUIET * dots))
        return [CENTRE, *quiet, *bands_of(rows, trim=False), *quiet]

    @staticmethod
    def _wrapped(words: str, columns: int, taken: int = 0) -> Sequence[str]:
        """Break words at `columns`; the first line has `taken` fewer. A word that is too long is broken inside."""
        said = plain(words)
        lead = "\0" * taken  # counts as letters of the first line, and is no space to break at
        lines = textwrap.wrap(f"{lead}{said}", columns, break_on_hyphens=False) if said else []
        return [line.lstrip("\0") for line in lines]


def _bytes_of(size: int, dots: int) -> int:
    return (size * dots + 7) // 8 * size * dots
