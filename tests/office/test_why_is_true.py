"""Cases in which an easy sentence would be false: "by order of arrival", "you are next", "at most one more"."""

from __future__ import annotations

import re
from datetime import date, time

import pytest

from loket.model.appointment import SlotPlan
from loket.office.administration import set_skill
from loket.office.appointments import book
from loket.office.calling import (
    call_next,
    call_visit,
    finish,
    mark_absent,
    park,
    return_to_queue,
    skip,
)
from loket.office.carrying_over import carry_over, readmit
from loket.office.checking_in import check_in
from loket.office.days import close_day
from loket.office.journeys import transfer
from loket.office.signin import sign_in
from loket.office.ticketing import take_ticket
from loket.office.turns import postpone
from loket.office.undo import undo
from loket.office.why import why
from tests.factories import a_service, call, serve

MONDAY = date(2026, 11, 23)
BY_ARRIVAL = "menurut urutan datang"


@pytest.fixture
def booking(make_office, clock):
    """Eight o'clock; A takes appointments every half-hour."""
    clock.pass_(hours=-1)
    return make_office(a_service("A", slots=SlotPlan(capacity=3)), a_service("B", "Data DTSEN"))


def take(office, service="A", many=1, **facts):
    """Take numbers one after the other; gives them."""
    return [take_ticket(office, service, **facts) for _ in range(many)]


def named(office, number):
    """Who went before a number and why."""
    return [(each.number, each.reason) for each in why(office, number).before]


# --- who stands before ----------------------------------------------------------------------------------------------


def test_who_came_back_late_is_told_of_the_call_and_behind_whom_he_stands(office, clock):
    (mine,) = take(office)
    call(office)
    clock.pass_(minutes=1)
    mark_absent(office, 1)
    take(office, many=4)
    serve(office, 1)
    clock.pass_(minutes=9)
    return_to_queue(office, mine.visit)
    answer = why(office, "A001")
    assert answer.sentence.startswith("2 orang di depan Anda: 2 yang sudah menunggu ketika Anda kembali. ")
    assert (
        "Nomor ini dipanggil pukul 09.00, tidak hadir, dan sejak kembali pukul 09.10 berdiri di belakang 2 orang."
        in answer.sentence
    )
    assert BY_ARRIVAL not in answer.sentence
    assert named(office, "A001") == [("A002", "while_away")]
    serve(office, 2)
    assert named(office, "A001") == [("A002", "while_away"), ("A003", "came_back")]


def test_an_appointment_that_is_early_is_told_its_time_and_not_that_it_came_first(booking):
    take(booking, many=3)
    take(booking, priority="LANSIA")
    here = check_in(booking, book(booking, "A", MONDAY, time(8, 30)).appointment.code)
    assert here.number == "A005"
    answer = why(booking, "A005")
    assert answer.sentence.startswith("Janji temu pukul 08.30: nomor ini dipanggil mulai pukul 08.25. ")
    assert BY_ARRIVAL not in answer.sentence
    first = why(booking, "A001")
    assert first.ahead == 1, "the elder; the appointment cannot be called yet"
    assert first.sentence.startswith("1 orang di depan Anda: 1 pengunjung prioritas. ")
    assert "A005 baru dapat dipanggil mulai pukul 08.25; sejak itu di depan Anda." in first.sentence
    assert why(booking, "A002").ahead == 2


def test_an_appointment_with_an_earlier_place_that_cannot_be_called_yet_is_named(booking, clock):
    clock.pass_(minutes=20)
    take(booking)
    check_in(booking, book(booking, "A", MONDAY, time(8, 30)).appointment.code)
    answer = why(booking, "A001")
    assert answer.ahead == 0
    assert "A002 baru dapat dipanggil mulai pukul 08.25; sejak itu di depan Anda." in answer.sentence
    assert BY_ARRIVAL not in answer.sentence
    clock.pass_(minutes=5)
    answer = why(booking, "A001")
    assert (answer.ahead, answer.sentence.split(". ")[0]) == (1, "1 orang di depan Anda: 1 dengan janji temu")


def test_who_was_called_before_the_slot_is_no_injustice_and_is_named(booking, clock):
    sign_in(booking, 1, "P1")
    check_in(booking, book(booking, "A", MONDAY, time(8, 30)).appointment.code)
    clock.pass_(minutes=10)
    take(booking)
    serve(booking)
    answer = why(booking, "A001")
    assert named(booking, "A001") == [("A002", "before_slot")]
    assert "A002 dipanggil sebelum jam janji temu Anda" in answer.sentence


def test_kept_places_of_the_day_before_are_told_as_such(office, clock):
    for _ in range(4):
        take(office, "B")
    kept = carry_over(office)
    close_day(office)
    clock.pass_(days=1)
    for each in kept[:2]:
        readmit(office, each.code)
    take(office, "B")
    for each in kept[2:]:
        readmit(office, each.code)
    answer = why(office, "B003")
    assert answer.sentence.startswith("4 orang di depan Anda: 4 melanjutkan tiket hari sebelumnya. ")
    serve(office)
    serve(office, 2)
    serve(office, 3)
    assert named(office, "B003") == [("B004", "carried_over")], "the first two were there before"


def test_who_lets_others_go_first_is_told_how_many_and_when(office, clock):
    (mine,) = take(office)
    take(office, many=5)
    clock.pass_(minutes=12)
    postpone(office, mine.visit, 3)
    answer = why(office, "A001")
    assert answer.sentence.startswith("3 orang di depan Anda: 3 yang Anda dahulukan. Anda mundur 3 nomor pukul 09.12. ")
    serve(office)
    assert named(office, "A001") == [("A002", "stepped_back")]
    clock.pass_(minutes=1)
    postpone(office, mine.visit, 20)
    assert "Anda mundur 2 nomor pukul 09.13." in why(office, "A001").sentence, "two were behind, not twenty"


def test_several_kinds_are_told_shortly(office, clock):
    take(office)
    kept = carry_over(office)
    close_day(office)
    clock.pass_(days=1)
    take(office, many=3)
    take(office, priority="LANSIA")
    readmit(office, kept[0].code)
    answer = why(office, "A003")
    assert answer.sentence.startswith(
        "4 orang di depan Anda: 2 datang lebih dulu, 1 melanjutkan tiket hari sebelumnya, 1 pengunjung prioritas. "
    )


# --- who went before, at a counter that serves other lines too ------------------------------------------------------


def test_a_counter_that_helps_out_is_named_with_whom_it_called_first(office):
    set_skill(office, "P1", "A", 1, "membantu saja")
    sign_in(office, 1, "P1")
    take(office)
    take(office, "B")
    assert "1 orang di depan Anda: 1 dari layanan lain di loket yang sama." in why(office, "A001").sentence
    assert call(office).number == "B001"
    answer = why(office, "A001")
    assert named(office, "A001") == [("B001", "other_service")]
    assert "Loket 1 membantu layanan ini dan mendahulukan layanan utamanya." in answer.sentence
    assert "Sejak Anda menunggu, B001 dipanggil untuk layanan lain." in answer.sentence


def test_a_number_meant_for_a_counter_says_that_it_waits_there(office):
    for counter, officer in ((2, "P2"), (3, "P3")):
        sign_in(office, counter, officer)
    take(office)
    serve(office, 2)
    take(office, many=2)
    transfer(office, 2, "A", to_counter=3)
    assert serve(office, 2).number == "A002"
    answer = why(office, "A001")
    assert "Nomor ini menunggu Loket 3; loket lain tidak memanggilnya." in answer.sentence
    assert named(office, "A001") == [("A002", "meant_for")]
    assert answer.ahead == 0, "counter 2 calls others, but not before this one at counter 3"
    assert answer.early == 0


def test_a_skipped_number_says_when_it_was_called_and_who_was_called_meanwhile(office, clock):
    take(office, many=2)
    call(office)
    clock.pass_(minutes=1)
    skip(office, 1)
    clock.pass_(minutes=1)
    serve(office)
    answer = why(office, "A001")
    assert named(office, "A001") == [("A002", "cool_down")]
    assert (
        "Nomor ini dipanggil pukul 09.00 dan dilewati karena belum hadir; dapat dipanggil lagi mulai pukul 09.06."
        in answer.sentence
    )
    assert "A002 dipanggil sesudah nomor ini dilewati" in answer.sentence


def test_whoever_was_parked_is_told_of_it(office, clock):
    (mine,) = take(office)
    serve(office)
    clock.pass_(minutes=3)
    park(office, 1)
    take(office)
    clock.pass_(minutes=3)
    return_to_queue(office, mine.visit)
    assert "Nomor ini ditunda pukul 09.03 dan kembali ke antrean pukul 09.06." in why(office, "A001").sentence


def test_a_missed_one_whom_the_officer_calls_again_is_not_said_to_have_a_reason(office):
    (missed,) = take(office)
    call(office)
    mark_absent(office, 1)
    take(office)
    call_visit(office, 1, missed.visit)
    answer = why(office, "A002")
    assert named(office, "A002") == [("A001", "called_back")]
    assert "A001, yang tadi ditunda atau terlewat, dipanggil lagi" in answer.sentence
    assert "alasan" not in answer.sentence


def test_a_call_of_this_number_that_was_taken_back_explains_who_went_meanwhile(office):
    take(office, many=2)
    call(office, 1)
    serve(office, 2)
    undo(office, 1)
    assert named(office, "A001") == [("A002", "while_called")]


# --- "you are next" -------------------------------------------------------------------------------------------------


def test_people_of_another_service_at_the_same_counter_stand_before_too(office):
    sign_in(office, 1, "P1")
    take(office, "B", 4)
    take(office)
    answer = why(office, "A001")
    assert answer.ahead == 4
    assert answer.sentence.startswith("4 orang di depan Anda: 4 dari layanan lain di loket yang sama. ")
    for number in ("B001", "B002", "B003", "B004", "A001"):
        assert serve(office).number == number
        finish(office, 1)


def test_nobody_before_in_the_own_line_is_not_nobody_before(office):
    sign_in(office, 1, "P1")
    take(office, "B")
    take(office)
    assert why(office, "A001").ahead == 1
    sign_in(office, 2, "P2")
    said = why(office, "A001").sentence
    assert said.startswith(("Tidak ada orang di depan Anda di layanan ini.", "1 orang di depan Anda: 1 dari layanan"))


# --- the bound ------------------------------------------------------------------------------------------------------


def test_the_bound_counts_those_who_are_still_to_come(office):
    take(office, many=3)
    answer = why(office, "A003")
    assert answer.early == 2
    assert "Paling banyak 2 pengunjung prioritas masih dapat didahulukan" in answer.sentence
    passed = 0
    while True:
        take(office, priority="LANSIA")
        made = serve(office)
        if made.number == "A003":
            break
        passed += made.reason == "priority_early"
        finish(office, 1)
    assert passed == 2


def test_of_the_bound_those_are_left_who_have_not_gone(office):
    take(office, many=3)
    for left in (2, 1, 1, 1, 0):
        assert why(office, "A003").early == left
        if left:
            take(office, priority="LANSIA")
            serve(office)
            finish(office, 1)


def test_a_priority_visitor_is_told_that_priority_lets_him_go_first(office):
    take(office, many=6)
    take(office, priority="LANSIA")
    answer = why(office, "A007")
    assert answer.ahead == 0
    assert answer.sentence.startswith(
        "Anda didahulukan sebagai pengunjung prioritas: tidak ada lagi orang dari layanan ini yang dipanggil sebelum "
        "Anda."
    )
    serve(office)
    take(office, priority="LANSIA")
    answer = why(office, "A008")
    assert answer.ahead == 2, "as many as must lie between two early calls"
    assert "paling banyak 2 orang lagi dari layanan ini dipanggil sebelum Anda" in answer.sentence
    assert "6 orang" not in answer.sentence
    order = []
    for _ in range(3):
        finish(office, 1)
        order.append(serve(office).number)
    assert order[-1] == "A008"


# --- the time -------------------------------------------------------------------------------------------------------


def test_the_time_until_the_slot_is_fixed_and_only_the_queue_is_forecast(booking, clock):
    sign_in(booking, 1, "P1")
    clock.pass_(minutes=60)
    check_in(booking, book(booking, "A", MONDAY, time(11)).appointment.code)
    answer = why(booking, "A001")
    assert answer.told is not None
    assert answer.told.low_s >= 115 * 60, "nobody is called before 10.55"
    assert answer.told.high_s <= 130 * 60, "nobody waits before him then"
    earliest = re.search(r"paling cepat (\S+)\.$", answer.sentence)
    assert earliest is not None
    assert earliest[1] >= "10.55"


def test_in_english_everything_is_said_too(booking, clock):
    sign_in(booking, 1, "P1")
    mine, *_ = take(booking, many=5)
    postpone(booking, mine.visit, 2)
    call_next(booking, 1)
    skip(booking, 1)
    serve(booking, 1)
    take(booking, "B", priority="LANSIA")
    for number in ("A001", "A002", "A005", "B001"):
        said = why(booking, number, "en").sentence
        assert not re.search(r"\b(Anda|orang|pukul|nomor|dipanggil|loket|mulai)\b", said), said


def test_a_start_after_a_skip_is_no_absence(office):
    take(office, many=2)
    serve(office, 1)
    finish(office, 1)
    assert why(office, "A002").before == ()
