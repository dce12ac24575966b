"""Carry-over (tiket lanjutan): nobody who waited is sent home to queue again from nothing.

When the power, a ministry's server or the time is gone, one button gives every waiting visitor a slip for the next day
of work with the place kept; there the slip's code brings a new number that stands before everybody of that day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from loket.errors import N_, Refused
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.model.moves import move
from loket.model.numbering import ticket_code
from loket.model.visit import Act, Leg, State
from loket.office.context import Office, Work
from loket.office.days import ensure_day, require_open
from loket.office.pictures import TakenTicket
from loket.office.slips import following_day, kept_place, order
from loket.office.ticketing import Place, Request, issue

MOST_PLACES = 5000
"""More kept places than any line has."""

VALID_DAYS = 14
"""How many days after the visit the place is kept."""


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """A visitor whose place is kept: for which day, as which of the line, and the job that prints the slip."""

    visit: str
    number: str
    service: str
    day: date
    place: int
    code: str
    print_job: int


def carry_over(office: Office, reason: str = "") -> tuple[CarriedOver, ...]:
    """Keep the place of everybody who waits or was put aside for the next day of work, and print each a slip.

    One act: all of them or nobody. The office day goes on. Raises Refused when nobody waits.
    """
    with office.acting() as work:
        day = ensure_day(work)
        legs = [leg for leg in work.book.open_legs(day.day) if leg.state in (State.WAITING, State.PARKED)]
        if not legs:
            raise Refused("nobody_waits", N_("Tidak ada yang menunggu; tidak ada tempat yang perlu disimpan."))
        places: dict[str, int] = {}
        kept = []
        for leg in legs:
            places[leg.service] = places.get(leg.service, 0) + 1
            kept.append(_keep(work, leg, places[leg.service], reason.strip()))
        return tuple(kept)


def readmit(office: Office, code: str, *, language: str = "", printer: str | None = None) -> TakenTicket:
    """Give the holder of a carry-over slip today's number, before everybody who came today.

    `code` is the slip's five characters, alone or behind its number ("A012 K7M2P"). Raises Refused when no slip of the
    last days has that code, when it was used already, or when the service is closed now.
    """
    with office.acting() as work:
        day = ensure_day(work)
        leg, place = _kept_leg(work, day, code)
        service = work.catalogue.service(leg.service)
        require_open(work, day, service)
        visit = work.book.visit(leg.visit)
        last, _ = work.book.last_and_ahead(day.day, service.code)
        key = day.opened_at - timedelta(seconds=(day.day - leg.day).days) + timedelta(microseconds=place)
        kept = work.book.waiting_behind(day.day, service.code, None, MOST_PLACES)
        ahead = sum(1 for each in kept if each.key_at < key)
        request = Request(leg.priority, (), None, language or (visit.language if visit else "id"), printer, leg.stops)
        ticket = issue(work, day, service, last, ahead, request, Place(key, because={"carried_from": leg.visit}))
        work.book.set_continued(leg, ticket.visit)
        return ticket


def _keep(work: Work, leg: Leg, place: int, reason: str) -> CarriedOver:
    visit = work.book.visit(leg.visit)
    if visit is None:
        raise KeyError(leg.visit)
    until = following_day(work, leg)
    ended = move(leg, Act.CLOSE_DAY, work.now)
    work.book.end_leg(ended)
    data = {
        "leg": leg.ordinal, "from": leg.state.value, "to": ended.state.value, "by_itself": False,
        "day": until.isoformat(), "place": place, "reason": reason,
    }  # fmt: skip
    work.book.append(Kind.VISIT_CARRIED_OVER, work.now, data, visit=leg.visit, number=leg.number, counter=leg.counter)
    slip = kept_place(work, visit, leg, until, place, reason=reason)
    job = order(work, slip, number=leg.number, visit=leg.visit)
    return CarriedOver(leg.visit, leg.number, leg.service, until, place, ticket_code(leg.visit), job)


def _kept_leg(work: Work, day: DayRow, code: str) -> tuple[Leg, int]:
    """Find the leg that a slip's code belongs to, and its place in the line of that day."""
    words = code.upper().split()
    wanted, number = (words[-1] if words else ""), (words[0] if len(words) > 1 else "")
    for ago in range(1, VALID_DAYS + 1):
        places: dict[str, int] = {}
        for leg, continued in work.book.carried_over(day.day - timedelta(days=ago)):
            places[leg.service] = places.get(leg.service, 0) + 1
            if ticket_code(leg.visit) != wanted or number not in ("", leg.number):
                continue
            if continued is not None:
                raise Refused(
                    "carried_over_used",
                    N_("Tiket lanjutan {number} sudah dipakai. Tanyakan nomor hari ini kepada petugas."),
                    number=leg.number,
                )
            return leg, places[leg.service]
    raise Refused(
        "carried_over_unknown",
        N_("Tiket lanjutan dengan kode {slip} tidak ditemukan. Periksa kode pada tiket; berlaku {days} hari."),
        slip=wanted or "-",
        days=VALID_DAYS,
    )
