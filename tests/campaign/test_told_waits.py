"""Five weeks in six simulated offices: what is told, how often it is kept, and what is learned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import mean, median
from time import process_time

import pytest

from loket.model.moves import arrived, move
from loket.model.numbering import new_id, printed_number
from loket.model.visit import Act, Visit
from loket.office.boards import kiosk_board
from loket.office.context import Office
from loket.office.signin import sign_in
from tests.campaign.test_endurance import EVIDENCE, commit
from tests.factories import MONDAY_NINE, FixedClock, a_service, an_office
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

NOON = """
## A break at noon

{offices} more offices like these, {days} days each, in which all officers rest from 12.00 to 13.00 as the calendar
says; whoever is serving finishes first. By when the ticket was taken. *Before*: the same days told by the program of
commit 031094f, which knew nothing of planned breaks.

| ticket taken | visitors | kept (before) | above (before) | width (before) | wait |
|---|---|---|---|---|---|
{rows}
"""

NOON_SEEDS, NOON_DAYS = range(1, 5), 8
NOON_PARTS = (
    ("before 11", 0, 2, "97% | 2% | 4"),
    ("11 to 12", 2, 3, "90% | 10% | 20"),
    ("12 to 13", 3, 4, "74% | 26% | 80"),
    ("after 13", 4, 24, "99% | 0% | 60"),
)
"""When, from and to which hour since nine, and what commit 031094f came to: kept, above, width."""

LIMITS = """
## What it costs

An office of 5,000 tickets a day with eight services, 2,000 visitors of each remembered, at the end of its day. None of
it happens in a press, none in the thread of the screen. Milliseconds of processor time on the machine of the run.

| what | ms |
|---|---|
{costs}

## What it does not show

- The simulated people know nothing of what they are told; real ones may leave or come back later.
- Simulator and roll-forward share the rule and the idea of a counter. How the memory does on a log of real offices:
  [forecast-warsaw.md](forecast-warsaw.md). How it does in an office: its own day reports say so every day.
"""


def large_office(folder: Path, services: str = "ABCDEFGH", daily: int = 5000, days: int = 4) -> Office:
    """An office in the evening of its last day: everybody was told a wait, called and served."""
    clock, chance = FixedClock(), Random(1)
    office = an_office(folder, *(a_service(code) for code in services), clock=clock)
    rules = office.rules
    with office.store.writing() as book:
        for ago in range(days - 1, -1, -1):
            morning = MONDAY_NINE - timedelta(days=ago)
            day = rules.day_of(morning)
            for index in range(daily):
                letter, sequence = services[index % len(services)], index // len(services) + 1
                now, base = morning + timedelta(seconds=8 * 3600 * index / daily), chance.randrange(3600)
                visit = Visit(
                    new_id(day, letter, sequence, chance.randbytes(10)), day, letter, sequence,
                    printed_number(letter, sequence), now, told_low_s=60, told_high_s=600, told_base_s=base,
                )  # fmt: skip
                leg = arrived(visit, letter, now)
                book.add_ticket(visit, leg, (), 1)
                for act, after in ((Act.CALL, base * chance.uniform(0.5, 1.6)), (Act.START, 30), (Act.FINISH, 300)):
                    now += timedelta(seconds=after)
                    leg = move(leg, act, now, counter=1)
                book.change_leg(leg)
    clock.pass_(hours=8)
    sign_in(office, 1, "P1")
    return office


def costs(folder: Path) -> str:
    """What the pictures and the learning of a large office cost, as lines of a table."""
    office = large_office(folder)

    def measured(rounds: int, minutes: int) -> float:
        found = []
        for _ in range(rounds):
            office.clock.time += timedelta(minutes=minutes)  # type: ignore[attr-defined]
            began = process_time()
            kiosk_board(office)
            found.append((process_time() - began) * 1000)
        return median(found)

    first, again, minute_later = measured(1, 0), measured(20, 0), measured(20, 1)
    office.store.close()
    return (
        f"| first picture of a day, everything is read | {first:.0f} |\n"
        f"| a further picture of the same minute | {again:.1f} |\n"
        f"| the first picture of a minute: what is new is read, all forecasts are new | {minute_later:.1f} |"
    )


def at_noon(folder: Path) -> list[Told]:
    """What is told on days with a planned break, and what became of it."""
    told: list[Told] = []
    for seed in NOON_SEEDS:
        place = folder / f"noon-{seed}"
        place.mkdir()
        office = Days(place, seed, 70, noon=True)
        for _ in range(NOON_DAYS):
            office.work()
        told += office.told
        office.office.store.close()
    return told


def noon_row(name: str, first: int, last: int, before: str, told: Sequence[Told]) -> str:
    """One line of the table of the break, with what was before."""
    mine = [each for each in told if first * 3600 <= each.at_s < last * 3600]
    figures = (
        f"{mean(each.kept for each in mine):.0%}",
        f"{mean(each.wait_s > each.range.high_s for each in mine):.0%}",
        f"{median((each.range.high_s - each.range.low_s) / 60 for each in mine):.0f}",
    )
    cells = [f"{now} ({was})" for now, was in zip(figures, before.split(" | "), strict=True)]
    wait = f"{mean(each.wait_s / 60 for each in mine):.1f}"
    return f"| {name} | {len(mine):,} | {' | '.join(cells)} | {wait} |"


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
    told_at_noon = at_noon(tmp_path)
    noon_rows = "\n".join(noon_row(*part, told_at_noon) for part in NOON_PARTS)
    text += NOON.format(offices=len(NOON_SEEDS), days=NOON_DAYS, rows=noon_rows)
    print(text)
    (EVIDENCE / "forecast-learning.md").write_text(text + LIMITS.format(costs=costs(tmp_path)), encoding="utf-8")
    waited = [[each for each in part if (each.range.base_s or 0) >= 300] for part in parts]
    assert all(0.75 <= mean(each.kept for each in part) <= 0.95 for part in parts[1:])
    in_it = [each for each in told_at_noon if 3 * 3600 <= each.at_s < 4 * 3600]
    assert mean(each.kept for each in in_it) >= 0.8
    # The first day learns while it runs, so its ranges are no longer far wider than later ones.
    assert relative_width(waited[-1]) < relative_width(waited[0])
