"""The day at the printers in plain sentences."""

from __future__ import annotations

import pytest

from loket.model.printer import Attempt
from loket.office.days import open_today, picture_day
from loket.office.print_story import print_story
from loket.office.printer_setup import add_printer, set_printer_state
from loket.office.printing import claim_job, record_outcome, reprint
from loket.office.ticketing import take_ticket
from loket.texts import Texts


@pytest.fixture
def printing(office):
    """An office with one printer, "kios"."""
    add_printer(office, "kios", "tcp://10.0.0.1")
    return office


def told(office) -> list[str]:
    with office.looking() as work:
        day = picture_day(work)
    t = Texts.of("id")
    return [f"{t.time(line.at)} {line.say(t)}" for line in print_story(office, day)]


def test_a_day_on_which_every_slip_came_out_has_no_story(printing):
    for _ in range(3):
        take_ticket(printing, "A")
        job = claim_job(printing, "kios")
        assert job is not None
        record_outcome(printing, job.id, "kios", Attempt("PRINTED"))
    assert told(printing) == []


def test_an_hour_without_paper_is_told_from_its_beginning_to_its_end(printing, clock):
    take_ticket(printing, "A")
    job = claim_job(printing, "kios")
    assert job is not None
    record_outcome(printing, job.id, "kios", Attempt("HELD", "kertas habis", printer_state="out"))
    clock.pass_(minutes=50)
    for _ in range(3):
        take_ticket(printing, "A")
    clock.pass_(minutes=10)
    set_printer_state(printing, "kios", "ready")
    while job := claim_job(printing, "kios"):
        record_outcome(printing, job.id, "kios", Attempt("PRINTED"))
    assert told(printing) == [
        "09.00 Kertas di printer kios habis.",
        "09.00 Cetakan A001 menunggu printer kios (kertas habis).",
        "10.00 Printer kios siap lagi sesudah 60 menit. Cetakan tertunda yang keluar: 3.",
        "10.00 Tidak dicetak lagi karena sudah terlalu lama: A001. Nomornya tetap berlaku.",
    ]


def test_a_broken_ticket_and_its_copy_are_told(printing):
    ticket = take_ticket(printing, "A")
    for outcome in (Attempt("PARTIAL", "pisau macet"), Attempt("PRINTED")):
        job = claim_job(printing, "kios")
        assert job is not None
        record_outcome(printing, job.id, "kios", outcome)
    reprint(printing, ticket.visit)
    assert told(printing) == [
        "09.00 Cetakan A001 terputus di tengah (pisau macet); cetakan berikutnya ditandai CETAK ULANG.",
        "09.00 Dicetak ulang: A001.",
    ]


def test_a_spare_that_takes_over_is_told_once_for_all_its_tickets(printing):
    open_today(printing)
    add_printer(printing, "cadangan", "tcp://10.0.0.2")
    set_printer_state(printing, "kios", "cover")
    for _ in range(8):
        take_ticket(printing, "A")
        job = claim_job(printing, "cadangan")
        assert job is not None
        record_outcome(printing, job.id, "cadangan", Attempt("PRINTED"))
    assert told(printing)[-2:] == [
        "09.00 Tutup printer kios terbuka.",
        "09.00 Printer cadangan mencetak menggantikan kios: A001 … A008 (8).",
    ]
