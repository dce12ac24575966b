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
from printers.slips.plain import plain

MOST = 4_000
"""Bytes of a slip: 4 s at 9,600 baud. The QR gets finer before a slip gets longer."""

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
        self._code = (0, "")
        if slip.training:
            self.training()
        if copy > 1:
            self.framed(self.t("CETAK ULANG"), self.t("Cetakan ke-{n}. Nomornya sama.", n=copy))
        office = f"{slip.office} {slip.place}".strip()
        self.centred(office, bold=True, high=2 if len(office) <= self.columns else 1)
        self.rule()

    def training(self) -> None:
        """Add the mark of a training office."""
        self.framed(self.t("LATIHAN"), self.t("Bukan nomor antrean sungguhan"))

    def framed(self, words: str, small: str) -> None:
        """Add a mark that cannot be overlooked: large words over small ones between two lines."""
        self.rule("=")
        self.centred(words, bold=True, wide=2, high=2)
        self.centred(small)
        self.rule("=")

    def rule(self, sign: str = "-") -> None:
        """Add a line across the paper."""
        self._lines.append(line_of(sign * self.columns))

    def centred(self, words: str, *, bold: bool = False, wide: int = 1, high: int = 1) -> None:
        """Add words in the middle, in as many lines as they need."""
        for line in self._wrapped(words, self.columns // wide):
            self._lines.append(line_of(line, wide=wide, high=high, bold=bold, centre=True))

    def largest(self, words: str) -> None:
        """Add one line in letters as large as the paper and the printer allow."""
        said = plain(words)
        times = max(1, min(LARGEST, self.columns // max(1, len(said))))
        self.centred(said, bold=True, wide=times, high=times)

    def paragraph(self, words: str, *, bold: bool = False, first: str = "", aside: str = "") -> None:
        """Add words that wrap behind `first`; `aside` stands at the right of the first line."""
        lines = self._wrapped(words, self.columns - len(first), len(aside) + 1 if aside else 0)
        for number, line in enumerate(lines):
            lead = f"{' ' * len(first) if number else first}{line}"
            gap = " " * (self.columns - len(lead) - len(aside))
            self._lines.append(line_of(lead if number or not aside else f"{lead}{gap}{aside}", bold=bold))

    def pair(self, left: str, right: str, *, bold: bool = False, high: int = 1) -> None:
        """Add words at both edges of one line; when they do not fit, below each other."""
        one, other = plain(left), plain(right)
        gap = self.columns - len(one) - len(other)
        if gap > 0:
            self._lines.append(line_of(f"{one}{' ' * gap}{other}", high=high, bold=bold))
            return
        for words in (one, other):
            for line in self._wrapped(words, self.columns):
                self._lines.append(line_of(line, high=high, bold=bold))

    def ticked(self, words: str, *, done: bool = False, bold: bool = False) -> None:
        """Add a box, crossed when `done`, and the words that belong to it."""
        self.paragraph(words, first="[x] " if done else "[ ] ", bold=bold)

    def space(self) -> None:
        """Leave one line white."""
        self._lines.append(line_of(""))

    def code(self, content: str) -> None:
        """Add the QR of `content` in the middle; empty: none."""
        self._code = (len(self._lines), content)

    def fragments(self, *, cutter: bool = True, after_stub: bool = False, feed_rows: int = TAIL_ROWS,
                  band_rows: int = BAND_ROWS) -> tuple[bytes, ...]:  # fmt: skip
        """Give all as bytes, in fragments of whole commands, with the feed to the knife, and cut."""
        if self._slip.footer:
            self.rule()
            self.centred(self._slip.footer)
        if self._slip.training:
            self.training()
        first = [freed(self._dots, cutter, band_rows)] if after_stub else []
        feed = [line_of("")] * -(-feed_rows // LINE_ROWS)
        place, content = self._code
        text = (*self._lines[:place], *_symbol(content, MOST - sum(map(len, self._lines))), *self._lines[place:])
        return (*first, BEGIN, *text, *feed, *([CUT] if cutter else []))

    @staticmethod
    def _wrapped(words: str, columns: int, taken: int = 0) -> Sequence[str]:
        """Break words at `columns`; the first line has `taken` fewer. A word that is too long is broken inside."""
        said = plain(words)
        lead = "\0" * taken  # counts as letters of the first line, and is no space to break at
        lines = textwrap.wrap(f"{lead}{said}", columns, break_on_hyphens=False) if said else []
        return [line.lstrip("\0") for line in lines]


def _symbol(content: str, room: int) -> list[bytes]:
    """Give a QR in the middle, with white above and below, in the largest modules for which there is room."""
    if not content:
        return []
    modules = qr.modules(content)
    size = len(modules)
    room = min(room, QR_MOST)
    dots = next((d for d in _MODULES if (size * d + 7) // 8 * size * d <= room), _MODULES[-1])
    wide = (size * dots + 7) // 8
    rows: list[bytes] = []
    for line in modules:
        ink = int("".join(("1" if module else "0") * dots for module in line), 2) << (wide * 8 - size * dots)
        rows += [ink.to_bytes(wide, "big")] * dots
    quiet = bands_of([b"\0"] * (qr.QUIET * dots))
    return [CENTRE, *quiet, *bands_of(rows, trim=False), *quiet]
