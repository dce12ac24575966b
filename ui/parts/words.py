"""Failures in the reader's words."""

from __future__ import annotations

from loket.errors import LoketError
from loket.texts import Texts


def failure_words(error: LoketError, texts: Texts) -> tuple[str, str]:
    """Give what happened and what to do: the first sentence of a failure, and the rest."""
    facts = {name: texts(fact) if isinstance(fact, str) else fact for name, fact in error.facts.items()}
    said = texts.say(error.sentence, **facts)
    first, dot, rest = said.partition(". ")
    return (first, rest) if dot and rest else (said.removesuffix("."), "")
