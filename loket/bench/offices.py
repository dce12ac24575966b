"""A building full of PCs on one server, at people's pace: all get on, hear the others, and get a fair share.

``python -m loket.bench.offices [SCALE]`` measures on the server that LOKET_BENCH_SERVER names, in an office of its own.
Each kiosk and each counter is a process; another one is a station that listens. All clocks are this machine's one.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from loket.bench import scene
from loket.bench.crowds import with_counters
from loket.bench.figures import Finding, Times
from loket.bench.kills import lost
from loket.bench.scene import Tell
from loket.errors import N_, Usage
from loket.model.events import Kind
from loket.office import calling, ticketing
from loket.office.context import Office
from loket.office.upkeep import verify
from loket.store.place import Server, place_of
from loket.store.postgres import PostgresStore

KIOSKS, COUNTERS, MINUTES = 6, 60, 3.0
PRESS_S, CYCLE_S = 1.0, 6.0
"""A kiosk takes a ticket each second, a counter calls, starts and finishes in six; each pause varies by a half."""

CLOSED_S = 10.0
"""How long everybody works without a pause afterwards, for information."""

ISSUE_MOST_MS, HEARD_MOST_MS, SHARE_MOST = 60.0, 10.0, 1.5
SERVER = "LOKET_BENCH_SERVER"

Act = tuple[str, str, int, int]
"""Kind, visit, begun and answered (ns of the monotonic clock)."""


def offices(folder: Path, scale: float, tell: Tell) -> Finding:
    """Let kiosks and counters work at people's pace, then without a pause; then look into the database."""
    del folder
    place = _new_place()
    office = scene.new_office(str(place))
    try:
        return _measure(office, str(place), scale, tell)
    finally:
        if isinstance(office.store, PostgresStore):
            office.store.connection.execute(f'DROP SCHEMA "{place.schema}" CASCADE')
        office.store.close()


def _new_place() -> Server:
    """Give an office of its own on the server that is named; raises Refused when none is."""
    url = os.environ.get(SERVER, "")
    place = place_of(url) if url else None
    if not isinstance(place, Server):
        raise Usage("bench_server", N_("Sebutkan server untuk diukur: {name}=postgresql://…"), name=SERVER)
    return Server(place.user, place.host, place.port, place.database, f"bench_{secrets.token_hex(4)}", place.settings)


def _measure(office: Office, place: str, scale: float, tell: Tell) -> Finding:
    kiosks, counters = max(2, round(KIOSKS * scale)), max(4, round(COUNTERS * scale))
    seconds = max(3.0, 60 * MINUTES * scale)
    with_counters(office, counters)
    codes = tuple(office.catalogue.services)
    line = round(seconds * max(0.0, counters / CYCLE_S - kiosks / PRESS_S)) + 2 * counters
    taken = [ticketing.take_ticket(office, codes[turn % len(codes)]).visit for turn in range(line)]
    finding = Finding("offices")
    acts = [(str(Kind.TICKET_TAKEN), visit, 0, 0) for visit in taken]
    for pace, lasting in ((1.0, seconds), (0.0, min(CLOSED_S, seconds))):
        work, heard = _work(place, kiosks, counters, pace, lasting, tell)
        acts += [act for each in work for act in each]
        _tell_of(finding, work, heard, kiosks=kiosks, pace=pace)
    finding.check(
        "every acknowledged act is there, once", lost(office, [f"{kind} {visit}" for kind, visit, *_ in acts])
    )
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    return finding


def _work(
    place: str, kiosks: int, counters: int, pace: float, seconds: float, tell: Tell
) -> tuple[list[list[Act]], dict[tuple[str, str], int]]:
    """Let everybody work for so long; gives everyone's acts, kiosks first, and when the listener had each."""
    listener = _worker("listen", place, 0, pace, seconds)
    crew = [_worker("kiosk", place, number, pace, seconds) for number in range(1, kiosks + 1)]
    crew += [_worker("desk", place, number, pace, seconds) for number in range(1, counters + 1)]
    try:
        for process in (listener, *crew):
            _line_of(process)
        tell(f"offices: {kiosks} kiosks and {counters} counters are ready; {seconds:.0f} s")
        begin = b"%d\n" % (time.monotonic_ns() + 500_000_000)
        for process in (listener, *crew):
            _say(process, begin)
        work = [[tuple(act) for act in json.loads(_line_of(process))] for process in crew]
        _say(listener, b"enough\n")
        heard = {(kind, visit): at for kind, visit, at in json.loads(_line_of(listener))}
        return work, heard
    finally:
        for process in (listener, *crew):
            process.kill()
            process.communicate()


def _tell_of(
    finding: Finding, work: Sequence[Sequence[Act]], heard: dict[tuple[str, str], int], *, kiosks: int, pace: float
) -> None:
    how = "at people's pace" if pace else "without a pause"
    issue, other, arrival = Times(f"issue, {how}"), Times(f"call, start, finish, {how}"), Times(f"→ heard, {how}")
    for number, acts in enumerate(work):
        for kind, visit, begun, answered in acts:
            (issue if number < kiosks else other).seconds.append((answered - begun) / 1e9)
            if (kind, visit) in heard:
                arrival.seconds.append(max(0.0, (heard[kind, visit] - answered) / 1e9))
    calls = [sum(1 for act in acts if act[0] == Kind.VISIT_CALLED) for acts in work[kiosks:]]
    for times in (issue, other, arrival):
        finding.note(times)
    shares = max(calls) / max(1, min(calls))
    if not pace:
        finding.lines.append(f"       {len(issue.seconds) + len(other.seconds):,} acts")
        return
    missed = sum(len(acts) for acts in work) - len(arrival.seconds)
    finding.check("the listener had every act", [f"{missed} not heard"] if missed else [])
    finding.target("issue p99", 1000 * issue.p99, ISSUE_MOST_MS, " ms")
    finding.target("committed → known to another station p99", 1000 * arrival.p99, HEARD_MOST_MS, " ms")
    finding.target("calls per officer, max ÷ min", shares, SHARE_MOST)


def _worker(word: str, place: str, number: int, pace: float, seconds: float) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "loket.bench.offices", word, place, str(number), str(pace), str(seconds)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our interpreter


def _say(process: subprocess.Popen[bytes], line: bytes) -> None:
    if process.stdin is not None:
        process.stdin.write(line)
        process.stdin.flush()


def _line_of(process: subprocess.Popen[bytes]) -> bytes:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        raise RuntimeError(f"a worker ended with {process.wait()}")
    return line


# --- in the processes ------------------------------------------------------------------------------------------------


class _Hand:
    """Somebody at work, with pauses."""

    def __init__(self, office: Office, number: int, pace: float, end_ns: int) -> None:
        self._office, self._number, self._pace, self._end_ns = office, number, pace, end_ns
        self._chance = random.Random(number)  # noqa: S311 - pauses, not secrets
        self.acts: list[Act] = []

    def kiosk(self) -> None:
        """Take tickets."""
        codes, turn = tuple(self._office.catalogue.services), self._number
        self._pause(PRESS_S, self._chance.random())
        while self._goes_on():
            turn += 1
            began = time.monotonic_ns()
            ticket = ticketing.take_ticket(self._office, codes[turn % len(codes)])
            self.acts.append((Kind.TICKET_TAKEN, ticket.visit, began, time.monotonic_ns()))
            self._pause(PRESS_S)

    def desk(self) -> None:
        """Call, start, finish."""
        self._pause(CYCLE_S, self._chance.random())
        while self._goes_on():
            began = time.monotonic_ns()
            called = calling.call_next(self._office, self._number)
            if called is not None:
                self.acts.append((Kind.VISIT_CALLED, called.visit, began, time.monotonic_ns()))
                for act, kind in ((calling.start, Kind.VISIT_STARTED), (calling.finish, Kind.VISIT_FINISHED)):
                    self._pause(CYCLE_S / 3)
                    began = time.monotonic_ns()
                    act(self._office, self._number)
                    self.acts.append((kind, called.visit, began, time.monotonic_ns()))
            self._pause(CYCLE_S / 3)

    def _goes_on(self) -> bool:
        return time.monotonic_ns() < self._end_ns

    def _pause(self, mean_s: float, share: float | None = None) -> None:
        if self._pace:
            time.sleep(mean_s * (self._chance.uniform(0.5, 1.5) if share is None else share) / self._pace)


def _listen(office: Office) -> list[tuple[str, str, int]]:
    """Hear of every fact; note when it was known here. Ends when it is told so and nothing more comes."""
    found: list[tuple[str, str, int]] = []
    with office.store.reading() as book:
        last = book.last_fact()[0]
    ear = office.store.ear()
    if ear is None:
        raise RuntimeError("there is nothing to hear")
    while True:
        ready = select.select([ear, sys.stdin], [], [])[0]
        if ear not in ready and not select.select([ear], [], [], 0.5)[0]:
            return found
        ear.hear()
        with office.store.reading() as book:
            facts = list(book.facts(last))
        now = time.monotonic_ns()
        for fact in facts:
            last = fact.seq
            if fact.visit is not None:
                found.append((fact.kind, fact.visit, now))


def _be(word: str, place: str, number: int, pace: float, seconds: float) -> None:
    """Be one of the processes: say that it is ready, begin at the moment that is told, and say what was done."""
    office = scene.open_office(place)
    _answer("ready")
    begin_ns = int(sys.stdin.readline())
    end_ns = begin_ns + round(1e9 * seconds)
    if word == "listen":
        _answer(json.dumps(_listen(office)))
        return
    hand = _Hand(office, number, pace, end_ns)
    time.sleep(max(0.0, (begin_ns - time.monotonic_ns()) / 1e9))
    {"kiosk": hand.kiosk, "desk": hand.desk}[word]()
    _answer(json.dumps(hand.acts))


def _answer(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main(words: Sequence[str]) -> int:
    """Be a process of the bench, or run it by itself; gives 1 when a target was missed."""
    if len(words) == 5:
        word, place, *rest = words
        _be(word, place, int(rest[0]), float(rest[1]), float(rest[2]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        found = offices(Path(folder), float(words[0]) if words else 1.0, lambda text: _answer(f"… {text}"))
    _answer("\n".join(found.lines))
    return 1 if found.missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
