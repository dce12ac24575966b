"""Stations hear of each other's commits at once, not of their own; who was cut off catches up by the journal."""

from __future__ import annotations

import json
import random
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, suppress

import pytest

from loket.errors import Trouble
from loket.office.administration import switch_service
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.store.contract import Store
from loket.store.line import Wire as Line
from loket.store.opening import open_store
from loket.store.place import place_of
from tests.factories import journal, last_seq
from tests.store.conftest import new_office
from tests.store.worker import ROOT
from tests.wire import Wire


@pytest.fixture
def other(place) -> Iterator[Office]:
    """The same office from another station."""
    with closing(open_store(place)) as store:
        yield Office(store, SystemClock())


def hears(store: Store, seconds: float = 10.0) -> bool:
    """Tell whether there is something to hear, and take it in."""
    ear = store.ear()
    assert ear is not None
    heard = bool(select.select([ear], [], [], seconds)[0])
    if heard:
        ear.hear()
    return heard


def test_another_stations_commit_is_heard_at_once(near, other, monkeypatch):
    monkeypatch.setattr("loket.store.follower.LOOK_S", 1000.0)  # only what is heard counts
    near.store.data_version()
    for act in (lambda: take_ticket(other, "A"), lambda: switch_service(other, "A", is_open=False, reason="Rapat")):
        known = near.store.data_version()
        act()
        assert hears(near.store)
        assert near.store.data_version() != known
    assert not near.catalogue.services["A"].is_open


def test_ones_own_commits_are_no_news(near, monkeypatch):
    monkeypatch.setattr("loket.store.follower.LOOK_S", 0.0)  # look every time
    take_ticket(near, "A")
    known = near.store.data_version()
    for _ in range(5):
        take_ticket(near, "A")
        assert not hears(near.store, 0.0)
        assert near.store.data_version() == known


def test_what_changed_nothing_is_heard_by_nobody(near, other):
    near.store.data_version()
    with suppress(RuntimeError), other.acting() as work:
        work.book.append("uji", work.now, {})
        raise RuntimeError
    with other.acting():
        pass
    take_ticket(other, "A")
    assert hears(near.store)
    assert not hears(near.store, 0.05)


def test_a_notice_that_was_lost_is_made_up_for_by_the_next_look(near, other, monkeypatch):
    monkeypatch.setattr("loket.store.follower.LOOK_S", 0.0)
    known = near.store.data_version()
    ask = Line.ask
    monkeypatch.setattr(Line, "ask", lambda line, message: ask(line, message.partition("; NOTIFY")[0]))
    take_ticket(other, "A")
    assert near.store.data_version() != known


class Follower:
    """A screen, as far as the feed goes: it looks when it is told to, and only after the last fact it has seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = store.data_version()
        with store.reading() as book:
            self.seen = [book.last_fact()[0]]

    def look(self) -> None:
        """Wait a moment for news, and read what is new."""
        ear = self._store.ear()
        assert ear is not None
        if ear.fileno() < 0:
            threading.Event().wait(0.005)
        elif select.select([ear], [], [], 0.01)[0]:
            ear.hear()
        with suppress(Trouble):  # it is away; the next look tries again
            version = self._store.data_version()
            if version != self._known:
                with self._store.reading() as book:
                    self.seen += [fact.seq for fact in book.facts(self.seen[-1])]
                self._known = version


def follow_through_cuts(follower: Follower, office: Office, wire: Wire, cuts: int) -> None:
    """Let `office` work while the follower's line is cut again and again, and the follower catch up."""
    chance, done = random.Random(50), threading.Event()

    def cut() -> None:
        for _ in range(cuts):
            threading.Event().wait(chance.uniform(0.0, 0.03))
            wire.cut()
        done.set()

    cutter = threading.Thread(target=cut)
    cutter.start()
    while not done.is_set():
        take_ticket(office, "A")
        follower.look()
    cutter.join()
    newest = last_seq(office)
    for _ in range(2000):
        if follower.seen[-1] == newest:
            return
        follower.look()


def test_through_fifty_cuts_a_follower_skips_nothing_and_repeats_nothing(far, near, wire: Wire):
    follower = Follower(far.store)
    follow_through_cuts(follower, near, wire, 50)
    assert follower.seen == list(range(follower.seen[0], last_seq(near) + 1))
    assert len(follower.seen) > 20
    assert wire.carried > 5, "it was cut again and again"


def test_loket_journal_follow_goes_on_across_the_servers_restarts(new_server):
    server = new_server(durable=False)
    place = place_of(server.office_url(server.database()))
    new_office(place)
    words = [sys.executable, "-m", "loket", "journal", "--follow", "--database", str(place)]
    reader = subprocess.Popen(words, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert reader.stdout is not None
    with closing(open_store(place)) as store:
        office = Office(store, SystemClock())
        told = [json.loads(reader.stdout.readline())["seq"] for _ in range(last_seq(office))]
        for end in ("fast", "kill", "immediate"):
            if end == "kill":
                server.kill()
            else:
                server.stop(end)
            threading.Event().wait(0.6)  # it looks every quarter of a second
            server.start()
            take_ticket(office, "A")
            told += [json.loads(reader.stdout.readline())["seq"] for _ in range(last_seq(office) - told[-1])]
        facts = [fact.seq for fact in journal(office)]
    assert told == facts
    reader.send_signal(signal.SIGINT)
    rest, complaints = reader.communicate(timeout=30)
    assert rest == ""
    assert reader.returncode == 130
    lines = [line for line in complaints.splitlines() if line.startswith("loket: ")]
    assert 1 <= len(lines) <= 3, "said once for each outage"
    assert all("tidak terjangkau" in line for line in lines)
    assert "Traceback" not in complaints
