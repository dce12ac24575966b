"""Offices at work on a watched disk until the power fails, and what is looked for when it is back."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from loket.bench import scene
from loket.bench.crowds import with_counters
from loket.bench.kills import lost
from loket.office.context import Office, SystemClock
from loket.office.ticketing import take_ticket
from loket.office.upkeep import verify
from loket.store.sqlite import SqliteStore
from tests.faults.disk import Disk
from tests.faults.replay import Replay, restore
from tests.store.worker import ROOT

CREW = (("kiosk", 1), ("kiosk", 2), ("desk", 1), ("desk", 2), ("desk", 3), ("keeper", 0))
"""The processes of an office: words of `loket.bench.worker`, and the counters they work at."""

SERVICE = "A"
"""A service of the office."""

RENEWED_AFTER = 20
"""Lives that one office has."""

LIFE_BYTES = 1 << 20
"""The most that the disk tells between the first moment at which everybody works and the power cut."""


@dataclass(slots=True)
class Found:
    """What was found after a power cut."""

    wrong: list[str]
    again_s: float
    """Seconds from opening the file to the next ticket."""
    acknowledged: int = 0
    """Acts that were acknowledged in the life that ended with this cut."""
    is_torn: bool = False
    """Some of what was not synced yet was left too, torn and in any order."""


def live(disk: Disk, place: Path, chance: random.Random) -> None:
    """Let the whole office work on the disk and kill all of it at a random moment."""
    crew = [_begin(disk, word, place, number) for word, number in CREW]
    try:
        for process in crew:
            assert process.stdout is not None
            if not process.stdout.readline():
                raise RuntimeError(f"a process of the office ended by itself with {process.wait()}")
        _until_told(disk, disk.told_bytes() + chance.randrange(LIFE_BYTES))
    finally:
        for process in crew:
            process.send_signal(signal.SIGSTOP)  # a power cut waits for nobody
        for process in crew:
            process.kill()
        for process in crew:
            process.communicate()


def _begin(disk: Disk, word: str, place: Path, number: int) -> subprocess.Popen[bytes]:
    """Start a process; what it says after its first line is kept by the disk."""
    return subprocess.Popen(
        [sys.executable, "-m", "loket.bench.worker", word, str(place), str(number)],
        cwd=ROOT, env=disk.environment, stdout=subprocess.PIPE,
    )  # fmt: skip


def _until_told(disk: Disk, size: int) -> None:
    until = time.monotonic() + 60
    while disk.told_bytes() < size:
        if time.monotonic() > until:
            raise RuntimeError("the office does not work on")
        time.sleep(0.0005)


def cuts(replay: Replay, many: int, chance: random.Random) -> Iterator[tuple[dict[str, bytes], list[str], bool]]:
    """Give what `many` power cuts leave of the files, what was acknowledged before each, and whether it is torn.

    The last is the moment at which the office was really cut; the others lie anywhere before. A third leaves exactly
    what is sure, the others also some of what was not synced yet, torn and in any order.
    """
    moments = sorted(chance.randrange(len(replay.records)) for _ in range(many - 1))
    for moment in (*moments, len(replay.records)):
        replay.play(moment)
        is_torn = chance.random() < 2 / 3
        yield replay.image(chance if is_torn else None), replay.acknowledged(), is_torn


def wrong_after(place: Path, acknowledged: Sequence[str], service: str) -> Found:
    """Open what a power cut has left, go on with it, and name everything that does not hold."""
    began = time.perf_counter()
    with closing(SqliteStore(place)) as store:
        office = Office(store, SystemClock())
        first = take_ticket(office, service)
        again_s = time.perf_counter() - began
        wrong = lost(office, acknowledged)
        if f"ticket_taken {first.visit}" in acknowledged:
            wrong.append(f"{first.number} was given out before the power cut")
        wrong += scene.wrong_numbers(office)
        wrong += verify(office).violations
    return Found(wrong, again_s)


def trial(folder: Path, shim: Path, lives: int, cuts_each: int, chance: random.Random) -> Iterator[Found]:
    """Cut the power `lives` × `cuts_each` times; each life begins with what the last cut of the one before has left.

    Every `RENEWED_AFTER` lives a new office is opened, so that proving its journal stays quick.
    """
    place = folder
    for life in range(lives):
        if life % RENEWED_AFTER == 0:
            if life:
                shutil.rmtree(place.parent)
            place = _new_office(folder / f"office-{life}")
        disk = Disk(place.parent, folder / f"notes-{life}", shim)
        live(disk, place, chance)
        for number, (image, acknowledged, is_torn) in enumerate(cuts(disk.replay(), cuts_each, chance)):
            shutil.rmtree(place.parent)
            place = restore(image, folder / f"{life}-{number}") / "loket.db"
            found = wrong_after(place, acknowledged, SERVICE)
            found.acknowledged, found.is_torn = len(acknowledged), is_torn
            yield found
        disk.close()


def _new_office(folder: Path) -> Path:
    folder.mkdir(parents=True)
    office = scene.new_office(folder / "loket.db")
    with_counters(office, 3)
    office.store.close()
    return folder / "loket.db"
