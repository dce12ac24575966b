"""Many at once: ten processes issue and ten call on one file; then the numbers are checked in the database."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Times
from loket.office.context import Office
from loket.office.upkeep import verify

PROCESSES, TICKETS = 10, 5000
P99_MOST_MS = 150.0


def crowd(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Ten processes take tickets and ten call and serve, as fast as they can, until everybody was called."""
    path, each = folder / "crowd.db", max(10, round(TICKETS * scale / PROCESSES))
    tickets = each * PROCESSES
    office = scene.new_office(path)
    with_counters(office, PROCESSES)
    office.store.tidy()
    workers = [worker("issue", path, each) for _ in range(PROCESSES)]
    workers += [worker("call", path, number, tickets) for number in range(1, PROCESSES + 1)]
    try:
        for process in workers:
            _line_of(process)
        tell(f"crowd: {2 * PROCESSES} processes are ready")
        for process in workers:
            _tell(process)
        took = [json.loads(_line_of(process)) for process in workers]
    finally:
        for process in workers:
            process.kill()
            process.communicate()
    finding = Finding("crowd")
    for name, lists in (("issue", took[:PROCESSES]), ("call", took[PROCESSES:])):
        times = Times(f"{name}, {PROCESSES} + {PROCESSES} processes", [second for part in lists for second in part])
        finding.note(times)
        finding.target(f"{name} p99", 1000 * times.p99, P99_MOST_MS, " ms")
    calls = sum(len(part) for part in took[PROCESSES:])
    finding.check(f"{tickets:,} tickets, each called once", [] if calls == tickets else [f"{calls} calls"])
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    office.store.close()
    return finding


def worker(word: str, path: Path, *rest: int) -> subprocess.Popen[bytes]:
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
