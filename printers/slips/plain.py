"""Words in the letters that every printer has: ASCII. What has no such letter is left out and named in the log.

A printer shows other bytes as its code page will: é as a Greek letter, a dash as "?". So none are sent.
"""

from __future__ import annotations

import logging
import unicodedata

log = logging.getLogger(__name__)

_WRITTEN = {
    "–": "-", "—": "-", "−": "-", "\u2010": "-", "\u2011": "-", "·": "-", "•": "-", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"', "‘": "'", "’": "'", "\u02bc": "'", "\u2032": "'", "″": '"', "\u2044": "/", "×": "x", "÷": ":",
    "±": "+/-", "≈": "~",
    "≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "←": "<-", "€": "EUR", "°": " ", "©": "(c)", "®": "(R)", "§": "Ps.",
    "✓": "v", "☐": "[ ]", "☑": "[x]", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "\u0131": "i", "ð": "d", "þ": "th",
}  # fmt: skip
"""How signs are written that do not come apart into a letter and its marks."""


def plain(words: str) -> str:
    """Write `words` in printable ASCII, white in one piece as one space."""
    lost = unwritten(words)
    if lost:
        log.warning("a printer's own letters lack %s: left out of %r", " ".join(sorted(lost)), words)
    return " ".join("".join(_written(sign) for sign in words).split())


def unwritten(words: str) -> set[str]:
    """Give the signs of `words` for which ASCII has nothing."""
    return {sign for sign in words if not _written(sign)}


def _written(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in _WRITTEN:
        return _WRITTEN[sign]
    apart = "".join(_WRITTEN.get(each, each) for each in unicodedata.normalize("NFKD", sign))
    return "".join(each for each in apart if " " <= each <= "~")
