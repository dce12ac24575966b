"""Who has no place in a line now and will be called before people who have one, as far as the office can know.

Priority visitors still to come, by what the past days were like (`loket.model.expecting`); appointments of today that
nobody has checked in yet, whose places are known; parked visitors, who were asked to come back; and of those who did
not answer their call and may still come back to their place, every second one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from loket.model.appointment import CALLABLE_BEFORE, LATE_AFTER, entry
from loket.model.calendar import closing_on, day_bounds
from loket.model.expecting import default_rate, shares_of
from loket.model.hall_state import Coming, CounterState
from loket.model.visit import Leg, State
from loket.office.context import Work
from loket.office.lessons import Early, Lessons

Booked = tuple[datetime, float]
"""A place in the line, and from when on it may be called: seconds from now."""


def expected(work: Work, known: Lessons, legs: Sequence[Leg], desks: Sequence[CounterState]) -> dict[str, Coming]:
    """Give who is expected in each line; a line for which nobody is, is left out."""
    early, booked = _early(work, known, desks), _booked(work)
    for leg in _coming_back(work, legs):
        booked[leg.service].append((leg.key_at, _back_s(work, leg)))
    return {
        service: Coming(early.get(service, ()), tuple(sorted(booked[service], key=lambda each: (each[1], each[0]))))
        for service in early.keys() | booked.keys()
        if service in known.means
    }


def _early(work: Work, known: Lessons, desks: Sequence[CounterState]) -> Mapping[str, tuple[float, ...]]:
    """Give when priority visitors are expected, in seconds from now; worked out anew with every minute's lessons."""
    manned, early = frozenset(desk.number for desk in desks), known.early
    if early is None or early.manned != manned:
        times = {service: _times(work, known, desks, service) for service in known.means}
        known.early = early = Early(manned, work.now, times)
    passed_s = (work.now - early.at).total_seconds()
    return {
        service: tuple(at_s - passed_s for at_s in times if at_s > passed_s)
        for service, times in early.times.items()
        if times
    }


def _times(work: Work, known: Lessons, desks: Sequence[CounterState], service: str) -> tuple[float, ...]:
    closing = closing_on(work.catalogue.hours(work.catalogue.services[service]), work.local)
    if closing is None or not work.catalogue.services[service].is_open:
        return ()
    now_s = _of_day(work.local)
    default = default_rate(known.means[service], shares_of({desk.number: desk.services for desk in desks}, service))
    return known.arrivals[service].expected(now_s, now_s + (closing - work.local).total_seconds(), default)


def _booked(work: Work) -> dict[str, list[Booked]]:
    """Give the appointments of today that can still be kept."""
    found: dict[str, list[Booked]] = defaultdict(list)
    services, rules = work.catalogue.services, work.catalogue.rules
    if not any(service.slots for service in services.values()):
        return found
    until = day_bounds(rules.day_of(work.now), rules.tz, rules.roll_over)[1]
    for code, slot, places in work.book.expected_slots(work.now - LATE_AFTER, until):
        service = services.get(code)
        if service is None:
            continue
        there = slot - CALLABLE_BEFORE
        place = entry(
            slot, max(there, work.now), work.now, absolute=service.slots is not None and service.slots.absolute
        )
        found[code] += [(place.key_at, max(0.0, (there - work.now).total_seconds()))] * places
    return found


def _coming_back(work: Work, legs: Sequence[Leg]) -> list[Leg]:
    """Give the visitors who are taken to come back: all parked ones, every second of the missed ones."""
    grace = timedelta(minutes=work.catalogue.rules.return_grace_min)
    missed = sorted(
        (leg for leg in legs if leg.state is State.MISSED and leg.moved_at and leg.moved_at + grace > work.now),
        key=lambda leg: (leg.moved_at, leg.visit),
    )
    return [*(leg for leg in legs if leg.state is State.PARKED), *missed[1::2]]


def _back_s(work: Work, leg: Leg) -> float:
    """Give when somebody is taken to be back: half-way through the minutes that are left, of all of them if none is."""
    grace_s = work.catalogue.rules.return_grace_min * 60.0
    gone_s = (work.now - leg.moved_at).total_seconds() if leg.moved_at else 0.0
    return (grace_s - gone_s if 0 <= gone_s < grace_s else grace_s) / 2


def _of_day(local: datetime) -> float:
    return local.hour * 3600.0 + local.minute * 60.0 + local.second + local.microsecond / 1e6
