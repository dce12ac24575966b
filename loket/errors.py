"""The two kinds of failure that people are told about; anything else is a bug.

`Refused`: a rule says no. It names the rule (`code`) and says what to do.
`Trouble`: paper, disk, network or database. It says what still holds and the next step.

Both carry an Indonesian sentence (a gettext msgid, marked with `N_`) and the facts that fill its braces, so that
the face that shows it can say it in the reader's language: ``texts.failure(error)``. A fact stays what it is (a
`Wording`, a time, a day, a tuple of those) until then: who raises it does not know who reads it.
"""

from collections.abc import Mapping
from datetime import date, datetime, time


def N_(sentence: str) -> str:
    """Mark `sentence` for the catalogue without translating it here."""
    return sentence


class LoketError(Exception):
    """A failure with a sentence for people."""

    def __init__(self, code: str, sentence: str, **facts: object) -> None:
        """`code` is stable (snake_case, for scripts and tests); `sentence` is a msgid; `facts` fill its braces."""
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.facts: Mapping[str, object] = facts

    def __str__(self) -> str:
        """Give the Indonesian sentence with its facts filled in, days in figures: for logs."""
        return self.sentence.format(**{name: _logged(fact) for name, fact in self.facts.items()})


class Refused(LoketError):
    """A rule says no; nothing was changed."""


class Usage(Refused):
    """What was typed cannot be read, is out of range, lacks something or does not go together: no rule was asked."""


class Trouble(LoketError):
    """Something outside the rules failed (disk, printer, database); what was saved stays saved."""


class Away(Trouble):
    """The office's memory cannot be reached; nobody need do anything at a station, it goes on when it is back."""

    def __init__(
        self,
        place: object,
        code: str = "database_gone",
        sentence: str = N_(
            "Basis data di {place} tidak terjangkau. Yang tersimpan tetap aman; stasiun ini mencoba lagi sendiri."
        ),
    ) -> None:
        """Say where it lies; `code` and `sentence` when more is known than that."""
        super().__init__(code, sentence, place=place)


def _logged(fact: object) -> object:
    if isinstance(fact, (tuple, list)):
        return ", ".join(str(_logged(each)) for each in fact)
    if isinstance(fact, datetime):
        return f"{fact:%d-%m-%Y %H.%M}"
    if isinstance(fact, (date, time)):
        return f"{fact:%d-%m-%Y}" if isinstance(fact, date) else f"{fact:%H.%M}"
    say = getattr(fact, "say", None)
    return say("id") if callable(say) else fact
