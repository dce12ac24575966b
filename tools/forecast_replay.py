"""Replay the log of real offices through the forecast and say how well it kept its word.

    python tools/forecast_replay.py FOLDER [--from 2020-01-07]

FOLDER holds tickets.csv and questions.csv (plain or .gz) with the columns of docs/evidence/forecast-warsaw.md. All
lines are replayed in the order of time: at each question the forecast knows only visitors who were called before it.
Only one line at a time is known there, no skills and breaks, so the base is (ahead + 1) × 10 minutes / counters^¼
instead of the roll-forward; everything after it is the product's own code.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import sys
import time
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import sqrt
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from loket.model.forecast import Memory, Sample, told_range

SERVICE_MIN = 10.0
"""The service time every line starts with: as wrong here as a typed-in time usually is."""

HALF_WAIT_FROM_MIN = 6.0


@dataclass(slots=True)
class Outcome:
    """What the replay collected for one day: errors per method, and how the ranges did."""

    errors: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    inside: int = 0
    told_inside: int = 0
    above: int = 0
    asked: int = 0
    widths: list[float] = field(default_factory=list)
    told_widths: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, other: Outcome) -> None:
        """Put another day's results to these."""
        for method, errors in other.errors.items():
            self.errors[method] += errors
        self.inside += other.inside
        self.told_inside += other.told_inside
        self.above += other.above
        self.asked += other.asked
        self.widths += other.widths
        self.told_widths += other.told_widths
        self.waits += other.waits
        self.seconds += other.seconds


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """Read a table, packed or plain."""
    packed = folder / f"{name}.csv.gz"
    raw = gzip.decompress(packed.read_bytes()) if packed.is_file() else (folder / f"{name}.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"))))


def instant(day: str, minutes: float) -> datetime:
    """Give minutes after a day's midnight as an instant; the zone plays no part in the replay."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(minutes=minutes)


def base_s(ahead: float, counters: float) -> float:
    """Give the base of a line of which only length and counters are known."""
    return (ahead + 1) * SERVICE_MIN * 60 / sqrt(sqrt(max(1.0, counters)))


def lessons(tickets: list[dict[str, str]]) -> list[tuple[datetime, Sample]]:
    """Give what the visitors of one line and day teach, each with the instant at which it is known."""
    taught = []
    spans = [(float(row["arrived_min"]), float(row["called_min"]), row) for row in tickets]
    for arrived, called, row in spans:
        counters = float(row["counters_open"])
        known = instant(row["day"], called)
        wait = called - arrived
        asked = [(arrived, float(row["ahead_at_arrival"]))]
        if wait > HALF_WAIT_FROM_MIN:
            half = arrived + wait / 2
            asked.append((half, sum(1 for came, gone, _ in spans if came < arrived and gone > half)))
        for when, ahead in asked:
            sample = Sample(base_s(ahead, counters), (called - when) * 60, instant(row["day"], when), known)
            taught.append((known, sample))
    return taught


def replay_line(tickets: list[dict[str, str]], questions: list[dict[str, str]], days: dict[str, Outcome]) -> None:
    """Play one line through all its days."""
    by_day = defaultdict(list)
    for row in tickets:
        by_day[row["day"]].append(row)
    taught = sorted((each for day in by_day.values() for each in lessons(day)), key=lambda each: each[0])
    known_at = [known for known, _ in taught]
    memory = Memory(SERVICE_MIN * 60)
    learned = 0
    for row in sorted(questions, key=lambda each: (each["day"], float(each["asked_min"]))):
        now = instant(row["day"], float(row["asked_min"]))
        until = bisect_right(known_at, now)
        for _, sample in taught[learned:until]:
            memory.learn(sample)
        learned = until
        ask(row, now, memory, days[row["day"]])


def ask(row: dict[str, str], now: datetime, memory: Memory, day: Outcome) -> None:
    """Put one question and note how the answers did."""
    ahead, counters, true = float(row["ahead"]), float(row["counters_open"]), float(row["true_wait_min"])
    base = base_s(ahead, counters)
    started = time.perf_counter()
    forecast = memory.forecast(base, now)
    day.seconds += time.perf_counter() - started
    told = told_range(base, memory, now)
    open_counters = max(1.0, counters)
    head = float(row["head_of_line_wait"] or 0.0)
    answers = {
        "people ahead × vendor's time / counters": ahead * float(row["vendor_avg_service_min"]) / open_counters,
        "people ahead × 10 min / counters": ahead * SERVICE_MIN / open_counters,
        "last called wait (LES)": float(row["last_called_wait"] or head),
        "head of line wait (HOL)": head,
        "Loket": forecast.likely_s / 60,
    }
    for method, answer in answers.items():
        day.errors[method].append(abs(answer - true))
    day.asked += 1
    day.waits.append(true)
    day.inside += forecast.low_s <= true * 60 <= forecast.high_s
    day.told_inside += told.low_s <= true * 60 <= told.high_s or (true < 1 and told.low_s == 60)
    day.above += true * 60 > told.high_s
    day.widths.append((forecast.high_s - forecast.low_s) / 60)
    day.told_widths.append((told.high_s - told.low_s) / 60)


def report(title: str, found: Outcome) -> None:
    """Print one block of the result."""
    print(
        f"\n{title}: {found.asked} questions, mean wait {mean(found.waits):.1f}, median {median(found.waits):.1f} min"
    )
    for method, errors in found.errors.items():
        print(f"  {method:42} MAE {mean(errors):6.2f}  MedAE {median(errors):5.2f}")
    print(
        f"  range: {found.inside / found.asked:.1%} inside, mean width {mean(found.widths):.1f} min; as told: "
        f"{found.told_inside / found.asked:.1%} inside, {found.above / found.asked:.1%} above, "
        f"width {mean(found.told_widths):.1f}; {found.seconds / found.asked * 1000:.2f} ms a forecast"
    )


def main() -> int:
    """Replay and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--from", dest="first", default="2020-01-07", help="first day that is judged, as 2020-01-07")
    options = parser.parse_args()
    tickets, questions = defaultdict(list), defaultdict(list)
    for row in rows(options.folder, "tickets"):
        tickets[row["line"]].append(row)
    for row in rows(options.folder, "questions"):
        questions[row["line"]].append(row)
    days: dict[str, Outcome] = defaultdict(Outcome)
    for number, line in enumerate(questions, start=1):
        replay_line(tickets[line], questions[line], days)
        if sys.stderr.isatty():
            print(f"\r{number}/{len(questions)} lines", end="", file=sys.stderr)
    every, judged = Outcome(), Outcome()
    for day in sorted(days):
        report(day, days[day])
        every.add(days[day])
        if day >= options.first:
            judged.add(days[day])
    report("all days, from knowing nothing", every)
    if judged.asked:
        report(f"from {options.first}", judged)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
