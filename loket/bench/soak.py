"""Memory (B10): kiosk, counter and hall in one process, at rest and while a shortened day goes by.

A soak of eight hours is shortened to minutes: 2,000 tickets pass as fast as the hall follows, and what has grown with
them is told for a day of 5,000. What would grow with time alone shows only in as many minutes as the soak lasts.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Row, verdict_of
from loket.bench.screens import window
from loket.bench.windows import HALL_PACE
from loket.office.context import Office

MEMORY_MOST_MB, GROWTH_MOST_MB, IDLE_MOST_PCT = 110.0, 8.0, 0.5
"""Growth: 1 MB an hour over the eight hours that 5,000 tickets stand for."""

DAY, TICKETS, WARM, WARM_LEAST = 5000, 2000, 500, 100
"""`WARM` tickets pass before growth is counted: fonts, caches, first pictures."""

HANDFUL, PACE_S, PATIENCE_S = 10, 0.01, 60.0

SETTLE_S, IDLE_S = 4.0, 10.0
"""How long the screens come to rest, and how long they are then watched at scale 1."""


def memory(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Proportional share of memory at rest, after warming up, and after a day; processor time at rest."""
    place = room.place("memory")
    office = scene.new_office(place)
    morning = scene.Morning(office)
    scene.sign_in_everybody(office)
    finding = Finding("memory")
    tickets, warm = max(60, round(TICKETS * scale)), max(WARM_LEAST, round(WARM * min(1.0, scale)))
    with _three_screens(place, 1.0) as pid:
        at_rest = _look(pid, IDLE_S * min(scale, 3.0))
    with _three_screens(place, HALL_PACE) as pid:
        _pass(office, morning, warm)
        warmed = _look(pid, 0.1)
        began = time.monotonic()
        for part in range(10):
            _pass(office, morning, tickets // 10)
            office.store.tidy()
            tell(f"memory: {(part + 1) * (tickets // 10):,} tickets")
        took_s = time.monotonic() - began
        after = _look(pid, 0.1)
    office.store.close()
    finding.lines.append(
        f"PSS at rest {at_rest.pss_mb:.1f} MB, after {warm:,} tickets {warmed.pss_mb:.1f} MB, "
        f"after {tickets:,} more in {took_s:.0f} s {after.pss_mb:.1f} MB"
    )
    finding.figures["looks"] = {"rest": asdict(at_rest), "warm": asdict(warmed), "after": asdict(after)}
    for name, value, most, unit in (
        ("three screens at rest, PSS", at_rest.pss_mb, MEMORY_MOST_MB, " MB"),
        ("three screens after the soak, PSS", after.pss_mb, MEMORY_MOST_MB, " MB"),
        ("growth per day of 5,000 tickets", (after.own_mb - warmed.own_mb) * DAY / tickets, GROWTH_MOST_MB, " MB"),
        ("processor at rest", at_rest.busy_pct, IDLE_MOST_PCT, " % of a core"),
    ):
        kept = finding.target(name, value, most, unit)
        finding.rows.append(Row(name, f"{value:.1f}{unit}", "", "", f"≤ {most:g}{unit}", verdict_of((kept,))))
    return finding


@contextmanager
def _three_screens(place: scene.Place, hall_pace: float) -> Iterator[int]:
    """Open them for a while; gives the process's id."""
    process = window("three", place, hall_pace)
    try:
        yield process.pid
    finally:
        process.kill()
        process.communicate()


def _pass(office: Office, morning: scene.Morning, tickets: int) -> None:
    """Serve people, as fast as the hall shows and speaks their calls: one that falls behind remembers what it owes."""
    for turn in range(tickets):
        morning.take()
        morning.call_and_serve()
        time.sleep(PACE_S)
        if turn % HANDFUL == HANDFUL - 1:
            _await_the_hall(office)


def _await_the_hall(office: Office) -> None:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        with office.store.reading() as book:
            calls, halls = book.newest_calls(0, 1 << 62, 1), book.displays()
        if halls and all(row.spoken_seq >= calls[0].seq for row in halls):
            return
        time.sleep(PACE_S)
    raise RuntimeError(f"the hall has not followed for {PATIENCE_S:.0f} s")


@dataclass(frozen=True, slots=True)
class _Look:
    """A process that was left alone. `pss_mb` is its share of all it uses, `own_mb` what nobody shares with it."""

    pss_mb: float
    own_mb: float
    busy_pct: float


def _look(pid: int, rest_s: float) -> _Look:
    """Look at a process while nothing happens; Linux only."""
    time.sleep(SETTLE_S)
    before = _worked_ns(pid)
    time.sleep(rest_s)
    busy_pct = (_worked_ns(pid) - before) / rest_s / 1e7
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    kilobytes = {name: int(value) for name, value in re.findall(r"^(\w+): +(\d+)", rollup, re.MULTILINE)}
    return _Look(kilobytes["Pss"] / 1024, kilobytes["Private_Dirty"] / 1024, busy_pct)


def _worked_ns(pid: int) -> int:
    """Give the processor time of all threads of a process."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks)
