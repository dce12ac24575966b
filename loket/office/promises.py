"""The promise measured: how many visitors were called before the end they had been told, by service, day and month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from loket.model.promise import NOBODY, Promise, promises
from loket.model.wording import Wording
from loket.office.context import Office
from loket.office.days import picture_day


@dataclass(frozen=True, slots=True)
class ServicePromise:
    """One service in the month; one that the office has no longer is named by its code."""

    code: str
    name: Wording
    promise: Promise


@dataclass(frozen=True, slots=True)
class DayPromise:
    """One office day of the month."""

    day: date
    promise: Promise


@dataclass(frozen=True, slots=True)
class PromiseBoard:
    """How a month's told waits were kept. `month` is its first day; days and services without visits are left out."""

    month: date
    total: Promise
    services: tuple[ServicePromise, ...]
    days: tuple[DayPromise, ...]


def promise_board(office: Office, month: date | None = None) -> PromiseBoard:
    """Give the picture of the month that `month` lies in (the present one), the running day as far as it has come."""
    with office.looking() as work:
        first = (month or picture_day(work)).replace(day=1)
        named = {code: service.face.name for code, service in work.catalogue.services.items()}
        rows = []
        for row in work.book.days():
            if row.day.replace(day=1) == first:
                rows += promises(work.book.visits_of(row.day), work.book.legs_of(row.day))
    by_service: dict[str, Promise] = {}
    by_day: dict[date, Promise] = {}
    for each in rows:
        by_service[each.service] = by_service.get(each.service, NOBODY) + each.promise
        by_day[each.day] = by_day.get(each.day, NOBODY) + each.promise
    return PromiseBoard(
        month=first,
        total=sum(by_day.values(), NOBODY),
        services=tuple(
            ServicePromise(code, named.get(code, Wording(code)), promise)
            for code, promise in sorted(by_service.items())
        ),
        days=tuple(DayPromise(day, promise) for day, promise in sorted(by_day.items())),
    )
