"""Ready pictures for the screens. One consistent reading each; a screen asks when the feed has moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from loket.model.calendar import is_open, next_opening
from loket.model.service import Service, WaitRange
from loket.model.visit import Leg, State
from loket.office.closing import is_late, opens_after_today
from loket.office.context import Office, Work
from loket.office.counter_board import counter_board
from loket.office.days import current_day, opening_state, picture_day, week_hours
from loket.office.hall_board import calls_going_on, hall_board
from loket.office.paper_board import printer_face
from loket.office.pictures import KioskBoard, KioskTile, SignInBoard, SignInCounter
from loket.office.quota import is_used_up
from loket.office.ticketing import groups_of
from loket.office.waits import Told, told_waits
from loket.store.contract import Store

__all__ = ["counter_board", "hall_board", "kiosk_board", "signin_board"]


def kiosk_board(office: Office, printer: str | None = None) -> KioskBoard:
    """Give what the kiosk draws: every service with who waits, and whether the office is open.

    `printer` is the kiosk's own; without one it tells of the office's printer of tickets.
    """
    with office.looking() as work:
        legs = work.book.open_legs(picture_day(work))
        told = told_waits(office.store, work, legs)
        open_now, opens_at, closes_at, holiday, ended = opening_state(work)
        tiles = tuple(
            _tile(office.store, work, service, _waiting(legs, service.code), told.get(service.code), ended=ended)
            for service in work.catalogue.services.values()
            if service.at_kiosk
        )
        return KioskBoard(
            office=work.catalogue.face, day=picture_day(work), tiles=tiles, open=open_now, opens_at=opens_at,
            closes_at=closes_at, holiday=holiday, calling=calls_going_on(work, legs),
            seq=work.book.last_fact()[0], ended=ended, hours=week_hours(work), printer=printer_face(work, printer),
            groups=groups_of(work),
        )  # fmt: skip


def told_now(office: Office, service: str, *, priority: bool = False, if_opened: bool = False) -> WaitRange | None:
    """Give the range to tell somebody who takes a ticket for a service (letter or name) now, None when nobody knows.

    With `if_opened` it is the range as if the counters of a service that nobody serves opened at this moment: an
    estimate under a condition, which is no promise to anybody. None for a service without counters all the same.
    """
    with office.looking() as work:
        code = work.catalogue.service(service).code
        legs = work.book.open_legs(picture_day(work))
        told = told_waits(office.store, work, legs, opened=code if if_opened else None).get(code)
        return told.to(priority=priority) if told else None


def signin_board(office: Office) -> SignInBoard:
    """Give who may sign in where."""
    with office.looking() as work:
        duties = {duty.counter: duty for duty in work.book.duties()}
        counters = tuple(
            SignInCounter(
                counter=face,
                officer=work.catalogue.officer(duties[number].officer) if number in duties else None,
                since=_local(work, duties[number].since) if number in duties else None,
            )
            for number, face in work.catalogue.counters.items()
        )
        waiting = sum(1 for leg in work.book.open_legs(picture_day(work)) if leg.state is State.WAITING)
        return SignInBoard(
            office=work.catalogue.face, officers=tuple(work.catalogue.officers.values()), counters=counters,
            waiting=waiting, now=work.local, seq=work.book.last_fact()[0],
        )  # fmt: skip


def _tile(
    store: Store, work: Work, service: Service, waiting: int, told: Told | None, *, ended: bool
) -> KioskTile:  # fmt: skip
    local, hours = work.local, work.catalogue.hours(service)
    day = current_day(work)
    always = day is not None and day.always_open
    state, opens_at = "open", None
    if ended or not service.is_open:
        state = "closed"
    elif day and is_used_up(work, day, service):
        state, opens_at = "full", opens_after_today(work, service)
    elif not always and not is_open(hours, local):
        opens_at = next_opening(hours, local)
        state = "later" if opens_at and opens_at.date() == local.date() else "closed"
    elif is_late(store, work, service, waiting, told.start if told else None):
        state, opens_at = "late", opens_after_today(work, service)
    ordinary, urgent = (told.ordinary, told.urgent) if told else (None, None)
    return KioskTile(
        service.face, waiting, ordinary, state, opens_at, service.closed_reason, urgent, service.slots is not None
    )


def _waiting(legs: Sequence[Leg], service: str) -> int:
    return sum(1 for leg in legs if leg.state is State.WAITING and leg.service == service)


def _local(work: Work, moment: datetime) -> datetime:
    return moment.astimezone(work.catalogue.rules.tz)
