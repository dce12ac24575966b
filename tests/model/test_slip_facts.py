"""Slips as plain values: what goes out comes back, and what does not fit is named."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.slip import KINDS, ReceiptSlip, SlipKind, kind_of
from loket.model.slip_facts import from_facts, to_facts

RECEIPT = {
    "office": "Dinas Sosial",
    "reference": "BRK-2025-001872",
    "service": "Usul Data DTSEN",
    "number": "B017",
    "counter": "Ruang 1",
    "officer": "R-1",
    "received_at": "2025-11-18T09:52:00",
    "documents": [{"name": "Fotokopi KTP-el"}, {"name": "Foto rumah", "received": False}],
    "promised": "2025-11-20",
}


def values_of(hint):
    parts = get_args(hint)
    if type(None) in parts:
        return st.none() | values_of(next(part for part in parts if part is not type(None)))
    if parts:
        return st.lists(values_of(parts[0]), max_size=3).map(tuple)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        made: type = hint
        return st.builds(made, **{each.name: values_of(hints[each.name]) for each in fields(hint)})
    return st.from_type(hint)


@given(st.sampled_from(list(KINDS.values())).flatmap(values_of))
def test_a_slip_comes_back_from_its_facts_as_it_was(slip):
    facts = json.loads(json.dumps(to_facts(slip)))
    assert from_facts(kind_of(slip), facts) == slip


def test_a_field_with_a_default_may_be_absent():
    slip = from_facts(SlipKind.RECEIPT, RECEIPT)
    assert isinstance(slip, ReceiptSlip)
    assert slip.received_at == datetime(2025, 11, 18, 9, 52)
    assert slip.promised == date(2025, 11, 20)
    assert [each.received for each in slip.documents] == [True, False]
    assert slip.fee == ""


@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"nomor": "B017"}, "nomor"),
        ({"reference": None}, "reference"),
        ({"reference": 17}, "reference"),
        ({"service": "\ud800"}, "service"),
        ({"training": 1}, "training"),
        ({"received_at": "2025-11-18"}, "received_at"),
        ({"received_at": "kemarin 09:00"}, "received_at"),
        ({"promised": "2025-11-31"}, "promised"),
        ({"promised": "2025-11-20T09:00"}, "promised"),
        ({"promised": 20251120}, "promised"),
        ({"documents": "KTP"}, "documents"),
        ({"documents": ["KTP"]}, "documents[0]"),
        ({"documents": [{"name": "KTP"}, {"received": True}]}, "documents[1].name"),
        ({"documents": [{"name": "KTP", "asli": True}]}, "documents[0].asli"),
    ],
)
def test_what_does_not_fit_is_refused_by_its_place(changed, place):
    with pytest.raises(Refused) as refused:
        from_facts(SlipKind.RECEIPT, RECEIPT | changed)
    assert refused.value.code == "slip_facts"
    assert refused.value.facts == {"kind": "receipt", "field": place}
    assert place in str(refused.value)


@pytest.mark.parametrize("field", ["office", "reference", "documents"])
def test_a_field_without_a_default_may_not_be_absent(field):
    with pytest.raises(Refused) as refused:
        from_facts(SlipKind.RECEIPT, {name: value for name, value in RECEIPT.items() if name != field})
    assert refused.value.facts["field"] == field


def test_true_is_no_number_to_people():
    facts = {
        "office": "D", "day": "2025-11-18", "opened_at": "2025-11-18T08:00", "closed_at": "2025-11-18T15:00",
        "issued": True, "served": 1,
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        from_facts(SlipKind.CLOSING, facts)
    assert refused.value.facts["field"] == "issued"
