"""Numbers of a measurement: a series of times, ratios, and what a scenario found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Times:
    """A series of durations in seconds."""

    name: str
    seconds: list[float] = field(default_factory=list)

    def at(self, share: float) -> float:
        """Give the duration that `share` (0 … 1) of the series does not exceed."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def p50(self) -> float:
        """The median."""
        return self.at(0.5)

    @property
    def p99(self) -> float:
        """What 99 of 100 do not exceed."""
        return self.at(0.99)

    def line(self) -> str:
        """Say the series in one line, in milliseconds."""
        p50, p95, p99, most = (1000 * each for each in (self.p50, self.at(0.95), self.p99, max(self.seconds)))
        return (
            f"{self.name:<34} p50 {p50:8.3f}  p95 {p95:8.3f}  p99 {p99:8.3f}  max {most:8.3f} ms  n {len(self.seconds)}"
        )

    def short(self) -> str:
        """Say p50 and p99 in milliseconds."""
        return f"{_digits(1000 * self.p50)} / {_digits(1000 * self.p99)}"

    def plain(self) -> dict[str, float]:
        """Give the series for JSON, in milliseconds."""
        return {
            "p50_ms": round(1000 * self.p50, 4),
            "p95_ms": round(1000 * self.at(0.95), 4),
            "p99_ms": round(1000 * self.p99, 4),
            "max_ms": round(1000 * max(self.seconds), 4),
            "n": len(self.seconds),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table for people: all texts, empty where there is nothing to say. Times are p50 / p99 in ms."""

    name: str
    ours: str = ""
    floor: str = ""
    ratio: str = ""
    target: str = ""
    verdict: str = ""


@dataclass(slots=True)
class Finding:
    """What a scenario has found. `missed` names every target that was not reached.

    `lines` are for people, `figures` the same for programs, `rows` its lines in the table of all scenarios. `restless`
    says why the run does not count, `discarded` why earlier tries did not.
    """

    bench: str
    lines: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    restless: str = ""
    rows: list[Row] = field(default_factory=list)
    discarded: list[str] = field(default_factory=list)

    def note(self, times: Times) -> None:
        """Keep a series."""
        self.lines.append(times.line())
        self.figures[times.name] = times.plain()

    def target(self, what: str, value: float, most: float, unit: str = "") -> bool:
        """Keep a figure beside the most it may be; tells whether it is kept."""
        kept = value <= most
        text = f"{what}: {value:.2f}{unit} (target ≤ {most:g}{unit})"
        self.lines.append(f"{'ok    ' if kept else 'MISSED'} {text}")
        self.figures[what] = {"value": round(value, 4), "most": most, "kept": kept}
        if not kept:
            self.missed.append(text)
        return kept

    def check(self, what: str, offences: Sequence[str]) -> bool:
        """Keep whether something held, and what was wrong."""
        self.lines.append(f"{'MISSED' if offences else 'ok    '} {what}" + "".join(f"\n         {e}" for e in offences))
        self.figures[what] = {"kept": not offences}
        if offences:
            self.missed.append(f"{what}: {'; '.join(offences[:3])}")
        return not offences

    def beside(self, name: str, ours: Times, floor: Times, p50_most: float, p99_most: float) -> None:
        """Keep a series as a ratio to its floor, percentile by percentile: two targets, one line of the table."""
        ratios = ours.p50 / floor.p50, ours.p99 / floor.p99
        kept = (
            self.target(f"{name} p50", ratios[0], p50_most, "×"),
            self.target(f"{name} p99", ratios[1], p99_most, "×"),
        )
        ratio, target = f"{ratios[0]:.2f} / {ratios[1]:.2f} ×", f"≤ {p50_most:g} / {p99_most:g} ×"
        self.rows.append(Row(name, ours.short(), floor.short(), ratio, target, verdict_of(kept)))

    def within(
        self, name: str, ours: Times, p50_most_ms: float, p99_most_ms: float, floor: Times | None = None
    ) -> None:
        """Keep a series in milliseconds: two targets, one line of the table; `floor` stands beside it unjudged."""
        kept = (
            self.target(f"{name} p50", 1000 * ours.p50, p50_most_ms, " ms"),
            self.target(f"{name} p99", 1000 * ours.p99, p99_most_ms, " ms"),
        )
        ratio = f"{ours.p50 / floor.p50:.2f} / {ours.p99 / floor.p99:.2f} ×" if floor else ""
        target = f"≤ {p50_most_ms:g} / {p99_most_ms:g} ms"
        self.rows.append(Row(name, ours.short(), floor.short() if floor else "", ratio, target, verdict_of(kept)))

    def sum_up(self, name: str) -> None:
        """Make a line of the table for a scenario that has written none: all its targets and checks together."""
        if not self.rows:
            judged = sum("kept" in each for each in self.figures.values() if isinstance(each, dict))
            kept = judged - len(self.missed)
            self.rows.append(Row(name, target=f"{kept} of {judged} held", verdict=verdict_of((not self.missed,))))


def verdict_of(kept: Sequence[bool]) -> str:
    """Say whether everything was kept; with two, which percentile was missed."""
    if all(kept):
        return "ok"
    if len(kept) == 2 and any(kept):
        return f"MISSED {'p99' if kept[0] else 'p50'}"
    return "MISSED"


def _digits(value: float) -> str:
    """Write a value with three figures that count."""
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"
