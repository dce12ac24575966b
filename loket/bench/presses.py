"""One press, alone: `issue`, `call`, and both on years of `history`, as ratios to one durable commit."""

from __future__ import annotations

import gc
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Times
from loket.bench.machine import UNEVEN_MOST
from loket.office.upkeep import verify
from loket.store.sqlite import SqliteStore
from loket.store.yardstick import Yardstick

P50_MOST, P99_MOST = 1.3, 2.0
HISTORY_MOST = 1.3
DAY, DAY_MOST = 5000, 4.0
ROUNDS, HISTORY = 1500, 100_000
_SYNC = re.compile(r"\b(?:fsync|fdatasync|sync_file_range|msync|sync)\(")
COUNTED = 50
"""Presses whose syncs are counted."""

_TIDY_EVERY = 100


def issue(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Take tickets through the whole service layer, one client, beside the yardstick."""
    del tell
    return _beside_the_yardstick("issue", folder, scale)


def call(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Call visitors through the whole service layer, one client, beside the yardstick."""
    del tell
    return _beside_the_yardstick("call", folder, scale)


def history(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """Issue and call in an empty office and in one with years behind it, press by press in turn."""
    tickets = max(1000, round(HISTORY * scale))
    finding = Finding("history")
    finding.lines.append(f"history of {tickets:,} tickets")
    young, old = scene.new_office(folder / "young.db"), scene.new_office(folder / "old.db", tickets, tell)
    series = {name: Times(name) for name in ("issue, empty", "issue, history", "call, empty", "call, history")}
    mornings = {"empty": scene.Morning(young), "history": scene.Morning(old)}
    for turn in range(max(1000, round(ROUNDS * min(scale, 1.0)))):
        for age, morning in mornings.items():
            _timed(series[f"issue, {age}"], morning.take)
            counter = morning.free_counter()
            _timed(series[f"call, {age}"], partial(morning.call, counter))
            morning.serve(counter)
        if turn % _TIDY_EVERY == 0:
            young.store.tidy()
            old.store.tidy()
    for times in series.values():
        finding.note(times)
    for word in ("issue", "call"):
        ratio = series[f"{word}, history"].p50 / series[f"{word}, empty"].p50
        finding.target(f"{word} p50, {tickets:,} tickets against none", ratio, HISTORY_MOST, "×")
    for office in (young, old):
        office.store.close()
    return finding


def day(folder: Path, scale: float, tell: Callable[[str], None]) -> Finding:
    """A day of 5,000 tickets, each issued, called, started and finished: 20,000 durable commits in one process."""
    tickets, office = max(100, round(DAY * scale)), scene.new_office(folder / "day.db")
    morning, commit = scene.Morning(office), Times("one durable commit")
    store = office.store
    if not isinstance(store, SqliteStore):
        raise TypeError("only an SQLite office can be measured")
    yardstick = Yardstick(store)
    for _ in range(1000):
        _timed(commit, yardstick.commit)
    began = time.perf_counter()
    for turn in range(tickets):
        morning.take()
        morning.call_and_serve()
        if turn % _TIDY_EVERY == 0:
            store.tidy()
    took = time.perf_counter() - began
    tell(f"day: {tickets:,} tickets in {took:.1f} s")
    finding = Finding("day")
    finding.note(commit)
    finding.target(f"{tickets:,} tickets × 4 acts, each", took / tickets / 4 / commit.p50, DAY_MOST, "× one commit")
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    store.close()
    return finding


def _beside_the_yardstick(word: str, folder: Path, scale: float) -> Finding:
    office = scene.new_office(folder / f"{word}.db")
    store = office.store
    if not isinstance(store, SqliteStore):
        raise TypeError("only an SQLite office can be measured")
    yardstick, press, commit = Yardstick(store), Times(word), Times("one durable commit")
    morning = scene.Morning(office)
    gc.collect()
    for turn in range(max(1000, round(ROUNDS * scale))):
        _timed(commit, yardstick.commit)
        _press(morning, word, press)
        if turn % _TIDY_EVERY == 0:
            store.tidy()
    finding = Finding(word)
    finding.check("a commit waits for the disk (WAL, FULL)", [] if yardstick.is_durable() else ["it does not"])
    store.close()
    finding.note(commit)
    finding.note(press)
    finding.target(f"{word} p50", press.p50 / commit.p50, P50_MOST, "×")
    finding.target(f"{word} p99", press.p99 / commit.p99, P99_MOST, "×")
    if commit.p99 / commit.p50 > UNEVEN_MOST:
        finding.restless = f"the yardstick is uneven: p99 is {commit.p99 / commit.p50:.1f} times p50"
    _count_syncs(word, folder, finding)
    return finding


def _press(morning: scene.Morning, word: str, press: Times) -> None:
    """Do one press of the kind that is measured, and what keeps the line as long as it was."""
    if word == "issue":
        _timed(press, morning.take)
        morning.call_and_serve()
    else:
        morning.take()
        counter = morning.free_counter()
        _timed(press, partial(morning.call, counter))
        morning.serve(counter)


def _timed(times: Times, act: Callable[[], object]) -> None:
    began = time.perf_counter()
    act()
    times.seconds.append(time.perf_counter() - began)


def _count_syncs(word: str, folder: Path, finding: Finding) -> None:
    """Count the system's sync calls of `COUNTED` presses in a process of their own; each press stands between marks."""
    strace = shutil.which("strace")
    if strace is None:
        finding.lines.append("       syncs per press: not counted, strace is not installed")
        return
    log = folder / "syncs.txt"
    worker = [sys.executable, "-m", "loket.bench.worker", "counted", str(folder / f"{word}.db"), word]
    trace = [strace, "-f", "-e", "trace=fsync,fdatasync,sync_file_range,msync,sync,getppid", "-o", str(log)]
    subprocess.run([*trace, *worker], check=True, capture_output=True)  # noqa: S603 - our own interpreter
    presses = log.read_text(encoding="ascii").split("getppid(")[1::2]
    syncs = [len(_SYNC.findall(press)) for press in presses]
    finding.figures["syncs"] = {"presses": len(syncs), "syncs": sum(syncs)}
    wrong = [f"press {number}: {count}" for number, count in enumerate(syncs, start=1) if count != 1]
    if len(syncs) != COUNTED:
        wrong.append(f"{len(syncs)} presses were seen, not {COUNTED}")
    finding.check(f"exactly one sync per press, {COUNTED} presses counted by strace", wrong)
