"""The QR of a slip: always dots of our own, never a printer's command, with the white border that readers need."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

QUIET = 4
"""White modules on every side."""

MOST_MODULES = 37
"""Modules a side may have (version 5) when the ticket's own words are inside: more would be too fine for the paper."""

_MASK = 3

_SIGNS = {21: (20, 14), 25: (38, 26), 29: (61, 42), 33: (90, 62), 37: (122, 84)}
"""Plain signs, or else bytes, that a symbol of so many modules a side holds at error level M (ISO/IEC 18004)."""

_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:")


@lru_cache(maxsize=64)
def modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """Give the symbol for `content` at error level M, without its white border; True is ink.

    The mask is always the same one of the eight, known to every reader: to weigh them against each other takes
    four times as long as the symbol itself.
    """
    import segno

    symbol = segno.make_qr(content, error="m", boost_error=False, mask=_MASK)
    return tuple(tuple(bool(module) for module in row) for row in symbol.matrix)


def side_of(content: str) -> int:
    """Tell how many modules a side the symbol for `content` needs at most, without making it."""
    plain = set(content) <= _PLAIN
    latin = all(ord(sign) < 256 for sign in content)
    need = len(content) if plain or latin else len(content.encode())
    return next((side for side, (signs, room) in _SIGNS.items() if need <= (signs if plain else room)), 177)


def coarsest(ways: Iterable[tuple[str, ...]]) -> str:
    """Give the first of `ways` (parts, the empty ones left out) whose symbol has at most MOST_MODULES; "" if none has.

    The parts are written one a line, or in capitals with slashes where that makes the symbol smaller.
    """
    for parts in ways:
        said = [part for part in parts if part]
        texts = filter(None, ("\n".join(said), _capitals(" / ".join(said))))
        best = min(texts, key=side_of, default="")
        if best and side_of(best) <= MOST_MODULES:
            return best
    return ""


def _capitals(words: str) -> str:
    """Write `words` with the 45 signs that a QR packs tightest; "" when a letter or figure has no such sign."""
    bare = [sign for sign in unicodedata.normalize("NFKD", words).upper() if not unicodedata.combining(sign)]
    if any(sign.isalnum() and sign not in _PLAIN for sign in bare):
        return ""
    kept = "".join(sign if sign in _PLAIN else " " for sign in bare)
    return " ".join(kept.split())
