"""Where a visitor goes on to after a stop: the service, the counters there, and how often it was to and fro."""

from __future__ import annotations

from collections.abc import Sequence

from loket.model.journey import ping_pong
from loket.model.visit import Leg, State
from loket.office.context import Office, Work
from loket.office.pictures import Onward
from loket.texts import Texts

MOST_NAMED = 12
"""How many visitors sent back are named in one sentence."""


def onward(office: Office, visit: str) -> tuple[Onward | None, int]:
    """Give where a visitor was sent on to (`onward_of`), and how often it came back to a counter already visited."""
    with office.looking() as work:
        return onward_of(work, visit), ping_pong(work.book.legs_of_visit(visit))


def onward_of(work: Work, visit: str) -> Onward | None:
    """Give where a visitor who was sent on waits now; None for whom nothing follows, or who has not been anywhere."""
    leg = work.book.last_leg(visit)
    return next_stop(work, leg) if leg and leg.ordinal > 1 and leg.state is State.WAITING else None


def next_stop(work: Work, leg: Leg) -> Onward | None:
    """Give the stop that a leg is; None for a service that the office has no longer."""
    service = work.catalogue.services.get(leg.service)
    if service is None:
        return None
    return Onward(service.face.code, service.face.name, _counters(work, leg))


def stop_words(stop: Onward, texts: Texts) -> str:
    """Name a stop with its counters, e.g. "Penetapan Pajak (Loket 2)"."""
    name = stop.name.say(texts.language)
    if not stop.counters:
        return name
    *first, last = map(str, stop.counters)
    where = texts("Loket {first} atau {n}", first=", ".join(first), n=last) if first else texts("Loket {n}", n=last)
    return f"{name} ({where})"


def to_and_fro(visitors: Sequence[tuple[str, int]], texts: Texts) -> str:
    """Say who came back to a counter already visited, the first few by number."""
    named = [number if times == 1 else f"{number} ({times}×)" for number, times in visitors[:MOST_NAMED]]
    numbers = ", ".join(named)
    if len(visitors) > MOST_NAMED:
        numbers = texts("{numbers} dan {n} lainnya", numbers=numbers, n=len(visitors) - MOST_NAMED)
    return texts.count(
        "{n} pengunjung kembali ke loket yang sudah dikunjungi: {numbers}.", len(visitors), numbers=numbers
    )


def _counters(work: Work, leg: Leg) -> tuple[int, ...]:
    """Give who would call a leg: the one it is meant for, else those on duty, else all that serve it."""
    seats = {duty.counter: duty.officer for duty in work.book.duties()}
    meant = next((counter for counter, officer in seats.items() if officer == leg.to_officer), leg.to_counter)
    if meant is not None:
        return (meant,)
    serving = [number for number, face in work.catalogue.counters.items() if leg.service in face.services]
    return tuple([number for number in serving if number in seats] or serving)
