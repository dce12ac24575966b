"""The proof of the day: every number issued, accounted for, sealed. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo

from loket.model.catalogue import Catalogue
from loket.model.events import Fact, Kind
from loket.model.numbering import printed_number
from loket.model.visit import Leg, State, Visit
from loket.model.wording import Wording
from loket.office.day_figures import Balance, LetterNumbers, Seal, Unserved
from loket.office.stages import instant

_UNSERVED = (
    State.MISSED,
    State.CARRIED_OVER,
    State.CANCELLED,
    State.PARKED,
    State.CALLED,
    State.SERVING,
    State.WAITING,
)


def sealed(facts: Sequence[Fact]) -> tuple[list[Fact], Seal | None]:
    """Give the facts that belong to the day (up to its last closing, if it was closed) and its seal."""
    closings = [index for index, fact in enumerate(facts) if fact.kind in (Kind.DAY_CLOSED, Kind.DAY_OPENED)]
    ours = list(facts)
    if closings and facts[closings[-1]].kind == Kind.DAY_CLOSED:
        ours = ours[: closings[-1] + 1]
    return ours, Seal(ours[0].seq, ours[-1].seq, ours[-1].hash) if ours else None


def taken(facts: Sequence[Fact], day: date) -> list[Fact]:
    """Give the tickets of the day as the journal tells them."""
    return [fact for fact in facts if fact.kind == Kind.TICKET_TAKEN and fact.data.get("day") == day.isoformat()]


def last_legs(legs: Sequence[Leg]) -> dict[str, Leg]:
    """Give the newest leg of each visit: its state is the visit's."""
    newest: dict[str, Leg] = {}
    for leg in legs:
        if leg.visit not in newest or newest[leg.visit].ordinal < leg.ordinal:
            newest[leg.visit] = leg
    return newest


def balance(tickets: Sequence[Fact], visits: Sequence[Visit], ends: Mapping[str, Leg]) -> Balance:
    """Count the equation: what the journal issued against how the visits ended."""
    states = Counter(ends[visit.id].state for visit in visits if visit.id in ends)
    settled = {State.FINISHED, State.MISSED, State.CARRIED_OVER, State.CANCELLED}
    return Balance(
        issued=len(tickets),
        served=states[State.FINISHED],
        missed=states[State.MISSED],
        carried_over=states[State.CARRIED_OVER],
        cancelled=states[State.CANCELLED],
        still_open=sum(n for state, n in states.items() if state not in settled),
    )


def strays(tickets: Sequence[Fact], visits: Sequence[Visit], ends: Mapping[str, Leg]) -> tuple[str, ...]:
    """Give the numbers that only one of journal and visits knows, and visits without a leg."""
    told = {(fact.visit, fact.number) for fact in tickets}
    kept = {(visit.id, visit.number) for visit in visits if visit.id in ends}
    return tuple(sorted(str(number) for _, number in told ^ kept))


def letter_numbers(tickets: Sequence[Fact], catalogue: Catalogue) -> tuple[LetterNumbers, ...]:
    """Give first, last, gaps and doubles of each letter."""
    by_letter: dict[str, list[int]] = {}
    for fact in tickets:
        by_letter.setdefault(str(fact.data["letter"]), []).append(int(fact.data["sequence"]))
    digits = catalogue.rules.number_digits
    return tuple(_letter(letter, by_letter[letter], catalogue, digits) for letter in sorted(by_letter))


def _letter(letter: str, sequences: Sequence[int], catalogue: Catalogue, digits: int) -> LetterNumbers:
    service = catalogue.services.get(letter)
    seen = Counter(sequences)

    def printed(numbers: Sequence[int]) -> tuple[str, ...]:
        return tuple(printed_number(letter, number, digits) for number in numbers)

    first, last = printed([min(seen), max(seen)])
    return LetterNumbers(
        letter=letter,
        name=service.face.name if service else Wording(letter),
        first=first,
        last=last,
        issued=len(sequences),
        gaps=printed([number for number in range(1, max(seen)) if number not in seen]),
        doubles=printed([number for number, times in seen.items() if times > 1]),
    )


def unserved(
    visits: Sequence[Visit], ends: Mapping[str, Leg], stood: Sequence[Fact], zone: tzinfo
) -> tuple[Unserved, ...]:
    """List who was not served, by reason and number. A missed visitor was missed when nobody came, not at closing."""
    absent = {fact.visit: instant(fact) for fact in stood if fact.kind == Kind.VISIT_ABSENT}
    calls = Counter(fact.visit for fact in stood if fact.kind in (Kind.VISIT_CALLED, Kind.VISIT_RECALLED))
    found = []
    for visit in sorted(visits, key=lambda each: (each.letter, each.sequence)):
        leg = ends.get(visit.id)
        if leg is None or leg.state not in _UNSERVED:
            continue
        since: datetime = leg.moved_at or leg.ended_at or visit.taken_at
        if leg.state is State.MISSED:
            since = absent.get(visit.id, since)
        found.append(
            Unserved(
                number=visit.number,
                service=leg.service,
                state=leg.state,
                taken_at=visit.taken_at.astimezone(zone),
                since=since.astimezone(zone),
                calls=calls[visit.id],
            )
        )
    return tuple(sorted(found, key=lambda each: _UNSERVED.index(each.state)))
