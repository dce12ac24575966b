"""Take back a counter's last act: a new fact, never a deletion."""

from __future__ import annotations

from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.events import Fact, Kind
from loket.model.kept import DayRow
from loket.model.replay import UNDOABLE, Legs, Replay
from loket.model.visit import AT_COUNTER
from loket.office.context import Office, Work
from loket.office.days import current_day
from loket.office.lines import count_again
from loket.office.signin import officer_at


def undo(office: Office, counter: int) -> str:
    """Take back the last act of a counter within the office's limit; gives the kind of the fact that was undone.

    Done again, it takes back the act before that: "finish and call the next" is two acts, so one undo sends the next
    visitor back to the line and a second one has the finished visitor at the counter again, timers as they were.
    Raises Refused when there is nothing to take back, when it is too late, when the visitor has moved on, when the
    counter has another visitor meanwhile or its officer is on a break.
    """
    with office.acting() as work:
        work.catalogue.counter(counter)
        day = current_day(work)
        fact = undoable(work, day, counter) if day else None
        if day is None or fact is None:
            raise Refused(
                "nothing_to_undo", N_("Tidak ada tindakan loket {counter} yang dapat diurungkan."), counter=counter
            )
        _take_back(work, day, fact, counter)
        return fact.kind


def undo_of_visit(office: Office, visit: str) -> str:
    """Take back the last thing that happened to a visitor, also what belongs to no counter; gives its kind.

    Raises Refused as `undo` does.
    """
    with office.acting() as work:
        day = current_day(work)
        facts = _standing(work, day, visit) if day and day.closed_at is None else []
        if day is None or not facts or facts[-1].kind not in (*UNDOABLE, *_OWN):
            raise Refused("nothing_to_undo_visit", N_("Tidak ada tindakan pada nomor itu yang dapat diurungkan."))
        _take_back(work, day, facts[-1], facts[-1].counter)
        return facts[-1].kind


def _take_back(work: Work, day: DayRow, fact: Fact, counter: int | None) -> None:
    """Put the legs of a visit back to where `fact` found them, as a new fact."""
    _require_in_time(work, fact)
    visit = str(fact.visit)
    before = _legs_before(work, day, fact)
    now = tuple(work.book.legs_of_visit(visit))
    if before[-1].state in AT_COUNTER:
        _require_free(work, day, before[-1].counter or 0, visit)
    for leg in now[len(before) :]:
        work.book.remove_leg(leg)
    for leg in before:
        work.book.change_leg(leg)
    data = {
        "leg": before[-1].ordinal, "undoes": fact.seq, "kind": fact.kind, "from": now[-1].state.value,
        "to": before[-1].state.value,
    }  # fmt: skip
    duty = work.book.duty_at(counter) if counter is not None else None
    work.book.append(
        Kind.ACT_UNDONE, work.now, data, visit=visit, number=fact.number, counter=counter,
        officer=duty.officer if duty else None,
    )  # fmt: skip
    if fact.kind == Kind.VISIT_CALLED:
        count_again(work, day, fact.data["service"])


def undoable(work: Work, day: DayRow, counter: int) -> Fact | None:
    """Give the fact that an undo at this counter would take back now, None when there is none.

    It is the counter's newest act that was not taken back yet, as long as nothing else has happened to its visitor.
    """
    if day.closed_at is not None:
        return None
    taken_back: set[int] = set()
    for fact in work.book.facts_of_counter(counter, day.first_seq, _STEPS):
        if fact.kind == Kind.ACT_UNDONE:
            taken_back.add(fact.data["undoes"])
        elif fact.seq not in taken_back and fact.kind not in (Kind.VISIT_RETURNED, Kind.SLIP_ORDERED):
            return fact if fact.kind in UNDOABLE and fact.seq == _last_standing(work, day, fact) else None
    return None


def _last_standing(work: Work, day: DayRow, fact: Fact) -> int:
    """Give the newest fact of the same visitor that was not taken back."""
    standing = _standing(work, day, str(fact.visit))
    return standing[-1].seq if standing else 0


def _standing(work: Work, day: DayRow, visit: str) -> list[Fact]:
    """Give the facts that moved a visitor and were not taken back, oldest first."""
    standing: list[Fact] = []
    for told in work.book.facts_of_visit(visit, day.first_seq):
        if told.kind == Kind.ACT_UNDONE:
            standing = [fact for fact in standing if fact.seq != told.data["undoes"]]
        elif told.kind not in _ONLOOKERS:
            standing.append(told)
    return standing


def deadline(work: Work, fact: Fact) -> datetime:
    """Give the instant until which a fact can be taken back."""
    return datetime.fromisoformat(fact.at) + timedelta(seconds=work.catalogue.rules.undo_s)


def in_time(work: Work, fact: Fact) -> bool:
    """Tell whether a fact can be taken back still. After the clock was set back nobody knows: then no."""
    return datetime.fromisoformat(fact.at) <= work.now <= deadline(work, fact)


_OWN = frozenset({Kind.VISIT_RETURNED, Kind.VISIT_POSTPONED, Kind.VISIT_CANCELLED})
"""Facts that no counter has made and that can be taken back all the same."""

_STEPS = 40
"""How many facts of a counter are looked through: far more than fit into the limit of time."""

_ONLOOKERS = frozenset({
    Kind.CALL_SHOWN, Kind.CALL_SPOKEN, Kind.SLIP_PRINTED, Kind.PRINT_FAILED, Kind.SLIP_REPRINTED, Kind.SLIP_ORDERED,
})  # fmt: skip
"""Facts of a visitor that change nothing about where the visitor stands."""


def _require_free(work: Work, day: DayRow, counter: int, visit: str) -> None:
    busy = work.book.at_counter(day.day, counter)
    if busy is not None and busy.visit != visit:
        raise Refused(
            "undo_counter_busy",
            N_("Loket {counter} sudah menangani nomor {number}; urungkan atau selesaikan itu dahulu."),
            counter=counter,
            number=busy.number,
        )
    officer_at(work, counter)  # refuses during a break


def _require_in_time(work: Work, fact: Fact) -> None:
    if not in_time(work, fact):
        raise Refused(
            "undo_too_late",
            N_("Tindakan pada nomor {number} sudah lebih dari {seconds} detik; tidak dapat diurungkan lagi."),
            number=fact.number,
            seconds=work.catalogue.rules.undo_s,
        )


def _legs_before(work: Work, day: DayRow, fact: Fact) -> Legs:
    replay = Replay()
    for told in work.book.facts_of_visit(str(fact.visit), day.first_seq):
        replay.tell(told)
    legs = replay.before(str(fact.visit), fact.seq)
    if legs is None:
        raise Refused(
            "nothing_to_undo", N_("Tidak ada tindakan loket {counter} yang dapat diurungkan."), counter=fact.counter
        )
    return legs
