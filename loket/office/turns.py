"""What changes the turn of somebody who waits: letting others go first, another priority group."""

from __future__ import annotations

from dataclasses import replace

from loket.errors import N_, Refused, Usage
from loket.model.events import Kind
from loket.model.hall_state import CounterState
from loket.model.kept import DayRow
from loket.model.moves import move
from loket.model.queue import MOST_POSTPONED, let_go
from loket.model.rolling import as_called
from loket.model.visit import OPEN_STATES, Act, Leg, State
from loket.office.context import Office, Work
from loket.office.days import ensure_day
from loket.office.lines import line_states
from loket.office.ticketing import current_leg, known_group

MOST_PLACES = 20
"""The most numbers a visitor may let go first at once."""


def postpone(office: Office, visit: str, places: int = 3) -> Leg:
    """Let the next `places` of the line go first (mundur n nomor), for prayer, toilet or a photocopy; gives the leg.

    They are the next of those who would have been called later, and a priority visitor is not called early before them
    either. The visitor's own wish, twice a visit at most. Raises Refused for another state, after the second time, and
    when nobody would be called later, for then nothing would change.
    """
    with office.acting() as work:
        day = ensure_day(work)
        leg = current_leg(work, visit)
        moved = move(leg, Act.POSTPONE, work.now)
        if not 1 <= places <= MOST_PLACES:
            raise Usage(
                "postpone_places", N_("Mundur paling sedikit 1 dan paling banyak {most} nomor."), most=MOST_PLACES
            )
        if leg.postponed >= MOST_POSTPONED:
            raise Refused(
                "postponed_enough",
                N_("Nomor {number} sudah mundur {times} kali. Bila nomor terlewat, lapor ke petugas untuk kembali."),
                number=leg.number,
                times=leg.postponed,
            )
        later = _later(work, day, leg)
        place = let_go(later, leg, places)
        if place is None:
            raise Refused(
                "nobody_behind",
                N_("Belum ada orang di belakang nomor {number}; tempatnya tetap."),
                number=leg.number,
            )
        moved = replace(moved, key_at=place[0], yields_to=place[1])
        work.book.postpone_leg(moved)
        data = {
            "leg": leg.ordinal, "from": leg.state.value, "to": moved.state.value, "key_at": moved.key_at.isoformat(),
            "yields_to": place[1].isoformat(), "places": places, "passed": min(places, len(later)),
            "was": leg.key_at.isoformat(),
        }  # fmt: skip
        if leg.yields_to is not None:
            data["yielded_to"] = leg.yields_to.isoformat()
        work.book.append(Kind.VISIT_POSTPONED, work.now, data, visit=visit, number=leg.number)
        return moved


def _later(work: Work, day: DayRow, mine: Leg) -> list[Leg]:
    """Give who of a line would be called after a visitor, as if one counter alone called all who may be called now."""
    here = replace(mine, not_before=None)
    line = [
        each for each in work.book.open_legs(day.day)
        if (each.service, each.state) == (mine.service, mine.state) and each.visit != mine.visit
        and (each.not_before is None or each.not_before <= work.now)
    ]  # fmt: skip
    desk = CounterState(0, frozenset({mine.service}))
    order = as_called([*line, here], desk, work.now, lines=line_states(work, day), most=len(line) + 1)
    return order[order.index(here) + 1 :]


def regroup(office: Office, visit: str, group: str | None, reason: str) -> Leg:
    """Give an open visit another priority group of the office, or none, because of what the officer sees.

    Facilities for priority visitors are not used by others: that is a fact with its reason. Raises Refused for an
    unknown group, without a reason, or after the visit has ended.
    """
    with office.acting() as work:
        ensure_day(work)
        leg = current_leg(work, visit)
        wanted = known_group(work, group) if group else None
        if not reason.strip():
            raise Usage("reason_missing", N_("Tulis alasannya; perubahan prioritas disimpan dengan alasan."))
        if leg.state not in OPEN_STATES or wanted == leg.priority:
            raise Refused("priority_same", N_("Prioritas nomor {number} tidak berubah."), number=leg.number)
        changed = replace(leg, priority=wanted)
        work.book.set_priority(changed)
        data = {"leg": leg.ordinal, "priority": wanted, "was": leg.priority, "reason": reason.strip()}
        work.book.append(Kind.PRIORITY_CHANGED, work.now, data, visit=visit, number=leg.number, officer=_officer(leg))
        return changed


def _officer(leg: Leg) -> str | None:
    """Give who deals with a leg now; nobody does while it waits."""
    return leg.officer if leg.state is not State.WAITING else None
