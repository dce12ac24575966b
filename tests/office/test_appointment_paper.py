"""The proof of an appointment: what the office puts on it, who may have one, and that its code works at the kiosk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from loket.model.appointment import Contact, SlotPlan
from loket.model.calendar import WeekHours
from loket.model.service import Requirement
from loket.model.slip import AppointmentSlip, SlipKind
from loket.model.wording import Wording
from loket.office import appointments
from loket.office.appointment_paper import appointment_slip, print_appointment
from loket.office.checking_in import check_in
from loket.office.printer_setup import add_printer
from loket.office.printing import claim_job
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
