"""A bench measures what it says, keeps its gate, and leaves nothing behind."""

import json

import pytest

from loket.bench import machine, run
from loket.bench.figures import Finding, Times
from loket.bench.machine import Machine
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


def test_a_restless_machine_is_tried_again_and_then_said(monkeypatch, tmp_path):
    tries: list[Finding] = []

    def bench(*_: object) -> Finding:
        tries.append(Finding("issue"))
        return tries[-1]

    monkeypatch.setattr(run, "look", lambda folder: Machine(2, 4.0, 10, 0, 50))
    monkeypatch.setitem(run.BENCHES, "issue", bench)
    found = run.run("issue", 1.0, lambda _: None, tmp_path)
    assert len(tries) == run.TRIES
    assert "idle" in found.restless


def test_an_unknown_bench_is_refused_with_those_there_are():
    with pytest.raises(Refused, match="issue"):
        run.run("kecepatan", 1.0, print)


def test_a_bench_checks_its_office_and_leaves_nothing_behind(tmp_path):
    found = run.run("day", 0.02, lambda _: None, tmp_path)
    assert any("loket verify holds" in line and line.startswith("ok") for line in found.lines)
    assert not list(tmp_path.iterdir())


def test_the_command_says_one_object_per_bench(monkeypatch, capsys):
    monkeypatch.setattr(machine, "_LOOK_S", 0.0)
    monkeypatch.setitem(run.BENCHES, "day", lambda *_: Finding("day", missed=["a target"]))
    assert main(["bench", "day", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["bench"] == "day"
    assert said["missed"] == ["a target"]
