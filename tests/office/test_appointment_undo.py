"""An appointment cancelled, moved or checked in by mistake is as it was, if its slot can still be had."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from loket.model.appointment import AppointmentState, SlotPlan
from loket.model.fairness import proven
from loket.model.visit import State
from loket.office import appointments
from loket.office.appointment_lists import appointment_of
from loket.office.appointment_undo import undo_appointment
from loket.office.calling import finish
from loket.office.checking_in import check_in
from loket.office.ticketing import take_ticket
from loket.office.undo import undo_of_visit
from tests.factories import a_service, assert_whole, call, journal, leg_of, refused, serve

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def office(make_office):
    """Nine o'clock; A has one place in half an hour."""
    return make_office(a_service("A", slots=SlotPlan()), a_service("B", "Data DTSEN"))


def booked(office, at: time, day: date = MONDAY) -> str:
    return appointments.book(office, "A", day, at).appointment.code


def test_a_cancelled_appointment_is_booked_back_under_its_code(office, clock):
    code = booked(office, time(10), TUESDAY)
    before = appointment_of(office, code)
    appointments.cancel_appointment(office, code)
    clock.pass_(hours=20)
    take_ticket(office, "A")
    assert undo_appointment(office, code).appointment == before.appointment
    with refused(office, "slot_full"):
        booked(office, time(10), TUESDAY)
    assert check_in(office, code).number == "A002"


def test_a_cancelled_appointment_whose_place_was_given_away_says_which_slot_is_near(office):
    code = booked(office, time(10))
    appointments.cancel_appointment(office, code)
    booked(office, time(10))
    with refused(office, "slot_full", says="yang terdekat 09.30"):
        undo_appointment(office, code)
    assert appointment_of(office, code).appointment.state is AppointmentState.CANCELLED


def test_a_cancelled_appointment_whose_hour_is_over_is_not_booked_back(office, clock):
    code = booked(office, time(9, 30))
    appointments.cancel_appointment(office, code)
    clock.pass_(hours=1)
    with refused(office, "slot_past", says="pilih slot lain"):
        undo_appointment(office, code)


def test_a_moved_appointment_goes_back_once(office):
    code = booked(office, time(10))
    appointments.move_appointment(office, code, TUESDAY, time(11))
    back = undo_appointment(office, code)
    assert f"{back.at:%d %H.%M}" == "23 10.00"
    with refused(office, "appointment_nothing_to_undo", says="Pindahkan atau batalkan"):
        undo_appointment(office, code)
    fresh = booked(office, time(12))
    with refused(office, "appointment_nothing_to_undo"):
        undo_appointment(office, fresh)


def test_a_check_in_by_mistake_takes_the_number_off_the_list_and_expects_the_visitor(office, clock):
    code = booked(office, time(9, 30))
    first = check_in(office, code)
    done = undo_appointment(office, code).appointment
    assert (done.state, done.visit, done.number) == (AppointmentState.BOOKED, None, None)
    assert leg_of(office, first.visit).state is State.CANCELLED
    clock.pass_(minutes=28)
    again = check_in(office, code)
    assert again.number == "A002"
    assert call(office).number == "A002"
    assert_whole(office)
    assert proven(journal(office)).broken == []


def test_a_check_in_is_taken_back_by_its_number_as_well(office):
    code = booked(office, time(9, 30))
    assert undo_of_visit(office, check_in(office, code).visit).kind == "ticket_taken"
    assert appointment_of(office, code).appointment.state is AppointmentState.BOOKED


def test_who_was_called_with_an_appointment_is_not_taken_off_the_list_behind_the_counters_back(office, clock):
    code = booked(office, time(9, 30))
    check_in(office, code)
    clock.pass_(minutes=28)
    serve(office)
    with refused(office, "appointment_served", says="loket undo --number A001"):
        undo_appointment(office, code)
    finish(office, 1)
    clock.pass_(days=1)
    take_ticket(office, "B")
    with refused(office, "undo_other_day"):
        undo_appointment(office, code)
