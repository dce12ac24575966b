"""Many at once (B2, B3): 25 kiosks issue and 25 officers call on one file; then the numbers are checked."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

from loket.bench import scene
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.office.context import Office
from loket.office.upkeep import verify

PROCESSES, TICKETS = 25, 5000
P99_MOST_MS = 120.0
UNFAIR_MOST = 1.5
"""Calls of the busiest officer to those of the idlest, all of whom would call without a pause."""


def crowd(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """25 processes take tickets and 25 call and serve, as fast as they can, until everybody was called."""
    place, each = room.place("crowd"), max(10, round(TICKETS * scale / PROCESSES))
    tickets = each * PROCESSES
    office = scene.new_office(place)
    with_counters(office, PROCESSES)
    office.store.tidy()
    floor = Times(f"one commit, {2 * PROCESSES} processes in line")
    for part in _together([worker("commit", place, each) for _ in range(2 * PROCESSES)]):
        floor.seconds += part
    tell(f"crowd: {2 * PROCESSES} processes have committed {len(floor.seconds):,} rows; now they issue and call")
    crew = [worker("issue", place, each) for _ in range(PROCESSES)]
    crew += [worker("call", place, number, tickets) for number in range(1, PROCESSES + 1)]
    took = _together(crew)
    finding = Finding("crowd")
    finding.note(floor)
    for name, lists in (("issue", took[:PROCESSES]), ("call", took[PROCESSES:])):
        times = Times(f"{name}, {PROCESSES} + {PROCESSES} processes", [second for part in lists for second in part])
        finding.note(times)
        kept = finding.target(f"{name} p99", 1000 * times.p99, P99_MOST_MS, " ms")
        ratio = f"{times.p50 / floor.p50:.2f} / {times.p99 / floor.p99:.2f} ×"
        finding.rows.append(
            Row(times.name, times.short(), floor.short(), ratio, f"p99 ≤ {P99_MOST_MS:g} ms", verdict_of((kept,)))
        )
    _fairness(finding, [len(part) for part in took[PROCESSES:]])
    calls = sum(len(part) for part in took[PROCESSES:])
    finding.check(f"{tickets:,} tickets, each called once", [] if calls == tickets else [f"{calls} calls"])
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    office.store.close()
    return finding


def _fairness(finding: Finding, calls: Sequence[int]) -> None:
    """Compare how often each officer got to call: nobody may starve."""
    unfair = max(calls) / max(1, min(calls))
    kept = finding.target("calls of the busiest officer ÷ of the idlest", unfair, UNFAIR_MOST, "×")
    target = f"≤ {UNFAIR_MOST:g} ×"
    finding.rows.append(Row("busiest ÷ idlest officer", "", "", f"{unfair:.2f} ×", target, verdict_of((kept,))))


def _together(crew: list[subprocess.Popen[bytes]]) -> list[list[float]]:
    """Let all begin when all are ready; give what each says."""
    try:
        for process in crew:
            _line_of(process)
        for process in crew:
            _tell(process)
        return [json.loads(_line_of(process)) for process in crew]
    finally:
        for process in crew:
            process.kill()
            process.communicate()


def worker(word: str, path: scene.Place, *rest: int) -> subprocess.Popen[bytes]:
    """Start another process of the bench."""
    command = [sys.executable, "-m", "loket.bench.worker", word, str(path), *map(str, rest)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our interpreter


def with_counters(office: Office, many: int) -> None:
    """Give the office `many` counters, each for all services."""
    catalogue = office.catalogue
    with office.store.writing() as book:
        for number in range(1, many + 1):
            book.save_counter(scene.a_counter(number, tuple(catalogue.services)))
        book.set_mark("catalogue", str(catalogue.version + 1))


def _line_of(process: subprocess.Popen[bytes]) -> bytes:
    if process.stdout is None:
        raise RuntimeError("a worker has no output")
    line = process.stdout.readline()
    if not line:
        raise RuntimeError(f"a worker ended with {process.wait()}")
    return line


def _tell(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.write(b"go\n")
        process.stdin.flush()
