"""The end of a day at the command line: whom it leaves behind is named, and a kept place is printed again."""

from __future__ import annotations

import json
from datetime import date

import pytest

from loket.office.context import Office, SystemClock
from loket.office.slips import carry_over_slip, closing_slip
from loket.store.opening import open_store


@pytest.fixture
def evening(loket):
    """A001 did not come, A002 was served, A003 left, A004 is still at a counter, A005 and B001 wait."""
    for service in "AAAAAB":
        loket.done("take", service)
    loket.done("signin", 1, "P1")
    loket.done("call", 1)
    loket.done("absent", 1)
    loket.done("call", 1)
    loket.done("start", 1)
    loket.done("finish", 1)
    loket.done("cancel", "A003")
    loket.done("call", 1)
    loket.done("start", 1)
    return loket


LEFT = {"missed": ["A001"], "cancelled": ["A003"], "carried_over": ["A005", "B001"]}


def test_closing_the_day_names_who_was_not_served_by_how_it_ended(evening):
    assert "A004" in evening.refused("day", "close")
    closed = evening.done("day", "close", "--forgotten")
    assert closed["not_served"] == LEFT
    assert closed["ended_by_closing"] == ["A004"]


def test_closing_the_day_says_whom_it_leaves_behind(evening):
    lines = evening("day", "close", "--forgotten").out.splitlines()
    assert lines[1:] == [
        "Tidak sempat dilayani, dibawa ke hari berikutnya: A005, B001.",
        "Dipanggil tetapi tidak hadir: A001.",
        "Batal: A003.",
        "Masih dilayani, diakhiri oleh penutupan: A004.",
    ]


def test_the_strip_counts_who_was_ended_by_the_closing_apart_from_the_served(evening):
    day = date.fromisoformat(evening.done("day", "close", "--forgotten")["day"])
    strip = _asked(evening, lambda office: closing_slip(office, day.isoformat()))
    assert (strip.issued, strip.served, strip.left_open) == (6, 1, 1)
    assert strip.served + strip.absent + strip.cancelled + strip.carried_over + strip.left_open == strip.issued


def test_a_kept_place_is_printed_again_with_the_day_and_place_of_then(evening):
    evening.done("printer", "add", "kios", "virtual:")
    kept = {each["number"]: each for each in evening.done("day", "carry-over", "--reason", "listrik")["carried_over"]}
    assert evening.done("slip", "carry-over", "B001", "--print")["kind"] == "carry-over"
    slip = _asked(evening, lambda office: carry_over_slip(office, "A005"))
    told = kept["A005"]
    assert (slip.day.isoformat(), slip.place_in_line, slip.reason) == (told["day"], told["place"], "listrik")
    assert slip.code == told["code"]
    later = _asked(evening, lambda office: carry_over_slip(office, "A005", date(2027, 1, 4), reason="banjir"))
    assert (later.day, later.place_in_line, later.reason) == (date(2027, 1, 4), told["place"], "banjir")


def test_who_still_waits_gets_a_slip_for_the_next_day_of_work_unless_another_is_named(evening):
    waits = _asked(evening, lambda office: carry_over_slip(office, "A005"))
    (told,) = (each for each in evening.done("day", "carry-over")["carried_over"] if each["number"] == "A005")
    assert (waits.day.isoformat(), waits.place_in_line) == (told["day"], told["place"])


def test_whom_the_closing_carried_over_keeps_the_place_in_the_line(loket):
    for _ in range(3):
        loket.done("take", "A")
    loket.done("day", "close")
    places = [_asked(loket, lambda office, n=n: carry_over_slip(office, f"A00{n}")).place_in_line for n in (1, 2, 3)]
    assert places == [1, 2, 3]


def _asked(loket, question):
    """Ask the command line's office something."""
    store = open_store(loket.database)
    try:
        return question(Office(store, SystemClock(store=store)))
    finally:
        store.close()


def test_the_strip_is_ordered_with_the_same_keys(evening):
    evening.done("printer", "add", "kios", "virtual:")
    printed = json.loads(evening("day", "close", "--forgotten", "--print", "--json").out)
    assert printed["not_served"] == LEFT
    assert printed["print_job"] > 0
