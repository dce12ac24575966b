"""The words of every slip: put together from what the office knows, ordered to be printed, found again."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from loket.errors import N_, Refused, Usage
from loket.model.calendar import working_days
from loket.model.events import Kind
from loket.model.kept import JobRow
from loket.model.numbering import ticket_code
from loket.model.service import Service
from loket.model.slip import (
    CarryOverSlip,
    ClosingSlip,
    Document,
    Need,
    ReceiptSlip,
    RequirementsSlip,
    ServiceCount,
    Slip,
    SlipKind,
    TicketSlip,
    kind_of,
)
from loket.model.slip_facts import from_facts, to_facts
from loket.model.visit import Leg, State, Visit
from loket.office.context import Office, Work
from loket.office.days import chosen_day
from loket.office.week import week_rows
from loket.texts import Texts


def order_slip(
    office: Office,
    slip: Slip,
    *,
    number: str = "",
    visit: str | None = None,
    counter: int | None = None,
    officer: str | None = None,
    printer: str | None = None,
) -> int:
    """Have a slip printed that is no queue ticket, at `printer` if it is there; gives the print job's id.

    `number` is what the slip is known by: a ticket's number, a reference. Office, emblem, footer and the training mark
    are the office's own, whatever `slip` says. Raises Refused for a queue ticket: `take_ticket` orders those.
    """
    kind = kind_of(slip)
    if kind is SlipKind.TICKET:
        raise Usage("slip_kind", N_("Tiket antrean dicetak saat nomornya diambil. Untuk cetak ulang: loket reprint"))
    with office.acting() as work:
        return order(work, slip, number=number, visit=visit, counter=counter, officer=officer, printer=printer)


def order(
    work: Work,
    slip: Slip,
    *,
    number: str = "",
    visit: str | None = None,
    counter: int | None = None,
    officer: str | None = None,
    printer: str | None = None,
) -> int:
    """Have a slip printed within an open act; see `order_slip`."""
    kind = kind_of(slip)
    told = replace(slip, **head_of(work, slip.language))
    data = {"slip": kind.value, "copy": 1, **({"printer": printer} if printer else {})}
    job = work.book.append(
        Kind.SLIP_ORDERED, work.now, data, visit=visit, number=number, counter=counter, officer=officer
    )
    work.book.add_slip(job, kind, to_facts(told))
    return job


def headed(office: Office, slip: Slip) -> Slip:
    """Give a slip with the office's own name, emblem, footer and training mark."""
    with office.looking() as work:
        return replace(slip, **head_of(work, slip.language))


def slip_of(work: Work, job: JobRow) -> Slip:
    """Give the slip that a job prints; raises Refused when its words are not known (any more)."""
    if job.kind is not SlipKind.TICKET:
        kept = work.book.slip(job.id)
        if kept is not None:
            return from_facts(job.kind, kept)
    elif job.visit is not None and (visit := work.book.visit(job.visit)) is not None:
        return _ticket(work, visit, job)
    raise Refused("slip_unknown", N_("Tiket itu tidak ada. Ambil nomor baru atau tanyakan petugas."))


def requirements_slip(
    office: Office, service_code: str, language: str = "id", missing: Collection[str] = ()
) -> RequirementsSlip:
    """Give what to bring for a service (letter or name); `missing` names, in Indonesian, what the visitor lacks."""
    with office.looking() as work:
        return _requirements(work, work.catalogue.service(service_code), language, missing)


def missing_slip(office: Office, number: str, day_text: str | None = None) -> RequirementsSlip:
    """Give the list of what was missing from the visit of a number; raises Refused when nothing was."""
    with office.looking() as work:
        visit, leg = _visit(work, number, day_text)
        missing = work.book.missing_of(visit.id)
        if not missing:
            raise Refused("nothing_missing", N_("Berkas nomor {number} lengkap; tidak ada yang perlu dicetak."),
                          number=number)  # fmt: skip
        slip = _requirements(work, work.catalogue.services[leg.service], visit.language, missing)
        return replace(slip, number=visit.number, at=visit.taken_at.astimezone(work.catalogue.rules.tz))


def receipt_slip(
    office: Office, number: str, *, promised: date | None = None, day_text: str | None = None, language: str = "",
    received: Sequence[str] | None = None,
) -> ReceiptSlip:  # fmt: skip
    """Give the receipt for the papers of a visit at a counter.

    `received` names, in Indonesian, the requirements handed in; without it all but those the visitor said to lack.
    `promised` is the last day of the result. Raises Refused for a number nobody has called yet.
    """
    with office.looking() as work:
        visit, leg = _visit(work, number, day_text)
        if leg.counter is None:
            raise Refused("not_called", N_("Nomor {number} belum dilayani; berkasnya belum diterima."), number=number)
        language = language or visit.language
        service = work.catalogue.services[leg.service].face
        missing = set(work.book.missing_of(visit.id))
        handed_in = {each.name.id for each in service.requirements} - missing if received is None else set(received)
        counter = work.catalogue.counters.get(leg.counter)
        tz = work.catalogue.rules.tz
        return ReceiptSlip(
            **head_of(work, language), reference=f"TT-{visit.day:%Y%m%d}-{visit.number}",
            service=service.name.say(language), number=visit.number,
            counter=counter.name.say(language) if counter else str(leg.counter), officer=leg.officer or "",
            received_at=(leg.ended_at or work.now).astimezone(tz),
            documents=tuple(Document(each.name.say(language), each.name.id in handed_in)
                            for each in service.requirements),
            promised=promised, fee=service.fee.say(language), link=_link(work, visit),
            contact=work.catalogue.face.contact,
        )  # fmt: skip


def carry_over_slip(
    office: Office,
    number: str,
    day: date | None = None,
    *,
    reason: str = "",
    day_text: str | None = None,
    language: str = "",
) -> CarryOverSlip:
    """Give the slip that keeps a waiting visitor's place for office day `day`; raises Refused for another visit.

    Whose place was kept already has the day, place and reason of then; without `day` it is the next day of work.
    """
    with office.looking() as work:
        visit, leg = _visit(work, number, day_text)
        if leg.state not in (State.WAITING, State.PARKED, State.CARRIED_OVER):
            raise Refused("not_waiting", N_("Nomor {number} tidak sedang menunggu."), number=number)
        line = [
            each for each, _ in work.book.carried_over(leg.day)
        ] if leg.state is State.CARRIED_OVER else [
            each for each in work.book.open_legs(visit.day) if each.state is State.WAITING
        ]  # fmt: skip
        before = sum(each.service == leg.service and each.key_at < leg.key_at for each in line)
        kept: Mapping[str, Any] = {"day": "", "place": before + 1, "reason": "", **_kept(work, leg)}
        until = day or (date.fromisoformat(kept["day"]) if kept["day"] else following_day(work, leg))
        return kept_place(work, visit, leg, until, kept["place"], reason=reason or kept["reason"], language=language)


def following_day(work: Work, leg: Leg) -> date:
    """Give the next day of work of a leg's service after its own day; the day after where none is known."""
    following = working_days(work.catalogue.hours(work.catalogue.services[leg.service]), leg.day, 1)
    return following[0] if following else leg.day + timedelta(days=1)


def _kept(work: Work, leg: Leg) -> Mapping[str, Any]:
    """Give what a carry-over has kept for a leg: day, place and reason; nothing when there was none."""
    day = work.book.day(leg.day)
    facts = work.book.facts_of_visit(leg.visit, day.first_seq) if day else []
    return next((fact.data for fact in facts if fact.kind == Kind.VISIT_CARRIED_OVER), {})


def kept_place(
    work: Work, visit: Visit, leg: Leg, day: date, place: int, *, reason: str = "", language: str = ""
) -> CarryOverSlip:  # fmt: skip
    """Give the slip that keeps place number `place` of a service's line for office day `day`."""
    language = language or visit.language
    service = work.catalogue.services[leg.service]
    opens = work.catalogue.hours(service).on(day)
    return CarryOverSlip(
        **head_of(work, language), number=visit.number, letter=visit.letter, service=service.face.name.say(language),
        taken_at=visit.taken_at.astimezone(work.catalogue.rules.tz), day=day, place_in_line=place,
        opens=Texts.of(language).time(opens[0][0]) if opens else "", reason=reason, code=ticket_code(visit.id),
        link=_link(work, visit),
    )  # fmt: skip


def closing_slip(office: Office, day_text: str | None = None, language: str = "id") -> ClosingSlip:
    """Give the strip of an office day; raises Refused for a day that is unknown or not closed yet."""
    from loket.office.reports import day_report

    with office.looking() as work:
        day = chosen_day(work, day_text)
        head = head_of(work, language)
    report = day_report(office, day)
    if report.opened_at is None or report.closed_at is None:
        raise Refused("day_open", N_("Hari {day} belum ditutup. Tutup dahulu: loket day close"), day=day)
    ended = len(set(report.closed_serving))
    balance, letters = report.balance, {each.letter: each.issued for each in report.letters}
    return ClosingSlip(
        **head, day=day, opened_at=report.opened_at, closed_at=report.closed_at, issued=balance.issued,
        served=balance.served - ended, absent=balance.missed, cancelled=balance.cancelled,
        carried_over=balance.carried_over, left_open=balance.still_open + ended,
        services=tuple(
            ServiceCount(each.service.code, each.service.name.say(language), letters.get(each.service.code, 0),
                         each.served)
            for each in report.services
        ),
        mean_wait_s=round(report.wait.mean_s) if report.wait else None,
        first_number=report.letters[0].first if report.letters else "",
        last_number=report.letters[-1].last if report.letters else "",
        chain=report.seal.hash if report.seal else "", signer=report.office.head_title,
    )  # fmt: skip


def head_of(work: Work, language: str) -> dict[str, Any]:
    """Give the fields that every slip has."""
    face = work.catalogue.face
    return {
        "office": face.name, "place": face.place, "emblem": face.emblem, "footer": face.footer.say(language),
        "training": face.training, "language": language,
    }  # fmt: skip


def _link(work: Work, visit: Visit) -> str:
    address = work.catalogue.face.status_url
    return address + ticket_code(visit.id) if address else ""


def _visit(work: Work, number: str, day_text: str | None) -> tuple[Visit, Leg]:
    day = chosen_day(work, day_text)
    visit = work.book.visit_by_number(day, number)
    leg = work.book.last_leg(visit.id) if visit else None
    if visit is None or leg is None:
        raise unknown_number(number, day)
    return visit, leg


def unknown_number(number: str, day: date) -> Refused:
    """Give the refusal for a number that was not taken on a day."""
    return Refused(
        "number_unknown",
        N_("Nomor {number} tidak ada pada {day}. Periksa nomor dan harinya."),
        number=number,
        day=day,
    )


def needs_of(service: Service, language: str, missing: Collection[str] = ()) -> tuple[Need, ...]:
    """Give what to bring for a service; `missing` names, in Indonesian, what the visitor lacks."""
    return tuple(
        Need(each.name.say(language), each.note.say(language), each.name.id in missing)
        for each in service.face.requirements
    )


def _requirements(work: Work, service: Service, language: str, missing: Collection[str]) -> RequirementsSlip:
    face, t = service.face, Texts.of(language)
    rows = [row for row in week_rows(work.catalogue.week(service, work.local.date()), t) if row.hours != t("Tutup")]
    return RequirementsSlip(
        **head_of(work, language), letter=face.code, service=face.name.say(language),
        needs=needs_of(service, language, missing),
        duration=t.count("{n} menit", face.service_minutes), fee=face.fee.say(language),
        hours="; ".join(f"{row.days} {row.hours}" for row in rows), contact=work.catalogue.face.contact,
    )  # fmt: skip


def _ticket(work: Work, visit: Visit, job: JobRow) -> TicketSlip:
    """Put a ticket's slip together from what was saved when it was taken."""
    first = work.book.legs_of_visit(visit.id)[0]
    service = work.catalogue.services[first.service].face
    names = {each.name.id: each.name.say(visit.language) for each in service.requirements}
    return TicketSlip(
        **head_of(work, visit.language), number=visit.number, letter=visit.letter,
        service=service.name.say(visit.language), taken_at=visit.taken_at.astimezone(work.catalogue.rules.tz),
        ahead=job.ahead, told_low_s=visit.told_low_s, told_high_s=visit.told_high_s, code=ticket_code(visit.id),
        link=_link(work, visit),
        missing=tuple(names.get(name, name) for name in work.book.missing_of(visit.id)),
        priority=visit.priority is not None, free_of_charge=service.fee.id.casefold() == "gratis", why=job.why,
        not_before=_opens(work, visit, first),
    )  # fmt: skip


def _opens(work: Work, visit: Visit, first: Leg) -> datetime | None:
    """Give from when an appointment may be called, in local time, if that was to come when the number was taken."""
    if first.not_before is None or first.called_at is not None or first.not_before <= visit.taken_at:
        return None
    return first.not_before.astimezone(work.catalogue.rules.tz)
