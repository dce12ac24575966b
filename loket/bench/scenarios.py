"""Every scenario: its number in the specification, its name, what it is, and whether it needs a calm machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from loket.bench import (
    crowds,
    growth,
    kills,
    offices,
    ordering,
    pairs,
    paper,
    presses,
    screens,
    soak,
    stalls,
    whole_day,
)
from loket.bench.figures import Finding
from loket.bench.scene import Room, Tell
from loket.errors import N_, Usage

Bench = Callable[[Room, float, Tell], Finding]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario. `is_gated`: its figures mean nothing on a busy machine; the others are checks and counts."""

    number: str
    name: str
    says: str
    target: str
    bench: Bench
    is_gated: bool = True
    needs: str = ""
    """The environment variable without which it cannot run."""


def _in_folder(bench: Callable[[Path, float, Tell], Finding]) -> Bench:
    """Let a scenario work that wants a folder and nothing else."""
    return lambda room, scale, tell: bench(room.folder, scale, tell)


SCENARIOS = {
    each.name: each
    for each in (
        Scenario(
            "B1", "issue", "take a ticket, one kiosk, through the whole service layer",
            "p50 ≤ 1.15 ×, p99 ≤ 1.5 × one durable commit", presses.issue,
        ),
        Scenario(
            "B2", "crowd", "25 kiosks issue and 25 officers call at once, without a pause",
            "p99 ≤ 120 ms, busiest ÷ idlest officer ≤ 1.5", crowds.crowd,
        ),
        Scenario(
            "B3", "call", "call the next visitor, one officer; many officers: B2",
            "p50 ≤ 1.15 ×, p99 ≤ 1.5 × one durable commit", presses.call,
        ),
        Scenario(
            "B4", "pairs", "two kiosks, two counters press 0 … 50 ms apart, without history and with years of it",
            "no shared number, no shared visitor", pairs.pairs, is_gated=False,
        ),
        Scenario(
            "B5", "feed", "a call in one process → another process knows it", "p50 ≤ 2 ms, p99 ≤ 8 ms", screens.feed,
        ),
        Scenario(
            "B6", "paint", "a call in one process → its number painted by the hall's process, 1920 × 1080",
            "p50 ≤ 12 ms, p99 ≤ 33 ms; p99 ≤ 50 ms with every core busy", screens.paint,
        ),
        Scenario(
            "B7", "offices", "60 counters and 6 kiosks on one PostgreSQL server, each a process, at people's pace",
            "issue p99 ≤ 60 ms; committed → heard by another station p99 ≤ 10 ms; busiest ÷ idlest officer ≤ 1.5",
            _in_folder(offices.offices), needs=offices.SERVER,
        ),
        Scenario(
            "B8", "growth", "presses, pictures, report, first ticket, next of 2,000: 10 k against 1 M tickets",
            "p50 ≤ 1.2 × that with 10 k", growth.growth,
        ),
        Scenario(
            "B9", "start", "kiosk from nothing to its first paint, beside a bare PySide6 window",
            "p50 ≤ 1.5 × the bare window", screens.start,
        ),
        Scenario(
            "B10", "memory", "kiosk, counter and hall in one process, at rest and after a soak",
            "≤ 110 MB PSS, ≤ 1 MB/h of growth, idle ≤ 0.5 % of a core", soak.memory, is_gated=False,
        ),
        Scenario(
            "B11", "day", "5,000 tickets × 4 acts, durable, beside as many bare commits",
            "≤ 2.2 × the bare commits; report ≤ 50 ms; ≤ 1 s as one batch", whole_day.day,
        ),
        Scenario(
            "B12", "paper", "a press → the last byte handed to the printer's port (and B13, → paper)",
            "p99 ≤ 100 ms, in the printer's own letters ≤ 25 ms and 4 KB; a slip composed ≤ 15 ms; ticket ≤ 100 mm",
            paper.paper,
        ),
        Scenario(
            "B14", "kill", "kill -9 of processes under load, at random moments",
            "nothing acknowledged lost; issuing again ≤ 2 s", _in_folder(kills.kill), is_gated=False,
        ),
        Scenario(
            "B17", "stalls", "how long the GUI thread stands still while numbers are taken, with a 12 ms disk",
            "p99.9 ≤ 16.7 ms", stalls.stalls,
        ),
        Scenario(
            "B18", "hang", "how long the GUI thread stands still while numbers are taken and the printer hangs",
            "p99.9 ≤ 16.7 ms", stalls.hang,
        ),
        Scenario(
            "B19", "next", "who is next of 2,000 waiting, 15 % of them priority visitors; and the whole press",
            "p99 ≤ 3 ms", ordering.order,
        ),
    )
}  # fmt: skip
"""Every scenario by its name, in the order in which they are run."""

ALSO = {"history": "growth", "soak": "memory", "B13": "paper"}
"""Further names: old ones, and numbers that are measured together with another."""


def scenario(name: str) -> Scenario:
    """Give a scenario by its name or its number; raises Refused for an unknown one."""
    wanted = ALSO.get(name, name)
    for each in SCENARIOS.values():
        if wanted in (each.name, each.number):
            return each
    known = ", ".join(f"{each.number} {each.name}" for each in SCENARIOS.values())
    raise Usage("bench_unknown", N_("Ukuran “{name}” tidak ada. Yang ada: {known}."), name=name, known=known)
