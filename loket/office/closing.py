"""The closing guard: no number for somebody who could not be served before the office closes.

A service is estimated from who waits now, never from what was issued since the morning: so a steady day is not refused
at midday (a peer's mistake). The estimate is the wait that eight of ten similar visitors did not exceed, with the rests
that are still planned: the same figures from which the wait is told.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.calendar import closing_on, next_opening
from loket.model.kept import DayRow
from loket.model.service import Service
from loket.office.context import Work
from loket.office.days import current_day
from loket.office.lessons import lessons
from loket.office.rests import longest_rest
from loket.office.waits import Start, newcomer_start
from loket.store.contract import Store

SHARE = 0.8
"""The share of similar visitors who must be called in time. Source: the reference on peers, §5.7 (P80)."""


def require_served_today(store: Store, work: Work, day: DayRow, service: Service, ahead: int) -> None:
    """Raise Refused when somebody who takes a number now would be called too late to be served before closing.

    `ahead` counts who waits for the service. Nothing is refused while nobody serves it: then nobody knows.
    """
    closing = _closing(store, work, day, service, ahead)
    start = None if closing is None else newcomer_start(store, work, service.code, work.book.open_legs(day.day))
    if closing is not None and start is not None and _starts_late(store, work, service, start, closing):
        opening = opens_after_today(work, service)
        raise Refused(
            "closing_guard",
            N_("Antrean {service} sudah penuh untuk hari ini: yang datang sekarang tidak sempat dilayani sebelum pukul "
               "{closing}. Datanglah lagi {opening}."),
            service=service.face.name,
            closing=closing.time(),
            opening=opening or "-",
        )  # fmt: skip


def is_late(store: Store, work: Work, service: Service, ahead: int, start: Start | None) -> bool:
    """Tell before the press what `require_served_today` would refuse; `start` is when a newcomer would be called.

    Cheap: nothing is reckoned long before closing. `start` None (nobody serves the service) is never late.
    """
    closing = None if start is None else _closing(store, work, current_day(work), service, ahead)
    return closing is not None and start is not None and _starts_late(store, work, service, start, closing)


def opens_after_today(work: Work, service: Service) -> datetime | None:
    """Give the next local opening of a service after the hours of today, None when there is none."""
    hours = work.catalogue.hours(service)
    return next_opening(hours, closing_on(hours, work.local) or work.local)


def guards(work: Work, day: DayRow | None) -> bool:
    """Tell whether the office guards its closing today."""
    return work.catalogue.rules.closing_guard and day is not None and not day.always_open


def _starts_late(store: Store, work: Work, service: Service, start: Start, closing: datetime) -> bool:
    """Tell whether a newcomer's estimated start lies beyond closing minus the service's norm."""
    wait_s = lessons(store, work).quantile(service.code, start.base_s, SHARE, work.local, start.rests)
    return work.local + timedelta(seconds=wait_s) > closing - timedelta(minutes=service.face.service_minutes)


def _closing(store: Store, work: Work, day: DayRow | None, service: Service, ahead: int) -> datetime | None:
    """Give the closing that is guarded and near enough to be reckoned with, None when there is none."""
    if not guards(work, day):
        return None
    closing = closing_on(work.catalogue.hours(service), work.local)
    return closing if closing is not None and _is_close(store, work, service, ahead, closing) else None


def _is_close(store: Store, work: Work, service: Service, ahead: int, closing: datetime) -> bool:
    """Tell whether it is worth reckoning: even one counter alone would serve a short line long before closing."""
    needed = timedelta(minutes=service.face.service_minutes * (ahead + 2) * 2)
    return work.local + needed + longest_rest(store, work, work.local.date()) > closing
