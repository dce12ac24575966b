"""The way of one visit through the office: to another service, counter or officer, back again, and on in a chain.

Whoever is sent on keeps the number and the first arrival time, so nobody queues twice.
"""

from __future__ import annotations

from loket.errors import N_, Refused
from loket.model.counter import CounterFace
from loket.model.events import Kind
from loket.model.moves import move, opened
from loket.model.visit import MOST_LEGS, Act, Leg
from loket.office.calling import at_counter, record
from loket.office.context import Office, Work
from loket.office.days import ensure_day


def transfer(
    office: Office,
    counter: int,
    service_code: str = "",
    note: str = "",
    *,
    to_counter: int | None = None,
    to_officer: str = "",
) -> Leg:
    """Send the present visitor on to another service, or to one counter or officer; gives the new leg.

    Without a service it stays the present one where the target serves it, else it becomes the target's first. While the
    target is on duty nobody else calls the visitor by the rule; when it has left, whoever serves the service does.
    Raises Refused for an unknown target, for the same service again without a target, and for the own counter.
    """
    with office.acting() as work:
        work.catalogue.counter(counter)
        leg = at_counter(work, ensure_day(work), counter)
        face = _target(work, counter, to_counter, to_officer)
        service = work.catalogue.service(service_code).code if service_code else _service_of(leg, face)
        officer = work.catalogue.officer(to_officer).code if to_officer else None
        _require_another(work, leg, service, targeted=to_counter is not None or officer is not None)
        if to_counter is not None and face is not None and service not in face.services:
            raise Refused(
                "transfer_not_served",
                N_("Loket {counter} tidak melayani {service}. Pilih layanan atau loket lain."),
                counter=face.number,
                service=work.catalogue.service(service).face.name,
            )
        return _send(work, leg, service, note.strip(), to_counter, officer)


def send_back(office: Office, counter: int, note: str = "") -> Leg:
    """Send the present visitor back to the counter and service that sent them here; raises Refused when none did."""
    with office.acting() as work:
        work.catalogue.counter(counter)
        leg = at_counter(work, ensure_day(work), counter)
        before = work.book.legs_of_visit(leg.visit)[:-1]
        sender = next((each for each in reversed(before) if each.counter is not None), None)
        if sender is None:
            raise Refused(
                "no_sender", N_("Nomor {number} tidak datang dari loket lain; tidak ada pengirim."), number=leg.number
            )
        return _send(work, leg, sender.service, note.strip(), sender.counter, None)


def _target(work: Work, counter: int, to_counter: int | None, to_officer: str) -> CounterFace | None:
    """Give the counter that a transfer is meant for, if it is meant for one."""
    if to_counter is not None:
        if to_counter == counter:
            raise Refused("transfer_to_self", N_("Pengunjung sudah berada di loket {counter}."), counter=counter)
        return work.catalogue.counter(to_counter)
    if not to_officer:
        return None
    code = work.catalogue.officer(to_officer).code
    seat = next((duty.counter for duty in work.book.duties() if duty.officer == code), None)
    if seat is None:
        raise Refused(
            "officer_away",
            N_("{officer} belum masuk di loket mana pun. Alihkan ke layanan atau ke loket."),
            officer=work.catalogue.officer(code).name,
        )
    if seat == counter:
        raise Refused("transfer_to_self", N_("Pengunjung sudah berada di loket {counter}."), counter=counter)
    return work.catalogue.counter(seat)


def _service_of(leg: Leg, face: CounterFace | None) -> str:
    if face is None or leg.service in face.services or not face.services:
        return leg.service
    return face.services[0]


def _require_another(work: Work, leg: Leg, service: str, *, targeted: bool) -> None:
    if service == leg.service and not targeted:
        raise Refused(
            "transfer_same",
            N_("Nomor {number} sudah di layanan {service}. Pilih layanan lain."),
            number=leg.number,
            service=work.catalogue.service(service).face.name,
        )


def _send(
    work: Work, leg: Leg, service: str, note: str, to_counter: int | None, to_officer: str | None
) -> Leg:  # fmt: skip
    if leg.ordinal >= MOST_LEGS:
        raise Refused(
            "transfer_limit",
            N_("Nomor {number} sudah terlalu sering dialihkan. Selesaikan di sini; bila perlu ambil nomor baru."),
            number=leg.number,
        )
    ended = move(leg, Act.TRANSFER, work.now)
    following = opened(ended, service, work.now, note, to_counter=to_counter, to_officer=to_officer)
    work.book.change_leg(ended)
    work.book.add_leg(following)
    data: dict[str, object] = {"service": service, "note": note}
    if to_counter is not None:
        data["to_counter"] = to_counter
    if to_officer is not None:
        data["to_officer"] = to_officer
    record(work, Kind.VISIT_TRANSFERRED, leg, ended, data)
    return following
