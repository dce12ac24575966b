"""Printed numbers and opaque identities."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket.model.numbering import (
    LETTERS,
    SEQUENCE_MOST,
    letter_at,
    new_id,
    place,
    place_of,
    printed_number,
    sequence_at,
    ticket_code,
)

DAY = date(2026, 11, 23)
CHANCE = bytes(range(10))


@pytest.mark.parametrize(
    ("sequence", "number"), [(1, "A001"), (99, "A099"), (999, "A999"), (1000, "A1000"), (12345, "A12345")]
)
def test_a_number_has_three_digits_and_grows_without_wrapping(sequence, number):
    assert printed_number("A", sequence) == number


def test_an_office_may_print_fewer_or_more_digits():
    assert (printed_number("B", 7, 2), printed_number("B", 7, 4)) == ("B07", "B0007")


@pytest.mark.parametrize("sequence", [0, -1])
def test_there_is_no_number_nought(sequence):
    with pytest.raises(ValueError, match="starts at 1"):
        printed_number("A", sequence)


def test_no_letter_looks_like_a_figure():
    assert not set("IOQ") & set(LETTERS)


@given(
    st.lists(
        st.tuples(st.dates(max_value=date(2800, 1, 1)), st.sampled_from(LETTERS), st.integers(1, SEQUENCE_MOST)),
        min_size=2,
        max_size=2,
    )
)
def test_identities_lie_together_by_day_letter_and_number(two):
    identities = [new_id(day, letter, sequence, CHANCE) for day, letter, sequence in two]
    assert all(len(identity) == 32 for identity in identities)
    assert (identities[0] < identities[1]) == (two[0] < two[1])
    for (_, letter, sequence), identity in zip(two, identities, strict=True):
        found = place_of(identity)
        assert (letter_at(found), sequence_at(found)) == (letter, sequence)


@pytest.mark.parametrize(("letter", "sequence"), [("a", 1), ("1", 1), ("A", 0), ("A", SEQUENCE_MOST + 1)])
def test_what_is_no_ticket_has_no_place(letter, sequence):
    with pytest.raises(ValueError, match="no ticket"):
        place(DAY, letter, sequence)


@pytest.mark.parametrize("text", ["", "bukan id", "-"])
def test_a_text_that_is_no_identity_leads_nowhere(text):
    assert place_of(text) == 0


def test_the_code_on_the_slip_has_five_characters_nobody_misreads():
    codes = {ticket_code(new_id(DAY, "A", 1, bytes([turn]) * 10)) for turn in range(100)}
    assert len(codes) == 100
    assert all(len(code) == 5 and not set(code) & set("0O1I5S8BQ") - {"8"} for code in codes)
