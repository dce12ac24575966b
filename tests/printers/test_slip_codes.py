"""What the QR of a slip says, and the slip whose QR the kiosk reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings

from loket.model.appointment import read_code
from loket.model.slip import AppointmentSlip, ClosingSlip, Slip, TicketSlip
from printers import qr
from printers.slips.codes import LONGEST_LINK, code_of
from printers.slips.drawing import slip_image
from tests.printers.any_slip import any_slip
from tests.printers.sample_slips import APPOINTMENT, CHAIN, CLOSING, RECEIPT, SLIPS
from tests.printers.test_other_slips import over_the_edge

pytestmark = pytest.mark.usefixtures("qapp")


def test_the_proof_of_an_appointment_says_day_time_code_and_what_comes_of_being_early_or_late(said):
    slip_image(APPOINTMENT, 576)
    for words in ("Janji temu", "09.30", "Rabu", "19 November 2025", "7KD 2MA", "KTP-el asli", "0811-0000-000"):
        assert words in said
    text = " ".join(said)
    assert "paling cepat 5 menit sebelum" in text
    assert "Terlambat lebih dari 10 menit" in text


@pytest.mark.parametrize("name", [name for name in SLIPS if name.startswith("appointment")])
def test_the_qr_of_an_appointment_is_just_what_the_kiosk_reads(name):
    slip, _ = SLIPS[name]
    assert isinstance(slip, AppointmentSlip)
    assert code_of(slip) == "LOKET-APPT:" + slip.code
    assert read_code(code_of(slip)) == read_code(slip.code)


def test_the_qr_of_the_closing_strip_holds_the_whole_hash_and_the_sum():
    said = code_of(CLOSING)
    assert CHAIN.upper() in said.upper()
    assert "47 : 40+3+1+2+1" in said


OWN_WORDS = [
    name for name, (slip, _) in SLIPS.items() if not getattr(slip, "link", "") and not isinstance(slip, AppointmentSlip)
]


@pytest.mark.parametrize("name", OWN_WORDS)
def test_without_an_address_the_qr_names_the_slip_and_the_office(name):
    slip, _ = SLIPS[name]
    said = code_of(slip).upper()
    named = getattr(slip, "reference", "") or getattr(slip, "number", "") or "USUL DATA"
    assert slip.office.upper() in said
    assert isinstance(slip, ClosingSlip) or named.upper() in said
    assert ("LATIHAN" in said) is slip.training


@settings(max_examples=60, deadline=None)
@given(any_slip())
def test_the_qr_of_any_slip_stays_coarse_enough_for_paper(slip: Slip):
    said = code_of(slip)
    link = getattr(slip, "link", "")
    assert said in ("", link) or len(qr.modules(said)) <= qr.MOST_MODULES
    assert len(qr.modules(said or "-")) <= 61


def test_an_address_that_would_be_too_fine_gives_way_to_the_slips_own_words():
    long = "https://arunika.go.id/" + "a" * LONGEST_LINK
    slip = replace(RECEIPT, link=long)
    assert "DTSEN-2025-01184" in code_of(slip)
    assert code_of(replace(RECEIPT, link=long[:LONGEST_LINK])) == long[:LONGEST_LINK]
    assert not over_the_edge(slip_image(replace(RECEIPT, link=long[:LONGEST_LINK]), 384), 384)


def test_a_slip_that_nothing_short_names_has_no_qr(said):
    slip = replace(RECEIPT, reference="Ж" * 300)
    assert code_of(slip) == ""
    slip_image(slip, 384)
    assert "Pindai" not in "".join(said)


def test_the_ticket_keeps_its_own_words():
    ticket = TicketSlip(office="D", number="A001", letter="A", service="S", taken_at=datetime(2025, 11, 18), ahead=0)
    assert code_of(ticket) == "D\nA001 S\n18-11-2025 00.00"
