"""Whatever happens to the server while people work: nothing is lost, nothing happens twice, work goes on by itself."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from loket.errors import Trouble
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.opening import open_store
from loket.store.place import place_of
from tests.factories import assert_whole, journal, last_seq
from tests.postgres import Server
from tests.store.conftest import new_office
from tests.store.hands import Crew
from tests.wire import Wire


@pytest.fixture
def crew(new_server) -> Iterator[tuple[Crew, Server]]:
    """Two kiosks and two counters at work, and their server, which waits for the disk."""
    server = new_server()
    place = place_of(server.office_url(server.database()))
    new_office(place)
    made = Crew(place, kiosks=2, desks=2, patience="short")
    yield made, server
    made.kill()


def test_a_server_killed_or_stopped_again_and_again_loses_nothing_and_work_goes_on_by_itself(crew):
    crew, server = crew
    chance = random.Random(15)
    for end in ("kill", "fast", "kill", "immediate", "kill"):
        crew.wait_until_all_work()
        time.sleep(chance.uniform(0, 0.1))
        if end == "kill":
            server.kill()
        else:
            server.stop(end)
        server.start()
    crew.wait_until_all_work()
    crew.end()
    assert crew.prove() > 50
    assert crew.troubles["database_gone"] + crew.troubles["act_lost"] > 0, "it was felt"


def test_a_frozen_server_is_given_up_in_time_and_found_again_when_it_thaws(crew):
    crew, server = crew
    crew.wait_until_all_work()
    server.freeze()
    for hand in crew:
        given_up = sum(hand.troubles.values())
        until = time.monotonic() + 30
        while sum(hand.troubles.values()) == given_up:
            assert time.monotonic() < until, f"{hand.what} waits for ever"
            time.sleep(0.01)
    server.thaw()
    crew.wait_until_all_work()
    crew.end()
    assert crew.prove() > 10


def test_a_connection_cut_while_nobody_used_it_is_never_noticed(far, near, wire: Wire):
    for turn in range(1, 6):
        carried = wire.carried
        wire.cut()
        assert take_ticket(far, "A").number == f"A{turn:03d}"
        assert wire.carried == carried + 1
    assert last_seq(far) == last_seq(near)


def test_a_connection_ended_by_the_servers_keeper_is_made_anew(far, near, server, place):
    take_ticket(far, "A")
    server.cut_off(str(place))
    assert take_ticket(far, "A").number == "A002"
    assert take_ticket(near, "A").number == "A003"


def test_a_cut_in_the_middle_of_an_act_changes_nothing_and_the_next_press_works(far, near, wire: Wire):
    before = last_seq(near)

    def act() -> None:
        with far.acting() as work:
            work.book.append("uji", work.now, {})
            wire.cut()
            work.book.append("uji", work.now, {})

    with pytest.raises(Trouble) as trouble:
        act()
    assert trouble.value.code == "act_lost"
    assert last_seq(near) == before
    assert take_ticket(far, "A").number == "A001"


def test_a_station_that_falls_asleep_in_an_act_does_not_hold_the_office(far, near):
    """Its PC hangs, say: the server takes back what it had begun, and the others go on."""

    def act() -> None:
        with far.acting() as work:
            work.book.append("uji", work.now, {})
            assert take_ticket(near, "A").number == "A001"
            work.book.append("uji", work.now, {})

    with pytest.raises(Trouble) as trouble:
        act()
    assert trouble.value.code == "act_lost"
    assert [fact.kind for fact in journal(near)][-1] == "ticket_taken"
    assert_whole(near)


def test_a_line_that_says_nothing_more_is_given_up_and_nothing_happens_twice(far, near, wire: Wire):
    take_ticket(far, "A")
    wire.hold()
    with pytest.raises(Trouble) as trouble:
        take_ticket(far, "A")
    assert trouble.value.code == "database_gone"
    assert take_ticket(near, "A").number == "A002"
    wire.release()
    assert take_ticket(far, "A").number == "A003"


def test_a_long_look_is_not_taken_for_a_silent_server(place, monkeypatch):
    """A journal that is read page by page: the server owes nothing meanwhile."""
    monkeypatch.setattr("loket.store.watch.SILENCE_S", 0.3)
    monkeypatch.setattr("loket.store.watch.LOOK_S", 0.02)
    office = Office(open_store(place), SystemClock())
    with office.store.reading() as book:
        facts = book.facts(limit=1)
        time.sleep(0.8)
        assert [fact.seq for fact in facts] == [1]
    office.store.close()
