"""The long trials of an office on a server: its hundred deaths, five hundred cuts, a building of PCs, years of rows."""

from __future__ import annotations

import random
import time
from contextlib import closing
from pathlib import Path

import pytest

from loket.bench import scene, years
from loket.bench.figures import Finding, Times
from loket.bench.offices import SERVER, offices
from loket.bench.pairs import PAIRS, pairs_at
from loket.office.context import Office, SystemClock
from loket.office.days import open_today
from loket.store.copying import copy_office
from loket.store.opening import open_store
from loket.store.place import Place, place_of
from tests.campaign.test_endurance import keep
from tests.factories import last_seq
from tests.store.conftest import new_office
from tests.store.hands import Crew
from tests.store.test_postgres_feed import Follower, follow_through_cuts
from tests.store.test_postgres_plans import a_day_of_statements
from tests.wire import Wire

KILLS, CUTS, TICKETS = 100, 500, 100_000
AGAIN_MOST_S = 2.0

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(3600)]


def test_nothing_acknowledged_is_lost_in_100_sudden_deaths_of_the_server(new_server):
    server = new_server()
    place = place_of(server.office_url(server.database()))
    new_office(place)
    chance, again = random.Random(100), Times("server back → everybody works")
    crew = Crew(place, kiosks=3, desks=3)
    try:
        for turn in range(KILLS):
            crew.wait_until_all_work()
            time.sleep(chance.uniform(0, 0.2))
            if turn % 10 == 9:
                server.stop("fast" if turn % 20 == 9 else "immediate")
            else:
                server.kill()
            time.sleep(chance.choice((0.0, 0.0, 1.0)))
            server.start()
            again.seconds.append(crew.wait_until_all_work())
            print(f"… {turn + 1} of {KILLS}: {again.seconds[-1]:.2f} s", flush=True)
        crew.end()
    finally:
        crew.kill()
    finding = Finding("server-kill")
    finding.lines.append(f"{KILLS} ends of the server (kill -9; each tenth: fast, immediate), 3 kiosks, 3 counters")
    finding.lines.append(f"what people were told: {dict(crew.troubles)}")
    finding.note(again)
    finding.target("everybody works again within", max(again.seconds), AGAIN_MOST_S, " s")
    finding.check(f"{crew.prove():,} acknowledged acts: all there, none twice, none half done; verify holds", [])
    keep(finding, "make campaign ARGS=tests/campaign/test_server.py")
    assert not finding.missed


def test_through_five_hundred_cuts_a_screen_skips_nothing_and_repeats_nothing(server, office_url):
    place = place_of(office_url)
    new_office(place)
    wire = Wire(server.port)
    with closing(open_store(place)) as near, closing(open_store(place_of(wire.url(office_url)))) as far:
        office, follower = Office(near, SystemClock()), Follower(far)
        follow_through_cuts(follower, office, wire, CUTS)
        assert follower.seen == list(range(follower.seen[0], last_seq(office) + 1))
    wire.close()


def test_sixty_counters_and_six_kiosks_get_on_and_get_a_fair_share(new_server, monkeypatch, tmp_path):
    server = new_server()
    monkeypatch.setenv(SERVER, server.database())
    finding = offices(tmp_path, 1.0, lambda text: print(f"… {text}", flush=True))
    keep(finding, f"{SERVER}=postgresql://… python -m loket.bench.offices")
    assert not finding.missed


def test_after_a_hundred_thousand_tickets_no_statement_of_a_day_reads_a_whole_table(office_url, tmp_path, monkeypatch):
    asked, found = a_day_of_statements(tmp_path, place_of(office_url), TICKETS, monkeypatch)
    assert len(asked) > 60
    assert not found, "\n".join(found)


@pytest.mark.parametrize("tickets", [0, 1_000_000], ids=["empty", "history"])
def test_a_thousand_pairs_at_each_distance_share_nothing_on_a_server(new_server, tickets, tmp_path):
    server = new_server()
    place = place_of(server.office_url(server.database()))
    office = _with_years(tmp_path / "years.db", place, tickets) if tickets else scene.new_office(place)
    finding = Finding("pairs-server-history" if tickets else "pairs-server")
    pairs_at(office, place, PAIRS, finding, _tell, f"PostgreSQL, {tickets:,} tickets of history")
    office.store.close()
    keep(finding, "make campaign ARGS='tests/campaign/test_server.py -k pairs'")
    assert not finding.missed


def _with_years(path: Path, place: Place, tickets: int) -> Office:
    """An office with years behind it, copied to the server."""
    with closing(years.old_office(path, tickets, _tell).store) as old:
        copied = copy_office(old, place)
    _tell(f"copied: {copied.facts:,} facts")
    store = open_store(place)
    office = Office(store, SystemClock(store=store))
    open_today(office)
    return office


def _tell(text: str) -> None:
    print(f"… {text}", flush=True)
