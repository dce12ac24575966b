"""A name or sentence that the office itself writes, in one or two languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Office-written words: Indonesian always, English when the office gave it."""

    id: str
    en: str = ""

    def say(self, language: str) -> str:
        """Give the words in `language`; a missing translation falls back to Indonesian."""
        return self.en if language == "en" and self.en else self.id

    def behind(self, mark: str) -> Wording:
        """Give the words behind a mark that is the same in every language, such as a service's letter."""
        return Wording(f"{mark} {self.id}", f"{mark} {self.en}" if self.en else "")

    def __bool__(self) -> bool:
        """Tell whether there is anything to say."""
        return bool(self.id)
