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
        _require_in_time(work, fact)
        visit = str(fact.visit)
        before = _legs_before(work, day, fact)
        now = tuple(work.book.legs_of_visit(visit))
        if before[-1].state in AT_COUNTER:
            _require_free(work, day, counter, visit)
        for leg in now[len(before) :]:
            work.book.remove_leg(leg)
        for leg in before:
            work.book.change_leg(leg)
        data = {
            "leg": before[-1].ordinal, "undoes": fact.seq, "kind": fact.kind, "from": now[-1].state.value,
            "to": before[-1].state.value,
        }  # fmt: skip
        duty = work.book.duty_at(counter)
        work.book.append(
            Kind.ACT_UNDONE, work.now, data, visit=visit, number=fact.number, counter=counter,
            officer=duty.officer if duty else None,
        )  # fmt: skip
        return fact.kind


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
    standing: list[int] = []
    for told in work.book.facts_of_visit(str(fact.visit), day.first_seq):
        if told.kind == Kind.ACT_UNDONE:
            standing = [seq for seq in standing if seq != told.data["undoes"]]
        elif told.kind not in _ONLOOKERS:
            standing.append(told.seq)
    return standing[-1] if standing else 0


def deadline(work: Work, fact: Fact) -> datetime:
    """Give the instant until which a fact can be taken back."""
    return datetime.fromisoformat(fact.at) + timedelta(seconds=work.catalogue.rules.undo_s)


def in_time(work: Work, fact: Fact) -> bool:
    """Tell whether a fact can be taken back still. After the clock was set back nobody knows: then no."""
    return datetime.fromisoformat(fact.at) <= work.now <= deadline(work, fact)


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
