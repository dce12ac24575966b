"""From picture to printer bytes: the only eight commands that Loket ever sends.

Bands of 24 rows bound what a printer that loses bytes still waits for; white to the right is left out; white rows are
sent as rows, because feed commands differ between printers. The constants are python-escpos', the bytes of a band are
those of its `image()` (a test holds both together); the rest of that library would cost a kiosk 15 MB and 0.2 s.
"""

from __future__ import annotations

from escpos import constants
from PySide6.QtGui import QImage

from printers.paper import ink_rows

INIT: bytes = constants.HW_INIT
FS_DOT = b"\x1c."
"""Leave Chinese mode, in which clones start."""
LEFT: bytes = constants.ESC + b"a\x00"
BAND: bytes = constants.GS + b"v0\x00"
"""GS v 0, normal density; followed by width in bytes and height in rows, two bytes each, low byte first."""
BEGIN = INIT + FS_DOT + LEFT
CUT: bytes = constants.PAPER_FULL_CUT

BAND_ROWS = 24
TAIL_ROWS = 120
"""White rows (15 mm) after a slip: from the print head to the knife, or to the edge where paper is torn."""

_REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")
"""What a printer obeys even in the middle of a picture: DLE EOT, DLE ENQ, DLE DC4."""


def encode(
    image: QImage, cutter: bool = True, after_stub: bool = False, *, feed_rows: int = TAIL_ROWS
) -> tuple[bytes, ...]:
    """Give the bytes that print `image` (Format_Mono, a set bit is ink), in fragments of whole commands.

    `after_stub` is for the job after a broken one: it first fills up the picture in which the printer may be stuck
    and cuts the stub off.
    """
    rows = ink_rows(image)
    rows += [bytes(image.width() // 8)] * feed_rows
    bands = [_band(rows[start : start + BAND_ROWS]) for start in range(0, len(rows), BAND_ROWS)]
    first = [_freed(image.width() // 8, cutter)] if after_stub else []
    return (*first, BEGIN, *bands, *([CUT] if cutter else []))


def _band(rows: list[bytes]) -> bytes:
    wide = max(1, *(len(row.rstrip(b"\0")) for row in rows))
    data = b"".join(row[:wide] for row in rows)
    for sequence in _REAL_TIME:
        # One dot more, beside one that is there: 0.125 mm nobody sees.
        data = data.replace(sequence, b"\x18" + sequence[1:])
    return BAND + wide.to_bytes(2, "little") + len(rows).to_bytes(2, "little") + data


def _freed(wide: int, cutter: bool) -> bytes:
    """Free a printer that still waits for the rest of a band: NULs are the rest, and nothing to one that waits not."""
    return bytes(wide * BAND_ROWS) + INIT + (CUT if cutter else b"")


def rows_of(fragments: tuple[bytes, ...]) -> int:
    """Count the rows that `fragments` feed, to reckon how long they take on paper."""
    return sum(int.from_bytes(each[6:8], "little") for each in fragments if each.startswith(BAND))


def millimetres_of(fragments: tuple[bytes, ...]) -> int:
    """Tell how many millimetres of paper `fragments` feed, at 8 rows a millimetre."""
    return -(-rows_of(fragments) // 8)
