"""Take back a counter's last act: a new fact, never a deletion."""

from __future__ import annotations

from datetime import datetime, timedelta

from loket.errors import N_, Refused
from loket.model.events import Fact, Kind
from loket.model.replay import UNDOABLE, Legs, Replay
from loket.model.visit import AT_COUNTER
from loket.office.context import Office, Work
from loket.office.days import current_day
from loket.store.contract import DayRow


def undo(office: Office, counter: int) -> str:
    """Take back the last act of a counter within the office's limit; gives the kind of the fact that was undone.

    Raises Refused when there is nothing to take back, when it is too late, when the visitor has moved on, or when the
    counter has another visitor meanwhile.
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
        busy = work.book.at_counter(day.day, counter)
        if before[-1].state in AT_COUNTER and busy is not None and busy.visit != visit:
            raise Refused(
                "undo_counter_busy",
                N_("Loket {counter} sudah menangani nomor {number}; urungkan atau selesaikan itu dahulu."),
                counter=counter,
                number=busy.number,
            )
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
    """Give the fact that an undo at this counter would take back now, None when there is none."""
    last = work.book.last_fact_of_counter(counter, day.first_seq)
    if last is None or last.kind not in UNDOABLE:
        return None
    facts = work.book.facts_of_visit(str(last.visit), day.first_seq)
    moves = [fact for fact in facts if fact.kind not in _ONLOOKERS]
    return last if moves and moves[-1].seq == last.seq else None


def deadline(work: Work, fact: Fact) -> datetime:
    """Give the instant until which a fact can be taken back."""
    return datetime.fromisoformat(fact.at) + timedelta(seconds=work.catalogue.rules.undo_s)


_ONLOOKERS = frozenset({Kind.CALL_SHOWN, Kind.CALL_SPOKEN, Kind.SLIP_PRINTED, Kind.PRINT_FAILED, Kind.SLIP_REPRINTED})


def _require_in_time(work: Work, fact: Fact) -> None:
    if work.now > deadline(work, fact):
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
