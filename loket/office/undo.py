"""Take back a counter's last act, or the last thing that happened to a number: a new fact, never a deletion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.events import Fact, Kind
from loket.model.kept import DayRow
from loket.model.moves import move
from loket.model.replay import Legs, Replay
from loket.model.undoing import ALL_DAY, AT_COUNTER, NEVER, OF_VISITOR, TOO_LATE, is_brought
from loket.model.visit import Act, Leg, State
from loket.office.appointments import expect_again
from loket.office.context import Office, Work
from loket.office.taking_back import (
    Papers,
    put_back,
    require_not_readmitted,
    running_day,
    steps,
)
from loket.office.ticketing import current_leg


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: the kind of the fact, whose it was, and what became of its slips."""

    kind: str
    number: str
    papers: Papers


def undo(office: Office, counter: int) -> str:
    """Take back the last act of a counter within the office's limit; gives the kind of the fact that was undone.

    Done again, it takes back the act before that: "finish and call the next" is two acts, so one undo sends the next
    visitor back to the line and a second one has the finished visitor at the counter again, timers as they were.
    Raises Refused when there is nothing to take back, when it is too late, when the visitor has moved on, when the
    counter has another visitor meanwhile or its officer is on a break.
    """
    with office.acting() as work:
        work.catalogue.counter(counter)
        day = running_day(work)
        fact = _newest(work, day, counter)
        if fact is not None and fact.kind in NEVER:
            raise _never(fact)
        if fact is None or fact.kind not in AT_COUNTER:
            raise Refused(
                "nothing_to_undo", N_("Tidak ada tindakan loket {counter} yang dapat diurungkan."), counter=counter
            )
        _take_back(work, day, fact, counter)
        return fact.kind


def undo_of_visit(office: Office, visit: str) -> Undone:
    """Take back the last thing that happened to a visitor, also what belongs to no counter.

    A number that a carry-over slip or an appointment has brought goes off the list again, and the slip or the
    appointment can be used as before. Raises Refused as `undo` does, and for a visitor of another day.
    """
    with office.acting() as work:
        return take_back_last(work, visit)


def take_back_last(work: Work, visit: str) -> Undone:
    """Take back the last thing that happened to a visitor within an open act; see `undo_of_visit`."""
    day = running_day(work)
    leg = work.book.last_leg(visit)
    if leg is not None and leg.day != day.day:
        raise Refused(
            "undo_other_day",
            N_("Nomor {number} dari hari lain; yang terjadi hari itu tidak dapat diurungkan lagi. Pemegang tiket "
               "lanjutan melapor dengan kodenya."),
            number=leg.number,
        )  # fmt: skip
    stood = steps(work.book.facts_of_visit(visit, day.first_seq))
    fact = stood[-1] if stood else None
    if fact is None or not (fact.kind in AT_COUNTER | OF_VISITOR or is_brought(fact)):
        if fact is not None and fact.kind in NEVER:
            raise _never(fact)
        raise Refused("nothing_to_undo_visit", N_("Tidak ada tindakan pada nomor itu yang dapat diurungkan."))
    papers = _take_back(work, day, fact, fact.counter)
    return Undone(fact.kind, str(fact.number), papers)


def undo_postpone(office: Office, visit: str) -> Leg:
    """Take back the visitor's last "mundur": the place before it, and one more time left; gives the leg.

    Needs no more than a kiosk may see and change. Raises Refused when nobody was let go first, or something else has
    happened since.
    """
    with office.acting() as work:
        day = running_day(work)
        leg = current_leg(work, visit)
        seen = (Kind.VISIT_POSTPONED, Kind.VISIT_CALLED, Kind.VISIT_RETURNED, Kind.ACT_UNDONE)
        told = [fact for fact in work.book.facts_of_kinds(seen, day.first_seq) if fact.visit == visit]
        stood = steps(told)
        if not leg.postponed or not stood or stood[-1].kind != Kind.VISIT_POSTPONED:
            raise Refused(
                "nothing_postponed", N_("Tidak ada mundur pada nomor {number} yang dapat dibatalkan."),
                number=leg.number,
            )  # fmt: skip
        data = stood[-1].data
        yielded_to = datetime.fromisoformat(data["yielded_to"]) if "yielded_to" in data else None
        before = replace(
            leg, key_at=datetime.fromisoformat(data["was"]), postponed=leg.postponed - 1, yields_to=yielded_to
        )
        put_back(work, day, stood[-1], (*work.book.legs_of_visit(visit)[:-1], before), told, None)
        return before


def undoable(work: Work, day: DayRow, counter: int) -> Fact | None:
    """Give the fact that an undo at this counter would take back now, None when there is none.

    It is the counter's newest act that was not taken back yet, as long as nothing else has happened to its visitor.
    """
    fact = None if day.closed_at is not None else _newest(work, day, counter)
    return fact if fact is not None and fact.kind in AT_COUNTER else None


def deadline(work: Work, fact: Fact) -> datetime:
    """Give the instant until which a fact can be taken back."""
    return datetime.fromisoformat(fact.at) + timedelta(seconds=work.catalogue.rules.undo_s)


def in_time(work: Work, fact: Fact) -> bool:
    """Tell whether a fact can be taken back still. After the clock was set back nobody knows: then no."""
    if fact.kind in ALL_DAY:
        return True
    return datetime.fromisoformat(fact.at) <= work.now <= deadline(work, fact)


_STEPS = 40
"""How many facts of a counter are looked through: far more than fit into the limit of time."""

_ASIDE = frozenset({*OF_VISITOR, Kind.SLIP_ORDERED, Kind.SLIP_REPRINTED})
"""Facts that name a counter and are none of its officer's steps."""


def _newest(work: Work, day: DayRow, counter: int) -> Fact | None:
    """Give the newest step at a counter that stands, None when its visitor has moved on."""
    taken_back: set[int] = set()
    for fact in work.book.facts_of_counter(counter, day.first_seq, _STEPS):
        if fact.kind == Kind.ACT_UNDONE:
            taken_back.add(fact.data["undoes"])
        elif fact.seq not in taken_back and fact.kind not in _ASIDE:
            told = work.book.facts_of_visit(str(fact.visit), day.first_seq)
            stood = steps(told, without=(Kind.PRIORITY_CHANGED,))
            return fact if stood and stood[-1].seq == fact.seq else None
    return None


def _take_back(work: Work, day: DayRow, fact: Fact, counter: int | None) -> Papers:
    """Put the legs of a visit back to where `fact` found them."""
    _require_in_time(work, fact)
    visit = str(fact.visit)
    told = work.book.facts_of_visit(visit, day.first_seq)
    if fact.kind in (Kind.VISIT_CARRIED_OVER, Kind.VISIT_CLOSED):
        require_not_readmitted(work, day, (visit,))
    now = tuple(work.book.legs_of_visit(visit))
    if fact.kind == Kind.PRIORITY_CHANGED:
        before: Legs = (*now[:-1], replace(now[-1], priority=fact.data["was"]))
    elif fact.kind == Kind.TICKET_TAKEN:
        _require_waiting(fact, now)
        before = (move(now[-1], Act.CANCEL, work.now),)
    else:
        before = _legs_before(told, fact)
    papers = put_back(work, day, fact, before, told, counter)
    if fact.kind == Kind.TICKET_TAKEN:
        _give_back(work, fact)
    return papers


def _require_waiting(fact: Fact, now: Legs) -> None:
    if now[-1].state is not State.WAITING:
        raise Refused(
            "undo_moved_on",
            N_("Nomor {number} tidak lagi menunggu; nomornya tidak dapat ditarik. Batalkan, atau selesaikan di loket."),
            number=fact.number,
        )


def _give_back(work: Work, fact: Fact) -> None:
    """Let the slip or the appointment that has brought a number be used again."""
    if earlier := fact.data.get("carried_from"):
        leg = work.book.last_leg(earlier)
        if leg is not None:
            work.book.set_continued(leg, None)
        return
    found = work.book.appointment(str(fact.data["appointment"]))
    if found is None:
        raise KeyError(fact.data["appointment"])
    expect_again(work, found)


def _require_in_time(work: Work, fact: Fact) -> None:
    if not in_time(work, fact):
        raise Refused(
            "undo_too_late", TOO_LATE[fact.kind], number=fact.number, seconds=work.catalogue.rules.undo_s
        )  # fmt: skip


def _never(fact: Fact) -> Refused:
    code, sentence = NEVER[fact.kind]
    return Refused(code, sentence, number=fact.number)


def _legs_before(told: Sequence[Fact], fact: Fact) -> Legs:
    replay = Replay()
    for each in told:
        replay.tell(each)
    legs = replay.before(str(fact.visit), fact.seq)
    if legs is None:
        raise KeyError(fact.seq)
    return legs
