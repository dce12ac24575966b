"""Processes that die at any moment: nothing that was acknowledged is lost, and the others go on."""

from __future__ import annotations

import random
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from loket.bench import scene
from loket.bench.crowds import with_counters, worker
from loket.bench.figures import Finding, Times
from loket.model.events import Kind
from loket.office import ticketing
from loket.office.context import Office
from loket.office.upkeep import verify

MOMENTS, KIOSKS, DESKS = 300, 2, 3
AGAIN_MOST_S = 2.0
_KINDS = frozenset(Kind)
ALL_EVERY = 10
"""At every tenth moment all processes are killed at once."""


def kill(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Kill processes that issue and call (SIGKILL) at random moments; then look for everything acknowledged."""
    return kill_at(folder / "kill.db", max(5, round(MOMENTS * scale)), tell)


def kill_at(place: Path, moments: int, tell: Callable[[str], None]) -> Finding:
    """Do it `moments` times in a new office at `place`."""
    office = scene.new_office(place)
    with_counters(office, DESKS)
    code = next(iter(office.catalogue.services))
    chance = random.Random(1945)  # noqa: S311 - moments, not secrets
    again, back = Times("next ticket after a kill"), Times("killed process back at work")
    crew = [Hand("kiosk", place, number) for number in range(1, KIOSKS + 1)]
    crew += [Hand("desk", place, number) for number in range(1, DESKS + 1)]
    crew.append(Hand("keeper", place, 0))
    acknowledged: list[str] = []
    try:
        for moment in range(1, moments + 1):
            back.seconds += until_all_work(crew)
            time.sleep(chance.uniform(0.0, 0.12))
            victims = crew if moment % ALL_EVERY == 0 else [chance.choice(crew)]
            for hand in victims:
                hand.kill()
            began = time.perf_counter()
            acknowledged.append(f"{Kind.TICKET_TAKEN} {ticketing.take_ticket(office, code).visit}")
            again.seconds.append(time.perf_counter() - began)
            for hand in victims:
                hand.start()
            if moment % 20 == 0:
                tell(f"kill: {moment} of {moments} moments")
    finally:
        for hand in crew:
            hand.kill()
    acknowledged += [act for hand in crew for act in hand.acknowledged]
    finding = Finding("kill")
    finding.lines.append(
        f"{moments} moments, {KIOSKS} kiosks, {DESKS} counters, {len(acknowledged):,} acknowledged acts"
    )
    finding.figures["moments"], finding.figures["acknowledged"] = moments, len(acknowledged)
    finding.note(again)
    finding.note(back)
    finding.target("issuing goes on within", max(again.seconds), AGAIN_MOST_S, " s")
    finding.check("every acknowledged act is there", lost(office, acknowledged))
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    office.store.close()
    return finding


class Hand:
    """A process that works until it is killed; every act that it acknowledged is kept."""

    def __init__(self, word: str, place: Path, number: int) -> None:
        """`word` is "kiosk", "desk" or "keeper" (`loket.bench.worker`), `number` the counter it works at."""
        self._word, self._place, self._number = word, place, number
        self.acknowledged: list[str] = []
        self._since = 0
        self.start()

    def start(self) -> None:
        """Start working (again)."""
        self._since, self._began, self._first = len(self.acknowledged), time.perf_counter(), 0.0
        self._process = worker(self._word, self._place, self._number)
        self._reader = threading.Thread(target=self._read, args=(self._process,))
        self._reader.start()

    def works(self) -> bool:
        """Tell whether it has acknowledged an act since it was started."""
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

    def news(self) -> list[float]:
        """Give the seconds from its start to its first act, once."""
        first, self._first = self._first, 0.0
        return [first] if first else []

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        for line in process.stdout or ():
            if line.endswith(b"\n"):
                if len(self.acknowledged) == self._since:
                    self._first = time.perf_counter() - self._began
                self.acknowledged.append(line.decode("ascii").strip())


def until_all_work(crew: list[Hand]) -> list[float]:
    """Wait until everybody has done something; gives how long each that was new took, in seconds."""
    until = time.monotonic() + 60
    while not all(hand.works() for hand in crew):
        if time.monotonic() > until:
            raise RuntimeError("a worker does not get to work")
        time.sleep(0.005)
    return [seconds for hand in crew for seconds in hand.news()]


def lost(office: Office, acknowledged: Iterable[str]) -> list[str]:
    """Find acts that a process acknowledged ("KIND VISIT") and the journal does not tell, or tells twice.

    Lines that begin with another word are no acts.
    """
    with office.store.reading() as book:
        told = Counter(f"{fact.kind} {fact.visit}" for fact in book.facts() if fact.visit is not None)
    found = [f"{act} is not there" for act in acknowledged if act.split()[0] in _KINDS and not told[act]]
    return found + [f"{act} {times} times" for act, times in told.items() if times > 1]
