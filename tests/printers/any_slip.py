"""Slips of any words, for laws that hold whatever an office writes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import get_args, get_type_hints

from hypothesis import strategies as st

from loket.model.slip import KINDS, SlipKind

KIND_NAMES = [kind for kind in SlipKind if kind is not SlipKind.TICKET]

LETTERS = st.characters(min_codepoint=32, max_codepoint=0x2030, categories=("L", "N", "P", "Zs", "S", "M"))
ANYTHING = st.text(LETTERS, max_size=60) | st.text(max_size=12) | st.text("WMÅ-", min_size=20, max_size=70)


def values_of(hint):
    parts = get_args(hint)
    if type(None) in parts:
        return st.none() | values_of(next(part for part in parts if part is not type(None)))
    if parts:
        return st.lists(values_of(parts[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{each.name: values_of(hints[each.name]) for each in fields(hint)})
    plain = {str: ANYTHING, int: st.integers(0, 10**9), date: st.dates(date(2000, 1, 1), date(2099, 1, 1)),
             datetime: st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1))}  # fmt: skip
    return plain[hint] if hint in plain else st.from_type(hint)


def any_slip():
    """Give a slip of any kind but a queue ticket."""
    return st.sampled_from([KINDS[kind] for kind in KIND_NAMES]).flatmap(values_of)
