"""What bytes that were sent have printed: the picture of a job in the log, whole or broken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printers.virtual import Undecodable, decode, torn_off

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


def sent_image(data: bytes, width_dots: int) -> QImage | None:
    """Give the last paper that `data` prints on a head `width_dots` wide, without the white before the knife.

    A job that broke off ends in the middle of a picture command: the rows before it are on paper. None when there are
    none, or when the bytes are not ours.
    """
    for end in _ends(data):
        try:
            papers = decode(data[:end], width_dots)
        except Undecodable:
            continue
        return torn_off(papers[-1].image) if papers else None
    return None


def _ends(data: bytes) -> list[int]:
    """Give where the bytes may be read to: the end, else the beginning of the picture command that broke off."""
    from printers.escpos_bytes import BAND

    ends, at = [len(data)], len(data)
    while len(ends) < 4 and (at := data.rfind(BAND, 0, at)) > 0:
        ends.append(at)
    return ends
