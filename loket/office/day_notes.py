"""What is worth telling of a day, read from its stages and facts. Only what happened; silence otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo

from loket.model.catalogue import Catalogue
from loket.model.events import CALLS, Fact, Kind
from loket.model.wording import Wording
from loket.office.day_figures import (
    ActsUndone,
    ClockSetBack,
    ClosedByItself,
    HallAnswers,
    LongServing,
    Note,
    PrinterTrouble,
    SlipsReprinted,
    WaitOverruns,
)
from loket.office.stages import Stage, instant, standing

MOST_OVERRUNS = 2
"""Services with overruns that are told one by one; the table shows the rest."""


def day_notes(catalogue: Catalogue, stages: Sequence[Stage], facts: Sequence[Fact]) -> tuple[Note, ...]:
    """Tell the day: overruns, the hall's answers, printers, undone acts, the clock, a forgotten closing."""
    zone = catalogue.rules.tz
    stood = standing(facts)
    return (
        *_overruns(catalogue, stages, zone),
        *_long_serving(catalogue, stages),
        *_printers(stood, zone),
        *_hall(stood),
        *_counts(facts),
        *_clock(facts, zone),
        *_forgotten(facts, stages, zone),
    )


def _overruns(catalogue: Catalogue, stages: Sequence[Stage], zone: tzinfo) -> list[WaitOverruns]:
    found: list[WaitOverruns] = []
    for code, service in catalogue.services.items():
        limit = service.face.wait_minutes
        over = [(stage.wait_s, stage.leg) for stage in stages if stage.leg.service == code and _over(stage, limit)]
        if over and limit:
            longest = max(over, key=lambda each: each[0] or 0.0)
            calls = [leg.called_at.astimezone(zone) for _, leg in over if leg.called_at]
            found.append(
                WaitOverruns(
                    letter=code,
                    name=service.face.name,
                    count=len(over),
                    first=min(calls),
                    last=max(calls),
                    number=longest[1].number,
                    longest_s=longest[0] or 0.0,
                    standard_min=limit,
                )
            )
    return sorted(found, key=lambda each: -each.count)[:MOST_OVERRUNS]


def _over(stage: Stage, minutes: int) -> bool:
    return stage.wait_s is not None and stage.wait_s > minutes * 60


def _long_serving(catalogue: Catalogue, stages: Sequence[Stage]) -> Iterator[LongServing]:
    over: list[tuple[float, int, Stage]] = []
    for stage in stages:
        service = catalogue.services.get(stage.leg.service)
        if service is None or stage.serving_s is None or not service.face.service_minutes:
            continue
        beyond = stage.serving_s - service.face.service_minutes * 60
        if beyond > 0:
            over.append((beyond, service.face.service_minutes, stage))
    if over:
        _, standard, stage = max(over, key=lambda each: each[0])
        yield LongServing(
            number=stage.leg.number, counter=counter_name(catalogue, stage.leg.counter),
            seconds=stage.serving_s or 0.0, standard_min=standard, count=len(over),
        )  # fmt: skip


def counter_name(catalogue: Catalogue, number: int | None) -> Wording:
    """Give the name of a counter, also of one that the office has no longer."""
    face = catalogue.counters.get(number or 0)
    return face.name if face else Wording(str(number or "–"))


def _printers(stood: Sequence[Fact], zone: tzinfo) -> Iterator[PrinterTrouble]:
    failed: dict[str, dict[str, datetime]] = {}
    for fact in stood:
        if fact.kind == Kind.PRINT_FAILED and fact.number:
            slips = failed.setdefault(str(fact.data.get("printer") or ""), {})
            slips.setdefault(fact.number, instant(fact))
    printed = _last_printed(stood)
    for name, slips in failed.items():
        later = sum(printed.get(number, at) > at for number, at in slips.items())
        yield PrinterTrouble(name, min(slips.values()).astimezone(zone), len(slips), later)


def _last_printed(stood: Sequence[Fact]) -> Mapping[str, datetime]:
    return {fact.number: instant(fact) for fact in stood if fact.kind == Kind.SLIP_PRINTED and fact.number}


def _hall(stood: Sequence[Fact]) -> Iterator[HallAnswers]:
    calls = {fact.seq for fact in stood if fact.kind in CALLS}
    if calls:
        shown = {fact.data.get("call") for fact in stood if fact.kind == Kind.CALL_SHOWN}
        mute = {
            fact.data.get("call")
            for fact in stood
            if fact.kind == Kind.CALL_SPOKEN and fact.data.get("outcome", "spoken") != "spoken"
        }
        yield HallAnswers(len(calls), len(calls & shown), len(calls & mute))


def _counts(facts: Sequence[Fact]) -> Iterator[ActsUndone | SlipsReprinted]:
    undone = sum(fact.kind == Kind.ACT_UNDONE for fact in facts)
    reprinted = sum(fact.kind == Kind.SLIP_REPRINTED for fact in facts)
    if undone:
        yield ActsUndone(undone)
    if reprinted:
        yield SlipsReprinted(reprinted)


def _clock(facts: Sequence[Fact], zone: tzinfo) -> Iterator[ClockSetBack]:
    for fact in facts:
        if fact.kind == Kind.CLOCK_MOVED:
            before = datetime.fromisoformat(str(fact.data["from"]))
            yield ClockSetBack(before.astimezone(zone), instant(fact).astimezone(zone))


def _forgotten(facts: Sequence[Fact], stages: Sequence[Stage], zone: tzinfo) -> Iterator[ClosedByItself]:
    closings = [fact for fact in facts if fact.kind == Kind.DAY_CLOSED]
    if closings and closings[-1].data.get("by_itself"):
        yield ClosedByItself(instant(closings[-1]).astimezone(zone), sum(stage.closed_by_day for stage in stages))
