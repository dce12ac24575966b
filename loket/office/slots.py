"""Which slots a service offers, which are free, and why one cannot be booked."""

from __future__ import annotations

from collections.abc import Mapping
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
        rows = tuple(
            SlotRow(
                slot.astimezone(work.catalogue.rules.tz),
                plan.capacity,
                max(0, plan.capacity - taken.get(slot, 0)) if slot > work.now else 0,
            )
            for slot in slots
        )
        return SlotDay(service.face, day, rows, share_of(work, service, plan))


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
