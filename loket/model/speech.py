"""What the hall says when a number is called: one grammar that gives both the clips and the readable sentence.

A `Sentence` is a row of `Piece`s; each piece is one recorded clip and the words heard in it. The sound is joined from
the clips and the caption from the words of the *same* pieces, so that what is heard and what is written cannot differ.
The words are data of the voice (they name the recordings), not texts of the screens: they are not in the catalogue.

Numbers: a ticket is read digit by digit ("nol nol satu"), or as a number when the office wants that; from 1000 on
always as a number. A counter is always read as a number ("dua belas").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import ascii_uppercase
from types import MappingProxyType

__all__ = ["HURRY_FROM", "LANGUAGES", "STYLES", "Piece", "Sentence", "call_sentence", "number_pieces", "vocabulary"]

LANGUAGES = ("id", "en")
"""The languages the voice knows, the first one spoken first."""

STYLES = ("digits", "number")
"""How a ticket's figures are read: "nol satu dua" or "dua belas"."""

HURRY_FROM = 2
"""When this many calls wait behind one, it is said once only: the voice never falls minutes behind the screen."""

_ONES = {
    "id": ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
           *(f"{unit} belas" for unit in ("dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"))),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
           "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
}  # fmt: skip
_TENS = {
    "id": tuple(f"{unit} puluh" for unit in _ONES["id"][2:10]),
    "en": ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
}
_HUNDRED = {"id": ("seratus", "ratus"), "en": ("one hundred", "hundred")}
_THOUSAND = {"id": ("seribu", "ribu"), "en": ("one thousand", "thousand")}
"""How one of them is said, and the word after the ones when there are more."""

_PLACES = {
    "loket": "counter",
    "gerai": "booth",
    "meja": "desk",
    "ruang": "room",
    "loket pengaduan": "complaints counter",
    "meja informasi": "information desk",
    "ruang konsultasi": "consultation room",
    "klinik pelayanan": "service clinic",
}
"""Places the voice can name: the counter's Indonesian name without its number -> the English words."""

_KINDS = {"counter": "loket", "booth": "gerai", "desk": "meja", "room": "ruang", "ruangan": "ruang", "stan": "gerai"}
"""Other first words of a counter's name and the place they mean."""

_OPENING = {"id": "nomor antrean", "en": "queue number"}
_GO = {"id": "silakan menuju ke", "en": "please proceed to"}
_RECALL = {
    "id": MappingProxyType({0: "panggilan ulang"}),
    "en": MappingProxyType({0: "repeated call", 2: "second call", 3: "third call"}),
}
_LETTER = {"id": "huruf", "en": "letter"}
_WHOLE_FROM, _WHOLE_TO = 1000, 9999
_LABEL = re.compile(r"([A-Za-z]{0,2})[-. ]?(\d{0,4})([A-Za-z]?)")


@dataclass(frozen=True, slots=True)
class Piece:
    """One recorded clip and the words heard in it.

    `after` is what follows: "" a plain word gap, "-" none at all (thirty-four), "," a short pause, "." the end.
    """

    clip: str
    text: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in one language: to be heard (`clips`) and to be read (`text`)."""

    language: str
    pieces: tuple[Piece, ...]

    @property
    def clips(self) -> tuple[str, ...]:
        """The clips in order, named as the files are (without ".wav")."""
        return tuple(piece.clip for piece in self.pieces)

    @property
    def text(self) -> str:
        """The sentence as people write it, e.g. "Nomor antrean, A, nol nol satu, silakan menuju ke loket tiga."."""
        said, new = "", True
        for piece in self.pieces:
            said += (piece.text[:1].upper() + piece.text[1:] if new else piece.text) + piece.after
            said += "" if piece.after == "-" else " "
            new = piece.after == "."
        return said.rstrip()


def call_sentence(
    number: str,
    counter: int,
    counter_name: str = "",
    plate: str = "",
    *,
    language: str = "id",
    style: str = "digits",
    ordinal: int = 1,
) -> Sentence:
    """Make the sentence that calls `number` (e.g. "A-012") to a counter.

    `counter_name` is the Indonesian name ("Loket 3", "Ruang Konsultasi 1"); `plate` what stands on the counter ("3",
    "K1"). A place the voice can name is said in full ("ruang konsultasi satu"), otherwise its first word and the plate
    ("ruang K satu"), and without either "loket" and `counter`. `ordinal` 2 or more opens with "Panggilan ulang.".
    An unknown language or style is a bug: ValueError.
    """
    if language not in LANGUAGES or style not in STYLES:
        raise ValueError(f"no voice for language {language!r}, style {style!r}")
    place, label = _place(counter, counter_name, plate)
    go = f"{_GO[language]} {place if language == 'id' else _PLACES[place]}"
    pieces: list[Piece] = []
    if ordinal > 1:
        again = _RECALL[language]
        pieces.append(_word(again.get(ordinal, again[0]), "."))
    pieces += [_word(_OPENING[language], ","), *_ticket(number, language, style), _word(go)]
    pieces += _label(label, language)
    return Sentence(language, (*pieces[:-1], _ending(pieces[-1], ".")))


def number_pieces(value: int, language: str = "id") -> tuple[Piece, ...]:
    """Say `value` as a number: 111 -> "seratus sebelas"; 0 to 9999, anything else is a ValueError."""
    if not 0 <= value <= _WHOLE_TO:
        raise ValueError(f"the voice counts from 0 to {_WHOLE_TO}, not {value}")
    return tuple(_number(value, language))


@cache
def vocabulary(language: str) -> Mapping[str, str]:
    """Name every clip of `language` with the words to be recorded in it: the whole bank, and nothing else."""
    words: list[str] = [_OPENING[language], *_RECALL[language].values()]
    words += [f"{_GO[language]} {place if language == 'id' else _PLACES[place]}" for place in _PLACES]
    words += [*_ONES[language], *_TENS[language], *_HUNDRED[language], *_THOUSAND[language]]
    if language == "en":
        words.append("and")
    bank = {_word(text).clip: text for text in words}
    bank.update({piece.clip: piece.text for piece in _letters(ascii_uppercase, language)})
    return MappingProxyType(bank)


def _word(text: str, after: str = "") -> Piece:
    return Piece(text.replace(" ", "_"), text, after)


def _ending(piece: Piece, after: str) -> Piece:
    return Piece(piece.clip, piece.text, after)


def _letters(letters: str, language: str) -> Iterator[Piece]:
    return (Piece(f"{_LETTER[language]}_{letter.lower()}", letter.upper()) for letter in letters)


def _ticket(number: str, language: str, style: str) -> tuple[Piece, ...]:
    """Say the letter, a pause, the figures, a pause; whatever else stands in the number is not spoken."""
    letters = [letter for letter in number if letter.isascii() and letter.isalpha()]
    figures = "".join(figure for figure in number if figure.isascii() and figure.isdigit())
    if not letters and not figures:
        raise ValueError(f"nothing to say in the number {number!r}")
    value = int(figures or "0")
    if figures and (style == "number" or value >= _WHOLE_FROM) and value <= _WHOLE_TO:
        spoken = list(_number(value, language))
    else:
        spoken = [_word(_ONES[language][int(figure)]) for figure in figures]
    return (*_paused(_letters("".join(letters), language)), *_paused(spoken))


def _paused(pieces: Iterable[Piece]) -> list[Piece]:
    row = list(pieces)
    return [*row[:-1], *(_ending(piece, ",") for piece in row[-1:])]


def _number(value: int, language: str) -> Iterator[Piece]:
    """Say a number without ever saying a zero unit: 20 is "dua puluh", 100 "seratus", 1000 "seribu"."""
    thousands, rest = divmod(value, 1000)
    hundreds, below = divmod(rest, 100)
    yield from _many(thousands, _THOUSAND, language)
    yield from _many(hundreds, _HUNDRED, language)
    if below and value >= 100 and language == "en":
        yield _word("and")
    if below >= 20:
        tens, unit = divmod(below, 10)
        yield _word(_TENS[language][tens - 2], "-" if unit and language == "en" else "")
        below = unit
    if below or value == 0:
        yield _word(_ONES[language][below])


def _many(count: int, unit: Mapping[str, tuple[str, str]], language: str) -> Iterator[Piece]:
    one, more = unit[language]
    if count == 1:
        yield _word(one)
    elif count:
        yield from (_word(_ONES[language][count]), _word(more))


def _place(counter: int, name: str, plate: str) -> tuple[str, str]:
    """Find the place to be named and the label said after it ("" for none)."""
    words = name.lower().split()
    if words and _is_label(words[-1]):
        base, label = " ".join(words[:-1]), words[-1]
    else:
        base, label = " ".join(words), ""
    base = _KINDS.get(base, base)
    if base in _PLACES and (label or " " in base):
        return base, label
    first = _KINDS.get(words[0], words[0]) if words else ""
    kind = first if first in _PLACES else "loket"
    return kind, plate if _is_label(plate) else str(counter)


def _is_label(text: str) -> bool:
    match = _LABEL.fullmatch(text)
    return match is not None and (bool(match[2]) or len(text) == 1)


def _label(label: str, language: str) -> Iterator[Piece]:
    """Say "3" as "tiga", "K1" as "K satu", "12B" as "dua belas B"."""
    match = _LABEL.fullmatch(label)
    if match is None:
        return
    yield from _letters(match[1], language)
    if match[2]:
        yield from _number(int(match[2]), language)
    yield from _letters(match[3], language)
