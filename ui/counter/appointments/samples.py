"""Sample pictures of the page of appointments: an ordinary day, an empty one, the fullest, the longest names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from loket.model.appointment import Appointment, AppointmentState, Contact
from loket.model.service import ServiceFace
from loket.model.wording import Wording
from loket.office.appointment_lists import AppointmentDay
from loket.office.appointments import AppointmentCard
from loket.office.slots import BookingOffer, DayOffer, SlotRow
from ui.counter.samples import SERVICES
from ui.samples import DAY, NOW, crowded_board

BOOKED, HERE, MISSED, CANCELLED = AppointmentState
LONG = "Raden Ayu Siti Aminah Kusumaningrum binti Haji Muhammad Abdurrahman Wahid"


def card(code: str, service: str, at: str, name: str = "", state: AppointmentState = BOOKED, number: str | None = None,
         day: date = DAY, phone: str = "", note: str = "") -> AppointmentCard:  # fmt: skip
    """An appointment."""
    begins = datetime.combine(day, time.fromisoformat(at), NOW.tzinfo)
    visit = f"visit-{number}" if number else None
    known = Appointment(code, service, day, begins, state, NOW - timedelta(days=3), "id", visit, number)
    return AppointmentCard(known, SERVICES[service], begins, Contact(name, phone, note))


CARDS = (
    card("4H7P2K", "A", "08:00", "Maria Wenda", HERE, "A004"),
    card("9KD2MA", "A", "08:30", "Yohanis Rumbiak", MISSED),
    card("C2TW8R", "B", "09:00", "Siti Aminah", HERE, "B011"),
    card("7LP3XZ", "A", "09:30", "", HERE, "A019"),
    card("8RK4ND", "B", "10:00", "Budi Santoso", phone="+6281234567890", note="Surat kuasa; memakai kursi roda."),
    card("E6VJ9H", "A", "10:30", "Dewi Lestari"),
    card("T3MC7U", "D", "11:00", "", CANCELLED),
    card("2AFG6Y", "A", "13:00", "Fransiska Kambu"),
    card("H9NP4C", "B", "13:00", ""),
    card("VL7D3J", "A", "14:30", "Petrus Mandowen"),
)  # fmt: skip


def picture(cards: tuple[AppointmentCard, ...] = CARDS, day: date = DAY, closed: str = "") -> AppointmentDay:
    """A day's list."""
    return AppointmentDay(day, DAY, cards, closed, day - timedelta(days=1), day + timedelta(days=1), NOW, 40)


def crowded() -> AppointmentDay:
    """A day with many appointments and the longest names."""
    face = Wording("Penyandang Disabilitas Berat dan Lansia", "People with Severe Disabilities and Older People")
    made = []
    for index in range(40):
        old = CARDS[index % len(CARDS)]
        at = datetime.combine(DAY, time(8), NOW.tzinfo) + timedelta(minutes=12 * index)
        known = replace(
            old.appointment, code=f"{old.appointment.code[:4]}{'ACDEFGHJKL'[index // 4]}{index % 4 + 2}", slot=at
        )
        who = replace(
            old.contact, name=LONG if index % 3 == 1 else old.contact.name, note="Perlu penerjemah isyarat. " * 6
        )
        service = replace(old.service, name=face) if index % 2 else old.service
        number = f"{known.service}{1001 + index}" if known.number else None
        made.append(replace(old, appointment=replace(known, number=number), service=service, at=at, contact=who))
    return picture(tuple(made))


def slots(day: date, minutes: int = 30, capacity: int = 2, full: int = 3) -> tuple[SlotRow, ...]:
    """The slots of a day from 08.00 to 12.00 and 13.00 to 15.30; every `full`-th is taken."""
    made: list[SlotRow] = []
    for begins, ends in ((time(8), time(12)), (time(13), time(15, 30))):
        at, end = (datetime.combine(day, each, NOW.tzinfo) for each in (begins, ends))
        while at + timedelta(minutes=minutes) <= end:
            free = 0 if at <= NOW or len(made) % full == 2 else capacity - len(made) % 2
            made.append(SlotRow(at, capacity, free))
            at += timedelta(minutes=minutes)
    return tuple(made)


def offer(
    services: tuple[ServiceFace, ...] = tuple(SERVICES.values())[:3], minutes: int = 30, capacity: int = 2,
    chosen: int = 1,
) -> BookingOffer:  # fmt: skip
    """Fourteen days with a holiday and a full day among them."""
    days: list[DayOffer] = []
    day = DAY
    while len(days) < 14:
        if day == DAY + timedelta(days=6):
            days.append(DayOffer(day, (), "Hari Jadi Kota Arunika"))
        elif day.weekday() < 5:
            rows = slots(day, minutes, capacity)
            full = len(days) == 2
            days.append(DayOffer(day, tuple(replace(row, free=0) for row in rows) if full else rows))
        day += timedelta(days=1)
    return BookingOffer(services, services[chosen], tuple(days), day, DAY, 40)


def fullest() -> BookingOffer:
    """Twenty services with long names; forty slots a day."""
    services = tuple(tile.service for tile in crowded_board().tiles)
    return offer(services, 10, 4, 3)


def nothing() -> BookingOffer:
    """No service takes appointments."""
    return BookingOffer((), None, (), None, DAY, 40)
