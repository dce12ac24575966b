"""The proof of an appointment: what the office puts on it, who may have one, and that its code works at the kiosk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from loket.model.appointment import Contact, SlotPlan
from loket.model.calendar import WeekHours
from loket.model.service import Requirement
from loket.model.slip import AppointmentSlip, SlipKind
from loket.model.wording import Wording
from loket.office import appointments
from loket.office.appointment_paper import appointment_slip, book_at_kiosk, print_appointment
from loket.office.checking_in import check_in
from loket.office.printer_setup import add_printer
from loket.office.printing import claim_job
from loket.office.slots import free_days
from printers.slips.codes import code_of
from tests.factories import a_service, journal, refused

TUESDAY = date(2026, 11, 24)
WEEK = WeekHours.of_plain({day: ["07.30-16.00"] for day in ("mon", "tue", "wed", "thu", "fri")})
NEEDS = (Requirement(Wording("KTP-el asli", "Identity card"), Wording("Dibawa sendiri", "In person")),)


@pytest.fixture
def office(make_office):
    """A offers half-hours, wants an identity card, and is open on weekdays."""
    service = a_service("A", hours=WEEK, slots=SlotPlan())
    return make_office(replace(service, face=replace(service.face, requirements=NEEDS)))


@pytest.fixture
def code(office):
    contact = Contact("Siti Aminah", "0812-3456-7890", "memakai kursi roda")
    return appointments.book(office, "A", TUESDAY, time(9), contact, language="en").appointment.code


def test_the_proof_says_when_for_what_and_with_which_code(office, code):
    slip = appointment_slip(office, code)
    zone = office.rules.tz
    assert (slip.code, slip.letter, slip.at) == (code, "A", datetime(2026, 11, 24, 9, tzinfo=zone))
    assert [(need.name, need.note) for need in slip.needs] == [("Identity card", "In person")]
    assert slip.language == "en"
    assert appointment_slip(office, code, "id").needs[0].name == "KTP-el asli"


def test_no_name_and_no_telephone_number_are_on_paper(office, code):
    add_printer(office, "loket", "virtual:")
    print_appointment(office, code, counter=1)
    claimed = claim_job(office, "loket")
    assert claimed is not None
    said = str(claimed.slip) + str(journal(office)[-1])
    for secret in ("Siti", "Aminah", "3456", "kursi"):
        assert secret not in said


def test_what_was_booked_is_printed_at_the_printer_that_was_named(office, code):
    add_printer(office, "kios", "virtual:")
    add_printer(office, "loket", "virtual:")
    assert print_appointment(office, code, printer="loket", counter=1).fate.printer == "loket"
    assert claim_job(office, "kios") is None
    claimed = claim_job(office, "loket")
    assert claimed is not None
    assert isinstance(claimed.slip, AppointmentSlip)
    assert claimed.slip.code == code
    fact = journal(office)[-1]
    ordered = [fact for fact in journal(office) if fact.kind == "slip_ordered"]
    assert [(fact.number, fact.counter, fact.data["slip"]) for fact in ordered] == [(code, 1, SlipKind.APPOINTMENT)]
    assert fact.seq >= ordered[0].seq


def test_the_qr_on_paper_brings_the_number_on_the_day(office, code, clock):
    slip = appointment_slip(office, code)
    clock.pass_(hours=24)
    assert check_in(office, code_of(slip)).number == "A001"


@pytest.mark.parametrize("ended", ["cancelled", "checked in"])
def test_nobody_gets_the_proof_of_an_appointment_that_is_over(office, code, clock, ended):
    if ended == "cancelled":
        appointments.cancel_appointment(office, code)
    else:
        clock.pass_(hours=24)
        check_in(office, code)
    with refused(office, "appointment_paper"):
        print_appointment(office, code)


def test_a_moved_appointment_has_a_proof_with_its_new_time(office, code):
    appointments.move_appointment(office, code, TUESDAY, time(13, 30))
    assert appointment_slip(office, code).at.time() == time(13, 30)


def test_a_code_that_nobody_has_is_refused(office):
    with refused(office, "appointment_unknown"):
        appointment_slip(office, "7KD2MA")


# --- at the kiosk ---------------------------------------------------------------------------------------------------


def test_a_booking_at_the_kiosk_and_its_proof_are_one_act_and_nobody_is_named(office):
    add_printer(office, "kios", "virtual:")
    before = journal(office)[-1].seq
    booked = book_at_kiosk(office, "A", TUESDAY, time(9), language="en", printer="kios")
    assert [fact.kind for fact in journal(office, before)] == ["appointment_booked", "slip_ordered"]
    assert (booked.card.at.time(), booked.card.appointment.language, bool(booked.card.contact)) == (
        time(9), "en", False,
    )  # fmt: skip
    claimed = claim_job(office, "kios")
    assert claimed is not None
    assert claimed.id == booked.job
    assert isinstance(claimed.slip, AppointmentSlip)
    assert (claimed.slip.code, claimed.slip.language) == (booked.card.appointment.code, "en")


def test_an_office_without_a_printer_books_all_the_same(office):
    before = journal(office)[-1].seq
    assert book_at_kiosk(office, "A", TUESDAY, time(9)).job is None
    assert [fact.kind for fact in journal(office, before)] == ["appointment_booked"]


def test_a_slot_that_somebody_else_has_taken_is_refused_at_the_kiosk_and_nothing_is_printed(office, code):
    add_printer(office, "kios", "virtual:")
    with refused(office, "slot_full"):
        book_at_kiosk(office, "A", TUESDAY, time(9))


def test_the_kiosk_offers_the_days_after_today_that_have_a_free_place_and_no_others(office):
    offer = free_days(office, "A")
    assert offer.days[0].day == TUESDAY
    assert all(each.free and each.day.weekday() < 5 for each in offer.days)
    assert (offer.today, offer.until) == (TUESDAY - timedelta(days=1), TUESDAY + timedelta(days=29))
    assert len(offer.days) == 14
    assert len(free_days(office, "A", most=40).days) == 22


def test_full_days_are_passed_over_however_many_there_are(office, clock):
    week = WeekHours.of_plain({day: ["08.00-08.30"] for day in ("mon", "tue", "wed", "thu", "fri")})
    with office.acting() as work:
        work.book.save_service(replace(work.catalogue.service("A"), hours=week))
        work.book.set_mark("catalogue", str(work.catalogue.version + 1))
    free = [each.day for each in free_days(office, "A", most=40).days]
    for day in free[:-2]:
        appointments.book(office, "A", day, time(8))
    assert [each.day for each in free_days(office, "A").days] == free[-2:]
    for day in free[-2:]:
        appointments.book(office, "A", day, time(8))
    assert free_days(office, "A").days == ()


def test_a_service_without_a_plan_has_no_days_to_offer(make_office):
    with refused(office := make_office(a_service("A")), "no_slots"):
        free_days(office, "A")
