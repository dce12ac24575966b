"""Appointments as the office does them: booked, moved, called off, forgotten; on every engine alike."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loket.errors import Refused
from loket.model.appointment import AppointmentState, Contact, SlotPlan
from loket.model.calendar import Holiday, WeekHours
from loket.model.events import Kind
from loket.model.office_calendar import SpecialHours
from loket.office import appointments, calendars
from loket.office.appointment_lists import appointment_day, appointment_of, appointments_of, reminders
from loket.office.days import close_day
from loket.office.slots import MOST_DAYS, booking_offer, slots_of
from loket.office.ticketing import take_ticket
from tests.factories import a_service, assert_whole, journal, refused

MONDAY = date(2026, 11, 23)
TUESDAY, FRIDAY = MONDAY + timedelta(days=1), date(2026, 11, 27)
WEEK = WeekHours.of_plain({day: ["07.30-16.00"] for day in ("mon", "tue", "wed", "thu", "fri")})
LUNCH = WeekHours.of_plain({"mon": ["12.00-13.00"], "tue": ["12.00-13.00"], "fri": ["11.30-13.00"]})
SITI = Contact("Siti Aminah", "0812-3456-7890", "memakai kursi roda")


@pytest.fixture
def office(make_office):
    """Open on weekdays from 07.30 to 16.00; A has one place in half an hour, B two in an hour, C none."""
    made = make_office(
        a_service("A", hours=WEEK, slots=SlotPlan()),
        a_service("B", "Data DTSEN", hours=WEEK, slots=SlotPlan(60, 2)),
        a_service("C", "Jaminan Kesehatan", hours=WEEK),
        holidays=(Holiday(date(2026, 12, 16), "Hari contoh"),),
    )
    calendars.set_breaks(made, LUNCH, "Perpres 21/2023")
    return made


def free(office, service: str, day: date) -> dict[str, int]:
    return {f"{row.begins:%H.%M}": row.free for row in slots_of(office, service, day).rows}


def test_who_books_gets_a_code_and_the_place_is_gone(office):
    card = appointments.book(office, "A", TUESDAY, time(9), SITI)
    assert len(card.appointment.code) == 6
    assert f"{card.at:%Y-%m-%d %H.%M}" == "2026-11-24 09.00"
    assert card.contact.phone == "+6281234567890"
    assert free(office, "A", TUESDAY)["09.00"] == 0
    assert free(office, "B", TUESDAY)["09.30"] == 2, "services have slots of their own"
    with refused(office, "slot_full", "yang terdekat 08.30"):
        appointments.book(office, "A", TUESDAY, time(9))


def test_the_last_place_of_a_day_is_the_last(office):
    for row in slots_of(office, "B", TUESDAY).rows:
        for _ in range(row.capacity):
            appointments.book(office, "B", TUESDAY, row.begins.time())
    with refused(office, "day_full", "pilih hari lain"):
        appointments.book(office, "B", TUESDAY, time(9, 30))


def test_no_slot_lies_in_a_break_on_a_holiday_on_a_closed_day_or_in_the_past(office):
    assert list(free(office, "A", FRIDAY)) == [
        "07.30", "08.00", "08.30", "09.00", "09.30", "10.00", "10.30", "11.00",
        "13.00", "13.30", "14.00", "14.30", "15.00", "15.30",
    ]  # fmt: skip
    assert free(office, "A", date(2026, 12, 16)) == {}
    assert free(office, "A", date(2026, 11, 28)) == {}
    assert free(office, "A", MONDAY)["08.30"] == 0, "it is nine: what has begun cannot be booked"
    assert free(office, "A", MONDAY)["09.30"] == 1
    for day, at, code, says in (
        (FRIDAY, time(12), "slot_unknown", "yang terdekat"),
        (date(2026, 12, 16), time(9), "slot_holiday", "Hari contoh"),
        (date(2026, 11, 28), time(9), "slot_closed", "pilih hari lain"),
        (MONDAY, time(9), "slot_past", "sudah lewat"),
        (MONDAY - timedelta(days=3), time(9), "slot_past", "sudah lewat"),
        (MONDAY + timedelta(days=31), time(9), "slot_too_far", "30 hari"),
        (TUESDAY, time(9, 10), "slot_unknown", "yang terdekat 09.00"),
    ):
        with refused(office, code, says):
            appointments.book(office, "A", day, at)
    with refused(office, "no_slots", "loket appointment plan C"):
        appointments.book(office, "C", TUESDAY, time(9))


def test_in_ramadan_slots_keep_to_the_hours_and_the_short_break_of_ramadan(office):
    season = SpecialHours(
        TUESDAY, FRIDAY, "Jam Ramadan", WeekHours((WeekHours.of_plain({"mon": ["08.00-15.00"]}).days[0],) * 7),
        breaks=WeekHours.of_plain({"tue": ["12.00-12.30"]}),
    )  # fmt: skip
    calendars.add_special(office, season, "Edaran kepala daerah")
    slots = list(free(office, "A", TUESDAY))
    assert (slots[0], slots[-1]) == ("08.00", "14.30")
    assert "12.00" not in slots
    assert "12.30" in slots


def test_a_moved_appointment_keeps_its_code_and_frees_its_place(office):
    code = appointments.book(office, "A", TUESDAY, time(9), SITI).appointment.code
    moved = appointments.move_appointment(office, code, FRIDAY, time(13))
    assert moved.appointment.code == code
    assert free(office, "A", TUESDAY)["09.00"] == 1
    assert free(office, "A", FRIDAY)["13.00"] == 0
    (card,) = appointments_of(office, FRIDAY)
    assert card.contact.name == "Siti Aminah", "whose it is goes along"
    assert appointments_of(office, TUESDAY) == []


def test_to_move_to_the_same_slot_is_no_second_booking_of_it(office):
    code = appointments.book(office, "A", TUESDAY, time(9)).appointment.code
    appointments.move_appointment(office, code, TUESDAY, time(9))
    assert free(office, "A", TUESDAY)["09.00"] == 0


def test_a_cancelled_appointment_frees_its_place_and_stays_cancelled(office):
    code = appointments.book(office, "A", TUESDAY, time(9)).appointment.code
    appointments.cancel_appointment(office, code.lower())
    assert free(office, "A", TUESDAY)["09.00"] == 1
    with refused(office, "appointment_state", "batal"):
        appointments.cancel_appointment(office, code)
    with refused(office, "appointment_state", "batal"):
        appointments.move_appointment(office, code, TUESDAY, time(10))
    with refused(office, "appointment_unknown", "ZZZZ99"):
        appointments.cancel_appointment(office, "ZZZZ99")


def test_nobodys_name_or_number_is_ever_in_the_journal(office):
    code = appointments.book(office, "A", TUESDAY, time(9), SITI).appointment.code
    appointments.move_appointment(office, code, TUESDAY, time(10))
    appointments.cancel_appointment(office, code)
    told = json.dumps([fact.line() for fact in journal(office)], ensure_ascii=False)
    assert code in told
    for private in ("Siti", "Aminah", "6281234", "3456-7890", "kursi"):
        assert private not in told


def test_names_of_days_long_past_are_forgotten_and_that_is_a_fact_without_them(office, clock):
    old = appointments.book(office, "A", TUESDAY, time(9), SITI).appointment.code
    clock.pass_(days=10)
    new = appointments.book(office, "A", office.local_now().date(), time(10), Contact("Budi")).appointment.code
    clock.pass_(days=22)
    assert appointments.forget_contacts(office) == 1
    assert appointments.forget_contacts(office) == 0, "there is no more to forget, and nothing more to tell"
    assert {card.contact.name for card in appointments_of(office, TUESDAY)} == {""}
    assert {card.contact.name for card in appointments_of(office, date(2026, 12, 3))} == {"Budi"}
    assert appointment_of(office, old).appointment.code == old, "the appointment itself stays"
    assert new != old
    (fact,) = (fact for fact in journal(office) if fact.kind == Kind.CONTACTS_FORGOTTEN)
    assert fact.data == {"before": "2026-11-25", "contacts": 1}
    with refused(office, "contact_days"):
        appointments.forget_contacts(office, -1)


def test_a_contact_that_cannot_be_kept_is_refused_before_anything_is_booked(office):
    for contact in (Contact("x" * 81), Contact(note="x" * 201), Contact(phone="0812")):
        with pytest.raises(Refused):
            appointments.book(office, "A", TUESDAY, time(9), contact)
    assert free(office, "A", TUESDAY)["09.00"] == 1


def test_an_hour_after_its_slot_an_appointment_is_missed_and_may_get_another(office, clock):
    code = appointments.book(office, "A", MONDAY, time(9, 30)).appointment.code
    clock.pass_(minutes=90)
    assert appointment_of(office, code).appointment.state is AppointmentState.BOOKED
    clock.pass_(seconds=1)
    assert appointment_of(office, code).appointment.state is AppointmentState.MISSED, "it is shown so at once"
    appointments.book(office, "A", TUESDAY, time(9))
    assert [fact.data["code"] for fact in journal(office) if fact.kind == Kind.APPOINTMENT_MISSED] == [code]
    moved = appointments.move_appointment(office, code, TUESDAY, time(10))
    assert moved.appointment.state is AppointmentState.BOOKED


def test_closing_the_day_marks_who_did_not_come_and_nobody_of_the_next_day(office, clock):
    today = appointments.book(office, "A", MONDAY, time(15, 30)).appointment.code
    later = appointments.book(office, "A", TUESDAY, time(9)).appointment.code
    take_ticket(office, "A")
    close_day(office)
    assert appointment_of(office, today).appointment.state is AppointmentState.MISSED
    assert appointment_of(office, later).appointment.state is AppointmentState.BOOKED
    assert_whole(office)


def test_a_day_that_closes_by_itself_marks_who_did_not_come(office, clock):
    code = appointments.book(office, "A", MONDAY, time(15, 30)).appointment.code
    take_ticket(office, "A")
    clock.pass_(days=1)
    take_ticket(office, "A")
    assert appointment_of(office, code).appointment.state is AppointmentState.MISSED


def test_the_list_of_a_day_is_in_order_of_slots_then_codes_whatever_the_order_of_booking(office):
    slots = [time(9), time(13), time(8), time(13), time(9)]
    made = [appointments.book(office, "B", TUESDAY, at).appointment for at in (time(9, 30), time(13), time(7, 30))]
    made += [appointments.book(office, "A", TUESDAY, at).appointment for at in slots[:3]]
    made.append(appointments.book(office, "B", TUESDAY, time(13)).appointment)
    appointments.cancel_appointment(office, made[0].code)
    listed = [card.appointment.code for card in appointments_of(office, TUESDAY)]
    assert listed == [each.code for each in sorted(made, key=lambda each: (each.slot, each.code))]
    only = appointments_of(office, TUESDAY, "A")
    assert {card.appointment.service for card in only} == {"A"}


def test_reminders_are_for_the_next_day_of_work_in_the_visitors_language(office, clock):
    clock.pass_(days=4)  # Friday
    monday = MONDAY + timedelta(days=7)
    appointments.book(office, "A", monday, time(9), SITI)
    appointments.book(office, "A", monday, time(10), Contact("John", "+67077123456"), language="en")
    gone = appointments.book(office, "A", monday, time(11), Contact("Budi")).appointment.code
    appointments.cancel_appointment(office, gone)
    first, second = reminders(office)
    assert first.text.startswith("Yth. Siti Aminah,")
    assert "Senin, 30 November 2026 pukul 09.00 WIT" in first.text
    assert first.card.appointment.code in first.text
    assert second.card.appointment.language == "en"
    assert "Monday, 30 November 2026" in second.text
    assert reminders(office, TUESDAY) == []


def test_a_plan_that_promises_too_much_is_said_so_and_bookings_stay_when_it_ends(office):
    assert appointments.plan_slots(office, "C", SlotPlan(30, 1)) == pytest.approx(15 / 90)
    assert appointments.plan_slots(office, "C", SlotPlan(30, 6)) == pytest.approx(1.0)
    code = appointments.book(office, "C", TUESDAY, time(9)).appointment.code
    assert appointments.plan_slots(office, "C", None) == 0
    with refused(office, "no_slots"):
        slots_of(office, "C", TUESDAY)
    assert appointment_of(office, code).appointment.state is AppointmentState.BOOKED


def test_a_slot_before_the_roll_over_hour_belongs_to_the_day_before_and_is_counted_all_the_same(make_office):
    night = make_office(a_service("A", slots=SlotPlan()), roll_over=time(4))
    card = appointments.book(night, "A", TUESDAY, time(2))
    assert card.appointment.day == MONDAY
    with refused(night, "slot_full"):
        appointments.book(night, "A", TUESDAY, time(2))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.sampled_from("bmc"), st.integers(0, 5), st.integers(0, 3)), max_size=14))
def test_whatever_is_booked_moved_and_cancelled_no_slot_holds_more_than_its_places(office, acts):
    walls = [time(7, 30), time(8, 30), time(9, 30), time(10, 30)]
    for card in appointments_of(office, TUESDAY):
        if card.appointment.state is AppointmentState.BOOKED:
            appointments.cancel_appointment(office, card.appointment.code)
    codes: list[str] = []
    for act, which, wall in acts:
        code = codes[which % len(codes)] if codes else ""
        with suppress(Refused):  # a full slot, or a step that leads nowhere
            if act == "b" or not code:
                codes.append(appointments.book(office, "B", TUESDAY, walls[wall]).appointment.code)
            elif act == "m":
                appointments.move_appointment(office, code, TUESDAY, walls[wall])
            else:
                appointments.cancel_appointment(office, code)
        rows = slots_of(office, "B", TUESDAY).rows
        held = [card for card in appointments_of(office, TUESDAY) if card.appointment.state is AppointmentState.BOOKED]
        for row in rows:
            count = sum(card.at == row.begins for card in held)
            assert count <= row.capacity
            assert row.free == row.capacity - count


# --- what a counter is shown ----------------------------------------------------------------------------------------


def test_a_counter_is_offered_the_first_of_its_services_that_takes_appointments(office):
    offered = [booking_offer(office, own).service for own in (["C", "B", "A"], ["C"])]
    assert [each.code for each in offered if each] == ["B", "A"], "else the office's first"
    assert [each.code for each in booking_offer(office).services] == ["A", "B"]


def test_without_any_service_that_takes_appointments_there_is_nothing_to_choose(make_office):
    offer = booking_offer(make_office(a_service("A"), a_service("C", "Jaminan Kesehatan")), ["A"])
    assert (offer.services, offer.service, offer.days, offer.later) == ((), None, (), None)


def test_the_next_days_come_with_all_their_slots_and_count_what_is_free(office):
    appointments.book(office, "A", TUESDAY, time(9), SITI)
    days = {each.day: each for each in booking_offer(office, ["A"]).days}
    assert days[MONDAY].free == 11, "it is nine: what has begun is gone, what comes is free"
    assert days[TUESDAY].free == 14
    assert {f"{row.begins:%H.%M}": row.free for row in days[TUESDAY].rows} == free(office, "A", TUESDAY)
    assert date(2026, 11, 28) not in days, "nobody works on that weekday"


def test_a_holiday_among_the_next_days_is_told_by_its_name(office):
    calendars.add_special(
        office, SpecialHours(date(2026, 12, 4), date(2026, 12, 4), "Rapat kerja", WeekHours.never()), "contoh"
    )
    first = booking_offer(office, ["A"])
    assert [(each.day, each.closed) for each in first.days if not each.rows] == [(date(2026, 12, 4), "Rapat kerja")]
    assert len(first.days) == MOST_DAYS
    then = booking_offer(office, ["A"], first.later)
    assert then.days[0].day == first.later
    assert [(each.day, each.closed) for each in then.days if not each.rows] == [(date(2026, 12, 16), "Hari contoh")]
    assert then.days[-1].day <= MONDAY + timedelta(days=30)
    assert then.later is None, "thirty days ahead is as far as this service books"


def test_today_is_left_out_when_its_last_slot_has_begun(office, clock):
    clock.pass_(hours=7)
    assert booking_offer(office, ["A"]).days[0].day == TUESDAY


def test_all_the_days_of_a_counter_are_one_question_to_the_book(office, monkeypatch):
    from loket.store.book_appointments import AppointmentRows

    asked = []
    taken = AppointmentRows.slots_taken

    def asking(*given):
        asked.append(given[1:])
        return taken(*given)

    monkeypatch.setattr(AppointmentRows, "slots_taken", asking)
    booking_offer(office, ["A"])
    assert len(asked) == 1


def test_a_day_of_appointments_comes_with_the_days_of_work_around_it(office):
    appointments.book(office, "A", FRIDAY, time(9), SITI)
    day = appointment_day(office, FRIDAY)
    assert [(each.contact.name, f"{each.at:%H.%M}") for each in day.cards] == [("Siti Aminah", "09.00")]
    assert (day.before, day.after) == (FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=3))
    today = appointment_day(office)
    assert (today.day, today.today, today.cards, today.closed) == (MONDAY, MONDAY, (), "")
    assert appointment_day(office, date(2026, 12, 16)).closed == "Hari contoh"
