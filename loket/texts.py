"""Texts for people: gettext catalogues, Indonesian as the source language, English beside it.

A `Texts` value speaks one language; a station may hold several (the kiosk's visitors choose theirs).
Dates, times and numbers follow CLDR for Indonesian and British English, written out here because the product needs
six forms in two languages and Babel's data would cost every station 30 MB and its start.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Protocol, runtime_checkable

from loket.errors import LoketError
from loket.resources import data

LANGUAGES = ("id", "en")
"""The languages that ship, the source first."""

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_ZONES = {25200: "WIB", 28800: "WITA", 32400: "WIT"}


@runtime_checkable
class Spoken(Protocol):
    """A fact that speaks the languages itself, such as the words that an office has written (`Wording`)."""

    def say(self, language: str, /) -> str:
        """Give it in `language`."""


class Texts:
    """All sentences of one language."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        """Use `Texts.of` instead; `catalogue` is the loaded gettext catalogue."""
        self.language = language
        self._catalogue = catalogue

    @staticmethod
    @cache
    def of(language: str) -> Texts:
        """Give the texts of `language` ("id" or "en"); an unknown language speaks Indonesian."""
        if language == "id" or language not in LANGUAGES:
            return Texts("id", gettext.NullTranslations())
        return Texts(language, gettext.translation("loket", str(data("texts")), languages=[language]))

    def __call__(self, sentence: str, /, **facts: object) -> str:
        """Say `sentence` (an Indonesian msgid) with its `{facts}` filled in, each as `fact` gives it."""
        said = self._catalogue.gettext(sentence) if sentence else ""
        return said.format(**self._told(facts)) if facts else said

    say = __call__

    def failure(self, error: LoketError) -> str:
        """Say a refusal or a trouble, its facts in this language too; one may be a sentence (the state of a visit)."""
        facts = {name: self(fact) if isinstance(fact, str) else fact for name, fact in error.facts.items()}
        return self.say(error.sentence, **facts)

    def fact(self, value: object) -> object:
        """Give a fact in this language: words of the office, a day, a time, both; several of them between commas.

        Everything else (numbers, text) stays what it is.
        """
        if isinstance(value, (tuple, list)):
            return ", ".join(str(self.fact(each)) for each in value)
        if isinstance(value, datetime):
            return self.say("{day} pukul {t}", day=self.day(value), t=self.time(value))
        if isinstance(value, (date, time)):
            return self.day(value) if isinstance(value, date) else self.time(value)
        return value.say(self.language) if isinstance(value, Spoken) else value

    def _told(self, facts: Mapping[str, object]) -> dict[str, object]:
        plain = (str, int, float)
        return {name: fact if isinstance(fact, plain) else self.fact(fact) for name, fact in facts.items()}

    def count(self, sentence: str, n: int, /, **facts: object) -> str:
        """Say `sentence` for `n` things; Indonesian has one form, English two. `{n}` is filled with the number."""
        said = self._catalogue.ngettext(sentence, sentence, n)
        return said.format(n=self.number(n), **self._told(facts))

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number: 1.214 and 86,42 in Indonesian, 1,214 and 86.42 in English."""
        plain = f"{value:,.{decimals}f}"
        return plain if self.language == "en" else plain.translate(str.maketrans(",.", ".,"))

    def time(self, moment: time | datetime) -> str:
        """Write a time of day: 09.41 in Indonesian, 09:41 in English. Give local time."""
        return moment.strftime("%H.%M" if self.language == "id" else "%H:%M")

    def weekday(self, day: date) -> str:
        """Name the day of the week."""
        return _DAYS[self.language][day.weekday()]

    def day(self, day: date) -> str:
        """Write a date: 18 November 2025."""
        return f"{day.day} {_MONTHS[self.language][day.month - 1]} {day.year}"

    def long_day(self, day: date) -> str:
        """Write a date with its weekday: Selasa, 18 November 2025."""
        return f"{self.weekday(day)}, {self.day(day)}"

    def short_day(self, day: date) -> str:
        """Write a date in figures: 18-11-2025."""
        return day.strftime("%d-%m-%Y")

    def month(self, day: date) -> str:
        """Write the month of a date: November 2025."""
        return f"{_MONTHS[self.language][day.month - 1]} {day.year}"

    def timer(self, seconds: float) -> str:
        """Write a running time as minutes and seconds: 04.12; an hour and more as 1.04.12."""
        whole = max(0, int(seconds))
        dot = "." if self.language == "id" else ":"
        hours, rest = divmod(whole, 3600)
        parts = [f"{hours}"] if hours else []
        return dot.join([*parts, f"{rest // 60:02d}", f"{rest % 60:02d}"])

    def minutes_between(self, low_s: float, high_s: float) -> str:
        """Write a wait as a range of minutes, "10–15", or "hingga 40" when its low end is 0; without the unit."""
        low, high = round(low_s / 60), round(high_s / 60)
        return f"{low}–{high}" if low > 0 else self.say("hingga {b}", b=high)

    @staticmethod
    def zone(moment: datetime) -> str:
        """Name the Indonesian zone of an aware local time: WIB, WITA or WIT; else its own abbreviation."""
        offset = moment.utcoffset()
        return _ZONES.get(int(offset.total_seconds()) if offset else -1, moment.strftime("%Z"))
