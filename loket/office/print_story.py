"""The day at the printers in plain sentences, for whoever asks in the evening what happened to the paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from math import ceil
from typing import Any
from zoneinfo import ZoneInfo

from loket.errors import N_
from loket.model.events import Fact, Kind
from loket.model.printer import TROUBLED
from loket.office.context import Office
from loket.texts import Texts

_BECAME = {
    "out": N_("Kertas di printer {printer} habis."),
    "low": N_("Kertas di printer {printer} hampir habis."),
    "cover": N_("Tutup printer {printer} terbuka."),
    "offline": N_("Printer {printer} tidak menjawab."),
    "ready": N_("Printer {printer} siap."),
    "unknown": N_("Printer {printer} tidak memberi kabar tentang keadaannya."),
}
"""A printer's new state."""

_MEANWHILE = N_("Printer {printer} siap lagi sesudah {minutes} menit. Cetakan tertunda yang keluar: {held}.")
_EXPIRED = N_("Tidak dicetak lagi karena sudah terlalu lama: {numbers}. Nomornya tetap berlaku.")
_BROKEN = N_("Cetakan {numbers} terputus di tengah ({reason}); cetakan berikutnya ditandai CETAK ULANG.")
_GIVEN_UP = N_("Cetakan {numbers} gagal ({reason}) dan tidak dicoba lagi. Nomornya tetap berlaku.")
_HELD = N_("Cetakan {numbers} menunggu printer {printer} ({reason}).")
_INSTEAD = N_("Printer {printer} mencetak menggantikan {home}: {numbers}.")
_AGAIN = N_("Dicetak ulang: {numbers}.")
_ROLL = N_("Rol kertas printer {printer} diganti sesudah {slips} cetakan.")
_SET_UP = N_("Printer {printer} dipasang: {url}.")
_REMOVED = N_("Printer {printer} dihapus.")

_TOLD = (
    Kind.PRINTER_STATE, Kind.ROLL_CHANGED, Kind.PRINT_FAILED, Kind.SLIP_PRINTED, Kind.SLIP_REPRINTED,
    Kind.PRINTER_CHANGED,
)  # fmt: skip

_NAMED = 6
"""So many numbers are named in one sentence; of more, the first and the last."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One sentence: an Indonesian msgid and its facts (`reason` is an msgid too). `trouble`: somebody had to act."""

    at: datetime
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)
    trouble: bool = False

    def say(self, texts: Texts) -> str:
        """Give the sentence in a language."""
        facts = {**self.facts, "reason": texts(self.facts["reason"])} if self.facts.get("reason") else self.facts
        return texts.say(self.sentence, **facts)


def print_story(office: Office, day: date) -> tuple[StoryLine, ...]:
    """Tell what happened at the printers on an office day, oldest first; nothing when every slip simply came out."""
    with office.looking() as work:
        tz = work.catalogue.rules.tz
        facts = [fact for fact in work.book.facts_of_day(day) if fact.kind in _TOLD]
    return story_of(facts, tz)


def story_of(facts: Sequence[Fact], tz: ZoneInfo) -> tuple[StoryLine, ...]:
    """Tell the story of some facts in the zone `tz`. Pure; neighbouring facts of one sort make one sentence."""
    told = list(_one_by_one(facts, tz))
    lines = []
    for _, run in groupby(told, lambda each: each[0]):
        lines.append(_together([line for _, line in run]))
    return tuple(lines)


def _one_by_one(facts: Sequence[Fact], tz: ZoneInfo) -> Iterable[tuple[object, StoryLine]]:
    """Give each fact that is worth a sentence, with what makes it one with its neighbours."""
    since: dict[str, Fact] = {}
    for place, fact in enumerate(facts):
        at, data = datetime.fromisoformat(fact.at).astimezone(tz), fact.data
        name = data.get("printer") or data.get("name", "")
        if fact.kind == Kind.PRINTER_STATE:
            yield place, _state_line(fact, at, facts[place + 1 :], since)
        elif fact.kind == Kind.ROLL_CHANGED:
            yield place, StoryLine(at, _ROLL, {"printer": name, "slips": data["slips"]})
        elif fact.kind == Kind.PRINTER_CHANGED:
            sentence = _REMOVED if data["removed"] else _SET_UP
            yield (sentence, name), StoryLine(at, sentence, {"printer": name, "url": data["url"]})
        elif fact.kind == Kind.PRINT_FAILED:
            sentence = _failure(data)
            reason = data["reason"] if data["outcome"] != "EXPIRED" else ""
            yield (
                (sentence, name, reason),
                StoryLine(at, sentence, {"printer": name, "numbers": [fact.number], "reason": reason}, trouble=True),
            )
        elif fact.kind == Kind.SLIP_REPRINTED:
            yield _AGAIN, StoryLine(at, _AGAIN, {"numbers": [fact.number]})
        elif "instead_of" in data:
            told = {"printer": name, "home": data["instead_of"], "numbers": [fact.number]}
            yield (_INSTEAD, name, data["instead_of"]), StoryLine(at, _INSTEAD, told)


def _state_line(fact: Fact, at: datetime, later: Sequence[Fact], since: dict[str, Fact]) -> StoryLine:
    """Tell a printer's new state; the end of a trouble tells how long it was and what came out afterwards."""
    name, state = fact.data["printer"], fact.data["to"]
    if state in TROUBLED:
        since.setdefault(name, fact)
        return StoryLine(at, _BECAME[state], {"printer": name}, trouble=True)
    began = since.pop(name, None)
    if began is None:
        return StoryLine(at, _BECAME[state], {"printer": name}, trouble=state == "low")
    minutes = ceil((at - datetime.fromisoformat(began.at)).total_seconds() / 60)
    held = sum(
        1 for each in later
        if each.kind == Kind.SLIP_PRINTED and each.data["printer"] == name and each.data["job"] < fact.seq
    )  # fmt: skip
    return StoryLine(at, _MEANWHILE, {"printer": name, "minutes": minutes, "held": held})


def _failure(data: Mapping[str, Any]) -> str:
    if data["outcome"] == "EXPIRED":
        return _EXPIRED
    if data.get("given_up"):
        return _GIVEN_UP
    return _BROKEN if data["outcome"] == "PARTIAL" else _HELD


def _together(lines: list[StoryLine]) -> StoryLine:
    """Make one sentence of neighbours that differ in their numbers only."""
    first = lines[0]
    if "numbers" not in first.facts:
        return first
    numbers = list(dict.fromkeys(number for line in lines for number in line.facts["numbers"] if number))
    words = ", ".join(numbers) if len(numbers) <= _NAMED else f"{numbers[0]} … {numbers[-1]} ({len(numbers)})"
    return replace(first, facts={**first.facts, "numbers": words})
