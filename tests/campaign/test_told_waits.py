"""Five weeks in six simulated offices: what is told, how often it is kept, and what is learned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

import pytest

from tests.campaign.test_endurance import EVIDENCE, commit
from tests.office.days_at_work import Days, Told

pytestmark = [pytest.mark.campaign, pytest.mark.timeout(1800)]

SEEDS, VISITORS, DAYS = range(1, 7), 100, 25
PARTS = ((0, 1), (1, 3), (3, 5), (5, 10), (10, DAYS))

HEAD = """# What the told wait learns

`make campaign` (tests/campaign/test_told_waits.py), {when} UTC, commit {commit}.

Product code on SQLite: every ticket, call and picture is the real one; only people and clock are simulated.

{offices} offices of three counters, {days} days each, about {visitors} visitors a day for three services. They take 5,
9 and 14 minutes in the mean (lognormal, standard deviation 0.8 of the mean) while the set-up says 15 for each; 6 % do
not come, each officer takes one unplanned break, the load differs from day to day. Seeds {seeds}.

| days | visitors | kept | above | both ends | width | width ÷ base | base off by | wait |
|---|---|---|---|---|---|---|---|---|
{rows}

- *kept*: called within what was told. *above*: called after the upper end.
- *both ends*: share of visitors who were told a lower end too; the others heard the upper end only.
- *width*: median minutes between the ends, a lower end that was not told counting as 0. *width ÷ base*: median of the
  width beside the roll-forward, of those whose roll-forward was five minutes or more.
- *base off by*: mean minutes between the roll-forward and the real wait. *wait*: mean minutes.
"""

LIMITS = """
## What it does not show

- The simulated people know nothing of what they are told; real ones may leave or come back later.
- Simulator and roll-forward share the rule and the idea of a counter. How the memory does on a log of real offices:
  [forecast-warsaw.md](forecast-warsaw.md). How it does in an office: its own day reports say so every day.
"""


def row(name: str, visitors: Sequence[Told]) -> str:
    """One line of the table."""
    waited = [each for each in visitors if (each.range.base_s or 0) >= 300]
    figures = (
        f"{len(visitors):,}",
        f"{mean(each.kept for each in visitors):.0%}",
        f"{mean(each.wait_s > each.range.high_s for each in visitors):.0%}",
        f"{mean(each.range.low_s > 0 for each in visitors):.0%}",
        f"{median((each.range.high_s - each.range.low_s) / 60 for each in visitors):.0f}",
        f"{relative_width(waited):.2f}",
        f"{mean(abs((each.range.base_s or 0) - each.wait_s) / 60 for each in visitors):.1f}",
        f"{mean(each.wait_s / 60 for each in visitors):.1f}",
    )
    return f"| {name} | {' | '.join(figures)} |"


def relative_width(waited: Sequence[Told]) -> float:
    """The median width of what was told, beside the roll-forward."""
    return median((each.range.high_s - each.range.low_s) / (each.range.base_s or 1) for each in waited)


def test_five_weeks_in_six_offices_are_told_ranges_that_hold_and_become_narrower(tmp_path: Path) -> None:
    told: list[Told] = []
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        office = Days(folder, seed, VISITORS)
        for _ in range(DAYS):
            office.work()
        assert office.untold == 0
        told += office.told
        office.office.store.close()
    parts = [[each for each in told if first <= each.day < last] for first, last in PARTS]
    names = [f"{first + 1}" if last == first + 1 else f"{first + 1}–{last}" for first, last in PARTS]
    rows = [row(name, part) for name, part in zip(names, parts, strict=True)]
    text = HEAD.format(
        when=f"{datetime.now(UTC):%Y-%m-%d %H:%M}", commit=commit(), offices=len(SEEDS), days=DAYS, visitors=VISITORS,
        seeds=f"{SEEDS[0]} to {SEEDS[-1]}", rows="\n".join(rows),
    )  # fmt: skip
    print(text)
    (EVIDENCE / "forecast-learning.md").write_text(text + LIMITS, encoding="utf-8")
    waited = [[each for each in part if (each.range.base_s or 0) >= 300] for part in parts]
    assert all(0.75 <= mean(each.kept for each in part) <= 0.95 for part in parts[1:])
    assert relative_width(waited[-1]) < 0.8 * relative_width(waited[0])
