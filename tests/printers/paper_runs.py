"""One day's bad luck with paper: an office, its spool, a port, a printer that fails by chance and is mended."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from loket.office import printer_setup, printing
from loket.office.context import Office
from loket.office.pictures import TakenTicket
from loket.office.ticketing import take_ticket
from loket.office.upkeep import verify
from loket.store.opening import open_store
from printers.faults import IN_ROWS, OF_THE_LINE, WELL, Fault
from printers.ink import ink_rows
from printers.port import Outcome, State, Status
from printers.slips.drawing import slip_image
from printers.spool import Spool
from printers.talk import Known
from printers.virtual import decode
from tests.factories import FixedClock, an_office
from tests.printers.links import LINKS, Link, linked
from tests.printers.test_contract import MEANINGFUL

DONE = ("printed", "assumed", "sent", "failed", "expired")


@dataclass
class Try:
    """One try as the port told it, and as the paper showed it."""

    outcome: Outcome
    heard: int
    whole: bool


@dataclass
class Run:
    """What happened; `wrong` names every broken promise."""

    name: str
    fault: str
    tries: list[Try] = field(default_factory=list)
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    mistaken: int = 0
    """Slips of which SENT or ASSUMED was said and that are not whole on paper: nobody could know."""


class SpyPort:
    """The port of a link that keeps what was said and what the printer heard; it is mended after so many tries."""

    def __init__(self, link: Link, run: Run, mended_after: int) -> None:
        self._link, self._run, self._left = link, run, mended_after

    def status(self) -> Status:
        found = self._link.port.status()
        self._mend(bool(found.reason))
        return found

    def print(self, fragments: tuple[bytes, ...]) -> Outcome:
        before = self._link.heard()
        outcome = self._link.port.print(fragments)
        self._link.settle()
        slip = decode(b"".join(fragments), 576)[-1].rows
        ink = b"".join(slip[: len(slip) - next(n for n, row in enumerate(reversed(slip)) if any(row))])
        whole = any(sheet.cut and ink in b"".join(sheet.rows) for sheet in self._link.papers())
        self._run.tries.append(Try(outcome, self._link.heard() - before, whole))
        self._mend(outcome.state in (State.HELD, State.PARTIAL) or len(self._run.tries) > 5)
        return outcome

    def _mend(self, failed: bool) -> None:
        self._left -= failed
        if self._left == 0:
            self._link.play(WELL)


def a_fault(name: str, chance: random.Random) -> Fault:
    """Choose a fault that the line can have, and its moment."""
    kind = chance.choice([each.partition("@")[0] for each in MEANINGFUL[name]])
    at = 0
    if kind in IN_ROWS and chance.random() < 0.75:
        at = chance.randint(1, 3000)
    elif kind in OF_THE_LINE and chance.random() < 0.8:
        at = chance.randint(1, 150_000)
    elif kind in ("waking", "asleep"):
        at = chance.randint(10, 300)
    elif kind == "slow":
        at = chance.randint(300_000, 900_000)
    return Fault(kind, at)


@contextmanager
def impatient() -> Iterator[None]:
    """Let the spool's pauses be short."""
    with patch("printers.spool.POLL_S", 0.03), patch("printers.spool.BACK_OFF_S", (0.01, 0.05)):
        yield


def run_one(number: int, folder: Path) -> Run:
    """Take tickets, let the printer fail and be mended, wait for the end of each slip; the number chooses the luck."""
    chance = random.Random(number)
    name = list(LINKS)[number % len(LINKS)]
    run = Run(name, str(a_fault(name, chance)))
    clock = FixedClock()
    office = an_office(folder, clock=clock)
    printer_setup.add_printer(office, "kios", "virtual:")  # the address is not used: the port is given
    left_to_expire = chance.random() < 0.1
    place = office.store.place
    with closing(office.store), linked(name, folder, Known(answers=chance.random() < 0.7)) as link, impatient():
        spy = SpyPort(link, run, 0 if left_to_expire else chance.randint(1, 3))
        spool = Spool(lambda: Office(open_store(place), clock), ports=lambda _record, _on_paper: spy)
        try:
            tickets = [take_ticket(office, "A") for _ in range(chance.randint(0, 2))]
            spool.wake()
            if tickets and chance.random() < 0.5:
                _wait(lambda: len(run.tries) > 0, run, "the first try")
            link.play(_fault(run.fault))
            tickets += [take_ticket(office, "B") for _ in range(chance.randint(1, 2))]
            spool.wake()
            if left_to_expire:
                _wait(lambda: len(run.tries) > 0 or _is_done(office, tickets), run, "a try")
                clock.pass_(minutes=40)
                link.play(WELL)
            _wait(lambda: _is_done(office, tickets), run, "an end for each slip")
        finally:
            spool.stop(30)
        link.settle()
        _judge(run, office, [(each.number, each.print_job or 0) for each in tickets], link, expires=left_to_expire)
    return run


def _fault(text: str) -> Fault:
    kind, _, at = text.partition("@")
    return Fault(kind, int(at or 0))


def _is_done(office: Office, tickets: list[TakenTicket]) -> bool:
    return all(printing.job_state(office, each.print_job or 0) in DONE for each in tickets)


def _wait(until, run: Run, what: str, patience_s: float = 60) -> None:
    for _ in range(int(patience_s / 0.01)):
        if until():
            return
        time.sleep(0.01)
    run.wrong.append(f"waited in vain for {what}")


def _judge(run: Run, office: Office, tickets: list[tuple[str, int]], link: Link, *, expires: bool) -> None:
    for count, each in enumerate(run.tries):
        state = each.outcome.state
        if state is State.PRINTED and not each.whole:
            run.wrong.append(f"try {count}: PRINTED without a whole ticket")
        if state is State.HELD and (each.heard >= 24 or each.outcome.bytes_sent):
            run.wrong.append(f"try {count}: HELD, and the printer heard {each.heard} bytes")
        run.mistaken += state in (State.SENT, State.ASSUMED) and not each.whole
    for number, job in tickets:
        slip = printing.slip_job(office, number).slip
        copies = [ink_rows(slip_image(slip, 576, copy)) for copy in (1, 2, 3, 4)]
        plain = sum(_unmarked(sheet.rows, copies) for sheet in link.papers())
        if plain > 1:
            run.wrong.append(f"{number}: {plain} papers without a mark")
        end = printing.job_state(office, job)
        run.ends[end] += 1
        said = [each.outcome.state for each in run.tries]
        if end not in DONE or (end == "expired" and not expires) or (end == "failed" and State.PARTIAL not in said):
            run.wrong.append(f"{number}: ended {end} against the rule")
    done = sum(each.outcome.state in (State.PRINTED, State.ASSUMED, State.SENT) for each in run.tries)
    if done != sum(run.ends[end] for end in ("printed", "assumed", "sent")):
        run.wrong.append(f"{done} slips said to be on paper, {dict(run.ends)} written down")
    run.wrong += [f"journal: {each}" for each in verify(office).violations]


def _unmarked(paper: list[bytes], copies: list[list[bytes]]) -> int:
    """Count the places of a paper where most of a slip stands without the mark of a copy above it."""
    first, *marked = copies
    most = first[: len(first) * 7 // 10]
    found = 0
    for start in range(len(paper) - len(most) + 1):
        if paper[start : start + len(most)] == most:
            above = (copy[: len(copy) - len(first)] for copy in marked)
            found += not any(start >= len(mark) and paper[start - len(mark) : start] == mark for mark in above)
    return found
