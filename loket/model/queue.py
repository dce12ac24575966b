"""Who is next? One pure rule for the call, the preview, the forecast and the simulation.

For now: order of arrival. Each leg's `key_at` is its effective arrival; a transfer keeps the visit's first arrival, a
late return gets a later key. Everything that changes the order changes the key, never the rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from loket.errors import N_
from loket.model.visit import Leg, State

PLACES_BEHIND = 2
"""How many of the line go before a visitor who was missed and came back in time."""

REASONS = {
    "first_arrival": N_("Datang paling awal di antara yang menunggu layanan loket ini."),
    "kept_arrival": N_("Dialihkan dari layanan lain dan tetap memakai waktu datang pertama."),
    "returned": N_("Sempat terlewat atau ditunda, sudah kembali, dan mendapat giliran lagi."),
    "chosen": N_("Dipilih oleh petugas dari daftar."),
}
"""Why a visitor was called: one sentence for each reason that is stored with a call."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The leg to call and why it is this one: a code that texts turn into a sentence."""

    leg: Leg
    reason: str


def turn(leg: Leg) -> tuple[datetime, str]:
    """Give the sorting key of a leg: effective arrival, then the order in which the tickets were taken."""
    return (leg.key_at, leg.visit)


def in_order(waiting: Iterable[Leg]) -> list[Leg]:
    """Sort waiting legs as they would be called."""
    return sorted((leg for leg in waiting if leg.state is State.WAITING), key=turn)


def next_leg(waiting: Sequence[Leg], services: Collection[str], now: datetime) -> Leg | None:
    """Give the leg to call at a counter that serves `services`, or None when nobody waits for them.

    `waiting` may be all waiting legs or only the head of each service's line. `now` is part of the rule's signature
    because disciplines to come (appointments) need it; order of arrival does not.
    """
    choice = choose(waiting, services, now)
    return choice.leg if choice else None


def choose(waiting: Sequence[Leg], services: Collection[str], now: datetime) -> Choice | None:
    """Like `next_leg`, with the reason."""
    del now
    servable = [leg for leg in waiting if leg.state is State.WAITING and leg.service in services]
    if not servable:
        return None
    leg = min(servable, key=turn)
    if leg.called_at is not None:
        return Choice(leg, "returned")
    return Choice(leg, "first_arrival" if leg.ordinal == 1 else "kept_arrival")


def return_key(ahead: Sequence[Leg], first_arrival: datetime, arrival: datetime, *, in_time: bool) -> datetime:
    """Give the key of a missed or parked visitor who has come back.

    In time: right behind the next two of the line (`ahead`: the waiting legs of the same service in order), never
    earlier than the visitor's own first arrival. Late, or with fewer than two ahead: as if arriving now (`arrival`).
    Source: reference of the discipline, "may return within 30 min, called after the next 2 tickets".
    """
    if not in_time or len(ahead) < PLACES_BEHIND:
        return arrival
    return max(first_arrival, ahead[PLACES_BEHIND - 1].key_at + timedelta(microseconds=1))
