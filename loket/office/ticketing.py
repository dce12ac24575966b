"""Take a ticket, cancel one: from the press on the kiosk to a number that is never lost."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from loket.errors import N_, Refused, Usage
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.model.moves import arrived, move
from loket.model.numbering import new_id, printed_number, ticket_code
from loket.model.service import Service, WaitRange
from loket.model.visit import Act, Leg, Visit
from loket.model.wording import Wording
from loket.office.closing import require_served_today
from loket.office.context import Office, Work
from loket.office.days import arrival, ensure_day, require_open
from loket.office.pictures import TakenTicket
from loket.office.quota import require_quota

PRIORITY_GROUPS = (
    "LANSIA", "DISABILITAS", "IBU_HAMIL", "MENYUSUI", "BALITA", "ANAK", "KORBAN_BENCANA_ALAM", "KORBAN_BENCANA_SOSIAL",
)  # fmt: skip
"""Groups with a right to special treatment. Source: UU 25/2009 Art. 29 and its elucidation; PermenPANRB 11/2024."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order that is not that of a walk-in: its key, from when it may be called, and why.

    `because` goes into the ticket's fact: {"appointment": code} or {"carried_from": the earlier visit}.
    """

    key_at: datetime
    not_before: datetime | None = None
    because: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """What a visitor asks for; see `take_ticket`. `stops` are the services that follow."""

    priority: str | None = None
    missing: tuple[str, ...] = ()
    told: WaitRange | None = None
    language: str = "id"
    printer: str | None = None
    stops: tuple[str, ...] = ()


def take_ticket(
    office: Office,
    service_code: str,
    *,
    priority: str | None = None,
    missing: Sequence[str] = (),
    told: WaitRange | None = None,
    language: str = "id",
    printer: str | None = None,
    also: Sequence[str] = (),
) -> TakenTicket:
    """Take the next number for a service (letter or name): number, visit, leg, fact and print job in one commit.

    `priority` is one of the office's groups (`groups_of`); `missing` names (in Indonesian) the requirements the visitor
    has not brought; `told` is the wait the visitor was shown; `printer` is the kiosk's own, where it has one; `also`
    are further services of the same visit, one after the other with the same number. Raises Refused when the service is
    closed, its quota used up, the group unknown or the visitor could not be served before closing: then no number is
    taken.
    """
    with office.acting() as work:
        service = work.catalogue.service(service_code)
        day = ensure_day(work)
        _require_beginning(service)
        require_open(work, day, service)
        group = _group(work, priority)
        last, ahead = work.book.last_and_ahead(day.day, service.code)
        require_quota(work, day, service, last)
        require_served_today(office.store, work, day, service, ahead)
        request = Request(group, tuple(missing), told, language, printer, _stops(work, service, also))
        return issue(work, day, service, last, ahead, request)


def issue(
    work: Work, day: DayRow, service: Service, last: int, ahead: int, request: Request, place: Place | None = None
) -> TakenTicket:  # fmt: skip
    """Give the number after `last` within an act whose checks are made; `place` puts it elsewhere than behind all."""
    visit = _numbered(work, day.day, service.code, last + 1, request)
    place = place or Place(arrival(work, day))
    first = arrived(visit, visit.letter, place.key_at, not_before=place.not_before, stops=request.stops)
    job = _save(work, visit, first, request, ahead, place.because)
    # Put together here, before the commit: after the wait for the disk the same lines take three times as long.
    return TakenTicket(
        visit=visit.id, number=visit.number, service=service.face, day=visit.day, taken_at=work.local, ahead=ahead,
        told=request.told, print_job=job, priority=request.priority, code=ticket_code(visit.id),
        missing=_named(service, request.missing), language=request.language,
        not_before=place.not_before.astimezone(work.catalogue.rules.tz)
        if place.not_before is not None and place.not_before > work.now else None,
    )  # fmt: skip


def groups_of(work: Work) -> tuple[str, ...]:
    """Give the priority groups of an office: those of the law and its own."""
    return (*PRIORITY_GROUPS, *work.catalogue.rules.more_groups)


def _stops(work: Work, service: Service, also: Sequence[str]) -> tuple[str, ...]:
    """Give the services that follow: the chain of this one, then every further service with its own chain."""
    further = [work.catalogue.service(code) for code in also]
    twice = [each for at, each in enumerate(further) if each in (service, *further[:at])]
    if twice:
        raise Usage(
            "also_twice", N_("Layanan {service} disebut dua kali untuk satu nomor."), service=twice[0].face.name
        )
    return (*service.then, *(stop for each in further for stop in (each.code, *each.then)))


def _named(service: Service, missing: Sequence[str]) -> tuple[Wording, ...]:
    """Give the names of the requirements that the visitor has not brought, in both languages."""
    return tuple(each.name for each in service.face.requirements if each.name.id in missing) if missing else ()


def _numbered(work: Work, day: date, letter: str, sequence: int, request: Request) -> Visit:
    told = request.told
    return Visit(
        id=new_id(day, letter, sequence, os.urandom(10)), day=day, letter=letter, sequence=sequence,
        number=printed_number(letter, sequence, work.catalogue.rules.number_digits), taken_at=work.now,
        priority=request.priority, language=request.language, told_low_s=told.low_s if told else None,
        told_high_s=told.high_s if told else None, told_base_s=told.base_s if told else None,
    )  # fmt: skip


def _save(work: Work, visit: Visit, first: Leg, request: Request, ahead: int, because: Mapping[str, str]) -> int:
    """Write fact, visit and leg of a new ticket; gives the fact's seq, which is the id of the slip's print job."""
    told = None if visit.told_low_s is None else [visit.told_low_s, visit.told_high_s, visit.told_base_s]
    data = {
        "leg": 1, "day": visit.day.isoformat(), "letter": visit.letter, "sequence": visit.sequence,
        "service": visit.letter, "priority": visit.priority, "language": visit.language, "told": told,
        "missing": list(request.missing), "ahead": ahead, **because,
    }  # fmt: skip
    if first.key_at != work.now:
        data["key_at"] = first.key_at.isoformat()
    if first.not_before is not None:
        data["not_before"] = first.not_before.isoformat()
    if first.stops:
        data["stops"] = list(first.stops)
    if request.printer:
        data["printer"] = request.printer
    seq = work.book.append(Kind.TICKET_TAKEN, work.now, data, visit=visit.id, number=visit.number)
    work.book.add_ticket(visit, first, request.missing, seq)
    return seq


def cancel(office: Office, visit: str) -> None:
    """Take a waiting, parked or missed visitor off the list at the visitor's own wish."""
    with office.acting() as work:
        ensure_day(work)
        leg = current_leg(work, visit)
        ended = move(leg, Act.CANCEL, work.now)
        work.book.change_leg(ended)
        work.book.append(
            Kind.VISIT_CANCELLED,
            work.now,
            {"leg": leg.ordinal, "from": leg.state.value, "to": ended.state.value},
            visit=visit,
            number=leg.number,
        )


def current_leg(work: Work, visit: str) -> Leg:
    """Give the newest leg of a visit; raises Refused when the visit is unknown or of a closed day."""
    leg = work.book.last_leg(visit)
    if leg is None:
        raise Refused("visit_unknown", N_("Nomor itu tidak ada. Periksa daftar antrean."))
    if leg.ended_at is not None:
        raise Refused(
            "visit_ended", N_("Nomor {number} sudah berakhir; tidak ada lagi yang dapat diubah."), number=leg.number
        )
    return leg


def _group(work: Work, priority: str | None) -> str | None:
    return None if priority is None else known_group(work, priority)


def known_group(work: Work, priority: str) -> str:
    """Give the code of a priority group as the office writes it; raises Refused for one it does not know."""
    group = priority.strip().upper().replace("-", "_").replace(" ", "_")
    if group not in groups_of(work):
        raise Refused(
            "priority_unknown",
            N_("Kelompok prioritas “{group}” tidak dikenal. Yang ada: {known}."),
            group=priority,
            known=", ".join(groups_of(work)),
        )
    return group


def _require_beginning(service: Service) -> None:
    if not service.at_kiosk:
        raise Refused(
            "service_is_a_stop",
            N_("{service} adalah tahap lanjutan; nomornya diambil pada layanan pertama."),
            service=service.face.name,
        )
