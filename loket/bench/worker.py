"""The other processes of a bench: `python -m loket.bench.worker WORD DATABASE …`, told by a line on standard input."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from loket.bench import scene
from loket.bench.presses import measure
from loket.bench.traced import COUNTED
from loket.model.events import Kind
from loket.model.visit import State
from loket.office import calling, ticketing
from loket.office.context import Office
from loket.office.days import current_day, picture_day
from loket.store.lock import ProcessLock
from loket.store.sqlite import PATIENCE_S

_SPIN_S = 0.002
"""A press at a given moment is slept for until so shortly before, in seconds: the system wakes nobody on the spot."""


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


def kiosk(office: Office, turn: int) -> None:
    """Take tickets until killed; each is acknowledged on a line of its own, as every act of `desk` is."""
    codes = tuple(office.catalogue.services)
    while True:
        turn += 1
        _answer(f"{Kind.TICKET_TAKEN} {ticketing.take_ticket(office, codes[turn % len(codes)]).visit}")


def desk(office: Office, counter: int) -> None:
    """Call, start and finish at a counter until killed, going on wherever the process before was killed."""
    while True:
        with office.looking() as work:
            day = current_day(work)
            leg = work.book.at_counter(day.day, counter) if day else None
        if leg is None:
            call = calling.call_next(office, counter)
            if call is not None:
                _answer(f"{Kind.VISIT_CALLED} {call.visit}")
        elif leg.state is State.CALLED:
            _answer(f"{Kind.VISIT_STARTED} {calling.start(office, counter).visit}")
        else:
            _answer(f"{Kind.VISIT_FINISHED} {calling.finish(office, counter).visit}")


def keeper(office: Office) -> None:
    """Do the housekeeping of idle moments until killed."""
    while True:
        office.store.tidy()
        _answer("tidied")
        time.sleep(0.02)


def kiosk_pairs(office: Office) -> None:
    """Take a ticket at each moment that is told; say its number."""
    code = next(iter(office.catalogue.services))
    while True:
        press_at_the_moment(lambda: ticketing.take_ticket(office, code).number)


def desk_pairs(office: Office, counter: int) -> None:
    """Call the next visitor at each moment that is told and say who it is; serve in between."""
    while True:
        if press_at_the_moment(lambda: getattr(calling.call_next(office, counter), "number", None)):
            calling.start(office, counter)
            calling.finish(office, counter)


def press_at_the_moment(press: Callable[[], str | None]) -> str | None:
    """Press when the moment comes that standard input tells; say and give what was got, None for nothing."""
    _answer("ready")
    moment = int(sys.stdin.readline() or sys.exit())
    ahead = (moment - time.perf_counter_ns()) / 1e9 - _SPIN_S
    if ahead > 0:
        time.sleep(ahead)
    while (pressed := time.perf_counter_ns()) < moment:
        pass
    got = press()
    _answer(json.dumps({"got": got, "pressed": pressed, "answered": time.perf_counter_ns()}))
    return got


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
    elif word == "kiosk":
        kiosk(office, int(rest[0]))
    elif word == "desk":
        desk(office, int(rest[0]))
    elif word == "kiosk-pairs":
        kiosk_pairs(office)
    elif word == "desk-pairs":
        desk_pairs(office, int(rest[0]))
    elif word == "keeper":
        keeper(office)


if __name__ == "__main__":
    main()
