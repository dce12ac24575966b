"""Two people press at nearly the same moment, 0 to 50 ms apart; and processes die while others work."""

from __future__ import annotations

import subprocess
from contextlib import closing

from loket.bench import scene
from loket.bench.figures import Finding
from loket.bench.kills import kill_at
from loket.bench.pairs import DISTANCES_MS, Presser, Series, pairs_at, press_both
from tests.factories import assert_whole
from tests.store.worker import ROOT, command


def test_no_two_kiosks_share_a_number_and_no_two_counters_a_visitor(tmp_path):
    place, finding, told = tmp_path / "loket.db", Finding("pairs"), list[str]()
    office = scene.new_office(place)
    with closing(office.store):
        pairs_at(office, place, 20, finding, told.append, "empty")
        assert finding.missed == []
        assert len(told) == len(DISTANCES_MS)
        assert_whole(office)


def test_who_looks_first_and_writes_then_is_found_out(tmp_path):
    """So the pairs can fail: a program that counts without a lock gives one number to two."""
    count = tmp_path / "nomor"
    count.write_bytes(b"")
    pair = [
        Presser(
            subprocess.Popen(command("naive", count), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        )
        for _ in range(2)
    ]  # fmt: skip
    series = Series(0)
    try:
        for turn in range(20):
            series.add("number", *press_both(pair, 0, turn))
    finally:
        for presser in pair:
            presser.end()
    assert series.shared


def test_ten_sudden_deaths_of_kiosks_and_counters_lose_nothing(tmp_path):
    finding = kill_at(tmp_path / "loket.db", 10, lambda _: None)
    wrong = [text for text in finding.missed if not text.startswith("issuing goes on")]  # times are for the campaign
    assert wrong == []
    assert finding.figures["acknowledged"] > 20
