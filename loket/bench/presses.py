"""One press alone (B1 issue, B3 call): as a ratio to one durable commit, on this disk and on those of offices."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Times
from loket.bench.timing import TIDY_EVERY, timed
from loket.bench.traced import count_syncs, on_a_slow_disk
from loket.office.context import Office
from loket.store.yardstick import GrowingLog

P50_MOST, P99_MOST = 1.15, 1.5
"""Times one durable commit."""

P50_MOST_MS, P99_MOST_MS = 0.3, 0.6
"""The same as the reference says it in milliseconds of its own machine."""

SLOW_MOST_MS = {3.5: (4.6, 8.0)}
"""The same on a disk whose sync takes so many milliseconds more, where the reference names any."""

ROUNDS = 1500


def issue(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Take tickets through the whole service layer, one client, beside the yardstick."""
    return _beside_the_yardsticks("issue", room, scale, tell)


def call(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Call visitors through the whole service layer, one client, beside the yardstick."""
    return _beside_the_yardsticks("call", room, scale, tell)


def _beside_the_yardsticks(word: str, room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    place = room.place(word)
    office = scene.new_office(place)
    rounds = max(1000, round(ROUNDS * scale)) if scale >= 1 else max(50, round(ROUNDS * scale))
    growing = GrowingLog(room.folder / "growing.db")
    commit, press, grown = measure(office, word, rounds, growing.commit)
    growing.close()
    finding = Finding(word)
    durable = scene.yardstick_of(office).is_durable()
    finding.check("a commit waits for the disk (WAL, FULL)", [] if durable else ["it does not"])
    office.store.close()
    for times in (commit, grown, press):
        finding.note(times)
    finding.beside(f"{word} ÷ commit, log at its size", press, commit, P50_MOST, P99_MOST)
    finding.beside(f"{word} ÷ commit, log that grows", press, grown, P50_MOST, P99_MOST)
    finding.within(f"{word} in milliseconds", press, P50_MOST_MS, P99_MOST_MS)
    count_syncs(word, Path(str(place)), finding)
    for slower_ms in (3.5, 12.0):
        tell(f"{word}: every sync {slower_ms} ms slower")
        _slow(word, Path(str(place)), finding, slower_ms, scale)
    return finding


def _slow(word: str, path: Path, finding: Finding, slower_ms: float, scale: float) -> None:
    measured = on_a_slow_disk(word, path, slower_ms, scale)
    if measured is None:
        finding.lines.append(f"       sync + {slower_ms:g} ms: not measured, strace is not installed")
        return
    commit, press = measured
    finding.note(commit)
    finding.note(press)
    finding.beside(f"{word} ÷ commit, sync + {slower_ms:g} ms", press, commit, P50_MOST, P99_MOST)
    if slower_ms in SLOW_MOST_MS:
        finding.within(f"{word} in milliseconds, sync + {slower_ms:g} ms", press, *SLOW_MOST_MS[slower_ms])


def measure(
    office: Office, word: str, rounds: int, also: Callable[[], object] | None = None
) -> tuple[Times, Times, Times]:
    """Time the yardstick and a press by turns, `rounds` times each, and `also` too; gives (commit, press, also)."""
    yardstick, press, commit = scene.yardstick_of(office), Times(word), Times("commit, log at its size")
    other, morning = Times("commit, log that grows"), scene.Morning(office)
    gc.collect()
    for turn in range(rounds):
        timed(commit, yardstick.commit)
        press_once(morning, word, press)
        if also is not None:
            timed(other, also)
        if turn % TIDY_EVERY == 0:
            office.store.tidy()
    return commit, press, other


def press_once(morning: scene.Morning, word: str, press: Times) -> None:
    """Do one press of the kind that is measured, and what keeps the line as long as it was."""
    if word == "issue":
        timed(press, morning.take)
        morning.call_and_serve()
    else:
        morning.take()
        counter = morning.free_counter()
        timed(press, partial(morning.call, counter))
        morning.serve(counter)
