"""The running text of the hall: the office's own words, and how its order is made when it has not said that itself."""

from __future__ import annotations

from loket.errors import N_
from loket.model.speech import number_pieces
from loket.model.wording import Wording
from loket.office.context import Work
from loket.texts import LANGUAGES, Texts

_SAYS_IT = ("prioritas", "urutan datang")
"""Words by which a message of the office is known to tell of the order already."""

MOST_IN_WORDS = 12
"""Larger numbers are read faster as figures."""

_ORDER = N_("Nomor dipanggil menurut urutan datang.")
_EARLY = N_(
    "Setiap {n} panggilan, satu pengunjung prioritas (lansia, disabilitas, ibu hamil, membawa balita) boleh "
    "didahulukan: paling banyak satu dari {m} panggilan."
)
_EVERY_OTHER = N_(
    "Setiap panggilan kedua boleh untuk pengunjung prioritas (lansia, disabilitas, ibu hamil, membawa balita)."
)
_SOMETIMES = N_(
    "Di antara beberapa panggilan, satu pengunjung prioritas (lansia, disabilitas, ibu hamil, membawa balita) boleh "
    "didahulukan."
)


def running_words(work: Work) -> tuple[Wording, ...]:
    """Give the office's messages, and last the sentence on fairness, if there is a line that needs it.

    It is left out where no service calls anybody early, and where a message of the office tells of it.
    """
    own = work.catalogue.rules.messages
    between = {service.between for service in work.catalogue.services.values()} - {None}
    told = any(word in message.id.casefold() for message in own for word in _SAYS_IT)
    if told or not between:
        return own
    count = between.pop() if len(between) == 1 else None
    said = {language: _said(Texts.of(language), count) for language in LANGUAGES}
    return (*own, Wording(said["id"], said["en"]))


def _said(texts: Texts, between: int | None) -> str:
    """Say it in one language; `between` is the same for all lines, or None."""
    if between is None:
        return f"{texts(_ORDER)} {texts(_SOMETIMES)}"
    if between == 1:
        return f"{texts(_ORDER)} {texts(_EVERY_OTHER)}"
    n, m = (_in_words(each, texts) if between < MOST_IN_WORDS else str(each) for each in (between, between + 1))
    return f"{texts(_ORDER)} {texts(_EARLY, n=n, m=m)}"


def _in_words(number: int, texts: Texts) -> str:
    return " ".join(piece.text for piece in number_pieces(number, texts.language))
