"""One office, one act at a time, in the order in which they were asked for; other offices do not wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest

from loket.bench import scene
from loket.bench.figures import Finding
from loket.bench.kills import kill_at
from loket.bench.pairs import pairs_at
from loket.errors import Trouble
from loket.office.boards import kiosk_board
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from loket.store.place import Place
from tests.factories import assert_whole, journal
from tests.store.conftest import new_office


@pytest.fixture
def others(place: Place) -> Iterator[list[Office]]:
    """The same office from five other stations."""
    with ExitStack() as stack:
        yield [Office(stack.enter_context(closing(open_store(place))), SystemClock()) for _ in range(5)]


def waiting(office: Office) -> int:
    """How many stand in line for a lock in this database."""
    asked = "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'"
    return int(office.store.connection.execute(asked).fetchone()[0])  # type: ignore[attr-defined]


def test_another_office_in_the_same_database_does_not_wait(near, empty_place):
    new_office(empty_place)
    with closing(open_store(empty_place)) as store, near.acting() as work:
        work.book.append("uji", work.now, {})
        assert take_ticket(Office(store, SystemClock()), "A").number == "A001"
    assert [fact.kind for fact in journal(near)][-1] == "uji"


def test_who_looks_does_not_wait_and_sees_nothing_unfinished(near, others):
    with near.acting() as work:
        work.book.append("uji", work.now, {})
        assert [tile.waiting for tile in kiosk_board(others[0]).tiles] == [0, 0, 0]
        assert "uji" not in [fact.kind for fact in journal(others[0])]


def test_presses_are_served_in_the_order_in_which_they_came(near, others):
    took: dict[int, str] = {}

    def press(station: int) -> None:
        took[station] = take_ticket(others[station], "A").number

    pressers = [threading.Thread(target=press, args=(station,)) for station in range(5)]
    with near.acting() as work:
        work.book.append("uji", work.now, {})
        for station, presser in enumerate(pressers):
            presser.start()
            until = time.monotonic() + 30
            while waiting(near) < station + 1:
                assert time.monotonic() < until
                time.sleep(0.002)
        assert took == {}
    for presser in pressers:
        presser.join()
    assert [took[station] for station in range(5)] == ["A001", "A002", "A003", "A004", "A005"]


def test_a_station_that_holds_on_too_long_is_waited_for_and_then_told(near, far):
    def press_meanwhile() -> None:
        with near.acting():
            take_ticket(far, "A")

    with pytest.raises(Trouble) as trouble:
        press_meanwhile()
    assert trouble.value.code == "database_busy"
    assert take_ticket(far, "A").number == "A001"


def test_no_two_kiosks_share_a_number_and_no_two_counters_a_visitor(empty_place):
    finding = Finding("pairs")
    with closing(scene.new_office(empty_place).store) as store:
        office = Office(store, SystemClock())
        pairs_at(office, str(empty_place), 4, finding, lambda _: None, "server")
        assert_whole(office)
    assert finding.missed == []


def test_kiosks_and_counters_that_die_suddenly_lose_nothing(empty_place):
    finding = kill_at(empty_place, 6, lambda _: None)
    assert [text for text in finding.missed if not text.startswith("issuing goes on")] == []
    assert finding.figures["acknowledged"] > 10
