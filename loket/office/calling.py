"""Call, recall, start, finish, skip, absent, park, return: what an officer does with a visitor at the counter."""

from __future__ import annotations

from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.counter import CounterFace
from loket.model.events import Kind
from loket.model.kept import DayRow
from loket.model.moves import move, opened
from loket.model.queue import CHOSEN, PLACES_BEHIND, Choice, return_key
from loket.model.visit import MOST_LEGS, Act, Leg, State
from loket.office.context import Office, Work
from loket.office.days import arrival, ensure_day
from loket.office.lines import count_call, next_choice
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
        _finish(work, at_counter(work, day, counter))
        return _call_next(work, day, face)


def call_visit(office: Office, counter: int, visit: str, reason: str = "") -> HallCall:
    """Call one particular visitor, waiting, parked or missed.

    Raises Refused when the counter has one already; and for a waiting visitor whose turn it is not, without a `reason`
    or when the officer may not choose.
    """
    with office.acting() as work:
        face = work.catalogue.counter(counter)
        day = ensure_day(work)
        leg = current_leg(work, visit)
        require_free(work, day, counter)
        officer = officer_at(work, face.number)
        if leg.state is State.WAITING:
            choice = next_choice(work, day, face, officer)
            if choice is not None and choice.leg.visit == visit:
                return _call(work, day, face, choice, officer)
            _require_permission(work, leg, officer, reason.strip())
        return _call(work, day, face, Choice(leg, CHOSEN), officer, reason.strip())


def _require_permission(work: Work, leg: Leg, officer: str | None, reason: str) -> None:
    who = work.catalogue.officers.get(officer) if officer else None
    if who is not None and not who.may_choose:
        raise Refused(
            "choice_not_allowed",
            N_("Nomor {number} belum gilirannya, dan {officer} tidak diberi izin memilih. Minta penyelia."),
            number=leg.number,
            officer=who.name,
        )
    if not reason:
        raise Refused(
            "choice_without_reason",
            N_("Nomor {number} belum gilirannya. Tulis alasan memanggilnya sekarang; alasan itu disimpan."),
            number=leg.number,
        )


def recall(office: Office, counter: int) -> HallCall:
    """Call the present visitor again; raises Refused at the office's limit of calls."""
    with office.acting() as work:
        face = work.catalogue.counter(counter)
        day = ensure_day(work)
        leg = at_counter(work, day, counter)
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
        seq = record(work, Kind.VISIT_RECALLED, leg, called, {"calls": called.calls, "service": leg.service})
        return hall_call(work, face, called, seq, recalled=True)


def start(office: Office, counter: int) -> Leg:
    """The called visitor is here: serving begins."""
    return _simple(office, counter, Act.START, Kind.VISIT_STARTED)


def finish(office: Office, counter: int) -> Leg:
    """The present visitor's service is done."""
    with office.acting() as work:
        work.catalogue.counter(counter)
        return _finish(work, at_counter(work, ensure_day(work), counter))


def mark_absent(office: Office, counter: int) -> Leg:
    """The called visitor did not come: to the list of the missed, from where anyone can come back today."""
    return _simple(office, counter, Act.ABSENT, Kind.VISIT_ABSENT)


def park(office: Office, counter: int, note: str = "") -> Leg:
    """Put the present visitor aside (papers, photocopy); never called again by itself. An empty note keeps the old."""
    return _simple(office, counter, Act.PARK, Kind.VISIT_PARKED, note)


def skip(office: Office, counter: int) -> Leg:
    """The called visitor is not here yet: somebody else first. The place is kept, nobody calls it for some minutes."""
    with office.acting() as work:
        work.catalogue.counter(counter)
        leg = at_counter(work, ensure_day(work), counter)
        until = work.now + timedelta(minutes=work.catalogue.rules.cool_down_min)
        skipped = move(leg, Act.SKIP, work.now, not_before=until)
        work.book.change_leg(skipped)
        record(work, Kind.VISIT_SKIPPED, leg, skipped, {"not_before": until.isoformat()})
        return skipped


def return_to_queue(office: Office, visit: str) -> Leg:
    """A missed or parked visitor is back: into the queue again, behind the next two when back in time.

    In time is within the office's minutes, or before so many calls of the line, since the visitor was missed or parked.
    """
    with office.acting() as work:
        day = ensure_day(work)
        leg = current_leg(work, visit)
        ahead = work.book.waiting_behind(day.day, leg.service, None, PLACES_BEHIND)
        key = return_key(ahead, leg.key_at, arrival(work, day), in_time=_in_time(work, day, leg))
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


def _in_time(work: Work, day: DayRow, leg: Leg) -> bool:
    rules, left = work.catalogue.rules, leg.moved_at or work.now
    if work.now - left <= timedelta(minutes=rules.return_grace_min):
        return True
    calls = work.book.facts_of_kinds((Kind.VISIT_CALLED,), day.first_seq)
    since = sum(1 for fact in calls if fact.data["service"] == leg.service and datetime.fromisoformat(fact.at) > left)
    return since <= rules.return_grace_numbers


def hall_call(work: Work, face: CounterFace, leg: Leg, seq: int, *, recalled: bool, reason: str = "") -> HallCall:
    """Give a call as the hall shows it."""
    return HallCall(
        seq=seq, visit=leg.visit, number=leg.number, counter=face.number, counter_name=face.name, plate=face.plate,
        service=leg.service, called_at=work.local, recall=recalled, direction=face.direction, where=face.where,
        ordinal_call=leg.calls, reason=reason,
    )  # fmt: skip


def _call_next(work: Work, day: DayRow, face: CounterFace) -> HallCall | None:
    officer = officer_at(work, face.number)
    choice = next_choice(work, day, face, officer)
    return _call(work, day, face, choice, officer) if choice else None


def _call(
    work: Work, day: DayRow, face: CounterFace, choice: Choice, officer: str | None, because: str = ""
) -> HallCall:  # fmt: skip
    leg = choice.leg
    called = move(leg, Act.CALL, work.now, counter=face.number, officer=officer)
    work.book.change_leg(called)
    data: dict[str, object] = {"reason": choice.reason, "service": leg.service}
    if choice.passed is not None:
        data["passed"] = choice.passed.number
    if because:
        data["because"] = because
    seq = record(work, Kind.VISIT_CALLED, leg, called, data)
    count_call(work, day, leg.service, choice.reason)
    return hall_call(work, face, called, seq, recalled=False, reason=choice.reason)


def _finish(work: Work, leg: Leg) -> Leg:
    """End a leg; where the service goes on by itself, the next stop begins with the same number."""
    done = move(leg, Act.FINISH, work.now)
    work.book.change_leg(done)
    data: dict[str, object] = {}
    if leg.stops and leg.ordinal < MOST_LEGS:
        work.book.add_leg(opened(done, leg.stops[0], work.now, stops=leg.stops[1:]))
        data["next"] = leg.stops[0]
    record(work, Kind.VISIT_FINISHED, leg, done, data)
    return done


def _simple(office: Office, counter: int, act: Act, kind: Kind, note: str = "") -> Leg:
    with office.acting() as work:
        work.catalogue.counter(counter)
        leg = at_counter(work, ensure_day(work), counter)
        said = note.strip() or None
        moved = move(leg, act, work.now, note=said)
        work.book.change_leg(moved)
        record(work, kind, leg, moved, {} if said is None else {"note": said})
        return moved


def at_counter(work: Work, day: DayRow, counter: int) -> Leg:
    """Give the leg that is called or served at a counter; raises Refused when there is none."""
    leg = work.book.at_counter(day.day, counter)
    if leg is None:
        raise Refused("counter_empty", N_("Tidak ada pengunjung di loket {counter}. Panggil dahulu."), counter=counter)
    return leg


def record(work: Work, kind: Kind, before: Leg, after: Leg, data: dict[str, object]) -> int:
    """Write the fact of a move; `state` is said twice, before and after, so that a reader needs no other table."""
    facts = {"leg": before.ordinal, "from": before.state.value, "to": after.state.value, **data}
    return work.book.append(
        kind, work.now, facts, visit=after.visit, number=after.number, counter=after.counter, officer=after.officer
    )
