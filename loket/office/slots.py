"""Which slots a service offers, which are free, and why one cannot be booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from loket.errors import N_, Refused
from loket.model.appointment import ADVISED_SHARE, SlotPlan, nearest, slots_within
from loket.model.calendar import holiday_on, instant
from loket.model.service import Service, ServiceFace
from loket.office.context import Office, Work


@dataclass(frozen=True, slots=True)
class SlotRow:
    """A slot: its local beginning, its places, how many are free; none is free once it has begun."""

    begins: datetime
    capacity: int
    free: int


@dataclass(frozen=True, slots=True)
class SlotDay:
    """A service's slots of a day. `share` is the part of its counters' time that full slots take."""

    service: ServiceFace
    day: date
    rows: tuple[SlotRow, ...]
    share: float
    advised: float = ADVISED_SHARE


def slots_of(office: Office, service_code: str, day: date) -> SlotDay:
    """Give the slots of a service on a day; raises Refused when it offers no appointments."""
    with office.looking() as work:
        service = work.catalogue.service(service_code)
        plan = plan_of(service)
        slots = offered(work, service, day)
        taken = work.book.slots_taken(service.code, slots[0], slots[-1]) if slots else {}
        return SlotDay(service.face, day, _rows(work, plan, slots, taken), share_of(work, service, plan))


@dataclass(frozen=True, slots=True)
class DayOffer:
    """A day on which somebody may come: its slots; or none, and the holiday or special time that closes it."""

    day: date
    rows: tuple[SlotRow, ...]
    closed: str = ""

    @property
    def free(self) -> int:
        """How many places are free in all slots together."""
        return sum(row.free for row in self.rows)


@dataclass(frozen=True, slots=True)
class BookingOffer:
    """What can be booked at a counter: the services that offer slots, one of them, and its next days.

    Without any such service there is none chosen and no day. `later` is the first day after those shown, None when
    nothing further ahead can be booked.
    """

    services: tuple[ServiceFace, ...]
    service: ServiceFace | None
    days: tuple[DayOffer, ...]
    later: date | None
    today: date
    seq: int


MOST_DAYS = 14
"""So many days are offered at a time: two rows of a week each, wherever the weekend lies."""


def booking_offer(office: Office, preferred: Sequence[str] = (), first: date | None = None) -> BookingOffer:
    """Give the days, from `first` (today) on, on which a service can be booked, with their slots: one read for all.

    The service is the first of `preferred` (letters) that offers slots, else the first of the office that does. Days on
    which it never works are left out, and today once its last slot has begun; a holiday is told by its name.
    """
    with office.looking() as work:
        offering = [each for each in work.catalogue.services.values() if each.slots is not None]
        wanted = [each for letter in preferred for each in offering if each.code == letter]
        service = next(iter((*wanted, *offering)), None)
        days, later = _next_days(work, service, first) if service is not None else ((), None)
        return BookingOffer(
            tuple(each.face for each in offering), service.face if service else None, days, later,
            work.catalogue.rules.day_of(work.now), work.book.last_fact()[0],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FreeDays:
    """What somebody who comes too late today may book at a kiosk: the days after today that have a free place.

    `until` is the last day that can be booked at all.
    """

    service: ServiceFace
    days: tuple[DayOffer, ...]
    today: date
    until: date


def free_days(office: Office, service_code: str, most: int = MOST_DAYS) -> FreeDays:
    """Give the next days after today, at most `most`, on which a service has a free slot, however far ahead they are.

    Raises Refused when it offers no appointments.
    """
    with office.looking() as work:
        service = work.catalogue.service(service_code)
        today = work.catalogue.rules.day_of(work.now)
        until = today + timedelta(days=plan_of(service).days_ahead)
        found: list[DayOffer] = []
        first: date | None = today + timedelta(days=1)
        while first is not None and len(found) < most:
            days, first = _next_days(work, service, first)
            found += [each for each in days if each.free]
        return FreeDays(service.face, tuple(found[:most]), today, until)


def _next_days(work: Work, service: Service, first: date | None) -> tuple[tuple[DayOffer, ...], date | None]:
    """Give at most `MOST_DAYS` days from `first` on, and the day after them that can still be booked."""
    rules, plan = work.catalogue.rules, plan_of(service)
    today = rules.day_of(work.now)
    day, last = max(first or today, today), today + timedelta(days=plan.days_ahead)
    found: list[tuple[date, tuple[datetime, ...], str]] = []
    while day <= last and len(found) < MOST_DAYS:
        slots = offered(work, service, day)
        closed = "" if slots else _closed_by(work, service, day)
        if closed or (slots and slots[-1] > work.now):
            found.append((day, slots, closed))
        day += timedelta(days=1)
    every = [slot for _, slots, _ in found for slot in slots]
    taken = work.book.slots_taken(service.code, every[0], every[-1]) if every else {}
    days = tuple(DayOffer(day, _rows(work, plan, slots, taken), closed) for day, slots, closed in found)
    return days, day if day <= last else None


def _closed_by(work: Work, service: Service, day: date) -> str:
    """Name what closes a day on which a service usually works; empty for a day on which it never does."""
    if not service.hours.on(day):
        return ""
    holiday = holiday_on(day, work.catalogue.holidays)
    if holiday is not None:
        return holiday.name
    special = work.catalogue.calendar.special_on(day, service.code)
    return special.name if special is not None else ""


def _rows(
    work: Work, plan: SlotPlan, slots: Iterable[datetime], taken: Mapping[datetime, int]
) -> tuple[SlotRow, ...]:  # fmt: skip
    zone = work.catalogue.rules.tz
    return tuple(
        SlotRow(
            slot.astimezone(zone), plan.capacity,
            max(0, plan.capacity - taken.get(slot, 0)) if slot > work.now else 0,
        )
        for slot in slots
    )  # fmt: skip


def plan_of(service: Service) -> SlotPlan:
    """Give how a service offers appointments; raises Refused when it does not."""
    if service.slots is None:
        raise Refused(
            "no_slots",
            N_("Layanan {service} belum menerima janji temu. Atur slotnya: loket appointment plan {letter}"),
            service=service.face.name,
            letter=service.code,
        )
    return service.slots


def share_of(work: Work, service: Service, plan: SlotPlan) -> float:
    """Give the share of the time of the counters for a service that a plan promises to appointments."""
    counters = sum(service.code in counter.services for counter in work.catalogue.counters.values())
    return plan.share(service.face.service_minutes, counters)


def offered(work: Work, service: Service, day: date) -> tuple[datetime, ...]:
    """Give the slots (UTC) of a service on a day, past ones too; none on a holiday or in a break."""
    working = work.catalogue.hours(service).working(day)
    return slots_within(plan_of(service), working, day, work.catalogue.rules.tz)


def bookable(work: Work, service: Service, day: date, at: time, more: Mapping[datetime, int] | None = None) -> datetime:
    """Give the slot (UTC) that begins at a local time, when it can be booked; raises Refused and says why it cannot.

    `more` counts bookings that are about to be made beside those in the book.
    """
    rules = work.catalogue.rules
    plan, moment = plan_of(service), instant(day, at, rules.tz).astimezone(UTC)
    told = {"day": day, "time": at, "service": service.face.name}
    if moment <= work.now:
        raise Refused("slot_past", N_("Jam {time} pada {day} sudah lewat; pilih slot lain."), **told)
    if day > rules.day_of(work.now) + timedelta(days=plan.days_ahead):
        raise Refused(
            "slot_too_far",
            N_("{day} terlalu jauh; layanan {service} dapat dipesan {ahead} hari ke depan."),
            ahead=plan.days_ahead,
            **told,
        )
    slots = offered(work, service, day)
    if moment not in slots:
        raise _no_slot(work, slots, moment, told, day)
    taken = work.book.slots_taken(service.code, slots[0], slots[-1])
    for slot, count in (more or {}).items():
        taken[slot] = taken.get(slot, 0) + count
    if taken.get(moment, 0) >= plan.capacity:
        free = [slot for slot in slots if slot > work.now and taken.get(slot, 0) < plan.capacity]
        raise _full(work, nearest(free, moment), told)
    return moment


def _no_slot(
    work: Work, slots: tuple[datetime, ...], moment: datetime, told: Mapping[str, object], day: date
) -> Refused:
    near = nearest([slot for slot in slots if slot > work.now], moment)
    if near is not None:
        return Refused(
            "slot_unknown",
            N_("Tidak ada slot jam {time} pada {day} untuk {service}; yang terdekat {near}."),
            near=_wall(work, near),
            **told,
        )
    holiday = holiday_on(day, work.catalogue.holidays)
    if holiday is not None and not slots:
        return Refused(
            "slot_holiday", N_("{day} libur ({holiday}); layanan {service} tutup."), holiday=holiday.name, **told
        )
    return Refused("slot_closed", N_("Layanan {service} tidak punya slot lagi pada {day}; pilih hari lain."), **told)


def _full(work: Work, near: datetime | None, told: Mapping[str, object]) -> Refused:
    if near is None:
        return Refused("day_full", N_("Semua slot {service} pada {day} sudah penuh; pilih hari lain."), **told)
    return Refused(
        "slot_full",
        N_("Slot jam {time} pada {day} untuk {service} sudah penuh; yang terdekat {near}."),
        near=_wall(work, near),
        **told,
    )


def _wall(work: Work, slot: datetime) -> time:
    return slot.astimezone(work.catalogue.rules.tz).time()
