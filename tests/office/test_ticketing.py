"""Taking a ticket: a number that is there once, and only when the rules allow one."""

from __future__ import annotations

import pytest

from loket.errors import Refused
from loket.model.calendar import Holiday, WeekHours
from loket.model.service import WaitRange
from loket.model.visit import State
from loket.office import days
from loket.office.administration import switch_service
from loket.office.boards import kiosk_board
from loket.office.calling import finish, mark_absent, park
from loket.office.days import close_day, open_today
from loket.office.ticketing import PRIORITY_GROUPS, cancel, take_ticket
from tests.factories import MONDAY_NINE, a_service, call, journal, last_seq, leg_of, refused, serve

WORKDAYS = WeekHours.of_plain({day: ["08:00-12:00", "13:00-15:00"] for day in ("mon", "tue", "wed", "thu", "fri")})


def test_numbers_of_a_service_follow_each_other_without_a_gap(office):
    assert [take_ticket(office, "A").number for _ in range(3)] == ["A001", "A002", "A003"]
    assert take_ticket(office, "B").number == "B001"
    assert take_ticket(office, "A").number == "A004"


def test_a_ticket_says_what_the_visitor_must_know(office):
    take_ticket(office, "A")
    ticket = take_ticket(office, "A", told=WaitRange(300, 900), missing=["Kartu Keluarga"], language="en")
    assert (ticket.number, ticket.ahead, ticket.day.isoformat()) == ("A002", 1, "2026-11-23")
    assert f"{ticket.taken_at:%H.%M}" == "09.00"
    assert ticket.told == WaitRange(300, 900)
    assert [each.id for each in ticket.missing] == ["Kartu Keluarga"]
    assert len(ticket.code) == 5


def test_one_press_is_one_fact_with_everything_in_it(office):
    take_ticket(office, "A")
    before = last_seq(office)
    ticket = take_ticket(office, "A", priority="lansia")
    (fact,) = journal(office, before)
    assert (fact.kind, fact.visit, fact.number) == ("ticket_taken", ticket.visit, "A002")
    assert fact.data["service"] == "A"
    assert fact.data["sequence"] == 2
    assert fact.data["priority"] == "LANSIA"
    assert fact.seq == ticket.print_job


def test_a_service_is_found_by_letter_or_name_in_any_case(office):
    assert take_ticket(office, "a").number == "A001"
    assert take_ticket(office, "bantuan SOSIAL").number == "A002"
    assert take_ticket(office, "Data DTSEN (en)").number == "B001"


def test_an_unknown_service_gives_no_number_and_names_the_known_ones(office):
    with refused(office, "service_unknown"):
        take_ticket(office, "X")
    with pytest.raises(Refused, match="A Bantuan Sosial, B Data DTSEN"):
        take_ticket(office, "")
    assert take_ticket(office, "A").number == "A001"


def test_the_number_after_999_has_four_digits_and_never_wraps(office):
    numbers = [take_ticket(office, "A").number for _ in range(1001)]
    assert numbers[-3:] == ["A999", "A1000", "A1001"]
    with office.looking() as work:
        found = work.book.visit_by_number(days.picture_day(work), "a1000")
    assert found is not None
    assert found.sequence == 1000


def test_every_group_with_a_right_to_priority_is_known(office):
    for group in PRIORITY_GROUPS:
        ticket = take_ticket(office, "A", priority=group.lower().replace("_", "-"))
        assert ticket.priority == group
        assert leg_of(office, ticket.visit).priority == group


def test_an_unknown_group_burns_no_number(office):
    with refused(office, "priority_unknown"):
        take_ticket(office, "A", priority="VIP")
    assert take_ticket(office, "A").number == "A001"


def test_a_closed_service_gives_no_number_and_says_why(office):
    switch_service(office, "A", is_open=False, reason="Petugas dinas luar.")
    with refused(office, "service_closed"):
        take_ticket(office, "A")
    with pytest.raises(Refused, match=r"Petugas dinas luar\."):
        take_ticket(office, "A")
    assert take_ticket(office, "B").number == "B001"
    switch_service(office, "A", is_open=True)
    assert take_ticket(office, "A").number == "A001"


def test_a_used_up_quota_gives_no_number_until_tomorrow(make_office, clock):
    office = make_office(a_service("A", quota=2))
    assert [take_ticket(office, "A").number for _ in range(2)] == ["A001", "A002"]
    with refused(office, "quota_full"):
        take_ticket(office, "A")
    clock.pass_(days=1)
    assert take_ticket(office, "A").number == "A001"


def test_a_number_that_was_cancelled_before_its_service_uses_no_quota_up(make_office):
    office = make_office(a_service("A", quota=2))
    cancel(office, take_ticket(office, "A").visit)
    assert [take_ticket(office, "A").number for _ in range(2)] == ["A002", "A003"]
    with refused(office, "quota_full"):
        take_ticket(office, "A")


def test_a_missed_visitor_who_was_cancelled_uses_no_quota_up_and_one_who_was_served_does(make_office):
    office = make_office(a_service("A", quota=2))
    missed, served = take_ticket(office, "A"), take_ticket(office, "A")
    call(office)
    mark_absent(office, 1)
    cancel(office, missed.visit)
    serve(office)
    park(office, 1)
    cancel(office, served.visit)
    assert take_ticket(office, "A").number == "A003"
    with refused(office, "quota_full"):
        take_ticket(office, "A")


def test_the_kiosk_offers_a_service_again_when_a_number_of_its_quota_was_cancelled(make_office):
    office = make_office(a_service("A", quota=1))
    ticket = take_ticket(office, "A")
    assert kiosk_board(office).tiles[0].state == "full"
    cancel(office, ticket.visit)
    assert kiosk_board(office).tiles[0].state == "open"


def test_a_used_up_quota_offers_the_next_day_of_work(make_office, clock):
    office = make_office(a_service("A", hours=WORKDAYS, quota=1))
    take_ticket(office, "A")
    with refused(office, "quota_full", says="Datanglah lagi 24-11-2026 08.00."):
        take_ticket(office, "A")


def test_steady_visitors_are_not_refused_at_midday(make_office, clock):
    office = make_office(a_service("A", quota=40))
    for _ in range(40):
        take_ticket(office, "A")
        serve(office)
        finish(office, 1)
        clock.pass_(minutes=10)
    with refused(office, "quota_full"):
        take_ticket(office, "A")


@pytest.mark.parametrize(
    ("hour", "taken"),
    [(7.98, False), (8.0, True), (11.99, True), (12.0, False), (12.5, False), (13.0, True), (15.0, False)],
)
def test_numbers_are_given_in_the_hours_of_the_service_only(make_office, clock, hour, taken):
    clock.pass_(hours=hour - 9)
    office = make_office(a_service("A", hours=WORKDAYS))
    if taken:
        assert take_ticket(office, "A").number == "A001"
    else:
        with refused(office, "service_outside_hours"):
            take_ticket(office, "A")


def test_outside_the_hours_the_next_opening_is_said(make_office, clock):
    clock.pass_(days=4, hours=8)
    office = make_office(a_service("A", hours=WORKDAYS))
    with pytest.raises(Refused, match=r"Buka lagi 30-11-2026 08\.00"):
        take_ticket(office, "A")


def test_on_a_holiday_the_name_of_the_holiday_is_said(make_office):
    office = make_office(a_service("A", hours=WORKDAYS), holidays=(Holiday(MONDAY_NINE.date(), "Hari Uji Coba"),))
    with refused(office, "service_outside_hours"):
        take_ticket(office, "A")
    with pytest.raises(Refused, match=r"\(Hari Uji Coba\)\. Buka lagi 24-11-2026 08\.00"):
        take_ticket(office, "A")


def test_a_service_without_hours_says_so(make_office):
    office = make_office(a_service("A", hours=WeekHours.never()))
    with refused(office, "service_without_hours"):
        take_ticket(office, "A")


def test_the_office_can_open_outside_its_hours(make_office):
    office = make_office(a_service("A", hours=WeekHours.never()))
    open_today(office)
    assert take_ticket(office, "A").number == "A001"


def test_after_the_day_is_closed_no_number_is_given_until_it_is_opened_again(office):
    take_ticket(office, "A")
    close_day(office)
    with refused(office, "day_closed"):
        take_ticket(office, "A")
    open_today(office)
    assert take_ticket(office, "A").number == "A002"


def test_a_visitor_who_leaves_is_taken_off_the_list(office):
    ticket = take_ticket(office, "A")
    cancel(office, ticket.visit)
    assert leg_of(office, ticket.visit).state is State.CANCELLED
    with refused(office, "visit_ended"):
        cancel(office, ticket.visit)
    with refused(office, "visit_unknown"):
        cancel(office, "f" * 32)


def test_a_visitor_at_the_counter_cannot_be_cancelled(office):
    ticket = take_ticket(office, "A")
    call(office)
    with refused(office, "visit_state"):
        cancel(office, ticket.visit)


def test_yesterdays_forgotten_visitor_cannot_be_cancelled_today(office, clock):
    ticket = take_ticket(office, "A")
    clock.pass_(days=1)
    with refused(office, "visit_ended"):
        cancel(office, ticket.visit)
    take_ticket(office, "A")
    assert leg_of(office, ticket.visit).state is State.CARRIED_OVER


def test_nobody_can_guess_a_visit(office):
    first, second = take_ticket(office, "A"), take_ticket(office, "A")
    assert first.visit != second.visit
    assert len(first.visit) == 32
    assert first.visit[12:] != second.visit[12:]
    assert first.number not in first.visit
