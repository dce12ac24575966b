"""Papers for the visitor who sits at a counter: the receipt for what was handed in, the list of what is missing."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from loket.errors import N_, Refused
from loket.model.calendar import working_days
from loket.model.service import Requirement
from loket.model.slip import Slip
from loket.model.visit import Leg, State
from loket.office.context import Office, Work
from loket.office.days import picture_day
from loket.office.printing import JobFate, job_fate, reprint
from loket.office.slips import order_slip, receipt_slip, requirements_slip

FARTHEST = 60
"""So many working days ahead a result can be promised by their number."""


@dataclass(frozen=True, slots=True)
class ReceiptDraft:
    """What the officer is asked before a receipt is printed."""

    number: str
    needs: tuple[Requirement, ...]
    missing: frozenset[str]
    """What the visitor said to lack, by its Indonesian name."""
    today: date
    working_days: tuple[date, ...]
    """The next days of work, today not counted."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """A slip that was ordered at a counter: for which number, and how far it is."""

    number: str
    fate: JobFate


def receipt_draft(office: Office, counter: int) -> ReceiptDraft:
    """Give what a receipt would say; raises Refused when nobody is served at the counter."""
    with office.looking() as work:
        leg = _served(work, counter)
        day = picture_day(work)
        return ReceiptDraft(
            leg.number, work.catalogue.services[leg.service].face.requirements,
            frozenset(work.book.missing_of(leg.visit)), day,
            working_days(work.catalogue.any_hours(), day, FARTHEST),
        )  # fmt: skip


def print_receipt(
    office: Office, counter: int, received: Collection[str], promised: date | None = None, printer: str | None = None
) -> Ordered:
    """Order the receipt for the visitor who is served; `received` names, in Indonesian, what was handed in.

    Raises Refused when nobody is served at the counter.
    """
    with office.looking() as work:
        leg = _served(work, counter)
    slip = receipt_slip(office, leg.number, promised=promised, received=tuple(received))
    return _order(office, leg, slip, printer)


def print_missing(office: Office, counter: int, missing: Collection[str], printer: str | None = None) -> Ordered:
    """Order the list of what is missing for the visitor who is served; `missing` names it in Indonesian.

    Raises Refused when nobody is served at the counter, or nothing is missing.
    """
    with office.looking() as work:
        leg = _served(work, counter)
        visit = work.book.visit(leg.visit)
        language, at = visit.language if visit else "id", work.local
    if not missing:
        raise Refused(
            "nothing_missing", N_("Berkas nomor {number} lengkap; tidak ada yang perlu dicetak."), number=leg.number
        )
    slip = replace(requirements_slip(office, leg.service, language, missing), number=leg.number, at=at)
    return _order(office, leg, slip, printer)


def print_ticket(office: Office, visit: str, printer: str | None = None) -> Ordered:
    """Print a visitor's ticket once more, at `printer` if one is named; see `loket.office.printing.reprint`."""
    job = reprint(office, visit, printer)
    with office.looking() as work:
        leg = work.book.last_leg(visit)
    return Ordered(leg.number if leg else "", job_fate(office, job))


def _order(office: Office, leg: Leg, slip: Slip, printer: str | None) -> Ordered:
    job = order_slip(
        office, slip, number=leg.number, visit=leg.visit, counter=leg.counter, officer=leg.officer, printer=printer
    )
    return Ordered(leg.number, job_fate(office, job))


def _served(work: Work, counter: int) -> Leg:
    leg = work.book.at_counter(picture_day(work), counter)
    if leg is None or leg.state is not State.SERVING:
        raise Refused(
            "nobody_served", N_("Loket {counter} sedang tidak melayani siapa pun. Panggil dahulu."), counter=counter
        )
    return leg
