"""Whatever somebody types at the kiosk is recognised: a number of today, a kept place, an appointment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest

from loket.errors import Refused
from loket.model.appointment import SlotPlan, qr_text
from loket.office.appointments import book
from loket.office.calling import finish, mark_absent
from loket.office.carrying_over import carry_over
from loket.office.context import Office
from loket.office.days import close_day
from loket.office.pictures import TakenTicket
from loket.office.recognising import Found, Standing, recognise, standing_of, step_back
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from tests.factories import FixedClock, a_service, call, refused, serve


def standing(found: Found) -> Standing:
    assert isinstance(found, Standing)
    return found


@pytest.mark.parametrize("typed", ["A002", "a002", " a2 ", "A-002", "A 002"])
def test_a_number_of_today_is_recognised_however_it_is_typed(office: Office, typed: str) -> None:
    for _ in range(2):
        take_ticket(office, "A")
    found = standing(recognise(office, typed))
    assert found.why.number == "A002"
    assert found.why.ahead == 1
    assert found.service.code == "A"


def test_who_waits_may_let_others_go_first_twice_and_is_told_how_often_it_is_left(office: Office) -> None:
    first = take_ticket(office, "A")
    for _ in range(6):
        take_ticket(office, "A")
    assert standing(recognise(office, "A001")).proven is False, "anybody can type a number"
    assert standing(recognise(office, f"a001 {first.code.lower()}")).proven
    assert standing(recognise(office, f"A001{first.code}")).proven
    with refused(office, "typed_unknown"):
        recognise(office, "A001 22222")
    assert standing(recognise(office, "A001")).postpones == 2
    once = step_back(office, first.visit, "A001", 3)
    assert (once.postpones, once.why.ahead) == (1, 3)
    assert step_back(office, first.visit, "A001", 3).postpones == 0
    with refused(office, "postponed_enough"):
        step_back(office, first.visit, "A001", 3)


def test_who_was_missed_or_is_done_has_nothing_to_postpone(office: Office) -> None:
    sign_in(office, 1, "P1")
    for _ in range(2):
        take_ticket(office, "A")
    call(office, 1)
    mark_absent(office, 1)
    assert standing_of(office, "A001").postpones == 0
    serve(office, 1)
    finish(office, 1)
    assert standing_of(office, "A002").why.sentence == "Nomor A002 sudah selesai."


@pytest.mark.parametrize("form", ["{code}", "{number} {code}", "{number}{code}"])
def test_a_carry_over_slip_brings_todays_number_with_or_without_its_own(
    office: Office, clock: FixedClock, form: str
) -> None:
    take_ticket(office, "A")
    (kept,) = carry_over(office)
    close_day(office)
    clock.pass_(days=1)
    found = recognise(office, form.format(code=kept.code, number=kept.number).lower(), language="en", chosen=True)
    assert isinstance(found, TakenTicket)
    assert (found.number, found.language) == ("A001", "en")
    with refused(office, "carried_over_used"):
        recognise(office, kept.code)


def test_what_nobody_knows_is_refused_with_what_to_do_next(office: Office) -> None:
    for typed in ("A999", "K7M2P", "X", "", "LOKET", "4H7P2K", "?!"):
        with refused(office, "typed_unknown", says="Periksa kode, atau tanyakan petugas"):
            recognise(office, typed)


def test_a_number_that_does_not_exist_says_nothing_about_other_numbers(office: Office) -> None:
    take_ticket(office, "A")
    with pytest.raises(Refused) as refusal:
        recognise(office, "A007")
    assert "A001" not in str(refusal.value)


def test_the_code_of_an_appointment_brings_its_ticket_once_and_then_tells_how_its_number_stands(
    make_office: Callable[..., Office],
) -> None:
    office = make_office(a_service("A", slots=SlotPlan()))
    code = book(office, "A", date(2026, 11, 23), time(9, 30)).appointment.code
    found = recognise(office, qr_text(code))
    assert isinstance(found, TakenTicket)
    assert standing(recognise(office, code.lower())).why.number == found.number


def test_a_language_that_nobody_has_chosen_does_not_change_that_of_the_ticket(office, clock):
    take_ticket(office, "A", language="en")
    (kept,) = carry_over(office)
    clock.pass_(days=1)
    found = recognise(office, kept.code, language="id")
    assert isinstance(found, TakenTicket)
    assert found.language == "en"
