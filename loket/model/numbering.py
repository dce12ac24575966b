"""Printed numbers and opaque identities.

A printed number is a letter and at least three digits (A001 … A999, A1000 …), unique per office day. It never wraps.
The identity of a visit is an opaque id: 48 bits of milliseconds and 80 random bits in hex, so that ids of one day lie
together in the database; it is never printed.
"""

from __future__ import annotations

from datetime import datetime

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""Letters a service may have: no I, O and Q, which are read as figures."""

_CODE_ALPHABET = "2346789ACDEFGHJKLMNPRTUVWXYZ"


def printed_number(letter: str, sequence: int, digits: int = 3) -> str:
    """Give the number as printed, e.g. "A007"; from 1000 on it grows to four digits.

    Raises ValueError for a sequence below 1.
    """
    if sequence < 1:
        raise ValueError(f"a ticket's sequence starts at 1, not {sequence}")
    return f"{letter}{sequence:0{digits}d}"


def new_id(now: datetime, chance: bytes) -> str:
    """Give a fresh identity: 32 hex digits, ordered by time, not guessable. `chance` is ten random bytes."""
    return f"{int(now.timestamp() * 1000):012x}{chance.hex()}"


def ticket_code(visit: str) -> str:
    """Give the five characters by which a visitor's ticket can be looked up, made from its identity.

    They leave out characters that are misread (0/O, 1/I, 5/S, B/8, Q). Not unique by itself: it goes with the number.
    """
    value, code = int(visit[-8:], 16), ""
    for _ in range(5):
        value, rest = divmod(value, len(_CODE_ALPHABET))
        code += _CODE_ALPHABET[rest]
    return code
