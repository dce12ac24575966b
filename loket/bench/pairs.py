"""Two presses a few milliseconds apart: never one number for two visitors, never one visitor for two counters."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from loket.bench import scene, years
from loket.bench.crowds import with_counters, worker
from loket.bench.figures import Finding, Times
from loket.bench.scene import Place, Room, Tell
from loket.model.events import Kind
from loket.office import days
from loket.office.context import Office, SystemClock
from loket.office.upkeep import verify

DISTANCES_MS = (0, 1, 2, 5, 10, 20, 50)
PAIRS, HISTORY = 1000, 1_000_000
LEAD_S = 0.002
"""What both processes get to be ready for the moment, in seconds."""


def pairs(room: Room, scale: float, tell: Tell) -> Finding:
    """Press in pairs at each distance, in an office without history and in one with years of it."""
    finding, many = Finding("pairs"), max(20, round(PAIRS * scale))
    for name, history in (("empty", 0), ("history", max(1000, round(HISTORY * scale)))):
        place = room.place(name)
        office = _with_history(place, history, tell) if history else scene.new_office(place)
        pairs_at(office, place, many, finding, tell, f"{history:,} tickets of history")
        if not history:
            finding.check("loket verify holds", verify(office).violations)
        office.store.close()
    return finding


def _with_history(place: Place, tickets: int, tell: Tell) -> Office:
    """Make an office with years behind it, whose clock is everybody's."""
    office = years.old_office(Path(str(place)), tickets, tell)
    office.clock = SystemClock(store=office.store)
    days.open_today(office)
    return office


def pairs_at(office: Office, place: Place, many: int, finding: Finding, tell: Tell, title: str) -> None:
    """Press `many` pairs of kiosks and of counters at each distance in the office at `place`; tell it in `finding`."""
    with_counters(office, 2)
    with office.store.reading() as book:
        before = book.last_fact()[0]
    kiosks = [Presser(worker("kiosk-pairs", place)) for _ in range(2)]
    desks = [Presser(worker("desk-pairs", place, number)) for number in (1, 2)]
    finding.lines.append(f"{title}, {many:,} pairs of kiosks and {many:,} of counters at each distance")
    shared, press = [], Times(f"press of a pair, {title}")
    try:
        for distance_ms in DISTANCES_MS:
            series = Series(distance_ms)
            for turn in range(many):
                series.add("number", *press_both(kiosks, distance_ms, turn))
                series.add("visitor", *press_both(desks, distance_ms, turn))
            finding.lines.append(series.line())
            finding.figures[f"{title}, {distance_ms} ms"] = {"pairs": 2 * many, "shared": len(series.shared)}
            shared += series.shared
            press.seconds += series.took_s
            tell(f"pairs: {title}, {distance_ms} ms apart")
            office.store.tidy()
    finally:
        for presser in (*kiosks, *desks):
            presser.end()
    finding.note(press)
    finding.check("no number and no visitor was shared", shared)
    finding.check("numbers without gap, each visitor called once", _wrong_since(office, before))


class Presser:
    """A process that presses once whenever it is told the moment, in nanoseconds of `perf_counter_ns`."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """It says "ready" before each press, and what it got after it."""
        self._process = process

    def wait(self) -> None:
        """Wait until it is ready."""
        self._line()

    def aim(self, moment_ns: int) -> None:
        """Tell it the moment."""
        if self._process.stdin is not None:
            self._process.stdin.write(b"%d\n" % moment_ns)
            self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        """Give what it got (`got`, None for nothing), and when it pressed and was answered (ns)."""
        found: dict[str, Any] = json.loads(self._line())
        return found

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()

    def _line(self) -> bytes:
        line = self._process.stdout.readline() if self._process.stdout else b""
        if not line:
            raise RuntimeError(f"a process that presses ended with {self._process.wait()}")
        return line


def press_both(pair: Sequence[Presser], distance_ms: float, turn: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Let both press, `distance_ms` apart; by turns one or the other is first. Gives (first, second)."""
    first, second = pair if turn % 2 else reversed(pair)
    first.wait()
    second.wait()
    moment = time.perf_counter_ns() + round(LEAD_S * 1e9)
    first.aim(moment)
    second.aim(moment + round(distance_ms * 1e6))
    return first.answer(), second.answer()


@dataclass(slots=True)
class Series:
    """The pairs of one distance."""

    distance_ms: float
    shared: list[str] = field(default_factory=list)
    took_s: list[float] = field(default_factory=list)
    apart: Times = field(default_factory=lambda: Times("apart"))

    def add(self, what: str, first: dict[str, Any], second: dict[str, Any]) -> None:
        """Take a pair in; both must have got something, and not the same."""
        if first["got"] is None or first["got"] == second["got"]:
            self.shared.append(f"{self.distance_ms} ms apart, one {what} for both: {first['got']}")
        elif second["got"] is None:
            self.shared.append(f"{self.distance_ms} ms apart, no {what} for the second")
        self.apart.seconds.append((second["pressed"] - first["pressed"]) / 1e9)
        self.took_s += [(each["answered"] - each["pressed"]) / 1e9 for each in (first, second)]

    def line(self) -> str:
        """Say the series in one line."""
        real = ", ".join(f"{1000 * self.apart.at(share):.2f}" for share in (0.05, 0.5, 0.95))
        return (
            f"{self.distance_ms:>4} ms apart: {len(self.shared)} of {len(self.apart.seconds):,} pairs shared; "
            f"really apart p5, p50, p95: {real} ms"
        )


def _wrong_since(office: Office, before: int) -> list[str]:
    """Find a number left out or given twice, and a visitor called twice, after fact `before`."""
    found, last, called = [], dict[str, int](), Counter[str]()
    with office.store.reading() as book:
        for fact in book.facts(before):
            if fact.kind == Kind.TICKET_TAKEN:
                letter, sequence = str(fact.data["letter"]), int(fact.data["sequence"])
                if sequence != last.get(letter, sequence - 1) + 1:
                    found.append(f"{fact.number} follows {last[letter]}")
                last[letter] = sequence
            elif fact.kind == Kind.VISIT_CALLED:
                called[str(fact.number)] += 1
    return found + [f"{number} was called {times} times" for number, times in called.items() if times > 1]
