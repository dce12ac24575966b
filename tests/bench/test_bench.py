"""A bench measures what it says, keeps its gate, and leaves nothing behind."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loket.bench import machine, run
from loket.bench.figures import Finding, Times
from loket.bench.machine import Machine
from loket.bench.scenarios import SCENARIOS, scenario
from loket.bench.scene import Room
from loket.bench.years import days_before
from loket.cli import main
from loket.errors import Refused


def test_percentiles_are_those_of_the_series():
    times = Times("press", [number / 1000 for number in range(1, 101)])
    assert times.p50 == pytest.approx(0.051)
    assert times.p99 == pytest.approx(0.1)
    assert times.plain()["n"] == 100


def test_a_missed_target_is_named_and_a_kept_one_is_not():
    finding = Finding("press")
    finding.target("issue p50", 1.29, 1.3, "×")
    assert not finding.missed
    finding.target("issue p99", 2.01, 2.0, "×")
    assert finding.missed == ["issue p99: 2.01× (target ≤ 2×)"]
    finding.check("no number twice", ["A007 follows 7"])
    assert len(finding.missed) == 2


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (Machine(2, 0.1, 95, 0, 50), ""),
        (Machine(2, 1.9, 30, 0, 50), "idle"),
        (Machine(2, 0.1, 95, 5, 50), "steal"),
        (Machine(2, 0.1, 95, 0, 1), "free"),
    ],
)
def test_only_a_calm_machine_with_room_counts(seen, why):
    assert why in seen.unrest()
    assert bool(seen.unrest()) == bool(why)


def test_a_restless_machine_is_waited_for_and_then_said(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "look", lambda folder: Machine(2, 4.0, 10, 0, 50))
    monkeypatch.setattr(run, "REST_S", 0.0)
    runs = stand_in(monkeypatch, Finding("issue"))
    told: list[str] = []
    found = run.run("issue", 1.0, told.append, tmp_path)
    assert len(runs) == 1
    assert "idle" in found.restless
    assert len(found.discarded) == len(told) == run.TRIES - 1


def test_an_uneven_disk_does_not_count_either(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "look", lambda folder: Machine(2, 0.1, 95, 0, 50))
    monkeypatch.setattr(run, "_yardstick", lambda folder: Times("yardstick", [0.001] * 97 + [0.1] * 3))
    monkeypatch.setattr(run, "REST_S", 0.0)
    stand_in(monkeypatch, Finding("issue"))
    assert "uneven" in run.run("issue", 1.0, lambda _: None, tmp_path).restless


def stand_in(monkeypatch: pytest.MonkeyPatch, found: Finding) -> list[Room]:
    """Let a finding stand in for what issue finds; gives the rooms in which it was asked for."""
    rooms: list[Room] = []

    def bench(room: Room, *_: object) -> Finding:
        rooms.append(room)
        return found

    monkeypatch.setitem(SCENARIOS, found.bench, replace(SCENARIOS[found.bench], bench=bench))
    return rooms


def test_an_unknown_bench_is_refused_with_those_there_are():
    with pytest.raises(Refused, match="issue"):
        run.run("kecepatan", 1.0, print)


def test_a_bench_checks_its_office_and_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "REST_S", 0.0)
    found = run.run("day", 0.02, lambda _: None, tmp_path)
    assert any("loket verify holds" in line and line.startswith("ok") for line in found.lines)
    assert not list(tmp_path.iterdir())


def test_the_command_says_one_object_per_scenario(monkeypatch, capsys):
    monkeypatch.setattr(machine, "_LOOK_S", 0.0)
    monkeypatch.setattr(run, "REST_S", 0.0)
    stand_in(monkeypatch, Finding("day", missed=["a target"]))
    assert main(["bench", "B11", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["id"], said["bench"]) == ("B11", "day")
    assert said["missed"] == ["a target"]
    assert said["verdict"] in ("missed", "does not count")


def test_the_command_ends_with_one_table_for_people(monkeypatch, capsys):
    monkeypatch.setattr(run, "look", lambda folder: Machine(2, 0.1, 95, 0, 50))
    monkeypatch.setattr(run, "_yardstick", lambda folder: Times("yardstick", [0.001]))
    press, commit, found = Times("press", [0.002, 0.004]), Times("commit", [0.001, 0.004]), Finding("issue")
    found.beside("issue", press, commit, 1.5, 1.5)
    stand_in(monkeypatch, found)
    assert main(["bench", "issue"]) == 0
    table = capsys.readouterr().out.splitlines()[-3:]
    assert table[0].split()[:2] == ["id", "scenario"]
    assert " ".join(table[2].split()) == "B1 issue 4.00 / 4.00 4.00 / 4.00 1.00 / 1.00 × ≤ 1.5 / 1.5 × ok"


def test_every_scenario_is_listed_once_and_named_in_the_manual(capsys):
    assert main(["bench", "--list", "--json"]) == 0
    listed = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["name"] for each in listed] == list(SCENARIOS)
    numbers = [each["id"] for each in listed]
    assert len(set(numbers)) == len(numbers)
    manual = (Path(__file__).resolve().parents[2] / "docs" / "bench.md").read_text(encoding="utf-8")
    assert [each["name"] for each in listed if f"| {each['id']} | `{each['name']}` |" not in manual] == []


@pytest.mark.parametrize(
    "name", ["issue", "call", "history", "day", "crowd", "kill", "feed", "paint", "start", "memory"]
)
def test_the_names_of_before_still_mean_something(name):
    assert scenario(name).number.startswith("B")


def test_which_percentile_was_missed_is_said():
    found, press, commit = Finding("issue"), Times("press", [0.001] * 99 + [0.009]), Times("commit", [0.001] * 100)
    found.beside("issue", press, commit, 1.15, 1.5)
    assert found.rows[-1].verdict == "MISSED p99"
    found.within("issue in milliseconds", press, 0.5, 10.0)
    assert found.rows[-1].verdict == "MISSED p50"


def test_two_days_of_history_lie_a_week_apart_and_more_lie_in_a_row():
    today = date(2026, 11, 23)
    assert days_before(today, 2) == [date(2026, 11, 15), date(2026, 11, 22)]
    assert days_before(today, 3) == [date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22)]
