"""Appointments (janji temu): which slots there are, and how somebody with an appointment enters the line.

An appointment changes a visitor's key in the line and nothing else: who is next stays one rule (`loket.model.queue`).
Checked in on time, the key is the slot's beginning less half an hour, and the visitor may be called five minutes before
the slot; who comes later than ten minutes is a walk-in. Measured delay after the slot: 17 minutes as a walk-in, 9 with
this key, 2 when appointments are called before everybody from five minutes before the slot (`absolute`), which costs
walk-ins 3 minutes on the average. Source: reference of the discipline (forecast, §5).

Pure: instants are aware and come in as parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from loket.errors import N_, Refused, Usage
from loket.model.calendar import Interval, instant, minute_of

HEAD_START = timedelta(minutes=30)
"""Who is on time stands in the line as if arrived so long before the slot."""

CALLABLE_BEFORE = timedelta(minutes=5)
"""Nobody with an appointment is called earlier before the slot than this."""

LATE_AFTER = timedelta(minutes=10)
"""Who checks in later after the slot's beginning is a walk-in; at this very moment still on time."""

ABSOLUTE_START = timedelta(hours=24)
"""The head start where a service calls appointments before everybody: more than anybody has waited today."""

MISSED_AFTER = timedelta(hours=1)
"""An appointment that nobody has checked in so long after its slot's beginning is marked missed."""

ADVISED_SHARE = 0.25
"""More of the counters' time than this should not be promised to appointments: walk-ins would wait too long."""

QR_PREFIX = "LOKET-APPT:"
"""What stands before the code in a QR code."""

_ALPHABET = "2346789ACDEFGHJKLMNPRTUVWXYZ"
_CODE_LENGTH = 6
_CODE_LEAST, _CODE_MOST = 4, 20


class AppointmentState(StrEnum):
    """Where an appointment stands."""

    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    MISSED = "missed"
    CANCELLED = "cancelled"


class AppointmentAct(StrEnum):
    """What may be done to an appointment."""

    MOVE = "move"
    CANCEL = "cancel"
    CHECK_IN = "check_in"
    MISS = "miss"
    RESTORE = "restore"
    """What ended it is taken back."""


_STEPS = {
    (AppointmentState.BOOKED, AppointmentAct.MOVE): AppointmentState.BOOKED,
    (AppointmentState.BOOKED, AppointmentAct.CANCEL): AppointmentState.CANCELLED,
    (AppointmentState.BOOKED, AppointmentAct.CHECK_IN): AppointmentState.CHECKED_IN,
    (AppointmentState.BOOKED, AppointmentAct.MISS): AppointmentState.MISSED,
    (AppointmentState.MISSED, AppointmentAct.MOVE): AppointmentState.BOOKED,
    (AppointmentState.MISSED, AppointmentAct.CHECK_IN): AppointmentState.CHECKED_IN,
    (AppointmentState.MISSED, AppointmentAct.RESTORE): AppointmentState.BOOKED,
    (AppointmentState.CANCELLED, AppointmentAct.RESTORE): AppointmentState.BOOKED,
    (AppointmentState.CHECKED_IN, AppointmentAct.RESTORE): AppointmentState.BOOKED,
}

STATE_WORDS = {
    AppointmentState.BOOKED: N_("terdaftar"),
    AppointmentState.CHECKED_IN: N_("sudah lapor datang"),
    AppointmentState.MISSED: N_("terlewat"),
    AppointmentState.CANCELLED: N_("batal"),
}

ENTRIES = {
    "appointment": N_("Datang tepat waktu untuk janji temu; dipanggil menurut jam janji temu."),
    "appointment_early": N_("Datang lebih awal untuk janji temu; dipanggil paling cepat lima menit sebelum jamnya."),
    "appointment_first": N_("Layanan ini memanggil janji temu lebih dulu, mulai lima menit sebelum jamnya."),
    "appointment_late": N_("Datang lebih dari sepuluh menit sesudah jam janji temu; antre menurut waktu datang."),
}
"""How a visitor with an appointment has entered the line: one sentence for each."""


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """How a service offers appointments.

    `minutes` is the length of a slot, `capacity` the most appointments in one, `days_ahead` how far ahead one can book.
    `absolute`: from five minutes before the slot they are called before everybody. Raises Refused for anything that
    cannot be.
    """

    minutes: int = 30
    capacity: int = 1
    days_ahead: int = 30
    absolute: bool = False

    def __post_init__(self) -> None:
        """Check the numbers."""
        if not (5 <= self.minutes <= 240 and 1 <= self.capacity <= 100 and 1 <= self.days_ahead <= 366):
            raise Usage(
                "slot_plan",
                N_("Slot harus 5–240 menit, 1–100 tempat, dan dapat dipesan 1–366 hari ke depan."),
            )

    def share(self, service_minutes: float, counters: int) -> float:
        """Give the share of the counters' time that full slots take; above 1 without a counter."""
        return self.capacity * service_minutes / (self.minutes * counters) if counters else 2.0


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment. Whose it is, is kept apart (`Contact`) and forgotten sooner.

    `code` is what the visitor shows; `day` the office day of the slot; `slot` its beginning. `visit` and `number` are
    those of the ticket that the check-in took.
    """

    code: str
    service: str
    day: date
    slot: datetime
    state: AppointmentState
    booked_at: datetime
    language: str = "id"
    visit: str | None = None
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whose appointment it is, as far as the visitor wished to say; `phone` as `loket.model.phone` writes it."""

    name: str = ""
    phone: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything was said."""
        return bool(self.name or self.phone or self.note)


NOBODY = Contact()
"""Nothing was said, or it is not for the reader."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How a visitor enters the line: the key, the earliest call (None: for a walk-in) and a code of `ENTRIES`."""

    key_at: datetime
    not_before: datetime | None
    reason: str


def entry(slot: datetime, now: datetime, arrival: datetime, *, absolute: bool = False) -> Entry:
    """Give the place in the line of somebody who checks in at `now`; `arrival` is the key of a walk-in at that moment.

    Somebody who is early waits; the key is that of the slot all the same, so coming earlier neither helps nor harms.
    """
    if now > slot + LATE_AFTER:
        return Entry(arrival, None, "appointment_late")
    opens = slot - CALLABLE_BEFORE
    if absolute:
        return Entry(slot - ABSOLUTE_START, opens, "appointment_first")
    return Entry(slot - HEAD_START, opens, "appointment_early" if now < opens else "appointment")


def following(state: AppointmentState, act: AppointmentAct, code: str) -> AppointmentState:
    """Give the state that an act leads to; raises Refused when it leads nowhere."""
    after = _STEPS.get((state, act))
    if after is None:
        raise Refused(
            "appointment_state",
            N_("Janji temu {appointment} {state}; tindakan ini tidak dapat dilakukan."),
            appointment=code,
            state=STATE_WORDS[state],
        )
    return after


def slots_within(plan: SlotPlan, working: Iterable[Interval], day: date, zone: tzinfo) -> tuple[datetime, ...]:
    """Give the beginnings (UTC) of the slots of a day, each wholly within one interval of working hours, in order.

    They are counted from the beginning of each interval, so that the first after a break begins with the work.
    """
    found: list[datetime] = []
    for opens, closes in working:
        first, last = minute_of(opens), minute_of(closes) or 24 * 60
        for begins in range(first, last - plan.minutes + 1, plan.minutes):
            moment = instant(day, time(*divmod(begins, 60)), zone).astimezone(UTC)
            if not found or moment > found[-1]:  # an hour that a zone skips has its slots once
                found.append(moment)
    return tuple(found)


def nearest(slots: Sequence[datetime], moment: datetime) -> datetime | None:
    """Give the slot nearest to a moment, the earlier of two equally near; None without slots."""
    return min(slots, key=lambda slot: (abs(slot - moment), slot), default=None)


def new_code(chance: bytes) -> str:
    """Give a code of six characters that are not misread (no 0, O, 1, I, 5, S, B, Q); `chance` are eight bytes."""
    value, code = int.from_bytes(chance), ""
    for _ in range(_CODE_LENGTH):
        value, rest = divmod(value, len(_ALPHABET))
        code += _ALPHABET[rest]
    return code


def read_code(text: str) -> str:
    """Read a code as typed or scanned: the QR code's whole text or the code alone, spaces and hyphens ignored.

    Raises Refused when it cannot be one: four to twenty letters and figures (other booking systems have their own).
    """
    plain = text.strip().upper().removeprefix(QR_PREFIX)
    code = "".join(char for char in plain if char not in " -.\t")
    if not (_CODE_LEAST <= len(code) <= _CODE_MOST and code.isascii() and code.isalnum()):
        raise Usage(
            "appointment_code",
            N_("Kode janji temu “{appointment}” tidak terbaca; kode terdiri dari huruf dan angka, misalnya 7KD2MA."),
            appointment=text.strip()[:40],
        )
    return code


def spaced(code: str) -> str:
    """Write a code so that it is read and typed easily: 7KD 2MA; `read_code` takes it back."""
    return f"{code[:3]} {code[3:]}" if len(code) == _CODE_LENGTH else code


def qr_text(code: str) -> str:
    """Give what stands in the QR code of an appointment."""
    return QR_PREFIX + code
