"""Take a ticket, cancel one: from the press on the kiosk to a number that is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from loket.errors import N_, Refused
from loket.model.events import Kind
from loket.model.moves import move
from loket.model.numbering import new_id, printed_number, ticket_code
from loket.model.service import Service, WaitRange
from loket.model.visit import Act, Leg, State, Visit
from loket.office.context import Office, Work
from loket.office.days import ensure_day, require_open
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
) -> TakenTicket:
    """Take the next number for a service (letter or name): number, visit, leg, fact and print job in one commit.

    `priority` is one of `PRIORITY_GROUPS`; `missing` names (in Indonesian) the requirements the visitor has not
    brought; `told` is the wait the visitor was shown. Raises Refused when the service is closed, its quota used up or
    the group unknown: then no number is taken.
    """
    group = _group(priority)
    with office.acting() as work:
        book, now = work.book, work.now
        service = work.catalogue.service(service_code)
        day = ensure_day(work)
        require_open(work, day, service)
        code, rules = service.code, work.catalogue.rules
        _require_quota(work, day.day, service)
        sequence = book.next_sequence(day.day, code)
        number = printed_number(code, sequence, rules.number_digits)
        ahead = book.waiting_count(day.day, code)
        visit = Visit(
            id=new_id(now), day=day.day, letter=code, sequence=sequence, number=number, taken_at=now, priority=group,
            language=language, told_low_s=told.low_s if told else None, told_high_s=told.high_s if told else None,
        )  # fmt: skip
        expires = now + timedelta(minutes=rules.job_life_min)
        job = book.add_print_job(visit.id, number, 1, ahead, now, expires)
        book.add_visit(visit, missing, job)
        book.add_leg(
            Leg(
                visit=visit.id,
                ordinal=1,
                number=number,
                day=day.day,
                service=code,
                state=State.WAITING,
                key_at=now,
                opened_at=now,
                priority=group,
                moved_at=now,
            )
        )
        book.append(
            Kind.TICKET_TAKEN,
            now,
            {
                "leg": 1,
                "day": day.day.isoformat(),
                "letter": code,
                "sequence": sequence,
                "service": code,
                "priority": group,
                "language": language,
                "told": [told.low_s, told.high_s] if told else None,
                "missing": list(missing),
                "job": job,
            },
            visit=visit.id,
            number=number,
        )
        taken_at = now.astimezone(rules.tz)
    wanted = set(missing)
    return TakenTicket(
        visit=visit.id, number=number, service=service.face, day=visit.day, taken_at=taken_at, ahead=ahead, told=told,
        print_job=job, priority=group, code=ticket_code(visit.id),
        missing=tuple(each.name for each in service.face.requirements if each.name.id in wanted), language=language,
    )  # fmt: skip


def cancel(office: Office, visit: str) -> None:
    """Take a waiting, parked or missed visitor off the list at the visitor's own wish."""
    with office.acting() as work:
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
        raise Refused("visit_unknown", N_("Nomor itu tidak ada. Muat ulang daftar antrean."))
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


def _require_quota(work: Work, day: date, service: Service) -> None:
    if service.quota is not None and work.book.last_sequence(day, service.code) >= service.quota:
        raise Refused(
            "quota_full",
            N_("Kuota layanan {service} hari ini ({quota} nomor) sudah habis."),
            service=service.face.name.id,
            quota=service.quota,
        )
