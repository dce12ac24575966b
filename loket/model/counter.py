"""Counters (loket) and the officers who sit at them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from loket.model.wording import Wording


@dataclass(frozen=True, slots=True)
class OfficerFace:
    """An officer as screens show one: a code and a role, no personal name needed."""

    code: str
    name: str
    may_choose: bool = True
    """May call a chosen number out of turn, with a reason."""


@dataclass(frozen=True, slots=True)
class CounterFace:
    """A counter as screens show it."""

    number: int
    name: Wording
    plate: str
    services: tuple[str, ...]
    where: Wording
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """An officer at a counter, from sign-in to sign-out. One per counter and one per officer at a time."""

    counter: int
    officer: str
    since: datetime
    break_since: datetime | None = None
