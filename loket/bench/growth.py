"""Growth (B8): is an office as fast in its tenth year as in its first? 10 thousand to 10 million tickets behind it."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from loket.bench import ordering, scene, years
from loket.bench.figures import Finding, Row, Times, verdict_of
from loket.bench.timing import TIDY_EVERY, timed
from loket.office import calling
from loket.office.boards import counter_board, hall_board, kiosk_board
from loket.office.context import Office, SystemClock
from loket.office.days import close_day, open_today
from loket.office.hall import call_shown, call_spoken
from loket.office.reports import day_report

FIRST, LAST = 10_000, 1_000_000
MOST = 1.2
ROUNDS, BOARDS_EVERY, REPORTS, MORNINGS = 1000, 4, 10, 200
BYTES_A_TICKET, LEFT_FREE = 2200, 5_000_000_000
"""What a ticket of history takes on the disk, and what a scenario leaves free there."""

MEMORY_FULL = 50_000
"""Tickets from which on the office's memory of waits is full: before that its first picture of a day reads less."""

_DISPLAY = "layar-1"


def growth(room: scene.Room, scale: float, tell: scene.Tell) -> Finding:
    """Presses, pictures, mornings, report and order with little and with much history, press by press in turn."""
    finding = Finding("growth")
    first, last = (FIRST, round(LAST * scale)) if scale >= 0.1 else (1000, 10_000)
    ages = []
    for size in _sizes(first, last):
        path = (room.years or room.folder) / f"years-{size}.db"
        free = shutil.disk_usage(path.parent).free
        if not path.exists() and free < size * BYTES_A_TICKET + LEFT_FREE:
            finding.check(f"{size:,} tickets fit on the disk", [f"{free / 1e9:.0f} GB are free"])
            continue
        ages.append(_Age(size, _office(path, size, tell)))
    _presses(ages, max(30, round(ROUNDS * min(scale, 1.0))), tell)
    for _ in range(max(3, round(REPORTS * min(scale, 1.0)))):
        for age in ages:
            age.time("day report", partial(day_report, age.office, age.last_day))
    _mornings(ages, max(3, round(MORNINGS * min(scale, 1.0))))
    _orders(ages, max(30, round(ROUNDS * min(scale, 1.0))), tell)
    _judge(finding, ages)
    for age in ages:
        age.office.store.close()
    return finding


@dataclass(slots=True)
class _Age:
    """An office with `size` tickets behind it, and how long everything took there."""

    size: int
    office: Office
    morning: scene.Morning = field(init=False)
    last_day: date = field(init=False)
    times: dict[str, Times] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.office.store.reading() as book:
            days, end = book.days(), book.last_fact()[0] + 1
        ends = [*(row.first_seq for row in days[1:]), end]
        facts = [after - row.first_seq for row, after in zip(days, ends, strict=True)]
        # Days on which this office was measured before are short; the report is that of a full one.
        self.last_day = max(row.day for row, many in zip(days, facts, strict=True) if many > 0.9 * max(facts))
        scene.sign_in_everybody(self.office)
        self.morning = scene.Morning(self.office)

    def time(self, what: str, act: Callable[[], object]) -> None:
        """Do and keep."""
        timed(self.times_of(what), act)

    def times_of(self, what: str) -> Times:
        """Give how long something took here until now."""
        return self.times.setdefault(what, Times(f"{what}, {self.size:,}"))


def _sizes(first: int, last: int) -> Iterator[int]:
    while first <= last:
        yield first
        first *= 10


def _office(path: Path, size: int, tell: scene.Tell) -> Office:
    if not path.exists():
        unfinished = path.with_suffix(".part")
        years.old_office(unfinished, size, tell).store.close()
        unfinished.replace(path)
    office = scene.open_office(path)
    years.next_morning(office)
    return office


def _presses(ages: list[_Age], rounds: int, tell: scene.Tell) -> None:
    gc.collect()
    for turn in range(rounds):
        for age in ages if turn % 2 else reversed(ages):
            age.time("issue", age.morning.take)
            counter = age.morning.free_counter()
            age.time("call", partial(age.morning.call, counter))
            if turn % BOARDS_EVERY == 0:
                _pictures(age, counter)
            age.morning.serve(counter)
        if turn % TIDY_EVERY == 0:
            for age in ages:
                age.office.store.tidy()
            tell(f"growth: {turn} of {rounds} rounds")


def _pictures(age: _Age, counter: int) -> None:
    """Draw all boards, and let the hall answer so that it owes no call."""
    office = age.office
    age.time("kiosk board", partial(kiosk_board, office))
    age.time("counter board", partial(counter_board, office, counter))
    age.time("hall board", partial(hall_board, office, _DISPLAY))
    for call in hall_board(office, _DISPLAY).pending:
        call_shown(office, _DISPLAY, call.seq)
        call_spoken(office, _DISPLAY, call.seq)


def _mornings(ages: list[_Age], many: int) -> None:
    """Let days pass: in the evening the day is closed, in the morning somebody comes first."""
    for turn in range(many):
        for age in ages if turn % 2 else reversed(ages):
            office = age.office
            close_day(office)
            if isinstance(office.clock, SystemClock):
                office.clock = SystemClock(office.clock.shift_s + 86400.0)
            age.time("first ticket of the day", age.morning.take)
            if turn % BOARDS_EVERY == 0:
                scene.sign_in_everybody(office)
                age.time("first picture of the day", partial(kiosk_board, office))
            office.store.tidy()


def _orders(ages: list[_Age], rounds: int, tell: scene.Tell) -> None:
    """Let 2,000 people wait, and ask every counter in turn who is next."""
    tell(f"growth: {ordering.WAITING} people take numbers in each office")
    for age in ages:
        open_today(age.office)
        scene.sign_in_everybody(age.office)
        ordering.fill(age.office)
        age.office.store.tidy()
    gc.collect()
    for turn in range(rounds):
        for age in ages if turn % 2 else reversed(ages):
            faces = list(age.office.catalogue.counters.values())
            face = faces[turn % len(faces)]
            ordering.decide(age.office, face, age.times_of("next of 2,000"))
            age.time("next of 2,000 called", partial(calling.call_next, age.office, face.number))
            calling.mark_absent(age.office, face.number)
        if turn % TIDY_EVERY == 0:
            for age in ages:
                age.office.store.tidy()


def _judge(finding: Finding, ages: list[_Age]) -> None:
    for what in ages[0].times if ages else ():
        known = [age for age in ages if what != "first picture of the day" or age.size >= MEMORY_FULL]
        for age in ages:
            finding.note(age.times[what])
        if len(known) < 2:
            continue
        young, old = known[0], known[-1]
        ours, floor = old.times[what], young.times[what]
        ratio = ours.p50 / floor.p50
        kept = finding.target(f"{what} p50, {old.size:,} ÷ {young.size:,} tickets", ratio, MOST, "×")
        name = f"{what}, {old.size:,} ÷ {young.size:,}"
        row = Row(name, ours.short(), floor.short(), f"{ratio:.2f} × (p50)", f"≤ {MOST:g} ×", verdict_of((kept,)))
        finding.rows.append(row)
