"""The bench of many PCs on one server runs, finds what is wrong, and leaves nothing on the server."""

from __future__ import annotations

import pytest

from loket.bench.offices import SERVER, offices
from loket.errors import Refused


def test_without_a_server_it_says_how_to_name_one(tmp_path):
    with pytest.raises(Refused) as refusal:
        offices(tmp_path, 1.0, lambda _: None)
    assert "LOKET_BENCH_SERVER" in str(refusal.value)


def test_a_small_building_works_and_every_act_is_heard(server, database_of_offices, monkeypatch, tmp_path):
    monkeypatch.setenv(SERVER, database_of_offices)
    told: list[str] = []
    found = offices(tmp_path, 0.01, told.append)
    slow = ("issue p99", "committed →", "calls per officer")  # times and shares are for the campaign
    assert [text for text in found.missed if not text.startswith(slow)] == []
    assert any("2 kiosks and 4 counters" in text for text in told)
    assert any(line.startswith("issue, at people's pace") for line in found.lines)
    name = database_of_offices.rpartition("/")[2]
    assert server.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'loket_bench%'", database=name) == []
