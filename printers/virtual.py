"""The virtual printer: decodes our own bytes to paper. It is the paper on the screen and the judge in the tests.

What it shows is what the bytes print, not the picture they were made from. Anything but Loket's own few commands is an
error, never guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from printers.escpos_bytes import BAND, BOLD, CELL, CENTRE, CUT, FS_DOT, INIT, LEFT, SIZE, TAIL_ROWS, line_rows
from printers.ink import image_of, ink_rows, set_on
from printers.port import OnPaper, Outcome, State, Status

if TYPE_CHECKING:
    from printers.memory import InMemory

_LINE = re.compile(
    re.escape(LEFT[:2]) + rb"(?P<align>[\x00\x01])" + re.escape(SIZE) + rb"(?P<size>[\x00-\x77])" + re.escape(BOLD)
    + rb"(?P<bold>[\x00\x01])(?P<words>[ -~]*)\n", re.DOTALL,
)  # fmt: skip
"""A line of letters: where, how large and how heavy is said anew for each."""


class Undecodable(ValueError):  # noqa: N818 - it names the bytes, not the mishap
    """These are not bytes of ours; the text names the place."""


@dataclass(slots=True)
class Paper:
    """What came out: rows of ink (one bit a dot) of a head `width` dots wide, and whether the knife fell behind it."""

    width: int
    rows: list[bytes] = field(default_factory=list)
    cut: bool = False

    @property
    def image(self) -> QImage:
        """The paper as a picture; raises Undecodable when nothing came out."""
        if not self.rows:
            raise Undecodable("nothing on paper")
        return image_of(self.rows, self.width)


def decode(data: bytes, width_dots: int) -> list[Paper]:
    """Read a stream of slips for a head `width_dots` wide; raises Undecodable at the first thing that is not ours.

    NULs are nothing, as they are to a printer. The last paper may be uncut.
    """
    papers = [Paper(width_dots)]
    place, begun, centre = 0, False, False
    while place < len(data):
        if data[place] == 0:
            place += 1
        elif data.startswith(INIT, place):
            begun, centre = True, False
            place += len(INIT)
        elif not begun:
            raise Undecodable(f"byte {place}: a job begins with ESC @")
        elif data.startswith(BAND, place):
            place = _band(data, place, papers[-1], centre)
        elif data.startswith(CUT, place):
            papers[-1].cut = True
            papers.append(Paper(width_dots))
            place += len(CUT)
        elif line := _LINE.match(data, place):
            centre = _letters(line, place, papers[-1])
            place = line.end()
        else:
            skip = next((each for each in (FS_DOT, LEFT, CENTRE) if data.startswith(each, place)), b"")
            if not skip:
                raise Undecodable(f"byte {place}: {data[place : place + 4].hex(' ')} is no command of ours")
            centre = skip == CENTRE or (centre and skip != LEFT)
            place += len(skip)
    return [paper for paper in papers if paper.rows]


def _band(data: bytes, place: int, paper: Paper, centre: bool) -> int:
    """Print one GS v 0 and give the place behind it."""
    header = data[place + len(BAND) : place + len(BAND) + 4]
    if len(header) < 4:
        raise Undecodable(f"byte {place}: GS v 0 breaks off")
    wide, high = int.from_bytes(header[:2], "little"), int.from_bytes(header[2:], "little")
    if not wide or not high or wide * 8 > paper.width:
        raise Undecodable(f"byte {place}: GS v 0 of {wide} bytes by {high} rows on a head of {paper.width} dots")
    start = place + len(BAND) + 4
    end = start + wide * high
    if end > len(data):
        raise Undecodable(f"byte {place}: GS v 0 lacks {end - len(data)} bytes")
    rows = [data[row : row + wide] for row in range(start, end, wide)]
    if centre:
        spare = (paper.width - wide * 8) // 2 + (paper.width - wide * 8) % 2
        rows = [(int.from_bytes(row, "big") << spare).to_bytes(paper.width // 8, "big") for row in rows]
    paper.rows += [row.ljust(paper.width // 8, b"\0") for row in rows]
    return end


def _letters(line: re.Match[bytes], place: int, paper: Paper) -> bool:
    """Print one line of letters; tells whether it stood in the middle, which holds until the next command."""
    from printers.cells import cell

    centre, size, bold, words = line["align"] == b"\x01", line["size"][0], line["bold"] == b"\x01", line["words"]
    wide, high = (size >> 4) + 1, (size & 0x0F) + 1
    need = len(words) * CELL[0] * wide
    if wide > 8 or high > 8 or need > paper.width:
        raise Undecodable(f"byte {place}: {len(words)} letters {wide} by {high} on a head of {paper.width} dots")
    rows = [0] * line_rows(high)
    left = (paper.width - need) // 2 if centre else 0
    for letter in words.decode("ascii"):
        if letter != " ":
            set_on(rows, paper.width, replace(cell(letter, bold, wide, high), left=left))
        left += CELL[0] * wide
    paper.rows += [row.to_bytes(paper.width // 8, "big") for row in rows]
    return centre


def torn_off(paper: QImage, feed_rows: int = TAIL_ROWS) -> QImage:
    """Give a slip as a person holds it: without the white that is fed to the knife."""
    rows = ink_rows(paper)
    white = next((count for count, row in enumerate(reversed(rows)) if any(row)), 0)
    return paper.copy(0, 0, paper.width(), len(rows) - min(white, feed_rows))


class VirtualPort:
    """A printer in memory. Set `fault` to one of `printers.faults` to play a printer that fails; "" mends it."""

    def __init__(self, width_dots: int, on_paper: OnPaper | None = None, feed_rows: int = TAIL_ROWS) -> None:
        """`on_paper` is called with each slip and its bytes, in the thread that prints; `feed_rows`: the profile's."""
        self.fault = ""
        self._width, self._on_paper, self._feed_rows = width_dots, on_paper, feed_rows
        self._broken: InMemory | None = None

    def status(self) -> Status:
        """Tell how the printer plays to be."""
        broken = self._playing()
        return Status(online=True, paper="ok", raw=b"\x12") if broken is None else broken.port.status()

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        """Decode a slip and show it; raises Undecodable for bytes that are not ours, which is a bug.

        One that fails prints as far as it comes, and a slip that broke off is shown as it hangs from the printer.
        """
        data, broken = b"".join(fragments), self._playing()
        if broken is None:
            for paper in decode(data, self._width):
                self._show(paper.image, data)
            return Outcome(State.PRINTED, "", len(data), "ready")
        outcome = broken.port.print(fragments)
        for image in broken.papers():
            self._show(image, data)
        return outcome

    def _show(self, image: QImage, data: bytes) -> None:
        if self._on_paper is not None:
            self._on_paper(torn_off(image, self._feed_rows), data)

    def _playing(self) -> InMemory | None:
        """Give the printer that fails; another one for another fault."""
        if not self.fault:
            self._broken = None
        elif self._broken is None or self._broken.text != self.fault:
            from printers.memory import InMemory

            self._broken = InMemory(self.fault, self._width)
        return self._broken
