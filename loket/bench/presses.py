"""One press, alone: `issue`, `call`, and both on years of `history`, as ratios to one durable commit."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Times
from loket.bench.machine import UNEVEN_MOST
from loket.bench.traced import count_syncs, on_an_office_disk
from loket.office.context import Office
from loket.office.upkeep import verify
from loket.store.sqlite import SqliteStore
from loket.store.yardstick import Yardstick

P50_MOST, P99_MOST = 1.3, 2.0
HISTORY_MOST = 1.3
DAY, DAY_MOST = 5000, 4.0
ROUNDS, HISTORY = 1500, 100_000
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
    yardstick = _yardstick(office)
    for _ in range(1000):
        _timed(commit, yardstick.commit)
    began = time.perf_counter()
    for turn in range(tickets):
        morning.take()
        morning.call_and_serve()
        if turn % _TIDY_EVERY == 0:
            office.store.tidy()
    took = time.perf_counter() - began
    tell(f"day: {tickets:,} tickets in {took:.1f} s")
    finding = Finding("day")
    finding.note(commit)
    finding.target(f"{tickets:,} tickets × 4 acts, each", took / tickets / 4 / commit.p50, DAY_MOST, "× one commit")
    finding.check("no number twice, no gap, no visitor called to two counters", scene.wrong_numbers(office))
    finding.check("loket verify holds", verify(office).violations)
    office.store.close()
    return finding


def _beside_the_yardstick(word: str, folder: Path, scale: float) -> Finding:
    path = folder / f"{word}.db"
    office = scene.new_office(path)
    commit, press = measure(office, word, max(1000, round(ROUNDS * scale)))
    finding = Finding(word)
    finding.check("a commit waits for the disk (WAL, FULL)", [] if _yardstick(office).is_durable() else ["it does not"])
    office.store.close()
    finding.note(commit)
    finding.note(press)
    finding.target(f"{word} p50", press.p50 / commit.p50, P50_MOST, "×")
    finding.target(f"{word} p99", press.p99 / commit.p99, P99_MOST, "×")
    if commit.p99 / commit.p50 > UNEVEN_MOST:
        finding.restless = f"the yardstick is uneven: p99 is {commit.p99 / commit.p50:.1f} times p50"
    count_syncs(word, path, finding)
    on_an_office_disk(word, path, finding, P50_MOST, P99_MOST)
    return finding


def measure(office: Office, word: str, rounds: int) -> tuple[Times, Times]:
    """Time the yardstick and a press by turns, `rounds` times each; gives (commit, press)."""
    yardstick, press, commit = _yardstick(office), Times(word), Times("one durable commit")
    morning = scene.Morning(office)
    gc.collect()
    for turn in range(rounds):
        _timed(commit, yardstick.commit)
        _press(morning, word, press)
        if turn % _TIDY_EVERY == 0:
            office.store.tidy()
    return commit, press


def _yardstick(office: Office) -> Yardstick:
    if not isinstance(office.store, SqliteStore):
        raise TypeError("only an SQLite office can be measured")
    return Yardstick(office.store)


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
