"""Failures in the reader's words."""

from __future__ import annotations

from loket.errors import LoketError
from loket.texts import Texts


def failure_words(error: LoketError, texts: Texts) -> tuple[str, str]:
    """Give what happened and what to do: the first sentence of a failure, and the rest."""
    first, dot, rest = (said := texts.failure(error)).partition(". ")
    return (first, rest) if dot and rest else (said.removesuffix("."), "")
