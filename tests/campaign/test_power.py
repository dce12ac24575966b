"""Hundreds of power cuts in an office at work, on a disk that keeps only what it must; docs/evidence/power.md."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from loket.bench.figures import Finding, Times
from loket.bench.kills import AGAIN_MOST_S
from loket.bench.machine import look
from tests.campaign.test_endurance import keep
from tests.faults.disk import library
from tests.faults.power import CREW, trial

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(3600)]

LIVES, CUTS_EACH = 100, 3


def test_nothing_acknowledged_is_lost_in_300_power_cuts(tmp_path: Path) -> None:
    finding, again = Finding("power"), Times("opened, next ticket taken")
    finding.lines.append(f"machine: {look(tmp_path).line()}")
    wrong, acknowledged, torn, cuts = list[str](), 0, 0, 0
    for found in trial(tmp_path / "lives", library(tmp_path), LIVES, CUTS_EACH, random.Random(1945)):
        cuts += 1
        torn += found.is_torn
        again.seconds.append(found.again_s)
        wrong += [f"cut {cuts}: {each}" for each in found.wrong]
        if cuts % CUTS_EACH == 0:  # the last cut of a life saw all that was acknowledged in it
            acknowledged += found.acknowledged
        if cuts % 90 == 0:
            print(f"… power: {cuts} of {LIVES * CUTS_EACH} cuts", flush=True)
    finding.lines += [
        f"{LIVES} lives of {len(CREW)} processes, all killed at one random moment: {acknowledged:,} acknowledged acts",
        f"{cuts} power cuts, at that moment and at {CUTS_EACH - 1} before it in each life",
        f"{torn} of them with torn and reordered writes",
    ]
    finding.note(again)
    finding.target("issuing goes on within", max(again.seconds), AGAIN_MOST_S, " s")
    finding.check(
        "every acknowledged act is there, no number twice, no gap, nothing half done, loket verify holds", wrong
    )
    keep(finding, "make campaign ARGS='-k power'")
    assert not finding.missed
