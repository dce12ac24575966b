"""Take back what happened to everybody at once: the carry-over of all who waited, the closing of the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loket.errors import N_, Refused
from loket.model.appointment import MISSED_AFTER, AppointmentState
from loket.model.events import Fact, Kind
from loket.model.kept import DayRow
from loket.model.numbering import day_at, place_of
from loket.model.replay import Replay
from loket.office.appointments import expect_again
from loket.office.context import Office, Work
from loket.office.days import ensure_day, reopen
from loket.office.stages import standing
from loket.office.taking_back import Papers, put_back, require_not_readmitted, running_day, steps


@dataclass(frozen=True, slots=True)
class UndoneForAll:
    """Whose step was taken back, in the order of the facts, and what became of their slips."""

    numbers: tuple[str, ...]
    papers: Papers


def undo_carry_over(office: Office) -> UndoneForAll:
    """Let everybody wait again whom the newest carry-over of today has sent home, at their old places.

    Slips that still wait to be printed are withdrawn. Done again, it takes back the carry-over before that. Raises
    Refused when nobody is carried over, when the day is closed, and when somebody has come back with the slip: the day
    of the carry-over is over then.
    """
    with office.acting() as work:
        day = running_day(work)
        facts = _told_of(work, day)
        kept = _newest_of_one_act(facts, Kind.VISIT_CARRIED_OVER)
        if not kept:
            raise Refused(
                "nothing_carried_over",
                N_("Hari ini tidak ada tiket lanjutan yang dapat dibatalkan. Tiket dari hari sebelumnya tetap berlaku; "
                   "pemegangnya melapor dengan kodenya."),
            )  # fmt: skip
        return _all_back(work, day, facts, kept)


def undo_close(office: Office) -> UndoneForAll:
    """Open again an office day that was closed too early today: everybody stands where the closing found them.

    Officers sign in again themselves. Appointments of hours to come that the closing had marked missed are expected
    again. Also after `days.open_today`, as long as the closing was the last one of the day. Raises Refused when the day
    was not closed, and when a counter where somebody stood has another visitor meanwhile.
    """
    with office.acting() as work:
        day = ensure_day(work)
        facts = _told_of(work, day)
        closings = [fact for fact in facts if fact.kind == Kind.DAY_CLOSED and fact.data["day"] == day.day.isoformat()]
        if not closings or _is_reopened(facts, closings[-1]):
            raise Refused(
                "day_not_closed", N_("Hari ini tidak ditutup; tidak ada penutupan yang perlu dibatalkan.")
            )  # fmt: skip
        closing = closings[-1]
        day = reopen(work, day, always_open=day.always_open, undoes=closing.seq)
        closed = [fact for fact in standing(facts) if fact.kind == Kind.VISIT_CLOSED and fact.at == closing.at]
        done = _all_back(work, day, facts, closed)
        _expect_again(work, [fact for fact in facts if fact.kind == Kind.APPOINTMENT_MISSED and fact.at == closing.at])
        return done


def _told_of(work: Work, day: DayRow) -> list[Fact]:
    """Give what was told since a day was opened, without visitors of later days: the clock may have been set back."""
    return [
        fact for fact in work.book.facts(day.first_seq - 1)
        if fact.visit is None or day_at(place_of(fact.visit)) == day.day
    ]  # fmt: skip


def _newest_of_one_act(facts: Sequence[Fact], kind: Kind) -> list[Fact]:
    """Give the newest facts of a kind that stand and were written in one act: every act has an instant of its own."""
    stood = [fact for fact in standing(facts) if fact.kind == kind]
    return [fact for fact in stood if fact.at == stood[-1].at]


def _is_reopened(facts: Sequence[Fact], closing: Fact) -> bool:
    """Tell whether a closing was taken back before."""
    return any(fact.kind == Kind.DAY_OPENED and fact.data.get("undoes") == closing.seq for fact in facts)


def _all_back(work: Work, day: DayRow, facts: Sequence[Fact], undone: Sequence[Fact]) -> UndoneForAll:
    """Put back every visitor whose last step is among `undone`; somebody who was brought back alone has gone on."""
    require_not_readmitted(work, day, {str(fact.visit) for fact in undone})
    replay = Replay()
    for fact in facts:
        if fact.visit is not None:
            replay.tell(fact)
    told = _by_visit(facts)
    numbers, papers = [], Papers()
    for fact in undone:
        visit = str(fact.visit)
        before = replay.before(visit, fact.seq)
        last = steps(told[visit], without=(Kind.PRIORITY_CHANGED,))[-1]
        if before is None or last.seq != fact.seq:
            continue
        numbers.append(str(fact.number))
        papers += put_back(work, day, fact, before, told[visit], None)
    return UndoneForAll(tuple(numbers), papers)


def _by_visit(facts: Sequence[Fact]) -> Mapping[str, list[Fact]]:
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.visit is not None:
            told.setdefault(fact.visit, []).append(fact)
    return told


def _expect_again(work: Work, missed: Sequence[Fact]) -> None:
    """Expect again whom a closing that was too early had marked missed, as far as the hour is not over."""
    for fact in missed:
        found = work.book.appointment(fact.data["code"])
        if found is None or found.state is not AppointmentState.MISSED or found.slot + MISSED_AFTER <= work.now:
            continue
        expect_again(work, found)
