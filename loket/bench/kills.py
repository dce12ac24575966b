"""Processes that die at any moment: nothing that was acknowledged is lost, and the others go on."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from loket.bench import scene
from loket.bench.crowds import with_counters, worker
from loket.bench.figures import Finding, Times
from loket.office import ticketing
from loket.office.context import Office
from loket.office.upkeep import verify

MOMENTS, WORKERS = 100, 4
AGAIN_MOST_S = 2.0
ALL_EVERY = 10
"""At every tenth moment all processes are killed at once, as when the power fails."""


def kill(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Kill processes that issue and call (SIGKILL) at random moments; then look for every acknowledged ticket."""
    path, moments = folder / "kill.db", max(5, round(MOMENTS * scale))
    office = scene.new_office(path)
    with_counters(office, WORKERS)
    code = next(iter(office.catalogue.services))
    chance, again = random.Random(1945), Times("next ticket after a kill")  # noqa: S311 - moments, not secrets
    crew = [_Hand(path, number) for number in range(WORKERS)]
    taken: list[str] = []
    try:
        for moment in range(1, moments + 1):
            _until_all_work(crew)
            time.sleep(chance.uniform(0.0, 0.12))
            victims = crew if moment % ALL_EVERY == 0 else [chance.choice(crew)]
            for hand in victims:
                hand.kill()
            began = time.perf_counter()
            taken.append(ticketing.take_ticket(office, code).visit)
            again.seconds.append(time.perf_counter() - began)
            for hand in victims:
                hand.start()
            if moment % 20 == 0:
                tell(f"kill: {moment} of {moments} moments")
    finally:
        for hand in crew:
            hand.kill()
    acknowledged = taken + [visit for hand in crew for visit in hand.acknowledged]
    finding = Finding("kill")
    finding.lines.append(f"{moments} moments, {WORKERS} processes, {len(acknowledged):,} acknowledged tickets")
    finding.figures["moments"], finding.figures["acknowledged"] = moments, len(acknowledged)
    finding.note(again)
    finding.target("issuing goes on within", max(again.seconds), AGAIN_MOST_S, " s")
    finding.check("every acknowledged ticket is there", _lost(office, acknowledged))
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    office.store.close()
    return finding


class _Hand:
    """A process that issues and calls until it is killed; every ticket it acknowledged is kept."""

    def __init__(self, path: Path, number: int) -> None:
        self._path, self._number = path, number
        self.acknowledged: list[str] = []
        self._since = 0
        self.start()

    def start(self) -> None:
        """Start working (again)."""
        self._since = len(self.acknowledged)
        self._process = worker("load", self._path, self._number)
        self._reader = threading.Thread(target=self._read, args=(self._process,))
        self._reader.start()

    def works(self) -> bool:
        """Tell whether it has acknowledged a ticket since it was started."""
        if self._process.poll() is not None:
            raise RuntimeError(f"a worker ended by itself with {self._process.returncode}")
        return len(self.acknowledged) > self._since

    def kill(self) -> None:
        """End it without a warning, and take in the last it had acknowledged."""
        self._process.kill()
        self._reader.join()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or ():
            if line.endswith(b"\n"):
                self.acknowledged.append(line.decode("ascii").strip())


def _until_all_work(crew: list[_Hand]) -> None:
    until = time.monotonic() + 30
    while not all(hand.works() for hand in crew):
        if time.monotonic() > until:
            raise RuntimeError("a worker does not get to work")
        time.sleep(0.005)


def _lost(office: Office, acknowledged: list[str]) -> list[str]:
    with office.store.reading() as book:
        return [visit for visit in acknowledged if book.visit(visit) is None]
