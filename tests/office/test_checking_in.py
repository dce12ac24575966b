"""Somebody with an appointment comes: on time, early, late, twice, on the wrong day; and is called by the same rule."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from loket.model.appointment import ENTRIES, AppointmentState, SlotPlan, qr_text
from loket.model.calendar import WeekHours
from loket.model.events import Kind
from loket.model.queue import REASONS
from loket.office import appointments
from loket.office.administration import switch_service
from loket.office.appointment_lists import appointment_of
from loket.office.calling import call_next, finish, start
from loket.office.checking_in import check_in
from loket.office.days import close_day
from loket.office.printing import slip_job
from loket.office.ticketing import take_ticket
from tests.factories import a_service, journal, leg_of, refused, serve

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def office(make_office):
    """Nine o'clock; A takes appointments every half-hour, B calls them first."""
    return make_office(
        a_service("A", slots=SlotPlan(capacity=3)),
        a_service("B", "Data DTSEN", slots=SlotPlan(absolute=True)),
        a_service("C", "Jaminan Kesehatan"),
    )


def booked(office, at: time, service: str = "A", day: date = MONDAY) -> str:
    return appointments.book(office, service, day, at).appointment.code


def called(office, counter: int = 1) -> str | None:
    """Call and serve the next one, and give the number."""
    made = call_next(office, counter)
    return made.number if made else None


def test_who_checks_in_on_time_goes_before_walk_ins_of_the_last_half_hour_and_after_earlier_ones(office, clock):
    code = booked(office, time(10))
    clock.pass_(minutes=20)
    early = take_ticket(office, "A")
    clock.pass_(minutes=30)
    walk_in = take_ticket(office, "A")
    clock.pass_(minutes=5)
    here = check_in(office, code)
    assert (here.reason, here.not_before) == ("appointment", None)
    assert here.ticket is not None
    assert here.ticket.ahead == 1
    assert [serve(office, counter).number for counter in (1, 2, 3)] == [early.number, here.number, walk_in.number]


def test_who_comes_early_waits_and_walk_ins_are_called_meanwhile(office, clock):
    here = check_in(office, booked(office, time(9, 30)))
    assert here.reason == "appointment_early"
    assert f"{here.not_before:%H.%M}" == "09.25"
    clock.pass_(minutes=10)
    walk_in = take_ticket(office, "A")
    clock.pass_(minutes=5)
    assert called(office, 1) == walk_in.number
    assert called(office, 2) is None, "an appointment of half past nine is not called at a quarter past"
    clock.pass_(minutes=10, seconds=-1)
    assert called(office, 2) is None
    clock.pass_(seconds=1)
    assert called(office, 2) == here.number


def test_a_future_appointment_cannot_be_called(office, clock):
    tomorrow, later = booked(office, time(9), day=TUESDAY), booked(office, time(15))
    check_in(office, later)
    assert called(office) is None
    with refused(office, "appointment_later", "24-11-2026 pukul 09.00"):
        check_in(office, tomorrow)
    assert called(office) is None


def test_up_to_ten_minutes_late_is_on_time_and_after_that_one_waits_like_everybody(office, clock):
    first, second = booked(office, time(9, 30)), booked(office, time(9, 30))
    clock.pass_(minutes=35)
    walk_in = take_ticket(office, "A")
    clock.pass_(minutes=5)
    on_time = check_in(office, first)
    clock.pass_(seconds=1)
    late = check_in(office, second)
    assert (on_time.reason, late.reason) == ("appointment", "appointment_late")
    assert "antre menurut waktu datang" in ENTRIES[late.reason]
    assert [serve(office, counter).number for counter in (1, 2, 3)] == [on_time.number, walk_in.number, late.number]


def test_where_a_service_calls_appointments_first_nobody_goes_before_them_from_five_minutes_before(office, clock):
    walk_in = take_ticket(office, "B")
    clock.pass_(minutes=20)
    here = check_in(office, booked(office, time(9, 30), "B"))
    assert here.reason == "appointment_first"
    clock.pass_(minutes=5)
    assert [serve(office, counter).number for counter in (1, 2)] == [here.number, walk_in.number]


def test_why_somebody_with_an_appointment_was_called_is_stored_as_it_was(office, clock):
    code = booked(office, time(9, 30))
    clock.pass_(minutes=32)
    check_in(office, code)
    late = booked(office, time(10))
    serve(office, 1)
    clock.pass_(minutes=60)
    check_in(office, late)
    serve(office, 2)
    first, second = (fact.data["reason"] for fact in journal(office) if fact.kind == Kind.VISIT_CALLED)
    assert first == "appointment"
    assert second == "first_arrival", "who came too late was called as a walk-in"
    assert REASONS[first]


def test_checking_in_twice_gives_the_same_number_and_one_ticket(office, clock):
    code = booked(office, time(9, 30))
    first = check_in(office, qr_text(code))
    clock.pass_(minutes=3)
    again = check_in(office, code.lower())
    assert (again.number, again.visit, again.reason) == (first.number, first.visit, first.reason)
    assert again.ticket is None
    assert again.not_before == first.not_before
    assert sum(fact.kind == Kind.TICKET_TAKEN for fact in journal(office)) == 1
    clock.pass_(days=1)
    take_ticket(office, "A")
    assert check_in(office, code).number == first.number, "also when the day is over"


def test_the_check_in_the_ticket_and_its_slip_are_one_act(office, clock):
    code = booked(office, time(9, 30))
    before = len(journal(office))
    here = check_in(office, code, priority="lansia")
    kinds = [fact.kind for fact in journal(office)][before:]
    assert kinds == [Kind.DAY_OPENED, Kind.TICKET_TAKEN, Kind.APPOINTMENT_CHECKED_IN]
    taken, checked = journal(office)[-2:]
    assert taken.data["appointment"] == code
    assert taken.data["priority"] == "LANSIA"
    assert (checked.visit, checked.number) == (here.visit, here.number) == (taken.visit, taken.number)
    assert checked.data == {"code": code, "slot": "2026-11-23T00:30:00+00:00", "entry": "appointment_early"}
    known = appointment_of(office, code).appointment
    assert (known.state, known.number) == (AppointmentState.CHECKED_IN, here.number)
    assert leg_of(office, here.visit).priority == "LANSIA"


def test_cancelled_unknown_and_unreadable_codes_are_refused_in_words(office):
    gone = booked(office, time(9, 30))
    appointments.cancel_appointment(office, gone)
    with refused(office, "appointment_state", "batal"):
        check_in(office, gone)
    with refused(office, "appointment_unknown", "cari nama"):
        check_in(office, "ZZZZ99")
    with refused(office, "appointment_code", "misalnya 7KD2MA"):
        check_in(office, "https://contoh.id")


def test_an_appointment_of_yesterday_is_over_and_the_way_out_is_said(office, clock):
    code = booked(office, time(9, 30))
    clock.pass_(days=1)
    with refused(office, "appointment_over", "Ambil nomor biasa"):
        check_in(office, code)
    moved = appointments.move_appointment(office, code, TUESDAY, time(10))
    assert check_in(office, moved.appointment.code).number == "A001"


def test_who_is_more_than_an_hour_late_is_marked_missed_and_gets_a_walk_ins_place_all_the_same(office, clock):
    code = booked(office, time(9, 30))
    clock.pass_(minutes=95)
    here = check_in(office, code)
    assert here.reason == "appointment_late"
    assert [fact.kind for fact in journal(office)][-3:] == [
        Kind.APPOINTMENT_MISSED, Kind.TICKET_TAKEN, Kind.APPOINTMENT_CHECKED_IN,
    ]  # fmt: skip


def test_who_is_on_time_is_refused_neither_before_the_opening_nor_by_the_quota(make_office, clock):
    hours = WeekHours.of_plain({"mon": ["09.30-12.00"]})
    office = make_office(a_service("A", hours=hours, quota=1, slots=SlotPlan()))
    first, second = booked(office, time(9, 30)), booked(office, time(10))
    assert check_in(office, first).number == "A001"
    assert check_in(office, second).number == "A002"
    with refused(office, "service_outside_hours"):
        take_ticket(office, "A")
    clock.pass_(minutes=40)
    with refused(office, "quota_full"):
        take_ticket(office, "A")


def test_a_service_that_was_closed_or_a_day_that_was_closed_refuses_the_check_in(office, clock):
    first, second = booked(office, time(9, 30)), booked(office, time(10))
    switch_service(office, "A", is_open=False, reason="Listrik padam.")
    with refused(office, "service_closed", "Listrik padam"):
        check_in(office, first)
    switch_service(office, "A", is_open=True)
    check_in(office, first)
    close_day(office)
    with refused(office, "day_closed"):
        check_in(office, second)


def test_walk_ins_without_an_appointment_sort_equally_on_every_engine(office, clock):
    """Some have an earliest call and some have none: no engine puts the empty ones first or last by itself."""
    codes = [booked(office, at) for at in (time(9, 30), time(10), time(10))]
    first = take_ticket(office, "A").number
    clock.pass_(minutes=10)
    half_past = check_in(office, codes[0]).number
    second = take_ticket(office, "A").number
    clock.pass_(minutes=12)
    ten = [check_in(office, code).number for code in codes[1:]]
    third = take_ticket(office, "A").number
    clock.pass_(minutes=20)
    last = take_ticket(office, "A").number
    clock.pass_(minutes=15)
    order = []
    while (made := call_next(office, 1)) is not None:
        order.append(made.number)
        start(office, 1)
        finish(office, 1)
    assert order == [half_past, first, second, third, *ten, last]


def test_the_language_chosen_at_the_check_in_wins_over_that_of_the_booking(office, clock):
    clock.pass_(minutes=25)
    for given, wrote, speaks in (("", "en", "en"), ("id", "en", "id"), ("en", "id", "en")):
        code = appointments.book(office, "A", MONDAY, time(9, 30), language=wrote).appointment.code
        here = check_in(office, code, language=given)
        assert here.ticket is not None
        assert here.ticket.language == speaks
        slip = slip_job(office, here.number).slip
        assert slip.language == speaks, "and so is the paper"
        assert appointment_of(office, code).appointment.language == wrote, "the booking stays as it was made"
