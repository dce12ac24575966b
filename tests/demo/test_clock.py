"""The demo's clock: it stands, it runs, it jumps, and never goes back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from loket.demo.clock import OPENING, DemoClock


@pytest.fixture
def life(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Real time, in seconds, as the test sets it."""
    seconds = [100.0]
    monkeypatch.setattr("loket.demo.clock.time.monotonic", lambda: seconds[0])
    return seconds


def test_a_clock_without_pace_stands_until_it_is_moved(life):
    clock = DemoClock()
    life[0] += 3600
    assert clock.now() == OPENING
    clock.advance(90)
    assert clock.now() == OPENING + timedelta(seconds=90)


def test_a_paced_clock_runs_faster_than_life(life):
    clock = DemoClock(pace=20)
    life[0] += 3
    assert clock.now() == OPENING + timedelta(seconds=60)


def test_a_change_of_pace_keeps_what_has_passed(life):
    clock = DemoClock(pace=60)
    life[0] += 10
    clock.set_pace(0)
    life[0] += 1000
    assert clock.now() == OPENING + timedelta(seconds=600)
    clock.set_pace(2)
    life[0] += 5
    assert clock.now() == OPENING + timedelta(seconds=610)
