"""Printed numbers and opaque identities.

A printed number is a letter and at least three digits (A001 … A999, A1000 …), unique per office day. It never wraps.
The identity of a visit is an opaque id of 32 hex digits, never printed: 48 bits that place it (day, letter, sequence)
and 80 random bits that nobody can guess. By the place the store finds a visit without an index of its own: one page
less to write at every press.
"""

from __future__ import annotations

from datetime import date

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
"""Letters a service may have: no I, O and Q, which are read as figures."""

SEQUENCE_MOST = (1 << 23) - 1
"""The largest sequence of a letter within a day."""

_BEFORE_A = ord("A") - 1
_LETTERS_MOST = 26
_CODE_ALPHABET = "2346789ACDEFGHJKLMNPRTUVWXYZ"


def printed_number(letter: str, sequence: int, digits: int = 3) -> str:
    """Give the number as printed, e.g. "A007"; from 1000 on it grows to four digits.

    Raises ValueError for a sequence below 1.
    """
    if sequence < 1:
        raise ValueError(f"a ticket's sequence starts at 1, not {sequence}")
    return f"{letter}{sequence:0{digits}d}"


def new_id(day: date, letter: str, sequence: int, chance: bytes) -> str:
    """Give a fresh identity: 32 hex digits, ordered by day, letter and sequence, not guessable.

    `chance` is ten random bytes. Raises ValueError for a letter that is none or a sequence out of range.
    """
    return f"{place(day, letter, sequence):012x}{chance.hex()}"


def place(day: date, letter: str, sequence: int) -> int:
    """Give a ticket's place as one number of 48 bits: day (20 bits), letter (5), sequence (23).

    Raises ValueError for a letter that is none or a sequence out of range.
    """
    rank = ord(letter) - _BEFORE_A
    if not (1 <= rank <= _LETTERS_MOST and 1 <= sequence <= SEQUENCE_MOST):
        raise ValueError(f"no ticket has the letter {letter} and the sequence {sequence}")
    return day.toordinal() << 28 | rank << 23 | sequence


def first_place(day: date) -> int:
    """Give the number before which no place of an office day lies."""
    return day.toordinal() << 28


def place_of(visit: str) -> int:
    """Give the place in an identity, 0 for a text that is none."""
    try:
        return int(visit[:12], 16)
    except ValueError:
        return 0


def sequence_at(place: int) -> int:
    """Give the sequence in a place."""
    return place & SEQUENCE_MOST


def letter_at(place: int) -> str:
    """Give the letter in a place."""
    return chr((place >> 23 & 31) + _BEFORE_A)


def day_at(place: int) -> date:
    """Give the office day in a place; raises ValueError for a place that is none."""
    return date.fromordinal(place >> 28)


def ticket_code(visit: str) -> str:
    """Give the five characters by which a visitor's ticket can be looked up, made from its identity.

    They leave out characters that are misread (0/O, 1/I, 5/S, B/8, Q). Not unique by itself: it goes with the number.
    """
    value, code = int(visit[-8:], 16), ""
    for _ in range(5):
        value, rest = divmod(value, len(_CODE_ALPHABET))
        code += _CODE_ALPHABET[rest]
    return code
