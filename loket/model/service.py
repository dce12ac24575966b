"""A service (layanan): what people come for, its letter, its hours and its standard."""

from __future__ import annotations

from dataclasses import dataclass, field

from loket.model.appointment import SlotPlan
from loket.model.calendar import WeekHours
from loket.model.wording import Wording

BETWEEN = 2
"""Fair 1-in-3: after two other calls one priority visitor may be called early; see `loket.model.queue`."""


@dataclass(frozen=True, slots=True)
class WaitRange:
    """A wait as it is told to people: whole minutes in seconds, low < high.

    A low end of 0 is not told: people then hear the upper end only. `base_s` is what the office's own rule, rolled
    forward, came to before experience corrected it; it is kept with the ticket so that the office can learn from it.
    """

    low_s: int
    high_s: int
    base_s: int | None = None
    likely_s: int | None = None
    """The middle of what similar visitors waited; not told, but worth knowing for a program that asks."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """One document a service asks for."""

    name: Wording
    note: Wording = field(default_factory=lambda: Wording(""))


@dataclass(frozen=True, slots=True)
class ServiceFace:
    """A service as people see it. `hue` names one of the eight hues of the theme; `icon` a shipped icon."""

    code: str
    name: Wording
    description: Wording
    hue: str
    icon: str
    service_minutes: int
    """The service's own standard: minutes at the counter."""
    wait_minutes: int
    """The promised longest wait in minutes."""
    fee: Wording
    requirements: tuple[Requirement, ...] = ()
    clinic: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A service with everything the rules need.

    `code` is its letter on the ticket and its identity in the office: one capital A–Z except I, O and Q (they are
    read as figures). `hours` are the hours in which numbers are given; `quota` the most numbers a day, None for no
    limit. `is_open` is the office's own switch; `closed_reason` says why it is off.
    """

    face: ServiceFace
    hours: WeekHours
    quota: int | None = None
    is_open: bool = True
    closed_reason: Wording = field(default_factory=lambda: Wording(""))
    between: int | None = BETWEEN
    """Calls of this line, at least 1, between two early calls of priority visitors; None for no early calls."""
    then: tuple[str, ...] = ()
    """Services that follow by themselves when this one is finished: one number, a chain of stops."""
    at_kiosk: bool = True
    """Visitors take its numbers; a stop within a chain is reached from another service only."""
    slots: SlotPlan | None = None
    """How appointments are offered; None: not at all."""

    @property
    def code(self) -> str:
        """The service's letter."""
        return self.face.code
