"""Take a ticket, cancel one: from the press on the kiosk to a number that is never lost."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date, datetime

from loket.errors import N_, Refused
from loket.model.events import Kind
from loket.model.moves import arrived, move
from loket.model.numbering import new_id, printed_number, ticket_code
from loket.model.service import Service, WaitRange
from loket.model.visit import Act, Leg, Visit
from loket.model.wording import Wording
from loket.office.context import Office, Work
from loket.office.days import arrival, ensure_day, require_open
from loket.office.pictures import TakenTicket

PRIORITY_GROUPS = (
    "LANSIA", "DISABILITAS", "IBU_HAMIL", "MENYUSUI", "BALITA", "ANAK", "KORBAN_BENCANA_ALAM", "KORBAN_BENCANA_SOSIAL",
)  # fmt: skip
"""Groups with a right to special treatment. Source: UU 25/2009 Art. 29 and its elucidation; PermenPANRB 11/2024."""


def take_ticket(
    office: Office,
    service_code: str,
    *,
    priority: str | None = None,
    missing: Sequence[str] = (),
    told: WaitRange | None = None,
    language: str = "id",
    printer: str | None = None,
) -> TakenTicket:
    """Take the next number for a service (letter or name): number, visit, leg, fact and print job in one commit.

    `priority` is one of `PRIORITY_GROUPS`; `missing` names (in Indonesian) the requirements the visitor has not
    brought; `told` is the wait the visitor was shown; `printer` is the kiosk's own, where it has one. Raises Refused
    when the service is closed, its quota used up or the group unknown: then no number is taken.
    """
    group = _group(priority)
    with office.acting() as work:
        service = work.catalogue.service(service_code)
        day = ensure_day(work)
        require_open(work, day, service)
        last, ahead = work.book.last_and_ahead(day.day, service.code)
        _require_quota(service, last)
        visit = _numbered(work, day.day, service.code, last + 1, group, told, language)
        job = _save(work, visit, arrival(work, day), tuple(missing), ahead, printer)
        # Put together here, before the commit: after the wait for the disk the same lines take three times as long.
        return TakenTicket(
            visit=visit.id, number=visit.number, service=service.face, day=visit.day, taken_at=work.local, ahead=ahead,
            told=told, print_job=job, priority=group, code=ticket_code(visit.id),
            missing=_named(service, missing), language=language,
        )  # fmt: skip


def _named(service: Service, missing: Sequence[str]) -> tuple[Wording, ...]:
    """Give the names of the requirements that the visitor has not brought, in both languages."""
    return tuple(each.name for each in service.face.requirements if each.name.id in missing) if missing else ()


def _numbered(
    work: Work, day: date, letter: str, sequence: int, group: str | None, told: WaitRange | None, language: str
) -> Visit:  # fmt: skip
    return Visit(
        id=new_id(day, letter, sequence, os.urandom(10)), day=day, letter=letter, sequence=sequence,
        number=printed_number(letter, sequence, work.catalogue.rules.number_digits), taken_at=work.now, priority=group,
        language=language, told_low_s=told.low_s if told else None, told_high_s=told.high_s if told else None,
        told_base_s=told.base_s if told else None,
    )  # fmt: skip


def _save(
    work: Work, visit: Visit, key_at: datetime, missing: tuple[str, ...], ahead: int, printer: str | None
) -> int:  # fmt: skip
    """Write fact, visit and leg of a new ticket; gives the fact's seq, which is the id of the slip's print job."""
    told = None if visit.told_low_s is None else [visit.told_low_s, visit.told_high_s, visit.told_base_s]
    data = {
        "leg": 1, "day": visit.day.isoformat(), "letter": visit.letter, "sequence": visit.sequence,
        "service": visit.letter, "priority": visit.priority, "language": visit.language, "told": told,
        "missing": list(missing), "ahead": ahead,
    }  # fmt: skip
    if key_at != work.now:
        data["key_at"] = key_at.isoformat()
    if printer:
        data["printer"] = printer
    seq = work.book.append(Kind.TICKET_TAKEN, work.now, data, visit=visit.id, number=visit.number)
    work.book.add_ticket(visit, arrived(visit, visit.letter, key_at), missing, seq)
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


def _group(priority: str | None) -> str | None:
    if priority is None:
        return None
    group = priority.strip().upper().replace("-", "_")
    if group not in PRIORITY_GROUPS:
        raise Refused(
            "priority_unknown",
            N_("Kelompok prioritas “{group}” tidak dikenal. Yang ada: {known}."),
            group=priority,
            known=", ".join(PRIORITY_GROUPS),
        )
    return group


def _require_quota(service: Service, last: int) -> None:
    if service.quota is not None and last >= service.quota:
        raise Refused(
            "quota_full",
            N_("Kuota layanan {service} hari ini ({quota} nomor) sudah habis."),
            service=service.face.name.id,
            quota=service.quota,
        )
