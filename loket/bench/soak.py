"""Memory (B10): kiosk, counter and hall in one process, at rest and while a shortened day goes by.

A soak of eight hours is shortened to minutes: the same 5,000 tickets pass as fast as the screens follow, so that what
grows with tickets shows; what would grow with time alone shows only in as many minutes as the soak lasts.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Row, verdict_of
from loket.bench.screens import window
from loket.bench.windows import HALL_PACE

MEMORY_MOST_MB, GROWTH_MOST_MB, IDLE_MOST_PCT = 110.0, 8.0, 0.5
"""Growth: 1 MB an hour over the eight hours that 5,000 tickets stand for."""

TICKETS, WARM, PACE_S = 5000, 500, 0.02
"""`WARM` tickets pass before growth is counted: fonts, caches, first pictures."""

SETTLE_S, IDLE_S = 4.0, 10.0
"""How long the screens come to rest, and how long they are then watched at scale 1."""


def memory(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Proportional share of memory at rest, after warming up, and after a day; processor time at rest."""
    place = room.place("memory")
    office = scene.new_office(place)
    morning = scene.Morning(office)
    scene.sign_in_everybody(office)
    finding = Finding("memory")
    tickets, warm = max(60, round(TICKETS * scale)), max(20, round(WARM * min(1.0, scale)))
    with _three_screens(place, 1.0) as pid:
        at_rest, idle_pct = _look(pid, IDLE_S * min(scale, 3.0))
    with _three_screens(place, HALL_PACE) as pid:
        _pass(morning, warm)
        warmed, _ = _look(pid, 0.1)
        began = time.monotonic()
        for part in range(10):
            _pass(morning, tickets // 10)
            office.store.tidy()
            tell(f"memory: {(part + 1) * (tickets // 10):,} tickets")
        took_s = time.monotonic() - began
        after, _ = _look(pid, 0.1)
    office.store.close()
    finding.lines.append(
        f"PSS at rest {at_rest:.1f} MB, after {warm:,} tickets {warmed:.1f} MB, "
        f"after {tickets:,} more in {took_s:.0f} s {after:.1f} MB"
    )
    grown = (after - warmed) * TICKETS / tickets
    finding.figures["pss_mb"] = {"rest": at_rest, "warm": warmed, "after": after}
    for name, value, most, unit in (
        ("three screens at rest, PSS", at_rest, MEMORY_MOST_MB, " MB"),
        ("three screens after the soak, PSS", after, MEMORY_MOST_MB, " MB"),
        ("growth per day of 5,000 tickets", grown, GROWTH_MOST_MB, " MB"),
        ("processor at rest", idle_pct, IDLE_MOST_PCT, " % of a core"),
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


def _pass(morning: scene.Morning, tickets: int) -> None:
    for _ in range(tickets):
        morning.take()
        morning.call_and_serve()
        time.sleep(PACE_S)


def _look(pid: int, rest_s: float) -> tuple[float, float]:
    """Give (PSS in MB, percent of a core) of a process that is left alone; Linux only."""
    time.sleep(SETTLE_S)
    before = _worked_ns(pid)
    time.sleep(rest_s)
    busy_pct = (_worked_ns(pid) - before) / rest_s / 1e7
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    return sum(map(int, re.findall(r"^Pss: +(\d+)", rollup, re.MULTILINE))) / 1024, busy_pct


def _worked_ns(pid: int) -> int:
    """Give the processor time of all threads of a process."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks)
