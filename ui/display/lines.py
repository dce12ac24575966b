"""Which call stands where: the head of the hall and the lines below it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loket.model.office import OfficeFace
from loket.model.wording import Wording
from loket.office.pictures import HallBoard, HallCall

YELLOW_LIFE = timedelta(seconds=60)
"""A number stays yellow this long at most."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The head (None before the first call), and the calls below: those still to come first, then the newest."""

    head: HallCall | None
    rest: tuple[HallCall, ...]


def _key(call: HallCall) -> tuple[str, int]:
    return call.visit, call.counter


def lines(board: HallBoard, waiting: Sequence[HallCall], turn: HallCall | None) -> Lines:
    """Order the calls; `turn` is the call whose turn it is now, None when its turn is over.

    One line per visit and counter. A call that was taken back leaves with the office's next picture.
    """
    coming = {call.seq for call in waiting}
    known = {call.seq: call for call in (*board.last, *board.pending) if call.seq not in coming}
    standing = [known[seq] for seq in sorted(known, reverse=True)]
    head = turn or next(iter(standing), None)
    taken = {_key(head)} if head else set()
    rest = []
    for call in (*waiting, *standing):
        if _key(call) not in taken:
            taken.add(_key(call))
            rest.append(call)
    return Lines(head, tuple(rest))


def is_called(call: HallCall, board: HallBoard, now: datetime) -> bool:
    """Tell whether the visitor of `call` is being called at this moment: the one meaning of yellow."""
    return call.seq in board.live and now - call.called_at < YELLOW_LIFE


def is_over(board: HallBoard) -> bool:
    """Tell whether the hall may say "closed": no numbers are given, nobody waits, nobody is at a counter."""
    busy = any(counter.state in {"calling", "serving"} for counter in board.counters)
    waiting = any(service.waiting for service in board.services)
    return not (board.open or busy or waiting or board.live)


def no_board(now: datetime) -> HallBoard:
    """Give a picture of an office nobody has reached yet."""
    return HallBoard(
        office=OfficeFace("", "", Wording("")), last=(), pending=(), live=frozenset(), services=(), counters=(),
        missed=(), messages=(), open=True, opens_at=None, holiday="", day=now.date(), seq=0,
    )  # fmt: skip
