"""Numbers of a measurement: a series of times, ratios, and what a bench found."""

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
            f"{self.name:<26} p50 {p50:8.3f}  p95 {p95:8.3f}  p99 {p99:8.3f}  max {most:8.3f} ms  n {len(self.seconds)}"
        )

    def plain(self) -> dict[str, float]:
        """Give the series for JSON, in milliseconds."""
        return {
            "p50_ms": round(1000 * self.p50, 4),
            "p95_ms": round(1000 * self.at(0.95), 4),
            "p99_ms": round(1000 * self.p99, 4),
            "max_ms": round(1000 * max(self.seconds), 4),
            "n": len(self.seconds),
        }


@dataclass(slots=True)
class Finding:
    """What a bench has found. `missed` names every target that was not reached; `restless` why the run does not count.

    `lines` are for people, `figures` the same for programs.
    """

    bench: str
    lines: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    restless: str = ""

    def note(self, times: Times) -> None:
        """Keep a series."""
        self.lines.append(times.line())
        self.figures[times.name] = times.plain()

    def target(self, what: str, value: float, most: float, unit: str = "") -> None:
        """Keep a figure beside the most it may be."""
        kept = value <= most
        text = f"{what}: {value:.2f}{unit} (target ≤ {most:g}{unit})"
        self.lines.append(f"{'ok    ' if kept else 'MISSED'} {text}")
        self.figures[what] = {"value": round(value, 4), "most": most, "kept": kept}
        if not kept:
            self.missed.append(text)

    def check(self, what: str, offences: Sequence[str]) -> None:
        """Keep whether something held, and what was wrong."""
        self.lines.append(f"{'MISSED' if offences else 'ok    '} {what}" + "".join(f"\n         {e}" for e in offences))
        self.figures[what] = {"kept": not offences}
        if offences:
            self.missed.append(f"{what}: {'; '.join(offences[:3])}")
