"""What every port promises, whatever fails: one suite over all ports and all faults that their line can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from printers.escpos_bytes import encode
from printers.faults import WELL, fault_of
from printers.ink import ink_rows
from printers.port import Outcome, State
from printers.slips.ticket import ticket_image
from printers.talk import Known
from tests.printers.links import Link, linked
from tests.printers.samples import SLIPS, TICKET

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

pytestmark = pytest.mark.timeout(60)

MECHANISM = ("low", "out", "out@300", "cover", "cover@300", "error", "error@300", "knife", "offline")
ANSWERS = ("mute", "garbage", "no-fence")
LINE = ("stall", "stall@20000", "end", "end@20000", "reset", "reset@20000", "power@20000", "refuse", "busy")
BUFFER = ("forgets", "slow@400000")
IN_TIME = ("waking@60", "asleep@300")

MEANINGFUL = {
    "tcp": ("", *MECHANISM, *ANSWERS, *LINE, *BUFFER, *IN_TIME),
    "device": ("", *MECHANISM, *ANSWERS, *LINE, "forgets"),
    "serial": ("", *MECHANISM, *ANSWERS, *LINE, "forgets"),
    "cups": ("", *MECHANISM, *ANSWERS, *LINE, *BUFFER),
    "windows": ("", *MECHANISM, *ANSWERS, *LINE, *BUFFER),
    "virtual": ("", *MECHANISM, *ANSWERS, *LINE, "forgets"),
    "plain": ("", "refuse"),
}
"""Faults that each line can have. A plain file has paper without end."""

MOST = {"cups": State.SENT, "windows": State.SENT, "plain": State.SENT}
"""The most that a port may say; the others may say PRINTED."""

ASKED = ("tcp", "device", "serial")
"""Ports that learn whether their printer answers."""

SLOW_LINKS = ("cups", "windows")
FIRST = ("", "low", "out", "out@300", "cover", "offline", "mute", "stall@20000", "reset@20000", "refuse", "busy")
"""Faults that `make test` tries over a slow link, and with a stranger at a device; the rest is for `make campaign`."""


def pairs() -> list[ParameterSet]:
    """Give every port with every fault and, where a port can be asked, with a printer it knows and a stranger."""
    found = []
    for name, faults in MEANINGFUL.items():
        for fault in faults:
            for known in (True, False) if name in ASKED else (True,):
                few = ("", "mute", "stall@20000") if name in ("device", "serial") and not known else FIRST
                long = fault not in few and (name in SLOW_LINKS or len(few) == 3)
                whose = "" if name not in ASKED else "-known" if known else "-stranger"
                marks = [pytest.mark.campaign] if long else []
                found.append(pytest.param(name, fault, known, id=f"{name}-{fault or 'well'}{whose}", marks=marks))
    return found


_MIDDLE = ("end@20000", "reset@20000", "power@20000", "end", "reset")
_HALF_TOLD = ("forgets",)
UNKNOWABLE = {
    "tcp": _HALF_TOLD, "device": _HALF_TOLD, "serial": _HALF_TOLD, "virtual": _HALF_TOLD,
    "cups": (*_HALF_TOLD, *_MIDDLE), "windows": (*_HALF_TOLD, *_MIDDLE, "out", "cover", "error", "offline", "knife",
    "out@300", "cover@300", "error@300"),
}  # fmt: skip
"""Faults after which SENT or ASSUMED may be said of a slip that is not whole: nobody tells, so nobody can know.

A printer that answers and yet forgets what it has taken; a queue, which calls a job done that broke off or still waits
inside the printer.
"""


@pytest.fixture(scope="module")
def first(qapp):
    return ticket_image(TICKET, 576)


@pytest.fixture(scope="module")
def second(qapp):
    return ticket_image(SLIPS["english"][0], 576)


def whole(link: Link, image: object) -> int:
    """Count the papers that were cut off and begin with the slip."""
    rows = ink_rows(image)  # type: ignore[arg-type]
    return sum(sheet.rows[: len(rows)] == rows and sheet.cut for sheet in link.papers())


def on_paper(link: Link, image: object) -> int:
    """Count the papers that were cut off and have the slip on them, be it below a stub that nobody knows of."""
    slip = b"".join(ink_rows(image))  # type: ignore[arg-type]
    return sum(slip in b"".join(sheet.rows) and sheet.cut for sheet in link.papers())


def assert_honest(name: str, link: Link, outcome: Outcome, image: object, before: int) -> None:
    link.settle()
    match outcome.state:
        case State.PRINTED:
            assert name not in MOST
            assert on_paper(link, image) == 1, [(len(s.rows), s.cut) for s in link.papers()]
        case State.ASSUMED:
            assert name not in MOST
        case State.HELD:
            assert link.heard() - before < 24, "a held slip has sent nothing that could leave ink"
            assert outcome.bytes_sent == 0
            assert whole(link, image) == 0
        case State.PARTIAL:
            assert outcome.bytes_sent > 0
    assert bool(outcome.reason) == (outcome.state in (State.HELD, State.PARTIAL))


@pytest.mark.parametrize(("name", "fault", "known"), pairs())
def test_no_port_lies_and_each_is_well_again_afterwards(name, fault, known, first, second, tmp_path):
    """A fault that was there before and one in the middle; with a printer that is known to answer, and a stranger."""
    with linked(name, tmp_path, Known(answers=known)) as link:
        link.play(fault_of(fault))
        before = link.heard()
        outcome = link.port.print(encode(first))
        assert_honest(name, link, outcome, first, before)
        if outcome.state is State.HELD:
            assert not any(sheet.is_inked for sheet in link.papers())
        mistaken = outcome.state in (State.SENT, State.ASSUMED) and not whole(link, first)
        assert not mistaken or fault in UNKNOWABLE[name]
        link.play(WELL)
        link.settle()
        stub = outcome.state is State.PARTIAL
        for _ in range(3):
            again = link.port.print(encode(second, after_stub=stub))
            assert_honest(name, link, again, second, link.heard())
            if again.state not in (State.HELD, State.PARTIAL):
                break
            stub = stub or again.state is State.PARTIAL
        assert again.state in ((State.SENT,) if name in MOST else (State.PRINTED, State.ASSUMED))
        if mistaken:
            return  # nobody knows of the stub, so nobody cuts it off
        assert whole(link, second) == 1, "the next slip stands whole on a paper of its own"
        assert whole(link, first) <= 1


TOLD = {
    "": ("PRINTED", "PRINTED", "SENT"),
    "low": ("PRINTED", "PRINTED", "SENT"),
    "out": ("HELD", "HELD", "HELD"),
    "cover": ("HELD", "HELD", "HELD"),
    "offline": ("HELD", "HELD", "HELD"),
    "out@300": ("PARTIAL", "PARTIAL", "PARTIAL"),
    "cover@300": ("PARTIAL", "PARTIAL", "PARTIAL"),
    "reset@20000": ("PARTIAL", "PARTIAL", "PARTIAL"),
    "end@20000": ("PARTIAL", "PARTIAL", "PARTIAL"),
    "stall@20000": ("PARTIAL", "PARTIAL", "PARTIAL"),
    "refuse": ("HELD", "HELD", "HELD"),
    "busy": ("HELD", "HELD", "HELD"),
}
"""What is said of a printer that is known to answer: by ports to it, by one in memory, by CUPS in front of it."""

NOT_TOLD = {("cups", "reset@20000"), ("cups", "end@20000")}


def told() -> list[ParameterSet]:
    """Give the ports whose words are fixed, with every fault of the table."""
    found = []
    for name in (*ASKED, "virtual", "cups"):
        for fault in TOLD:
            if (name, fault) not in NOT_TOLD:
                long = name in SLOW_LINKS and fault != "out@300"
                marks = [pytest.mark.campaign] if long else []
                found.append(pytest.param(name, fault, id=f"{name}-{fault or 'well'}", marks=marks))
    return found


@pytest.mark.parametrize(("name", "fault"), told())
def test_a_port_says_as_much_as_it_can_know(name, fault, first, tmp_path):
    with linked(name, tmp_path, Known(answers=True)) as link:
        if name == "cups":
            link.port.status()  # it learns of the printer behind the queue
        link.play(fault_of(fault))
        outcome = link.port.print(encode(first))
        assert str(outcome.state) == TOLD[fault][{"virtual": 1, "cups": 2}.get(name, 0)]
