"""What every taking back does: the legs go back to where a fact found them, slips that still wait are withdrawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from loket.errors import N_, Refused
from loket.model.events import Fact, Kind
from loket.model.kept import DayRow
from loket.model.printer import ON_PAPER
from loket.model.replay import Legs
from loket.model.slip import SlipKind
from loket.model.visit import AT_COUNTER
from loket.office.context import Work
from loket.office.days import current_day
from loket.office.lines import count_again
from loket.office.signin import officer_at
from loket.office.stages import standing

ONLOOKERS = frozenset({
    Kind.CALL_SHOWN, Kind.CALL_SPOKEN, Kind.SLIP_PRINTED, Kind.PRINT_FAILED, Kind.SLIP_REPRINTED, Kind.SLIP_ORDERED,
    Kind.APPOINTMENT_CHECKED_IN,
})  # fmt: skip
"""Facts of a visitor that change nothing about where the visitor stands."""

_ORDERS = frozenset({Kind.TICKET_TAKEN, Kind.SLIP_ORDERED, Kind.SLIP_REPRINTED})


@dataclass(frozen=True, slots=True)
class Papers:
    """Slips that are void now: how many were withdrawn before they came out, and how many had come out."""

    withdrawn: int = 0
    out: int = 0

    def __add__(self, other: Papers) -> Papers:
        """Count both together."""
        return Papers(self.withdrawn + other.withdrawn, self.out + other.out)


def running_day(work: Work) -> DayRow:
    """Give the office day that goes on; raises Refused when it was closed, or was not opened yet."""
    day = current_day(work)
    if day is None:
        raise Refused("undo_no_day", N_("Hari ini belum ada tindakan yang dapat diurungkan."))
    if day.closed_at is not None:
        raise Refused(
            "undo_day_closed",
            N_("Hari ini sudah ditutup. Batalkan penutupannya dahulu: loket day close --undo"),
        )
    return day


def steps(told: Iterable[Fact], *, without: Collection[str] = ()) -> list[Fact]:
    """Give the facts that moved a visitor and stand, oldest first; `without` names kinds to leave out."""
    return [fact for fact in standing(told) if fact.kind not in ONLOOKERS and fact.kind not in without]


def put_back(work: Work, day: DayRow, fact: Fact, before: Legs, told: Iterable[Fact], counter: int | None) -> Papers:
    """Put the legs of a visit back to `before`, as a new fact that says what became of its slips.

    `told` are the visitor's facts of the day; `counter` is where it is done, if at one. Raises Refused when the visitor
    would stand at a counter that has another one, or whose officer is on a break.
    """
    visit = str(fact.visit)
    now = tuple(work.book.legs_of_visit(visit))
    if before[-1].state in AT_COUNTER:
        _require_free(work, day, before[-1].counter or 0, visit)
    for leg in now[len(before) :]:
        work.book.remove_leg(leg)
    for leg, was in zip(before, now, strict=False):
        if leg.priority != was.priority:
            work.book.set_priority(leg)
        if fact.kind == Kind.VISIT_POSTPONED and leg != was:
            work.book.postpone_leg(leg)  # all that a kiosk may
        elif leg != was:
            work.book.change_leg(leg)
    papers, slips = _void(work, fact, told)
    data = {
        "leg": before[-1].ordinal, "undoes": fact.seq, "kind": fact.kind, "from": now[-1].state.value,
        "to": before[-1].state.value, **slips,
    }  # fmt: skip
    duty = work.book.duty_at(counter) if counter is not None else None
    work.book.append(
        Kind.ACT_UNDONE, work.now, data, visit=visit, number=fact.number, counter=counter,
        officer=duty.officer if duty else None,
    )  # fmt: skip
    if fact.kind == Kind.VISIT_CALLED:
        count_again(work, day, fact.data["service"])
    return papers


def require_not_readmitted(work: Work, day: DayRow, visits: Collection[str]) -> None:
    """Raise Refused when a visitor has come back with the carry-over slip: the new number is taken back first."""
    for leg, continued in work.book.carried_over(day.day):
        if leg.visit in visits and continued is not None:
            raise Refused(
                "undo_readmitted",
                N_("Nomor {number} sudah melapor dengan tiket lanjutannya. Urungkan dahulu nomor barunya."),
                number=leg.number,
            )


def _void(work: Work, fact: Fact, told: Iterable[Fact]) -> tuple[Papers, dict[str, list[int]]]:
    """Withdraw the slips that a fact has brought, where they still wait."""
    if fact.kind not in (Kind.VISIT_CARRIED_OVER, Kind.TICKET_TAKEN):
        return Papers(), {}
    wanted = SlipKind.CARRY_OVER if fact.kind == Kind.VISIT_CARRIED_OVER else SlipKind.TICKET
    withdrawn: list[int] = []
    out: list[int] = []
    for each in told:
        if each.kind not in _ORDERS or each.seq < fact.seq or each.data.get("slip", SlipKind.TICKET) != wanted:
            continue
        job = work.book.job(each.seq)
        if job is None:
            continue
        came_out = job.state.upper() in ON_PAPER or job.copy > each.data.get("copy", 1)
        if job.state in ("waiting", "printing"):
            # What is in the printer comes out or not; either way nobody tries it again.
            work.book.set_job(job.id, "expired", job.printer, job.attempts, job.copy, work.now)
            came_out = came_out or job.state == "printing"
        elif not came_out:
            continue  # given up, or printed by a later order
        (out if came_out else withdrawn).append(job.id)
    if withdrawn:
        work.book.raise_print_floor()
    return Papers(len(withdrawn), len(out)), {"withdrawn": withdrawn, "out": out}


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
