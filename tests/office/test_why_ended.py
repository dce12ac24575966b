"""What is said of a number that does not wait any more, or is nobody's: what became of it, and what to do."""

from __future__ import annotations

from loket.model.visit import State
from loket.office.calling import call_next, finish, mark_absent
from loket.office.carrying_over import carry_over
from loket.office.days import close_day
from loket.office.journeys import transfer
from loket.office.ticketing import cancel, take_ticket
from loket.office.why import why
from tests.factories import refused, serve


def test_who_has_cancelled_is_told_so(office, clock):
    mine = take_ticket(office, "A")
    clock.pass_(minutes=5)
    cancel(office, mine.visit)
    assert why(office, "A001").sentence == (
        "Nomor A001 dibatalkan pukul 09.05. Bila masih perlu dilayani, ambil nomor baru."
    )


def test_after_the_day_a_missed_number_brings_nobody_back(office):
    for _ in range(2):
        take_ticket(office, "A")
    call_next(office, 1)
    mark_absent(office, 1)
    close_day(office)
    said = why(office, "A001").sentence
    assert "Lapor ke petugas" not in said
    assert said.endswith("hari layanannya sudah ditutup. Bila masih perlu dilayani, ambil nomor baru.")
    assert why(office, "A002").sentence == (
        "Nomor A002 dilanjutkan ke hari layanan berikutnya; tempatnya disimpan. Bawa tiketnya."
    )


def test_who_was_sent_on_is_told_of_the_present_stop_and_in_the_end_that_it_is_done(office):
    take_ticket(office, "A")
    serve(office)
    transfer(office, 1, "B")
    assert why(office, "A001").state is State.WAITING
    serve(office, 2)
    assert why(office, "A001").sentence == "Nomor A001 sedang dilayani di Loket 2."
    finish(office, 2)
    assert why(office, "A001").sentence == "Nomor A001 sudah selesai."


def test_yesterdays_number_and_one_that_nobody_has_are_unknown_today(office, clock):
    for _ in range(2):
        take_ticket(office, "A")
    close_day(office)
    clock.pass_(days=1)
    take_ticket(office, "A")
    assert why(office, "A001").state is State.WAITING, "today's, not yesterday's"
    for number in ("A002", "Z009", "A"):
        with refused(office, "number_unknown_today"):
            why(office, number)


def test_a_kept_place_is_told_until_the_day_it_is_kept_for(office):
    take_ticket(office, "A")
    carry_over(office)
    assert "tempatnya disimpan" in why(office, "A001").sentence
