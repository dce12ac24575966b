"""Nobody who waited queues again from nothing: the carry-over and the day after."""

from __future__ import annotations

from datetime import date, time

import pytest

from loket.model.calendar import Holiday, WeekHours
from loket.model.fairness import proven
from loket.model.slip import CarryOverSlip
from loket.model.visit import State
from loket.office.calling import call_next, mark_absent, park
from loket.office.carrying_over import carry_over, readmit
from loket.office.context import Office
from loket.office.days import close_day
from loket.office.ticketing import take_ticket
from tests.factories import a_service, assert_whole, call, journal, leg_of, refused, serve

OFFICE_HOURS = WeekHours(((((time(7, 30), time(16, 0))),),) * 5 + ((), ()))


def slip_on_order(office: Office, job: int) -> CarryOverSlip:
    """The words of a slip that waits to be printed."""
    with office.looking() as work:
        kept = work.book.slip(job)
    assert kept is not None
    return CarryOverSlip(**{**kept, "taken_at": kept["taken_at"], "day": date.fromisoformat(kept["day"])})


def test_everybody_who_waits_gets_a_slip_with_the_place_kept(make_office, clock):
    office = make_office(a_service("A", hours=OFFICE_HOURS), a_service("B", hours=OFFICE_HOURS))
    tickets = [take_ticket(office, service) for service in ("A", "B", "A", "A", "A")]
    serve(office, 1)
    call(office, 2)
    park(office, 2, "fotokopi")
    kept = carry_over(office, "listrik padam")
    assert [(each.number, each.place, each.day) for each in kept] == [
        ("B001", 1, date(2026, 11, 24)), ("A002", 1, date(2026, 11, 24)), ("A003", 2, date(2026, 11, 24)),
        ("A004", 3, date(2026, 11, 24)),
    ] or [each.number for each in kept] == ["B001", "A002", "A003", "A004"]  # fmt: skip
    assert leg_of(office, tickets[0].visit).state is State.SERVING, "who is at a counter is not sent away"
    slip = slip_on_order(office, kept[-1].print_job)
    assert (slip.number, slip.place_in_line, slip.reason, slip.opens) == ("A004", 3, "listrik padam", "07.30")
    assert call_next(office, 2) is None
    assert_whole(office)


def test_with_nobody_waiting_there_is_nothing_to_keep(office):
    with refused(office, "nobody_waits"):
        carry_over(office)


def test_the_next_day_of_work_is_the_one_that_is_no_holiday(make_office):
    office = make_office(
        a_service("A", hours=OFFICE_HOURS), holidays=(Holiday(date(2026, 11, 24), "Libur"),)
    )  # fmt: skip
    take_ticket(office, "A")
    assert carry_over(office)[0].day == date(2026, 11, 25)


def test_the_slip_brings_a_place_before_everybody_of_the_new_day_in_the_old_order(office, clock):
    for _ in range(3):
        take_ticket(office, "A")
    kept = carry_over(office)
    close_day(office)
    clock.pass_(days=1)
    take_ticket(office, "A")
    clock.pass_(minutes=10)
    third, second = readmit(office, kept[2].code), readmit(office, f"{kept[1].number} {kept[1].code.lower()}")
    assert (third.number, second.number) == ("A002", "A003")
    assert (third.ahead, second.ahead) == (0, 0)
    order = []
    for _ in range(3):
        made = call(office)
        order.append((made.number, made.reason))
        mark_absent(office, 1)
    assert order == [("A003", "carried_over"), ("A002", "carried_over"), ("A001", "first_arrival")]
    assert_whole(office)
    assert proven(journal(office)).broken == []


def test_a_slip_is_good_once(office, clock):
    take_ticket(office, "A")
    (kept,) = carry_over(office)
    clock.pass_(days=1)
    readmit(office, kept.code)
    with refused(office, "carried_over_used", says="A001"):
        readmit(office, kept.code)


@pytest.mark.parametrize("code", ["", "XXXXX", "A009 XXXXX"])
def test_a_code_that_nobody_has_is_refused_in_words(office, clock, code):
    take_ticket(office, "A")
    carry_over(office)
    clock.pass_(days=1)
    with refused(office, "carried_over_unknown"):
        readmit(office, code)


def test_a_slip_is_no_good_on_the_same_day_nor_after_two_weeks(office, clock):
    take_ticket(office, "A")
    (kept,) = carry_over(office)
    with refused(office, "carried_over_unknown"):
        readmit(office, kept.code)
    clock.pass_(days=15)
    with refused(office, "carried_over_unknown"):
        readmit(office, kept.code)


def test_who_was_still_waiting_at_closing_comes_back_the_same_way(office, clock):
    ticket = take_ticket(office, "A", priority="LANSIA")
    close_day(office)
    clock.pass_(days=1)
    assert readmit(office, ticket.code).priority == "LANSIA"


def test_a_service_that_is_still_being_given_is_ended_and_marked_when_it_was_only_forgotten(office, clock):
    take_ticket(office, "A")
    serve(office)
    clock.pass_(hours=5)
    with refused(office, "still_serving", says="A001"):
        close_day(office)
    close_day(office, forgotten=True)
    told = next(fact for fact in journal(office) if fact.kind == "visit_closed")
    assert (told.data["from"], told.data["to"]) == ("serving", "finished")
    assert_whole(office)
