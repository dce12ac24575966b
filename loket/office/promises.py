"""The promise measured: how many visitors were called before the end they had been told, by service, day and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from loket.model.office import OfficeFace
from loket.model.promise import NOBODY, Promise, promises
from loket.model.service import ServiceFace
from loket.office.context import Office
from loket.office.day_figures import Seal
from loket.office.days import picture_day


@dataclass(frozen=True, slots=True)
class ServicePromise:
    """One service in the month; one that the office has no longer is named by its letter."""

    service: ServiceFace
    promise: Promise


@dataclass(frozen=True, slots=True)
class DayPromise:
    """One office day of the month."""

    day: date
    promise: Promise


@dataclass(frozen=True, slots=True)
class PromiseBoard:
    """How a month's told waits were kept. `month` is its first day; days and services without visits are left out.

    `seal` is how far the journal had come when the picture was made, at the local time `made_at`.
    """

    office: OfficeFace
    made_at: datetime
    seal: Seal | None
    month: date
    total: Promise
    services: tuple[ServicePromise, ...]
    days: tuple[DayPromise, ...]

    @property
    def code(self) -> str:
        """Give the report's code, e.g. "JT-202511-7C1E": the month and the beginning of its seal."""
        return f"JT-{self.month:%Y%m}-{self.seal.hash[:4].upper() if self.seal else '0000'}"


def promise_board(office: Office, month: date | None = None) -> PromiseBoard:
    """Give the picture of the month that `month` lies in (the present one), the running day as far as it has come."""
    with office.looking() as work:
        first = (month or picture_day(work)).replace(day=1)
        catalogue, now = work.catalogue, work.now
        last, _, chain = work.book.last_fact()
        rows = []
        for row in work.book.days():
            if row.day.replace(day=1) == first:
                rows += promises(work.book.visits_of(row.day), work.book.legs_of(row.day), work.now)
    by_service: dict[str, Promise] = {}
    by_day: dict[date, Promise] = {}
    for each in rows:
        by_service[each.service] = by_service.get(each.service, NOBODY) + each.promise
        by_day[each.day] = by_day.get(each.day, NOBODY) + each.promise
    return PromiseBoard(
        office=catalogue.face,
        made_at=now.astimezone(catalogue.rules.tz),
        seal=Seal(1, last, chain) if last else None,
        month=first,
        total=sum(by_day.values(), NOBODY),
        services=tuple(ServicePromise(catalogue.face_of(code), kept) for code, kept in sorted(by_service.items())),
        days=tuple(DayPromise(day, promise) for day, promise in sorted(by_day.items())),
    )
