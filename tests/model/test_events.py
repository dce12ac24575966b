"""The chain of facts: simple enough for an outsider to check."""

from __future__ import annotations

import hashlib
import json

from hypothesis import example, given
from hypothesis import strategies as st

from loket.model.events import CALLS, FIRST_PREV, Fact, Kind, canonical, chain_hash, hash_of_parts

WORDS = st.one_of(st.none(), st.text(max_size=12))
DATA = st.dictionaries(
    st.text(max_size=8),
    st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(max_size=12), st.lists(st.integers())),
    max_size=5,
)


def outsiders_hash(fact: dict[str, object], prev: str) -> str:
    """What docs/journal.md tells an outsider to do."""
    text = json.dumps(fact, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((prev + text).encode()).hexdigest()


@given(st.integers(1, 10**9), WORDS, WORDS, st.one_of(st.none(), st.integers(1, 99)), WORDS, DATA)
@example(1, 'tanda "petik"\n\u2028', "\x00\x1f\x7f", 3, "é\\/", {"catatan": 'baris\nbaru "é"'})
def test_the_quick_hash_is_the_outsiders_hash(seq, visit, number, counter, officer, data):
    prev, at = "ab" * 32, "2026-11-23T00:00:00.000001Z"
    fact = Fact(seq, at, Kind.VISIT_CALLED, visit, number, counter, officer, data, prev)
    quick = hash_of_parts(seq, at, Kind.VISIT_CALLED, visit, number, counter, officer, canonical(data), prev)
    assert quick == fact.expected_hash() == chain_hash(prev, fact.body()) == outsiders_hash(fact.body(), prev)


def test_the_first_fact_stands_on_sixty_four_zeros():
    assert FIRST_PREV == "0" * 64
    assert Fact(1, "", Kind.OFFICE_CREATED).prev == FIRST_PREV


def test_a_line_of_the_journal_has_exactly_the_promised_keys():
    assert set(Fact(1, "", Kind.OFFICE_CREATED).line()) == {
        "seq", "at", "kind", "visit", "number", "counter", "officer", "data", "prev", "hash",
    }  # fmt: skip


def test_any_change_of_a_fact_changes_its_hash():
    fact = Fact(7, "2026-11-23T00:00:00.000001Z", Kind.VISIT_CALLED, "v", "A001", 1, "P1", {"leg": 1}, "0" * 64)
    others: dict[str, object] = {
        "seq": 8, "at": "2026-11-23T00:00:00.000002Z", "kind": Kind.VISIT_ABSENT, "visit": "w", "number": "A002",
        "counter": 2, "officer": None, "data": {"leg": 2}, "prev": "1" * 64,
    }  # fmt: skip
    for name, value in others.items():
        assert chain_hash(fact.prev, {**fact.body(), name: value}) != fact.expected_hash(), name


def test_names_of_facts_are_past_participles_that_scripts_can_rely_on():
    assert all(kind == kind.lower() and " " not in kind for kind in Kind)
    assert set(CALLS) == {Kind.VISIT_CALLED, Kind.VISIT_RECALLED}
