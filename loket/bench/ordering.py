"""The order (B19): who is next of 2,000 people, with priority, levels, skipped and meant for somebody."""

from __future__ import annotations

import gc
from functools import partial
from itertools import cycle
from pathlib import Path

from loket.bench import scene
from loket.bench.figures import Finding, Times
from loket.bench.timing import timed
from loket.model.counter import CounterFace
from loket.office import calling, journeys, ticketing
from loket.office.context import Office
from loket.office.days import ensure_day
from loket.office.lines import next_choice
from loket.office.turns import postpone

WAITING = 2000
ROUNDS = 1000
MOST_MS = 3.0
EVERY_ELDER = 7
"""One of so many visitors has priority: 15 %."""


def order(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Ask the rule for the next of 2,000 waiting people at every counter in turn; then the whole press."""
    tell(f"next: {WAITING} people take numbers")
    office = scene.new_office(Path(str(room.place("next"))))
    scene.sign_in_everybody(office)
    fill(office)
    rounds = max(50, round(ROUNDS * min(scale, 1.0)))
    deciding, pressing, taking = Times("who is next"), Times("call the next"), Times("take a number")
    gc.collect()
    counters = cycle(office.catalogue.counters.values())
    services = cycle(office.catalogue.services)
    for turn in range(rounds):
        face = next(counters)
        decide(office, face, deciding)
        timed(pressing, partial(calling.call_next, office, face.number))
        calling.skip(office, face.number) if turn % 50 == 0 else calling.mark_absent(office, face.number)
        elder = "LANSIA" if turn % EVERY_ELDER == 0 else None
        timed(taking, partial(ticketing.take_ticket, office, next(services), priority=elder))
    finding = Finding("next")
    for times in (deciding, pressing, taking):
        finding.note(times)
    finding.target("the next of 2,000 decided, p99", deciding.p99 * 1000, MOST_MS, " ms")
    office.store.close()
    return finding


def decide(office: Office, face: CounterFace, times: Times) -> None:
    """Time the rule alone: who would be next at a counter. Nothing is written."""
    with office.looking() as work:
        timed(times, partial(next_choice, work, ensure_day(work), face, None))


def fill(office: Office) -> None:
    """Let people wait: some with priority, some who let others go first, some sent to a counter that is manned."""
    services = cycle(office.catalogue.services)
    for place in range(WAITING):
        elder = "LANSIA" if place % EVERY_ELDER == 0 else None
        ticketing.take_ticket(office, next(services), priority=elder)
    faces: list[CounterFace] = list(office.catalogue.counters.values())
    with office.looking() as work:
        legs = work.book.open_legs(ensure_day(work).day)
    for leg in legs[: WAITING // 2 : 50]:
        postpone(office, leg.visit, 3)
    first, second = faces[0], faces[1]
    for _ in range(5):
        if calling.call_next(office, first.number) is not None:
            journeys.transfer(office, first.number, to_counter=second.number)
