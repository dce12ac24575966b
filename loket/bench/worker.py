"""The other processes of a bench: `python -m loket.bench.worker WORD DATABASE …`, told by a line on standard input."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from loket.bench import scene
from loket.bench.presses import measure
from loket.bench.traced import COUNTED
from loket.model.visit import State
from loket.office import calling, ticketing
from loket.office.context import Office
from loket.office.days import current_day, picture_day
from loket.store.lock import ProcessLock
from loket.store.sqlite import PATIENCE_S


def counted(office: Office, word: str) -> None:
    """Do `COUNTED` presses, each between two marks that a tracer can see."""
    morning = scene.Morning(office)
    for _ in range(COUNTED):
        if word == "issue":
            os.getppid()
            morning.take()
            os.getppid()
            morning.call_and_serve()
        else:
            morning.take()
            counter = morning.free_counter()
            os.getppid()
            morning.call(counter)
            os.getppid()
            morning.serve(counter)


def issuing(office: Office, tickets: int) -> None:
    """Take tickets as fast as possible; say how long each took."""
    codes = tuple(office.catalogue.services)
    _wait_for_the_word()
    took = []
    for turn in range(tickets):
        began = time.perf_counter()
        ticketing.take_ticket(office, codes[turn % len(codes)])
        took.append(time.perf_counter() - began)
    _answer(json.dumps(took))


def committing(office: Office, place: str, commits: int) -> None:
    """Commit one row as often as told, in line for a lock as acts are; say how long each took with its wait."""
    lock, yardstick = ProcessLock(Path(f"{place}-line")), scene.yardstick_of(office)
    _wait_for_the_word()
    took = []
    for _ in range(commits):
        began = time.perf_counter()
        lock.acquire(PATIENCE_S)
        yardstick.commit()
        lock.release()
        took.append(time.perf_counter() - began)
    _answer(json.dumps(took))


def calling_all(office: Office, counter: int, tickets: int) -> None:
    """Call and serve until `tickets` visitors of the whole office have been called; say how long each call took."""
    _wait_for_the_word()
    took: list[float] = []
    while True:
        began = time.perf_counter()
        call = calling.call_next(office, counter)
        if call is not None:
            took.append(time.perf_counter() - began)
            calling.start(office, counter)
            calling.finish(office, counter)
            continue
        if _called(office) >= tickets:
            break
        time.sleep(0.002)
    _answer(json.dumps(took))


def load(office: Office, turn: int) -> None:
    """Issue, call and serve until killed; every ticket is acknowledged with its identity on a line of its own."""
    codes, counter = tuple(office.catalogue.services), turn % len(office.catalogue.counters) + 1
    while True:
        turn += 1
        _answer(ticketing.take_ticket(office, codes[turn % len(codes)]).visit)
        _one_step(office, counter)


def _one_step(office: Office, counter: int) -> None:
    """Do what comes next at a counter, wherever the process before this one was killed."""
    with office.looking() as work:
        day = current_day(work)
        leg = work.book.at_counter(day.day, counter) if day else None
    if leg is None:
        calling.call_next(office, counter)
    elif leg.state is State.CALLED:
        calling.start(office, counter)
    else:
        calling.finish(office, counter)


def _called(office: Office) -> int:
    with office.looking() as work:
        counts = work.book.state_counts(picture_day(work))
    return sum(count for (_, state), count in counts.items() if state != "waiting")


def _answer(text: str) -> None:
    os.write(1, text.encode() + b"\n")


def _wait_for_the_word() -> None:
    _answer("ready")
    sys.stdin.readline()


def main() -> None:
    """Do what the first word says."""
    word, path, *rest = sys.argv[1:]
    office = scene.open_office(path)
    if word == "counted":
        counted(office, rest[0])
    elif word == "beside":
        _answer(json.dumps([times.seconds for times in measure(office, rest[0], int(rest[1]))[:2]]))
    elif word == "commit":
        committing(office, path, int(rest[0]))
    elif word == "issue":
        issuing(office, int(rest[0]))
    elif word == "call":
        calling_all(office, int(rest[0]), int(rest[1]))
    elif word == "load":
        load(office, int(rest[0]))


if __name__ == "__main__":
    main()
