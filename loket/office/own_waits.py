"""The office's own log of waits: who was told what, and how long it really took. For `loket forecast score`.

The questions are the tickets: each visitor who was told a range, was called and had let nobody go first. The bases are
those that were told then; those of mid-wait are worked out as `loket.model.lesson` says. What an officer could still
undo is known at once here, two minutes before the office itself learns from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from loket.model.calendar import day_bounds
from loket.model.counter import Duty
from loket.model.forecast import Sample
from loket.model.rests import Rest, from_now
from loket.model.service import WaitRange
from loket.model.visit import Leg, Visit
from loket.model.wait_log import Delays, Question, Stay, WaitLog, half_way_questions, lessons_of
from loket.office.context import Office, Work
from loket.office.lessons import DAYS
from loket.office.rests import kept_rests


def own_waits(office: Office, first: date, last: date) -> WaitLog:
    """Give the waits of the office days from `first` to `last`, with the lessons of the six weeks before."""
    samples: dict[str, list[Sample]] = {}
    questions: list[Question] = []
    with office.looking() as work:
        services = work.catalogue.services
        for row in work.book.days():
            if not first - timedelta(days=DAYS) <= row.day <= last:
                continue
            for line in _lines(office, work, row.day):
                samples.setdefault(line.service, []).extend(lessons_of(line.stays))
                if row.day >= first:
                    questions += line.questions()
        return WaitLog(
            samples=samples,
            questions=questions,
            service_s={code: service.face.service_minutes * 60.0 for code, service in services.items()},
            half_counts=0.0,
        )


@dataclass(frozen=True, slots=True)
class _Line:
    """One service on one day: who stood in line from when to when, who was called and what they had been told."""

    service: str
    standard_s: float | None
    came: Sequence[datetime]
    gone: Sequence[datetime]
    called: Sequence[tuple[Stay, WaitRange | None]]

    @property
    def stays(self) -> list[Stay]:
        return [stay for stay, _ in self.called]

    def questions(self) -> list[Question]:
        """Give what everybody asked who was told a wait, and once more at half of a longer one."""
        delays = Delays(self.stays)
        asked = [
            Question(
                line=self.service, asked_at=stay.arrived_at, wait_s=stay.wait_s, base_s=stay.base_s, ahead=ahead,
                counters=stay.counters, service_s=self.standard_s, last_called_s=delays.last_called_s(stay.arrived_at),
                head_s=delays.head_s(stay.arrived_at) if ahead else 0.0, priority=stay.priority, told=told,
                rests=stay.rests,
            )
            for stay, told in self.called
            if stay.teaches and stay.base_s is not None
            for ahead in (self.ahead(stay.arrived_at),)
        ]  # fmt: skip
        return asked + half_way_questions(self.service, self.stays)

    def ahead(self, now: datetime) -> int:
        """Count who had come before `now` and was neither called nor gone."""
        return max(0, bisect_left(self.came, now) - bisect_right(self.gone, now))


def _lines(office: Office, work: Work, day: date) -> list[_Line]:
    rules = work.catalogue.rules
    begin, end = day_bounds(day, rules.tz, rules.roll_over)
    visits = {visit.id: visit for visit in work.book.visits_of(day)}
    duties = work.book.duties_of(begin, end)
    by_service: dict[str, list[Leg]] = {}
    for leg in work.book.legs_of(day):
        by_service.setdefault(leg.service, []).append(leg)
    found = []
    for service, legs in sorted(by_service.items()):
        calls = [leg.called_at for leg in legs if leg.called_at is not None]
        rests = kept_rests(office.store, work, day, service, calls)
        found.append(_line(work, service, rests, legs, visits, duties, end))
    return found


def _line(
    work: Work,
    service: str,
    rests: Sequence[Rest],
    legs: Sequence[Leg],
    visits: dict[str, Visit],
    duties: Sequence[tuple[Duty, datetime | None]],
    end: datetime,
) -> _Line:
    counters, known = work.catalogue.counters, work.catalogue.services.get(service)
    serving = [
        (duty.since, until or end)
        for duty, until in duties
        if duty.counter in counters and service in counters[duty.counter].services
    ]
    open_from, open_until = sorted(since for since, _ in serving), sorted(until for _, until in serving)
    called = []
    for leg in legs:
        if leg.called_at is None:
            continue
        visit = visits.get(leg.visit) if leg.ordinal == 1 else None
        base = visit.told_base_s if visit else None
        arrived = leg.opened_at.astimezone(work.catalogue.rules.tz)
        is_open = bisect_right(open_from, arrived) - bisect_right(open_until, arrived)
        stay = Stay(
            arrived, leg.called_at, counters=float(is_open), base_s=base, priority=leg.priority is not None,
            teaches=base is not None and not leg.postponed, rests=from_now(rests, arrived),
        )  # fmt: skip
        told = None
        if visit and visit.told_low_s is not None and visit.told_high_s is not None:
            told = WaitRange(visit.told_low_s, visit.told_high_s, base)
        called.append((stay, told))
    return _Line(
        service=service,
        standard_s=known.face.service_minutes * 60.0 if known else None,
        came=sorted(leg.opened_at for leg in legs),
        gone=sorted(leg.called_at or leg.ended_at or end for leg in legs),
        called=called,
    )
