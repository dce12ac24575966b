"""Call, recall, start, finish, absent, park, transfer, return: what an officer does with a visitor."""

from __future__ import annotations

from datetime import timedelta

from loket.errors import N_, Refused
from loket.model.counter import CounterFace
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.model.moves import move, opened
from loket.model.queue import choose, in_order, return_key
from loket.model.visit import MOST_LEGS, Act, Leg
from loket.office.context import Office, Work
from loket.office.days import arrival, ensure_day
from loket.office.pictures import HallCall
from loket.office.signin import officer_at, require_free
from loket.office.ticketing import current_leg


def call_next(office: Office, counter: int) -> HallCall | None:
    """Call the next visitor to a counter; None when nobody waits for its services.

    Raises Refused when the counter is unknown, on a break, or still has a visitor.
    """
    with office.acting() as work:
        face = work.catalogue.counter(counter)
        day = ensure_day(work)
        require_free(work, day, counter)
        return _call_next(work, day, face)


def finish_and_call_next(office: Office, counter: int) -> HallCall | None:
    """Finish the present visitor and call the next one: one press, one commit. None when nobody waits."""
    with office.acting() as work:
        face = work.catalogue.counter(counter)
        day = ensure_day(work)
        _finish(work, _at_counter(work, day, counter))
        return _call_next(work, day, face)


def call_visit(office: Office, counter: int, visit: str) -> HallCall:
    """Call one particular visitor, waiting, parked or missed. Raises Refused when the counter has one already."""
    with office.acting() as work:
        face = work.catalogue.counter(counter)
        day = ensure_day(work)
        leg = current_leg(work, visit)
        require_free(work, day, counter)
        return _call(work, face, leg, "chosen", officer_at(work, face.number))


def recall(office: Office, counter: int) -> HallCall:
    """Call the present visitor again; raises Refused at the office's limit of calls."""
    with office.acting() as work:
        face = work.catalogue.counter(counter)
        day = ensure_day(work)
        leg = _at_counter(work, day, counter)
        limit = work.catalogue.rules.call_limit
        called = move(leg, Act.RECALL, work.now)
        if called.calls > limit:
            raise Refused(
                "call_limit",
                N_("Nomor {number} sudah dipanggil {limit} kali. Nyatakan tidak hadir; ia masih dapat kembali."),
                number=leg.number,
                limit=limit,
            )
        work.book.change_leg(called)
        seq = _record(work, Kind.VISIT_RECALLED, leg, called, {"calls": called.calls, "service": leg.service})
        return hall_call(work, face, called, seq, recalled=True)


def start(office: Office, counter: int) -> Leg:
    """The called visitor is here: serving begins."""
    return _simple(office, counter, Act.START, Kind.VISIT_STARTED)


def finish(office: Office, counter: int) -> Leg:
    """The present visitor's service is done."""
    with office.acting() as work:
        work.catalogue.counter(counter)
        return _finish(work, _at_counter(work, ensure_day(work), counter))


def mark_absent(office: Office, counter: int) -> Leg:
    """The called visitor did not come: to the list of the missed, from where anyone can come back today."""
    return _simple(office, counter, Act.ABSENT, Kind.VISIT_ABSENT)


def park(office: Office, counter: int, note: str = "") -> Leg:
    """Put the present visitor aside (papers, photocopy); never called again by itself. An empty note keeps the old."""
    return _simple(office, counter, Act.PARK, Kind.VISIT_PARKED, note)


def transfer(office: Office, counter: int, service_code: str, note: str = "") -> Leg:
    """Send the present visitor on to another service with the same number and the first arrival time.

    Gives the new leg. Raises Refused for an unknown service.
    """
    with office.acting() as work:
        work.catalogue.counter(counter)
        service = work.catalogue.service(service_code)
        leg = _at_counter(work, ensure_day(work), counter)
        if service.code == leg.service:
            raise Refused(
                "transfer_same",
                N_("Nomor {number} sudah di layanan {service}. Pilih layanan lain."),
                number=leg.number,
                service=service.face.name.id,
            )
        if leg.ordinal >= MOST_LEGS:
            raise Refused(
                "transfer_limit",
                N_("Nomor {number} sudah terlalu sering dialihkan. Selesaikan di sini; bila perlu ambil nomor baru."),
                number=leg.number,
            )
        ended = move(leg, Act.TRANSFER, work.now)
        following = opened(ended, service.code, work.now, note.strip())
        work.book.change_leg(ended)
        work.book.add_leg(following)
        _record(work, Kind.VISIT_TRANSFERRED, leg, ended, {"service": service.code, "note": note.strip()})
        return following


def return_to_queue(office: Office, visit: str) -> Leg:
    """A missed or parked visitor is back: into the queue again, behind the next two when back in time."""
    with office.acting() as work:
        day = ensure_day(work)
        leg = current_leg(work, visit)
        grace = timedelta(minutes=work.catalogue.rules.return_grace_min)
        ahead = in_order(work.book.heads(day.day, [leg.service], each=2))
        in_time = work.now - (leg.moved_at or work.now) <= grace
        key = return_key(ahead, leg.key_at, arrival(work, day), in_time=in_time)
        back = move(leg, Act.RETURN, work.now, key_at=key)
        work.book.change_leg(back)
        data = {"leg": leg.ordinal, "from": leg.state.value, "to": back.state.value, "key_at": key.isoformat()}
        work.book.append(
            Kind.VISIT_RETURNED,
            work.now,
            data,
            visit=visit,
            number=leg.number,
            counter=leg.counter,
            officer=leg.officer,
        )
        return back


def hall_call(work: Work, face: CounterFace, leg: Leg, seq: int, *, recalled: bool, reason: str = "") -> HallCall:
    """Give a call as the hall shows it."""
    return HallCall(
        seq=seq, visit=leg.visit, number=leg.number, counter=face.number, counter_name=face.name, plate=face.plate,
        service=leg.service, called_at=work.local, recall=recalled, direction=face.direction, where=face.where,
        ordinal_call=leg.calls, reason=reason,
    )  # fmt: skip


def _call_next(work: Work, day: DayRow, face: CounterFace) -> HallCall | None:
    officer = officer_at(work, face.number)
    choice = choose(work.book.heads(day.day, face.services), face.services, work.now)
    return _call(work, face, choice.leg, choice.reason, officer) if choice else None


def _call(work: Work, face: CounterFace, leg: Leg, reason: str, officer: str | None) -> HallCall:
    called = move(leg, Act.CALL, work.now, counter=face.number, officer=officer)
    work.book.change_leg(called)
    seq = _record(work, Kind.VISIT_CALLED, leg, called, {"reason": reason, "service": leg.service})
    return hall_call(work, face, called, seq, recalled=False, reason=reason)


def _finish(work: Work, leg: Leg) -> Leg:
    done = move(leg, Act.FINISH, work.now)
    work.book.change_leg(done)
    _record(work, Kind.VISIT_FINISHED, leg, done, {})
    return done


def _simple(office: Office, counter: int, act: Act, kind: Kind, note: str = "") -> Leg:
    with office.acting() as work:
        work.catalogue.counter(counter)
        leg = _at_counter(work, ensure_day(work), counter)
        said = note.strip() or None
        moved = move(leg, act, work.now, note=said)
        work.book.change_leg(moved)
        _record(work, kind, leg, moved, {} if said is None else {"note": said})
        return moved


def _at_counter(work: Work, day: DayRow, counter: int) -> Leg:
    leg = work.book.at_counter(day.day, counter)
    if leg is None:
        raise Refused("counter_empty", N_("Tidak ada pengunjung di loket {counter}. Panggil dahulu."), counter=counter)
    return leg


def _record(work: Work, kind: Kind, before: Leg, after: Leg, data: dict[str, object]) -> int:
    """Write the fact of a move; `state` is said twice, before and after, so that a reader needs no other table."""
    facts = {"leg": before.ordinal, "from": before.state.value, "to": after.state.value, **data}
    return work.book.append(
        kind, work.now, facts, visit=after.visit, number=after.number, counter=after.counter, officer=after.officer
    )
