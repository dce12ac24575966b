"""From slip to printer bytes: the few commands that Loket ever sends.

A picture goes out in bands of some 24 rows, which bound what a printer that loses bytes still waits for; white to the
right is left out; white rows are sent as rows, because feed commands differ between printers. Text for slow serial
lines goes out in whole lines, each of which says anew where it stands and how large it is. The constants are
python-escpos', the bytes of a band are those of its `image()` (a test holds both together); the rest of that library
would cost a kiosk 15 MB and 0.2 s.
"""

from __future__ import annotations

from escpos import constants
from PySide6.QtGui import QImage

from printers.ink import ink_rows

INIT: bytes = constants.HW_INIT
FS_DOT = b"\x1c."
"""Leave Chinese mode, in which clones start."""
LEFT: bytes = constants.ESC + b"a\x00"
CENTRE: bytes = constants.ESC + b"a\x01"
SIZE: bytes = constants.GS + b"!"
"""GS !: how many times wider (high four bits) and higher (low four) letters are, each less one, at most 7."""
BOLD: bytes = constants.ESC + b"E"
LF: bytes = constants.CTL_LF
BAND: bytes = constants.GS + b"v0\x00"
"""GS v 0, normal density; followed by width in bytes and height in rows, two bytes each, low byte first."""
BEGIN = INIT + FS_DOT + LEFT
CUT: bytes = constants.PAPER_FULL_CUT

BAND_ROWS = 24
TAIL_ROWS = 120
"""White rows (15 mm) after a slip: from the print head to the knife, or to the edge where paper is torn."""

CELL = (12, 24)
"""Dots of a printer's own letter, font A."""
LINE_ROWS = 30
"""Rows from one line of letters to the next, as printers begin with; higher letters need their own height."""
ROWS_PER_MM = 8

_REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
"""What a printer obeys even in the middle of a picture: DLE EOT, DLE ENQ, DLE DC4."""


def encode(
    image: QImage, cutter: bool = True, after_stub: bool = False, *, feed_rows: int = TAIL_ROWS,
    band_rows: int = BAND_ROWS,
) -> tuple[bytes, ...]:  # fmt: skip
    """Give the bytes that print `image` (Format_Mono, a set bit is ink), in fragments of whole commands.

    `after_stub` is for the job after a broken one: it first fills up the picture in which the printer may be stuck
    and cuts the stub off.
    """
    rows = ink_rows(image)
    rows += [bytes(image.width() // 8)] * feed_rows
    first = [freed(image.width(), cutter, band_rows)] if after_stub else []
    return (*first, BEGIN, *bands_of(rows, band_rows), *([CUT] if cutter else []))


def bands_of(rows: list[bytes], band_rows: int = BAND_ROWS, *, trim: bool = True) -> list[bytes]:
    """Give rows of a picture as bands of at most `band_rows` (1 to 255).

    What is printed in the middle must not be trimmed: each band would find a middle of its own.
    """
    if not 1 <= band_rows <= 255:
        raise ValueError("a band has 1 to 255 rows: more, and its own length could read as a real-time command")
    return [_band(rows[start : start + band_rows], trim) for start in range(0, len(rows), band_rows)]


def _band(rows: list[bytes], trim: bool) -> bytes:
    wide = max(1, *[len(row.rstrip(b"\0")) for row in rows]) if trim else len(rows[0])
    data = b"".join([row[:wide] for row in rows])
    for sequence in _REAL_TIME:
        # One dot more, beside one that is there: 0.125 mm nobody sees.
        data = data.replace(sequence, b"\x18" + sequence[1:])
    return BAND + wide.to_bytes(2, "little") + len(rows).to_bytes(2, "little") + data


def line_of(words: str, *, wide: int = 1, high: int = 1, bold: bool = False, centre: bool = False) -> bytes:
    """Give one line in the printer's own letters, `wide` and `high` times their size (1 to 8).

    Raises ValueError for anything but printable ASCII: a printer shows other bytes as it likes.
    """
    if not (1 <= wide <= 8 and 1 <= high <= 8 and words.isascii() and (not words or words.isprintable())):
        raise ValueError(f"{words!r} in {wide} by {high} is no line of a printer's own letters")
    size = bytes([(wide - 1) << 4 | (high - 1)])
    return (CENTRE if centre else LEFT) + SIZE + size + BOLD + bytes([bold]) + words.encode() + LF


def freed(width_dots: int, cutter: bool, band_rows: int = BAND_ROWS) -> bytes:
    """Free a printer that still waits for the rest of a band: NULs are the rest, and nothing to one that waits not."""
    return bytes(width_dots // 8 * band_rows) + INIT + (CUT if cutter else b"")


def line_rows(high: int) -> int:
    """Tell how many rows a line of letters feeds that are `high` times their size."""
    return max(LINE_ROWS, CELL[1] * high)


def rows_of(fragments: tuple[bytes, ...]) -> int:
    """Count the rows that `fragments` feed, pictures and lines of letters alike, to reckon time and paper."""
    return sum(_rows(each) for each in fragments)


def _rows(fragment: bytes) -> int:
    if fragment.startswith(BAND):
        return int.from_bytes(fragment[6:8], "little")
    at = fragment.find(SIZE)  # every line of letters states its size
    return fragment.count(LF) * line_rows((fragment[at + len(SIZE)] & 7) + 1) if at >= 0 else 0


def millimetres_of(fragments: tuple[bytes, ...]) -> int:
    """Tell how many millimetres of paper `fragments` feed, begun ones counted whole."""
    return -(-rows_of(fragments) // ROWS_PER_MM)
