"""The lines as the rule sees them: who may be called at a counter now, and how far each line is from an early call."""

from __future__ import annotations

from loket.model.counter import CounterFace
from loket.model.events import Kind
from loket.model.hall_state import LineState
from loket.model.kept import DayRow
from loket.model.numbering import day_at, place_of
from loket.model.queue import (
    CHOSEN,
    EARLY,
    ORDINARY,
    Choice,
    Line,
    after_call,
    choose,
    fresh,
    may_be_early,
    recount,
)
from loket.office.context import Work


def skills_of(work: Work, face: CounterFace, officer: str | None) -> dict[str, int]:
    """Give the level of a counter and its officer for each service they serve."""
    own = work.catalogue.rules.skills.get(officer or "", {})
    return {service: own.get(service, ORDINARY) for service in face.services}


def next_choice(work: Work, day: DayRow, face: CounterFace, officer: str | None) -> Choice | None:
    """Give whom the rule would call at a counter now, None when nobody waits for it."""
    skills = skills_of(work, face, officer)
    heads = work.book.heads(day.day, face.services, work.now, face.number, officer)
    if not heads:
        return None
    states = line_states(work, day)
    ready = [
        head for head in heads
        if head.priority is None and may_be_early(states[head.service].since, states[head.service].between)
    ]  # fmt: skip
    urgent = {leg.service: leg for leg in work.book.urgent(day.day, ready, work.now, face.number, officer)}
    lines = [
        Line(head, urgent.get(head.service), states[head.service].since, states[head.service].between)
        for head in heads
    ]  # fmt: skip
    return choose(lines, skills, work.now)


def line_states(work: Work, day: DayRow) -> dict[str, LineState]:
    """Give for every service how far its line is from an early call."""
    since = work.book.since_early(day.day)
    return {
        code: LineState(since.get(code, fresh(service.between)), service.between)
        for code, service in work.catalogue.services.items()
    }


def count_call(work: Work, day: DayRow, service: str, reason: str) -> None:
    """Save what a call made by the rule means for its line; a chosen one means nothing."""
    if reason == CHOSEN or service not in work.catalogue.services:
        return
    state = line_states(work, day)[service]
    since = after_call(state.since, state.between, early=reason == EARLY)
    if since != state.since:
        work.book.set_since_early(day.day, service, since)


def count_again(work: Work, day: DayRow, service: str) -> None:
    """Save a line's calls since its last early one as the day's facts tell them, after a call was taken back."""
    if service not in work.catalogue.services:
        return
    reasons: dict[int, str] = {}
    for fact in work.book.facts_of_kinds((Kind.VISIT_CALLED, Kind.ACT_UNDONE), day.first_seq):
        if fact.kind == Kind.ACT_UNDONE:
            reasons.pop(fact.data["undoes"], None)
        elif fact.data["service"] == service and day_at(place_of(str(fact.visit))) == day.day:
            reasons[fact.seq] = fact.data["reason"]
    between = work.catalogue.services[service].between
    work.book.set_since_early(day.day, service, recount(reasons.values(), between))
