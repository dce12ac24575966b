"""The day report: read the day once, work out its figures. `day_figures` is pure; `day_report` reads the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import fsum

from loket.errors import N_, Refused
from loket.model.calendar import END_OF_DAY, day_bounds
from loket.model.catalogue import Catalogue
from loket.model.counter import Duty
from loket.model.events import Fact, Kind
from loket.model.journey import sent_back
from loket.model.promise import Promise, promise_of
from loket.model.spread import Share, Spread, share, spread
from loket.model.visit import Leg, State, Visit
from loket.office.context import Office
from loket.office.day_figures import (
    CounterFigures,
    DayReport,
    HourFigures,
    PriorityFigures,
    ServiceFigures,
)
from loket.office.day_notes import counter_name, day_notes
from loket.office.day_numbers import balance, last_legs, letter_numbers, sealed, strays, taken, unserved
from loket.office.days import picture_day
from loket.office.stages import Stage, measured, standing

__all__ = ["DayRecord", "DayReport", "day_figures", "day_report"]


@dataclass(frozen=True, slots=True)
class DayRecord:
    """Everything the store knows of one office day, as read in one transaction."""

    day: date
    catalogue: Catalogue
    now: datetime
    """When the report is made, aware."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    visits: Sequence[Visit] = ()
    legs: Sequence[Leg] = ()
    facts: Sequence[Fact] = ()
    duties: Sequence[Duty] = ()
    served_week_before: int | None = None


def day_report(office: Office, day: date) -> DayReport:
    """Give the report of an office day, running or over; raises Refused for a day the office does not know."""
    with office.looking() as work:
        book, rules = work.book, work.catalogue.rules
        row = book.day(day)
        if row is None and day != picture_day(work):
            raise Refused(
                "day_unknown",
                N_("Tidak ada catatan hari layanan {day}. Periksa tanggalnya; tulis seperti 2026-11-23."),
                day=day,
            )
        week_before = day - timedelta(days=7)
        record = DayRecord(
            day=day,
            catalogue=work.catalogue,
            now=work.now,
            opened_at=row.opened_at if row else None,
            closed_at=row.closed_at if row else None,
            visits=book.visits_of(day),
            legs=book.legs_of(day),
            facts=book.facts_of_day(day),
            duties=[duty for duty, _ in book.duties_of(*day_bounds(day, rules.tz, rules.roll_over))],
            served_week_before=_served(book.legs_of(week_before)) if book.day(week_before) else None,
        )
    return day_figures(record)


def day_figures(record: DayRecord) -> DayReport:
    """Work out a day's figures; definitions in `loket.office.day_figures`."""
    catalogue, zone = record.catalogue, record.catalogue.rules.tz
    facts, seal = sealed(record.facts)
    stood = standing(facts)
    stages = measured(record.legs, stood)
    tickets, ends = taken(facts, record.day), last_legs(record.legs)
    served_at, on_duty = {s.leg.counter for s in stages if s.served}, {duty.counter for duty in record.duties}
    return DayReport(
        office=catalogue.face,
        day=record.day,
        made_at=record.now.astimezone(zone),
        hours=_hours(catalogue, record.day),
        opened_at=record.opened_at.astimezone(zone) if record.opened_at else None,
        closed_at=record.closed_at.astimezone(zone) if record.closed_at else None,
        counters_used=len((served_at | on_duty) - {None}),
        counters_all=len(catalogue.counters),
        balance=balance(tickets, record.visits, ends),
        served_week_before=record.served_week_before,
        wait=_waits(stages),
        wait_kept=share(kept for stage in stages if (kept := _wait_kept(stage, catalogue)) is not None),
        serving=_servings(stages),
        serving_kept=share(kept for stage in stages if (kept := _serving_kept(stage, catalogue)) is not None),
        way=spread(stage.way_s for stage in stages if stage.way_s is not None),
        services=_by_service(catalogue, stages),
        by_hour=_by_hour(catalogue, record.visits, stages),
        counters=_by_counter(catalogue, stages, on_duty),
        letters=letter_numbers(tickets, catalogue),
        strays=strays(tickets, record.visits, ends),
        unserved=unserved(record.visits, ends, stood, zone),
        transfers=sum(stage.leg.state is State.TRANSFERRED for stage in stages),
        recalls=sum(fact.kind == Kind.VISIT_RECALLED for fact in stood),
        closed_serving=tuple(sorted(stage.leg.number for stage in stages if stage.closed_by_day)),
        priority=_priority(record.visits, stages),
        promise=_promise(record.visits, record.legs, record.now),
        notes=day_notes(catalogue, stages, facts),
        seal=seal,
        sent_back=sent_back(record.legs),
    )


def _served(legs: Sequence[Leg]) -> int:
    return sum(leg.state is State.FINISHED for leg in last_legs(legs).values())


def _waits(stages: Sequence[Stage]) -> Spread | None:
    return spread(stage.wait_s for stage in stages if stage.wait_s is not None)


def _servings(stages: Sequence[Stage]) -> Spread | None:
    return spread(stage.serving_s for stage in stages if stage.serving_s is not None)


def _wait_kept(stage: Stage, catalogue: Catalogue) -> bool | None:
    limit = catalogue.face_of(stage.leg.service).wait_minutes
    return None if stage.wait_s is None or not limit else stage.wait_s <= limit * 60


def _serving_kept(stage: Stage, catalogue: Catalogue) -> bool | None:
    limit = catalogue.face_of(stage.leg.service).service_minutes
    return None if stage.serving_s is None or not limit else stage.serving_s <= limit * 60


def _by_service(catalogue: Catalogue, stages: Sequence[Stage]) -> tuple[ServiceFigures, ...]:
    codes = [*catalogue.services, *sorted({stage.leg.service for stage in stages} - set(catalogue.services))]
    return tuple(_service(catalogue, code, [stage for stage in stages if stage.leg.service == code]) for code in codes)


def _service(catalogue: Catalogue, code: str, stages: Sequence[Stage]) -> ServiceFigures:
    wait_kept: Share | None = share(kept for s in stages if (kept := _wait_kept(s, catalogue)) is not None)
    return ServiceFigures(
        service=catalogue.face_of(code),
        arrived=len(stages),
        served=sum(stage.served for stage in stages),
        wait=_waits(stages),
        wait_kept=wait_kept,
        serving=_servings(stages),
        serving_kept=share(kept for s in stages if (kept := _serving_kept(s, catalogue)) is not None),
    )


def _by_hour(catalogue: Catalogue, visits: Sequence[Visit], stages: Sequence[Stage]) -> tuple[HourFigures, ...]:
    """Give the hours from the first arrival to the last, in the order of the office day."""
    rules = catalogue.rules
    turn = rules.roll_over.hour

    def place(moment: datetime) -> int:
        return (moment.astimezone(rules.tz).hour - turn) % 24

    arrivals = [place(visit.taken_at) for visit in visits]
    waits: dict[int, list[float]] = {}
    for stage in stages:
        if stage.wait_s is not None:
            waits.setdefault(place(stage.leg.opened_at), []).append(stage.wait_s)
    places = [*arrivals, *waits]
    if not places:
        return ()
    return tuple(
        HourFigures((at + turn) % 24, arrivals.count(at), _mean(waits.get(at, ())))
        for at in range(min(places), max(places) + 1)
    )


def _by_counter(catalogue: Catalogue, stages: Sequence[Stage], on_duty: set[int]) -> tuple[CounterFigures, ...]:
    by_counter: dict[int, list[Stage]] = {number: [] for number in on_duty}
    for stage in stages:
        if stage.served and stage.leg.counter is not None:
            by_counter.setdefault(stage.leg.counter, []).append(stage)
    found = []
    for number in sorted(by_counter):
        face = catalogue.counters.get(number)
        servings = [stage.serving_s for stage in by_counter[number] if stage.serving_s is not None]
        found.append(
            CounterFigures(
                number=number,
                name=counter_name(catalogue, number),
                plate=face.plate if face else str(number),
                served=len(by_counter[number]),
                serving_s=_mean(servings),
            )
        )
    return tuple(found)


def _priority(visits: Sequence[Visit], stages: Sequence[Stage]) -> PriorityFigures:
    return PriorityFigures(
        visits=sum(visit.priority is not None for visit in visits),
        wait_s=_mean([s.wait_s for s in stages if s.wait_s is not None and s.leg.priority is not None]),
        others_wait_s=_mean([s.wait_s for s in stages if s.wait_s is not None and s.leg.priority is None]),
    )


def _promise(visits: Sequence[Visit], legs: Sequence[Leg], now: datetime) -> Promise | None:
    promise = promise_of(visits, legs, now)
    return promise if promise.told else None


def _hours(catalogue: Catalogue, day: date) -> tuple[time, time] | None:
    spans = catalogue.any_hours().on(day)
    if not spans:
        return None
    closes = [close for _, close in spans]
    return min(opens for opens, _ in spans), END_OF_DAY if END_OF_DAY in closes else max(closes)


def _mean(seconds: Sequence[float]) -> float | None:
    return fsum(seconds) / len(seconds) if seconds else None
