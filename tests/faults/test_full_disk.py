"""A disk without room: one clear sentence, no number burnt, and it goes on by itself when there is room again."""

from __future__ import annotations

import pytest

from tests.faults.station import Station
from tests.faults.test_broken_disk import assert_sound

MOST_OF_A_PRESS = 9_000
"""More bytes than one press writes."""


@pytest.fixture
def station(disk, database):
    with Station(disk, database) as made:
        assert made.do("number A") == "A001"
        yield made


def test_a_disk_that_fills_up_in_mid_commit_at_any_byte_burns_no_number(disk, database, station, tmp_path):
    taken, refused = 1, 0
    for room in range(0, MOST_OF_A_PRESS, 450):
        disk.fill(room)
        for _ in range(3):
            answer = station.do("number A")
            if answer.startswith("Trouble disk_full "):
                refused += 1
                assert str(database.parent) in answer
            else:
                taken += 1
                assert answer == f"A{taken:03d}"
        assert station.trouble("number A") == "disk_full"
        disk.mend()
        taken += 1
        assert station.do("number A") == f"A{taken:03d}", "it goes on by itself"
    assert refused > 40
    station.leave()
    assert_sound(disk, database, tmp_path)


def test_a_full_disk_still_shows_the_boards(disk, station):
    disk.fill()
    assert station.do("look") == "waiting 1"


def test_a_station_that_comes_to_a_full_disk_says_so_and_opens_when_there_is_room(disk, database):
    disk.fill()
    with Station(disk, database) as late:
        assert late.trouble("number A") in ("disk_full", "database_unwritable")
        disk.mend()
        assert late.do("number A") == "A001"


def test_housekeeping_leaves_the_last_room_to_the_presses(disk, station):
    """Growing the log would take 12 MB at once: what is left is for tickets."""
    room = 3_000_000
    disk.fill(room)
    assert station.do("tidy") == "tidied False"
    taken = count_until_full(station)
    assert taken > room / MOST_OF_A_PRESS
    disk.mend()
    assert station.do("tidy") == "tidied True"
    assert station.do("number A") == f"A{taken + 2:03d}"


def count_until_full(station: Station) -> int:
    """Take tickets until the disk is full, with an idle moment after each; gives how many."""
    taken = 0
    while (answer := station.do("number A")).startswith("A"):
        taken += 1
        station.do("tidy")
    assert answer.startswith("Trouble disk_full ")
    return taken


def test_housekeeping_goes_on_in_little_room(disk, station):
    """The log is put back to its beginning as ever, so that little room lasts long."""
    disk.fill(6_000_000)
    for _ in range(1200):
        assert station.do("number A").startswith("A")
        station.do("tidy")
