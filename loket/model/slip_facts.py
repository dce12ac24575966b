"""A slip as plain JSON values and back: what a job keeps, what a file or another program hands in.

Nothing here knows one slip from another; the fields and their types are read from `loket.model.slip`. Dates and times
are ISO 8601, tuples are lists, a small record inside a slip is an object. What does not fit is refused by its place,
e.g. ``documents[2].name``: a slip on which a field was guessed would be a false paper.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING, cast, get_args, get_type_hints

from loket.errors import N_, Refused
from loket.model.slip import KINDS, Slip, SlipKind

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_UNKNOWN = N_("Slip {kind}: isian {field} tidak dikenal.")
_LACKING = N_("Slip {kind}: isian {field} wajib ada.")
_WORDS = N_("Slip {kind}: isian {field} harus berupa tulisan.")
_WHOLE = N_("Slip {kind}: isian {field} harus berupa bilangan bulat.")
_YES_NO = N_("Slip {kind}: isian {field} harus berupa true atau false.")
_DAY = N_("Slip {kind}: isian {field} harus berupa tanggal, misalnya 2026-11-22.")
_MOMENT = N_("Slip {kind}: isian {field} harus berupa tanggal dan jam, misalnya 2026-11-22T09:41.")
_LIST = N_("Slip {kind}: isian {field} harus berupa daftar.")
_RECORD = N_("Slip {kind}: isian {field} harus berupa objek dengan isian bernama.")

_HALF_SIGNS = re.compile("[\ud800-\udfff]")
_DATE_SIGNS = len("2026-11-22")


def to_facts(slip: Slip) -> dict[str, object]:
    """Give every field of `slip` by its name, as values that JSON can hold."""
    return _named(slip)


def from_facts(kind: SlipKind, facts: Mapping[str, object]) -> Slip:
    """Make the slip of a kind from its facts; a field that has a default may be absent.

    Raises Refused("slip_facts") that names the field when one is unknown, absent or of another type.
    """
    return cast("Slip", _Reader(kind).record(KINDS[kind], facts, ""))


def _plain(value: object) -> object:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value):
        return _named(value)
    return value


def _named(record: object) -> dict[str, object]:
    made: type = type(record)
    return {name: _plain(getattr(record, name)) for name in _hints(made)}


@lru_cache(maxsize=32)
def _hints(made: type) -> Mapping[str, object]:
    """Give the type of every field of a dataclass, in its order."""
    hints = get_type_hints(made)
    return {each.name: hints[each.name] for each in _fields(made)}


def _fields(made: type) -> tuple[Field[object], ...]:
    return fields(cast("type[DataclassInstance]", made))


class _Reader:
    """Reads the facts of one slip; every method gives the value or refuses the field by its place."""

    def __init__(self, kind: SlipKind) -> None:
        self._kind = kind

    def record(self, made: type, facts: object, place: str) -> object:
        if not isinstance(facts, Mapping):
            raise self._refused(_RECORD, place or "-")
        hints = _hints(made)
        for name in facts:
            if name not in hints:
                raise self._refused(_UNKNOWN, _within(place, str(name)))
        for each in _fields(made):
            if each.name not in facts and _required(each):
                raise self._refused(_LACKING, _within(place, each.name))
        given = {name: self._value(hints[name], value, _within(place, name)) for name, value in facts.items()}
        return made(**given)

    def _value(self, hint: object, value: object, place: str) -> object:
        parts = get_args(hint)
        if NoneType in parts:  # `X | None`
            return None if value is None else self._value(next(p for p in parts if p is not NoneType), value, place)
        if parts:  # `tuple[X, ...]`
            if not isinstance(value, (list, tuple)):
                raise self._refused(_LIST, place)
            return tuple(self._value(parts[0], each, f"{place}[{index}]") for index, each in enumerate(value))
        if isinstance(hint, type) and is_dataclass(hint):
            return self.record(hint, value, place)
        return self._simple(hint, value, place)

    def _simple(self, hint: object, value: object, place: str) -> object:
        if hint in (date, datetime):
            return self._day(value, place) if hint is date else self._moment(value, place)
        # Exactly: True is an int to Python, but no number to people. Half a sign (a lone surrogate) cannot be kept.
        if type(value) is not hint or (isinstance(value, str) and _HALF_SIGNS.search(value)):
            raise self._refused({str: _WORDS, int: _WHOLE, bool: _YES_NO}[cast("type", hint)], place)
        return value

    def _day(self, value: object, place: str) -> date:
        try:
            if isinstance(value, str) and len(value) == _DATE_SIGNS:
                return date.fromisoformat(value)
        except ValueError as error:
            raise self._refused(_DAY, place) from error
        raise self._refused(_DAY, place)

    def _moment(self, value: object, place: str) -> datetime:
        try:
            if isinstance(value, str) and ":" in value:  # a day alone would become midnight
                return datetime.fromisoformat(value)
        except ValueError as error:
            raise self._refused(_MOMENT, place) from error
        raise self._refused(_MOMENT, place)

    def _refused(self, sentence: str, place: str) -> Refused:
        return Refused("slip_facts", sentence, kind=self._kind.value, field=place)


def _required(each: Field[object]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _within(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
